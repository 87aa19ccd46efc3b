"""Amounts that the law changes: shipped whole, each from a day on, changed by the responsable."""

import datetime as dt
from typing import Any

import pytest

import resources
from models.base.errors import Invalid, Refused
from models.base.listing import Listing
from models.comptes.role import Role
from models.suivis.parametre import (
    Parametre,
    add_parametre,
    correct_parametre,
    fill_parametres,
    history_of,
    parametre,
    parametres_on,
    shipped,
    shown,
)
from models.suivis.parametre_listes import history_listing, parametres_listing
from tests.factories import actor_with, writing

SOURCE = "Arrêté d’essai"


def test_the_amounts_of_a_new_base_are_those_of_the_domain(base: Any) -> None:
    known = parametres_on(dt.date(2026, 3, 11))
    assert known["sc_indemnite"] + known["sc_prestation"] == 61983
    assert set(known) == set(shipped())
    assert all(row.source and row.unite and row.libelle for row in Parametre.select())


def test_filling_again_changes_nothing(base: Any) -> None:
    add_parametre("sc_indemnite", du=dt.date(2027, 1, 1), valeur=52000, source=SOURCE)
    with writing():
        assert fill_parametres(resources.read_tomls("parametres")) == 0
    assert len(history_of("sc_indemnite")) == 2


def test_an_amount_is_that_of_the_day(base: Any) -> None:
    change = dt.date(2027, 1, 1)
    add_parametre("sc_indemnite", du=change, valeur=52000, source=SOURCE)
    days = (dt.date(2020, 1, 1), change - dt.timedelta(days=1), change, dt.date(2030, 1, 1))
    assert [parametre("sc_indemnite", day) for day in days] == [50498, 50498, 52000, 52000]
    assert [row.texte for row in history_of("sc_indemnite")] == ["520,00\u00a0€", "504,98\u00a0€"]


def test_the_lists_say_what_is_in_force_on_a_day_and_what_comes(base: Any) -> None:
    add_parametre("sc_indemnite", du=dt.date(2027, 1, 1), valeur=52000, source=SOURCE)
    add_parametre("sc_indemnite", du=dt.date(2028, 1, 1), valeur=53000, source=SOURCE)

    def texts(listing: Listing) -> list[tuple[str, ...]]:
        return [listing.texts(row) for row in listing.first()]

    def of_day(day: dt.date) -> tuple[str, ...]:
        found = texts(parametres_listing(day))
        assert [row[0] for row in found] == [one["libelle"] for one in shipped().values()]
        return next(row[1:4] for row in found if row[0].startswith("Indemnité"))

    assert of_day(dt.date(2020, 1, 1)) == ("504,98\u00a0€", "01/01/2024", "01/01/2027")
    assert of_day(dt.date(2026, 12, 31)) == ("504,98\u00a0€", "01/01/2024", "01/01/2027")
    assert of_day(dt.date(2027, 1, 1)) == ("520,00\u00a0€", "01/01/2027", "01/01/2028")
    history = texts(history_listing("sc_indemnite", dt.date(2027, 6, 1)))
    assert [(row[0], row[2]) for row in history] == [
        ("01/01/2028", "À venir"), ("01/01/2027", "En vigueur"), ("01/01/2024", "Passée"),
    ]  # fmt: skip
    assert history_listing("sc_indemnite", dt.date(2020, 1, 1)).title.startswith("Indemnité")


@pytest.mark.parametrize(
    ("values", "field", "why"),
    [
        ({"code": "sc_soleil"}, "code", "choisissez-en un"),
        ({"du": dt.date(2024, 1, 1)}, "du", "commence déjà ce jour-là, 504,98"),
        ({"valeur": -1}, "valeur", "0 ou plus"),
        ({"source": " "}, "source", "d’où vient ce montant"),
    ],
)
def test_an_amount_that_makes_no_sense_is_refused(
    base: Any, values: dict[str, Any], field: str, why: str
) -> None:
    said = {"code": "sc_indemnite", "du": dt.date(2027, 1, 1), "valeur": 1, "source": SOURCE}
    with pytest.raises(Invalid, match=why) as refusal:
        add_parametre(**{**said, **values})
    assert refusal.value.field == field


def test_an_amount_written_wrong_is_mended(base: Any) -> None:
    (row,) = history_of("sc_majoration")
    correct_parametre(row, valeur=11485, source=SOURCE)
    assert parametre("sc_majoration", dt.date(2026, 1, 1)) == 11485


@pytest.mark.parametrize(
    ("valeur", "unite", "texte"),
    [
        (123456, "centimes", "1\u202f234,56\u00a0€"),
        (24, "heures", "24\u00a0heures"),
        (1, "heures", "1\u00a0heure"),
        (1, "mois", "1\u00a0mois"),
        (0, "jours", "0\u00a0jour"),
    ],
)
def test_an_amount_reads_with_its_unit(valeur: int, unite: str, texte: str) -> None:
    assert shown(valeur, unite) == texte


def test_only_who_sets_the_house_changes_an_amount(base: Any) -> None:
    base.actor = actor_with(Role.REFERENT)
    with pytest.raises(Refused, match="réglages"):
        add_parametre("sc_indemnite", du=dt.date(2027, 1, 1), valeur=1, source=SOURCE)
