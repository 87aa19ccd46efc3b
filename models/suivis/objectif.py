"""What a person wants to reach, and who does what for it by when."""

import enum

from models.base.fields import CodeField, DayField, ForeignKey, TextField
from models.base.table import Table
from models.comptes.agent import Agent
from models.nomenclatures.valeur import Valeur
from models.suivis.frein import Frein
from models.suivis.suivi import Suivi


class Qui(enum.StrEnum):
    """Who has an action to do."""

    PERSONNE = "personne"
    REFERENT = "referent"
    ENSEMBLE = "ensemble"
    PARTENAIRE = "partenaire"

    @property
    def label(self) -> str:
        return _QUI[self]


_QUI = {
    Qui.PERSONNE: "La personne",
    Qui.REFERENT: "Le référent",
    Qui.ENSEMBLE: "Ensemble",
    Qui.PARTENAIRE: "Un partenaire",
}


class Objectif(Table):
    """One goal, in the words of the list or in the person's own."""

    suivi_id: str
    valeur_id: str | None

    suivi = ForeignKey(Suivi)
    valeur = ForeignKey(
        Valeur, null=True, index=False, nomenclature="objectif", verbose_name="Objectif"
    )
    intitule = TextField(max_length=200, default="", verbose_name="Dit par la personne")
    frein = ForeignKey(Frein, null=True, verbose_name="Frein travaillé")
    fixe_le = DayField(verbose_name="Fixé le")
    echeance = DayField(null=True, verbose_name="Pour le")
    atteint_le = DayField(null=True, verbose_name="Atteint le")
    abandonne_le = DayField(null=True, verbose_name="Abandonné le")


class Action(Table):
    """One step towards a goal, or on its own; overdue when its day is past and it is not over."""

    suivi_id: str
    objectif_id: str | None

    suivi = ForeignKey(Suivi)
    objectif = ForeignKey(Objectif, null=True, verbose_name="Objectif")
    intitule = TextField(max_length=200, verbose_name="Action")
    qui = CodeField(
        default=Qui.PERSONNE.value,
        verbose_name="Par",
        choices=[(one.value, one.label) for one in Qui],
    )
    agent = ForeignKey(Agent, null=True, index=False, verbose_name="Agent")
    echeance = DayField(null=True, verbose_name="Pour le")
    etat = CodeField(default="prevue", nomenclature="etat_action", verbose_name="État")
    etat_le = DayField(null=True, verbose_name="Depuis le")

    class Meta:
        indexes = ((("etat", "echeance"), False),)
