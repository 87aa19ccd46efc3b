"""Runs the benches (`bench_*.py`, or those named) and prints their ratios."""

import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.bench.pairs import Ratio

# A shared machine is not a laboratory: only what passes its floor by this much fails the run.
SAFETY = 1.5


def benches(named: Sequence[str]) -> list[str]:
    """The modules to run: every bench, or those whose name holds one of the words."""
    found = sorted(path.stem for path in Path(__file__).parent.glob("bench_*.py"))
    return [name for name in found if not named or any(word in name for word in named)]


def line(ratio: Ratio) -> str:
    verdict = "" if ratio.ratio <= ratio.floor else "  above its floor"
    verdict = "  FAILED" if failed(ratio) else verdict
    measures = f"{ratio.ours * 1000:12.2f} {ratio.bare * 1000:12.2f}"
    return f"{ratio.name:<48} {measures} {ratio.ratio:8.2f} {ratio.floor:8.2f}{verdict}"


def failed(ratio: Ratio) -> bool:
    return ratio.ratio > ratio.floor * SAFETY


def main(named: Sequence[str]) -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    chosen = benches(named)
    print(f"{'medians in ms':<48} {'ours':>12} {'bare':>12} {'ratio':>8} {'floor':>8}")
    bad = 0
    for name in chosen:
        ratios: list[Ratio] = importlib.import_module(f"tests.bench.{name}").main()
        for ratio in ratios:
            print(line(ratio), flush=True)
        bad += sum(map(failed, ratios))
    if not chosen:
        print("no bench of that name", file=sys.stderr)
    return 1 if bad or (named and not chosen) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
