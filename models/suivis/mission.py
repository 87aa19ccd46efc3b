"""The mission of a parcours: a service civique in an association, an immersion, a chantier."""

import enum

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
from models.suivis.suivi import Phase, Suivi


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


class Mission(Table):
    """Where, with whom and how long; it ends at `au`, or at `rompue_le` before."""

    suivi_id: str

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


class MissionBilan(Table):
    """One meeting with the tuteur: planned, then held."""

    mission = ForeignKey(Mission)
    prevu_le = DayField(verbose_name="Prévu le")
    fait_le = DayField(null=True, verbose_name="Fait le")
    avec = TextField(max_length=200, default="", verbose_name="Avec")


class MissionAbsence(Table):
    """Days away from a mission; leave is an absence that nobody has to justify."""

    mission = ForeignKey(Mission)
    du = DayField(verbose_name="Du")
    au = DayField(verbose_name="au")
    nature = CodeField(nomenclature="absence_mission", verbose_name="Nature")
    precision = TextField(max_length=120, default="", verbose_name="Précision")
    justifiee = BooleanField(default=False, verbose_name="Justifiée")
