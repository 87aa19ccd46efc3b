"""Gathers what is known into the content of a fiche, as it will be printed."""

import dataclasses
import json

from models.base import telephone
from models.comptes.agent import Agent
from models.nomenclatures.service import own_service
from models.nomenclatures.valeur import label
from models.personnes.personne import Personne
from models.prescriptions.contenu import (
    AccordContenu,
    DispositifContenu,
    FicheContenu,
    FinanceurContenu,
    Identite,
    Logo,
    PersonneContenu,
    PrescripteurContenu,
    Protege,
    RepresentantContenu,
    RoleSignature,
    ServiceContenu,
    SignatureContenu,
    accords_usuels,
)
from models.prescriptions.criteres import check_criteres
from models.prescriptions.fiche import frozen_contenu, last_version
from models.prescriptions.prescription import Prescription, required_roles
from models.suivis.dispositif import Dispositif, Session, criteres_of
from models.suivis.financeur import financeurs_of
from models.suivis.suivi import referents_of


def contenu_of(prescription: Prescription, protege: Protege | None) -> FicheContenu:
    """What the fiche says now.

    While nothing changed since the last frozen version, that version is what it says: the paper
    that was signed is the paper that is reprinted.
    """
    protege = protege and _judged(prescription, protege)
    fresh = FicheContenu(_identite(prescription, version=1), protege)
    last = last_version(prescription)
    if last is None:
        return fresh
    if protege is not None:
        frozen = frozen_contenu(last.id)
        if _same(frozen, fresh):
            return frozen.with_logos(_logos())
    return FicheContenu(_identite(prescription, version=last.numero_version + 1), protege)


def blank_contenu(dispositif_id: str, session_id: str | None = None) -> FicheContenu:
    """The blank form of a dispositif, to be filled by hand."""
    dispositif = Dispositif.get_by_id(dispositif_id)
    session = Session.get_by_id(session_id) if session_id else None
    content = dispositif_contenu(dispositif, session)
    return FicheContenu(
        Identite(
            service=service_contenu(dispositif),
            dispositif=content,
            accords=_accords(dispositif, content),
        )
    )


def service_contenu(dispositif: Dispositif | None = None) -> ServiceContenu:
    """The letterhead, and what the notice d'information says."""
    service = own_service()
    address = [line for line in service.adresse.splitlines() if line.strip()]
    town = " ".join(p for p in (service.code_postal, service.commune) if p)
    payers = financeurs_of(dispositif) if dispositif else []
    return ServiceContenu(
        nom=service.nom,
        adresse=tuple([*address, town] if town else address),
        telephone=telephone.shown(service.telephone),
        courriel=service.courriel,
        siret=service.siret,
        logo=Logo.of("logo", bytes(service.logo)) if service.logo else None,
        contact_droits=service.contact_droits or service.courriel or service.telephone,
        conservation=service.conservation,
        financeurs=tuple(FinanceurContenu(nom=one.nom, mention=one.mention) for one in payers),
    )


def dispositif_contenu(dispositif: Dispositif, session: Session | None) -> DispositifContenu:
    return DispositifContenu(
        intitule=dispositif.intitule,
        presentation=dispositif.presentation,
        comite=tuple(json.loads(dispositif.comite)),
        session=session.intitule if session else "",
        session_debut=session.debut if session else None,
        session_fin=session.fin if session else None,
        criteres=tuple(c.libelle for c in criteres_of(dispositif.id)),
    )


def _identite(prescription: Prescription, *, version: int) -> Identite:
    dispositif = Dispositif.get_by_id(prescription.dispositif_id)
    session = Session.get_by_id(prescription.session_id) if prescription.session_id else None
    content = dispositif_contenu(dispositif, session)
    personne = prescription.personne
    return Identite(
        service=service_contenu(dispositif),
        dispositif=content,
        numero=prescription.numero,
        version=version,
        date=prescription.date_demande,
        jeton=prescription.jeton,
        prescripteur=_prescripteur(prescription),
        personne=_personne(personne),
        mineur=_minor(prescription),
        representant=_representant(prescription),
        criteres=check_criteres(prescription, None),
        disponibilites=prescription.disponibilites,
        documents=prescription.documents,
        accords=_accords(dispositif, content, _referent(prescription)),
        signatures=tuple(_signature(prescription, role) for role in _roles(prescription)),
    )


def _judged(prescription: Prescription, protege: Protege) -> Protege:
    return dataclasses.replace(protege, criteres=check_criteres(prescription, protege))


def _same(frozen: FicheContenu, fresh: FicheContenu) -> bool:
    """Whether two contents say the same, their version apart."""
    identite = dataclasses.replace(fresh.identite, version=frozen.identite.version)
    return frozen == FicheContenu(identite, fresh.protege)


def _logos() -> dict[str, bytes]:
    logo = service_contenu().logo
    return {logo.empreinte: logo.octets} if logo else {}


def _prescripteur(prescription: Prescription) -> PrescripteurContenu:
    structure = prescription.prescripteur_structure
    return PrescripteurContenu(
        structure=structure.nom if structure else "",
        nom=prescription.prescripteur_nom,
        fonction=prescription.prescripteur_fonction,
        telephone=telephone.shown(prescription.prescripteur_telephone),
        courriel=prescription.prescripteur_courriel,
        connait_depuis=prescription.connait_depuis,
    )


def _personne(personne: Personne) -> PersonneContenu:
    town = " ".join(p for p in (personne.code_postal, personne.commune) if p)
    return PersonneContenu(
        nom=" ".join(p for p in (personne.nom.upper(), personne.prenom_affiche) if p),
        nom_naissance=personne.nom_naissance if personne.nom_usage else "",
        prenom_usage=personne.prenom_usage,
        civilite=label(personne.sexe_id),
        naissance=personne.date_naissance,
        naissance_precision=personne.naissance.precision,
        adresse=personne.adresse,
        commune=town,
        quartier=personne.quartier,
        telephone=telephone.shown(personne.telephone),
        courriel=personne.courriel,
        contact_prefere=label(personne.preference_contact_id),
    )


def _minor(prescription: Prescription) -> bool | None:
    if prescription.personne.date_naissance is None:
        return None
    return bool(prescription.personne.is_minor_at(prescription.date_demande))


def _representant(prescription: Prescription) -> RepresentantContenu | None:
    if not prescription.representant_nom and not _minor(prescription):
        return None
    return RepresentantContenu(
        nom=prescription.representant_nom,
        qualite=prescription.representant_qualite,
        telephone=telephone.shown(prescription.representant_telephone),
    )


def _accords(
    dispositif: Dispositif, content: DispositifContenu, referent: str = ""
) -> tuple[AccordContenu, ...]:
    """What the person may agree to: the dispositif's own texts, else the usual ones."""
    names = {
        "referent": referent or "mon référent",
        "structures": "les structures qui m’accompagnent",
    }
    texts = json.loads(dispositif.accords)
    if not texts:
        return accords_usuels(content, referent=referent)
    return tuple(AccordContenu(t["code"], t["texte"].format(**names)) for t in texts)


def _referent(prescription: Prescription) -> str:
    if prescription.suivi_id is None:
        return ""
    agents: list[Agent] = referents_of(prescription.suivi_id, prescription.date_demande)
    return agents[0].nom_affiche if agents else ""


def _roles(prescription: Prescription) -> tuple[RoleSignature, ...]:
    return (*required_roles(prescription), RoleSignature.STRUCTURE)


def _signature(prescription: Prescription, role: RoleSignature) -> SignatureContenu:
    names = {
        RoleSignature.PERSONNE: (_personne(prescription.personne).nom, ""),
        RoleSignature.REPRESENTANT: (
            prescription.representant_nom,
            prescription.representant_qualite,
        ),
        RoleSignature.PRESCRIPTEUR: (
            prescription.prescripteur_nom,
            prescription.prescripteur_fonction,
        ),
        RoleSignature.STRUCTURE: (own_service().nom, ""),
    }
    nom, qualite = names[role]
    return SignatureContenu(role=role, nom=nom, qualite=qualite)
