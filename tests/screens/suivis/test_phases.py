"""The phases on the page of a suivi: begun, moved with what it does, shared; and suspensions."""

import datetime as dt

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from models.suivis.frise import frise_of
from models.suivis.phase import begin_phase
from models.suivis.sortie import close_suivi
from models.suivis.suivi import Phase, Suivi, phases_of_suivi
from models.suivis.suspension import suspensions_of
from tests.conftest import FrozenClock
from tests.screens.fiches.bureau import Bureau
from tests.screens.suivis.cartes import TODAY, focused
from tests.screens.suivis.test_page import click, suivi

__all__ = ["suivi"]

FORM = "ecrire.phase"


def phase_of(suivi: Suivi, rang: int) -> Phase:
    return phases_of_suivi(suivi.id)[rang]


def name_of(suivi: Suivi, rang: int) -> str:
    return f"suivi.phase.{phase_of(suivi, rang).id}"


def begin(bureau: Bureau, suivi: Suivi, rang: int, act: str, field: str) -> None:
    """Open the form of an act on a phase, once its line has its place."""
    name = f"{name_of(suivi, rang)}.{act}"
    bureau.wait_until(lambda: bureau.has(name))
    click(bureau, name)
    bureau.wait_until(lambda: bureau.has(f"{FORM}.{field}"))


def save(bureau: Bureau) -> None:
    click(bureau, f"{FORM}.save")


def test_phases_begin_and_end_from_their_lines(
    bureau: Bureau, suivi: Suivi, frozen_clock: FrozenClock
) -> None:
    assert bureau.said(f"{name_of(suivi, 0)}.statut") == "À venir"
    begin(bureau, suivi, 0, "commencer", "debut")
    assert focused() == f"{FORM}.debut"
    assert not bureau.has(f"{FORM}.fin_avant")
    save(bureau)
    assert bureau.message == "Phase commencée"
    bureau.wait_until(lambda: bureau.said(f"{name_of(suivi, 0)}.statut") == "En cours")
    assert bureau.said(f"{name_of(suivi, 0)}.details.1") == "Commencée le 11/03/2026"

    frozen_clock.advance(days=100)
    begin(bureau, suivi, 1, "commencer", "fin_avant")
    bureau.type_in(f"{FORM}.fin_avant", "30/06/2026")
    save(bureau)
    assert "ne se chevauchent pas" in bureau.said(f"{FORM}.fin_avant.erreur")
    bureau.type_in(f"{FORM}.fin_avant", "15/06/2026")
    save(bureau)
    assert phase_of(suivi, 0).fin == dt.date(2026, 6, 15)
    bureau.wait_until(lambda: bureau.has("suivi.phases.plus"))
    assert bureau.said("suivi.phases.plus") == "1\u00a0phase terminée"
    click(bureau, "suivi.phases.plus")
    assert bureau.said(f"{name_of(suivi, 0)}.details.1") == "A duré du 11/03/2026 au 15/06/2026"

    begin(bureau, suivi, 0, "dater", "fin")
    bureau.type_in(f"{FORM}.fin", "19/06/2026")
    save(bureau)
    assert bureau.message == "Phase datée"
    begin(bureau, suivi, 1, "dater", "debut")
    bureau.type_in(f"{FORM}.debut", "18/06/2026")
    save(bureau)
    assert "la phase d’avant, finit le 19/06/2026" in bureau.said(f"{FORM}.debut.erreur")
    click(bureau, f"{FORM}.close")
    begin(bureau, suivi, 1, "terminer", "fin")
    save(bureau)
    assert bureau.message == "Phase terminée"
    bureau.window.context.undo_last()
    bureau.wait_until(lambda: bureau.said(f"{name_of(suivi, 1)}.statut") == "En cours")


def test_what_a_suivi_ended_without_is_told_as_not_done(bureau: Bureau, suivi: Suivi) -> None:
    begin_phase(phase_of(suivi, 0), debut=TODAY)
    close_suivi(Suivi.get_by_id(suivi.id), clos_le=TODAY, motif_sortie="motif_sortie.cdi")
    told = "1\u00a0phase terminée, 2\u00a0phases non réalisées"
    bureau.wait_until(lambda: bureau.said("suivi.phases.plus") == told)
    click(bureau, "suivi.phases.plus")
    name = name_of(suivi, 2)
    assert bureau.said(f"{name}.statut") == "Non réalisée"
    assert "reste à noter" not in bureau.said(f"{name}.details.1")
    assert not bureau.has(f"{name}.commencer")
    frise = frise_of(Suivi.get_by_id(suivi.id))
    assert [bar.omise for bar in frise.barres] == [False, True, True]
    assert "1\u00a0phase, 2\u00a0phases non réalisées" in frise.phrase
    assert frise.barres[2].dite.endswith("(non réalisée)")


def test_moving_a_phase_says_what_it_does_before_it_is_done(bureau: Bureau, suivi: Suivi) -> None:
    begin(bureau, suivi, 0, "deplacer", "prevue_au")
    assert not bureau.has(f"{FORM}.consequence")
    bureau.type_in(f"{FORM}.prevue_au", "20/06/2026")
    told = bureau.said(f"{FORM}.consequence")
    assert told.endswith(
        "sont repoussées de 10 jours\u00a0: la suite ne chevauche pas cette phase."
    )
    assert phase_of(suivi, 1).prevue_du == dt.date(2026, 6, 11)
    save(bureau)
    assert bureau.message == f"Phase déplacée. {told}"
    assert phase_of(suivi, 1).prevue_du == dt.date(2026, 6, 21)
    begin(bureau, suivi, 1, "deplacer", "prevue_du")
    bureau.type_in(f"{FORM}.prevue_du", "01/06/2026")
    save(bureau)
    assert "la phase d’avant, va jusqu’au 20/06/2026" in bureau.said(f"{FORM}.prevue_du.erreur")
    assert focused() == f"{FORM}.prevue_du"


def test_a_shared_phase_waits_for_an_agreement(bureau: Bureau, suivi: Suivi) -> None:
    assert "reste à noter" in bureau.said(f"{name_of(suivi, 2)}.details.1")
    begin(bureau, suivi, 2, "commencer", "debut")
    save(bureau)
    assert "Notez d’abord le jour de son accord" in bureau.said(f"{FORM}.debut.erreur")
    begin(bureau, suivi, 2, "accord", "accord_le")
    save(bureau)
    agreed = "Accord de la personne le 11/03/2026"
    bureau.wait_until(lambda: bureau.said(f"{name_of(suivi, 2)}.details.1") == agreed)
    begin(bureau, suivi, 2, "accord", "accord_le")
    click(bureau, f"{FORM}.retirer")
    bureau.wait_until(lambda: "reste à noter" in bureau.said(f"{name_of(suivi, 2)}.details.1"))
    assert phase_of(suivi, 2).accord_le is None


def test_a_suivi_stands_still_then_goes_on(
    bureau: Bureau, suivi: Suivi, frozen_clock: FrozenClock
) -> None:
    click(bureau, "suivi.phases.suspendre")
    bureau.wait_until(lambda: bureau.has("ecrire.suspension.motif"))
    bureau.type_in("ecrire.suspension.motif", "Déménagement")
    click(bureau, "ecrire.suspension.save")
    (row,) = suspensions_of(suivi.id)
    name = f"suivi.suspension.{row.id}"
    bureau.wait_until(lambda: bureau.has(name))
    assert (row.du, row.au) == (TODAY, None)
    assert bureau.said("suivi.depuis").endswith("suspendu depuis le 11/03/2026")
    assert bureau.said(f"{name}.details.1") == "Déménagement"
    assert not bureau.has("suivi.phases.suspendre")  # it stands still: it may only go on
    frozen_clock.advance(days=20)
    click(bureau, f"{name}.reprendre")
    bureau.wait_until(lambda: bureau.has("ecrire.reprise.reprise"))
    click(bureau, "ecrire.reprise.save")
    assert bureau.message == "Suivi repris"
    bureau.wait_until(lambda: bureau.has("suivi.phases.suspendre"))
    assert suspensions_of(suivi.id)[0].au == dt.date(2026, 3, 30)
    assert phase_of(suivi, 0).prevue_au == dt.date(2026, 6, 30)  # twenty days later
    bureau.wait_until(lambda: bureau.said("suivi.phases.plus") == "1\u00a0suspension passée")
    click(bureau, "suivi.phases.plus")
    click(bureau, f"{name}.corriger")
    bureau.wait_until(lambda: bureau.has("ecrire.suspension.retirer"))
    click(bureau, "ecrire.suspension.retirer")
    bureau.wait_until(lambda: not bureau.has(name))
    assert phase_of(suivi, 0).prevue_au == dt.date(2026, 6, 10)


def test_return_in_the_last_field_saves_and_presses_nothing_else(
    bureau: Bureau, suivi: Suivi
) -> None:
    opener = bureau.field("suivi.phases.suspendre")
    opener.setFocus()
    bureau.qtbot.keyClick(opener, Qt.Key.Key_Return)
    bureau.wait_until(lambda: bureau.has("ecrire.suspension.motif"))
    assert focused() == "ecrire.suspension.du"
    day = bureau.part(QLineEdit, "ecrire.suspension.du")
    assert day.selectedText() == day.text() != ""  # another day is typed over it
    last = bureau.field("ecrire.suspension.motif")
    last.setFocus()
    bureau.qtbot.keyClick(last, Qt.Key.Key_Return)
    assert bureau.message == "Suivi suspendu"
    assert not bureau.has("ecrire.suspension")
    bureau.wait_until(lambda: focused() == "suivi.phases.suspendre")
    bureau.wait_until(lambda: bureau.said("suivi.statut") == "Suspendu")
