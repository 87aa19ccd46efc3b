"""The first answers to what is typed: right and in order, whichever way they are looked for."""

import itertools

import pytest

from models.base.command import command
from models.base.database import Handle
from models.base.droit import Droit
from models.base.search import fold, words
from models.base.table import add_all
from models.personnes import mots, recherche
from models.personnes.personne import Personne
from models.personnes.recherche import search_personnes

NOMS = ("Abdallah", "Bernard", "Diallo", "Diop", "De la Croix", "Martin", "Zidane")
PRENOMS = ("Awa", "Denise", "Dino", "Jean", "Léa", "Mamadou")
COLUMNS = ("id", "nom_naissance", "prenom", "precision_naissance", "cle", "nom_usage",
           "prenom_usage", "surnom", "commune", "telephone", "telephone_autre", "courriel",
           "adresse", "code_postal", "quartier", "commentaire", "lieu_naissance")  # fmt: skip
PEOPLE = [
    (f"{rank:032x}", nom, prenom)
    for rank, (nom, prenom, _) in enumerate(itertools.product(NOMS, PRENOMS, range(3)))
]
TYPED = ("d", "di", "diallo", "dino di", "awa", "z", "m d", "de la", "la de croix", "l j", "x d")


@command(right=Droit.IMPORT, label="Personnes", undoable=False)
def fill() -> None:
    rest = ("",) * (len(COLUMNS) - 5)
    people = ((*one, "inconnue", fold(f"{one[1]} {one[2]}"), *rest) for one in PEOPLE)
    add_all(Personne, COLUMNS, people)
    mots.add_rows((key, mot, "nom") for key, nom, prenom in PEOPLE for mot in words(nom, prenom))


def expected(typed: str) -> list[str]:
    """Every file in order of name, sifted by hand."""
    ordered = sorted(PEOPLE, key=lambda one: (fold(f"{one[1]} {one[2]}"), one[0]))
    return [
        key
        for key, nom, prenom in ordered
        if all(any(w.startswith(t) for w in words(nom, prenom)) for t in typed.split())
    ]


@pytest.mark.parametrize(("many", "ahead"), [(10_000, 1000), (1, 1000), (1, 7), (20, 20)])
def test_answers_are_right_whichever_way_they_are_found(
    base: Handle, monkeypatch: pytest.MonkeyPatch, many: int, ahead: int
) -> None:
    monkeypatch.setattr(recherche, "_MANY", many)
    monkeypatch.setattr(recherche, "_AHEAD", ahead)
    fill()
    for typed in TYPED:
        every, limit = expected(typed), 5
        found = [one.id for one in search_personnes(typed, limit)]
        assert len(found) == min(limit, len(every)), typed
        assert set(found) <= set(every), typed
        assert found == sorted(found, key=every.index), typed
        if many > ahead or ahead > len(PEOPLE):
            assert found == every[:limit], typed


def test_no_way_reads_all_names(base: Handle) -> None:
    """At half a million files, walking the names took twelve seconds for « di »."""
    if base.is_server:
        pytest.skip("the server plans by its statistics; the bench measures it")
    rows, first = recherche._by_rows(["di"], ["awa"]), recherche._among_first(["d", "a"])
    by_rows, among = plan(base, *rows), plan(base, *first)
    assert "personne_cle" not in by_rows
    assert "mot>? AND mot<?" in by_rows
    assert among.count("USING INDEX personne_cle") == 3
    assert "SCAN p\n" not in by_rows


def plan(base: Handle, sql: str, params: list[str]) -> str:
    rows = base.engine.execute_sql(f"EXPLAIN QUERY PLAN {sql} LIMIT 20", params).fetchall()
    return "".join(f"{row[3]}\n" for row in rows)
