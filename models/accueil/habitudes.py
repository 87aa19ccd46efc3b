"""What this desk is asked most, and how it usually answers: the defaults of the accueil line."""

import datetime as dt
import functools
import json
from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple, TypeVar

import peewee

from models.accueil.demande import REPARTIE, Choix, Demande, DemandeInput, DemandeReponse
from models.accueil.passage import Passage
from models.base import clock
from models.base.search import fold, query_words
from models.base.search import words as words_of
from models.base.table import tuples_of
from models.nomenclatures.valeur import Valeur

WINDOW = dt.timedelta(days=90)
LATEST = 1500  # passages: a few weeks of a busy desk
ENOUGH = 20  # demandes of a site that tell its habits
LAST = 20  # demandes of a thématique that make a habit
WALKED = 120  # looked at to find as many of this site
T = TypeVar("T")
_FIELDS = ("operateur", "resultat", "orientation", "autonomie")


class Catalogue(NamedTuple):
    """All demandes that can be chosen, the commonest of this desk first."""

    choix: tuple[Choix, ...]

    def search(self, text: str, limit: int = 8) -> list[Choix]:
        """The choices whose words begin with each word typed; none typed: the commonest."""
        words = query_words(text)
        if not words:
            return list(self.choix[:limit])
        scored = [(rank, i, c) for i, c in enumerate(self.choix) if (rank := _rank(c, words))]
        return [c for _, _, c in sorted(scored, key=lambda s: (-s[0], s[1]))[:limit]]

    def get(self, key: str) -> Choix | None:
        return next((c for c in self.choix if c.key == key), None)


def catalogue(lieu: str | None = None) -> Catalogue:
    """The demandes in the order of how often this desk was asked them lately."""
    parent = Valeur.alias()
    query: Any = (
        Valeur.select(Valeur.id, Valeur.libelle, parent.libelle, Valeur.mots, Valeur.donnees)
        .join(parent, peewee.JOIN.LEFT_OUTER, on=(Valeur.parent == parent.id))
        .where((Valeur.nomenclature == "thematique") & Valeur.actif)
        .order_by(Valeur.ordre)
    )
    counts = _counts(lieu)
    rows = sorted(tuples_of(query), key=lambda row: (-counts.get(row[0], 0), _common(row[4])))
    return Catalogue(tuple(Choix(r[0], r[1], r[2] or "", _searchable(r)) for r in rows))


def usual(thematique: str, lieu: str | None = None) -> DemandeInput:
    """A new demande filled as this desk usually answers it, or else as the list suggests.

    Each field is the commonest of the last demandes of this thématique at this site, the latest
    when two are as common; where the site has none yet, those of the others are its habit.
    """
    recent = _recent(thematique)
    here = [row for row in recent if row.lieu == lieu] if lieu else recent
    last = (here or recent)[:LAST]
    if not last:
        return _suggested(thematique)
    reponses = _reponses([row.id for row in last])
    chosen = {name: _commonest([getattr(row, name) for row in last]) for name in _FIELDS}
    given = _commonest([reponses.get(row.id, ()) for row in last])
    return DemandeInput(thematique=thematique, reponses=given, **chosen)


class _Recent(NamedTuple):
    """One demande that teaches a habit."""

    id: str
    lieu: str
    operateur: str | None
    resultat: str | None
    orientation: str | None
    autonomie: str | None


def _recent(thematique: str) -> list[_Recent]:
    """The newest of a thématique, by its index: a bounded walk, however old the register is.

    Who left without being received was answered nothing, and teaches nothing.
    """
    columns = (Demande.id, Passage.lieu, *(getattr(Demande, name) for name in _FIELDS))
    query: Any = (
        Demande.select(*columns, Passage.archived_at)
        .join(Passage, on=(Demande.passage == Passage.id))
        .where(Demande.thematique == thematique)
        .order_by(Demande.id.desc())
        .limit(WALKED)
    )
    rows = [(_Recent(*row[:-1]), row[-1]) for row in tuples_of(query)]
    return [row for row, gone in rows if gone is None and row.resultat != REPARTIE]


def _reponses(demandes: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The réponses of each demande, in the order of their list."""
    query: Any = DemandeReponse.select(DemandeReponse.demande, DemandeReponse.reponse)
    query = query.join(Valeur, on=(DemandeReponse.reponse == Valeur.id))
    found: dict[str, tuple[str, ...]] = {}
    of_these = query.where(DemandeReponse.demande.in_(demandes))
    for demande, reponse in tuples_of(of_these.order_by(Valeur.ordre, Valeur.id)):
        found[demande] = (*found.get(demande, ()), reponse)
    return found


def _commonest(values: Sequence[T]) -> T:
    """The commonest of values given newest first; of two as common, the newest."""
    return Counter(values).most_common(1)[0][0]  # as common: in the order they were met


def _suggested(thematique: str) -> DemandeInput:
    value = Valeur.get_or_none(Valeur.id == thematique)
    data = json.loads(value.donnees) if value else {}
    operateur, reponse = data.get("operateur"), data.get("reponse")
    return DemandeInput(
        thematique=thematique,
        operateur=f"operateur.{operateur}" if operateur else None,
        reponses=(f"reponse.{reponse}",) if reponse else (),
    )


def _counts(lieu: str | None) -> dict[str, int]:
    """How often each thématique was asked of late at this site; of all sites if it is new."""
    rows = _latest()
    here = [thematique for thematique, where in rows if lieu in (None, where)]
    return Counter(here if len(here) >= ENOUGH else (thematique for thematique, _ in rows))


def _latest() -> list[tuple[str, str]]:
    """(thématique, lieu) of what the last passages asked: bounded, however big the register is."""
    since = clock.now() - WINDOW
    walked: Any = (
        Passage.select(Passage.id, Passage.lieu)
        .where((Passage.moment >= since) & Passage.archived_at.is_null())
        .order_by(Passage.moment.desc(), Passage.id.desc())
        .limit(LATEST)
        .alias("latest")
    )
    query: Any = Demande.select(Demande.thematique, walked.c.lieu_id)
    return tuples_of(query.join(walked, on=(Demande.passage == walked.c.id)))


def _common(donnees: str) -> int:
    """The rank that a shipped demande has among the common ones, until the desk has its own."""
    return int(json.loads(donnees).get("courante", 99))


def _searchable(row: tuple[Any, ...]) -> str:
    return _held(" ".join(part for part in (row[1], row[3], row[2]) if part))


@functools.lru_cache(2048)  # of the words of a list, the same at each letter typed
def _held(text: str) -> str:
    """Every word by which a text is found: « d’identité » is also typed « d identité »."""
    return " " + " ".join(sorted({*fold(text).split(), *words_of(text)}))


def _rank(choix: Choix, words: list[str]) -> int:
    """0 if a word is missing; more when the label itself begins so."""
    if not all(f" {word}" in choix.mots for word in words):
        return 0
    label = _held(choix.label)
    return 2 if all(f" {word}" in label for word in words) else 1
