"""Amounts and bounds that the law changes: each from a day on, with its source."""

from models.base.fields import CodeField, DayField, IntegerField, TextField
from models.base.table import Table


class Parametre(Table):
    """What one amount is from a day on; in cents, hours, days or years, as `unite` says."""

    code = CodeField(verbose_name="Paramètre")
    du = DayField(verbose_name="À partir du")
    valeur = IntegerField(verbose_name="Valeur")
    unite = CodeField(verbose_name="Unité")
    source = TextField(max_length=200, default="", verbose_name="Source")

    class Meta:
        indexes = ((("code", "du"), True),)
