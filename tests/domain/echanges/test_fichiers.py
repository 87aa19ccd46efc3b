"""Files of all kinds: what is read alike, and the one sentence for what cannot be read."""

import io
import zipfile
from pathlib import Path

import pytest
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from models.base.errors import Refused, Unavailable
from models.base.progress import Cancelled, Progress
from models.echanges.comprehension.registre import comprendre
from models.echanges.lecture import lire
from tests.domain.echanges.fabrique import registre, write_xlsx

ROWS = [
    ["Date", "Heure", "Nom Prénom", "Objet"],
    ["03/03/2025", "9h", "LEMAÎTRE Zélie", "déclaration d’impôts"],
    ["04/03/2025", "10h", "NOËL Éric", "accès à l’hôpital, reçu"],
]


def as_text(separator: str) -> str:
    return "\r\n".join(separator.join(row) for row in ROWS)


@pytest.mark.parametrize("separator", [";", "\t", ",", "|"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac-roman"]
)
def test_encodings_and_separators(tmp_path: Path, encoding: str, separator: str) -> None:
    rows = [[cell.replace(",", "") for cell in row] for row in ROWS]
    text = "\r\n".join(separator.join(row) for row in rows)
    path = tmp_path / "registre.csv"
    path.write_bytes(text.encode(encoding))
    assert lire(path).feuilles[0].lignes == rows


@pytest.mark.parametrize("encoding", ["iso8859-15", "cp850"])
def test_old_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "registre.csv"
    text = as_text(";").replace("’", "'") + "\r\n05/03/2025;11h;LEGRAND Chloé;être à côté du foyer"
    path.write_bytes(text.encode(encoding))
    rows = lire(path).feuilles[0].lignes
    assert rows[1][2] == "LEMAÎTRE Zélie"
    assert rows[3][3] == "être à côté du foyer"


def test_oe_and_euro_of_the_iso_set(tmp_path: Path) -> None:
    path = tmp_path / "registre.csv"
    path.write_bytes("Date;Nom\n03/03/2025;c½ur à 5 €".replace("½", "œ").encode("iso8859-15"))
    assert lire(path).feuilles[0].lignes[1][1] == "cœur à 5 €"


def test_a_lone_quote_meant_as_idem_swallows_nothing(tmp_path: Path) -> None:
    path = tmp_path / "registre.csv"
    lines = ["Date;Heure;Nom;Objet;Durée;Par"]
    lines += [f'";{9 + i}h;NOM{i} Paul;CAF;10;secr.' for i in range(7)]
    path.write_text(
        "\n".join([lines[0], "03/03/2025;9h;A B;CAF;5;x", *lines[1:]]), encoding="utf-8"
    )
    found = comprendre(path)
    assert len(found.lignes) == 8
    assert {line.jour_source for line in found.lignes} == {"donne", "idem"}


def test_nul_bytes_and_the_announced_separator(tmp_path: Path) -> None:
    path = tmp_path / "registre.csv"
    path.write_bytes(b"sep=;\r\nDate;Nom\r\n03/03/2025;LE\x00GRAND Paul\r\n")
    assert lire(path).feuilles[0].lignes == [["Date", "Nom"], ["03/03/2025", "LEGRAND Paul"]]


def test_an_open_document(tmp_path: Path) -> None:
    book = OpenDocumentSpreadsheet()
    table = Table(name="Mars 2025")
    for row in ROWS:
        line = TableRow()
        for text in row:
            cell = TableCell(valuetype="string")
            cell.addElement(P(text=text))
            line.addElement(cell)
        line.addElement(TableCell(numbercolumnsrepeated=16000))
        table.addElement(line)
    empty = TableRow(numberrowsrepeated=1_000_000)
    empty.addElement(TableCell(numbercolumnsrepeated=16384))
    table.addElement(empty)
    book.spreadsheet.addElement(table)
    path = tmp_path / "registre.ods"
    book.save(str(path))
    found = comprendre(path)
    assert [line.ligne for line in found.lignes] == [2, 3]
    assert found.lignes[0].feuille == "Mars 2025"


def test_a_workbook_counted_from_1904(tmp_path: Path) -> None:
    made = registre(jours=5)
    plain = comprendre(write_xlsx(tmp_path / "a.xlsx", made.feuilles))
    shifted = comprendre(write_xlsx(tmp_path / "b.xlsx", made.feuilles, date_1904=True))
    assert [line.jour for line in shifted.lignes] == [line.jour for line in plain.lignes]


def test_an_open_document_that_repeats_its_contents_to_the_edge(tmp_path: Path) -> None:
    book = OpenDocumentSpreadsheet()
    table = Table(name="A")
    row = TableRow(numberrowsrepeated=1_000_000)
    cell = TableCell(numbercolumnsrepeated=16_000, valuetype="string")
    cell.addElement(P(text="x"))
    row.addElement(cell)
    row.addElement(TableCell(valuetype="string"))
    table.addElement(row)
    book.spreadsheet.addElement(table)
    path = tmp_path / "registre.ods"
    book.save(str(path))
    with pytest.raises(Refused, match="trop étendu"):
        comprendre(path)


def _zip(path: Path, **parts: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return path


def _picture(path: Path) -> Path:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    return path


def _empty(path: Path) -> Path:
    path.touch()
    return path


def _protected(path: Path) -> Path:
    name = "EncryptedPackage".encode("utf-16-le")
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000) + name + bytes(1000))
    return path


def _truncated(path: Path) -> Path:
    write_xlsx(path, registre(jours=3).feuilles)
    path.write_bytes(path.read_bytes()[:-900])
    return path


def _document(path: Path) -> Path:
    return _zip(path, word__document_xml=b"<w/>")


def _far_cell(path: Path) -> Path:
    """A stray value in the last corner of a sheet: seventeen thousand million cells."""
    write_xlsx(path, {"A": [["Date", "Nom"], ["03/03/2025", "CAF"]]})
    corner = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(b"</sheetData>", corner)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def _bomb(path: Path) -> Path:
    """A part that would fill the memory once unpacked."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            block = b" " * 10_000_000
            for _ in range(61):
                part.write(block)
    return path


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (_picture, "n’en est pas un"),
        (_empty, "est vide"),
        (_protected, "mot de passe"),
        (_truncated, "abîmé"),
        (_document, "n’en est pas un"),
        (_far_cell, "XFD1048576"),
        (_bomb, "trop étendu"),
    ],
)
def test_what_is_no_register_gets_one_sentence(tmp_path: Path, make, words: str) -> None:  # type: ignore[no-untyped-def]
    path = make(tmp_path / "registre.xlsx")
    with pytest.raises(Refused) as refusal:
        comprendre(path)
    message = refusal.value.message
    assert words in message
    assert "« registre.xlsx »".replace(" ", "\u00a0") in message
    assert str(tmp_path) not in message


def test_a_missing_file_a_folder_and_a_pdf(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="introuvable"):
        comprendre(tmp_path / "absent.xlsx")
    with pytest.raises(Refused, match="dossier"):
        comprendre(tmp_path)
    (tmp_path / "registre.pdf").write_bytes(b"%PDF-1.4")
    with pytest.raises(Refused, match="n’est pas un registre"):
        comprendre(tmp_path / "registre.pdf")


def test_an_old_workbook_is_read_by_its_content_whatever_its_name(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "r.xlsx", {"Mars 2025": ROWS})
    renamed = path.rename(tmp_path / "registre.csv")
    assert len(comprendre(renamed).lignes) == 2


def test_a_binary_file_named_csv(tmp_path: Path) -> None:
    path = tmp_path / "registre.csv"
    path.write_bytes(bytes(range(32)) * 200)
    with pytest.raises(Refused, match="texte"):
        comprendre(path)


def test_wide_and_deep_empty_ranges_cost_nothing(tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    import xlsxwriter

    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Mars 2025")
        colour = book.add_format({"bg_color": "#eeeeee"})
        for r, row in enumerate(ROWS):
            sheet.write_row(r, 0, row)
        sheet.write_blank(1_048_575, 16_383, None, colour)
        for rank in range(300):
            sheet.write_blank(1, 50 + rank * 50, None, colour)
    found = comprendre(path)
    assert [line.ligne for line in found.lignes] == [2, 3]


def test_sixteen_thousand_columns(tmp_path: Path) -> None:
    rows = [[*row, *[""] * (16_384 - len(row))] for row in ROWS]
    rows[1][16_383] = "tout au bout"
    found = comprendre(write_xlsx(tmp_path / "r.xlsx", {"Mars 2025": rows}))
    assert len(found.lignes) == 2
    assert found.lignes[0].commentaire == "Colonne XFD\u00a0: tout au bout"


def test_it_can_be_stopped(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "r.xlsx", registre(jours=40).feuilles)
    steps: list[tuple[int, int]] = []
    progress = Progress(lambda done, total: steps.append((done, total)))
    comprendre(path, progress)
    assert steps[-1][0] == steps[-1][1] == len(registre(jours=40).feuilles)
    progress.cancel()
    with pytest.raises(Cancelled):
        comprendre(path, progress)


def test_the_same_content_has_the_same_fingerprint(tmp_path: Path) -> None:
    first = tmp_path / "a.csv"
    first.write_text(as_text(";"), encoding="utf-8")
    second = tmp_path / "b.csv"
    second.write_bytes(first.read_bytes())
    assert comprendre(first).empreinte == comprendre(second).empreinte
    second.write_bytes(first.read_bytes() + io.BytesIO(b" ").read())
    assert comprendre(first).empreinte != comprendre(second).empreinte
