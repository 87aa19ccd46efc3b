"""The words by which a person is found: names, compact forms, birth date, telephone, fiche."""

from collections.abc import Callable, Iterable
from typing import Any, Protocol

import peewee

from models.base.database import handle
from models.base.fields import BigIntegerField, CodeField, TextField
from models.base.search import words
from models.base.table import PlainTable, insert_sql, table_named, tuples_of
from models.personnes.sons import SON, collees, mots_de_son


class Nommee(Protocol):
    """Whoever has an identifier, names, a birth date and telephones: a `Personne`."""

    id: Any
    nom_naissance: Any
    nom_usage: Any
    prenom: Any
    prenom_usage: Any
    surnom: Any
    date_naissance: Any
    precision_naissance: Any
    telephone: Any
    telephone_autre: Any


class PersonneMot(PlainTable):
    """One word of one person; `source` is `nom` for her own, else the area that added it.

    `cle` sorts her among the answers and `marks` sifts them (see `marks_of`): both are the same in
    all her rows, so that a search reads one index, in its order, and no file but those it shows.
    """

    personne = peewee.DeferredForeignKey("Personne", backref="+", on_delete="CASCADE", index=False)
    mot = CodeField()
    source = CodeField(max_length=20, default="nom")
    marks = BigIntegerField()
    cle = TextField(max_length=400)

    class Meta:
        primary_key = peewee.CompositeKey("personne", "mot", "source")
        indexes = ((("mot", "cle", "personne", "marks"), False),)


EVERYBODY = ""  # a word of all people: its rows are their marks in order of name
ARCHIVED = 1 << 60


def marks_of(mots: Iterable[str]) -> int:
    """The first letters of words, a bit for each: without reading them, who can hold « m d b ».

    39 is the least number that keeps letters and figures apart; other scripts share sixteen bits.
    """
    marks = 0
    for mot in filter(None, mots):
        if mot[0] == SON:
            continue
        first = ord(mot[0])
        marks |= 1 << (first % 39 if first < 128 else 39 + first % 16)
    return marks


def are_told(mot: str) -> bool:
    """Whether the marks alone say who has a word that begins so."""
    return len(mot) == 1 and mot.isascii()


def of_personne(personne: Nommee) -> set[str]:
    """Her own words."""
    found = words(
        personne.nom_naissance,
        personne.nom_usage,
        personne.prenom,
        personne.prenom_usage,
        personne.surnom,
    )
    found |= of_facts(personne.date_naissance, personne.precision_naissance, personne.telephone)
    found |= of_facts(None, "inconnue", personne.telephone_autre)
    return found | of_sounds(personne)


def of_sounds(personne: Nommee) -> set[str]:
    """How her names sound together."""
    return mots_de_son(
        collees(personne.nom_naissance, personne.nom_usage),
        collees(personne.prenom, personne.prenom_usage),
    )


def of_telephone(number: str) -> str:
    """A kept number as it is typed here; foreign ones keep their prefix."""
    return "0" + number[3:] if number.startswith("+33") else number.strip("+")


def of_facts(date: Any, precision: str, telephone: str) -> set[str]:
    """The words of a birth date (12032007, 2007) and of a telephone (0612345678)."""
    found: set[str] = set()
    if date is not None:
        found.add(f"{date.year}")
        if precision == "jour":
            found.update((f"{date:%d%m%Y}", f"{date:%d%m%y}"))
    if telephone:
        found.add(of_telephone(telephone))
    return found


def write(personne: Nommee) -> None:
    """Bring the words of a person up to date, inside a command."""
    put(personne.id, {EVERYBODY, *of_personne(personne)}, source="nom")


added_by: list[Callable[[str], None]] = []  # write the words that other areas give to a person


def write_all(personne: Nommee) -> None:
    """Bring up to date her own words and those that other areas give her."""
    write(personne)
    for write_others in added_by:
        write_others(personne.id)


def erase(personne_id: str) -> None:
    """Let nothing find this file any more."""
    PersonneMot.delete().where(PersonneMot.personne == personne_id).execute()


def put(personne_id: str, wanted: set[str], *, source: str) -> None:
    """Make these the words that a source gives to a person."""
    hers = PersonneMot.personne == personne_id
    columns = (PersonneMot.mot, PersonneMot.source, PersonneMot.cle, PersonneMot.marks)
    rows = tuples_of(PersonneMot.select(*columns).where(hers))
    known = {row[0] for row in rows if row[1] == source}
    others = {row[0] for row in rows if row[1] != source}
    if known - wanted:
        gone = (PersonneMot.source == source) & PersonneMot.mot.in_(known - wanted)
        PersonneMot.delete().where(hers & gone).execute()
    cle, archived = _sorted_as(personne_id)
    marks = marks_of(wanted | others) | archived
    if any(row[2:] != (cle, marks) for row in rows):
        PersonneMot.update(cle=cle, marks=marks).where(hers).execute()
    _insert((personne_id, mot, source, marks, cle) for mot in sorted(wanted - known))


def add_people(people: Iterable[tuple[str, str, set[str]]]) -> None:
    """Add the words of many new people, each as (id, cle, words), inside a command."""
    _insert(
        (key, mot, "nom", marks, cle)
        for key, cle, mots in people
        for marks in (marks_of(mots),)
        for mot in (EVERYBODY, *mots)
    )


def archive_people(keys: Iterable[str], *, back: bool = False) -> None:
    """Tell that many people are archived, or no longer, inside a command; their words stay."""
    marks = PersonneMot.marks - ARCHIVED if back else PersonneMot.marks.bin_or(ARCHIVED)
    before = ARCHIVED if back else 0
    for key in keys:
        hers = (PersonneMot.personne == key) & (PersonneMot.marks.bin_and(ARCHIVED) == before)
        PersonneMot.update(marks=marks).where(hers).execute()


def _sorted_as(personne_id: str) -> tuple[str, int]:
    """What her file repeats in each of her words: her place in the order, whether she is here."""
    table: Any = table_named("personne")
    query = table.select(table.cle, table.archived_at).where(table.id == personne_id)
    cle, archived_at = query.tuples().get()
    return cle, ARCHIVED if archived_at else 0


def _insert(rows: Iterable[tuple[str, str, str, int, str]]) -> None:
    engine = handle().engine
    names = ("personne_id", "mot", "source", "marks", "cle")
    engine.cursor().executemany(insert_sql(PersonneMot, engine.param, names), list(rows))
