"""Dated amounts on the screen: today's value and its source, a new one from a day on, a mistake."""

import datetime as dt

import pytest

from models.suivis.parametre import history_of, parametre
from tests.screens.reglages.bureau import Responsable
from ui.kit import parsing

LISTE, VALEURS = "reglages.parametres.liste", "reglages.parametres.valeurs"
INDEMNITE = "Indemnité de l’État, nette par mois"


def line(bureau: Responsable, label: str) -> str:
    return next(one for one in bureau.lines(LISTE) if one.startswith(label))


def test_a_new_amount_holds_from_its_day_on(bureau: Responsable) -> None:
    bureau.go("parametres").choose_row(LISTE, INDEMNITE)
    assert "504,98\u00a0€ depuis le 01/01/2024" in line(bureau, INDEMNITE)
    bureau.press("Ctrl+Maj+N")
    bureau.type_in("parametre.du", "01/01/2027")
    bureau.type_in("parametre.valeur", "cinq cents")
    bureau.type_in("parametre.source", "Arrêté d’essai")
    bureau.act("reglages.save")
    assert "n’est pas un montant" in bureau.said("parametre.valeur.erreur")
    bureau.type_in("parametre.valeur", "520,5 €")
    bureau.act("reglages.save")
    source = history_of("sc_indemnite")[1].source
    assert bureau.lines(VALEURS) == [
        "520,50\u00a0€, à partir du 01/01/2027 · Arrêté d’essai, À venir",
        f"504,98\u00a0€, à partir du 01/01/2024 · {source}, En vigueur",
    ]
    assert parametre("sc_indemnite", dt.date(2027, 1, 1)) == 52050
    bureau.press("F2")
    assert bureau.value("parametre.valeur") == "520,50"
    bureau.type_in("parametre.valeur", "521")
    bureau.act("reglages.save")
    assert parametre("sc_indemnite", dt.date(2027, 1, 1)) == 52100
    bureau.press("Échap")
    assert line(bureau, INDEMNITE).endswith("521,00\u00a0€ le 01/01/2027")
    for _ in range(2):
        bureau.window.context.undo_last()
    bureau.settle()
    assert len(history_of("sc_indemnite")) == 1
    assert line(bureau, INDEMNITE).endswith("gouv.fr")


def test_a_bound_is_typed_in_its_unit_and_its_draft_kept(bureau: Responsable) -> None:
    bureau.go("parametres").choose_row(LISTE, "Âge au plus tard, à la signature").press("Entrée")
    bureau.press("Ctrl+Maj+N")
    bureau.type_in("parametre.du", "01/09/2026")
    bureau.type_in("parametre.valeur", "27")
    bureau.come_back()
    bureau.go("parametres")
    assert bureau.value("parametre.valeur") == "27"
    bureau.act("reglages.save")
    assert "ce champ est vide" in bureau.said("parametre.source.erreur")
    bureau.type_in("parametre.source", "Loi d’essai")
    bureau.act("reglages.save")
    assert bureau.lines(VALEURS)[0] == "27\u00a0ans, à partir du 01/09/2026 · Loi d’essai, À venir"
    bureau.press("Ctrl+Maj+N")
    bureau.type_in("parametre.du", "01/09/2026")
    bureau.type_in("parametre.valeur", "28")
    bureau.type_in("parametre.source", "Loi d’essai")
    bureau.act("reglages.save")
    assert "commence déjà ce jour-là" in bureau.said("parametre.du.erreur")


@pytest.mark.parametrize(
    ("typed", "amount"),
    [("504,98", 50498), ("504.9", 50490), ("1\u202f200 €", 120000), ("0", 0), (" ", None)],
)
def test_an_amount_is_read_as_it_is_typed(typed: str, amount: int | None) -> None:
    assert parsing.cents(typed) == amount
    if amount is not None:
        assert parsing.cents(parsing.show_cents(amount)) == amount


@pytest.mark.parametrize("typed", ["-1", "1,234", "5,", "mille"])
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="n’est pas un montant"):
        parsing.cents(typed)
