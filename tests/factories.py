"""Furnished bases and the rows that tests need; each real engine is migrated and filled once."""

import atexit
import datetime as dt
import functools
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest

import resources
from models.accueil.demande import DemandeInput
from models.accueil.passage import Passage, record_passage
from models.base import database, journal, migration
from models.base.actor import Actor
from models.base.command import _Run, command
from models.base.crypto import Kdf
from models.base.database import Handle, holding_pen, tx
from models.base.droit import Droit
from models.base.settings import Settings
from models.base.table import recorder
from models.coffre.creation import create_structure
from models.comptes.acces import Acces, Server, Where, lock, open_with_password
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
from models.suivis.note import Note
from models.suivis.parametre import fill_parametres
from models.suivis.participant import Participant
from tests.engines import Engine, fresh_postgresql, postgres_server
from tests.frozen import FrozenClock

POSTE = "p" * 32
CHAIN_KEY = b"k" * 32
AGENT = "a" * 32
FAST = Kdf(memoire=19456, passes=2, voies=1)  # the least that a file may ask for
_TEMPLATE_KEY = b"t" * 32


def all_rights(agent_id: str | None = AGENT) -> Actor:
    return Actor(agent_id, frozenset(Droit), POSTE)


def actor_with(*roles: Role, agent_id: str = AGENT) -> Actor:
    return Actor(agent_id, rights_of(roles), POSTE)


@contextmanager
def furnished(engine: Engine, scratch: Path) -> Iterator[Handle]:
    """A base with its lists, the Ateliers citoyens and one site, open with every right."""
    conninfo = ""
    if engine.kind == "postgresql":
        postgres_server().prepare_template("furnished", _build_server)
        conninfo = fresh_postgresql("furnished")
    opened = database.open_server(conninfo) if conninfo else _open_furnished_file(scratch)
    opened.actor = all_rights()
    try:
        yield opened
    finally:
        database.close()
        if conninfo:
            postgres_server().drop(conninfo)


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


def notes_of(entretien_ids: Sequence[str]) -> list[Note]:
    """The notes of these entretiens, sealed, in the order in which they were written."""
    query: Any = Note.select().where(
        Note.entretien.in_(list(entretien_ids)) & Note.archived_at.is_null()
    )
    return list(query.order_by(Note.created_at, Note.id))


def participants_of(operation_id: str) -> list[Participant]:
    query: Any = (
        Participant.select(Participant, Personne)
        .join(Personne)
        .where((Participant.operation == operation_id) & Participant.archived_at.is_null())
    )
    return list(query.order_by(Personne.cle))


def the_lieu() -> Lieu:
    lieu: Lieu = Lieu.select().first()
    return lieu


def _open_furnished_file(scratch: Path) -> Handle:
    target = scratch / "structure.db"
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(_furnished_file(), target)
    return database.open_cipher(target, _TEMPLATE_KEY)


def _build_server(conninfo: str) -> None:
    _furnish(database.open_server(conninfo))


@functools.cache
def _furnished_file() -> Path:
    path = folder_of_the_run() / "structure.db"
    _furnish(database.create_cipher(path, _TEMPLATE_KEY))
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
def created(engine: Engine, folder: Path, *, anew: bool = False) -> Iterator[Acces]:
    """A base created as the assistant does, open for its first account with every key.

    It is created once in a run and copied; those of one engine are copies of the same base, but
    the one made `anew`.
    """
    if anew:
        acces = _create(folder)
    else:
        where = _copy_of_the_whole(engine, folder)
        settings = Settings(poste_id=POSTE)
        acces = open_with_password(where, "claire", password=PASSWORD, settings=settings)
    try:
        yield acces
    finally:
        lock()
        if isinstance(acces.where, Server):
            postgres_server().drop(acces.where.conninfo)


def _copy_of_the_whole(engine: Engine, folder: Path) -> Where:
    if engine.kind == "postgresql":
        postgres_server().prepare_template("created", lambda new: _create_long_ago(Server(new)))
        return Server(fresh_postgresql("created"))
    return Path(shutil.copytree(_whole_folder(), folder, dirs_exist_ok=True))


@functools.cache
def _whole_folder() -> Path:
    folder = folder_of_the_run() / "base"
    _create_long_ago(folder)
    return folder


def _create_long_ago(where: Where) -> None:
    """Before the day on which the clock of the tests stands."""
    with pytest.MonkeyPatch.context() as patched:
        FrozenClock(dt.datetime(2026, 1, 5, 8, tzinfo=dt.UTC)).install(patched)
        _create(where)
    lock()


def _create(where: Where) -> Acces:
    acces, _ = create_structure(
        where,
        service={"nom": "Centre social des Quatre-Chemins", "commune": "Limoges"},
        identifiant="claire",
        password=PASSWORD,
        settings=Settings(poste_id=POSTE),
        prenom="Claire",
        nom="Sow",
    )
    return acces


def folder_of_the_run() -> Path:
    """For what is made once and copied; it goes with the process."""
    folder = Path(tempfile.mkdtemp(prefix="cac-base-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
