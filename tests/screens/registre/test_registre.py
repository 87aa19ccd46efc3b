"""The register as a list: narrowed by keys and by choices, counted, corrected, sent out."""

import csv
import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QFileDialog, QMenu, QToolButton, QWidget

from models.accueil.passage import Passage
from models.base import database
from models.base.journal import Journal
from models.comptes.role import Role
from models.personnes.personne import Personne
from tests.factories import a_passage, a_personne, actor_with
from tests.screens.accueil.bureau import Bureau
from ui.screens.registre.screen import RegistreScreen

CNI, CIVIL = "thematique.pap.carte_identite", "thematique.pap.etat_civil"
LIST = "registre.liste"


def at(day: int, hour: int = 10) -> dt.datetime:
    return dt.datetime(2026, 3, day, hour).astimezone()


class Registre:
    """The screen in the words of whoever looks something up in it."""

    def __init__(self, bureau: Bureau) -> None:
        self.bureau = bureau
        bureau.window.navigate("registre")
        bureau._settle()

    @property
    def screen(self) -> RegistreScreen:
        shown = self.bureau.window.current
        assert isinstance(shown, RegistreScreen), "le registre n’est pas à l’écran"
        return shown

    @property
    def rows(self) -> list[tuple[str, ...]]:
        return self.bureau.rows(LIST) if self.bureau.is_shown(LIST) else []

    def column(self, label: str) -> list[str]:
        labels = [c.label for c in self.screen.list.listing.columns]
        return [row[labels.index(label)] for row in self.rows]

    @property
    def counts(self) -> str:
        return self.bureau.text("registre.nombres").replace("\u00a0", " ")

    def entries(self, button: str) -> dict[str, QAction]:
        """What a button's menu offers, submenus included."""
        found = self.bureau.find(button)
        assert isinstance(found, QToolButton)
        menu = found.menu()
        menu.aboutToShow.emit()
        return _entries(menu)

    def choose(self, button: str, label: str) -> "Registre":
        entries = self.entries(button)
        assert label in entries, f"« {label} » n’est pas proposé parmi {list(entries)}"
        entries[label].trigger()
        self.bureau._settle()
        return self

    def act(self, name: str) -> None:
        actions = {a.id: a for a in self.screen.actions()}
        assert name in actions, f"« {name} » n’est pas proposé"
        assert actions[name].enabled is None or actions[name].enabled(), f"{name} est grisé"
        actions[name].run()
        self.bureau._settle()

    def offers(self, name: str) -> bool:
        actions = {a.id: a for a in self.screen.actions()}
        found = actions.get(name)
        return found is not None and (found.enabled is None or found.enabled())

    def dialog(self, name: str) -> Any:
        found = [d for d in self.screen.window().findChildren(QDialog, name) if d.isVisible()]
        assert found, f"aucune fenêtre « {name} »"
        return found[0]


def _entries(menu: QMenu) -> dict[str, QAction]:
    found: dict[str, QAction] = {}
    for action in menu.actions():
        under: Any = action.menu()
        found.update(_entries(under) if under is not None else {action.text(): action})
    return found


@pytest.fixture
def awa(bureau: Bureau) -> Personne:
    """Three passages of March: hers yesterday and today, somebody's today."""
    awa = a_personne(prenom="Awa", nom_naissance="Sow")
    a_passage(awa, CNI, moment=at(10), duree_minutes=45, mode_contact="mode_contact.telephone")
    a_passage(awa, CNI, CIVIL, moment=at(11, 9))
    a_passage(moment=at(11, 11), commentaire="Bus à 11 h")
    return awa


@pytest.fixture
def registre(bureau: Bureau, awa: Personne) -> Registre:
    QSettings().clear()  # the columns that another test chose
    return Registre(bureau)


def test_it_opens_on_today_ready_to_search(registre: Registre) -> None:
    assert registre.bureau.focused == "registre.liste.recherche"
    assert registre.column("Personne") == ["anonyme", "SOW Awa"]
    assert registre.counts == "2 passages · 1 personne · 3 demandes"
    assert registre.bureau.text("registre.periode") == "Période\u00a0: aujourd’hui"


def test_periods_by_name_by_step_and_by_two_typed_days(registre: Registre) -> None:
    bureau = registre.bureau
    registre.choose("registre.periode", "Hier")
    assert registre.counts == "1 passage · 1 personne · 1 demande"
    assert (bureau.text("registre.du"), bureau.text("registre.au")) == ("10/03/2026",) * 2
    registre.choose("registre.periode", "Ce mois-ci")
    assert len(registre.rows) == 3
    bureau.click("registre.avant")
    assert bureau.text("registre.periode") == "Période\u00a0: mois dernier"
    assert registre.rows == []
    bureau.set("registre.du", "1/3/26").press("Tab")
    bureau.set("registre.au", "10/3").press("Entrée")
    assert registre.column("Jour") == ["10/03/2026"]
    assert bureau.text("registre.periode") == "Période\u00a0: du 01/03/2026 au 10/03/2026"
    bureau.set("registre.au", "").press("Entrée")
    assert len(registre.rows) == 3


@pytest.mark.parametrize(("typed", "said"), [("31/2", "calendrier"), ("1/1/2020", "avant")])
def test_a_period_that_cannot_be_read_is_told(registre: Registre, typed: str, said: str) -> None:
    registre.bureau.set("registre.au", typed).press("Entrée")
    assert said in registre.bureau.banner
    assert len(registre.rows) == 2


def test_words_search_within_the_period(registre: Registre) -> None:
    registre.bureau.set("registre.liste.recherche", "sow")
    assert registre.column("Personne") == ["SOW Awa"]
    assert registre.counts == "1 passage · 1 personne · 2 demandes"
    registre.choose("registre.periode", "Tout le registre")
    assert len(registre.rows) == 2


def test_criteria_combine_and_stay_in_sight(registre: Registre) -> None:
    bureau = registre.bureau
    registre.choose("registre.periode", "Cette semaine")
    assert not bureau.is_shown("registre.filtre.mode")
    bureau.click("registre.filtrer.bouton")
    registre.choose("registre.filtre.thematique", "Acte d’état civil")
    assert registre.column("Heure") == ["09:00"]
    registre.choose("registre.filtre.thematique", "toutes")
    registre.choose("registre.filtre.mode", "Appel téléphonique")
    registre.choose("registre.filtre.duree", "De 30 min à moins de 1 h")
    assert registre.column("Jour") == ["10/03/2026"]
    bureau.click("registre.filtrer.bouton")
    assert bureau.is_shown("registre.filtre.mode")
    assert not bureau.is_shown("registre.filtre.lieu")
    assert bureau.text("registre.filtrer.bouton") == "Filtrer (2)"
    bureau.click("registre.effacer")
    assert len(registre.rows) == 3
    assert not bureau.is_shown("registre.filtre.mode")


def test_a_heading_stands_for_all_that_it_holds(registre: Registre) -> None:
    registre.bureau.click("registre.filtrer.bouton")
    registre.screen.filtres._buttons[3].choose("thematique.pap")
    registre.screen.filtres._note()
    registre.bureau._settle()
    assert len(registre.rows) == 2
    assert "Papiers" in registre.bureau.text("registre.filtre.thematique")


def test_columns_are_chosen_and_kept(registre: Registre, awa: Personne) -> None:
    registre.choose("registre.colonnes", "Commentaire").choose("registre.colonnes", "Durée")
    assert registre.column("Commentaire") == ["Bus à 11 h", ""]
    labels = [c.label for c in registre.screen.list.listing.columns]
    assert "Durée" not in labels
    again = Bureau(registre.bureau.qtbot)
    reopened = Registre(again)
    assert [c.label for c in reopened.screen.list.listing.columns] == labels
    reopened.choose("registre.colonnes", "Revenir aux colonnes habituelles")
    assert "Durée" in [c.label for c in reopened.screen.list.listing.columns]
    again.stop()


def test_the_press_that_opens_the_columns_chooses_none(registre: Registre) -> None:
    button = registre.screen.colonnes
    before = button.shown
    menu = button.menu()
    menu.popup(QPoint(0, 0))
    first = menu.actionGeometry(menu.actions()[0]).center()
    registre.bureau.qtbot.mouseRelease(menu, Qt.MouseButton.LeftButton, pos=first)
    assert button.shown == before
    registre.bureau.qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=first)
    assert button.shown == before[1:]
    menu.close()


def test_a_hidden_column_no_longer_orders(registre: Registre) -> None:
    registre.screen.list._sort("mode", False)
    registre.bureau._settle()
    registre.choose("registre.colonnes", "Contact")
    assert registre.column("Heure") == ["11:00", "09:00"]


def test_entree_corrects_in_the_line_of_the_accueil(registre: Registre) -> None:
    registre.bureau.press("Bas", "Bas", "Entrée")
    assert registre.bureau.heading == "Accueil"
    assert registre.bureau.text("accueil.qui") == "SOW Awa"


def test_suppr_takes_a_passage_out_and_ctrl_z_puts_it_back(registre: Registre) -> None:
    registre.bureau.press("Bas", "Suppr")
    assert len(registre.rows) == 1
    assert registre.counts == "1 passage · 1 personne · 2 demandes"
    registre.bureau.press("Ctrl+Z")
    assert len(registre.rows) == 2
    assert registre.counts == "2 passages · 1 personne · 3 demandes"


def test_suppr_in_the_search_box_takes_no_passage_out(registre: Registre) -> None:
    registre.bureau.press("Bas").focus("registre.liste.recherche").press("Suppr")
    assert len(registre.rows) == 2


def test_her_file_and_all_her_passages_are_a_key_away(registre: Registre, awa: Personne) -> None:
    registre.bureau.press("Bas", "Bas")
    registre.act("registre.elle")
    assert registre.column("Personne") == ["SOW Awa", "SOW Awa"]
    assert "SOW Awa" in registre.bureau.text("registre.personne")
    registre.bureau.click("registre.personne")
    assert len(registre.rows) == 3
    registre.screen.list.select(registre.screen.list.model.key_at(1))
    registre.act("registre.dossier")
    assert registre.bureau.heading == "SOW Awa"


def test_an_anonymous_passage_has_no_file(registre: Registre) -> None:
    registre.bureau.press("Bas")
    registre.act("registre.dossier")
    assert "anonyme" in registre.bureau.banner


def test_the_list_follows_what_is_written_elsewhere(registre: Registre) -> None:
    a_passage(moment=at(11, 12))
    registre.bureau._settle()
    assert len(registre.rows) == 3
    assert registre.counts.startswith("3 passages")


def test_the_turned_screen_says_no_name_and_lets_none_out(registre: Registre) -> None:
    bureau = registre.bureau
    bureau.press("Bas", "Bas")
    registre.act("registre.elle")
    bureau.press("F9")
    assert "SOW" not in repr(registre.rows)
    assert "SOW" not in bureau.text("registre.personne")
    assert not registre.offers("registre.liste.imprimer")
    assert not registre.offers("registre.liste.exporter")


def test_what_is_filtered_goes_to_a_file(
    registre: Registre, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "sortie.csv"
    monkeypatch.setattr(QFileDialog, "exec", lambda dialog: 1)
    monkeypatch.setattr(QFileDialog, "selectedFiles", lambda dialog: [str(path)])
    registre.bureau.set("registre.liste.recherche", "sow")
    registre.bureau.press("Ctrl+E")
    lines = list(csv.reader(path.read_text("utf-8-sig").splitlines(), delimiter=";"))
    assert [line[2] for line in lines[lines.index([]) + 2 :]] == ["SOW Awa"]
    assert "1\u00a0ligne" in registre.bureau.banner
    entry = Journal.select().where(Journal.action == "export_listing").first()
    assert entry is not None
    assert "sow" not in entry.champs.lower()


def test_the_paper_is_seen_before_it_is_printed_and_traced_when_it_goes_out(
    registre: Registre, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    traces = Journal.select().where(Journal.action == "print_listing")
    registre.act("registre.liste.imprimer")
    dialog = registre.dialog("liste.papier")
    registre.bureau.qtbot.waitSignal(dialog.apercu.drawn).wait()
    assert dialog.apercu.total == 1
    assert traces.count() == 0
    path = tmp_path / "registre.pdf"
    monkeypatch.setattr(QFileDialog, "exec", lambda dialog: 1)
    monkeypatch.setattr(QFileDialog, "selectedFiles", lambda dialog: [str(path)])
    dialog._save()
    assert path.read_bytes().startswith(b"%PDF")
    assert traces.count() == 1


def test_an_attestation_is_offered_for_her(registre: Registre, awa: Personne) -> None:
    registre.bureau.press("Bas", "Bas")
    registre.act("registre.attestation")
    dialog = registre.dialog("attestation.papier")
    registre.bureau.qtbot.waitSignal(dialog.apercu.drawn).wait()
    assert dialog.form.values() == {
        "du": dt.date(2026, 1, 1), "au": dt.date(2026, 12, 31), "demandes": False,
    }  # fmt: skip
    dialog.form.editor("du").restore("32/13")
    dialog.follow()
    assert "n’est pas un jour du calendrier" in dialog._note.text()
    assert not dialog._print_button.isEnabled()
    dialog.close()


def test_a_grid_is_printed_for_tomorrow(registre: Registre) -> None:
    registre.act("registre.grille")
    dialog = registre.dialog("grille.papier")
    registre.bureau.qtbot.waitSignal(dialog.apercu.drawn).wait()
    assert dialog.apercu.total == 1
    assert dialog.form.values()["jour"] == dt.date(2026, 3, 12)
    dialog.form.editor("pages").set_value(3)
    dialog.follow()
    registre.bureau.qtbot.waitSignal(dialog.apercu.drawn).wait()
    assert dialog.apercu.total == 3
    dialog.close()


@pytest.mark.parametrize(
    ("role", "everybody", "own"),
    [(Role.ACCUEIL, False, False), (Role.REFERENT, False, True), (Role.RESPONSABLE, True, True)],
)
def test_other_lists_go_out_by_a_responsable_only_or_ones_own_suivis(
    bureau: Bureau, awa: Personne, base: Any, role: Role, everybody: bool, own: bool
) -> None:
    base.actor = actor_with(role)
    lists = (("personnes", "personnes.liste", everybody), ("suivis", "suivis", own))
    for screen, prefix, offered in lists:
        bureau.window.navigate(screen)
        bureau._settle()
        shown: Any = bureau.window.current
        ids = {action.id for action in shown.actions()}
        assert (f"{prefix}.exporter" in ids) is offered
        assert (f"{prefix}.imprimer" in ids) is offered
    registre = Registre(bureau)
    assert registre.offers("registre.liste.exporter")


def test_every_control_has_a_name(registre: Registre) -> None:
    registre.bureau.click("registre.filtrer.bouton")
    controls = [
        w for w in registre.screen.findChildren(QToolButton) if w.isVisible()
        and w.focusPolicy().value and not w.accessibleName()
    ]  # fmt: skip
    assert [w.objectName() for w in controls] == []
    assert all(isinstance(w, QWidget) for w in controls)


def test_three_thousand_passages_in_a_day(bureau: Bureau) -> None:
    from tests.domain.echanges.test_export import many_passages

    many_passages(3000)
    registre = Registre(bureau)
    bureau.qtbot.waitUntil(lambda: registre.screen.list.model.is_whole)
    assert registre.screen.list.model.rowCount() == Passage.select().count() == 3000
    assert registre.counts == "3\u202f000 passages · 0 personne · 3\u202f000 demandes"


@pytest.mark.parametrize("screen", ["import", "carnets", "doublons"])
def test_what_brings_data_in_is_reached_from_its_menu(bureau: Bureau, screen: str) -> None:
    Registre(bureau).act(f"donnees.{screen}")
    assert bureau.window.current is not None
    assert bureau.window.current.objectName() == screen


def test_who_may_not_is_offered_none_of_it(bureau: Bureau) -> None:
    opened = database.handle()
    opened.actor = actor_with(Role.ACCUEIL, agent_id=opened.require_actor().agent_id or "")
    ids = {action.id for action in Registre(bureau).screen.actions()}
    assert not {"donnees.import", "donnees.doublons"} & ids
