"""Text on paper: what can be drawn, how wide it is, where its lines break."""

import functools
import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from reports import fonts
from reports.fonts import Face
from reports.glyphs import Chunk, Glyph, Shaped, face_of, ignorable

_MARKS_KEPT = 4  # marks stacked on one letter; more would run over the lines around
_WINDOW = 4000  # more characters than any line can hold, so that no word costs its square
_FIRST = 64  # characters of a word that are measured before the rest
_LINE_ENDS = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_BLANKS = re.compile(r"[ \t\x1f\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000]+")
_TIED = re.compile(r" (?=[:;?!»%€])|(?<=«) |(?<=\d) (?=\w)")  # « oui : 6 rendez-vous »
_NARROWER = (0.96, 0.92, 0.88, 0.84)
_GOOD_BREAK = frozenset("-/@._,;:?&=+’'‐–—)")


def paragraphs(text: str) -> list[str]:
    """The paragraphs of any string, composed, with single spaces, tied where French ties them."""
    parts = _LINE_ENDS.split(text)
    return [_composed(_TIED.sub("\u00a0", _BLANKS.sub(" ", part).strip(" "))) for part in parts]


@functools.lru_cache(maxsize=1024)
def one_line(text: str) -> str:
    """Any string as one paragraph."""
    return " ".join(filter(None, paragraphs(text)))


def missing_glyphs(text: str) -> str:
    """The signs of `text`, each once, that the paper will replace by a small box or leave out."""
    primary = fonts.regular()
    if direct(primary).issuperset(text):
        return ""
    clean = "".join(paragraphs(text))
    lost = [char for char in clean if not ignorable(char) and face_of(char, primary) is None]
    lost += (_marks(unicodedata.normalize("NFC", text)) - _marks(clean)).elements()
    return "".join(dict.fromkeys(lost))


@functools.cache
def direct(face: Face) -> frozenset[str]:
    """The characters that need no shaping: one glyph each, one after the other."""
    return frozenset(
        char
        for char in face.glyph
        if unicodedata.category(char) not in {"Mn", "Me", "Cf", "Cc"}
        and unicodedata.bidirectional(char) not in {"R", "AL", "AN"}
    )


def width(text: str, face: Face) -> int:
    """The width of one line, in thousandths of the size."""
    if direct(face).issuperset(text):
        return sum(map(face.width.__getitem__, text))
    return shaped(text, face).width


def line(text: str, face: Face) -> Shaped:
    """One line ready to be written, whatever it holds."""
    if direct(face).issuperset(text):
        codes = "".join(map(face.code.__getitem__, text))
        glyphs = tuple(Glyph(face, face.glyph[char], char) for char in set(text))
        return Shaped(sum(map(face.width.__getitem__, text)), (Chunk(face, 0, 0, codes),), glyphs)
    return shaped(text, face)


@functools.lru_cache(maxsize=4096)
def shaped(text: str, face: Face) -> Shaped:
    """The same, for the scripts and signs that HarfBuzz and the bidirectional rules must place."""
    from reports import shaping

    return shaping.shaped(text, face)


@functools.lru_cache(maxsize=4096)
def wrap(text: str, face: Face, limit: float) -> tuple[str, ...]:
    """The lines of `text`, none wider than `limit` thousandths; an empty paragraph is one line."""
    lines = (_no_widow(paragraph, face, limit) for paragraph in paragraphs(text))
    return tuple(itertools.chain.from_iterable(lines))


def forget() -> None:
    """Keep no text of anybody in memory once a document is finished."""
    one_line.cache_clear()
    wrap.cache_clear()
    shaped.cache_clear()


def fit(
    text: str, face: Face, *, limit: float, lines: int, suffixes: tuple[str, ...] = ("…",)
) -> tuple[list[str], bool]:
    """The first `lines` lines, and whether the rest was cut, at a word, with the first suffix
    that leaves room for something else."""
    found = wrap(text, face, limit)
    if len(found) <= lines:
        return list(found), False
    suffix = next((one for one in suffixes if width(one, face) <= limit * 0.8), suffixes[-1])
    return [*found[: lines - 1], _cut(found[lines - 1], face, limit=limit, suffix=suffix)], True


def _cut(text: str, face: Face, *, limit: float, suffix: str) -> str:
    words = text.split(" ")
    while len(words) > 1 and width(" ".join(words) + suffix, face) > limit:
        words.pop()
    kept = " ".join(words)
    while kept and width(kept + suffix, face) > limit:
        kept = kept[:-1]
    return kept.rstrip(" \u00a0\u202f,;:–—.…") + suffix


def _no_widow(paragraph: str, face: Face, limit: float) -> list[str]:
    """The lines of a paragraph, a little narrower when the last would hold one word alone."""
    lines = list(_wrap_paragraph(paragraph, face, limit))
    if len(lines) < 2 or " " in lines[-1] or " " not in lines[-2]:
        return lines
    for narrower in _NARROWER:
        other = list(_wrap_paragraph(paragraph, face, limit * narrower))
        if len(other) > len(lines):
            break
        if " " in other[-1]:
            return other
    return lines


def _wrap_paragraph(paragraph: str, face: Face, limit: float) -> Iterator[str]:
    space = face.width[" "]
    current, taken = "", 0
    for word in _pieces(paragraph, face, limit):
        wide = width(word, face)
        if current and taken + space + wide > limit:
            yield current
            current, taken = word, wide
        elif current:
            current, taken = f"{current} {word}", taken + space + wide
        else:
            current, taken = word, wide
    yield current


def _pieces(paragraph: str, face: Face, limit: float) -> Iterator[str]:
    """The words, those that no line can hold being cut."""
    for word in paragraph.split(" "):
        rest = word
        while _too_wide(rest, face, limit):
            at = _break_in(rest[:_WINDOW], face, limit)
            yield rest[:at]
            rest = rest[at:]
        if rest:
            yield rest


def _too_wide(word: str, face: Face, limit: float) -> bool:
    """Whether no line holds a word, told by its first letters: shaping it all costs its square."""
    length = _FIRST
    while length < min(len(word), _WINDOW):
        if width(word[:length], face) > limit:
            return True
        length *= 2
    return width(word[:_WINDOW], face) > limit


def _break_in(word: str, face: Face, limit: float) -> int:
    """Where to cut a long word: after a hyphen or the like if that wastes little, else anywhere."""
    taken, at = 0, 0
    for at, char in enumerate(word):  # noqa: B007 - read after the loop
        taken += width(char, face)
        if taken > limit:
            break
    while at > 1 and (_sticks(word[at]) or width(word[:at], face) > limit):
        at -= 1
    at = max(at, 1)
    return next((n for n in range(at, at * 3 // 5, -1) if word[n - 1] in _GOOD_BREAK), at)


def _sticks(char: str) -> bool:
    """Whether a character belongs to the one before it."""
    return unicodedata.category(char) in {"Mn", "Me", "Cf"}


def _composed(text: str) -> str:
    """Composed as far as it can be, with no tower of marks."""
    if direct(fonts.regular()).issuperset(text):
        return text
    text = unicodedata.normalize("NFC", text)
    kept, height = [], 0
    for char in text:
        height = height + 1 if unicodedata.combining(char) or ignorable(char) else 0
        if height <= _MARKS_KEPT:
            kept.append(char)
    return "".join(kept)


def _marks(text: str) -> Counter[str]:
    return Counter(char for char in text if unicodedata.combining(char))
