"""The phases, or the criteria, of a dispositif: in an order, written whole, changed by ones."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from models.base.errors import Invalid, Refused
from models.suivis.dispositif import Dispositif

E = TypeVar("E", bound=Any)  # an entry: what is written of a row, with its `code`
R = TypeVar("R", bound=Any)  # a row, with its `code`


class Suite(NamedTuple, Generic[E, R]):
    """How they are read and written; `gone` says that one was taken away meanwhile."""

    rows: Callable[[str], list[R]]
    entry: Callable[[R], E]
    write: Callable[[Dispositif, Sequence[E]], list[R]]
    gone: str

    def known(self, one: Dispositif, code: str) -> R:
        rows = self.rows(one.id)
        return rows[self._rank([row.code for row in rows], code)]

    def put(self, one: Dispositif, entry: E) -> str:
        """Write one, the last if it is new; the code that it has."""
        entries = self._entries(one)
        if entry.code:
            at = self._rank([known.code for known in entries], entry.code)
            entries[at] = entry
        else:
            at = len(entries)
            entries.append(entry)
        try:
            return str(self.write(one, entries)[at].code)
        except Invalid as refusal:  # said by its rank, where one only is on the screen
            raise Invalid(refusal.field.removesuffix(f"_{at}"), refusal.message) from refusal

    def move(self, one: Dispositif, code: str, place: int) -> None:
        """Give one this place, from 0."""
        entries = self._entries(one)
        entries.insert(place, entries.pop(self._rank([entry.code for entry in entries], code)))
        self.write(one, entries)

    def remove(self, one: Dispositif, code: str) -> None:
        self.write(one, [entry for entry in self._entries(one) if entry.code != code])

    def _entries(self, one: Dispositif) -> list[E]:
        return [self.entry(row) for row in self.rows(one.id)]

    def _rank(self, codes: list[str], code: str) -> int:
        """Where one stands; `Refused` if it was taken away, at another desk or by an undo."""
        if code not in codes:
            raise Refused(self.gone)
        return codes.index(code)
