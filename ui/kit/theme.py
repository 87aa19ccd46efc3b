"""Dresses the application in the colours that the setting and the system ask for, live."""

import functools
import os

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from ui.kit.sheet import style_sheet
from ui.kit.tokens import DARK, LIGHT, XL, XS, XXL, L, M, S, Tokens

__all__ = ["CHOICES", "XL", "XS", "XXL", "L", "M", "S", "Theme", "current", "palette_of", "tokens"]

CHOICES = {"systeme": "Comme le système", "clair": "Clair", "sombre": "Sombre"}
VARIABLE = "COTE_A_COTE_THEME"

_SCHEMES = {"clair": Qt.ColorScheme.Light, "sombre": Qt.ColorScheme.Dark}
_Role = QPalette.ColorRole
_ROLES = {
    _Role.Window: "page",
    _Role.WindowText: "ink",
    _Role.Base: "surface",
    _Role.AlternateBase: "page",
    _Role.Text: "ink",
    _Role.Button: "surface",
    _Role.ButtonText: "ink",
    _Role.ToolTipBase: "ink",
    _Role.ToolTipText: "surface",
    _Role.Highlight: "accent",
    _Role.HighlightedText: "on_accent",
    _Role.Accent: "accent",
    _Role.Link: "accent",
    _Role.LinkVisited: "accent",
    _Role.PlaceholderText: "secondary",
    _Role.Light: "surface",
    _Role.Midlight: "line",
    _Role.Mid: "border",
    _Role.Dark: "border",
    _Role.BrightText: "danger",
}
# What a high-contrast system gives for each of ours; the rest is its plain text or background.
_SYSTEM = {
    "page": _Role.Window,
    "surface": _Role.Base,
    "accent": _Role.Highlight,
    "on_accent": _Role.HighlightedText,
    "accent_soft": _Role.Base,
    "attention_soft": _Role.Base,
    "danger_soft": _Role.Base,
    "good_soft": _Role.Base,
}


def current() -> Tokens:
    """The colours that are worn: ours, or a high-contrast system's.

    From the application's palette: a style sheet gives widgets palettes of their own.
    """
    palette = QGuiApplication.palette()
    return _tokens_of(palette.cacheKey())


def tokens(_palette: QPalette) -> Tokens:
    """The same, for code that has a palette at hand."""
    return current()


@functools.lru_cache(maxsize=4)
def _tokens_of(_key: int) -> Tokens:
    palette = QGuiApplication.palette()
    window = palette.color(_Role.Window).name().upper()
    for ours in (LIGHT, DARK):
        if window == ours.page:
            return ours
    return _of_system(palette)


def palette_of(chosen: Tokens) -> QPalette:
    """Qt's palette made of our colours."""
    palette = QPalette()
    for role, name in _ROLES.items():
        palette.setColor(role, QColor(getattr(chosen, name)))
    for role in (_Role.WindowText, _Role.Text, _Role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(chosen.secondary))
    return palette


class Theme(QObject):
    """Follows the system's scheme, its contrast and its font, unless the person chose a look."""

    def __init__(self, app: QApplication, setting: str, *, dressed: bool = True) -> None:
        """Not `dressed`, the style sheet waits for `dress`: widgets that move about before they
        are shown would each be polished several times."""
        super().__init__(app)
        self._dressed = dressed
        self._app = app
        self._setting = setting
        self._worn: tuple[Tokens, float] | None = None
        app.styleHints().colorSchemeChanged.connect(self._follow)
        # Both held: PySide forgets the second with the last Python name for the first.
        self._style = app.styleHints()
        self._hints = self._style.accessibility()
        self._hints.contrastPreferenceChanged.connect(self._follow)
        app.fontChanged.connect(self._follow)
        self.use(setting)

    def use(self, setting: str) -> None:
        """Change to "systeme", "clair" or "sombre" at once."""
        self._setting = setting
        wanted = os.environ.get(VARIABLE) or setting
        self._app.styleHints().setColorScheme(_SCHEMES.get(wanted, Qt.ColorScheme.Unknown))
        self._follow()

    def dress(self) -> None:
        """Put on the style sheet, once everything that is shown first is in its place."""
        if not self._dressed:
            self._dressed = True
            self._put_on()

    def _follow(self) -> None:
        if self._high_contrast():
            self._app.setPalette(QPalette())  # what we had put on gives way to the system's own
            chosen = _of_system(QGuiApplication.palette())
        else:
            chosen = self._ours()
        size = self._app.font().pointSizeF()
        if (chosen, size) == self._worn:
            return
        self._worn = (chosen, size)
        if chosen in (LIGHT, DARK):
            self._app.setPalette(palette_of(chosen))
        if self._dressed:
            self._put_on()

    def _put_on(self) -> None:
        if self._worn is not None:
            self._app.setStyleSheet(style_sheet(*self._worn))

    def _ours(self) -> Tokens:
        wanted = os.environ.get(VARIABLE) or self._setting
        scheme = _SCHEMES.get(wanted) or self._app.styleHints().colorScheme()
        return DARK if scheme is Qt.ColorScheme.Dark else LIGHT

    def _high_contrast(self) -> bool:
        return self._hints.contrastPreference() is Qt.ContrastPreference.HighContrast


def _of_system(palette: QPalette) -> Tokens:
    text = _Role.WindowText
    chosen = {name: palette.color(_SYSTEM.get(name, text)).name() for name in Tokens._fields}
    return Tokens(**chosen)
