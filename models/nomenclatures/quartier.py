"""The quartiers that the structure counts, and the streets that lie in them."""

from models.base.fields import (
    BooleanField,
    CodeField,
    DayField,
    ForeignKey,
    IntegerField,
    TextField,
)
from models.base.table import Table


class Quartier(Table):
    """A quartier; `code` is that of a QPV (« QN08701M »), empty for one of the structure's own."""

    code = CodeField(max_length=10, default="", index=True, verbose_name="Code")
    nom = TextField(max_length=160, verbose_name="Quartier")
    commune = TextField(max_length=80, default="", verbose_name="Commune")
    code_insee = CodeField(max_length=5, default="", verbose_name="Code INSEE")
    qpv = BooleanField(default=True, verbose_name="Quartier prioritaire (QPV)")
    actif_du = DayField(null=True, verbose_name="En vigueur du")
    actif_au = DayField(null=True, verbose_name="au")
    source = TextField(max_length=160, default="", verbose_name="Source")


class QuartierVoie(Table):
    """The stretch of a street that lies in a quartier; no bound: the whole street."""

    quartier = ForeignKey(Quartier)
    voie = TextField(max_length=160, verbose_name="Voie")
    cle = TextField(max_length=160, default="", index=True)
    numero_min = IntegerField(null=True, verbose_name="Du numéro")
    numero_max = IntegerField(null=True, verbose_name="au numéro")
    parite = CodeField(default="tous", verbose_name="Côté")  # tous, pairs, impairs
