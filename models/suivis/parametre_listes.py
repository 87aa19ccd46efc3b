"""The amounts that the law changes as lists: what each is today, then all that one ever was."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import peewee

from models.base.listing import Column, Listing
from models.base.table import as_day
from models.suivis.parametre import Parametre, shipped, shown


def parametres_listing(today: dt.date) -> Listing:
    """What each amount is today, since when, and from when it will be another."""
    coming = _other(peewee.fn.MIN, lambda other: (other.du > today) & (other.du > Parametre.du))
    return Listing(
        title="Montants et bornes",
        query=Parametre.select().where(Parametre.du == _now(today)),
        key=Parametre.id,
        columns=(
            Column("libelle", "Paramètre", (Parametre.code,), text=_libelle, width=38),
            _value(),
            Column("du", "Depuis le", (Parametre.du,), width=12),
            Column("ensuite", "Change le", (coming.alias("ensuite"),), text=_next,
                   status=lambda _: "info", width=14),
            Column("source", "Source", (Parametre.source,), width=22, secondary=True),
        ),
        order=(peewee.Case(Parametre.code, [(code, at) for at, code in enumerate(shipped())], -1),),
        tables=frozenset({Parametre}),
        empty="Aucun montant n’est connu de cette base.",
    )  # fmt: skip


def history_listing(code: str, today: dt.date) -> Listing:
    """What one amount was and will be, the latest first."""
    return Listing(
        title=_libelle(code),
        query=Parametre.select().where(Parametre.code == code),
        key=Parametre.id,
        columns=(
            Column("du", "À partir du", (Parametre.du,), width=14),
            _value(),
            Column("etat", "État", (Parametre.du, _now(today).alias("now")), text=_state,
                   status=_kind, width=14),
            Column("source", "Source", (Parametre.source,), width=40, secondary=True),
        ),
        order=(Parametre.du,),
        descending=True,
        tables=frozenset({Parametre}),
        empty="Aucune valeur n’est connue. Ajoutez-en une.",
    )  # fmt: skip


def _value() -> Column:
    return Column("valeur", "Valeur", (Parametre.valeur, Parametre.unite), text=shown, right=True,
                  width=14)  # fmt: skip


def _now(today: dt.date) -> Any:
    """The day from which the amount of a row is what it is; before the first one, the first."""
    past = _other(peewee.fn.MAX, lambda other: other.du <= today)
    return peewee.fn.COALESCE(past, _other(peewee.fn.MIN, lambda other: other.du.is_null(False)))


def _other(chosen: Any, among: Callable[[Any], Any]) -> Any:
    other = Parametre.alias()
    return other.select(chosen(other.du)).where((other.code == Parametre.code) & among(other))


def _libelle(code: str) -> str:
    return str(shipped()[code]["libelle"])


def _next(coming: Any) -> str:
    return f"{as_day(coming):%d/%m/%Y}" if coming else ""


def _state(du: Any, now: Any) -> str:
    first, current = as_day(du), as_day(now)
    return "En vigueur" if first == current else "À venir" if first > current else "Passée"


def _kind(du: Any, now: Any) -> str:
    return {"En vigueur": "good", "À venir": "info"}.get(_state(du, now), "")
