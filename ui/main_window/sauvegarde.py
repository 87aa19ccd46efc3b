"""The day's backup: in an idle moment while the window is open, else before it closes."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer

from models.base import clock, database
from models.base.errors import Failure
from ui.kit.context import Context

LOOK = 10 * 60_000  # milliseconds between two looks at the calendar
SETTLED = 60_000  # milliseconds from the opening of a session to what can wait
IDLE = 45_000  # milliseconds without a key or a click
FAILED = "La sauvegarde du jour n’a pas pu être faite."

_ACTIVITY = (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress)


class DailyBackup(QObject):
    """Makes it once a day; a failure is told once a day, and tried again at closing."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._ends: list[Callable[[str], object]] = []
        self._told: dt.date | None = None
        self._look = QTimer(self)
        self._look.setInterval(LOOK)
        self._look.timeout.connect(self._wait_for_rest)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(IDLE)
        self._rest.timeout.connect(self._make_quietly)
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(SETTLED)
        self._settled.timeout.connect(self._forget_old)

    @property
    def due(self) -> bool:
        """Whether there is a base here whose backup of today is not made."""
        keys: object = database.handle().keys if database.is_open() else None
        where = getattr(keys, "where", None)
        if not isinstance(where, Path) or database.in_carnet():
            return False
        from models.coffre.sauvegarde import sauvegardes

        today = clock.today().isoformat()
        return not any(path.stem.endswith(today) for path in sauvegardes(where))

    def begin(self) -> None:
        """A session is open: look now and then whether a backup is due."""
        self._look.start()
        self._settled.start()

    def end(self) -> None:
        self._look.stop()
        self._settled.stop()
        self._stop_watching()

    def make(self, ended: Callable[[str], object]) -> None:
        """Make it aside, or wait for the one under way; `ended` is told why it failed, or ""."""
        self._ends.append(ended)
        if len(self._ends) > 1:
            return
        self._stop_watching()
        self._context.jobs.run(
            lambda _: _make(),
            done=lambda _: self._finish(""),
            failed=self._fail,
            owner=self,
            awaited=False,
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Only while one is due: each event of the program goes through here."""
        if event.type() in _ACTIVITY:
            self._rest.start()
        return False

    def _wait_for_rest(self) -> None:
        if self._rest.isActive() or self._ends or self._told == clock.today() or not self.due:
            return
        self._rest.start()
        _application().installEventFilter(self)

    def _forget_old(self) -> None:
        """On a server too, where no backup is made from here."""
        if database.is_open():
            self._context.jobs.run(
                lambda _: _forget_old(), done=_at_ease, failed=_only_bugs, owner=self, awaited=False
            )

    def _stop_watching(self) -> None:
        self._rest.stop()
        _application().removeEventFilter(self)

    def _make_quietly(self) -> None:
        self._stop_watching()
        if self.due:
            session = database.handle()
            self.make(lambda why: self._tell(why, session))

    def _tell(self, why: str, session: database.Handle) -> None:
        """Nothing when the session was locked meanwhile: the next one tries again."""
        if why and database.is_open() and database.handle() is session:
            self._told = clock.today()
            self._context.banner.attention(f"Sauvegarde du jour\u00a0: {why}")

    def _fail(self, error: BaseException) -> None:
        if isinstance(error, Failure):
            self._finish(error.message)
            return
        self._finish(FAILED)
        if not isinstance(error, OSError):
            raise error

    def _finish(self, why: str) -> None:
        ends, self._ends = self._ends, []
        for ended in ends:
            ended(why)


def _make() -> None:
    from models.coffre.sauvegarde import sauvegarder_du_jour

    sauvegarder_du_jour()


def _forget_old() -> None:
    from models.personnes.oubli import forget_old

    forget_old()


def _at_ease(_: None) -> None:
    """Nobody was waiting for it."""


def _only_bugs(error: BaseException) -> None:
    """A base that is busy or closed meanwhile: the next session does it."""
    if not isinstance(error, Failure):
        raise error


def _application() -> QCoreApplication:
    running = QCoreApplication.instance()
    assert running is not None
    return running
