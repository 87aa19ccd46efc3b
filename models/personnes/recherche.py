"""Finding a person as one types: words in any order, birth date, telephone, fiche number.

The rows of the longest word are read in their index, sifted by the marks of the others: nothing
else is read but the files shown. Letters alone (« d », « m d ») are what very many have: they are
first looked for in order of name, where they are met soon. Either way the answers are exact.
"""

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any, NamedTuple

import peewee

from models.base.database import handle
from models.base.search import query_words
from models.personnes.mots import ARCHIVED, EVERYBODY, PersonneMot, are_told, marks_of
from models.personnes.naissance import Naissance, Precision
from models.personnes.personne import Personne, shown_name

ANSWERS = 20
_AHEAD = 30_000  # names read in order for letters alone
_SEVERAL = 8  # words of one person that may begin alike
_FEW, _CROWD = 1500, 25_000  # people: each found one by one, met at every turn of a list
_DIGITS = re.compile(r"(?<!\d)\+?\d++(?:[\s./-]++\d++)+")  # never tried twice on the same figures
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

    @property
    def annee(self) -> str:
        """The year of birth alone: it tells most homonyms apart, and names nobody."""
        year = re.search(r"\d{4}$", self.naissance)
        return year[0] if year else ""


def typed_words(text: str) -> list[str]:
    """The words of a query; figures written in groups (06 12…, 12/03/2007) are one word."""
    joined = _DIGITS.sub(lambda m: _national(re.sub(r"\D", "", m[0]), m[0]), text)
    return query_words(joined)


def search_personnes(text: str, limit: int = ANSWERS) -> list[Trouvee]:
    """The files whose words begin with each word typed, in order of name."""
    words = typed_words(text)
    if not words:
        return []
    if all(map(are_told, words)):
        keys = _keys(*_in_order(words), limit)
        if len(keys) == limit:
            return _shown_files(keys)
    return _shown_files(_keys(*_by_rows(words), limit * _SEVERAL)[:limit])


def trouvee(personne_id: str) -> Trouvee | None:
    """One file as an answer; None if it is gone."""
    found = _files(Personne.id == personne_id)
    return _shown(found[0]) if found else None


def with_words(query: Any, personne: Any, text: str) -> Any:
    """Narrow a query to the rows whose `personne` column answers to what was typed."""
    for condition in answering(personne, text):
        query = query.where(condition)
    return query


def answering(personne: Any, text: str, *, beside: bool = False) -> list[Any]:
    """What is asked of a `personne` column for it to answer to what was typed; nothing, of none.

    How is chosen by how many people answer today, since no engine can tell: it must begin with
    their rows when they are few, and otherwise follow the order of the list until it has a page.
    `beside` another condition, under an OR, a server must have the few in an array: it would try
    every row of the list on a subquery, where SQLite takes each half by its index.
    """
    words = typed_words(text)
    if not words:
        return []
    marks = marks_of(words)
    count = _count(words, marks)
    conditions = []
    for word in _to_look_for(words):
        held = _begins(word) & (PersonneMot.marks.bin_and(marks) == marks)
        if count < _CROWD:
            keys: Any = PersonneMot.select(PersonneMot.personne).where(held)
            in_array = beside and count < _FEW and handle().is_server
            found = personne == _any_of(keys) if in_array else personne.in_(keys)
        else:
            hers = PersonneMot.select(1).where((PersonneMot.personne == personne) & held)
            found = peewee.fn.EXISTS(hers)
        conditions.append(found if count < _FEW else peewee.Expression(found, "IS", _TRUE))
    return conditions


_TRUE = peewee.SQL("TRUE")  # said of a condition, it is tried on each row and makes no join
_COLUMNS = """p.id, p.nom_naissance, p.nom_usage, p.prenom, p.prenom_usage, p.surnom,
 p.date_naissance, p.precision_naissance, p.commune"""
_RANGE = "mot >= ? AND mot < ?"
_SIFTED = f"{_RANGE} AND marks & ? = ?"


def _by_rows(words: Sequence[str]) -> tuple[str, list[Any]]:
    """All who hold each word, in order of name; one may come as often as her words begin alike."""
    first, *others = _to_look_for(words)
    marks = marks_of(words)
    hold = f"SELECT personne_id FROM personne_mot WHERE {_SIFTED}"
    # IS TRUE keeps both engines from a join, whose plan they would choose by a wrong guess.
    conditions = [_SIFTED, *[f"(personne_id IN ({hold})) IS TRUE"] * len(others)]
    sql = (
        f"SELECT personne_id FROM personne_mot WHERE {' AND '.join(conditions)} "
        "ORDER BY cle, personne_id"
    )
    params = [(word, word + _LAST, marks | ARCHIVED, marks) for word in (first, *others)]
    return sql, [param for group in params for param in group]


def _in_order(words: Sequence[str]) -> tuple[str, list[Any]]:
    """Those among the first names whose marks tell that they answer, until there are enough.

    The order is that of the inner query, which both engines follow: to sort again what comes out
    of it would be to read it to its end.
    """
    marks = marks_of(words)
    sql = (
        "SELECT personne_id FROM (SELECT personne_id, marks FROM personne_mot "
        f"WHERE mot = '{EVERYBODY}' ORDER BY cle, personne_id LIMIT {_AHEAD}) AS f "
        "WHERE marks & ? = ?"
    )
    return sql, [marks | ARCHIVED, marks]


def _to_look_for(words: Sequence[str]) -> list[str]:
    """The longest word, and those that the marks of her rows do not tell already."""
    return [words[0], *[word for word in words[1:] if not are_told(word)]]


def _count(words: Sequence[str], marks: int) -> int:
    """How many rows of the longest word bear these marks, as far as it matters."""
    rows = f"SELECT 1 FROM personne_mot WHERE {_SIFTED} LIMIT {_CROWD}"
    found = _execute(
        f"SELECT COUNT(*) FROM ({rows}) AS m", (words[0], words[0] + _LAST, marks, marks)
    )
    return int(found.fetchone()[0])


def _keys(sql: str, params: Sequence[Any], limit: int) -> list[str]:
    rows = _execute(f"{sql} LIMIT {int(limit)}", params).fetchall()
    return list(dict.fromkeys(row[0] for row in rows))


def _shown_files(keys: Sequence[str]) -> list[Trouvee]:
    """These files, in order of name."""
    if not keys:
        return []
    each = ", ".join(["?"] * len(keys))
    sql = f"SELECT {_COLUMNS} FROM personne p WHERE p.id IN ({each}) ORDER BY p.cle, p.id"
    return [_found(row) for row in _execute(sql, keys).fetchall()]


def _execute(sql: str, params: Sequence[Any]) -> Any:
    return handle().engine.execute_sql(sql.replace("?", handle().engine.param), params)


def _begins(word: str) -> Any:
    return (PersonneMot.mot >= word) & (PersonneMot.mot < word + _LAST)


def _any_of(keys: Any) -> Any:
    return peewee.fn.ANY(peewee.fn.ARRAY(keys))


def _files(condition: Any) -> list[Personne]:
    return list(Personne.select().where(condition & Personne.archived_at.is_null()).limit(200))


def _national(digits: str, written: str) -> str:
    return "0" + digits[2:] if written.startswith("+33") else digits


def _found(row: Any) -> Trouvee:
    date = dt.date.fromisoformat(row[6]) if isinstance(row[6], str) else row[6]
    naissance = Naissance(date, Precision(row[7]))
    name = shown_name(row[2] or row[1], row[4] or row[3], row[5])
    return Trouvee(row[0], name, naissance.texte, row[8])


def _shown(personne: Personne) -> Trouvee:
    return Trouvee(personne.id, personne.nom_affiche, personne.naissance.texte, personne.commune)
