"""What stands in the way in one suivi: how much, where it stands, since when; what was lifted."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from models.base.listing import as_text, several
from models.nomenclatures.valeur import valeurs
from models.suivis.frein import BLOQUE, EN_TRAVAIL, LEVE, SENSIBLE, Frein, FreinSuivi, freins_of
from ui.kit import theme
from ui.kit.context import Context
from ui.kit.flow import Flow
from ui.kit.icons import IconLabel
from ui.kit.page import row, text
from ui.kit.pill import Pill
from ui.kit.tokens import XS
from ui.parts.volet import Volet
from ui.screens.suivis.carte import Carte, block, flowing, lien, wrapped
from ui.screens.suivis.ecrire_frein import (
    INTENSITES,
    frein_volet,
    levee_volet,
    niveau_volet,
)

DOT = 9  # pixels
BEFORE = 3  # findings told after the present one
EMPTY = "Aucun frein noté."
_KINDS = {EN_TRAVAIL: "info", LEVE: "good", "stabilise": "good"}
_ICONS = {"repere": "eye", "stabilise": "shield"}
Open = Callable[[Callable[[], Volet]], None]


class Lu(NamedTuple):
    """A frein as it is read here."""

    id: str
    titre: str
    intensite: int
    etat: str
    statut: str
    details: tuple[str, ...]
    avant: str
    sensible: bool

    @property
    def is_over(self) -> bool:
        return self.etat == LEVE

    @property
    def gene(self) -> str:
        return f"{INTENSITES[self.intensite]} ({self.intensite} sur {BLOQUE})"

    @property
    def read(self) -> str:
        """In one sentence, for who does not see the dots."""
        return ", ".join((self.titre, self.gene, self.statut, *self.details))


class Freins(Carte):
    """`opens` shows a form over the thread of the suivi."""

    def __init__(self, context: Context, suivi_id: str, opens: Open, *, writes: bool) -> None:
        super().__init__("Freins", "suivi.freins", empty=EMPTY)
        self._context, self._suivi_id, self._opens, self._writes = context, suivi_id, opens, writes
        self._shown: list[Lu] | None = None
        if writes:
            self.offer(
                "noter", "Noter un frein", lambda: opens(lambda: frein_volet(context, suivi_id))
            )
        self.reload()

    def reload(self) -> None:
        words = {one.code: one.libelle for one in valeurs("etat_frein", retired=True)}
        found = [_as_read(one, words) for one in freins_of(self._suivi_id)]
        if found == self._shown:
            return
        self._shown = found
        over = [one for one in found if one.is_over]
        self.show_lines(
            [self._line(one) for one in found if not one.is_over],
            [self._line(one) for one in over],
            folded=several(len(over), "frein levé", "freins levés"),
        )

    def _line(self, lu: Lu) -> QWidget:
        name = f"suivi.frein.{lu.id}"
        made, column = block(name, lu.read)
        column.addWidget(wrapped(lu.titre, "label", f"{name}.titre"))
        statut = Pill("", "", f"{name}.statut")
        statut.show_status(lu.statut, _KINDS.get(lu.etat, ""), _ICONS.get(lu.etat, ""))
        gene = text(lu.gene, "", f"{name}.intensite")
        line = statut.sizeHint().height()
        gene.setFixedHeight(line)  # all on one middle line
        column.addLayout(flowing(Points(lu.intensite, line), gene, statut))
        column.addWidget(wrapped(" · ".join(lu.details), "secondary", f"{name}.details"))
        if lu.avant:
            column.addWidget(wrapped(lu.avant, "small", f"{name}.avant"))
        if lu.sensible:
            column.addLayout(_care(name))
        if self._writes:
            column.addLayout(self._acts_on(lu, name))
        return made

    def _acts_on(self, lu: Lu, name: str) -> Flow:
        level = lien(
            "Nouveau niveau", f"{name}.niveau", lu.titre, lambda: self._open(lu, over=False)
        )
        if lu.is_over:
            return flowing(level)
        return flowing(
            level, lien("Levé", f"{name}.leve", lu.titre, lambda: self._open(lu, over=True))
        )

    def _open(self, lu: Lu, *, over: bool) -> None:
        frein: Frein = Frein.get_by_id(lu.id)
        if over:
            self._opens(lambda: levee_volet(self._context, frein, lu.titre))
        else:
            self._opens(lambda: niveau_volet(self._context, frein, lu.titre, lu.etat))


class Points(QWidget):
    """The intensity as three dots, those reached filled; the words beside say the same."""

    def __init__(self, intensite: int, height: int) -> None:
        super().__init__()
        self._intensite, self._height = intensite, height
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(BLOQUE * (DOT + XS) + 1, self._height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.current()
        ink = QColor(colours.attention if self._intensite == BLOQUE else colours.accent)
        top = (self.height() - DOT) / 2
        for at in range(BLOQUE):
            reached = at < self._intensite
            painter.setPen(QPen(ink if reached else QColor(colours.border), 1.5))
            painter.setBrush(ink if reached else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QRectF(1 + at * (DOT + XS), top, DOT - 1, DOT - 1))


def _as_read(told: FreinSuivi, words: Mapping[str, str]) -> Lu:
    lifted = told.leve_le
    since = f"levé le {as_text(lifted)}" if lifted else f"depuis le {as_text(told.depuis)}"
    details = (told.theme, since, told.frein.precision)
    return Lu(
        told.frein.id, told.libelle, told.present.intensite, told.present.etat,
        words.get(told.present.etat, ""),
        tuple(part for part in details if part), _before(told), told.sensible,
    )  # fmt: skip


def _before(told: FreinSuivi) -> str:
    """How it stood before, the latest first."""
    earlier = [
        f"{INTENSITES[one.intensite].lower()} le {as_text(one.date)}"
        for one in reversed(told.niveaux[:-1])
    ]
    if not earlier:
        return ""
    more = " …" if len(earlier) > BEFORE else ""
    return "Avant\u00a0: " + ", ".join(earlier[:BEFORE]) + more


def _care(name: str) -> QHBoxLayout:
    words = text("Sujet sensible", "small", f"{name}.sensible")
    words.setToolTip(SENSIBLE)
    words.setAccessibleDescription(SENSIBLE)
    return row(IconLabel("lock", 14), words)
