"""The partners of a suivi, what is shared with them, its documents, and the paper that leaves."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog

from models.base.command import undo_last
from models.base.drafts import Draft
from models.echanges.demonstration.dossiers import tiny_pdf
from models.personnes.document import Document, add_document
from models.suivis.action import add_action
from models.suivis.document_suivi import add_to_suivi, documents_of_suivi
from models.suivis.frein import note_frein
from models.suivis.intervenant import add_intervenant, intervenants_of
from models.suivis.partage import partages_of, record_partage, said_contenu
from models.suivis.suivi import Suivi
from tests.documents.reading import flat, text_of
from tests.screens.fiches.bureau import Bureau
from tests.screens.suivis.cartes import FEB, TODAY
from tests.screens.suivis.menus import rare
from tests.screens.suivis.test_page import click, suivi
from ui.kit import printing
from ui.parts import apercu_document
from ui.parts.apercu import Apercu
from ui.screens.suivis import documents

__all__ = ["suivi"]


def unfold(bureau: Bureau, card: str) -> None:
    click(bureau, f"suivi.{card}.ouvrir")
    bureau.wait_until(lambda: bureau.has(f"suivi.{card}.ajouter"))


def saves_in(monkeypatch: pytest.MonkeyPatch, path: Path | None) -> None:
    """What the system's own dialog answers."""
    monkeypatch.setattr(printing, "file_to_save", lambda *_: path)


def test_a_partner_is_added_and_what_is_shared_with_her_is_read(
    bureau: Bureau, suivi: Suivi
) -> None:
    assert bureau.said("suivi.partenaires.resume") == "Aucun partenaire noté."
    unfold(bureau, "partenaires")
    click(bureau, "suivi.partenaires.ajouter")
    bureau.wait_until(lambda: bureau.has("ecrire.partenaire.structure"))
    assert QApplication.focusWidget() is bureau.field("ecrire.partenaire.structure")
    click(bureau, "ecrire.partenaire.save")
    assert "au moins la structure" in bureau.said("ecrire.partenaire.structure.erreur")
    bureau.type_in("ecrire.partenaire.structure", "Mission locale")
    bureau.type_in("ecrire.partenaire.nom", "Mme Roy")
    bureau.type_in("ecrire.partenaire.telephone", "0555010203")
    click(bureau, "ecrire.partenaire.save")
    (partner,) = intervenants_of(suivi.id)
    name = f"suivi.partenaire.{partner.id}"
    bureau.wait_until(lambda: bureau.has(name))
    assert bureau.said(f"{name}.details") == (
        "Mission locale · 05 55 01 02 03 · depuis le 11/03/2026"
    )
    click(bureau, f"{name}.partager")
    bureau.wait_until(lambda: bureau.has("ecrire.partage.motif"))
    assert bureau.value("ecrire.partage.intervenant") == "Mme Roy, Mission locale"
    bureau.type_in("ecrire.partage.autre", "Le CV")
    bureau.type_in("ecrire.partage.motif", "Préparer son inscription")
    bureau.choose("ecrire.partage.accord", "oral")
    click(bureau, "ecrire.partage.save")
    (told,) = partages_of(suivi.id)
    bureau.wait_until(lambda: bureau.has(f"suivi.partage.{told.id}"))
    assert bureau.said(f"suivi.partage.{told.id}.titre") == "Le CV"
    assert bureau.said(f"suivi.partage.{told.id}.details") == (
        "le 11/03/2026 · pour\u00a0: Préparer son inscription · a donné son accord à l’oral le "
        "11/03/2026"
    )
    assert bureau.said("suivi.partenaires.resume") == "1\u00a0partenaire, 1\u00a0partage"


def test_an_agreement_is_taken_back_renewed_and_a_partner_ends(
    bureau: Bureau, suivi: Suivi
) -> None:
    partner = add_intervenant(suivi.id, nom="Mme Roy")
    told = record_partage(
        suivi.id, intervenant=partner.id, contenu=["parcours"], motif="x", date=FEB, accord="oral"
    )
    bureau.wait_until(lambda: "1\u00a0partage" in bureau.said("suivi.partenaires.resume"))
    unfold(bureau, "partenaires")
    click(bureau, f"suivi.partage.{told.id}.retirer")
    bureau.wait_until(lambda: bureau.has("ecrire.retrait.retire_le"))
    click(bureau, "ecrire.retrait.save")
    bureau.wait_until(lambda: bureau.has(f"suivi.partage.{told.id}.statut"))
    assert bureau.said(f"suivi.partage.{told.id}.statut") == "Accord retiré le 11/03/2026"
    assert not bureau.has(f"suivi.partage.{told.id}.retirer")
    bureau.wait_until(lambda: bureau.has("suivi.signal.0.agir"))
    click(bureau, "suivi.signal.0.agir")
    bureau.wait_until(lambda: bureau.has("ecrire.partage.accord"))
    assert bureau.value("ecrire.partage.motif") == "x"
    bureau.choose("ecrire.partage.accord", "informée")
    click(bureau, "ecrire.partage.save")
    assert "il faut son accord" in bureau.said("ecrire.partage.accord.erreur")
    bureau.choose("ecrire.partage.accord", "signé")
    click(bureau, "ecrire.partage.save")
    assert len(partages_of(suivi.id)) == 2
    rare(bureau, f"suivi.partenaire.{partner.id}", "fin")
    bureau.wait_until(lambda: bureau.has("ecrire.fin.au"))
    click(bureau, "ecrire.fin.save")
    undo_last()
    rare(bureau, f"suivi.partenaire.{partner.id}", "corriger")
    bureau.wait_until(lambda: bureau.has("ecrire.partenaire.retirer"))
    click(bureau, "ecrire.partenaire.retirer")
    assert "doit rester lisible" in bureau.message


def test_a_synthesis_is_noted_before_it_leaves(
    bureau: Bureau, suivi: Suivi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    partner = add_intervenant(suivi.id, nom="Mme Roy", structure="Mission locale")
    note_frein(suivi.id, "frein.mobilite.aucun_moyen", date=FEB, intensite=3)
    note_frein(suivi.id, "frein.justice.mesure", date=FEB, intensite=2)
    unfold(bureau, "partenaires")
    bureau.wait_until(lambda: bureau.has(f"suivi.partenaire.{partner.id}.synthese"))
    click(bureau, f"suivi.partenaire.{partner.id}.synthese")
    bureau.wait_until(lambda: bureau.has("synthese.intervenant"))
    mineur = bureau.field("synthese.accord").accessibleDescription()
    assert "son représentant légal est informé aussi" in mineur
    assert bureau.value("synthese.intervenant") == "Mme Roy, Mission locale"
    bureau.type_in("synthese.motif", "Préparer son inscription")
    bureau.type_in("synthese.mots", "Elle est en dépression")
    bureau.wait_until(lambda: "dépression" in bureau.said("synthese.remarques"))
    _ready(bureau)
    paper = tmp_path / "synthese.pdf"
    saves_in(monkeypatch, paper)
    click(bureau, "synthese.papier.pdf")
    assert "informée avant" in bureau.said("synthese.accord.erreur")
    assert (partages_of(suivi.id), paper.exists()) == ([], False)
    bureau.choose("synthese.accord", "oral")
    bureau.type_in("synthese.mots", "Elle viendra lundi")
    _ready(bureau)
    saves_in(monkeypatch, None)
    click(bureau, "synthese.papier.pdf")
    assert partages_of(suivi.id) == [], "rien n’est parti"
    order: list[str] = []
    write = printing.write_file

    def written(path: Path, data: bytes) -> None:
        order.append(f"{len(partages_of(suivi.id))} partage avant le fichier")
        write(path, data)

    monkeypatch.setattr(printing, "write_file", written)
    saves_in(monkeypatch, paper)
    click(bureau, "synthese.papier.pdf")
    assert order == ["1 partage avant le fichier"]
    (told,) = partages_of(suivi.id)
    assert (told.intervenant_id, told.accord, told.motif) == (
        partner.id, "oral", "Préparer son inscription",
    )  # fmt: skip
    assert said_contenu(told) == (
        "Identité et contact, Parcours, Prochain rendez-vous, Freins (Aucun moyen de se "
        "déplacer), Message écrit pour ce partenaire"
    )
    said = flat(text_of(paper.read_bytes()))
    assert "Remis à Mme Roy, Mission locale" in said
    assert "Elle viendra lundi" in said
    assert "Mesure" not in said
    bureau.wait_until(lambda: not bureau.has("synthese.mots"))
    bureau.act("suivi.synthese")
    bureau.wait_until(lambda: bureau.has("synthese.mots"))
    assert bureau.value("synthese.mots") == "", "le brouillon est parti avec le papier"
    bureau.type_in("synthese.mots", "À relire")
    click(bureau, "synthese.papier.close")
    bureau.wait_until(lambda: not bureau.has("synthese.mots"))
    bureau.act("suivi.synthese")
    bureau.wait_until(lambda: bureau.has("synthese.mots"))
    assert bureau.value("synthese.mots") == "À relire"
    assert b"relire" not in bytes(Draft.get(Draft.cle.contains("synthese")).contenu)
    click(bureau, "synthese.papier.close")


def test_the_page_of_the_person_follows_its_words(
    bureau: Bureau, suivi: Suivi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(7):
        add_action(suivi.id, intitule=f"Démarche {n}")
    bureau.act("suivi.page_personne")
    bureau.wait_until(lambda: bureau.has("page_personne.actions"))
    assert len(bureau.value("page_personne.actions").splitlines()) == 5
    bureau.type_in("page_personne.actions", "x\n" * 40)
    bureau.wait_until(lambda: "trop long" in bureau.said("page_personne.papier.pages"))
    assert not bureau.part(QAbstractButton, "page_personne.papier.print").isEnabled()
    bureau.type_in("page_personne.actions", "Venir avec sa sœur \U0001f46d")
    bureau.wait_until(lambda: bureau.part(QAbstractButton, "page_personne.papier.pdf").isEnabled())
    assert bureau.said("page_personne.papier.pages") == "1 page"
    assert "n’a pas ce signe" in bureau.said("page_personne.actions.signes")
    paper = tmp_path / "page.pdf"
    saves_in(monkeypatch, paper)
    click(bureau, "page_personne.papier.pdf")
    assert "Venir avec sa sœur" in flat(text_of(paper.read_bytes()))


def test_documents_are_dropped_opened_attached_and_detached(
    bureau: Bureau, suivi: Suivi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unfold(bureau, "documents")
    files = []
    for name in ("bail.pdf", "avis.pdf"):
        files.append(tmp_path / name)
        files[-1].write_bytes(tiny_pdf([name]))
    monkeypatch.setattr(documents, "files_to_open", lambda *_: files[:1])
    click(bureau, "suivi.documents.ajouter")
    bureau.wait_until(lambda: bureau.has("document.intitule"))
    bureau.type_in("document.echeance", "01/03/2026")
    click(bureau, "document.save")
    (row,) = documents_of_suivi(suivi.id)
    name = f"suivi.document.{row.id}"
    bureau.wait_until(lambda: bureau.has(name))
    assert bureau.said(f"{name}.statut") == "Date dépassée"
    assert "l’accueil peut lire" in bureau.said("suivi.documents.aussi")
    _drop(bureau, *files)
    bureau.wait_until(lambda: "3\u00a0documents" in bureau.said("suivi.documents.resume"))
    bureau.wait_until(lambda: bureau.has(f"{name}.ouvrir"))
    click(bureau, f"{name}.ouvrir")
    bureau.wait_until(lambda: bureau.has("document.pages"))
    click(bureau, "document.close")
    copy = tmp_path / "copie.pdf"
    monkeypatch.setattr(apercu_document, "file_to_save", lambda *_: copy)
    click(bureau, f"{name}.enregistrer")
    assert copy.read_bytes() == files[0].read_bytes()
    click(bureau, f"{name}.detacher")
    bureau.wait_until(lambda: not bureau.has(name))
    assert Document.get_by_id(row.id).archived_at is None
    click(bureau, "suivi.documents.joindre")
    bureau.wait_until(lambda: bureau.has("ecrire.joindre.document"))
    bureau.choose("ecrire.joindre.document", "bail")
    click(bureau, "ecrire.joindre.save")
    bureau.wait_until(lambda: bureau.has(name))


def test_who_only_reads_opens_and_writes_nothing(
    bureau: Bureau, suivi: Suivi, monkeypatch: pytest.MonkeyPatch
) -> None:
    partner = add_intervenant(suivi.id, nom="Mme Roy")
    told = record_partage(
        suivi.id, intervenant=partner.id, contenu=["parcours"], motif="x", date=TODAY, accord="oral"
    )
    row = add_to_suivi(suivi.id, nom="bail.pdf", data=tiny_pdf(["bail"]))
    add_document(suivi.personne, nom="cv.pdf", data=tiny_pdf(["cv"]))
    monkeypatch.setattr("ui.screens.suivis.page.may_write", lambda _: False)
    bureau.show("fiches")
    bureau.show("suivis", suivi_id=suivi.id)
    for card in ("partenaires", "documents"):
        click(bureau, f"suivi.{card}.ouvrir")
        bureau.wait_until(lambda: bureau.has("suivi.partenaire." + partner.id))
        for act in ("ajouter", "partager", "synthese", "joindre"):
            assert not bureau.has(f"suivi.{card}.{act}")
    assert bureau.has(f"suivi.document.{row.id}.ouvrir")
    for act in (f"partenaire.{partner.id}.autres", f"partage.{told.id}.retirer",
                f"partage.{told.id}.corriger", f"document.{row.id}.detacher"):  # fmt: skip
        assert not bureau.has(f"suivi.{act}"), act
    assert not bureau.can("suivi.synthese")
    bureau.window.context.turned.toggle()
    assert not bureau.has(f"suivi.partenaire.{partner.id}")


def test_a_paper_hides_with_the_screen(bureau: Bureau, suivi: Suivi) -> None:
    """Turned from the dialog itself, which the keys of the window do not reach."""
    note_frein(suivi.id, "frein.mobilite.aucun_moyen", date=FEB, intensite=3)
    bureau.act("suivi.synthese")
    bureau.wait_until(lambda: bureau.has("synthese.mots"))
    _ready(bureau)
    dialog = bureau.part(QDialog, "synthese.papier")
    QTest.keyClick(dialog, Qt.Key.Key_F9)
    assert bureau.window.context.turned.on
    assert not bureau.has("synthese.mots")
    assert not dialog.findChildren(Apercu), "hidden, it would still be read by assistive tools"
    assert not bureau.part(QAbstractButton, "synthese.papier.print").isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_F9)
    assert bureau.has("synthese.mots")
    _ready(bureau)
    click(bureau, "synthese.papier.close")
    bureau.window.context.turned.toggle()
    assert not bureau.can("suivi.synthese")
    assert not bureau.can("suivi.page_personne")


def _ready(bureau: Bureau) -> None:
    bureau.wait_until(lambda: bureau.part(QAbstractButton, "synthese.papier.pdf").isEnabled())


def _drop(bureau: Bureau, *paths: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    none = Qt.KeyboardModifier.NoModifier
    left = Qt.MouseButton.LeftButton
    event = QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, mime, left, none)
    bureau.part(documents.Documents, "suivi.documents").dropEvent(event)
