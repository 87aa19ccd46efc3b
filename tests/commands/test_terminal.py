"""Each command: what it writes, what it prints where, and the code it ends with."""

import datetime as dt
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from models.base.database import Handle
from models.base.errors import Refused
from models.base.journal import Journal
from models.base.settings import Settings
from models.comptes import acces
from models.comptes.role import Role
from models.personnes.personne import create_personne
from models.prescriptions import composer, fiche
from models.prescriptions.contenu import Protege
from models.prescriptions.prescription import required_roles
from tests import factories
from tests.engines import Engine
from tests.factories import PASSWORD, POSTE, a_personne, actor_with
from ui.terminal import commands

ROOT = Path(__file__).parents[2]
CREATE = ("creer", "--structure", "Centre social des Quatre-Chemins", "--compte", "claire")


class Terminal:
    """Runs the program on one folder, the password on its standard input."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(
        self, *arguments: str | Path, password: str | None = PASSWORD
    ) -> subprocess.CompletedProcess[str]:
        given = [] if password is None else ["--mot-de-passe-stdin"]
        command = [sys.executable, str(ROOT / "main.py"), "--donnees", str(self.folder), *given]
        return subprocess.run(
            [*command, *map(str, arguments)],
            input=f"{password}\n" if password is not None else "",
            capture_output=True,
            text=True,
            timeout=60,
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        )


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path / "donnees")


@pytest.fixture
def created(terminal: Terminal) -> Terminal:
    """A base made already, as `creer` makes it."""
    with factories.created(Engine("sqlcipher", terminal.folder), terminal.folder):
        pass
    return terminal


def test_creer_prints_the_recovery_key_and_nothing_else(terminal: Terminal) -> None:
    done = terminal.run(*CREATE)
    assert done.returncode == 0
    assert re.fullmatch(r"([0-9A-Z]{6}-){5}[0-9A-Z]{6}\n", done.stdout)
    assert "clé de secours" in done.stderr
    assert b"SQLite format" not in (terminal.folder / "structure.db").read_bytes()[:16]


def test_creer_refuses_a_folder_that_holds_a_base(created: Terminal) -> None:
    before = (created.folder / "structure.db").read_bytes()
    again = created.run(*CREATE)
    assert (again.returncode, again.stdout) == (1, "")
    assert "contient déjà une base" in again.stderr
    assert (created.folder / "structure.db").read_bytes() == before


@pytest.mark.parametrize(
    ("password", "said"),
    [("court", "au moins 12"), ("Centre social des Quatre-Chemins", "nom")],
)
def test_creer_says_what_a_password_lacks(terminal: Terminal, password: str, said: str) -> None:
    done = terminal.run(*CREATE, password=password)
    assert done.returncode == 1
    assert said in done.stderr
    assert not (terminal.folder / "structure.db").exists()


def test_creer_without_a_password_is_wrong_usage(terminal: Terminal) -> None:
    assert terminal.run(*CREATE, password=None).returncode == 2


@pytest.mark.parametrize(
    "arguments",
    [("zut",), ("creer",), ("importer",), ("fiche", "--inconnu"), ("fiche",), ("sauvegarder",)],
)
def test_wrong_usage_ends_with_two_in_french(
    terminal: Terminal, arguments: tuple[str, ...]
) -> None:
    done = terminal.run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "cote-a-cote" in done.stderr or "demande" in done.stderr
    assert "usage:" not in done.stderr


def test_options_are_taken_after_the_command_too(created: Terminal) -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "main.py", "verifier", "--donnees", created.folder,
         "--compte", "claire", "--mot-de-passe-stdin"],
        input=PASSWORD, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_version_needs_nothing(tmp_path: Path) -> None:
    done = Terminal(tmp_path).run("--version", password=None)
    assert (done.returncode, done.stdout) == (0, "Côte à Côte 0.1.0\n")


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
def test_a_crash_leaves_no_memory_on_the_disk() -> None:
    """What is in memory of a base that is open, its keys and its notes, is never written."""
    asked = (
        "import resource, main; most = resource.getrlimit(resource.RLIMIT_CORE)[1];"
        "resource.setrlimit(resource.RLIMIT_CORE, (most, most));"
        "main.main(['--donnees', '/nowhere', 'verifier']);"
        "print(resource.getrlimit(resource.RLIMIT_CORE)[0])"
    )
    done = subprocess.run(
        [sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert done.stdout == "0\n", done.stderr


def test_selftest_passes_every_part(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "main.py", "--selftest"],
        capture_output=True, text=True, timeout=60, cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    assert re.search(r"^\d+ passed, 0 failed$", done.stdout.splitlines()[-1])
    assert "ÉCHEC" not in done.stdout


def test_a_wrong_password_opens_nothing(created: Terminal) -> None:
    done = created.run("verifier", password="mauvais mot de passe")
    assert (done.returncode, done.stdout) == (1, "")
    assert "mot de passe incorrect" in done.stderr


def test_a_folder_without_base_is_told(terminal: Terminal) -> None:
    done = terminal.run("verifier")
    assert done.returncode == 1
    assert "ne contient pas de base" in done.stderr


def test_bilan_says_that_it_is_not_there_yet(created: Terminal) -> None:
    done = created.run("bilan", "--du", "01/01/2026", "--au", "31/12/2026", "--format", "json",
                       "-o", created.folder / "bilan.json")  # fmt: skip
    assert done.returncode == 1
    assert "pas encore" in done.stderr


def test_verifier_finds_a_flipped_bit(created: Terminal) -> None:
    assert created.run("verifier").returncode == 0
    path = created.folder / "structure.db"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    done = created.run("verifier")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


def test_a_backup_is_restored_elsewhere_and_opens(created: Terminal, tmp_path: Path) -> None:
    archive = tmp_path / "copie.cac"
    assert created.run("sauvegarder", "-o", archive).returncode == 0
    other = Terminal(tmp_path / "ailleurs")
    assert other.run("restaurer", archive, password=None).returncode == 0
    assert other.run("verifier").returncode == 0
    refused = other.run("restaurer", archive, password=None)
    assert refused.returncode == 1
    assert other.run("restaurer", archive, "--remplacer", password=None).returncode == 0
    assert other.run("verifier").returncode == 0


def test_a_truncated_backup_is_refused(created: Terminal, tmp_path: Path) -> None:
    archive = tmp_path / "copie.cac"
    created.run("sauvegarder", "-o", archive)
    archive.write_bytes(archive.read_bytes()[:-2000])
    other = Terminal(tmp_path / "ailleurs")
    done = other.run("restaurer", archive, password=None)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert not (other.folder / "structure.db").exists()


def test_a_fiche_is_written_and_the_signed_one_is_the_signed_bytes(
    created: Terminal, tmp_path: Path
) -> None:
    acces.open_with_password(
        created.folder, "claire", password=PASSWORD, settings=Settings(poste_id=POSTE)
    )
    personne = create_personne(prenom="Awa", date_naissance=dt.date(2005, 1, 1))
    draft = fiche.create_prescription(personne=personne, dispositif="ateliers_citoyens")
    signed = fiche.create_prescription(personne=personne, dispositif="ateliers_citoyens")
    fiche.save_protege(signed, Protege(projet="cuisine"))
    contenu = composer.contenu_of(signed, fiche.read_protege(signed))
    version = fiche.freeze_version(signed, contenu=contenu, pdf=b"%PDF-1.7 ce qui fut signe")
    for role in required_roles(signed):
        fiche.note_signature(version, role=role, nom="x", date=signed.date_demande)
    acces.lock()

    listed = created.run("fiche", "--liste")
    assert listed.stdout == f"{draft.numero}\tbrouillon\n{signed.numero}\tsignee\n"
    target = tmp_path / "fiche.pdf"
    assert created.run("fiche", draft.numero, "-o", target).returncode == 0
    assert target.read_bytes().startswith(b"%PDF")
    assert created.run("fiche", signed.numero, "-o", target).returncode == 0
    assert target.read_bytes() == b"%PDF-1.7 ce qui fut signe"
    missing = created.run("fiche", "1999-0001", "-o", tmp_path / "rien.pdf")
    assert missing.returncode == 1
    assert not (tmp_path / "rien.pdf").exists()
    acces.open_with_password(
        created.folder, "claire", password=PASSWORD, settings=Settings(poste_id=POSTE)
    )
    told: Any = Journal.select().where(Journal.action == "fiche_imprimee").order_by(Journal.at)
    assert [one.objet_id for one in told] == [draft.id, signed.id]
    acces.lock()


def test_a_file_that_cannot_be_written_is_told(created: Terminal) -> None:
    done = created.run("sauvegarder", "-o", created.folder / "structure.db" / "copie.cac")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


def test_help_is_in_french(terminal: Terminal) -> None:
    for asked in (("--help",), ("importer", "--help")):
        told = terminal.run(*asked).stdout
        assert told.startswith("Usage\u00a0: cote-a-cote")
        for english in ("usage:", "show", "positional", "exit"):
            assert english not in told


def test_a_reader_who_leaves_is_no_error_to_tell(created: Terminal) -> None:
    command = [sys.executable, str(ROOT / "main.py"), "--donnees", str(created.folder)]
    running = subprocess.Popen(
        [*command, "--compte", "claire", "--mot-de-passe-stdin", "verifier"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert running.stdin
    assert running.stdout
    assert running.stderr
    running.stdout.close()
    running.stdin.write(f"{PASSWORD}\n")
    running.stdin.close()
    assert running.stderr.read() == ""
    running.stderr.close()
    assert running.wait(60) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
def test_without_a_screen_one_sentence_says_so(tmp_path: Path) -> None:
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "--donnees", str(tmp_path)],
        capture_output=True, text=True, timeout=60, check=False,
        env={name: value for name, value in os.environ.items() if name not in screens},
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.startswith("Aucun écran")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("role", list(Role))
def test_fiches_are_listed_and_written_for_a_referent_alone(
    base: Handle, tmp_path: Path, role: Role
) -> None:
    a_fiche = fiche.create_prescription(
        personne=a_personne(), dispositif="ateliers_citoyens", date_demande=dt.date(2026, 3, 1)
    )
    base.actor = actor_with(role)
    acts = (
        commands.list_fiches,
        lambda: commands.write_fiche(str(a_fiche.numero), tmp_path / "fiche.pdf"),
    )
    for act in acts:
        if role is Role.REFERENT:
            assert act() == 0
        else:
            with pytest.raises(Refused):
                act()
    assert (tmp_path / "fiche.pdf").exists() is (role is Role.REFERENT)
