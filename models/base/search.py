"""Folding of names: one key for accents, case, hyphens, apostrophes; the same on both engines."""

import re
import unicodedata

_LETTERS = str.maketrans(
    {
        "œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i",
        "þ": "th", "ħ": "h", "ŧ": "t", "ŋ": "n", "ə": "e", "ŀ": "l", "ĸ": "k",
    }
)  # fmt: skip
_GAPS = re.compile(r"[^\w]+|_")
_APOSTROPHES = re.compile(r"(?<=\w)['’ʼ‘`´](?=\w)")
LONGEST = 80  # signs of a word that are kept
MAX_WORDS = 12  # words of one query; what follows cannot narrow it further


def fold(text: str) -> str:
    """`N’Diaye-Œuvrard Łukasz` → `n diaye oeuvrard lukasz`."""
    plain = unicodedata.normalize("NFKD", text).casefold()  # a sign of mathematics is a letter
    lowered = unicodedata.normalize("NFKD", plain).translate(_LETTERS)
    bare = lowered
    if not lowered.isascii():
        bare = "".join(c for c in lowered if not unicodedata.combining(c))
    return " ".join(_GAPS.sub(" ", bare).split())


def words(*texts: str | None) -> set[str]:
    """The words by which a row is found: each word, and compact forms (`ndiaye`, `jeanpierre`)."""
    found: set[str] = set()
    for text in texts:
        if not text:
            continue
        found.update(fold(text).split())
        for part in text.split():
            found.add(fold(part).replace(" ", ""))
        found.add(fold(_APOSTROPHES.sub("", text)).replace(" ", ""))
        found.update(_particles(fold(text).split()))
    return {word[:LONGEST] for word in found if word}


def query_words(text: str) -> list[str]:
    """The folded words of a query, longest first: the longest narrows most."""
    typed = {word[:LONGEST] for word in fold(_APOSTROPHES.sub("", text)).split()}
    return sorted(typed, key=lambda word: (-len(word), word))[:MAX_WORDS]


def _particles(parts: list[str]) -> set[str]:
    """`de la croix` is also typed `delacroix`."""
    return {"".join(parts[i:]) for i in range(len(parts) - 1)} if len(parts) <= 5 else set()
