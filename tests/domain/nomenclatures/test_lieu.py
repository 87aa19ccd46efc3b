"""Sites and their hours: named, moved, closed from a day, opened again; a week as it is typed."""

import datetime as dt

import pytest

from models.accueil.demande import DemandeInput
from models.accueil.passage import Passage, correct_passage, record_passage
from models.base.command import undo_last
from models.base.database import Handle
from models.base.errors import Conflict, Invalid, Refused
from models.comptes.role import Role
from models.nomenclatures.horaires import (
    JOURS,
    minutes_of,
    parse_plages,
    read_horaires,
    said_length,
    show_plages,
    write_horaires,
)
from models.nomenclatures.lieu import (
    Lieu,
    close_lieu,
    every_lieu,
    lieu_of,
    lieux,
    move_lieu,
    reopen_lieu,
    save_lieu,
)
from tests.conftest import FrozenClock
from tests.factories import actor_with, the_lieu

CNI = [DemandeInput("thematique.pap.carte_identite")]
USUAL = "9\u00a0h\u00a0–\u00a012\u00a0h, 14\u00a0h\u00a0–\u00a017\u00a0h\u00a030"
TODAY = dt.date(2026, 3, 11)


def at(day: dt.date, hour: int = 10) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour)).astimezone()


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("9h-12h, 14h-17h30", USUAL),
        ("9-12 14-17:30", USUAL),
        ("de 9h à 12h et 14 h à 17 h 30", USUAL),
        ("14h–17h30 ; 9h–12h", USUAL),
        ("09:00-12:00", "9\u00a0h\u00a0–\u00a012\u00a0h"),
        ("8.30-12.15", "8\u00a0h\u00a030\u00a0–\u00a012\u00a0h\u00a015"),
        ("20h-24h", "20\u00a0h\u00a0–\u00a023\u00a0h\u00a059"),
        ("", ""),
        ("fermé", ""),
    ],
)  # fmt: skip
def test_a_day_is_read_as_it_is_typed_and_written_one_way(typed: str, shown: str) -> None:
    plages = parse_plages(typed)
    assert show_plages(plages) == shown
    assert parse_plages(shown) == plages


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("matin", "ne se lit pas"),
        ("9h", "ne se lit pas"),
        ("9h-12h, soir", "ne se lit pas"),
        ("25h-26h", "n’est pas une heure"),
        ("9h-12h75", "n’est pas une heure"),
        ("12h-9h", "vient avant le début"),
        ("9h-9h", "vient avant le début"),
        ("9h-12h, 11h-14h", "se recouvrent"),
        ("1-2,3-4,5-6,7-8,9-10,11-12,13-14", "c’est trop"),
        ("9" * 5000, "ne se lit pas"),
    ],
)
def test_a_day_that_makes_no_sense_says_how_to_write_it(typed: str, why: str) -> None:
    with pytest.raises(ValueError, match=why) as refusal:
        parse_plages(typed)
    assert len(str(refusal.value)) < 300


def test_stretches_that_touch_are_two() -> None:
    assert minutes_of(parse_plages("9-12,12-14")) == 300
    assert [said_length(n) for n in (0, 60, 450)] == ["", "1\u00a0h", "7\u00a0h\u00a030"]


def test_a_week_is_kept_and_read_again() -> None:
    semaine = {"lundi": parse_plages("9-12, 14-17"), "mardi": ()}
    text = write_horaires(semaine)
    assert text == '{"lundi":[["09:00","12:00"],["14:00","17:00"]]}'
    read = read_horaires(text)
    assert list(read) == list(JOURS)
    assert read["lundi"] == semaine["lundi"]
    assert read_horaires("{}")["dimanche"] == ()


def test_a_site_is_added_changed_and_put_back(base: Handle) -> None:
    made = save_lieu(
        nom="Annexe du quai", commune="Limoges", semaine={"lundi": parse_plages("9-12")}
    )
    assert [one.nom for one in lieux()][-1] == "Annexe du quai"
    assert made.semaine["lundi"] == parse_plages("9-12")
    save_lieu(lieu_of(made.id), nom="Annexe de la rive")
    assert lieu_of(made.id).semaine["lundi"] == parse_plages("9-12")
    undo_last()
    assert lieu_of(made.id).nom == "Annexe du quai"


@pytest.mark.parametrize("nom", ["", "   ", "x" * 5000])
def test_a_site_has_a_name_of_a_sensible_length(base: Handle, nom: str) -> None:
    with pytest.raises(Invalid) as refusal:
        save_lieu(nom=nom)
    assert refusal.value.field == "nom"
    assert len(every_lieu()) == 1


def test_two_sites_do_not_bear_one_name(base: Handle) -> None:
    taken = the_lieu().nom
    with pytest.raises(Invalid, match="existe déjà"):
        save_lieu(nom=f"  {taken.upper()} ")
    save_lieu(the_lieu(), nom=taken.upper())


def test_a_closed_site_is_no_longer_proposed_and_keeps_its_past(
    base: Handle, frozen_clock: FrozenClock
) -> None:
    annexe = save_lieu(nom="Annexe")
    before = record_passage(lieu=annexe.id, demandes=CNI, moment=at(TODAY - dt.timedelta(days=3)))
    close_lieu(lieu_of(annexe.id), TODAY)
    assert "Annexe" not in [one.nom for one in lieux()]
    assert [one.nom for one in every_lieu()][-1] == "Annexe"
    assert Passage.get_by_id(before.id).lieu.nom == "Annexe"
    assert "Annexe" in [one.nom for one in lieux(TODAY - dt.timedelta(days=1))]


def test_a_site_that_will_close_is_open_until_then(base: Handle, frozen_clock: FrozenClock) -> None:
    annexe = save_lieu(nom="Annexe")
    close_lieu(lieu_of(annexe.id), TODAY + dt.timedelta(days=2))
    record_passage(lieu=annexe.id, demandes=CNI)
    frozen_clock.advance(days=2)
    with pytest.raises(Invalid, match="fermé depuis le 13/03/2026"):
        record_passage(lieu=annexe.id, demandes=CNI)


def test_what_a_draft_holds_of_a_closed_site_is_refused_with_its_field(
    base: Handle, frozen_clock: FrozenClock
) -> None:
    annexe = save_lieu(nom="Annexe")
    close_lieu(lieu_of(annexe.id), TODAY)
    with pytest.raises(Invalid) as refusal:
        record_passage(lieu=annexe.id, demandes=CNI)
    assert refusal.value.field == "lieu"
    record_passage(lieu=annexe.id, demandes=CNI, moment=at(TODAY - dt.timedelta(days=1)))
    assert Passage.select().count() == 1


def test_what_was_written_there_is_still_corrected(base: Handle, frozen_clock: FrozenClock) -> None:
    annexe = save_lieu(nom="Annexe")
    passage = record_passage(lieu=annexe.id, demandes=CNI)
    close_lieu(lieu_of(annexe.id), TODAY)
    correct_passage(passage, commentaire="Revenue")
    elsewhere = record_passage(lieu=the_lieu().id, demandes=CNI)
    with pytest.raises(Invalid):
        correct_passage(elsewhere, lieu=annexe.id)


def test_one_site_stays_open(base: Handle, frozen_clock: FrozenClock) -> None:
    with pytest.raises(Refused, match="seul lieu ouvert"):
        close_lieu(the_lieu(), TODAY)
    annexe = save_lieu(nom="Annexe")
    close_lieu(lieu_of(annexe.id), TODAY)
    with pytest.raises(Refused):
        close_lieu(the_lieu(), TODAY)
    reopen_lieu(lieu_of(annexe.id))
    close_lieu(the_lieu(), TODAY)
    assert [one.nom for one in lieux()] == ["Annexe"]


def test_a_name_of_a_closed_site_is_told_to_be_opened_again(
    base: Handle, frozen_clock: FrozenClock
) -> None:
    close_lieu(save_lieu(nom="Annexe"), TODAY)
    with pytest.raises(Invalid, match=r"fermé\. Ouvrez-le de nouveau"):
        save_lieu(nom="annexe")


def test_sites_are_put_in_order(base: Handle) -> None:
    first = the_lieu()
    names = [save_lieu(nom=nom).nom for nom in ("Annexe", "Caravane")]
    move_lieu(every_lieu()[2], 0)
    assert [one.nom for one in lieux()] == [names[1], first.nom, names[0]]
    undo_last()
    assert [one.nom for one in lieux()] == [first.nom, *names]


def test_two_desks_on_one_site(base: Handle) -> None:
    mine, theirs = the_lieu(), the_lieu()
    save_lieu(theirs, nom="La Maison")
    with pytest.raises(Conflict):
        save_lieu(mine, nom="Le Siège")


def test_the_accueil_does_not_change_sites(base: Handle) -> None:
    base.actor = actor_with(Role.ACCUEIL)
    with pytest.raises(Refused):
        save_lieu(nom="Annexe")
    assert Lieu.name_of("rien") == ""
    assert Lieu.name_of(the_lieu().id) == the_lieu().nom
