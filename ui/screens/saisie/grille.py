"""The lines of the sheet one under the other, one of them being typed."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from models.nomenclatures.valeur import labels
from ui.kit import tab_order
from ui.kit.context import Context
from ui.kit.page import Card, scrolled, text
from ui.kit.tokens import S
from ui.screens.saisie import colonnes
from ui.screens.saisie.editeur import Editeur
from ui.screens.saisie.ligne import Ligne
from ui.screens.saisie.rangee import Rangee


class Grille(Card):
    """`lignes` are all of them, in order; the one at `at` is in the editor."""

    changed = Signal()
    finished = Signal()
    removed = Signal(int)

    def __init__(self, context: Context, *, mode: Callable[[], str]) -> None:
        super().__init__()
        self._context, self._mode = context, mode
        self.setObjectName("saisie.grille")
        self.lignes: list[Ligne] = [Ligne()]
        self.at = 0
        self._rows: list[Rangee] = []
        self._labels: dict[str, str] = {}
        self._usual = ""
        self._placed = 0  # where the editor stood last
        self.editeur = Editeur(context)
        self.editeur.changed.connect(self._note)
        self.editeur.finished.connect(self.finished)
        self.editeur.idem.connect(self._idem_cell)
        context.turned.changed.connect(self.show_all)
        self._lay_out()
        self.show_all()

    def set_lignes(self, lignes: Sequence[Ligne], at: int | None = None) -> None:
        self.lignes = list(lignes) or [Ligne()]
        self.at = min(at if at is not None else len(self.lignes) - 1, len(self.lignes) - 1)
        self.show_all()

    def current(self) -> Ligne:
        """The line that is typed, as it is now."""
        self.lignes[self.at] = self.editeur.ligne()
        return self.lignes[self.at]

    def keep_current(self) -> None:
        self.current()

    def open_line(self, at: int) -> None:
        """Type another line; the one that was typed stays as it was left."""
        self.current()
        if self.lignes[self.at].is_empty and at < self.at == len(self.lignes) - 1:
            self.lignes[self.at].heure = ""
        self.at = at
        self.show_all()
        self.editeur.focus_first()

    def show_at(self, at: int) -> None:
        """Type another line, whatever became of the one that was typed."""
        self.at = at
        self.show_all()
        self.editeur.focus_first()

    def next_line(self) -> None:
        """The next one that is not written yet, or a new one at the end."""
        waiting = [i for i, one in enumerate(self.lignes) if not one.passage and i != self.at]
        after = [i for i in waiting if i > self.at] or waiting
        if after:
            self.at = after[0]
        else:
            self.lignes.append(Ligne())
            self.at = len(self.lignes) - 1
        self._expect_hour()
        self.show_all()
        self.editeur.focus_first()

    def insert(self, lignes: Sequence[Ligne]) -> None:
        """Lines that were pasted take the place of the one that is typed, if it is empty."""
        keep = [] if self.current().is_empty else [self.lignes[self.at]]
        self.lignes[self.at : self.at + 1] = [*keep, *lignes]
        self.at += len(keep)
        self.show_all()
        self.editeur.focus_first()

    def remove(self, at: int) -> None:
        self.current()
        del self.lignes[at]
        self.at = max(0, self.at - 1) if at < self.at or self.at == len(self.lignes) else self.at
        if not self.lignes:
            self.lignes.append(Ligne())
        self.show_all()

    def idem(self) -> None:
        """All of the line above, where nothing was typed yet."""
        above = self._above()
        if above is None:
            return
        typed = self.current()
        blank = [n for n in ("qui", "demandes", "mode", "duree") if not _told(typed, n)]
        typed.idem(above, *blank, *(() if typed.heure else ("heure",)))
        self._show_editor()
        self._note()

    def show_all(self) -> None:
        """Each line in its place: rows are made once, and told anew."""
        count = len(self.lignes)
        while len(self._rows) < count:
            self._rows.append(self._make_row(len(self._rows)))
        self._know_labels()
        for at, row in enumerate(self._rows):
            shown = at < count and at != self.at
            row.setVisible(shown)
            if shown:
                self._tell(row, self.lignes[at])
        self._place_editor()
        self._show_editor()

    def show_line(self, at: int) -> None:
        if at != self.at:
            self._know_labels()
            self._tell(self._rows[at], self.lignes[at])

    def rows(self) -> list[Rangee]:
        return [row for row in self._rows if not row.isHidden()]

    def _know_labels(self) -> None:
        """Asked once for all the lines."""
        asked = {one.thematique for ligne in self.lignes for one in ligne.demandes}
        self._usual = self._mode()
        self._labels = labels(sorted({*asked, self._usual, *(o.mode for o in self.lignes)}))

    def _tell(self, row: Rangee, ligne: Ligne) -> None:
        asked = [self._labels.get(one.thematique, "") for one in ligne.demandes]
        row.show_line(
            [
                ligne.heure or "—",
                self._context.shown(ligne.qui.text) or "anonyme",
                " · ".join([*asked, *([ligne.tape] if ligne.tape else [])]),
                self._labels.get(ligne.mode or self._usual, ""),
                f"{ligne.duree} min" if ligne.duree.isdecimal() else ligne.duree,
            ],
            written=bool(ligne.passage),
            remark=ligne.erreur or self._remark(ligne),
            wrong=bool(ligne.erreur),
            trace=ligne.trace if ligne.passage else "",
        )

    def _remark(self, ligne: Ligne) -> str:
        """Who is in the register already hides with the others."""
        return ligne.remarque.partition(" : ")[0] if self._context.turned.on else ligne.remarque

    def _above(self) -> Ligne | None:
        return self.lignes[self.at - 1] if self.at else None

    def _expect_hour(self) -> None:
        above = self._above()
        if above is not None and self.lignes[self.at].is_empty:
            self.lignes[self.at].heure = above.heure

    def _idem_cell(self, name: str) -> None:
        above = self._above()
        field = {"duree_minutes": "duree"}.get(name, name)
        if above is None:
            return
        self.current().idem(above, field)
        self._show_editor()
        self._note()
        order = ("heure", "qui", "demandes", "duree_minutes")
        following = order[min(order.index(name) + 1, 3)] if name in order else name
        cell = getattr(self.editeur, {"duree_minutes": "duree"}.get(following, following))
        cell.line.setFocus(Qt.FocusReason.TabFocusReason)

    def _show_editor(self) -> None:
        self.editeur.use_mode(self._labels.get(self._usual, ""))
        self.editeur.show_ligne(self.lignes[self.at], number=self.at + 1, above=self._above())

    def _place_editor(self) -> None:
        if self._column.indexOf(self.editeur) != self.at:
            self._column.removeWidget(self.editeur)
            self._column.insertWidget(self.at, self.editeur)
        self._order()
        QTimer.singleShot(0, self.editeur, self._reveal)

    def _order(self) -> None:
        """Read and gone through with Tab from the first line to the last."""
        first = min(self._placed, self.at)  # above, nothing has moved
        self._placed = self.at
        before: QWidget | None = self._rows[first - 1] if first else None
        for at in range(first, len(self.lignes)):
            shown = self.editeur if at == self.at else self._rows[at]
            shown.raise_()
            if before is not None:
                tab_order.follow(before, self.editeur.stops() if at == self.at else [shown])
            before = self.editeur.stops()[-1] if at == self.at else shown

    def _reveal(self) -> None:
        if self.editeur.isVisible():
            self._area.ensureWidgetVisible(self.editeur)

    def _note(self) -> None:
        self.current()
        self.changed.emit()

    def _make_row(self, at: int) -> Rangee:
        row = Rangee(at + 1)
        row.opened.connect(lambda: self.open_line(at))
        row.removed.connect(lambda: self.removed.emit(at))
        row.moved.connect(lambda step: self._go(at, step))
        self._column.insertWidget(at + 1 if at >= self.at else at, row)
        return row

    def _go(self, at: int, step: int) -> None:
        wanted = at + step
        if wanted == self.at:
            self.editeur.focus_first()
        elif 0 <= wanted < len(self.lignes):
            self._rows[wanted].setFocus(Qt.FocusReason.TabFocusReason)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        colonnes.lay(head, [text(title, "section") for title in colonnes.TITLES])
        self.body.setContentsMargins(S, S, S, S)
        self.body.setSpacing(0)
        self.body.addLayout(head)
        rule = QFrame()
        rule.setProperty("role", "line")
        self.body.addWidget(rule)
        outer = QVBoxLayout()
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        self._column.addWidget(self.editeur)
        outer.addLayout(self._column)
        outer.addStretch()
        self._area: QScrollArea = scrolled(outer)
        self._area.setMinimumHeight(160)
        self.body.addWidget(self._area, 1)


def _told(ligne: Ligne, name: str) -> bool:
    value = getattr(ligne, name)
    return bool(value.text if name == "qui" else value)
