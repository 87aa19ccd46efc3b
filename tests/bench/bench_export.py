"""100 000 passages in a file, read from the encrypted base, against XlsxWriter alone.

The bare side writes the same cells, already in memory, in an .xlsx by the library's own way.
"""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from models.accueil.liste import SHOWN, registre_listing
from models.echanges.export import FORMATS, export_listing
from tests.bench import grande_base
from tests.bench.pairs import Ratio, paired

PERSONNES, PASSAGES, ROUNDS, LIMIT = 20_000, 100_000, 3, 0.75
CELLS = (*SHOWN, "naissance", "accueil", "identification")


def main(personnes: int = PERSONNES, passages: int = PASSAGES) -> list[Ratio]:
    with grande_base.opened(personnes, passages), tempfile.TemporaryDirectory() as folder:
        return [_ratio(Path(folder), suffix) for suffix in FORMATS]


def _ratio(folder: Path, suffix: str) -> Ratio:
    listing = registre_listing().with_columns(CELLS)
    rows = [listing.values(row) for row in listing.rows()]
    measured = paired(
        lambda: export_listing(listing, folder / f"ours{suffix}"),
        lambda: _bare(folder / "bare.xlsx", rows),
        rounds=ROUNDS,
    )
    return Ratio(f"export of 100 000 passages to {suffix}", *measured, LIMIT)


def _bare(path: Path, rows: Sequence[Sequence[Any]]) -> None:
    book = xlsxwriter.Workbook(
        str(path), {"constant_memory": True, "default_date_format": "dd/mm/yyyy"}
    )
    sheet = book.add_worksheet()
    for at, row in enumerate(rows):
        sheet.write_row(at, 0, row)
    book.close()


if __name__ == "__main__":
    for ratio in main():
        print(ratio, ratio.ratio)
