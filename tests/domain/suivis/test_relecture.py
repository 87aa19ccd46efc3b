"""What a text holds that had better not be kept: found as whole words, told, never blocked."""

from typing import Any

import pytest

from models.nomenclatures.listes import save_valeur
from models.nomenclatures.valeur import Valeur
from models.suivis.relecture import LISTE, NIR, Relecture, said_remarques


@pytest.mark.parametrize(
    ("texte", "themes"),
    [
        ("Il veut passer le permis.", []),
        ("Elle parle de sa dépression", ["Santé"]),
        ("DÉPRESSIONS", ["Santé"]),
        ("La foule l’effraie", []),
        ("On dit qu’il est fou, et menteur", ["Jugement sur la personne"]),
        ("mis en garde  à vue, puis en prison", ["Justice"]),
        ("une course contre la montre", []),
        ("", []),
    ],
)
def test_words_of_the_list_are_found_whole(base: Any, texte: str, themes: list[str]) -> None:
    assert [one.pourquoi for one in Relecture().remarques(texte)] == themes


def test_the_number_is_told_first(base: Any) -> None:
    found = Relecture().remarques("prison, 1 85 05 78 006 084 91")
    assert [one.pourquoi for one in found] == [NIR, "Justice"]
    assert said_remarques(found) == f"{NIR} À relire\u00a0: Justice («\u00a0prison\u00a0»)."
    assert said_remarques([]) == ""
    assert [
        one.pourquoi for one in Relecture().remarques("1 85 05 78 006 084 19, mal recopié")
    ] == [NIR]


def test_the_structure_edits_the_list(base: Any) -> None:
    justice = Valeur.get_by_id(f"{LISTE}.justice")
    save_valeur(justice, mots="tribunal, juge")
    relecture = Relecture()
    assert [one.trouve for one in relecture.remarques("le tribunal et la prison")] == [
        "«\u00a0tribunal\u00a0»"
    ]
