"""From the command to the painted Accueil, on 50 000 personnes; unlocking by password."""

import base64
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from models.base import keychain
from models.base.crypto import Kdf
from models.comptes import acces
from tests.bench.grande_base import ACCOUNT, PASSWORD, POSTE, big_base, settings
from tests.bench.pairs import Ratio, paired
from tests.desk import keyring as keyrings
from tests.desk.keyring import Keyring
from tests.desk.session import Session

ROOT = Path(__file__).parents[2]
ROUNDS = 9
CHILD = [sys.executable, "-m", "tests.bench.fenetre"]
# Screen readers would be served by one side only: the other has nothing to read.
READERS = ("QT_ACCESSIBILITY", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON")


def main() -> list[Ratio]:
    folder = big_base(50_000, 100_000)
    service, secret = _remember(folder)
    ours, bare = [*CHILD, "ours", str(folder), POSTE], [*CHILD, "bare"]
    with _desk("none") as environment:
        at_hand = _interleaved([*ours, secret], bare, environment)
    with _desk("unlocked") as environment:
        subprocess.run([*CHILD, "keep", service, secret], check=True, cwd=ROOT, env=environment)
        through = _interleaved(ours, bare, environment)
    return [
        Ratio("start to the Accueil, key at hand", *at_hand["seconds"], 1.8),
        Ratio("memory then (kB as ms)", *at_hand["memory"], 1.7),
        Ratio("start through a real unlocked keyring", *through["seconds"], 2.6),
        _unlock(folder),
    ]


@contextmanager
def _desk(keyring: Keyring) -> Iterator[Mapping[str, str]]:
    """A screen with a window manager, and the keyring asked for; what a program there is given."""
    place = Path(tempfile.mkdtemp(prefix="cac-"))
    session = Session(place)
    try:
        keyrings.provide(session, keyring)
        yield {k: v for k, v in session.environment.items() if k not in READERS}
    finally:
        session.stop()
        shutil.rmtree(place, ignore_errors=True)


def _interleaved(
    ours: list[str], bare: list[str], environment: Mapping[str, str]
) -> dict[str, tuple[float, float]]:
    """Medians of both sides, in seconds and in megabytes."""
    times: tuple[list[float], list[float]] = ([], [])
    memory: tuple[list[float], list[float]] = ([], [])
    for number in range(ROUNDS + 1):
        for side, command in enumerate((ours, bare)):
            seconds, kilobytes = _run(command, environment)
            if number:  # the first round warms the file cache
                times[side].append(seconds)
                memory[side].append(kilobytes / 1_000_000)
    median = statistics.median
    return {
        "seconds": (median(times[0]), median(times[1])),
        "memory": (median(memory[0]), median(memory[1])),
    }


def _run(command: list[str], environment: Mapping[str, str]) -> tuple[float, int]:
    begin = time.perf_counter()
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=dict(environment)
    ) as child:
        assert child.stdout is not None
        for line in child.stdout:
            if line.startswith("painted"):
                return time.perf_counter() - begin, int(line.split()[1])
    raise RuntimeError(f"{command[3]} never painted its window")


def _remember(folder: Path) -> tuple[str, str]:
    """Allow this workstation, and take what the keyring would keep: its name, the secret."""
    kept: list[tuple[str, bytes]] = []
    store = keychain.store
    keychain.store = lambda service, secret: kept.append((service, secret))
    try:
        here = settings(folder)
        acces.open_with_password(folder, ACCOUNT, password=PASSWORD, settings=here)
        acces.remember_workstation(here)
        acces.lock()
    finally:
        keychain.store = store
    return kept[0][0], base64.b64encode(kept[0][1]).decode()


def _unlock(folder: Path) -> Ratio:
    here = settings(folder)

    def unlock() -> None:
        acces.open_with_password(folder, ACCOUNT, password=PASSWORD, settings=here)
        acces.lock()

    times = paired(unlock, lambda: Kdf().derive(PASSWORD, b"0" * 16))
    return Ratio("unlock by password, against one Argon2id", *times, 1.3)
