"""A .csv as the spreadsheets of here open it: UTF-8 with its mark, semicolons, French dates."""

import csv
import datetime as dt
from pathlib import Path
from typing import Any

from models.echanges.ecriture import Entete, Rows, remembered, written

_FORMULA = tuple("=+-@\t\r")  # what a spreadsheet takes for a formula, or carries one behind


def write_csv(path: Path, entete: Entete, rows: Rows) -> None:
    """What the file is, an empty line, then the table."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file, delimiter=";")
        out.writerows([label, _shown(words)] for label, words in entete.a_propos)
        out.writerow([])
        out.writerow([colonne.label for colonne in entete.colonnes])
        shown = remembered(_shown)
        out.writerows(map(shown, row) for row in rows)


def _shown(value: Any) -> Any:
    if isinstance(value, str):
        return neutral(written(value))
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, dt.datetime):
        return f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, dt.date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, dt.time):
        return f"{value:%H:%M}"
    if isinstance(value, dt.timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02d}"
    return value


def neutral(text: str) -> str:
    """A text that no spreadsheet will run."""
    return f"'{text}" if text.startswith(_FORMULA) else text
