"""Text files: their encoding, their separator, their records."""

import csv
import io
import re
from itertools import islice
from pathlib import Path

from models.base.errors import Refused
from models.echanges.lecture.cellules import Cellule, Feuille

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# Desks of France: Windows, the euro ISO set, old Macs, DOS programs.
_LEGACY = ("cp1252", "iso8859-15", "mac-roman", "cp850")
_WANTED = frozenset("éèêëàâäîïôöùûüçœæÉÈÊËÀÂÎÏÔÙÛÜÇŒ’‘«»°€–—…²ñÑ\u00a0")
_FOREIGN = frozenset("áíóúìòõãåÁÍÓÚÃÕÅøØ½¼¾“”•™©®")
_SEPARATORS = ";\t,|"
_SAMPLE = 200_000
_AT_ONCE = 1000
MAX_OCTETS = 80_000_000  # once cut into cells, ten times that in memory
_MARKS = frozenset(b"\x00\x01\x02\x03\x04\x05\x06\x07\x08\x0e\x0f\x10\x11\x12\x13\x14\x15\x16")


def read_text(path: Path) -> list[Feuille]:
    """The one sheet of a text file; a record of several lines is one row, as in a spreadsheet."""
    if path.stat().st_size > MAX_OCTETS:
        raise Refused(
            f"Le fichier «\u00a0{path.name}\u00a0» est trop gros pour un registre. "
            "Enregistrez un fichier par année, puis importez-les l’un après l’autre."
        )
    text = decode(path.read_bytes(), path.name)
    text = text.replace("\x00", "")
    separator, text = _announced(text)
    separator = separator or find_separator(text)
    rows = _records(text, separator)
    width = max((len(row) for row in rows), default=0)
    padded: list[list[Cellule]] = [[*row, *[""] * (width - len(row))] for row in rows]
    return [Feuille("", padded)]


def decode(data: bytes, name: str) -> str:
    """Try the sure encodings, then the likeliest of the French desks by the letters it gives."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace").removeprefix("\ufeff")
    if wide := _wide(data):
        return data.decode(wide, errors="replace")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = _legacy(data)
    if _binary(data):
        raise Refused(
            f"« {name} » n’est pas un fichier texte. Enregistrez le registre au format .xlsx "
            "ou .csv, puis réessayez."
        )
    return text


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every second byte of Latin text is zero."""
    sample = data[:4000]
    if len(sample) < 4:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > len(sample) * 0.3 and even < odd / 10:
        return "utf-16-le"
    if even > len(sample) * 0.3 and odd < even / 10:
        return "utf-16-be"
    return None


def _binary(data: bytes) -> bool:
    sample = data[:_SAMPLE]
    return sum(byte in _MARKS for byte in sample) > max(8, len(sample) * 0.02)


def _legacy(data: bytes) -> str:
    """The reading with the most French letters; charset-normalizer when none gives any."""
    best, best_score = "", -1.0
    for encoding in _LEGACY:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if (score := _french(text)) > best_score:
            best, best_score = text, score
    if best_score > 0:
        return best
    from charset_normalizer import from_bytes

    found = from_bytes(data[:_SAMPLE]).best()
    return data.decode(found.encoding if found else "cp1252", errors="replace")


def _french(text: str) -> float:
    """How French the non-ASCII letters look, from -2 to 1; ties go to the first encoding tried."""
    odd = [c for c in text[:_SAMPLE] if c > "\x7f"]
    if not odd:
        return 1.0
    points = sum(
        1 if c in _WANTED else -1 if c in _FOREIGN else -2 if not c.isalpha() else -0.5 for c in odd
    )
    # `É` in the middle of a small word betrays the wrong table: MÃ©lanie, Hlne.
    points -= 2 * len(re.findall(r"[a-z][ÉÈÊÀÂÇÙÛŒ’]\B[a-z]", text[:_SAMPLE].replace("’", "")))
    return points / len(odd)


def _announced(text: str) -> tuple[str | None, str]:
    """The first line `sep=;` that Excel writes and hides."""
    if found := re.match(r'"?sep=(.)"?\r?\n', text):
        return found[1], text[found.end() :]
    return None, text


def find_separator(text: str) -> str:
    """The sign that cuts the most records into the same number of cells."""
    sample = text[:_SAMPLE]
    return max(_SEPARATORS, key=lambda sign: _regularity(sample, sign))


def _regularity(sample: str, sign: str) -> float:
    widths = [len(row) for row in _parse(sample, sign)[:200] if any(cell.strip() for cell in row)]
    if not widths:
        return 0.0
    width = max(set(widths), key=lambda w: (widths.count(w) * (w > 1), w))
    return 0.0 if width < 2 else widths.count(width) / len(widths) * min(width, 12) ** 0.5


def _records(text: str, separator: str) -> list[list[str]]:
    """A lone `"` meant as « idem » would swallow what follows: then quotes are plain signs."""
    rows = _parse(text, separator)
    usual = text.partition("\n")[0].count(separator) - 1
    swallowed = usual > 0 and any(
        line.count(separator) >= usual
        for row in rows
        for cell in row
        if "\n" in cell
        for line in cell.split("\n")
    )
    return _parse(text, separator, quoting=csv.QUOTE_NONE) if swallowed else rows


def _parse(text: str, separator: str, *, quoting: int = csv.QUOTE_MINIMAL) -> list[list[str]]:
    csv.field_size_limit(2**31 - 1)
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=separator,
        quoting=quoting,  # type: ignore[arg-type]
    )
    rows: list[list[str]] = []
    while several := list(islice(reader, _AT_ONCE)):  # other threads have their turn between
        rows += several
    return rows
