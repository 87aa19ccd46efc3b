"""A year of the demonstration's register: days, hours, visitors, what they ask."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from models.accueil.demande import Demande, DemandeInput, DemandeReponse
from models.accueil.passage import CONNU, GROUPE, Passage, place_in_time
from models.base import clock
from models.base.table import add_all
from models.comptes.agent import Agent
from models.echanges.demonstration.calendrier import DAY, open_day, year_of_opening
from models.echanges.demonstration.demandes import Guichet
from models.echanges.demonstration.equipe import Maison
from models.echanges.demonstration.hasard import Hasard, said
from models.echanges.demonstration.sans_dossier import SansDossier
from models.nomenclatures.lieu import Lieu
from models.personnes.naissance import Precision
from models.personnes.personne import Personne

PASSAGES = 1200
WITHOUT_NAME = 35  # in a hundred
TODAY = 12  # passages of the day itself, from 9 h to 18 h, as far as that day has gone
_DESK = {"demo-accueil": 76, "demo-referent": 14, "demo": 10}  # which account receives
_CARAVANE = 35  # in a hundred, on Thursday mornings
_SHORT = 15  # minutes
_TICK = dt.timedelta(milliseconds=1)
_OPENING, _CLOSING = 9, 18


@dataclass(frozen=True)
class Venue:
    """A visit that a fiche tells of: that day, that personne, for that."""

    jour: dt.date
    personne: Personne
    code: str
    objet: str


@dataclass
class Rows:
    """What is written in one go, in the order of the columns below."""

    passages: list[tuple[Any, ...]] = field(default_factory=list)
    demandes: list[tuple[Any, ...]] = field(default_factory=list)
    reponses: list[tuple[Any, ...]] = field(default_factory=list)


_PASSAGE = (
    "id", "moment", "jour", "heure", "lieu", "mode_contact", "type_contact", "personne",
    "identification", "sexe", "tranche_age", "age", "precision_age", "duree_minutes",
    "accueilli_par", "statut_accueillant", "anonyme", "effectif", "deja_connus", "commentaire",
    "origine",
)  # fmt: skip
_DEMANDE = (
    "id", "passage", "rang", "thematique", "objet", "operateur", "resultat", "orientation",
    "autonomie",
)  # fmt: skip


class Registre:
    """Draws the passages one after another, then writes them."""

    def __init__(
        self, maison: Maison, accueil: Mapping[str, Any], thematiques: Sequence[Mapping[str, Any]]
    ) -> None:
        self._maison, self._accueil, self._poids = maison, accueil, accueil["poids"]
        self._guichet = Guichet(accueil, thematiques)
        self._hasard = Hasard("registre")
        self._sans_dossier = SansDossier(accueil["sans_dossier"])
        self._rows = Rows()

    def write(
        self, personnes: Sequence[Personne], venues: Sequence[Venue], day: dt.date
    ) -> dict[str, dt.date]:
        """Write the year that ends with `day`; the first visit of each personne, by key."""
        known = [one for one in venues if (day - one.jour).days < 365]
        first: dict[str, dt.date] = {}
        visitors = self._visitors(personnes, len(known))
        moments = self._moments(day, len(visitors))
        planned: list[tuple[dt.datetime, Personne | None, Venue | None]] = [
            *((min(self._moment(one.jour), _end(day)), one.personne, one) for one in known),
            *((m, who, None) for m, who in zip(moments, visitors, strict=True)),
        ]
        for moment, personne, venue in sorted(planned, key=lambda entry: entry[0]):
            if personne is not None:
                first.setdefault(personne.id, moment.date())
            self._record(moment, personne, venue)
        add_all(Passage, _PASSAGE, self._rows.passages)
        add_all(Demande, _DEMANDE, self._rows.demandes)
        add_all(DemandeReponse, ("id", "demande", "reponse"), self._rows.reponses)
        self._sans_dossier.write()
        return first

    def _moments(self, day: dt.date, count: int) -> list[dt.datetime]:
        weights = year_of_opening(day, self._poids)
        weights.pop(day, None)
        days = self._hasard.draws(weights, count - TODAY)
        return [*(self._moment(jour) for jour in days), *self._moments_of_today(day)]

    def _moments_of_today(self, day: dt.date) -> list[dt.datetime]:
        """Nobody comes later than the demonstration is made: who would came the day before."""
        before, end = open_day(day - DAY, -1), _end(day)
        gap = (_CLOSING - _OPENING) * 60 // TODAY
        minutes = (rank * gap + self._hasard.between(0, gap // 5) for rank in range(TODAY))
        found = [_wall(day, minute) for minute in minutes]
        return [one if one <= end else dt.datetime.combine(before, one.time()) for one in found]

    def _moment(self, jour: dt.date) -> dt.datetime:
        """The time on the wall."""
        hour = int(self._hasard.weighted(self._poids["heures"]))
        return dt.datetime.combine(jour, dt.time(hour, self._hasard.between(0, 59)))

    def _visitors(self, personnes: Sequence[Personne], known: int) -> list[Personne | None]:
        """Everybody once, then some more often than others, between those without a name.

        `known` visits are told by fiches, and come beside these.
        """
        often = {
            personne.id: float(self._hasard.weighted(self._poids["visites_par_personne"]))
            for personne in personnes
        }
        by_key = {personne.id: personne for personne in personnes}
        named = PASSAGES * (100 - WITHOUT_NAME) // 100 - known
        again = self._hasard.draws(often, max(0, named - len(personnes)))
        visits: list[Personne | None] = [*personnes, *(by_key[key] for key in again)]
        visits += [None] * (PASSAGES - known - len(visits))
        return self._hasard.shuffled(visits)

    def _record(self, wall: dt.datetime, personne: Personne | None, venue: Venue | None) -> None:
        mode = "passage_rendez_vous" if venue else self._mode()
        age = personne.age_at(wall.date()) if personne else None
        codes = [venue.code] if venue else self._guichet.ask(age=age, mode=mode)
        demandes = [self._guichet.answer(code, venue.objet if venue else None) for code in codes]
        kind = self._kind(codes, mode)
        passage = Passage(
            id=self._hasard.key_at(wall.astimezone(dt.UTC)),
            lieu=self._lieu(wall, mode),
            mode_contact=f"mode_contact.{mode}",
            type_contact=f"type_contact.{kind}",
            duree_minutes=self._minutes(kind),
            accueilli_par=self._accueillant(),
            **self._who(personne, wall.date()),
        )
        passage.statut_accueillant = passage.accueilli_par.statut
        place_in_time(passage, wall.astimezone(dt.UTC))
        self._see(passage)
        passage.commentaire = self._commentaire(personne)
        self._keep(passage, demandes)

    def _mode(self) -> str:
        mode: str = self._hasard.weighted(self._poids["mode_contact"])
        return mode

    def _kind(self, codes: Sequence[str], mode: str) -> str:
        weights = dict(self._poids["type_contact"])
        if "num.poste_acces" in codes:
            return "libre_acces"
        if "ren.permanence" in codes:
            return "permanence"
        kinds = ("court", "long") if mode != "passage_rendez_vous" else ("long",)
        return self._hasard.weighted({kind: weights[kind] for kind in kinds})

    def _minutes(self, kind: str) -> int | None:
        """Short contacts are short; one in eight was not timed."""
        if self._hasard.chance(12):
            return None
        return int(
            self._hasard.weighted(
                {
                    minutes: weight
                    for minutes, weight in self._poids["duree"].items()
                    if (int(minutes) <= _SHORT) == (kind == "court")
                }
            )
        )

    def _lieu(self, wall: dt.datetime, mode: str) -> Lieu:
        """The caravan stands at the market on Thursday mornings; calls come to the seat."""
        sites = dict(self._maison.poids_lieux)
        sites.pop("itinerant")
        if mode in ("telephone", "courriel", "message"):
            return self._maison.lieux["siege"]
        if mode == "hors_les_murs":
            return self._maison.lieux["itinerant"]
        if wall.weekday() == 3 and wall.hour < 13 and self._hasard.chance(_CARAVANE):
            return self._maison.lieux["itinerant"]
        return self._maison.lieux[self._hasard.weighted(sites)]

    def _accueillant(self) -> Agent:
        statut = self._hasard.weighted(self._poids["accueillant"])
        if statut == "salarie":
            return self._maison.agents[self._hasard.weighted(_DESK)]
        return self._hasard.among(self._maison.accueillants[statut])

    def _who(self, personne: Personne | None, jour: dt.date) -> dict[str, Any]:
        """What the passage is counted by: of the personne on that day, or of what was seen."""
        if personne is not None:
            return {
                "personne": personne,
                "identification": "identification.identifiee",
                "sexe": personne.sexe_id,
                "age": personne.age_at(jour),
                "precision_age": personne.precision_naissance,
            }
        unnamed = {k: w for k, w in self._poids["identification"].items() if k != "identifiee"}
        identification = self._hasard.weighted(unnamed)
        seen: dict[str, Any] = {"precision_age": Precision.INCONNUE.value}
        if identification != "groupe":
            seen["sexe"] = f"sexe.{self._hasard.weighted(self._poids['sexe'])}"
        if identification != "groupe" and self._hasard.chance(70):
            seen["tranche_age"] = f"tranche_age.{self._hasard.weighted(self._poids['age'])}"
        return {"identification": f"identification.{identification}", **seen}

    def _see(self, passage: Passage) -> None:
        """What is known of who has no file, beyond what the desk sees of anybody."""
        seen: dict[str, Any] = {}
        if passage.identification_id == CONNU:
            seen = self._sans_dossier.connu()
        elif passage.identification_id == GROUPE:
            seen = self._sans_dossier.groupe(passage.id)
        for name, value in seen.items():
            setattr(passage, name, value)
        self._sans_dossier.tell(passage)

    def _commentaire(self, personne: Personne | None) -> str:
        """Of those whose name is known: a colleague can act on it."""
        known = self._accueil["commentaires"]
        if personne is None or not self._hasard.chance(known["frequence"]):
            return ""
        sexe = (personne.sexe_id or "").partition(".")[2]
        return said(self._hasard.among(known["textes"]), prenom=personne.prenom, sexe=sexe)

    def _keep(self, passage: Passage, demandes: Sequence[DemandeInput]) -> None:
        """Keys are a millisecond apart: réponses and habits are read in the order of their keys."""
        self._rows.passages.append(tuple(passage.__data__.get(name) for name in _PASSAGE))
        for rang, demande in enumerate(demandes):
            instant = passage.moment + rang * _TICK
            key = self._hasard.key_at(instant)
            values = (getattr(demande, name) for name in _DEMANDE[3:])
            self._rows.demandes.append((key, passage.id, rang, *values))
            for place, reponse in enumerate(demande.reponses):
                answer = self._hasard.key_at(instant + place * _TICK)
                self._rows.reponses.append((answer, key, reponse))


def _wall(day: dt.date, minutes: int) -> dt.datetime:
    """So many minutes after the opening."""
    return dt.datetime.combine(day, dt.time(_OPENING)) + dt.timedelta(minutes=minutes)


def _end(day: dt.date) -> dt.datetime:
    """How far a day has gone, to the minute: the present one, or the closing of another."""
    if day == clock.today():
        return clock.wall().replace(second=0, microsecond=0)
    return dt.datetime.combine(day, dt.time(_CLOSING))
