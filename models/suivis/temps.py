"""Hours noted by hand, besides those of missions and séances."""

from models.base.fields import DayField, ForeignKey, IntegerField, TextField
from models.base.table import Table
from models.suivis.suivi import Phase, Suivi


class Temps(Table):
    """Some time of a suivi, on a day."""

    suivi_id: str

    suivi = ForeignKey(Suivi)
    phase = ForeignKey(Phase, null=True, index=False, verbose_name="Phase")
    date = DayField(verbose_name="Le")
    minutes = IntegerField(verbose_name="Durée")
    objet = TextField(max_length=160, default="", verbose_name="Objet")

    class Meta:
        indexes = ((("suivi", "date"), False),)
