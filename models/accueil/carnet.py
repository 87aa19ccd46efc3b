"""A carnet de tournée: a pocket base that was taken away, and came back or was lost."""

from models.base.fields import (
    CodeField,
    DayField,
    ForeignKey,
    InstantField,
    IntegerField,
    TextField,
)
from models.base.table import Table
from models.comptes.agent import Agent
from models.nomenclatures.lieu import Lieu


class Carnet(Table):
    """One pocket base. `empreinte` is that of what was brought back last."""

    intitule = TextField(max_length=120, default="", verbose_name="Tournée")
    lieu = ForeignKey(Lieu, null=True, index=False, verbose_name="Lieu")
    jour = DayField(verbose_name="Jour de la tournée")
    emporte_le = InstantField(verbose_name="Emporté le")
    emporte_par = ForeignKey(Agent, null=True, index=False, verbose_name="Emporté par")
    rentre_le = InstantField(null=True, verbose_name="Rentré le")
    perdu_le = InstantField(null=True, verbose_name="Déclaré perdu le")
    passages = IntegerField(default=0, verbose_name="Passages rapportés")
    empreinte = CodeField(default="", max_length=64)
