"""What was exchanged with a person, or about her, on a day: the fact; its words are notes."""

from models.base.fields import DayField, ForeignKey, HourField, IntegerField, TextField
from models.base.table import Table
from models.comptes.agent import Agent
from models.nomenclatures.lieu import Lieu
from models.nomenclatures.valeur import Valeur
from models.suivis.suivi import Suivi

INDIVIDUEL = "nature_entretien.individuel"
TELEPHONE = "nature_entretien.telephonique"
SANS_PERSONNE = "nature_entretien.sans_personne"


class Entretien(Table):
    """One exchange; `date` and `heure` are those of the wall, `created_at` that of its entry."""

    suivi_id: str
    agent_id: str
    nature_id: str

    suivi = ForeignKey(Suivi)
    date = DayField(verbose_name="Le")
    heure = HourField(null=True, verbose_name="À")
    duree = IntegerField(null=True, verbose_name="Durée")  # minutes
    nature = ForeignKey(Valeur, index=False, nomenclature="nature_entretien", verbose_name="Nature")
    agent = ForeignKey(Agent, verbose_name="Mené par")
    avec = TextField(max_length=200, default="", verbose_name="En présence de")
    lieu = ForeignKey(Lieu, null=True, index=False, verbose_name="Lieu")
    ailleurs = TextField(max_length=120, default="", verbose_name="Ailleurs")

    class Meta:
        indexes = ((("suivi", "date"), False),)
