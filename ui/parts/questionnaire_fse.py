"""The answers of one questionnaire of the FSE+, by groups: what is known is proposed, and told."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from models.base import clock
from models.base.errors import Refused
from models.suivis.connus_fse import Connu, connus_of
from models.suivis.dossier_fse import DossierFse, dossier_of
from models.suivis.participant import Participant
from models.suivis.questionnaire import Questionnaire, record_reponses
from models.suivis.questions import (
    CHOIX,
    CHOIX_MULTIPLE,
    DATE,
    NSP,
    TEXTE,
    Question,
    missing,
    questions_of,
)
from ui.kit.context import Context
from ui.kit.editors import Kind
from ui.kit.form import Group, Input
from ui.kit.icons import IconLabel
from ui.kit.names import named
from ui.kit.page import row, text
from ui.kit.tokens import XS
from ui.parts.relire import GONE, Known
from ui.parts.volet import Volet

TITLES = {
    "entree": "Questionnaire d’entrée",
    "sortie": "Questionnaire de sortie",
    "six_mois": "Questionnaire à six mois",
}
DAY = "rempli_le"
_KINDS = {CHOIX: Kind.CHOICE, CHOIX_MULTIPLE: Kind.CHOICES, TEXTE: Kind.LINE, DATE: Kind.DAY}
_OPTIONAL = "Facultatif."


class _Feuille(Known):
    """The sheet of a moment as it was read, with what its form shows; nothing, before it is begun.

    Another desk may begin it meanwhile: that is told as a correction is.
    """

    def __init__(self, dossier: DossierFse, moment: str) -> None:
        self._participant_id, self._moment = dossier.participant.id, moment
        sheet = dossier.questionnaires.get(moment)
        super().__init__(sheet, values=lambda _: self._shown)
        self._shown = _shown_of(dossier, moment)

    @property
    def version(self) -> int:
        return self.row.version if self.row is not None else 0

    def now(self) -> dict[str, Any] | None:
        dossier = self._read()
        return None if dossier is None else _shown_of(dossier, self._moment)

    def reread(self) -> bool:
        dossier = self._read()
        if dossier is None:
            return False
        self.row = dossier.questionnaires.get(self._moment)
        self._shown = _shown_of(dossier, self._moment)
        return True

    def _read(self) -> DossierFse | None:
        """As it stands now, unless she was taken out of the operation."""
        found: Participant | None = Participant.get_or_none(Participant.id == self._participant_id)
        return None if found is None or found.archived_at else dossier_of(found)


class QuestionnaireVolet(Volet):
    """A question that hangs from another is asked once that one is answered so."""

    def __init__(self, context: Context, dossier: DossierFse, moment: str) -> None:
        self._dossier, self._moment = dossier, moment
        known = connus_of(dossier, moment)
        sheet = dossier.questionnaires.get(moment)
        participant_id = dossier.participant.id
        self.feuille = _Feuille(dossier, moment)
        super().__init__(
            context,
            TITLES[moment],
            _groups(moment, known),
            name="ecrire.fse",
            save=self._record,
            said="Questionnaire enregistré",
            known=self.feuille,
            key=f"fse.{participant_id}.{moment}",
        )
        self.setAccessibleName(TITLES[moment])
        if any(one.is_read for one in questions_of(moment)):
            self.body.insertWidget(1, self._read_in_file())
        for question in _typed(moment):
            if question.genre == CHOIX_MULTIPLE:
                self._keep_apart(question)
        self.form.changed.connect(self._ask)
        self._ask()
        if sheet is not None and sheet.rempli_le:  # at first, what is proposed is read too
            lacks = (one.code for one in missing(moment, self.given()) if not one.is_read)
            self.form.start_at(next(lacks, ""))

    def given(self) -> dict[str, str]:
        """The answers as they are typed so far, in the words that are stored."""
        found = {}
        for question in _typed(self._moment):
            try:
                answer = self.form.editor(question.code).value()
            except ValueError:  # half typed
                continue
            if answer:
                found[question.code] = " ".join(answer) if isinstance(answer, list) else str(answer)
        return found

    def _keep_apart(self, question: Question) -> None:
        """An answer that stands alone takes the others away, and goes when one of them comes."""
        editor, alone = self.form.editor(question.code), {question.seule, NSP}
        before: list[str] = editor.value()

        def look() -> None:
            nonlocal before
            came, now = set(editor.value()) - set(before), editor.value()
            kept = [one for one in now if (one in alone) is bool(came & alone)] if came else now
            before = [one for one in kept if one in came] if came & alone else kept
            if before != now:
                editor.set_value(before)

        editor.changed.connect(look)

    def _ask(self) -> None:
        typed, given, absent = self.given(), dict[str, str](), []
        for question in _typed(self._moment):  # in order: what hangs from an absent one is absent
            if not question.is_asked(given):
                absent.append(question.code)
            elif question.code in typed:
                given[question.code] = typed[question.code]
        self.form.leave_out(absent)

    def _record(self, values: dict[str, Any]) -> Questionnaire:
        day = values.pop(DAY)
        found: Participant | None = Participant.get_or_none(
            Participant.id == self._dossier.participant.id
        )
        if found is None:
            raise Refused(GONE)
        version = self.feuille.version
        return record_reponses(found, self._moment, values, rempli_le=day, lue=version)

    def _read_in_file(self) -> QWidget:
        """What is never asked twice, and what her file still lacks."""
        given = self._dossier.given(self._moment)
        read = [one for one in questions_of(self._moment) if one.is_read]
        holder = named(QWidget(), "ecrire.fse.dossier", "Lu dans son dossier")
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        column.addWidget(text("Lu dans son dossier", "section"))
        told = [self._dossier_words(one, given[one.code]) for one in read if one.code in given]
        words = text(" · ".join(told) or "Rien pour l’instant.", "", "ecrire.fse.lu")
        words.setWordWrap(True)
        column.addWidget(words)
        lacks = [one.libelle for one in missing(self._moment, given) if one.is_read]
        if lacks:
            column.addLayout(self._lacking(lacks))
        return holder

    @staticmethod
    def _dossier_words(question: Question, answer: str) -> str:
        if question.code == "date_naissance":
            year, month, day = answer.split("-")
            return f"né·e le {day}/{month}/{year}"
        return answer

    def _lacking(self, lacks: list[str]) -> Any:
        said = text(f"Il y manque\u00a0: {', '.join(lacks)}.", "", "ecrire.fse.manque")
        said.setWordWrap(True)
        go = named(QPushButton("Compléter le dossier"), "ecrire.fse.completer")
        go.setProperty("role", "link")
        go.clicked.connect(self._to_file)
        made = row(IconLabel("warning", 16, kind="attention"), stretch=False)
        made.addWidget(said, 1)
        made.addWidget(go)
        return made

    def _to_file(self) -> None:
        self._context.attempt(self.keep)
        self._context.navigate("personnes", personne=self._dossier.personne.id)


def questionnaire_volet(context: Context, participant_id: str, moment: str) -> QuestionnaireVolet:
    """The form of a participant at a moment, as she stands now in the base."""
    participant: Participant = Participant.get_by_id(participant_id)
    return QuestionnaireVolet(context, dossier_of(participant), moment)


def questionnaire_at(context: Context, objet: str) -> QuestionnaireVolet:
    """That of a signal: « participant.moment »."""
    participant_id, _, moment = objet.partition(".")
    return questionnaire_volet(context, participant_id, moment)


def _typed(moment: str) -> list[Question]:
    return [one for one in questions_of(moment) if not one.is_read]


def _groups(moment: str, known: Mapping[str, Connu]) -> list[Group]:
    found: dict[str, list[Input]] = {}
    for one in _typed(moment):
        found.setdefault(one.groupe, []).append(_input(one, known.get(one.code)))
    groups = [Group(title, fields) for title, fields in found.items()]
    return [*groups, Group("", [Input(Questionnaire.rempli_le, required=True)])]


def _input(question: Question, known: Connu | None) -> Input:
    helps = [known.phrase] if known is not None else []
    if question.facultative:
        helps.append(_OPTIONAL)
    return Input(
        name=question.code,
        label=question.libelle,
        kind=_KINDS[question.genre],
        options=question.reponses,
        help=" ".join(helps),
        wide=True,
        required=False,
    )


def _shown_of(dossier: DossierFse, moment: str) -> dict[str, Any]:
    """The answers there are, those that are proposed, and the day."""
    given = {code: one.reponse for code, one in connus_of(dossier, moment).items()}
    given.update(dossier.reponses.get(moment, {}))
    shown = {one.code: _shown(one, given.get(one.code, "")) for one in _typed(moment)}
    return {**shown, DAY: _day(dossier.questionnaires.get(moment))}


def _shown(question: Question, answer: str) -> Any:
    if question.genre == CHOIX_MULTIPLE:
        return answer.split()
    if question.genre == DATE:
        return dt.date.fromisoformat(answer) if answer else None
    return answer or None


def _day(sheet: Questionnaire | None) -> Any:
    return sheet.rempli_le if sheet is not None and sheet.rempli_le else clock.today()
