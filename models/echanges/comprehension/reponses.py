"""What was done and what came of it, how the person came, who received: from the desk's words."""

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from models.base.search import fold
from models.echanges.comprehension.compris import Accueillant
from models.echanges.comprehension.regles import Regles, Trouve, left_over, phrases_of
from models.echanges.comprehension.valeurs.textes import is_void, masked

# Words around what is read that add nothing to it.
_SANS_PORTEE = frozenset(
    [
        "tout",
        "tous",
        "toute",
        "suite",
        "place",
        "jour",
        "personne",
        "usager",
        "eux",
        "nous",
        "ok",
        "merci",
        "prise",
        "prises",
        "donne",
        "donnee",
        "donnees",
        "demande",
        "demandes",
        "prochain",
    ]
)


class Reponse(NamedTuple):
    """`entier`: every word was understood, so the text need not be kept in the commentaire."""

    reponses: tuple[str, ...] = ()
    resultat: str | None = None
    orientation: str | None = None
    entier: bool = True


class Observation(NamedTuple):
    """What a remark says that has a field of its own."""

    mode: str | None = None
    criteres: tuple[str, ...] = ()
    entier: bool = True


@cache
def _tables() -> dict[str, Any]:
    from resources import read_toml

    return read_toml("import/reponses.toml")


@cache
def _regles(*names: str) -> Regles:
    """Several tables in one, codes prefixed by their table."""
    return Regles(
        phrase
        for name in names
        for phrase in phrases_of(_prefixed(name, _tables()[name]))
    )  # fmt: skip


def _prefixed(name: str, table: Mapping[str, list[str]]) -> dict[str, list[str]]:
    return {f"{name}.{code}": texts for code, texts in table.items()}


def _code(hit: Trouve) -> str:
    return hit.code.partition(".")[2]


def read_reponse(text: str) -> Reponse:
    """« orienté mission locale », « fait avec la personne », « doit revenir avec pièces »."""
    if is_void(text):
        return Reponse()
    words = fold(text).split()
    done, ends = _regles("reponse").read(words), _regles("resultat").read(words)
    places = _regles("orientation").read(words)
    answers = list(dict.fromkeys(_code(hit) for hit in done))
    results = [_code(hit) for hit in sorted(ends, key=lambda hit: -hit.score)]
    whither = _whither(places, answers)
    if whither and not answers:
        answers.append("orientation")
    unread = set(left_over(words, [*done, *ends, *places])) - _SANS_PORTEE
    return Reponse(tuple(answers), results[0] if results else None, whither, entier=not unread)


def _whither(places: list[Trouve], answers: list[str]) -> str | None:
    """A body that was telephoned to is not where the person was sent."""
    if not places or ("mediation" in answers and "orientation" not in answers):
        return None
    best = max(places, key=lambda hit: hit.score)
    alone = not answers or "orientation" in answers or "prise_rendez_vous" in answers
    return _code(best) if alone else None


def read_orientation(text: str) -> Reponse:
    """A column that only says where the person was sent."""
    if is_void(text) or fold(text) in ("non", "aucune", "aucun", "no", "pas d orientation"):
        return Reponse()
    words = fold(text).split()
    places = _regles("orientation").read(words)
    if not places:
        return Reponse(("orientation",), None, None, entier=fold(text) in ("oui", "x", "o", "yes"))
    best = _code(max(places, key=lambda hit: hit.score))
    verbs = [hit for hit in _regles("reponse").read(words) if hit.code == "reponse.orientation"]
    unread = set(left_over(words, [*places, *verbs])) - _SANS_PORTEE
    return Reponse(("orientation",), None, best, entier=not unread and len(places) == 1)


def read_resultat(text: str) -> Reponse:
    """A column that says what came of it; « oui » and « non » answer « réglé ? »."""
    if is_void(text):
        return Reponse()
    if fold(text) in ("non", "no", "n"):
        return Reponse((), "en_cours")
    return read_reponse(text)


def read_mode(text: str) -> str | None:
    """How the person came; the longest phrase found."""
    hits = [] if is_void(text) else _regles("mode_contact").all_in(fold(text).split())
    return _code(max(hits, key=lambda hit: hit.score)) if hits else None


def read_observation(text: str) -> Observation:
    """« par téléphone », « ne lit pas le français »: only what a remark states for sure."""
    if is_void(text):
        return Observation()
    words = fold(text).split()
    modes = _regles("mode_dans_observations").read(words)
    signs = _regles("critere_public").read(words)
    if modes and len(left_over(words, modes)) > 1 and len(words[modes[0].debut]) <= 4 and not signs:
        modes = []  # « rappeler tel fixe »: a word among others, not a way of coming
    unread = left_over(words, [*modes, *signs])
    return Observation(
        _code(modes[0]) if modes else None,
        tuple(dict.fromkeys(_code(hit) for hit in signs)),
        entier=not unread and bool(modes or signs),
    )


def read_accueillant(text: str) -> Accueillant | None:
    """Who received: « secr. » and « Secrétariat » are one, « SC 1 » is a service civique."""
    if is_void(text):
        return None
    written = masked(text)
    folded = fold(text)
    hits = _regles("statut_accueillant").all_in(folded.split())
    kind = _code(max(hits, key=lambda hit: hit.score)) if hits else None
    return Accueillant(written, _labels().get(folded, written), kind)


@cache
def _labels() -> dict[str, str]:
    return {short: full for full, shorts in _tables()["accueillants"].items() for short in shorts}
