"""What was understood of a register: one frozen line for each row that somebody wrote.

Nothing here knows the base: codes are those of the lists, the rest is as the desk wrote it. What
there is one of for each row is a named tuple, which costs an eighth of a frozen dataclass.
"""

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Naissance:
    """What is known of an age: a date, a year, an age on the day of the passage, or a range.

    `precision` is `jour`, `mois`, `annee`, `estimee` or `inconnue`; `annee` is deduced from the age
    when only the age was written, and `precision` then says `estimee`.
    """

    ecrit: str
    precision: str
    date: dt.date | None = None
    annee: int | None = None
    age: int | None = None
    age_min: int | None = None
    age_max: int | None = None
    tranche: str | None = None


class PersonneComprise(NamedTuple):
    """A name as it was written and what the same row says of the person who bears it.

    `partielle`: the name alone cannot identify anybody (an initial, a civilité and a family name,
    a single word).
    """

    ecrit: str
    nom: str | None
    prenom: str | None
    civilite: str | None
    partielle: bool
    sexe: str | None = None
    naissance: Naissance | None = None
    telephone: str | None = None
    quartier: str | None = None


@dataclass(frozen=True, slots=True)
class DemandeComprise:
    """One thing asked: `thematique` is level 1, `detail` the code of level 2 when it is that clear.

    What was asked in words that no rule knows is `ren.non_precisee`, and `reconnue` is false.
    """

    thematique: str
    detail: str | None
    operateur: str | None
    texte: str
    reconnue: bool = True


@dataclass(frozen=True, slots=True)
class Accueillant:
    """Who received: as written, the short forms put together, the kind of agent if it is said."""

    ecrit: str
    libelle: str
    genre: str | None


class LigneComprise(NamedTuple):
    """One row of the register: `ligne` is its number in the spreadsheet.

    `jour_source`: `donne`, `complete` (its month or its year come from the sheet), `idem`, `vide`
    (empty: the day above), `titre` (the sheet or a row above the table bears the date),
    `illisible`, `absent`. `heure_precision`: `minute` or `heure`. `mode`, `sexe`, `naissance`,
    `quartier` hold for an anonymous visitor too. `commentaire` is all that no other field holds.
    """

    feuille: str
    ligne: int
    jour: dt.date | None
    jour_source: str
    heure: dt.time | None
    heure_precision: str | None
    personne: PersonneComprise | None
    identification: str
    sexe: str | None
    naissance: Naissance | None
    telephone: str | None
    quartier: str | None
    demandes: tuple[DemandeComprise, ...]
    reponses: tuple[str, ...]
    resultat: str | None
    orientation: str | None
    duree: int | None
    mode: str | None
    accueilli_par: Accueillant | None
    lieu: str | None
    criteres: tuple[str, ...]
    commentaire: str
    avertissements: tuple[str, ...]

    @property
    def anonyme(self) -> bool:
        return self.personne is None


class Ignoree(NamedTuple):
    """A row (or, without a number, a whole sheet) that gives no passage, and why."""

    feuille: str
    ligne: int | None
    raison: str


@dataclass(slots=True)
class Compte:
    """Of one kind of value: how many cells were filled, how many were read."""

    donnes: int = 0
    lus: int = 0

    def add(self, *, donnes: int, lus: int) -> None:
        self.donnes += donnes
        self.lus += lus


class FeuilleComprise(NamedTuple):
    """One sheet that is a register: which column was taken for what, and its rows by kind."""

    nom: str
    titres: tuple[tuple[str, str], ...]
    passages: int
    vides: int
    titres_et_totaux: int
