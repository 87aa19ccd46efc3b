"""How much two files look alike: their names first, then birth date, telephone, commune."""

import datetime as dt
import enum
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, cast

from models.base.database import handle
from models.base.search import fold
from models.personnes import mots
from models.personnes.naissance import Naissance, Precision
from models.personnes.personne import shown_name
from models.personnes.sons import collees, son

CLOSE = 0.90  # Jaro-Winkler from which two spellings may be one name
_BATCH = 500  # keys in one question


class Degre(enum.IntEnum):
    """How near two pairs of names are."""

    AUCUN = 0
    UN_SEUL = 1  # the same nom, or the same prénom
    PROCHE = 2
    SON = 3
    MEME = 4


class Identite(NamedTuple):
    """What of a file is compared; names are folded and in one piece."""

    noms: tuple[str, ...]
    prenoms: tuple[str, ...]
    date: dt.date | None = None
    precision: Precision = Precision.INCONNUE
    telephones: frozenset[str] = frozenset()


class Dossier(NamedTuple):
    """A file as it is compared, and as it is shown."""

    id: str
    identite: Identite
    nom: str
    naissance: str
    commune: str
    sexe: str | None
    telephone: str


class Indice(NamedTuple):
    """One fact that brings two files together, or apart: what is said of it, what it weighs."""

    phrase: str
    poids: int


def identite(
    noms: Iterable[str], prenoms: Iterable[str], naissance: Naissance, telephones: Iterable[str]
) -> Identite:
    numbers = frozenset(mots.of_telephone(number) for number in telephones if number)
    return Identite(collees(*noms), collees(*prenoms), naissance.date, naissance.precision, numbers)


def degre(a: Identite, b: Identite) -> Degre:
    """The best that can be said of two persons' names, in whatever order they were written."""
    straight = _degre(a.noms, a.prenoms, b)
    return straight if straight is Degre.MEME else max(straight, _degre(a.prenoms, a.noms, b))


def indice_des_noms(a: Identite, b: Identite) -> Indice:
    return _NOMS[degre(a, b)]


def indice_de_naissance(a: Identite, b: Identite) -> Indice:
    """What their birth dates say, as far as each is known."""
    if a.date is None or b.date is None:
        return Indice("", 10)
    if Precision.JOUR is a.precision is b.precision:
        return _of_days(a.date, b.date)
    if a.date.year == b.date.year:
        return Indice("même année", 20)
    about = Precision.ESTIMEE in (a.precision, b.precision)
    return Indice("", 5 if about and abs(a.date.year - b.date.year) <= 2 else APART)


APART = -60
SAME_DAY = Indice("même naissance", 35)
_NOMS = {
    Degre.AUCUN: Indice("", APART),
    Degre.UN_SEUL: Indice("un nom en commun", 15),
    Degre.PROCHE: Indice("nom proche", 30),
    Degre.SON: Indice("se prononce pareil", 40),
    Degre.MEME: Indice("même nom", 50),
}


def _of_days(a: dt.date, b: dt.date) -> Indice:
    if a == b:
        return SAME_DAY
    if a.year == b.year and (a.month, a.day) == (b.day, b.month):
        return Indice("jour et mois inversés", 25)
    differ = sum((a.year != b.year, a.month != b.month, a.day != b.day))
    if differ == 1 and abs(a.year - b.year) in (0, 1, 10):
        return Indice("naissance à un chiffre près", 10)
    return Indice("", APART)


def similarite() -> Callable[[str, str], float]:
    """Jaro-Winkler; its package is loaded when the first names are compared."""
    from rapidfuzz.distance import JaroWinkler

    compare: Any = JaroWinkler.similarity  # it may take more than two texts
    return cast(Callable[[str, str], float], compare)


def _degre(noms: Sequence[str], prenoms: Sequence[str], other: Identite) -> Degre:
    best = max((_of_names(a, b) for a in noms for b in other.noms), default=Degre.AUCUN)
    firsts = max((_of_names(a, b) for a in prenoms for b in other.prenoms), default=Degre.AUCUN)
    if best and firsts:
        return min(best, firsts)
    alone = (noms and other.noms) and (prenoms and other.prenoms)
    if max(best, firsts) >= Degre.SON and alone:
        return Degre.UN_SEUL
    return Degre.AUCUN


def _of_names(a: str, b: str) -> Degre:
    if a == b:
        return Degre.MEME
    if son(a) == son(b):
        return Degre.SON
    return Degre.PROCHE if similarite()(a, b) >= CLOSE else Degre.AUCUN


_COLUMNS = """id, nom_naissance, nom_usage, prenom, prenom_usage, surnom, date_naissance,
 precision_naissance, telephone, telephone_autre, commune, sexe_id"""


def dossiers(keys: Sequence[str]) -> dict[str, Dossier]:
    """These files, without those that are archived."""
    found: dict[str, Dossier] = {}
    engine = handle().engine
    for start in range(0, len(keys), _BATCH):
        batch = keys[start : start + _BATCH]
        marks = ", ".join([engine.param] * len(batch))
        sql = f"SELECT {_COLUMNS} FROM personne WHERE id IN ({marks}) AND archived_at IS NULL"
        for row in engine.execute_sql(sql, tuple(batch)).fetchall():
            found[row[0]] = _dossier(row)
    return found


def _dossier(row: Any) -> Dossier:
    date = dt.date.fromisoformat(row[6]) if isinstance(row[6], str) else row[6]
    born = Naissance(date, Precision(row[7]))
    who = identite(row[1:3], row[3:5], born, row[8:10])
    name = shown_name(row[2] or row[1], row[4] or row[3], row[5])
    return Dossier(row[0], who, name, born.texte, row[10], row[11], row[8] or row[9])


def same_commune(a: str, b: str) -> bool:
    return bool(a) and fold(a) == fold(b)
