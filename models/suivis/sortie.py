"""The end of a suivi: its class by each funder's rule, and the news taken afterwards."""

from models.base.fields import BooleanField, CodeField, DayField, ForeignKey, TextField
from models.base.table import Table
from models.comptes.agent import Agent
from models.nomenclatures.valeur import Valeur
from models.suivis.suivi import Suivi


class Financeur(Table):
    """Who pays; its rule says how a situation at the exit is counted."""

    id = CodeField(primary_key=True)
    nom = TextField(max_length=120, verbose_name="Financeur")
    mention = TextField(max_length=200, default="", verbose_name="Mention obligatoire")


class RegleSortie(Table):
    """How one funder counts one situation; without a rule of its own, as the list says."""

    financeur = ForeignKey(Financeur)
    motif_sortie = ForeignKey(Valeur, index=False, verbose_name="Situation à la sortie")
    classe_sortie = ForeignKey(Valeur, index=False, verbose_name="Classe")

    class Meta:
        indexes = ((("financeur", "motif_sortie"), True),)


class Nouvelle(Table):
    """One attempt to have news after the exit, whether she was reached or not."""

    suivi_id: str

    suivi = ForeignKey(Suivi)
    moment = CodeField(verbose_name="Moment")  # quatre_semaines, six_mois
    date = DayField(verbose_name="Le")
    jointe = BooleanField(verbose_name="Jointe")
    situation = ForeignKey(
        Valeur, null=True, index=False, nomenclature="motif_sortie", verbose_name="Situation"
    )
    amelioree = BooleanField(null=True, verbose_name="Situation améliorée")
    precision = TextField(max_length=200, default="", verbose_name="Précision")
    agent = ForeignKey(Agent, null=True, index=False, verbose_name="Par")
