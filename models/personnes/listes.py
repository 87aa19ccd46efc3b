"""The people as a list: all files in use, in order of name."""

import datetime as dt
from typing import Any

import peewee

from models.base import clock, telephone
from models.base.listing import Column, Listing
from models.personnes import adresse
from models.personnes.naissance import Naissance, Precision, birth_value
from models.personnes.personne import Personne, shown_name
from models.personnes.recherche import with_words

_NEVER = dt.date(1, 1, 1)  # an unknown birth date must have its place in the order


def personnes_listing() -> Listing:
    """Every file that is not archived."""
    return Listing(
        title="Personnes",
        query=Personne.select().where(Personne.archived_at.is_null()),
        key=Personne.id,
        columns=_columns(),
        order=(Personne.cle,),
        tables=frozenset({Personne}),
        narrow=_narrow,
        empty="Aucun dossier pour l’instant. Un dossier se crée aussi depuis l’accueil, "
        "en tapant un nom.",
    )


def domiciliations_a_renouveler(listing: Listing) -> Listing:
    """Of a list of files, those whose domiciliation ends within two months, or has ended."""
    due = (Personne.type_adresse == adresse.DOMICILIATION) & (
        Personne.domiciliee_au <= adresse.notice_until(clock.today())
    )
    return listing.where(due, said="domiciliations à renouveler")


def _columns() -> tuple[Column, ...]:
    names = (Personne.nom_usage, Personne.nom_naissance, Personne.prenom_usage, Personne.prenom)
    return (
        Column(
            "personne",
            "Personne",
            (*names, Personne.surnom),
            text=_name,
            sort=(Personne.cle,),
            width=30,
            nominative=True,
        ),
        Column(
            "naissance",
            "Né·e",
            (Personne.date_naissance, Personne.precision_naissance),
            text=_born,
            value=birth_value,
            sort=(peewee.fn.COALESCE(Personne.date_naissance, _NEVER),),
            width=14,
            nominative=True,
        ),
        Column(
            "commune",
            "Commune",
            (Personne.commune,),
            sort=(Personne.commune,),
            width=20,
            nominative=True,
        ),
        Column(
            "quartier",
            "Quartier",
            (Personne.quartier,),
            sort=(Personne.quartier,),
            width=18,
            secondary=True,
            nominative=True,
        ),
        Column(
            "telephone",
            "Téléphone",
            (Personne.telephone,),
            text=telephone.shown,
            width=16,
            secondary=True,
            nominative=True,
        ),
    )


def _name(nom_usage: str, nom: str, prenom_usage: str, prenom: str, surnom: str) -> str:
    return shown_name(nom_usage or nom, prenom_usage or prenom, surnom)


def _born(date: dt.date | None, precision: str) -> str:
    return Naissance(date, Precision(precision)).texte


def _narrow(query: Any, text: str) -> Any:
    return with_words(query, Personne.id, text)
