"""Where an address lies: streets as they are written by hand, stretches, sides, communes."""

import datetime as dt
import time
from dataclasses import replace
from typing import Any

import pytest

from models.base.command import undo_last
from models.base.errors import Invalid, Refused
from models.comptes.role import Role
from models.nomenclatures.communes import communes_of, insee_of, search_communes
from models.nomenclatures.quartier import (
    Quartier,
    QuartierVoie,
    keep_quartier,
    quartier_of,
    quartiers,
    remove_voie,
    retire_quartier,
    save_quartier,
    save_voie,
    voies_of,
)
from models.nomenclatures.quartier_listes import quartiers_listing, voies_listing
from models.nomenclatures.voies import departs, voie_key
from tests.conftest import FrozenClock
from tests.factories import actor_with


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("rue de la Paix", "rue paix"),
        ("R. de la Paix", "rue paix"),
        ("Av. du Gal-Leclerc", "avenue general leclerc"),
        ("bd St Martin", "boulevard saint martin"),
        ("Rés. Les Lilas", "residence lilas"),
        ("all. Fabre d’Églantine", "allee fabre eglantine"),
        ("place du 8 mai 1945", "place 8 mai 1945"),
        ("chemin des Prés", "chemin pres"),
    ],
)
def test_a_street_has_one_key_however_it_is_written(written: str, key: str) -> None:
    assert voie_key(written) == key


@pytest.mark.parametrize(
    ("written", "numero", "key"),
    [
        ("12 bis rue de la Paix", 12, "rue paix"),
        ("12, rue de la Paix", 12, "rue paix"),
        ("12B r de la Paix", 12, "rue paix"),
        ("12-14 rue de la Paix", 14, "rue paix"),
        ("rue de la Paix", None, "rue paix"),
        ("Bât 3, rue de la Paix", None, "rue paix"),
        ("Apt 7\n12 rue de la Paix", 12, "rue paix"),
        ("chez Mme Sow, 12 rue de la Paix, bât C", 12, "rue paix"),
        ("12 rue de la Paix 87000 Limoges", 12, "rue paix"),
        ("12 place du 8 mai 1945", 12, "place 8 mai 1945"),
        ("12 la Croix Blanche", 12, "croix blanche"),
        ("Résidence les Lilas, 3e étage", None, "residence lilas"),
    ],
)
def test_an_address_says_its_street_and_its_number(
    written: str, numero: int | None, key: str
) -> None:
    meant = [(start.numero, found) for start in departs(written, commune="Limoges")
             for found in start.cles()]  # fmt: skip
    if "étage" in written:
        assert any(found.startswith(key) for start in departs(written) for found in start.cles())
    else:
        assert (numero, key) in meant


@pytest.fixture
def paix(base: Any) -> Quartier:
    """Even numbers 2 to 40 of the rue de la Paix, and the whole allée Fabre."""
    quartier = save_quartier(nom="Les Quatre-Chemins", code="qn08701m", commune="Limoges")
    save_voie(quartier, voie="rue de la Paix", numero_min=2, numero_max=40, parite="pairs")
    save_voie(quartier, voie="allée Fabre")
    return quartier


def lies(adresse: str, **where: Any) -> str:
    found = quartier_of(adresse, **{"commune": "Limoges", **where})
    return "" if found is None else found.nom


def test_numbers_sides_and_communes_decide(paix: Quartier) -> None:
    assert paix.code == "QN08701M"
    assert paix.code_insee == "87085"
    assert lies("12 bis rue de la Paix") == "Les Quatre-Chemins"
    assert lies("40, R. de la paix, bât B") == "Les Quatre-Chemins"
    assert lies("4 all. Fabre") == lies("allée Fabre") == "Les Quatre-Chemins"
    for elsewhere in (
        "13 rue de la Paix", "42 rue de la Paix", "rue de la Paix", "12 rue de la Paix Notre-Dame",
        "12 avenue de la Paix", "", "12",
    ):  # fmt: skip
        assert lies(elsewhere) == "", elsewhere
    assert lies("12 rue de la Paix", commune="Panazol") == ""
    assert lies("12 rue de la Paix", commune="LIMOGES", code_insee="87085")
    assert lies("12 rue de la Paix", commune="", code_insee="75056") == ""


def test_the_longest_name_of_a_street_wins_and_a_qpv_over_ours(paix: Quartier) -> None:
    ours = save_quartier(nom="Notre secteur", qpv=False)
    save_voie(ours, voie="rue de la Paix")
    save_voie(ours, voie="rue Jean")
    assert lies("12 rue de la Paix") == "Les Quatre-Chemins"
    assert lies("13 rue de la Paix") == "Notre secteur"
    assert lies("3 rue Jean Moulin") == ""
    other = save_quartier(nom="Un autre", commune="Limoges")
    save_voie(other, voie="rue de la Paix", numero_min=1, numero_max=20)
    assert lies("12 rue de la Paix") == ""  # two that fit as well: nobody is guessed


def test_a_retired_quartier_stays_for_the_days_when_it_counted(
    paix: Quartier, frozen_clock: FrozenClock
) -> None:
    retire_quartier(paix, au=dt.date(2026, 2, 28))
    assert lies("12 rue de la Paix") == ""
    assert lies("12 rue de la Paix", day=dt.date(2026, 2, 28)) == "Les Quatre-Chemins"
    assert quartiers() == []
    assert [one.nom for one in quartiers(retired=True)] == ["Les Quatre-Chemins"]
    keep_quartier(paix)
    assert lies("12 rue de la Paix") == "Les Quatre-Chemins"


def test_every_change_is_undone(paix: Quartier) -> None:
    row = voies_of(paix.id)[1]
    assert row.texte == "rue de la Paix, du 2 au 40, côté pair"
    remove_voie(row)
    assert lies("12 rue de la Paix") == ""
    undo_last()
    assert lies("12 rue de la Paix") == "Les Quatre-Chemins"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"nom": " "}, "nom"),
        ({"nom": "A", "code": "QP12"}, "code"),
        ({"nom": "A", "code": "QN8701M"}, "code"),
        ({"nom": "A", "code_insee": "8708"}, "code_insee"),
        ({"nom": "A", "actif_du": dt.date(2024, 1, 2), "actif_au": dt.date(2024, 1, 1)},
         "actif_au"),
    ],
)  # fmt: skip
def test_a_quartier_that_cannot_be_is_refused_by_its_field(
    base: Any, values: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        save_quartier(**values)
    assert refusal.value.field == field
    assert Quartier.select().count() == 0


def test_a_street_that_cannot_be_is_refused_and_codes_are_alone(paix: Quartier) -> None:
    for values, field in (
        ({"voie": "…"}, "voie"),
        ({"voie": "rue A", "numero_min": 9, "numero_max": 3}, "numero_max"),
        ({"voie": "rue A", "numero_max": 10_000}, "numero_max"),
        ({"voie": "rue A", "parite": "gauche"}, "parite"),
    ):
        with pytest.raises(Invalid) as refusal:
            save_voie(paix, **values)
        assert refusal.value.field == field
    assert QuartierVoie.select().count() == 2
    with pytest.raises(Refused, match="Les Quatre-Chemins"):
        save_quartier(nom="Encore", code="QN08701M")


def test_the_desk_may_ask_and_not_change(paix: Quartier, base: Any) -> None:
    base.actor = actor_with(Role.ACCUEIL)
    assert lies("12 rue de la Paix") == "Les Quatre-Chemins"
    with pytest.raises(Refused):
        save_quartier(nom="Autre")


def test_the_code_of_the_commune_follows_it(paix: Quartier) -> None:
    assert paix.code_insee == "87085"
    save_quartier(paix, commune="Panazol", code_insee="87085")
    assert paix.code_insee == "87114"
    save_quartier(paix, commune="Ailleurs", code_insee="99001")
    assert paix.code_insee == "99001"


def test_the_list_tells_how_many_streets_are_known(paix: Quartier) -> None:
    listing = quartiers_listing()
    (row,) = listing.first()
    texts = listing.texts(row)
    assert texts[:5] == ("Les Quatre-Chemins", "QN08701M", "Limoges", "oui", "2")


def test_the_streets_of_a_quartier_are_found_as_they_are_written(paix: Quartier) -> None:
    save_voie(paix, voie="avenue du Général-Leclerc", numero_min=2, numero_max=40, parite="pairs")
    listing = voies_listing(paix.id)
    assert listing.narrow is not None
    found = replace(listing, query=listing.narrow(listing.query, "av. du Gal"))
    assert [found.texts(row) for row in found.first()] == [
        ("avenue du Général-Leclerc", "du 2 au 40", "côté pair")
    ]
    assert len(list(listing.first())) == 3


def test_communes_answer_to_letters_and_to_postcodes_within_a_frame() -> None:
    assert search_communes("limog")[0].nom == "Limoges"
    assert [one.nom for one in search_communes("ST-JUST le m")] == ["Saint-Just-le-Martel"]
    assert [one.nom for one in search_communes("oeuf")] == ["Œuf-en-Ternois"]
    assert [one.nom for one in search_communes("87350")] == ["Panazol"]
    assert search_communes("isle", near="87")[0].code_insee == "87075"
    assert search_communes("x") == search_communes("87") == search_communes(".*") == []
    assert communes_of("87100") == ["Limoges"]
    assert insee_of("limoges", "87 100") == "87085"
    assert insee_of("Saint-Denis") == "" != insee_of("St Denis", "93200")
    assert insee_of("Dakar") == insee_of("Limoges", "99999") == ""
    before = time.thread_time()
    search_communes("saint", near="87")
    assert time.thread_time() - before < 0.1
