"""A fiche printed, kept as it was printed, signed, and printed again alike."""

from pathlib import Path
from typing import Any

import pypdf
import pytest
from PySide6.QtWidgets import (
    QPushButton,
)

from models.base.errors import Unavailable
from models.base.journal import Journal
from models.personnes.personne import Personne
from models.prescriptions import fiche
from models.prescriptions.contenu import RoleSignature
from models.prescriptions.prescription import Accord, VersionFiche
from models.prescriptions.statut import Statut, statut_of
from tests.conftest import FrozenClock
from tests.screens.fiches.bureau import Bureau
from tests.screens.fiches.test_fiche import DAY, paper, the_fiche
from ui.kit import printing
from ui.screens.fiches import impression

__all__ = ["paper"]


def test_what_is_printed_is_kept_and_printed_again_alike(
    bureau: Bureau, mamadou: Personne, paper: list[bytes]
) -> None:
    bureau.new_fiche(mamadou)
    bureau.type_in("projet", "Bois")
    bureau.act("fiche.print")
    assert bureau.message == "Fiche imprimée"
    assert bureau.said("fiche.statut") == "À signer"
    assert bureau.said("fiche.version") == "Version 1 du 11/03/2026"
    bureau.act("fiche.print")
    assert paper[0] == paper[1]
    assert VersionFiche.select().count() == 1


def test_a_print_given_up_leaves_a_draft(
    bureau: Bureau, mamadou: Personne, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(impression, "print_pdf", lambda *_: "")
    bureau.new_fiche(mamadou)
    bureau.act("fiche.print")
    assert statut_of(the_fiche(), DAY) is Statut.BROUILLON
    assert bureau.said("fiche.statut") == "Brouillon"


def test_a_printer_that_fails_leaves_a_draft_and_says_so(
    bureau: Bureau, mamadou: Personne, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> bool:
        raise Unavailable("L’imprimante ne répond pas.")

    monkeypatch.setattr(impression, "print_pdf", fail)
    bureau.new_fiche(mamadou)
    bureau.act("fiche.print")
    assert bureau.message == "L’imprimante ne répond pas."
    assert statut_of(the_fiche(), DAY) is Statut.BROUILLON


def test_a_disk_without_room_refuses_the_file_and_keeps_the_fiche(
    bureau: Bureau, mamadou: Personne, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "absent" / "fiche.pdf"
    monkeypatch.setattr(printing, "file_to_save", lambda *_: target)
    bureau.new_fiche(mamadou)
    bureau.type_in("projet", "Bois")
    bureau.act("fiche.pdf")
    assert "ne peut pas être écrit" in bureau.message
    assert fiche.read_protege(the_fiche()).projet == "Bois"


def test_the_file_is_the_paper(
    bureau: Bureau, mamadou: Personne, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "fiche.pdf"
    monkeypatch.setattr(printing, "file_to_save", lambda *_: target)
    bureau.new_fiche(mamadou)
    bureau.type_in("projet", "Travailler le bois")
    bureau.act("fiche.pdf")
    version = fiche.last_version(the_fiche())
    assert version is not None
    assert target.read_bytes() == fiche.frozen_pdf(version.id)
    pages = pypdf.PdfReader(target).pages
    assert len(pages) == 2
    assert "Travailler le bois" in pages[1].extract_text()


def test_signatures_are_noted_from_the_paper(
    bureau: Bureau, mamadou: Personne, paper: list[bytes], frozen_clock: FrozenClock
) -> None:
    bureau.new_fiche(mamadou)
    bureau.type_in("prescripteur_nom", "Sophie Arnaud")
    assert not bureau.can("fiche.sign")
    bureau.act("fiche.print")
    bureau.window.veille.end()  # two days without a hand on it would lock the session
    frozen_clock.advance(days=2)
    bureau.act("fiche.sign")
    bureau.check_golden("signatures", bureau.text_of("fiche.signatures"))
    for role in ("personne", "representant", "prescripteur"):
        bureau.tick(f"fiche.signatures.form.signe_{role}")
    bureau.tick("fiche.accord.lecture")
    bureau.part(QPushButton, "fiche.signatures.noter").click()
    assert bureau.message == "Signatures notées"
    assert bureau.said("fiche.statut") == "Signée"
    assert not bureau.has("fiche.signatures")
    assert {a.code: a.donne for a in Accord.select()} == {
        "lecture": True,
        "echange": False,
        "recontact": False,
    }
    bureau.window.context.undo_last()
    bureau.wait_until(lambda: bureau.said("fiche.statut") == "À signer")


def test_no_signature_ticked_is_refused_beside_the_boxes(
    bureau: Bureau, mamadou: Personne, paper: list[bytes]
) -> None:
    bureau.new_fiche(mamadou)
    bureau.act("fiche.print")
    bureau.act("fiche.sign")
    bureau.part(QPushButton, "fiche.signatures.noter").click()
    assert "Cochez" in bureau.said("fiche.signatures.form.signe_personne.erreur")


def test_what_was_signed_is_printed_again_whatever_changed_since(
    bureau: Bureau, mamadou: Personne, paper: list[bytes]
) -> None:
    bureau.new_fiche(mamadou)
    bureau.type_in("projet", "Bois")
    bureau.act("fiche.print")
    version = fiche.last_version(the_fiche())
    assert version is not None
    for role in RoleSignature:
        fiche.note_signature(version, role=role, nom="x", date=DAY)
    bureau.type_in("projet", "Fer")
    bureau.act("fiche.save")
    bureau.act("fiche.signed")
    assert paper[1] == paper[0]
    bureau.act("fiche.print")
    assert bureau.said("fiche.version").startswith("Version 2")
    assert bureau.said("fiche.statut") == "À signer"
    bureau.open_fiche(the_fiche().id)
    told = [one.action for one in Journal.select().where(Journal.objet_id == the_fiche().id)]
    assert [told.count(what) for what in ("fiche_imprimee", "consult_fiche")] == [3, 1]


def test_print_goes_through_the_system(bureau: Bureau) -> None:
    assert impression.print_pdf is printing.print_pdf
