"""The page that a person takes home: where she is, what comes next, whom to call, in plain words.

The words are proposed; whoever prints them may change each. Nothing that asks for care is there.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from models.accueil.periodes import MOIS
from models.base import clock, journal, telephone
from models.base.clock import JOURS
from models.base.database import handle
from models.base.droit import Droit
from models.base.errors import Refused
from models.comptes.agent import Agent
from models.nomenclatures.service import own_service
from models.suivis.action import actions_of
from models.suivis.frein import freins_of
from models.suivis.objectif import OUVERTES, Action, Qui, objectifs_of
from models.suivis.regles import require_reading
from models.suivis.rendez_vous import RendezVous
from models.suivis.sections import next_rendez_vous
from models.suivis.suivi import Phase, Suivi, phases_of_suivi, referents_on

MOST_ACTIONS = 5  # more are not remembered, and do not hold on the page
NO_RENDEZ_VOUS = "Je n’ai pas encore de rendez-vous. Je peux appeler pour en prendre un."


@dataclass(frozen=True)
class Mots:
    """What is written in each place of the page; several lines are several sentences or things."""

    maintenant: str = ""
    ensuite: str = ""
    quand: str = ""
    lieu: str = ""
    avec: str = ""
    apporter: str = ""
    actions: str = ""
    appeler: str = ""
    telephone: str = ""


class PagePersonne(NamedTuple):
    """All that the paper says."""

    structure: str
    adresse: tuple[str, ...]
    nom: str
    le: str
    mots: Mots


def words_for(suivi_id: str) -> tuple[Mots, int]:
    """The words proposed, and how many actions are left out for want of room."""
    require_reading()
    today = clock.today()
    coming = next_rendez_vous(suivi_id, today)
    todo = _actions(suivi_id)
    called = _to_call(suivi_id, today)
    maintenant, ensuite = _where(suivi_id, today)
    mots = Mots(
        maintenant=maintenant,
        ensuite=ensuite,
        quand=_said_when(coming) if coming else "",
        lieu=_said_where(coming) if coming else "",
        avec=_said_agent(coming.agent) if coming else "",
        apporter="\n".join(_things(coming.apporter)) if coming else "",
        actions="\n".join(_said_action(one) for one in todo[:MOST_ACTIONS]),
        appeler=_said_agent(called) if called else "",
        telephone=_number(called),
    )
    return mots, max(0, len(todo) - MOST_ACTIONS)


def page_of(suivi_id: str, mots: Mots) -> PagePersonne:
    """The page with these words."""
    require_reading()
    suivi: Suivi | None = Suivi.get_or_none(Suivi.id == suivi_id)
    if suivi is None:
        raise Refused("Ce suivi n’existe plus\u00a0: il a été supprimé sur un autre poste.")
    service, personne = own_service(), suivi.personne
    town = " ".join(filter(None, (service.code_postal, service.commune)))
    name = " ".join(filter(None, (personne.prenom_affiche, personne.nom))).replace("'", "’")
    return PagePersonne(
        structure=str(service.nom),
        adresse=tuple(filter(None, (" ".join(str(service.adresse).split()), town))),
        nom=name or "Sans nom",
        le=said_day(clock.today()),
        mots=mots,
    )


def trace_page(suivi_id: str) -> None:
    """Tell the journal that the page is printed or written in a file."""
    handle().require_actor().require(Droit.SUIVI_LIRE)
    journal.record("page_personne", objet="suivi", objet_id=suivi_id)


def said_day(day: dt.date) -> str:
    """« mardi 17 mars 2026 »."""
    number = "1er" if day.day == 1 else str(day.day)
    return f"{JOURS[day.weekday()]} {number}\u00a0{MOIS[day.month - 1]}\u00a0{day.year}"


def said_hour(hour: dt.time) -> str:
    """« 14 heures 30 », as one says it."""
    words = f"{hour.hour}\u00a0heure{'s' if hour.hour > 1 else ''}"
    return f"{words}\u00a0{hour.minute:02d}" if hour.minute else words


def _where(suivi_id: str, today: dt.date) -> tuple[str, str]:
    """Once it is over, what was planned comes no more."""
    suivi: Suivi | None = Suivi.get_or_none(Suivi.id == suivi_id)
    if suivi is not None and suivi.clos_le is not None and suivi.clos_le <= today:
        return f"Mon accompagnement a fini le {said_day(suivi.clos_le)}.", ""
    return _phases(phases_of_suivi(suivi_id), today)


def _phases(phases: Sequence[Phase], today: dt.date) -> tuple[str, str]:
    """Where one is, and what comes after: short sentences, one idea each."""
    now = next((p for p in phases if p.debut and p.debut <= today and not _over(p, today)), None)
    rank = now.rang if now is not None else _last_rank(phases, today)
    following = next((p for p in phases if p.rang > rank and p.debut is None), None)
    here = [
        "J’ai un accompagnement." if now is None else f"Je suis à l’étape\u00a0: {now.libelle}."
    ]
    if now is not None:
        here.append(f"J’ai commencé le {said_day(now.debut)}.")
        end = now.fin or now.prevue_au
        if end >= today:
            here.append(f"Cette étape finit le {said_day(end)}.")
    after = []
    if following is not None:
        after.append(f"Après, il y a\u00a0: {following.libelle}.")
        if following.optionnelle:
            after.append("C’est seulement si je le veux.")
        if following.prevue_du > today:
            after.append(f"Cela commence vers le {said_day(following.prevue_du)}.")
    return "\n".join(here), "\n".join(after)


def _over(phase: Phase, today: dt.date) -> bool:
    return phase.fin is not None and phase.fin < today


def _last_rank(phases: Sequence[Phase], today: dt.date) -> int:
    return max((p.rang for p in phases if p.debut and _over(p, today)), default=-1)


def _said_when(coming: RendezVous) -> str:
    day = said_day(coming.date)
    hour = f"\nà {said_hour(coming.heure)}" if coming.heure else ""
    return f"{day[:1].upper()}{day[1:]}{hour}"


def _said_where(coming: RendezVous) -> str:
    lieu = coming.lieu
    if lieu is None:
        return str(coming.ailleurs)
    address = " ".join(str(lieu.adresse).split())
    return "\n".join(filter(None, (str(lieu.nom), address, str(lieu.commune))))


def _things(text: str) -> list[str]:
    """What to bring, one thing a line: it is written « CV, carte d’identité ; photo »."""
    parts = [part.strip(" .") for line in text.splitlines() for part in _split(line)]
    return [part[:1].upper() + part[1:] for part in parts if part]


def _split(line: str) -> list[str]:
    return line.replace(";", ",").split(",") if "(" not in line else [line]


def _actions(suivi_id: str) -> list[Action]:
    """What she has to do, alone or with somebody; what touches a subject of care is left out."""
    careful = {one.frein.id for one in freins_of(suivi_id) if one.sensible}
    hidden = {
        one.objectif.id
        for one in objectifs_of(suivi_id, clock.today())
        if one.dite.sensible or one.objectif.frein_id in careful
    }
    return [
        one
        for one in actions_of(suivi_id)
        if one.etat in OUVERTES
        and one.qui in (Qui.PERSONNE, Qui.ENSEMBLE)
        and one.objectif_id not in hidden
    ]


def _said_action(action: Action) -> str:
    day = action.echeance
    when = f", pour le {said_day(day)}" if day is not None and day >= clock.today() else ""
    together = " (ensemble)" if action.qui == Qui.ENSEMBLE else ""
    return f"{action.intitule}{together}{when}"


def _to_call(suivi_id: str, today: dt.date) -> Agent | None:
    return next((one.agent for one in referents_on(suivi_id, today)), None)


def _number(agent: Agent | None) -> str:
    """That of who follows her, else that of the house."""
    own = str(agent.telephone) if agent is not None else ""
    return telephone.shown(own or str(own_service().telephone))


def _said_agent(agent: Agent) -> str:
    """« Claire Sow »: capitals are harder to read."""
    name = " ".join(filter(None, (agent.prenom, agent.nom))).replace("'", "’")
    return name or agent.nom_affiche
