"""What came back on paper: who signed, when and where, and the boxes that were ticked."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from models.base.command import command
from models.base.droit import Droit
from models.base.errors import Invalid, Refused
from models.prescriptions.contenu import AccordContenu, Identite, RoleSignature, SignatureContenu
from models.prescriptions.fiche import last_version, note_accord, note_signature
from models.prescriptions.prescription import (
    Accord,
    Prescription,
    VersionFiche,
    required_roles,
    signatures_of,
)


def awaited(prescription: Prescription) -> list[SignatureContenu]:
    """Who must sign the last printed version, with the date of those who did."""
    version = last_version(prescription)
    if version is None:
        return [SignatureContenu(role) for role in required_roles(prescription)]
    signed = {s.role: s for s in signatures_of(version.id)}
    printed = _printed(version).signatures
    wanted = {role.value for role in required_roles(prescription)}
    return [
        SignatureContenu(one.role, one.nom, one.qualite, *_date(signed.get(one.role.value)))
        for one in printed
        if one.role.value in wanted
    ]


def accords_of(prescription: Prescription) -> list[AccordContenu]:
    """What the last printed version asks for, with the answers noted so far."""
    version = last_version(prescription)
    if version is None:
        return []
    query: Any = Accord.select().where(Accord.prescription == prescription.id)
    answers = {accord.code: accord.donne for accord in query}
    printed = _printed(version).accords
    return [AccordContenu(one.code, one.texte, answers.get(one.code)) for one in printed]


@command(right=Droit.FICHE_PREPARER, label="Signatures notées")
def note_paper(
    prescription: Prescription,
    *,
    date: dt.date,
    lieu: str,
    noms: Mapping[RoleSignature, str],
    accords: Mapping[str, bool],
) -> Prescription:
    """Note in one act who signed the last printed version, and what the person agreed to."""
    version = last_version(prescription)
    if version is None:
        raise Refused(
            "Cette fiche n’est pas encore imprimée\u00a0: imprimez-la pour la faire signer."
        )
    if date < prescription.date_demande:
        raise Invalid("date", "Signée le\u00a0: cette date précède celle de la fiche. Vérifiez-la.")
    printed = {one.role: one for one in _printed(version).signatures}
    signed = {s.role for s in signatures_of(version.id)}
    for role, nom in noms.items():
        if role.value in signed:
            continue  # noted meanwhile at another desk
        qualite = printed[role].qualite if role in printed else ""
        note_signature(version, role=role, nom=nom, date=date, lieu=lieu, qualite=qualite)
    texts = {one.code: one.texte for one in accords_of(prescription)}
    for code, donne in accords.items():
        note_accord(prescription, code=code, texte=texts[code], donne=donne, date=date)
    return prescription


def _date(signature: Any) -> tuple[dt.date | None, str]:
    return (None, "") if signature is None else (signature.date, signature.lieu)


def _printed(version: VersionFiche) -> Identite:
    return Identite.from_json(version.identite)
