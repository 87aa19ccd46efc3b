"""Starts Qt: language, font, theme, last-resort errors, one window for each base."""

import os
import sys
from pathlib import Path

import ui.kit  # noqa: F401  # first: it is what loads PySide

# isort: split
from PySide6.QtCore import (
    QCryptographicHash,
    QLibraryInfo,
    QLocale,
    QLockFile,
    QObject,
    Qt,
    QTimer,
    QTranslator,
)
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QWidget

import resources
from models.base import paths, settings
from models.base.version import NAME, VERSION
from ui.kit.context import make_context
from ui.kit.errors import LastResort
from ui.kit.jobs import Collector
from ui.kit.theme import Theme
from ui.main_window import MainWindow

SETTLE = 500  # milliseconds after which a second start is answered
STYLE = ("-style", "Fusion")  # `setStyle` would load every class of style there is
NO_SCREEN = (
    "Aucun écran\u00a0: la fenêtre ne peut pas s’ouvrir ici. Ouvrez une session graphique, ou "
    "donnez une commande (--help les énumère)."
)
CALL_LIMIT = 1000  # milliseconds to reach the window that is already there


def run(folder: Path | None = None) -> int:
    """The window on the base in `folder` (none: this computer's usual one), until it is closed."""
    if not _has_screen():
        sys.stderr.write(f"{NO_SCREEN}\n")
        return 1
    app = QApplication([*sys.argv[:1], *STYLE])
    collector = Collector(app)  # before anything: what is built to start is not garbage
    _name(app)
    errors = LastResort()
    errors.install()
    chosen = settings.load()
    if folder is not None:
        chosen.donnees = str(folder.absolute())
    place = _Place(chosen.folder())
    if not place.take():
        place.call_the_other()
        return 0
    _speak_french(app)
    theme = Theme(app, chosen.theme, dressed=False)
    context = make_context(chosen)
    context.use_theme, context.dress = theme.use, theme.dress
    errors.banner = context.banner
    window = MainWindow(context)
    collector.calm = window.is_calm
    window.ask_opening()
    window.show_soon()
    QTimer.singleShot(SETTLE, window, lambda: _settle(place, window))
    code = app.exec()
    context.jobs.stop()
    place.leave()
    return code


def _has_screen() -> bool:
    """Whether there is one to open a window on; without, Qt would end the program in English."""
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform != "linux" or any(os.environ.get(name) for name in named)


def _settle(place: "_Place", window: QWidget) -> None:
    """What the first paint does not need: an image's name alone loads every format there is."""
    from ui.parts.ouverts import forget_opened

    QApplication.setWindowIcon(QIcon(str(resources.path("icons/application-48.png"))))
    place.answer_calls(window)
    forget_opened()  # by a program that was killed


def _name(app: QApplication) -> None:
    app.setOrganizationName(paths.APPLICATION)
    app.setApplicationName(paths.APPLICATION)
    app.setApplicationDisplayName(NAME)
    app.setApplicationVersion(VERSION)
    app.setDesktopFileName(paths.APPLICATION)


def _speak_french(app: QApplication) -> None:
    QLocale.setDefault(QLocale(QLocale.Language.French, QLocale.Country.France))
    words = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if words.load("qtbase_fr", folder):
        app.installTranslator(words)


class _Place(QObject):
    """This window's place: one for each base and workstation; a second start raises the first."""

    def __init__(self, base: Path) -> None:
        super().__init__()
        written = str(base.absolute()).encode()
        digest = QCryptographicHash.hash(written, QCryptographicHash.Algorithm.Sha256).toHex()
        self._name = f"{paths.APPLICATION}-{bytes(digest.data())[:16].decode()}"
        folder = paths.settings_file().parent
        folder.mkdir(parents=True, exist_ok=True)
        self._lock = QLockFile(str(folder / f"{self._name}.lock"))
        self._lock.setStaleLockTime(0)  # held as long as its program lives

    def take(self) -> bool:
        return self._lock.tryLock(0)

    def leave(self) -> None:
        self._lock.unlock()

    def call_the_other(self) -> None:
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if socket.waitForConnected(CALL_LIMIT):
            socket.disconnectFromServer()

    def answer_calls(self, window: QWidget) -> None:
        from PySide6.QtNetwork import QLocalServer

        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(self._name)  # left by a program that was killed
        server.newConnection.connect(lambda: _raise(server.nextPendingConnection(), window))
        server.listen(self._name)


def _raise(call: QObject, window: QWidget) -> None:
    call.deleteLater()
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()
