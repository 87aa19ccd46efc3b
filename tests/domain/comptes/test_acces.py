"""Creating, opening, refusing, locking: what the door does, and what it says."""

import json
import os
from pathlib import Path

import peewee
import pytest

from models.base import database, journal
from models.base.database import handle, holding_pen
from models.base.droit import Droit
from models.base.errors import Invalid, Refused, Unavailable
from models.base.journal import Journal
from models.base.meta import meta, put_meta
from models.base.table import tuples_of
from models.comptes import acces, compte, creation
from models.comptes.acces import Patience, Where
from models.comptes.agent import Agent, AgentRole, roles_of
from models.comptes.role import Role
from models.comptes.slots import from_text
from tests.conftest import FrozenClock
from tests.domain.comptes.maison import OTHER, PHRASE, THIRD, enter, found, hire, settings


def actions() -> list[str]:
    return [row[0] for row in tuples_of(Journal.select(Journal.action).order_by(Journal.at))]


def test_the_first_account_holds_every_key_and_three_roles(where: Where) -> None:
    in_, recovery_key = found(where)
    assert in_.agent_id
    assert in_.holds_notes
    assert in_.holds_admin
    assert roles_of(in_.agent_id) == {Role.RESPONSABLE, Role.ADMINISTRATEUR, Role.REFERENT}
    assert in_.actor.may(Droit.COMPTES)
    assert in_.actor.may(Droit.NOTES_EQUIPE)
    assert len(recovery_key.split("-")) == 6
    assert acces.holds_base(where)
    assert acces.accounts(where) == ["claire"]


def test_an_opening_is_journaled_and_forgets_nothing_when_locked(where: Where) -> None:
    found(where)
    acces.lock()
    assert not database.is_open()
    in_ = enter(where, "CLAIRE ")
    assert in_.identifiant == "claire"
    assert "ouverture" in actions()
    acces.lock()
    with pytest.raises(Unavailable):
        handle()


def test_a_wrong_password_and_an_unknown_account_are_told_alike(where: Where) -> None:
    found(where)
    said = []
    for identifiant in ("claire", "personne"):
        with pytest.raises(Invalid) as refusal:
            enter(where, identifiant, password="pas le bon mot de passe")
        assert refusal.value.field == "password"
        said.append(refusal.value.message)
        assert not database.is_open()
    assert said[0] == said[1]


def test_an_unknown_account_costs_as_much_as_a_wrong_password(
    where: Where, monkeypatch: pytest.MonkeyPatch
) -> None:
    found(where)
    derived: list[object] = []
    real = type(slots_kdf()).derive

    def spy(self: object, password: str, salt: bytes) -> bytes:
        derived.append(self)
        return real(self, password, salt)  # type: ignore[arg-type]  # a Kdf

    monkeypatch.setattr(type(slots_kdf()), "derive", spy)
    for identifiant in ("claire", "personne"):
        with pytest.raises(Invalid):
            enter(where, identifiant, password="pas le bon mot de passe")
    assert len(derived) == 2
    assert derived[0] == derived[1]


def slots_kdf() -> object:
    from models.comptes import slots

    return slots.NEW_KDF


def test_wrong_passwords_are_journaled_at_the_next_opening(
    where: Where, frozen_clock: FrozenClock
) -> None:
    found(where)
    for _ in range(2):
        with pytest.raises(Invalid):
            enter(where, password="pas le bon mot de passe")
        frozen_clock.advance(seconds=10)
    enter(where)
    refused = list(Journal.select().where(Journal.action == "ouverture_refusee"))
    assert len(refused) == 2
    assert all(entry.resultat == "refuse" for entry in refused)
    assert refused[0].champs != refused[1].champs


def test_the_right_password_does_not_pass_before_the_delay(
    where: Where, frozen_clock: FrozenClock
) -> None:
    found(where)
    with pytest.raises(Invalid):
        enter(where, password="pas le bon mot de passe")
    with pytest.raises(Patience):
        enter(where)
    frozen_clock.advance(seconds=1.1)
    enter(where)


def test_the_password_is_the_same_however_its_accents_are_composed(folder: Path) -> None:
    found(folder)
    hire("noé", Role.ACCUEIL, password="Été brûlé à Orléans, rue 12")
    enter(folder, "noe\u0301", password="E\u0301te\u0301 bru\u0302le\u0301 à Orle\u0301ans, rue 12")


def test_a_folder_that_holds_a_base_is_refused(where: Where) -> None:
    found(where)
    acces.lock()
    with pytest.raises(Refused, match="déjà une base"):
        found(where)
    enter(where)


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("structure", {"structure": "  "}),
        ("identifiant", {"identifiant": "a b"}),
        ("password", {"password": "trop court"}),
        ("password", {"password": "Centre social des Quatre-Chemins"}),
    ],
)
def test_creation_names_the_field_at_fault_and_leaves_nothing(
    folder: Path, field: str, values: dict[str, str]
) -> None:
    wanted = {
        "structure": "Centre social des Quatre-Chemins",
        "identifiant": "claire",
        "password": PHRASE,
        **values,
    }
    with pytest.raises(Invalid) as refusal:
        creation.create_base(folder, settings=settings(), **wanted)
    assert refusal.value.field == field
    assert not folder.exists()


def test_a_creation_that_fails_on_the_way_leaves_no_base(where: Where) -> None:
    def fail() -> None:
        raise RuntimeError("the lists cannot be read")

    with pytest.raises(RuntimeError):
        creation.create_base(
            where,
            structure="Centre",
            identifiant="claire",
            password=PHRASE,
            settings=settings(),
            furnish=fail,
        )
    assert not database.is_open()
    assert not acces.holds_base(where)
    if isinstance(where, Path):
        assert list(where.iterdir()) == []


def test_a_creation_that_failed_can_be_done_again(where: Where) -> None:
    calls: list[int] = []

    def fail_once() -> None:
        calls.append(1)
        if len(calls) == 1:
            raise RuntimeError("once")

    def create() -> None:
        creation.create_base(
            where,
            structure="Centre",
            identifiant="claire",
            password=PHRASE,
            settings=settings(),
            furnish=fail_once,
        )

    with pytest.raises(RuntimeError):
        create()
    create()
    assert acces.accounts(where) == ["claire"]


def test_the_base_and_its_keys_hold_no_word_in_clear(folder: Path) -> None:
    found(folder, nom="Vandenbroucke")  # three letters are met by chance in a megabyte of noise
    acces.lock()
    for path in folder.iterdir():
        content = path.read_bytes()
        assert b"SQLite format 3" not in content, path
        assert b"Quatre-Chemins" not in content, path
        assert b"Vandenbroucke" not in content, path


@pytest.mark.skipif(os.name == "nt", reason="rights of files are of POSIX")
def test_the_files_are_for_their_owner_only(folder: Path) -> None:
    found(folder)
    assert folder.stat().st_mode & 0o077 == 0
    assert (folder / "structure.slots").stat().st_mode & 0o077 == 0


def test_a_locked_account_does_not_open(where: Where) -> None:
    found(where)
    sam = hire("sam", Role.ACCUEIL)
    compte.verrouiller(sam.id)
    with pytest.raises(Refused, match="verrouillé"):
        enter(where, "sam", password=OTHER)
    assert not database.is_open()
    enter(where)
    compte.deverrouiller(sam.id)
    enter(where, "sam", password=OTHER)


def test_a_temporary_password_opens_one_right_only(where: Where) -> None:
    found(where)
    compte.create_compte(identifiant="sam", password=THIRD, roles=[Role.ACCUEIL])
    in_ = enter(where, "sam", password=THIRD)
    assert in_.must_change_password
    assert in_.actor.droits == {Droit.PROPRE_COMPTE}
    compte.change_own_password(current=THIRD, new=OTHER)
    assert not in_.must_change_password
    assert in_.actor.may(Droit.REGISTRE)


def test_a_newer_base_is_refused_politely(where: Where) -> None:
    found(where)
    with holding_pen():
        put_meta(format="99")
    acces.lock()
    with pytest.raises(Refused, match="version plus récente"):
        enter(where)
    assert not database.is_open()


def test_newer_keys_are_refused_politely(folder: Path) -> None:
    found(folder)
    acces.lock()
    raw = json.loads((folder / "structure.slots").read_text())
    (folder / "structure.slots").write_text(json.dumps({**raw, "format": 99}))
    with pytest.raises(Refused, match="version plus récente"):
        enter(folder)


def test_keys_of_another_base_are_told(folder: Path, tmp_path: Path) -> None:
    found(folder)
    found(tmp_path / "autre")
    acces.lock()
    (folder / "structure.slots").write_bytes((tmp_path / "autre/structure.slots").read_bytes())
    with pytest.raises(Unavailable):
        enter(folder)
    assert not database.is_open()


def test_missing_keys_are_told(folder: Path) -> None:
    found(folder)
    acces.lock()
    (folder / "structure.slots").unlink()
    with pytest.raises(Unavailable, match="introuvable"):
        enter(folder)
    with pytest.raises(Unavailable, match="introuvable"):
        acces.accounts(folder)


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"format": 1}'])
def test_damaged_keys_are_told(folder: Path, damage: bytes) -> None:
    found(folder)
    acces.lock()
    (folder / "structure.slots").write_bytes(damage)
    with pytest.raises(Unavailable, match="endommagé"):
        enter(folder)


@pytest.mark.parametrize("place", ["salt", "wrapped", "public"])
def test_an_altered_slot_opens_nothing(folder: Path, place: str) -> None:
    found(folder)
    acces.lock()
    path = folder / "structure.slots"
    raw = json.loads(path.read_text())
    text = raw["comptes"][0][place]
    raw["comptes"][0][place] = ("B" if text[0] == "A" else "A") + text[1:]
    path.write_text(json.dumps(raw))
    with pytest.raises((Invalid, Unavailable)):
        enter(folder)
    assert not database.is_open()


@pytest.mark.parametrize(
    "weaker", [{"memoire": 1024}, {"passes": 1}, {"voies": 0}, {"memoire": 1 << 30}]
)
def test_weaker_or_absurd_parameters_are_never_taken_from_the_file(
    folder: Path, weaker: dict[str, int]
) -> None:
    found(folder)
    acces.lock()
    path = folder / "structure.slots"
    raw = json.loads(path.read_text())
    raw["comptes"][0]["kdf"].update(weaker)
    path.write_text(json.dumps(raw))
    with pytest.raises(Unavailable, match="endommagé"):
        enter(folder)


@pytest.mark.parametrize("size", [0, 100, 4096, 20_000])
def test_a_truncated_base_is_told(folder: Path, size: int) -> None:
    found(folder)
    acces.lock()
    os.truncate(folder / "structure.db", size)
    with pytest.raises(Unavailable) as refusal:
        enter(folder)
    assert "estaurez" in refusal.value.message
    assert not database.is_open()


def test_a_missing_base_is_told(folder: Path) -> None:
    found(folder)
    acces.lock()
    (folder / "structure.db").unlink()
    with pytest.raises(Unavailable, match="introuvable"):
        enter(folder)


def test_something_else_in_its_place_is_told(folder: Path) -> None:
    found(folder)
    acces.lock()
    (folder / "structure.db").write_bytes(b"%PDF-1.7 a letter" * 1000)
    with pytest.raises(Unavailable, match="n’est pas une base"):
        enter(folder)


def test_keys_left_without_their_base_are_put_aside_not_lost(folder: Path) -> None:
    found(folder)
    acces.lock()
    before = (folder / "structure.slots").read_bytes()
    (folder / "structure.db").unlink()
    found(folder)
    kept = list(folder.glob("structure.slots.*"))
    assert [path.read_bytes() for path in kept] == [before]


def test_each_workstation_has_its_chain_which_an_administrator_checks(where: Where) -> None:
    from models.base import crypto
    from models.comptes.ouverture import chain_context

    in_, _ = found(where)
    enter(where, poste_id="q" * 32)
    in_ = enter(where)
    for poste_id in ("p" * 32, "q" * 32):
        chain = journal.JournalChain.get_by_id(poste_id)
        assert in_.cles.admin is not None
        context = chain_context(in_.base_id, poste_id)
        first = crypto.unseal(in_.cles.admin, bytes(chain.origine), context=context)
        assert journal.verify_chain(poste_id, first) is None


def test_the_recovery_key_opens_with_every_right_and_says_so_in_the_journal(where: Where) -> None:
    _, key = found(where)
    acces.lock()
    in_ = acces.open_with_recovery(where, key.lower().replace("0", "o"), settings=settings())
    assert in_.holds_notes
    assert in_.holds_admin
    assert in_.actor.may(Droit.COMPTES)
    assert "ouverture_secours" in actions()


@pytest.mark.parametrize("mistake", ["", "ABC", "misread", "another"])
def test_a_wrong_recovery_key_is_told(where: Where, mistake: str) -> None:
    from models.base.crypto import new_recovery_key

    _, key = found(where)
    typed = {
        "misread": key[:3] + ("2" if key[3] != "2" else "3") + key[4:],
        "another": new_recovery_key(),
    }.get(mistake, mistake)
    with pytest.raises(Invalid) as refusal:
        acces.open_with_recovery(where, typed, settings=settings())
    assert refusal.value.field == "key"
    assert not database.is_open()


def test_the_slots_name_no_secret(folder: Path) -> None:
    in_, key = found(folder)
    text = (folder / "structure.slots").read_text()
    slots = from_text(text)
    assert slots.base_id == in_.base_id == meta("base_id")
    import base64

    for secret in (in_.cles.base, in_.cles.own, in_.cles.notes, in_.cles.admin):
        raw = secret if isinstance(secret, bytes) else secret.private if secret else b""
        assert raw
        assert base64.b64encode(raw).decode() not in text
    assert key.replace("-", "") not in text


def test_a_base_whose_account_has_no_row_opens_nothing(where: Where) -> None:
    found(where)
    sam = hire("sam", Role.ACCUEIL)
    with holding_pen():
        AgentRole.delete().where(AgentRole.agent == sam.id).execute()
        Agent.delete().where(Agent.id == sam.id).execute()
    with pytest.raises(Refused, match="retiré"):
        enter(where, "sam", password=OTHER)


def test_a_read_only_folder_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found(folder)
    acces.lock()

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("models.comptes.store.os.fsync", refuse)
    with pytest.raises(Unavailable, match="Vérifiez"):
        enter(folder)


def test_a_database_error_is_never_shown_raw(folder: Path) -> None:
    found(folder)
    acces.lock()
    data = bytearray((folder / "structure.db").read_bytes())
    data[5000] ^= 1
    (folder / "structure.db").write_bytes(bytes(data))
    try:
        enter(folder)
    except Unavailable:
        return
    except (peewee.DatabaseError, database.sqlcipher.DatabaseError) as error:
        pytest.fail(f"shown raw: {error}")


def test_a_clock_set_back_is_told_at_the_opening(where: Where, frozen_clock: FrozenClock) -> None:
    found(where)
    acces.lock()
    frozen_clock.advance(hours=-11)
    assert enter(where).warnings == ()
    acces.lock()
    frozen_clock.advance(days=-30)
    (said,) = enter(where).warnings
    assert "L’horloge de cet ordinateur dit le 09/02/2026" in said
    assert "déjà servi le 11/03/2026" in said
