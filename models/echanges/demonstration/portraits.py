"""What is told of the young people of the demonstration: the half of a fiche under the notes key.

A portrait is written for nobody: it agrees with the first name and the sex of who bears it.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from models.echanges.demonstration.hasard import said
from models.nomenclatures.valeur import labels
from models.personnes.naissance import Naissance, Precision
from models.personnes.personne import Personne
from models.prescriptions.contenu import FreinContenu, Protege, SituationContenu
from models.suivis.suivi import add_months

Portrait = Mapping[str, Any]


def protege_of(
    portrait: Portrait, personne: Personne, *, day: dt.date, long: bool = False
) -> Protege:
    """The protected half, as its form would have written it: labels, and texts that agree.

    A `long` one tells the situation too, more than the paper has room for on its first page.
    """
    sexe = (personne.sexe_id or "").partition(".")[2]

    def told(name: str) -> str:
        return said(portrait[name], prenom=personne.prenom, sexe=sexe)

    return Protege(
        motif=_motif(told("situation"), told("motif"), long=long),
        scolarite=scolarite_of(portrait),
        situation=_situation(portrait, told("experiences"), personne, day=day),
        freins=tuple(FreinContenu(one) for one in _labels("frein", portrait["freins"])),
        points_appui=told("points_appui"),
        projet=told("projet"),
        expression=told("expression"),
    )


def _motif(situation: str, motif: str, *, long: bool) -> str:
    return f"{situation}\n{motif}" if long else motif


def scolarite_of(portrait: Portrait) -> str:
    """The key of her schooling."""
    never = portrait["niveau_formation"] == "jamais_scolarise"
    return "scolarite.jamais_scolarise" if never else "scolarite.descolarise"


def _situation(
    portrait: Portrait, experiences: str, personne: Personne, *, day: dt.date
) -> SituationContenu:
    left = add_months(day.replace(day=1), -portrait["mois_depuis_sortie"])
    minor = personne.is_minor_at(day)
    return SituationContenu(
        scolarite=_label("derniere_classe", portrait["derniere_classe"]),
        sortie_ecole=Naissance(left, Precision.MOIS).texte,
        niveau=_label("niveau_formation", portrait["niveau_formation"]),
        experiences=experiences,
        logement=_label("logement", portrait["logement"]),
        mobilite=_label("mobilite", portrait["mobilite"]),
        ressources=_label("ressources", portrait["ressources"][0]),
        langues=", ".join(_labels("langue", portrait["langues"])).lower(),
        mission_locale=_label("inscription", "suivi" if not minor else "jamais"),
        france_travail=_label("inscription", "jamais"),
        obligation_formation=_label(
            "obligation_formation", "non_remplie" if minor else "sans_objet"
        ),
    )


def _label(nomenclature: str, code: str) -> str:
    return _labels(nomenclature, [code])[0]


def _labels(nomenclature: str, codes: Sequence[str]) -> list[str]:
    keys = [f"{nomenclature}.{code}" for code in codes]
    known = labels(keys)
    return [known[key] for key in keys]
