"""The one way to write: right, transaction, journal, images for undo, then the announcement."""

import functools
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, ParamSpec, TypeVar

from models.base import clock, journal, undo
from models.base.database import handle, holding_pen, tx
from models.base.droit import Droit
from models.base.errors import Refused
from models.base.ids import new_id
from models.base.table import Table, dumps, recorder

P = ParamSpec("P")
R = TypeVar("R")


class _Run:
    """The rows that one command writes, in order; `first` is the one that the act is about.

    An undoing goes through them backwards, and is about the same one.
    """

    def __init__(self, *, backwards: bool = False) -> None:
        self._backwards = backwards
        self.lines: list[undo.Line] = []
        self.tables: set[type[Table]] = set()
        self.fields: set[str] = set()
        self.first: tuple[str, str] | None = None
        self._rows: list[tuple[Table, int | None, tuple[str, ...]]] = []

    def wrote(self, row: Table, *, before: dict[str, Any] | None, fields: Iterable[str]) -> None:
        image = None if before is None else dumps(before)
        names = tuple(fields)
        self._keep(type(row), row.id, image, row.version)
        self._rows.append((row, None if before is None else before["version"], names))
        self.fields.update(names)

    def inserted(self, table: type[Table], ids: Sequence[str]) -> None:
        name = table._meta.table_name
        self.lines.extend((name, row_id, None, 1) for row_id in ids)
        self.tables.add(table)

    def archived(self, table: type[Table]) -> None:
        self.tables.add(table)

    def give_back(self) -> None:
        """Nothing was written after all: the rows in memory can be saved again."""
        for row, version, names in reversed(self._rows):
            row.unsaved(version, names)

    def removed(self, row: Table, before: dict[str, Any]) -> None:
        self._keep(type(row), row.id, dumps(before), None)

    def repointed(
        self, table: type[Table], images: Sequence[dict[str, Any]], *, field: str
    ) -> None:
        self.tables.add(table)
        self.fields.add(field)
        for image in images:
            self._keep(table, image["id"], dumps(image), image["version"])

    def _keep(
        self, table: type[Table], row_id: str, image: str | None, version: int | None
    ) -> None:
        name = table._meta.table_name
        self.lines.append((name, row_id, image, version))
        self.tables.add(table)
        if self.first is None or self._backwards:
            self.first = (name, row_id)


def command(
    *, right: Droit, label: str | Callable[[Any], str], undoable: bool = True
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a function the only door to what it writes.

    `label` is what the user reads once it is done (« Passage enregistré »), told from what the
    function returns where that decides. A command called by a command joins it: one transaction,
    one entry, one undo. If anything raises, nothing is written, nothing is announced.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            handle().require_actor().require(right)
            if recorder.get() is not None:
                return function(*args, **kwargs)
            current = _Run()
            token = recorder.set(current)
            try:
                with holding_pen(), tx():
                    result = function(*args, **kwargs)
                    said = label if isinstance(label, str) else label(result)
                    acte = _Acte(function.__name__, said, right) if undoable else None
                    _keep(current, function.__name__, acte)
            except BaseException:
                current.give_back()
                raise
            finally:
                recorder.reset(token)
            handle().changes.announce(frozenset(current.tables))
            return result

        return run

    return decorate


def reading(*, right: Droit, objet: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a function the traced door to something read: a person's file, a note, an export."""

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            handle().require_actor().require(right)
            result = function(*args, **kwargs)
            key = getattr(result, "id", None)
            journal.record(function.__name__, objet=objet, objet_id=key)
            return result

        return run

    return decorate


def undo_last() -> str:
    """Undo the last act of this account here; returns its label. `Refused` if there is none."""
    acte = undo.last_undoable()
    if acte is None:
        raise Refused("Il n’y a rien à annuler.")
    undo_acte(acte)
    return str(acte.libelle)


def undo_acte(acte: undo.Acte) -> None:
    """Undo one act, as a command of its own. Undoing an undo does the act again, as a new act."""
    right = Droit[acte.droit] if acte.droit else None
    if right is not None:
        handle().require_actor().require(right)
    current = _Run(backwards=True)
    token = recorder.set(current)
    try:
        with holding_pen(), tx():
            undo.put_back(acte)
            _keep(current, "undo", _reverse(acte, right))
    finally:
        recorder.reset(token)
    handle().changes.announce(frozenset(current.tables))


class _Acte(NamedTuple):
    """What the user will read of an act, and what its undoing asks for."""

    action: str
    label: str
    right: Droit | None
    undoes: str | None = None


def _reverse(acte: undo.Acte, right: Droit | None) -> _Acte:
    if acte.undoes_id is None:
        return _Acte("undo", f"Annulé\u00a0: {acte.libelle}", right, undoes=acte.id)
    return _Acte("redo", acte.libelle.removeprefix("Annulé\u00a0: "), right)


def _keep(run: _Run, action: str, acte: _Acte | None) -> None:
    objet, objet_id = run.first or (None, None)
    journal.record(action, objet=objet, objet_id=objet_id, champs=run.fields)
    if acte is not None and run.lines:
        undo.keep(_columns(acte), run.lines)


def _columns(acte: _Acte) -> dict[str, Any]:
    actor = handle().require_actor()
    return {
        "id": new_id(),
        "at": clock.now(),
        "poste_id": actor.poste_id,
        "agent_id": actor.agent_id,
        "action": acte.action,
        "libelle": acte.label,
        "droit": acte.right.name if acte.right else None,
        "undoes_id": acte.undoes,
    }
