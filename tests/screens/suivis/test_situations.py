"""The situation of a suivi: taken with what is known, compared, corrected, taken out."""

import datetime as dt

from PySide6.QtWidgets import QWidget

from models.personnes.personne import Personne, save_personne
from models.suivis.situation import situations_of
from models.suivis.suivi import Suivi
from tests.conftest import FrozenClock
from tests.screens.fiches.bureau import Bureau
from tests.screens.suivis.menus import rare
from tests.screens.suivis.test_page import click, suivi

__all__ = ["suivi"]
CARD = "suivi.situation"


def take(bureau: Bureau, **answers: str) -> None:
    click(bureau, f"{CARD}.noter")
    bureau.wait_until(lambda: bureau.has("ecrire.situation.logement"))
    for name, words in answers.items():
        bureau.choose(f"ecrire.situation.{name}", words)
    click(bureau, "ecrire.situation.save")
    assert bureau.message == "Situation notée"


def test_it_is_taken_at_the_entry_then_compared_with_now(
    bureau: Bureau, suivi: Suivi, frozen_clock: FrozenClock
) -> None:
    assert bureau.said(f"{CARD}.resume") == "Aucune situation notée."
    click(bureau, f"{CARD}.ouvrir")
    click(bureau, f"{CARD}.noter")
    bureau.wait_until(lambda: bureau.has("ecrire.situation.logement"))
    assert bureau.value("ecrire.situation.moment") == "À l’entrée"
    bureau.choose("ecrire.situation.logement", "Chez ses parents")
    bureau.choose("ecrire.situation.mission_locale", "Jamais")
    click(bureau, "ecrire.situation.save")
    bureau.wait_until(lambda: "17" in bureau.said(f"{CARD}.resume"))
    assert bureau.said(f"{CARD}.resume") == (
        "17\u00a0ans · Chez ses parents\nÀ l’entrée, le 11/03/2026."
    )
    frozen_clock.advance(days=60)
    click(bureau, f"{CARD}.noter")
    bureau.wait_until(lambda: bureau.has("ecrire.situation.logement"))
    assert bureau.value("ecrire.situation.moment") == "Point de situation"
    assert bureau.value("ecrire.situation.logement") == "Chez ses parents"  # known already
    bureau.choose("ecrire.situation.logement", "Hébergé·e chez un tiers")
    click(bureau, "ecrire.situation.save")
    name = f"{CARD}.logement"
    bureau.wait_until(lambda: bureau.has(f"{name}.avant"))
    assert bureau.said(f"{name}.present") == "Hébergé·e chez un tiers"
    assert bureau.said(f"{name}.avant") == (
        "Depuis le 10/05/2026. Avant\u00a0: Chez ses parents (à l’entrée, 11/03/2026)"
    )
    assert bureau.part(QWidget, name).accessibleName().startswith("Logement\u00a0: Hébergé·e")
    assert bureau.said(f"{CARD}.change") == "A changé"
    assert not bureau.has(f"{CARD}.mission_locale.avant")
    assert bureau.said(f"{CARD}.resume").endswith(
        "Point de situation, le 10/05/2026\u00a0: 1\u00a0changement depuis le début."
    )


def test_it_is_corrected_taken_out_and_the_age_follows(
    bureau: Bureau, suivi: Suivi, mamadou: Personne
) -> None:
    click(bureau, f"{CARD}.ouvrir")
    take(bureau, logement="Chez ses parents")
    (portrait,) = situations_of(suivi.id)
    name = f"{CARD}.{portrait.situation.id}"
    bureau.wait_until(lambda: bureau.has(f"{name}.titre"))
    assert bureau.said(f"{name}.titre") == (
        "À l’entrée — le 11/03/2026, 17\u00a0ans, par Claire SOW"
    )
    rare(bureau, name, "corriger")
    bureau.wait_until(lambda: bureau.has("ecrire.situation.logement"))
    assert not bureau.has("ecrire.situation.moment")
    bureau.type_in("ecrire.situation.date", "01/01/2031")
    click(bureau, "ecrire.situation.save")
    assert "dans l’avenir" in bureau.said("ecrire.situation.date.erreur")
    bureau.type_in("ecrire.situation.date", "09/03/2026")
    bureau.choose("ecrire.situation.logement", "Foyer")
    click(bureau, "ecrire.situation.save")
    bureau.wait_until(lambda: "09/03/2026" in bureau.said(f"{name}.titre"))
    save_personne(Personne.get_by_id(mamadou.id), date_naissance=dt.date(2009, 9, 12))
    bureau.wait_until(lambda: "16\u00a0ans" in bureau.said(f"{name}.titre"))
    save_personne(Personne.get_by_id(mamadou.id), situation="situation.au_foyer")
    assert not bureau.has(f"{CARD}.dossier")  # the picture does not say
    take(bureau, situation="Sans emploi, non inscrit·e")
    bureau.wait_until(lambda: bureau.has(f"{CARD}.dossier"))
    assert "situation\u00a0: Au foyer" in bureau.said(f"{CARD}.dossier")
    bureau.window.context.undo_last()
    bureau.wait_until(lambda: not bureau.has(f"{CARD}.dossier") and bureau.has(f"{name}.titre"))
    rare(bureau, name, "retirer")
    bureau.wait_until(lambda: bureau.said(f"{CARD}.resume") == "Aucune situation notée.")
    bureau.window.context.undo_last()
    bureau.wait_until(lambda: bureau.has(f"{name}.titre"))
