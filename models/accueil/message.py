"""What is left for somebody of the team: a message, or a call to give back on a day."""

from models.base.fields import CodeField, DayField, ForeignKey, InstantField, TextField
from models.base.table import Table
from models.comptes.agent import Agent
from models.personnes.personne import Personne


class Message(Table):
    """Left at the desk for one agent, or for everybody when `pour` is none; done once read."""

    nature = CodeField(default="message", verbose_name="Nature")  # message, a_appele, rappel
    personne = ForeignKey(Personne, null=True, verbose_name="Personne")
    correspondant = TextField(max_length=120, default="", verbose_name="De la part de")
    telephone = TextField(max_length=40, default="", verbose_name="Téléphone")
    pour = ForeignKey(Agent, null=True, verbose_name="Pour")
    texte = TextField(
        max_length=1000,
        lines=3,
        default="",
        verbose_name="Message",
        help_text="Lisible par toute l’équipe\u00a0: rien de confidentiel.",
    )
    rappeler_le = DayField(null=True, index=True, verbose_name="À rappeler le")
    fait_le = InstantField(null=True, verbose_name="Fait")
    fait_par = ForeignKey(Agent, null=True, index=False, verbose_name="Fait par")
