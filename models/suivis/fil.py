"""What is read of a suivi, the newest first: entretiens with their notes, and notes alone.

A page of it is read at a time, and its words are opened only then: what is not seen stays sealed.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from models.base import clock
from models.base.actor import Actor
from models.base.database import handle
from models.base.droit import Droit
from models.base.errors import Failure
from models.base.table import tuples_of
from models.comptes.agent import Agent
from models.nomenclatures.lieu import Lieu
from models.nomenclatures.valeur import labels
from models.suivis.entretien import Entretien
from models.suivis.note import Niveau, Note, may_read_note, read_note
from models.suivis.referent import readers_on
from models.suivis.regles import require_reading

PAGE = 20
NOT_YET = {  # whose keys are new since it was written, by what gives it back
    Niveau.EQUIPE: "Les notes de l’équipe ne sont pas encore ouvertes à ce compte. Une personne "
    "référente les lui ouvre dans l’écran Comptes\u00a0; sinon, la clé de secours les rend.",
    Niveau.REFERENT: "Cette note n’est pas encore ouverte à ce compte. Elle le sera dès qu’une "
    "personne qui la lit ouvrira l’écran Suivis\u00a0; sinon, la clé de secours la rend.",
    Niveau.PERSONNELLE: "Cette note n’est que pour vous, et les clés de votre compte ont changé "
    "depuis\u00a0: seule la clé de secours la rend.",
}


@dataclass(frozen=True)
class Ecrit:
    """One note as its reader sees it; `texte` is None for who is not a reader of it."""

    id: str
    niveau: Niveau
    auteur: str
    a_moi: bool
    texte: str | None
    illisible: str = ""  # why a content that should open does not


@dataclass(frozen=True)
class Moment:
    """One entry of the thread: an entretien with its notes, or one note by itself."""

    id: str
    date: dt.date
    heure: dt.time | None
    titre: str
    precisions: tuple[str, ...]
    ecrits: tuple[Ecrit, ...]
    entretien: str | None


Place = tuple[dt.date, str]


def fil(suivi_id: str, *, after: Place | None = None, limit: int = PAGE) -> list[Moment]:
    """The entries that come after (before, in time) a place; all their words opened."""
    require_reading()
    keys = _keys(suivi_id, after=after, limit=limit)
    entretiens = _entretiens([key for _, key, kind in keys if kind == 0])
    alone = [key for _, key, kind in keys if kind == 1]
    notes = _notes([*entretiens], alone)
    names, following = _agents(), readers_on(suivi_id, clock.today())
    named = labels([one.nature_id for one in entretiens.values()])
    written: dict[str, list[Ecrit]] = {key: [] for _, key, _ in keys}
    for note in notes:
        written[note.entretien_id or note.id].append(_ecrit(note, names, following))
    return [
        Moment(key, day, None, "Note", (), tuple(written[key]), None)
        if kind
        else _moment(entretiens[key], written[key], names, named)
        for day, key, kind in keys
    ]


def place_of(moment: Moment) -> Place:
    """Where the following page begins."""
    return moment.date, moment.id


def length_of(suivi_id: str) -> int:
    """How many entries there are."""
    require_reading()
    mine = (Entretien.suivi == suivi_id) & Entretien.archived_at.is_null()
    return Entretien.select().where(mine).count() + Note.select().where(_alone(suivi_id)).count()


def _keys(suivi_id: str, *, after: Place | None, limit: int) -> list[tuple[dt.date, str, int]]:
    """(day, key, 0 for an entretien or 1 for a note alone), the newest first."""
    found: list[tuple[dt.date, str, int]] = []
    here: dict[Any, Any] = {
        Entretien: (Entretien.suivi == suivi_id) & Entretien.archived_at.is_null(),
        Note: _alone(suivi_id),
    }
    for kind, (table, where) in enumerate(here.items()):
        if after is not None:
            day, key = after
            where &= (table.date < day) | ((table.date == day) & (table.id < key))
        query: Any = table.select(table.date, table.id).where(where)
        rows = tuples_of(query.order_by(table.date.desc(), table.id.desc()).limit(limit))
        found += [(day, key, kind) for day, key in rows]
    return sorted(found, key=lambda row: (row[0], row[1]), reverse=True)[:limit]


def _alone(suivi_id: str) -> Any:
    return (Note.suivi == suivi_id) & Note.entretien.is_null() & Note.archived_at.is_null()


def _entretiens(keys: Sequence[str]) -> dict[str, Entretien]:
    query: Any = Entretien.select(Entretien, Lieu).left_outer_join(Lieu)
    return {one.id: one for one in query.where(Entretien.id.in_(list(keys)))}


def _notes(entretiens: Sequence[str], alone: Sequence[str]) -> list[Note]:
    here = Note.entretien.in_(list(entretiens)) | Note.id.in_(list(alone))
    query: Any = Note.select().where(here & Note.archived_at.is_null())
    return list(query.order_by(Note.created_at, Note.id))


def _agents() -> dict[str, str]:
    return {one.id: one.nom_affiche for one in Agent.select()}


def _ecrit(note: Note, names: dict[str, str], following: frozenset[str]) -> Ecrit:
    actor, niveau = handle().require_actor(), Niveau(note.niveau)
    mine = note.auteur_id == actor.agent_id
    texte, why = None, ""
    if actor.may(Droit.NOTES_EQUIPE) and may_read_note(note, following):
        try:
            texte = read_note(note, following)
        except Failure as error:  # altered, moved: said in its place, the rest is read
            why = error.message
    elif mine or _is_for(niveau, actor, following):
        why = NOT_YET[niveau]
    return Ecrit(note.id, niveau, names.get(note.auteur_id, ""), mine, texte, why)


def _is_for(niveau: Niveau, actor: Actor, following: frozenset[str]) -> bool:
    """Whether this account should read it, though its keys do not open it yet."""
    if niveau is Niveau.EQUIPE:
        return actor.may(Droit.NOTES_EQUIPE)
    return niveau is Niveau.REFERENT and actor.agent_id in following


def _moment(
    entretien: Entretien, written: list[Ecrit], names: dict[str, str], named: dict[str, str]
) -> Moment:
    told = [names.get(entretien.agent_id, "")]
    if entretien.duree:
        told.append(said_duree(entretien.duree))
    if entretien.avec:
        told.append(f"avec {entretien.avec}")
    if entretien.ailleurs:
        told.append(entretien.ailleurs)
    elif entretien.lieu is not None:
        told.append(entretien.lieu.nom)
    return Moment(
        entretien.id, entretien.date, entretien.heure, named.get(entretien.nature_id, "Entretien"),
        tuple(word for word in told if word), tuple(written), entretien.id,
    )  # fmt: skip


def said_duree(minutes: int) -> str:
    """45 → « 45 min », 90 → « 1 h 30 »."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{minutes}\u00a0min"
    return f"{hours}\u00a0h" + (f"\u00a0{rest:02}" if rest else "")
