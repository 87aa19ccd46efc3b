"""The contracts between layers really refuse what they forbid."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, product_modules

LINT = (sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()")
# A module that breaks a contract, and the contract's name.
BREACHES = {
    "models/base/breach.py": ("import PySide6", "never import Qt"),
    "models/personnes/breach.py": ("import models.accueil.passage", "each area knows only"),
    "models/helpers.py": ("import os", "each area knows only"),
    "reports/breach.py": ("import ui", "never back"),
    "reports/query.py": ("import peewee", "know the database"),
    "ui/helpers.py": ("import os", "In the window"),
    "ui/kit/breach.py": ("import models.accueil.passage", "The kit knows nothing"),
    "ui/kit/paper.py": ("import reportlab", "know ReportLab"),
    "ui/screens/accueil/breach.py": ("import ui.screens.breach", "another screen"),
    "models/base/breach_keys.py": ("import keyring", "opens the keyring"),
    "ui/terminal/breach.py": ("import PySide6", "never import Qt"),
}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the code, with every package that a breach needs."""
    folder = tmp_path_factory.mktemp("house")
    for path in product_modules():
        copy = folder / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)
    shutil.copy(ROOT / "pyproject.toml", folder)
    for package in ("ui/kit", "ui/screens/accueil", "ui/screens/breach", "models/accueil"):
        (folder / package).mkdir(parents=True, exist_ok=True)
        for level in (folder / package, *(folder / package).parents):
            if level == folder:
                break
            (level / "__init__.py").touch()
    return folder


def refused(house: Path) -> str:
    environment = {"PYTHONPATH": str(house), "PATH": "/usr/bin:/bin"}
    told = subprocess.run(
        [*LINT, "--no-cache"],
        cwd=house,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return told.stdout + told.stderr if told.returncode else ""


@pytest.mark.parametrize("place", BREACHES)
def test_a_breach_is_refused(house: Path, place: str) -> None:
    text, contract = BREACHES[place]
    breach = house / place
    made = [] if breach.parent.exists() else [breach.parent]
    breach.parent.mkdir(parents=True, exist_ok=True)
    (house / place).parent.joinpath("__init__.py").touch()
    breach.write_text(f"{text}\n")
    told = refused(house)
    breach.unlink()
    for folder in made:
        shutil.rmtree(folder)
    broken = [line for line in told.splitlines() if line.endswith("BROKEN")]
    assert any(contract in line for line in broken), told
