"""The cards of a page of suivi, in reading order, and what is done about each kind of signal.

A card is made from the context, the suivi, where a form opens, and whether this account writes.
"""

from collections.abc import Callable, Mapping, Sequence

from models.suivis.signaux import Signal
from models.suivis.suivi import Phase, Suivi
from ui.kit.context import Context
from ui.parts.questionnaire_fse import questionnaire_at
from ui.parts.volet import Volet
from ui.screens.suivis.a_faire import Act
from ui.screens.suivis.documents import Documents
from ui.screens.suivis.ecrire_nouvelle import nouvelle_volet
from ui.screens.suivis.ecrire_objectif import finish_action, report_volet
from ui.screens.suivis.ecrire_partage import correct_told, renew
from ui.screens.suivis.ecrire_phase import accord_volet, begin_volet, end_volet, move_volet
from ui.screens.suivis.ecriture import Ecriture
from ui.screens.suivis.freins import Freins
from ui.screens.suivis.fse import Fse
from ui.screens.suivis.heures import Heures
from ui.screens.suivis.issue import issue_volet
from ui.screens.suivis.missions import Missions
from ui.screens.suivis.nouvelles import Nouvelles
from ui.screens.suivis.objectifs import Objectifs
from ui.screens.suivis.partenaires import Partenaires
from ui.screens.suivis.phases import Phases
from ui.screens.suivis.referents import Referents
from ui.screens.suivis.rendez_vous import LesRendezVous
from ui.screens.suivis.situations import Situations

Acts = Mapping[str, Sequence[tuple[str, Act]]]

# Who she is and what stands in the way; then what is worked towards, and with whom.
SITUATION = (Nouvelles, Situations, Freins)
PARCOURS = (
    Objectifs, LesRendezVous, Phases, Missions, Heures, Partenaires, Documents, Fse, Referents,
)  # fmt: skip


def acts_on(context: Context, ecriture: Ecriture) -> Acts:
    """What one does about a signal, by its code, the commonest first."""

    def writing(label: str, make: Callable[[Signal], Volet]) -> tuple[str, Act]:
        return label, lambda one: ecriture.open(lambda: make(one))

    fiche = [("Ouvrir la fiche", lambda one: context.navigate("fiches", prescription_id=one.cible))]
    phase = [
        writing("Terminer la phase", lambda one: end_volet(context, _of(one))),
        writing("Prolonger", lambda one: move_volet(context, _of(one))),
    ]
    return {
        "sans_contact": [("Noter un appel", lambda _: ecriture.write_entretien(call=True))],
        "rendez_vous": [writing("Noter l’issue", lambda one: issue_volet(context, one.objet))],
        "action": [
            ("Fait", lambda one: finish_action(context, one.objet)),
            writing("Reporter", lambda one: report_volet(context, one.objet)),
        ],
        "sans_referent": [("Nommer un référent", lambda _: ecriture.change_referent())],
        "fiche": fiche,
        "accord": fiche,
        "age": fiche,
        "place": fiche,
        "partage_sans_accord": [
            writing("Noter ce qu’elle en dit", lambda one: correct_told(context, one.objet))
        ],
        "accord_retire": [writing("Noter un nouvel accord", lambda one: renew(context, one.objet))],
        "accord_expire": [writing("Renouveler", lambda one: renew(context, one.objet))],
        "accord_phase": [writing("Noter l’accord", lambda one: accord_volet(context, _of(one)))],
        "phase_a_commencer": [
            writing("Commencer la phase", lambda one: begin_volet(context, _of(one))),
            writing("Déplacer", lambda one: move_volet(context, _of(one))),
        ],
        "phase_finit": phase,
        "phase_depassee": phase,
        "fse": [writing("Remplir", lambda one: questionnaire_at(context, one.objet))],
        "majorite": [("Refaire une fiche", lambda one: _new_fiche(context, one))],
        "nouvelles": [
            writing(
                "Noter les nouvelles",
                lambda one: nouvelle_volet(context, one.suivi_id, one.objet),
            )
        ],
    }


def _new_fiche(context: Context, signal: Signal) -> None:
    """What was signed for a minor is signed again by herself."""
    suivi = Suivi.get_by_id(signal.suivi_id)
    context.navigate("fiches", nouveau=suivi.personne_id, dispositif=suivi.dispositif_id)


def _of(signal: Signal) -> Phase:
    """The phase that a signal is about."""
    phase: Phase = Phase.get_by_id(signal.objet)
    return phase
