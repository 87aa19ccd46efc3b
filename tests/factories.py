"""Furnished bases and the rows that tests need; each real engine is migrated and filled once."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import resources
from models.accueil.demande import DemandeInput
from models.accueil.passage import Passage, record_passage
from models.base import database, journal, migration
from models.base.actor import Actor
from models.base.command import command
from models.base.database import Handle
from models.base.droit import Droit
from models.comptes.agent import Agent, AgentRole
from models.comptes.droits import rights_of
from models.comptes.role import Role
from models.nomenclatures.lieu import Lieu, save_lieu
from models.nomenclatures.service import save_service
from models.nomenclatures.valeur import fill_lists
from models.personnes.personne import Personne, create_personne
from models.suivis.dispositif import fill_dispositif
from tests.engines import Engine, fresh_postgresql, postgres_server

POSTE = "p" * 32
CHAIN_KEY = b"k" * 32
AGENT = "a" * 32
_TEMPLATE_KEY = b"t" * 32
_template: list[Path] = []


def all_rights(agent_id: str | None = AGENT) -> Actor:
    return Actor(agent_id, frozenset(Droit), POSTE)


def actor_with(*roles: Role, agent_id: str = AGENT) -> Actor:
    return Actor(agent_id, rights_of(roles), POSTE)


@contextmanager
def furnished(engine: Engine, scratch: Path) -> Iterator[Handle]:
    """A base with its lists, the Ateliers citoyens and one site, open with every right."""
    opened = _open_furnished(engine, scratch)
    opened.actor = all_rights()
    try:
        yield opened
    finally:
        database.close()


def a_personne(**values: Any) -> Personne:
    return create_personne(**{"nom_naissance": "Diallo", "prenom": "Mamadou", **values})


def a_passage(personne: Personne | None = None, *demandes: str, **values: Any) -> Passage:
    wanted = demandes or ("thematique.pap.carte_identite",)
    return record_passage(
        lieu=the_lieu().id,
        personne=personne,
        demandes=[DemandeInput(thematique) for thematique in wanted],
        **values,
    )


def the_lieu() -> Lieu:
    lieu: Lieu = Lieu.select().first()
    return lieu


def _open_furnished(engine: Engine, scratch: Path) -> Handle:
    if engine.kind == "postgresql":
        postgres_server().prepare_template("furnished", _build_server)
        return database.open_server(fresh_postgresql("furnished"))
    if not _template:
        _template.append(_build_file(postgres_server().root.parent))
    target = scratch / "structure.db"
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(_template[0], target)
    return database.open_cipher(target, _TEMPLATE_KEY)


def _build_server(conninfo: str) -> None:
    _furnish(database.open_server(conninfo))


def _build_file(folder: Path) -> Path:
    import tempfile

    path = Path(tempfile.mkdtemp(prefix="cac-base-", dir=folder)) / "structure.db"
    opened = database.create_cipher(path, _TEMPLATE_KEY)
    _furnish(opened)
    return path


def _furnish(opened: Handle) -> None:
    migration.migrate()
    opened.actor = all_rights(None)
    journal.start_chain(POSTE, lambda key: key, CHAIN_KEY)
    _fill()
    database.close()


@command(right=Droit.REGLAGES, label="Base d’essai", undoable=False)
def _fill() -> None:
    fill_lists(resources.read_tomls("nomenclatures"))
    for content in resources.read_tomls("dispositifs").values():
        fill_dispositif(content)
    Agent(id=AGENT, identifiant="claire", prenom="Claire", nom="Sow").save()
    for role in Role:
        AgentRole(agent=AGENT, role=role.value).save()
    save_service(nom="Centre social des Quatre-Chemins", commune="Limoges")
    save_lieu(nom="Siège")
