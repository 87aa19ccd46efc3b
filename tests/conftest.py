"""What every test gets: folders of its own, a known time zone, no real keyring; engines too."""

import datetime as dt
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from models.base import clock
from tests.desk.fixtures import desk, make_desk, make_session, printer, short_folder, small_disk
from tests.engines import Engine, fresh_postgresql, fresh_sqlcipher, postgres_server

__all__ = ["desk", "make_desk", "make_session", "printer", "short_folder", "small_disk"]

# Before Qt starts: tests in this process have no screen, and one known look.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_SCALE_FACTOR"] = "1"
# Written out, since a bare system may hold no time zone data.
os.environ["TZ"] = "CET-1CEST,M3.5.0,M10.5.0/3"
time.tzset()

FOLDERS = {
    "XDG_DATA_HOME": ".local/share",
    "XDG_CONFIG_HOME": ".config",
    "XDG_CACHE_HOME": ".cache",
    "XDG_STATE_HOME": ".local/state",
    "XDG_RUNTIME_DIR": "run",
}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown() -> Iterator[None]:
    """No window lives longer than its test: what is to be deleted waits for a loop to run."""
    yield
    if widgets := sys.modules.get("PySide6.QtWidgets"):
        core = sys.modules["PySide6.QtCore"]
        if widgets.QApplication.instance() is not None:
            core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete.value)


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


class FrozenClock:
    """Holds the instant that the program's clock gives, until told otherwise."""

    def __init__(self, instant: dt.datetime) -> None:
        self.instant = instant

    def now(self) -> dt.datetime:
        return self.instant

    def set(self, instant: dt.datetime) -> None:
        """Take an aware instant, or the time on the wall."""
        self.instant = instant.astimezone(dt.UTC)

    def advance(self, **lapse: float) -> None:
        self.instant += dt.timedelta(**lapse)


class _FrozenModule:
    """The `datetime` module as the clock sees it, with one name replaced."""

    def __init__(self, frozen: FrozenClock) -> None:
        class Frozen(dt.datetime):
            @classmethod
            def now(cls, tz: dt.tzinfo | None = None) -> dt.datetime:  # type: ignore[override]
                return frozen.now().astimezone(tz)

        self.datetime = Frozen

    def __getattr__(self, name: str) -> Any:
        return getattr(dt, name)


@pytest.fixture
def frozen_clock(monkeypatch: pytest.MonkeyPatch) -> FrozenClock:
    """The clock stopped on Wednesday 11 March 2026, 14:32 on the wall."""
    frozen = FrozenClock(dt.datetime(2026, 3, 11, 13, 32, tzinfo=dt.UTC))
    # Below `clock.now` rather than in its place: who imported the function by name is frozen too.
    monkeypatch.setattr(clock, "dt", _FrozenModule(frozen))
    return frozen


@pytest.fixture(params=["sqlcipher", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty base on each real engine in turn."""
    if request.param == "sqlcipher":
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
def base(engine: Engine, tmp_path: Path) -> Iterator[Any]:
    """A furnished base on each real engine in turn, open with every right."""
    from tests.factories import furnished

    with furnished(engine, tmp_path / "base") as opened:
        yield opened


@pytest.fixture
def base_with_keys(engine: Engine, tmp_path: Path) -> Iterator[Any]:
    """A base created whole, open for its first account with every key, on each real engine."""
    from tests.factories import created

    with created(engine, tmp_path / "base") as acces:
        yield acces
