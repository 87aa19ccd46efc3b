"""Who follows whom: named, replaced, helped for a while."""

import datetime as dt
from collections.abc import Collection
from typing import Any, NamedTuple

from models.base import clock
from models.base.command import command
from models.base.droit import Droit
from models.base.errors import Invalid, Refused
from models.base.table import tuples_of
from models.comptes.agent import Agent
from models.comptes.depart import partis
from models.suivis.suivi import Referent, Suivi, check_may_write, follows_on, referents_on

REFERENT, SECOND, REMPLACANT = "referent", "second", "remplacant"
QUALITES = {
    REFERENT: "Référent", SECOND: "Second référent", REMPLACANT: "Remplaçant",
}  # fmt: skip
READS_AFTER = 31  # days that a former référent still reads, to hand over


class Place(NamedTuple):
    """One assignment; `depart` is why that agent can follow no more, if it is so."""

    referent: Referent
    depart: str

    @property
    def nom(self) -> str:
        nom: str = self.referent.agent.nom_affiche
        return nom

    def is_over(self, day: dt.date) -> bool:
        return self.referent.au is not None and self.referent.au <= day

    def reads_until(self, day: dt.date) -> dt.date | None:
        """Until when who has handed over reads the notes of the référents; None: no more."""
        last: dt.date | None = self.referent.lit_jusqu_au
        return last if last is not None and last >= day and not self.depart else None


def places_of(suivi_id: str) -> list[Place]:
    """Who follows it, the référent first, then who did, the last one first."""
    today = clock.today()
    query: Any = Referent.select(Referent, Agent).join(Agent).where(Referent.suivi == suivi_id)
    gone = partis(Droit.SUIVI_ECRIRE)
    found = [Place(one, gone.get(one.agent_id, "")) for one in query.order_by(Referent.du.desc())]
    return sorted(found, key=lambda one: (one.is_over(today), one.referent.qualite != REFERENT))


def said_referents(suivi_id: str, day: dt.date) -> str:
    """Who follows it that day; when nobody can any more, who did and why not."""
    gone = partis(Droit.SUIVI_ECRIRE)
    named = referents_on(suivi_id, day)
    there = [one.agent.nom_affiche for one in named if one.agent_id not in gone]
    if there or not named:
        return ", ".join(there) or "aucun"
    told = [f"{one.agent.nom_affiche} {gone[one.agent_id]}" for one in named]
    return f"plus personne ({', '.join(told)})"


def readers_on(suivi_id: str, day: dt.date) -> frozenset[str]:
    """The agents for whom a note of the référents is sealed: theirs, and for a while the former."""
    return readers_of_each([suivi_id], day)[suivi_id]


def readers_of_each(suivis: Collection[str], day: dt.date) -> dict[str, frozenset[str]]:
    """Those of each of these suivis, read at once."""
    still = Referent.lit_jusqu_au.is_null(False) & (Referent.lit_jusqu_au >= day)
    query: Any = Referent.select(Referent.suivi, Referent.agent).where(
        Referent.suivi.in_(list(suivis)) & (Referent.du <= day) & (follows_on(day) | still)
    )
    found: dict[str, set[str]] = {key: set() for key in suivis}
    for suivi_id, agent_id in tuples_of(query):
        found[suivi_id].add(agent_id)
    return {key: frozenset(agents) for key, agents in found.items()}


@command(right=Droit.SUIVI_ECRIRE, label="Référent changé")
def change_referent(suivi: Suivi, *, agent: str, du: dt.date, lit_encore: bool = True) -> Referent:
    """Another référent from a day on; the former one still reads for a month unless told not to."""
    check_may_write(suivi.id)
    check_agent(agent)
    for former in referents_on(suivi.id, du):
        if former.agent_id == agent and former.qualite == REFERENT:
            raise Invalid(
                "agent", "Référent\u00a0: cette personne l’est déjà. Choisissez-en une autre."
            )
        if former.qualite == REFERENT:
            end_follow(former, du, lit_encore=lit_encore)
        elif former.agent_id == agent:  # from second to first
            end_follow(former, du, lit_encore=False)
    return Referent(suivi=suivi, agent=agent, du=du).save()


@command(right=Droit.SUIVI_ECRIRE, label="Second référent ajouté")
def add_second(
    suivi: Suivi, *, agent: str, du: dt.date, au: dt.date | None = None, qualite: str = SECOND
) -> Referent:
    """Somebody who follows it too, or stands in from a day to another."""
    check_may_write(suivi.id)
    check_agent(agent)
    if au is not None and au < du:
        raise Invalid("au", "Jusqu’au\u00a0: cette date précède le début. Vérifiez-la.")
    if any(one.agent_id == agent for one in referents_on(suivi.id, du)):
        raise Invalid("agent", "Référent\u00a0: cette personne suit déjà ce parcours.")
    return Referent(suivi=suivi, agent=agent, du=du, au=au, qualite=qualite).save()


@command(right=Droit.SUIVI_ECRIRE, label="Second référent retiré")
def end_second(second: Referent, *, au: dt.date) -> Referent:
    check_may_write(second.suivi_id)
    if second.qualite == REFERENT:
        raise Refused("C’est le référent du parcours\u00a0: nommez plutôt qui prend sa suite.")
    return end_follow(second, au, lit_encore=False)


def end_follow(former: Referent, day: dt.date, *, lit_encore: bool) -> Referent:
    """Let somebody follow no more from a day on; inside a command."""
    if day < former.du:
        raise Invalid(
            "du", "Depuis le\u00a0: cette date précède l’arrivée du référent actuel. Vérifiez-la."
        )
    former.au = day
    former.lit_jusqu_au = day + dt.timedelta(days=READS_AFTER) if lit_encore else None
    return former.save()


def check_agent(agent_id: str) -> None:
    """`Invalid` for who is no more of the team."""
    known = Agent.get_or_none((Agent.id == agent_id) & Agent.archived_at.is_null())
    if known is None:
        raise Invalid(
            "agent",
            "Référent\u00a0: cette personne ne fait plus partie de l’équipe. "
            "Choisissez-en une autre.",
        )
    if agent_id in partis(Droit.SUIVI_ECRIRE):
        raise Invalid(
            "agent",
            f"Référent\u00a0: {known.nom_affiche} n’a pas le rôle de référent. Choisissez une "
            "autre personne, ou donnez-lui ce rôle dans «\u00a0Comptes\u00a0».",
        )
