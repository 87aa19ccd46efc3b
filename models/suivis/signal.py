"""A signal put off: somebody saw it, and it comes back on a day."""

from models.base.fields import CodeField, DayField, ForeignKey
from models.base.table import Table
from models.comptes.agent import Agent
from models.suivis.suivi import Suivi


class SignalReporte(Table):
    """One signal of one suivi, silent until a day; `objet` is what it is about."""

    suivi = ForeignKey(Suivi)
    code = CodeField()
    objet = CodeField(default="")
    jusqu_au = DayField(verbose_name="Jusqu’au")
    agent = ForeignKey(Agent, null=True, index=False)

    class Meta:
        indexes = ((("suivi", "code", "objet"), True),)
