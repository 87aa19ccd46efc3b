"""What the new référent is told of each suivi: where it stands and what was promised; no note."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from models.base import clock, journal, telephone
from models.base.database import handle
from models.base.droit import Droit
from models.base.listing import as_text, several
from models.comptes.agent import Agent
from models.nomenclatures.service import own_service
from models.personnes.personne import Personne
from models.suivis.action import actions_of_each, is_late
from models.suivis.charge import Ligne, charge
from models.suivis.frein import BLOQUE, FreinSuivi, freins_of_each
from models.suivis.note import Niveau, Note, may_read_note
from models.suivis.objectif import OUVERTES, Action, Qui
from models.suivis.referent import readers_of_each
from models.suivis.rendez_vous import A_VENIR, RendezVous, etat_of, rendez_vous_of_each
from models.suivis.suivi import Referent, Suivi, referents_of_each


@dataclass(frozen=True)
class Dossier:
    """One person, on one page."""

    suivi_id: str
    nom: str
    telephone: str
    dispositif: str
    depuis: dt.date
    etape: str
    dernier: str
    suivi_par: str
    rendez_vous: tuple[str, ...]
    promesses: tuple[str, ...]
    freins: tuple[str, ...]
    a_faire: tuple[str, ...]

    @property
    def resume(self) -> str:
        """Where it stands and what was promised, on one line."""
        parts = [self.etape, f"Dernier contact\u00a0: {self.dernier}"]
        parts += [f"Rendez-vous {words}" for words in self.rendez_vous]
        parts += [f"Promis\u00a0: {words}" for words in self.promesses]
        return " · ".join([*parts, *self.a_faire])


@dataclass(frozen=True)
class Passation:
    """The pages of one new référent."""

    structure: str
    le: dt.date
    de: str
    pour: str
    du: dt.date
    au: dt.date | None
    dossiers: tuple[Dossier, ...]


def pages_of(suivis: Sequence[str]) -> list[Dossier]:
    """Those of these suivis, in their order."""
    handle().require_actor().require(Droit.SUIVI_LIRE)
    lines = {line.id: line for line in charge()}
    query: Any = Suivi.select(Suivi, Personne).join(Personne)
    known = {one.id: one for one in query.where(Suivi.id.in_(list(suivis)))}
    kept = [key for key in suivis if key in lines]
    told = _told(kept)
    return [_dossier(lines[key], known[key], told[key]) for key in kept]


def passation(
    de: str, pour: str, suivis: Sequence[str], *, du: dt.date, au: dt.date | None = None
) -> Passation:
    """What is printed for the agent `pour`."""
    return Passation(
        str(own_service().nom), clock.today(), _nom_of(de), _nom_of(pour), du, au,
        tuple(pages_of(suivis)),
    )  # fmt: skip


def notes_out_of_reach(suivis: Sequence[str]) -> int:
    """The notes of the référents that this account cannot open to others: it does not read them."""
    query: Any = Note.select().where(
        Note.suivi.in_(list(suivis) or [""])
        & (Note.niveau == Niveau.REFERENT.value)
        & Note.archived_at.is_null()
    )
    today, notes = clock.today(), list(query)
    following = readers_of_each({one.suivi_id for one in notes}, today)
    return sum(not may_read_note(one, following[one.suivi_id]) for one in notes)


def trace_passation(suivis: Sequence[str]) -> None:
    """Tell the journal which suivis are printed, or written in a file."""
    handle().require_actor().require(Droit.SUIVI_LIRE)
    for key in suivis:
        journal.record("passation_imprimee", objet="suivi", objet_id=key)


class _Faits(NamedTuple):
    """What is read of one suivi."""

    rendez_vous: list[RendezVous]
    actions: list[Action]
    freins: list[FreinSuivi]
    referents: list[Referent]


def _told(suivis: Sequence[str]) -> dict[str, _Faits]:
    """Read for all of them at once, however many they are."""
    coming, promised = rendez_vous_of_each(suivis), actions_of_each(suivis)
    freins, following = freins_of_each(suivis), referents_of_each(suivis, clock.today())
    return {key: _Faits(coming[key], promised[key], freins[key], following[key]) for key in suivis}


def _dossier(line: Ligne, suivi: Suivi, faits: _Faits) -> Dossier:
    today, personne = clock.today(), suivi.personne
    coming = [one for one in faits.rendez_vous if etat_of(one, today) == A_VENIR]
    todo = [one for one in faits.actions if one.etat in OUVERTES]
    names = ", ".join(one.agent.nom_affiche for one in faits.referents)
    return Dossier(
        suivi_id=line.id,
        nom=line.nom,
        telephone=telephone.shown(personne.telephone or personne.telephone_autre),
        dispositif=line.dispositif,
        depuis=suivi.ouvert_le,
        etape=line.etape,
        dernier=as_text(line.dernier) or "aucun",
        suivi_par=names or "personne",
        rendez_vous=tuple(_said(one) for one in coming),
        promesses=tuple(_promised(one, today) for one in todo),
        freins=_freins(faits.freins),
        a_faire=tuple(one.phrase for one in line.signaux if one.code != "action"),  # promised
    )


def _said(one: RendezVous) -> str:
    hour = f" à {one.heure:%H:%M}" if one.heure else ""
    where = one.lieu.nom if one.lieu else one.ailleurs
    about = f"\u00a0: {one.objet}" if one.objet else ""
    place = f", {where}" if where else ""
    return f"le {as_text(one.date)}{hour}{place}{about}"


def _promised(action: Action, today: dt.date) -> str:
    until = f", pour le {as_text(action.echeance)}" if action.echeance else ""
    late = ", en retard" if is_late(action, today) else ""
    return f"{action.intitule} ({Qui(action.qui).label.lower()}{until}{late})"


def _freins(every: Sequence[FreinSuivi]) -> tuple[str, ...]:
    """Those that are not lifted; one that asks for care is not printed, only said to be there."""
    open_ones = [one for one in every if one.leve_le is None]
    told = [
        f"{one.libelle} ({one.present.intensite} sur {BLOQUE})"
        for one in open_ones
        if not one.sensible
    ]
    hidden = len(open_ones) - len(told)
    if hidden:
        told.append(
            f"{several(hidden, 'sujet sensible', 'sujets sensibles')}, à lire dans le suivi"
        )
    return tuple(told)


def _nom_of(agent_id: str) -> str:
    found: Agent | None = Agent.get_or_none(Agent.id == agent_id)
    return found.nom_affiche if found is not None else ""
