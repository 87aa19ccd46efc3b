"""The bench runner measures both sides, and fails when a promise is broken."""

import sys
import types

import pytest

from tests.bench import pairs, run
from tests.bench.pairs import Ratio, paired


class Watch:
    """A clock that only work moves: a busy machine moves the real one too."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def perf_counter(self) -> float:
        return self.seconds

    def work(self, seconds: float) -> None:
        self.seconds += seconds


def test_a_slower_side_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    watch = Watch()
    monkeypatch.setattr(pairs, "time", watch)
    ours, bare = paired(lambda: watch.work(12), lambda: watch.work(3), rounds=3)
    assert (round(ours), round(bare)) == (12, 3)
    assert round(Ratio("essai", ours, bare, 1.0).ratio) == 4


def test_the_median_is_told_and_the_first_round_does_not_count(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    watch = Watch()
    monkeypatch.setattr(pairs, "time", watch)
    lapses = iter([900.0, 1.0, 5.0, 2.0])
    ours, _ = paired(lambda: watch.work(next(lapses)), lambda: watch.work(1), rounds=3)
    assert round(ours) == 2


def bench_named(name: str, monkeypatch: pytest.MonkeyPatch, *ratios: Ratio) -> None:
    module = types.ModuleType(f"tests.bench.{name}")
    module.main = lambda: list(ratios)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setattr(run, "benches", lambda _: [name])


@pytest.mark.parametrize(("ratio", "code"), [(1.9, 0), (2.9, 0), (3.1, 1)])
def test_only_a_ratio_far_past_its_floor_fails(
    ratio: float, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bench_named("bench_essai", monkeypatch, Ratio("une frappe", ratio, 1.0, 2.0))
    assert run.main([]) == code
    told = capsys.readouterr().out
    assert "une frappe" in told
    assert ("FAILED" in told) == bool(code)
    assert ("above its floor" in told) == (ratio == 2.9)


def test_a_bench_that_does_not_exist_is_a_mistake() -> None:
    assert run.main(["aucun banc de ce nom"]) == 1
