"""The register as a list to work on: every column that can be shown, and what is counted of it."""

import datetime as dt
from dataclasses import replace
from typing import Any

import peewee

from models.accueil.anonyme import AnonymeConnu
from models.accueil.demande import Demande
from models.accueil.filtres import ORIGINES
from models.accueil.nombres import IN_GROUP, Nombres, who_comes
from models.accueil.passage import Passage
from models.accueil.registre import registre
from models.base import clock
from models.base.listing import Column, Listing
from models.base.progress import Progress
from models.base.table import tuples_of
from models.nomenclatures.valeur import Valeur

SHOWN = ("jour", "heure", "personne", "demandes", "mode", "duree", "lieu")
_BEGINNING = dt.datetime(1, 1, 1, tzinfo=dt.UTC)


def registre_listing() -> Listing:
    """All passages, the newest first, with all that is written of each."""
    listing = registre()
    empty = "Aucun passage sur cette période. Choisissez-en une autre, ou effacez un filtre."
    return replace(listing, columns=(*listing.columns, *_more_columns()), empty=empty)


def nombres_of(
    listing: Listing, au: dt.date | None = None, progress: Progress | None = None
) -> Nombres:
    """What is counted of a list of passages that ends on a day (today, if none is told).

    Exact, so long on a million rows: for a job. The filters alone are asked: the joins of the
    columns would be made for nothing.
    """
    here: Any = listing.query._where
    if listing.filters:  # tried on each row: in the order of time, where their demandes are near
        here &= Passage.moment >= _BEGINNING
    kept: Any = Passage.select(Passage.id).where(here)
    passages, personnes, groupes, people = tuples_of(
        _with_anonymes(kept).select(
            peewee.fn.COUNT(Passage.id),
            peewee.fn.COUNT(who_comes(au or clock.today()).distinct()),
            peewee.fn.COALESCE(peewee.fn.SUM(IN_GROUP), 0),
            peewee.fn.COALESCE(peewee.fn.SUM(Passage.effectif), 0),
        )
    )[0]
    if progress:
        progress.step(0, 0)
    demandes: Any = Demande.select(peewee.fn.COUNT(Demande.id)).where(Demande.passage.in_(kept))
    return Nombres(passages, personnes, int(demandes.scalar()), groupes, people)


def _with_anonymes(query: Any) -> Any:
    return query.join(AnonymeConnu, peewee.JOIN.LEFT_OUTER, on=(Passage.anonyme == AnonymeConnu.id))


def _more_columns() -> tuple[Column, ...]:
    return (
        _value_column("type", "Type", Passage.type_contact, width=16),
        _value_column("identification", "Identification", Passage.identification, width=16),
        _value_column("sexe", "Sexe", Passage.sexe, width=8),
        Column("age", "Âge", (Passage.age,), right=True, width=5, secondary=True),
        Column("operateur", "Opérateur", (_of_demandes(Demande.operateur),), width=18),
        Column("resultat", "Résultat", (_of_demandes(Demande.resultat),), width=18),
        Column("orientation", "Orientation", (_of_demandes(Demande.orientation),), width=18),
        _statut_column(),
        Column(
            "commentaire", "Commentaire", (Passage.commentaire,), text=_on_one_line,
            value=lambda commentaire: commentaire, width=30, nominative=True,
        ),
        Column(
            "origine", "Origine", (Passage.origine,), text=_origine,
            width=14, secondary=True,
        ),
        Column("effectif", "Groupe", (Passage.effectif,), right=True, width=6),
    )  # fmt: skip


def _value_column(name: str, label: str, field: Any, *, width: int) -> Column:
    """The label of a value, read for the rows in sight only."""
    value = Valeur.alias()
    said: Any = value.select(value.libelle).where(value.id == field).alias(name)
    return Column(name, label, (said,), width=width, secondary=True)


def _statut_column() -> Column:
    value = Valeur.alias()
    key = peewee.Value("statut_accueillant.").concat(Passage.statut_accueillant)
    said: Any = value.select(value.libelle).where(value.id == key).alias("statut")
    return Column("statut", "Statut", (said,), width=14, secondary=True)


def _of_demandes(field: Any) -> Any:
    """The labels of a fact of the demandes of a passage, in one text."""
    value = Valeur.alias()
    joined: Any = peewee.fn.string_agg(value.libelle, " · ")
    query: Any = Demande.select(joined.order_by(Demande.rang))
    query = query.join(value, on=(field == value.id)).where(Demande.passage == Passage.id)
    return query.alias(field.name + "s")


def _origine(code: str) -> str:
    return ORIGINES.get(code, code)


def _on_one_line(commentaire: str) -> str:
    return " ".join(commentaire.split())
