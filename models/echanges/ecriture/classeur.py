"""An .xlsx, written row by row: texts as texts, dates and durations as what they are."""

import datetime as dt
import math
import re
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from models.echanges.ecriture import Entete, Rows, remembered, written

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

FIRST_DAY = dt.date(1900, 3, 1)  # before, spreadsheets do not agree on the calendar
_ORIGIN = dt.date(1899, 12, 30).toordinal()
_DAY = 86_400
_LONGEST = 32_767  # signs that a cell holds, those beyond U+FFFF counted twice
_PLAIN = re.compile(r"(?!\s)[ -%'-;=?-^`-~\u00a0-\ud7ff]+(?<!\s)")  # written as it is read
_CODE = re.compile("(_x[0-9A-Fa-f]{4}_)")  # which spreadsheets read as the sign of that number
_FORMATS = {
    dt.date: "dd/mm/yyyy",
    dt.datetime: "dd/mm/yyyy hh:mm",
    dt.time: "hh:mm",
    dt.timedelta: "[h]:mm",
}


def write_xlsx(path: Path, entete: Entete, rows: Rows) -> None:
    """The table, then a sheet that says what it is."""
    import xlsxwriter

    book = xlsxwriter.Workbook(
        str(path), {"constant_memory": True, "tmpdir": str(path.parent), "use_zip64": True}
    )
    try:
        table = book.add_worksheet("Liste")
        _write_head(book, table, entete)
        _write_rows(book, table, entete, rows)
        _write_a_propos(book, entete)
        book.close()
    except xlsxwriter.exceptions.FileCreateError as error:
        raise error.args[0] from error  # the system's own
    finally:
        for sheet in book.worksheets():
            sheet._opt_close()  # or a file of names stays open when the export is cancelled


def serial(value: dt.date | dt.time | dt.timedelta) -> float:
    """A day or a time as the number that spreadsheets hold."""
    if isinstance(value, dt.timedelta):
        return value.total_seconds() / _DAY
    if isinstance(value, dt.time):
        return (value.hour * 3600 + value.minute * 60 + value.second) / _DAY
    days = value.toordinal() - _ORIGIN
    return days + serial(value.time()) if isinstance(value, dt.datetime) else days


def _write_head(book: "Workbook", table: "Worksheet", entete: Entete) -> None:
    bold = book.add_format({"bold": True, "bottom": 1, "valign": "top"})
    for at, colonne in enumerate(entete.colonnes):
        table.set_column(at, at, max(colonne.width, len(colonne.label) + 2))
        table.write_string(0, at, written(colonne.label), bold)
    last = max(len(entete.colonnes) - 1, 0)
    table.freeze_panes(1, 0)
    table.autofilter(0, 0, entete.lignes, last)
    table.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    table.set_landscape()
    table.set_paper(9)
    table.fit_to_pages(1, 0)
    table.repeat_rows(0)
    said = entete.mention.replace("&", "&&")  # on each page that is printed
    table.set_footer(f"&L&A&C{said}&RPage &P / &N")


def _write_rows(book: "Workbook", table: "Worksheet", entete: Entete, rows: Rows) -> None:
    """The rows as xlsxwriter would write them, straight to the file where it keeps its own.

    Through its calls, which hold each cell and look at it again, the whole took twice as long.
    """
    from xlsxwriter.utility import xl_col_to_name

    columns = [f'<c r="{xl_col_to_name(at)}' for at in range(len(entete.colonnes))]
    inside = remembered(partial(_inside, _styles(book)))
    table._write_single_row(1)  # the heads, which it held until now
    at = 0
    for at, row in enumerate(rows, start=1):
        table.row_data_fh.write(_line(at + 1, columns, row, inside))
    table._check_dimensions(at, max(len(columns) - 1, 0))


def _styles(book: "Workbook") -> dict[type, int]:
    """The number of the format of each kind of value."""
    return {
        kind: book.add_format({"num_format": code})._get_xf_index()
        for kind, code in _FORMATS.items()
    }


def _line(
    number: int, columns: Sequence[str], row: Sequence[Any], inside: Callable[[Any], str]
) -> str:
    cells = [
        f'{column}{number}"{inside(value)}'
        for column, value in zip(columns, row, strict=True)
        if value is not None and value != ""
    ]
    return f'<row r="{number}">{"".join(cells)}</row>'


def _inside(styles: dict[type, int], value: Any) -> str:
    """What follows the place of a cell: no text there becomes a formula or a link."""
    if isinstance(value, bool):
        return _text("oui" if value else "non")
    if isinstance(value, int | float):
        return f"><v>{value:.16G}</v></c>" if math.isfinite(value) else _text(str(value))
    style = styles.get(type(value))
    if style is None:
        return _text(str(value))
    if isinstance(value, dt.date) and _is_before(value):
        return _text(f"{value:%d/%m/%Y}")
    return f' s="{style}"><v>{serial(value):.16G}</v></c>'


def _text(value: str) -> str:
    if _PLAIN.fullmatch(value) and len(value) <= _LONGEST:
        return f' t="inlineStr"><is><t>{value}</t></is></c>'
    kept = written(value).encode("utf-16-le")[: 2 * _LONGEST].decode("utf-16-le", "ignore")
    told = escape(_CODE.sub(r"_x005F\1", kept))
    told = told.replace("\r", "_x000D_")  # which is a mere end of line where XML is read
    return f' t="inlineStr"><is><t xml:space="preserve">{told}</t></is></c>'


def _is_before(value: dt.date) -> bool:
    return (value.date() if isinstance(value, dt.datetime) else value) < FIRST_DAY


def text_of(value: str) -> str:
    """A text as a cell holds it; xlsxwriter would put « <r>…</r> » raw among its own marks."""
    text = value if value.isascii() and value.isprintable() else written(value)
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text


def _write_a_propos(book: "Workbook", entete: Entete) -> None:
    sheet = book.add_worksheet("À propos")
    bold = book.add_format({"bold": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 80)
    for at, (label, words) in enumerate(entete.a_propos):
        sheet.write_string(at, 0, label, bold)
        sheet.write_string(at, 1, text_of(words), wrapped)
