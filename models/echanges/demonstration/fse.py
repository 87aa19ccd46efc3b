"""The FSE+ operation of the demonstration: who takes part, what was answered, what still lacks."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from models.echanges.demonstration.calendrier import DAY, open_day
from models.echanges.demonstration.comites import DISPOSITIF
from models.echanges.demonstration.hasard import Hasard
from models.suivis.nouvelle import WEEKS
from models.suivis.operation import Operation, create_operation
from models.suivis.participant import Participant, add_participant, propositions_of
from models.suivis.questionnaire import Questionnaire, record_reponses, sign_questionnaire
from models.suivis.questions import CHOIX_MULTIPLE, DATE, TEXTE, Question, questions_of
from models.suivis.suivi import Suivi, add_months

_LACKING = 9  # one entry in so many was begun and never finished
_TEXTES = {
    "commune_naissance": "Limoges",
    "pays_naissance": "France",
    "categorie_france_travail": "Catégorie A",
    "qualification_intitule": "Attestation de formation aux premiers secours",
}


def write_fse(data: Mapping[str, Any], day: dt.date) -> None:
    """Entries, exits and sixth months of all who were followed in the dispositif, up to a day."""
    names = {name: data[name] for name in ("numero", "intitule", "contact")}
    first: Suivi = Suivi.select().where(Suivi.dispositif == DISPOSITIF).order_by(
        Suivi.ouvert_le
    ).get()  # fmt: skip
    operation: Operation = create_operation(**names, dispositif=DISPOSITIF, du=first.ouvert_le)
    saisie = _Saisie(data, day)
    for rank, one in enumerate(propositions_of(operation)):
        participant = add_participant(
            operation, one.personne, entree_le=one.entree_le, suivi=one.suivi
        )
        saisie.tell(participant, one.suivi, whole=rank % _LACKING != _LACKING - 1)


class _Saisie:
    """Answers as they are drawn, one moment after the other."""

    def __init__(self, data: Mapping[str, Any], day: dt.date) -> None:
        self._poids, self._sorties, self._day = data["poids"], data["sorties"], day
        self._hasard = Hasard("fse")

    def tell(self, participant: Participant, suivi: Suivi, *, whole: bool) -> None:
        questions = questions_of("entree")
        self._record(participant, "entree", suivi.ouvert_le, questions if whole else questions[:16])
        if suivi.clos_le is None:
            return
        motif = (suivi.motif_sortie_id or "").partition(".")[2]
        why, situation = self._sorties[motif]
        given = {"motif_sortie": why, "situation_sortie": situation}
        asked = open_day(suivi.clos_le + 6 * DAY)
        if suivi.clos_le + WEEKS < self._day:
            self._record(participant, "sortie", asked, questions_of("sortie"), given)
        later = open_day(add_months(suivi.clos_le, 6) - 5 * DAY, -1)
        if why == "fin_prevue" and later < self._day:
            given = {"situation_six_mois": situation}
            self._record(participant, "six_mois", later, questions_of("six_mois"), given)

    def _record(
        self,
        participant: Participant,
        moment: str,
        day: dt.date,
        questions: Sequence[Question],
        given: Mapping[str, str] | None = None,
    ) -> None:
        told = dict(given or {})
        for question in questions:
            if not question.is_read and question.code not in told and question.is_asked(told):
                told[question.code] = self._answer(question, participant, day)
        told = {code: answer for code, answer in told.items() if answer}
        when = min(day, self._day)
        sheet: Questionnaire = record_reponses(participant, moment, told, rempli_le=when)
        if self._hasard.chance(80):
            sign_questionnaire(sheet, signe_le=when)

    def _answer(self, question: Question, participant: Participant, day: dt.date) -> str:
        if question.code == "sexe":
            return (participant.personne.sexe_id or "").partition(".")[2] or "nsp"
        if question.genre == TEXTE:
            return _TEXTES[question.code]
        if question.genre == DATE:
            return (day - 20 * DAY).isoformat()
        weights = self._poids.get(question.code)
        if weights is None:
            return "" if question.facultative else question.reponses[0][0]
        drawn = self._hasard.weighted(weights)
        return drawn if question.genre != CHOIX_MULTIPLE else str(drawn)
