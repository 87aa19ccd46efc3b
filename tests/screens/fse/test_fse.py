"""FSE+: an operation made, its people written in, answered from the list, counted, sent."""

import csv
import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QTableView, QWidget

from models.base import database
from models.base.journal import Journal
from models.comptes.role import Role
from models.suivis.operation import Operation, operations
from models.suivis.questionnaire import questionnaires_of
from models.suivis.suivi import Suivi
from tests.domain.suivis.parcours import a_suivi, an_operation, answered, somebody
from tests.factories import actor_with, participants_of
from tests.screens.fiches.bureau import Bureau
from ui.kit import files
from ui.kit.form import Form
from ui.parts.papier import PapierDialog
from ui.screens.fse import export

LIST = "fse.participants"
SORTIE = {"motif_sortie": "fin_prevue", "situation_sortie": "emploi_court", "qualification": "non"}


@pytest.fixture
def operation(bureau: Bureau) -> Operation:
    return an_operation()


def click(bureau: Bureau, name: str) -> None:
    bureau.part(QAbstractButton, name).click()


def names(bureau: Bureau) -> list[str]:
    return [row[0].split()[0] for row in bureau.rows(LIST)]


def go_to(bureau: Bureau, name: str, table: str = LIST) -> None:
    rows = bureau.rows(table)
    place = next(at for at, row in enumerate(rows) if row[0].startswith(name))
    view: QTableView = bureau.part(QTableView, table)
    view.setCurrentIndex(view.model().index(place, 0))


def test_an_operation_is_made_and_who_is_followed_written_in(bureau: Bureau) -> None:
    bureau.show("fse")
    assert bureau.has("fse.operation.create.empty")
    an_operation(numero="2025", intitule="Plus jeune", du=dt.date(2026, 2, 1), dispositif=None)
    bureau.wait_until(lambda: bureau.has("fse.operation"))
    bureau.act("fse.operation.create")
    assert bureau.said("heading.subtitle") == "Nouvelle opération", "the one shown is another"
    for field, words in (("numero", "202600123"), ("intitule", "Remobiliser")):
        bureau.type_in(f"operation.{field}", words)
    bureau.choose("operation.dispositif", "Ateliers")
    click(bureau, "operation.save")
    assert "vide" in bureau.said("operation.du.erreur")
    bureau.type_in("operation.du", "01/01/2026")
    click(bureau, "operation.save")
    assert bureau.message == "Opération créée"
    assert bureau.said("fse.operation").strip() == "Remobiliser"
    suivi: Suivi = a_suivi(
        somebody(nom_naissance="Sow", prenom="Awa"),
        ouvert_le=dt.date(2026, 3, 9),
        referent=bureau.window.context.actor.agent_id,
    )
    bureau.wait_until(lambda: bureau.has("fse.inscrire"))
    assert "SOW Awa" in bureau.said("fse.a_inscrire")
    click(bureau, "fse.inscrire")
    bureau.wait_until(lambda: names(bureau) == ["SOW"])
    (made,) = participants_of(next(one.id for one in operations() if one.numero == "202600123"))
    assert (made.suivi_id, made.entree_le) == (suivi.id, dt.date(2026, 3, 9))
    assert not bureau.has("fse.inscrire")
    assert bureau.said("fse.phrase").startswith("1 dossier sur 1 incomplet (100\u00a0%)")
    told = bureau.part(QWidget, "fse.jauge").accessibleName()
    assert told == "Dossiers incomplets\u00a0: 100\u00a0%, la limite est à 35\u00a0%"


def test_what_lacks_is_answered_from_the_list(bureau: Bureau, operation: Operation) -> None:
    answered(operation, nom_naissance="Aaron")
    late = answered(operation, {"entree": {"diplome": "", "qpv": ""}}, nom_naissance="Zidane")
    bureau.show("fse")
    assert names(bureau) == ["ZIDANE", "AARON"]
    assert bureau.rows(LIST)[0][1:3] == ["91\u00a0%", "Entrée\u00a0: 2 réponses manquantes"]
    go_to(bureau, "ZIDANE")
    bureau.act("fse.remplir")
    assert QApplication.focusWidget() is bureau.field("ecrire.fse.diplome")  # the first to lack
    bureau.window.context.turned.toggle()
    assert "ZIDANE" not in bureau.said("heading.subtitle")
    assert not bureau.has("ecrire.fse.sexe")
    bureau.window.context.turned.toggle()
    assert "ZIDANE" in bureau.said("heading.subtitle")
    bureau.choose("ecrire.fse.diplome", "CAP")
    bureau.act("fse.retour")
    bureau.act("fse.remplir")
    assert bureau.value("ecrire.fse.diplome") == "CAP, BEP (niveau 3)"  # it waited there
    bureau.choose("ecrire.fse.qpv", "non")
    bureau.act("fse.save")
    assert bureau.message == "Questionnaire enregistré"
    bureau.wait_until(lambda: bureau.rows(LIST)[1][1] == "Complet")
    bureau.qtbot.wait(50)  # what heard of it has read again
    assert QApplication.focusWidget() is bureau.part(QTableView, LIST)
    bureau.act("fse.signer")
    click(bureau, "ecrire.signature.save")
    sheet = questionnaires_of(late.participant.id)["entree"]
    assert sheet.signe_le == dt.date(2026, 3, 11)


def test_the_indicators_tell_who_is_not_counted(bureau: Bureau, operation: Operation) -> None:
    answered(operation, {"entree": {"handicap": "nsp"}}, nom_naissance="Refus")
    answered(operation, {"entree": {"handicap": "oui", "sexe": "non_binaire"}})
    bureau.show("fse")
    bureau.act("fse.indicateurs")
    found = {row[0]: row[1:] for row in bureau.rows("fse.indicateurs")}
    assert found["En situation de handicap"] == ["0", "0", "1", "0", "1", "1\u00a0refus", "EECO12"]
    go_to(bureau, "En situation de handicap", "fse.indicateurs")
    bureau.part(QTableView, "fse.indicateurs").opened.emit(
        bureau.part(QTableView, "fse.indicateurs").currentIndex()
    )
    (row,) = bureau.rows("fse.exclus")
    assert row[0].startswith("REFUS")
    assert row[1] == "N’a pas souhaité répondre"
    bureau.act("fse.retour")
    assert bureau.has("fse.indicateurs")


def test_the_file_leaves_once_what_lacks_was_read(
    bureau: Bureau, operation: Operation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, asked = tmp_path / "fse.csv", list[str]()
    monkeypatch.setattr(files, "file_to_save", lambda *_: target)
    bureau.show("fse")
    bureau.act("fse.fichier")
    assert "rien à exporter" in bureau.message
    answered(operation, {"entree": {"diplome": ""}}, nom_naissance="Sow")

    def confirm(_: object, *, text: str, **__: object) -> bool:
        asked.append(text)
        return len(asked) > 1

    monkeypatch.setattr(export, "confirm", confirm)
    bureau.wait_until(lambda: names(bureau) == ["SOW"])
    bureau.act("fse.fichier")
    assert not target.exists()
    bureau.act("fse.fichier")
    bureau.wait_until(lambda: "1\u00a0participant" in bureau.message)
    assert asked[0].startswith("1 dossier sur 1 incomplet")
    with target.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file, delimiter=";"))
    assert lines[0][1].startswith("Document de travail")
    assert "Sow" in lines[-1]
    assert Journal.select().where(Journal.action == "export_fse").count() == 1


def test_the_booklet_holds_what_waits_or_blank_ones(bureau: Bureau, operation: Operation) -> None:
    answered(operation, nom_naissance="Aaron")
    answered(operation, {"entree": {}, "sortie": SORTIE}, nom_naissance="Bah")
    bureau.show("fse")
    bureau.act("fse.livret")
    dialog: PapierDialog = bureau.window.findChildren(PapierDialog)[-1]
    bureau.wait_until(lambda: dialog.apercu.total == 5)  # two pages each, and one exit
    form: Form = dialog.form  # type: ignore[assignment]  # this one has a form
    form.editor("lesquels").set_value("vierges")
    bureau.wait_until(lambda: dialog.apercu.total == 4)
    dialog.reject()


def test_a_referent_reads_all_and_exports_nothing(
    bureau: Bureau, operation: Operation, as_accueil: Callable[[], None]
) -> None:
    opened = database.handle()
    opened.actor = actor_with(Role.REFERENT, agent_id=opened.require_actor().agent_id or "")
    answered(operation, nom_naissance="Sow")
    bureau.window.acts.refresh()
    bureau.show("fse")
    assert names(bureau) == ["SOW"]
    for act in ("fse.fichier", f"{LIST}.exporter", "fse.operation.create", "fse.colonnes"):
        assert not bureau.can(act)
    assert bureau.can("fse.livret")
    as_accueil()
    assert "fse" not in {entry.id for entry in bureau.window.allowed()}
