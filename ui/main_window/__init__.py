"""The one window, the list of its screens, and its own acts.

Imports `ui.kit`, `ui.parts` and `models`; screens by path, when they are first shown.
"""

from ui.main_window.screens import GATE, SCREENS, ScreenEntry
from ui.main_window.window import MainWindow

__all__ = ["GATE", "SCREENS", "MainWindow", "ScreenEntry"]
