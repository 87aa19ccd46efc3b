"""What the fiche de prescription says by itself, in plain words."""

import re

from models.personnes.naissance import Precision, age_at
from models.prescriptions.contenu import (
    PAR_REFERENT,
    CritereContenu,
    DispositifContenu,
    FreinContenu,
    Identite,
    PersonneContenu,
    RoleSignature,
    ServiceContenu,
    Verdict,
)
from reports.wording import NBSP, listed, long_date, month

_TO_EXCUSE = re.compile(r"\s*:\s*exception à motiver$")  # said by what calls for a motive
SIGNATAIRES = {
    RoleSignature.PERSONNE: "Le ou la jeune",
    RoleSignature.REPRESENTANT: "Représentant légal",
    RoleSignature.PRESCRIPTEUR: "Qui propose",
    RoleSignature.STRUCTURE: "Reçu par la structure",
}


def naissance(personne: PersonneContenu, identite: Identite) -> str:
    """The birth date as well as it is known, and the age on the day of the fiche."""
    born, precision = personne.naissance, personne.naissance_precision
    if precision is Precision.INCONNUE:
        return "non connue"
    if born is None:
        return ""
    shown = {
        Precision.JOUR: long_date(born),
        Precision.MOIS: month(born),
        Precision.ANNEE: str(born.year),
        Precision.ESTIMEE: f"vers{NBSP}{born.year}",
    }[precision]
    if identite.date is None:
        return shown
    about = "" if precision is Precision.JOUR else f"≈{NBSP}"
    return f"{shown} ({about}{age_at(born, identite.date)}{NBSP}ans)"


def session(dispositif: DispositifContenu) -> str:
    """The session aimed at, with its dates."""
    start, end = long_date(dispositif.session_debut), long_date(dispositif.session_fin)
    dates = f"du {start} au {end}" if start and end else (f"à partir du {start}" if start else "")
    return " · ".join(filter(None, (dispositif.session, dates)))


def version(identite: Identite) -> str:
    """« version 2 · 12 mars 2026 »; a form that was not filled has neither."""
    if not identite.numero:
        return ""
    return " · ".join(filter(None, (f"version{NBSP}{identite.version}", long_date(identite.date))))


def freins(found: tuple[FreinContenu, ...]) -> str:
    """One a line: « Logement : hébergé chez un tiers »."""
    lines = (f"{NBSP}: ".join(filter(None, (one.label, one.precision))) for one in found)
    return "\n".join(line for line in lines if line)


def critere(found: CritereContenu) -> str:
    """What was found of a criterion, without the colour or the mark."""
    if found.raison == PAR_REFERENT:
        return PAR_REFERENT
    verdict = {Verdict.OK: "", Verdict.NON: "non", Verdict.A_VERIFIER: "à vérifier"}[found.verdict]
    exception = f"exception{NBSP}: {found.exception}" if found.exception else ""
    raison = _TO_EXCUSE.sub("", found.raison) if exception else found.raison
    return " · ".join(filter(None, (", ".join(filter(None, (verdict, raison))), exception)))


def engagement(identite: Identite) -> str:
    """What is above the boxes to tick."""
    avec = identite.prescripteur.nom or "la personne qui me propose"
    comite = listed(identite.dispositif.comite)
    membres = f" ({comite})" if comite else ""
    intitule = identite.dispositif.intitule
    action = f"l’action «{NBSP}{intitule}{NBSP}»" if intitule else "l’action"
    return (
        f"J’ai rempli et relu cette fiche avec {avec}. Elle explique ma situation et ce que "
        f"j’attends de {action}. Je sais que le comité de "
        f"sélection{membres} la lira pour décider, et que je connaîtrai sa réponse et ses raisons."
    )


def liberte(service: ServiceContenu) -> str:
    """What is under the boxes to tick."""
    contact = service.contact_droits or service.nom
    return (
        f"Je peux changer d’avis à tout moment en le disant à {contact}{NBSP}: cela ne change pas "
        "mes autres droits. J’ai reçu une copie."
    )


def notice(service: ServiceContenu) -> str:
    """The notice d'information, the only text under the signatures."""
    ways = (service.contact_droits, service.telephone, service.courriel)
    contact = ", ".join(filter(None, ways))
    return (
        "Les informations recueillies servent à vous accueillir, à suivre votre parcours et à "
        "rendre compte, sans vous nommer, de notre activité. "
        f"Responsable{NBSP}: {service.nom}. Elles sont lues par {service.destinataires} et gardées "
        f"{service.conservation}. Vous pouvez les consulter, les faire corriger, en demander "
        f"l’effacement ou vous opposer à leur usage{NBSP}: {contact or service.nom}. En cas de "
        f"désaccord{NBSP}: CNIL, 3{NBSP}place de Fontenoy, 75007{NBSP}Paris. Réponses "
        "facultatives signalées par\u00a0*."
    )
