"""Fiches at every stage, their comités, and the suivis that came of them."""

import datetime as dt
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from models.base.errors import Refused
from models.comptes.acces import lock
from models.echanges.demonstration.calendrier import sessions_around
from models.echanges.demonstration.parcours import Agenda, Candidature, Papier, candidatures
from models.prescriptions import composer, fiche
from models.prescriptions.contenu import CritereContenu, Verdict
from models.prescriptions.criteres import blocking
from models.prescriptions.prescription import (
    Accord,
    Comite,
    Decision,
    Etape,
    Inscription,
    Prescription,
    VersionFiche,
    required_roles,
    signatures_of,
    versions_of,
)
from models.prescriptions.statut import Faits, Statut, statut_from, statuts
from models.suivis.dispositif import Session
from models.suivis.suivi import Phase, Referent, Suivi, phases_of_suivi, referents_of
from models.suivis.suivi import Statut as StatutSuivi
from models.suivis.suivi import statut_of as statut_of_suivi
from tests.domain.echanges.demonstration.maison import (
    DAY,
    SESSIONS,
    enter,
    found_statuts,
    printed,
    rows,
)


def test_every_status_is_there_on_the_day(demo: Any) -> None:
    assert set(found_statuts().values()) == set(Statut)


@pytest.mark.parametrize("year", [2024, 2025, 2026, 2027])
def test_every_status_is_there_whatever_the_day(year: int) -> None:
    for lapse in range(366):
        day = dt.date(year, 1, 1) + dt.timedelta(days=lapse)
        agenda = Agenda(day, sessions_around(day, SESSIONS))
        planned = candidatures(agenda)
        assert len(planned) == 40
        assert {one.attendu for one in planned} == set(Statut)
        for one in planned:
            assert statut_from(facts(one, agenda), day) is one.attendu, (day, one)
            assert all(one.date_demande <= fait.date <= day for fait in one.faits), (day, one)


def facts(one: Candidature, agenda: Agenda) -> Faits:
    """The facts that the base will hold of a planned fiche."""
    versions = {Papier.AUCUN: 0, Papier.REPRIS: 2}.get(one.papier, 1)
    both = frozenset({"personne", "prescripteur"})
    signed = {Papier.SIGNE: both, Papier.FIGE: frozenset({"personne"})}.get(one.papier, frozenset())
    comite = None if one.comite is None else agenda.comites[one.comite]
    decision = (comite, one.vote.sens.value) if comite and one.vote else None
    natures = {fait.nature for fait in one.faits}
    return Faits(one.date_demande, both, versions, signed, natures, comite, decision)


def test_what_was_signed_is_frozen_and_says_what_the_fiche_says(demo: Any) -> None:
    states = found_statuts()
    for prescription in rows(Prescription):
        for version in versions_of(prescription.id):
            assert fiche.frozen_pdf(version.id) == printed(fiche.frozen_contenu(version.id))
        signed = fiche.signed_version(prescription)
        if states[prescription.id] in (Statut.BROUILLON, Statut.ANNULEE, Statut.A_SIGNER):
            continue
        assert signed is not None, prescription.numero
        protege = fiche.read_protege(prescription)
        assert protege.expression
        assert composer.contenu_of(prescription, protege) == fiche.frozen_contenu(signed.id)
        assert protege.scolarite
        assert all(one.verdict is not Verdict.A_VERIFIER for one in found_in(signed.id))
        assert {s.role for s in signatures_of(signed.id)} >= set(required_roles(prescription))
        assert Accord.select().where(Accord.prescription == prescription.id).count() == 3


def found_in(version_id: str) -> tuple[CritereContenu, ...]:
    return fiche.frozen_contenu(version_id).criteres


def test_why_a_fiche_was_given_up_is_sealed(demo: Any) -> None:
    motifs = {etape.nature: fiche.read_motif(etape) for etape in rows(Etape)}
    assert motifs["retiree"] == "Préfère chercher un apprentissage tout de suite."
    assert motifs["annulee"] == "Doublon"
    assert motifs["transmise"] == ""


def test_texts_of_fiches_agree_with_the_person(demo: Any) -> None:
    for prescription in rows(Prescription):
        told = fiche.read_protege(prescription).to_json()[1:-1]
        assert not re.search(r"\{[a-z]*\||\{prenom", told), told


def test_a_fiche_to_sign_again_has_two_versions(demo: Any) -> None:
    states = found_statuts()
    versions = Counter(v.prescription_id for v in rows(VersionFiche))
    again = [key for key, count in versions.items() if count == 2]
    assert [states[key] for key in again] == [Statut.A_SIGNER]
    first, last = sorted(
        (v for v in rows(VersionFiche) if v.prescription_id == again[0]),
        key=lambda v: v.numero_version,
    )
    assert signatures_of(first.id)
    assert not signatures_of(last.id)
    assert first.empreinte != last.empreinte


def test_minors_are_represented_and_exceptions_have_a_motive(demo: Any) -> None:
    minors, exceptions = 0, 0
    for prescription in rows(Prescription):
        if prescription.personne.is_minor_at(prescription.date_demande):
            minors += 1
            assert prescription.representant_nom
        protege = fiche.read_protege(prescription)
        exceptions += bool(protege.exceptions)
        if fiche.last_version(prescription) is not None:
            assert blocking(prescription, protege) == []
    assert minors >= 5
    assert exceptions >= 2


def test_numbers_follow_the_dates(demo: Any) -> None:
    found = sorted(rows(Prescription), key=lambda p: p.numero)
    assert [p.date_demande for p in found] == sorted(p.date_demande for p in found)
    assert all(p.numero.startswith(f"{p.date_demande.year}-") for p in found)


def test_the_half_under_key_stays_closed_to_the_accueil(folder: Path) -> None:
    enter(folder)
    prescription = next(p for p in rows(Prescription) if p.protege is not None)
    expression = fiche.read_protege(prescription).expression
    assert expression.encode() not in bytes(prescription.protege)
    lock()
    enter(folder, "demo-accueil")
    version = next(iter(rows(VersionFiche)))
    with pytest.raises(Refused):
        fiche.read_protege(prescription)
    with pytest.raises(Refused):
        fiche.frozen_pdf(version.id)
    lock()


def test_comites_have_their_order_and_their_waiting_list(demo: Any) -> None:
    comites = sorted(rows(Comite), key=lambda c: c.date)
    assert [c.date > DAY for c in comites] == [False] * 5 + [True]
    for comite in comites:
        ranks = [i.rang for i in rows(Inscription) if i.comite_id == comite.id]
        assert ranks == list(range(1, len(ranks) + 1))
        assert ranks
    decisions = rows(Decision)
    assert {d.comite_id for d in decisions} == {c.id for c in comites[:5]}
    assert sorted(d.rang for d in decisions if d.sens == "liste_attente") == [1, 2, 3]
    reasons = {d.sens: d.motif_id for d in decisions if d.motif_id}
    assert set(reasons) == {"non_retenue", "reorientee"}


def test_an_entree_is_linked_to_its_suivi(demo: Any) -> None:
    entrees = [e for e in rows(Etape) if e.nature == "entree"]
    assert len(entrees) == 21
    for etape in entrees:
        suivi = etape.prescription.suivi
        assert suivi.id == etape.suivi_id
        assert suivi.personne_id == etape.prescription.personne_id
        assert suivi.ouvert_le == etape.date
    ended = {Statut.ACHEVEE, Statut.DESISTEMENT}
    states = found_statuts()
    for etape in entrees:
        clos = etape.prescription.suivi.clos_le
        assert (states[etape.prescription_id] in ended) == (clos is not None)


def taken_in(session: Session) -> int:
    """How many fiches entered a session, or are retained for it."""
    kept = {Statut.RETENUE, Statut.ENTREE, Statut.ACHEVEE}
    keys = [one.id for one in rows(Prescription) if one.session_id == session.id]
    return sum(statut in kept for statut in statuts(keys, DAY).values())


def test_sessions_are_past_current_and_next(demo: Any) -> None:
    sessions = sorted(rows(Session), key=lambda s: s.debut)
    assert [s.debut > DAY for s in sessions] == [False] * 4 + [True]
    assert {s.places for s in sessions} == {6}
    assert sessions[0].fin < DAY < sessions[2].fin
    assert max(taken_in(s) for s in sessions) == 6


def test_suivis_are_in_all_phases_and_ended_ones_say_why(demo: Any) -> None:
    suivis = rows(Suivi)
    assert {statut_of_suivi(s, DAY) for s in suivis} == set(StatutSuivi)
    open_ones = {s.id for s in suivis if s.clos_le is None}
    begun = [p for p in rows(Phase) if p.debut and p.debut <= DAY and p.fin is None]
    current = {p.libelle for p in begun if p.suivi_id in open_ones}
    assert len(current) == 3
    for suivi in suivis:
        assert (suivi.clos_le is None) == (suivi.motif_sortie is None)
        assert referents_of(suivi.id, max(suivi.ouvert_le, DAY))
    assert any(s.dispositif_id is None for s in suivis)
    assert len(rows(Referent)) > len(suivis), "some changed their référent"


def test_phases_follow_one_another(demo: Any) -> None:
    for suivi in rows(Suivi):
        end = suivi.ouvert_le
        for phase in phases_of_suivi(suivi.id):
            assert phase.prevue_du <= phase.prevue_au
            if phase.debut is None:
                assert phase.fin is None
                continue
            assert end <= phase.debut <= DAY
            assert phase.fin is None or phase.debut <= phase.fin <= DAY
            end = phase.fin or DAY
    assert any(p.debut is None for p in rows(Phase) if p.optionnelle)
