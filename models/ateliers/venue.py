"""One person at one séance, noted from her suivi: the activity and the date are made if need be."""

import datetime as dt
from typing import Any

from models.ateliers.seance import (
    PRESENT,
    Atelier,
    Presence,
    Seance,
    Venue,
    ateliers,
    create_atelier,
    create_seance,
    minutes_between,
    note_presences,
    seances_of,
)
from models.base.command import command
from models.base.droit import Droit
from models.base.errors import Invalid
from models.base.search import fold
from models.suivis.regles import check_near, held


@command(right=Droit.SUIVI_ECRIRE, label="Présence notée")
def note_venue(
    suivi_id: str,
    *,
    atelier: str,
    date: dt.date,
    debut: dt.time | None = None,
    fin: dt.time | None = None,
    etat: str = PRESENT,
    justifiee: str = "",
) -> Presence:
    """Note how she was at a séance of an activity that is known by its name, or new."""
    suivi = held(suivi_id)
    check_near(date, field="date", label="Le", suivi=suivi)
    seance = _seance_on(_atelier_named(atelier, suivi.dispositif_id), date, debut=debut, fin=fin)
    venue = Venue(etat, _stayed(seance, fin), justifiee)
    (presence,) = note_presences(seance, {suivi.personne_id: venue})
    if presence.suivi_id == suivi_id:
        return presence
    presence.suivi = suivi_id
    return presence.save()


@command(right=Droit.SUIVI_ECRIRE, label="Présence corrigée")
def correct_venue(presence: Presence, *, etat: str, justifiee: str = "") -> Presence:
    """She was there, or was not, or said so; how long she stayed is kept."""
    held(str(presence.suivi_id))
    venue = Venue(etat, presence.minutes if etat == PRESENT else None, justifiee)
    (corrected,) = note_presences(presence.seance, {presence.personne_id: venue})
    return corrected


@command(right=Droit.SUIVI_ECRIRE, label="Présence retirée")
def remove_venue(presence: Presence) -> None:
    """She was neither expected nor there."""
    held(str(presence.suivi_id))
    note_presences(presence.seance, {}, retirees=[presence.personne_id])


def _atelier_named(nom: str, dispositif_id: str | None) -> Atelier:
    """The activity of this name, that of her dispositif first; created if it is new."""
    wanted = fold(nom)
    if not wanted:
        raise Invalid("atelier", "Atelier\u00a0: écrivez son nom.")
    found = [one for one in ateliers() if fold(one.intitule) == wanted]
    found.sort(key=lambda one: one.dispositif_id != dispositif_id)
    made: Atelier = found[0] if found else create_atelier(intitule=nom)
    return made


def _seance_on(
    atelier: Atelier, date: dt.date, *, debut: dt.time | None, fin: dt.time | None
) -> Seance:
    """That of this day and hour; without an hour, the only one of the day."""
    here = [one for one in seances_of(atelier.id) if one.date == date]
    same = [one for one in here if debut is None or one.debut == debut]
    if len(same) > 1:
        raise Invalid(
            "debut",
            "De\u00a0: cet atelier a plusieurs séances ce jour-là. Donnez l’heure du début.",
        )
    if same:
        return same[0]
    made: Seance = create_seance(atelier, date=date, debut=debut, fin=fin)
    return made


def _stayed(seance: Seance, fin: dt.time | None) -> int | None:
    """The minutes of who left before the end; none for the whole séance."""
    if fin is None or fin == seance.fin:
        return None
    length: Any = minutes_between(seance.date, seance.debut, fin)
    if length is None or length <= 0 or (seance.fin is not None and fin > seance.fin):
        end = f"{seance.fin:%H:%M}" if seance.fin else "une heure qui n’est pas notée"
        raise Invalid("fin", f"à\u00a0: cette séance finit à {end}. Vérifiez les deux heures.")
    stayed: int = length
    return stayed
