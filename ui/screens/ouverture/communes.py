"""The communes of a postcode, from the table that the program ships."""

import csv
import functools
import gzip
import io

import resources
from models.base.search import fold

LENGTH = 5


def communes_of(code_postal: str, *, starting: str = "") -> list[str]:
    """The communes of today that this postcode serves, in order of name."""
    wanted = code_postal.replace(" ", "")
    if len(wanted) != LENGTH:
        return []
    start = fold(starting)
    return [name for name in _by_postcode().get(wanted, ()) if fold(name).startswith(start)]


@functools.cache
def _by_postcode() -> dict[str, list[str]]:
    text = gzip.decompress(resources.read_bytes("communes.csv.gz")).decode("utf-8")
    found: dict[str, list[str]] = {}
    for row in csv.DictReader(io.StringIO(text), delimiter=";"):
        if not row["actuelle"]:  # a commune that was merged names the one of today
            for code in row["codes_postaux"].split():
                found.setdefault(code, []).append(row["nom"])
    return {code: sorted(names, key=fold) for code, names in found.items()}
