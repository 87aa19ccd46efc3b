"""All that is known of the participants of an operation, read in a few queries, however many.

Completeness, deadlines, indicators and the file that leaves are all drawn from these.
"""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from models.base import telephone
from models.base.database import handle
from models.base.droit import Droit
from models.base.table import tuples_of
from models.nomenclatures.quartier import Quartier
from models.nomenclatures.service import own_service
from models.personnes.naissance import Precision
from models.personnes.personne import Personne, PersonneCritere
from models.personnes.zonage import STATED
from models.suivis.operation import Operation
from models.suivis.participant import Participant, Sejour, exit_of, sejours_of
from models.suivis.questionnaire import Questionnaire, QuestionnaireReponse
from models.suivis.questions import DOSSIER, Question, questions_of
from models.suivis.suivi import Suivi

_SEXES = {"sexe.femme": "femme", "sexe.homme": "homme", "sexe.autre": "non_binaire"}
_FRR = "critere_public.frr"


@dataclass(frozen=True)
class DossierFse:
    """One participant: the person, when she left, her questionnaires and answers by moment."""

    operation: Operation
    participant: Participant
    personne: Personne
    sortie: dt.date | None
    suivi_id: str | None
    mailbox: str
    questionnaires: dict[str, Questionnaire] = field(default_factory=dict)
    reponses: dict[str, dict[str, str]] = field(default_factory=dict)
    quartier_prioritaire: bool = False
    rural: bool = False

    def given(self, moment: str) -> dict[str, str]:
        """The answers of a moment: those she gave, and those that are read in her file."""
        read = {
            one.code: self.of_file(one.code) for one in questions_of(moment) if one.genre == DOSSIER
        }
        return {**{k: v for k, v in read.items() if v}, **self.reponses.get(moment, {})}

    def answer(self, question: Question) -> str:
        return self.given(question.moment).get(question.code, "")

    def of_file(self, code: str) -> str:
        """What her file says of one thing; nothing where it does not say it."""
        if code == "contact":
            return self.telephone or self.courriel or str(self.operation.contact)
        if code == "date_naissance":
            exact = self.personne.precision_naissance == Precision.JOUR
            born: dt.date | None = self.personne.date_naissance
            return born.isoformat() if born is not None and exact else ""
        return str(getattr(self.personne, code) or "")

    @property
    def telephone(self) -> str:
        return telephone.shown(self.personne.telephone or self.personne.telephone_autre)

    @property
    def courriel(self) -> str:
        """Her own: the mailbox of the structure is not hers."""
        courriel = str(self.personne.courriel)
        return "" if courriel.lower() == self.mailbox else courriel

    @property
    def age(self) -> int | None:
        """In years, on the day of the entry."""
        return self.personne.age_at(self.participant.entree_le)

    def propositions(self) -> dict[str, str]:
        """What her file proposes to questions that she confirms; nothing without a source."""
        found = {
            "sexe": _SEXES.get(self.personne.sexe_id or "", ""),
            "commune_naissance": str(self.personne.lieu_naissance),
            "qpv": self._qpv(),
            "rural": "oui" if self.rural else "",
        }
        return {code: answer for code, answer in found.items() if answer}

    def _qpv(self) -> str:
        """« Non » is proposed only where somebody said so, or where her quartier is known."""
        if self.personne.source_qpv_id is None:
            return ""
        if self.personne.qpv_id is not None:
            return "oui" if self.quartier_prioritaire else "non"
        return "non" if self.personne.source_qpv_id in STATED else ""


def dossiers_of(operation: Operation) -> list[DossierFse]:
    """Every participant of an operation, by name."""
    return _dossiers(Participant.operation == operation.id)


def every_dossier(day: dt.date, suivis: Collection[str] | None = None) -> list[DossierFse]:
    """Every participant (who has one of these suivis) of the operations that are under way, or over
    for less than a year."""
    limit = day - dt.timedelta(days=365)
    here = Operation.au.is_null() | (Operation.au >= limit)
    if suivis is not None:
        hers: Any = Suivi.select(Suivi.personne).where(Suivi.id.in_(list(suivis) or [""]))
        here &= Participant.personne.in_(hers)
    return _dossiers(here)


def dossier_of(participant: Participant) -> DossierFse:
    return _dossiers(Participant.id == participant.id)[0]


def _dossiers(here: Any) -> list[DossierFse]:
    handle().require_actor().require(Droit.SUIVI_LIRE)
    query: Any = (
        Participant.select(Participant, Operation, Personne)
        .join(Operation)
        .switch(Participant)
        .join(Personne)
        .where(here & Participant.archived_at.is_null() & Operation.archived_at.is_null())
    )
    rows: list[Participant] = list(query.order_by(Personne.cle, Participant.id))
    if not rows:  # most structures have no operation: theirs cost one query
        return []
    keys = query.select(Participant.id)
    sheets = _sheets_of(keys)
    answers = _answers_of(keys)
    stays = sejours_of({one.operation.dispositif_id for one in rows} - {None})
    people = query.select(Participant.personne)
    zones, rural = _priority_of(people), _rural_of(people)
    mailbox = str(own_service().courriel).lower() or "-"
    found = []
    for one in rows:
        hers = _during(stays.get((one.operation.dispositif_id, one.personne_id), []), one)
        found.append(
            DossierFse(
                one.operation,
                one,
                one.personne,
                exit_of(one, hers),
                one.suivi_id or (hers[-1].suivi_id if hers else None),
                mailbox,
                sheets.get(one.id, {}),
                answers.get(one.id, {}),
                one.personne_id in zones,
                one.personne_id in rural,
            )
        )
    return found


def _during(sejours: Iterable[Sejour], participant: Participant) -> list[Sejour]:
    """Her suivis that touch the days of the operation, since her entry."""
    return [
        one
        for one in sejours
        if participant.operation.covers(one.du, one.au)
        and (one.au is None or one.au >= participant.entree_le)
    ]


def _sheets_of(participants: Any) -> dict[str, dict[str, Questionnaire]]:
    query: Any = Questionnaire.select().where(Questionnaire.participant.in_(participants))
    found: dict[str, dict[str, Questionnaire]] = {}
    for one in query:
        found.setdefault(one.participant_id, {})[one.moment] = one
    return found


def _answers_of(participants: Any) -> dict[str, dict[str, dict[str, str]]]:
    query: Any = (
        QuestionnaireReponse.select(
            Questionnaire.participant,
            Questionnaire.moment,
            QuestionnaireReponse.question,
            QuestionnaireReponse.reponse,
        )
        .join(Questionnaire)
        .where(Questionnaire.participant.in_(participants))
    )
    found: dict[str, dict[str, dict[str, str]]] = {}
    for participant, moment, question, reponse in tuples_of(query):
        found.setdefault(participant, {}).setdefault(moment, {})[question] = reponse
    return found


def _priority_of(people: Any) -> set[str]:
    """Those whose quartier is a priority one."""
    query: Any = (
        Personne.select(Personne.id)
        .join(Quartier, on=(Personne.qpv == Quartier.id))
        .where(Personne.id.in_(people) & Quartier.qpv)
    )
    return {row[0] for row in tuples_of(query)}


def _rural_of(people: Any) -> set[str]:
    query: Any = PersonneCritere.select(PersonneCritere.personne).where(
        PersonneCritere.personne.in_(people) & (PersonneCritere.critere == _FRR)
    )
    return {row[0] for row in tuples_of(query)}
