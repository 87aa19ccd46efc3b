"""The phases of a suivi: what was planned, what truly happened, and the times it stood still."""

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple

from PySide6.QtWidgets import QWidget

from models.base import clock
from models.base.listing import as_text, several
from models.suivis.phase import EtatPhase, etat_of
from models.suivis.suivi import Phase, Suivi, Suspension, phases_of_suivi
from models.suivis.suspension import suspensions_of
from ui.kit.context import Context
from ui.kit.pill import Pill
from ui.parts.volet import Volet
from ui.screens.suivis.carte import Carte, beside, block, flowing, lien, wrapped
from ui.screens.suivis.ecrire_phase import (
    accord_volet,
    begin_volet,
    dates_volet,
    end_volet,
    move_volet,
    reprise_volet,
    suspension_correction,
    suspension_volet,
)

EMPTY = "Ce suivi n’a pas de phases."
PHASE, SUSPENSION = "phase", "suspension"
_LOOKS = {
    EtatPhase.A_VENIR: ("", "calendar"),
    EtatPhase.EN_COURS: ("info", ""),
    EtatPhase.DEPASSEE: ("attention", ""),
    EtatPhase.TERMINEE: ("good", ""),
    EtatPhase.NON_REALISEE: ("", ""),
}
_ACTS: dict[str, tuple[str, Callable[[Context, Any], Volet]]] = {
    "commencer": ("Commencer", begin_volet),
    "terminer": ("Terminer", end_volet),
    "accord": ("Accord de la personne", accord_volet),
    "deplacer": ("Déplacer", move_volet),
    "dater": ("Corriger les dates", dates_volet),
    "reprendre": ("Reprendre", reprise_volet),
    "corriger": ("Corriger", suspension_correction),
}


class Etape(NamedTuple):
    """A phase, or a time when all stands still, as it is read here; `acts` by their keys."""

    genre: str
    id: str
    titre: str
    statut: tuple[str, str, str]  # its word, its kind, its icon
    details: tuple[str, ...]
    acts: tuple[str, ...]
    is_over: bool

    @property
    def read(self) -> str:
        return ", ".join((self.titre, self.statut[0], *self.details))


class Phases(Carte):
    title, name, empty = "Phases", "suivi.phases", EMPTY

    _suspend: QWidget | None = None

    def offer_acts(self) -> None:
        if self._writes:
            self._suspend = self.offer(
                "suspendre", "Suspendre le suivi", self.form(suspension_volet), icon="clock"
            )

    def reload(self) -> None:
        """One that is over begins nothing more; one that stands still goes on, from its line."""
        ended = Suivi.get_by_id(self._suivi_id).clos_le
        pauses = suspensions_of(self._suivi_id)
        if self._suspend is not None:
            self._suspend.setVisible(ended is None and all(one.au is not None for one in pauses))
        found = [
            *(_as_suspension(one) for one in pauses),
            *(_as_phase(one, ended) for one in phases_of_suivi(self._suivi_id)),
        ]
        self.show_parted(found, self._line, folded=_folded)

    def _line(self, etape: Etape) -> QWidget:
        name = f"suivi.{etape.genre}.{etape.id}"
        made, column = block(name, etape.read)
        column.addWidget(wrapped(etape.titre, "label", f"{name}.titre"))
        statut = Pill("", "", f"{name}.statut")
        statut.show_status(*etape.statut)
        column.addLayout(beside(statut, etape.details[0], f"{name}.details.0"))
        for at, words in enumerate(etape.details[1:], 1):
            column.addWidget(wrapped(words, "secondary", f"{name}.details.{at}"))
        if self._writes:
            acts = [
                lien(_ACTS[key][0], f"{name}.{key}", etape.titre, partial(self._open, etape, key))
                for key in etape.acts
            ]
            column.addLayout(flowing(*acts))
        return made

    def _open(self, etape: Etape, key: str) -> None:
        table: Any = Phase if etape.genre == PHASE else Suspension
        make = _ACTS[key][1]
        self._opens(lambda: make(self._context, table.get_by_id(etape.id)))


def _as_phase(phase: Phase, ended: dt.date | None) -> Etape:
    etat = etat_of(phase, clock.today(), clos_le=ended)
    kind, icon = _LOOKS[etat]
    return Etape(
        PHASE, phase.id,
        str(phase.libelle),
        (etat.label, kind, icon),
        tuple(filter(None, (_planned(phase), _real(phase), _agreed(phase, etat), _reserve(phase)))),
        _acts_on(phase, etat, closed=ended is not None),
        etat in (EtatPhase.TERMINEE, EtatPhase.NON_REALISEE),
    )  # fmt: skip


def _acts_on(phase: Phase, etat: EtatPhase, *, closed: bool) -> tuple[str, ...]:
    if phase.debut is None and closed:
        return ()
    if etat is EtatPhase.TERMINEE:
        return ("dater",)
    agreed = ("accord",) if phase.partagee else ()
    if etat is EtatPhase.A_VENIR:
        return ("commencer", "deplacer", *agreed)
    return ("terminer", "deplacer", "dater", *agreed)


def _reserve(phase: Phase) -> str:
    return f"{phase.reserve[:1].upper()}{phase.reserve[1:]}"


def _planned(phase: Phase) -> str:
    return f"Prévue du {as_text(phase.prevue_du)} au {as_text(phase.prevue_au)}"


def _real(phase: Phase) -> str:
    if phase.debut is None:
        return ""
    if phase.fin is None:
        return f"Commencée le {as_text(phase.debut)}"
    return f"A duré du {as_text(phase.debut)} au {as_text(phase.fin)}"


def _agreed(phase: Phase, etat: EtatPhase) -> str:
    if not phase.partagee or (phase.accord_le is None and etat is EtatPhase.NON_REALISEE):
        return ""
    if phase.accord_le is None:
        return "Seulement avec l’accord de la personne, qui reste à noter"
    return f"Accord de la personne le {as_text(phase.accord_le)}"


def _as_suspension(row: Suspension) -> Etape:
    today = clock.today()
    over = row.au is not None and row.au < today
    if row.au is None:
        span = f"Depuis le {as_text(row.du)}" if row.du <= today else f"Dès le {as_text(row.du)}"
    else:
        span = f"Du {as_text(row.du)} au {as_text(row.au)}"
    going = row.du <= today and not over
    word = "Terminée" if over else "En cours" if going else "À venir"
    statut = (word, "attention" if going else "", "clock")
    acts = ("reprendre", "corriger") if row.au is None else ("corriger",)
    details = tuple(part for part in (span, str(row.motif)) if part)
    return Etape(SUSPENSION, row.id, "Suspension", statut, details, acts, over)


def _folded(over: Sequence[Etape]) -> str:
    phases = [one.statut[0] for one in over if one.genre == PHASE]
    left = phases.count(EtatPhase.NON_REALISEE.label)
    done, pauses = len(phases) - left, len(over) - len(phases)
    parts = [
        several(done, "phase terminée", "phases terminées") if done else "",
        several(left, "phase non réalisée", "phases non réalisées") if left else "",
        several(pauses, "suspension passée", "suspensions passées") if pauses else "",
    ]
    return ", ".join(part for part in parts if part)
