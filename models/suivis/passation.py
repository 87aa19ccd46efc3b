"""Handing suivis over: a référent leaves, or is away from a day to another and comes back."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from typing import Any, NamedTuple

from models.base import clock
from models.base.command import command
from models.base.droit import Droit
from models.base.errors import Invalid, Refused
from models.base.table import tuples_of
from models.comptes.agent import Agent, active_agents
from models.comptes.depart import partis
from models.personnes.personne import Personne
from models.suivis.objectif import OUVERTES, Action
from models.suivis.referent import (
    REFERENT,
    REMPLACANT,
    add_second,
    change_referent,
    check_agent,
    end_follow,
)
from models.suivis.regles import require_reading
from models.suivis.rendez_vous import RendezVous
from models.suivis.suivi import Referent, Suivi, check_may_write, follows_on, referents_on

PERSONNE = ""  # in place of an agent: nobody follows them
_DAY = dt.timedelta(days=1)


class Porteur(NamedTuple):
    """An agent who follows suivis, or may: how many she has; `parti`: she follows none any more.

    `usuel`: it is her trade; others of the team may, such as one without an account.
    """

    id: str
    nom: str
    suivis: int
    parti: bool = False
    usuel: bool = True


class Reste(NamedTuple):
    """What is still with who follows one suivi as its référent: to be done by the next one."""

    noms: str
    rendez_vous: int
    actions: int

    @property
    def choses(self) -> str:
        """« 2 rendez-vous à venir et 1 action à faire »; nothing when nothing is left."""
        told = [f"{self.rendez_vous} rendez-vous à venir"] * bool(self.rendez_vous)
        plural = "s" if self.actions > 1 else ""
        told += [f"{self.actions} action{plural} à faire"] * bool(self.actions)
        return " et ".join(told)


def porteurs(day: dt.date) -> list[Porteur]:
    """Who follows suivis, and who may be given some: by name, those gone at the end."""
    held = Counter(agent for agent, _ in _followed(day))
    gone = partis(Droit.SUIVI_ECRIRE)
    known: dict[str, Agent] = {one.id: one for one in active_agents()}
    lost: Any = Agent.select().where(Agent.id.in_(list(held.keys() - known.keys()) or [""]))
    found = [
        Porteur(one.id, one.nom_affiche, held[one.id], one.id in gone, bool(one.identifiant))
        for one in (*known.values(), *lost)
    ]
    alone = len(suivis_followed(PERSONNE, day))
    found.append(Porteur(PERSONNE, "Sans référent", alone, parti=True))
    kept = [one for one in found if one.suivis or not one.parti]
    return sorted(kept, key=lambda one: (one.parti, not one.usuel))


def suivis_followed(agent_id: str, day: dt.date) -> list[str]:
    """The suivis under way that an agent follows as their référent, or that nobody does."""
    if agent_id != PERSONNE:
        return [suivi for agent, suivi in _followed(day) if agent == agent_id]
    here: Any = Referent.select(Referent.suivi).where(
        follows_on(day) & (Referent.qualite == REFERENT)
    )
    query: Any = (
        Suivi.select(Suivi.id)
        .join(Personne, on=(Suivi.personne == Personne.id))
        .where(_goes_on(day) & (Suivi.ouvert_le <= day) & Suivi.id.not_in(here))
    )
    return [row[0] for row in tuples_of(query.order_by(Personne.cle, Suivi.id))]


def suivis_held_for(agent_id: str, day: dt.date) -> list[str]:
    """Those of an agent that somebody stands in for, that day or later."""
    return sorted({row.suivi_id for row in _stand_ins(agent_id, day)})


def reste_of(suivi_id: str, du: dt.date) -> Reste:
    """What would be left with the référent who is replaced on that day."""
    require_reading()
    former = _former(suivi_id, du)
    return Reste(
        ", ".join(one.agent.nom_affiche for one in former),
        sum(len(_coming(suivi_id, one.agent_id, du=du)) for one in former),
        sum(len(_own_actions(suivi_id, one.agent_id)) for one in former),
    )


@command(right=Droit.SUIVI_ECRIRE, label="Référent changé")
def replace_referent(
    suivi: Suivi, *, agent: str, du: dt.date, lit_encore: bool = True, suite: bool = True
) -> Reste:
    """Another référent from a day on; with `suite`, what the former one had to do follows."""
    former = [one.agent_id for one in _former(suivi.id, du)]
    left = reste_of(suivi.id, du)
    change_referent(suivi, agent=agent, du=du, lit_encore=lit_encore)
    for known in former if suite else ():
        _move_what_is_left(suivi.id, known, agent, du=du, rendez_vous=True)
    return left


@command(right=Droit.SUIVI_ECRIRE, label="Suivis confiés")
def hand_over(
    de: str,
    choix: Mapping[str, str],
    *,
    du: dt.date,
    lit_encore: bool = True,
    rendez_vous: bool = True,
) -> int:
    """Give each suivi the référent that was chosen for it, from a day on; returns how many.

    What `de` had to do there herself follows; the rendez-vous to come too, when said so.
    """
    _check(de, choix)
    for suivi_id, heir in choix.items():
        suivi: Suivi = Suivi.get_by_id(suivi_id)
        for known in _rows(suivi_id, heir, du):
            if known.qualite != REFERENT:
                end_follow(known, du, lit_encore=False)
        if not _takes_what_is_to_come(suivi_id, de, heir, du=du):
            change_referent(suivi, agent=heir, du=du, lit_encore=lit_encore)
        for other in _rows(suivi_id, de, du):
            end_follow(other, du, lit_encore=lit_encore)
        _move_what_is_left(suivi_id, de, heir, du=du, rendez_vous=rendez_vous)
    return len(choix)


@command(right=Droit.SUIVI_ECRIRE, label="Absence préparée")
def stand_in(
    de: str,
    choix: Mapping[str, str],
    *,
    du: dt.date,
    au: dt.date,
    rendez_vous: bool = True,
) -> int:
    """Let others stand in from a day to another, the last one included: then all is hers again."""
    if au < du:
        raise Invalid("au", "Jusqu’au\u00a0: cette date précède le début. Corrigez l’une des deux.")
    _check(de, choix)
    for suivi_id, heir in choix.items():
        suivi: Suivi = Suivi.get_by_id(suivi_id)
        if not _rows(suivi_id, heir, du):
            add_second(suivi, agent=heir, du=du, au=au + _DAY, qualite=REMPLACANT)
        if rendez_vous:
            _move_rendez_vous(suivi_id, de, heir, du=du, au=au)
    return len(choix)


@command(right=Droit.SUIVI_ECRIRE, label="Retour d’absence")
def come_back(de: str, *, le: dt.date) -> int:
    """She is back: nobody stands in from that day on, and what is to come is hers again."""
    rows = _stand_ins(de, le)
    if not rows:
        raise Refused("Personne ne remplace cet agent à cette date\u00a0: il n’y a rien à rendre.")
    for row in rows:
        check_may_write(row.suivi_id)
        _move_rendez_vous(row.suivi_id, row.agent_id, de, du=le)
        if row.du >= le:
            row.remove()
        else:
            row.au = le
            row.save()
    return len({row.suivi_id for row in rows})


def _check(de: str, choix: Mapping[str, str]) -> None:
    if not choix:
        raise Invalid("agent", "Nouveau référent\u00a0: choisissez-en un pour un suivi au moins.")
    gone = partis(Droit.SUIVI_ECRIRE)
    for heir in set(choix.values()):
        check_agent(heir)
        if heir in gone:
            nom = Agent.get_by_id(heir).nom_affiche
            raise Invalid(
                "agent", f"Nouveau référent\u00a0: {nom} n’a plus ce rôle. Choisissez-en un autre."
            )
        if heir == de:
            raise Invalid(
                "agent", "Nouveau référent\u00a0: c’est déjà elle ou lui. Choisissez-en un autre."
            )
    for suivi_id in choix:
        check_may_write(suivi_id)


def _followed(day: dt.date) -> list[tuple[str, str]]:
    """(agent, suivi) of the suivis under way or to come, by the name of who is followed."""
    query: Any = (
        Referent.select(Referent.agent, Referent.suivi)
        .join(Suivi, on=(Referent.suivi == Suivi.id))
        .join(Personne, on=(Suivi.personne == Personne.id))
        .where(_follows_from(day) & (Referent.qualite == REFERENT) & _goes_on(day))
    )
    return tuples_of(query.order_by(Personne.cle, Suivi.id))


def _follows_from(day: dt.date) -> Any:
    """Who follows that day, or begins later."""
    return Referent.au.is_null() | (Referent.au > day)


def _goes_on(day: dt.date) -> Any:
    return Suivi.archived_at.is_null() & (Suivi.clos_le.is_null() | (Suivi.clos_le > day))


def _rows(suivi_id: str, agent_id: str, day: dt.date) -> list[Referent]:
    query: Any = Referent.select().where(
        (Referent.suivi == suivi_id) & (Referent.agent == agent_id) & follows_on(day)
    )
    return list(query)


def _takes_what_is_to_come(suivi_id: str, de: str, heir: str, *, du: dt.date) -> bool:
    """Whether she was to begin later: the other begins in her place, on the same day."""
    query: Any = Referent.select().where(
        (Referent.suivi == suivi_id) & (Referent.agent == de) & (Referent.du > du)
        & (Referent.qualite == REFERENT)
    )  # fmt: skip
    rows = list(query)
    for row in rows:
        row.agent = heir
        row.save()
    return bool(rows)


def _stand_ins(agent_id: str, day: dt.date) -> list[Referent]:
    mine = suivis_followed(agent_id, day)
    query: Any = Referent.select().where(
        Referent.suivi.in_(mine or [""])
        & (Referent.qualite == REMPLACANT)
        & (Referent.au.is_null() | (Referent.au > day))
    )
    return list(query.order_by(Referent.suivi, Referent.du))


def _former(suivi_id: str, du: dt.date) -> list[Referent]:
    return [one for one in referents_on(suivi_id, du) if one.qualite == REFERENT]


def _move_what_is_left(
    suivi_id: str, de: str, heir: str, *, du: dt.date, rendez_vous: bool
) -> None:
    if rendez_vous:
        _move_rendez_vous(suivi_id, de, heir, du=du)
    for action in _own_actions(suivi_id, de):
        action.agent = heir
        action.save()


def _move_rendez_vous(
    suivi_id: str, de: str, heir: str, *, du: dt.date, au: dt.date | None = None
) -> None:
    for one in _coming(suivi_id, de, du=du, au=au):
        one.agent = heir
        one.save()


def _coming(suivi_id: str, de: str, *, du: dt.date, au: dt.date | None = None) -> list[RendezVous]:
    here = (
        (RendezVous.suivi == suivi_id)
        & (RendezVous.agent == de)
        & RendezVous.etat.is_null()
        & RendezVous.archived_at.is_null()
        & (RendezVous.date >= max(du, clock.today()))
    )
    if au is not None:
        here &= RendezVous.date <= au
    return list(RendezVous.select().where(here))


def _own_actions(suivi_id: str, de: str) -> list[Action]:
    query: Any = Action.select().where(
        (Action.suivi == suivi_id)
        & (Action.agent == de)
        & Action.etat.in_(OUVERTES)
        & Action.archived_at.is_null()
    )
    return list(query)
