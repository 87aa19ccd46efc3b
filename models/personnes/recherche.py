"""Finding a person as one types: words in any order, birth date, telephone, fiche number.

A beginning that few files have is answered by its own rows. One that many have (« d ») is looked
for among the first names in order and among those that begin with it: the first answers come at
once at half a million files, and are exact unless there are far more than anyone reads.
"""

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from models.base.database import handle
from models.base.search import fold, query_words
from models.personnes.mots import PersonneMot
from models.personnes.naissance import Naissance, Precision
from models.personnes.personne import Personne, shown_name

ANSWERS = 20
_MANY = 6000  # rows of a word beyond which reading them all is too slow
_AHEAD = 1000  # names read in order for a beginning that many have
_DIGITS = re.compile(r"\+?\d+(?:[\s./-]+\d+)+")
_LAST = "\uffff"


class Trouvee(NamedTuple):
    """One answer: enough to tell two homonyms apart."""

    id: str
    nom: str
    naissance: str
    commune: str

    @property
    def precisions(self) -> str:
        """« 12/03/2007 · Limoges »."""
        return " · ".join(part for part in (self.naissance, self.commune) if part)


def typed_words(text: str) -> list[str]:
    """The words of a query; figures written in groups (06 12…, 12/03/2007) are one word."""
    joined = _DIGITS.sub(lambda m: _national(re.sub(r"\D", "", m[0]), m[0]), text)
    return query_words(joined)


def search_personnes(text: str, limit: int = ANSWERS) -> list[Trouvee]:
    """The files whose words begin with each word typed, in order of name."""
    words = typed_words(text)
    if not words:
        return []
    counts = {word: _count(word) for word in words}
    rarest = min(words, key=lambda word: counts[word])
    if counts[rarest] < _MANY:
        return _run(*_by_rows([rarest], [word for word in words if word != rarest]), limit)
    found = _run(*_among_first(words), limit)
    return found if len(found) == limit else _run(*_by_rows(words, []), limit)


def trouvee(personne_id: str) -> Trouvee | None:
    """One file as an answer; None if it is gone."""
    found = _files(Personne.id == personne_id)
    return _shown(found[0]) if found else None


def homonymes(
    nom: str, prenom: str, naissance: Naissance | None = None, telephone: str = ""
) -> list[Trouvee]:
    """Files that may be the same person: same names in any order, same telephone, or same day of
    birth with a near name."""
    parts = [fold(part).replace(" ", "") for part in (nom, prenom)]
    found = _files(_with_exact_words([part for part in parts if part]))
    if telephone:
        found += _files(Personne.telephone == telephone)
    if naissance and naissance.date and naissance.precision is Precision.JOUR:
        keys = {fold(f"{nom} {prenom}"), fold(f"{prenom} {nom}")}
        same_day = _files(Personne.date_naissance == naissance.date)
        found += [p for p in same_day if _is_near(keys, p.cle)]
    return [_shown(p) for p in {p.id: p for p in found}.values()][:ANSWERS]


def with_words(query: Any, personne: Any, text: str) -> Any:
    """Narrow a query to the rows whose `personne` column answers to what was typed."""
    for word in typed_words(text):
        found = PersonneMot.select(PersonneMot.personne).where(
            (PersonneMot.mot >= word) & (PersonneMot.mot < word + _LAST)
        )
        query = query.where(personne.in_(found))
    return query


_COLUMNS = """p.id, p.nom_naissance, p.nom_usage, p.prenom, p.prenom_usage, p.surnom,
 p.date_naissance, p.precision_naissance, p.commune"""
_RANGE = "mot >= ? AND mot < ?"


def _count(word: str) -> int:
    """How many rows a word has, as far as it matters."""
    sql = f"SELECT COUNT(*) FROM (SELECT 1 FROM personne_mot WHERE {_RANGE} LIMIT {_MANY}) AS m"
    return int(_execute(sql, _bounds([word])).fetchone()[0])


def _by_rows(words: Sequence[str], others: Sequence[str]) -> tuple[str, list[str]]:
    """All files that hold each word; what sorts them must not tempt to walk all names instead."""
    rows = f"SELECT DISTINCT personne_id FROM personne_mot WHERE {_RANGE}"
    every = " INTERSECT ".join([rows] * len(words))
    sql = (
        f"WITH m AS MATERIALIZED ({every}) "
        f"SELECT {_COLUMNS} FROM m JOIN personne p ON p.id = m.personne_id "
        f"WHERE {_holds_all(others, 'p.archived_at IS NULL')} ORDER BY p.cle || '', p.id"
    )
    return sql, _bounds([*words, *others])


def _among_first(words: Sequence[str]) -> tuple[str, list[str]]:
    """The files that hold all words, among the first names and the first that begin with one."""
    files = f"SELECT {_COLUMNS}, p.cle FROM personne p WHERE p.archived_at IS NULL"
    order = f"ORDER BY p.cle, p.id LIMIT {_AHEAD}"
    parts = [f"{files} {order}", *[f"{files} AND p.cle >= ? AND p.cle < ? {order}"] * len(words)]
    union = " UNION ".join(f"SELECT * FROM ({part}) AS f{i}" for i, part in enumerate(parts))
    sql = (
        f"WITH p AS MATERIALIZED ({union}) "
        f"SELECT {_COLUMNS} FROM p WHERE {_holds_all(words)} ORDER BY p.cle, p.id"
    )
    return sql, _bounds([*words, *words])


def _holds_all(words: Sequence[str], *conditions: str) -> str:
    exists = f"EXISTS (SELECT 1 FROM personne_mot w WHERE w.personne_id = p.id AND w.{_RANGE})"
    return " AND ".join([*conditions, *[exists] * len(words)])


def _run(sql: str, params: Sequence[str], limit: int) -> list[Trouvee]:
    return [_found(row) for row in _execute(f"{sql} LIMIT {int(limit)}", params).fetchall()]


def _execute(sql: str, params: Sequence[str]) -> Any:
    return handle().engine.execute_sql(sql.replace("?", handle().engine.param), params)


def _bounds(words: Sequence[str]) -> list[str]:
    return [bound for word in words for bound in (word, word + _LAST)]


def _files(condition: Any) -> list[Personne]:
    return list(Personne.select().where(condition & Personne.archived_at.is_null()).limit(200))


def _with_exact_words(words: Sequence[str]) -> Any:
    """The files that hold each of these words whole; none, when there is no word."""
    condition: Any = Personne.id == ""
    for i, word in enumerate(words):
        holders = PersonneMot.select(PersonneMot.personne).where(PersonneMot.mot == word)
        inside = Personne.id.in_(holders)
        condition = inside if i == 0 else condition & inside
    return condition


def _is_near(keys: set[str], cle: str) -> bool:
    from rapidfuzz.distance import JaroWinkler

    return any(JaroWinkler.similarity(key, cle) >= 0.90 for key in keys)


def _national(digits: str, written: str) -> str:
    return "0" + digits[2:] if written.startswith("+33") else digits


def _found(row: Any) -> Trouvee:
    date = dt.date.fromisoformat(row[6]) if isinstance(row[6], str) else row[6]
    naissance = Naissance(date, Precision(row[7]))
    name = shown_name(row[2] or row[1], row[4] or row[3], row[5])
    return Trouvee(row[0], name, naissance.texte, row[8])


def _shown(personne: Personne) -> Trouvee:
    return Trouvee(personne.id, personne.nom_affiche, personne.naissance.texte, personne.commune)
