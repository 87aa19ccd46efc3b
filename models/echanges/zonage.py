"""Quartiers and their streets from a file: what is understood of it line by line, then written.

One line is a quartier, or a stretch of street of one. A second reading of the same file, or of a
longer one, adds nothing twice.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from models.base.command import command
from models.base.droit import Droit
from models.base.errors import Failure, Invalid, Refused
from models.base.progress import Progress
from models.base.search import fold
from models.echanges.lecture import lire
from models.nomenclatures.quartier import (
    Quartier,
    check_code,
    quartiers,
    save_quartier,
    save_voie,
    voies_of,
)
from models.nomenclatures.voies import IMPAIRS, PAIRS, TOUS, voie_key

_HEADINGS: dict[str, tuple[str, ...]] = {
    "code": ("code", "code qpv", "code quartier", "codeqp", "code qp"),
    "nom": ("nom", "quartier", "nom qpv", "nom quartier", "libelle", "nomqp", "nom qp"),
    "commune": ("commune", "ville", "nom commune", "communes"),
    "code_insee": ("code insee", "insee", "depcom", "code commune", "insee com", "codgeo"),
    "qpv": ("qpv", "prioritaire", "quartier prioritaire"),
    "actif_du": ("du", "debut", "en vigueur du", "depuis", "actif du"),
    "actif_au": ("au", "fin", "en vigueur au", "jusqu au", "actif au"),
    "voie": ("voie", "rue", "adresse", "nom voie", "libelle voie", "nom de la voie"),
    "numero_min": ("numero min", "du numero", "numero debut", "de", "min", "du n", "n debut"),
    "numero_max": ("numero max", "au numero", "numero fin", "a", "max", "au n", "n fin"),
    "parite": ("parite", "cote", "pair impair"),
}
_PARITES = {"": TOUS, "tous": TOUS, "les deux": TOUS, "les deux cotes": TOUS, "deux": TOUS}
_NO = frozenset(("non", "n", "0", "faux", "false"))


class Ligne(NamedTuple):
    """What one line says: of a quartier, and of a stretch of street in it, or nothing."""

    numero: int
    quartier: dict[str, Any]
    voie: dict[str, Any]


class Refus(NamedTuple):
    """A line that is left aside, and why."""

    ligne: int
    raison: str


@dataclass(frozen=True)
class Lecture:
    """What is understood of a file."""

    fichier: str
    lignes: list[Ligne]
    refus: list[Refus]

    @property
    def quartiers(self) -> int:
        """How many quartiers its lines speak of."""
        return len({_named_in(line) for line in self.lignes})

    @property
    def voies(self) -> int:
        return sum(bool(line.voie) for line in self.lignes)


@dataclass
class Bilan:
    """What an import wrote."""

    quartiers: int = 0
    voies: int = 0
    connus: int = 0  # lines that said nothing new
    refus: list[Refus] = field(default_factory=list)


def lire_quartiers(path: Path) -> Lecture:
    """Understand a file; nothing is written. `Refused` when no heading is known."""
    book = lire(path)
    rows = [[str(cell).strip() for cell in row] for row in book.feuilles[0].lignes]
    at, columns = _headings(rows, book.nom)
    lines: list[Ligne] = []
    refused: list[Refus] = []
    for number, row in enumerate(rows[at + 1 :], at + 2):
        cells = {name: row[i] for name, i in columns.items() if i < len(row) and row[i]}
        if not cells:
            continue
        try:
            lines.append(_understood(number, cells))
        except Invalid as error:
            refused.append(Refus(number, error.message))
    return Lecture(book.nom, lines, refused)


@command(right=Droit.REGLAGES, label="Quartiers importés")
def importer_quartiers(lecture: Lecture, progress: Progress | None = None) -> Bilan:
    """Write what was understood, in one act that can be undone."""
    bilan = Bilan(refus=list(lecture.refus))
    known = _Connus()
    for done, line in enumerate(lecture.lignes):
        if progress:
            progress.step(done, len(lecture.lignes))
        try:
            _write(line, known, bilan, source=lecture.fichier)
        except Failure as error:
            bilan.refus.append(Refus(line.numero, error.message))
    return bilan


class _Connus:
    """What is known already, read once: the quartiers by code and by name, the streets of each."""

    def __init__(self) -> None:
        self.quartiers = {key: one for one in quartiers(retired=True) for key in _keys_of(one)}
        self._voies: dict[str, set[tuple[Any, ...]]] = {}

    def add(self, quartier: Quartier) -> None:
        self.quartiers.update(dict.fromkeys(_keys_of(quartier), quartier))
        self._voies[quartier.id] = set()

    def voies(self, quartier: Quartier) -> set[tuple[Any, ...]]:
        if quartier.id not in self._voies:
            self._voies[quartier.id] = {
                (row.cle, row.numero_min, row.numero_max, row.parite)
                for row in voies_of(quartier.id)
            }
        return self._voies[quartier.id]


def _write(line: Ligne, known: _Connus, bilan: Bilan, *, source: str) -> None:
    quartier = _known_of(line, known.quartiers)
    if quartier is None:
        quartier = save_quartier(**line.quartier, source=source)
        known.add(quartier)
        bilan.quartiers += 1
    elif not line.voie:
        bilan.connus += 1
    if line.voie:
        _write_voie(quartier, line.voie, known.voies(quartier), bilan=bilan)


def _write_voie(
    quartier: Quartier, voie: Mapping[str, Any], known: set[tuple[Any, ...]], *, bilan: Bilan
) -> None:
    wanted = _stretch(voie)
    if wanted in known:
        bilan.connus += 1
        return
    save_voie(quartier, **voie)
    known.add(wanted)
    bilan.voies += 1


def _known_of(line: Ligne, known: Mapping[str, Quartier]) -> Quartier | None:
    """The quartier of that code; without a code, of that name there."""
    return known.get(_named_in(line))


def _named_in(line: Ligne) -> str:
    code: str = line.quartier.get("code", "")
    return code or _named(line.quartier["nom"], line.quartier.get("commune", ""))


def _stretch(voie: Mapping[str, Any]) -> tuple[Any, ...]:
    return (
        voie_key(voie["voie"])[:160],
        voie.get("numero_min"),
        voie.get("numero_max"),
        voie.get("parite", TOUS),
    )


def _keys_of(quartier: Quartier) -> Iterator[str]:
    if quartier.code:
        yield str(quartier.code)
    yield _named(quartier.nom, quartier.commune)


def _named(nom: str, commune: str) -> str:
    return f"{fold(nom)}|{fold(commune)}"


def _headings(rows: Sequence[Sequence[str]], fichier: str) -> tuple[int, dict[str, int]]:
    """The first line that names the columns, and where each is."""
    for at, row in enumerate(rows[:20]):
        found: dict[str, int] = {}
        for i, cell in enumerate(row):
            name = next((n for n, words in _HEADINGS.items() if fold(cell) in words), None)
            if name is not None:
                found.setdefault(name, i)
        if "nom" in found or ("code" in found and len(found) > 1):
            return at, found
    raise Refused(
        f"«\u00a0{fichier}\u00a0»\u00a0: aucune colonne n’est reconnue. La première ligne doit "
        "nommer au moins «\u00a0code\u00a0» et «\u00a0quartier\u00a0»\u00a0; pour les voies, "
        "«\u00a0voie\u00a0», «\u00a0du numéro\u00a0», «\u00a0au numéro\u00a0», "
        "«\u00a0côté\u00a0»."
    )


def _understood(number: int, cells: Mapping[str, str]) -> Ligne:
    quartier: dict[str, Any] = {k: cells[k] for k in ("nom", "commune", "code_insee") if k in cells}
    quartier["code"] = check_code(cells.get("code", ""))
    if not quartier.get("nom"):
        if not quartier["code"]:
            raise Invalid("nom", "Quartier\u00a0: ni code ni nom. Complétez la ligne.")
        quartier["nom"] = quartier["code"]
    quartier["qpv"] = _is_qpv(cells.get("qpv", ""), quartier["code"])
    for name in ("actif_du", "actif_au"):
        if name in cells:
            quartier[name] = _day(cells[name])
    return Ligne(number, quartier, _voie(cells))


def _voie(cells: Mapping[str, str]) -> dict[str, Any]:
    if "voie" not in cells:
        return {}
    if not voie_key(cells["voie"]):
        raise Invalid("voie", "Voie\u00a0: son nom ne se lit pas. Écrivez-le en lettres.")
    return {
        "voie": cells["voie"],
        "numero_min": _number(cells.get("numero_min", "")),
        "numero_max": _number(cells.get("numero_max", "")),
        "parite": _parite(cells.get("parite", "")),
    }


def _is_qpv(text: str, code: str) -> bool:
    return fold(text) not in _NO if text else bool(code)


def _number(text: str) -> int | None:
    found = re.fullmatch(r"(\d{1,4})(?:[.,]0+)?\s*(?:bis|ter|quater|[a-z])?", text.lower().strip())
    if found:
        return int(found[1])
    if text.strip():
        raise Invalid(
            "numero_min",
            f"Numéro\u00a0: «\u00a0{text[:20]}\u00a0» n’est pas un numéro de voie. Écrivez un "
            "nombre, ou laissez vide.",
        )
    return None


def _parite(text: str) -> str:
    word = fold(text)
    if word in _PARITES:
        return _PARITES[word]
    for parite in (IMPAIRS, PAIRS):
        if word.rstrip("s") == parite.rstrip("s") or word == parite[0]:
            return parite
    raise Invalid(
        "parite",
        f"Côté\u00a0: «\u00a0{text[:20]}\u00a0» ne se lit pas. Écrivez pair, impair, ou rien.",
    )


def _day(text: str) -> dt.date:
    from models.echanges.comprehension.valeurs.dates import read_date

    found = read_date(text)
    if not isinstance(found, dt.date):
        raise Invalid(
            "actif_du",
            f"Date\u00a0: «\u00a0{text[:20]}\u00a0» ne se lit pas. Écrivez 01/01/2024.",
        )
    return found
