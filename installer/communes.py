"""Makes `resources/communes.csv.gz`: every commune of France, and the old ones, on one line each.

Run by hand once a year, when the yearly package is out: `python installer/communes.py`. It needs
npm. Columns: code;nom;codes_postaux;departement;actuelle;anciens_codes. `actuelle` is the code of
the commune that an old one, or an arrondissement, belongs to today: people were born in them.
"""

import argparse
import csv
import gzip
import io
import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

PACKAGE = "@etalab/decoupage-administratif"
VERSION = "6.0.0"  # the Code officiel géographique of 2026
MEMBER = "package/data/communes.json"
COLUMNS = ("code", "nom", "codes_postaux", "departement", "actuelle", "anciens_codes")
TARGET = Path(__file__).resolve().parents[1] / "resources" / "communes.csv.gz"

Row = tuple[str, ...]


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--archive", type=Path, help="the package, when it is already here")
    parser.add_argument("-o", "--output", type=Path, default=TARGET)
    options = parser.parse_args(arguments)
    rows = rows_of(communes_in(options.archive) if options.archive else downloaded())
    options.output.write_bytes(packed(rows))
    print(f"{options.output.name}: {len(rows)} communes, {options.output.stat().st_size} bytes")
    return 0


def downloaded() -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "pack", "--silent", f"{PACKAGE}@{VERSION}"]
        done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
        return communes_in(Path(folder) / done.stdout.split()[-1])


def communes_in(archive: Path) -> list[dict[str, Any]]:
    with tarfile.open(archive) as package:
        member = package.extractfile(MEMBER)
        if member is None:
            raise SystemExit(f"{archive}: no {MEMBER} in it")
        communes: list[dict[str, Any]] = json.load(member)
        return communes


def rows_of(communes: list[dict[str, Any]]) -> list[Row]:
    """By code, the present commune before the old one that left it its code."""
    return sorted((row_of(one) for one in communes), key=lambda row: (row[0], row[4], row[1]))


def row_of(commune: dict[str, Any]) -> Row:
    return (
        commune["code"],
        commune["nom"].replace("'", "’"),
        " ".join(commune.get("codesPostaux", ())),
        commune.get("departement", ""),
        commune.get("chefLieu") or commune.get("commune") or "",
        " ".join(commune.get("anciensCodes", ())),
    )


def packed(rows: list[Row]) -> bytes:
    """Same rows, same bytes: the archive holds neither date nor name."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    return gzip.compress(text.getvalue().encode("utf-8"), compresslevel=9, mtime=0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
