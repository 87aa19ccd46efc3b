"""FSE+ as it is shown: what is proposed and from where, the lights, the list, the paper."""

import datetime as dt
from typing import Any

import pytest

from models.base.errors import Refused
from models.base.journal import Journal
from models.comptes.role import Role
from models.suivis.connus_fse import connus_of
from models.suivis.dossier_fse import dossier_of, dossiers_of
from models.suivis.etat_fse import Etat, etats_of, pressing
from models.suivis.indicateur_fse import NO_ANSWER, NO_BIRTH, REFUSED, exclus_of
from models.suivis.liste_fse import lignes_of, participants_listing
from models.suivis.nouvelle import Rappel, record_nouvelle
from models.suivis.papier_fse import Ligne, papier_of, papiers_a_faire, trace_papiers, vierge
from models.suivis.participant import (
    Participant,
    add_followed,
    add_participant,
    correct_participant,
)
from models.suivis.questionnaire import note_attempt, record_reponses, sign_questionnaire
from models.suivis.situation import Moment, take_situation
from models.suivis.sortie import close_suivi
from tests.conftest import FrozenClock
from tests.domain.suivis.parcours import (
    DAY,
    ENTREE,
    a_participant,
    a_suivi,
    an_operation,
    answered,
    days,
    somebody,
)
from tests.factories import actor_with, an_agent, participants_of

SORTIE = dt.date(2026, 6, 1)


@pytest.fixture(autouse=True)
def later(frozen_clock: FrozenClock) -> None:
    frozen_clock.set(dt.datetime(2027, 6, 1, 10, tzinfo=dt.UTC))


def states(participant: Participant, day: dt.date) -> list[Etat]:
    return etats_of(dossier_of(participant), day)


def words(participant: Participant, day: dt.date) -> list[str]:
    return [one.mot for one in states(participant, day)]


def line(papier: Any, libelle: str) -> Ligne:
    return next(
        one for _, lines in papier.groupes for one in lines if one.libelle.startswith(libelle)
    )


def test_what_is_known_is_proposed_with_its_source_and_nothing_is_guessed(base: Any) -> None:
    suivi = a_suivi(somebody(sexe="sexe.femme"))
    valeurs = {
        "situation": ["situation.inscrit_france_travail"],
        "niveau_formation": ["niveau_formation.3e_brevet"],  # of which nobody says she has it
        "france_travail": ["inscription.suivi"],
        "logement": ["logement.parents"],
        "ressources": ["ressources.rsa", "ressources.apl"],
    }
    take_situation(suivi.id, moment=Moment.ENTREE, date=DAY, valeurs=valeurs)
    operation = an_operation()
    her = add_participant(operation, suivi.personne, entree_le=DAY, suivi=suivi)
    known = connus_of(dossier_of(her), "entree")
    assert {code: one.reponse for code, one in known.items()} == {
        "sexe": "femme", "statut": "demandeur_inscrit", "france_travail": "oui", "minima": "rsa",
    }  # fmt: skip
    assert known["statut"].phrase.startswith("D’après la situation notée le 09/03/2026")
    assert known["sexe"].phrase.startswith("D’après son dossier")
    record_reponses(her, "entree", {"statut": "salarie"}, rempli_le=DAY)
    assert "statut" not in connus_of(dossier_of(her), "entree")
    close_suivi(suivi, clos_le=SORTIE, motif_sortie="motif_sortie.cdd_long")
    exit_ = connus_of(dossier_of(her), "sortie")
    assert exit_["situation_sortie"].reponse == "emploi_durable"
    assert "motif_sortie" not in exit_  # a job may come at the end, or cut it short
    assert "sortie du suivi, le 01/06/2026" in exit_["situation_sortie"].phrase
    told = {"situation": "motif_sortie.alternance", "amelioree": True}
    sixth = SORTIE + days(183)
    record_nouvelle(suivi, moment=Rappel.SIX_MOIS, date=sixth, jointe=True, **told)
    record_nouvelle(suivi, moment=Rappel.SIX_MOIS, date=sixth + days(1), jointe=False)
    after = connus_of(dossier_of(her), "six_mois")  # better than at the exit, not at the entry
    assert {code: one.reponse for code, one in after.items()} == {
        "situation_six_mois": "alternance"
    }
    assert "les nouvelles prises le 01/12/2026" in after["situation_six_mois"].phrase


def test_who_is_seen_once_leaves_as_she_came(base: Any) -> None:
    her = answered(an_operation()).participant
    assert connus_of(dossier_of(her), "sortie") == {}
    correct_participant(her, entree_le=DAY, sortie_le=DAY)
    known = connus_of(dossier_of(her), "sortie")
    assert known["situation_sortie"].reponse == "recherche_emploi"
    assert "sa réponse à l’entrée" in known["situation_sortie"].phrase


def test_each_questionnaire_has_its_light_and_its_deadline_in_words(base: Any) -> None:
    suivi = a_suivi()
    her = add_participant(an_operation(), suivi.personne, entree_le=DAY, suivi=suivi)
    assert words(her, DAY) == ["À remplir", "Plus tard", "Plus tard"]
    assert states(her, DAY)[1].phrase == "Dans les quatre semaines qui suivront la sortie."
    assert words(her, DAY + days(1))[0] == "En retard"
    record_reponses(her, "entree", {**ENTREE, "diplome": "", "qpv": ""}, rempli_le=DAY)
    entree = states(her, DAY + days(1))[0]
    assert (entree.mot, entree.kind, entree.a_signer) == (
        "2 réponses manquantes",
        "attention",
        True,
    )
    sheet = record_reponses(her, "entree", ENTREE, rempli_le=DAY)
    sign_questionnaire(sheet, signe_le=DAY + days(2))
    assert states(her, DAY)[0].phrase == "Rempli le 09/03/2026, signé le 11/03/2026."
    close_suivi(suivi, clos_le=SORTIE, motif_sortie="motif_sortie.cdi")
    found = states(her, SORTIE + days(3))
    assert [one.mot for one in found] == ["Complet", "À remplir", "Plus tard"]
    assert found[1].phrase == (
        "Au plus tard le 29/06/2026\u00a0: dans les 4 semaines qui suivent la sortie du 01/06/2026."
    )
    assert found[2].phrase == "Du 16/11/2026 au 01/12/2026."
    assert states(her, SORTIE + days(15))[1].phrase.startswith("Rappel\u00a0: au plus tard le")
    assert states(her, SORTIE + days(25))[1].phrase.startswith("Dernier rappel")
    late = states(her, SORTIE + days(40))
    first = pressing(late)
    assert first is not None
    assert (first.code, first.mot) == ("sortie", "En retard")
    note_attempt(her, "six_mois", joint_le=None)
    assert states(her, SORTIE + days(200))[2].appels == (
        "1\u00a0tentative sans réponse\u00a0: «\u00a0injoignable\u00a0» se dit après 3."
    )
    record_reponses(her, "sortie", {"motif_sortie": "deces"})
    assert words(her, SORTIE + days(200))[2] == "Sans objet"


def test_the_list_begins_with_who_lacks_most(base: Any) -> None:
    operation = an_operation()
    complete = answered(operation, nom_naissance="Aaron").participant
    a_participant(operation, nom_naissance="Zidane")
    refused = answered(operation, {"entree": {"handicap": "nsp"}}, nom_naissance="Bah").participant
    lines = lignes_of(dossiers_of(operation), DAY + days(2))
    assert [one.nom.split()[0] for one in lines] == ["ZIDANE", "AARON", "BAH"]
    assert [one.etat for one in lines[1:]] == ["Complet", "Complet"]  # a refusal is an answer
    assert [one.kind for one in lines] == ["danger", "good", "good"]
    assert lines[0].demande == "Entrée\u00a0: en retard"
    assert {lines[1].id, lines[2].id} == {complete.id, refused.id}
    listing = participants_listing(operation, lines)
    assert listing.searched("retard").count() == 1
    assert listing.is_nominative
    found = listing.sorted_by("personne")
    assert [found.texts(row)[0].split()[0] for row in found.rows()] == ["AARON", "BAH", "ZIDANE"]


def test_who_is_left_out_of_an_indicator_is_told_with_the_reason(base: Any) -> None:
    operation = an_operation()
    answered(operation, {"entree": {"handicap": "nsp"}}, nom_naissance="Refus")
    a_participant(operation, nom_naissance="Vide", date_naissance=None)
    answered(operation, nom_naissance="Dit")
    dossiers = dossiers_of(operation)
    told = [(one.dossier.personne.nom_affiche.split()[0], one.raison) for one in
            exclus_of("EECO12", dossiers)]  # fmt: skip
    assert told == [("REFUS", REFUSED), ("VIDE", NO_ANSWER)]
    assert [one.raison for one in exclus_of("EECO06", dossiers)] == [NO_BIRTH]
    assert exclus_of("EECR04", dossiers) == []  # nobody left: nobody is asked


def test_who_is_followed_is_written_in_at_once_as_far_as_one_may(base: Any) -> None:
    operation = an_operation()
    a_suivi(somebody(nom_naissance="Un"))
    a_suivi(somebody(nom_naissance="Deux"))
    an_agent("b" * 32, identifiant="other", prenom="Léa", nom="Roy")
    base.actor = actor_with(Role.REFERENT, agent_id="b" * 32)
    assert add_followed(operation) == []  # not hers: she only reads them
    base.actor = actor_with(Role.RESPONSABLE)
    assert len(add_followed(operation)) == 2
    assert len(participants_of(operation.id)) == 2
    assert add_followed(operation) == []


def test_the_paper_says_what_is_known_or_leaves_it_to_the_pen(base: Any) -> None:
    operation = an_operation()
    dossier = answered(operation, {"entree": {"minima": ["rsa", "aah"]}}, nom_naissance="Sow")
    full = papier_of(dossier, "entree", connues=True)
    minima = line(full, "Recevez-vous")
    assert [words for words, ticked in minima.choix if ticked] == ["Le RSA", "L’AAH"]
    assert minima.plusieurs
    assert line(full, "Depuis combien").condition.startswith("selon")
    blank = papier_of(dossier, "entree", connues=False)
    assert not any(ticked for _, ticked in line(blank, "Recevez-vous").choix)
    assert line(blank, "Nom de naissance").texte == "Sow"  # read in her file, and signed by her
    nobody = vierge(operation, "sortie")
    assert (nobody.nom, line(nobody, "Laquelle").condition) == ("", "si «\u00a0Oui\u00a0»")
    assert [one.moment.code for one in papiers_a_faire(operation, [dossier], connues=True)] == [
        "entree"
    ]
    sheet = dossier.questionnaires["entree"]
    sign_questionnaire(sheet, signe_le=DAY)
    with pytest.raises(Refused, match="Rien à imprimer"):
        papiers_a_faire(operation, dossiers_of(operation), connues=True)
    trace_papiers(operation.id, how="papier")
    (entry,) = Journal.select().where(Journal.action == "questionnaires_fse")
    assert entry.objet_id == operation.id
