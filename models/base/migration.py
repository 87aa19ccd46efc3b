"""Brings the schema of an open base up to date; refuses one made by a newer program."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from models.base.database import handle, holding_pen
from models.base.errors import Refused

FOLDER = Path(__file__).parent.parent / "migrations"
HISTORY = "schema_migration"
_LOCK = 20_261  # any number, the same for all desks: two of them never migrate together


class _Step(NamedTuple):
    """One migration: shipped with this program or not, applied to the open base or not."""

    name: str
    shipped: bool
    applied: bool


def pending() -> list[str]:
    """The names of the steps that the open base still needs."""
    return [step.name for step in _status() if not step.applied]


def migrate(copy_before: Callable[[], Any] | None = None) -> list[str]:
    """Apply the pending steps and return their names; the base is copied first if it holds data.

    `Refused` for a base that a newer version of the program has migrated.
    """
    steps = _status()
    if not all(step.shipped for step in steps):
        raise Refused(
            "Cette base a été ouverte avec une version plus récente de Côte à Côte. "
            "Installez cette version sur ce poste pour l’ouvrir."
        )
    todo = [step.name for step in steps if not step.applied]
    if not todo:
        return []
    if copy_before is not None and len(todo) < len(steps):
        copy_before()
    _apply()
    return todo


def build(engine: Any) -> None:
    """Make every table in an empty base that is not the open one."""
    with holding_pen():
        _runner(engine).up()


def shipped() -> set[str]:
    """The names of the steps that this program knows."""
    return {path.stem for path in FOLDER.glob("[0-9]*.py")}


def _status() -> list[_Step]:
    """Every step, in order; read by hand, since the runner loads all the drivers it knows."""
    known = shipped()
    if not known:
        raise RuntimeError(f"no migration in {FOLDER}: the program is not whole")
    applied = _applied()
    return [
        _Step(name, shipped=name in known, applied=name in applied)
        for name in sorted(known | applied)
    ]


def _applied() -> set[str]:
    engine = handle().engine
    if not engine.table_exists(HISTORY):
        return set()
    return {row[0] for row in engine.execute_sql(f"SELECT name FROM {HISTORY}").fetchall()}


def _runner(engine: Any) -> Any:
    from playhouse.migrations import Runner

    return Runner(engine, str(FOLDER), table_name=HISTORY)


def _apply() -> None:
    opened = handle()
    if opened.is_server:
        opened.engine.execute_sql("SELECT pg_advisory_lock(%s)", (_LOCK,))
    try:
        with holding_pen():
            _runner(opened.engine).up()
            if not opened.is_server:
                _check_links()
    finally:
        if opened.is_server:
            opened.engine.execute_sql("SELECT pg_advisory_unlock(%s)", (_LOCK,))


def _check_links() -> None:
    broken = handle().engine.execute_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise RuntimeError(f"{len(broken)} rows point nowhere after a migration")
