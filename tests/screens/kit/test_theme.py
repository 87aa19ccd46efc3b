"""The look follows the setting, live; icons and check boxes take its colours."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage, QPalette
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

import resources
from ui.kit import icons, theme
from ui.kit.check import Check
from ui.kit.editors.choices import ChoiceEditor
from ui.kit.filters import SearchBox
from ui.kit.form import Form, Group, Input
from ui.kit.sheet import style_sheet
from ui.kit.tokens import DARK, LIGHT


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    before = (qapp.palette(), qapp.styleSheet())
    yield qapp
    QGuiApplication.styleHints().unsetColorScheme()
    qapp.setPalette(before[0])
    qapp.setStyleSheet(before[1])


def test_the_sheet_waits_until_what_is_shown_first_is_in_its_place(app: QApplication) -> None:
    app.setStyleSheet("")
    look = theme.Theme(app, "clair", dressed=False)
    look.use("sombre")
    assert theme.current() == DARK
    assert app.styleSheet() == ""
    look.dress()
    assert DARK.accent in app.styleSheet()
    look.deleteLater()


def test_the_setting_changes_the_look_at_once(app: QApplication) -> None:
    look = theme.Theme(app, "clair")
    assert theme.current() == LIGHT
    light = app.styleSheet()
    look.use("sombre")
    assert theme.current() == DARK
    assert app.palette().color(QPalette.ColorRole.Window).name().upper() == DARK.page
    assert DARK.accent in app.styleSheet()
    assert app.styleSheet() != light
    look.deleteLater()


def test_the_environment_wins_for_tests(app: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(theme.VARIABLE, "sombre")
    look = theme.Theme(app, "clair")
    assert theme.current() == DARK
    look.deleteLater()


def test_sizes_follow_the_persons_own() -> None:
    assert "font-size: 16.0pt" in style_sheet(LIGHT, 10)
    assert "font-size: 32.0pt" in style_sheet(LIGHT, 20)
    assert "$" not in style_sheet(DARK, 10)


@pytest.mark.parametrize("name", resources.names("icons", ".svg"))
def test_every_icon_can_be_drawn(qapp: QApplication, name: str) -> None:
    drawn = icons.pixmap(name.removesuffix(".svg"), 24, colour="#123456", ratio=2.0)
    assert drawn.width() == 48
    assert drawn.devicePixelRatio() == 2
    image = drawn.toImage()
    ink = [(x, y) for x in range(48) for y in range(48) if image.pixelColor(x, y).alpha() > 128]
    assert len(ink) > 20


def test_an_icon_takes_the_colour_it_is_given(qapp: QApplication) -> None:
    image = icons.pixmap("add", 24, colour="#FF0000").toImage()
    middle = image.pixelColor(12, 12)
    assert (middle.red(), middle.green()) == (255, 0)


def test_a_check_box_shows_its_mark_and_its_focus(app: QApplication, qtbot: QtBot) -> None:
    look = theme.Theme(app, "clair")
    box = Check("À rappeler")
    qtbot.addWidget(box)
    box.show()
    empty = box.grab().toImage()
    box.setChecked(True)
    marked = box.grab().toImage()
    assert marked != empty
    box.setFocus(Qt.FocusReason.TabFocusReason)
    assert box.sizeHint().height() >= 24
    look.deleteLater()


def test_the_account_icon_follows_the_scheme(app: QApplication, qtbot: QtBot) -> None:
    look = theme.Theme(app, "clair")
    account = icons.IconButton("user", "Compte")
    qtbot.addWidget(account)
    assert _ink(account) == LIGHT.ink.lower()
    look.use("sombre")
    assert _ink(account) == DARK.ink.lower()
    look.deleteLater()


def _ink(button: icons.IconButton) -> str:
    """The colour of the icon's fullest stroke."""
    image = button.icon().pixmap(24).toImage()
    signs = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return max(signs, key=lambda colour: colour.alpha()).name()


def _inks(drawn: QImage) -> set[str]:
    """The colours of what is drawn, less its soft edges."""
    points = [drawn.pixelColor(x, y) for x in range(drawn.width()) for y in range(drawn.height())]
    return {point.name() for point in points if point.alpha() == 255}


def test_icons_inside_lines_and_buttons_follow_the_theme(app: QApplication, qtbot: QtBot) -> None:
    look = theme.Theme(app, "clair")
    choice = ChoiceEditor([("a", "A")], "choix")
    button = icons.WordButton("chevron-down", "Imprimer…")
    search = SearchBox("recherche")
    form = Form([Group("", [Input(name="nom", label="Nom")], [Input(name="plus", label="Plus")])])
    for widget in (choice, button, search, form):
        qtbot.addWidget(widget)
        widget.show()
    (fold,) = form.findChildren(QToolButton)

    def drawn() -> list[set[str]]:
        held = [choice.line.actions()[0].icon(), search.actions()[0].icon(), button.icon()]
        return [_inks(one.pixmap(20, 16).toImage()) for one in (*held, fold.icon())]

    assert drawn() == [{LIGHT.ink.lower()}] * 3 + [{LIGHT.accent.lower()}]
    look.use("sombre")
    assert drawn() == [{DARK.ink.lower()}] * 3 + [{DARK.accent.lower()}]
    look.deleteLater()


def test_words_do_not_touch_the_icon_of_their_button(qapp: QApplication) -> None:
    image = icons.WordButton("print", "Imprimer…").icon().pixmap(20, 16).toImage()
    ink = [x for x in range(image.width()) for y in range(16) if image.pixelColor(x, y).alpha()]
    assert image.width() == icons.TEXT + icons.GAP
    assert max(ink) < icons.TEXT


def test_high_contrast_asked_while_it_runs_is_the_systems_own(
    app: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.setPalette(QPalette())
    system = app.palette().color(QPalette.ColorRole.Window).name()
    look = theme.Theme(app, "clair")
    asked = Qt.ContrastPreference.HighContrast
    monkeypatch.setattr(look, "_hints", SimpleNamespace(contrastPreference=lambda: asked))
    look.use("clair")
    assert theme.current() not in (LIGHT, DARK)
    assert theme.current().page == system
    assert system in app.styleSheet()
    asked = Qt.ContrastPreference.NoPreference
    look.use("clair")
    assert theme.current() == LIGHT
    look.deleteLater()
