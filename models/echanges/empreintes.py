"""What tells a row again when a register comes back: its content, however dates and hours are
written and wherever it stands; a real difference makes it another row."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import Any, NamedTuple

from models.base.search import fold
from models.echanges.comprehension.colonnes.titres import Colonne
from models.echanges.comprehension.compris import LigneComprise, Naissance
from models.echanges.comprehension.ensemble import RegistreCompris, Source
from models.echanges.comprehension.valeurs.durees import read_duree
from models.echanges.comprehension.valeurs.heures import read_heure
from models.echanges.comprehension.valeurs.textes import is_idem, is_void, masked, text_of
from models.echanges.lecture.cellules import Cellule

SIZE = 12  # bytes of a fingerprint
# Told by the understanding of the row, or of no row in particular.
_APART = {
    "jour", "moment", "heure", "mois", "annee", "rang", "hors", "telephone", "naissance",
    "annee_naissance", "age",
}  # fmt: skip
_DAY = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})$")


class Empreinte(NamedTuple):
    """`ligne`: the whole row; `ancre`: when and who, which a corrected row keeps."""

    ligne: bytes
    ancre: bytes
    jour: dt.date | None


def empreintes(registre: RegistreCompris) -> list[Empreinte]:
    """One for each line, in order."""
    found: list[Empreinte] = []
    at = 0
    for source in registre.sources:
        lines = registre.lignes[at : at + source.passages]
        at += source.passages
        found += [_of(line, cells) for line, cells in zip(lines, _rows(source, lines), strict=True)]
    return found


def cells_of(source: Source, line: LigneComprise) -> list[tuple[Colonne, Cellule]]:
    """The cells of a row as they are written, each with its column."""
    row = source.lignes[line.ligne - 1]
    columns = _columns_at(source, line.ligne - 1)
    return [(column, row[column.rang]) for column in columns if row[column.rang] != ""]


def _rows(source: Source, lines: Sequence[LigneComprise]) -> Iterator[list[str]]:
    """What each row says beside its day, its hour and its telephone: a bag of texts."""
    for line in lines:
        row = source.lignes[line.ligne - 1]
        texts = []
        for column in _columns_at(source, line.ligne - 1):
            cell = row[column.rang]
            if cell != "" and column.champ not in _APART and (text := _text(cell, column.champ)):
                texts.append(text)
        yield sorted(texts)


def _columns_at(source: Source, row: int) -> tuple[Colonne, ...]:
    columns: tuple[Colonne, ...] = source.colonnes[0][1]
    for start, others in source.colonnes:
        if start <= row:
            columns = others
    return columns


def _text(cell: Cellule, champ: str | None) -> str:
    return _normal(cell.__class__.__name__, cell, champ in ("duree", "duree_heures", "heure_fin"))


@lru_cache(maxsize=200_000)
def _normal(_kind: str, cell: Any, timed: bool) -> str:
    """A cell without its dress: 12/02/1980 is the date, 9h05 the hour, « 5' » five minutes."""
    text = masked(text_of(cell))
    if is_void(text) or is_idem(text):
        return ""
    if isinstance(cell, dt.datetime | dt.date):
        return f"{cell:%Y-%m-%d}"
    if found := _DAY.match(text):
        return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
    if timed:
        return repr(read_duree(cell) or read_heure(cell) or fold(text))
    return fold(text) or text


def _of(line: LigneComprise, texts: list[str]) -> Empreinte:
    hour = f"{line.heure:%H:%M}" if line.heure else ""
    day = line.jour.isoformat() if line.jour else ""
    whole = "\x1f".join((day, hour, line.telephone or "", _birth(line.naissance), *texts))
    who = fold(line.personne.ecrit) if line.personne else ""
    anchor = _digest(f"{day}\x1f{hour}\x1f{who}") if who or hour else b""
    return Empreinte(_digest(whole), anchor, line.jour)


def _birth(born: Naissance | None) -> str:
    if born is None:
        return ""
    return born.date.isoformat() + born.precision if born.date else fold(born.ecrit)


def _digest(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=SIZE).digest()
