"""A table of no noun, and its list, for the controls to show."""

import datetime as dt
from typing import Any

from models.base.database import holding_pen
from models.base.fields import DayField, IdField, IntegerField, TextField
from models.base.listing import Column, Listing
from models.base.search import fold
from models.base.table import PlainTable

FIRST_DAY = dt.date(2020, 1, 1)


class Objet(PlainTable):
    """Plain, so that it is not among the tables of the trade."""

    id = IdField(primary_key=True)
    nom = TextField(verbose_name="Nom")
    cle = TextField(index=True)
    rang = IntegerField(index=True)
    jour = DayField()


def key_of(rang: int) -> str:
    return f"{rang:032x}"


def add(*rangs: int) -> None:
    rows = [
        {
            "id": key_of(rang),
            "nom": f"Objet {rang}",
            "cle": fold(f"Objet {rang}"),
            "rang": rang,
            "jour": FIRST_DAY + dt.timedelta(days=rang % 3000),
        }
        for rang in rangs
    ]
    with holding_pen():
        for at in range(0, len(rows), 500):
            Objet.insert_many(rows[at : at + 500]).execute()


def remove(rang: int) -> None:
    with holding_pen():
        Objet.delete().where(Objet.id == key_of(rang)).execute()


def objets() -> Listing:
    return Listing(
        title="Objets",
        query=Objet.select(),
        key=Objet.id,
        columns=(
            Column("rang", "Rang", (Objet.rang,), sort=(Objet.rang,), right=True, width=8),
            Column("nom", "Nom", (Objet.nom,), sort=(Objet.cle,), width=30, nominative=True),
            Column("jour", "Jour", (Objet.jour,), sort=(Objet.jour,), width=10, secondary=True),
            Column("etat", "État", (Objet.rang,), text=_etat, status=_kind, width=10),
        ),
        order=(Objet.rang,),
        tables=frozenset({Objet}),  # type: ignore[arg-type]  # a plain table stands for a noun
        narrow=_narrow,
        empty="Aucun objet.",
    )


def _etat(rang: int) -> str:
    return "pair" if rang % 2 == 0 else "impair"


def _kind(rang: int) -> str:
    return "good" if rang % 2 == 0 else "attention"


def _narrow(query: Any, text: str) -> Any:
    return query.where(Objet.cle.contains(fold(text)))
