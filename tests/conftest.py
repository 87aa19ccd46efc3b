"""What every test gets: folders of its own, a known time zone, no real keyring; engines too."""

import datetime as dt
import functools
import gc
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.desk.fixtures import desk, make_desk, make_session, printer, short_folder, small_disk
from tests.engines import Engine, fresh_postgresql, fresh_sqlcipher, postgres_server
from tests.frozen import FrozenClock

__all__ = [
    "FrozenClock", "desk", "make_desk", "make_session", "printer", "short_folder", "small_disk",
]  # fmt: skip

# Before Qt starts: tests in this process have no screen, and one known look.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_SCALE_FACTOR"] = "1"
# Written out, since a bare system may hold no time zone data.
os.environ["TZ"] = "CET-1CEST,M3.5.0,M10.5.0/3"
time.tzset()

PATIENCE = 60_000  # milliseconds
MIDDLE = 10  # searches for young garbage between two whole ones
FOLDERS = {
    "XDG_DATA_HOME": ".local/share",
    "XDG_CONFIG_HOME": ".config",
    "XDG_CACHE_HOME": ".cache",
    "XDG_STATE_HOME": ".local/state",
    "XDG_RUNTIME_DIR": "run",
}


def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end: no search for garbage goes through it.

    The rest is collected between two tests, on the thread of Qt as the application does: a widget
    that dies in a job's, or in that of the runner, kills the process.
    """
    gc.collect()
    gc.freeze()
    gc.disable()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown() -> Iterator[None]:
    """No window lives longer than its test: what is to be deleted waits for a loop to run."""
    yield
    if widgets := sys.modules.get("PySide6.QtWidgets"):
        core = sys.modules["PySide6.QtCore"]
        if widgets.QApplication.instance() is not None:
            core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete.value)
    gc.collect(2 if gc.get_count()[2] > MIDDLE else 1)


@pytest.fixture(scope="session", autouse=True)
def cheap_passwords() -> Iterator[None]:
    """Real key derivation at its least cost: what is tested does not depend on it."""
    from models.comptes import slots
    from tests.factories import FAST

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(slots, "NEW_KDF", FAST)
        yield


@pytest.fixture(scope="session", autouse=True)
def patience() -> Iterator[None]:
    """What is awaited comes at its own pace: a busy machine is no failure."""
    from pytestqt.qtbot import QtBot

    with pytest.MonkeyPatch.context() as patched:
        for name in ("waitUntil", "waitSignal", "waitExposed"):
            patient = functools.partialmethod(getattr(QtBot, name), timeout=PATIENCE)
            patched.setattr(QtBot, name, patient)
        yield


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home and the platform's folders of the test's own, without a session bus."""
    folder = tmp_path / "home"
    for name, place in FOLDERS.items():
        (folder / place).mkdir(mode=0o700, parents=True)
        monkeypatch.setenv(name, str(folder / place))
    monkeypatch.setenv("HOME", str(folder))
    # A keyring is asked for by a fixture, never met by accident.
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    return folder


@pytest.fixture
def frozen_clock(monkeypatch: pytest.MonkeyPatch) -> FrozenClock:
    """The clock stopped on Wednesday 11 March 2026, 14:32 on the wall."""
    frozen = FrozenClock(dt.datetime(2026, 3, 11, 13, 32, tzinfo=dt.UTC))
    frozen.install(monkeypatch)
    return frozen


@pytest.fixture(params=["sqlcipher", "postgresql"])
def engine_kind(request: pytest.FixtureRequest) -> str:
    """Each real engine in turn, by its name alone."""
    return str(request.param)


@pytest.fixture
def engine(engine_kind: str, tmp_path: Path) -> Iterator[Engine]:
    """An empty base on each real engine in turn."""
    if engine_kind == "sqlcipher":
        yield fresh_sqlcipher(tmp_path / "base")
        return
    conninfo = fresh_postgresql()
    yield Engine("postgresql", tmp_path / "base", conninfo=conninfo)
    postgres_server().drop(conninfo)


@pytest.fixture
def fresh_database() -> Iterator[str]:
    """The conninfo of an empty PostgreSQL database, dropped afterwards."""
    conninfo = fresh_postgresql()
    yield conninfo
    postgres_server().drop(conninfo)


@pytest.fixture
def base(engine_kind: str, tmp_path: Path) -> Iterator[Any]:
    """A furnished base on each real engine in turn, open with every right."""
    from tests.factories import furnished

    with furnished(Engine(engine_kind, tmp_path / "base"), tmp_path / "base") as opened:
        yield opened


@pytest.fixture
def base_with_keys(engine_kind: str, tmp_path: Path) -> Iterator[Any]:
    """A base created whole, open for its first account with every key, on each real engine."""
    from tests.factories import created

    with created(Engine(engine_kind, tmp_path / "base"), tmp_path / "base") as acces:
        yield acces
