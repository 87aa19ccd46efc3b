"""How the hours of a suivi read: against their targets, by source, and where they come from."""

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

from models.ateliers.heures import Compteur, HeuresPhase, Semaine, heures_of, heures_texte
from models.ateliers.seance import ATTENDU, PRESENT, Presence, presences_of_suivi
from models.base import clock
from models.base.listing import as_text, several
from models.nomenclatures.valeur import valeurs
from models.suivis.temps import Temps, temps_of

PRESENCE, TEMPS = "presence", "temps"
WEEKS = 2  # this one and the one before, the others being folded
_KINDS = {PRESENT: "good", ATTENDU: ""}
WEEK = dt.timedelta(days=7)


class Mesure(NamedTuple):
    """So many minutes out of so many, in words; without a target, only the words."""

    phrase: str
    faites: int
    cible: int | None


class Venue(NamedTuple):
    """A séance, or some time noted by hand; `statut` is how she was there, or was not."""

    genre: str
    id: str
    jour: dt.date
    titre: str
    details: str
    statut: tuple[str, str] = ("", "")
    raison: str = ""

    @property
    def read(self) -> str:
        told = (self.titre, self.statut[0], self.details, self.raison)
        return ", ".join(part for part in told if part)


class HeuresLues(NamedTuple):
    """All of it: `mesures` are the total, the phases that have a target, and the last weeks."""

    resume: str
    mesures: tuple[Mesure, ...]
    sources: str
    avant: tuple[Mesure, ...]
    venues: tuple[Venue, ...]


def heures_lues(suivi_id: str) -> HeuresLues:
    today = clock.today()
    found = heures_of(suivi_id, today)
    venues = _venues(suivi_id)
    weeks = [one for one in reversed(found.semaines) if one.part.total or one.cible]
    if not found.part.total and not venues and found.cible is None and not _aimed(found):
        return HeuresLues("", (), "", (), ())
    recent = [one for one in weeks if one.lundi > today - WEEKS * WEEK]
    total = _mesure("En tout", found.part.total, found.cible)
    mesures = (total, *(_of_phase(one) for one in found.phases if one.cible is not None),
               *(_of_week(one, today) for one in recent))  # fmt: skip
    return HeuresLues(
        _summary(found, recent, today), mesures, _sources(found),
        tuple(_of_week(one, today) for one in weeks if one not in recent), venues,
    )  # fmt: skip


def _aimed(found: Compteur) -> bool:
    return any(one.cible for one in found.phases) or any(one.cible for one in found.semaines)


def _summary(found: Compteur, weeks: list[Semaine], today: dt.date) -> str:
    total = heures_texte(found.part.total)
    told = f"{total} sur {heures_texte(found.cible)}" if found.cible else f"{total} en tout"
    week = next((one for one in weeks if one.lundi + WEEK > today), None)
    return f"{told} · {_of_week(week, today).phrase.lower()}" if week is not None else told


def _mesure(label: str, done: int, target: int | None) -> Mesure:
    told = f"{label}\u00a0: {heures_texte(done)}"
    if target is None:
        return Mesure(told, done, None)
    left = target - done
    rest = f", il reste {heures_texte(left)}" if left > 0 else ", c’est atteint"
    return Mesure(f"{told} sur {heures_texte(target)}{rest}", done, target)


def _of_phase(one: HeuresPhase) -> Mesure:
    return _mesure(str(one.phase.libelle) if one.phase else "", one.part.total, one.cible)


def _of_week(one: Semaine, today: dt.date) -> Mesure:
    names = {0: "Cette semaine", 1: "La semaine dernière"}
    ago = (today - one.lundi).days // 7
    label = names.get(ago, f"Semaine du {as_text(one.lundi)}")
    told = f"{label}\u00a0: {heures_texte(one.part.total)}"
    if one.cible:
        told += f" sur {heures_texte(one.cible)}"
    return Mesure(told, one.part.total, one.cible or None)


def _sources(found: Compteur) -> str:
    """What the total is made of, and what could not be counted."""
    parts = (
        (found.part.seances, "en séances"),
        (found.part.missions, "en mission"),
        (found.part.main, "notées à la main"),
    )
    told = ", ".join(f"{heures_texte(minutes)} {where}" for minutes, where in parts if minutes)
    if not found.sans_duree:
        return told
    left = several(found.sans_duree, "séance sans durée n’est", "séances sans durée ne sont")
    return f"{told}. {left} pas comptée{'s' if found.sans_duree > 1 else ''}.".lstrip(". ")


def _venues(suivi_id: str) -> tuple[Venue, ...]:
    """The last ones first, whatever they are."""
    words = {one.code: one.libelle for one in valeurs("presence", retired=True)}
    found = [
        *(_as_presence(one, words) for one in presences_of_suivi(suivi_id)),
        *(_as_temps(one) for one in temps_of(suivi_id)),
    ]
    return tuple(sorted(found, key=lambda one: one.jour, reverse=True))


def _as_presence(presence: Presence, words: Mapping[str, str]) -> Venue:
    seance = presence.seance
    minutes = presence.minutes or seance.minutes
    came = presence.etat == PRESENT
    length = heures_texte(minutes) if minutes and came else "durée non notée" if came else ""
    reason = f"Motif\u00a0: {presence.justifiee}" if presence.justifiee else ""
    return Venue(
        PRESENCE, presence.id, seance.date, str(seance.atelier.intitule),
        " · ".join(part for part in (as_text(seance.date), length) if part),
        (words.get(presence.etat, ""), _KINDS.get(presence.etat, "attention")), reason,
    )  # fmt: skip


def _as_temps(temps: Temps) -> Venue:
    details = f"{as_text(temps.date)} · {heures_texte(temps.minutes)} · noté à la main"
    return Venue(TEMPS, temps.id, temps.date, str(temps.objet) or "Temps", details)
