"""A change of the notes key takes along what is sealed, whatever the program used so far."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from models.base import fields
from models.base.journal import JournalChain
from models.comptes import acces, compte, enveloppe
from models.comptes.role import Role
from models.echanges.importation import Importation
from models.nomenclatures.service import Service
from models.personnes.document import Document
from models.prescriptions import fiche
from models.prescriptions.contenu import Protege
from models.prescriptions.prescription import Etape, Prescription
from tests.domain.base.test_migrations import every_table
from tests.domain.comptes.maison import hire, settings
from tests.domain.prescriptions.test_fiche import DAY, a_fiche
from tests.engines import Engine
from tests.factories import PASSWORD, created

ROOT = str(Path(__file__).parents[3])
PROGRAM = """
import sys
from pathlib import Path
from models.base.settings import Settings
from models.comptes import acces, compte
acces.open_with_password(
    Path(sys.argv[1]), "claire", password=sys.argv[2], settings=Settings(poste_id="p" * 32))
compte.remove_compte(sys.argv[3])
"""
NOT_FOR_READERS = {
    (JournalChain, "origine"),
    (Service, "logo"),
    (Document, "cle"),
    (Document, "contenu"),
    (Importation, "trace"),
}  # bytes that are sealed otherwise, or not


def sealed_fields() -> Iterator[tuple[type, str]]:
    for table in every_table():
        for field in table._meta.sorted_fields:
            if isinstance(field, fields.SealedField):
                yield table, field.name


def test_every_sealed_column_is_declared() -> None:
    declared = {(table, champ) for table, champ, _ in enveloppe.all_sealed_columns()}
    assert declared == set(sealed_fields()) - NOT_FOR_READERS


def test_a_program_that_showed_no_fiche_reseals_them_all(tmp_path: Path) -> None:
    """The key was given up with the account of a référent, before any screen of fiches."""
    folder = tmp_path / "base"
    with created(Engine("sqlcipher", folder), folder):
        rosa = hire("rosa", Role.REFERENT).id
        prescription = a_fiche()
        fiche.save_protege(prescription, Protege(projet="bois", scolarite="scolarite.nc"))
        fiche.note_etape(prescription, nature="annulee", date=DAY, motif="Doublon")
    subprocess.run(
        [sys.executable, "-c", PROGRAM, str(folder), PASSWORD, rosa], cwd=ROOT, check=True
    )
    acces.open_with_password(folder, "claire", password=PASSWORD, settings=settings())
    try:
        assert compte.holds_notes(acces.current().agent_id or "")
        assert fiche.read_protege(Prescription.get()).projet == "bois"
        assert fiche.read_motif(Etape.get()) == "Doublon"
    finally:
        acces.lock()
