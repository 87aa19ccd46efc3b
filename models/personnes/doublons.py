"""Files of the whole base that are likely the same person: pairs, scored and explained.

People are compared who share a word of the index: a day of birth, a telephone, the sound of their
names. Never all with all: half a million files are read once, in the order of that index.
"""

import hashlib
import itertools
import weakref
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from models.base.database import Handle, handle
from models.base.droit import Droit
from models.base.progress import Progress
from models.base.table import every_table, tuples_of
from models.personnes.fusion import Homonymie
from models.personnes.mots import ARCHIVED
from models.personnes.personne import Personne
from models.personnes.ressemblance import (
    Dossier,
    Indice,
    dossiers,
    indice_de_naissance,
    indice_des_noms,
    same_commune,
)
from models.personnes.sons import SON

ENOUGH = 50  # what the facts of a pair must weigh together
SHOWN = 500  # pairs kept, the likeliest
_KEPT = 4 * SHOWN
_READ = 20_000  # rows of the index read at once
_AT_ONCE = 500  # people whose files are read together
_CROWD = 40  # people of one word: all are compared with all
_NEXT = 12  # in a crowd, each is compared with the next in order of name
_SPELLED = 0.86  # of the same day: below, two names are not compared any further
_LAST = "\uffff"


class Paire(NamedTuple):
    """Two files that are likely one person, the oldest first."""

    cle: str
    premier: Dossier
    second: Dossier
    poids: int
    raisons: tuple[str, ...]


class Doublons(NamedTuple):
    """The likeliest pairs, best first; `tronque` if there were more than are kept."""

    paires: tuple[Paire, ...]
    tronque: bool = False


def doublons(progress: Progress | None = None) -> Doublons:
    """Look through the whole base; long on a large one, so for a job."""
    handle().require_actor().require(Droit.EXPORT_NOMINATIF)
    every_table()  # loaded here, aside: to compare two files asks for it
    search = _Search()
    waiting: dict[tuple[str, str], None] = {}
    for block in _blocks(progress or Progress()):
        waiting.update(dict.fromkeys(_pairs(block)))
        if len(waiting) >= _AT_ONCE:
            search.weigh(waiting)
            waiting.clear()
    search.weigh(waiting)
    _found[handle()] = search.best()
    return standing_doublons() or Doublons(())


def known_doublons() -> Doublons | None:
    """All that was found last in this open base; None before anybody looked."""
    return _found.get(handle())


def standing_doublons() -> Doublons | None:
    """The same, less what was merged, archived or told apart since; a question of two readings."""
    found = known_doublons()
    if found is None:
        return None
    distinct = distinct_pairs()
    here = dossiers(sorted({one.id for p in found.paires for one in (p.premier, p.second)}))
    kept = tuple(
        p._replace(premier=here[p.premier.id], second=here[p.second.id])
        for p in found.paires
        if (p.premier.id, p.second.id) not in distinct
        and p.premier.id in here
        and p.second.id in here
    )
    return found._replace(paires=kept)


def count_doublons() -> int:
    """How many of them stand; 0 before anybody looked."""
    found = known_doublons()
    if found is None or not found.paires:
        return 0
    distinct = distinct_pairs()
    keys = sorted({one.id for p in found.paires for one in (p.premier, p.second)})
    gone = Personne.select(Personne.id).where(Personne.archived_at.is_null(False))
    away = {row[0] for row in tuples_of(gone.where(Personne.id.in_(keys)))}
    pairs = ((p.premier.id, p.second.id) for p in found.paires)
    return sum(pair not in distinct and not away & set(pair) for pair in pairs)


_found: "weakref.WeakKeyDictionary[Handle, Doublons]" = weakref.WeakKeyDictionary()


def paire_of(a: Dossier, b: Dossier) -> Paire:
    """Weigh what two files share."""
    first, second = sorted((a, b), key=lambda one: one.id)
    facts = [fact for fact in _facts(first, second) if fact.poids]
    said = tuple(fact.phrase for fact in facts if fact.phrase)
    return Paire(
        pair_key(first.id, second.id), first, second, sum(fact.poids for fact in facts), said
    )


def pair_key(a: str, b: str) -> str:
    """A key like those of rows, the same whichever comes first."""
    text = "".join(sorted((a, b))).encode()
    return hashlib.blake2b(text, digest_size=16).hexdigest()


def distinct_pairs() -> set[tuple[str, str]]:
    """Those that somebody said to be two people."""
    rows = tuples_of(Homonymie.select(Homonymie.personne, Homonymie.autre))
    return {(min(row), max(row)) for row in rows}


class _Search:
    """The pairs met so far that weigh enough."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], Paire] = {}
        self._truncated = False

    def weigh(self, pairs: dict[tuple[str, str], None]) -> None:
        new = [pair for pair in pairs if pair not in self._found]
        files = dossiers(sorted({key for pair in new for key in pair}))
        for a, b in new:
            if a in files and b in files:
                paire = paire_of(files[a], files[b])
                if paire.poids >= ENOUGH:
                    self._found[a, b] = paire
        if len(self._found) > 2 * _KEPT:
            self._truncated = True
            self._found = dict(sorted(self._found.items(), key=_by_weight)[:_KEPT])

    def best(self) -> Doublons:
        best = [paire for _, paire in sorted(self._found.items(), key=_by_weight)]
        return Doublons(tuple(best[:SHOWN]), self._truncated or len(best) > SHOWN)


def _by_weight(item: tuple[tuple[str, str], Paire]) -> tuple[int, str, str]:
    paire = item[1]
    return -paire.poids, paire.premier.nom, paire.cle


def _facts(a: Dossier, b: Dossier) -> Iterator[Indice]:
    yield indice_des_noms(a.identite, b.identite)
    yield indice_de_naissance(a.identite, b.identite)
    if a.identite.telephones & b.identite.telephones:
        yield Indice("même téléphone", 20)
    if same_commune(a.commune, b.commune):
        yield Indice("même commune", 5)
    if a.sexe and b.sexe and a.sexe != b.sexe:
        yield Indice("", -30)


class _Row(NamedTuple):
    mot: str
    cle: str
    personne_id: str


def _pairs(block: Sequence[_Row]) -> Iterator[tuple[str, str]]:
    """Who is compared with whom among the people of one word, in order of name."""
    if len(block) < 2:
        return
    mot = block[0].mot
    by_spelling = len(mot) == 8 and mot.isdigit()
    reach = len(block) if len(block) <= _CROWD else _NEXT
    for at, one in enumerate(block):
        others = block[at + 1 : at + 1 + reach]
        for other in _spelled_alike(one, others) if by_spelling else others:
            a, b = one.personne_id, other.personne_id
            yield (a, b) if a < b else (b, a)


def _spelled_alike(one: _Row, others: Sequence[_Row]) -> list[_Row]:
    """Those of a near spelling, among people who were only born the same day."""
    from rapidfuzz.distance import JaroWinkler
    from rapidfuzz.process import extract

    near = extract(
        one.cle,
        [other.cle for other in others],
        scorer=JaroWinkler.similarity,
        score_cutoff=_SPELLED,
        limit=None,
    )
    return [others[at] for _, _, at in near]


def _blocks(progress: Progress) -> Iterator[list[_Row]]:
    """The people of each word that tells something."""
    for mot, rows in itertools.groupby(_rows(progress), key=lambda row: row.mot):
        if mot[0] != SON or _comes_first(mot):
            yield list(rows)


def _comes_first(mot: str) -> bool:
    """Each pair of sounds stands twice in the index, once in each order."""
    a, _, b = mot[1:].partition(".")
    return a <= b


_RANGES = (("0", ":", "length(mot) >= 8 AND"), (SON, SON + _LAST, ""))
_EACH = 4  # rows of a person with a birth date and a telephone


def _rows(progress: Progress) -> Iterator[_Row]:
    """Rows of days of birth, telephones and sounds, in the order of their index."""
    total = _EACH * int(_execute("SELECT COUNT(*) FROM personne", ())[0][0])
    done = 0
    for first, last, telling in _RANGES:
        after: _Row | None = _Row(first, "", "")
        while after is not None:
            progress.step(min(done, total), total)
            page = _page(after, last, telling=telling)
            done += len(page)
            yield from page
            after = page[-1] if len(page) == _READ else None


def _page(after: _Row, last: str, *, telling: str) -> list[_Row]:
    sql = (
        "SELECT mot, cle, personne_id FROM personne_mot "
        f"WHERE (mot, cle, personne_id) > (?, ?, ?) AND mot < ? AND {telling} marks < {ARCHIVED} "
        f"ORDER BY mot, cle, personne_id LIMIT {_READ}"
    )
    return [_Row(*row) for row in _execute(sql, (*after, last))]


def _execute(sql: str, params: Sequence[Any]) -> list[Any]:
    engine = handle().engine
    return list(engine.execute_sql(sql.replace("?", engine.param), tuple(params)).fetchall())
