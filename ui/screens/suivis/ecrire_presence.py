"""Writing that a person was at a séance, or was not, and why."""

from collections.abc import Sequence
from typing import Any

from models.ateliers.seance import ABSENT, EXCUSE, PRESENT, Presence, Seance, ateliers
from models.ateliers.venue import correct_venue, note_venue, remove_venue
from models.base import clock
from models.base.listing import as_text
from models.base.search import fold
from models.nomenclatures.valeur import choices
from ui.kit.completer import Answer, Completer
from ui.kit.context import Context
from ui.kit.editors import Kind
from ui.kit.form import Group, Input
from ui.parts.relire import Known
from ui.parts.volet import Volet
from ui.screens.suivis.retrait import removable_volet

NAME = "ecrire.presence"
SHOWN = 8  # activities proposed under what is typed


def presence_volet(context: Context, suivi_id: str) -> Volet:
    """At a séance of today, unless it is said; an activity that nobody knows yet is created."""
    fields = [
        Input(name="atelier", label="Atelier", required=True, wide=True),
        Seance.date, _etat(), Seance.debut, Input(Seance.fin, label="À"), _why(),
    ]  # fmt: skip
    made = Volet(
        context, "Noter une présence", [Group("", fields)], name=NAME,
        save=lambda values: note_venue(suivi_id, **_given(values)), said="Présence notée",
        values={"date": clock.today(), "etat": PRESENT}, key=f"suivi.{suivi_id}.presence",
    )  # fmt: skip
    _propose(made)
    return _followed(made)


def presence_correction(context: Context, presence: Presence) -> Volet:
    seance = presence.seance
    known = Known(presence, "etat", "justifiee")
    title = f"{seance.atelier.intitule}, le {as_text(seance.date)}"
    made = removable_volet(
        context, title, [Group("", [_etat(), _why()])], name=NAME,
        save=lambda values: correct_venue(known.fresh(), **_given(values)),
        said="Présence corrigée", known=known,
        remove=lambda: remove_venue(known.fresh()), removed="Présence retirée",
        key=f"suivi.presence.{presence.id}",
    )  # fmt: skip
    return _followed(made)


def _etat() -> Input:
    options = [(key.split(".", 1)[1], label) for key, label in choices("presence")]
    return Input(Presence.etat, kind=Kind.CHOICE, options=options, required=True)


def _why() -> Input:
    return Input(Presence.justifiee, label="Motif, justificatif", wide=True)


def _propose(volet: Volet) -> None:
    """The activities that are known, under what is typed."""
    known = ateliers()
    editor = volet.form.editor("atelier")

    def find(typed: str) -> Sequence[Answer]:
        words = fold(typed).split()
        found = [one for one in known if all(word in fold(one.intitule) for word in words)]
        if [one.intitule for one in found] == [typed]:
            return ()  # it is written already
        return [Answer(one.id, one.intitule) for one in found[:SHOWN]]

    def choose(answer: Answer) -> None:
        editor.set_value(answer.primary)
        editor.entered.emit()

    line: Any = editor.control
    Completer(line, find, chosen=choose, name=f"{NAME}.ateliers")


def _followed(volet: Volet) -> Volet:
    """A reason is asked only of who was not there."""

    def look() -> None:
        try:
            etat = volet.form.editor("etat").value()
        except ValueError:  # half typed
            return
        volet.form.leave_out(() if etat in (ABSENT, EXCUSE) else ("justifiee",))

    volet.form.editor("etat").changed.connect(look)
    look()
    return volet


def _given(values: dict[str, Any]) -> dict[str, Any]:
    absent = values["etat"] in (ABSENT, EXCUSE)
    return {**values, "justifiee": (values["justifiee"] or "") if absent else ""}
