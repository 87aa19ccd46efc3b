"""Every column of a file: what it holds, what it is taken for."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from models.base.held import HeldListing, held_column
from models.base.search import fold
from models.echanges.champs import CHAMPS
from models.echanges.choix import AUTRE
from models.echanges.comprehension.colonnes.titres import Colonne, letters
from models.echanges.comprehension.ensemble import Source
from models.echanges.comprehension.valeurs.textes import is_idem, is_void, masked, text_of
from models.echanges.preparation import Preparation

_SAMPLES = 3
_READ = 400  # rows in which samples are looked for


class ColonneLue(NamedTuple):
    """One heading and where it stands: the same one in several sheets is one line."""

    places: tuple[tuple[str, int], ...]
    titre: str
    exemples: str
    champ: str
    reprise: bool

    @property
    def compris(self) -> str:
        return CHAMPS.get(self.champ, self.champ)


def colonnes_of(ready: Preparation) -> list[ColonneLue]:
    """Every column of the file, in the order of its sheets."""
    found: dict[tuple[str, str], list[Any]] = {}
    registre = ready.registre
    for taken, sources in ((True, registre.sources), (False, registre.ecartees)):
        for source in sources:
            for start, columns in source.colonnes:
                for column in columns:
                    champ = column.champ or AUTRE
                    title = column.titre or f"Colonne {letters(column.rang)}"
                    key = fold(title), champ
                    if key not in found:
                        samples = _samples(source, start, column)
                        found[key] = [[], title, samples, champ, taken]
                    found[key][0].append((source.feuille, column.rang))
    return [ColonneLue(tuple(dict.fromkeys(places)), *rest) for places, *rest in found.values()]


def colonnes_listing(found: Sequence[ColonneLue]) -> HeldListing:
    return HeldListing(
        title="Colonnes du fichier",
        columns=(
            held_column("titre", "Colonne du fichier", lambda c: c.titre, width=22),
            held_column("exemples", "Exemples", lambda c: c.exemples, width=44, nominative=True),
            held_column("compris", "Comprise comme", lambda c: c.compris, width=26),
            held_column("feuilles", "Feuilles", _sheets_of, width=14),
        ),
        held=found,
        empty="Aucune colonne n’a été trouvée dans ce fichier.",
    )


def _samples(source: Source, start: int, column: Colonne) -> str:
    rows = source.lignes[start : start + _READ]
    counts = Counter(masked(text_of(row[column.rang])) for row in rows if row[column.rang] != "")
    texts = [text for text, _ in counts.most_common() if not is_void(text) and not is_idem(text)]
    return " · ".join(text[:40] for text in texts[:_SAMPLES])


def _sheets_of(column: ColonneLue) -> str:
    sheets = {sheet for sheet, _rank in column.places}
    if not column.reprise:
        return "non reprise"
    if len(sheets) > 1:
        return f"{len(sheets)} feuilles"
    return next(iter(sheets)) or "la feuille"
