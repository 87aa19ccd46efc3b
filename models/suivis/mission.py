"""The mission of a parcours: a service civique in an association, an immersion, a chantier."""

import datetime as dt
import enum
from collections.abc import Sequence
from typing import Any

from models.base import clock
from models.base.command import command
from models.base.droit import Droit
from models.base.errors import Invalid, Refused
from models.base.fields import (
    BooleanField,
    CodeField,
    DayField,
    ForeignKey,
    IntegerField,
    TextField,
)
from models.base.table import Table
from models.nomenclatures.structure import Structure, structure_named
from models.suivis.parametre import parametres_on
from models.suivis.regles import (
    check_near,
    check_order,
    check_past,
    held,
    phase_in,
    require_reading,
)
from models.suivis.service_civique import (
    Conges,
    Contrat,
    Gravite,
    Remarque,
    conges,
    remarques,
)
from models.suivis.suivi import Phase, Suivi, add_months

CONGE, FORMATION = "conge", "formation"  # of the list of absences
SATURDAY = 5
LONGEST = 36  # months; beyond, a year was typed wrong
MOST_HOURS = 60  # a week


class Genre(enum.StrEnum):
    """What kind of mission it is: the rules of the service civique are of that kind only."""

    SERVICE_CIVIQUE = "service_civique"
    IMMERSION = "immersion"
    CHANTIER = "chantier"
    AUTRE = "autre"

    @property
    def label(self) -> str:
        return _GENRES[self]


_GENRES = {
    Genre.SERVICE_CIVIQUE: "Service civique",
    Genre.IMMERSION: "Immersion, stage",
    Genre.CHANTIER: "Chantier",
    Genre.AUTRE: "Autre mission",
}


class EtatMission(enum.StrEnum):
    """Where a mission stands; computed."""

    A_SIGNER = "a_signer"
    A_VENIR = "a_venir"
    EN_COURS = "en_cours"
    ROMPUE = "rompue"
    TERMINEE = "terminee"

    @property
    def label(self) -> str:
        return _ETATS[self]

    @property
    def is_over(self) -> bool:
        return self in (EtatMission.ROMPUE, EtatMission.TERMINEE)


_ETATS = {
    EtatMission.A_SIGNER: "À signer",
    EtatMission.A_VENIR: "À venir",
    EtatMission.EN_COURS: "En cours",
    EtatMission.ROMPUE: "Rompue",
    EtatMission.TERMINEE: "Terminée",
}


class Mission(Table):
    """Where, with whom and how long; it ends at `au`, or at `rompue_le` before."""

    suivi_id: str
    phase_id: str | None
    organisme_id: str | None

    suivi = ForeignKey(Suivi)
    phase = ForeignKey(Phase, null=True, index=False, verbose_name="Phase")
    genre = CodeField(
        default=Genre.SERVICE_CIVIQUE.value,
        verbose_name="Nature",
        choices=[(one.value, one.label) for one in Genre],
    )
    organisme = ForeignKey(Structure, null=True, verbose_name="Organisme d’accueil")
    agrement = TextField(max_length=40, default="", verbose_name="N° d’agrément")
    intitule = TextField(max_length=160, default="", verbose_name="Mission")
    thematique = TextField(max_length=80, default="", verbose_name="Thématique")
    tuteur = TextField(max_length=120, default="", verbose_name="Tuteur")
    tuteur_telephone = TextField(max_length=40, default="", verbose_name="Téléphone du tuteur")
    tuteur_courriel = TextField(max_length=120, default="", verbose_name="Courriel du tuteur")
    signee_le = DayField(null=True, verbose_name="Contrat signé le")
    du = DayField(verbose_name="Du")
    au = DayField(verbose_name="au")
    heures_semaine = IntegerField(default=24, verbose_name="Heures par semaine")
    autorisation_le = DayField(null=True, verbose_name="Autorisation parentale du")
    handicap = BooleanField(default=False, verbose_name="Handicap déclaré (jusqu’à 30 ans)")
    fcc1_le = DayField(null=True, verbose_name="Formation civique, jour 1")
    fcc2_le = DayField(null=True, verbose_name="Formation civique, jour 2")
    fcc_lieu = TextField(max_length=120, default="", verbose_name="Lieu de la formation")
    psc1_le = DayField(null=True, verbose_name="PSC1 le")
    psc1_obtenu = BooleanField(null=True, verbose_name="PSC1 obtenu")
    rompue_le = DayField(null=True, verbose_name="Rompue le")
    motif_rupture = TextField(max_length=200, default="", verbose_name="Motif de la rupture")
    attestation_le = DayField(null=True, verbose_name="Attestation remise le")

    @property
    def fin(self) -> dt.date:
        """Its last day: as planned, or when it was broken off."""
        last: dt.date = self.au if self.rompue_le is None else min(self.au, self.rompue_le)
        return last


class MissionBilan(Table):
    """One meeting with the tuteur: planned, then held."""

    mission_id: str

    mission = ForeignKey(Mission)
    prevu_le = DayField(verbose_name="Prévu le")
    fait_le = DayField(null=True, verbose_name="Fait le")
    avec = TextField(max_length=200, default="", verbose_name="Avec")


class MissionAbsence(Table):
    """Days away from a mission; leave is an absence that nobody has to justify."""

    mission_id: str

    mission = ForeignKey(Mission)
    du = DayField(verbose_name="Du")
    au = DayField(verbose_name="au")
    nature = CodeField(nomenclature="absence_mission", verbose_name="Nature")
    precision = TextField(max_length=120, default="", verbose_name="Précision")
    justifiee = BooleanField(default=False, verbose_name="Justifiée")


def etat_of(mission: Mission, day: dt.date) -> EtatMission:
    """Where a mission stands that day; only a service civique waits for a signature."""
    if mission.fin < day:
        return EtatMission.ROMPUE if mission.fin < mission.au else EtatMission.TERMINEE
    if mission.du <= day:
        return EtatMission.EN_COURS
    unsigned = mission.genre == Genre.SERVICE_CIVIQUE and mission.signee_le is None
    return EtatMission.A_SIGNER if unsigned else EtatMission.A_VENIR


def missions_of(suivi_id: str) -> list[Mission]:
    """The missions of a suivi, the first ones first."""
    require_reading()
    query: Any = Mission.select().where((Mission.suivi == suivi_id) & Mission.archived_at.is_null())
    return list(query.order_by(Mission.du, Mission.created_at))


def bilans_of(mission_id: str) -> list[MissionBilan]:
    """The meetings with the tuteur, by day."""
    query: Any = MissionBilan.select().where(MissionBilan.mission == mission_id)
    return list(query.order_by(MissionBilan.prevu_le))


def absences_of(mission_ids: Sequence[str]) -> list[MissionAbsence]:
    """The absences of these missions, by day."""
    query: Any = MissionAbsence.select().where(MissionAbsence.mission.in_(list(mission_ids)))
    return list(query.order_by(MissionAbsence.du))


def working_days(du: dt.date, au: dt.date) -> list[dt.date]:
    """The days of a stretch from Monday to Friday, both ends in."""
    days = (du + dt.timedelta(days=n) for n in range((au - du).days + 1))
    return [day for day in days if day.weekday() < SATURDAY]


def remarques_of(mission: Mission, day: dt.date) -> list[Remarque]:
    """What is to be mended, seen or done for a mission that day."""
    require_reading()
    return [*_rules(mission, day), *_overlaps(mission)]


def conges_of(mission: Mission, day: dt.date) -> Conges:
    """The days of leave of a service civique."""
    require_reading()
    contrat = _contrat(mission)
    return conges(contrat, parametres_on(contrat.jour(day)), day)


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


def held_mission(mission: Mission) -> Suivi:
    """The suivi to write in, if its mission was not taken away meanwhile."""
    suivi = held(mission.suivi_id)
    stands = (Mission.id == mission.id) & Mission.archived_at.is_null()
    if not Mission.select().where(stands).exists():
        raise Refused("Cette mission a été retirée sur un autre poste.")
    return suivi


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
    for remark in _rules(mission, clock.today()):
        if remark.gravite is Gravite.BLOQUANT and remark.code not in known:
            raise Invalid(remark.champ, remark.phrase)


def _blocking(mission: Mission) -> frozenset[str]:
    found = _rules(mission, clock.today())
    return frozenset(one.code for one in found if one.gravite is Gravite.BLOQUANT)


def _rules(mission: Mission, day: dt.date) -> list[Remarque]:
    if mission.genre != Genre.SERVICE_CIVIQUE:
        return []
    contrat = _contrat(mission)
    return remarques(contrat, parametres_on(contrat.jour(day)), day)


def _contrat(mission: Mission) -> Contrat:
    personne = mission.suivi.personne
    taught = (mission.fcc1_le, mission.fcc2_le)
    return Contrat(
        naissance=personne.naissance,
        du=mission.du,
        au=mission.au,
        heures_semaine=mission.heures_semaine,
        signee_le=mission.signee_le,
        rompue_le=mission.rompue_le,
        autorisation_le=mission.autorisation_le,
        handicap=mission.handicap,
        tuteur=mission.tuteur,
        organisme=mission.organisme_id is not None,
        agrement=mission.agrement,
        formation=tuple(day for day in taught if day is not None),
        psc1_le=mission.psc1_le,
        psc1_obtenu=mission.psc1_obtenu,
        bilans=tuple((one.prevu_le, one.fait_le) for one in bilans_of(mission.id)),
        conges_pris=_leave_taken(mission),
        attestation_le=mission.attestation_le,
        autre=_other_service_civique(mission, personne.id),
    )


def _leave_taken(mission: Mission) -> int:
    taken = [one for one in absences_of([mission.id]) if one.nature == CONGE]
    return sum(len(working_days(one.du, min(one.au, mission.fin))) for one in taken)


def _other_service_civique(mission: Mission, personne_id: str) -> dt.date | None:
    """When the same person began another one, in this suivi or in another."""
    query: Any = (
        Mission.select(Mission.du)
        .join(Suivi, on=(Mission.suivi == Suivi.id))
        .where(
            (Suivi.personne == personne_id)
            & (Mission.id != mission.id)
            & (Mission.genre == Genre.SERVICE_CIVIQUE.value)
            & Mission.signee_le.is_null(False)
            & Mission.archived_at.is_null()
            & Suivi.archived_at.is_null()
        )
        .order_by(Mission.du)
    )
    row = query.tuples().first()
    return row[0] if row else None


def _overlaps(mission: Mission) -> list[Remarque]:
    """Two missions at a time are seldom meant; their hours are counted once."""
    for other in missions_of(mission.suivi_id):
        if other.id != mission.id and other.du <= mission.fin and mission.du <= other.fin:
            phrase = (
                f"Une autre mission de ce suivi va du {other.du:%d/%m/%Y} au "
                f"{other.fin:%d/%m/%Y}\u00a0: les jours communs ne comptent qu’une fois."
            )
            return [Remarque("chevauchement", Gravite.ATTENTION, "du", phrase)]
    return []
