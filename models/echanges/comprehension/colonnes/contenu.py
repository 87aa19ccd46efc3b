"""What a column is, judged by its contents: for columns without a heading, or an unknown one."""

import datetime as dt
import re
from collections.abc import Callable, Sequence

from models.echanges.comprehension.colonnes.titres import Colonne
from models.echanges.comprehension.reponses import read_accueillant, read_reponse
from models.echanges.comprehension.thematiques import read_demandes
from models.echanges.comprehension.valeurs.ages import read_naissance
from models.echanges.comprehension.valeurs.dates import read_date
from models.echanges.comprehension.valeurs.durees import read_duree
from models.echanges.comprehension.valeurs.heures import read_heure
from models.echanges.comprehension.valeurs.lexique import Lexique, learn, split_name
from models.echanges.comprehension.valeurs.sexes import read_sexe
from models.echanges.comprehension.valeurs.telephones import read_telephone
from models.echanges.comprehension.valeurs.textes import is_idem, is_void, text_of
from models.echanges.lecture.cellules import Cellule

_SAMPLE = 60
_ENOUGH = 3
COCHES = frozenset(
    ("x", "X", "1", "oui", "Oui", "OUI", "✓", "✔", "☑", "☒", "o", "O", "v", "V", "✗")
)
COCHES |= frozenset(
    ("vrai", "VRAI", "true", "TRUE", "yes", "Y", "y", "•", "*", "XX", "xx", "û", "ü")
)
_CROIX = COCHES - {"1", "o", "O"}
NON = frozenset(
    ("non", "Non", "NON", "n", "N", "0", "no", "faux", "FAUX", "false", "FALSE", "☐", "□")
)


UNSAID = frozenset(("nsp", "ne sait pas", "nc", "nr", "non renseigné", "non renseigne", "?"))
_WEEKDAY = re.compile(r"(?:lun|mar|mer|jeu|ven|sam|dim)[a-z]*\.?", re.IGNORECASE)
_STAMP = re.compile(r"\d[T ,à-]+\d{1,2}\s*[h:]\s*\d{2}", re.IGNORECASE)
_STICKS = re.compile(r"[|Il1/\\]{2,}(?: [|Il1/\\]+)*|\|")


def is_tick(text: str) -> bool:
    """A cross, a « oui », or sticks: one for each that came."""
    return text in COCHES or (not text.isdigit() and _STICKS.fullmatch(text) is not None)


def sample_of(column: Sequence[Cellule]) -> list[Cellule]:
    """Filled cells, spread over the column, without dittos and dashes."""
    filled = [cell for cell in column if cell != ""]
    step = -(-len(filled) // _SAMPLE) or 1
    return [c for c in filled[::step] if not (isinstance(c, str) and _says_nothing(c.strip()))]


def _says_nothing(text: str) -> bool:
    return is_void(text) or text == "?" or is_idem(text)


def share(cells: Sequence[Cellule], good: Callable[[Cellule], object]) -> float:
    """How much of the cells a reader understands."""
    return sum(1 for cell in cells if good(cell)) / len(cells) if cells else 0.0


def is_ticks(cells: Sequence[Cellule], *, least: float = 0.85) -> bool:
    """A column that is ticked or not; a figure among crosses is several at once."""
    cells = [cell for cell in cells if text_of(cell).casefold() not in UNSAID]
    texts = {text_of(cell) for cell in cells}
    crosses = {text for text in texts if is_tick(text)} - {"1"}
    if not crosses and "1" not in texts:
        return False
    good = COCHES | NON | {str(n) for n in range(2, 20)} if crosses else COCHES | NON
    return share(cells, lambda c: text_of(c) in good or is_tick(text_of(c))) >= least


def _is_day(cell: Cellule) -> bool:
    if isinstance(cell, int | float):
        return False
    return read_date(cell) is not None


def is_weekday(cell: Cellule) -> bool:
    return isinstance(cell, str) and _WEEKDAY.fullmatch(cell.strip()) is not None


def is_stamp(cell: Cellule) -> bool:
    """A day and its hour in one cell."""
    if isinstance(cell, str):
        return _STAMP.search(cell) is not None
    return isinstance(cell, dt.datetime) and cell.time() != dt.time()


def _is_hour(cell: Cellule) -> bool:
    if isinstance(cell, str) and not any(c.isdigit() for c in cell):
        return False
    marked = isinstance(cell, str) and any(sign in cell.casefold() for sign in "h:")
    return (marked or isinstance(cell, dt.time)) and read_heure(cell) is not None


def _is_length(cell: Cellule) -> bool:
    figure = float(cell) if isinstance(cell, str) and cell.strip().isdigit() else cell
    if isinstance(figure, int | float) and (not 5 <= figure <= 240 or figure % 5):
        return False  # a bare figure may count anything: only round minutes look like a length
    return not isinstance(cell, dt.time) and read_duree(cell) is not None


def _is_birth(cell: Cellule) -> bool:
    return read_naissance(cell) is not None


def _is_name(cell: Cellule) -> bool:
    if not isinstance(cell, str) or any(c.isdigit() for c in cell) or len(cell) > 50:
        return False
    words = cell.split()
    if not 1 < len(words) <= 5:
        return False
    family, given = split_name(cell, _UNTAUGHT)
    capital = all(word[:1].isupper() for word in words)
    return bool(family and given) and capital and not read_demandes(cell)


_UNTAUGHT: Lexique = learn(())


def spread_of_years(cells: Sequence[Cellule]) -> int:
    """Passages hold in a few years; births do not."""
    days = [day for cell in cells if isinstance(day := read_date(cell), dt.date)]
    return max(d.year for d in days) - min(d.year for d in days) if days else 0


def guess(
    columns: Sequence[Colonne], cells: dict[int, list[Cellule]], taken: set[str]
) -> tuple[Colonne, ...]:
    """Give a field to the columns that have none, from what they contain."""
    found: dict[int, str] = {}
    missing = [c for c in columns if c.champ is None and len(cells[c.rang]) >= _ENOUGH - 1]
    for champ, least, test in _TESTS:
        if champ in taken or (champ == "nom_complet" and "nom" in taken):
            continue
        marks = [
            (share(cells[c.rang], test), -c.rang) for c in missing if c.rang not in found
        ]  # fmt: skip
        marks = [m for m in marks if m[0] >= least and _fits(champ, cells[-m[1]])]
        if marks:
            found[-max(marks)[1]] = champ
            taken.add(champ)
    return tuple(c._replace(champ=found.get(c.rang, c.champ)) for c in columns)


def _fits(champ: str, cells: Sequence[Cellule]) -> bool:
    if champ == "jour":
        return spread_of_years(cells) <= 6
    return champ != "naissance" or spread_of_years(cells) > 6 or _ages(cells)


def _ages(cells: Sequence[Cellule]) -> bool:
    return share(cells, lambda c: isinstance(c, str) and "an" in c) > 0.2 or (
        share(cells, lambda c: isinstance(c, int | float) and 1920 < c < 2030) > 0.5
    )


_TESTS: tuple[tuple[str, float, Callable[[Cellule], object]], ...] = (
    ("jour", 0.7, _is_day),
    ("telephone", 0.6, read_telephone),
    ("sexe", 0.8, read_sexe),
    ("heure", 0.6, _is_hour),
    ("naissance", 0.6, _is_birth),
    ("nom_complet", 0.5, _is_name),
    ("duree", 0.7, _is_length),
    ("reponse", 0.75, lambda c: isinstance(c, str) and _answers(c)),
    ("objet", 0.5, lambda c: isinstance(c, str) and read_demandes(c)),
    ("accueillant", 0.6, lambda c: isinstance(c, str) and (a := read_accueillant(c)) and a.genre),
)


def asks_precisely(cell: Cellule) -> bool:
    """A thing asked that could not be an answer: « carte vitale », not « impression »."""
    asked = read_demandes(cell) if isinstance(cell, str) else ()
    return any(d.detail and d.thematique not in ("ren", "lan", "num") for d in asked)


def _answers(text: str) -> bool:
    """Wholly said in the words of an answer, and not what is usually asked."""
    found = read_reponse(text)
    said = bool(found.reponses or found.resultat) and found.entier
    return said and not any(d.detail for d in read_demandes(text) if d.thematique != "ren")


# What a heading says is believed unless almost nothing in the column agrees.
_DOUBT: dict[str, Callable[[Cellule], object]] = {
    "jour": lambda c: read_date(c) is not None,
    "telephone": lambda c: read_telephone(c) or sum(map(str.isdigit, text_of(c))) >= 6,
    "sexe": read_sexe,
    "duree": read_duree,
    "heure": read_heure,
}


def doubtful(column: Colonne, cells: Sequence[Cellule]) -> bool:
    """A heading that its column belies: « Tel » over crosses, « Le » over words."""
    test = _DOUBT.get(column.champ or "")
    if test and cells and all(text_of(c) in _CROIX for c in cells):
        return True  # « H » over crosses is no hour
    if column.champ == "nom_complet" and share(cells, read_sexe) >= 0.8:
        return True  # « La personne est… » une femme, un homme
    if column.champ in ("mode", "theme", "resultat", "age", "quartier", "operateur"):
        return len(cells) >= _ENOUGH and is_ticks(cells)
    return test is not None and len(cells) >= _ENOUGH and share(cells, test) < 0.15
