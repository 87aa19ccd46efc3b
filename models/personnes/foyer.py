"""Households: who lives with whom, as they say it."""

from models.base.fields import ForeignKey, TextField
from models.base.table import Table
from models.nomenclatures.valeur import Valeur
from models.personnes.personne import Personne


class Foyer(Table):
    """People who live together; a person is of one household at most."""

    intitule = TextField(max_length=120, default="", verbose_name="Foyer")


class FoyerMembre(Table):
    """One person of a household, and what she is in it."""

    foyer = ForeignKey(Foyer)
    personne = ForeignKey(Personne, unique=True)
    lien = ForeignKey(Valeur, null=True, index=False, verbose_name="Dans le foyer")
