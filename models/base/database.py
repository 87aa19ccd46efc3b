"""Opens SQLCipher or PostgreSQL, one connection a thread, and refuses writes outside a command.

Encrypted files: raw random key, WAL, synchronous=FULL, BEGIN IMMEDIATE. Any other setting lost
confirmed transactions when the power was cut, or failed at once when two programs wrote.
"""

import contextlib
import datetime as dt
import logging
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import peewee
import sqlcipher3.dbapi2 as sqlcipher

from models.base.actor import Actor
from models.base.changes import Changes
from models.base.errors import Refused, Unavailable

sqlcipher.register_adapter(dt.time, dt.time.isoformat)  # the driver knows dates, not times
logging.getLogger("peewee").setLevel(logging.WARNING)  # at DEBUG it prints the rows

CONNECT_LIMIT = 5  # seconds
PRAGMAS: tuple[tuple[str, str | int], ...] = (
    ("cipher_log_level", "NONE"),
    ("journal_mode", "wal"),
    ("synchronous", "full"),
    ("foreign_keys", 1),
    ("secure_delete", 1),
    ("busy_timeout", 5000),
    ("cache_size", -65536),
)
_RAW_KEY = re.compile(r"[0-9a-f]{64}\Z")
_WRITE = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE)\b", re.IGNORECASE)
_PLAIN_HEADER = b"SQLite format 3\0"


class OutsideCommand(RuntimeError):
    """A row was about to be written without a command: a bug, never a user's mistake."""


class Pen(threading.local):
    """Whether this thread may write; held by commands, by migrations and by their own tables."""

    held = 0


pen = Pen()


@contextlib.contextmanager
def holding_pen() -> Iterator[None]:
    """Let this thread write. For the command layer, migrations and tests' set-up only."""
    pen.held += 1
    try:
        yield
    finally:
        pen.held -= 1


class _Guarded:
    """Refuses INSERT, UPDATE and DELETE unless the thread holds the pen."""

    def execute_sql(self, sql: str, params: Any = None) -> Any:
        if not pen.held and _WRITE.match(sql):
            raise OutsideCommand(sql.split("VALUES", 1)[0][:80])
        return super().execute_sql(sql, params)  # type: ignore[misc]  # a mixin of Database


class CipherDatabase(_Guarded, peewee.SqliteDatabase):
    """A SQLCipher file opened by its raw key; never creates a file unless `create` is said."""

    server_version = sqlcipher.sqlite_version_info

    def __init__(self, path: Path, key: bytes, *, create: bool = False, immutable: bool = False):
        self._key = key.hex()
        if not _RAW_KEY.match(self._key):
            raise ValueError(
                "the key of a base is 32 bytes"
            )  # else it would be taken as a passphrase
        mode = "rwc" if create else "ro" if immutable else "rw"
        self._uri = f"{path.absolute().as_uri()}?mode={mode}" + (
            "&immutable=1" if immutable else ""
        )
        self._read_only = immutable
        super().__init__(str(path), thread_safe=True)

    def _connect(self) -> Any:
        connection = sqlcipher.connect(
            self._uri, uri=True, isolation_level=None, timeout=5, check_same_thread=False
        )
        try:
            connection.execute(f"PRAGMA key = \"x'{self._key}'\"")
            for name, value in PRAGMAS:
                if not (self._read_only and name in ("journal_mode", "synchronous")):
                    connection.execute(f"PRAGMA {name} = {value}")
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except BaseException:
            connection.close()
            raise
        return connection

    def rekey(self, key: bytes) -> None:
        """Encrypt the whole file anew; raises when another connection is open anywhere.

        Outside WAL, because only then does a file tell that it is in use; synchronous=EXTRA,
        because the old key is thrown away next, and a power cut must not bring it back.
        """
        self.close()
        self.connect()
        connection: Any = self.connection()  # type: ignore[no-untyped-call]  # partial stubs
        try:
            connection.execute("PRAGMA busy_timeout = 200")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            connection.execute("PRAGMA journal_mode = delete").fetchall()
            connection.execute("PRAGMA synchronous = extra")
            connection.execute(f"PRAGMA rekey = \"x'{key.hex()}'\"")
            self._key = key.hex()
        finally:
            self.close()
            self.connect()

    def _initialize_connection(self, conn: Any) -> None:
        """Every setting is made in `_connect`; the functions that peewee adds are not used."""


class ServerDatabase(_Guarded, peewee.PostgresqlDatabase):
    """A PostgreSQL base through psycopg 3."""


class Handle:
    """The open base: its engine, who acts on it, and who listens to its changes."""

    def __init__(self, engine: peewee.Database) -> None:
        self.engine = engine
        self.actor: Actor | None = None
        self.keys: Any = None  # what the account that is in can open; known to `models.comptes`
        self.changes = Changes()

    @property
    def is_server(self) -> bool:
        return isinstance(self.engine, peewee.PostgresqlDatabase)

    def require_actor(self) -> Actor:
        if self.actor is None:
            raise Refused("Aucun compte n’est ouvert. Ouvrez d’abord votre session.")
        return self.actor


proxy = peewee.DatabaseProxy()
_current: Handle | None = None


def handle() -> Handle:
    """The open base; raises `Unavailable` when there is none."""
    if _current is None:
        raise Unavailable("Aucune base n’est ouverte.")
    return _current


def is_open() -> bool:
    return _current is not None


def create_cipher(path: Path, key: bytes) -> Handle:
    """Create an empty encrypted file at `path` (which must not exist) and make it the open base."""
    if path.exists():
        raise Refused(
            f"Le fichier «\u00a0{path.name}\u00a0» existe déjà\u00a0: il n’est pas remplacé."
        )
    opened = _install(CipherDatabase(path, key, create=True))
    opened.engine.connect(reuse_if_open=True)
    opened.engine.execute_sql("PRAGMA user_version = 1")
    if path.read_bytes()[:16] == _PLAIN_HEADER:
        raise AssertionError("the new base is not encrypted")
    return opened


def open_cipher(path: Path, key: bytes, *, immutable: bool = False) -> Handle:
    """Open an encrypted file; `Unavailable` says what is wrong with one that does not open."""
    if not path.exists():
        raise Unavailable(
            f"La base «\u00a0{path}\u00a0» est introuvable. Vérifiez son emplacement."
        )
    if path.stat().st_size == 0:
        raise Unavailable(
            f"La base «\u00a0{path.name}\u00a0» est vide\u00a0: le fichier a été endommagé. "
            "Restaurez la dernière sauvegarde."
        )
    engine = CipherDatabase(path, key, immutable=immutable)
    try:
        engine.connect()
    except (peewee.DatabaseError, sqlcipher.DatabaseError) as error:
        raise Unavailable(_explain(error, path.name)) from error
    return _install(engine)


def open_server(conninfo: str) -> Handle:
    """Open a PostgreSQL base from a libpq connection string."""
    _give_psycopg_to_peewee()
    from psycopg.conninfo import conninfo_to_dict

    parameters: dict[str, Any] = {"connect_timeout": CONNECT_LIMIT, **conninfo_to_dict(conninfo)}
    name = str(parameters.pop("dbname", "postgres"))
    engine = ServerDatabase(name, prefer_psycopg3=True, **parameters)
    try:
        engine.connect()
    except peewee.OperationalError as error:
        raise Unavailable(
            "Le serveur ne répond pas. Vérifiez le réseau, puis réessayez."
        ) from error
    return _install(engine)


def close() -> None:
    """Close this thread's connection and forget the base with its keys."""
    global _current
    if _current is not None:
        _current.engine.close()
        _current = None
        proxy.initialize(None)


def in_carnet() -> bool:
    """Whether the open base is a carnet de tournée."""
    return _current is not None and bool(getattr(_current.keys, "carnet", ""))


def rekey(key: bytes) -> None:
    """Give the open encrypted file another key; `Unavailable` while another window uses it."""
    engine = handle().engine
    assert isinstance(engine, CipherDatabase)
    try:
        engine.rekey(key)
    except (peewee.OperationalError, sqlcipher.OperationalError) as error:
        raise Unavailable(_explain(error, "de la structure")) from error


@contextlib.contextmanager
def tx() -> Iterator[None]:
    """One transaction that takes the write lock at once; nested uses are savepoints."""
    opened = handle()
    try:
        with opened.engine.atomic() if opened.is_server else opened.engine.atomic("IMMEDIATE"):
            yield
    except (peewee.OperationalError, sqlcipher.OperationalError) as error:
        raise Unavailable(_explain(_first_of(error), "de la structure")) from error


@contextlib.contextmanager
def telling_damage(name: str = "de la structure") -> Iterator[None]:
    """Say in a sentence that a file is damaged or does not answer; other errors are bugs."""
    try:
        yield
    except (peewee.DatabaseError, sqlcipher.DatabaseError) as error:
        if type(error).__name__ not in ("DatabaseError", "OperationalError"):
            raise
        raise Unavailable(_explain(error, name)) from error


@contextlib.contextmanager
def connection() -> Iterator[None]:
    """A connection of its own for the thread of a job."""
    engine = handle().engine
    engine.connect(reuse_if_open=True)
    try:
        yield
    finally:
        engine.close()


def _install(engine: peewee.Database) -> Handle:
    global _current
    _current = Handle(engine)
    proxy.initialize(engine)
    return _current


def _first_of(error: BaseException) -> BaseException:
    """The error that began it: a full disk ends the transaction, and then its rollback fails."""
    while isinstance(error.__context__, peewee.OperationalError | sqlcipher.OperationalError):
        error = error.__context__
    return error


def _explain(error: BaseException, name: str) -> str:
    text = str(error).lower()
    if "full" in text:
        return (
            "Le disque est plein\u00a0: rien n’a été enregistré, votre saisie est gardée à "
            "l’écran. Libérez de la place, puis réessayez."
        )
    if "locked" in text:
        return "La base est occupée par un autre programme. Réessayez dans un instant."
    if "readonly" in text or "unable to open" in text:
        return f"La base {name} ne peut pas être écrite. Vérifiez vos droits sur son dossier."
    if "not a database" in text or "malformed" in text or "disk i/o" in text:
        return (
            f"La base «\u00a0{name}\u00a0» est endommagée, ou ce n’est pas une base de Côte à "
            "Côte. Restaurez la dernière sauvegarde."
        )
    return (
        "La base ne répond pas. Réessayez\u00a0; si cela dure, prévenez la personne qui administre."
    )


def _give_psycopg_to_peewee() -> None:
    """Undo what `models.__init__` hid: peewee binds its PostgreSQL driver at import only."""
    names = vars(peewee)
    if names["psycopg"] is not None:
        return
    import psycopg
    from psycopg.pq import TransactionStatus
    from psycopg.types.json import Json, Jsonb

    names.update(
        psycopg=psycopg, TransactionStatus=TransactionStatus, Json_pg3=Json, Jsonb_pg3=Jsonb
    )
    adapter = names["Psycopg3Adapter"]
    adapter.txn_idle = TransactionStatus.IDLE
    adapter.txn_inerror = TransactionStatus.INERROR
    adapter.txn_unknown = TransactionStatus.UNKNOWN
