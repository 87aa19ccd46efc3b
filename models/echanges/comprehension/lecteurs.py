"""Each field's reader with a memory: a register says the same few words a thousand times.

A reading is `(value, rest, state)`: the rest is text for the commentaire, already free of social
security numbers; the state tells an empty cell, one that was read, and one that was not.
"""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from models.echanges.comprehension.compris import Compte, DemandeComprise, Naissance
from models.echanges.comprehension.reponses import (
    Observation,
    Reponse,
    read_accueillant,
    read_mode,
    read_observation,
    read_orientation,
    read_reponse,
    read_resultat,
)
from models.echanges.comprehension.thematiques import NON_PRECISEE, read_demandes, read_operateur
from models.echanges.comprehension.valeurs.ages import read_naissance
from models.echanges.comprehension.valeurs.dates import DERNIER, PREMIER, month_number, read_date
from models.echanges.comprehension.valeurs.durees import read_duree
from models.echanges.comprehension.valeurs.heures import read_heure
from models.echanges.comprehension.valeurs.sexes import read_sexe
from models.echanges.comprehension.valeurs.telephones import find_telephones, read_telephone
from models.echanges.comprehension.valeurs.textes import (
    holds_nir,
    is_idem,
    is_void,
    masked,
    text_of,
)
from models.echanges.lecture.cellules import Cellule

_HALF = re.compile(
    r"[\s,(-]+(?:le )?(?:matin(?:ée)?|apr[eè]s[- ]?midi|aprem|soir(?:ée)?|midi|am|pm)\)?$",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(?<!\d)\d{1,2}\s*[h:]\s*(?:\d{2}(?::\d{2})?)?\s*(?:[ap]m\b)?", re.IGNORECASE)
_COURRIEL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
VIDE, LU, ILLISIBLE, IDEM = 0, 1, 2, 3


class Lecture(NamedTuple):
    """What one cell gave."""

    valeur: Any
    reste: str = ""
    etat: int = LU


RIEN = Lecture(None, "", VIDE)
_IDEM = Lecture(None, "", IDEM)
Lecteur = Callable[[Cellule, str], Lecture]


class Memoire(dict[Cellule, Lecture]):
    """Readings by cell; a cell never seen is read once."""

    def __init__(self, reader: Lecteur) -> None:
        super().__init__()
        self._reader = reader
        self.has_idem = self.has_rest = False

    def __missing__(self, cell: Cellule) -> Lecture:
        text = text_of(cell) if isinstance(cell, str | int | float) else ""
        if isinstance(cell, str) and is_void(text):
            found = RIEN
        elif isinstance(cell, str) and is_idem(text):
            found, self.has_idem = _IDEM, True
        else:
            found = self._reader(cell, text)
        self[cell] = found
        self.has_rest = self.has_rest or bool(found.reste)
        return found

    def column(self, cells: Sequence[Cellule], *, keep_idem: bool = False) -> list[Lecture]:
        """A whole column, « idem » replaced by what stands above unless it is kept."""
        readings = list(map(self.__getitem__, cells))
        if self.has_idem and not keep_idem:
            above = RIEN
            for rank, reading in enumerate(readings):
                if reading is _IDEM:
                    readings[rank] = above
                else:
                    above = reading
        return readings


def count(compte: Compte, readings: Sequence[Lecture]) -> None:
    states = [reading[2] for reading in readings]
    read = states.count(LU)
    compte.add(donnes=read + states.count(ILLISIBLE), lus=read)


def _unread(cell: Cellule, text: str) -> Lecture:
    return Lecture(None, masked(text or text_of(cell)), ILLISIBLE)


def _read(value: object, text: str, *, whole: bool = True) -> Lecture:
    """Read; the text is kept beside unless it is wholly understood."""
    return Lecture(value, "" if whole else masked(text), LU)


def _jour(cell: Cellule, text: str) -> Lecture:
    found = read_date(cell)
    half = _HALF.search(text) if found is None else None
    if half and (found := read_date(text[: half.start()])) is not None:
        return Lecture(found, half[0].strip(" ,-()"))  # « 03/03/25 matin »
    return _read(found, text) if found is not None else _unread(cell, text)


def _moment(cell: Cellule, text: str) -> Lecture:
    """A day and an hour in one cell."""
    if isinstance(cell, dt.datetime):
        return _read((cell.date(), read_heure(cell)), text)
    day = read_date(cell)
    if day is None:
        return _unread(cell, text)
    clock = _CLOCK.search(text) if isinstance(cell, str) else None
    serial = isinstance(cell, float) and not cell.is_integer() and cell > 40
    hour = read_heure(clock[0]) if clock else read_heure(cell) if serial else None
    return _read((day, hour), text)


def _mois(cell: Cellule, text: str) -> Lecture:
    """A month in a column of its own, as a word or a number."""
    word = text.split(" ")[0].rstrip(".")
    number = int(word) if word.isdigit() and 1 <= int(word) <= 12 else month_number(word)
    return Lecture(number) if number else RIEN


def _an(cell: Cellule, text: str) -> Lecture:
    year = int(text) if text.isdigit() and len(text) in (2, 4) else 0
    year += 2000 if 0 < year < 100 else 0
    return Lecture(year) if PREMIER <= year <= DERNIER else RIEN


def _heure(cell: Cellule, text: str) -> Lecture:
    found = read_heure(cell)
    return _read(found, text, whole="(" not in text) if found else _unread(cell, text)


def _duree(cell: Cellule, text: str) -> Lecture:
    found = read_duree(cell)
    return _read(found, text) if found else _unread(cell, text)


def _duree_heures(cell: Cellule, text: str) -> Lecture:
    found = read_duree(cell, "h")
    return _read(found, text) if found else _unread(cell, text)


def _sexe(cell: Cellule, text: str) -> Lecture:
    found = read_sexe(cell)
    return _read(found, text) if found else _unread(cell, text)


def _naissance(cell: Cellule, text: str) -> Lecture:
    return _born(read_naissance(cell), cell, text)


def _annee(cell: Cellule, text: str) -> Lecture:
    return _born(read_naissance(cell, year_expected=True), cell, text)


def _born(found: object, cell: Cellule, text: str) -> Lecture:
    """A range that is no band of the list (« +60 », « jeune ») is kept in words too."""
    if found is None:
        return _unread(cell, text)
    vague = isinstance(found, Naissance) and found.precision == "inconnue" and not found.tranche
    return _read(found, text, whole=not vague)


def _telephone(cell: Cellule, text: str) -> Lecture:
    if found := read_telephone(cell):
        return _read(found, text)
    numbers, rest = find_telephones(text)
    if not numbers:
        return _unread(cell, text)
    rest = " ; ".join(part for part in (*numbers[1:], rest) if part)
    return Lecture(numbers[0], masked(rest))


def _quartier(cell: Cellule, text: str) -> Lecture:
    text = text or text_of(cell)
    return Lecture(masked(text), masked(text) if holds_nir(text) else "")


def _demandes(cell: Cellule, text: str) -> Lecture:
    text = text or text_of(cell)
    if isinstance(cell, str) and "\n" in cell.strip():
        text = " ; ".join(filter(None, map(text_of, cell.splitlines())))
    found = read_demandes(text)
    if found:
        return _read(found, text, whole=not holds_nir(text))
    kept = masked(text)
    level1 = NON_PRECISEE.partition(".")[0]
    return Lecture((DemandeComprise(level1, NON_PRECISEE, None, kept, False),), kept, ILLISIBLE)


def _operateur(cell: Cellule, text: str) -> Lecture:
    text = text or text_of(cell)
    found = read_operateur(text)
    return _read(found, text) if found else _unread(cell, text)


def _answer(reader: Callable[[str], Reponse]) -> Lecteur:
    def read(cell: Cellule, text: str) -> Lecture:
        text = text or text_of(cell)
        found = reader(text)
        if not (found.reponses or found.resultat or found.orientation or found.entier):
            return _unread(cell, text)
        return _read(found, text, whole=found.entier)

    return read


def _mode(cell: Cellule, text: str) -> Lecture:
    text = text or text_of(cell)
    found = read_mode(text)
    return _read(found, text) if found else _unread(cell, text)


def _accueillant(cell: Cellule, text: str) -> Lecture:
    text = text or text_of(cell)
    return _read(read_accueillant(text), text)


def _observation(cell: Cellule, text: str) -> Lecture:
    text = text or text_of(cell)
    found: Observation = read_observation(text)
    return _read(found, text, whole=found.entier)


def read_text(cell: Cellule, text: str) -> Lecture:
    """A column without a field: all of it goes to the commentaire."""
    return Lecture(None, masked(text or text_of(cell)))


def _nombre(cell: Cellule, text: str) -> Lecture:
    text = text or text_of(cell)
    return RIEN if text == "1" else Lecture(None, masked(text))


def _ignored(cell: Cellule, text: str) -> Lecture:
    return RIEN


def _raw(cell: Cellule, text: str) -> Lecture:
    text = text or text_of(cell)
    return Lecture(text)


def _code_postal(cell: Cellule, text: str) -> Lecture:
    """« 1000 » was « 01000 » before a spreadsheet took it for a number."""
    text = text or text_of(cell)
    return Lecture(text.zfill(5) if text.isdigit() and len(text) in (4, 5) else masked(text))


def _courriel(cell: Cellule, text: str) -> Lecture:
    text = text or text_of(cell)
    return _read(text, text) if _COURRIEL.fullmatch(text) else _unread(cell, text)


LECTEURS: dict[str, Lecteur] = {
    "jour": _jour, "moment": _moment, "heure": _heure, "heure_fin": _heure, "duree": _duree,
    "duree_heures": _duree_heures, "sexe": _sexe, "naissance": _naissance, "age": _naissance,
    "annee_naissance": _annee, "telephone": _telephone, "quartier": _quartier, "objet": _demandes,
    "theme": _raw, "operateur": _operateur, "reponse": _answer(read_reponse),
    "orientation": _answer(read_orientation), "resultat": _answer(read_resultat), "mode": _mode,
    "accueillant": _accueillant, "lieu": _quartier, "critere": _observation,
    "observation": _observation, "autre": read_text, "nombre": _nombre, "rang": _ignored,
    "hors": _ignored, "nom": _raw, "prenom": _raw, "civilite": _raw,
    "mois": _mois, "annee": _an, "courriel": _courriel, "code_postal": _code_postal,
    "commune": _quartier, "adresse": _quartier, "lieu_naissance": _quartier,
    "nom_naissance": _quartier, "nom_usage": _quartier, "prenom_usage": _quartier,
    "surnom": _quartier,
}  # fmt: skip
