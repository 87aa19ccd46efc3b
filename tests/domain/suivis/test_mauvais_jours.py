"""A birth date corrected after a decision, a merge undone under a suivi that went on."""

import datetime as dt
from typing import Any

import pytest

from models.base import clock
from models.base.command import undo_last
from models.base.errors import Invalid
from models.personnes.defaire import defaire_fusion
from models.personnes.fusionner import fusionner
from models.personnes.personne import Personne, save_personne
from models.prescriptions.contenu import Verdict
from models.prescriptions.criteres import check_criteres
from models.prescriptions.decision_revue import ages_depasses
from models.prescriptions.fiche import create_prescription
from models.prescriptions.prescription import Comite, Decision, Inscription, Prescription
from models.prescriptions.statut import Statut, statut_of
from models.suivis.entretien import correct_entretien, note_entretien
from models.suivis.frein import Frein, freins_of, note_frein
from models.suivis.objectif import Objectif, fix_objectif, objectifs_of
from models.suivis.retour import following, open_again, reprise_for, reprise_of
from models.suivis.signaux import signaux
from models.suivis.situation import Moment, prefilled, situations_of, take_situation
from models.suivis.sortie import close_suivi
from models.suivis.suivi import Suivi, suivis_of
from tests.conftest import FrozenClock
from tests.domain.suivis.maison import OPENED, TODAY, a_suivi, day
from tests.domain.suivis.parcours import entretiens_of
from tests.factories import AGENT, a_personne, writing

BORN = dt.date(2008, 4, 20)
DISPOSITIF = "ateliers_citoyens"
END = day(2, 27)
LOYER = "frein.logement.loyer"


def retained(personne: Personne) -> Prescription:
    made = create_prescription(personne=personne, dispositif=DISPOSITIF, date_demande=OPENED)
    with writing():
        comite = Comite(dispositif=DISPOSITIF, date=OPENED).save()
        Inscription(comite=comite, prescription=made, rang=1).save()
        Decision(
            comite=comite, prescription=made, sens=Statut.RETENUE.value, rang=1, date=OPENED
        ).save()  # fmt: skip
    return Prescription.get_by_id(made.id)


def test_a_birth_date_corrected_after_a_decision(base: Any, frozen_clock: FrozenClock) -> None:
    """The decision is a fact and stands; what no longer fits is told where one follows."""
    personne = a_personne(date_naissance=BORN)
    fiche = retained(personne)
    suivi = a_suivi(personne, dispositif=DISPOSITIF)
    take_situation(
        suivi.id, moment=Moment.ENTREE, date=OPENED, valeurs={"logement": ["logement.parents"]}
    )
    before = statut_of(fiche, TODAY)
    said = [one for one in signaux(only=[suivi.id]) if one.code == "age"]
    assert said == []
    save_personne(personne, date_naissance=BORN.replace(year=1990))
    (signal,) = [one for one in signaux(only=[suivi.id]) if one.code == "age"]
    assert "35 ans" in signal.phrase
    assert fiche.numero in signal.phrase
    assert (signal.ecran, signal.cible) == ("fiches", fiche.id)
    (late,) = ages_depasses(personne.id)
    assert (late.fiche, "35 ans" in late.raison) == (fiche.id, True)
    again = Prescription.get_by_id(fiche.id)
    assert statut_of(again, TODAY) is before
    (age,) = [one for one in check_criteres(again, None) if "ans" in one.label]
    assert age.verdict is Verdict.NON
    assert situations_of(suivi.id)[0].situation.age == 35
    undo_last()
    assert ages_depasses(personne.id) == []
    assert [one for one in signaux(only=[suivi.id]) if one.code == "age"] == []
    assert situations_of(suivi.id)[0].situation.age == 17


def ended(personne: Personne) -> Suivi:
    """A first suivi that left a frein and a goal."""
    suivi = a_suivi(personne)
    frein = note_frein(suivi.id, LOYER, date=day(1, 12), intensite=2)
    fix_objectif(suivi.id, fixe_le=day(1, 12), intitule="Un toit", frein=frein)
    take_situation(
        suivi.id, moment=Moment.SORTIE, date=END, valeurs={"logement": ["logement.foyer"]}
    )
    return close_suivi(suivi, clos_le=END, motif_sortie="motif_sortie.cdi")


def again(personne: Personne, **values: Any) -> Suivi:
    reprise = reprise_for(personne, TODAY)
    assert reprise is not None
    return open_again(
        personne=personne, dispositif=None, referent=AGENT,
        freins=[one.frein.id for one in reprise.freins],
        objectifs=[one.id for one in reprise.objectifs],
        **{"ouvert_le": TODAY, **values},
    )  # fmt: skip


def test_who_comes_back_is_followed_from_where_she_left_in_one_act(
    base: Any, frozen_clock: FrozenClock
) -> None:
    personne = a_personne(date_naissance=BORN)
    first = ended(personne)
    with pytest.raises(Invalid, match="n’était pas terminé") as refused:
        again(personne, ouvert_le=day(2, 1))
    assert refused.value.field == "ouvert_le"
    assert [one.id for one in suivis_of(personne)] == [first.id]
    second = again(personne)
    assert [one.libelle for one in freins_of(second.id)] == ["Difficulté à payer le loyer"]
    (goal,) = objectifs_of(second.id, TODAY)
    assert (goal.titre, goal.frein) == ("Un toit", "Difficulté à payer le loyer")
    assert prefilled(second) == {"logement": ["logement.foyer"]}
    there = following(first)
    assert there is not None
    assert there.id == second.id
    undo_last()
    assert [one.id for one in suivis_of(personne)] == [first.id]
    assert (Frein.select().count(), Objectif.select().count()) == (1, 1)


def test_a_merge_undone_under_a_suivi_that_went_on(base: Any, frozen_clock: FrozenClock) -> None:
    """What was begun of the merged file stays with it, and starts from nobody else's end."""
    kept = a_personne(nom_naissance="Autre", date_naissance=BORN)
    absorbed = a_personne(prenom="Mamadu", date_naissance=BORN)
    first = ended(absorbed)
    fusion = fusionner(kept, absorbed, {})
    kept = Personne.get_by_id(kept.id)
    second = again(kept)
    note_frein(first.id, "frein.mobilite", date=END, intensite=1)  # since the merge
    assert reprise_of(second) is not None
    frozen_clock.advance(days=1)
    defaire_fusion(fusion)
    owners = {one.id: one.personne_id for one in Suivi.select()}
    assert owners == {first.id: absorbed.id, second.id: kept.id}
    assert {one.frein.valeur_id for one in freins_of(first.id)} == {LOYER, "frein.mobilite"}
    assert [one.libelle for one in freins_of(second.id)] == ["Difficulté à payer le loyer"]
    second, first = Suivi.get_by_id(second.id), Suivi.get_by_id(first.id)
    assert (reprise_of(second), following(first)) == (None, None)
    assert "logement" not in prefilled(second)
    assert clock.today() > TODAY


def test_an_entretien_noted_before_the_clock_was_set_back_is_still_corrected(
    base: Any, frozen_clock: FrozenClock
) -> None:
    suivi = a_suivi()
    made = note_entretien(suivi, date=TODAY, duree=30)
    frozen_clock.advance(days=-20)
    assert correct_entretien(made, date=TODAY, duree=45).duree == 45
    with pytest.raises(Invalid, match="déjà eu lieu"):
        correct_entretien(made, date=TODAY.replace(day=10))
    assert undo_last() == "Entretien corrigé"  # the last act, whatever the clock says
    assert entretiens_of(suivi.id)[0].duree == 30
