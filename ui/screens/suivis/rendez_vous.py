"""The rendez-vous of a suivi: those to come, those whose issue waits, and what became of others."""

from collections.abc import Mapping
from functools import partial
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from models.base import clock
from models.base.listing import as_text, several
from models.nomenclatures.valeur import valeurs
from models.suivis.rendez_vous import (
    A_PRECISER,
    A_VENIR,
    HONORE,
    REPORTE,
    RendezVous,
    etat_of,
    rendez_vous_of,
)
from models.suivis.suivi import Suivi
from ui.kit.context import Context
from ui.kit.pill import Pill
from ui.parts.volet import Volet
from ui.screens.suivis.carte import Carte, block, flowing, lien, wrapped
from ui.screens.suivis.ecrire import rendez_vous_change, rendez_vous_volet
from ui.screens.suivis.issue import LISTE, issue_volet

EMPTY = "Aucun rendez-vous."
_KINDS = {A_VENIR: "info", A_PRECISER: "attention", HONORE: "good", REPORTE: ""}


class Lu(NamedTuple):
    """One of them as it is read here; `etat` is its code."""

    id: str
    titre: str
    etat: str
    statut: str
    details: tuple[str, ...]

    @property
    def read(self) -> str:
        return ", ".join((self.titre, self.statut, *self.details))

    @property
    def is_over(self) -> bool:
        return self.etat not in (A_VENIR, A_PRECISER)


class LesRendezVous(Carte):
    title, name, empty, folds = "Rendez-vous", "suivi.agenda", EMPTY, True

    def offer_acts(self) -> None:
        if self._writes:
            self.offer("prendre", "Prendre un rendez-vous", self.form(_new))

    def reload(self) -> None:
        words = {one.code: one.libelle for one in valeurs(LISTE, retired=True)}
        found = [_as_read(one, words) for one in rendez_vous_of(self._suivi_id)]
        if not self.is_news(found):
            return
        now = [one for one in found if not one.is_over]
        over = [one for one in reversed(found) if one.is_over]
        self.show_lines(
            [partial(self._line, one) for one in now],
            [partial(self._line, one) for one in over],
            folded=several(len(over), "rendez-vous réglé", "rendez-vous réglés"),
            summary=_summary(now, over=bool(over)),
        )

    def _line(self, lu: Lu) -> QWidget:
        name = f"suivi.agenda.{lu.id}"
        made, column = block(name, lu.read)
        column.addWidget(wrapped(lu.titre, "label", f"{name}.titre"))
        kind = _KINDS.get(lu.etat, "attention")
        column.addLayout(flowing(Pill(lu.statut, kind, f"{name}.statut")))
        column.addWidget(wrapped(" · ".join(lu.details), "secondary", f"{name}.details"))
        if self._writes and not lu.is_over:
            label = "Annuler ou reporter" if lu.etat == A_VENIR else "Noter l’issue"
            column.addLayout(flowing(
                lien("Modifier", f"{name}.modifier", lu.titre, lambda: self._change(lu)),
                lien(label, f"{name}.issue", lu.titre,
                     lambda: self._opens(lambda: issue_volet(self._context, lu.id))),
            ))  # fmt: skip
        return made

    def _change(self, lu: Lu) -> None:
        self._opens(lambda: rendez_vous_change(self._context, RendezVous.get_by_id(lu.id)))


def _as_read(one: RendezVous, words: Mapping[str, str]) -> Lu:
    etat = etat_of(one, clock.today())
    hour = f" à {one.heure:%H:%M}" if one.heure else ""
    where = one.ailleurs or (one.lieu.nom if one.lieu else "")
    bring = f"à apporter\u00a0: {one.apporter}" if one.apporter and not one.etat else ""
    details = (str(one.objet), where, f"avec {one.agent.nom_affiche}", bring)
    return Lu(
        one.id, f"Le {as_text(one.date)}{hour}", etat, words.get(etat, ""),
        tuple(part for part in details if part),
    )  # fmt: skip


def _summary(now: list[Lu], *, over: bool) -> str:
    """The first of those to come or to settle, and how many others there are."""
    if not now:
        return "Aucun rendez-vous à venir." if over else ""
    first = f"{now[0].titre}, {now[0].statut[:1].lower()}{now[0].statut[1:]}"
    more = len(now) - 1
    return f"{first} · {several(more, 'autre')}" if more else first


def _new(context: Context, suivi_id: str) -> Volet:
    return rendez_vous_volet(context, Suivi.get_by_id(suivi_id))
