"""The rendez-vous of a suivi on its page; what was noted by mistake goes away from there."""

import datetime as dt

from models.base.command import undo_last
from models.suivis.note import write_entretien, write_note
from models.suivis.rendez_vous import rendez_vous_of, take_rendez_vous
from models.suivis.suivi import Suivi
from tests.conftest import FrozenClock
from tests.domain.suivis.parcours import entretiens_of
from tests.factories import notes_of
from tests.screens.fiches.bureau import Bureau
from tests.screens.suivis.test_page import click, suivi

__all__ = ["suivi"]

MARCH_20 = dt.date(2026, 3, 20)


def test_one_to_come_is_read_changed_put_off_and_settled(
    bureau: Bureau, suivi: Suivi, frozen_clock: FrozenClock
) -> None:
    assert bureau.said("suivi.agenda.resume") == "Aucun rendez-vous."
    taken = take_rendez_vous(suivi, date=MARCH_20, heure=dt.time(10), objet="Point")
    bureau.wait_until(lambda: "20/03/2026 à 10:00" in bureau.said("suivi.agenda.resume"))
    click(bureau, "suivi.agenda.ouvrir")
    name = f"suivi.agenda.{taken.id}"
    assert bureau.said(f"{name}.details") == "Point · avec Claire SOW"
    click(bureau, f"{name}.modifier")
    bureau.wait_until(lambda: bureau.has("ecrire.rendez_vous.modifier.heure"))
    bureau.type_in("ecrire.rendez_vous.modifier.date", "10/03/2025")
    click(bureau, "ecrire.rendez_vous.modifier.save")
    assert "ouvert depuis le" in bureau.said("ecrire.rendez_vous.modifier.date.erreur")
    bureau.type_in("ecrire.rendez_vous.modifier.date", "18/03/2026")
    bureau.type_in("ecrire.rendez_vous.modifier.heure", "14h30")
    click(bureau, "ecrire.rendez_vous.modifier.save")
    assert bureau.message == "Rendez-vous modifié"
    bureau.wait_until(lambda: bureau.said(f"{name}.titre") == "Le 18/03/2026 à 14:30")
    assert bureau.said("suivi.prochain").endswith("18/03/2026 à 14:30")
    click(bureau, f"{name}.issue")
    bureau.wait_until(lambda: bureau.has("ecrire.issue.date"))  # put off: it has not come yet
    bureau.type_in("ecrire.issue.date", "25/03/2026")
    click(bureau, "ecrire.issue.save")
    bureau.wait_until(lambda: bureau.said("suivi.agenda.plus") == "1\u00a0rendez-vous réglé")
    old, new = rendez_vous_of(suivi.id)
    assert (old.etat, new.etat, new.date) == ("reporte", None, dt.date(2026, 3, 25))
    frozen_clock.advance(days=20)
    bureau.show("accueil")
    bureau.show("suivis", suivi_id=suivi.id)
    assert "à préciser" in bureau.said("suivi.agenda.resume")
    click(bureau, "suivi.agenda.ouvrir")
    click(bureau, f"suivi.agenda.{new.id}.issue")
    bureau.wait_until(lambda: bureau.has("ecrire.issue.duree"))
    click(bureau, "ecrire.issue.save")
    bureau.wait_until(lambda: bureau.said("suivi.agenda.plus") == "2\u00a0rendez-vous réglés")
    assert len(entretiens_of(suivi.id)) == 1


def test_an_entretien_or_a_note_noted_by_mistake_goes_away(bureau: Bureau, suivi: Suivi) -> None:
    entretien = write_entretien(suivi, texte="Dit à une autre personne.")
    (inside,) = notes_of([entretien.id])
    alone = write_note(suivi, "Écrite dans le mauvais suivi.")
    bureau.wait_until(lambda: bureau.has(f"suivi.corriger.note.{alone.id}"))
    click(bureau, f"suivi.corriger.note.{alone.id}")
    bureau.wait_until(lambda: bureau.has("ecrire.note.retirer"))
    click(bureau, "ecrire.note.retirer")
    assert bureau.message == "Note retirée"
    bureau.wait_until(lambda: not bureau.has(f"suivi.note.{alone.id}"))
    bureau.wait_until(lambda: bureau.has(f"suivi.corriger.entretien.{entretien.id}"))
    click(bureau, f"suivi.corriger.entretien.{entretien.id}")
    bureau.wait_until(lambda: bureau.has("ecrire.correction.retirer"))
    click(bureau, "ecrire.correction.retirer")
    bureau.wait_until(lambda: not bureau.has(f"suivi.note.{inside.id}"))
    assert entretiens_of(suivi.id) == []
    undo_last()
    bureau.wait_until(lambda: bureau.has(f"suivi.note.{inside.id}"))
