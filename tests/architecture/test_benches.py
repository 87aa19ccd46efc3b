"""The bench runner measures both sides, and fails when a promise is broken."""

import sys
import time
import types

import pytest

from tests.bench import run
from tests.bench.pairs import Ratio, paired


def test_a_slower_side_shows() -> None:
    ours, bare = paired(lambda: time.sleep(0.012), lambda: time.sleep(0.003), rounds=3)
    assert 0.003 <= bare < ours
    assert Ratio("essai", ours, bare, 1.0).ratio > 1.5


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
