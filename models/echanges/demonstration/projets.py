"""Where the young people of the demonstration stand: situations, freins, goals and steps."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from models.echanges.demonstration.calendrier import DAY, open_day
from models.echanges.demonstration.hasard import Hasard
from models.echanges.demonstration.portraits import Portrait, scolarite_of
from models.echanges.demonstration.vecu import Lignes, Vecu
from models.suivis.frein import EN_TRAVAIL, LEVE, REPERE, Frein, FreinNiveau
from models.suivis.objectif import (
    ABANDONNEE,
    EN_COURS,
    PREVUE,
    REALISEE,
    Action,
    Objectif,
    Qui,
)  # fmt: skip
from models.suivis.situation import Moment, Situation, SituationValeur

_POINT = 180 * DAY
_LATE = 45 * DAY  # what is older was done, or put off
_USUAL = ("emploi.projet",)  # of who came without a fiche
_AFTER = {
    "cdi": "en_emploi", "cdd_long": "en_emploi", "emploi_court": "en_emploi",
    "alternance": "en_formation", "formation_qualifiante": "en_formation",
    "formation_prequalifiante": "en_formation", "e2c_epide": "en_formation",
}  # fmt: skip


class Projets:
    """Tells one suivi after another; its rows are written by `Lignes`."""

    def __init__(self, actions: Sequence[Mapping[str, Any]], lignes: Lignes) -> None:
        self._themes = {entry["frein"]: entry for entry in actions}
        self._hasard, self._lignes = Hasard("projets"), lignes

    def tell(self, vecu: Vecu) -> None:
        if vecu.ouvert_le > vecu.fin:
            return
        self._situations(vecu)
        for rank, code in enumerate(vecu.portrait["freins"] if vecu.portrait else _USUAL):
            self._frein(vecu, code, own=rank == 0)

    def _situations(self, vecu: Vecu) -> None:
        entry = _answers(vecu)
        self._picture(vecu, Moment.ENTREE, vecu.ouvert_le, entry)
        now = {**entry, "mission_locale": ["inscription.suivi"]}
        if vecu.ouvert_le + _POINT <= vecu.fin:
            self._picture(vecu, Moment.POINT, open_day(vecu.ouvert_le + _POINT, -1), now)
        motif = (vecu.suivi.motif_sortie_id or "").partition(".")[2]
        if vecu.clos_le is not None and motif in _AFTER:
            ended = {**now, "situation": [f"situation.{_AFTER[motif]}"]}
            self._picture(vecu, Moment.SORTIE, vecu.clos_le, ended)

    def _picture(
        self, vecu: Vecu, moment: Moment, day: dt.date, answers: Mapping[str, Sequence[str]]
    ) -> None:
        situation = Situation(
            id=self._key(day),
            suivi=vecu.suivi.id,
            moment=moment.value,
            date=day,
            age=vecu.personne.age_at(day),
            precision_age=vecu.personne.precision_naissance,
            par=vecu.referent_on(day).id,
        )
        self._lignes.keep(situation)
        for champ, values in answers.items():
            for value in values:
                self._lignes.keep(
                    SituationValeur(
                        id=self._key(day), situation=situation.id, champ=champ, valeur=value
                    )
                )

    def _frein(self, vecu: Vecu, code: str, *, own: bool) -> None:
        first = open_day(vecu.ouvert_le + self._hasard.between(0, 12) * DAY)
        if first > vecu.fin:
            return
        frein = Frein(id=self._key(first), suivi=vecu.suivi.id, valeur=f"frein.{code}")
        self._lignes.keep(frein)
        lifted = self._niveaux(vecu, frein, first)
        theme = self._themes.get(code.partition(".")[0])
        if theme is not None:
            self._objectif(vecu, frein, theme, since=first, lifted=lifted, own=own)

    def _niveaux(self, vecu: Vecu, frein: Frein, day: dt.date) -> dt.date | None:
        """What was found of it, ever less in the way; returns when it was lifted, if it was."""
        intensite, etat = self._hasard.between(2, 3), REPERE
        while day <= vecu.fin:
            self._lignes.keep(
                FreinNiveau(
                    id=self._key(day),
                    frein=frein.id,
                    date=day,
                    intensite=intensite,
                    etat=etat,
                    par=vecu.referent_on(day).id,
                )
            )
            if etat == LEVE:
                return day
            day = open_day(day + self._hasard.between(45, 95) * DAY)
            intensite, etat = self._next(intensite)
        return None

    def _next(self, intensite: int) -> tuple[int, str]:
        if intensite == 1 and self._hasard.chance(60):
            return 0, LEVE
        if intensite == 1 and self._hasard.chance(40):
            return 1, "stabilise"
        return max(1, intensite - self._hasard.chance(70)), EN_TRAVAIL

    def _objectif(
        self,
        vecu: Vecu,
        frein: Frein,
        theme: Mapping[str, Any],
        *,
        since: dt.date,
        lifted: dt.date | None,
        own: bool,
    ) -> None:
        day = open_day(since + self._hasard.between(4, 18) * DAY)
        if day > vecu.fin:
            return
        objectif = Objectif(
            id=self._key(day),
            suivi=vecu.suivi.id,
            valeur=f"objectif.{self._hasard.among(theme['objectifs'])}",
            intitule=theme.get("dit", "") if own and self._hasard.chance(50) else "",
            frein=frein.id,
            fixe_le=day,
            echeance=self._echeance(vecu, day, lifted),
            atteint_le=lifted if lifted and lifted >= day else None,
        )
        if objectif.atteint_le is None and vecu.clos_le is not None:
            objectif.abandonne_le = vecu.fin
        self._lignes.keep(objectif)
        steps = self._hasard.shuffled(theme["libelles"])[: self._hasard.between(2, 3)]
        for rank, intitule in enumerate(steps):
            self._action(vecu, objectif, intitule, rank=rank)

    def _echeance(self, vecu: Vecu, day: dt.date, lifted: dt.date | None) -> dt.date:
        """One that is past and not reached was put off, most often."""
        found = open_day(day + self._hasard.between(90, 160) * DAY)
        open_still = lifted is None and vecu.clos_le is None
        if open_still and found < vecu.day and self._hasard.chance(85):
            return open_day(vecu.day + self._hasard.between(20, 90) * DAY)
        return found

    def _action(self, vecu: Vecu, objectif: Objectif, intitule: str, *, rank: int) -> None:
        qui = self._hasard.weighted({Qui.PERSONNE: 5, Qui.ENSEMBLE: 3, Qui.REFERENT: 2})
        due = open_day(objectif.fixe_le + (14 + 35 * rank + self._hasard.between(0, 20)) * DAY)
        etat, since = self._etat(vecu, objectif, due)
        self._lignes.keep(
            Action(
                id=self._key(objectif.fixe_le),
                suivi=vecu.suivi.id,
                objectif=objectif.id,
                intitule=intitule,
                qui=qui.value,
                agent=None if qui is Qui.PERSONNE else vecu.referent_on(since).id,
                echeance=due,
                etat=etat,
                etat_le=since,
            )
        )

    def _etat(self, vecu: Vecu, objectif: Objectif, due: dt.date) -> tuple[str, dt.date]:
        """Where a step stands since when: done in time, late for a few weeks, or given up."""
        fixed: dt.date = objectif.fixe_le
        end: dt.date = objectif.atteint_le or vecu.fin
        done = max(fixed, open_day(min(due, end) - self._hasard.between(0, 8) * DAY, -1))
        if objectif.atteint_le is not None:
            return REALISEE, done
        if due <= vecu.fin and (due < vecu.day - _LATE or self._hasard.chance(40)):
            return REALISEE, done
        if vecu.clos_le is not None:
            return ABANDONNEE, vecu.fin
        return (PREVUE if self._hasard.chance(65) else EN_COURS), fixed

    def _key(self, day: dt.date) -> str:
        return self._hasard.key_at(dt.datetime.combine(day, dt.time(9), dt.UTC))


def _answers(vecu: Vecu) -> dict[str, list[str]]:
    """What was known at the entry: of the file, and of the portrait that the fiche tells."""
    personne, minor = vecu.personne, vecu.personne.is_minor_at(vecu.ouvert_le)
    found = {"situation": [personne.situation_id or "situation.sans_emploi"]}
    if vecu.portrait is not None:
        found |= _of_portrait(vecu.portrait, minor=minor)
    return found


def _of_portrait(portrait: Portrait, *, minor: bool) -> dict[str, list[str]]:
    alone = ("derniere_classe", "niveau_formation", "logement", "mobilite")
    return {
        "scolarite": [scolarite_of(portrait)],
        **{name: [f"{name}.{portrait[name]}"] for name in alone},
        "obligation_formation": [
            f"obligation_formation.{'non_remplie' if minor else 'sans_objet'}"
        ],
        "mission_locale": [f"inscription.{'jamais' if minor else 'suivi'}"],
        "france_travail": ["inscription.jamais"],
        "ressources": [f"ressources.{code}" for code in portrait["ressources"]],
    }
