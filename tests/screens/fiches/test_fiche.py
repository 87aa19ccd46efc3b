"""A fiche on the screen: filled, judged, followed by its paper, kept, printed, signed."""

import datetime as dt
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from models.base.command import undo_last
from models.base.drafts import Draft
from models.personnes.personne import Personne
from models.prescriptions import fiche
from models.prescriptions.prescription import Prescription
from tests.conftest import FrozenClock
from tests.factories import a_personne
from tests.screens.fiches.bureau import Bureau
from ui.kit import printing
from ui.parts.apercu import Apercu
from ui.screens.fiches import impression

DAY = dt.date(2026, 3, 11)


def the_fiche() -> Prescription:
    found: Prescription = Prescription.select().order_by(Prescription.numero.desc()).get()
    return found


def an_adult() -> Personne:
    return a_personne(nom_naissance="Sow", prenom="Awa", date_naissance=dt.date(2006, 5, 1))


@pytest.fixture
def paper(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What goes to the printer."""
    printed: list[bytes] = []

    def put(_parent: Any, pdf: bytes, _title: str) -> str:
        printed.append(pdf)
        return printing.PAPIER

    monkeypatch.setattr(impression, "print_pdf", put)
    return printed


def test_a_new_fiche_is_ready_to_be_typed(bureau: Bureau, mamadou: Personne) -> None:
    bureau.new_fiche(mamadou)
    assert bureau.said("heading.title") == "Fiche n° 2026-0001"
    assert bureau.said("heading.subtitle") == "DIALLO Mamadou"
    assert bureau.said("fiche.statut") == "Brouillon"
    assert QApplication.focusWidget() is bureau.field("session")
    bureau.check_golden("fiche_mineur", bureau.text_of("fiche.form"))
    bureau.check_golden("fiche_actions", bureau.acts())


def test_the_paper_has_two_pages_and_is_sharp(bureau: Bureau, mamadou: Personne) -> None:
    bureau.new_fiche(mamadou)
    apercu = bureau.part(Apercu, "fiche.apercu")
    assert apercu.count == 2
    page = apercu._pages[0]
    assert page.image.width() == round(page.width() * page.devicePixelRatioF())
    bureau.window.resize(1600, 900)
    bureau.wait_paper()
    assert page.image.width() == round(page.width() * page.devicePixelRatioF())


def test_the_representative_is_asked_for_a_minor_only(bureau: Bureau, mamadou: Personne) -> None:
    bureau.new_fiche(mamadou)
    assert bureau.has("fiche.form.representant_nom")
    bureau.new_fiche(an_adult())
    assert not bureau.has("fiche.form.representant_nom")
    bureau.new_fiche(a_personne(nom_naissance="Inconnu", date_naissance=None))
    assert bureau.has("fiche.form.representant_nom"), "on ne sait pas : la place est là"


def test_another_date_brings_the_representative(bureau: Bureau, mamadou: Personne) -> None:
    almost = a_personne(nom_naissance="Presque", date_naissance=dt.date(2008, 3, 12))
    bureau.new_fiche(almost)
    assert bureau.has("fiche.form.representant_nom")
    bureau.type_in("date_demande", "13/03/2026")
    bureau.act("fiche.save")
    assert not bureau.has("fiche.form.representant_nom")


def test_both_halves_are_saved_in_one_act(
    bureau: Bureau, mamadou: Personne, frozen_clock: FrozenClock
) -> None:
    bureau.new_fiche(mamadou)
    frozen_clock.advance(minutes=5)
    bureau.type_in("prescripteur_nom", "Sophie Arnaud")
    bureau.type_in("projet", "Travailler le bois")
    bureau.act("fiche.save")
    assert bureau.message == "Fiche enregistrée"
    assert the_fiche().prescripteur_nom == "Sophie Arnaud"
    assert fiche.read_protege(the_fiche()).projet == "Travailler le bois"
    undo_last()
    assert the_fiche().prescripteur_nom == ""
    assert fiche.read_protege(the_fiche()).projet == ""
    bureau.wait_until(lambda: bureau.value("projet") == "")


def test_undoing_the_creation_comes_back_to_the_list(bureau: Bureau, mamadou: Personne) -> None:
    bureau.new_fiche(mamadou)
    bureau.window.context.undo_last()
    bureau.wait_until(lambda: bureau.said("heading.title") == "Fiches de prescription")
    assert not bureau.has("fiche")


def test_a_printed_fiche_cannot_be_uncreated(
    bureau: Bureau, mamadou: Personne, paper: list[bytes]
) -> None:
    bureau.new_fiche(mamadou)
    bureau.act("fiche.print")
    bureau.window.context.undo_last()
    assert "déjà imprimée" in bureau.message
    assert the_fiche().numero == "2026-0001"


def test_a_change_elsewhere_leaves_what_is_typed_here(bureau: Bureau, mamadou: Personne) -> None:
    bureau.new_fiche(mamadou)
    bureau.type_in("projet", "Cuisine")
    fiche.save_prescription(the_fiche(), disponibilites="Le matin")
    bureau.wait_until(lambda: bureau.value("disponibilites") == "Le matin")
    assert bureau.value("projet") == "Cuisine"
    bureau.act("fiche.save")
    assert the_fiche().disponibilites == "Le matin"
    assert fiche.read_protege(the_fiche()).projet == "Cuisine"


def test_a_choice_half_typed_is_not_settled_by_the_paper(bureau: Bureau, mamadou: Personne) -> None:
    bureau.new_fiche(mamadou)
    bureau.choose("territoire", "À proximité du quartier")
    bureau.type_in("type_prescripteur", "mld")
    bureau.type_in("date_demande", "1")
    bureau.wait_paper()
    assert bureau.value("type_prescripteur") == "mld"
    assert bureau.said("fiche.critere.quartier") == "Non rempli"


def test_an_empty_quality_of_representative_is_saved(bureau: Bureau, mamadou: Personne) -> None:
    bureau.new_fiche(mamadou)
    bureau.type_in("representant_nom", "Awa Diallo")
    bureau.act("fiche.save")
    assert bureau.message == "Fiche enregistrée"
    assert the_fiche().representant_qualite == ""


def test_a_wrong_mail_is_told_beside_its_field(bureau: Bureau, mamadou: Personne) -> None:
    bureau.new_fiche(mamadou)
    bureau.type_in("prescripteur_courriel", "sophie.exemple.fr")
    bureau.act("fiche.save")
    assert "Courriel" in bureau.said("fiche.form.prescripteur_courriel.erreur")
    assert QApplication.focusWidget() is bureau.field("prescripteur_courriel")
    assert the_fiche().prescripteur_courriel == ""


def test_a_wrong_telephone_is_told_beside_its_field(bureau: Bureau, mamadou: Personne) -> None:
    bureau.new_fiche(mamadou)
    bureau.type_in("prescripteur_telephone", "12")
    bureau.act("fiche.save")
    assert bureau.said("fiche.form.prescripteur_telephone.erreur")
    assert bureau.value("prescripteur_telephone") == "12"


def test_criteria_follow_and_an_exception_is_motivated(
    bureau: Bureau, mamadou: Personne, paper: list[bytes]
) -> None:
    bureau.new_fiche(mamadou)
    bureau.choose("territoire", "À proximité du quartier")
    bureau.choose("scolarite_fiche", "Déscolarisé·e, sans diplôme au-delà du brevet")
    bureau.wait_paper()
    assert bureau.said("fiche.critere.age") == "Rempli"
    assert bureau.said("fiche.critere.quartier") == "Non rempli"
    bureau.act("fiche.print")
    assert "exception à motiver" in bureau.message
    assert not paper
    bureau.type_in("fiche.exception.quartier", "hébergé par sa sœur")
    bureau.wait_paper()
    assert bureau.said("fiche.critere.quartier") == "Exception"
    bureau.act("fiche.print")
    assert len(paper) == 1


def test_a_motive_left_from_before_excuses_nothing(
    bureau: Bureau, mamadou: Personne, paper: list[bytes]
) -> None:
    bureau.new_fiche(mamadou)
    bureau.choose("territoire", "À proximité du quartier")
    bureau.wait_paper()
    bureau.type_in("fiche.exception.quartier", "hébergé par sa sœur")
    bureau.choose("territoire", "Hors du quartier")
    bureau.act("fiche.print")
    assert "ne prévoit pas d’exception" in bureau.message
    assert not paper


def test_a_sign_without_a_glyph_is_warned_of_beside_its_field(
    bureau: Bureau, mamadou: Personne
) -> None:
    bureau.new_fiche(mamadou)
    bureau.type_in("projet", "Vélo 🚲")
    bureau.wait_paper()
    assert "🚲" in bureau.said("fiche.form.projet.signes")
    assert "🚲" in bureau.field("projet").accessibleDescription()
    bureau.type_in("projet", "Vélo")
    bureau.wait_paper()
    assert not bureau.has("fiche.form.projet.signes")


def test_a_name_that_the_paper_cannot_draw_is_told(bureau: Bureau, mamadou: Personne) -> None:
    bureau.new_fiche(a_personne(nom_naissance="Vélo 🚲", date_naissance=dt.date(2008, 5, 1)))
    assert "🚲" in bureau.said("fiche.signes")


def test_a_known_structure_brings_its_prescripteur(bureau: Bureau, mamadou: Personne) -> None:
    other = fiche.create_prescription(personne=an_adult(), dispositif="ateliers_citoyens")
    fiche.save_prescription(
        other,
        prescripteur_structure="Mission locale",
        prescripteur_nom="Sophie Arnaud",
        type_prescripteur="type_prescripteur.mission_locale",
    )
    bureau.new_fiche(mamadou)
    line = bureau.field("prescripteur_structure")
    line.setFocus()
    bureau.qtbot.keyClicks(line, "loc")
    bureau.qtbot.keyClick(line, Qt.Key.Key_Return)
    assert bureau.value("prescripteur_structure") == "Mission locale"
    assert bureau.value("prescripteur_nom") == "Sophie Arnaud"
    assert QApplication.focusWidget() is bureau.field("type_prescripteur")


def test_what_is_typed_comes_back_after_leaving(bureau: Bureau, mamadou: Personne) -> None:
    bureau.new_fiche(mamadou)
    bureau.type_in("projet", "Je voudrais cuisiner")
    bureau.show("suivis")
    bureau.open_fiche(the_fiche().id)
    assert bureau.value("projet") == "Je voudrais cuisiner"
    assert "revenu" in bureau.message
    assert fiche.read_protege(the_fiche()).projet == ""


def test_a_draft_is_sealed(bureau: Bureau, mamadou: Personne) -> None:
    bureau.new_fiche(mamadou)
    bureau.type_in("projet", "Je voudrais cuisiner")
    bureau.show("suivis")
    kept = [bytes(draft.contenu) for draft in Draft.select()]
    assert kept
    assert not any(b"cuisiner" in body for body in kept)


def test_saving_forgets_the_draft(bureau: Bureau, mamadou: Personne) -> None:
    bureau.new_fiche(mamadou)
    bureau.type_in("projet", "Bois")
    bureau.show("suivis")
    bureau.open_fiche(the_fiche().id)
    bureau.act("fiche.save")
    bureau.show("suivis")
    bureau.open_fiche(the_fiche().id)
    assert "revenu" not in bureau.message
    assert not bureau.can("fiche.save")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("diallo", ["2026-0003", "2026-0001"]),
        ("awa", ["2026-0002"]),
        ("2026-0001", ["2026-0001"]),
        ("20260002", ["2026-0002"]),
        ("personne de tel", []),
    ],
)
def test_the_list_finds_by_name_and_by_number(
    bureau: Bureau, mamadou: Personne, typed: str, found: list[str]
) -> None:
    for who in (mamadou, an_adult(), mamadou):
        fiche.create_prescription(personne=who, dispositif="ateliers_citoyens")
    bureau.show("fiches")
    bureau.part(QLineEdit, "fiches.recherche").setText(typed)
    bureau.wait_until(lambda: [row[0] for row in bureau.rows("fiches")] == found)


def test_the_list_says_where_each_fiche_stands(
    bureau: Bureau, mamadou: Personne, paper: list[bytes]
) -> None:
    bureau.new_fiche(mamadou)
    bureau.act("fiche.print")
    bureau.act("fiche.close")
    fiche.create_prescription(personne=an_adult(), dispositif="ateliers_citoyens")
    bureau.wait_until(lambda: len(bureau.rows("fiches")) == 2)
    assert [(row[0], row[1], row[-1]) for row in bureau.rows("fiches")] == [
        ("2026-0002", "SOW Awa", "Brouillon"),
        ("2026-0001", "DIALLO Mamadou", "À signer"),
    ]


def test_an_empty_list_leads_to_the_personnes(bureau: Bureau) -> None:
    bureau.show("fiches")
    bureau.part(QPushButton, "fiches.personnes.empty").click()
    assert bureau.said("heading.title") == "Personnes"


def test_from_the_list_to_the_paper_with_the_keyboard(
    bureau: Bureau, mamadou: Personne, paper: list[bytes]
) -> None:
    fiche.create_prescription(personne=mamadou, dispositif="ateliers_citoyens")
    bureau.show("fiches")
    view = bureau.window.current.list.view  # type: ignore[union-attr]
    bureau.qtbot.waitUntil(lambda: bool(bureau.rows("fiches")))
    view.setFocus()
    bureau.qtbot.keyClick(view, Qt.Key.Key_Down)
    bureau.qtbot.keyClick(view, Qt.Key.Key_Return)
    bureau.wait_paper()
    bureau.qtbot.keyClick(
        QApplication.focusWidget(), Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier
    )
    assert len(paper) == 1


def test_tab_goes_from_the_facts_to_the_motives_then_on(bureau: Bureau, mamadou: Personne) -> None:
    bureau.new_fiche(mamadou)
    bureau.choose("territoire", "À proximité du quartier")
    bureau.wait_paper()
    bureau.field("scolarite_fiche").setFocus()
    order = []
    for _ in range(2):
        bureau.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert focused is not None
        order.append(focused.objectName())
    assert order == ["fiche.exception.quartier", "fiche.form.disponibilites"]


def test_every_control_has_a_name(bureau: Bureau, mamadou: Personne) -> None:
    bureau.new_fiche(mamadou)
    editor = bureau.part(QWidget, "fiche")
    for kind in (QLineEdit, QPlainTextEdit, QAbstractButton):
        for control in editor.findChildren(kind):
            if control.objectName().startswith("qt_"):
                continue
            words = control.text() if isinstance(control, QAbstractButton) else ""
            assert control.accessibleName() or words, (type(control.parent()), control.objectName())
