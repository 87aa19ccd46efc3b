"""Puts a fiche on paper: what is printed to be signed is kept first, byte for byte."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from models.base.errors import Refused
from models.prescriptions import composer, criteres, fiche
from models.prescriptions.lecture import trace_fiche
from models.prescriptions.prescription import Prescription, VersionFiche
from ui.kit.printing import PDF, print_pdf, save_pdf


def print_to_sign(parent: QWidget, prescription: Prescription) -> str:
    """Print the current version; how it went out, if it did."""
    return _put_out(prescription, lambda pdf: print_pdf(parent, pdf, title_of(prescription)))


def save_to_sign(parent: QWidget, prescription: Prescription) -> str:
    """The same in a file that the person chooses."""
    title = title_of(prescription)
    return _put_out(prescription, lambda pdf: PDF if save_pdf(parent, pdf, title) else "")


def print_signed(parent: QWidget, prescription: Prescription) -> str:
    """The very paper that was signed."""
    signed = fiche.signed_version(prescription)
    if signed is None:
        raise Refused("Cette fiche n’est pas encore signée de tous.")
    pdf = fiche.frozen_pdf(signed.id)
    trace_fiche(prescription.id)
    return print_pdf(parent, pdf, title_of(prescription))


def print_blank(parent: QWidget, dispositif_id: str) -> str:
    """The blank form, to be filled by hand."""
    from reports.fiche_prescription import fiche_prescription

    pdf = fiche_prescription(composer.blank_contenu(dispositif_id))
    return print_pdf(parent, pdf, "Fiche de prescription vierge")


def said_missing(prescription: Prescription) -> str:
    """Why the fiche cannot go to paper yet; nothing when it can."""
    missing = criteres.blocking(prescription, fiche.read_protege(prescription))
    if not missing:
        return ""
    reasons = "\u00a0; ".join(constat.raison for constat in missing)
    remedy = (
        "Écrivez le motif de l’exception, ou corrigez la fiche."
        if all(constat.tolerable for constat in missing)
        else "Corrigez la fiche\u00a0; le dispositif ne prévoit pas d’exception ici."
    )
    return f"Une condition n’est pas remplie\u00a0: {reasons}. {remedy}"


def title_of(prescription: Prescription) -> str:
    return f"Fiche {prescription.numero}"


def _put_out(prescription: Prescription, put: Callable[[bytes], str]) -> str:
    """Keep the version, then put it out; one that did not go out in the end is forgotten."""
    version, is_new = _current_version(prescription)
    done = ""
    try:
        pdf = fiche.frozen_pdf(version.id)
        trace_fiche(prescription.id)
        done = put(pdf)
    finally:
        if is_new and not done:
            fiche.take_back_version(version)
    return done


def _current_version(prescription: Prescription) -> tuple[VersionFiche, bool]:
    """The frozen version that says what the fiche says now, and whether it is new."""
    contenu = composer.contenu_of(prescription, fiche.read_protege(prescription))
    last = fiche.last_version(prescription)
    if last is not None and last.numero_version == contenu.identite.version:
        return last, False
    from reports.fiche_prescription import fiche_prescription

    pdf = fiche_prescription(contenu)
    return fiche.freeze_version(prescription, contenu=contenu, pdf=pdf), True
