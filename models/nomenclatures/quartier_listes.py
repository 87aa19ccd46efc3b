"""The quartiers and their streets as lists."""

import datetime as dt
from typing import Any

import peewee

from models.base.listing import Column, Listing
from models.base.search import fold
from models.nomenclatures.quartier import Quartier, QuartierVoie, bounds
from models.nomenclatures.voies import PARITES, TOUS, voie_key


def quartiers_listing() -> Listing:
    """Every quartier, those of the past too, with how many stretches of street are known."""
    count = QuartierVoie.select(peewee.fn.COUNT(QuartierVoie.id)).where(
        QuartierVoie.quartier == Quartier.id
    )
    return Listing(
        title="Quartiers",
        query=Quartier.select().where(Quartier.archived_at.is_null()),
        key=Quartier.id,
        columns=(
            Column("nom", "Quartier", (Quartier.nom,), sort=(Quartier.nom,), width=28),
            Column("code", "Code", (Quartier.code,), sort=(Quartier.code,), width=12),
            Column("commune", "Commune", (Quartier.commune,), sort=(Quartier.commune,), width=20),
            Column("qpv", "QPV", (Quartier.qpv,), width=6),
            Column("voies", "Voies", (count.alias("voies"),), right=True, width=8),
            Column("actif", "En vigueur", (Quartier.actif_du, Quartier.actif_au), text=_period,
                   width=22, secondary=True),
        ),
        order=(Quartier.nom,),
        tables=frozenset({Quartier, QuartierVoie}),
        empty="Aucun quartier pour l’instant. Ajoutez-en un, ou importez un fichier .csv.",
    )  # fmt: skip


def voies_listing(quartier_id: str) -> Listing:
    """The stretches of street of one quartier."""
    return Listing(
        title="Voies du quartier",
        query=QuartierVoie.select().where(QuartierVoie.quartier == quartier_id),
        key=QuartierVoie.id,
        columns=(
            Column("voie", "Voie", (QuartierVoie.voie,), sort=(QuartierVoie.cle,), width=40),
            Column("numeros", "Numéros", (QuartierVoie.numero_min, QuartierVoie.numero_max),
                   text=_numbers, width=20),
            Column("parite", "Côté", (QuartierVoie.parite,), text=_side, width=20),
        ),
        order=(QuartierVoie.cle,),
        tables=frozenset({QuartierVoie}),
        narrow=_narrow,
        empty="Aucune voie dans ce quartier. Ajoutez-en une, ou importez un fichier .csv.",
    )  # fmt: skip


def _narrow(query: Any, typed: str) -> Any:
    """The streets where every word typed is found; « av. » finds « avenue »."""
    for word in (voie_key(typed) or fold(typed)).split():
        query = query.where(QuartierVoie.cle.contains(word))
    return query


def _numbers(least: int | None, most: int | None) -> str:
    return bounds(least, most) or "toute la voie"


def _side(parite: str) -> str:
    return PARITES.get(parite, PARITES[TOUS])


def _period(du: dt.date | None, au: dt.date | None) -> str:
    if du and au:
        return f"du {du:%d/%m/%Y} au {au:%d/%m/%Y}"
    if au:
        return f"jusqu’au {au:%d/%m/%Y}"
    return f"depuis le {du:%d/%m/%Y}" if du else "oui"
