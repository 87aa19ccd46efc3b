"""Announces which tables a command changed. Knows no toolkit; listeners hop to their own thread."""

from collections.abc import Callable
from typing import Any

Tables = frozenset[type[Any]]
Listener = Callable[[Tables], None]


class Changes:
    """One list of listeners, called after each commit with the tables that it changed."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` after each commit; returns the function that ends the subscription."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def announce(self, tables: Tables) -> None:
        for listener in list(self._listeners):
            listener(tables)
