"""A fiche from its creation to its signatures: numbers, criteria, versions, statuses, secrecy."""

import dataclasses
import datetime as dt
from typing import Any

import pytest

from models.base import clock
from models.base.command import undo_last
from models.base.errors import Invalid, Refused
from models.comptes.enveloppe import NoKey
from models.nomenclatures.fusion import merge_valeurs
from models.personnes.personne import Personne, save_personne
from models.personnes.recherche import search_personnes
from models.prescriptions import composer, criteres, fiche
from models.prescriptions.contenu import (
    PAR_REFERENT,
    ExceptionContenu,
    FicheContenu,
    Protege,
    RoleSignature,
    SituationContenu,
    Verdict,
)
from models.prescriptions.prescription import (
    Comite,
    Decision,
    Etape,
    Inscription,
    Prescription,
    VersionFiche,
    required_roles,
)
from models.prescriptions.statut import Statut, numbered_statuts, statut_of
from models.suivis.dispositif import Session
from models.suivis.suivi import open_suivi
from tests.factories import a_personne, a_session, writing

BORN_17 = dt.date(2009, 3, 12)
DISPOSITIF = "ateliers_citoyens"
DAY = dt.date(2026, 9, 15)


@pytest.fixture
def held(base_with_keys: Any) -> Any:
    """A base whose account holds the notes key: what the protected half needs."""
    return base_with_keys


def a_fiche(personne: Personne | None = None, **values: Any) -> Prescription:
    who = personne or a_personne(date_naissance=BORN_17)
    return fiche.create_prescription(
        personne=who, dispositif=DISPOSITIF, **{"date_demande": DAY, **values}
    )


def frozen(prescription: Prescription, pdf: bytes = b"%PDF-1.7 essai") -> FicheContenu:
    contenu = composer.contenu_of(prescription, fiche.read_protege(prescription))
    fiche.freeze_version(prescription, contenu=contenu, pdf=pdf)
    return contenu


def sign(prescription: Prescription, *roles: RoleSignature) -> None:
    version = fiche.last_version(prescription)
    assert version is not None
    for role in roles:
        fiche.note_signature(version, role=role, nom="Untel", date=DAY)


def test_numbers_follow_one_another_in_a_year(base: Any) -> None:
    personne = a_personne()
    numeros = [
        a_fiche(personne).numero,
        a_fiche(personne).numero,
        a_fiche(personne, date_demande=dt.date(2025, 1, 2)).numero,
    ]
    assert numeros == ["2026-0001", "2026-0002", "2025-0001"]


def test_a_fiche_is_found_by_its_number(base: Any) -> None:
    a_fiche()
    assert [p.nom for p in search_personnes("2026-0001")] == ["DIALLO Mamadou"]


def test_a_session_of_another_dispositif_is_refused(base: Any) -> None:
    other = a_session(dispositif="ateliers_citoyens")
    with pytest.raises(Invalid):
        fiche.create_prescription(
            personne=a_personne(), dispositif="autre", session=other.id, date_demande=DAY
        )


@pytest.mark.parametrize(
    ("born", "precision", "verdict", "tolerable"),
    [
        (dt.date(2009, 3, 12), "jour", Verdict.OK, False),
        (dt.date(2011, 3, 12), "jour", Verdict.NON, False),
        (dt.date(2005, 3, 12), "jour", Verdict.NON, True),
        (dt.date(2000, 3, 12), "jour", Verdict.NON, False),
        (dt.date(2009, 1, 1), "annee", Verdict.A_VERIFIER, False),
        (dt.date(2000, 1, 1), "annee", Verdict.A_VERIFIER, False),
        (None, "inconnue", Verdict.A_VERIFIER, False),
    ],
)
def test_age_is_checked_and_a_vague_year_never_blocks(
    base: Any, born: dt.date | None, precision: str, verdict: Verdict, tolerable: bool
) -> None:
    personne = a_personne(date_naissance=born, precision_naissance=precision)
    prescription = a_fiche(personne)
    age = next(c for c in criteres.constats_of(prescription, Protege()) if c.code == "age")
    assert (age.verdict, age.tolerable) == (verdict, tolerable)
    assert age.raison


def test_age_is_that_of_the_first_day_of_the_session(base: Any) -> None:
    personne = a_personne(date_naissance=dt.date(2010, 12, 1))
    session = a_session(debut=dt.date(2027, 1, 4))
    early, late = a_fiche(personne), a_fiche(personne, session=session.id)
    assert criteres.constats_of(early, None)[0].verdict is Verdict.NON
    assert criteres.constats_of(late, None)[0].verdict is Verdict.OK


def test_an_orientation_by_the_mlds_releases_from_quarter_and_school(base: Any) -> None:
    prescription = a_fiche(territoire="territoire.hors")
    at_school = Protege(scolarite="scolarite.scolarise")
    found = {c.code for c in criteres.blocking(prescription, at_school)}
    assert found == {"quartier", "descolarise"}
    fiche.save_prescription(prescription, type_prescripteur="type_prescripteur.mlds")
    assert criteres.blocking(prescription, at_school) == []
    for protege in (None, at_school):
        printed = [c.label for c in criteres.check_criteres(prescription, protege)]
        assert "Être orienté·e par la MLDS" in printed


def test_a_motive_of_exception_unblocks_and_is_printed(base: Any) -> None:
    prescription = a_fiche(territoire="territoire.proche")
    assert [c.code for c in criteres.blocking(prescription, Protege())] == ["quartier"]
    excused = Protege(exceptions=(ExceptionContenu("quartier", "hébergé par sa sœur"),))
    assert criteres.blocking(prescription, excused) == []
    printed = [c.exception for c in criteres.check_criteres(prescription, excused)]
    assert "hébergé par sa sœur" in printed


@pytest.mark.parametrize("type_prescripteur", [None, "type_prescripteur.mlds"])
@pytest.mark.parametrize("territoire", ["territoire.quartier", "territoire.proche"])
def test_what_the_accueil_reads_of_the_criteria_is_the_same_whatever_is_sealed(
    held: Any, territoire: str, type_prescripteur: str | None
) -> None:
    """Neither the scolarité nor a motive changes one letter of the clear half."""
    prescription = a_fiche(territoire=territoire, type_prescripteur=type_prescripteur)
    excuses = tuple(ExceptionContenu(code, "motif") for code in ("quartier", "descolarise"))
    read = set()
    for code in ("scolarise", "descolarise", "decrochage", "nc"):
        for exceptions in ((), excuses):
            sealed = Protege(scolarite=f"scolarite.{code}", exceptions=exceptions)
            fiche.save_protege(prescription, sealed)
            contenu = composer.contenu_of(prescription, fiche.read_protege(prescription))
            clear = dataclasses.replace(contenu, protege=None)
            assert clear == composer.contenu_of(prescription, None)
            read.add(contenu.identite.to_json())
    assert len(read) == 1


def test_without_the_key_a_criterion_is_for_a_referent_to_check(base: Any) -> None:
    prescription = a_fiche(territoire="territoire.proche")
    found = {c.code: c for c in criteres.constats_of(prescription, None)}
    assert found["descolarise"].raison == PAR_REFERENT == "à vérifier par un référent"
    assert found["quartier"].raison == "à proximité\u00a0: exception à motiver (par un référent)"
    assert {found[code].verdict for code in ("descolarise", "quartier")} == {Verdict.A_VERIFIER}
    assert [code for code, one in found.items() if one.reserve] == ["quartier", "descolarise"]
    assert found["age"].verdict is Verdict.OK


def test_a_name_that_the_clear_half_does_not_have_is_refused(base: Any) -> None:
    """Nothing that moved to the protected half is taken and lost without a word."""
    with pytest.raises(TypeError, match="scolarite"):
        fiche.save_prescription(a_fiche(), scolarite="scolarite.scolarise")


def test_a_minor_needs_her_representative(base: Any) -> None:
    assert RoleSignature.REPRESENTANT in required_roles(a_fiche())
    adult = a_personne(date_naissance=dt.date(2006, 1, 1))
    assert RoleSignature.REPRESENTANT not in required_roles(a_fiche(adult))


def test_the_protected_half_is_ciphertext_in_the_base(held: Any) -> None:
    prescription = a_fiche()
    fiche.save_protege(prescription, Protege(expression="Je veux cuisiner"))
    stored = bytes(Prescription.get_by_id(prescription.id).protege)
    assert b"cuisiner" not in stored
    assert fiche.read_protege(prescription).expression == "Je veux cuisiner"


def test_saving_the_same_protected_half_writes_nothing(held: Any) -> None:
    prescription = a_fiche()
    fiche.save_protege(prescription, Protege(projet="bois"))
    version = prescription.version
    fiche.save_protege(prescription, Protege(projet="bois"))
    assert prescription.version == version


def test_undo_puts_the_protected_half_back_readable(held: Any) -> None:
    prescription = a_fiche()
    fiche.save_protege(prescription, Protege(projet="bois"))
    fiche.save_protege(prescription, Protege(projet="fer"))
    undo_last()
    assert fiche.read_protege(Prescription.get_by_id(prescription.id)).projet == "bois"


def test_what_was_frozen_never_changes(held: Any) -> None:
    personne = a_personne(date_naissance=BORN_17)
    prescription = a_fiche(personne)
    fiche.save_protege(prescription, Protege(situation=SituationContenu(logement="chez une tante")))
    contenu = frozen(prescription, pdf=b"%PDF signed")
    sign(prescription, *required_roles(prescription))
    save_personne(personne, nom_naissance="Autre")
    signed = fiche.signed_version(prescription)
    assert signed is not None
    assert fiche.frozen_pdf(signed.id) == b"%PDF signed"
    assert fiche.frozen_contenu(signed.id) == contenu
    assert composer.contenu_of(prescription, fiche.read_protege(prescription)).identite.version == 2


def test_an_unchanged_fiche_is_reprinted_as_the_same_version(held: Any) -> None:
    prescription = a_fiche()
    contenu = frozen(prescription)
    assert composer.contenu_of(prescription, fiche.read_protege(prescription)) == contenu
    with pytest.raises(Refused, match="déjà figée"):
        frozen(prescription)


def test_a_frozen_version_that_was_altered_is_told(held: Any) -> None:
    prescription = a_fiche()
    frozen(prescription)
    version = fiche.last_version(prescription)
    assert version is not None
    with writing():
        whole = VersionFiche.get_by_id(version.id)
        whole.empreinte = "0" * 64
        whole.save()
    with pytest.raises(Refused, match="altérée"):
        fiche.frozen_pdf(version.id)


def test_the_status_follows_from_dated_facts(held: Any) -> None:
    personne = a_personne(date_naissance=dt.date(2006, 1, 1))
    prescription = a_fiche(personne)

    def status(day: dt.date = DAY) -> Statut:
        return statut_of(prescription, day)

    assert status() is Statut.BROUILLON
    frozen(prescription)
    assert status() is Statut.A_SIGNER
    sign(prescription, RoleSignature.PERSONNE)
    assert status() is Statut.A_SIGNER
    sign(prescription, RoleSignature.PRESCRIPTEUR)
    assert status() is Statut.SIGNEE
    assert status(DAY - dt.timedelta(days=1)) is Statut.A_SIGNER
    fiche.note_etape(prescription, nature="transmise", date=DAY)
    assert status() is Statut.TRANSMISE
    with writing():
        comite = Comite(dispositif=DISPOSITIF, date=DAY + dt.timedelta(days=7)).save()
        Inscription(comite=comite, prescription=prescription).save()
    assert status() is Statut.INSCRITE
    with writing():
        Decision(comite=comite, prescription=prescription, sens="retenue", date=comite.date).save()
    assert status() is Statut.INSCRITE
    assert status(comite.date) is Statut.RETENUE
    fiche.note_etape(prescription, nature="entree", date=comite.date)
    assert status(comite.date) is Statut.ENTREE
    assert numbered_statuts() == [("2026-0001", statut_of(prescription, clock.today()))]


def test_why_of_an_etape_is_read_by_who_holds_the_notes_only(held: Any) -> None:
    prescription = a_fiche()
    etape = fiche.note_etape(prescription, nature="retiree", date=DAY, motif="Part à Lyon.")
    assert fiche.read_motif(etape) == "Part à Lyon."
    assert fiche.read_motif(fiche.note_etape(prescription, nature="transmise", date=DAY)) == ""
    held.cles.own, held.cles.pairs = None, {}  # none to be had again
    fiche.note_etape(prescription, nature="annulee", date=DAY, motif="Doublon")
    for noted in Etape.select().where(Etape.motif.is_null(False)):
        with pytest.raises(NoKey):
            fiche.read_motif(noted)


def test_a_fiche_left_without_decision_expires(base: Any) -> None:
    prescription = a_fiche()
    assert statut_of(prescription, DAY + dt.timedelta(days=184)) is Statut.EXPIREE


def test_a_signature_in_the_future_is_refused(held: Any) -> None:
    prescription = a_fiche()
    frozen(prescription)
    version = fiche.last_version(prescription)
    assert version is not None
    with pytest.raises(Invalid):
        fiche.note_signature(
            version,
            role=RoleSignature.PERSONNE,
            nom="x",
            date=clock.today() + dt.timedelta(days=1),
        )


def test_the_content_gathers_structure_prescripteur_and_referent(held: Any) -> None:
    personne = a_personne(date_naissance=BORN_17, telephone="0612345678", commune="Limoges")
    suivi = open_suivi(
        personne=personne, dispositif=DISPOSITIF, referent=held.agent_id, ouvert_le=DAY
    )
    prescription = a_fiche(personne, suivi=suivi, prescripteur_structure="Mission locale")
    identite = composer.contenu_of(prescription, None).identite
    assert identite.service.nom == "Centre social des Quatre-Chemins"
    assert identite.personne.nom == "DIALLO Mamadou"
    assert identite.personne.telephone == "06 12 34 56 78"
    assert identite.prescripteur.structure == "Mission locale"
    assert any("Claire SOW" in accord.texte for accord in identite.accords)
    assert identite.mineur is True
    session: Session | None = prescription.session
    assert session is None


def test_a_blank_form_holds_nothing_personal(base: Any) -> None:
    blank = composer.blank_contenu(DISPOSITIF)
    assert blank.protege is None
    assert blank.identite.personne.nom == ""
    assert blank.identite.dispositif.intitule == "Les Ateliers citoyens"


def test_a_value_that_is_merged_changes_nothing_of_what_was_signed(held: Any) -> None:
    """The live column follows; the paper, its print and its fingerprint are what was signed."""
    old, new = "type_prescripteur.mission_locale", "type_prescripteur.mlds"
    prescription = a_fiche(type_prescripteur=old)
    contenu = frozen(prescription)
    sign(prescription, *RoleSignature)
    before = fiche.last_version(prescription)
    assert before is not None
    merge_valeurs(old, new)
    after = fiche.last_version(prescription)
    assert after is not None
    assert after.image() == before.image()
    assert fiche.frozen_pdf(after.id) == b"%PDF-1.7 essai"
    assert fiche.frozen_contenu(after.id) == contenu
    assert Prescription.get_by_id(prescription.id).type_prescripteur_id == new


def test_a_criterion_of_the_dispositif_follows_a_merge(held: Any) -> None:
    """« Descolarisé » is accepted: what it was merged into is accepted as well."""
    rule = {"valeurs": ["mission_locale"], "message": "{valeur}"}
    assert criteres._among(rule, "type_prescripteur.mission_locale").verdict is Verdict.OK
    assert criteres._among(rule, "type_prescripteur.mlds").verdict is Verdict.NON
    merge_valeurs("type_prescripteur.mission_locale", "type_prescripteur.mlds")
    for key in ("type_prescripteur.mission_locale", "type_prescripteur.mlds"):
        assert criteres._among(rule, key).verdict is Verdict.OK
