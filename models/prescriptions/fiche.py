"""Writing a fiche: created from a personne, filled, frozen to be signed, signed, reprinted."""

import base64
import datetime as dt
import json
import re
import secrets
from typing import Any

import peewee

from models.base import clock, telephone
from models.base.command import command
from models.base.crypto import fingerprint
from models.base.database import handle
from models.base.droit import Droit
from models.base.errors import Invalid, Refused
from models.comptes import enveloppe
from models.nomenclatures.structure import Structure, structure_named
from models.personnes.personne import Personne
from models.prescriptions.contenu import FicheContenu, Identite, Protege, RoleSignature
from models.prescriptions.prescription import (
    Accord,
    Etape,
    Prescription,
    Signature,
    VersionFiche,
    required_roles,
    signatures_of,
    versions_of,
    write_numeros,
)
from models.suivis.dispositif import Dispositif, Session
from models.suivis.suivi import Suivi

_FOR_MINORS = re.compile(r"^Pour les moins de 18\sans\s:\s")
_DETAIL = re.compile(
    r"\s*\([^)]*\)|, s’il .*$| du jeune ou .*$| ou le dernier .*$| au nom .*$| à l’Assurance .*$"
)
_ARTICLE = re.compile(r"^(?:un|une|le|la|les|des)\s|^l’", re.IGNORECASE)
SALT = 16  # bytes
_NUMBERING = 20_260  # any number, the same for all desks: the lock that orders the numbers


@command(right=Droit.FICHE_PREPARER, label="Fiche de prescription créée")
def create_prescription(
    *, personne: Personne, dispositif: str, session: str | None = None, **values: Any
) -> Prescription:
    """A new fiche, numbered, for one personne and one dispositif."""
    day = values.pop("date_demande", None) or clock.today()
    if session and Session.get_by_id(session).dispositif_id != dispositif:
        raise Invalid(
            "session", "Session visée\u00a0: elle n’est pas de ce dispositif. Choisissez-en une."
        )
    prescription = Prescription(
        numero=_next_numero(day.year),
        jeton=new_jeton(),
        personne=personne,
        dispositif=dispositif,
        session=session,
        date_demande=day,
    )
    prescription.documents = _documents(prescription)
    _fill(prescription, values)
    prescription.save()
    write_numeros(personne.id)
    return prescription


@command(right=Droit.FICHE_PREPARER, label="Fiche enregistrée")
def save_prescription(prescription: Prescription, **values: Any) -> Prescription:
    """Change what the accueil may read of a fiche; `prescripteur_structure` is a name."""
    _fill(prescription, values)
    return prescription.save()


@command(right=Droit.FICHE_PREPARER, label="Fiche enregistrée")
def save_fiche(
    prescription: Prescription, *, protege: Protege | None = None, **values: Any
) -> Prescription:
    """Change both halves in one act; without `protege` its half stays as it is."""
    saved: Prescription = save_prescription(prescription, **values)
    return saved if protege is None else save_protege(saved, protege)


def as_typed(prescription_id: str, values: dict[str, Any]) -> Prescription:
    """The fiche with values that are not saved yet, for its preview; never to be saved."""
    prescription: Prescription = Prescription.get_by_id(prescription_id)
    typed = dict(values)
    structure = typed.pop("prescripteur_structure", "")
    prescription.prescripteur_structure = Structure(nom=structure) if structure else None
    for name, value in typed.items():
        setattr(prescription, name, value)
    return prescription


@command(right=Droit.FICHE_CONTENU, label="Contenu de la fiche enregistré")
def save_protege(prescription: Prescription, protege: Protege) -> Prescription:
    """Seal the half that only those who hold the notes key read."""
    if prescription.protege is not None and read_protege(prescription) == protege:
        return prescription
    prescription.protege = enveloppe.seal_for(
        enveloppe.EQUIPE, protege.to_json().encode(), context=_context(prescription)
    )
    return prescription.save()


def read_protege(prescription: Prescription) -> Protege:
    """The protected half; `Refused` for an account without the notes key."""
    handle().require_actor().require(Droit.FICHE_CONTENU)
    if prescription.protege is None:
        return Protege()
    plain = enveloppe.read(bytes(prescription.protege), context=_context(prescription))
    return Protege.from_json(plain.decode())


@command(right=Droit.FICHE_CONTENU, label="Version figée pour signature", undoable=False)
def freeze_version(
    prescription: Prescription, *, contenu: FicheContenu, pdf: bytes
) -> VersionFiche:
    """Keep what is printed to be signed: data, PDF and fingerprint.

    The same content as the last version is the same version: its paper may already be signed.
    """
    numero = contenu.identite.version
    last = last_version(prescription)
    if last is not None and numero <= last.numero_version:
        raise Refused(
            "Cette version est déjà figée. Rouvrez la fiche\u00a0: elle porte le numéro suivant."
        )
    version = VersionFiche(
        prescription=prescription,
        numero_version=numero,
        identite=contenu.identite.to_json(),
        figee_le=clock.now(),
    )
    # Salted under the seal: whoever reads the base cannot confirm a guess of a nearly empty fiche.
    salted = secrets.token_bytes(SALT) + pdf
    version.empreinte = fingerprint(salted)
    version.pdf = enveloppe.seal_for(enveloppe.EQUIPE, salted, context=_context(version, "pdf"))
    if contenu.protege is not None:
        body = contenu.protege.to_json().encode()
        context = _context(version)
        version.protege = enveloppe.seal_for(enveloppe.EQUIPE, body, context=context)
    return version.save()


@command(right=Droit.FICHE_CONTENU, label="Version reprise", undoable=False)
def take_back_version(version: VersionFiche) -> None:
    """Forget a version that was frozen and did not go to paper; `Refused` once it is signed."""
    if signatures_of(version.id):
        raise Refused("Cette version est signée\u00a0: elle est gardée telle quelle.")
    VersionFiche.get_by_id(version.id).remove()


def last_version(prescription: Prescription) -> VersionFiche | None:
    versions = versions_of(prescription.id)
    return versions[0] if versions else None


def frozen_pdf(version_id: str) -> bytes:
    """The bytes of a frozen version; `Refused` if they are not those that were frozen."""
    handle().require_actor().require(Droit.FICHE_CONTENU)
    version = VersionFiche.get_by_id(version_id)
    salted = enveloppe.read(bytes(version.pdf), context=_context(version, "pdf"))
    if fingerprint(salted) != version.empreinte:
        raise Refused(
            "Cette version a été altérée\u00a0: son empreinte ne correspond plus. "
            "Restaurez une sauvegarde, ou imprimez une nouvelle version."
        )
    return salted[SALT:]


def frozen_contenu(version_id: str) -> FicheContenu:
    """The data of a frozen version."""
    handle().require_actor().require(Droit.FICHE_CONTENU)
    version = VersionFiche.get_by_id(version_id)
    protege = None
    if version.protege is not None:
        plain = enveloppe.read(bytes(version.protege), context=_context(version))
        protege = Protege.from_json(plain.decode())
    return FicheContenu(Identite.from_json(version.identite), protege)


def signed_version(prescription: Prescription) -> VersionFiche | None:
    """The newest version that all required roles signed."""
    required = {role.value for role in required_roles(prescription)}
    for version in versions_of(prescription.id):
        if required <= {s.role for s in signatures_of(version.id)}:
            return version
    return None


@command(right=Droit.FICHE_PREPARER, label="Signature notée")
def note_signature(
    version: VersionFiche, *, role: RoleSignature, nom: str, date: dt.date, **details: Any
) -> Signature:
    """Note from the paper who signed a version; `qualite` and `lieu` if they are known."""
    if date > clock.today():
        raise Invalid("date", "Signée le\u00a0: cette date est dans l’avenir. Vérifiez-la.")
    return Signature(
        version_fiche=version,
        role=role.value,
        nom=nom,
        date=date,
        recueillie_par=handle().require_actor().agent_id,
        **details,
    ).save()


@command(right=Droit.FICHE_PREPARER, label="Accord noté")
def note_accord(
    prescription: Prescription, *, code: str, texte: str, donne: bool, date: dt.date
) -> Accord:
    """Note from the paper what the person agreed to."""
    here = (Accord.prescription == prescription.id) & (Accord.code == code)
    accord = Accord.get_or_none(here) or Accord(prescription=prescription, code=code)
    accord.texte, accord.donne, accord.date = texte, donne, date
    saved: Accord = accord.save()
    return saved


@command(right=Droit.FICHE_PREPARER, label="Étape notée")
def note_etape(
    prescription: Prescription,
    *,
    nature: str,
    date: dt.date,
    motif: str = "",
    suivi: Suivi | None = None,
) -> Etape:
    """Note a dated fact: transmise, retiree, annulee, entree, desistement, achevee.

    `motif`, from a list or in one's own words, is sealed: who notes it may not read it again.
    """
    etape = Etape(prescription=prescription, nature=nature, date=date, suivi=suivi)
    if motif:
        context = _context(etape, "motif")
        etape.motif = enveloppe.seal_for(enveloppe.EQUIPE, motif.encode(), context=context)
    return etape.save()


def read_motif(etape: Etape) -> str:
    """Why, in words; `Refused` for an account without the notes key."""
    handle().require_actor().require(Droit.FICHE_CONTENU)
    if etape.motif is None:
        return ""
    return enveloppe.read(bytes(etape.motif), context=_context(etape, "motif")).decode()


def new_jeton() -> str:
    """The random token of the QR code: 24 characters of base32, nothing personal."""
    return base64.b32encode(secrets.token_bytes(15)).decode()


def _next_numero(year: int) -> str:
    """The next number of the year, whatever other desks do at the same time."""
    if handle().is_server:
        handle().engine.execute_sql("SELECT pg_advisory_xact_lock(%s)", (_NUMBERING,))
    query: Any = Prescription.select(peewee.fn.MAX(Prescription.numero))
    last = query.where(Prescription.numero.startswith(f"{year}-")).scalar()
    return f"{year}-{int(last.split('-')[1]) + 1 if last else 1:04d}"


def _documents(prescription: Prescription) -> str:
    """What to bring, named in short: what each is good for stays with the dispositif."""
    whole: list[str] = json.loads(Dispositif.get_by_id(prescription.dispositif_id).documents)
    named = [_DETAIL.sub("", document) for document in whole]
    minor = prescription.personne.is_minor_at(prescription.date_demande)
    kept = [one for one in named if minor or not _FOR_MINORS.match(one)]
    return ", ".join(_ARTICLE.sub("", _FOR_MINORS.sub("", one)) for one in kept)


def _fill(prescription: Prescription, values: dict[str, Any]) -> None:
    structure = values.pop("prescripteur_structure", None)
    if isinstance(structure, str):
        prescription.prescripteur_structure = structure_named(structure) if structure else None
    for name, value in values.items():
        if name not in Prescription._meta.fields:
            raise TypeError(f"a fiche has no {name!r} that the accueil may read")
        setattr(prescription, name, value)
    for name in ("prescripteur_telephone", "representant_telephone"):
        number = telephone.normalise(getattr(prescription, name), field=name)
        setattr(prescription, name, number)


def _context(row: Prescription | VersionFiche | Etape, champ: str = "protege") -> str:
    return enveloppe.context_of(type(row), row.id, champ=champ)


enveloppe.declare_sealed(Prescription, "protege", _context)
enveloppe.declare_sealed(VersionFiche, "protege", _context)
enveloppe.declare_sealed(VersionFiche, "pdf", lambda version: _context(version, "pdf"))
enveloppe.declare_sealed(Etape, "motif", lambda etape: _context(etape, "motif"))
