"""What stands in the way in one suivi: how much, where it stands, since when; what was lifted."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from models.base import clock
from models.base.listing import as_text, several
from models.nomenclatures.valeur import valeurs
from models.suivis.frein import (
    BLOQUE,
    EN_TRAVAIL,
    LEVE,
    SENSIBLE,
    Frein,
    FreinSuivi,
    archive_frein,
    freins_of,
    resume_frein,
)
from ui.kit import theme
from ui.kit.context import Context
from ui.kit.flow import Flow
from ui.kit.icons import IconLabel
from ui.kit.page import row, text
from ui.kit.pill import Pill
from ui.kit.tokens import XS
from ui.parts.volet import Volet
from ui.screens.suivis.autres import Acte, autres
from ui.screens.suivis.carte import Carte, block, flowing, lien, wrapped
from ui.screens.suivis.ecrire_frein import (
    INTENSITES,
    constat_volet,
    correction_volet,
    frein_volet,
    levee_volet,
    niveau_volet,
)
from ui.screens.suivis.niveaux import Niveau, Niveaux

DOT = 9  # pixels
BEFORE = 3  # findings told after the present one
EMPTY = "Aucun frein noté."
_KINDS = {EN_TRAVAIL: "info", LEVE: "good", "stabilise": "good"}
_ICONS = {"repere": "eye", "stabilise": "shield"}


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
    niveaux: tuple[Niveau, ...]
    jusqu_au: dt.date

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

    @property
    def chemin(self) -> str:
        """All that was found of it, for who does not see the line."""
        found = [f"{INTENSITES[at].lower()} le {as_text(day)}" for day, at in self.niveaux]
        return "Niveaux\u00a0: " + ", puis ".join(found)


class Freins(Carte):
    title, name, empty, spent = "Freins", "suivi.freins", EMPTY, "Plus aucun frein en cours."

    def offer_acts(self) -> None:
        if self._writes:
            self.offer("noter", "Noter un frein", self.form(frein_volet))

    def reload(self) -> None:
        words = {one.code: one.libelle for one in valeurs("etat_frein", retired=True)}
        found = [_as_read(one, words) for one in freins_of(self._suivi_id)]
        self.show_parted(
            found, self._line, folded=lambda over: several(len(over), "frein levé", "freins levés")
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
            column.addLayout(_over_time(lu, name))
        if lu.sensible:
            column.addLayout(_care(name))
        if self._writes:
            column.addLayout(self._acts_on(lu, name))
        return made

    def _acts_on(self, lu: Lu, name: str) -> Flow:
        level = lien(
            "Nouveau niveau", f"{name}.niveau", lu.titre, lambda: self._open(lu, over=False)
        )
        more = autres(self._rare(lu), name, lu.titre)
        if lu.is_over:
            return flowing(level, more)
        over = lien("Levé", f"{name}.leve", lu.titre, lambda: self._open(lu, over=True))
        return flowing(level, over, more)

    def _rare(self, lu: Lu) -> list[Acte]:
        def opens(make: Callable[[Context, Frein, str], Volet]) -> Callable[[], None]:
            return lambda: self._opens(lambda: make(self._context, _frein(lu), lu.titre))

        back = Acte("reprendre", "Annuler la levée", lambda: self._take_back(lu))
        return [
            *([back] if lu.is_over else []),
            Acte("corriger", "Corriger le frein", opens(correction_volet)),
            Acte("constat", "Corriger un constat", opens(constat_volet)),
            Acte("retirer", "Retirer ce frein, noté par erreur", lambda: self._remove(lu)),
        ]

    def _take_back(self, lu: Lu) -> None:
        self._context.attempt(lambda: resume_frein(_frein(lu)), said="Levée annulée")

    def _remove(self, lu: Lu) -> None:
        self._context.attempt(lambda: archive_frein(_frein(lu)), said="Frein retiré")

    def _open(self, lu: Lu, *, over: bool) -> None:
        frein = _frein(lu)
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


def _frein(lu: Lu) -> Frein:
    fresh: Frein = Frein.get_by_id(lu.id)
    return fresh


def _over_time(lu: Lu, name: str) -> QHBoxLayout:
    line = row(Niveaux(lu.niveaux, lu.jusqu_au, f"{name}.niveaux", lu.chemin), stretch=False)
    line.addWidget(wrapped(lu.avant, "small", f"{name}.avant"), 1)
    return line


def _as_read(told: FreinSuivi, words: Mapping[str, str]) -> Lu:
    lifted = told.leve_le
    since = f"levé le {as_text(lifted)}" if lifted else f"depuis le {as_text(told.depuis)}"
    details = (told.theme, since, told.frein.precision)
    return Lu(
        told.frein.id, told.libelle, told.present.intensite, told.present.etat,
        words.get(told.present.etat, ""),
        tuple(part for part in details if part), _before(told), told.sensible,
        tuple((one.date, one.intensite) for one in told.niveaux),
        lifted or max(clock.today(), told.present.date),
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
