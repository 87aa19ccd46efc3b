"""What is read of a suivi: refused to who may only know that it exists, and told to the journal."""

import datetime as dt
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import models.ateliers
import models.suivis
from models.base.database import Handle
from models.base.errors import Refused
from models.base.journal import Journal
from models.comptes.role import Role
from models.suivis.lecture import consult_suivi
from models.suivis.suivi import Suivi
from tests.domain.suivis.maison import a_suivi
from tests.factories import actor_with

# What answers the desk: that a suivi exists, who follows it, when she is expected next; then what
# says nothing of anybody.
OF_THE_DESK = frozenset({
    "suivis.passation.porteurs", "suivis.referent.places_of", "suivis.referent.readers_on",
    "suivis.referent.said_referents", "suivis.rendez_vous.next_dates", "suivis.retour.following",
    "suivis.feries.is_worked", "suivis.suivi.may_write", "suivis.suivi.previous",
    "suivis.suivi.referents_of", "suivis.suivi.referents_on", "suivis.suivi.statut_of",
    "suivis.suspension.standstills",
    "suivis.note.waits_for_readers", "suivis.page_personne.said_day",
    "suivis.parametre.parametres_on", "suivis.suivi.follows_on", "suivis.vues.heeded",
})  # fmt: skip


def readings() -> Iterator[tuple[str, Callable[..., Any], list[str]]]:
    """Each function of the area that needs nothing but a suivi, a person or a day."""
    for area in (models.suivis, models.ateliers):
        for info in pkgutil.iter_modules(area.__path__, f"{area.__name__}."):
            module = importlib.import_module(info.name)
            for name, function in vars(module).items():
                plain = inspect.isfunction(function) and function.__module__ == info.name
                if not plain or name.startswith("_") or hasattr(function, "__wrapped__"):
                    continue
                asked = inspect.signature(function).parameters.values()
                needs = [one.name for one in asked if one.default is one.empty]
                yield f"{info.name.removeprefix('models.')}.{name}", function, needs


def test_the_desk_reads_nothing_of_where_a_person_stands(base: Handle) -> None:
    suivi = a_suivi()
    given = {"suivi_id": suivi.id, "suivi": suivi, "day": dt.date.today(), "only": [suivi.id]}
    base.actor = actor_with(Role.ACCUEIL)
    answered = set()
    for name, function, needs in readings():
        if needs and set(needs) <= set(given):
            try:
                function(**{one: given[one] for one in needs})
            except Refused:
                continue
            answered.add(name)
    assert answered == OF_THE_DESK


def test_who_opens_a_suivi_is_told_to_the_journal(base: Handle) -> None:
    suivi = a_suivi()
    reader = base.actor = actor_with(Role.REFERENT)
    assert consult_suivi(suivi.id).id == suivi.id
    last: Any = Journal.select().order_by(Journal.n.desc()).first()
    assert (last.action, last.objet, last.objet_id) == ("consult_suivi", "suivi", suivi.id)
    assert last.agent_id == reader.agent_id
    with pytest.raises(Refused, match="n’existe plus"):
        consult_suivi("absent")
    assert Suivi.select().count() == 1
