"""What a password must be, and how it is said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.base.errors import Invalid
from models.comptes.mot_de_passe import check_password, entropy, strength

GOOD = [
    "Kp7!fQz2#Lw9",  # twelve of four kinds: the example of the CNIL
    "aZ4rT8yU2iO6pQ",  # fourteen with capitals and digits
    "un chat dort sur le toit du voisin",
    "Trois-petits-chats-dansent-sous-la-pluie",
    "Zoé à l’école 87",  # other letters count
    "demonstration-cote-a-cote",
]


@pytest.mark.parametrize("password", GOOD)
def test_these_are_accepted(password: str) -> None:
    check_password(password)
    assert not strength(password).manque


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("", "Il manque 12"),
        ("Kp7!fQz2#Lw", "Il manque 1\u00a0caractère "),
        ("abcdefghijklmn", "majuscules"),
        ("abcdefghijkl", "allongez-le de 5"),
        ("AbCdEfGhIjKl", "chiffres"),
        ("Motdepasse2024!!", "Tout le monde"),
        ("aaaaaaaaaaaaaaaaaaaaaaaa", "répète"),
        ("la la la la la la la la", "répète"),
        (" Kp7!fQz2#Lw9", "espace"),
    ],
)
def test_a_refusal_says_what_is_missing(password: str, said: str) -> None:
    with pytest.raises(Invalid, match="Mot de passe\u00a0: ") as refusal:
        check_password(password, field="new")
    assert refusal.value.field == "new"
    assert said.casefold() in refusal.value.message.casefold()


def test_names_are_compared_whole_and_folded() -> None:
    names = ("claire", "Centre social des Quatre-Chemins", "Élodie Sow")
    for password in ("centre social des quatre chemins", "CENTRE SOCIAL DES QUATRE-CHEMINS"):
        with pytest.raises(Invalid, match="nom"):
            check_password(password, noms=names)
    check_password("Le centre social des Quatre-Chemins ouvre à 9 h", noms=names)
    check_password("claire-fontaine-87-Limoges", noms=names)


def test_entropy_is_the_formula_of_the_cnil() -> None:
    assert entropy("a" * 12) == 56
    assert entropy("aA" * 6) == 68
    assert entropy("aA1" * 4) == 71
    assert entropy("aA1!" * 3) == 80
    assert entropy("1" * 16) == 53
    assert entropy("") == 0


def test_the_meter_fills_with_strength() -> None:
    levels = [strength(p).niveau for p in ("", "chat", "chat-Noir8", "Kp7!fQz2#Lw9")]
    assert levels == sorted(levels)
    assert levels[0] == 0
    assert levels[-1] == 4
    assert strength("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa").niveau < 4


@given(st.text(max_size=40))
def test_any_text_is_judged_without_failing(password: str) -> None:
    force = strength(password)
    assert 0 <= force.niveau <= 4
    assert all(said.endswith((".", ". ")) for said in force.manque)
