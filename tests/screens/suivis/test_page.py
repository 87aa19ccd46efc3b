"""The page of a suivi: written in without leaving it, corrected, left and found again."""

import datetime as dt
from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from models.base import drafts
from models.base.command import undo_last
from models.base.database import holding_pen
from models.base.meta import put_meta
from models.comptes.cles import current
from models.personnes.personne import Personne
from models.suivis.frise import Barre, Frise, Voie
from models.suivis.note import Niveau, Note, read_note, rewrite_note, write_entretien, write_note
from models.suivis.rendez_vous import rendez_vous_of, take_rendez_vous
from models.suivis.suivi import Suivi
from tests.conftest import FrozenClock
from tests.domain.suivis.parcours import entretiens_of
from tests.factories import notes_of
from tests.screens.fiches.bureau import Bureau
from tests.screens.suivis.test_suivis import a_suivi
from ui.kit import tab_order
from ui.kit.sight import page_of
from ui.screens.suivis.frise import FriseView
from ui.screens.suivis.moments import MomentCard


@pytest.fixture
def suivi(bureau: Bureau, mamadou: Personne, frozen_clock: FrozenClock) -> Suivi:
    """His, on the screen."""
    made = a_suivi(mamadou)
    frozen_clock.advance(minutes=5)
    bureau.show("suivis", suivi_id=made.id)
    return made


def click(bureau: Bureau, name: str) -> None:
    button = bureau.part(QAbstractButton, name)
    assert isinstance(button, QAbstractButton)
    button.click()


def begin(bureau: Bureau, what: str) -> None:
    """Open a form, and wait until its fields have their place."""
    bureau.act(f"suivi.{what}")
    bureau.wait_until(lambda: bureau.has(f"ecrire.{what}.texte"))


def texts(suivi: Suivi) -> list[str]:
    found = notes_of([one.id for one in entretiens_of(suivi.id)])
    return [read_note(note) for note in found]


def test_an_entretien_is_written_where_one_reads(bureau: Bureau, suivi: Suivi) -> None:
    begin(bureau, "entretien")
    assert QApplication.focusWidget() is bureau.field("ecrire.entretien.date")
    bureau.type_in("ecrire.entretien.duree", "1h15")
    bureau.type_in("ecrire.entretien.texte", "Il veut passer le permis.")
    click(bureau, "ecrire.entretien.save")
    assert bureau.message == "Entretien noté"
    (entretien,) = entretiens_of(suivi.id)
    assert (entretien.date, entretien.duree) == (dt.date(2026, 3, 11), 75)
    assert texts(suivi) == ["Il veut passer le permis."]
    (note,) = notes_of([entretien.id])
    bureau.wait_until(lambda: bureau.has(f"suivi.note.{note.id}"))
    assert bureau.said(f"suivi.note.{note.id}") == "Il veut passer le permis."
    assert not bureau.has("ecrire.entretien")


def test_a_call_asks_for_less(bureau: Bureau, suivi: Suivi) -> None:
    begin(bureau, "appel")
    assert QApplication.focusWidget() is bureau.field("ecrire.appel.texte")  # one types at once
    assert not bureau.has("ecrire.appel.nature")
    assert not bureau.has("ecrire.appel.agent")  # folded: whoever writes it has led it
    bureau.type_in("ecrire.appel.duree", "5")
    click(bureau, "ecrire.appel.save")
    (call,) = entretiens_of(suivi.id)
    assert call.agent.nom_affiche == "Claire SOW"
    assert (call.nature_id, call.duree) == ("nature_entretien.telephonique", 5)
    assert texts(suivi) == []


def test_with_keys_that_were_put_back_nothing_is_kept_and_it_is_said_at_once(
    bureau: Bureau, suivi: Suivi
) -> None:
    """Neither a draft nor a note is sealed with them; what is typed stays under the eyes."""
    with holding_pen():
        put_meta(cle_notes="0" * 16)
    keys = current()
    keys.warnings = ("Le fichier des clés est plus ancien.", "Un seul compte administre.")
    bureau.window.enter()
    assert bureau.message == " ".join(keys.warnings)
    bureau.show("suivis", suivi_id=suivi.id)
    begin(bureau, "note")
    bureau.type_in("ecrire.note.texte", "Il veut passer le permis.")
    bureau.wait_until(lambda: "plus ancien que la base" in bureau.message)
    click(bureau, "ecrire.note.save")
    assert "plus ancien que la base" in bureau.message
    assert bureau.value("ecrire.note.texte") == "Il veut passer le permis."
    assert (Note.select().count(), drafts.Draft.select().count()) == (0, 0)


def test_what_had_better_not_be_written_is_told_and_saved_all_the_same(
    bureau: Bureau, suivi: Suivi
) -> None:
    begin(bureau, "entretien")
    bureau.type_in("ecrire.entretien.texte", "Il est en dépression, n° 1 85 05 78 006 084 91")
    bureau.wait_until(lambda: bureau.said("suivi.remarques") != "")
    assert "sécurité sociale" in bureau.said("suivi.remarques")
    assert "«\u00a0dépression\u00a0»" in bureau.said("suivi.remarques")  # as it was typed
    click(bureau, "ecrire.entretien.save")
    assert len(texts(suivi)) == 1


def test_a_note_left_half_typed_comes_back_and_is_sealed(bureau: Bureau, suivi: Suivi) -> None:
    begin(bureau, "entretien")
    bureau.type_in("ecrire.entretien.texte", "Mouzaïlle")
    bureau.show("fiches")
    kept = drafts.draft_bytes(f"suivi.{suivi.id}.entretien")
    assert kept is not None
    assert b"Mouza" not in kept
    bureau.show("suivis", suivi_id=suivi.id)
    begin(bureau, "entretien")
    assert bureau.value("ecrire.entretien.texte") == "Mouzaïlle"


def test_escape_leaves_it_for_later_and_no_key_after_the_last_field_loses_it(
    bureau: Bureau, suivi: Suivi
) -> None:
    begin(bureau, "appel")
    bureau.type_in("ecrire.appel.duree", "12")
    QTest.keyClick(bureau.field("ecrire.appel.duree"), Qt.Key.Key_Escape)
    assert not bureau.has("ecrire.appel")
    assert bureau.has("suivi.frise")
    there = QApplication.focusWidget()
    assert there is not None
    QTest.keyClick(there, Qt.Key.Key_Escape)  # nothing is open on the page: back to the list
    assert not bureau.has("suivi.frise")
    bureau.show("suivis", suivi_id=suivi.id)
    begin(bureau, "appel")
    assert bureau.value("ecrire.appel.duree") == "12"
    save = bureau.part(QAbstractButton, "ecrire.appel.save")
    assert save.nextInFocusChain().objectName() == "ecrire.appel.close"
    save.setFocus()
    QTest.keyClick(save, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (call,) = entretiens_of(suivi.id)
    assert call.duree == 12


def test_ones_own_note_is_corrected(bureau: Bureau, suivi: Suivi) -> None:
    write_entretien(suivi, texte="Premier jet", niveau=Niveau.REFERENT)
    (note,) = Note.select()
    bureau.wait_until(lambda: bureau.has(f"suivi.note.{note.id}"))
    click(bureau, f"suivi.corriger.note.{note.id}")
    bureau.wait_until(lambda: bureau.has("ecrire.note.texte"))
    assert bureau.value("ecrire.note.texte") == "Premier jet"
    bureau.type_in("ecrire.note.texte", "Dit autrement")
    click(bureau, "ecrire.note.save")
    assert texts(suivi) == ["Dit autrement"]
    undo_last()
    assert texts(suivi) == ["Premier jet"]


def test_the_issue_of_a_rendez_vous_is_noted_from_what_waits(
    bureau: Bureau, suivi: Suivi, frozen_clock: FrozenClock
) -> None:
    take_rendez_vous(suivi, date=dt.date(2026, 3, 12), heure=dt.time(10))
    bureau.wait_until(lambda: "12/03/2026 à 10:00" in bureau.said("suivi.prochain"))
    frozen_clock.advance(days=2)
    bureau.show("fiches")
    bureau.show("suivis", suivi_id=suivi.id)
    assert bureau.said("suivi.signal.0.phrase") == "Issue du rendez-vous du 12/03/2026 à noter"
    click(bureau, "suivi.signal.0.agir")
    bureau.wait_until(lambda: bureau.has("ecrire.issue.duree"))
    bureau.type_in("ecrire.issue.duree", "45")
    click(bureau, "ecrire.issue.save")
    (settled,) = rendez_vous_of(suivi.id)
    assert (settled.etat, entretiens_of(suivi.id)[0].duree) == ("honore", 45)
    bureau.wait_until(lambda: bureau.has("suivi.a_faire.rien"))


def test_the_frise_is_read_as_rows_too(bureau: Bureau, suivi: Suivi) -> None:
    assert "3\u00a0phases" in bureau.field("suivi.frise").accessibleDescription()
    click(bureau, "suivi.frise.bascule")
    assert [row[1] for row in bureau.rows("suivi.frise.tableau")] == [
        "Mobilisation",
        "Mission de service civique",
        "Accompagnement à la sortie (facultative, seulement si elle est partagée avec le jeune)",
    ]


def test_a_long_life_is_read_a_page_at_a_time(bureau: Bureau, suivi: Suivi) -> None:
    for at in range(25):
        write_entretien(suivi, texte=f"Note {at}")
    bureau.show("fiches")
    bureau.show("suivis", suivi_id=suivi.id)
    assert len(_words(bureau)) == 20
    click(bureau, "suivi.fil.suite")
    bureau.wait_until(lambda: len(_words(bureau)) == 25)


def test_one_entry_more_draws_no_other_again(bureau: Bureau, suivi: Suivi) -> None:
    for at in range(25):
        write_entretien(suivi, texte=f"Note {at}", date=dt.date(2026, 3, 10))
    bureau.show("fiches")
    bureau.show("suivis", suivi_id=suivi.id)
    click(bureau, "suivi.fil.suite")
    bureau.wait_until(lambda: len(_words(bureau)) == 25)
    drawn = set(_cards(bureau))
    write_entretien(suivi, texte="Note de plus")
    bureau.wait_until(lambda: len(_words(bureau)) == 26)  # what was in sight stays so
    first, *others = _cards(bureau)  # as a screen reader goes through them
    assert first.moment.ecrits[0].texte == "Note de plus"
    assert set(others) == drawn
    stops = tab_order.controls(bureau.field("suivi.fil"))
    assert stops[0].objectName() == f"suivi.corriger.entretien.{first.moment.id}"
    assert stops[-1].objectName() == "suivi.fil.suite"


def test_an_entry_corrected_again_and_again_stays_in_its_place(
    bureau: Bureau, suivi: Suivi
) -> None:
    write_note(suivi, "Écrite une fois")
    thread = bureau.field("suivi.fil")

    def written() -> list[str | None]:
        return [one.texte for card in _cards(bureau) for one in card.moment.ecrits]

    bureau.wait_until(lambda: written() == ["Écrite une fois"])

    def top() -> int:
        return _cards(bureau)[0].mapTo(thread, QPoint()).y()

    before = top()
    for words in ("Deux fois", "Trois fois"):
        (note,) = Note.select()
        rewrite_note(note, words, niveau=Niveau.EQUIPE)
        bureau.wait_until(lambda words=words: written() == [words])
    bureau.wait_until(lambda: top() == before)


def _cards(bureau: Bureau) -> list[MomentCard]:
    found = bureau.field("suivi.fil").findChildren(MomentCard)
    return [card for card in found if card.isVisibleTo(bureau.window)]


def test_the_words_being_written_stay_in_sight(bureau: Bureau, suivi: Suivi) -> None:
    begin(bureau, "entretien")
    area = bureau.part(QPlainTextEdit, "ecrire.entretien.texte")
    area.setFocus()
    area.setPlainText("Elle parle de son projet. " * 120)
    area.moveCursor(QTextCursor.MoveOperation.End)
    page = page_of(area)
    assert page is not None

    def in_sight() -> bool:
        at = area.viewport().mapTo(page.viewport(), area.cursorRect().center())
        return bool(page.viewport().rect().contains(at))

    bureau.wait_until(in_sight)


def test_a_form_takes_the_place_of_the_frise_where_both_do_not_hold(
    bureau: Bureau, suivi: Suivi
) -> None:
    bureau.window.resize(1000, 520)
    bureau.field("suivi.frise.bascule").setFocus()
    begin(bureau, "entretien")
    bureau.wait_until(lambda: not bureau.has("suivi.frise"))
    click(bureau, "ecrire.entretien.close")
    assert bureau.has("suivi.frise")
    assert QApplication.focusWidget() is bureau.field("suivi.frise.bascule")


def test_the_words_of_a_phase_stand_clear_of_the_one_before(qtbot: QtBot) -> None:
    day = dt.date
    bars = (
        Barre(Voie.PHASE, "Mobilisation", (day(2026, 1, 1), day(2026, 3, 31)),
              (day(2026, 1, 1), day(2026, 5, 31))),  # it overran
        Barre(Voie.PHASE, "Mission", (day(2026, 4, 1), day(2026, 12, 31)), None),
        Barre(Voie.PHASE, "Sortie", (day(2027, 1, 1), day(2027, 2, 28)), (day(2026, 6, 1),) * 2),
    )  # fmt: skip
    view = FriseView()
    qtbot.addWidget(view)
    view.resize(900, 120)
    view.show_frise(Frise(day(2026, 1, 1), day(2027, 2, 28), day(2026, 6, 1), bars))
    places = [inside for _, inside in view.word_places()]
    assert all(a.right() < b.left() for a, b in pairwise(places))
    assert places[2].width() > 60  # in what is planned of it: one day has no room for words


def test_the_accueil_reads_no_word(
    bureau: Bureau, suivi: Suivi, as_accueil: Callable[[], None]
) -> None:
    write_entretien(suivi, texte="Mouzaïlle")
    as_accueil()
    bureau.show("fiches")
    bureau.show("suivis", suivi_id=suivi.id)
    assert "Mouzaïlle" not in bureau.text_of("suivi")
    assert not bureau.has("suivi.fil")
    assert not bureau.can("suivi.entretien")


def _words(bureau: Bureau) -> list[str]:
    return [line for line in bureau.text_of("suivi").splitlines() if "Note " in line]
