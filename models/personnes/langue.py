"""The languages in which a person is at ease."""

from models.base.fields import ForeignKey
from models.base.table import Table
from models.nomenclatures.valeur import Valeur
from models.personnes.personne import Personne


class PersonneLangue(Table):
    """One language of one person."""

    personne = ForeignKey(Personne)
    langue = ForeignKey(Valeur, index=False)

    class Meta:
        indexes = ((("personne", "langue"), True),)
