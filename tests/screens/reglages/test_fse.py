"""The columns of the file for the FSE+: moved, renamed, said in the words of the fund, put back."""

import json

from models.base.command import undo_last
from models.suivis.colonne_export import colonnes
from tests.screens.reglages.bureau import Responsable

LIST = "reglages.fse.colonnes"


def heads() -> list[str]:
    return [one.entete for one in colonnes()]


def test_a_column_is_moved_renamed_and_says_the_words_of_the_fund(bureau: Responsable) -> None:
    bureau.go("fse").choose_row(LIST, "Sexe").press("Alt+Haut")
    assert heads()[4:6] == ["Sexe", "Prénom"]
    bureau.press("Entrée")
    bureau.type_in("colonne.entete", "Genre")
    bureau.type_in("colonne.valeur.nsp", "Refus")
    bureau.type_in("colonne.valeur.homme", "")
    bureau.act("reglages.save")
    assert heads()[4] == "Genre"
    assert json.loads(colonnes()[4].valeurs) == {
        "femme": "F", "non_binaire": "Non binaire", "nsp": "Refus",
    }  # fmt: skip
    assert "Genre, Vous êtes… · 3\u00a0valeurs traduites" in bureau.lines(LIST)
    bureau.choose_row(LIST, "Genre").press("Suppr")
    assert "Genre" not in heads()
    undo_last()
    assert heads()[4] == "Genre"


def test_one_is_added_and_all_are_put_back(bureau: Responsable) -> None:
    bureau.go("fse")
    before = heads()
    bureau.act("colonne.create")
    bureau.choose("colonne.champ", "Commune de naissance")
    bureau.act("reglages.save")
    assert heads() == [*before, "Commune de naissance"]
    bureau.act("colonne.reset")
    assert heads() == before
    assert bureau.said("heading.subtitle") == "Export FSE+"
