"""Children of the start bench: our window or a bare one; once painted, tells how, and quits.

Run as `python -m tests.bench.fenetre bare`, `keep SERVICE SECRET` (in the session's keyring),
`ours FOLDER POSTE [SECRET]`, or `calm` likewise, for what is loaded on a machine that is busy: the
device secret in base64 is the key at hand, so that the keyring's own time is not in the measure;
without it, the keyring of the session is asked. The line printed: « painted », the memory in kB,
the name of the control that has the focus, the modules loaded.
"""

import base64
import gc
import sys
from pathlib import Path
from typing import Any


def bare() -> None:
    from PySide6.QtWidgets import QApplication, QMainWindow

    app = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.resize(1280, 720)
    _tell_when_painted(window)
    window.show()
    app.exec()


def ours(folder: str, poste: str, secret: str = "") -> None:
    from models.base import settings

    if secret:
        from models.base import keychain

        keychain.fetch = lambda service: base64.b64decode(secret)  # type: ignore[assignment]
    known = settings.load()
    known.poste_id, known.donnees = poste, folder
    settings.load = lambda file=None: known  # type: ignore[assignment]
    gc.disable()  # as `main` does before it imports the window
    import ui.app  # noqa: F401  # the start itself first: its order of imports counts
    from main import main
    from ui import main_window

    opened = main_window.MainWindow.enter

    def enter(window: main_window.MainWindow) -> None:
        opened(window)
        _tell_when_painted(window.current)

    main_window.MainWindow.enter = enter  # type: ignore[method-assign]
    main([])


def calm(folder: str, poste: str, secret: str) -> None:
    """The same on a computer so quick that no delay ends before the first image."""
    import ui.app
    from ui.screens.ouverture import screen

    ui.app.SETTLE = screen.PATIENCE = 60_000
    ours(folder, poste, secret)


def keep(service: str, secret: str) -> None:
    from models.base import keychain

    keychain.store(service, base64.b64decode(secret))


def _tell_when_painted(widget: Any) -> None:
    """Say it when the turn of the event loop that painted this widget is over, then leave."""
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication

    class Painted(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                watched.removeEventFilter(self)
                QTimer.singleShot(0, tell)
            return False

    def tell() -> None:
        focused = QApplication.focusWidget()
        ready = focused.objectName() if focused is not None else "-"
        print("painted", _memory(), ready, ",".join(sys.modules), flush=True)
        QApplication.quit()

    eye = Painted(widget)
    widget.installEventFilter(eye)


def _memory() -> int:
    """Resident kB: a share of the libraries would depend on who else has them open."""
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("Rss:")).split()[1])


if __name__ == "__main__":
    {"bare": bare, "ours": ours, "calm": calm, "keep": keep}[sys.argv[1]](*sys.argv[2:])
