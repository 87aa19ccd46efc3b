"""After the end of a suivi: the class of each funder, the news that are due, noted in the page."""

import datetime as dt

import pytest

from models.base.command import undo_last
from models.personnes.personne import Personne
from models.suivis.nouvelle import nouvelles_of
from models.suivis.sortie import close_suivi
from models.suivis.suivi import Suivi
from tests.conftest import FrozenClock
from tests.screens.fiches.bureau import Bureau
from tests.screens.suivis.test_page import click
from tests.screens.suivis.test_suivis import a_suivi

FIRST = "suivi.nouvelles.quatre_semaines"


@pytest.fixture
def suivi(bureau: Bureau, mamadou: Personne, frozen_clock: FrozenClock) -> Suivi:
    """His, ended three weeks ago, on the screen."""
    made = a_suivi(mamadou)
    frozen_clock.advance(days=31)
    close_suivi(made, clos_le=dt.date(2026, 4, 11), motif_sortie="motif_sortie.service_civique")
    frozen_clock.advance(days=21)
    bureau.show("suivis", suivi_id=made.id)
    return made


def test_news_are_noted_corrected_and_removed_in_the_page(bureau: Bureau, suivi: Suivi) -> None:
    counted = [bureau.said(f"suivi.classes.{at}") for at in range(3)]
    assert counted[0].startswith("Liste de la structure")
    assert all("\u00a0: " in one for one in counted)
    assert bureau.said(f"{FIRST}.phrase") == "Nouvelles à prendre avant le 09/05/2026"
    click(bureau, f"{FIRST}.noter")
    bureau.wait_until(lambda: bureau.has("ecrire.nouvelle.jointe"))
    bureau.choose("ecrire.nouvelle.jointe", "Non, sans réponse")
    bureau.wait_until(lambda: not bureau.has("ecrire.nouvelle.situation"))
    click(bureau, "ecrire.nouvelle.save")
    assert bureau.message == "Nouvelles notées"
    (tried,) = nouvelles_of(suivi.id)
    bureau.wait_until(lambda: bureau.has(f"suivi.nouvelle.{tried.id}"))
    assert bureau.said(f"suivi.nouvelle.{tried.id}.titre") == "02/05/2026\u00a0: sans réponse"
    assert bureau.said(f"{FIRST}.phrase").endswith("(1 tentative)")
    click(bureau, f"suivi.nouvelle.{tried.id}.corriger")
    bureau.wait_until(lambda: bureau.has("ecrire.nouvelle.jointe"))
    bureau.choose("ecrire.nouvelle.jointe", "Oui, elle a répondu")
    click(bureau, "ecrire.nouvelle.save")
    assert "choisissez ce qu’elle devient" in bureau.said("ecrire.nouvelle.situation.erreur")
    bureau.choose("ecrire.nouvelle.situation", "CDI, titularisation")
    bureau.choose("ecrire.nouvelle.amelioree", "Oui")
    click(bureau, "ecrire.nouvelle.save")
    bureau.wait_until(lambda: bureau.said(f"{FIRST}.etat") == "Jointe")
    assert "situation améliorée" in bureau.said(f"suivi.nouvelle.{tried.id}.details")
    click(bureau, f"suivi.nouvelle.{tried.id}.retirer")
    bureau.wait_until(lambda: not bureau.has(f"suivi.nouvelle.{tried.id}"))
    undo_last()
    bureau.wait_until(lambda: bureau.has(f"suivi.nouvelle.{tried.id}"))


def test_one_under_way_has_no_such_card(bureau: Bureau, suivi: Suivi) -> None:
    assert bureau.has("suivi.nouvelles")
    bureau.act("suivi.rouvrir")
    bureau.wait_until(lambda: not bureau.has("suivi.nouvelles"))
