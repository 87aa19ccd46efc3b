"""What is counted of visitors without a file: criteria of one, marginal counts of a group."""

from typing import Self

from models.accueil.passage import Passage
from models.base.fields import ForeignKey, SmallIntegerField
from models.base.table import Table
from models.nomenclatures.valeur import Valeur


class Effectif(Table):
    """How many people of a group have a value of sexe, tranche d’âge or critère de public.

    Marginal counts only: they are never crossed, and the rest of the group is « Non communiqué ».
    """

    passage = ForeignKey(Passage, index=False)
    valeur = ForeignKey(Valeur, index=False)
    nombre = SmallIntegerField()

    class Meta:
        indexes = ((("passage", "valeur"), True),)

    def absorb(self, other: Self) -> None:
        self.nombre += other.nombre
        self.save()


class PassageCritere(Table):
    """A criterion of public that a visitor without a file told, on that day."""

    passage = ForeignKey(Passage, index=False)
    critere = ForeignKey(Valeur, index=False)

    class Meta:
        indexes = ((("passage", "critere"), True),)
