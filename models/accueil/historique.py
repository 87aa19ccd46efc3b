"""What became of a passage: who wrote, corrected, deleted or restored it, and when."""

import datetime as dt
from typing import Any, NamedTuple

from models.accueil.demande import Demande
from models.accueil.passage import Passage
from models.base.database import handle
from models.base.droit import Droit
from models.base.errors import Refused
from models.base.journal import Journal
from models.base.table import tuples_of
from models.comptes.agent import Agent

_ACTS = {
    "archive_passage": "Supprimé",
    "restore_passage": "Rétabli",
    "undo": "Acte annulé",
    "redo": "Acte rétabli",
}
_WRITTEN = ("record_", "settle")  # how the acts begin that write a passage, told by itself
_OURS = {"demandes": "Demandes"}  # names in the journal that are no column
_SILENT = {"age", "precision_age", "archived_at"}  # what follows from the rest


class Trace(NamedTuple):
    """One act: when, by whom, what was done, on which fields."""

    at: dt.datetime
    agent: str
    acte: str
    champs: tuple[str, ...] = ()


def historique(passage_id: str) -> tuple[Trace, ...]:
    """The acts on a passage, the oldest first. The journal holds names of fields, never values."""
    handle().require_actor().require(Droit.REGISTRE)
    passage: Passage | None = Passage.get_or_none(Passage.id == passage_id)
    if passage is None:
        raise Refused("Ce passage n’existe plus.")
    rows = _entries(passage_id)
    names = _names({passage.created_by, *(row[1] for row in rows)})
    later = [
        Trace(at, names.get(agent or "", ""), _said(acte), _labels(champs))
        for at, agent, acte, champs in rows
    ]
    paper = passage.origine == "feuille"
    written = "Saisi d’après la feuille papier" if paper else "Enregistré"
    by = names.get(passage.created_by or "", "")
    return (Trace(passage.created_at, by, written), *later)


def _entries(passage_id: str) -> list[tuple[Any, ...]]:
    query: Any = Journal.select(Journal.at, Journal.agent_id, Journal.action, Journal.champs)
    here = (Journal.objet == Passage._meta.table_name) & (Journal.objet_id == passage_id)
    rows = tuples_of(query.where(here).order_by(Journal.at, Journal.n))
    return [row for row in rows if not row[2].startswith(_WRITTEN)]


def _names(keys: set[str | None]) -> dict[str, str]:
    found: Any = Agent.select().where(Agent.id.in_([key for key in keys if key]))
    return {agent.id: agent.nom_affiche for agent in found}


def _said(acte: str) -> str:
    return _ACTS.get(acte, "Corrigé")


def _labels(champs: str | None) -> tuple[str, ...]:
    """How the fields read, each once, in the order of the passage."""
    named = [name for name in (champs or "").split(",") if name and name not in _SILENT]
    fields = {**Demande._meta.fields, **Passage._meta.fields}
    labels = [
        _OURS.get(n) or str(getattr(fields.get(n), "verbose_name", None) or "") for n in named
    ]
    return tuple(dict.fromkeys(label for label in labels if label))
