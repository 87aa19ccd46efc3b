"""Fixtures of the outside world; `tests/conftest.py` offers them to every test."""

import fcntl
import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.desk import keyring as keyrings
from tests.desk.desk import Desk
from tests.desk.keyring import Keyring
from tests.desk.printer import Printer, PrintServer
from tests.desk.session import Session

ROOT_NEEDED = "Cet essai doit être lancé par root : sudo make test"
MakeDesk = Callable[..., Desk]
MakeSession = Callable[[Keyring], Session]
FullDisk = Callable[..., Path]


@pytest.fixture
def short_folder() -> Iterator[Path]:
    """A folder with a short path: the name of a socket holds a hundred letters."""
    with tempfile.TemporaryDirectory(prefix="cac-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@pytest.fixture
def make_desk(short_folder: Path) -> Iterator[MakeDesk]:
    """Makes desks: size, keyring, colour scheme ("dark", "light" or none), scale."""
    with ExitStack() as closing:

        def make(
            *,
            size: tuple[int, int] = (1280, 720),
            keyring: Keyring = "none",
            scheme: str = "",
            scale: float = 1,
        ) -> Desk:
            session = Session(Path(tempfile.mkdtemp(dir=short_folder)), size=size)
            closing.callback(session.stop)
            keyrings.provide(session, keyring)
            session.environment["QT_SCALE_FACTOR"] = str(scale)
            desk = Desk(session, scheme=scheme)
            closing.callback(desk.stop)
            return desk

        yield make


@pytest.fixture
def desk(make_desk: MakeDesk) -> Desk:
    """A desk of 1280 × 720, light, without a keyring."""
    return make_desk()


@pytest.fixture
def make_session(short_folder: Path) -> Iterator[MakeSession]:
    """Makes sessions without a screen, with the keyring asked for."""
    with ExitStack() as closing:

        def make(keyring: Keyring) -> Session:
            session = Session(Path(tempfile.mkdtemp(dir=short_folder)), size=None)
            closing.callback(session.stop)
            keyrings.provide(session, keyring)
            return session

        yield make


@pytest.fixture
def printer(short_folder: Path) -> Iterator[Printer]:
    """A queue of a CUPS server of our own; programs find it through `printer.environment`."""
    if os.geteuid() != 0:
        pytest.fail(ROOT_NEEDED)
    with _one_at_a_time("cac-printer"):  # the queue's settings are read from one place only
        server = PrintServer(short_folder / "cups")
        try:
            yield server.printer()
        finally:
            server.stop()


@contextmanager
def _one_at_a_time(name: str) -> Iterator[None]:
    """Tests run side by side in several processes: this part of one waits for the others'."""
    with (Path(tempfile.gettempdir()) / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[FullDisk]:
    """Makes disks of so many kibibytes."""
    if os.geteuid() != 0:
        pytest.fail(ROOT_NEEDED)
    with ExitStack() as closing:

        def make(*, kibibytes: int) -> Path:
            place = Path(tempfile.mkdtemp(dir=tmp_path))
            options = ["-t", "tmpfs", "-o", f"size={kibibytes}k", "tmpfs", str(place)]
            subprocess.run(["mount", *options], check=True)
            closing.callback(subprocess.run, ["umount", "--lazy", str(place)], check=True)
            return place

        yield make
