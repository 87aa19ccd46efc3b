"""An activity, its dates, and who came to each."""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from models.base import clock
from models.base.command import command
from models.base.database import handle
from models.base.droit import Droit
from models.base.errors import Invalid, Refused
from models.base.fields import (
    CodeField,
    DayField,
    ForeignKey,
    HourField,
    IntegerField,
    TextField,
)
from models.base.search import fold
from models.base.table import Table, tuples_of
from models.nomenclatures.lieu import Lieu
from models.personnes.personne import Personne
from models.suivis.dispositif import Dispositif, Session
from models.suivis.regles import check_code, check_past, require_reading
from models.suivis.suivi import Suivi

ATTENDU, PRESENT, ABSENT, EXCUSE = "attendu", "present", "absent", "excuse"
DAY = 24 * 60  # minutes

_TAKEN = "Atelier\u00a0: il y en a déjà un de ce nom. Nommez-le autrement."


class Atelier(Table):
    """An activity that comes back: of a dispositif, or of the house."""

    dispositif_id: str | None
    session_id: str | None

    intitule = TextField(max_length=160, verbose_name="Atelier")
    dispositif = ForeignKey(Dispositif, null=True, verbose_name="Dispositif")
    session = ForeignKey(Session, null=True, index=False, verbose_name="Session")


class Seance(Table):
    """One date of an activity."""

    atelier_id: str

    atelier = ForeignKey(Atelier, verbose_name="Atelier")
    date = DayField(index=True, verbose_name="Le")
    debut = HourField(null=True, verbose_name="De")
    fin = HourField(null=True, verbose_name="À")
    lieu = ForeignKey(Lieu, null=True, index=False, verbose_name="Lieu")
    intervenant = TextField(max_length=160, default="", verbose_name="Intervenant")

    @property
    def minutes(self) -> int | None:
        return minutes_between(self.date, self.debut, self.fin)


class Presence(Table):
    """One person at one date: a participation, if she came."""

    seance_id: str
    personne_id: str
    suivi_id: str | None

    seance = ForeignKey(Seance)
    personne = ForeignKey(Personne)
    suivi = ForeignKey(Suivi, null=True)
    etat = CodeField(default="attendu", nomenclature="presence", verbose_name="Présence")
    minutes = IntegerField(null=True, verbose_name="Durée")  # none: the whole séance
    justifiee = TextField(max_length=120, default="", verbose_name="Justificatif")

    class Meta:
        indexes = ((("seance", "personne"), True),)


class Venue(NamedTuple):
    """What is noted of one person at one séance; no `minutes`: she stayed to the end."""

    etat: str = PRESENT
    minutes: int | None = None
    justifiee: str = ""


def minutes_between(date: dt.date, debut: dt.time | None, fin: dt.time | None) -> int | None:
    """What those who were there lived of it, the night of a change of hour too."""
    if debut is None or fin is None:
        return None
    start, end = (clock.instant_of(dt.datetime.combine(date, hour)) for hour in (debut, fin))
    return int((end - start).total_seconds() // 60)


def check_venue(venue: Venue, seance: Seance) -> None:
    """`Invalid` for what cannot be noted of somebody at that séance."""
    check_code("presence", venue.etat, field="etat", label="Présence")
    if venue.etat == ATTENDU:
        return
    if venue.etat == PRESENT:
        check_past(seance.date, field="etat", label="Présence")
    longest = seance.minutes or DAY
    if venue.minutes is not None and not 1 <= venue.minutes <= longest:
        raise Invalid(
            "minutes",
            f"Durée\u00a0: écrivez de 1 à {longest} minutes, la durée de la séance."
            if seance.minutes
            else "Durée\u00a0: écrivez une durée de 1 minute à 24 heures.",
        )


def ateliers() -> list[Atelier]:
    """The activities that still come back, by name."""
    require_reading()
    query: Any = Atelier.select().where(Atelier.archived_at.is_null())
    return list(query.order_by(Atelier.intitule))


def seances_of(atelier_id: str) -> list[Seance]:
    """The dates of an activity, the last one first."""
    require_reading()
    here = (Seance.atelier == atelier_id) & Seance.archived_at.is_null()
    query: Any = Seance.select().where(here)
    return list(query.order_by(Seance.date.desc(), Seance.debut.desc()))


def presences_of(seance_id: str) -> list[Presence]:
    """Who is expected, came or not, in order of name."""
    require_reading()
    query: Any = Presence.select(Presence, Personne).join(Personne)
    return list(query.where(Presence.seance == seance_id).order_by(Personne.cle))


def presences_of_suivi(suivi_id: str) -> list[Presence]:
    """The séances of a suivi with who she was at each, the last one first."""
    require_reading()
    query: Any = (
        Presence.select(Presence, Seance, Atelier)
        .join(Seance)
        .join(Atelier)
        .where((Presence.suivi == suivi_id) & Seance.archived_at.is_null())
    )
    return list(query.order_by(Seance.date.desc(), Seance.debut.desc()))


@command(right=Droit.SUIVI_ECRIRE, label="Atelier créé")
def create_atelier(
    *, intitule: str, dispositif: str | None = None, session: str | None = None
) -> Atelier:
    """Start an activity: of the house, of a dispositif, or of one of its sessions."""
    return _saved_atelier(Atelier(intitule=intitule, dispositif=dispositif, session=session))


@command(right=Droit.SUIVI_ECRIRE, label="Atelier corrigé")
def correct_atelier(atelier: Atelier, **values: Any) -> Atelier:
    for name, value in values.items():
        setattr(atelier, name, value)
    return _saved_atelier(atelier)


@command(right=Droit.SUIVI_ECRIRE, label="Atelier retiré")
def archive_atelier(atelier: Atelier) -> Atelier:
    """Propose an activity no more; its séances and who came are kept."""
    return atelier.archive()


@command(right=Droit.SUIVI_ECRIRE, label="Séance ajoutée")
def create_seance(atelier: Atelier, *, date: dt.date, **values: Any) -> Seance:
    """Add a date to an activity; `debut` and `fin` are hours of the wall."""
    seance = Seance(atelier=atelier, date=date, **values)
    _check_seance(seance)
    return seance.save()


@command(right=Droit.SUIVI_ECRIRE, label="Séance corrigée")
def correct_seance(seance: Seance, **values: Any) -> Seance:
    for name, value in values.items():
        setattr(seance, name, value)
    _check_seance(seance)
    if seance.date > clock.today() and _came(seance.id):
        raise Invalid(
            "date",
            "Le\u00a0: des personnes y sont notées présentes, la séance ne peut pas être à venir.",
        )
    return seance.save()


@command(right=Droit.SUIVI_ECRIRE, label="Séance supprimée")
def archive_seance(seance: Seance) -> Seance:
    """Take a date out, and out of every count, with who came to it."""
    return seance.archive()


@command(right=Droit.SUIVI_ECRIRE, label="Présences notées")
def note_presences(
    seance: Seance,
    venues: Mapping[str, Venue],
    *,
    attendues: Collection[str] = (),
    retirees: Collection[str] = (),
) -> list[Presence]:
    """Note who is expected, came or not, by the key of each person; the others stay as they were.

    Each counts in the suivi that she has that day: one of the dispositif of the atelier first.
    `attendues` are put on the sheet if another desk has not noted them since; `retirees` are taken
    off it: neither expected nor there.
    """
    _held_seance(seance)
    known = {one.personne_id: one for one in presences_of(seance.id)}
    for personne_id in set(retirees) & set(known):
        known.pop(personne_id).remove()
    expected = {key: Venue(ATTENDU) for key in attendues if key not in known}
    venues = {**expected, **venues}
    suivis = _suivis_on(seance, set(venues) - set(known))
    written = []
    for personne_id, venue in venues.items():
        presence = known.get(personne_id) or Presence(
            seance=seance, personne=personne_id, suivi=suivis.get(personne_id)
        )
        check_venue(venue, seance)
        presence.etat, presence.minutes = venue.etat, venue.minutes
        presence.justifiee = venue.justifiee
        written.append(presence.save())
    return written


def _saved_atelier(atelier: Atelier) -> Atelier:
    atelier.intitule = Atelier.intitule.cleaned(atelier.intitule)
    if not atelier.intitule:
        raise Invalid("intitule", "Atelier\u00a0: écrivez son nom.")
    if atelier.session_id is not None:
        of_session = Session.get_by_id(atelier.session_id).dispositif_id
        if atelier.dispositif_id not in (None, of_session):
            raise Invalid(
                "session",
                "Session\u00a0: elle n’est pas de ce dispositif. Choisissez-en une autre.",
            )
        atelier.dispositif = of_session
    if any(fold(other.intitule) == fold(atelier.intitule) for other in _beside(atelier)):
        raise Invalid("intitule", _TAKEN)
    return atelier.save()


def _beside(atelier: Atelier) -> list[Atelier]:
    """The others that are proposed with it, of the same dispositif and session."""
    whose = (atelier.dispositif_id, atelier.session_id)
    query: Any = Atelier.select().where(Atelier.archived_at.is_null(), Atelier.id != atelier.id)
    return [one for one in query if (one.dispositif_id, one.session_id) == whose]


def _held_seance(seance: Seance) -> None:
    """A séance whose sheet one desk writes at a time; refused if it was taken out meanwhile."""
    query: Any = Seance.select().where((Seance.id == seance.id) & Seance.archived_at.is_null())
    if (query.for_update() if handle().is_server else query).first() is None:
        raise Refused("Cette séance a été supprimée sur un autre poste.")


def _check_seance(seance: Seance) -> None:
    if seance.fin is not None and seance.debut is None:
        raise Invalid("debut", "De\u00a0: donnez aussi l’heure du début.")
    length = seance.minutes
    if length is not None and length <= 0:
        raise Invalid(
            "fin", "à\u00a0: la séance finit après son début, le même jour. Vérifiez-les."
        )


def _came(seance_id: str) -> bool:
    here = (Presence.seance == seance_id) & (Presence.etat == PRESENT)
    return bool(Presence.select().where(here).exists())


def _suivis_on(seance: Seance, personnes: set[str]) -> dict[str, str]:
    """The suivi of each person that day; those of the dispositif of the atelier win."""
    wanted = Atelier.get_by_id(seance.atelier_id).dispositif_id
    query: Any = Suivi.select(Suivi.personne, Suivi.id, Suivi.dispositif).where(
        Suivi.personne.in_(list(personnes))
        & (Suivi.ouvert_le <= seance.date)
        & (Suivi.clos_le.is_null() | (Suivi.clos_le >= seance.date))
        & Suivi.archived_at.is_null()
    )
    rows = tuples_of(query.order_by(Suivi.ouvert_le))
    rows.sort(key=lambda row: wanted is not None and row[2] == wanted)
    return {personne_id: suivi_id for personne_id, suivi_id, _ in rows}
