"""Duplicates among half a million files: while typing, in the whole base, and what they cost."""

import datetime as dt
import random
import statistics
import time
from collections.abc import Callable, Sequence

from models.base.progress import Progress
from models.personnes.doublons import doublons
from models.personnes.naissance import Naissance, Precision
from models.personnes.personne import Personne
from models.personnes.proches import proches
from models.personnes.sons import collees, mots_de_son, son
from tests.bench import grande_base
from tests.bench.pairs import Ratio

SMALL, LARGE = 50_000, 500_000
TYPED = 0.050  # seconds, the slowest answer
WHOLE = {SMALL: 15.0, LARGE: 150.0}  # seconds, for a job
ASKED = 60
_Question = tuple[str, str, Naissance, str]


def main(sizes: Sequence[int] = (SMALL, LARGE)) -> list[Ratio]:
    return [ratio for count in sizes for ratio in _measure(count)]


def _measure(count: int) -> list[Ratio]:
    with grande_base.opened(count, 1000):
        times = [_seconds(lambda q=q: proches(*q)) for q in _questions(count)]  # type: ignore[misc]
        whole = _seconds(lambda: doublons(Progress()))
    return [
        Ratio(f"near files among {count}, median", statistics.median(times), TYPED, 1.0),
        Ratio(f"near files among {count}, worst", max(times), TYPED, 1.0),
        Ratio(f"all duplicates of {count}", whole, WHOLE[count], 1.0),
        _cost_of_sounds(count),
    ]


def _questions(count: int) -> list[_Question]:
    """Names as typed, some with a slip, with the commonest names and days among them."""
    luck = random.Random(11)
    asked: list[_Question] = []
    for personne in Personne.select().limit(ASKED):
        born = Naissance(personne.date_naissance, Precision.JOUR)
        nom = str(personne.nom_naissance)
        slip = nom[:2] + nom[3:] if luck.random() < 0.5 else nom
        asked.append((slip, str(personne.prenom), born, str(personne.telephone)))
    names = grande_base.names(count)
    for at in (0, 1):
        common = statistics.mode(name[at] for name in names[:50_000])
        other = names[at][1 - at]
        pair = (common, other) if at == 0 else (other, common)
        asked.append((*pair, Naissance(dt.date(1990, 1, 1), Precision.JOUR), ""))
    for question in asked:
        proches(*question)
    return asked


def _cost_of_sounds(count: int) -> Ratio:
    """What the sounds add to the words of each file that is saved or imported."""
    names = grande_base.names(5000)
    son.cache_clear()
    ours = _seconds(lambda: [mots_de_son(collees(nom), collees(prenom)) for nom, prenom in names])
    return Ratio(f"sounds of 5000 new files ({count})", ours, 0.5, 1.0)


def _seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


if __name__ == "__main__":
    for ratio in main():
        print(ratio, ratio.ratio)
