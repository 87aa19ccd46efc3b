"""What can be done: menus, buttons, shortcuts, their list, their greying, from one table."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from models.base.droit import Droit
from ui.kit.icons import WordButton, icon


class UiAction(NamedTuple):
    """One act of the user. `on_page`: a button of the page's head, else an entry of « Plus »,
    unless it is not `in_menu`: what has its control in the page is there, by its key, and found.
    """

    id: str
    label: str
    icon: str
    shortcut: str
    right: Droit | None
    run: Callable[[], object]
    enabled: Callable[[], bool] | None = None
    primary: bool = False
    on_page: bool = True
    danger: bool = False
    in_menu: bool = True


# Keys that belong to controls, told in the list of shortcuts with the rest.
KEYS_OF_CONTROLS = (
    ("Champ suivant, champ précédent", "Tab, Maj+Tab"),
    ("Enregistrer le formulaire où l’on écrit", "Ctrl+Entrée ou Ctrl+S"),
    ("Insérer une tabulation dans un texte", "Ctrl+Tab"),
    ("Ouvrir la liste de propositions d’un champ, le menu d’un bouton", "Flèche bas"),
    ("Choisir une proposition", "Entrée"),
    ("Fermer une liste de propositions", "Échap"),
    ("Revenir d’une page à la liste", "Échap ou Alt+Gauche"),
    ("Ouvrir la ligne choisie d’une liste", "Entrée"),
    ("Déplacer la ligne d’une liste que l’on ordonne", "Alt+Haut, Alt+Bas"),
    ("Ouvrir le menu de la ligne, avec le tri", "Maj+F10"),
    ("Salle d’attente\u00a0: recevoir, au revoir, repartie, écrire le passage", "E, A, R, P"),
    ("Rappels et messages\u00a0: fait, passage, lire", "F, P, M"),
    ("Feuille de présence\u00a0: présent, absent, excusé", "P, A, E"),
)


class Actions(QObject):
    """The acts of one window: its own, and those of the screen that it shows."""

    def __init__(self, window: QWidget, may: Callable[[Droit | None], bool]) -> None:
        super().__init__(window)
        self._window = window
        self._may = may
        self._own: list[UiAction] = []
        self._page: list[UiAction] = []
        self._made: dict[str, tuple[UiAction, QAction]] = {}

    def set_own(self, actions: Sequence[UiAction]) -> None:
        self._own = list(actions)
        self._rebuild()

    def set_page(self, actions: Sequence[UiAction]) -> None:
        """The acts of the screen that is shown, in place of those of the one before."""
        self._page = list(actions)
        self._rebuild()

    def all(self) -> list[UiAction]:
        """Every act there is now, the page's first."""
        return [spec for spec, _ in self._made.values()]

    def page(self) -> list[UiAction]:
        return list(self._page)

    def qt(self, action_id: str) -> QAction:
        return self._made[action_id][1]

    def refresh(self) -> None:
        """Grey and ungrey."""
        for spec, made in self._made.values():
            made.setEnabled(is_enabled(spec, self._may))

    def _rebuild(self) -> None:
        for _, made in self._made.values():
            self._window.removeAction(made)
            made.deleteLater()
        taken = {spec.id for spec in self._page}
        own = [_without(spec, keys=self._page) for spec in self._own if spec.id not in taken]
        kept = [*self._page, *own]
        self._made = {spec.id: (spec, self._make(spec)) for spec in kept}
        self.refresh()

    def _make(self, spec: UiAction) -> QAction:
        made = qaction(spec, self._window)
        if spec.shortcut:
            made.setShortcut(QKeySequence(spec.shortcut))
        self._window.addAction(made)
        return made


def qaction(spec: UiAction, parent: QObject) -> QAction:
    """The act as Qt's own, without its shortcut, which is the window's, nor an icon unseen."""
    made = QAction(spec.label, parent)
    made.setObjectName(spec.id)
    keys = native(spec.shortcut)
    made.setToolTip(f"{spec.label} ({keys})" if keys else spec.label)
    made.triggered.connect(lambda: spec.run())
    return made


def _without(own: UiAction, *, keys: Sequence[UiAction]) -> UiAction:
    """An act of the window, less the key that the page uses: Qt runs neither of two."""
    taken = own.shortcut in {spec.shortcut for spec in keys}
    return own._replace(shortcut="") if taken else own


def is_enabled(spec: UiAction, may: Callable[[Droit | None], bool]) -> bool:
    return may(spec.right) and (spec.enabled is None or spec.enabled())


def native(shortcut: str) -> str:
    """A shortcut as it is written here: Ctrl+Maj+N, Suppr."""
    told = QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)
    return told.replace("Retour", "Entrée")  # the word of every hint; Qt's is a typist's


def button(action: UiAction, made: QAction | None = None) -> QPushButton:
    """A button for an act; it follows the greying of `made` when there is one."""
    role = "primary" if action.primary else "danger" if action.danger else ""
    shown = WordButton(action.icon, action.label, role)
    shown.setObjectName(action.id)
    shown.setCursor(Qt.CursorShape.PointingHandCursor)
    keys = native(action.shortcut)
    shown.setToolTip(f"{action.label} ({keys})" if keys else "")
    if made is None:
        shown.clicked.connect(lambda: action.run())
    else:
        shown.clicked.connect(made.trigger)
        shown.setEnabled(made.isEnabled())
        made.enabledChanged.connect(shown.setEnabled)
    return shown


def show_keys(menu: QMenu, entry: QAction, shortcut: str) -> None:
    """Beside the name of an entry, while its menu is there: they are the keys of the window."""
    entry.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    entry.setShortcut(QKeySequence(shortcut))
    entry.setShortcutVisibleInContextMenu(True)
    if not menu.property("keys"):
        menu.setProperty("keys", True)
        menu.aboutToHide.connect(lambda: _forget_keys(menu))


def _forget_keys(menu: QMenu) -> None:
    for entry in menu.actions():
        entry.setShortcut(QKeySequence())


def fill_menu(menu: QMenu, specs: Sequence[UiAction], may: Callable[[Droit | None], bool]) -> None:
    """Entries for acts, greyed as they stand now, with their shortcut shown."""
    for spec in specs:
        entry = qaction(spec, menu)
        entry.setIcon(icon(spec.icon))
        if spec.shortcut:
            show_keys(menu, entry, spec.shortcut)
        entry.setEnabled(is_enabled(spec, may))
        menu.addAction(entry)
