"""From what was asked, in the desk's own words, to demandes with their codes.

A cell may hold several: « CAF + logement + impots ». Signs that always separate (+ ; new line) cut
first; those that only often do (/ , et) cut when both sides mean different things.
"""

import re
from functools import cache
from typing import Any, NamedTuple

from models.base.search import fold
from models.echanges.comprehension.compris import DemandeComprise
from models.echanges.comprehension.fautes import Fautes
from models.echanges.comprehension.regles import (
    Phrase,
    Regles,
    Trouve,
    phrases_of,
    phrases_of_rules,
)
from models.echanges.comprehension.valeurs.textes import is_void, masked

NON_PRECISEE = "ren.non_precisee"
_STRONG = re.compile(r"\s*(?:\+|;|\||\n|•|→|\bpuis\b)\s*", re.IGNORECASE)
_WEAK = re.compile(r"\s*(?:/|,|&|\s[-–—]\s|\bet\b|\bou\b|\bavec\b)\s*", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:^|\s)\d\s?[).]\s+")
_OWN = 1  # our rules over the words of the list, which serve to find while typing


class Sens(NamedTuple):
    """What a piece of text means; `score` tells a precise phrase from a vague one."""

    code: str
    operateur: str | None
    texte: str
    score: int


class Thematiques(NamedTuple):
    """The rules, and the body usually concerned by each code."""

    regles: Regles
    operateurs: Regles
    usuels: dict[str, str]
    fautes: Fautes


@cache
def thematiques() -> Thematiques:
    from resources import read_toml

    own = read_toml("import/demandes.toml")
    values = read_toml("nomenclatures/thematique.toml")["valeur"]
    aside = set(own["ecarter"])
    phrases = phrases_of_rules(own["regle"])
    phrases = [phrase._replace(poids=phrase.poids + _OWN) for phrase in phrases]
    phrases += [phrase for value in values for phrase in _of_value(value, aside)]
    usual = {
        value["code"]: value["operateur"]
        for value in values
        if value.get("operateur") not in (None, "autre", "notre_structure")
    }
    rules = Regles(phrases)
    return Thematiques(rules, Regles(phrases_of(own["operateurs"])), usual, Fautes(rules.words))


def _of_value(value: dict[str, Any], aside: set[str]) -> list[Phrase]:
    """The label and the words of a value of the list."""
    texts = [word for word in value.get("mots", ()) if word not in aside]
    label = fold(value["libelle"])
    if "parent" not in value or not label.startswith("autre"):
        texts.append(label)
    return phrases_of({value["code"]: texts})


def read_demandes(text: str) -> tuple[DemandeComprise, ...]:
    """All that a cell asks; empty when nothing in it is recognised."""
    if is_void(text):
        return ()
    pieces = [piece for piece in _STRONG.split(_NUMBERED.sub(" + ", text)) if piece.strip(" .?!-")]
    found: list[Sens] = []
    unread = ""
    for piece in pieces:
        senses = _piece(piece.strip())
        if not senses and found:
            found[-1] = found[-1]._replace(texte=f"{found[-1].texte} + {piece.strip()}")
        elif not senses:
            unread += piece.strip() + " + "
        else:
            found += senses
    if found and unread:
        found[0] = found[0]._replace(texte=unread + found[0].texte)
    return tuple(_demande(one) for one in _merged(found))


def with_theme(theme: str, objet: str) -> tuple[DemandeComprise, ...]:
    """A column of headings beside a column of free text: the text makes the heading precise."""
    themes, objets = read_themes(theme), read_demandes(objet)
    if not themes:
        return objets
    if is_void(objet) or not objet:
        return themes
    levels = {demande.thematique for demande in themes + read_demandes(theme)}
    kept = [demande for demande in objets if demande.thematique in levels]
    said = {demande.thematique for demande in kept}
    rest = [d for d in themes if d.thematique not in said and not (kept and len(themes) == 1)]
    texts = masked(objet if len(rest) == 1 and not kept else "")
    rest = [DemandeComprise(d.thematique, d.detail, d.operateur, texts or d.texte) for d in rest]
    return tuple(kept + rest)


def read_themes(text: str) -> tuple[DemandeComprise, ...]:
    """A heading chosen in a list: « Emploi / Formation » is one, « Santé, Logement » two."""
    if is_void(text):
        return ()
    whole = [sense for part in _STRONG.split(text) if (sense := _sense(part)) is not None]
    parts = [sense for part in text.split(",") if (sense := _sense(part)) is not None]
    several = len({_level1(sense.code) for sense in parts}) == len(text.split(",")) > 1
    return tuple(_demande(one) for one in _merged(parts if several else whole))


def _piece(text: str) -> list[Sens]:
    """One piece between strong signs: cut further only where each side means something else."""
    parts = [part for part in _WEAK.split(text) if part.strip()]
    whole = _sense(text)
    if len(parts) < 2 or whole is None:
        return [whole] if whole else []
    senses = [sense for part in parts if (sense := _sense(part.strip())) is not None]
    precise = [sense for sense in senses if sense.score > 0]
    distinct = {_level1(sense.code) for sense in precise}
    if len(distinct) < 2 and not (len(precise) > 1 and len({s.code for s in precise}) > 1):
        return [whole]
    return _covering(text, _refined(precise))


def _refined(senses: list[Sens]) -> list[Sens]:
    """`Ameli - carte vitale`: the name of a body beside the thing asked of it is one demande."""
    kept: list[Sens] = []
    for sense in senses:
        last = kept[-1] if kept else None
        if last is None or not (_vague(last, sense) or _vague(sense, last)):
            kept.append(sense)
            continue
        best = last if _vague(sense, last) else sense
        kept[-1] = best._replace(
            texte=f"{last.texte} {sense.texte}", operateur=last.operateur or sense.operateur
        )
    return kept


def _vague(sense: Sens, beside: Sens) -> bool:
    """Says no more than the heading, or than the body, of what stands beside it."""
    if _level1(sense.code) != _level1(beside.code):
        return False
    if "." not in sense.code:
        return True
    bodies = {hit.code for hit in thematiques().operateurs.all_in(fold(sense.texte).split())}
    return bodies == {beside.operateur} and " " not in sense.texte


def _covering(text: str, senses: list[Sens]) -> list[Sens]:
    return [senses[0]._replace(texte=text)] if len(senses) == 1 else senses


def _sense(text: str) -> Sens | None:
    rules = thematiques()
    words = fold(text).split()
    hits = rules.regles.all_in(words)
    if not hits:
        words = rules.fautes.corrected(words)
        hits = rules.regles.all_in(words)
    if not hits:
        return None
    best = max(hits, key=lambda hit: (hit.score, "." in hit.code, -hit.debut))
    operateur = _operateur(rules, words, best)
    return Sens(best.code, operateur, text, best.score)


def _operateur(rules: Thematiques, words: list[str], best: Trouve) -> str | None:
    """The body named; else the usual one of the thing asked, when that is precise."""
    named = rules.operateurs.all_in(words)
    if named:
        return max(named, key=lambda hit: hit.score).code
    return rules.usuels.get(best.code)


def _merged(senses: list[Sens]) -> list[Sens]:
    """The same thing asked of the same body twice in a cell is one demande."""
    kept: dict[tuple[str, str | None], Sens] = {}
    for sense in senses:
        key = (sense.code, sense.operateur)
        if key in kept:
            sense = sense._replace(texte=f"{kept[key].texte} + {sense.texte}")
        kept[key] = sense
    return list(kept.values())


def _demande(sense: Sens) -> DemandeComprise:
    detail = sense.code if "." in sense.code else None
    return DemandeComprise(_level1(sense.code), detail, sense.operateur, masked(sense.texte))


def _level1(code: str) -> str:
    return code.partition(".")[0]


def read_operateur(text: str) -> str | None:
    """A column that names the body concerned."""
    hits = thematiques().operateurs.all_in(fold(text).split())
    return max(hits, key=lambda hit: hit.score).code if hits else None
