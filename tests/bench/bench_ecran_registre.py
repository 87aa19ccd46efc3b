"""The screen of the register on a million passages: how long its window does not answer.

Each gesture is made as by hand; the longest silence is from one turn of the loop to the next, while
the list is read, counted and walked in jobs.
"""

import os
import sys
import time
from collections.abc import Callable

from PySide6.QtWidgets import QApplication

from models.accueil.periodes import Repere
from models.comptes import acces
from tests.bench import grande_base
from tests.bench.pairs import Ratio
from tests.bench.run import SAFETY
from ui.kit.context import Context, make_context
from ui.kit.theme import Theme
from ui.screens.registre.screen import RegistreScreen

PERSONNES, PASSAGES = 50_000, 1_000_000
SILENCE = 0.100 / SAFETY  # the promise is 100 ms, and holds on a shared machine too
QUIET = 0.5  # seconds without a job after which a gesture is over


def main(personnes: int = PERSONNES, passages: int = PASSAGES) -> list[Ratio]:
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    folder = grande_base.big_base(personnes, passages)
    theme = Theme(app, "clair")
    context = make_context(grande_base.settings(folder))
    acces.open_with_password(
        folder, grande_base.ACCOUNT, password=grande_base.PASSWORD, settings=context.settings
    )
    try:
        return measure(app, context)
    finally:
        context.jobs.stop()
        acces.lock()
        theme.deleteLater()


def measure(app: QApplication, context: Context) -> list[Ratio]:
    screen = RegistreScreen(context)
    screen.resize(1200, 700)
    screen.show()
    search = screen.list.bar.search
    assert search is not None
    gestures: tuple[tuple[str, Callable[[], object]], ...] = (
        ("a year", lambda: screen.periode.choose(Repere.CETTE_ANNEE)),
        ("all of it", lambda: screen.periode.choose(Repere.TOUT)),
        ("sorted by mode", lambda: screen.list._sort("mode", False)),
        ("read again", screen.list.refresh),
        ("sorted by lieu", lambda: screen.list._sort("lieu", False)),
        ("sorted by personne", lambda: screen.list._sort("personne", False)),
        ("searched", lambda: search.setText("mar")),
    )
    return [
        Ratio(f"screen of 1 000 000: {name}, in 100 ms", _silence(app, context, run), SILENCE, 1.0)
        for name, run in gestures
    ]


def _silence(app: QApplication, context: Context, gesture: Callable[[], object]) -> float:
    """The longest time in which no event was answered, until every job has ended."""
    longest = 0.0
    last = time.perf_counter()
    gesture()
    ended = last
    while context.jobs.running or time.perf_counter() - ended < QUIET:
        app.processEvents()
        now = time.perf_counter()
        longest, last = max(longest, now - last), now
        if context.jobs.running:
            ended = now
        time.sleep(0.001)
    return longest


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    for ratio in main():
        print(ratio, ratio.ratio)
