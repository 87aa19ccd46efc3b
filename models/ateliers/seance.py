"""An activity, its dates, and who came to each."""

from models.base.fields import (
    CodeField,
    DayField,
    ForeignKey,
    HourField,
    IntegerField,
    TextField,
)
from models.base.table import Table
from models.nomenclatures.lieu import Lieu
from models.personnes.personne import Personne
from models.suivis.dispositif import Dispositif, Session
from models.suivis.suivi import Suivi


class Atelier(Table):
    """An activity that comes back: of a dispositif, or of the house."""

    intitule = TextField(max_length=160, verbose_name="Atelier")
    dispositif = ForeignKey(Dispositif, null=True, verbose_name="Dispositif")
    session = ForeignKey(Session, null=True, index=False, verbose_name="Session")


class Seance(Table):
    """One date of an activity."""

    atelier_id: str

    atelier = ForeignKey(Atelier)
    date = DayField(index=True, verbose_name="Le")
    debut = HourField(null=True, verbose_name="De")
    fin = HourField(null=True, verbose_name="à")
    lieu = ForeignKey(Lieu, null=True, index=False, verbose_name="Lieu")
    intervenant = TextField(max_length=160, default="", verbose_name="Intervenant")


class Presence(Table):
    """One person at one date: a participation, if she came."""

    seance = ForeignKey(Seance)
    personne = ForeignKey(Personne)
    suivi = ForeignKey(Suivi, null=True)
    etat = CodeField(default="attendu", nomenclature="presence", verbose_name="Présence")
    minutes = IntegerField(null=True)  # none: the whole séance
    justifiee = TextField(max_length=120, default="", verbose_name="Justificatif")

    class Meta:
        indexes = ((("seance", "personne"), True),)
