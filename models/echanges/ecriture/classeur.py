"""An .xlsx, written row by row: texts as texts, dates and durations as what they are."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.echanges.ecriture import Entete, Rows, written

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

FIRST_DAY = dt.date(1900, 3, 1)  # before, spreadsheets do not agree on the calendar
_ORIGIN = dt.date(1899, 12, 30).toordinal()
_DAY = 86_400
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
        _write_rows(book, table, rows)
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
    table.set_footer("&L&A&RPage &P / &N")


def _write_rows(book: "Workbook", table: "Worksheet", rows: Rows) -> None:
    formats: dict[type, Format] = {
        kind: book.add_format({"num_format": code}) for kind, code in _FORMATS.items()
    }
    # Of xlsxwriter's calls, those that guess nothing: no text becomes a formula or a link.
    string, number = table._write_string, table._write_number
    for at, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            kind = type(value)
            if kind is str:
                if value:
                    string(at, column, text_of(value))
            elif kind in formats:
                if kind in (dt.date, dt.datetime) and _is_before(value):
                    string(at, column, f"{value:%d/%m/%Y}")
                else:
                    number(at, column, serial(value), formats[kind])
            elif value is not None:
                _write_other(table, at, column, value)


def _write_other(table: "Worksheet", row: int, column: int, value: Any) -> None:
    if isinstance(value, bool):
        table.write_string(row, column, "oui" if value else "non")
    elif isinstance(value, int | float):
        table.write_number(row, column, value)
    else:
        table.write_string(row, column, text_of(str(value)))


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
