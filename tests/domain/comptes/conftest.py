"""Bases for the tests of accounts: a folder or a server, closed at the end."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.base import database, migration
from models.comptes import acces
from models.comptes.acces import Server, Where
from tests.engines import fresh_postgresql, postgres_server


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    """Whatever a test left open."""
    yield
    acces.lock()


@pytest.fixture(params=["sqlcipher", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Where]:
    """Where to create a base, on each real engine in turn; a server's tables are there already."""
    if request.param == "sqlcipher":
        yield tmp_path / "base"
        return
    postgres_server().prepare_template("migrated", _migrated)
    conninfo = fresh_postgresql("migrated")
    yield Server(conninfo)
    acces.lock()
    postgres_server().drop(conninfo)


def _migrated(conninfo: str) -> None:
    database.open_server(conninfo)
    migration.migrate()
    database.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where to create an encrypted file."""
    return tmp_path / "base"


@pytest.fixture
def memory_keyring(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """A keyring of this test's own; real ones are met in `test_trousseau`."""
    import keyring

    kept: dict[str, str] = {}
    monkeypatch.setattr(keyring, "set_password", lambda s, u, p: kept.__setitem__(s, p))
    monkeypatch.setattr(keyring, "get_password", lambda s, u: kept.get(s))
    monkeypatch.setattr(keyring, "delete_password", lambda s, u: kept.pop(s, None))
    return kept
