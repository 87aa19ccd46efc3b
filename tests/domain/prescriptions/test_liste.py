"""The list of the fiches says of each what `statuts` says, on both engines; what comes on paper."""

import datetime as dt
from typing import Any

import pytest

from models.base import clock
from models.base.command import undo_last
from models.base.errors import Invalid, Refused
from models.personnes.personne import save_personne
from models.prescriptions import brouillon, composer, criteres, fiche
from models.prescriptions.contenu import ExceptionContenu, Protege, RoleSignature
from models.prescriptions.liste import fiches_listing, fiches_of_personne
from models.prescriptions.papier import accords_of, awaited, note_paper
from models.prescriptions.prescription import (
    Comite,
    Decision,
    Inscription,
    Prescription,
    last_of_structure,
    required_roles,
)
from models.prescriptions.statut import Statut, statut_of, statuts
from tests.conftest import FrozenClock
from tests.factories import a_personne, writing

DISPOSITIF = "ateliers_citoyens"
DAY = dt.date(2026, 3, 9)
BORN_17 = dt.date(2008, 9, 12)


def a_fiche(born: dt.date = BORN_17, **values: Any) -> Prescription:
    return fiche.create_prescription(
        personne=a_personne(date_naissance=born),
        dispositif=DISPOSITIF,
        **{"date_demande": DAY, **values},
    )


def printed(prescription: Prescription) -> Prescription:
    contenu = composer.contenu_of(prescription, fiche.read_protege(prescription))
    fiche.freeze_version(prescription, contenu=contenu, pdf=b"%PDF-1.7 essai")
    return prescription


def signed(prescription: Prescription) -> Prescription:
    noms = dict.fromkeys(required_roles(prescription), "Untel")
    return note_paper(printed(prescription), date=DAY, lieu="", noms=noms, accords={})


def decided(prescription: Prescription, sens: str, day: dt.date) -> None:
    with writing():
        comite = Comite(dispositif=DISPOSITIF, date=day).save()
        Inscription(comite=comite, prescription=prescription).save()
        Decision(comite=comite, prescription=prescription, sens=sens, date=day).save()


def test_each_row_says_the_status_that_its_facts_make(
    base_with_keys: Any, frozen_clock: FrozenClock
) -> None:
    a_fiche()
    printed(a_fiche())
    signed(a_fiche())
    signed(a_fiche(born=dt.date(2006, 1, 1)))
    minor = printed(a_fiche())
    two = {RoleSignature.PERSONNE: "x", RoleSignature.PRESCRIPTEUR: "y"}
    note_paper(minor, date=DAY, lieu="", noms=two, accords={})
    changed = signed(a_fiche())
    fiche.save_prescription(changed, disponibilites="Le soir")
    printed(changed)
    fiche.note_etape(a_fiche(), nature="transmise", date=DAY)
    fiche.note_etape(a_fiche(), nature="annulee", date=DAY)
    decided(a_fiche(), "retenue", DAY)
    decided(a_fiche(), "ajournee", clock.today() + dt.timedelta(days=3))
    a_fiche(date_demande=dt.date(2025, 1, 2))
    listing = fiches_listing()
    rows = listing.first()
    expected = statuts([row[0] for row in rows], clock.today())
    assert [listing.texts(row)[-1] for row in rows] == [expected[row[0]].label for row in rows]
    assert [listing.statuses(row)[-1] for row in rows] == [expected[row[0]].kind for row in rows]
    assert len(set(expected.values())) > 6


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("2026-0002", ["2026-0002"]),
        ("20260001", ["2026-0001"]),
        ("0002", ["2026-0002"]),
        ("0009", []),
        ("dial", 2),
        ("zzz", []),
    ],
)
def test_a_number_finds_its_fiche_and_a_name_all_of_them(
    base: Any, typed: str, found: list[str] | int
) -> None:
    a_fiche()
    a_fiche()
    numeros = [row[1] for row in fiches_listing().searched(typed).first()]
    assert numeros == found if isinstance(found, list) else len(numeros) == found


def test_the_fiches_of_a_person_are_hers(base: Any) -> None:
    mine, _ = a_fiche(), a_fiche()
    assert [row[0] for row in fiches_of_personne(mine.personne_id).first()] == [mine.id]


def test_what_is_awaited_is_told_by_the_paper(base_with_keys: Any) -> None:
    prescription = a_fiche(prescripteur_nom="Sophie Arnaud", representant_nom="Awa Diallo")
    printed(prescription)
    assert [(one.role.value, one.nom, one.date) for one in awaited(prescription)] == [
        ("personne", "DIALLO Mamadou", None),
        ("representant", "Awa Diallo", None),
        ("prescripteur", "Sophie Arnaud", None),
    ]


def test_a_paper_is_noted_in_one_act(base_with_keys: Any, frozen_clock: FrozenClock) -> None:
    prescription = printed(a_fiche())
    frozen_clock.advance(minutes=1)
    noms = {RoleSignature.PERSONNE: "DIALLO Mamadou", RoleSignature.REPRESENTANT: "Awa Diallo"}
    note_paper(prescription, date=DAY, lieu="Limoges", noms=noms, accords={"lecture": True})
    assert [one.date for one in awaited(prescription)] == [DAY, DAY, None]
    assert {one.code: one.coche for one in accords_of(prescription)}["lecture"] is True
    undo_last()
    assert [one.date for one in awaited(prescription)] == [None, None, None]


def test_noting_a_role_twice_writes_it_once(base_with_keys: Any) -> None:
    prescription = printed(a_fiche())
    for _ in range(2):
        note_paper(prescription, date=DAY, lieu="", noms={RoleSignature.PERSONNE: "x"}, accords={})
    version = fiche.last_version(prescription)
    assert version is not None
    assert sum(one.date is not None for one in awaited(prescription)) == 1


def test_nothing_is_signed_before_it_is_printed_or_dated(base_with_keys: Any) -> None:
    noms = {RoleSignature.PERSONNE: "x"}
    with pytest.raises(Refused, match="pas encore imprimée"):
        note_paper(a_fiche(), date=DAY, lieu="", noms=noms, accords={})
    with pytest.raises(Invalid):
        note_paper(printed(a_fiche()), date=dt.date(2026, 3, 1), lieu="", noms=noms, accords={})


def test_a_version_that_did_not_go_out_is_taken_back_unless_signed(base_with_keys: Any) -> None:
    prescription = printed(a_fiche())
    version = fiche.last_version(prescription)
    assert version is not None
    fiche.take_back_version(version)
    assert fiche.last_version(prescription) is None
    version = fiche.last_version(signed(prescription))
    assert version is not None
    with pytest.raises(Refused):
        fiche.take_back_version(version)


def test_a_draft_is_read_by_who_holds_the_notes_only(base_with_keys: Any) -> None:
    prescription = a_fiche()
    typed = {"form": {"projet": "bois"}, "motives": {}}
    brouillon.keep_draft(prescription, typed, sealed=True)
    assert brouillon.kept_draft(prescription) == typed
    base_with_keys.cles.own, base_with_keys.cles.pairs = None, {}  # none to be had again
    assert brouillon.kept_draft(prescription) is None
    brouillon.keep_draft(prescription, {"form": {}, "motives": {}}, sealed=False)
    assert brouillon.kept_draft(prescription) == {"form": {}, "motives": {}}
    brouillon.forget_draft(prescription, whole=False)
    assert brouillon.kept_draft(prescription) is None


def test_a_motive_left_from_before_excuses_nothing(base: Any) -> None:
    prescription = a_fiche(territoire="territoire.proche")
    excused = Protege(exceptions=(ExceptionContenu("quartier", "hébergé par sa sœur"),))
    assert criteres.blocking(prescription, excused) == []
    fiche.save_prescription(prescription, territoire="territoire.hors")
    assert [c.code for c in criteres.blocking(prescription, excused)] == ["quartier"]
    assert all(not c.exception for c in criteres.check_criteres(prescription, excused))


def test_what_to_bring_is_short_and_for_whom_it_is_for(base: Any) -> None:
    assert "autorisation signée" in a_fiche().documents
    adult = a_fiche(born=dt.date(2006, 1, 1)).documents
    assert adult.startswith("pièce d’identité, justificatif de domicile")
    assert "autorisation" not in adult


def test_the_last_prescripteur_of_a_structure_is_known(base: Any) -> None:
    for name in ("Une", "Deux"):
        fiche.save_fiche(a_fiche(), prescripteur_structure="Mission locale", prescripteur_nom=name)
    structure = Prescription.get().prescripteur_structure
    last = last_of_structure(structure.id)
    assert last is not None
    assert last.prescripteur_nom == "Deux"


def test_a_fiche_on_paper_is_not_uncreated(base_with_keys: Any) -> None:
    printed(a_fiche())
    with pytest.raises(Refused, match="déjà imprimée"):
        undo_last()


def test_a_representative_does_not_sign_for_the_prescripteur(base_with_keys: Any) -> None:
    """She came of age by a corrected birth date after her representative had signed."""
    today = clock.today()
    prescription = a_fiche(born=dt.date(today.year - 17, 1, 1), date_demande=today)
    version = fiche.last_version(printed(prescription))
    assert version is not None
    for role in (RoleSignature.PERSONNE, RoleSignature.REPRESENTANT):
        fiche.note_signature(version, role=role, nom="Untel", date=prescription.date_demande)
    save_personne(prescription.personne, date_naissance=dt.date(2000, 1, 1))
    listing = fiches_listing()
    shown = listing.texts(listing.first()[0])[-1]
    assert shown == Statut.A_SIGNER.label
    assert statut_of(Prescription.get_by_id(prescription.id), clock.today()) is Statut.A_SIGNER
    assert fiche.signed_version(Prescription.get_by_id(prescription.id)) is None
