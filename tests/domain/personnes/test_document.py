"""Documents: sealed one by one, told by their content, safe on bad days."""

import datetime as dt
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from models.base import crypto, database
from models.base.command import undo_acte, undo_last
from models.base.errors import Failure, Invalid, Refused, Unavailable
from models.base.journal import Journal
from models.base.undo import Acte
from models.comptes.role import Role
from models.personnes import pieces
from models.personnes.contenu import Vue, genre_of, true_name
from models.personnes.document import (
    Document,
    add_document,
    archive_document,
    change_document,
    document,
    documents_of,
    open_document,
    sweep_pieces,
)
from models.personnes.pieces import FilePieces, folder_of_base
from tests.domain.base.desastres import ROOT
from tests.factories import a_personne, actor_with

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n%%EOF"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20
JPEG = b"\xff\xd8\xff\xe0" + b"\x00" * 40


def add(personne: Any, data: bytes = PDF, nom: str = "carte.pdf", **facts: Any) -> Document:
    return add_document(personne, nom=nom, data=data, **facts)


def file_of(row: Document) -> Path:
    return folder_of_base() / row.id


def on_disk() -> set[str]:
    folder = folder_of_base()
    return {path.name for path in folder.iterdir()} if folder.exists() else set()


def grown_old(row_id: str) -> None:
    old = 1_000_000_000
    os.utime(folder_of_base() / row_id, (old, old))


def test_a_document_goes_in_and_comes_back_the_same(base: Any) -> None:
    personne = a_personne()
    row = add(personne, type_document="type_document.identite", date=dt.date(2020, 1, 2))
    assert (row.intitule, row.fichier, row.taille) == ("carte", "carte.pdf", len(PDF))
    piece = open_document(row.id)
    assert (piece.data, piece.nom, piece.genre.vue) == (PDF, "carte.pdf", Vue.PDF)
    read = Journal.select().where(Journal.action == "open_document")
    assert [line.objet_id for line in read] == [row.id]


def test_nothing_of_it_can_be_read_without_the_base(base: Any) -> None:
    row = Document.get_by_id(add(a_personne(), data=b"%PDF-1.4 " + b"Awa N'Diaye " * 20).id)
    other = Document.get_by_id(add(a_personne()).id)
    if base.is_server:
        cipher = bytes(row.contenu)
        assert on_disk() == set()
    else:
        cipher = file_of(row).read_bytes()
        assert row.contenu is None
        assert on_disk() == {row.id, other.id}
        assert file_of(row).stat().st_mode & 0o077 == 0
    assert b"Awa" not in cipher
    assert b"%PDF" not in cipher
    assert row.empreinte == crypto.fingerprint(cipher)
    assert bytes(row.cle) != bytes(other.cle)


def test_the_list_shows_the_last_added_first_and_what_is_out_of_date(
    base: Any, frozen_clock: Any
) -> None:
    personne = a_personne()
    add(personne, type_document="type_document.identite", echeance=dt.date(2026, 3, 10))
    frozen_clock.advance(seconds=1)
    add(personne, nom="cv.pdf", intitule="CV à jour", echeance=dt.date(2027, 3, 10))
    add(a_personne())
    listing = documents_of(personne.id)
    rows = [listing.texts(row) for row in listing.first()]
    assert [row[0] for row in rows] == ["CV à jour", "carte"]
    assert rows[1][1:4] == ("Pièce d’identité", "", "10/03/2026 (dépassé)")
    assert [listing.statuses(row)[3] for row in listing.first()] == ["", "attention"]


def test_it_is_renamed_dated_archived_and_all_is_undone(base: Any) -> None:
    personne = a_personne()
    row = document(add(personne).id)
    change_document(row, intitule="  Titre neuf ", type_document="type_document.cv")
    assert document(row.id).intitule == "Titre neuf"
    archive_document(document(row.id))
    assert documents_of(personne.id).count() == 0
    undo_last()
    undo_last()
    assert document(row.id).intitule == "carte"
    assert open_document(row.id).data == PDF
    with pytest.raises(Invalid) as refusal:
        change_document(document(row.id), date=dt.date(2999, 1, 1))
    assert refusal.value.field == "date"
    with pytest.raises(Invalid) as refusal:
        change_document(document(row.id), date=dt.date(2020, 1, 2), echeance=dt.date(2020, 1, 1))
    assert refusal.value.field == "echeance"
    with pytest.raises(Invalid, match="sécurité sociale"):
        change_document(document(row.id), intitule="2 69 05 49 588 157 80")


def test_adding_is_undone_and_done_again_with_its_bytes(base: Any) -> None:
    row = add(a_personne())
    undo_last()
    assert Document.select().count() == 0
    with pytest.raises(Refused, match="n’existe plus"):
        open_document(row.id)
    undo_acte(Acte.select().order_by(Acte.id.desc()).get())
    assert open_document(row.id).data == PDF


@pytest.mark.parametrize(
    ("data", "nom", "kept", "vue"),
    [
        (JPEG, "carte.pdf", "carte.jpg", Vue.IMAGE),
        (JPEG, "photo.JPEG", "photo.JPEG", Vue.IMAGE),
        (PNG, "capture", "capture.png", Vue.IMAGE),
        (PDF, "C:\\Users\\a\\Mes documents\\a:b?.pdf", "a_b_.pdf", Vue.PDF),
        (PDF, "facture du 12.03.2026", "facture du 12.03.2026.pdf", Vue.PDF),
        ("Bonjour, été".encode(), "mot.txt", "mot.txt", Vue.TEXTE),
        (b"II*\x00" + b"\x01" * 9, "scan.tif", "scan.tif", Vue.AILLEURS),
    ],
)
def test_a_file_is_what_its_content_says(
    base: Any, data: bytes, nom: str, kept: str, vue: Vue
) -> None:
    row = add(a_personne(), data, nom)
    assert row.fichier == kept
    assert open_document(row.id).genre.vue == vue


def archive_of(**entries: bytes) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in entries.items():
            archive.writestr(name.replace("__", "/").replace("_x", "."), data)
    return made.getvalue()


WORD = archive_of(word__document_xxml=b"<w/>")
MACROS = archive_of(word__document_xxml=b"<w/>", word__vbaProject_xbin=b"x")


@pytest.mark.parametrize(
    "data",
    [
        b"", b"MZ\x90\x00programme", b"#!/bin/sh\nrm", b"\x7fELF\x02", archive_of(a=b"b"), MACROS,
        b"PK\x03\x04 truncated", b"<html><script>", b"\x00\x01\x02\x03 inconnu",
        b"%PDF-1.4" + b"0" * 20_000_001,
    ],
)  # fmt: skip
def test_what_a_file_must_not_hold_is_refused_by_its_field(base: Any, data: bytes) -> None:
    with pytest.raises(Invalid) as refusal:
        add(a_personne(), data)
    assert refusal.value.field == "fichier"
    assert Document.select().count() == 0
    assert on_disk() == set()


def test_an_office_document_without_macros_is_kept() -> None:
    genre = genre_of(WORD)
    assert true_name("lettre.doc", genre) == "lettre.docx"


def test_the_desk_adds_and_reads_and_the_administrator_does_not(base: Any) -> None:
    personne = a_personne()
    base.actor = actor_with(Role.ACCUEIL)
    row = add(personne, type_document="type_document.identite")
    assert open_document(row.id).data == PDF
    base.actor = actor_with(Role.ADMINISTRATEUR)
    with pytest.raises(Refused):
        open_document(row.id)
    with pytest.raises(Refused):
        add(personne)
    if not base.is_server:
        assert on_disk() == {row.id}


def test_a_piece_that_is_gone_cut_or_swapped_has_its_sentence(base: Any) -> None:
    first, second = add(a_personne()), add(a_personne(), data=PDF + b" other")
    if base.is_server:
        with database.holding_pen():
            whole = bytes(Document.get_by_id(first.id).contenu)
            Document.update(contenu=whole).where(Document.id == second.id).execute()
            Document.update(contenu=whole[:-9]).where(Document.id == first.id).execute()
    else:
        shutil.copy(file_of(first), file_of(second))
        file_of(first).write_bytes(file_of(first).read_bytes()[:-9])
    for row in (first, second):
        with pytest.raises(Unavailable, match="altéré"):
            open_document(row.id)
    if base.is_server:
        with database.holding_pen():
            Document.update(contenu=None).where(Document.id == first.id).execute()
    else:
        file_of(first).unlink()
    with pytest.raises(Unavailable, match="introuvable"):
        open_document(first.id)


def test_a_piece_is_bound_to_its_row_even_for_who_forges_its_fingerprint(base: Any) -> None:
    first, second = add(a_personne()), add(a_personne(), data=PNG, nom="b.png")
    cipher = pieces.piece_store().get(first.id, Document.get_by_id(first.id).contenu)
    with database.holding_pen():
        Document.update(
            cle=bytes(Document.get_by_id(first.id).cle),
            empreinte=first.empreinte,
            contenu=cipher if base.is_server else None,
        ).where(Document.id == second.id).execute()
    if not base.is_server:
        file_of(second).write_bytes(cipher)
    with pytest.raises(Unavailable, match="altéré"):
        open_document(second.id)


def test_on_a_full_disk_nothing_is_written_and_it_is_said(
    base: Any, small_disk: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    store = FilePieces(small_disk(kibibytes=64) / "pieces")
    monkeypatch.setattr("models.personnes.document.piece_store", lambda: store)
    personne = a_personne()
    with pytest.raises(Unavailable, match="disque est plein"):
        add(personne, data=PDF + os.urandom(200_000))
    assert list(store.folder.iterdir()) == []
    assert Document.select().count() == 0
    assert add(personne).taille == len(PDF)


def test_a_row_that_cannot_be_written_takes_its_piece_away(
    base: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: Document, **_: Any) -> None:
        raise Unavailable("Le serveur ne répond pas.")

    personne = a_personne()
    monkeypatch.setattr(Document, "save", fail)
    with pytest.raises(Failure):
        add(personne)
    assert on_disk() == set()


KILLED = """
import os, sys
from pathlib import Path
from models.base import database
from models.personnes import document, pieces
from models.personnes.personne import Personne
from tests.factories import all_rights
opened = database.open_cipher(Path(sys.argv[1]), b"t" * 32)
opened.actor = all_rights()
document._note_document = lambda *_: os._exit(9)
document.add_document(Personne.select().get(), nom="a.pdf", data=b"%PDF-1.4")
"""


def test_killed_between_the_file_and_its_row_leaves_an_orphan_that_is_swept(base: Any) -> None:
    row = add(a_personne())
    if base.is_server:
        assert sweep_pieces() == 0
        return
    path = str(base.engine.database)
    done = subprocess.run(
        [sys.executable, "-c", KILLED, path], env={"PYTHONPATH": ROOT}, check=False
    )
    assert done.returncode == 9
    (orphan,) = on_disk() - {row.id}
    assert Document.select().count() == 1
    assert sweep_pieces() == 0  # its row may still be on its way
    grown_old(orphan)
    grown_old(row.id)
    assert sweep_pieces() == 1
    assert on_disk() == {row.id}
    undo_last()
    assert sweep_pieces() == 0  # what was undone can be done again
    assert on_disk() == {row.id}
