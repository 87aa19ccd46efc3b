"""Brings the schema of an open base up to date; refuses one made by a newer program."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from models.base.database import handle, holding_pen
from models.base.errors import Refused

FOLDER = Path(__file__).parent.parent / "migrations"
_LOCK = 20_261  # any number, the same for all desks: two of them never migrate together


def pending() -> list[str]:
    """The names of the steps that the open base still needs."""
    return [step.name for step in _status() if not step.applied]


def migrate(copy_before: Callable[[], Any] | None = None) -> list[str]:
    """Apply the pending steps and return their names; the base is copied first if it holds data.

    `Refused` for a base that a newer version of the program has migrated.
    """
    steps = _status()
    if any(step.path is None for step in steps):
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


def _status() -> list[Any]:
    steps: list[Any] = list(_runner().status())
    if not any(step.path for step in steps):
        raise RuntimeError(f"no migration in {FOLDER}: the program is not whole")
    return steps


def _runner() -> Any:
    from playhouse.migrations import Runner

    return Runner(handle().engine, str(FOLDER))


def _apply() -> None:
    opened = handle()
    if opened.is_server:
        opened.engine.execute_sql("SELECT pg_advisory_lock(%s)", (_LOCK,))
    try:
        with holding_pen():
            _runner().up()
            if not opened.is_server:
                _check_links()
    finally:
        if opened.is_server:
            opened.engine.execute_sql("SELECT pg_advisory_unlock(%s)", (_LOCK,))


def _check_links() -> None:
    broken = handle().engine.execute_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise RuntimeError(f"{len(broken)} rows point nowhere after a migration")
