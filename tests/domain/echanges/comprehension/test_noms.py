"""Names: who is named, who is only described, what stands beside a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.echanges.comprehension.valeurs.lexique import learn
from models.echanges.comprehension.valeurs.noms import read_nom, read_parts
from models.echanges.comprehension.valeurs.sexes import read_sexe

LEXICON = learn(
    ["DUFOUR R.", "GARCIA Monique", "DE LA CROIX Sarah", "SAINT MARC Noé", "Mme BERNARD",
     "ĐẶNG Chloé",
     "NGUYEN Thi-Mai", "BERNARD Mariam", "N'DIAYE Awa", "KEITA Abdoulaye", "FOURNIER Mehmet"]
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "family", "given"),
    [("KEITA Abdoulaye", "KEITA", "Abdoulaye"), ("Abdoulaye KEITA", "KEITA", "Abdoulaye"),
     ("keita abdoulaye", "keita", "abdoulaye"), ("Abdoulaye Keita", "Keita", "Abdoulaye"),
     ("Mehmet Fournier", "Fournier", "Mehmet"), ("saint marc noé", "saint marc", "noé"),
     ("noé saint marc", "saint marc", "noé"), ("de la croix sarah", "de la croix", "sarah"),
     ("Sarah de la Croix", "de la Croix", "Sarah"), ("PERRIN  Antonio", "PERRIN", "Antonio"),
     ("Chloé Đặng", "Đặng", "Chloé"), ("NGUYEN Thi-Mai", "NGUYEN", "Thi-Mai"),
     ("Mme Marie DUPONT", "DUPONT", "Marie"), ("M. DUPONT Jean", "DUPONT", "Jean"),
     ("DUPONT, Marie", "DUPONT", "Marie"), ("Jean-Pierre de La Fontaine", "de La Fontaine",
     "Jean-Pierre"),
     ("El Hadj SOW", "SOW", "El Hadj"), ("VAN DER BERG Jan", "VAN DER BERG", "Jan"),
     ("n'diaye awa", "n’diaye", "awa"), ("DUPONT-MARTIN Zoé", "DUPONT-MARTIN", "Zoé"),
     ("DUPONT Marie (fille de Paul)", "DUPONT", "Marie"), ("Marie DUPONT + 2 enfants", "DUPONT",
     "Marie"),
     ("DUPONT née MARTIN Marie", "DUPONT", "Marie"), ("DUPONT Marie et son fils", "DUPONT",
     "Marie")],
)  # fmt: skip
def test_whole_names(text: str, family: str, given: str) -> None:
    found = read_nom(" ".join(text.split()), LEXICON)
    assert (found.nom, found.prenom, found.partielle) == (family, given, False)


@pytest.mark.parametrize(
    ("text", "family", "given"),
    [("DUFOUR R.", "DUFOUR", "R"), ("Mme SAINT MARC", "SAINT MARC", None), ("M. DE LA CROIX",
     "DE LA CROIX", None),
     ("Mariam", None, "Mariam"), ("DUPONT", "DUPONT", None), ("Mariam D.", "D", "Mariam"),
     ("M. R. DUFOUR", "DUFOUR", "R."), ("M. et Mme DUPONT", "DUPONT", None)],
)  # fmt: skip
def test_partial_names(text: str, family: str | None, given: str | None) -> None:
    found = read_nom(text, LEXICON)
    assert found.identification == "identifiee"
    assert (found.nom, found.prenom, found.partielle) == (family, given, True)


@pytest.mark.parametrize(
    ("text", "identification", "sexe"),
    [("", "non_identifiee", None), ("?", "non_identifiee", None), ("x", "non_identifiee", None),
     ("ANONYME", "anonyme", None), ("anonyme", "anonyme", None), ("une dame", "non_identifiee",
     "femme"),
     ("un jeune", "non_identifiee", None), ("un monsieur âgé", "non_identifiee", "homme"),
     ("3 jeunes", "groupe", None), ("famille", "groupe", None), ("Mme", "non_identifiee", "femme"),
     ("Mme X", "non_identifiee", "femme"), ("ne souhaite pas", "anonyme", None), ("jeune fille",
     "non_identifiee", "femme")],
)  # fmt: skip
def test_nobody_is_named(text: str, identification: str, sexe: str | None) -> None:
    found = read_nom(text, LEXICON)
    assert (found.identification, found.sexe, found.nom, found.prenom) == (
        identification,
        sexe,
        None,
        None,
    )


def test_what_stands_beside_a_name_is_kept() -> None:
    found = read_nom("DUPONT Marie 06 12 34 56 78 (voisine de M. Roux)", LEXICON)
    assert (found.nom, found.telephone, found.reste) == (
        "DUPONT",
        "+33612345678",
        "voisine de M. Roux",
    )


def test_names_in_parts() -> None:
    found = read_parts("de la Tour", "Jean-Paul", "M.")
    assert (found.nom, found.prenom, found.sexe, found.partielle) == (
        "de la Tour",
        "Jean-Paul",
        "homme",
        False,
    )
    assert read_parts("une dame", "", "").identification == "non_identifiee"
    assert read_parts("", "", "Mme").sexe == "femme"
    assert read_parts("DUPONT", "?", "").partielle


@pytest.mark.parametrize(("cell", "expected"), [("H", "homme"), ("f", "femme"), ("Mme", "femme"),
("M.", "homme"), ("Féminin", "femme"), ("?", None), (1, None)])  # fmt: skip
def test_sexe(cell: object, expected: str | None) -> None:
    assert read_sexe(cell) == expected  # type: ignore[arg-type]


@given(st.text(max_size=60))
def test_no_name_ever_breaks_nor_loses_its_words(text: str) -> None:
    text = " ".join(text.split())
    found = read_nom(text, LEXICON)
    assert found.ecrit == text


def test_the_order_that_the_desk_follows_settles_names_that_nobody_knows() -> None:
    given_first = learn([f"{name} Quelquun" for name in ("Marie", "Paul", "Luc", "Anne", "Léa")])
    assert read_nom("Hakim Perrin", given_first).nom == "Perrin"
    civil = learn([f"Mme Quelquun {name}" for name in ("Marie", "Anne", "Léa", "Julie", "Emma")])
    assert read_nom("Mme Perrin Noémie", civil).nom == "Perrin"
    assert read_nom("Mme Noémie Perrin", learn(())).nom == "Perrin"
