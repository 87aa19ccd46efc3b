"""The signals of the FSE+ questionnaires: at the entry, at the exit and six months after."""

import datetime as dt
from collections.abc import Iterator

from models.suivis.echeance_fse import Niveau, echeances_fse
from models.suivis.operation import Operation
from models.suivis.participant import Participant
from models.suivis.questionnaire import Questionnaire, QuestionnaireReponse
from models.suivis.signaux import Gravite, Signal, lues, toujours
from models.suivis.vues import Vues

_GRAVITES = {
    Niveau.A_FAIRE: Gravite.PROCHE,
    Niveau.RAPPEL: Gravite.PROCHE,
    Niveau.INCOMPLET: Gravite.SAVOIR,
}
FEW = 50  # suivis: of more, all are read at once


def _questionnaires(views: Vues, day: dt.date) -> Iterator[Signal]:
    if not Participant.select(Participant.id).limit(1).exists():
        return  # most structures have no operation: to say so costs a tenth of looking
    few = list(views) if len(views) <= FEW else None
    for one in echeances_fse(day, few):
        if one.suivi_id in views:
            yield Signal(
                str(one.suivi_id),
                "fse",
                one.phrase,
                _GRAVITES.get(one.niveau, Gravite.RETARD),
                objet=f"{one.participant_id}.{one.moment}",
                depuis=one.pour_le,
            )


toujours.append(_questionnaires)
lues.update({Operation, Participant, Questionnaire, QuestionnaireReponse})
