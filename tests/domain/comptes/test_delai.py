"""The delay after wrong passwords: it grows, it locks, the clock does not shorten it."""

from pathlib import Path

import pytest

from models.comptes import delai
from models.comptes.delai import Patience
from models.comptes.store import FileStore
from tests.conftest import FrozenClock


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path)


def wait_after(store: FileStore, failures: int, clock: FrozenClock) -> int:
    for _ in range(failures):
        delai.count(store, "claire", "poste")
    with pytest.raises(Patience) as refusal:
        delai.check(store, "claire", "poste")
    return refusal.value.seconds


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [(1, 1), (2, 2), (3, 4), (4, 8), (5, 16), (9, 256), (10, 900), (11, 900)],
)
def test_it_doubles_then_locks_for_a_quarter_hour(
    store: FileStore, frozen_clock: FrozenClock, failures: int, seconds: int
) -> None:
    told = wait_after(store, failures, frozen_clock)
    assert told in (seconds, seconds + 1)
    frozen_clock.advance(seconds=seconds - 0.5)
    with pytest.raises(Patience):
        delai.check(store, "claire", "poste")
    frozen_clock.advance(seconds=0.6)
    delai.check(store, "claire", "poste")


def test_a_clock_set_back_never_shortens_it(store: FileStore, frozen_clock: FrozenClock) -> None:
    wait_after(store, 6, frozen_clock)
    frozen_clock.advance(days=-400)
    with pytest.raises(Patience) as refusal:
        delai.check(store, "claire", "poste")
    assert 32 <= refusal.value.seconds <= 33
    frozen_clock.advance(seconds=31)
    with pytest.raises(Patience):
        delai.check(store, "claire", "poste")
    frozen_clock.advance(seconds=2)
    delai.check(store, "claire", "poste")


def test_a_clock_that_was_ahead_does_not_lock_for_years(
    store: FileStore, frozen_clock: FrozenClock
) -> None:
    frozen_clock.advance(days=4000)
    wait_after(store, 10, frozen_clock)
    frozen_clock.advance(days=-4000)
    with pytest.raises(Patience) as refusal:
        delai.check(store, "claire", "poste")
    assert refusal.value.seconds <= 901


def test_each_account_and_workstation_has_its_own(
    store: FileStore, frozen_clock: FrozenClock
) -> None:
    wait_after(store, 3, frozen_clock)
    delai.check(store, "sam", "poste")
    delai.check(store, "claire", "autre")
    with pytest.raises(Patience):
        delai.check(store, " CLAIRE", "poste")


def test_the_right_password_forgets_and_tells_when(
    store: FileStore, frozen_clock: FrozenClock
) -> None:
    for _ in range(3):
        delai.count(store, "claire", "poste")
        frozen_clock.advance(minutes=20)
    before = delai.forget(store, "claire", "poste")
    assert len(before) == 2
    delai.check(store, "claire", "poste")


def test_an_administrator_forgets_on_all_workstations(
    store: FileStore, frozen_clock: FrozenClock
) -> None:
    for poste in ("un", "deux"):
        for _ in range(12):
            delai.count(store, "claire", poste)
    delai.count(store, "sam", "un")
    delai.forget_account(store, "Claire")
    delai.check(store, "claire", "un")
    delai.check(store, "claire", "deux")
    with pytest.raises(Patience):
        delai.check(store, "sam", "un")


def test_names_are_not_written_in_clear(store: FileStore, tmp_path: Path) -> None:
    delai.count(store, "MonMotDePasse!", "poste")
    assert "MonMotDePasse" not in (tmp_path / "structure.essais").read_text()


def test_it_does_not_grow_without_end(store: FileStore) -> None:
    for number in range(delai.KEPT + 30):
        delai.count(store, f"compte{number}", "poste")
    import json

    assert len(json.loads(store.read("essais") or "")) == delai.KEPT


def test_a_damaged_file_is_begun_anew(store: FileStore, tmp_path: Path) -> None:
    (tmp_path / "structure.essais").write_text('{"x": [1]}')
    delai.check(store, "claire", "poste")
    delai.count(store, "claire", "poste")
    with pytest.raises(Patience, match="seconde"):
        delai.check(store, "claire", "poste")
