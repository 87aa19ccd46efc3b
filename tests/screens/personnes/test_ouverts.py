"""Documents opened in another program, by several windows at once, and by one that was killed."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from models.personnes.contenu import genre_of
from models.personnes.document import Piece
from ui.parts import ouverts

OTHER = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from models.personnes.contenu import genre_of
from models.personnes.document import Piece
from ui.parts import ouverts
app = QCoreApplication([])
app.setApplicationName("cote-a-cote")
ouverts.opened_folder = lambda: Path(sys.argv[1])
data = b"II*\\0" + b"0" * 20
print(ouverts._written(Piece("p" * 32, "bail.tif", genre_of(data), data)), flush=True)
sys.stdin.readline()
ouverts.forget_opened()
print("fini", flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(ouverts, "opened_folder", lambda: tmp_path / "ouverts")
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: True)
    yield tmp_path / "ouverts"
    ouverts.forget_opened()


@pytest.fixture
def other(folder: Path) -> Iterator["subprocess.Popen[str]"]:
    """A second window, of another base, that has a document open."""
    running = subprocess.Popen(
        [sys.executable, "-c", OTHER, str(folder)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    yield running
    running.kill()
    running.communicate()


def line_of(running: "subprocess.Popen[str]") -> str:
    assert running.stdout is not None
    return running.stdout.readline().strip()


def a_piece() -> Piece:
    data = b"II*\x00" + b"0" * 20
    return Piece("a" * 32, "bail.tif", genre_of(data), data)


def opened_here() -> Path:
    ouverts.open_elsewhere(a_piece())
    (own,) = ouverts._held
    return own / ("a" * 32) / "document.tif"


def test_each_window_erases_its_own_documents_and_no_other(
    folder: Path, other: "subprocess.Popen[str]", qtbot: QtBot
) -> None:
    theirs, mine = Path(line_of(other)), opened_here()
    ouverts.forget_opened()
    assert (theirs.exists(), mine.exists()) == (True, False)
    mine = opened_here()
    assert other.stdin is not None
    other.stdin.write("\n")
    other.stdin.flush()
    assert line_of(other) == "fini"
    assert (theirs.exists(), mine.exists()) == (False, True)
    ouverts.forget_opened()
    assert not folder.exists(), "rien ne reste, pas même un verrou"


def test_what_a_killed_window_left_goes_and_a_living_one_keeps_its_own(
    folder: Path, other: "subprocess.Popen[str]", qtbot: QtBot
) -> None:
    theirs, mine = Path(line_of(other)), opened_here()
    other.send_signal(signal.SIGKILL)
    other.wait()
    assert theirs.exists()
    subprocess.run(
        [sys.executable, "-c", SWEEP, str(folder)], check=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    assert (theirs.exists(), mine.exists()) == (False, True)
    assert [p for p in folder.iterdir() if p.is_dir()] == [mine.parent.parent]


SWEEP = """
import sys
from pathlib import Path
from ui.parts import ouverts
ouverts.opened_folder = lambda: Path(sys.argv[1])
ouverts.forget_opened()
"""


def test_what_an_earlier_version_left_is_swept(folder: Path, qtbot: QtBot) -> None:
    """It put documents right in the folder, without a lock."""
    left = folder / ("p" * 32) / "document.tif"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"en clair")
    left.chmod(0o400)
    ouverts.forget_opened()
    assert not folder.exists()
