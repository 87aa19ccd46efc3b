"""The documents in backups: copied, checked, brought back; a missing one is said, never fatal."""

import zipfile
from pathlib import Path

import pytest

from models.base.errors import Unavailable
from models.coffre.archive import read_manifest
from models.coffre.sauvegarde import restaurer, sauvegarder, sauvegarder_du_jour, verifier
from models.comptes import acces
from models.comptes.store import BASE
from models.personnes.document import Document, add_document, open_document
from models.personnes.personne import create_personne
from tests.conftest import FrozenClock
from tests.domain.comptes.maison import PHRASE, enter

PDF = b"%PDF-1.4 carte"


@pytest.fixture
def row(folder: Path) -> Document:
    return add_document(create_personne(prenom="Awa"), nom="carte.pdf", data=PDF)


def beside(folder: Path) -> set[str]:
    return {path.name for path in (folder / "sauvegardes" / "pieces").iterdir()}


def test_an_archive_that_is_taken_away_holds_the_documents(
    folder: Path, row: Document, tmp_path: Path
) -> None:
    manifest = sauvegarder(tmp_path / "s.cac")
    assert manifest.pieces == {row.id: row.empreinte}
    assert manifest.avertissement == ""
    acces.lock()
    back = restaurer(tmp_path / "s.cac", tmp_path / "neuve", identifiant="claire", password=PHRASE)
    assert back.perdues == []
    enter(tmp_path / "neuve")
    assert open_document(row.id).data == PDF


def test_the_daily_backups_share_one_copy_of_each_document(
    folder: Path, row: Document, frozen_clock: FrozenClock
) -> None:
    sauvegarder_du_jour()
    first = (folder / "sauvegardes" / "pieces" / row.id).stat()
    frozen_clock.advance(days=1)
    add_document(create_personne(prenom="Zoé"), nom="b.pdf", data=PDF + b"b")
    sauvegarder_du_jour()
    assert beside(folder) == {one.id for one in Document.select(Document.id)}
    assert (folder / "sauvegardes" / "pieces" / row.id).stat().st_mtime_ns == first.st_mtime_ns
    (daily, _) = sorted((folder / "sauvegardes").glob("*.cac"))
    with zipfile.ZipFile(daily) as archive:
        assert not any(name.startswith("pieces/") for name in archive.namelist())
    (folder / "pieces" / row.id).unlink()
    restaurer(daily, folder, remplacer=True)
    enter(folder)
    assert open_document(row.id).data == PDF


def test_a_document_that_no_backup_lists_any_more_leaves_with_them(
    folder: Path, row: Document, frozen_clock: FrozenClock
) -> None:
    sauvegarder_du_jour()
    stray = folder / "sauvegardes" / "pieces" / ("f" * 32)
    stray.write_bytes(b"of a backup that is gone")
    broken = folder / "sauvegardes" / "abimee.cac"
    broken.write_bytes(b"not an archive")
    frozen_clock.advance(days=1)
    sauvegarder_du_jour()
    assert stray.exists()  # the broken one may list it
    broken.unlink()
    frozen_clock.advance(days=1)
    sauvegarder_du_jour()
    assert beside(folder) == {row.id}


def test_a_missing_or_altered_document_is_said_and_the_backup_is_made(
    folder: Path, row: Document, tmp_path: Path
) -> None:
    assert verifier().saine
    second = add_document(create_personne(prenom="Zoé"), nom="b.pdf", data=PDF + b"b")
    (folder / "pieces" / row.id).write_bytes(b"altered")
    (folder / "pieces" / second.id).unlink()
    manifest = sauvegarder(tmp_path / "s.cac")
    assert set(manifest.perdues) == {row.id, second.id}
    assert "2 documents manquent" in manifest.avertissement
    report = verifier()
    assert not report.saine
    assert "Documents\u00a0: DÉFAUT (2 manquants ou altérés)" in report.lignes


def test_a_daily_archive_moved_alone_says_what_is_missing_unless_it_is_still_here(
    folder: Path, row: Document, tmp_path: Path
) -> None:
    sauvegarder_du_jour()
    (daily,) = (folder / "sauvegardes").glob("*.cac")
    alone = tmp_path / "ailleurs" / daily.name
    alone.parent.mkdir()
    alone.write_bytes(daily.read_bytes())
    acces.lock()
    lost = restaurer(alone, tmp_path / "neuve")
    assert lost.perdues == [row.id]
    assert "Un document manque" in lost.avertissement
    enter(tmp_path / "neuve")
    with pytest.raises(Unavailable, match="introuvable"):
        open_document(row.id)
    acces.lock()
    assert restaurer(alone, folder, remplacer=True).perdues == []
    enter(folder)
    assert open_document(row.id).data == PDF


def test_replacing_leaves_the_present_documents_with_the_base_put_aside(
    folder: Path, row: Document, tmp_path: Path
) -> None:
    sauvegarder(tmp_path / "s.cac")
    later = add_document(create_personne(prenom="Zoé"), nom="b.pdf", data=PDF + b"later")
    restaurer(tmp_path / "s.cac", folder, remplacer=True)
    (aside,) = folder.glob("remplacee-*")
    enter(aside)
    assert open_document(later.id).data == PDF + b"later"
    enter(folder)
    assert open_document(row.id).data == PDF
    assert not (folder / "pieces" / later.id).exists()


def test_a_document_spoiled_inside_an_archive_is_seen(
    folder: Path, row: Document, tmp_path: Path
) -> None:
    path = tmp_path / "s.cac"
    sauvegarder(path)
    data = path.read_bytes()
    piece = (folder / "pieces" / row.id).read_bytes()
    path.write_bytes(data.replace(piece, piece[:-1] + bytes([piece[-1] ^ 1])))
    acces.lock()
    with pytest.raises(Unavailable, match="altérée"):
        read_manifest(path, whole=True)
    assert (folder / BASE).exists()
