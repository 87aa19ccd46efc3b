"""A block copied from a spreadsheet becomes lines: tabs between cells, in the sheet's order."""

import re

from models.accueil.demande import DemandeInput
from models.accueil.habitudes import Catalogue, usual
from models.base.errors import Refused
from models.base.search import fold
from models.nomenclatures.valeur import choices
from models.personnes.recherche import search_personnes
from ui.kit.editors.choices import matching
from ui.screens.saisie.ligne import Ligne, Qui

COLUMNS = ("heure", "qui", "demandes", "mode", "duree", "commentaire")
MOST = 100  # lines; more is a register to bring in, not a sheet
_BETWEEN = re.compile(r"\s*[;·•/+]\s*")


def is_block(text: str) -> bool:
    """Whether a text that is pasted is more than one cell."""
    return "\t" in text.strip("\n") or "\n" in text.strip()


def lines_of(text: str, catalogue: Catalogue) -> list[Ligne]:
    """One line for each row that says something; what cannot be read stays as it was typed."""
    rows = [row.split("\t") for row in text.replace("\r\n", "\n").split("\n") if row.strip()]
    if len(rows) > MOST:
        raise Refused(
            f"{len(rows)} lignes copiées : c’est un registre plutôt qu’une feuille. Reprenez-le "
            f"par l’import, ou collez {MOST} lignes au plus."
        )
    known = _Known(catalogue)
    return [_line(row, known) for row in rows]


class _Known:
    """What each demande that is pasted means, looked for once."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._labels: dict[str, list[str]] = {}
        for choix in catalogue.choix:
            self._labels.setdefault(fold(choix.label), []).append(choix.key)
        self._met: dict[str, DemandeInput | None] = {}

    def meant(self, asked: str) -> DemandeInput | None:
        if asked not in self._met:
            exact = self._labels.get(fold(asked), [])
            found = exact or [one.key for one in self._catalogue.search(asked, limit=2)]
            self._met[asked] = usual(found[0]) if len(found) == 1 else None
        return self._met[asked]


def _line(row: list[str], known: _Known) -> Ligne:
    cells = dict(zip(COLUMNS, (cell.strip().strip('"') for cell in row), strict=False))
    ligne = Ligne(
        heure=cells.get("heure", ""),
        qui=_who(cells.get("qui", "")),
        duree=cells.get("duree", ""),
        commentaire=cells.get("commentaire", ""),
        mode=_mode(cells.get("mode", "")),
    )
    _ask(ligne, cells.get("demandes", ""), known)
    return ligne


def _who(written: str) -> Qui:
    """The one file of that name; several, or none, are for a human to choose."""
    if fold(written) in ("", "anonyme"):
        return Qui()
    found = search_personnes(written, limit=2)
    words = set(fold(written).split())
    same = [one for one in found if set(fold(one.nom).split()) == words]
    return Qui.known(same[0]) if len(same) == 1 == len(found) else Qui.typed(written)


def _ask(ligne: Ligne, written: str, known: _Known) -> None:
    """Each demande that means one of ours; a label may hold a comma, so the whole comes first."""
    left = []
    for piece in filter(None, _BETWEEN.split(written.strip())):
        parts = [piece] if known.meant(piece) else re.split(r",\s+", piece)
        for part in parts:
            found = known.meant(part)
            if found is None:
                left.append(part)
            else:
                ligne.demandes.append(found)
    ligne.tape = " ; ".join(left)


def _mode(written: str) -> str:
    found = matching(choices("mode_contact"), written) if written else []
    return str(found[0][0]) if len(found) == 1 else ""
