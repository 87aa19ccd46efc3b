"""What a participant answered at each moment: empty stays empty, a refusal is an answer."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from models.base import clock
from models.base.command import command
from models.base.droit import Droit
from models.base.errors import Invalid, Refused
from models.base.fields import CodeField, DayField, ForeignKey, IntegerField, TextField
from models.base.table import Table, conflict, tuples_of
from models.personnes.document import Document
from models.suivis.participant import Participant, absorbing, check_writer
from models.suivis.questions import MOMENTS, checked, questions_of
from models.suivis.regles import require_reading

TENTATIVES = 3  # calls without an answer, before she is said to be out of reach
INJOIGNABLE = "injoignable"


class Questionnaire(Table):
    """The questions of one moment, for one participant."""

    participant_id: str
    document_id: str | None

    participant = ForeignKey(Participant)
    moment = CodeField(verbose_name="Moment")  # entree, sortie, six_mois
    rempli_le = DayField(null=True, verbose_name="Rempli le")
    signe_le = DayField(null=True, verbose_name="Signé le")
    document = ForeignKey(Document, null=True, index=False, verbose_name="Pièce")
    joint_le = DayField(null=True, verbose_name="Jointe le")
    tentatives = IntegerField(default=0, verbose_name="Tentatives")

    class Meta:
        indexes = ((("participant", "moment"), True),)


class QuestionnaireReponse(Table):
    """One answer; a question without a row was not answered. Several codes are one text."""

    questionnaire_id: str

    questionnaire = ForeignKey(Questionnaire)
    question = CodeField()
    reponse = TextField(max_length=200)

    class Meta:
        indexes = ((("questionnaire", "question"), True),)


def questionnaires_of(participant_id: str) -> dict[str, Questionnaire]:
    """Those that were begun, by moment."""
    require_reading()
    query: Any = Questionnaire.select().where(Questionnaire.participant == participant_id)
    return {one.moment: one for one in query}


def reponses_of(questionnaire: Questionnaire) -> dict[str, str]:
    """The answers by question, as they are stored."""
    require_reading()
    columns = (QuestionnaireReponse.question, QuestionnaireReponse.reponse)
    query: Any = QuestionnaireReponse.select(*columns)
    return dict(tuples_of(query.where(QuestionnaireReponse.questionnaire == questionnaire.id)))


@command(right=Droit.SUIVI_ECRIRE, label="Questionnaire enregistré")
def record_reponses(
    participant: Participant,
    moment: str,
    reponses: Mapping[str, Any],
    *,
    rempli_le: dt.date | None = None,
    lue: int | None = None,
) -> Questionnaire:
    """Write answers; one that is emptied is no more, one that is not named stays as it is.

    `lue` is the version that was read, 0 where nothing was begun: `Conflict` if it is another now.

    An answer to a question that is not asked any more goes with what made it asked. A signature
    stands for the answers that were signed: when one changes, it falls.
    """
    check_writer(participant)
    stored = questionnaires_of(participant.id).get(moment)
    before = stored.version if stored is not None else 0
    if lue is not None and lue != before:
        raise conflict()
    sheet = stored or _sheet(participant, moment)
    day = rempli_le or sheet.rempli_le or clock.today()
    _check_day(participant, day)
    known = reponses_of(sheet)
    wanted = _merged(moment, known, reponses)
    _check_reach(sheet, wanted)
    if wanted != known:
        sheet.signe_le = None
    sheet.rempli_le = day
    sheet.save()
    if wanted != known and before == sheet.version:
        sheet.touch("reponses")  # so that two desks do not answer one over the other
    _write(sheet, known, wanted)
    return sheet


@command(right=Droit.SUIVI_ECRIRE, label="Signature du questionnaire notée")
def sign_questionnaire(
    questionnaire: Questionnaire, *, signe_le: dt.date | None, document: str | None = None
) -> Questionnaire:
    """Say that the person signed the paper, with its scan if there is one; None takes it back."""
    check_writer(questionnaire.participant)
    if questionnaire.rempli_le is None:
        raise Refused("Ce questionnaire n’est pas rempli\u00a0: il ne se signe pas encore.")
    if signe_le is not None and not questionnaire.rempli_le <= signe_le <= clock.today():
        raise Invalid(
            "signe_le",
            f"Signé le\u00a0: la date va du {questionnaire.rempli_le:%d/%m/%Y}, où il a été "
            "rempli, à aujourd’hui. Vérifiez-la.",
        )
    questionnaire.signe_le, questionnaire.document = signe_le, document
    return questionnaire.save()


@command(right=Droit.SUIVI_ECRIRE, label="Tentative notée")
def note_attempt(
    participant: Participant, moment: str, *, joint_le: dt.date | None
) -> Questionnaire:
    """One call for the answers: nobody there, or reached on a day."""
    check_writer(participant)
    sheet = _sheet(participant, moment)
    sheet.tentatives += 1
    if joint_le is not None:
        sheet.joint_le = joint_le
    return sheet.save()


def _sheet(participant: Participant, moment: str) -> Questionnaire:
    if moment not in MOMENTS:
        raise ValueError(moment)
    known = questionnaires_of(participant.id).get(moment)
    return known or Questionnaire(participant=participant, moment=moment)


def _check_day(participant: Participant, day: dt.date) -> None:
    if day < participant.entree_le:
        raise Invalid(
            "rempli_le",
            f"Rempli le\u00a0: cette date précède l’entrée, le {participant.entree_le:%d/%m/%Y}. "
            "Vérifiez-la.",
        )
    if day > clock.today():
        raise Invalid("rempli_le", "Rempli le\u00a0: cette date est dans l’avenir. Vérifiez-la.")


def _merged(moment: str, known: Mapping[str, str], given: Mapping[str, Any]) -> dict[str, str]:
    """The answers there will be: the stored ones, those given over them, nothing that is empty."""
    found = {one.code: one for one in questions_of(moment)}
    if unknown := set(given) - set(found):
        raise ValueError(f"no such question: {sorted(unknown)}")
    merged = dict(known)
    for code, answer in given.items():
        if found[code].is_read:
            raise ValueError(f"read from the file: {code}")
        merged[code] = checked(found[code], answer)
    merged = {code: answer for code, answer in merged.items() if answer}
    for code, question in found.items():  # in order: what hangs from a dropped one drops too
        if not question.is_asked(merged):
            merged.pop(code, None)
    return merged


def _check_reach(sheet: Questionnaire, wanted: Mapping[str, str]) -> None:
    out = next((code for code, answer in wanted.items() if answer == INJOIGNABLE), None)
    if out is not None and sheet.tentatives < TENTATIVES:
        left = TENTATIVES - sheet.tentatives
        raise Invalid(
            out,
            f"Injoignable se dit après {TENTATIVES} tentatives notées\u00a0: il en manque {left}. "
            "Notez chacune par «\u00a0Appel sans réponse\u00a0», dans la liste ou dans le suivi.",
        )


def _write(sheet: Questionnaire, known: Mapping[str, str], wanted: Mapping[str, str]) -> None:
    for row in _rows_of(sheet):
        if row.question not in wanted:
            row.remove()
        elif row.reponse != wanted[row.question]:
            row.reponse = wanted[row.question]
            row.save()
    for code in sorted(set(wanted) - set(known)):
        QuestionnaireReponse(questionnaire=sheet, question=code, reponse=wanted[code]).save()


def _absorb(kept: Participant, gone: Participant) -> None:
    """What was answered under the other file is hers; where both answered, the kept one stands."""
    here, there = questionnaires_of(kept.id), questionnaires_of(gone.id)
    for moment, sheet in there.items():
        if moment not in here:
            sheet.participant = kept
            sheet.save()
            continue
        known = reponses_of(here[moment])
        for row in _rows_of(sheet):
            if row.question not in known:
                row.questionnaire = here[moment]  # moved, so that the merge can be taken back
                row.save()
        _drop(sheet)


def _drop(sheet: Questionnaire) -> None:
    for row in _rows_of(sheet):
        row.remove()
    sheet.remove()


def _rows_of(sheet: Questionnaire) -> list[QuestionnaireReponse]:
    return list(QuestionnaireReponse.select().where(QuestionnaireReponse.questionnaire == sheet.id))


absorbing.append(_absorb)


@command(right=Droit.SUIVI_ECRIRE, label="Participant retiré")
def remove_participant(participant: Participant) -> None:
    """Take out somebody written by mistake; refused once she answered anything."""
    check_writer(participant)
    sheets = questionnaires_of(participant.id).values()
    if any(sheet.rempli_le is not None for sheet in sheets):
        nom = participant.personne.nom_affiche
        raise Refused(
            f"{nom} a déjà répondu à un questionnaire\u00a0: ce dossier reste dans l’opération. "
            "Notez plutôt une sortie.",
            names=(nom,),
        )
    for sheet in sheets:
        _drop(sheet)
    participant.remove()
