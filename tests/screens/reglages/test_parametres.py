"""Dated amounts on the screen: today's value and its source, a new one from a day on, a mistake."""

import datetime as dt

import pytest

from models.suivis.parametre import history_of, parametre
from tests.screens.reglages.bureau import Responsable
from ui.kit import parsing
from ui.kit.table import TablePane

LISTE, VALEURS = "reglages.parametres.liste", "reglages.parametres.valeurs"
INDEMNITE = "Indemnité de l’État, nette par mois"


def pane(bureau: Responsable, name: str) -> TablePane:
    return next(p for p in bureau.window.findChildren(TablePane) if p.view.objectName() == name)


def rows(bureau: Responsable, name: str) -> list[str]:
    """The lines of a table, their cells put end to end."""
    found = pane(bureau, name)
    found.refresh()
    bureau.settle()
    return [" | ".join(cell for cell in row if cell) for row in bureau.rows(name)]


def choose(bureau: Responsable, code: str) -> None:
    """Go to the amount of today."""
    bureau.go("parametres")
    today = dt.date(2026, 3, 11)
    (row, *_) = [one for one in history_of(code) if one.du <= today]
    assert pane(bureau, LISTE).select(row.id)
    pane(bureau, LISTE).setFocus()
    bureau.settle()


def line(bureau: Responsable, libelle: str) -> str:
    return next(one for one in rows(bureau, LISTE) if one.startswith(libelle))


def test_a_new_amount_holds_from_its_day_on(bureau: Responsable) -> None:
    choose(bureau, "sc_indemnite")
    source = history_of("sc_indemnite")[0].source
    today = f"{INDEMNITE} | 504,98\u00a0€ | 01/01/2024 | {source}"
    assert line(bureau, INDEMNITE) == today
    bureau.press("Ctrl+Maj+N")
    bureau.type_in("parametre.du", "01/01/2027")
    bureau.type_in("parametre.valeur", "cinq cents")
    bureau.type_in("parametre.source", "Arrêté d’essai")
    bureau.act("reglages.save")
    assert "n’est pas un montant" in bureau.said("parametre.valeur.erreur")
    bureau.type_in("parametre.valeur", "520,5 €")
    bureau.act("reglages.save")
    assert rows(bureau, VALEURS) == [
        "01/01/2027 | 520,50\u00a0€ | À venir | Arrêté d’essai",
        f"01/01/2024 | 504,98\u00a0€ | En vigueur | {source}",
    ]
    assert parametre("sc_indemnite", dt.date(2027, 1, 1)) == 52050
    bureau.press("F2")
    assert bureau.value("parametre.valeur") == "520,50"
    bureau.type_in("parametre.valeur", "521")
    bureau.act("reglages.save")
    assert parametre("sc_indemnite", dt.date(2027, 1, 1)) == 52100
    bureau.press("Échap")
    assert line(bureau, INDEMNITE) == today.replace("2024 |", "2024 | 01/01/2027 |")
    for _ in range(2):
        bureau.window.context.undo_last()
    assert len(history_of("sc_indemnite")) == 1
    assert line(bureau, INDEMNITE) == today


def test_a_bound_is_typed_in_its_unit_and_its_draft_kept(bureau: Responsable) -> None:
    choose(bureau, "sc_age_max")
    bureau.press("Entrée", "Ctrl+Maj+N")
    bureau.type_in("parametre.du", "01/02/2026")
    bureau.type_in("parametre.valeur", "27")
    bureau.come_back()
    bureau.go("parametres")
    assert bureau.value("parametre.valeur") == "27"
    bureau.act("reglages.save")
    assert "ce champ est vide" in bureau.said("parametre.source.erreur")
    bureau.type_in("parametre.source", "Loi d’essai")
    bureau.act("reglages.save")
    assert rows(bureau, VALEURS) == [
        "01/02/2026 | 27\u00a0ans | En vigueur | Loi d’essai",
        "13/05/2010 | 25\u00a0ans | Passée | service-civique.gouv.fr",
    ]
    bureau.press("Ctrl+Maj+N")
    bureau.type_in("parametre.du", "01/02/2026")
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
