"""Who holds the raw key of the base, or its disk, reads nothing of a fiche's protected half."""

import base64
import dataclasses
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from models.base.command import undo_last
from models.base.crypto import fingerprint
from models.base.database import handle
from models.base.errors import Refused, Unavailable
from models.coffre.sauvegarde import sauvegarder
from models.comptes import acces
from models.personnes.personne import Personne, save_personne
from models.personnes.recherche import search_personnes
from models.prescriptions import brouillon, composer, fiche
from models.prescriptions.contenu import (
    FreinContenu,
    Protege,
    RoleSignature,
    SituationContenu,
)
from models.prescriptions.prescription import Prescription
from tests.domain.prescriptions.test_fiche import a_fiche, sign
from tests.factories import a_personne

SECRET = "Mouzaïlle"  # written nowhere else; with an accent, so that folding it would show
CLEAR = "Quentinelle"
Acces = acces.Acces


def every_text(kind: type[Any]) -> dict[str, str]:
    return {field.name: f"{SECRET} {field.name}" for field in dataclasses.fields(kind)}


PROTEGE = Protege(
    motif=f"{SECRET} motif",
    situation=SituationContenu(**every_text(SituationContenu)),
    freins=(FreinContenu(f"{SECRET} frein", f"{SECRET} précision"),),
    points_appui=f"{SECRET} appui",
    projet=f"{SECRET} projet",
    expression=f"{SECRET} expression",
)


def shapes(word: str) -> set[bytes]:
    """The ways in which a word may lie in a file: encodings, folded, base64 at any offset."""
    bare = word.replace("ï", "i")
    plain = {word, word.lower(), word.upper(), bare, bare.lower(), word.replace("ï", "\\u00ef")}
    found = {
        w.encode(code) for w in plain for code in ("utf-8", "utf-16-le", "utf-16-be", "latin-1")
    }
    for raw in [w.encode() for w in (word, word.lower(), bare.lower())]:
        found.add(raw.hex().encode())
        found.update(base64.b64encode(b"\0" * at + raw)[4 if at else 0 : -4] for at in range(3))
    return {shape for shape in found if len(shape) >= 6}


def holding(word: str, contents: Iterator[tuple[str, bytes]]) -> set[str]:
    """The places whose bytes hold a word."""
    wanted = shapes(word)
    return {place for place, raw in contents if any(shape in raw for shape in wanted)}


def cells() -> Iterator[tuple[str, bytes]]:
    """Every value of every table, as a SQL shell with the raw key shows it."""
    engine = handle().engine
    for table in engine.get_tables():
        cursor = engine.execute_sql(f'SELECT * FROM "{table}"')
        names = [column[0] for column in cursor.description]
        for row in cursor.fetchall():
            for name, value in zip(names, row, strict=True):
                raw = bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
                yield f"{table}.{name}", raw


def files(*folders: Path) -> Iterator[tuple[str, bytes]]:
    for folder in folders:
        yield from ((str(p), p.read_bytes()) for p in folder.rglob("*") if p.is_file())


@pytest.fixture
def lived(base_with_keys: Acces) -> Prescription:
    """A fiche that was typed, left, saved, corrected, undone, printed, signed and refused."""
    personne = a_personne(commentaire=CLEAR)
    prescription = a_fiche(personne, documents=CLEAR)
    brouillon.keep_draft(prescription, {"motif": PROTEGE.motif}, sealed=True)
    fiche.save_fiche(prescription, protege=PROTEGE, disponibilites="le matin")
    fiche.save_protege(prescription, dataclasses.replace(PROTEGE, projet=f"{SECRET} autre"))
    undo_last()
    prescription = Prescription.get_by_id(prescription.id)
    contenu = composer.contenu_of(prescription, fiche.read_protege(prescription))
    assert contenu.protege == PROTEGE
    fiche.freeze_version(prescription, contenu=contenu, pdf=f"%PDF-1.7 {SECRET}".encode())
    sign(prescription, RoleSignature.PERSONNE)
    with pytest.raises(Refused):
        fiche.freeze_version(prescription, contenu=contenu, pdf=SECRET.encode())
    save_personne(Personne.get_by_id(personne.id), commune="Limoges")
    assert search_personnes(SECRET) == []
    return prescription


def test_the_raw_key_shows_nothing_of_the_protected_half(lived: Prescription) -> None:
    assert holding(SECRET, cells()) == set()
    seen = holding(CLEAR, cells())
    assert {"personne.commentaire", "prescription.documents", "acte_ligne.avant"} <= seen


def test_a_scan_sees_what_it_must() -> None:
    for raw in (SECRET.encode("utf-16-le"), base64.b64encode(b"12" + SECRET.encode() + b"3456")):
        assert holding(SECRET, iter([("ici", raw)])) == {"ici"}


def test_the_disk_shows_nothing_at_all(
    lived: Prescription, tmp_path: Path, home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Base, write-ahead log, backup, settings, logs; before and after the base is closed."""
    caplog.set_level(logging.DEBUG)
    if not handle().is_server:
        sauvegarder(tmp_path / "copie.cac")
    open_ = set(holding(SECRET, files(tmp_path)) | holding(CLEAR, files(tmp_path)))
    acces.lock()
    closed = holding(SECRET, files(tmp_path, home)) | holding(CLEAR, files(tmp_path, home))
    assert (open_, closed) == (set(), set())
    assert SECRET not in caplog.text
    assert CLEAR not in caplog.text


def test_a_content_moved_to_another_fiche_does_not_open(lived: Prescription) -> None:
    """Who may write the base cannot have one person's words shown as another's."""
    assert lived.protege is not None
    other = a_fiche(a_personne(prenom="Awa"))
    other.protege = lived.protege
    with pytest.raises(Unavailable, match="déplacé"):
        fiche.read_protege(other)


def test_a_fingerprint_confirms_no_guess_of_what_was_frozen(base_with_keys: Acces) -> None:
    """The PDF of a nearly empty fiche can be made again by anybody: its bare hash must not be."""
    pdf = b"%PDF-1.7 une fiche presque vide"
    kept = []
    for _ in range(2):
        prescription = a_fiche()
        contenu = composer.contenu_of(prescription, Protege())
        kept.append(fiche.freeze_version(prescription, contenu=contenu, pdf=pdf))
    assert fingerprint(pdf) not in {version.empreinte for version in kept}
    assert kept[0].empreinte != kept[1].empreinte
    assert [fiche.frozen_pdf(version.id) for version in kept] == [pdf, pdf]
