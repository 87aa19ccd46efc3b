"""What a person's situation is on a day: at the entry, at a point, at the exit, and after."""

import enum

from models.base.fields import CodeField, DayField, ForeignKey, IntegerField
from models.base.table import Table
from models.comptes.agent import Agent
from models.nomenclatures.valeur import Valeur
from models.suivis.suivi import Suivi


class Moment(enum.StrEnum):
    """When a situation is taken, or a questionnaire answered."""

    ENTREE = "entree"
    POINT = "point"
    SORTIE = "sortie"
    SIX_MOIS = "six_mois"

    @property
    def label(self) -> str:
        return _MOMENTS[self]


_MOMENTS = {
    Moment.ENTREE: "À l’entrée",
    Moment.POINT: "Point de situation",
    Moment.SORTIE: "À la sortie",
    Moment.SIX_MOIS: "Six mois après",
}


class Situation(Table):
    """One picture of where a person stands; never changed by what is learned of a later day."""

    suivi_id: str

    suivi = ForeignKey(Suivi)
    moment = CodeField(
        default=Moment.POINT.value,
        verbose_name="Moment",
        choices=[(one.value, one.label) for one in Moment],
    )
    date = DayField(verbose_name="Constatée le")
    age = IntegerField(null=True)  # in years, that day
    par = ForeignKey(Agent, null=True, index=False, verbose_name="Par")


class SituationValeur(Table):
    """One fact of a picture: a value of the list that `champ` names; several for « ressources »."""

    situation = ForeignKey(Situation)
    champ = CodeField()
    valeur = ForeignKey(Valeur)

    class Meta:
        indexes = ((("situation", "champ", "valeur"), True),)
