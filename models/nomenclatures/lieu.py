"""The sites where people are received."""

from typing import Any

from models.base.command import command
from models.base.droit import Droit
from models.base.errors import Invalid
from models.base.fields import DayField, ForeignKey, IntegerField, JsonField, TextField
from models.base.table import Table
from models.nomenclatures.valeur import Valeur


class Lieu(Table):
    """A site: the seat, an annexe, a caravan, a partner's office."""

    nom = TextField(max_length=120, verbose_name="Lieu")
    type_lieu = ForeignKey(Valeur, index=False, null=True, verbose_name="Type de lieu")
    adresse = TextField(max_length=300, lines=2, default="", verbose_name="Adresse")
    commune = TextField(max_length=80, default="", verbose_name="Commune")
    horaires = JsonField(default="{}")  # {"lundi": [["09:00", "12:00"], …], …}
    ferme_le = DayField(null=True, verbose_name="Fermé depuis le")
    ordre = IntegerField(default=0)


def lieux() -> list[Lieu]:
    """The sites in use, the seat first."""
    query: Any = Lieu.select().where(Lieu.archived_at.is_null())
    return list(query.order_by(Lieu.ordre, Lieu.nom))


@command(right=Droit.REGLAGES, label="Lieu enregistré")
def save_lieu(*, nom: str, type_lieu: str | None = None, commune: str = "") -> Lieu:
    """Add a site."""
    if not nom.strip():
        raise Invalid("nom", "Lieu\u00a0: donnez-lui un nom.")
    return Lieu(nom=nom, type_lieu=type_lieu, commune=commune, ordre=len(lieux())).save()
