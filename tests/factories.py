"""Furnished bases and the rows that tests need; each real engine is migrated and filled once."""

import datetime as dt
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import resources
from models.accueil.demande import DemandeInput
from models.accueil.passage import Passage, record_passage
from models.base import database, journal, migration
from models.base.actor import Actor
from models.base.command import _Run, command
from models.base.database import Handle, holding_pen, tx
from models.base.droit import Droit
from models.base.settings import Settings
from models.base.table import recorder
from models.coffre.creation import create_structure
from models.comptes.acces import Acces, Server, lock
from models.comptes.agent import Agent, AgentRole
from models.comptes.droits import rights_of
from models.comptes.role import Role
from models.nomenclatures.lieu import Lieu, save_lieu
from models.nomenclatures.service import save_service
from models.nomenclatures.valeur import fill_lists
from models.personnes.personne import Personne, create_personne
from models.suivis.colonne_export import fill_colonnes
from models.suivis.dispositif import Session, fill_dispositif
from models.suivis.financeur import fill_financeurs
from models.suivis.parametre import fill_parametres
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


@command(right=Droit.REGISTRE, label="Agent d’essai", undoable=False)
def an_agent(agent_id: str, **values: Any) -> Agent:
    return Agent(id=agent_id, **values).save()


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
    fill_financeurs(resources.read_toml("financeurs.toml"))
    fill_colonnes(resources.read_toml("fse/colonnes.toml"))
    for content in resources.read_tomls("dispositifs").values():
        fill_dispositif(content)
    fill_parametres(resources.read_tomls("parametres"))
    Agent(id=AGENT, identifiant="claire", prenom="Claire", nom="Sow").save()
    for role in Role:
        AgentRole(agent=AGENT, role=role.value).save()
    save_service(nom="Centre social des Quatre-Chemins", commune="Limoges")
    save_lieu(nom="Siège")


def writing() -> AbstractContextManager[None]:
    """Rows written as if by a command, for what no command writes yet."""
    return _writing()


@contextmanager
def _writing() -> Iterator[None]:
    run = _Run()
    token = recorder.set(run)
    try:
        with holding_pen(), tx():
            yield
    finally:
        recorder.reset(token)


def a_session(
    dispositif: str = "ateliers_citoyens", debut: dt.date = dt.date(2026, 10, 5), places: int = 6
) -> Session:
    with writing():
        return Session(
            dispositif=dispositif, intitule=f"Session {debut:%m/%Y}", debut=debut, places=places
        ).save()


PASSWORD = "Trois petits chats dansent sous la pluie fine"


@contextmanager
def created(engine: Engine, folder: Path) -> Iterator[Acces]:
    """A base created as the assistant does, open for its first account with every key."""
    where = Server(fresh_postgresql()) if engine.kind == "postgresql" else folder
    acces, _ = create_structure(
        where,
        service={"nom": "Centre social des Quatre-Chemins", "commune": "Limoges"},
        identifiant="claire",
        password=PASSWORD,
        settings=Settings(poste_id=POSTE),
        prenom="Claire",
        nom="Sow",
    )
    try:
        yield acces
    finally:
        lock()
