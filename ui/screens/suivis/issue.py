"""What became of a rendez-vous: kept, missed, put off; noted in one act."""

from typing import Any

from models.base import clock
from models.nomenclatures.valeur import choices
from models.suivis.rendez_vous import (
    A_PRECISER,
    A_VENIR,
    HONORE,
    REPORTE,
    RendezVous,
    postpone_rendez_vous,
    settle_rendez_vous,
)
from ui.kit.context import Context
from ui.kit.editors import Kind
from ui.kit.form import Group, Input
from ui.parts.duree import duree
from ui.parts.volet import Volet

LISTE = "etat_rendez_vous"


def issue_volet(context: Context, rendez_vous_id: str) -> Volet:
    """One that was kept becomes an entretien; one put off takes its new day."""
    coming = RendezVous.get_by_id(rendez_vous_id).date > clock.today()
    fields = [
        Input(
            name="etat",
            label="Issue",
            kind=Kind.CHOICE,
            required=True,
            options=[one for one in _issues() if not coming or one[0] != HONORE],
        ),
        duree(name="duree", kind=Kind.INTEGER),
        Input(name="date", label="Nouvelle date", kind=Kind.DAY),
        Input(name="heure", label="À", kind=Kind.HOUR),
    ]

    def save(values: dict[str, Any]) -> RendezVous:
        rendez_vous = RendezVous.get_by_id(rendez_vous_id)
        if values["etat"] == REPORTE and values["date"] is not None:
            put_off: RendezVous = postpone_rendez_vous(
                rendez_vous, date=values["date"], heure=values["heure"]
            )
            return put_off
        given = {"duree": values["duree"]} if values["duree"] is not None else {}
        settled: RendezVous = settle_rendez_vous(rendez_vous, values["etat"], **given)
        return settled

    made = Volet(
        context, "Issue du rendez-vous", [Group("", fields)], name="ecrire.issue", save=save,
        said="Issue notée", values={"etat": REPORTE if coming else HONORE},
        key=f"suivi.issue.{rendez_vous_id}",
    )  # fmt: skip
    _follow(made)
    return made


def _follow(volet: Volet) -> None:
    """Only what the issue calls for is asked."""

    def look() -> None:
        asked = {HONORE: {"duree"}, REPORTE: {"date", "heure"}}.get(_read(volet), set())
        volet.form.leave_out({"duree", "date", "heure"} - asked)

    volet.form.editor("etat").changed.connect(look)
    look()


def _read(volet: Volet) -> str:
    """The issue as it is typed so far; nothing while it is none."""
    try:
        return str(volet.form.editor("etat").value() or "")
    except ValueError:
        return ""


def _issues() -> list[tuple[str, str]]:
    """Those that are noted; the two others are computed."""
    kept = [(key.split(".", 1)[1], label) for key, label in choices(LISTE)]
    return [(code, label) for code, label in kept if code not in (A_VENIR, A_PRECISER)]
