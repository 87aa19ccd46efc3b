"""Files as they should not be, and cuts in the middle: one sentence, nothing half written."""

import datetime as dt
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from models.accueil.passage import Passage
from models.base.errors import Failure, Refused, Unavailable
from models.base.settings import Settings
from models.coffre.creation import create_structure
from models.comptes import acces
from models.echanges import lecture
from models.echanges.comprehension.registre import comprendre
from models.echanges.importation import Importation, import_registre
from models.echanges.lecture import texte
from models.personnes.personne import Personne
from tests.desk.fixtures import FullDisk

HEADING = ["Date", "Heure", "NOM Prénom", "né(e) le", "Objet"]
DAY = dt.date(2025, 3, 3)
Rows = list[list[Any]]


def a_book(path: Path, rows: Rows, **options: Any) -> Path:
    with xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy", **options}) as book:
        sheet = book.add_worksheet("Registre")
        for at, row in enumerate([HEADING, *rows]):
            for column, cell in enumerate(row):
                if isinstance(cell, tuple):
                    sheet.write_formula(at, column, cell[0], None, cell[1])
                elif isinstance(cell, dt.date):
                    sheet.write_datetime(at, column, dt.datetime.combine(cell, dt.time()))
                else:
                    sheet.write(at, column, cell)
    return path


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_a_file_of_two_hundred_megabytes_is_refused_before_it_is_read(
    tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"enorme{suffix}"
    with path.open("wb") as file:
        file.write(b"Date;Nom;Objet\n")
        file.truncate(200_000_000)
    begun = time.process_time()
    with pytest.raises(Refused, match="trop gros pour un registre"):
        comprendre(path)
    assert time.process_time() - begun < 1


def test_formulas_give_their_value_and_are_never_computed(tmp_path: Path) -> None:
    rows: Rows = [[DAY, "9h", ('=CONCATENATE("DUFOUR"," Rachid")', "DUFOUR Rachid"), "", "CAF"]]
    line = comprendre(a_book(tmp_path / "formules.xlsx", rows)).lignes[0]
    assert line.personne is not None
    assert line.personne.nom == "DUFOUR"


def test_a_workbook_with_macros_is_read_as_data(tmp_path: Path) -> None:
    path = a_book(tmp_path / "registre.xlsx", [[DAY, "9h", "DUFOUR Rachid", "", "CAF"]])
    macro = path.rename(path.with_suffix(".xlsm"))
    assert len(comprendre(macro).lignes) == 1


@pytest.mark.parametrize("system", [False, True])
def test_dates_counted_from_1900_and_from_1904(tmp_path: Path, system: bool) -> None:
    rows: Rows = [[DAY, "9h", "DUFOUR Rachid", dt.date(1980, 2, 12), "CAF"]]
    found = comprendre(a_book(tmp_path / "dates.xlsx", rows, date_1904=system)).lignes[0]
    assert found.jour == DAY
    assert found.naissance is not None
    assert found.naissance.date == dt.date(1980, 2, 12)


def test_a_birth_to_come_is_kept_in_words_and_told(tmp_path: Path) -> None:
    rows: Rows = [[DAY, "9h", "DUFOUR Rachid", dt.date(2080, 2, 12), "CAF"]]
    found = comprendre(a_book(tmp_path / "naissance.xlsx", rows)).lignes[0]
    assert found.naissance is None
    assert "12/02/2080" in found.commentaire
    assert any("date de naissance impossible" in warning for warning in found.avertissements)


def test_merged_cells_are_the_row_above(tmp_path: Path) -> None:
    path = tmp_path / "fusion.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Registre")
        sheet.write_row(0, 0, HEADING)
        sheet.merge_range(1, 0, 3, 0, "03/03/2025")
        for at in (1, 2, 3):
            sheet.write_row(at, 1, [f"{8 + at}h", "DUFOUR Rachid", "", "CAF"])
    assert [line.jour for line in comprendre(path).lignes] == [DAY] * 3


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("=cmd|' /C calc'!A0", "=CMD|’/C calc’!A0"),
        ("=HYPERLINK(1) DUFOUR", "=HYPERLINK DUFOUR"),
        ("+DUFOUR Rachid", "+DUFOUR Rachid"),
        ("@SUM(1+1)", "Nom écrit\u00a0: @SUM(1+1)"),
    ],
)
def test_a_name_that_is_a_formula_stays_a_text(
    base: Any, tmp_path: Path, name: str, kept: str
) -> None:
    path = tmp_path / "registre.csv"
    path.write_text(f'Date;Heure;NOM Prénom;Objet\n03/03/2025;9h;"{name}";CAF\n', encoding="utf-8")
    import_registre(path)
    told = [Passage.get().commentaire, *(p.nom_affiche for p in Personne.select())]
    assert any(kept.casefold() in text.casefold() for text in told), told


def test_nul_bytes_in_a_text_file_are_no_letters(base: Any, tmp_path: Path) -> None:
    path = tmp_path / "registre.csv"
    path.write_bytes(b"Date;Heure;NOM Prenom;Objet\n03/03/2025;9h;DUF\x00OUR Rachid;CAF\x00\n")
    import_registre(path)
    assert Personne.get().nom_naissance == "DUFOUR"


def test_sixteen_thousand_columns_are_understood_at_once(tmp_path: Path) -> None:
    path = tmp_path / "large.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Registre")
        sheet.write_row(0, 0, [*HEADING, *["Colonne"] * (16_384 - len(HEADING))])
        for at in range(1, 20):
            sheet.write_row(at, 0, ["03/03/2025", "9h", "DUFOUR Rachid", "", "CAF"])
            sheet.write(at, 16_383, "bout")
    begun = time.monotonic()
    assert len(comprendre(path).lignes) == 19
    assert time.monotonic() - begun < 60


def test_a_file_that_another_program_holds_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = a_book(tmp_path / "ouvert.xlsx", [[DAY, "9h", "DUFOUR Rachid", "", "CAF"]])

    def locked(*_: Any, **__: Any) -> None:
        raise PermissionError(13, "locked")

    monkeypatch.setattr(Path, "open", locked)
    with pytest.raises(Unavailable, match="Fermez-le dans le tableur"):
        comprendre(path)


def test_a_drive_lost_while_reading_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "registre.csv"
    path.write_text("Date;Objet\n03/03/2025;CAF\n", encoding="utf-8")

    def lost(_: Path) -> str:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(lecture, "_fingerprint", lost)
    with pytest.raises(Unavailable, match="Vérifiez le disque"):
        comprendre(path)
    assert texte.MAX_OCTETS < lecture.MAX_OCTETS


def test_a_full_disk_is_said_and_leaves_nothing(small_disk: FullDisk, home: Path) -> None:
    folder = small_disk(kibibytes=4_500) / "base"
    settings = _a_base(folder)
    register = home / "registre.csv"
    rows = [f"03/03/2025;9h;DUFOUR Rachid{at};CAF" for at in range(4_000)]
    register.write_text("\n".join(["Date;Heure;NOM Prénom;Objet", *rows]), encoding="utf-8")
    acces.open_with_password(folder, "marie", password=PASSWORD, settings=settings)
    try:
        with pytest.raises(Failure, match="place"):
            import_registre(register)
        assert Passage.select().count() == Personne.select().count() == 0
    finally:
        acces.lock()


def _a_base(folder: Path) -> Settings:
    settings = Settings()
    create_structure(
        folder, service={"nom": "Les Tilleuls"}, identifiant="marie", password=PASSWORD,
        settings=settings,
    )  # fmt: skip
    acces.lock()
    return settings


_KILLED = """
import sys
from pathlib import Path
from models.base.progress import Progress
from models.comptes import acces
from models.base.settings import Settings
from models.echanges.importation import import_registre
folder, register = map(Path, sys.argv[1:])
password = sys.stdin.readline().strip()
acces.open_with_password(folder, "marie", password=password, settings=Settings())
def step(done, total):
    if done:
        print("half", flush=True)
        sys.stdin.readline()
import_registre(register, progress=Progress(step))
"""
PASSWORD = "une phrase pour le registre"


def test_a_power_cut_in_the_middle_leaves_nothing(tmp_path: Path, home: Path) -> None:
    folder = tmp_path / "base"
    settings = _a_base(folder)
    register = tmp_path / "registre.csv"
    rows = [f"03/03/2025;9h;DUFOUR Rachid{at};CAF" for at in range(1500)]
    register.write_text("\n".join(["Date;Heure;NOM Prénom;Objet", *rows]), encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-c", _KILLED, str(folder), str(register)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=dict(os.environ),
    ) as running:  # fmt: skip
        assert running.stdin is not None
        assert running.stdout is not None
        running.stdin.write(f"{PASSWORD}\n")
        running.stdin.flush()
        assert running.stdout.readline() == "half\n"
        running.send_signal(signal.SIGKILL)
        running.wait(10)
    acces.open_with_password(folder, "marie", password=PASSWORD, settings=settings)
    try:
        assert Passage.select().count() == Personne.select().count() == 0
        assert Importation.select().count() == 0
        assert import_registre(register).as_dict()["passages"] == 1500
    finally:
        acces.lock()
