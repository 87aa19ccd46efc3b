"""A block copied from a spreadsheet becomes lines: tabs between cells, in the sheet's order."""

import re

from models.accueil.habitudes import Catalogue, usual
from models.base.search import fold
from models.nomenclatures.valeur import choices
from models.personnes.recherche import search_personnes
from ui.kit.editors.choices import matching
from ui.screens.saisie.ligne import Ligne, Qui

COLUMNS = ("heure", "qui", "demandes", "mode", "duree", "commentaire")
MOST = 500  # lines; more is a register to bring in, not a sheet
_BETWEEN = re.compile(r"\s*[;·•/+]\s*")


def is_block(text: str) -> bool:
    """Whether a text that is pasted is more than one cell."""
    return "\t" in text.strip("\n") or "\n" in text.strip()


def lines_of(text: str, catalogue: Catalogue) -> list[Ligne]:
    """One line for each row that says something; what cannot be read stays as it was typed."""
    rows = [row.split("\t") for row in text.replace("\r\n", "\n").split("\n") if row.strip()]
    return [_line(row, catalogue) for row in rows[:MOST]]


def _line(row: list[str], catalogue: Catalogue) -> Ligne:
    cells = dict(zip(COLUMNS, (cell.strip().strip('"') for cell in row), strict=False))
    ligne = Ligne(
        heure=cells.get("heure", ""),
        qui=_who(cells.get("qui", "")),
        duree=cells.get("duree", ""),
        commentaire=cells.get("commentaire", ""),
        mode=_mode(cells.get("mode", "")),
    )
    _ask(ligne, cells.get("demandes", ""), catalogue)
    return ligne


def _who(written: str) -> Qui:
    """The one file of that name; several, or none, are for a human to choose."""
    if fold(written) in ("", "anonyme"):
        return Qui()
    found = search_personnes(written, limit=2)
    words = set(fold(written).split())
    same = [one for one in found if set(fold(one.nom).split()) == words]
    return Qui.known(same[0]) if len(same) == 1 == len(found) else Qui.typed(written)


def _ask(ligne: Ligne, written: str, catalogue: Catalogue) -> None:
    """Each demande that means one of ours; a label may hold a comma, so the whole comes first."""
    left = []
    for piece in filter(None, _BETWEEN.split(written.strip())):
        parts = [piece] if _meant(piece, catalogue) else re.split(r",\s+", piece)
        for part in parts:
            found = _meant(part, catalogue)
            if found is None:
                left.append(part)
            else:
                ligne.demandes.append(usual(found))
    ligne.tape = " ; ".join(left)


def _meant(asked: str, catalogue: Catalogue) -> str | None:
    exact = [choix for choix in catalogue.choix if fold(choix.label) == fold(asked)]
    found = exact or catalogue.search(asked, limit=2)
    return found[0].key if len(found) == 1 else None


def _mode(written: str) -> str:
    found = matching(choices("mode_contact"), written) if written else []
    return str(found[0][0]) if len(found) == 1 else ""
