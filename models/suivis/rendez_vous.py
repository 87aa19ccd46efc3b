"""When a person is expected, and whether she came."""

from models.base.fields import CodeField, DayField, ForeignKey, HourField, IntegerField, TextField
from models.base.table import Table
from models.comptes.agent import Agent
from models.nomenclatures.lieu import Lieu
from models.suivis.entretien import Entretien
from models.suivis.suivi import Suivi

A_VENIR, A_PRECISER, HONORE = "a_venir", "a_preciser", "honore"


class RendezVous(Table):
    """One appointment of a suivi; `etat` holds what was noted, and nothing until then."""

    suivi_id: str
    agent_id: str

    suivi = ForeignKey(Suivi)
    date = DayField(verbose_name="Le")
    heure = HourField(null=True, verbose_name="À")
    duree = IntegerField(null=True, verbose_name="Durée")  # minutes
    agent = ForeignKey(Agent, verbose_name="Avec")
    lieu = ForeignKey(Lieu, null=True, index=False, verbose_name="Lieu")
    ailleurs = TextField(max_length=120, default="", verbose_name="Ailleurs")
    objet = TextField(max_length=200, default="", verbose_name="Objet")
    apporter = TextField(max_length=300, lines=2, default="", verbose_name="À apporter")
    etat = CodeField(null=True, nomenclature="etat_rendez_vous", verbose_name="Issue")
    entretien = ForeignKey(Entretien, null=True, index=False)  # what came of it
    reporte_a = ForeignKey("self", null=True, index=False)  # the one that takes its place

    class Meta:
        indexes = ((("suivi", "date"), False), (("agent", "date"), False))
