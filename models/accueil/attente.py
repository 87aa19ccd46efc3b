"""The waiting room: who is there, for whom, since when, and when she was received or left."""

from models.accueil.passage import Passage
from models.base.fields import DayField, ForeignKey, InstantField, TextField
from models.base.table import Table
from models.comptes.agent import Agent
from models.nomenclatures.lieu import Lieu
from models.personnes.personne import Personne


class Attente(Table):
    """One wait. Its state follows from its instants: arrivé, en entretien, reparti."""

    lieu = ForeignKey(Lieu, index=False, verbose_name="Lieu")
    jour = DayField(index=True, verbose_name="Jour")
    personne = ForeignKey(Personne, null=True, verbose_name="Personne")
    nom = TextField(max_length=120, default="", verbose_name="Prénom ou repère")
    objet = TextField(max_length=200, default="", verbose_name="Pour quoi")
    pour = ForeignKey(Agent, null=True, verbose_name="Pour")
    arrive_le = InstantField(verbose_name="Arrivée")
    recu_le = InstantField(null=True, verbose_name="En entretien depuis")
    parti_le = InstantField(null=True, verbose_name="Repartie")
    passage = ForeignKey(Passage, null=True, verbose_name="Passage")
