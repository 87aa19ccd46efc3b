"""Two sides of a measure, taken in turn so that the machine's mood falls on both."""

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Ratio:
    """Medians in seconds (or any one unit); `floor` is the ratio that we promised not to pass."""

    name: str
    ours: float
    bare: float
    floor: float

    @property
    def ratio(self) -> float:
        return self.ours / self.bare


def paired(
    ours: Callable[[], object], bare: Callable[[], object], *, rounds: int = 9
) -> tuple[float, float]:
    """Median seconds of each side, after one round that does not count."""
    times: tuple[list[float], list[float]] = ([], [])
    for round_number in range(rounds + 1):
        # The side that begins changes, or the second would always find the caches warm.
        order = (0, 1) if round_number % 2 else (1, 0)
        for side in order:
            lapse = _seconds((ours, bare)[side])
            if round_number:
                times[side].append(lapse)
    return statistics.median(times[0]), statistics.median(times[1])


def within(name: str, work: Callable[[], object], *, seconds: float, rounds: int = 9) -> Ratio:
    """What was promised in seconds: they are the bare side."""
    return Ratio(name, paired(work, lambda: None, rounds=rounds)[0], seconds, 1.0)


def _seconds(work: Callable[[], object]) -> float:
    gc.collect()
    gc.disable()
    try:
        begin = time.perf_counter()
        work()
        return time.perf_counter() - begin
    finally:
        gc.enable()
