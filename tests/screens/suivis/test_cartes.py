"""The cards of a suivi, whatever is written there: focus, rights, the screen turned."""

import datetime as dt
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from models.base.command import undo_last
from models.suivis.action import actions_of, change_etat
from models.suivis.objectif import Action, Objectif, reach_objectif
from models.suivis.sortie import close_suivi
from models.suivis.suivi import Suivi, phases_of_suivi
from tests.screens.fiches.bureau import Bureau
from tests.screens.suivis.cartes import TODAY, a_frein, an_action, an_objectif, focused, late
from tests.screens.suivis.test_page import click, suivi

__all__ = ["suivi"]


def test_ctrl_enter_in_the_last_field_saves_once(bureau: Bureau, suivi: Suivi) -> None:
    click(bureau, "suivi.objectifs.ajouter")
    bureau.wait_until(lambda: bureau.has("ecrire.action.echeance"))
    bureau.type_in("ecrire.action.intitule", "S’inscrire au code")
    last = bureau.field("ecrire.action.echeance")
    last.setFocus()
    bureau.qtbot.keyClick(last, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [one.intitule for one in actions_of(suivi.id)] == ["S’inscrire au code"]


def test_the_focus_stays_by_what_was_done(bureau: Bureau, suivi: Suivi) -> None:
    one, other = an_action(bureau, suivi), an_action(bureau, suivi, echeance=TODAY)
    bureau.field(f"suivi.action.{one.id}.reporter").setFocus()
    change_etat(Action.get_by_id(other.id), "realisee")
    bureau.wait_until(lambda: not bureau.has(f"suivi.action.{other.id}"))
    bureau.wait_until(lambda: focused() == f"suivi.action.{one.id}.reporter")
    bureau.field(f"suivi.action.{one.id}.fait").setFocus()
    click(bureau, f"suivi.action.{one.id}.fait")
    bureau.wait_until(lambda: focused().startswith("suivi.objectifs."))


def test_the_focus_goes_on_to_what_waits_next(bureau: Bureau, suivi: Suivi) -> None:
    first = late(bureau, suivi)
    second = an_action(bureau, suivi, echeance=dt.date(2026, 3, 3))
    third = an_action(bureau, suivi)
    bureau.wait_until(lambda: bureau.has("suivi.signal.1.agir"))
    bureau.field("suivi.signal.0.agir").setFocus()
    click(bureau, "suivi.signal.0.agir")
    bureau.wait_until(lambda: not bureau.has(f"suivi.action.{first.id}"))
    bureau.wait_until(lambda: focused() == "suivi.signal.0.agir")  # of the other one
    undo_last()
    bureau.wait_until(lambda: focused() == "suivi.signal.1.agir")  # the same one, pushed down
    bureau.field(f"suivi.action.{second.id}.fait").setFocus()
    click(bureau, f"suivi.action.{second.id}.fait")
    bureau.wait_until(lambda: not bureau.has(f"suivi.action.{second.id}"))
    bureau.wait_until(lambda: focused() == f"suivi.action.{third.id}.fait")


def test_one_is_back_where_one_was_once_it_is_written(bureau: Bureau, suivi: Suivi) -> None:
    frein = a_frein(bureau, suivi)
    name = f"suivi.frein.{frein.id}.niveau"
    bureau.field(name).setFocus()
    click(bureau, name)
    bureau.wait_until(lambda: bureau.has("ecrire.niveau.intensite"))
    bureau.choose("ecrire.niveau.intensite", "1")
    click(bureau, "ecrire.niveau.save")
    bureau.wait_until(lambda: "légère" in bureau.said(f"suivi.frein.{frein.id}.intensite"))
    bureau.wait_until(lambda: focused() == name)


def test_one_tabs_from_above_to_below(bureau: Bureau, suivi: Suivi) -> None:
    first, action = a_frein(bureau, suivi), late(bureau, suivi)
    bureau.wait_until(lambda: bureau.has("suivi.signal.0.agir"))
    bureau.field("suivi.signal.0.agir").setFocus()
    passed = []
    phases = [one.id for one in phases_of_suivi(suivi.id)]
    for _ in range(16):
        passed.append(focused())
        bureau.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert passed == [
        "suivi.signal.0.agir",
        "suivi.signal.0.agir.1",
        "suivi.signal.0.plus_tard",
        "suivi.situation.noter",
        f"suivi.frein.{first.id}.niveau",
        f"suivi.frein.{first.id}.leve",
        f"suivi.frein.{first.id}.autres",
        "suivi.freins.noter",
        f"suivi.action.{action.id}.fait",
        f"suivi.action.{action.id}.reporter",
        f"suivi.action.{action.id}.autres",
        "suivi.objectifs.fixer",
        "suivi.objectifs.ajouter",
        "suivi.agenda.prendre",
        f"suivi.phase.{phases[0]}.commencer",
        f"suivi.phase.{phases[0]}.deplacer",
    ]


def test_who_only_reads_has_no_act(
    bureau: Bureau, suivi: Suivi, monkeypatch: pytest.MonkeyPatch
) -> None:
    frein, objectif = a_frein(bureau, suivi), an_objectif(bureau, suivi)
    action = late(bureau, suivi)
    monkeypatch.setattr("ui.screens.suivis.page.may_write", lambda _: False)
    bureau.show("fiches")
    bureau.show("suivis", suivi_id=suivi.id)
    for name in ("frein", "objectif", "action"):
        key = {"frein": frein, "objectif": objectif, "action": action}[name].id
        assert bureau.has(f"suivi.{name}.{key}")
    card = bureau.part(QWidget, "suivi.freins"), bureau.part(QWidget, "suivi.objectifs")
    buttons = [b for one in card for b in one.findChildren(QAbstractButton)]
    assert [b.text() for b in buttons if b.isVisibleTo(bureau.window)] == []
    assert not bureau.has("suivi.signal.0.agir")


def test_who_may_not_read_sees_neither(
    bureau: Bureau, suivi: Suivi, as_accueil: Callable[[], None]
) -> None:
    a_frein(bureau, suivi)
    an_objectif(bureau, suivi)
    as_accueil()
    bureau.show("fiches")
    bureau.show("suivis", suivi_id=suivi.id)
    assert not bureau.has("suivi.freins")
    assert not bureau.has("suivi.objectifs")
    assert "loyer" not in bureau.text_of("suivi")
    assert "permis" not in bureau.text_of("suivi")


def test_a_turned_screen_hides_them(bureau: Bureau, suivi: Suivi) -> None:
    frein = a_frein(bureau, suivi)
    bureau.window.context.turned.toggle()
    assert not bureau.has(f"suivi.frein.{frein.id}")


def test_a_frein_half_noted_comes_back(bureau: Bureau, suivi: Suivi) -> None:
    click(bureau, "suivi.freins.noter")
    bureau.wait_until(lambda: bureau.has("ecrire.frein.valeur"))
    bureau.choose("ecrire.frein.valeur", "loyer")
    bureau.show("fiches")
    bureau.show("suivis", suivi_id=suivi.id)
    click(bureau, "suivi.freins.noter")
    bureau.wait_until(lambda: bureau.has("ecrire.frein.valeur"))
    assert bureau.value("ecrire.frein.valeur") == "Logement — Difficulté à payer le loyer"


def test_what_another_desk_writes_shows(bureau: Bureau, suivi: Suivi) -> None:
    objectif = an_objectif(bureau, suivi)
    reach_objectif(Objectif.get_by_id(objectif.id), le=TODAY)
    bureau.wait_until(lambda: bureau.has("suivi.objectifs.rien"))
    assert not bureau.has(f"suivi.objectif.{objectif.id}")


class Seen(QObject):
    """The windows that show, by name."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.names.append(watched.objectName())
        return False


def test_no_part_of_the_page_is_a_window_for_a_moment(bureau: Bureau, suivi: Suivi) -> None:
    """It would take the keyboard away."""
    close_suivi(suivi, clos_le=TODAY, motif_sortie="motif_sortie.cdi")
    bureau.show("accueil")
    seen, app = Seen(), QApplication.instance()
    assert app is not None
    app.installEventFilter(seen)
    bureau.show("suivis", suivi_id=suivi.id)
    bureau.wait_until(lambda: bureau.has("suivi.nouvelles"))
    app.removeEventFilter(seen)
    assert seen.names == []
