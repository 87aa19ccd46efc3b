"""The mission of a parcours: a service civique in an association, an immersion, a chantier."""

import datetime as dt
import enum
from collections.abc import Sequence
from typing import Any

from models.base.errors import Refused
from models.base.fields import (
    BooleanField,
    CodeField,
    DayField,
    ForeignKey,
    IntegerField,
    TextField,
)
from models.base.table import Table
from models.nomenclatures.structure import Structure
from models.suivis.feries import is_worked
from models.suivis.regles import held, require_reading
from models.suivis.suivi import Phase, Suivi

CONGE, FORMATION = "conge", "formation"  # of the list of absences


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
    heures_semaine = IntegerField(
        default=24,
        verbose_name="Heures par semaine",
        help_text="Comptées du lundi au vendredi, hors absences et jours fériés. Un autre jour "
        "travaillé se note à la main.",
    )
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
    require_reading()
    query: Any = MissionBilan.select().where(MissionBilan.mission == mission_id)
    return list(query.order_by(MissionBilan.prevu_le))


def absences_of(mission_ids: Sequence[str]) -> list[MissionAbsence]:
    """The absences of these missions, by day."""
    require_reading()
    query: Any = MissionAbsence.select().where(MissionAbsence.mission.in_(list(mission_ids)))
    return list(query.order_by(MissionAbsence.du))


def working_days(du: dt.date, au: dt.date) -> list[dt.date]:
    """The days of a stretch from Monday to Friday, both ends in, public holidays apart."""
    days = (du + dt.timedelta(days=n) for n in range((au - du).days + 1))
    return [day for day in days if is_worked(day)]


def held_mission(mission: Mission) -> Suivi:
    """The suivi to write in, if its mission was not taken away meanwhile."""
    suivi = held(mission.suivi_id)
    stands = (Mission.id == mission.id) & Mission.archived_at.is_null()
    if not Mission.select().where(stands).exists():
        raise Refused("Cette mission a été retirée sur un autre poste.")
    return suivi
