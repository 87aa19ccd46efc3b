"""The fiche de prescription: what is typed, its frozen versions, the facts of its life."""

import datetime as dt
from typing import Any

from models.base.errors import Refused
from models.base.fields import (
    BooleanField,
    CodeField,
    DayField,
    ForeignKey,
    InstantField,
    IntegerField,
    JsonField,
    SealedField,
    TextField,
)
from models.base.table import Table
from models.comptes.agent import Agent
from models.nomenclatures.structure import Structure
from models.nomenclatures.valeur import Valeur
from models.personnes import mots
from models.personnes.fusionner import avertissements
from models.personnes.personne import Personne
from models.prescriptions.contenu import RoleSignature
from models.suivis.dispositif import Dispositif, Session
from models.suivis.suivi import Suivi


class Prescription(Table):
    """What is typed for one personne and one dispositif; `protege` is sealed for the équipe."""

    personne_id: str
    dispositif_id: str
    session_id: str | None
    suivi_id: str | None
    type_prescripteur_id: str | None
    territoire_id: str | None

    numero = CodeField(unique=True, max_length=20, verbose_name="N° de fiche")
    jeton = CodeField(unique=True, max_length=24)
    personne = ForeignKey(Personne, verbose_name="Personne")
    dispositif = ForeignKey(Dispositif, verbose_name="Dispositif")
    session = ForeignKey(Session, null=True, verbose_name="Session visée")
    suivi = ForeignKey(Suivi, null=True, verbose_name="Suivi")
    date_demande = DayField(verbose_name="Date de la fiche")
    prescripteur_structure = ForeignKey(Structure, null=True, verbose_name="Structure")
    prescripteur_nom = TextField(max_length=120, default="", verbose_name="Nom du prescripteur")
    prescripteur_fonction = TextField(max_length=120, default="", verbose_name="Fonction")
    prescripteur_telephone = TextField(max_length=40, default="", verbose_name="Téléphone")
    prescripteur_courriel = TextField(max_length=120, default="", verbose_name="Courriel")
    connait_depuis = TextField(max_length=80, default="", verbose_name="Connaît le jeune depuis")
    representant_nom = TextField(max_length=120, default="", verbose_name="Représentant légal")
    representant_qualite = TextField(max_length=80, default="", verbose_name="Qualité")
    representant_telephone = TextField(max_length=40, default="", verbose_name="Téléphone")
    disponibilites = TextField(max_length=300, default="", verbose_name="Disponibilités")
    documents = TextField(max_length=800, lines=4, default="", verbose_name="Documents à apporter")
    type_prescripteur = ForeignKey(
        Valeur, index=False, null=True, verbose_name="Type de prescripteur"
    )
    territoire = ForeignKey(Valeur, index=False, null=True, verbose_name="Habite")
    protege = SealedField(null=True)

    def remove(self) -> None:
        """Undoing its creation takes a fiche away, as long as nothing of it is on paper."""
        if VersionFiche.select().where(VersionFiche.prescription == self.id).exists():
            raise Refused("Cette fiche est déjà imprimée\u00a0: sa création ne s’annule plus.")
        super().remove()
        write_numeros(self.personne_id)

    def restored(self) -> None:
        write_numeros(self.personne_id)


class VersionFiche(Table):
    """One version as it was printed to be signed: never changed, reprinted to the byte."""

    prescription = ForeignKey(Prescription)
    numero_version = IntegerField()
    identite = JsonField()
    protege = SealedField(null=True)
    pdf = SealedField()
    empreinte = CodeField(max_length=64)  # SHA-256 of a salt and the PDF, both sealed
    figee_le = InstantField()

    class Meta:
        indexes = ((("prescription", "numero_version"), True),)


class Signature(Table):
    """Who signed a version, when and where; noted from the paper."""

    version_fiche = ForeignKey(VersionFiche)
    role = CodeField()
    nom = TextField(max_length=120, default="", verbose_name="Nom")
    qualite = TextField(max_length=120, default="", verbose_name="Qualité")
    date = DayField(verbose_name="Signée le")
    lieu = TextField(max_length=80, default="", verbose_name="À")
    recueillie_par = ForeignKey(Agent, null=True)

    class Meta:
        indexes = ((("version_fiche", "role"), True),)


class Accord(Table):
    """One thing that the person agrees to, or not; dated, and revocable."""

    prescription = ForeignKey(Prescription)
    code = CodeField()
    texte = TextField(max_length=400)
    donne = BooleanField()
    date = DayField()
    retire_le = DayField(null=True)

    class Meta:
        indexes = ((("prescription", "code"), True),)


class Etape(Table):
    """A dated fact in the life of a fiche: transmise, retirée, annulée, entrée, désistement…

    Why is sealed, even from a list: « Raison de santé » is not for who only reads the status.
    """

    prescription = ForeignKey(Prescription)
    nature = CodeField()
    date = DayField()
    motif = SealedField(null=True)
    suivi = ForeignKey(Suivi, null=True)


class Comite(Table):
    """A meeting of the comité de sélection."""

    dispositif = ForeignKey(Dispositif)
    session = ForeignKey(Session, null=True)
    date = DayField(verbose_name="Date")
    lieu = TextField(max_length=120, default="", verbose_name="Lieu")
    observations = TextField(max_length=2000, lines=4, default="")


class Inscription(Table):
    """A fiche on the ordre du jour of a comité."""

    comite = ForeignKey(Comite)
    prescription = ForeignKey(Prescription)
    rang = IntegerField(default=0)

    class Meta:
        indexes = ((("comite", "prescription"), True),)


class Decision(Table):
    """What a comité decided of a fiche; `rang` orders the waiting list."""

    comite = ForeignKey(Comite)
    prescription = ForeignKey(Prescription)
    sens = CodeField()
    motif = ForeignKey(Valeur, index=False, null=True)
    rang = IntegerField(null=True)
    date = DayField()

    class Meta:
        indexes = ((("comite", "prescription"), True),)


def write_numeros(personne_id: str) -> None:
    """Let a person be found by the numbers of her fiches, and by no other; inside a command."""
    query: Any = Prescription.select(Prescription.numero)
    numeros = [row[0] for row in query.where(Prescription.personne == personne_id).tuples()]
    mots.put(personne_id, {numero.replace("-", "") for numero in numeros}, source="fiche")


mots.added_by.append(write_numeros)


def required_roles(prescription: Prescription) -> tuple[RoleSignature, ...]:
    """Who must sign a fiche, in the order of the paper."""
    return roles_for(prescription.personne, prescription.date_demande)


def roles_for(personne: Personne, day: dt.date) -> tuple[RoleSignature, ...]:
    """The personne, her representative while she is a minor, the prescripteur."""
    first, last = RoleSignature.PERSONNE, RoleSignature.PRESCRIPTEUR
    if personne.is_minor_at(day):
        return first, RoleSignature.REPRESENTANT, last
    return first, last


def versions_of(prescription_id: str) -> list[VersionFiche]:
    """The frozen versions of a fiche, the last one first, without their bytes."""
    light = [
        VersionFiche.id,
        VersionFiche.prescription,
        VersionFiche.numero_version,
        VersionFiche.empreinte,
        VersionFiche.figee_le,
        VersionFiche.identite,
    ]
    query: Any = VersionFiche.select(*light).where(VersionFiche.prescription == prescription_id)
    return list(query.order_by(VersionFiche.numero_version.desc()))


def signatures_of(version_id: str) -> list[Signature]:
    query: Any = Signature.select().where(Signature.version_fiche == version_id)
    return list(query.order_by(Signature.date))


def prescription_numbered(numero: str) -> Prescription | None:
    found: Prescription | None = Prescription.get_or_none(Prescription.numero == numero.strip())
    return found


def last_of_structure(structure_id: str) -> Prescription | None:
    """The last fiche that a structure proposed: its prescripteur is the likeliest one."""
    query: Any = Prescription.select().where(Prescription.prescripteur_structure == structure_id)
    found: Prescription | None = query.order_by(Prescription.numero.desc()).first()
    return found


def _warn_of_fiches(gardee: Personne, absorbee: Personne) -> list[str]:
    """Fiches of both files for one dispositif; what was signed of either stays as it was."""
    live = Prescription.archived_at.is_null()
    asked: list[list[Prescription]] = [
        list(Prescription.select().where(live & (Prescription.personne == one.id)))
        for one in (gardee, absorbee)
    ]
    shared = {p.dispositif_id for p in asked[0]} & {p.dispositif_id for p in asked[1]}
    told = [
        f"Deux fiches pour «\u00a0{dispositif.intitule}\u00a0»\u00a0: elles seront celles d’une "
        "même personne. Annulez celle qui fait double."
        for dispositif in Dispositif.select().where(Dispositif.id.in_(shared))
    ]
    minors = any(p.personne.is_minor_at(p.date_demande) for fiches in asked for p in fiches)
    if minors and asked[1]:
        told.append(
            "Des fiches de mineur changent de dossier\u00a0: celles qui sont signées restent comme "
            "elles l’ont été, avec leur représentant légal."
        )
    return told


avertissements.append(_warn_of_fiches)
