"""A workstation that opens by itself: what it may, what takes it back, keyrings that fail."""

import subprocess
import sys
from pathlib import Path

import pytest

from models.base import database, keychain
from models.base.droit import Droit
from models.base.errors import Refused, Unavailable
from models.comptes import acces, compte, droits
from models.comptes.acces import Where
from models.comptes.role import Role
from tests.desk.fixtures import MakeSession
from tests.domain.comptes.maison import OTHER, PHRASE, THIRD, enter, found, hire, settings


def test_it_opens_the_register_with_the_rights_of_the_accueil(
    where: Where, memory_keyring: dict[str, str]
) -> None:
    in_, _ = found(where)
    assert not acces.is_remembered(where, settings())
    acces.remember_workstation(settings())
    acces.lock()
    assert acces.is_remembered(where, settings())
    in_ = acces.open_with_device(where, settings=settings())
    assert in_.identifiant == "claire"
    assert in_.actor.droits <= droits.DROITS[Role.ACCUEIL]
    assert in_.actor.may(Droit.REGISTRE)
    assert not in_.actor.may(Droit.COMPTES)
    assert in_.cles.own is None
    assert in_.cles.pairs == {}
    with pytest.raises(Refused, match="mot de passe"):
        acces.remember_workstation(settings())


def test_another_workstation_does_not(where: Where, memory_keyring: dict[str, str]) -> None:
    found(where)
    acces.remember_workstation(settings())
    with pytest.raises(Refused):
        acces.open_with_device(where, settings=settings("q" * 32))
    assert not database.is_open()


def test_what_takes_it_back(where: Where, memory_keyring: dict[str, str]) -> None:
    found(where)
    acces.remember_workstation(settings())
    acces.forget_workstation(settings())
    assert memory_keyring == {}
    with pytest.raises(Refused):
        acces.open_with_device(where, settings=settings())


@pytest.mark.parametrize("act", ["remove_compte", "reset_password", "verrouiller"])
def test_an_account_that_lost_its_keys_takes_its_workstations_along(
    where: Where, memory_keyring: dict[str, str], act: str
) -> None:
    found(where)
    sam = hire("sam", Role.ACCUEIL)
    enter(where, "sam", password=OTHER)
    acces.remember_workstation(settings())
    enter(where)
    {
        "remove_compte": compte.remove_compte,
        "reset_password": lambda agent_id: compte.reset_password(agent_id, THIRD),
        "verrouiller": compte.verrouiller,
    }[act](sam.id)
    with pytest.raises(Refused):
        acces.open_with_device(where, settings=settings())
    assert not database.is_open()


def test_it_still_opens_after_a_change_of_the_bases_key(
    where: Where, memory_keyring: dict[str, str]
) -> None:
    found(where)
    acces.remember_workstation(settings())
    sam = hire("sam", Role.ACCUEIL)
    compte.remove_compte(sam.id)
    acces.lock()
    assert acces.open_with_device(where, settings=settings()).device


def test_an_administrator_only_is_not_offered_it(
    where: Where, memory_keyring: dict[str, str]
) -> None:
    found(where)
    hire("ada", Role.ADMINISTRATEUR)
    enter(where, "ada", password=OTHER)
    with pytest.raises(Refused):
        acces.remember_workstation(settings())


def test_another_secret_in_the_keyring_opens_nothing(
    where: Where, memory_keyring: dict[str, str]
) -> None:
    found(where)
    acces.remember_workstation(settings())
    (service,) = memory_keyring
    memory_keyring[service] = "A" * 43 + "="
    with pytest.raises(Refused, match="n’est plus le bon"):
        acces.open_with_device(where, settings=settings())


def test_without_a_keyring_nothing_is_remembered(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keychain, "DIALOG_LIMIT", 2.0)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    found(folder)
    with pytest.raises(Unavailable, match="trousseau"):
        acces.remember_workstation(settings())
    assert not acces.is_remembered(folder, settings())


PROGRAM = """
import sys
from pathlib import Path
from models.base.settings import Settings
from models.base.errors import Failure
from models.comptes import acces
folder, settings = Path(sys.argv[1]), Settings(poste_id="p" * 32)
try:
    acces.open_with_password(folder, "claire", password=sys.argv[2], settings=settings)
    acces.remember_workstation(settings)
    acces.lock()
    print("ouvert" if acces.open_with_device(folder, settings=settings).device else "?")
except Failure as error:
    print(type(error).__name__)
"""


@pytest.mark.parametrize(
    ("keyring", "told"), [("unlocked", "ouvert"), ("null", "Unavailable"), ("none", "Unavailable")]
)
def test_with_a_real_keyring(
    folder: Path, make_session: MakeSession, keyring: str, told: str
) -> None:
    """The system's own Secret Service, a backend that keeps nothing, and none at all."""
    found(folder)
    acces.lock()
    session = make_session(keyring)  # type: ignore[arg-type]  # one of the literals
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(folder), PHRASE],
        env={**session.environment, "PYTHONPATH": str(Path(__file__).parents[3])},
        capture_output=True,
        text=True,
        timeout=90,
    )
    assert done.stdout.strip() == told, done.stderr
