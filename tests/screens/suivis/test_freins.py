"""The freins of a suivi: noted where one reads, found otherwise with time, lifted."""

import datetime as dt

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from models.base.command import undo_last
from models.suivis.frein import freins_of, note_niveau
from models.suivis.regles import said
from models.suivis.suivi import Suivi
from tests.screens.fiches.bureau import Bureau
from tests.screens.suivis.cartes import (
    a_frein,
)
from tests.screens.suivis.test_page import click, suivi
from ui.screens.suivis.ecrire_frein import themed

__all__ = ["suivi"]


def test_a_frein_is_noted_and_read(bureau: Bureau, suivi: Suivi) -> None:
    assert bureau.said("suivi.freins.rien") == "Aucun frein noté."
    click(bureau, "suivi.freins.noter")
    bureau.wait_until(lambda: bureau.has("ecrire.frein.valeur"))
    assert QApplication.focusWidget() is bureau.field("ecrire.frein.valeur")
    bureau.choose("ecrire.frein.valeur", "logement loyer")
    assert bureau.value("ecrire.frein.valeur") == "Logement — Difficulté à payer le loyer"
    bureau.choose("ecrire.frein.intensite", "3")
    click(bureau, "ecrire.frein.save")
    assert bureau.message == "Frein noté"
    (told,) = freins_of(suivi.id)
    name = f"suivi.frein.{told.frein.id}"
    bureau.wait_until(lambda: bureau.has(name))
    assert bureau.said(f"{name}.titre") == "Difficulté à payer le loyer"
    assert bureau.said(f"{name}.intensite") == "Bloque le projet (3 sur 3)"
    assert bureau.said(f"{name}.statut") == "Repéré"
    assert bureau.said(f"{name}.details") == "Logement · depuis le 11/03/2026"
    assert not bureau.has("suivi.freins.rien")
    undo_last()
    bureau.wait_until(lambda: bureau.has("suivi.freins.rien"))


def test_what_is_refused_is_told_beside_its_field(bureau: Bureau, suivi: Suivi) -> None:
    click(bureau, "suivi.freins.noter")
    bureau.wait_until(lambda: bureau.has("ecrire.frein.valeur"))
    bureau.choose("ecrire.frein.valeur", "Logement — Autre")
    bureau.choose("ecrire.frein.intensite", "1")
    click(bureau, "ecrire.frein.save")
    assert "par son effet" in bureau.said("ecrire.frein.precision.erreur")
    assert freins_of(suivi.id) == []


def test_the_level_changes_with_time(bureau: Bureau, suivi: Suivi) -> None:
    frein = a_frein(bureau, suivi)
    name = f"suivi.frein.{frein.id}"
    click(bureau, f"{name}.niveau")
    bureau.wait_until(lambda: bureau.has("ecrire.niveau.intensite"))
    assert QApplication.focusWidget() is bureau.field("ecrire.niveau.intensite")
    assert bureau.value("ecrire.niveau.etat") == "En travail"
    bureau.choose("ecrire.niveau.intensite", "1")
    click(bureau, "ecrire.niveau.save")
    bureau.wait_until(lambda: bureau.said(f"{name}.intensite") == "Gêne légère (1 sur 3)")
    assert bureau.said(f"{name}.statut") == "En travail"
    assert bureau.said(f"{name}.avant") == "Avant\u00a0: gêne forte le 09/02/2026"


def test_a_frein_that_is_lifted_is_folded_with_its_day(bureau: Bureau, suivi: Suivi) -> None:
    frein = a_frein(bureau, suivi)
    name = f"suivi.frein.{frein.id}"
    click(bureau, f"{name}.leve")
    bureau.wait_until(lambda: bureau.has("ecrire.levee.date"))
    bureau.type_in("ecrire.levee.date", "10/03/2026")
    click(bureau, "ecrire.levee.save")
    bureau.wait_until(lambda: bureau.has("suivi.freins.plus"))
    assert bureau.said("suivi.freins.plus") == "1\u00a0frein levé"
    assert not bureau.has(name)
    click(bureau, "suivi.freins.plus")
    bureau.wait_until(lambda: bureau.has(name))
    assert bureau.said(f"{name}.details") == "Logement · levé le 10/03/2026"
    assert not bureau.has(f"{name}.leve")
    assert freins_of(suivi.id)[0].leve_le == dt.date(2026, 3, 10)


def test_a_frein_that_came_back_is_under_way_again(bureau: Bureau, suivi: Suivi) -> None:
    frein = a_frein(bureau, suivi)
    note_niveau(frein, date=dt.date(2026, 3, 1), intensite=0, etat="leve")
    bureau.wait_until(lambda: bureau.has("suivi.freins.plus"))
    click(bureau, "suivi.freins.plus")
    bureau.wait_until(lambda: bureau.has(f"suivi.frein.{frein.id}.niveau"))
    click(bureau, f"suivi.frein.{frein.id}.niveau")
    bureau.wait_until(lambda: bureau.has("ecrire.niveau.intensite"))
    bureau.choose("ecrire.niveau.intensite", "2")
    click(bureau, "ecrire.niveau.save")
    bureau.wait_until(lambda: bureau.has(f"suivi.frein.{frein.id}.leve"))
    assert not bureau.has("suivi.freins.plus")


def test_a_sensitive_subject_asks_for_care(bureau: Bureau, suivi: Suivi) -> None:
    sensible, plain = _one_of_each()
    click(bureau, "suivi.freins.noter")
    bureau.wait_until(lambda: bureau.has("ecrire.frein.valeur"))
    bureau.choose("ecrire.frein.valeur", plain)
    assert not bureau.has("suivi.frein.soin")
    bureau.choose("ecrire.frein.valeur", sensible)
    assert bureau.has("suivi.frein.soin")
    bureau.choose("ecrire.frein.intensite", "1")
    click(bureau, "ecrire.frein.save")
    (told,) = freins_of(suivi.id)
    bureau.wait_until(lambda: bureau.has(f"suivi.frein.{told.frein.id}.sensible"))


def test_what_one_reads_aloud_says_as_much_as_the_dots(bureau: Bureau, suivi: Suivi) -> None:
    frein = a_frein(bureau, suivi)
    told = bureau.part(QWidget, f"suivi.frein.{frein.id}").accessibleName()
    assert told == (
        "Difficulté à payer le loyer, Gêne forte (2 sur 3), Repéré, Logement, depuis le 09/02/2026"
    )
    for act in ("niveau", "leve"):
        button = bureau.part(QAbstractButton, f"suivi.frein.{frein.id}.{act}")
        assert "loyer" in QAccessible.queryAccessibleInterface(button).text(QAccessible.Text.Name)


def _one_of_each() -> tuple[str, str]:
    """How one value that asks for care reads in the list, and one that does not."""
    options = themed("frein")
    words = said(key for key, _ in options)
    of_care = next(label for key, label in options if words[key].sensible and "Autre" not in label)
    plain = next(label for key, label in options if not words[key].sensible)
    return of_care, plain
