"""A list in a file: read back whole, harmless, journaled first, whole or not at all."""

import csv
import datetime as dt
import errno
import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from python_calamine import CalamineWorkbook
from xlsxwriter.utility import xl_col_to_name

from models.accueil.filtres import filtered, in_period, of_personne
from models.accueil.liste import registre_listing
from models.accueil.passage import Passage
from models.accueil.periodes import Repere, periode_of
from models.base.database import Handle
from models.base.errors import Refused, Unavailable
from models.base.journal import Journal
from models.base.listing import Listing
from models.base.progress import Cancelled, Progress
from models.comptes.role import Role
from models.echanges import export
from models.echanges.ecriture import Colonne, Entete
from models.echanges.ecriture.classeur import serial, text_of
from models.echanges.export import export_listing
from models.personnes.listes import personnes_listing
from models.personnes.personne import Personne
from tests.conftest import FrozenClock
from tests.factories import a_passage, a_personne, actor_with, writing

FORMULA = "=cmd|' /C calc'!A0"
NASTY = (FORMULA, "+33612345678", "-1+1", "@SUM(A1)", "\tx", "\rx", "<r>&</r>", "a\x00b\x0bc\ufffe")
FORMATS = (".xlsx", ".ods", ".csv")
Table = list[list[Any]]


def read(path: Path) -> tuple[Table, dict[str, str]]:
    """The rows of the list, and what the file says of itself."""
    if path.suffix == ".csv":
        text = path.read_bytes().decode("utf-8-sig")
        lines = list(csv.reader(io.StringIO(text), delimiter=";"))
        blank = lines.index([])
        return [list(line) for line in lines[blank + 1 :]], {k: v for k, v in lines[:blank]}  # noqa: C416 - pairs
    book = CalamineWorkbook.from_path(path)
    assert book.sheet_names == ["Liste", "À propos"]
    about = {str(row[0]): str(row[1]) for row in book.get_sheet_by_name("À propos").to_python()}
    return book.get_sheet_by_name("Liste").to_python(), about


def exported(listing: Listing, folder: Path, suffix: str) -> tuple[Table, dict[str, str]]:
    path = folder / f"liste{suffix}"
    assert export_listing(listing, path) == listing.count()
    assert [file.name for file in folder.iterdir()] == [path.name]
    return read(path)


def a_morning() -> Passage:
    awa = a_personne(
        nom_naissance=FORMULA, prenom="Awa", date_naissance=dt.date(2007, 3, 12),
        telephone="0612345678",
    )  # fmt: skip
    moment = dt.datetime(2026, 3, 11, 9, 5).astimezone()
    return a_passage(awa, moment=moment, duree_minutes=75, commentaire=FORMULA)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "sortie"
    made.mkdir()
    return made


@pytest.mark.parametrize("suffix", FORMATS)
def test_what_is_read_back_is_the_list(
    base: Handle, frozen_clock: FrozenClock, folder: Path, suffix: str
) -> None:
    a_morning()
    listing = in_period(registre_listing(), periode_of(Repere.CE_MOIS))
    rows, about = exported(listing, folder, suffix)
    assert [*map(str, rows[0])] == [column.label for column in listing.columns]
    told = dict(zip(map(str, rows[0]), rows[1], strict=True))
    day, hour, born, lasted = (told[n] for n in ("Jour", "Heure", "Né·e", "Durée"))
    if suffix == ".csv":
        assert (day, hour, born, lasted) == ("11/03/2026", "09:05", "12/03/2007", "1:15")
    else:
        assert (day, born) == (dt.date(2026, 3, 11), dt.date(2007, 3, 12))
        assert _minutes(hour) == 9 * 60 + 5
        assert _minutes(lasted) == 75
    assert about["Structure"] == "Centre social des Quatre-Chemins"
    assert (about["Filtres"], about["Lignes"]) == ("mars 2026", "1")
    assert (about["Exporté par"], about["Le"]) == ("Claire SOW", "11/03/2026 à 14:32")


def _minutes(cell: Any) -> int:
    """However calamine tells a time: as such, or as a part of a day."""
    if isinstance(cell, dt.timedelta):
        return round(cell.total_seconds() / 60)
    if isinstance(cell, dt.time):
        return cell.hour * 60 + cell.minute
    return round(float(cell) * 24 * 60)


@pytest.mark.parametrize("suffix", FORMATS)
def test_no_text_becomes_a_formula(
    base: Handle, frozen_clock: FrozenClock, folder: Path, suffix: str
) -> None:
    a_morning()
    with writing():
        for n, text in enumerate(NASTY):
            Personne(nom_naissance=f"N{n}", commune=text.replace("\0", "")).save()
    rows, _ = exported(personnes_listing(), folder, suffix)
    cells = [str(cell) for row in rows for cell in row]
    first = FORMULA.upper().replace("'", "’")
    guard = "'" if suffix == ".csv" else ""
    assert any(cell.startswith(f"{guard}{first}") for cell in cells)
    for text in ("-1+1", "@SUM(A1)", "+33612345678"):
        assert f"{guard}{text}" in cells
    if suffix == ".csv":
        assert not any(cell.startswith(tuple("=+-@\t\r")) for cell in cells)
        return
    with zipfile.ZipFile(folder / f"liste{suffix}") as book:
        inside = b"".join(book.read(name) for name in book.namelist() if name.endswith(".xml"))
    assert b"<f>" not in inside
    assert b"table:formula" not in inside
    assert b"<hyperlink" not in inside


def test_text_is_never_markup_nor_unwritable() -> None:
    assert text_of("<r>&</r>") == "<r>&</r> "
    assert text_of("a\x00b\x0bc\ufffe\ud800") == "abc"


TEXTS = (
    "<r>&</r>", "a  b", " devant", "derrière ", "«\u00a0Momo\u00a0»", "ligne\nautre",
    "_x0041_", "l’_x00e9_", "a<b>c&amp;\"'", "مرحبا 👋🏽", "007", "1e5", "TRUE", "=1", "é" * 300,
)  # fmt: skip


@pytest.mark.parametrize("suffix", [".xlsx", ".ods"])
def test_texts_come_back_sign_for_sign(tmp_path: Path, suffix: str) -> None:
    rows = [[text, text] for text in TEXTS]
    assert written_and_read(tmp_path / f"textes{suffix}", rows) == rows


def test_a_tab_is_one_in_both(tmp_path: Path) -> None:
    """Calamine skips that of an .ods; odfpy does not."""
    from odf import teletype
    from odf.opendocument import load
    from odf.text import P

    rows = [["d\tun", "\t"]]
    assert written_and_read(tmp_path / "tab.xlsx", rows) == rows
    written_and_read(tmp_path / "tab.ods", rows)
    texts = [teletype.extractText(p) for p in load(str(tmp_path / "tab.ods")).getElementsByType(P)]
    assert texts[2:4] == rows[0]


@pytest.mark.parametrize("suffix", [".xlsx", ".ods"])
def test_equal_values_of_two_kinds_are_two_cells(tmp_path: Path, suffix: str) -> None:
    day, time = dt.date(2026, 3, 11), dt.datetime(2026, 3, 11, 0, 0)
    (row, again) = written_and_read(
        tmp_path / f"sortes{suffix}", [[1, True, 1.5, day, time, None, ""]] * 2
    )
    assert row == again
    assert row[:4] == [1.0, "oui" if suffix == ".xlsx" else True, 1.5, day]
    assert row[4] in (time, day)  # calamine says a midnight of an .ods as its day
    assert row[5:] == ["", ""]


def test_days_that_spreadsheets_dispute_and_numbers_that_are_none_are_texts(
    tmp_path: Path,
) -> None:
    rows = [[dt.date(1899, 12, 31), dt.datetime(1850, 1, 2, 3), float("nan"), 12345678901]]
    path = tmp_path / "limites.xlsx"
    assert written_and_read(path, rows) == [["31/12/1899", "02/01/1850", "nan", 12345678901.0]]


def test_a_text_longer_than_a_cell_is_cut_between_two_signs(tmp_path: Path) -> None:
    rows = [["x" * 40_000, "x" + "👋" * 20_000]]
    (row,) = written_and_read(tmp_path / "long.xlsx", rows)
    assert row == ["x" * 32_767, "x" + "👋" * 16_383]


def written_and_read(path: Path, rows: Table) -> Table:
    """The rows of a table of so many columns, through a file."""
    colonnes = tuple(Colonne(f"C{n}", 10) for n in range(len(rows[0])))
    entete = Entete(
        titre="Essai", structure="Ici", filtres="aucun", lignes=len(rows), par="Claire",
        le=dt.datetime(2026, 3, 11), colonnes=colonnes,
    )  # fmt: skip
    export.FORMATS[path.suffix](path, entete, rows)
    return read(path)[0][1:]


def test_the_sheet_is_ready_to_be_worked_on(
    base: Handle, frozen_clock: FrozenClock, folder: Path
) -> None:
    """Heads that stay, arrows to filter, columns as wide as the list's, its true extent."""
    a_morning()
    listing = in_period(registre_listing(), periode_of(Repere.CE_MOIS))
    exported(listing, folder, ".xlsx")
    with zipfile.ZipFile(folder / "liste.xlsx") as book:
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    name = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    place = sheet.find(f".//{name}pane")
    assert place is not None
    assert (place.get("ySplit"), place.get("state")) == ("1", "frozen")
    last = f"{xl_col_to_name(len(listing.columns) - 1)}2"
    for tag in ("dimension", "autoFilter"):
        found = sheet.find(f"{name}{tag}")
        assert found is not None
        assert found.get("ref") == f"A1:{last}"
    widths = [
        round(float(col.get("width", "0")))
        for col in sheet.iter(f"{name}col")
        for _ in range(int(col.get("min", "0")), int(col.get("max", "0")) + 1)
    ]
    assert widths == [max(column.width, len(column.label) + 2) + 1 for column in listing.columns]


@pytest.mark.parametrize("suffix", FORMATS)
def test_figures_that_are_names_keep_their_zeros(
    base: Handle, frozen_clock: FrozenClock, folder: Path, suffix: str
) -> None:
    a_personne(telephone="0612345678", quartier="00420", commune="06000")
    rows, _ = exported(personnes_listing(), folder, suffix)
    assert {"06 12 34 56 78".replace(" ", "\u00a0"), "00420", "06000"} <= {
        str(cell).replace(" ", "\u00a0") for cell in rows[1]
    }


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (dt.date(1900, 3, 1), 61),
        (dt.date(2026, 3, 11), 46092),
        (dt.time(12), 0.5),
        (dt.timedelta(hours=36), 1.5),
        (dt.datetime(2026, 3, 11, 6), 46092.25),
    ],
)
def test_days_and_times_are_the_numbers_of_spreadsheets(value: Any, number: float) -> None:
    assert serial(value) == number


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_journal_is_told_before_and_names_nobody(
    base: Handle,
    frozen_clock: FrozenClock,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    suffix: str,
) -> None:
    passage = a_morning()
    listing = in_period(registre_listing(), periode_of(Repere.CE_MOIS)).searched("awa")
    listing = of_personne(listing, str(passage.personne_id), "SOW Awa")

    def fails(*_: Any) -> None:
        raise OSError(errno.EIO, "broken")

    monkeypatch.setitem(export.FORMATS, suffix, fails)
    with pytest.raises(Unavailable):
        export_listing(listing, folder / f"liste{suffix}")
    cut, entry, *_ = Journal.select().order_by(Journal.n.desc())
    assert {(one.action, one.objet) for one in (entry, cut)} == {("export_listing", "passage")}
    assert (entry.resultat, cut.resultat) == ("fait", "echec")
    assert "awa" not in entry.champs.lower()
    for words in (f"format\u00a0: {suffix[1:]}", "lignes\u00a0: 1", "mars 2026", "une personne"):
        assert words in entry.champs
    assert list(folder.iterdir()) == []


def test_each_list_asks_for_its_right(
    base: Handle, frozen_clock: FrozenClock, folder: Path
) -> None:
    a_morning()
    base.actor = actor_with(Role.ACCUEIL)
    export_listing(registre_listing(), folder / "registre.csv")
    with pytest.raises(Refused):
        export_listing(personnes_listing(), folder / "personnes.csv")
    base.actor = actor_with(Role.RESPONSABLE)
    export_listing(personnes_listing(), folder / "personnes.csv")
    base.actor = actor_with(Role.ADMINISTRATEUR)
    with pytest.raises(Refused):
        export_listing(registre_listing(), folder / "autre.csv")
    assert {path.name for path in folder.iterdir()} == {"registre.csv", "personnes.csv"}


def test_nothing_is_not_exported(base: Handle, folder: Path) -> None:
    with pytest.raises(Refused, match="la liste est vide"):
        export_listing(registre_listing(), folder / "liste.xlsx")
    with pytest.raises(Refused, match="format"):
        export_listing(registre_listing(), folder / "liste.docx")


@pytest.mark.parametrize("suffix", FORMATS)
def test_an_export_that_is_stopped_leaves_nothing_and_keeps_the_old_file(
    base: Handle, frozen_clock: FrozenClock, folder: Path, suffix: str
) -> None:
    a_morning()
    path = folder / f"liste{suffix}"
    path.write_text("l’ancienne")
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        export_listing(registre_listing(), path, progress)
    assert path.read_text() == "l’ancienne"
    assert list(folder.iterdir()) == [path]


def test_what_a_killed_export_left_in_clear_goes_with_a_later_one(
    base: Handle, frozen_clock: FrozenClock, folder: Path
) -> None:
    """One that another desk may still be writing stays."""
    a_morning()
    for name, age in ((".export-tuee", 2 * 86_400), (".export-encours", 60)):
        (folder / name).mkdir()
        (folder / name / "liste.xlsx").write_text("DIALLO Mamadou")
        at = frozen_clock.now().timestamp() - age
        os.utime(folder / name, (at, at))
    export_listing(registre_listing(), folder / "liste.csv")
    assert sorted(p.name for p in folder.iterdir()) == [".export-encours", "liste.csv"]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "full"), "place manque"),
        (PermissionError(errno.EACCES, "locked"), "ouvert dans un autre programme"),
        (OSError(errno.EIO, "broken"), "ne peut pas être écrit"),
    ],
)
def test_why_it_cannot_be_written_is_said(
    base: Handle,
    frozen_clock: FrozenClock,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    error: OSError,
    said: str,
) -> None:
    a_morning()

    def refuse(*_: Any) -> None:
        raise error

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(Unavailable, match=said):
        export_listing(registre_listing(), folder / "liste.xlsx")
    monkeypatch.undo()
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_full_disk_says_so(
    base: Handle, frozen_clock: FrozenClock, small_disk: Callable[..., Path], suffix: str
) -> None:
    many_passages(3000)
    disk = small_disk(kibibytes=64)
    (disk / "reste").write_bytes(os.urandom(57_344))
    with pytest.raises(Unavailable, match="place manque"):
        export_listing(registre_listing(), disk / f"liste{suffix}")
    assert [path.name for path in disk.iterdir()] == ["reste"]


def many_passages(count: int) -> None:
    """So many in one day, as a forum would bring."""
    from models.accueil.demande import Demande
    from models.base.ids import new_id
    from models.base.table import add_all
    from tests.factories import the_lieu

    keys = [new_id() for _ in range(count)]
    lieu = the_lieu().id
    begin = dt.datetime(2026, 3, 11, 6, tzinfo=dt.UTC)
    with writing():
        add_all(
            Passage,
            ("id", "moment", "jour", "heure", "lieu", "mode_contact", "identification",
             "precision_age", "commentaire", "origine"),
            (
                (key, begin + dt.timedelta(seconds=n * 10), dt.date(2026, 3, 11),
                 dt.time(7 + n // 360, n // 6 % 60), lieu, "mode_contact.passage_spontane",
                 "identification.non_identifiee", "inconnue", "Renseignement donné", "guichet")
                for n, key in enumerate(keys)
            ),
        )  # fmt: skip
        add_all(
            Demande,
            ("id", "passage", "rang", "thematique", "objet"),
            ((new_id(), key, 0, "thematique.pap.carte_identite", "") for key in keys),
        )


@pytest.mark.parametrize("suffix", FORMATS)
def test_three_thousand_passages_of_a_day(
    base: Handle, frozen_clock: FrozenClock, folder: Path, suffix: str
) -> None:
    many_passages(3000)
    steps: list[tuple[int, int]] = []
    listing = in_period(registre_listing(), periode_of(Repere.AUJOURDHUI))
    path = folder / f"jour{suffix}"
    assert export_listing(listing, path, Progress(lambda *step: steps.append(step))) == 3000
    rows, about = read(path)
    assert len(rows) == 3001
    assert about["Lignes"] == "3000"
    assert steps[0] == (0, 3000)
    assert steps[-1] == (3000, 3000)
    assert len(steps) > 20
    shown = [str(row[1]) for row in rows[1:]]
    assert shown == sorted(shown, reverse=True)


def test_filters_are_written(base: Handle, frozen_clock: FrozenClock, folder: Path) -> None:
    a_morning()
    listing = filtered(
        in_period(registre_listing(), periode_of(Repere.CE_MOIS)),
        {"thematique": "thematique.pap", "duree": "tranche_duree.60_120"},
    )
    _, about = exported(listing, folder, ".ods")
    for words in ("mars 2026", "thématique\u00a0: Papiers", "durée\u00a0: De 1 h à moins de 2 h"):
        assert words in about["Filtres"]


def test_the_ods_is_a_good_archive(base: Handle, frozen_clock: FrozenClock, folder: Path) -> None:
    """The type comes first, as it is: what a system tells files apart by; odfpy reads the rest."""
    from odf.opendocument import load
    from odf.table import TableRow

    a_morning()
    path = folder / "liste.ods"
    export_listing(registre_listing(), path)
    with zipfile.ZipFile(path) as book:
        first = book.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert path.read_bytes()[30:38] == b"mimetype"
    assert len(load(str(path)).getElementsByType(TableRow)) == 2 + 7
