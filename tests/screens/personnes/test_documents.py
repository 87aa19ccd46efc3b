"""The documents of a file: added, dropped, opened, refused, and gone with the session."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDropEvent, QImage
from PySide6.QtWidgets import QWidget

from models.echanges.demonstration.dossiers import tiny_pdf
from models.personnes.document import Document, add_document, open_document
from models.personnes.personne import Personne
from tests.screens.accueil.bureau import Bureau
from tests.screens.personnes.test_dossier import awa, choose_file, page_of, paix
from tests.screens.personnes.test_personnes import act, labels, show
from ui import app
from ui.parts import ouverts

__all__ = ["awa", "paix"]


def test_a_document_is_added_described_opened_and_closed(
    bureau: Bureau, awa: Personne, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "scan0001.pdf"
    path.write_bytes(tiny_pdf(["Attestation"]))
    choose_file(monkeypatch, path)
    act(show(bureau, awa), "personne.document")
    assert bureau.text("document.intitule") == "scan0001"
    bureau.set("document.intitule", "Attestation CAF").set("document.type_document", "droits")
    bureau.press("Entrée", "Ctrl+Entrée")
    assert bureau.banner == "Document ajouté"
    row = Document.select().get()
    assert (row.intitule, row.type_document_id) == (
        "Attestation CAF", "type_document.attestation_droits",
    )  # fmt: skip
    bureau.click("personne.vers.documents")
    assert bureau.rows("personne.documents")[0][:2] == ("Attestation CAF", "Attestation de droits")
    bureau.focus("personne.documents").press("Bas", "Entrée")
    assert bureau.is_shown("document.pages")
    assert bureau.focused == "document.pages"
    bureau.press("F9")
    assert not bureau.is_shown("document.pages")
    assert "Attestation" not in labels(bureau)
    bureau.press("F9", "Échap")
    assert bureau.focused == "personne.documents"
    bureau.press("Échap")
    assert bureau.heading == "Personnes"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "il est vide"),
        (b"MZ programme", "ni un PDF, ni une image"),
        (b"%PDF" + b"0" * 20_000_001, "la limite est de 20"),
    ],
)
def test_a_file_that_cannot_be_kept_is_refused_and_what_was_typed_stays(
    bureau: Bureau, awa: Personne, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    data: bytes, said: str,
) -> None:  # fmt: skip
    path = tmp_path / "carte.pdf"
    path.write_bytes(data)
    choose_file(monkeypatch, path)
    act(show(bureau, awa), "personne.document")
    bureau.set("document.intitule", "Ma carte").press("Ctrl+Entrée")
    assert said in bureau.banner
    assert bureau.text("document.intitule") == "Ma carte"
    assert Document.select().count() == 0


def drop(bureau: Bureau, *paths: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    none = Qt.KeyboardModifier.NoModifier
    event = QDropEvent(
        QPointF(9, 9), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, none
    )
    page_of(bureau).dropEvent(event)
    bureau._settle()


def test_files_are_dropped_one_is_described_several_go_in_as_named(
    bureau: Bureau, awa: Personne, tmp_path: Path
) -> None:
    show(bureau, awa)
    files = []
    for name, data in (("a.pdf", tiny_pdf(["a"])), ("b.txt", b"bonjour"), ("c.pdf", b"MZ")):
        files.append(tmp_path / name)
        files[-1].write_bytes(data)
    drop(bureau, files[0])
    assert bureau.text("document.intitule") == "a"
    bureau.press("Échap")
    drop(bureau, *files[:2])
    assert bureau.banner == "2 documents ajoutés"
    drop(bureau, *files[1:])
    assert bureau.banner.startswith("c.pdf\u00a0: Fichier")
    assert sorted(row.fichier for row in Document.select()) == ["a.pdf", "b.txt", "b.txt"]


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Path]]:
    """What the system was asked to open."""
    asked: list[Path] = []
    monkeypatch.setattr(ouverts, "opened_folder", lambda: tmp_path / "ouverts")
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: asked.append(Path(url.toLocalFile())) or True
    )
    yield asked
    ouverts.forget_opened()


def test_what_another_program_shows_is_private_and_gone_with_the_session(
    bureau: Bureau, awa: Personne, opened: list[Path]
) -> None:
    row = add_document(awa, nom="bail de Sow.tif", data=b"II*\x00" + b"0" * 20)
    show(bureau, awa)
    page_of(bureau).open_document(row.id)
    bureau._settle()
    assert "ne s’affiche pas ici" in labels(bureau)
    bureau.click("document.elsewhere")
    (path,) = opened
    assert path.name == "document.tif", "le programme qui l’ouvre retiendrait un nom"
    assert path.read_bytes() == open_document(row.id).data
    assert path.stat().st_mode & 0o277 == 0
    assert path.parent.stat().st_mode & 0o077 == 0
    bureau.window.lock()
    bureau._settle()
    assert not path.parent.parent.exists()


def test_what_a_killed_program_left_in_clear_goes_at_the_next_start(
    bureau: Bureau, awa: Personne, opened: list[Path], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """In the usual folder, and where that one could not be made; though nothing may change it."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    row = add_document(awa, nom="vieux.tif", data=b"II*\x00" + b"0" * 20)
    ouverts.open_elsewhere(open_document(row.id))
    (tmp_path / "plein").write_text("")
    monkeypatch.setattr(ouverts, "opened_folder", lambda: tmp_path / "plein" / "ouverts")
    ouverts.open_elsewhere(open_document(row.id))
    monkeypatch.setattr(ouverts, "opened_folder", lambda: tmp_path / "ouverts")
    for lock in ouverts._held.values():
        lock.unlock()
    ouverts._held.clear()  # as in a new program, when the other one is dead
    _refuse_to_remove_what_cannot_change(monkeypatch)
    assert [path.exists() for path in opened] == [True, True]
    app._settle(FakePlace(), bureau.window)  # type: ignore[arg-type]  # of this start
    assert [path.exists() for path in opened] == [False, False]


class FakePlace:
    def answer_calls(self, window: QWidget) -> None:
        """Nobody calls."""


def _refuse_to_remove_what_cannot_change(monkeypatch: pytest.MonkeyPatch) -> None:
    """As Windows does."""
    unlink = os.unlink

    def wary(path: Any, *, dir_fd: int | None = None) -> None:
        if not os.stat(path, dir_fd=dir_fd).st_mode & 0o200:
            raise PermissionError(path)
        unlink(path, dir_fd=dir_fd)

    monkeypatch.setattr(os, "unlink", wary)


def test_images_texts_and_spoiled_files_each_have_their_view(
    bureau: Bureau, awa: Personne, tmp_path: Path
) -> None:
    image = QImage(80, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    image.save(str(tmp_path / "a.png"))
    rows = [
        add_document(awa, nom="a.png", data=(tmp_path / "a.png").read_bytes()),
        add_document(awa, nom="a.txt", data="Été à midi".encode("cp1252")),
        add_document(awa, nom="a.pdf", data=b"%PDF-1.4 spoiled"),
        add_document(awa, nom="b.png", data=b"\x89PNG\r\n\x1a\nspoiled"),
    ]
    show(bureau, awa)
    seen = []
    for row in rows:
        page_of(bureau).open_document(row.id)
        bureau._settle()
        names = ("document.image", "document.texte", "document.pages")
        seen.append([name for name in names if bureau.is_shown(name)])
        assert ("abîmé" in labels(bureau)) == (seen[-1] == [])
        bureau.press("Échap")
    assert seen == [["document.image"], ["document.texte"], [], []]


def test_a_missing_piece_is_said_in_a_sentence(bureau: Bureau, awa: Personne) -> None:
    from models.personnes.pieces import folder_of_base

    row = add_document(awa, nom="a.txt", data=b"bonjour")
    (folder_of_base() / row.id).unlink()
    show(bureau, awa)
    page_of(bureau).open_document(row.id)
    bureau._settle()
    assert "introuvable à côté de la base" in bureau.banner
    assert bureau.is_shown("personne.tout")
