"""Columns that are ticked: « CAF | Logement », « H | F », « Tél | Physique », « -18 | 18-25 »."""

from dataclasses import replace
from functools import cache
from typing import NamedTuple

from models.base.search import fold
from models.echanges.comprehension.colonnes.contenu import COCHES, NON, UNSAID, is_tick
from models.echanges.comprehension.colonnes.titres import champ_of, checked_criterion
from models.echanges.comprehension.compris import DemandeComprise, Naissance
from models.echanges.comprehension.reponses import read_mode, read_reponse
from models.echanges.comprehension.thematiques import read_operateur, read_themes, with_theme
from models.echanges.comprehension.valeurs.ages import read_naissance
from models.echanges.comprehension.valeurs.sexes import read_sexe
from models.echanges.comprehension.valeurs.textes import masked, text_of
from models.echanges.lecture.cellules import Cellule


class Coche(NamedTuple):
    """What a tick under this heading means."""

    titre: str
    sexe: str | None = None
    naissance: Naissance | None = None
    mode: str | None = None
    demandes: tuple[DemandeComprise, ...] = ()
    reponses: tuple[str, ...] = ()
    orientation: str | None = None
    critere: str | None = None
    nie: bool = False


class Cochees(NamedTuple):
    """All that the ticks of one row say."""

    coches: tuple[Coche, ...]
    reste: str


def _precise(coche: Coche, text: str) -> Coche:
    """« CPAM : carte vitale »: a word instead of a cross makes the heading precise."""
    if not coche.demandes or text.isdigit() or is_tick(text):
        return coche
    return coche._replace(demandes=_asked_under(coche.titre, text) or coche.demandes)


@cache
def _asked_under(title: str, text: str) -> tuple[DemandeComprise, ...]:
    body = read_operateur(title)
    found = with_theme(title, text)
    return tuple(replace(one, operateur=one.operateur or body) for one in found)


@cache
def meaning(title: str, group: str) -> Coche:
    """The heading read as each kind of thing; the group above it (« Réponse ») sets the order."""
    if (sexe := read_sexe(title)) and sexe != "autre":
        return Coche(title, sexe=sexe)
    if criterion := checked_criterion(title):
        return Coche(title, critere=criterion[0], nie=criterion[1])
    born = read_naissance(title)
    if isinstance(born, Naissance) and born.precision == "inconnue":
        return Coche(title, naissance=born)
    above = champ_of(group)[0] if group else None
    mode, answer = read_mode(title), read_reponse(title)
    asked = read_themes(title)
    if above in ("reponse", "orientation") and (answer.reponses or answer.orientation):
        return Coche(title, reponses=answer.reponses, orientation=answer.orientation)
    if above == "mode" or (mode and _is_mode(title)):
        return Coche(title, mode=mode)
    if answer.orientation and fold(title).startswith("orient"):
        return Coche(title, reponses=answer.reponses, orientation=answer.orientation)
    if asked and (above in ("objet", "theme") or asked[0].detail != "ren.renseignement"):
        return Coche(title, demandes=asked)
    if answer.reponses:
        return Coche(title, reponses=answer.reponses, orientation=answer.orientation)
    return Coche(title, demandes=asked)


def _is_mode(title: str) -> bool:
    """« Téléphone », « Physique », « Mail »: the whole heading is a way of coming."""
    words = fold(title).split()
    return len(words) <= 2 and not any(word in ("adresse", "boite", "creation") for word in words)


def ticked(cells: list[tuple[Coche, Cellule]]) -> Cochees:
    """The meanings of the cells that are ticked; a word or a figure instead of a tick is kept."""
    said: list[Coche] = []
    rest: list[str] = []
    for coche, cell in cells:
        text = text_of(cell)
        denied = text in NON
        if not text or denied != coche.nie or text.casefold() in UNSAID:
            continue
        said.append(_precise(coche, text))
        if coche == Coche(coche.titre) and not denied:
            rest.append(coche.titre if text in COCHES else f"{coche.titre}\u00a0: {masked(text)}")
        elif not denied and text not in COCHES:
            rest.append(f"{coche.titre}\u00a0: {masked(text)}")
    return Cochees(tuple(said), "\n".join(rest))
