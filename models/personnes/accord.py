"""What a person agrees to: to be written to, to have facts shared… with its date."""

from models.base.fields import BooleanField, DayField, ForeignKey
from models.base.table import Table
from models.nomenclatures.valeur import Valeur
from models.personnes.personne import Personne


class PersonneAccord(Table):
    """One answer on one day; a later answer is another row, so that the past can be told."""

    personne = ForeignKey(Personne)
    accord = ForeignKey(Valeur, index=False, verbose_name="Accord")
    donne = BooleanField(verbose_name="Donné")
    date = DayField(verbose_name="Date")
    retire_le = DayField(null=True, verbose_name="Retiré le")
