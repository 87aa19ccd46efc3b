"""What stands in the way of a project, how much, and when it was lifted."""

from models.base.fields import CodeField, DayField, ForeignKey, IntegerField, TextField
from models.base.table import Table
from models.comptes.agent import Agent
from models.nomenclatures.valeur import Valeur
from models.suivis.suivi import Suivi


class Frein(Table):
    """One obstacle of one suivi, said by its effect; where it stands is its last level."""

    suivi_id: str
    valeur_id: str

    suivi = ForeignKey(Suivi)
    valeur = ForeignKey(Valeur, nomenclature="frein", verbose_name="Frein")
    precision = TextField(
        max_length=200,
        default="",
        verbose_name="Précision",
        help_text="L’effet sur le projet, jamais un diagnostic.",
    )


class FreinNiveau(Table):
    """What was found of it on a day: from 0, no trouble, to 3, it blocks the project."""

    frein_id: str

    frein = ForeignKey(Frein)
    date = DayField(verbose_name="Constaté le")
    intensite = IntegerField(verbose_name="Intensité")
    etat = CodeField(nomenclature="etat_frein", verbose_name="État")
    par = ForeignKey(Agent, null=True, index=False)

    class Meta:
        indexes = ((("frein", "date"), False),)
