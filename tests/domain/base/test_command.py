"""The one way to write: all or nothing, journaled, announced, undone; conflicts are told."""

import threading

import pytest

from models.base import clock, database, undo
from models.base.command import command, reading, undo_acte, undo_last
from models.base.database import Handle, OutsideCommand, handle, holding_pen, tx
from models.base.droit import Droit
from models.base.errors import Conflict, Invalid, Refused
from models.base.journal import Journal
from models.base.table import add_all, tables
from models.base.undo import Acte
from models.comptes.agent import Agent
from models.comptes.role import Role
from models.nomenclatures.lieu import Lieu
from tests.conftest import FrozenClock
from tests.factories import AGENT, actor_with, all_rights

Seen = list[frozenset[type]]


@command(right=Droit.REGLAGES, label="Lieu ajouté")
def add_lieu(nom: str) -> Lieu:
    return Lieu(nom=nom).save()


@command(right=Droit.REGLAGES, label="Lieu renommé")
def rename(lieu: Lieu, nom: str) -> Lieu:
    lieu.nom = nom
    return lieu.save()


@command(right=Droit.REGLAGES, label="Lieu effacé")
def erase(lieu: Lieu) -> None:
    lieu.remove()


@command(right=Droit.REGLAGES, label="Deux lieux")
def add_two(first: str, second: str, *, fail: bool = False) -> None:
    add_lieu(first)
    if fail:
        raise Invalid("nom", "non")
    add_lieu(second)


def noms() -> set[str]:
    return {lieu.nom for lieu in Lieu.select()}


@pytest.fixture
def seen(base: Handle) -> Seen:
    told: Seen = []
    base.changes.subscribe(told.append)
    return told


def test_a_command_writes_journals_and_announces_after_the_commit(base: Handle) -> None:
    during: list[bool] = []
    base.changes.subscribe(lambda tables: during.append(handle().engine.in_transaction()))
    before = Journal.select().count()
    lieu = add_lieu("Annexe")
    assert Lieu.get_by_id(lieu.id).nom == "Annexe"
    assert lieu.created_by == AGENT
    entry = Journal.select().order_by(Journal.n.desc()).first()
    assert Journal.select().count() == before + 1
    assert (entry.action, entry.objet, entry.objet_id) == ("add_lieu", "lieu", lieu.id)
    assert during == [False]


def test_the_journal_names_fields_and_never_values(base: Handle) -> None:
    rename(add_lieu("Annexe"), "Chez Madame Diallo")
    entry = Journal.select().order_by(Journal.n.desc()).first()
    assert entry.champs == "nom"
    for row in Journal.select().dicts():
        assert "Diallo" not in str(row)


def test_when_anything_raises_nothing_is_written_or_told(base: Handle, seen: Seen) -> None:
    entries, actes = Journal.select().count(), Acte.select().count()
    with pytest.raises(Invalid):
        add_two("Nord", "Sud", fail=True)
    assert "Nord" not in noms()
    assert Journal.select().count() == entries
    assert Acte.select().count() == actes
    assert seen == []


def test_a_command_in_a_command_is_one_act(base: Handle, seen: Seen) -> None:
    entries = Journal.select().count()
    add_two("Nord", "Sud")
    assert {"Nord", "Sud"} <= noms()
    assert Journal.select().count() == entries + 1
    assert seen == [frozenset({Lieu})]
    assert undo_last() == "Deux lieux"
    assert not {"Nord", "Sud"} & noms()


def test_a_right_is_asked_first(base: Handle, seen: Seen) -> None:
    base.actor = actor_with(Role.ACCUEIL)
    with pytest.raises(Refused, match="modifier les réglages"):
        add_lieu("Annexe")
    assert seen == []


def test_bare_writes_are_refused_on_both_engines(base: Handle) -> None:
    lieu = Lieu.select().first()
    lieu.nom = "x"
    for write in (
        lieu.save,
        lieu.remove,
        Lieu(nom="y").save,
        lambda: Lieu.update(nom="z").execute(),
        lambda: Lieu.delete().execute(),
        lambda: Lieu.insert(nom="w").execute(),
        lambda: base.engine.execute_sql("  \n delete from lieu"),
        lambda: base.engine.execute_sql("REPLACE INTO lieu VALUES (1)"),
        lambda: add_all(Lieu, ("id", "nom"), [("1" * 32, "x")]),
    ):
        with pytest.raises(OutsideCommand):
            write()
    assert noms() == {"Siège"}


def test_the_pen_is_held_by_one_thread_only(base: Handle) -> None:
    refused: list[bool] = []

    def other() -> None:
        try:
            with database.connection():
                Lieu.delete().execute()
        except OutsideCommand:
            refused.append(True)

    with holding_pen():
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
    assert refused == [True]


def test_undo_puts_back_a_created_a_changed_and_an_erased_row(base: Handle) -> None:
    lieu = add_lieu("Annexe")
    rename(lieu, "Caravane")
    assert undo_last() == "Lieu renommé"
    assert Lieu.get_by_id(lieu.id).nom == "Annexe"
    assert undo_last() == "Lieu ajouté"
    assert Lieu.get_or_none(Lieu.id == lieu.id) is None
    again = add_lieu("Kiosque")
    erase(Lieu.get_by_id(again.id))
    undo_last()
    assert Lieu.get_by_id(again.id).nom == "Kiosque"


def test_undo_is_undone_by_its_own_act(base: Handle) -> None:
    lieu = add_lieu("Annexe")
    undo_last()
    (acte,) = Acte.select().where(Acte.undoes_id.is_null(False))
    undo_acte(acte)
    assert Lieu.get_by_id(lieu.id).nom == "Annexe"


def test_undo_is_refused_once_somebody_changed_the_row(base: Handle) -> None:
    lieu = add_lieu("Annexe")
    base.actor = all_rights("b" * 32)
    rename(lieu, "Caravane")
    base.actor = all_rights()
    with pytest.raises(Refused, match="modifié depuis"):
        undo_last()
    assert Lieu.get_by_id(lieu.id).nom == "Caravane"


def test_a_row_corrected_ten_times_is_undone_ten_times(base: Handle) -> None:
    lieu = add_lieu("0")
    for n in range(1, 11):
        rename(lieu, str(n))
    for n in range(9, -1, -1):
        undo_last()
        assert Lieu.get_by_id(lieu.id).nom == str(n)
    undo_last()
    assert Lieu.get_or_none(Lieu.id == lieu.id) is None


def test_an_erased_row_comes_back_and_its_earlier_acts_are_undone_too(base: Handle) -> None:
    lieu = add_lieu("Annexe")
    rename(lieu, "Caravane")
    erase(lieu)
    undo_last()
    undo_last()
    assert Lieu.get_by_id(lieu.id).nom == "Annexe"


def test_each_account_undoes_its_own_acts(base: Handle) -> None:
    add_lieu("Annexe")
    base.actor = all_rights("b" * 32)
    with pytest.raises(Refused, match="rien à annuler"):
        undo_last()


def test_acts_older_than_thirty_days_are_forgotten(base: Handle, frozen_clock: FrozenClock) -> None:
    add_lieu("Annexe")
    frozen_clock.advance(days=31)
    with pytest.raises(Refused):
        undo_last()
    assert undo.forget_old() >= 1
    assert Acte.select().where(Acte.at < clock.now() - undo.KEPT).count() == 0


def test_two_desks_on_one_row_do_not_overwrite_each_other(base: Handle) -> None:
    mine, theirs = Lieu.select().first(), Lieu.select().first()
    rename(theirs, "À eux")
    with pytest.raises(Conflict, match="modifié sur un autre poste"):
        rename(mine, "À moi")
    assert Lieu.get_by_id(mine.id).nom == "À eux"
    with pytest.raises(Conflict):
        erase(mine)
    rename(Lieu.get_by_id(mine.id), "À nous")


def test_a_save_that_changes_nothing_writes_nothing(base: Handle) -> None:
    lieu = Lieu.select().first()
    version = lieu.version
    rename(lieu, lieu.nom)
    assert Lieu.get_by_id(lieu.id).version == version


def test_texts_are_cleaned_or_refused_by_their_field(base: Handle) -> None:
    assert add_lieu("  La \u200b Caravane\x00 \n").nom == "La Caravane"
    with pytest.raises(Invalid) as refusal:
        add_lieu("x" * 10_000)
    assert refusal.value.field == "nom"
    assert "Raccourcissez" in refusal.value.message


def test_a_reading_is_traced_or_refused(base: Handle) -> None:
    @reading(right=Droit.PERSONNES, objet="agent")
    def look() -> Agent:
        return Agent.get_by_id(AGENT)

    look()
    entry = Journal.select().order_by(Journal.n.desc()).first()
    assert (entry.action, entry.objet, entry.objet_id) == ("look", "agent", AGENT)
    base.actor = actor_with(Role.ADMINISTRATEUR)
    with pytest.raises(Refused):
        look()


def test_add_all_writes_many_and_is_undone_as_one(base: Handle) -> None:
    @command(right=Droit.REGLAGES, label="Import")
    def many(count: int) -> int:
        rows = ((f"{n:032x}", f"Lieu {n}", "", n) for n in range(count))
        return add_all(Lieu, ("id", "nom", "commune", "ordre"), rows)

    assert many(2300) == 2300
    assert Lieu.select().count() == 2301
    undo_last()
    assert noms() == {"Siège"}


def test_a_nested_transaction_that_fails_leaves_the_outer_one(base: Handle) -> None:
    with holding_pen(), tx():
        Lieu.update(nom="Dehors").execute()
        with pytest.raises(Invalid):
            _fail_inside()
    assert noms() == {"Dehors"}


def _fail_inside() -> None:
    with tx():
        Lieu.update(nom="Dedans").execute()
        raise Invalid("nom", "non")


def test_tables_are_known_by_name() -> None:
    assert tables()["lieu"] is Lieu
