"""What was exchanged with a person, or about her, on a day: the fact; its words are notes."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from models.base import clock
from models.base.command import command
from models.base.database import handle
from models.base.droit import Droit
from models.base.errors import Invalid
from models.base.fields import DayField, ForeignKey, HourField, IntegerField, TextField
from models.base.table import Table, tuples_of
from models.comptes.agent import Agent
from models.nomenclatures.lieu import Lieu
from models.nomenclatures.valeur import Valeur
from models.suivis.regles import require_reading
from models.suivis.suivi import Suivi, check_may_write

INDIVIDUEL = "nature_entretien.individuel"
TELEPHONE = "nature_entretien.telephonique"
SANS_PERSONNE = "nature_entretien.sans_personne"
LONGEST = 24 * 60  # minutes
_NOMS = {TELEPHONE: "Appel", SANS_PERSONNE: "Point de situation"}


class Entretien(Table):
    """One exchange; `date` and `heure` are those of the wall, `created_at` that of its entry."""

    suivi_id: str
    agent_id: str
    nature_id: str
    lieu_id: str | None

    suivi = ForeignKey(Suivi)
    date = DayField(verbose_name="Le")
    heure = HourField(null=True, verbose_name="À")
    duree = IntegerField(null=True, verbose_name="Durée")  # minutes
    nature = ForeignKey(Valeur, index=False, nomenclature="nature_entretien", verbose_name="Nature")
    agent = ForeignKey(Agent, verbose_name="Mené par")
    avec = TextField(max_length=200, default="", verbose_name="En présence de")
    lieu = ForeignKey(Lieu, null=True, index=False, verbose_name="Lieu")
    ailleurs = TextField(max_length=120, default="", verbose_name="Ailleurs")

    class Meta:
        # All that the last contact is read from: the rows themselves are left alone.
        indexes = ((("suivi", "date", "nature", "archived_at"), False),)


def said(act: str) -> Callable[[Entretien], str]:
    """What the user reads of an act: « Appel noté », not « Entretien noté », for a call."""
    return lambda entretien: f"{_NOMS.get(entretien.nature_id, 'Entretien')} {act}"


@command(right=Droit.SUIVI_ECRIRE, label=said("noté"))
def note_entretien(suivi: Suivi, **values: Any) -> Entretien:
    """Note an exchange; `values` are columns, each with its usual value when it is not given."""
    check_may_write(suivi.id)
    return _filled(Entretien(suivi=suivi), values)


@command(right=Droit.SUIVI_ECRIRE, label=said("corrigé"))
def correct_entretien(entretien: Entretien, **values: Any) -> Entretien:
    check_may_write(entretien.suivi_id)
    return _filled(entretien, values)


@command(right=Droit.SUIVI_ECRIRE, label=said("retiré"))
def remove_entretien(entretien: Entretien) -> Entretien:
    """Noted by mistake: it leaves the counts, its notes with it; an undo brings all back."""
    check_may_write(entretien.suivi_id)
    return entretien.archive()


def days_of_entretiens(suivi_id: str) -> list[tuple[dt.date, str]]:
    """The day and the nature of each, the last one first."""
    require_reading()
    here = (Entretien.suivi == suivi_id) & Entretien.archived_at.is_null()
    query: Any = Entretien.select(Entretien.date, Entretien.nature).where(here)
    order = (Entretien.date.desc(), Entretien.heure.desc(), Entretien.id.desc())
    return list(tuples_of(query.order_by(*order)))


def last_contact() -> Any:
    """The last day on which the person of each `Suivi` of a query was seen or heard.

    One look at the end of an index for each: the entretiens themselves are not gone through.
    """
    seen = (
        (Entretien.suivi == Suivi.id)
        & (Entretien.nature != SANS_PERSONNE)
        & Entretien.archived_at.is_null()
    )
    last: Any = Entretien.select(Entretien.date).where(seen)
    return last.order_by(Entretien.date.desc()).limit(1)


def _filled(entretien: Entretien, values: dict[str, Any]) -> Entretien:
    usual = {
        "date": clock.today(),
        "nature": INDIVIDUEL,
        "agent": handle().require_actor().agent_id,
    }
    known = entretien.__data__.get("date")
    for name, value in {**({} if known else usual), **values}.items():
        setattr(entretien, name, value)
    _check(entretien, known)
    return entretien.save()


def _check(entretien: Entretien, known: dt.date | None) -> None:
    """A day that stands is left alone: the clock may have been set back since."""
    to_come = entretien.date is None or entretien.date > clock.today()
    if to_come and entretien.date != known:
        raise Invalid(
            "date",
            "Le\u00a0: un entretien a déjà eu lieu. Pour une date à venir, prenez un rendez-vous.",
        )
    if entretien.duree is not None and not 0 < entretien.duree <= LONGEST:
        raise Invalid("duree", "Durée\u00a0: de 1 minute à 24 heures. Vérifiez-la.")
