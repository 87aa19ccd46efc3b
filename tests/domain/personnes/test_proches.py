"""Who may be the person being typed: spelling, sound, order, telephone, day of birth."""

import datetime as dt
from typing import Any

import pytest

from models.base.database import Handle
from models.personnes.mots import PersonneMot
from models.personnes.naissance import Naissance, Precision
from models.personnes.personne import archive_personne
from models.personnes.proches import proches
from models.personnes.recherche import search_personnes
from models.personnes.sons import SON, son
from tests.factories import a_personne

BORN = Naissance(dt.date(2007, 3, 12), Precision.JOUR)
OTHER = Naissance(dt.date(1961, 8, 30), Precision.JOUR)


def said(*typed: Any, **more: Any) -> list[tuple[str, str]]:
    return [(proche.trouvee.nom, proche.raison) for proche in proches(*typed, **more)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("philippe", "filip"),
        ("dupont", "dupond"),
        ("khadija", "kadija"),
        ("wafa", "ouafa"),
        ("djamel", "jamel"),
        ("mohammed", "mohamed"),
        ("thierry", "tiery"),
        ("moreau", "moro"),
        ("quentin", "kentin"),
        ("aya", "aia"),
    ],
)
def test_names_that_sound_alike(one: str, other: str) -> None:
    assert son(one) == son(other)


@pytest.mark.parametrize(
    ("one", "other"), [("awa", "eva"), ("sow", "sy"), ("marie", "maria"), ("ali", "alain")]
)
def test_names_that_do_not(one: str, other: str) -> None:
    assert son(one) != son(other)


@pytest.mark.parametrize(
    ("nom", "prenom"),
    [("awa", "ndiaye"), ("N’Diaye", "Awa"), ("n diaye", "awa"), ("NDIAYE", "AWA")],
)
def test_the_same_names_in_any_order_and_spelling(base: Handle, nom: str, prenom: str) -> None:
    a_personne(nom_naissance="N’Diaye", prenom="Awa")
    assert said(nom, prenom) == [("N’DIAYE Awa", "même nom")]


@pytest.mark.parametrize("typed", ["de la Croix", "Delacroix", "La Croix", "croix"])
def test_particles_and_hyphens(base: Handle, typed: str) -> None:
    a_personne(nom_naissance="de la Croix", prenom="Jean-Pierre")
    assert said(typed, "jean pierre") != []
    assert said(typed, "jeanpierre") != []


def test_a_birth_name_answers_as_the_used_one(base: Handle) -> None:
    a_personne(nom_naissance="Sow", nom_usage="Diallo", prenom="Awa")
    assert said("sow", "awa") == [("DIALLO Awa", "même nom")]
    assert said("diallo", "awa") == [("DIALLO Awa", "même nom")]


def test_near_names_come_after_the_same_and_never_across_two_known_births(base: Handle) -> None:
    a_personne(nom_naissance="Filipe", prenom="Katherine", date_naissance=OTHER.date)
    a_personne(nom_naissance="Philippe", prenom="Catherine")
    assert said("philippe", "catherine") == [
        ("PHILIPPE Catherine", "même nom"),
        ("FILIPE Katherine", "nom proche"),
    ]
    assert said("philippe", "catherine", BORN) == [("PHILIPPE Catherine", "même nom")]
    assert said("philippe", "karine") == []


def test_a_slip_of_the_finger_is_near(base: Handle) -> None:
    a_personne(nom_naissance="Konaté", prenom="Aminata")
    assert said("konate", "animata") == [("KONATÉ Aminata", "nom proche")]


def test_a_near_name_born_the_same_day_is_shown(base: Handle) -> None:
    a_personne(nom_naissance="Benali", prenom="Yanis", date_naissance=BORN.date)
    reason = "nom proche, même naissance"
    assert said("Ben Aly", "Yanis", BORN) == [("BENALI Yanis", reason)]
    day_after = Naissance(dt.date(2009, 4, 13), Precision.JOUR)
    assert said("Ben Aly", "Yanis", day_after) == []


def test_the_same_telephone_is_enough_whichever_it_is(base: Handle) -> None:
    a_personne(nom_naissance="Sow", prenom="Awa", telephone_autre="0612345678")
    assert said("Autre", "", telephone="+33612345678") == [("SOW Awa", "même téléphone")]
    assert said("Autre", "Fatou", telephone="+33611111111") == []


def test_nothing_typed_finds_nobody(base: Handle) -> None:
    a_personne(nom_naissance="", prenom="", surnom="Le Grand")
    assert said("", "") == []


def test_an_archived_file_is_not_near(base: Handle) -> None:
    archive_personne(a_personne())
    assert said("Diallo", "Mamadou") == []


def test_sounds_are_never_met_by_the_search(base: Handle) -> None:
    a_personne(nom_naissance="Philippe", prenom="Catherine")
    assert PersonneMot.select().where(PersonneMot.mot.startswith(SON)).exists()
    for typed in ("filip", SON, "k", "f"):
        assert search_personnes(typed) == []


def test_a_corrected_name_is_near_what_it_is_now(base: Handle) -> None:
    from models.personnes.personne import save_personne

    personne = a_personne(nom_naissance="Sow", prenom="Awa")
    save_personne(personne, nom_naissance="Traoré")
    assert said("sow", "awa") == []
    assert said("traore", "awa") == [("TRAORÉ Awa", "même nom")]
