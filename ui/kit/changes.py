"""Brings the announcements of what changed to Qt's thread, other programs' writes included."""

from collections import deque
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal

from models.base.changes import Tables
from models.base.database import Handle

POLL = 500  # milliseconds between two looks at what other programs wrote


class _Subscription(NamedTuple):
    tables: Tables
    listener: Callable[[], object]
    owner: QObject


class ChangesBridge(QObject):
    """Gathers the announcements of one turn of the event loop, then tells each listener once."""

    # Without argument: objects wait in the queue, where no reference count can go wrong.
    _woken = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._subscriptions: list[_Subscription] = []
        self._waiting: deque[Tables | None] = deque()
        self._handle: Handle | None = None
        self._end: Callable[[], None] = lambda: None
        self._seen = 0
        self._told: Tables | None = None  # what is being told of, when that is known
        self._poll = QTimer(self)
        self._poll.setInterval(POLL)
        self._poll.timeout.connect(self._look_elsewhere)
        self._woken.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def attach(self, handle: Handle) -> None:
        """Listen to an open base, in place of the one before."""
        self.detach()
        self._handle = handle
        self._end = handle.changes.subscribe(self._hear)
        if not handle.is_server:
            self._seen = self._data_version()
            self._poll.start()

    def detach(self) -> None:
        if shiboken6.isValid(self._poll):  # the program may be going already
            self._poll.stop()
        self._end()
        self._end = lambda: None
        self._handle = None

    def subscribe(
        self, tables: Iterable[type[Any]], listener: Callable[[], object], *, owner: QObject
    ) -> None:
        """Call `listener` on Qt's thread after a change of `tables` (none: of any), while `owner`
        lives."""
        self._subscriptions.append(_Subscription(frozenset(tables), listener, owner))

    def touches(self, tables: Tables) -> bool:
        """Whether what a listener is being told may change what is read from these tables."""
        return self._told is None or bool(self._told & tables)

    def _hear(self, tables: Tables) -> None:
        """On the thread of the command."""
        self._waiting.append(tables)
        self._woken.emit()

    def _look_elsewhere(self) -> None:
        version = self._data_version()
        if version != self._seen:
            self._seen = version
            self._waiting.append(None)
            self._tell()

    def _data_version(self) -> int:
        assert self._handle is not None
        return int(self._handle.engine.execute_sql("PRAGMA data_version").fetchone()[0])

    def _tell(self) -> None:
        heard: list[Tables | None] = []
        while self._waiting:
            heard.append(self._waiting.popleft())
        if not heard:
            return
        changed: frozenset[type[Any]] = frozenset().union(*[t for t in heard if t is not None])
        self._subscriptions = [s for s in self._subscriptions if shiboken6.isValid(s.owner)]
        self._told = None if None in heard else changed
        try:
            for subscription in list(self._subscriptions):
                if not subscription.tables or self.touches(subscription.tables):
                    subscription.listener()
        finally:
            self._told = None
