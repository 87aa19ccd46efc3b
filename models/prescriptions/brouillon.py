"""What is typed of a fiche and not saved yet; its protected half stays sealed in the draft too."""

import json
from typing import Any

from models.base import drafts
from models.base.errors import Failure
from models.base.table import dumps
from models.comptes import enveloppe
from models.prescriptions.prescription import Prescription


def keep_draft(prescription: Prescription, typed: dict[str, Any], *, sealed: bool) -> None:
    """Keep what is typed; `sealed` under the notes key, when the protected half is in it."""
    body = dumps(typed).encode()
    if sealed:
        body = enveloppe.seal_for(enveloppe.EQUIPE, body, context=_context(prescription))
    drafts.keep_draft(_key(prescription, sealed=sealed), body)


def kept_draft(prescription: Prescription) -> dict[str, Any] | None:
    """What was typed and not saved, as far as this account can open it."""
    for sealed in (True, False):
        body = drafts.draft_bytes(_key(prescription, sealed=sealed))
        plain = _opened(prescription, body, sealed=sealed)
        if plain is not None:
            typed: dict[str, Any] = json.loads(plain)
            return typed
    return None


def forget_draft(prescription: Prescription, *, whole: bool) -> None:
    """Called once saved; who cannot read the protected half leaves its draft where it is."""
    drafts.forget_draft(_key(prescription, sealed=False))
    if whole:
        drafts.forget_draft(_key(prescription, sealed=True))


def _opened(prescription: Prescription, body: bytes | None, *, sealed: bool) -> bytes | None:
    if body is None or not sealed:
        return body
    try:
        return enveloppe.read(body, context=_context(prescription))
    except Failure:
        return None


def _key(prescription: Prescription, *, sealed: bool) -> str:
    return f"fiche.{prescription.id}" if sealed else f"fiche.{prescription.id}.ouvert"


def _context(prescription: Prescription) -> str:
    return enveloppe.context_of(Prescription, prescription.id, champ="brouillon")
