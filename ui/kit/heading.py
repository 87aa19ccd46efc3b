"""The head of the page: its title, its acts with one primary, the rest in menus, the account."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from models.base.droit import Droit
from ui.kit.actions import Actions, UiAction, button, fill_menu
from ui.kit.context import Turned
from ui.kit.editors.base import repolish
from ui.kit.elided import Elided
from ui.kit.icons import GAP, IconButton
from ui.kit.names import named
from ui.kit.obeying import drops, obeys, show_checked
from ui.kit.tokens import TARGET, XL, L, M, S

SEEK = "window.search"
MOST = 3  # buttons beside one another
LEAST = 0.45  # of the width, which a long title has before a button goes to the menu


class Heading(QWidget):
    """Built anew for each screen from its acts."""

    def __init__(
        self,
        actions: Actions,
        *,
        may: Callable[[Droit | None], bool],
        turned: Turned,
        fill_account: Callable[[QMenu], object],
    ) -> None:
        super().__init__()
        self._actions = actions
        self._may = may
        self._narrow = False
        self._buttons: list[QPushButton] = []
        self._title = Elided("", "heading.title", "page")
        policy = QSizePolicy.Policy
        self._title.setSizePolicy(policy.Maximum, policy.Preferred)  # a long name is cut
        self._subtitle = Elided("", "heading.subtitle", "secondary")
        self._more = IconButton("more", "Plus d’actions")
        self._turn = IconButton("screen-turned", "Écran tourné : masquer les noms")
        self._account = IconButton("user", "Compte", gap=GAP)
        self._seek = IconButton("search", "Rechercher partout (Ctrl+K)", gap=GAP)
        self._shown: list[UiAction] = []  # those of the buttons, in their order
        self._others: list[UiAction] = []
        self._rest: list[UiAction] = []
        self._name_parts(turned, fill_account)
        self._lay_out()

    def say(self, title: str, subtitle: str) -> None:
        self._title.setText(title)
        self._subtitle.setText(subtitle)

    def say_account(self, name: str) -> None:
        self._account.setText(f"{name} ")
        self._account.setAccessibleName(f"Compte : {name}")

    def set_narrow(self, narrow: bool) -> None:
        if narrow != self._narrow:
            self._narrow = narrow
            self._fit()

    def show_actions(self) -> None:
        """The buttons of the screen's acts; what does not fit goes to the menu."""
        for old in self._buttons:
            self._row.removeWidget(old)
            old.deleteLater()
        shown, self._others = _parted(self._actions.page())
        self._shown = shown
        self._buttons = [_button(spec, self._actions) for spec in shown]
        at = self._row.indexOf(self._more)
        for offset, made in enumerate(self._buttons):
            self._row.insertWidget(at + offset, made)
        self._fit()
        QTimer.singleShot(0, self, self._fit)  # buttons know their size once they are dressed

    def minimumSizeHint(self) -> QSize:
        """With one button: the others are no reason for the window to stay wide."""
        whole = super().minimumSizeHint()
        spared = sum(made.minimumSizeHint().width() + S for made in self._in_sight()[1:])
        return QSize(whole.width() - spared, whole.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _in_sight(self) -> list[QPushButton]:
        return [made for made in self._buttons if not made.isHidden()]

    def _fit(self) -> None:
        """The search is a quiet field where there is room for one, else its icon; then the buttons
        that do not hold beside the title go to the menu, the commonest last."""
        if not self.window().isVisible():
            return  # it has no width of its own yet, and is given one before its first image
        known = SEEK in {spec.id for spec in self._actions.all()}
        self._seek.setVisible(known)
        self._keep(len(self._buttons))
        self._show_seek(wide=known and not self._narrow)
        # The subtitle is read before the field is; a long title leaves room for one button.
        if self._wanted() + self._subtitle.sizeHint().width() > self.width():
            self._show_seek(wide=False)
        for kept in range(len(self._buttons) - 1, 0, -1):
            if self._wanted() <= self.width():
                break
            self._keep(kept)

    def _keep(self, count: int) -> None:
        """This many buttons, the primary among them, and the rest in the menu."""
        order = sorted(self._shown, key=lambda spec: not spec.primary)
        kept = order[:count]
        for spec, made in zip(self._shown, self._buttons, strict=True):
            made.setVisible(spec in kept)
        self._rest = [*order[count:], *self._others]
        self._more.setVisible(bool(self._rest))

    def _wanted(self) -> int:
        self._row.invalidate()
        title = self._title.sizeHint().width()
        return self._row.sizeHint().width() - title + min(title, int(self.width() * LEAST))

    def _show_seek(self, *, wide: bool) -> None:
        style = Qt.ToolButtonStyle
        self._seek.setToolButtonStyle(
            style.ToolButtonTextBesideIcon if wide else style.ToolButtonIconOnly
        )
        role = "seek" if wide else ""
        if self._seek.property("role") != role:
            self._seek.setProperty("role", role)
            repolish(self._seek)

    def _name_parts(self, turned: Turned, fill_account: Callable[[QMenu], object]) -> None:
        named(self._more, "heading.more")
        named(self._seek, "heading.seek").setText("Rechercher…   Ctrl+K")
        self._show_seek(wide=True)
        self._seek.setMinimumWidth(TARGET + S)  # never a reason for the window to grow
        self._seek.clicked.connect(lambda: self._actions.qt(SEEK).trigger())
        more = QMenu(self._more)
        more.aboutToShow.connect(lambda: _refill(more, self._fill_more))
        drops(self._more, more)
        named(self._turn, "heading.turn").setCheckable(True)
        obeys(self._turn, turned.toggle)
        turned.changed.connect(lambda: show_checked(self._turn, on=turned.on))
        named(self._account, "heading.account").setToolButtonStyle(
            Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        )
        account = QMenu(self._account)
        account.aboutToShow.connect(lambda: _refill(account, fill_account))
        drops(self._account, account)

    def _fill_more(self, menu: QMenu) -> None:
        fill_menu(menu, self._rest, self._may)

    def _lay_out(self) -> None:
        for widget in (self._more, self._seek, self._turn, self._account):
            widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(XL, L, L, S)
        self._row.setSpacing(S)
        self._row.addWidget(self._title)
        self._row.addSpacing(M - S)
        self._row.addWidget(self._subtitle, 1)
        for widget in (self._more, self._seek, self._turn, self._account):
            self._row.addWidget(widget)
        self._more.hide()
        self._seek.hide()


def _button(spec: UiAction, actions: Actions) -> QPushButton:
    """The primary act stands out alone: the others keep quiet until they are come near."""
    made = button(spec, actions.qt(spec.id))
    if not spec.primary and not spec.danger:
        made.setProperty("role", "quiet")
    return made


def _parted(actions: Sequence[UiAction]) -> tuple[list[UiAction], list[UiAction]]:
    """The acts that get a button, the primary one last, and the others."""
    candidates = sorted((a for a in actions if a.on_page), key=lambda a: not a.primary)[:MOST]
    shown = sorted(candidates, key=lambda a: a.primary)
    return shown, [a for a in actions if a not in candidates and a.in_menu]


def _refill(menu: QMenu, fill: Callable[[QMenu], object]) -> None:
    menu.clear()
    fill(menu)
