"""Migrations build exactly what the models say, on both engines; a newer base is refused."""

import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import peewee
import pytest
from playhouse.schema_diff import diff_models

import models
from models.base import database, migration
from models.base.database import Handle, holding_pen
from models.base.errors import Refused
from models.base.table import PlainTable, Table
from tests.engines import Engine

GOLDEN = Path(__file__).parent / "schema.txt"


@pytest.fixture
def opened(engine: Engine) -> Iterator[Handle]:
    """An empty base on each engine, without a single table."""
    if engine.kind == "postgresql":
        yield database.open_server(engine.conninfo)
    else:
        yield database.create_cipher(engine.folder / "structure.db", engine.key)
    database.close()


def every_table() -> list[type[peewee.Model]]:
    for module in pkgutil.walk_packages(models.__path__, "models."):
        if ".migrations" not in module.name:
            importlib.import_module(module.name)
    found = [*Table.__subclasses__(), *PlainTable.__subclasses__()]
    return [table for table in found if table.__module__.startswith("models.")]


def test_migrations_build_exactly_the_models(opened: Handle) -> None:
    migration.migrate()
    diff = diff_models(opened.engine, every_table())
    assert not diff, str(diff)


def test_the_schema_is_the_one_that_was_read_through(tmp_path: Path) -> None:
    """Types and nullability too, which a comparison with the models does not see."""
    fresh = database.create_cipher(tmp_path / "structure.db", b"k" * 32)
    migration.migrate()
    rows = fresh.engine.execute_sql(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type DESC, name"
    ).fetchall()
    database.close()
    assert "\n".join(row[0] for row in rows) + "\n" == GOLDEN.read_text()


def test_migrating_twice_changes_nothing(opened: Handle) -> None:
    assert migration.migrate()
    assert migration.migrate() == []
    assert migration.pending() == []


def test_a_newer_base_is_refused_politely(opened: Handle) -> None:
    migration.migrate()
    with holding_pen():
        opened.engine.execute_sql(
            "INSERT INTO schema_migration (name, applied) VALUES ('9999_future', '2030-01-01')"
        )
    with pytest.raises(Refused, match="version plus récente"):
        migration.migrate()


def test_a_program_without_its_migrations_does_not_start(
    opened: Handle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migration, "FOLDER", tmp_path)
    with pytest.raises(RuntimeError, match="not whole"):
        migration.migrate()


def test_a_base_with_data_is_copied_before_a_step(
    opened: Handle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copies: list[str] = []
    migration.migrate(lambda: copies.append("new"))
    assert copies == []
    _add_step(tmp_path, "def up(migrator, db):\n    db.execute_sql('CREATE TABLE essai (a INT)')\n")
    monkeypatch.setattr(migration, "FOLDER", tmp_path)
    assert migration.migrate(lambda: copies.append("before")) == ["0002_essai"]
    assert copies == ["before"]


def test_a_failing_step_leaves_the_base_as_it_was(
    opened: Handle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    migration.migrate()
    body = "def up(migrator, db):\n    db.execute_sql('CREATE TABLE essai (a INT)')\n    1 / 0\n"
    _add_step(tmp_path, body)
    monkeypatch.setattr(migration, "FOLDER", tmp_path)
    with pytest.raises(ZeroDivisionError):
        migration.migrate()
    assert "essai" not in opened.engine.get_tables()
    assert migration.pending() == ["0002_essai"]


def _add_step(folder: Path, body: str) -> Any:
    for path in migration.FOLDER.glob("0001*.py"):
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "0002_essai.py").write_text(body)
