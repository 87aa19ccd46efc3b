"""What a remembered start loads before its first image, in a process of its own."""

import base64
import subprocess
import sys
from pathlib import Path

import pytest

from models.base import keychain
from models.comptes import acces
from tests.domain.comptes.maison import POSTE, settings

ROOT = Path(__file__).parents[3]
HEAVY = (
    "PIL",
    "PySide6.QtNetwork",
    "_sqlite3",
    "argparse",
    "asyncio",
    "cryptography.hazmat.backends",
    "cryptography.hazmat.decrepit",
    "cryptography.hazmat.primitives.asymmetric",
    "cryptography.hazmat.primitives.ciphers",
    "importlib.metadata",
    "keyring",
    "odf",
    "openpyxl",
    "pkgutil",
    "playhouse",
    "psycopg",
    "pypdfium2",
    "python_calamine",
    "rapidfuzz",
    "reportlab",
    "sqlite3",
    "ssl",
    "stdnum",
    "uharfbuzz",
    "urllib.request",
    "xlsxwriter",
)
# What is for the first run, for another screen, or for what a first key calls for.
OURS = (
    "models.accueil.habitudes",
    "models.coffre",
    "models.echanges",
    "models.nomenclatures.horaires",
    "models.personnes.adresse",
    "models.personnes.listes",
    "models.prescriptions",
    "reports",
    "ui.screens.fiches",
    "ui.screens.ouverture.assistant",
    "ui.screens.ouverture.cadre",
)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The modules of the program when the Accueil of a remembered workstation is painted."""
    from tests.screens.window.conftest import found

    folder = tmp_path_factory.mktemp("remembered") / "base"
    kept: list[bytes] = []
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(keychain, "store", lambda service, secret: kept.append(secret))
        found(folder)
        acces.remember_workstation(settings())
        acces.lock()
    secret = base64.b64encode(kept[0]).decode()
    command = [sys.executable, "-m", "tests.bench.fenetre", "calm", str(folder), POSTE, secret]
    told = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
    words = told.stdout.split()
    assert words[0] == "painted", told
    assert words[2] == "accueil.qui", "la ligne n’est pas prête à recevoir un nom"
    return set(words[3].split(","))


@pytest.mark.parametrize("name", [*HEAVY, *OURS])
def test_nothing_heavy_comes_before_the_first_image(loaded: set[str], name: str) -> None:
    assert not {one for one in loaded if one == name or one.startswith(f"{name}.")}


def test_what_was_loaded_is_what_was_looked_at(loaded: set[str]) -> None:
    """A list of nothing would hold nothing heavy."""
    assert {"PySide6.QtWidgets", "peewee", "ui.screens.accueil.screen", "models.comptes"} <= loaded
