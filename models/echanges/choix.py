"""What somebody decided of a file, and what was learnt from the files before: asked of `comprendre`
beside the file itself, so that a correction is understood again and never patched afterwards."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

COMMENTAIRE, NE_PAS_REPRENDRE = "commentaire", "rien"  # what a text may become, beside a value
NOUVEAU, FICHE, GROUPE = "nouveau", "dossier:", "groupe:"  # what a group of rows may become
REGISTRE, PERSONNES = "registre", "personnes"
AUTRE, HORS = "autre", "hors"  # a column told in the commentaire, or not taken at all

# The field of a column, and the list that its texts belong to.
SUJETS = {
    "objet": "thematique", "theme": "thematique", "coche": "coche", "operateur": "operateur",
    "reponse": "reponse", "orientation": "orientation", "resultat": "resultat",
    "mode": "mode_contact", "sexe": "sexe", "critere": "critere_public",
    "accueillant": "accueilli_par", "lieu": "lieu",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choix:
    """`titres`, `apprises` and `gens` were learnt; the rest was decided for this file.

    Texts and titles are folded. `jours` gives the day of a row, or none to leave the row out;
    `modifiees`: rows that changed since they were brought in take the place of what they were.
    """

    genre: str = ""
    feuilles: Mapping[str, bool] = field(default_factory=dict)
    colonnes: Mapping[tuple[str, int], str] = field(default_factory=dict)
    titres: Mapping[str, str] = field(default_factory=dict)
    valeurs: Mapping[tuple[str, str], str] = field(default_factory=dict)
    apprises: Mapping[tuple[str, str], str] = field(default_factory=dict)
    gens: Mapping[str, str] = field(default_factory=dict)  # who somebody of a file was said to be
    personnes: Mapping[str, str] = field(default_factory=dict)
    jours: Mapping[tuple[str, int], dt.date | None] = field(default_factory=dict)
    modifiees: bool = False

    def of_subject(self, sujet: str) -> dict[str, str]:
        """The texts of one list and what they stand for; decided wins over learnt."""
        known = {text: target for (s, text), target in self.apprises.items() if s == sujet}
        return known | {text: target for (s, text), target in self.valeurs.items() if s == sujet}

    def with_value(self, sujet: str, texte: str, cible: str) -> "Choix":
        return replace(self, valeurs={**self.valeurs, (sujet, texte): cible})

    def with_columns(self, places: Mapping[tuple[str, int], str]) -> "Choix":
        return replace(self, colonnes={**self.colonnes, **places})

    def with_sheet(self, name: str, *, taken: bool) -> "Choix":
        return replace(self, feuilles={**self.feuilles, name: taken})

    def with_day(self, place: tuple[str, int], day: dt.date | None) -> "Choix":
        return replace(self, jours={**self.jours, place: day})


def as_json(choix: Choix) -> dict[str, Any]:
    """What was decided, to be kept as a draft; what was learnt is read again."""
    return {
        "genre": choix.genre,
        "feuilles": dict(choix.feuilles),
        "colonnes": [[*place, champ] for place, champ in choix.colonnes.items()],
        "valeurs": [[*text, target] for text, target in choix.valeurs.items()],
        "personnes": dict(choix.personnes),
        "jours": [[*place, day and day.isoformat()] for place, day in choix.jours.items()],
        "modifiees": choix.modifiees,
    }


def from_json(kept: Mapping[str, Any], learnt: Choix) -> Choix:
    """What was decided of a file, on top of what is learnt."""
    return replace(
        learnt,
        genre=kept["genre"],
        feuilles=kept["feuilles"],
        colonnes={(sheet, rank): champ for sheet, rank, champ in kept["colonnes"]},
        valeurs={(subject, text): target for subject, text, target in kept["valeurs"]},
        personnes=kept["personnes"],
        jours={
            (sheet, row): dt.date.fromisoformat(day) if day else None
            for sheet, row, day in kept["jours"]
        },
        modifiees=kept["modifiees"],
    )
