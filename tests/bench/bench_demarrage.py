"""From the command to the painted Accueil, on 50 000 personnes; unlocking by password."""

import base64
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from models.base import keychain
from models.base.crypto import Kdf
from models.comptes import acces
from tests.bench.grande_base import ACCOUNT, PASSWORD, POSTE, big_base, settings
from tests.bench.pairs import Ratio, paired

ROOT = Path(__file__).parents[2]
ROUNDS = 9


def main() -> list[Ratio]:
    folder = big_base(50_000, 100_000)
    secret = _remember(folder)
    ours = [sys.executable, "-m", "tests.bench.fenetre", "ours", str(folder), secret, POSTE]
    bare = [sys.executable, "-m", "tests.bench.fenetre", "bare"]
    found = _interleaved(ours, bare)
    return [
        Ratio("start to the Accueil, key at hand", *found["seconds"], 1.8),
        Ratio("memory then (kB as ms)", *found["memory"], 1.7),
        _unlock(folder),
    ]


def _interleaved(ours: list[str], bare: list[str]) -> dict[str, tuple[float, float]]:
    """Medians of both sides, in seconds and in megabytes."""
    times: tuple[list[float], list[float]] = ([], [])
    memory: tuple[list[float], list[float]] = ([], [])
    for number in range(ROUNDS + 1):
        for side, command in enumerate((ours, bare)):
            seconds, kilobytes = _run(command)
            if number:  # the first round warms the file cache
                times[side].append(seconds)
                memory[side].append(kilobytes / 1000)
    median = statistics.median
    return {
        "seconds": (median(times[0]), median(times[1])),
        "memory": (median(memory[0]), median(memory[1])),
    }


def _run(command: list[str]) -> tuple[float, int]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    begin = time.perf_counter()
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment
    ) as child:
        assert child.stdout is not None
        for line in child.stdout:
            if line.startswith("painted"):
                return time.perf_counter() - begin, int(line.split()[1])
    raise RuntimeError(f"{command[3]} never painted its window")


def _remember(folder: Path) -> str:
    """Allow this workstation, and take the secret that the keyring would keep."""
    kept: list[bytes] = []
    store = keychain.store
    keychain.store = lambda service, secret: kept.append(secret)
    try:
        here = settings(folder)
        acces.open_with_password(folder, ACCOUNT, password=PASSWORD, settings=here)
        acces.remember_workstation(here)
        acces.lock()
    finally:
        keychain.store = store
    return base64.b64encode(kept[0]).decode()


def _unlock(folder: Path) -> Ratio:
    here = settings(folder)

    def unlock() -> None:
        acces.open_with_password(folder, ACCOUNT, password=PASSWORD, settings=here)
        acces.lock()

    times = paired(unlock, lambda: Kdf().derive(PASSWORD, b"0" * 16))
    return Ratio("unlock by password, against one Argon2id", *times, 1.3)
