"""Two files of one person made one, and how to take it back; pairs said to be two people."""

from models.base.fields import ForeignKey, InstantField, JsonField
from models.base.table import Table
from models.personnes.personne import Personne


class Fusion(Table):
    """`contenu` says which rows were moved and what the kept file was before, to be taken back."""

    gardee = ForeignKey(Personne, verbose_name="Dossier gardé")
    absorbee = ForeignKey(Personne, verbose_name="Dossier absorbé")
    faite_le = InstantField(verbose_name="Faite le")
    annulee_le = InstantField(null=True, verbose_name="Défaite le")
    contenu = JsonField(default="{}")


class Homonymie(Table):
    """Two files that somebody looked at and that are two people."""

    personne = ForeignKey(Personne)
    autre = ForeignKey(Personne)

    class Meta:
        indexes = ((("personne", "autre"), True),)
