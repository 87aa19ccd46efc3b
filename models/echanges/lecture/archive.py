"""The zip of a workbook, looked at before calamine sees it.

calamine keeps a sheet as one full rectangle: two cells at opposite corners of a sheet would ask
for hundreds of gigabytes and end the program. The extent is therefore read here first, at a tenth
of the cost of reading the cells.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from models.base.errors import Refused

MAX_OCTETS = 600_000_000
MAX_CELLULES = 20_000_000
_STEP = 4_000_000
_LONG_COLUMN = re.compile(rb' r="([A-Z]{2,3})(\d+)"')
_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*? r="(\d+)"')
_ODS_TABLE = re.compile(rb"<table:table[ >]")
_ODS_ROWS = re.compile(
    rb'<table:table-row\b[^>]*number-rows-repeated="(\d+)"[^>]*>(.*?)</table:table-row>', re.DOTALL
)
_ODS_CELLS = re.compile(
    rb'<table:(?:covered-)?table-cell\b([^>]*)number-columns-repeated="(\d{3,})"([^>]*)>'
    rb"(?!\s*</table:table-row>)"
)


def check_archive(path: Path) -> None:
    """Refuse what is no workbook, is protected, is a bomb, or stretches beyond any register."""
    try:
        with zipfile.ZipFile(path) as archive:
            _check_kind(path, archive)
            for entry in archive.infolist():
                _check_part(path, archive, entry)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, EOFError):
        raise Refused(
            f"« {path.name} » est abîmé et ne peut pas être lu. Reprenez l’original ou une "
            "sauvegarde, enregistrez-le de nouveau au format .xlsx, puis réessayez."
        ) from None


def _check_kind(path: Path, archive: zipfile.ZipFile) -> None:
    names = set(archive.namelist())
    if not names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}:
        raise Refused(
            f"« {path.name} » porte un nom de classeur mais n’en est pas un. "
            "Choisissez le fichier du registre."
        )
    if sum(entry.file_size for entry in archive.infolist()) > MAX_OCTETS:
        raise Refused(_too_wide(path, "une fois décompressé, il dépasse toute taille raisonnable"))
    if b"encryption-data" in _read(archive, "META-INF/manifest.xml"):
        raise Refused(
            f"« {path.name} » est protégé par un mot de passe. Ouvrez-le dans le tableur, "
            "enregistrez-en une copie sans mot de passe, puis importez la copie."
        )


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    return archive.read(name) if name in archive.namelist() else b""


def _check_part(path: Path, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    name = entry.filename
    if name.startswith("xl/worksheets/") and name.endswith(".xml"):
        rows, column, cell = _extent(archive, entry)
        if rows * column > MAX_CELLULES:
            raise Refused(_too_wide(path, f"une feuille s’étend jusqu’à la cellule {cell}"))
    elif name == "content.xml":
        _check_ods(path, archive.read(entry))


def _extent(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> tuple[int, int, str]:
    """The last row, the widest column (26 stands for any of A to Z) and its cell.

    A cell without content does not count for calamine either, but telling them apart costs more
    than the few sheets it would save: only the product of both sides matters here.
    """
    rows, column, cell = 0, 26, "Z"
    for chunk in _chunks(archive, entry):
        last = chunk.rfind(b"<row ", 0, chunk.rfind(b"</c>") + 1)
        if last >= 0 and (found := _ROW.match(chunk, last)):
            rows = max(rows, int(found[1]))
        for found in _LONG_COLUMN.finditer(chunk):
            if (number := _number(found[1])) > column and _filled(chunk, found.end()):
                column, cell = number, (found[1] + found[2]).decode()
    return rows, column, cell


def _filled(chunk: bytes, end: int) -> bool:
    """Whether the cell whose reference ends at `end` holds something, or only a style."""
    close = chunk.find(b">", end)
    return close < 0 or chunk[close - 1 : close] != b"/"


def _chunks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """Pieces of a part, each cut after a whole tag."""
    rest = b""
    with archive.open(entry) as part:
        while block := part.read(_STEP):
            block = rest + block
            cut = block.rfind(b">") + 1
            yield block[:cut]
            rest = block[cut:]
    if rest:
        yield rest


def _number(letters: bytes) -> int:
    value = 0
    for letter in letters:
        value = value * 26 + letter - 64
    return value


def _check_ods(path: Path, content: bytes) -> None:
    """In .ods a repeated cell or row is written once: only repeats of contents can explode."""
    for table in _ODS_TABLE.split(content)[1:]:
        rows = table.count(b"<table:table-row") + _repeated_rows(table)
        widest = max((int(found[2]) for found in _ODS_CELLS.finditer(table)), default=0)
        if rows * max(widest, 26) > MAX_CELLULES * 2:
            raise Refused(_too_wide(path, "une feuille répète un contenu jusqu’au bord"))


def _repeated_rows(table: bytes) -> int:
    """Rows said to be repeated; the last ones, empty, only fill the page."""
    repeats = [(int(found[1]), b"value-type" in found[2]) for found in _ODS_ROWS.finditer(table)]
    if repeats and not repeats[-1][1] and table.rstrip().endswith(b"</table:table>"):
        repeats.pop()
    return sum(count for count, _filled_row in repeats)


def _too_wide(path: Path, what: str) -> str:
    return (
        f"« {path.name} » est trop étendu pour un registre : {what}. Copiez les seules lignes du "
        "registre dans un classeur neuf, enregistrez-le, puis importez-le."
    )
