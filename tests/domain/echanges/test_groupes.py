"""Who is the same personne: names in full, facts that contradict, evidence for partial names."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from models.echanges.comprehension.registre import comprendre
from models.echanges.groupes import Groupe, grouper
from tests.domain.echanges.fabrique import write_xlsx

HEADING = ["Date", "Nom Prénom", "Sexe", "Né(e) le / âge", "Tél", "Objet"]
TEL, AUTRE = "0612345678", "0798765432"


@pytest.fixture
def groups(tmp_path: Path) -> Any:
    def made(*rows: tuple[str, str, str, str]) -> list[list[int]]:
        return [group.lignes for group in full(*rows)]

    def full(*rows: tuple[str, str, str, str]) -> list[Groupe]:
        cells = [HEADING, *([dt.date(2025, 3, 3), *row, "CAF"] for row in rows)]
        return grouper(comprendre(write_xlsx(tmp_path / "r.xlsx", {"Mars 2025": cells})).lignes)

    made.full = full  # type: ignore[attr-defined]
    return made


def test_accents_case_hyphens_and_order_do_not_matter(groups: Any) -> None:
    rows = ("LEMAÎTRE Zélie", "Zélie LEMAÎTRE", "lemaitre zelie", "LEMAITRE  Zelie")
    assert groups(*((name, "", "", "") for name in rows)) == [[0, 1, 2, 3]]
    assert groups(("LE-GOFF Marie Ange", "", "", ""), ("LE GOFF Marie-Ange", "", "", "")) == [
        [0, 1]
    ]


def test_near_names_are_not_the_same(groups: Any) -> None:
    assert len(groups(("GAUTIER Léa", "", "", ""), ("GAUTHIER Léa", "", "", ""))) == 2


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        (("F", "", ""), ("H", "", ""), False),
        (("", "06/07/1944", ""), ("", "07/07/1944", ""), False),
        (("", "06/07/1944", ""), ("", "1944", ""), True),
        (("", "1944", ""), ("", "1945", ""), False),
        (("", "06/07/1985", ""), ("", "39 ans", ""), True),
        (("", "06/07/1985", ""), ("", "40 ans", ""), True),
        (("", "06/07/1985", ""), ("", "38 ans", ""), True),
        (("", "06/07/1985", ""), ("", "44 ans", ""), False),
        (("", "06/07/1985", ""), ("", "env. 44", ""), True),
        (("", "06/07/1985", ""), ("", "env. 60", ""), False),
        (("", "", TEL), ("", "", AUTRE), False),
        (("", "06/07/1944", TEL), ("", "06/07/1944", AUTRE), True),
        (("", "06/07/1944", TEL), ("", "1944", AUTRE), False),
        (("F", "", ""), ("", "", TEL), True),
    ],
)
def test_facts_that_contradict(groups: Any, first: Any, second: Any, same: bool) -> None:
    found = groups(("BESSON Camille", *first), ("BESSON Camille", *second))
    assert (len(found) == 1) is same


def test_a_row_that_cannot_choose_joins_nobody_and_is_told(groups: Any) -> None:
    found = groups.full(
        ("BESSON Camille", "F", "1980", TEL),
        ("BESSON Camille", "F", "2001", AUTRE),
        ("BESSON Camille", "F", "", ""),
        ("BESSON Camille", "F", "", AUTRE),
    )
    assert [group.lignes for group in found] == [[0], [1, 3], [2]]
    assert found[2].avertissement is not None
    assert "2 personnes" in found[2].avertissement


def test_the_best_of_what_was_written_is_kept(groups: Any) -> None:
    (group,) = groups.full(
        ("lemaitre zelie", "", "40 ans", ""),
        ("LEMAÎTRE Zélie", "F", "06/07/1985", ""),
        ("Zélie LEMAÎTRE", "", "1985", TEL),
    )
    assert (group.nom, group.prenom, group.sexe) == ("LEMAÎTRE", "Zélie", "femme")
    assert group.naissance is not None
    assert group.naissance.date == dt.date(1985, 7, 6)
    assert group.telephone == "+33612345678"


def test_small_letters_get_their_capitals(groups: Any) -> None:
    (group,) = groups.full(("de la croix jean-pierre", "", "", ""))
    assert (group.nom, group.prenom) == ("De La Croix", "Jean-Pierre")


@pytest.mark.parametrize("name", ["BESSON C.", "Mme BESSON", "Camille", "BESSON", "une dame", "?"])
def test_a_partial_name_makes_nobody(groups: Any, name: str) -> None:
    assert groups((name, "", "06/07/1985", TEL)) == []


@pytest.mark.parametrize(
    ("name", "birth", "phone", "joins"),
    [
        ("BESSON C.", "", TEL, True),
        ("Mme BESSON", "", TEL, True),
        ("BESSON C.", "06/07/1985", "", True),
        ("BESSON C.", "", "", False),
        ("BESSON C.", "1985", "", False),
        ("BESSON Z.", "", TEL, False),
        ("Mme ROCHE", "", TEL, False),
        ("BESSON C.", "1960", TEL, False),
    ],
)
def test_a_partial_name_joins_on_evidence(
    groups: Any, name: str, birth: str, phone: str, joins: bool
) -> None:
    found = groups(("BESSON Camille", "F", "06/07/1985", TEL), (name, "F", birth, phone))
    assert found == ([[0, 1]] if joins else [[0]])


def test_a_partial_name_with_two_candidates_joins_neither(groups: Any) -> None:
    found = groups(
        ("BESSON Camille", "F", "", TEL),
        ("BESSON Claire", "F", "", TEL),
        ("BESSON C.", "F", "", TEL),
    )
    assert found == [[0], [1]]
