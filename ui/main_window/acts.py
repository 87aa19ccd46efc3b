"""The acts of the window itself, and the menu of the account."""

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from models.base import settings
from models.base.droit import Droit
from models.comptes.agent import with_account
from ui.kit.actions import Actions, UiAction, fill_menu
from ui.kit.away import KEY
from ui.kit.context import Context
from ui.kit.icons import icon
from ui.kit.theme import CHOICES
from ui.main_window.screens import ScreenEntry


class Window(Protocol):
    """The window, as far as its acts are concerned."""

    @property
    def context(self) -> Context: ...
    @property
    def acts(self) -> Actions: ...
    def navigate(self, screen_id: str, **what: Any) -> None: ...
    def back(self) -> None: ...
    def can_go_back(self) -> bool: ...
    def allowed(self) -> list[ScreenEntry]: ...
    def listed(self) -> list[ScreenEntry]: ...
    def list_keys(self) -> None: ...
    def search(self) -> None: ...
    def search_list(self) -> None: ...
    def lock(self) -> None: ...
    def switch(self) -> None: ...
    def close_session(self) -> None: ...
    def close(self) -> bool: ...


_FIRST = ("undo", "back", "turn", "shortcuts")
_LAST = ("lock", "switch", "close_session", "quit")


def quit_act(window: Window) -> UiAction:
    return UiAction("window.quit", "Quitter", "close", "Ctrl+Q", None, window.close)


def window_acts(window: Window) -> list[UiAction]:
    """What can be done from every screen."""
    context = window.context
    turn = context.turned.toggle
    acts = [
        UiAction("window.search", "Rechercher partout", "search", "Ctrl+K", None, window.search),
        UiAction(
            "window.search_list",
            "Rechercher dans la liste",
            "search",
            "Ctrl+F",
            None,
            window.search_list,
        ),
        UiAction(
            "window.undo", "Annuler le dernier acte", "undo", "Ctrl+Z", None, context.undo_last
        ),
        UiAction(
            "window.back",
            "Retour",
            "chevron-left",
            "Alt+Left",
            None,
            window.back,
            window.can_go_back,
        ),
        UiAction(
            "window.turn", "Écran tourné : masquer les noms", "screen-turned", KEY, None, turn
        ),
        UiAction("window.shortcuts", "Raccourcis clavier", "help", "F1", None, window.list_keys),
        UiAction("window.lock", "Verrouiller", "lock", "Ctrl+L", None, window.lock),
        *_switch(window),
        UiAction(
            "window.close_session", "Fermer la session", "logout", "", None, window.close_session
        ),
        quit_act(window),
    ]
    return [*_new_passage(window), *acts, *_screens(window)]


def fill_account(menu: QMenu, window: Window) -> None:
    """The entries of the account's menu, as they stand now."""
    acts = {spec.id: spec for spec in window.acts.all()}
    fill_menu(menu, [acts[f"window.{name}"] for name in _FIRST], window.context.may)
    menu.addMenu(_looks(menu, window.context))
    menu.addSeparator()
    last = [acts[f"window.{name}"] for name in _LAST if f"window.{name}" in acts]
    fill_menu(menu, last, window.context.may)


def _switch(window: Window) -> list[UiAction]:
    """On a desk that several share; alone, there is no other account to take the place."""
    if len(with_account()) < 2:
        return []
    return [
        UiAction("window.switch", "Changer de compte", "users", "Ctrl+Shift+L", None, window.switch)
    ]


def _new_passage(window: Window) -> list[UiAction]:
    """Back to the line of the accueil from anywhere; its screen has an act of the same id."""
    if all(entry.id != "accueil" for entry in window.allowed()):
        return []

    def go() -> None:
        window.navigate("accueil", nouveau=True)

    right = Droit.REGISTRE
    return [UiAction("passage.record", "Nouveau passage", "add", "Ctrl+N", right, go)]


def _screens(window: Window) -> list[UiAction]:
    keys = {entry.id: f"Ctrl+{at}" for at, entry in enumerate(window.listed(), 1)}
    return [
        UiAction(
            f"screen.{entry.id}",
            f"Aller à : {entry.label}",
            entry.id,
            keys.get(entry.id, ""),
            entry.right,
            _going(window, entry.id),
        )
        for entry in window.allowed()
    ]


def _going(window: Window, screen_id: str) -> Callable[[], None]:
    return lambda: window.navigate(screen_id)


def _looks(parent: QMenu, context: Context) -> QMenu:
    menu = QMenu("Apparence", parent)
    menu.setIcon(icon("contrast"))
    group = QActionGroup(menu)
    for name, label in CHOICES.items():
        entry = QAction(label, menu)
        entry.setCheckable(True)
        entry.setChecked(context.settings.theme == name)
        entry.triggered.connect(lambda _, chosen=name: _use_theme(context, chosen))
        group.addAction(entry)
        menu.addAction(entry)
    return menu


def _use_theme(context: Context, name: str) -> None:
    context.settings.theme = name
    stored = settings.load()  # what the arguments changed for this run is not to be kept
    stored.theme = name
    settings.save(stored)
    context.use_theme(name)
