"""A mission agreed, signed, corrected, broken off; and what happens in it: absences, bilans."""

import datetime as dt
from typing import Any

from models.base import clock, telephone
from models.base.command import command
from models.base.droit import Droit
from models.base.errors import Invalid
from models.nomenclatures.structure import structure_named
from models.nomenclatures.valeur import key
from models.suivis.contrat import rules_of
from models.suivis.mission import (
    Genre,
    Mission,
    MissionAbsence,
    MissionBilan,
    absences_of,
    held_mission,
)
from models.suivis.regles import check_near, check_order, check_past, held, listed, phase_in
from models.suivis.service_civique import Gravite
from models.suivis.suivi import Suivi, add_months

LONGEST = 36  # months; beyond, a year was typed wrong
MOST_HOURS = 60  # a week
Evenement = MissionAbsence | MissionBilan


@command(right=Droit.SUIVI_ECRIRE, label="Mission ajoutée")
def create_mission(suivi_id: str, **values: Any) -> Mission:
    """Note a mission, agreed or only thought of; the rules stand in the way of its signature.

    An `organisme` is a structure, or its name, known or not yet.
    """
    suivi = held(suivi_id)
    mission = Mission(suivi=suivi, **_named(values))
    _check(mission, suivi)
    _check_signature(mission, known=frozenset())
    return mission.save()


@command(right=Droit.SUIVI_ECRIRE, label="Mission corrigée")
def correct_mission(mission: Mission, **values: Any) -> Mission:
    """Change a mission; once it is signed, no rule that it met may be broken."""
    suivi = held_mission(mission)
    stored: Mission = Mission.get_by_id(mission.id)
    known = _blocking(stored) if stored.signee_le is not None else frozenset()
    for name, value in _named(values).items():
        setattr(mission, name, value)
    _check(mission, suivi)
    _check_signature(mission, known=known)
    return mission.save()


@command(right=Droit.SUIVI_ECRIRE, label="Mission rompue")
def break_off(mission: Mission, *, le: dt.date, motif: str) -> Mission:
    """Say that a mission ends before its time, its last day and why; the notice may run still."""
    if not motif.strip():
        raise Invalid(
            "motif_rupture", "Motif de la rupture\u00a0: dites pourquoi, en quelques mots."
        )
    return correct_mission(mission, rompue_le=le, motif_rupture=motif)


@command(right=Droit.SUIVI_ECRIRE, label="Mission reprise")
def resume_mission(mission: Mission) -> Mission:
    """Take back a rupture that did not happen."""
    return correct_mission(mission, rompue_le=None, motif_rupture="")


@command(right=Droit.SUIVI_ECRIRE, label="Mission retirée")
def archive_mission(mission: Mission) -> Mission:
    """Take a mission noted by mistake out of the suivi, and of its hours."""
    held_mission(mission)
    return mission.archive()


@command(right=Droit.SUIVI_ECRIRE, label="Absence ou bilan enregistré")
def save_evenement(evenement: Evenement, **values: Any) -> Evenement:
    """Note days away (`du`, `au`, `nature`, and why or whether they were justified) or a meeting
    with the tuteur (`prevu_le`, `avec`, `fait_le` once it was held), or correct them."""
    held_mission(evenement.mission)
    for name, value in values.items():
        setattr(evenement, name, value)
    if isinstance(evenement, MissionAbsence):
        _check_absence(evenement, evenement.mission)
    else:
        _check_bilan(evenement, evenement.mission)
    return evenement.save()


@command(right=Droit.SUIVI_ECRIRE, label="Absence ou bilan retiré")
def remove_evenement(evenement: Evenement) -> None:
    held_mission(evenement.mission)
    evenement.remove()


def _named(values: dict[str, Any]) -> dict[str, Any]:
    """With the structure of an `organisme` that was told by its name."""
    nom = values.get("organisme")
    if not isinstance(nom, str):
        return values
    return {**values, "organisme": structure_named(nom.strip()) if nom.strip() else None}


def _check(mission: Mission, suivi: Suivi) -> None:
    """What makes no sense for any mission."""
    if mission.genre not in list(Genre):
        raise Invalid("genre", "Nature\u00a0: choisissez-en une de la liste.")
    phase_in(suivi, mission.phase_id)
    check_near(mission.du, field="du", label="Du", suivi=suivi)
    check_order(mission.du, mission.au, field="au", label="Au")
    if mission.au > add_months(mission.du, LONGEST):
        raise Invalid("au", "Au\u00a0: la mission durerait plus de trois ans. Vérifiez l’année.")
    if not 1 <= mission.heures_semaine <= MOST_HOURS:
        raise Invalid(
            "heures_semaine", f"Heures par semaine\u00a0: écrivez un nombre, de 1 à {MOST_HOURS}."
        )
    if mission.rompue_le is not None and not mission.du <= mission.rompue_le <= mission.au:
        raise Invalid(
            "rompue_le",
            f"Rompue le\u00a0: donnez un jour de la mission, du {mission.du:%d/%m/%Y} au "
            f"{mission.au:%d/%m/%Y}.",
        )
    number = str(mission.tuteur_telephone)
    mission.tuteur_telephone = telephone.normalise(number, field="tuteur_telephone")
    _check_signed(mission)
    _check_taught(mission)


def _check_signed(mission: Mission) -> None:
    for field, label in (("signee_le", "Contrat signé le"), ("attestation_le", "Attestation")):
        day = getattr(mission, field)
        if day is not None:
            check_past(day, field=field, label=label)
    if mission.signee_le is not None and mission.signee_le > mission.du:
        raise Invalid(
            "signee_le",
            "Contrat signé le\u00a0: la mission ne commence pas avant la signature. Vérifiez les "
            "deux dates.",
        )


def _check_taught(mission: Mission) -> None:
    if mission.fcc2_le is not None and mission.fcc1_le == mission.fcc2_le:
        raise Invalid(
            "fcc2_le", "Formation civique, jour 2\u00a0: c’est le même que le premier. Vérifiez-le."
        )
    if mission.psc1_obtenu is not None and mission.psc1_le is None:
        raise Invalid("psc1_le", "PSC1 le\u00a0: donnez le jour de la formation.")


def _check_signature(mission: Mission, *, known: frozenset[str]) -> None:
    """A contract is not signed against a rule; what was signed so, and is known, stays."""
    if mission.signee_le is None:
        return
    for remark in rules_of(mission, clock.today()):
        if remark.gravite is Gravite.BLOQUANT and remark.code not in known:
            raise Invalid(remark.champ, remark.phrase)


def _blocking(mission: Mission) -> frozenset[str]:
    found = rules_of(mission, clock.today())
    return frozenset(one.code for one in found if one.gravite is Gravite.BLOQUANT)


def _check_absence(absence: MissionAbsence, mission: Mission) -> None:
    check_order(absence.du, absence.au, field="au", label="Au")
    if absence.du < mission.du or absence.au > mission.fin:
        raise Invalid(
            "du" if absence.du < mission.du else "au",
            f"Absence\u00a0: la mission va du {mission.du:%d/%m/%Y} au {mission.fin:%d/%m/%Y}. "
            "Donnez des jours de la mission.",
        )
    nature = listed(
        "absence_mission",
        key("absence_mission", absence.nature or ""),
        field="nature",
        label="Nature",
    )
    absence.nature = nature.code
    if nature.precision and not absence.precision.strip():
        raise Invalid("precision", "Précision\u00a0: dites pourquoi, en quelques mots.")
    for other in absences_of([mission.id]):
        if other.id != absence.id and other.du <= absence.au and absence.du <= other.au:
            raise Invalid(
                "du",
                f"Absence\u00a0: une autre est notée du {other.du:%d/%m/%Y} au "
                f"{other.au:%d/%m/%Y}. Corrigez-la, ou changez ces jours.",
            )


def _check_bilan(bilan: MissionBilan, mission: Mission) -> None:
    check_order(mission.du, bilan.prevu_le, field="prevu_le", label="Prévu le")
    if bilan.fait_le is not None:
        check_order(mission.du, bilan.fait_le, field="fait_le", label="Fait le")
        check_past(bilan.fait_le, field="fait_le", label="Fait le")
