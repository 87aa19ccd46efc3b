"""Other organisations: prescripteurs and partenaires."""

from typing import Any

from models.base.fields import ForeignKey, TextField
from models.base.search import fold
from models.base.table import Table
from models.nomenclatures.valeur import Valeur


class Structure(Table):
    """An organisation that we work with; being prescripteur or partenaire is a role of it."""

    nom = TextField(max_length=160, verbose_name="Structure")
    type_prescripteur = ForeignKey(Valeur, index=False, null=True, verbose_name="Type de structure")
    telephone = TextField(max_length=40, default="", verbose_name="Téléphone")
    courriel = TextField(max_length=120, default="", verbose_name="Courriel")
    cle = TextField(max_length=200, default="", index=True)


def structures() -> list[Structure]:
    query: Any = Structure.select().where(Structure.archived_at.is_null())
    return list(query.order_by(Structure.cle))


def structure_named(nom: str, *, type_prescripteur: str | None = None) -> Structure:
    """The organisation of this name, created if it is new; inside a command."""
    cle = fold(nom)[:200]
    found: Structure | None = Structure.get_or_none(Structure.cle == cle)
    if found is not None:
        return found
    return Structure(nom=nom, cle=cle, type_prescripteur=type_prescripteur).save()
