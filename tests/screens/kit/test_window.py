"""The shell: screens on first show, acts, greying, keys, locking, narrow windows."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from models.base import database
from models.base.actor import Actor
from models.base.droit import Droit
from models.base.settings import Settings
from models.nomenclatures.lieu import Lieu, save_lieu
from tests.engines import fresh_sqlcipher
from tests.factories import furnished
from ui.kit.actions import UiAction
from ui.kit.banner import STAY
from ui.kit.context import Context, make_context
from ui.kit.page import Screen, Split
from ui.kit.shortcuts import Shortcuts
from ui.main_window import MainWindow, ScreenEntry, avance, screens
from ui.main_window import window as window_module


class OneScreen(Screen):
    """A screen that notes what is asked of it."""

    title = "Un"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.asked: list[Any] = []
        self.line = QLineEdit()
        self.body.addWidget(self.line)

    def actions(self) -> list[UiAction]:
        full = lambda: bool(self.line.text())  # noqa: E731  # one question
        return [
            UiAction("un.save", "Enregistrer", "save", "Ctrl+S", None, self._save, full, True),
            UiAction("un.secret", "Secret", "lock", "", Droit.COFFRE, lambda: None),
            UiAction("un.c", "Troisième", "", "", None, lambda: None),
            UiAction("un.d", "Quatrième", "", "", None, lambda: self.asked.append("d")),
        ]

    def open(self, **what: Any) -> None:
        self.asked.append(what)

    def leave(self) -> None:
        self.asked.append("leave")

    def focus_first(self) -> None:
        self.line.setFocus()

    def _save(self) -> None:
        self.context.attempt(lambda: save_lieu(nom=self.line.text()), said="Lieu enregistré")


class TwoScreen(OneScreen):
    """Another."""

    title = "Deux"


class Gate(QWidget):
    """A door without a lock."""

    def __init__(self, context: Context, opened: Any) -> None:
        super().__init__()
        self.opened = opened
        self.what: dict[str, Any] = {}

    def open(self, **what: Any) -> None:
        self.what = what


ENTRIES = (
    ScreenEntry("accueil", "Accueil", Droit.REGISTRE, "x:OneScreen"),
    ScreenEntry("personnes", "Personnes", None, "x:TwoScreen"),
    ScreenEntry("comptes", "Comptes", Droit.COMPTES, "x:TwoScreen"),
)


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    monkeypatch.setattr(screens, "SCREENS", ENTRIES)
    monkeypatch.setattr(window_module, "load", lambda path: globals()[path.split(":")[-1]])
    monkeypatch.setattr(avance, "load", lambda path: None)  # nothing of these is ahead
    monkeypatch.setattr(screens, "GATE", "x:Gate")
    with furnished(fresh_sqlcipher(tmp_path / "base"), tmp_path) as handle:
        rights = frozenset(Droit) - {Droit.COFFRE, Droit.COMPTES}
        actor = handle.require_actor()
        handle.actor = Actor(actor.agent_id, rights, actor.poste_id)
        context = make_context(Settings(), immediate=True)
        made = MainWindow(context)
        qtbot.addWidget(made)
        made.ask_opening()
        made.showNormal()  # the screen of tests is small: the window would fill it
        made.resize(1280, 700)
        made.activateWindow()
        gate_of(made).opened()
        yield made


def gate_of(window: MainWindow) -> Gate:
    found = window.findChild(Gate)
    assert found is not None, "there is no gate"
    return found


def part(window: MainWindow, kind: Any, name: str) -> Any:
    found = window.findChild(kind, name)
    assert found is not None, f"there is no {name}"
    return found


def screen(window: MainWindow, name: str) -> OneScreen:
    found: OneScreen = part(window, OneScreen, name)
    return found


def test_only_what_the_account_may_see_is_in_the_side_bar(window: MainWindow) -> None:
    names = [b.text().strip() for b in window.findChildren(QToolButton) if b.text().strip()]
    assert [n for n in names if n in ("Accueil", "Personnes", "Comptes")] == [
        "Accueil",
        "Personnes",
    ]
    assert part(window, QToolButton, "side.accueil").isChecked()


def test_screens_are_built_when_they_are_first_shown(window: MainWindow) -> None:
    assert window.findChild(OneScreen, "personnes") is None
    window.navigate("personnes", personne_id="p")
    first = screen(window, "personnes")
    assert first.asked == [{"personne_id": "p"}]
    assert screen(window, "accueil").asked[-1] == "leave"
    assert part(window, QLabel, "heading.title").text() == "Deux"
    window.navigate("accueil")
    window.navigate("personnes")
    assert screen(window, "personnes") is first


def test_back_goes_where_one_was(window: MainWindow) -> None:
    window.navigate("personnes", personne_id="p")
    window.navigate("personnes", personne_id="q")
    window.back()
    assert screen(window, "personnes").asked[-1] == {"personne_id": "p"}
    window.back()
    assert window.current is screen(window, "accueil")
    window.back()
    assert window.current is screen(window, "accueil")


def test_an_account_is_told_what_it_may_not_open(window: MainWindow) -> None:
    window.navigate("comptes")
    assert "Comptes" in window.context.banner.text
    assert window.current is screen(window, "accueil")


def test_a_message_stays_on_its_page_unless_it_can_be_undone(window: MainWindow) -> None:
    banner = window.context.banner
    banner.danger("Non.")
    window.navigate("personnes")
    assert banner.text == ""
    banner.saved("Lieu enregistré", lambda: None)
    window.navigate("accueil")
    assert banner.text == "Lieu enregistré"


def test_acts_are_greyed_by_right_and_by_state(window: MainWindow) -> None:
    save = part(window, QPushButton, "un.save")
    assert save.property("role") == "primary"
    assert not save.isEnabled()
    assert not part(window, QPushButton, "un.secret").isEnabled()
    screen(window, "accueil").line.setText("Caravane")
    window.context.refresh_actions()
    assert save.isEnabled()


def test_what_does_not_fit_is_in_the_menu(window: MainWindow) -> None:
    more = part(window, QToolButton, "heading.more")
    menu = more.menu()
    menu.aboutToShow.emit()
    assert [entry.text() for entry in menu.actions()] == ["Quatrième"]
    menu.actions()[0].trigger()
    assert screen(window, "accueil").asked[-1] == "d"
    window.resize(420, 540)
    menu.aboutToShow.emit()
    assert [entry.text() for entry in menu.actions()] == ["Secret", "Troisième", "Quatrième"]
    assert part(window, QPushButton, "un.save").isVisible()


def test_what_has_its_control_in_the_page_is_not_in_the_menu(window: MainWindow) -> None:
    acts = screen(window, "accueil").actions()
    window.acts.set_page([act._replace(in_menu=act.id != "un.d") for act in acts])
    window.heading.show_actions()
    assert part(window, QToolButton, "heading.more").isHidden()
    assert "un.d" in [spec.id for spec in window.acts.all()]


def test_a_long_title_is_cut_and_the_window_keeps_its_size(window: MainWindow) -> None:
    before = window.minimumSizeHint().width()
    window.heading.say("DE LA VILLARDIÈRE " * 12, "")
    window.heading.show_actions()
    assert window.minimumSizeHint().width() == before
    assert part(window, QPushButton, "un.save").isVisible()


def test_keys_run_acts(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.current is screen(window, "personnes")
    qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert window.current is screen(window, "accueil")
    assert screen(window, "accueil").asked[-1] == {"nouveau": True}


def test_an_act_can_be_undone_for_ten_seconds(window: MainWindow, qtbot: QtBot) -> None:
    before = Lieu.select().count()
    one = screen(window, "accueil")
    one.line.setText("Caravane")
    window.context.refresh_actions()
    part(window, QPushButton, "un.save").click()
    banner = window.context.banner
    assert banner.text == "Lieu enregistré"
    assert banner._timer.interval() == STAY == 10_000
    assert Lieu.select().count() == before + 1
    part(window, QPushButton, "banner.answer").click()
    assert Lieu.select().count() == before
    assert banner.text == "Annulé\u00a0: Lieu enregistré"


def test_ctrl_z_undoes_the_last_act_unless_there_is_text_to_undo(
    window: MainWindow, qtbot: QtBot
) -> None:
    qtbot.waitUntil(window.isActiveWindow)
    before = Lieu.select().count()
    save_lieu(nom="Annexe")
    window.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert Lieu.select().count() == before


def test_the_list_of_shortcuts_finds_and_runs(window: MainWindow, qtbot: QtBot) -> None:
    window.list_keys()
    keys = part(window, Shortcuts, "shortcuts")
    search = keys.findChild(QLineEdit, "shortcuts.search")
    found = keys.findChild(QListWidget, "shortcuts.list")
    qtbot.keyClicks(search, "aller personnes")
    shown = [found.item(r).text() for r in range(found.count()) if not found.item(r).isHidden()]
    assert shown == ["Aller à\u00a0: Personnes — Ctrl+2"]
    qtbot.keyClick(search, Qt.Key.Key_Return)
    assert window.current is screen(window, "personnes")


def test_shortcuts_are_not_given_twice(window: MainWindow) -> None:
    given = [a.shortcut for a in window.acts.all() if a.shortcut]
    assert len(given) == len(set(given))


def test_the_side_bar_keeps_its_icons_in_a_narrow_window(window: MainWindow) -> None:
    button = part(window, QToolButton, "side.accueil")
    window.resize(960, 540)
    assert button.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly
    assert button.accessibleName() == "Accueil"
    window.resize(1280, 700)
    assert button.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonTextBesideIcon


def test_the_shell_fits_the_smallest_screen(window: MainWindow) -> None:
    least = window.minimumSizeHint()
    assert least.width() <= 960
    assert least.height() <= 540


def test_locking_drops_the_screens_and_the_base(window: MainWindow) -> None:
    window.navigate("personnes")
    window.lock()
    assert not database.is_open()
    assert gate_of(window).what == {"locked": True}
    assert window.current is None
    assert [a.id for a in window.acts.all()] == ["window.quit"]


def test_every_control_of_the_shell_has_a_name(window: MainWindow) -> None:
    for button in window.findChildren(QToolButton):
        if button.isVisible():
            assert button.accessibleName(), button.objectName()
    for button in window.findChildren(QPushButton):
        if button.isVisible():
            assert button.text() or button.accessibleName(), button.objectName()


def test_the_account_menu_comes_from_the_acts(window: MainWindow) -> None:
    menu = part(window, QToolButton, "heading.account").menu()
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    entries = [e.text() for e in menu.actions() if not e.isSeparator()]
    assert entries == [
        "Annuler le dernier acte",
        "Retour",
        "Écran tourné\u00a0: masquer les noms",
        "Raccourcis clavier",
        "Apparence",
        "Verrouiller",
        "Fermer la session",
        "Quitter",
    ]


def test_a_page_that_uses_a_key_of_the_window_has_it(window: MainWindow, qtbot: QtBot) -> None:
    window.navigate("accueil")
    window.navigate("personnes")
    assert window.can_go_back()
    ran: list[str] = []
    close = UiAction("fiche.close", "Les fiches", "", "Alt+Left", None, lambda: ran.append("page"))
    window.acts.set_page([close])
    qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert ran == ["page"]
    assert [act.id for act in window.acts.all() if act.shortcut == "Alt+Left"] == ["fiche.close"]


def test_two_panes_never_make_the_window_grow(qtbot: QtBot) -> None:
    left, right, page = QWidget(), QWidget(), QWidget()
    right.setMinimumWidth(560)
    QVBoxLayout(page).addWidget(Split(left, right, fixed=520))
    qtbot.addWidget(page)
    page.resize(800, 400)
    page.show()
    assert page.width() == 800
    qtbot.waitUntil(lambda: left.y() < right.y())  # one above the other
    page.resize(1200, 400)
    qtbot.waitUntil(lambda: left.y() == right.y())


def test_a_message_hides_with_the_names_when_the_screen_turns(window: MainWindow) -> None:
    banner = window.context.banner
    banner.saved("Saisie écartée\u00a0: DIALLO Awa", lambda: None)
    answer = banner.findChild(QPushButton, "banner.answer")
    window.context.turned.toggle()
    assert answer is not None
    assert "DIALLO" not in banner.text + answer.accessibleName()
    window.context.turned.toggle()
    assert banner.text == "Saisie écartée\u00a0: DIALLO Awa"
    window.context.turned.toggle()
    banner.info("Votre saisie reprend")
    assert banner.text == "Votre saisie reprend", "ce qui est dit ensuite l’est à bon escient"


def test_return_presses_the_button_that_has_the_focus(window: MainWindow, qtbot: QtBot) -> None:
    link = part(window, QToolButton, "side.personnes")
    link.setFocus()
    qtbot.keyClick(link, Qt.Key.Key_Return)
    assert window.current is not None
    assert window.current.objectName() == "personnes"
