"""Rows streamed: the very values that the ORM gives, of every kind of column, on both engines."""

import datetime as dt
from typing import Any

import peewee
import pytest

from models.accueil.liste import registre_listing
from models.base import stream
from models.base.database import Handle
from models.comptes.agent import Agent
from models.nomenclatures.valeur import Valeur
from models.personnes.listes import personnes_listing
from models.personnes.personne import Personne
from tests.conftest import FrozenClock
from tests.factories import a_passage, a_personne


def of_every_kind() -> Any:
    """Texts, codes, keys short and long, figures, days, instants, links, an alias, an aggregate."""
    other = Personne.alias()
    return (
        Personne.select(
            Personne.id, Personne.nom_naissance, Personne.precision_naissance, Personne.version,
            Personne.date_naissance, Personne.created_at, Personne.archived_at, Personne.sexe,
            other.telephone, other.date_naissance, other.created_at,
            peewee.fn.COALESCE(Personne.date_naissance, Personne.domiciliee_du).alias("jour"),
            Valeur.select(Valeur.id).where(Valeur.id == Personne.sexe).alias("cle_sexe"),
        )
        .join(other, on=(other.id == Personne.id))
        .order_by(Personne.id)
    )  # fmt: skip


@pytest.mark.parametrize("at_once", [1, 2, 500])
def test_the_values_are_those_of_the_orm(
    base: Handle, frozen_clock: FrozenClock, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(stream, "_AT_ONCE", at_once)
    for n in range(5):
        born = dt.date(1990, 1, 1 + n) if n % 2 else None
        a_passage(a_personne(date_naissance=born, sexe="sexe.femme" if n % 3 else None))
    queries = [of_every_kind(), Agent.select()]
    for listing in (registre_listing(), personnes_listing()):
        queries.append(listing._within(listing._select(listing.query), listing._stretches()[0]))
    for query in queries:
        wanted = list(query.clone().tuples())
        assert wanted
        assert list(stream.streamed(query)) == wanted


def test_no_row_is_no_row(base: Handle) -> None:
    assert list(stream.streamed(Personne.select())) == []
