"""The forty fiches of the demonstration, from the first word to the suivi that came of them."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from models.echanges.demonstration.accompagnements import Accompagnements
from models.echanges.demonstration.comites import DISPOSITIF, Comites
from models.echanges.demonstration.hasard import Hasard
from models.echanges.demonstration.parcours import Candidature, Fait, Papier
from models.echanges.demonstration.portraits import Portrait, protege_of
from models.nomenclatures.valeur import label
from models.personnes.personne import Personne
from models.prescriptions import composer, fiche
from models.prescriptions.contenu import ExceptionContenu, FicheContenu, RoleSignature
from models.prescriptions.criteres import blocking
from models.prescriptions.prescription import (
    Accord,
    Prescription,
    VersionFiche,
)
from models.prescriptions.statut import Statut
from models.suivis.suivi import Suivi

Imprimer = Callable[[FicheContenu], bytes]
_MOTIFS = {"age": "limite_age_proche", "quartier": "proche_quartier"}  # of an exception
_ELSEWHERE = "hors"  # the territoire of those whom only the MLDS may propose
_CORRECTED = "Tous les jours, sauf le mercredi matin."
_DOCUMENTS = (  # as the desk sums them up; the dispositif tells more of each
    "Une pièce d’identité",
    "Un justificatif de domicile",
    "L’attestation de droits à l’Assurance maladie",
)
_BY_REPRESENTANT = "L’autorisation signée du représentant légal"
_LONG_EVERY = 9  # one fiche in so many goes on in an annexe
_FROZEN_AT = dt.time(11)


@dataclass(frozen=True)
class Dossier:
    """A fiche to be written: for whom, with which portrait, and who signs with a minor."""

    candidature: Candidature
    personne: Personne
    portrait: Portrait
    representant: Mapping[str, Any]


class Fiches:
    """Writes one fiche after another, inside a command, in the order of their dates."""

    def __init__(
        self,
        data: Mapping[str, Any],
        comites: Comites,
        accompagnements: Accompagnements,
        *,
        imprimer: Imprimer,
    ) -> None:
        self._structures = data["prescripteurs"]["structure"]
        self._connait = data["prescripteurs"]["connait_depuis"]
        self._territoires = {one["nom"]: one["territoire"] for one in data["structure"]["quartier"]}
        self._comites, self._accompagnements = comites, accompagnements
        self._imprimer = imprimer
        self._lieu = data["structure"]["service"]["commune"]
        self._hasard, self._told = Hasard("fiches"), 0

    def write(self, dossier: Dossier) -> Prescription:
        candidature = dossier.candidature
        prescription = self._create(dossier)
        self._fill(prescription, dossier)
        if candidature.papier is not Papier.AUCUN:
            self._sign(prescription, candidature)
        self._comites.submit(prescription, candidature)
        suivi = self._enter(prescription, dossier)
        for fait in candidature.faits:
            self._note(prescription, fait, suivi)
        return prescription

    def _create(self, dossier: Dossier) -> Prescription:
        candidature, personne = dossier.candidature, dossier.personne
        session = self._comites.session_of(candidature)
        territoire = self._territoires[personne.quartier]
        minor = personne.is_minor_at(candidature.date_demande)
        return fiche.create_prescription(
            personne=personne,
            dispositif=DISPOSITIF,
            session=session.id if session else None,
            date_demande=candidature.date_demande,
            territoire=f"territoire.{territoire}",
            disponibilites=dossier.portrait["disponibilites"],
            connait_depuis=self._hasard.among(self._connait),
            **self._prescripteur(territoire),
            documents=" · ".join((*_DOCUMENTS, *((_BY_REPRESENTANT,) if minor else ()))),
            **(dossier.representant if minor else {}),
        )

    def _prescripteur(self, territoire: str) -> dict[str, Any]:
        allowed = {
            rank: one["poids"]
            for rank, one in enumerate(self._structures)
            if territoire != _ELSEWHERE or one["type_prescripteur"] == "mlds"
        }
        structure = self._structures[self._hasard.weighted(allowed)]
        agent = self._hasard.among(structure["personnes"])
        return {
            "prescripteur_structure": structure["nom"],
            "type_prescripteur": f"type_prescripteur.{structure['type_prescripteur']}",
            "prescripteur_nom": agent["nom"],
            "prescripteur_fonction": agent["fonction"],
            "prescripteur_telephone": structure["telephone"],
        }

    def _fill(self, prescription: Prescription, dossier: Dossier) -> None:
        """A fiche that was hardly begun, or given up at once, has no protected half."""
        candidature = dossier.candidature
        if candidature.papier is Papier.AUCUN and candidature.session is None:
            return
        if candidature.attendu is Statut.ANNULEE:
            return
        self._told += 1
        protege = protege_of(
            dossier.portrait,
            dossier.personne,
            day=candidature.date_demande,
            long=self._told % _LONG_EVERY == 0,
        )
        exceptions = tuple(
            ExceptionContenu(constat.code, label(f"motif_exception.{_MOTIFS[constat.code]}"))
            for constat in blocking(prescription, protege)
            if constat.tolerable
        )
        fiche.save_protege(prescription, replace(protege, exceptions=exceptions))

    def _sign(self, prescription: Prescription, candidature: Candidature) -> None:
        asked, signed = candidature.date_demande, candidature.signee_le
        contenu, version = self._freeze(prescription, asked)
        sent = any(fait.nature == "transmise" for fait in candidature.faits)
        for signature in contenu.identite.signatures:
            role = signature.role
            if candidature.papier is Papier.FIGE and role is not RoleSignature.PRESCRIPTEUR:
                continue
            if role is RoleSignature.STRUCTURE and not sent:
                continue
            first = role is RoleSignature.PRESCRIPTEUR
            fiche.note_signature(
                version,
                role=role,
                nom=signature.nom,
                qualite=signature.qualite,
                date=asked if first else signed,
                lieu=self._lieu,
            )
        if candidature.papier is not Papier.FIGE:
            self._note_accords(prescription, candidature, contenu)
        if candidature.papier is Papier.REPRIS:
            fiche.save_prescription(prescription, disponibilites=_CORRECTED)
            self._freeze(prescription, signed)

    def _freeze(
        self, prescription: Prescription, day: dt.date
    ) -> tuple[FicheContenu, VersionFiche]:
        contenu = composer.contenu_of(prescription, fiche.read_protege(prescription))
        version = fiche.freeze_version(prescription, contenu=contenu, pdf=self._imprimer(contenu))
        version.figee_le = dt.datetime.combine(day, _FROZEN_AT).astimezone(dt.UTC)
        return contenu, version.save()

    def _note_accords(
        self, prescription: Prescription, candidature: Candidature, contenu: FicheContenu
    ) -> None:
        """All are read by the comité; one in eight keeps back one of the others."""
        for accord in contenu.identite.accords:
            donne = accord.code == "lecture" or not self._hasard.chance(12)
            noted: Accord = fiche.note_accord(
                prescription,
                code=accord.code,
                texte=accord.texte,
                donne=donne,
                date=candidature.signee_le,
            )
            left = [fait.date for fait in candidature.faits if fait.nature == "retiree"]
            if left and donne:
                noted.retire_le = left[0]
                noted.save()

    def _enter(self, prescription: Prescription, dossier: Dossier) -> Suivi | None:
        suite = dossier.candidature.suite
        if suite is None:
            return None
        suivi = self._accompagnements.enter(prescription.personne, suite, dossier.portrait)
        prescription.suivi = suivi
        prescription.save()
        return suivi

    def _note(self, prescription: Prescription, fait: Fait, suivi: Suivi | None) -> None:
        fiche.note_etape(
            prescription,
            nature=fait.nature,
            date=fait.date,
            motif=label(fait.motif) if fait.motif.startswith("motif_") else fait.motif,
            suivi=suivi if fait.nature == "entree" else None,
        )
