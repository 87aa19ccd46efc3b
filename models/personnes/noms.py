"""A name as it is typed at the desk, cut into what a file keeps apart."""

import re
from typing import NamedTuple

_SMALL = frozenset(
    {"d", "da", "dal", "das", "de", "del", "della", "den", "der", "des", "di", "do", "dos", "du"}
) | frozenset({"el", "et", "la", "las", "le", "les", "los", "ou", "van", "von", "y"})
_INSIDE = re.compile(r"[^\s\-'’]+")


class NomTape(NamedTuple):
    """The prénom and the nom that a text most likely means; either may be empty."""

    prenom: str
    nom: str

    @property
    def texte(self) -> str:
        return " ".join(part for part in (self.prenom, self.nom) if part)


def split_name(text: str) -> NomTape:
    """`awa n'diaye` → Awa, N’Diaye; `NDIAYE Awa` → Awa, NDIAYE; one word is a prénom.

    People say the prénom first, registers write the nom in capitals: where there are capitals they
    decide. Nobody presses Maj at a desk, so that a text all in small letters gets its capitals.
    """
    words = [word for word in text.split() if not any(map(str.isdecimal, word))]
    loud = [word for word in words if _is_loud(word)]
    if loud and len(loud) < len(words):
        return _cut([word for word in words if word not in loud], loud)
    if len(words) == 1:
        return _cut(words, [])
    if words and words[0].casefold() in _SMALL:  # « de la tour marie »: the nom was said first
        return _cut(words[-1:], words[:-1]) if len(words) > 2 else _cut([], words)
    return _cut(words[:1], words[1:])


def in_capitals(text: str) -> str:
    """A text all in small letters with the capitals of a name; any other is left as it is."""
    if text != text.lower():
        return text
    return " ".join(word if word in _SMALL else _capital(word) for word in text.split())


def _cut(prenom: list[str], nom: list[str]) -> NomTape:
    return NomTape(in_capitals(_typeset(prenom)), in_capitals(_typeset(nom)))


def _typeset(words: list[str]) -> str:
    return " ".join(words).replace("'", "’")


def _is_loud(word: str) -> bool:
    letters = [c for c in word if c.isalpha()]
    return len(letters) > 1 and word == word.upper() and word != word.lower()


def _capital(word: str) -> str:
    return _INSIDE.sub(
        lambda m: (
            m[0] if m[0] in ("d", "l") and m.end() < len(word) else m[0][:1].upper() + m[0][1:]
        ),
        word,
    )
