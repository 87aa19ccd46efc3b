"""What this desk is asked most, and how it usually answers: the defaults of the accueil line."""

import datetime as dt
import json
from collections import Counter
from typing import Any, NamedTuple

import peewee

from models.accueil.demande import Choix, Demande, DemandeInput, as_input
from models.accueil.passage import Passage
from models.base import clock
from models.base.search import fold, query_words
from models.base.table import tuples_of
from models.nomenclatures.valeur import Valeur

WINDOW = dt.timedelta(days=90)
LATEST = 1500  # passages: a few weeks of a busy desk
ENOUGH = 20  # demandes of a site that tell its habits


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
    """The demandes in the order of this desk's last three months."""
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


def usual(thematique: str) -> DemandeInput:
    """A new demande filled as the last one of this thématique was, or as the list suggests."""
    last: Any = (
        Demande.select()
        .join(Passage, on=(Demande.passage == Passage.id))
        .where((Demande.thematique == thematique) & Passage.archived_at.is_null())
        .order_by(Demande.id.desc())
        .first()
    )
    if last is not None:
        return as_input(last)._replace(objet="")
    return _suggested(thematique)


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
    return " " + fold(" ".join(part for part in (row[1], row[3], row[2]) if part))


def _rank(choix: Choix, words: list[str]) -> int:
    """0 if a word is missing; more when the label itself begins so."""
    if not all(f" {word}" in choix.mots for word in words):
        return 0
    label = " " + fold(choix.label)
    return 2 if all(f" {word}" in label for word in words) else 1
