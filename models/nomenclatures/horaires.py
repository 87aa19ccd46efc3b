"""The opening hours of a week: « 9 h – 12 h, 14 h – 17 h 30 », read as they are typed."""

import datetime as dt
import json
import re
from collections.abc import Mapping
from itertools import pairwise

from models.base.clock import JOURS as JOURS
from models.base.table import dumps

Plage = tuple[dt.time, dt.time]
Semaine = dict[str, tuple[Plage, ...]]
MOST = 6  # stretches in one day

_HOUR = r"(\d{1,2})\s*(?:[h:.]\s*(\d{2})?)?"
_STRETCH = re.compile(rf"(?:de\s+)?{_HOUR}\s*(?:-|–|—|à|a)\s*{_HOUR}")
_BETWEEN = re.compile(r"(?:[,;/+\s]|\bet\b|\bpuis\b)*")
_CLOSED = {"", "ferme", "fermé", "-", "–", "0"}
_HOW = "écrivez par exemple «\u00a09h-12h, 14h-17h30\u00a0», ou laissez vide si c’est fermé."


def parse_plages(text: str) -> tuple[Plage, ...]:
    """The stretches of a day in order; `ValueError` says how to write them."""
    rest = text.strip().lower().replace("\u00a0", " ").replace("\u202f", " ")
    if rest in _CLOSED:
        return ()
    found: list[Plage] = []
    while rest := rest[_gap(rest) :]:
        match = _STRETCH.match(rest)
        if match is None:
            raise ValueError(f"«\u00a0{text.strip()[:40]}\u00a0» ne se lit pas\u00a0: {_HOW}")
        found.append((_hour(match[1], match[2]), _hour(match[3], match[4])))
        rest = rest[match.end() :]
    return _checked(sorted(found))


def show_plages(plages: tuple[Plage, ...]) -> str:
    return ", ".join(f"{_said(begin)}\u00a0–\u00a0{_said(end)}" for begin, end in plages)


def minutes_of(plages: tuple[Plage, ...]) -> int:
    return sum(_minutes(end) - _minutes(begin) for begin, end in plages)


def said_length(minutes: int) -> str:
    """« 7 h 30 »; nothing for nothing."""
    hours, rest = divmod(minutes, 60)
    if not minutes:
        return ""
    return f"{hours}\u00a0h" + (f"\u00a0{rest:02d}" if rest else "")


def read_horaires(text: str) -> Semaine:
    """What the column of a lieu holds; a day that is not there is closed."""
    stored = json.loads(text or "{}")
    return {
        jour: tuple((_time(begin), _time(end)) for begin, end in stored.get(jour, ()))
        for jour in JOURS
    }


def write_horaires(semaine: Mapping[str, tuple[Plage, ...]]) -> str:
    kept = {
        jour: [[f"{begin:%H:%M}", f"{end:%H:%M}"] for begin, end in semaine[jour]]
        for jour in JOURS
        if semaine.get(jour)
    }
    return dumps(kept)


def _checked(plages: list[Plage]) -> tuple[Plage, ...]:
    for begin, end in plages:
        if end <= begin:
            raise ValueError(
                f"la fin ({_said(end)}) vient avant le début ({_said(begin)}). Corrigez l’une "
                "des deux."
            )
    for one, other in pairwise(plages):
        if other[0] < one[1]:
            raise ValueError(
                f"deux plages se recouvrent entre {_said(other[0])} et {_said(one[1])}. Séparez-les"
                "\u00a0ou réunissez-les."
            )
    if len(plages) > MOST:
        raise ValueError(f"{len(plages)} plages dans un jour, c’est trop\u00a0: {MOST} au plus.")
    return tuple(plages)


def _gap(text: str) -> int:
    match = _BETWEEN.match(text)
    return match.end() if match else 0


def _hour(hours: str, minutes: str | None) -> dt.time:
    whole, rest = int(hours), int(minutes or 0)
    if (whole, rest) == (24, 0):
        return dt.time(23, 59)
    if whole > 23 or rest > 59:
        raise ValueError(f"«\u00a0{hours}\u00a0h\u00a0{rest:02d}\u00a0» n’est pas une heure.")
    return dt.time(whole, rest)


def _said(hour: dt.time) -> str:
    return f"{hour.hour}\u00a0h" + (f"\u00a0{hour.minute:02d}" if hour.minute else "")


def _minutes(hour: dt.time) -> int:
    return hour.hour * 60 + hour.minute


def _time(text: str) -> dt.time:
    return dt.time.fromisoformat(text)
