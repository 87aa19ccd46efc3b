"""A keystroke in the search of personnes: against the words table bare, and within a frame."""

import random
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from models.base.database import PRAGMAS, handle
from models.comptes import acces
from models.personnes.recherche import search_personnes, typed_words
from tests.bench import grande_base
from tests.bench.pairs import Ratio

FRAME = 0.016  # seconds
FAR = 0.040  # what a keystroke may take at half a million files
SMALL, LARGE = 50_000, 500_000
NAMES = {SMALL: 120, LARGE: 40}
_LAST = "\uffff"
_BARE = (
    "SELECT p.id, p.nom_naissance, p.prenom, p.date_naissance, p.commune FROM personne p"
    " WHERE p.archived_at IS NULL AND {} ORDER BY p.cle, p.id LIMIT 20"
)
_INSIDE = "p.id IN (SELECT personne_id FROM personne_mot WHERE mot >= ? AND mot < ?)"


def main(sizes: Sequence[tuple[int, float]] = ((SMALL, FRAME), (LARGE, FAR))) -> list[Ratio]:
    ratios = []
    for count, limit in sizes:
        folder = grande_base.big_base(count, 1000)
        ratios += _measure(folder, count, limit=limit)
    return ratios


def _measure(folder: Path, count: int, *, limit: float) -> list[Ratio]:
    settings = grande_base.settings(folder)
    opened = acces.open_with_password(
        folder, grande_base.ACCOUNT, password=grande_base.PASSWORD, settings=settings
    )
    try:
        keys = _keystrokes(count)
        bare = _bare(folder / acces.BASE, opened.cles.base)
        ours_times, bare_times = _in_turn(search_personnes, bare, _comparable(keys))
        painted = _painted(keys) if count == SMALL else _answered(keys)
    finally:
        acces.lock()
    what = "painted" if count == SMALL else "answered"
    return [
        Ratio(f"a keystroke among {count}, p50", _p(ours_times, 50), _p(bare_times, 50), 2.0),
        Ratio(f"a keystroke among {count}, p99 {what}", _p(painted, 99), limit, 1.0),
    ]


def _keystrokes(count: int) -> list[str]:
    """What is typed for some names, letter by letter, in either order."""
    luck = random.Random(7)
    people = luck.sample(grande_base.names(count), NAMES[count])
    typed = []
    for nom, prenom in people:
        whole = luck.choice((f"{nom} {prenom}", f"{prenom} {nom}"))[:14]
        typed += [whole[:length] for length in range(1, len(whole) + 1)]
    return [text for text in typed if text.strip()]


def _bare(path: Path, key: bytes) -> Callable[[str], object]:
    """The words table asked by the engine alone: no plan chosen, nothing made of the rows."""
    connection = sqlcipher.connect(str(path), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    for name, value in PRAGMAS:
        connection.execute(f"PRAGMA {name} = {value}")

    def ask(text: str) -> object:
        words = typed_words(text)
        sql = _BARE.format(" AND ".join([_INSIDE] * len(words)))
        bounds = [bound for word in words for bound in (word, word + _LAST)]
        return connection.execute(sql, bounds).fetchall()

    return ask


def _comparable(keys: Sequence[str]) -> list[str]:
    """One word of three letters or more: for less, the bare side sorts half the table."""
    return [text for text in keys if " " not in text.strip() and len(text.strip()) > 2]


def _answered(keys: Sequence[str]) -> list[float]:
    """Every keystroke, its pages read and deciphered once already."""
    for text in keys:
        search_personnes(text)
    return [_seconds(search_personnes, text) for text in keys]


def _in_turn(
    ours: Callable[[str], object], bare: Callable[[str], object], keys: Sequence[str]
) -> tuple[list[float], list[float]]:
    """Each keystroke on both sides, the first to answer changing at every key."""
    for text in keys[:50]:
        ours(text), bare(text)
    times: tuple[list[float], list[float]] = ([], [])
    for at, text in enumerate(keys):
        for side in ((0, 1), (1, 0))[at % 2]:
            times[side].append(_seconds((ours, bare)[side], text))
    return times


def _painted(keys: Sequence[str]) -> list[float]:
    """The same keys in « Qui ? », its list drawn."""
    from PySide6.QtWidgets import QApplication, QListView

    app: Any = QApplication.instance() or QApplication([])
    from ui.kit.context import make_context
    from ui.screens.accueil.qui import QuiField

    handle().require_actor()
    context = make_context(grande_base.settings(Path()), immediate=True)
    field = QuiField(context)
    field.resize(400, 600)
    field.show()

    def press(text: str) -> None:
        field.line.setText(text)
        field.line.textEdited.emit(text)
        for shown in field.findChildren(QListView):
            shown.viewport().grab()
        app.processEvents()

    for text in keys[:50]:
        press(text)
    return [_seconds(press, text) for text in keys]


def _seconds(work: Callable[[str], object], text: str) -> float:
    begin = time.perf_counter()
    work(text)
    return time.perf_counter() - begin


def _p(times: Sequence[float], percent: int) -> float:
    return statistics.quantiles(times, n=100)[percent - 1] if percent != 50 else _median(times)


def _median(times: Sequence[float]) -> float:
    return statistics.median(times)


if __name__ == "__main__":
    for ratio in main():
        print(ratio, ratio.ratio)
