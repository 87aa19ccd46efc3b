"""Writing the phases of a suivi: begun, ended, planned otherwise; and the times it stands still."""

import datetime as dt
from typing import Any

from PySide6.QtWidgets import QLabel

from models.base import clock
from models.base.errors import Invalid
from models.suivis.phase import (
    begin_phase,
    consequence_of,
    date_phase,
    move_phase,
    note_accord,
    running_before,
)
from models.suivis.suivi import Phase, Suivi, Suspension
from models.suivis.suspension import correct_suspension, remove_suspension, resume, suspend
from ui.kit.context import Context
from ui.kit.editors import Kind
from ui.kit.form import Group, Input
from ui.kit.page import text
from ui.parts.relire import Known
from ui.parts.volet import Volet
from ui.screens.suivis.retrait import removable_volet

BEGAN, ENDED = "A commencé le", "S’est terminée le"
NAME = "ecrire.phase"
ONE_DAY = dt.timedelta(days=1)
WAITS = (
    "Tant qu’elle n’est pas connue, rien ne bouge\u00a0; ensuite, ce qui est prévu est repoussé."
)


class MoveVolet(Volet):
    """A volet that says, as one types, what moving a phase does to the others."""

    def __init__(self, context: Context, phase: Phase, title: str, **what: Any) -> None:
        self._phase = phase
        self._consequence: QLabel = text("", "secondary", f"{NAME}.consequence")
        self._consequence.setWordWrap(True)
        super().__init__(context, title, **what)
        self.body.insertWidget(self.body.count() - 1, self._consequence)
        self.form.changed.connect(self._look)
        self._look()

    def submit(self) -> None:
        self._said = f"Phase déplacée. {self._look()}".strip()
        super().submit()

    def _look(self) -> str:
        """What is pushed; nothing while the dates are half typed, or refused."""
        try:
            found = consequence_of(self._phase, **self.form.values())
        except Invalid:
            phrase = ""
        else:
            phrase = found.phrase
        self._consequence.setText(phrase)
        self._consequence.setVisible(bool(phrase))
        return phrase


def begin_volet(context: Context, phase: Phase) -> Volet:
    """Since when it runs, and when the one before it ended, if nobody said so yet."""
    today, before = clock.today(), running_before(phase)
    fields, values = [Input(Phase.debut, label=BEGAN, required=True)], {"debut": today}
    if before is not None:
        label = f"Fin de «\u00a0{before.libelle}\u00a0»"
        fields.append(Input(name="fin_avant", label=label, kind=Kind.DAY, required=True))
        values["fin_avant"] = max(before.debut, today - ONE_DAY)
    known = Known(phase, values=lambda one: {**values, "debut": one.debut or today})
    return Volet(
        context, f"Commencer\u00a0: {phase.libelle}", [Group("", fields)], name=NAME,
        save=lambda given: begin_phase(known.fresh(), **given),
        said="Phase commencée", known=known, key=_draft_of(phase, "debut"),
    )  # fmt: skip


def end_volet(context: Context, phase: Phase) -> Volet:
    """Its last day."""
    known = Known(phase, values=lambda one: {"fin": one.fin or clock.today()})
    return Volet(
        context, f"Terminer\u00a0: {phase.libelle}",
        [Group("", [Input(Phase.fin, label=ENDED, required=True)])], name=NAME,
        save=lambda values: date_phase(known.fresh(), debut=known.row.debut, fin=values["fin"]),
        said="Phase terminée", known=known, key=_draft_of(phase, "fin"),
    )  # fmt: skip


def dates_volet(context: Context, phase: Phase) -> Volet:
    """The real days as they should have been said; emptied, it has not begun, or still runs."""
    fields = [Input(Phase.debut, label=BEGAN), Input(Phase.fin, label=ENDED)]
    known = Known(phase, "debut", "fin")
    return Volet(
        context, f"Corriger les dates\u00a0: {phase.libelle}", [Group("", fields)], name=NAME,
        save=lambda values: date_phase(known.fresh(), **values),
        said="Phase datée", known=known, key=_draft_of(phase, "dates"),
    )  # fmt: skip


def move_volet(context: Context, phase: Phase) -> Volet:
    """The days that are planned for it."""
    fields = [Phase.prevue_du, Input(Phase.prevue_au, label="Au")]
    known = Known(phase, "prevue_du", "prevue_au")
    return MoveVolet(
        context, phase, f"Déplacer\u00a0: {phase.libelle}", groups=[Group("", fields)], name=NAME,
        save=lambda values: move_phase(known.fresh(), **values),
        said="Phase déplacée", known=known, key=_draft_of(phase, "prevue"),
    )  # fmt: skip


def _draft_of(phase: Phase, act: str) -> str:
    return f"suivi.{phase.suivi_id}.phase.{phase.id}.{act}"


def accord_volet(context: Context, phase: Phase) -> Volet:
    """Since when the person agrees to a phase that is shared with her."""
    title = f"Accord de la personne\u00a0: {phase.libelle}"
    known = Known(phase, values=lambda one: {"accord_le": one.accord_le or clock.today()})
    what: dict[str, Any] = {
        "name": NAME,
        "groups": [Group("", [Input(Phase.accord_le, required=True)])],
        "save": lambda values: note_accord(known.fresh(), values["accord_le"]),
        "said": "Accord noté",
        "known": known,
        "key": _draft_of(phase, "accord"),
    }
    if phase.accord_le is None:
        return Volet(context, title, **what)
    return removable_volet(
        context, title, label="Retirer l’accord", removed="Accord retiré",
        remove=lambda: note_accord(known.fresh(), None), **what,
    )  # fmt: skip


def suspension_volet(context: Context, suivi_id: str) -> Volet:
    """The suivi stands still from a day on."""
    return Volet(
        context, "Suspendre le suivi", [_suspension()], name="ecrire.suspension",
        save=lambda values: suspend(Suivi.get_by_id(suivi_id), **_given(values)),
        said="Suivi suspendu", values={"du": clock.today()}, key=f"suivi.{suivi_id}.suspension",
    )  # fmt: skip


def suspension_correction(context: Context, suspension: Suspension) -> Volet:
    known = Known(suspension, "du", "au", "motif")
    return removable_volet(
        context, "Corriger la suspension", [_suspension()], name="ecrire.suspension",
        save=lambda values: correct_suspension(known.fresh(), **_given(values)),
        said="Suspension corrigée", known=known,
        remove=lambda: remove_suspension(known.fresh()), removed="Suspension retirée",
        key=f"suivi.{suspension.suivi_id}.suspension.{suspension.id}",
    )  # fmt: skip


def reprise_volet(context: Context, suspension: Suspension) -> Volet:
    """The first day on which the suivi goes on."""
    help_ = "Ce qui est prévu ensuite est repoussé d’autant de jours que la suspension a duré."
    fields = [
        Input(name="reprise", label="Reprend le", kind=Kind.DAY, required=True, help=help_),
    ]
    known = Known(suspension, values=lambda one: {"reprise": _reprise(one)})
    return Volet(
        context, "Reprendre le suivi", [Group("", fields)], name="ecrire.reprise",
        save=lambda values: resume(known.fresh(), **values),
        said="Suivi repris", known=known,
        key=f"suivi.{suspension.suivi_id}.suspension.{suspension.id}.reprise",
    )  # fmt: skip


def _reprise(suspension: Suspension) -> dt.date:
    """Today, unless another desk said it meanwhile."""
    return clock.today() if suspension.au is None else suspension.au + ONE_DAY


def _suspension() -> Group:
    return Group(
        "", [Suspension.du, Input(Suspension.au, label="Au", help=WAITS), Suspension.motif]
    )


def _given(values: dict[str, Any]) -> dict[str, Any]:
    return {**values, "motif": values["motif"] or ""}
