"""The documents of a person's file; the bytes themselves are sealed, one key for each."""

from models.base.fields import CodeField, DayField, ForeignKey, IntegerField, TextField
from models.base.fields import SealedField as _Sealed
from models.base.table import Table
from models.nomenclatures.valeur import Valeur
from models.personnes.personne import Personne


class Document(Table):
    """`cle` opens the ciphertext: a file named `id` beside the base, or `contenu` on a server."""

    personne = ForeignKey(Personne)
    type_document = ForeignKey(Valeur, null=True, index=False, verbose_name="Nature")
    intitule = TextField(max_length=160, default="", verbose_name="Intitulé")
    fichier = TextField(max_length=260, default="", verbose_name="Fichier")
    date = DayField(null=True, verbose_name="Date du document")
    echeance = DayField(null=True, verbose_name="Valable jusqu’au")
    taille = IntegerField(default=0, verbose_name="Taille")
    empreinte = CodeField(max_length=64, default="")
    cle = _Sealed()
    contenu = _Sealed(null=True)
