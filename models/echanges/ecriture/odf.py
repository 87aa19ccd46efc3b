"""An .ods, its few XML files written by hand, row by row."""

import datetime as dt
import re
import zipfile
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from models.echanges.ecriture import Colonne, Entete, Rows, remembered, written

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
_BOLD = ' table:style-name="b"'
_SEVERAL = re.compile("  +|\t")
_BATCH = 65_536  # characters put down at once
_LETTER = 0.21  # centimetres
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"'
    for name, urn in (
        ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"),
        ("number", "datastyle"), ("fo", "xsl-fo-compatible"), ("meta", "meta"),
    )
)  # fmt: skip
_MANIFEST = (
    f"{_HEAD}<manifest:manifest "
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
    'manifest:version="1.2">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{MIMETYPE}"/>'
    + "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>'
        for name in ("content.xml", "styles.xml", "meta.xml")
    )
    + "</manifest:manifest>"
)
_STYLES = (
    f'{_HEAD}<office:document-styles {_NAMES} office:version="1.2"><office:styles>'
    '<style:default-style style:family="table-cell">'
    '<style:text-properties fo:language="fr" fo:country="FR"/>'
    "</style:default-style></office:styles></office:document-styles>"
)
_TWO, _COLON = ' number:style="long"', "<number:text>:</number:text>"
_DATE = (
    f"<number:day{_TWO}/><number:text>/</number:text><number:month{_TWO}/>"
    f"<number:text>/</number:text><number:year{_TWO}/>"
)
_TIME = f"<number:hours{_TWO}/>{_COLON}<number:minutes{_TWO}/>"
_FORMATS = (
    f'<number:date-style style:name="nd">{_DATE}</number:date-style>'
    f'<number:date-style style:name="ndt">{_DATE}<number:text> </number:text>{_TIME}'
    "</number:date-style>"
    f'<number:time-style style:name="nh">{_TIME}</number:time-style>'
    '<number:time-style style:name="nl" number:truncate-on-overflow="false">'
    f"<number:hours/>{_COLON}<number:minutes{_TWO}/></number:time-style>"
    + "".join(
        f'<style:style style:name="{name[1:]}" style:family="table-cell" '
        f'style:data-style-name="{name}"/>'
        for name in ("nd", "ndt", "nh", "nl")
    )
    + '<style:style style:name="b" style:family="table-cell">'
    '<style:text-properties fo:font-weight="bold"/></style:style>'
)


def write_ods(path: Path, entete: Entete, rows: Rows) -> None:
    """The table, then a sheet that says what it is."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as book:
        book.writestr(zipfile.ZipInfo("mimetype"), MIMETYPE)  # first, and as it is
        book.writestr("META-INF/manifest.xml", _MANIFEST)
        book.writestr("styles.xml", _STYLES)
        book.writestr("meta.xml", _meta(entete))
        with book.open("content.xml", "w", force_zip64=True) as content:
            for part in _batches(_content(entete, rows)):
                content.write(part.encode())


def _meta(entete: Entete) -> str:
    return (
        f'{_HEAD}<office:document-meta {_NAMES} office:version="1.2"><office:meta>'
        f"<meta:creation-date>{entete.le:%Y-%m-%dT%H:%M:%S}</meta:creation-date>"
        "</office:meta></office:document-meta>"
    )


def _content(entete: Entete, rows: Rows) -> Iterator[str]:
    a_propos = (Colonne("", 18), Colonne("", 80))
    yield f'{_HEAD}<office:document-content {_NAMES} office:version="1.2">'
    yield f"<office:automatic-styles>{_FORMATS}"
    yield _widths("c", entete.colonnes) + _widths("a", a_propos)
    yield "</office:automatic-styles><office:body><office:spreadsheet>"
    labels = [colonne.label for colonne in entete.colonnes]
    yield from _table("Liste", "c", len(labels), chain([labels], rows), bold=True)
    yield from _table("À propos", "a", 2, entete.a_propos)
    yield "</office:spreadsheet></office:body></office:document-content>"


def _widths(prefix: str, colonnes: Sequence[Colonne]) -> str:
    return "".join(
        f'<style:style style:name="{prefix}{at}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="'
        f'{max(colonne.width, len(colonne.label) + 2) * _LETTER:.2f}cm"/></style:style>'
        for at, colonne in enumerate(colonnes)
    )


def _table(
    name: str, prefix: str, columns: int, rows: Rows, *, bold: bool = False
) -> Iterator[str]:
    yield f"<table:table table:name={quoteattr(name)}>"
    yield "".join(f'<table:table-column table:style-name="{prefix}{at}"/>' for at in range(columns))
    cell = remembered(_cell)
    for row in rows:
        cells = [_cell(value, _BOLD) for value in row] if bold else map(cell, row)
        bold = False
        yield f"<table:table-row>{''.join(cells)}</table:table-row>"
    yield "</table:table>"


def _cell(value: Any, style: str = "") -> str:
    if isinstance(value, str) and value:
        return (
            f'<table:table-cell{style} office:value-type="string">'
            f"{_paragraphs(written(value))}</table:table-cell>"
        )
    if value is None or value == "":
        return "<table:table-cell/>"
    kind = _typed(value)
    return f"<table:table-cell {kind}/>" if kind else _cell(str(value))


def _typed(value: Any) -> str:
    """The attributes of a cell that holds no text."""
    if isinstance(value, bool):
        return f'office:value-type="boolean" office:boolean-value="{str(value).lower()}"'
    if isinstance(value, int | float):
        return f'office:value-type="float" office:value="{value}"'
    if isinstance(value, dt.datetime):
        stamp = value.replace(tzinfo=None).isoformat(timespec="seconds")
        return f'table:style-name="dt" office:value-type="date" office:date-value="{stamp}"'
    if isinstance(value, dt.date):
        return f'table:style-name="d" office:value-type="date" office:date-value="{value}"'
    if isinstance(value, dt.time):
        told = f"PT{value:%HH%MM%SS}"
        return f'table:style-name="h" office:value-type="time" office:time-value="{told}"'
    if isinstance(value, dt.timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        told = f"PT{minutes // 60:02d}H{minutes % 60:02d}M{seconds:02d}S"
        return f'table:style-name="l" office:value-type="time" office:time-value="{told}"'
    return ""


def _paragraphs(text: str) -> str:
    if "\n" not in text and "  " not in text and "\t" not in text:
        return f"<text:p>{escape(text)}</text:p>"
    return "".join(
        f"<text:p>{_SEVERAL.sub(_spaces, escape(line))}</text:p>" for line in text.splitlines()
    )


def _spaces(found: re.Match[str]) -> str:
    run = found[0]
    return "<text:tab/>" if run == "\t" else f' <text:s text:c="{len(run) - 1}"/>'


def _batches(parts: Iterator[str]) -> Iterator[str]:
    held: list[str] = []
    size = 0
    for part in parts:
        held.append(part)
        size += len(part)
        if size > _BATCH:
            yield "".join(held)
            held, size = [], 0
    yield "".join(held)
