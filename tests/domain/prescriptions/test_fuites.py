"""Who holds the raw key of the base, or its disk, reads nothing of a fiche's protected half.

Each value is written for real, then looked for in all that the accueil's keys open. The same life
with its seals left out shows that the search would have found it.
"""

import base64
import contextlib
import dataclasses
import itertools
import json
import logging
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from models.base import crypto, journal
from models.base.command import undo_last
from models.base.crypto import WrongKey, fingerprint
from models.base.database import handle
from models.base.errors import Refused, Unavailable
from models.coffre.sauvegarde import sauvegarder
from models.comptes import acces, enveloppe
from models.comptes.role import Role
from models.nomenclatures.valeur import Valeur
from models.personnes.personne import Personne, save_personne
from models.personnes.recherche import search_personnes
from models.prescriptions import brouillon, composer, fiche
from models.prescriptions.contenu import (
    ExceptionContenu,
    FreinContenu,
    Protege,
    RoleSignature,
    SituationContenu,
)
from models.prescriptions.liste import fiches_listing
from models.prescriptions.prescription import Etape, Prescription, VersionFiche
from models.prescriptions.statut import numbered_statuts
from tests.domain.comptes.maison import OTHER, enter, hire
from tests.domain.prescriptions.fouille import cells, files, holding, tally
from tests.domain.prescriptions.test_fiche import DAY, a_fiche, sign
from tests.factories import a_personne, writing

SECRET = "Mouzaïlle"  # written nowhere else; with an accent, so that folding it would show
CLEAR = "Quentinelle"
Acces = acces.Acces


def every_text(kind: type[Any]) -> dict[str, str]:
    return {field.name: f"{SECRET} {field.name}" for field in dataclasses.fields(kind)}


SCOLARITE = "scolarite.mouzaille"  # a value of the house: its list is in clear, who has it is not
PROTEGE = Protege(
    motif=f"{SECRET} motif",
    scolarite=SCOLARITE,
    exceptions=(
        ExceptionContenu("descolarise", f"{SECRET} exception"),
        ExceptionContenu("quartier", f"{SECRET} voisin"),
    ),
    situation=SituationContenu(**every_text(SituationContenu)),
    freins=(FreinContenu(f"{SECRET} frein", f"{SECRET} précision"),),
    points_appui=f"{SECRET} appui",
    projet=f"{SECRET} projet",
    expression=f"{SECRET} expression",
)


@pytest.fixture
def listed(base_with_keys: Acces) -> Counter[str]:
    """Where the value of the house stands before any fiche has it: in its list."""
    with writing():
        Valeur(
            id=SCOLARITE, nomenclature="scolarite", code="mouzaille", libelle=f"{SECRET} lycée"
        ).save()
    found = tally(SECRET)
    assert found == {"valeur.id": 1, "valeur.code": 1, "valeur.libelle": 1}
    return found


def live() -> Prescription:
    """A fiche that was typed, left, saved, corrected, undone, printed, signed, given up."""
    personne = a_personne(commentaire=CLEAR)
    prescription = a_fiche(personne, documents=CLEAR, territoire="territoire.proche")
    typed = {"form": {"motif": PROTEGE.motif, "scolarite_fiche": SCOLARITE}}
    brouillon.keep_draft(prescription, {**typed, "motives": PROTEGE.motifs}, sealed=True)
    fiche.save_fiche(prescription, protege=PROTEGE, disponibilites="le matin")
    fiche.save_protege(prescription, dataclasses.replace(PROTEGE, projet=f"{SECRET} autre"))
    undo_last()
    prescription = Prescription.get_by_id(prescription.id)
    contenu = composer.contenu_of(prescription, fiche.read_protege(prescription))
    assert contenu.protege == dataclasses.replace(PROTEGE, criteres=contenu.criteres)
    found = {one.label: one for one in contenu.criteres}
    assert SECRET in found["Ne plus aller à l’école"].raison
    assert SECRET in found["Habiter le quartier"].exception
    fiche.freeze_version(prescription, contenu=contenu, pdf=f"%PDF-1.7 {SECRET}".encode())
    sign(prescription, RoleSignature.PERSONNE)
    fiche.note_etape(prescription, nature="retiree", date=DAY, motif=f"{SECRET} départ")
    fiche.note_etape(prescription, nature="desistement", date=DAY, motif=f"{SECRET} santé")
    undo_last()
    with pytest.raises(Refused):
        fiche.freeze_version(prescription, contenu=contenu, pdf=SECRET.encode())
    save_personne(Personne.get_by_id(personne.id), commune="Limoges")
    assert search_personnes(SECRET) == []
    return prescription


@pytest.fixture
def lived(listed: Counter[str]) -> Prescription:
    return live()


@pytest.fixture
def accueil(lived: Prescription) -> Acces:
    """The keys of an account of the accueil, once its owner is in."""
    hire("nadia", Role.ACCUEIL)
    where = acces.current().where
    acces.lock()
    return enter(where, "nadia", password=OTHER)


VALUES = (  # each is written by `live` in a place of its own
    SCOLARITE, f"{SECRET} lycée", f"{SECRET} exception", f"{SECRET} voisin",
    f"{SECRET} départ", f"{SECRET} motif", f"{SECRET} expression",
)  # fmt: skip
SEALED = {
    "prescription.protege", "version_fiche.protege", "version_fiche.pdf", "etape.motif",
    "draft.contenu", "acte_ligne.avant",
}  # fmt: skip


def test_the_raw_key_shows_nothing_of_the_protected_half(
    lived: Prescription, listed: Counter[str]
) -> None:
    assert tally(SECRET) == listed
    seen = holding(CLEAR, cells())
    assert {"personne.commentaire", "prescription.documents", "acte_ligne.avant"} <= seen


def test_the_keys_of_the_accueil_show_nothing_of_it(accueil: Acces, listed: Counter[str]) -> None:
    """The raw file, the raw keys, and every sealed content that they would have to open."""
    assert accueil.cles.notes is None
    assert tally(SECRET, accueil) == listed
    found = sealed_in(accueil)
    assert accueil.cles.pairs
    assert not any(forced(sealed, accueil) for sealed in found)


def test_the_keys_of_a_referent_open_all_of_it(lived: Prescription) -> None:
    """The same attempt with the notes key: what fails above fails for want of it."""
    found = sealed_in(acces.current())
    assert all(forced(sealed, acces.current()) for sealed in found)


def sealed_in(keys: Acces) -> list[bytes]:
    """The fiche, its version and the PDF, one étape, the draft."""
    columns = SEALED - {"acte_ligne.avant"}  # images of the same contents
    found = [value for place, value in cells(keys) if place in columns and value != b"None"]
    assert len(found) == len(columns) == 5
    assert {value[:1] for value in found} == {enveloppe._VERSION}
    return found


def forced(sealed: bytes, keys: Acces) -> bool:
    """Whether any key in hand opens this for any of its readers, wherever it stands."""
    readers = enveloppe._parts(sealed)[1]
    attempts = itertools.product(readers, keys.cles.pairs.values(), set(contexts()))
    for reader, pair, context in attempts:
        with contextlib.suppress(WrongKey):
            crypto.unseal(pair, reader.sealed, context=f"{context}|clé")
            return True
    return False


def contexts() -> Iterator[str]:
    """Where each sealed content stands, which is part of what opens it."""
    for table, champ, context in enveloppe.sealed_columns:
        yield from (context(row) for row in table.select() if getattr(row, champ) is not None)
    yield from (brouillon._context(one) for one in Prescription.select())


def test_what_the_program_tells_the_accueil_holds_nothing_of_it(accueil: Acces) -> None:
    prescription = Prescription.get()
    told = [
        fiches_listing().first(),
        numbered_statuts(),
        composer.contenu_of(prescription, None).to_json(),
        composer.contenu_of(prescription, None),
        [version.identite for version in VersionFiche.select()],
        brouillon.kept_draft(prescription),
        search_personnes(SECRET),
        list(journal.Journal.select().dicts()),
    ]
    assert holding(SECRET, ((str(n), repr(one).encode()) for n, one in enumerate(told))) == set()
    with pytest.raises(Refused):
        fiche.read_protege(prescription)
    with pytest.raises(Refused):
        fiche.read_motif(Etape.get())
    with pytest.raises(Refused):
        fiche.frozen_pdf(VersionFiche.get().id)


def test_without_its_seals_the_same_life_shows_everything(
    listed: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is not found above was written, and would have been found."""
    monkeypatch.setattr(enveloppe, "seal_for", lambda _lecteurs, plain, **_: plain)
    monkeypatch.setattr(enveloppe, "read", lambda plain, **_: plain)
    live()
    assert set(tally(SECRET) - listed) == SEALED
    shown = [raw for place, raw in cells() if place in SEALED]
    for value in VALUES:
        assert any(json.dumps(value)[1:-1].encode() in raw for raw in shown) or any(
            value.encode() in raw for raw in shown
        ), value


@pytest.mark.parametrize("place", ["identite", "motif"])
def test_what_would_be_clear_again_would_be_seen(
    lived: Prescription, listed: Counter[str], place: str
) -> None:
    """The snapshot and the étape as they were before their motives were sealed."""
    with writing():
        if place == "identite":
            version = VersionFiche.get()
            whole = fiche.frozen_contenu(version.id)
            clear = dataclasses.replace(whole.identite, criteres=whole.criteres)
            version.identite = clear.to_json()
            version.save()
        else:
            etape = Etape.get()
            etape.motif = fiche.read_motif(etape).encode()
            etape.save()
    table = "version_fiche" if place == "identite" else "etape"
    assert tally(SECRET) - listed == {f"{table}.{place}": 1}


def test_a_scan_sees_what_it_must() -> None:
    for raw in (SECRET.encode("utf-16-le"), base64.b64encode(b"12" + SECRET.encode() + b"3456")):
        assert holding(SECRET, iter([("ici", raw)])) == {"ici"}


def test_the_disk_shows_nothing_at_all(
    listed: Counter[str],
    tmp_path: Path,
    home: Path,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Base, write-ahead log, backup, settings, temporary files, logs; open, then closed."""
    (tmp_path / "temporaire").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporaire"))
    caplog.set_level(logging.DEBUG)
    live()
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
