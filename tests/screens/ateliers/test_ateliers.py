"""The ateliers on screen: a séance made, its sheet noted by keys, printed, undone, found again."""

import datetime as dt
from collections import Counter
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit

from models.ateliers.seance import (
    ABSENT,
    ATTENDU,
    EXCUSE,
    PRESENT,
    Atelier,
    Seance,
    Venue,
    create_seance,
    note_presences,
    presences_of,
    seances_of,
)
from models.base.command import undo_last
from models.base.journal import Journal
from tests.factories import a_personne
from tests.screens.fiches.bureau import Bureau
from ui.parts.papier import PapierDialog
from ui.screens.ateliers.feuille import Feuille

TODAY = dt.date(2026, 3, 11)
_Key = Qt.Key


def a_seance(bureau: Bureau, atelier: Atelier, date: dt.date = TODAY) -> Seance:
    """On the screen."""
    made = create_seance(
        atelier, date=date, debut=dt.time(14), fin=dt.time(16), intervenant="Léa Roy"
    )
    reopen(bureau, made)
    return made


def reopen(bureau: Bureau, seance: Seance) -> None:
    """Its sheet, ready for the keys."""
    bureau.show("ateliers", seance_id=seance.id)
    bureau.wait_until(lambda: feuille(bureau).rangees[0].isVisible() and in_line())


def in_line() -> bool:
    """Whether the focus is on somebody’s answer."""
    widget = QApplication.focusWidget()
    return widget is not None and widget.objectName().startswith("seance.presence.")


def feuille(bureau: Bureau) -> Feuille:
    found: Feuille = bureau.part(Feuille, "seance.feuille")
    return found


def press(*keys: Qt.Key) -> int:
    """Strike keys where the focus is; how many."""
    for key in keys:
        widget = QApplication.focusWidget()
        assert widget is not None, "rien n’a le focus"
        QTest.keyClick(widget, key)
        QApplication.processEvents()
    return len(keys)


def noted(seance: Seance) -> Counter[str]:
    return Counter(one.etat for one in presences_of(seance.id))


def detail(bureau: Bureau, rank: int) -> QLineEdit:
    key = feuille(bureau).rangees[rank].key
    found: QLineEdit = bureau.part(QLineEdit, f"seance.presence.{key}.detail")
    return found


def test_twelve_people_are_noted_in_less_than_twenty_keys(bureau: Bureau, atelier: Atelier) -> None:
    seance = a_seance(bureau, atelier)
    assert [row.nom.text() for row in feuille(bureau).rangees][:2] == ["AUBERT Sam", "BUBERT Sam"]
    assert bureau.said("seance.feuille.nombre") == "12\u00a0attendus"
    keys = press(_Key.Key_A, _Key.Key_Down, _Key.Key_E, _Key.Key_Right)  # A absent, C excused
    bureau.act("seance.tous")  # one key each, with that of saving
    bureau.act("seance.save")
    assert keys + 2 < 20
    assert bureau.message == "Présences notées"
    assert noted(seance) == {PRESENT: 10, ABSENT: 1, EXCUSE: 1}
    assert bureau.said("seance.statut") == "Notée"
    assert not bureau.can("seance.save")
    bureau.show("ateliers")
    undo_last()
    assert noted(seance) == {}


def test_each_key_says_one_thing_and_goes_on(bureau: Bureau, atelier: Atelier) -> None:
    a_seance(bureau, atelier)
    press(_Key.Key_P, _Key.Key_A, _Key.Key_E, _Key.Key_P, _Key.Key_Up, _Key.Key_Backspace)
    rows = feuille(bureau).rangees
    assert [row.etat for row in rows[:4]] == [PRESENT, ABSENT, EXCUSE, ATTENDU]
    press(_Key.Key_Left, _Key.Key_Left)  # the arrows go from answer to answer of one person
    assert rows[4].etat == ABSENT
    focused = QAccessible.queryAccessibleInterface(QApplication.focusWidget())
    assert focused.text(QAccessible.Text.Name) == "Absent·e\u00a0: EUBERT Sam"
    assert focused.state().checked


def test_how_long_she_stayed_and_why_she_was_not_there(bureau: Bureau, atelier: Atelier) -> None:
    seance = a_seance(bureau, atelier)
    press(_Key.Key_P, _Key.Key_E, _Key.Key_Up, _Key.Key_Tab)
    assert QApplication.focusWidget() is detail(bureau, 1)
    QTest.keyClicks(detail(bureau, 1), "Convocation")
    feuille(bureau).rangees[0].choix.take_focus()
    press(_Key.Key_Tab)
    assert QApplication.focusWidget() is detail(bureau, 0)
    QTest.keyClicks(detail(bureau, 0), "3h")
    bureau.act("seance.save")
    key = feuille(bureau).rangees[0].key
    assert "de 1 à 120 minutes" in bureau.said(f"seance.presence.{key}.erreur")
    assert noted(seance) == {}
    detail(bureau, 0).clear()
    QTest.keyClicks(detail(bureau, 0), "1h15")
    bureau.act("seance.save")
    first, second = presences_of(seance.id)[:2]
    assert (first.minutes, second.justifiee) == (75, "Convocation")
    assert detail(bureau, 0).text() == "1\u00a0h\u00a015"


def test_somebody_is_added_then_taken_off(bureau: Bureau, atelier: Atelier) -> None:
    other = a_personne(nom_naissance="Zola", prenom="Ana")
    seance = a_seance(bureau, atelier)
    line = bureau.part(QLineEdit, "seance.feuille.ajout")
    line.setFocus()
    QTest.keyClicks(line, "zola")
    QTest.keyClick(line, _Key.Key_Return)
    assert feuille(bureau).rangees[-1].etat == PRESENT
    bureau.act("seance.save")
    assert {one.personne_id for one in presences_of(seance.id)} > {other.id}
    remove = f"seance.presence.{other.id}.retirer"
    bureau.wait_until(lambda: bureau.has(remove))
    bureau.part(QAbstractButton, remove).click()
    bureau.act("seance.save")
    assert other.id not in {one.personne_id for one in presences_of(seance.id)}
    undo_last()
    bureau.wait_until(lambda: bureau.has(f"seance.presence.{other.id}"))


def test_what_was_begun_is_found_again(bureau: Bureau, atelier: Atelier) -> None:
    other = a_personne(nom_naissance="Zola", prenom="Ana")
    seance = a_seance(bureau, atelier)
    press(_Key.Key_P, _Key.Key_A)
    feuille(bureau).add(other.id, "ZOLA Ana")
    bureau.show("suivis")
    reopen(bureau, seance)
    rows = feuille(bureau).rangees
    assert [row.etat for row in rows[:3]] == [PRESENT, ABSENT, ATTENDU]
    assert rows[-1].nom.text() == "ZOLA Ana"
    assert bureau.can("seance.save")
    assert noted(seance) == {}


def test_nobody_was_at_what_has_not_been(bureau: Bureau, atelier: Atelier) -> None:
    seance = a_seance(bureau, atelier, TODAY + dt.timedelta(days=7))
    press(_Key.Key_P)
    assert feuille(bureau).rangees[0].etat == ATTENDU
    bureau.act("seance.tous")
    press(_Key.Key_E)
    bureau.act("seance.save")
    assert noted(seance) == {ATTENDU: 11, EXCUSE: 1}
    assert bureau.said("seance.statut") == "À venir"


def test_another_desk_notes_the_same_sheet(bureau: Bureau, atelier: Atelier) -> None:
    seance = a_seance(bureau, atelier)
    key = feuille(bureau).rangees[3].key
    note_presences(seance, {key: Venue(ABSENT)})
    bureau.wait_until(lambda: feuille(bureau).rangees[3].etat == ABSENT)
    press(_Key.Key_P)
    other = feuille(bureau).rangees[4].key
    note_presences(seance, {other: Venue(EXCUSE), key: Venue(PRESENT)})
    QApplication.processEvents()
    assert feuille(bureau).rangees[4].etat == ATTENDU, "what is being typed is left alone"
    bureau.act("seance.save")
    assert noted(seance) == {PRESENT: 2, EXCUSE: 1, ATTENDU: 9}
    assert feuille(bureau).rangees[4].etat == EXCUSE
    bureau.act("seance.supprimer")
    bureau.wait_until(lambda: not bureau.has("seance.feuille"))
    assert seances_of(atelier.id) == []


def test_an_atelier_and_its_seances_are_made_and_corrected(
    bureau: Bureau, atelier: Atelier
) -> None:
    bureau.show("ateliers")
    bureau.act("seance.nouvel_atelier")
    bureau.type_in("atelier.atelier.intitule", "Cuisine")
    _save(bureau, "atelier.atelier")
    assert bureau.message == "Atelier créé"
    assert bureau.value("atelier.seance.atelier") == "Cuisine"
    bureau.type_in("atelier.seance.debut", "14h")
    bureau.type_in("atelier.seance.fin", "13h")
    bureau.type_in("atelier.seance.date", "4/3/2026")
    _save(bureau, "atelier.seance")
    assert "finit après son début" in bureau.said("atelier.seance.fin.erreur")
    bureau.type_in("atelier.seance.fin", "16h")
    _save(bureau, "atelier.seance")
    assert bureau.has("seance.feuille.rien"), "nobody is expected at an atelier of the house"
    bureau.act("seance.corriger")
    bureau.wait_until(lambda: bureau.has("atelier.seance.intervenant"))
    bureau.type_in("atelier.seance.intervenant", "Jo Blanc")
    _save(bureau, "atelier.seance")
    assert bureau.message == "Séance corrigée"
    bureau.act("seance.close")
    (row,) = bureau.rows("ateliers.seances")
    assert row[:3] == ["mer. 04/03/2026", "14:00 – 16:00", "Cuisine"]
    assert row[4:] == ["Jo Blanc", "", "À noter"]
    bureau.act("seance.nouvelle")  # a week later, at the same hours
    assert bureau.value("atelier.seance.date") == "11/03/2026"
    assert bureau.value("atelier.seance.debut") == "14:00"
    bureau.choose("atelier.seance.atelier", "Jardin")  # that never met
    assert bureau.value("atelier.seance.debut") == ""
    bureau.act("seance.close")
    bureau.act("seance.liste")
    assert [line[0] for line in bureau.rows("ateliers.ateliers")] == ["Cuisine", "Jardin"]


def test_the_paper_names_who_is_on_the_sheet(bureau: Bureau, atelier: Atelier) -> None:
    seance = a_seance(bureau, atelier)
    bureau.act("seance.emargement")
    dialog = bureau.window.findChild(PapierDialog, "emargement.papier")
    bureau.wait_until(lambda: bool(dialog.apercu.pdf))
    assert dialog.apercu.pdf.startswith(b"%PDF")
    dialog._trace("pdf")
    last = Journal.select().where(Journal.action == "print_emargement").get()
    assert (last.objet, last.objet_id) == ("seance", seance.id)


def test_the_accueil_has_no_such_screen(bureau: Bureau, as_accueil: Callable[[], None]) -> None:
    as_accueil()
    bureau.show("ateliers")
    assert not bureau.has("ateliers.seances")


def _save(bureau: Bureau, form: str) -> None:
    bureau.part(QAbstractButton, f"{form}.save").click()
