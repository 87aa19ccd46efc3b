"""The demonstration base: a structure of fiction in which everything can be seen at work."""

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import resources
from models.base import clock
from models.base.command import command
from models.base.droit import Droit
from models.base.settings import Settings
from models.comptes.acces import lock
from models.comptes.creation import create_base
from models.echanges.demonstration.accompagnements import OUTSIDE, Accompagnements
from models.echanges.demonstration.calendrier import sessions_around
from models.echanges.demonstration.comites import Comites
from models.echanges.demonstration.criteres import write_criteres
from models.echanges.demonstration.dossiers import furnish_dossiers, with_facts
from models.echanges.demonstration.equipe import (
    PASSWORD,
    Maison,
    furnish_maison,
    furnish_prescripteurs,
)
from models.echanges.demonstration.fiches import Dossier, Fiches, Imprimer
from models.echanges.demonstration.fse import write_fse
from models.echanges.demonstration.hasard import Hasard
from models.echanges.demonstration.parcours import Agenda, Candidature, candidatures
from models.echanges.demonstration.population import Population, Values, write_population
from models.echanges.demonstration.portraits import Portrait
from models.echanges.demonstration.registre import Registre, Venue
from models.echanges.demonstration.seances import Seances

ACCOUNT = "demo"
PERSONNES = 300
_GROWN = 18
_VENUE = ("for.dispositif", "fiche à signer")


def create_demonstration(
    folder: Path, *, settings: Settings, imprimer: Imprimer, day: dt.date | None = None
) -> None:
    """Create the demonstration in a folder, as it stands on a day, and close it.

    `imprimer` makes the PDF of a fiche. `Refused` when the folder holds a base already. The same
    day gives the same rows, save that its hour cuts the last ones; their keys differ.
    """
    data = resources.read_tomls("demonstration")
    structure = data["structure"]
    first = next(one for one in structure["agent"] if one["identifiant"] == ACCOUNT)
    create_base(
        folder,
        structure=structure["service"]["nom"],
        identifiant=ACCOUNT,
        password=PASSWORD,
        settings=settings,
        prenom=first["prenom"],
        nom=first["nom"],
        furnish=lambda: _furnish(data, day or clock.today(), imprimer=imprimer),
    )
    lock()


@command(right=Droit.IMPORT, label="Démonstration créée", undoable=False)
def _furnish(data: Mapping[str, Any], day: dt.date, *, imprimer: Imprimer) -> None:
    maison = furnish_maison(data["structure"], ACCOUNT)
    furnish_prescripteurs(data["prescripteurs"]["structure"])
    agenda = Agenda(day, sessions_around(day, data["structure"]["session"]))
    planned = candidatures(agenda)
    people = _People(data, planned, day)
    accompagnements = Accompagnements(data["suivi"], maison, day)
    comites = Comites(agenda)
    fiches = Fiches(data, comites, accompagnements, imprimer=imprimer)
    for dossier in people.dossiers:
        fiches.write(dossier)
    grown = [one for one in people.adults if (one.age_at(day) or 0) >= _GROWN]
    accompagnements.outside(grown[:OUTSIDE])
    accompagnements.write()
    Seances(data["ateliers"], maison, day).write(comites.sessions)
    write_fse(data["fse"], day)
    _write_registre(data, maison, people, day=day)


def _write_registre(
    data: Mapping[str, Any], maison: Maison, people: "_People", *, day: dt.date
) -> None:
    thematiques = resources.read_toml("nomenclatures/thematique.toml")["valeur"]
    venues = [Venue(one.candidature.date_demande, one.personne, *_VENUE) for one in people.dossiers]
    visites = Registre(maison, data["accueil"], thematiques).write(people.all, venues, day)
    quartiers = data["structure"]["quartier"]
    qpv = frozenset(one["nom"] for one in quartiers if one["qpv"])
    write_criteres(people.all, visites, qpv=qpv)


class _People:
    """Everybody: the young people of the fiches, and the other visitors."""

    def __init__(
        self, data: Mapping[str, Any], planned: Sequence[Candidature], day: dt.date
    ) -> None:
        structure, poids = data["structure"], data["accueil"]["poids"]
        self._population = Population(data["identites"], structure, poids)
        portraits = Hasard("portraits").shuffled(data["portraits"]["portrait"])
        told = [(one, portraits[rank % len(portraits)]) for rank, one in enumerate(planned)]
        jeunes = self._jeunes(told)
        adults = list(self._population.adults(PERSONNES - len(jeunes), day))
        written = write_population(with_facts([*jeunes.values(), *adults], day))
        furnish_dossiers(written, day)
        by_dossier = dict(zip(jeunes, written, strict=False))
        self.all, self.adults = written, written[len(jeunes) :]
        qualites = _qualites()
        parents = {
            key: self._population.representant(jeune, qualites) for key, jeune in jeunes.items()
        }
        self.dossiers = [
            Dossier(one, by_dossier[_key(rank, one)], portrait, parents[_key(rank, one)])
            for rank, (one, portrait) in enumerate(told)
        ]

    def _jeunes(self, told: Sequence[tuple[Candidature, Portrait]]) -> dict[str, Values]:
        """One young person a dossier, of the age of the portrait on the day of its first fiche."""
        found: dict[str, Values] = {}
        for rank, (one, portrait) in enumerate(told):
            if _key(rank, one) not in found:
                jeune = self._population.jeune(portrait["age"], one.date_demande)
                found[_key(rank, one)] = jeune
        return found


def _key(rank: int, candidature: Candidature) -> str:
    return candidature.dossier or str(rank)


def _qualites() -> dict[str, str]:
    """The labels of who may represent a minor, by code."""
    values = resources.read_toml("nomenclatures/qualite_representant.toml")["valeur"]
    return {value["code"]: value["libelle"] for value in values}
