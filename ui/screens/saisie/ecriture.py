"""From lines to passages: one, or many aside, each safe as soon as it is written."""

from collections.abc import Sequence
from typing import NamedTuple

from models.accueil.feuille import Feuille, correct_ligne, deja_ecrits, record_ligne, trace_of
from models.accueil.passage import open_passage
from models.base.errors import Invalid
from models.base.progress import Progress
from ui.screens.saisie.ligne import Ligne


class Usuel(NamedTuple):
    """What every line has of the head of the sheet."""

    feuille: Feuille
    mode: str
    accueilli_par: str | None


def write(ligne: Ligne, usuel: Usuel, own: set[str]) -> None:
    """Write or correct one line; `own` are the passages of the sheet, which do not suspect it."""
    typed = ligne.as_input(usuel.mode, usuel.accueilli_par)
    known = open_passage(ligne.passage) if ligne.passage else None
    if known is not None:
        passage = correct_ligne(known, usuel.feuille, typed)
    else:
        passage = record_ligne(usuel.feuille, typed)
    ligne.passage, ligne.erreur, ligne.trace = str(passage.id), "", trace_of(passage)
    met = deja_ecrits(usuel.feuille, typed, sauf={*own, ligne.passage})
    ligne.remarque = f"Peut-être déjà au registre\u00a0: {met[0]}" if met else ""


def write_all(lignes: Sequence[Ligne], usuel: Usuel, progress: Progress) -> None:
    """Each one that is complete; the others are told what they miss."""
    own = {one.passage for one in lignes if one.passage}
    waiting = [one for one in lignes if not (one.is_empty or one.passage)]
    for done, ligne in enumerate(waiting):
        progress.step(done, len(waiting))
        try:
            write(ligne, usuel, own)
        except Invalid as refusal:
            ligne.erreur = refusal.message
        own.add(ligne.passage)
