"""Two desks on the same row: what the other one wrote is told, and what is typed here is kept."""

import datetime as dt

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from models.base.command import undo_last
from models.suivis.entretien import TELEPHONE, Entretien, correct_entretien, remove_entretien
from models.suivis.note import write_entretien
from models.suivis.objectif import Objectif, correct_objectif
from models.suivis.phase import date_phase
from models.suivis.suivi import Suivi, phases_of_suivi
from tests.screens.fiches.bureau import Bureau
from tests.screens.suivis.cartes import FEB, an_objectif
from tests.screens.suivis.menus import rare
from tests.screens.suivis.test_page import click, suivi
from ui.parts.volet import Foot

__all__ = ["suivi"]
APRIL = dt.date(2026, 4, 30)


def test_what_another_desk_wrote_is_told_and_what_is_typed_is_kept(
    bureau: Bureau, suivi: Suivi
) -> None:
    objectif = an_objectif(bureau, suivi)
    rare(bureau, f"suivi.objectif.{objectif.id}", "corriger")
    bureau.wait_until(lambda: bureau.has("ecrire.objectif.intitule"))
    bureau.type_in("ecrire.objectif.intitule", "Avoir le code")
    assert not bureau.has("ecrire.objectif.ailleurs")
    correct_objectif(
        Objectif.get_by_id(objectif.id), valeur=None, intitule="Le permis B", fixe_le=FEB,
        echeance=APRIL, frein=None,
    )  # fmt: skip
    click(bureau, "ecrire.objectif.save")
    assert "modifié sur un autre poste" in bureau.message
    assert bureau.said("ecrire.objectif.ailleurs.texte").splitlines() == [
        "Modifié sur un autre poste pendant votre saisie\u00a0:",
        (
            "Dit par la personne\u00a0: «\u00a0Le permis B\u00a0» au lieu de "
            "«\u00a0Avoir le permis\u00a0», votre saisie est gardée"
        ),
        "Pour le\u00a0: «\u00a030/04/2026\u00a0» au lieu de vide",
    ]
    assert bureau.value("ecrire.objectif.intitule") == "Avoir le code"
    assert bureau.value("ecrire.objectif.echeance") == ""
    click(bureau, "ecrire.objectif.save")  # again, as one does: it stays told, nothing is lost
    assert bureau.value("ecrire.objectif.intitule") == "Avoir le code"
    click(bureau, "ecrire.objectif.relire")
    assert bureau.value("ecrire.objectif.intitule") == "Avoir le code"
    assert bureau.value("ecrire.objectif.echeance") == "30/04/2026"
    assert "Le permis B" in bureau.said("ecrire.objectif.ailleurs.texte")
    assert bureau.message == ""
    click(bureau, "ecrire.objectif.save")
    assert bureau.message == "Objectif corrigé"
    saved = Objectif.get_by_id(objectif.id)
    assert (saved.intitule, saved.echeance) == ("Avoir le code", APRIL)


def test_a_draft_taken_up_again_undoes_nothing_of_another_desk(
    bureau: Bureau, suivi: Suivi
) -> None:
    """Only what was typed is kept of it: the rest is what the row says now."""
    made = write_entretien(suivi, date=FEB, duree=30)
    open_it = f"suivi.corriger.entretien.{made.id}"
    bureau.wait_until(lambda: bureau.has(open_it))
    click(bureau, open_it)
    bureau.wait_until(lambda: bureau.has("ecrire.correction.avec"))
    bureau.type_in("ecrire.correction.avec", "Sa mère")
    QTest.keyClick(bureau.field("ecrire.correction.avec"), Qt.Key.Key_Escape)
    bureau.wait_until(lambda: not bureau.has("ecrire.correction.avec"))
    correct_entretien(Entretien.get_by_id(made.id), duree=45)
    click(bureau, open_it)
    bureau.wait_until(lambda: bureau.has("ecrire.correction.avec"))
    assert bureau.value("ecrire.correction.avec") == "Sa mère"
    assert bureau.value("ecrire.correction.duree") == "45\u00a0min"
    assert "«\u00a045\u00a0min\u00a0» au lieu de" in bureau.said("ecrire.correction.ailleurs.texte")
    click(bureau, "ecrire.correction.save")
    saved = Entretien.get_by_id(made.id)
    assert (saved.avec, saved.duree) == ("Sa mère", 45)


def test_what_was_taken_away_on_another_desk_is_told(bureau: Bureau, suivi: Suivi) -> None:
    made = write_entretien(suivi, date=FEB, nature=TELEPHONE)
    open_it = f"suivi.corriger.entretien.{made.id}"
    bureau.wait_until(lambda: bureau.has(open_it))
    click(bureau, open_it)
    bureau.wait_until(lambda: bureau.has("ecrire.correction.avec"))
    bureau.type_in("ecrire.correction.avec", "Sa mère")
    remove_entretien(Entretien.get_by_id(made.id))
    click(bureau, "ecrire.correction.save")
    assert "n’existe plus" in bureau.said("ecrire.correction.ailleurs.texte")
    assert not bureau.has("ecrire.correction.relire")
    assert Entretien.get_by_id(made.id).avec == ""


def test_what_was_undone_on_another_desk_is_told_and_no_accident(
    bureau: Bureau, suivi: Suivi
) -> None:
    """The row is in the base no more: neither its forms nor its buttons find it."""
    objectif = an_objectif(bureau, suivi)
    rare(bureau, f"suivi.objectif.{objectif.id}", "abandonner")
    bureau.wait_until(lambda: bureau.has("ecrire.abandon.motif"))
    bureau.type_in("ecrire.abandon.motif", "Autre projet")
    undo_last()
    click(bureau, "ecrire.abandon.save")
    assert "n’existe plus" in bureau.message
    assert bureau.value("ecrire.abandon.motif") == "Autre projet"
    bureau.window.context.banner.clear()
    page = bureau.window.current.page  # type: ignore[union-attr]
    page.ecriture.correct_entretien(objectif.id)  # a pencil whose line had not gone yet
    assert "n’existe plus" in bureau.message


def test_what_another_desk_wrote_is_told_before_it_is_taken_away(
    bureau: Bureau, suivi: Suivi
) -> None:
    made = write_entretien(suivi, date=FEB, duree=30)
    open_it = f"suivi.corriger.entretien.{made.id}"
    bureau.wait_until(lambda: bureau.has(open_it))
    click(bureau, open_it)
    bureau.wait_until(lambda: bureau.has("ecrire.correction.avec"))
    correct_entretien(Entretien.get_by_id(made.id), duree=45)
    click(bureau, "ecrire.correction.retirer")
    assert bureau.said("ecrire.correction.ailleurs.texte").count("au lieu de") == 1
    assert Entretien.get_by_id(made.id).archived_at is None
    click(bureau, "ecrire.correction.relire")
    click(bureau, "ecrire.correction.retirer")
    assert bureau.message == "Entretien retiré, avec ses notes"


def test_a_call_is_called_so_until_it_is_undone(bureau: Bureau, suivi: Suivi) -> None:
    made = write_entretien(suivi, date=FEB, nature=TELEPHONE)
    bureau.window.context.undo_last()
    assert bureau.message == "Annulé\u00a0: Appel noté"
    made = write_entretien(suivi, date=FEB, nature=TELEPHONE)
    open_it = f"suivi.corriger.entretien.{made.id}"
    bureau.wait_until(lambda: bureau.has(open_it))
    click(bureau, open_it)
    bureau.wait_until(lambda: bureau.has("ecrire.correction.avec"))
    click(bureau, "ecrire.correction.retirer")
    assert bureau.message == "Appel retiré, avec ses notes"


def test_a_phase_ended_elsewhere_is_not_ended_twice(bureau: Bureau, suivi: Suivi) -> None:
    first = phases_of_suivi(suivi.id)[0]
    date_phase(first, debut=FEB, fin=None)
    click_end = f"suivi.phase.{first.id}.terminer"
    bureau.wait_until(lambda: bureau.has(click_end))
    click(bureau, click_end)
    bureau.wait_until(lambda: bureau.has("ecrire.phase.fin"))
    date_phase(phases_of_suivi(suivi.id)[0], debut=FEB, fin=dt.date(2026, 3, 1))
    click(bureau, "ecrire.phase.save")
    assert "«\u00a001/03/2026\u00a0» au lieu de" in bureau.said("ecrire.phase.ailleurs.texte")
    click(bureau, "ecrire.phase.relire")
    assert bureau.value("ecrire.phase.fin") == "01/03/2026"
    assert QApplication.focusWidget() is bureau.part(QPushButton, "ecrire.phase.save")


def test_in_a_narrow_place_what_ends_a_form_goes_under_its_other_acts(qtbot: QtBot) -> None:
    """Or the whole form would be cut on its right, at 200 % say."""
    remove, save = QPushButton("Retirer l’entretien"), QPushButton("Enregistrer")
    foot = Foot([remove], [save])
    qtbot.addWidget(foot)
    foot.show()
    foot.resize(foot.sizeHint().width() + 1, 40)
    qtbot.waitUntil(lambda: save.mapTo(foot, save.rect().topLeft()).x() > remove.width())
    foot.resize(foot.minimumSizeHint().width(), 90)
    qtbot.waitUntil(lambda: save.mapTo(foot, save.rect().topLeft()).y() >= remove.height())
