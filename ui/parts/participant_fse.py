"""The short acts on a participant of the FSE+: written in, dated, called, signed for, taken out."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from models.base import clock
from models.personnes.document import documents_of
from models.suivis.dossier_fse import DossierFse
from models.suivis.operation import Operation, operation_of, operations
from models.suivis.participant import (
    Participant,
    add_participant,
    correct_participant,
    participations_of,
)
from models.suivis.questionnaire import (
    Questionnaire,
    note_attempt,
    questionnaires_of,
    remove_participant,
    sign_questionnaire,
)
from models.suivis.suivi import Suivi
from ui.kit.context import Context
from ui.kit.form import Group, Input
from ui.parts.questionnaire_fse import TITLES
from ui.parts.relire import Known
from ui.parts.volet import Volet

OPERATION, ENTREE = "operation", "entree_le"


class InscriptionVolet(Volet):
    """The first day follows the operation that is chosen, until another is typed."""

    def __init__(self, context: Context, suivi: Suivi, proposed: Sequence[Operation]) -> None:
        self._suivi = suivi
        first = _likely(suivi, proposed)
        options = [(one.id, f"{one.intitule} (n°\u00a0{one.numero})") for one in proposed]
        fields = [
            Input(Participant.operation, label="Opération FSE+", options=options, wide=True),
            Input(Participant.entree_le, required=True),
        ]
        self._proposed = _entree(suivi, first)
        super().__init__(
            context, "Inscrire dans une opération FSE+", [Group("", fields)],
            name="ecrire.inscription", save=self._record, said="Participant inscrit",
            values={OPERATION: first.id if first else None, ENTREE: self._proposed},
        )  # fmt: skip
        self.form.editor(OPERATION).changed.connect(self._follow)

    def _follow(self) -> None:
        try:
            chosen = self.form.editor(OPERATION).value()
            typed = self.form.editor(ENTREE).value()
        except ValueError:  # half typed
            return
        if chosen is not None and typed == self._proposed:
            self._proposed = _entree(self._suivi, operation_of(chosen))
            self.form.editor(ENTREE).set_value(self._proposed)

    def _record(self, values: dict[str, Any]) -> Participant:
        suivi: Suivi = Suivi.get_by_id(self._suivi.id)
        operation = operation_of(values[OPERATION])
        return add_participant(operation, suivi.personne, entree_le=values[ENTREE], suivi=suivi)


def proposed_to(suivi: Suivi) -> list[Operation]:
    """The operations where she may be written in, and is not yet."""
    here = {one.operation_id for one in participations_of(suivi.personne_id)}
    return [
        one
        for one in operations()
        if one.id not in here
        and not one.is_of_one_day
        and one.covers(suivi.ouvert_le, suivi.clos_le)
    ]


def dates_volet(context: Context, participant_id: str) -> Volet:
    """Her first day in the operation, and the last one where it is not that of her suivi."""
    participant: Participant = Participant.get_by_id(participant_id)
    fields = [
        Input(Participant.entree_le, required=True),
        Input(Participant.sortie_le, help="Vide\u00a0: c’est la fin de son suivi."),
    ]
    known = Known(participant, ENTREE, "sortie_le")
    return Volet(
        context, "Dates dans l’opération", [Group("", fields)], name="ecrire.dates",
        save=lambda values: correct_participant(known.fresh(), **values),
        said="Dates corrigées", known=known,
    )  # fmt: skip


def signature_volet(context: Context, dossier: DossierFse, moment: str) -> Volet:
    """When the paper was signed, and its scan if there is one in her file."""
    sheet = questionnaires_of(dossier.participant.id)[moment]
    fields = [Input(Questionnaire.signe_le, help="Vide\u00a0: il n’est pas signé.")]
    scans = _scans(dossier)
    if scans:
        fields.append(Input(Questionnaire.document, options=scans))

    def save(values: dict[str, Any]) -> Questionnaire:
        fresh = questionnaires_of(dossier.participant.id)[moment]
        return sign_questionnaire(fresh, **values)

    return Volet(
        context, f"Signature\u00a0: {TITLES[moment][:1].lower()}{TITLES[moment][1:]}",
        [Group("", fields)], name="ecrire.signature", save=save, said="Signature notée",
        values={"signe_le": sheet.signe_le or clock.today(), "document": sheet.document_id},
    )  # fmt: skip


def joint_volet(context: Context, participant_id: str, moment: str) -> Volet:
    """The day when she was reached at last."""
    return Volet(
        context, "Personne jointe", [Group("", [Input(Questionnaire.joint_le, required=True)])],
        name="ecrire.joint",
        save=lambda values: note_attempt(Participant.get_by_id(participant_id), moment, **values),
        said="Personne jointe", values={"joint_le": clock.today()},
    )  # fmt: skip


def note_silence(context: Context, participant_id: str, moment: str) -> None:
    """One more call that nobody answered."""
    context.attempt(
        lambda: note_attempt(Participant.get_by_id(participant_id), moment, joint_le=None),
        said="Tentative notée",
    )


def take_out(context: Context, participant_id: str) -> None:
    context.attempt(
        lambda: remove_participant(Participant.get_by_id(participant_id)),
        said="Retiré de l’opération",
    )


def _likely(suivi: Suivi, proposed: Sequence[Operation]) -> Operation | None:
    """That of her dispositif; else the only one there is."""
    hers = [one for one in proposed if one.dispositif_id == suivi.dispositif_id]
    found = hers or (list(proposed) if len(proposed) == 1 else [])
    return found[0] if found else None


def _entree(suivi: Suivi, operation: Operation | None) -> dt.date:
    opened: dt.date = suivi.ouvert_le
    return opened if operation is None else max(opened, operation.du)


def _scans(dossier: DossierFse) -> list[tuple[str, str]]:
    listing = documents_of(dossier.personne.id)
    return [(row[0], listing.texts(row)[0]) for row in listing.first()]
