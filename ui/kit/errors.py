"""What is raised becomes what is read: by its field, in the banner, in a valueless report."""

import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Protocol

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler, qVersion
from PySide6.QtWidgets import QApplication

from models.base import clock, paths
from models.base.errors import Failure, Invalid, Unavailable
from ui.kit import dialogs
from ui.kit.banner import Banner

SENTENCE = (
    "Une erreur inattendue s’est produite. Ce qui était enregistré l’est toujours ; "
    "copiez le rapport pour la personne qui suit le programme : il ne contient aucune donnée."
)
LOG_LIMIT = 500_000  # bytes
_ROOT = Path(__file__).resolve().parents[2]


class ShowsErrors(Protocol):
    """A form, as far as a refusal is concerned."""

    def show_error(self, name: str, message: str) -> bool: ...


def show(
    error: BaseException,
    *,
    banner: Banner,
    form: ShowsErrors | None = None,
    retry: Callable[[], object] | None = None,
) -> None:
    """Put a refusal where it is answered; anything else is a bug, and raised on."""
    if (
        isinstance(error, Invalid)
        and form is not None
        and form.show_error(error.field, error.message)
    ):
        return
    if isinstance(error, Unavailable):
        banner.danger(error.message, retry, names=error.names)
    elif isinstance(error, Failure):
        banner.danger(error.message, names=error.names)
    else:
        raise error


def report_of(error: BaseException) -> str:
    """What happened and where, without any value: types, our lines, versions."""
    lines = [f"Côte à Côte — {clock.now():%Y-%m-%d %H:%M} UTC", _versions()]
    current: BaseException | None = error
    while current is not None:
        lines.append(type(current).__module__ + "." + type(current).__qualname__)
        lines.extend(_frames(current.__traceback__))
        current = current.__cause__ or current.__context__
    return "\n".join(lines) + "\n"


def log(text: str) -> None:
    """Add to the local log; a log that cannot be written must not be a second failure."""
    path = paths.log_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > LOG_LIMIT:
            path.replace(path.with_suffix(".ancien.log"))
        with path.open("a", encoding="utf-8") as file:
            file.write(text + "\n")
    except OSError:
        return


class LastResort:
    """Catches what nobody caught: one line in the log, one sentence on the screen.

    A refusal says it itself, in the `banner` once there is one: a row that another desk took away
    as it was opened here is no bug.
    """

    def __init__(self) -> None:
        self._showing = False
        self.banner: Banner | None = None

    def install(self) -> None:
        sys.excepthook = self._hook
        threading.excepthook = lambda raised: log(report_of(raised.exc_value or raised.exc_type()))
        qInstallMessageHandler(_log_qt)

    def catch(self, error: BaseException) -> None:
        details = report_of(error)
        log(details)
        if isinstance(error, Failure) and self.banner is not None:
            show(error, banner=self.banner)
            return
        if self._showing or QApplication.instance() is None:
            return
        self._showing = True
        try:
            dialogs.report(QApplication.activeWindow(), SENTENCE, details=details)
        finally:
            self._showing = False

    def _hook(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt | SystemExit):
            sys.__excepthook__(kind, error, trace)
            return
        self.catch(error.with_traceback(trace))


def _log_qt(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    if kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg):
        log(f"Qt — {clock.now():%Y-%m-%d %H:%M} UTC — {message}")


def _versions() -> str:
    import platform

    system = f"{platform.system()} {platform.release()}"
    return f"Python {platform.python_version()} · Qt {qVersion()} · {system}"


def _frames(trace: TracebackType | None) -> list[str]:
    """Only our own lines: a path of the computer may hold a person's name."""
    import traceback

    frames = []
    for frame in traceback.extract_tb(trace):
        path = Path(frame.filename)
        if path.is_relative_to(_ROOT) and ".venv" not in path.parts:
            frames.append(f"  {path.relative_to(_ROOT).as_posix()}:{frame.lineno} {frame.name}")
    return frames
