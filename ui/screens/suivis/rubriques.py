"""The cards of a page of suivi, in reading order, and what is done about each kind of signal.

A card is made from the context, the suivi, where a form opens, and whether this account writes.
"""

from collections.abc import Mapping, Sequence

from ui.kit.context import Context
from ui.parts.questionnaire_fse import questionnaire_at
from ui.screens.suivis.a_faire import Act
from ui.screens.suivis.documents import Documents
from ui.screens.suivis.ecrire_objectif import finish_action, report_volet
from ui.screens.suivis.ecrire_partage import correct_told, renew
from ui.screens.suivis.ecriture import Ecriture
from ui.screens.suivis.freins import Freins
from ui.screens.suivis.fse import Fse
from ui.screens.suivis.heures import Heures
from ui.screens.suivis.issue import issue_volet
from ui.screens.suivis.missions import Missions
from ui.screens.suivis.objectifs import Objectifs
from ui.screens.suivis.partenaires import Partenaires
from ui.screens.suivis.phases import Phases
from ui.screens.suivis.referents import Referents
from ui.screens.suivis.situations import Situations

Acts = Mapping[str, Sequence[tuple[str, Act]]]

# Who she is and what stands in the way; then what is worked towards, and with whom.
SITUATION = (Situations, Freins)
PARCOURS = (Objectifs, Phases, Missions, Heures, Partenaires, Documents, Fse, Referents)


def acts_on(context: Context, ecriture: Ecriture) -> Acts:
    """What one does about a signal, by its code, the commonest first."""

    fiche = [("Ouvrir la fiche", lambda one: context.navigate("fiches", prescription_id=one.cible))]
    return {
        "sans_contact": [("Noter un appel", lambda _: ecriture.write_entretien(call=True))],
        "rendez_vous": [
            ("Noter l’issue", lambda one: ecriture.open(lambda: issue_volet(context, one.objet)))
        ],
        "action": [
            ("Fait", lambda one: finish_action(context, one.objet)),
            ("Reporter", lambda one: ecriture.open(lambda: report_volet(context, one.objet))),
        ],
        "sans_referent": [("Nommer un référent", lambda _: ecriture.change_referent())],
        "fiche": fiche,
        "accord": fiche,
        "partage_sans_accord": [
            (
                "Noter ce qu’elle en dit",
                lambda one: ecriture.open(lambda: correct_told(context, one.objet)),
            )
        ],
        "accord_retire": [
            ("Noter un nouvel accord", lambda one: ecriture.open(lambda: renew(context, one.objet)))
        ],
        "accord_expire": [
            ("Renouveler", lambda one: ecriture.open(lambda: renew(context, one.objet)))
        ],
        "fse": [
            (
                "Remplir",
                lambda one: ecriture.open(lambda: questionnaire_at(context, one.objet)),
            )
        ],
        "age": fiche,
    }
