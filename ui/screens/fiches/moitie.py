"""The half of a fiche under the notes key: who reads it here, and what the others are told."""

from PySide6.QtWidgets import QWidget

from models.base.database import handle
from models.base.droit import Droit
from models.base.errors import Failure
from models.comptes.acces import Acces
from models.prescriptions import fiche
from models.prescriptions.contenu import Protege
from models.prescriptions.prescription import Prescription
from ui.kit.actions import UiAction, button
from ui.kit.context import Context
from ui.kit.page import card, text

FOR_REFERENTS = (
    "La scolarité, la situation, les freins, le projet et les mots de la personne, comme tout "
    "motif, ne se lisent qu’avec un compte de référent."
)
OF_WORKSTATION = (
    "Ce poste s’est ouvert tout seul\u00a0: la scolarité, la situation, les freins, le projet et "
    "les mots de la personne, comme tout motif, demandent votre mot de passe."
)


def read_protege(context: Context, prescription: Prescription) -> Protege | None:
    """The protected half; None for who may not read it, or has not the key of it."""
    if not context.may(Droit.FICHE_CONTENU) or not _holds_notes():
        return None
    try:
        return fiche.read_protege(prescription)
    except Failure:
        return None


def is_device() -> bool:
    """Whether this workstation opened the base by itself, with less than its account's rights."""
    keys = handle().keys
    return isinstance(keys, Acces) and keys.device


def said_protected(unlock: UiAction) -> QWidget:
    """What stands in place of the protected half."""
    device = is_device()
    said = text(OF_WORKSTATION if device else FOR_REFERENTS, "secondary", "fiche.protege")
    said.setWordWrap(True)
    shown = [said, button(unlock)] if device else [said]
    return card("Suite de la fiche", *shown)


def _holds_notes() -> bool:
    """An account that was given a new password may have the role and not the key."""
    keys = handle().keys
    return isinstance(keys, Acces) and keys.holds_notes
