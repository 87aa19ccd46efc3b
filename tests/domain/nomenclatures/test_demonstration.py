"""The data of the demonstration: fictional, coherent with the lists, rich enough to be believed."""

import re
from typing import Any

import pytest

import resources
from tests.domain.nomenclatures.test_resources import codes, misspelt, texts

DATA = resources.read_tomls("demonstration")
PORTRAITS: list[dict[str, Any]] = DATA["portraits"]["portrait"]
SPOKEN = ("situation", "motif", "projet", "expression", "points_appui", "experiences")
ALTERNATIVE = re.compile(r"\{([^{}|]*)\|([^{}|]*)\}")


def spoken(text: str, prenom: str, choice: int) -> str:
    """The text as it is read of a man (0) or a woman (1)."""
    return ALTERNATIVE.sub(lambda found: found.groups()[choice], text).replace("{prenom}", prenom)


@pytest.mark.parametrize("name", sorted(DATA))
def test_texts_are_written_in_french_typography(name: str) -> None:
    assert [(place, text) for place, text in texts(DATA[name]) if misspelt(text)] == []


@pytest.mark.parametrize("name", ["accueil", "portraits", "suivi"])
def test_agreements_are_all_understood(name: str) -> None:
    """Whatever the sex, no brace is left; whatever the name, no « de Aya » is written."""
    for place, text in texts(DATA[name]):
        for choice in (0, 1):
            read = spoken(text, "Aya", choice)
            assert not re.search(r"[{}|]", read), (place, read)
            assert not re.search(r"\b(de|que|le|la|je|se) Aya", read), (place, read)


def test_there_are_enough_different_people() -> None:
    identities = DATA["identites"]
    first = [p for sex in ("femme", "homme") for group in identities[sex].values() for p in group]
    assert len(first) >= 120
    family = identities["noms"]["tous"]
    assert len(set(family)) == len(family) >= 140
    for shape in ("D’", " ", "-", "Đ", "ğ", "Ł", "ễ", "Œ", "Ç", "N’"):
        assert any(shape in name for name in family), shape
    assert len(identities["rues"]) >= 20


def test_portraits_speak_with_the_codes_of_the_lists() -> None:
    fields = ("derniere_classe", "niveau_formation", "logement", "mobilite")
    listed = {"freins": "frein", "ressources": "ressources", "langues": "langue"}
    for portrait in PORTRAITS:
        for field in fields:
            assert portrait[field] in codes(field), portrait["situation"]
        for field, name in listed.items():
            assert portrait[field], portrait["situation"]
            assert set(portrait[field]) <= codes(name), portrait["situation"]


def test_portraits_are_many_different_and_of_the_age() -> None:
    assert len(PORTRAITS) >= 30
    for field in SPOKEN:
        assert len({p[field] for p in PORTRAITS}) == len(PORTRAITS), field
    ages = [p["age"] for p in PORTRAITS]
    assert min(ages) >= 16
    assert max(ages) <= 22
    assert any(age > 20 for age in ages), "one exception of age shows what an exception is"
    assert any(age < 18 for age in ages), "minors need a representative"


def test_words_of_the_young_person_fit_their_box() -> None:
    assert [p["expression"] for p in PORTRAITS if len(p["expression"]) > 400] == []


def test_the_weights_name_values_that_exist() -> None:
    weights = DATA["accueil"]["poids"]
    lists = {
        "identification": "identification", "mode_contact": "mode_contact", "sexe": "sexe",
        "type_contact": "type_contact", "age": "tranche_age", "duree": "duree",
        "resultat": "resultat", "autonomie": "autonomie", "accueillant": "statut_accueillant",
    }  # fmt: skip
    for key, name in lists.items():
        assert set(weights[key]) <= codes(name), key
    assert all(w >= 0 for table in weights.values() for w in table.values())
    assert sorted(map(int, weights["mois"])) == list(range(1, 13))


def test_demandes_are_of_the_list_and_touch_every_heading() -> None:
    demandes = DATA["accueil"]["demande"]
    named = [demande["code"] for demande in demandes]
    assert len(set(named)) == len(named)
    assert set(named) <= codes("thematique")
    headings = {code for code in codes("thematique") if "." not in code}
    assert {code.partition(".")[0] for code in named} == headings
    assert all(demande["poids"] > 0 for demande in demandes)


def test_structures_and_actions_speak_with_the_codes_of_the_lists() -> None:
    prescripteurs = DATA["prescripteurs"]["structure"]
    assert {one["type_prescripteur"] for one in prescripteurs} <= codes("type_prescripteur")
    assert all(one["personnes"] for one in prescripteurs)
    assert all("connait_depuis" not in one for one in prescripteurs), "said of all, not of one"
    assert len(DATA["prescripteurs"]["connait_depuis"]) >= 5
    structure = DATA["structure"]
    assert {one["type_lieu"] for one in structure["lieu"]} <= codes("type_lieu")
    assert {one["territoire"] for one in structure["quartier"]} <= codes("territoire")
    receivers = {one["statut_accueillant"] for one in structure["accueillant"]}
    assert receivers <= codes("statut_accueillant")
    themes = {code for code in codes("frein") if "." not in code}
    assert {one["frein"] for one in DATA["suivi"]["action"]} <= themes
    for one in DATA["suivi"]["action"]:
        assert set(one["objectifs"]) <= codes("objectif")
        assert {code.partition(".")[0] for code in one["objectifs"]} == {one["frein"]}
    told = [one for entry in DATA["suivi"]["entretien"] for one in (entry, entry.get("suite"))]
    assert {one["nature"] for one in told if one} <= codes("nature_entretien")
    assert len({one["texte"] for one in told if one}) == len([one for one in told if one]) >= 30


def test_nobody_real_can_be_reached() -> None:
    """Telephone numbers kept for fiction, addresses in the domain kept for examples."""
    everything = " ".join(text for name in DATA for _, text in texts(DATA[name]))
    numbers = re.findall(r"\b0\d{9}\b", everything)
    assert numbers
    assert [number for number in numbers if not number.startswith("053649")] == []
    begin = DATA["structure"]["telephones"]
    assert begin == {"fixe": "053649", "mobile": "063998"}
    addresses = re.findall(r"\S+@\S+", everything)
    assert addresses
    assert [one for one in addresses if not one.rstrip(".,").endswith(".example")] == []
