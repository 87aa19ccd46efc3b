"""The first answers to what is typed: right and in order, whichever way they are looked for."""

import itertools
import re
from typing import Any

import pytest

from models.base.command import command, undo_last
from models.base.database import Handle
from models.base.droit import Droit
from models.base.search import fold, words
from models.base.table import add_all
from models.personnes import mots, recherche
from models.personnes.listes import personnes_listing
from models.personnes.personne import Personne, archive_personne, save_personne
from models.personnes.recherche import search_personnes
from tests.factories import a_personne

NOMS = ("Abdallah", "Bernard", "Diallo", "Diop", "De la Croix", "Martin", "Zidane")
PRENOMS = ("Awa", "Denise", "Dino", "Jean", "Léa", "Mamadou")
COLUMNS = ("id", "nom_naissance", "prenom", "precision_naissance", "cle", "nom_usage",
           "prenom_usage", "surnom", "commune", "telephone", "telephone_autre", "courriel",
           "adresse", "code_postal", "quartier", "commentaire", "lieu_naissance")  # fmt: skip
PEOPLE = [
    (f"{rank:032x}", nom, prenom)
    for rank, (nom, prenom, _) in enumerate(itertools.product(NOMS, PRENOMS, range(3)))
]
TYPED = ("d", "di", "diallo", "dino di", "awa", "z", "m d", "de la", "la de croix", "l j", "x d",
         "c d l", "l c de", "dia m", "a d c m")  # fmt: skip


@command(right=Droit.IMPORT, label="Personnes", undoable=False)
def fill() -> None:
    rest = ("",) * (len(COLUMNS) - 5)
    people = ((*one, "inconnue", fold(f"{one[1]} {one[2]}"), *rest) for one in PEOPLE)
    add_all(Personne, COLUMNS, people)
    mots.add_people(
        (key, fold(f"{nom} {prenom}"), words(nom, prenom)) for key, nom, prenom in PEOPLE
    )


def expected(typed: str) -> list[str]:
    """Every file in order of name, sifted by hand."""
    ordered = sorted(PEOPLE, key=lambda one: (fold(f"{one[1]} {one[2]}"), one[0]))
    return [
        key
        for key, nom, prenom in ordered
        if all(any(w.startswith(t) for w in words(nom, prenom)) for t in typed.split())
    ]


@pytest.mark.parametrize("ahead", [10_000, 7])
def test_answers_are_the_first_in_order_whichever_way_they_are_found(
    base: Handle, monkeypatch: pytest.MonkeyPatch, ahead: int
) -> None:
    monkeypatch.setattr(recherche, "_AHEAD", ahead)
    fill()
    for typed in TYPED:
        for limit in (5, 200):
            found = [one.id for one in search_personnes(typed, limit)]
            assert found == expected(typed)[:limit], (typed, limit)


@pytest.mark.parametrize(("few", "crowd"), [(1000, 1000), (1, 1000), (1, 1)])
def test_a_list_is_narrowed_alike_whichever_way_it_is_read(
    base: Handle, monkeypatch: pytest.MonkeyPatch, few: int, crowd: int
) -> None:
    monkeypatch.setattr(recherche, "_FEW", few)
    monkeypatch.setattr(recherche, "_CROWD", crowd)
    fill()
    for typed in TYPED:
        assert [row[0] for row in personnes_listing().searched(typed).rows()] == expected(typed)


def test_what_is_archived_is_no_answer_until_it_is_put_back(base: Handle) -> None:
    personne = a_personne(prenom="Awa")
    archive_personne(personne)
    assert [search_personnes(typed) for typed in ("a", "awa", "d a")] == [[], [], []]
    undo_last()
    assert [len(search_personnes(typed)) for typed in ("a", "awa", "d a")] == [1, 1, 1]


def test_a_changed_name_is_sorted_and_sifted_anew(base: Handle) -> None:
    first, second = a_personne(prenom="Awa"), a_personne(prenom="Béa")
    save_personne(first, prenom="Zoé")
    assert [one.id for one in search_personnes("diallo")] == [second.id, first.id]
    assert [one.id for one in search_personnes("d z")] == [first.id]
    assert search_personnes("d a") == []


def test_marks_of_other_scripts_are_not_taken_for_letters(base: Handle) -> None:
    for code in range(0x430, 0x450):
        a_personne(nom_naissance=chr(code) * 3, prenom="Awa")
    assert search_personnes("d") == search_personnes("a d") == []
    assert len(search_personnes("ж")) == len(search_personnes("a ж")) == 1


def test_a_word_is_read_in_its_index_and_no_file_is(base: Handle) -> None:
    """At half a million files, walking the names took twelve seconds for « di »."""
    fill()
    if base.is_server:
        base.engine.execute_sql("ANALYZE")
        base.engine.execute_sql("SET enable_seqscan = off")  # it would be right for so few rows
    queries = recherche._by_rows(["dia", "ma", "l"]), recherche._in_order(["d", "a"])
    for asked in queries:
        told = plan(base, *asked)
        assert INDEX in told
        assert not re.search(r"SCAN personne|Seq Scan|personne_pkey|autoindex", told), told


INDEX = "personnemot_mot_cle_personne_id_marks"


def plan(base: Handle, sql: str, params: list[Any]) -> str:
    how = "EXPLAIN" if base.is_server else "EXPLAIN QUERY PLAN"
    asked = f"{how} {sql} LIMIT 20".replace("?", base.engine.param)
    return "\n".join(str(row[-1]) for row in base.engine.execute_sql(asked, params).fetchall())
