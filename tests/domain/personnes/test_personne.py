"""A person's file: names as they are borne, partial birth dates, who is found by what."""

import datetime as dt
from typing import Any

import pytest

from models.base import clock
from models.base.command import undo_last
from models.base.errors import Conflict, Invalid, Refused
from models.base.telephone import normalise, shown
from models.personnes.naissance import Naissance, Precision, parse_naissance
from models.personnes.personne import (
    Personne,
    archive_personne,
    create_personne,
    criteres_of,
    save_personne,
)
from models.personnes.recherche import search_personnes
from tests.conftest import FrozenClock
from tests.factories import a_passage, a_personne, actor_with


def names(text: str) -> list[str]:
    return [found.nom for found in search_personnes(text)]


@pytest.mark.parametrize(
    ("typed", "day", "precision"),
    [
        ("12/3/2007", dt.date(2007, 3, 12), Precision.JOUR),
        ("12.03.07", dt.date(2007, 3, 12), Precision.JOUR),
        ("120307", dt.date(2007, 3, 12), Precision.JOUR),
        ("12 mars 2007", dt.date(2007, 3, 12), Precision.JOUR),
        ("2007-03-12", dt.date(2007, 3, 12), Precision.JOUR),
        ("03/2007", dt.date(2007, 3, 1), Precision.MOIS),
        ("déc 1998", dt.date(1998, 12, 1), Precision.MOIS),
        ("2007", dt.date(2007, 1, 1), Precision.ANNEE),
        ("vers 2007", dt.date(2007, 1, 1), Precision.ESTIMEE),
        ("env. 1950", dt.date(1950, 1, 1), Precision.ESTIMEE),
        ("12/3/44", dt.date(1944, 3, 12), Precision.JOUR),
        ("", None, Precision.INCONNUE),
    ],
)
def test_birth_dates_are_read_as_people_say_them(
    frozen_clock: FrozenClock, typed: str, day: dt.date | None, precision: Precision
) -> None:
    assert parse_naissance(typed) == Naissance(day, precision)


@pytest.mark.parametrize(
    "typed", ["31/02/2007", "13/2007", "bientôt", "1/1/1", "12/03/2040", "1850"]
)
def test_an_impossible_birth_date_is_refused_with_its_field(
    frozen_clock: FrozenClock, typed: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        parse_naissance(typed)
    assert refusal.value.field == "date_naissance"


def test_a_birth_date_reads_back_as_it_was_said() -> None:
    for text in ("12/03/2007", "mars 2007", "2007", "vers 2007"):
        assert parse_naissance(text).texte == text


@pytest.mark.parametrize(
    ("typed", "kept", "read"),
    [
        ("06 12 34 56 78", "+33612345678", "06 12 34 56 78"),
        ("612345678", "+33612345678", "06 12 34 56 78"),
        ("0033 6 12.34.56.78", "+33612345678", "06 12 34 56 78"),
        ("+33 (0)5 55 01 02 03", "+33555010203", "05 55 01 02 03"),
        ("+221 77 123 45 67", "+221771234567", "+221771234567"),
        ("", "", ""),
    ],
)
def test_telephones_are_kept_whole_and_read_the_french_way(
    typed: str, kept: str, read: str
) -> None:
    assert normalise(typed) == kept
    assert shown(kept) == read


@pytest.mark.parametrize("typed", ["06 12 34", "abc", "12345678901234567890"])
def test_an_incomplete_telephone_is_refused(typed: str) -> None:
    with pytest.raises(Invalid):
        normalise(typed)


@pytest.mark.parametrize(
    ("nom", "prenom", "queries"),
    [
        ("N’Diaye", "Awa", ["ndiaye", "n diaye", "N'DIAYE awa", "diaye", "awa nd"]),
        ("de La Croix", "Jean-Pierre", ["croix", "delacroix", "jeanpierre", "jean pierre de la"]),
        ("Œuvrard", "Zoé", ["oeuv", "zoe œuvrard"]),
        ("Łukasiewicz", "Đặng", ["lukas", "dang luk"]),
        ("İbrahimoğlu", "Şule", ["ibrahimoglu", "sule"]),
        ("", "Moussa", ["mous"]),
    ],
)
def test_a_person_is_found_by_any_writing_of_her_names(
    base: Any, nom: str, prenom: str, queries: list[str]
) -> None:
    a_personne()
    personne = create_personne(nom_naissance=nom, prenom=prenom)
    for query in queries:
        assert personne.id in [f.id for f in search_personnes(query)], query


def test_a_person_is_found_by_birth_date_telephone_and_not_by_other_figures(base: Any) -> None:
    a_personne(
        date_naissance=dt.date(2007, 3, 12), precision_naissance="jour", telephone="0612345678"
    )
    for query in ("12/03/2007", "120307", "06 12 34 56 78", "0612", "+33 6 12 34", "diallo 2007"):
        assert names(query) == ["DIALLO Mamadou"], query
    for query in ("13/03/2007", "0712", "diallo 2006"):
        assert names(query) == [], query


def test_answers_are_in_order_of_name_and_tell_homonyms_apart(base: Any) -> None:
    a_personne(commune="Limoges", date_naissance=dt.date(2007, 1, 1), precision_naissance="annee")
    a_personne(prenom="Fatoumata", commune="Panazol")
    found = search_personnes("diallo")
    assert [(f.nom, f.precisions) for f in found] == [
        ("DIALLO Fatoumata", "Panazol"),
        ("DIALLO Mamadou", "2007 · Limoges"),
    ]


def test_one_name_is_enough_and_none_is_refused(base: Any) -> None:
    assert create_personne(surnom="Le Grand").nom_affiche == "«\u00a0Le Grand\u00a0»"
    with pytest.raises(Invalid) as refusal:
        create_personne(nom_naissance="  ")
    assert refusal.value.field == "nom_naissance"


def test_a_very_long_name_is_refused_with_its_length(base: Any) -> None:
    with pytest.raises(Invalid, match="5000 caractères"):
        create_personne(nom_naissance="x" * 5000)
    assert Personne.select().count() == 0


@pytest.mark.parametrize(
    "name", ["محمد علي", "Nguyễn Thị Ánh", "Zoé 🦊", "a\x00b\ud800c", "=cmd|'x'!A1"]
)
def test_any_script_is_kept_and_found(base: Any, name: str) -> None:
    personne = create_personne(prenom=name)
    stored = Personne.get_by_id(personne.id)
    assert stored.prenom == "".join(c for c in name if c not in "\x00\ud800")


def test_an_edit_changes_the_words_and_undo_puts_them_back(base: Any) -> None:
    personne = a_personne()
    save_personne(personne, nom_naissance="Barry")
    assert names("barry") == ["BARRY Mamadou"]
    assert names("diallo") == []
    undo_last()
    assert names("diallo") == ["DIALLO Mamadou"]
    assert names("barry") == []


def test_undoing_a_creation_removes_the_file_and_its_words(base: Any) -> None:
    a_personne(criteres=["critere_public.qpv"])
    undo_last()
    assert names("diallo") == []
    assert Personne.select().count() == 0


def test_two_desks_on_one_file_do_not_overwrite_each_other(base: Any) -> None:
    here, there = a_personne(), Personne.select().first()
    save_personne(there, commune="Limoges")
    with pytest.raises(Conflict):
        save_personne(here, commune="Panazol")
    assert Personne.select().first().commune == "Limoges"


def test_criteria_are_dated_facts_that_can_be_taken_back(base: Any) -> None:
    personne = a_personne(criteres=["critere_public.qpv", "critere_public.rsa"])
    assert set(criteres_of(personne)) == {"critere_public.qpv", "critere_public.rsa"}
    save_personne(personne, criteres=["critere_public.rsa"])
    assert criteres_of(personne) == ["critere_public.rsa"]


def test_a_corrected_birth_date_corrects_the_ages_of_her_passages(base: Any) -> None:
    personne = a_personne(date_naissance=dt.date(2000, 1, 1))
    passage = a_passage(personne)
    year = clock.today().year
    assert passage.age == year - 2000
    save_personne(personne, date_naissance=dt.date(1990, 1, 1))
    assert type(passage).get_by_id(passage.id).age == year - 1990


def test_a_minor_is_told_on_the_day_and_a_vague_year_counts_as_its_end(base: Any) -> None:
    exact = a_personne(date_naissance=dt.date(2008, 3, 12))
    assert exact.is_minor_at(dt.date(2026, 3, 11))
    assert not exact.is_minor_at(dt.date(2026, 3, 12))
    vague = a_personne(date_naissance=dt.date(2008, 1, 1), precision_naissance="annee")
    assert vague.is_minor_at(dt.date(2026, 12, 30))
    assert not a_personne().is_minor_at(dt.date(2026, 1, 1))


def test_an_archived_file_is_no_longer_found(base: Any) -> None:
    archive_personne(a_personne())
    assert names("diallo") == []


def test_an_account_without_the_right_creates_nothing(base: Any) -> None:
    base.actor = actor_with()
    with pytest.raises(Refused, match="Votre compte ne permet pas"):
        a_personne()
    base.actor = None
    with pytest.raises(Refused):
        a_personne()
