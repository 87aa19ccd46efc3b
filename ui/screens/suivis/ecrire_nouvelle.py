"""Writing what was heard after the exit: tried, reached, what became of her."""

from typing import Any

from models.base import clock
from models.nomenclatures.valeur import Valeur, choices
from models.suivis.nouvelle import Nouvelle, Rappel, correct_nouvelle, record_nouvelle, suites_of
from models.suivis.suivi import Suivi
from ui.kit.context import Context
from ui.kit.editors import Kind
from ui.kit.form import Group, Input
from ui.parts.relire import Known
from ui.parts.volet import Volet

LISTE = "motif_sortie"
_OF_WHO_ANSWERS = ("situation", "amelioree", "precision")


def nouvelle_volet(context: Context, suivi_id: str, moment: str = "") -> Volet:
    """One attempt more; the call that is due is proposed, and that she was reached."""
    suivi: Suivi = Suivi.get_by_id(suivi_id)
    return _volet(
        context, "Noter les nouvelles",
        save=lambda values: record_nouvelle(
            Suivi.get_by_id(suivi_id), moment=Rappel(values.pop("moment")), **values
        ),
        said="Nouvelles notées",
        values={"moment": moment or _due(suivi), "date": clock.today(), "jointe": True},
        key=f"suivi.{suivi_id}.nouvelle",
    )  # fmt: skip


def correction_volet(context: Context, nouvelle_id: str) -> Volet:
    row: Nouvelle = Nouvelle.get_by_id(nouvelle_id)
    known = Known(row, "moment", "date", "jointe", *_OF_WHO_ANSWERS)
    return _volet(
        context, "Corriger les nouvelles",
        save=lambda values: correct_nouvelle(known.fresh(), **values),
        said="Nouvelles corrigées", known=known,
        key=f"suivi.nouvelle.{nouvelle_id}",
    )  # fmt: skip


def _volet(context: Context, title: str, *, save: Any, **what: Any) -> Volet:
    said = [(True, "Oui, elle a répondu"), (False, "Non, sans réponse")]
    better = [(True, "Oui"), (False, "Non"), (None, "Ne sait pas")]
    fields = [
        Input(Nouvelle.jointe, kind=Kind.CHOICE, options=said, required=True),
        Input(Nouvelle.date),
        Input(Nouvelle.situation, options=lambda: choices(LISTE), wide=True),
        Input(Nouvelle.precision, wide=True),
        Input(Nouvelle.amelioree, kind=Kind.CHOICE, options=better,
              help="Depuis la sortie, d’après elle."),
        Input(Nouvelle.moment, required=True),
    ]  # fmt: skip

    def told(values: dict[str, Any]) -> object:
        silent = not values["jointe"]
        gone = dict.fromkeys(("situation", "amelioree")) if silent else {}
        return save({**values, "precision": values["precision"] or "", **gone})

    made = Volet(
        context, title, [Group("", fields)], name="ecrire.nouvelle", save=told, **what
    )  # fmt: skip
    _follow(made)
    return made


def _follow(volet: Volet) -> None:
    """What becomes of her is asked of who answered; a few words where the list wants them."""
    wanting = {
        one.id for one in Valeur.select().where((Valeur.nomenclature == LISTE) & Valeur.precision)
    }

    def look() -> None:
        reached = _read(volet, "jointe") is not False
        left = [] if reached else ["situation", "amelioree"]
        if reached and _read(volet, "situation") not in wanting:
            left.append("precision")
        volet.form.leave_out(left)

    for name in ("jointe", "situation"):
        volet.form.editor(name).changed.connect(look)
    look()


def _read(volet: Volet, name: str) -> Any:
    """A choice as it is typed so far; None while it is none."""
    try:
        return volet.form.editor(name).value()
    except ValueError:
        return None


def _due(suivi: Suivi) -> str:
    """The call to make now, else the one that comes next."""
    found = suites_of(suivi, clock.today())
    first = next((one for one in found if one.is_due), None) or next(
        (one for one in found if one.etat == "a_venir"), None
    )
    return str((first.rappel if first is not None else Rappel.SIX_MOIS).value)
