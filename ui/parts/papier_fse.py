"""The questionnaires of the FSE+ on paper: of one person, or of an operation in one booklet."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from models.suivis.operation import Operation
from models.suivis.participant import Participant
from models.suivis.questions import MOMENTS, moments
from ui.kit.context import Context
from ui.kit.editors import Kind
from ui.kit.form import Form, Group, Input
from ui.parts.papier import PapierDialog

if TYPE_CHECKING:
    from models.suivis.papier_fse import Papier

_KNOWN = Input(
    name="connues", label="Avec les réponses connues", kind=Kind.CHECK, wide=True,
    help="Sans elles, les cases sont à cocher à la main.",
)  # fmt: skip
_WAITING = "Ceux qui attendent une réponse ou une signature\u00a0; ou un exemplaire de chacun."
_TODO, _BLANK = "a_faire", "vierges"
_WHICH = (
    (_TODO, "Ceux qui attendent"),
    (_BLANK, "Exemplaires vierges"),
)


def print_questionnaire(
    context: Context, screen: QWidget, participant_id: str, moment: str
) -> PapierDialog:
    """That of one person, at a moment to begin with."""
    participant: Participant = Participant.get_by_id(participant_id)
    options = [(one.code, one.libelle) for one in moments()]
    fields = [
        Input(name="moment", label="Moment", kind=Kind.CHOICE, options=options, required=True),
        _KNOWN,
    ]
    form = Form([Group("", fields)], name="questionnaire_fse", framed=False)
    form.set_values({"moment": moment, "connues": True})

    def papers(values: dict[str, Any]) -> "Sequence[Papier]":
        from models.suivis.dossier_fse import dossier_of
        from models.suivis.papier_fse import papier_of

        dossier = dossier_of(Participant.get_by_id(participant_id))
        return [papier_of(dossier, values["moment"], connues=values["connues"])]

    return _ask(context, screen, form, papers, participant.operation_id)


def print_booklet(
    context: Context, screen: QWidget, operation: Operation, *, waiting: bool
) -> PapierDialog:
    """Those of an operation that wait, if some do; or blank ones to keep at the desk."""
    which = [one for one in _WHICH if waiting or one[0] != _TODO]
    fields = [
        Input(name="lesquels", label="Questionnaires", kind=Kind.CHOICE, options=which,
              required=True, help=_WAITING if waiting else ""),
        _KNOWN,
    ]  # fmt: skip
    form = Form([Group("", fields)], name="questionnaire_fse", framed=False)
    form.set_values({"lesquels": which[0][0], "connues": waiting})

    def papers(values: dict[str, Any]) -> "Sequence[Papier]":
        from models.suivis.dossier_fse import dossiers_of
        from models.suivis.papier_fse import papiers_a_faire, vierge

        if values["lesquels"] == _BLANK:
            return [vierge(operation, moment) for moment in MOMENTS]
        return papiers_a_faire(operation, dossiers_of(operation), connues=values["connues"])

    return _ask(context, screen, form, papers, operation.id)


def _ask(
    context: Context, screen: QWidget, form: Form, papers: Any, operation_id: str
) -> PapierDialog:
    def compose(values: dict[str, Any]) -> bytes:
        from reports.questionnaire_fse import questionnaires_pdf

        return questionnaires_pdf(papers(values))

    def trace(how: str) -> None:
        from models.suivis.papier_fse import trace_papiers

        trace_papiers(operation_id, how=how)

    dialog = PapierDialog(
        context, screen, name="questionnaire_fse.papier", title="Questionnaires FSE+",
        compose=compose, trace=trace, form=form,
    )  # fmt: skip
    dialog.open()
    form.focus_first()
    return dialog
