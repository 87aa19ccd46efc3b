"""The words by which a person is found: names, compact forms, birth date, telephone, fiche."""

from collections.abc import Iterable
from typing import Any, Protocol

import peewee

from models.base.database import handle
from models.base.fields import CodeField
from models.base.search import words
from models.base.table import PlainTable, tuples_of


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
    """One word of one person; `source` is `nom` for her own, else the area that added it."""

    personne = peewee.DeferredForeignKey("Personne", backref="+", on_delete="CASCADE")
    mot = CodeField()
    source = CodeField(max_length=20, default="nom")

    class Meta:
        primary_key = peewee.CompositeKey("personne", "mot", "source")
        indexes = ((("mot", "personne"), False),)


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
    return found | of_facts(None, "inconnue", personne.telephone_autre)


def of_facts(date: Any, precision: str, telephone: str) -> set[str]:
    """The words of a birth date (12032007, 2007) and of a telephone (0612345678)."""
    found: set[str] = set()
    if date is not None:
        found.add(f"{date.year}")
        if precision == "jour":
            found.update((f"{date:%d%m%Y}", f"{date:%d%m%y}"))
    if telephone:
        national = "0" + telephone[3:] if telephone.startswith("+33") else telephone.strip("+")
        found.add(national)
    return found


def write(personne: Nommee) -> None:
    """Bring the words of a person up to date, inside a command."""
    put(personne.id, of_personne(personne), source="nom")


def put(personne_id: str, wanted: set[str], *, source: str) -> None:
    here = (PersonneMot.personne == personne_id) & (PersonneMot.source == source)
    known = {row[0] for row in tuples_of(PersonneMot.select(PersonneMot.mot).where(here))}
    if known - wanted:
        PersonneMot.delete().where(here & PersonneMot.mot.in_(known - wanted)).execute()
    add_rows((personne_id, mot, source) for mot in sorted(wanted - known))


def add_rows(rows: Iterable[tuple[str, str, str]]) -> None:
    """Add many (person, word, source), inside a command."""
    param = handle().engine.param
    handle().engine.cursor().executemany(
        f"INSERT INTO personne_mot (personne_id, mot, source) VALUES ({param}, {param}, {param})",
        list(rows),
    )
