"""What was decided of columns and of texts, applied where a sheet is planned and a cell is read."""

from collections.abc import Mapping
from typing import Any

from models.base.search import fold
from models.echanges.choix import AUTRE, COMMENTAIRE, NE_PAS_REPRENDRE, Choix
from models.echanges.comprehension.coches import Coche
from models.echanges.comprehension.colonnes.entetes import PLUSIEURS
from models.echanges.comprehension.colonnes.titres import Colonne
from models.echanges.comprehension.compris import DemandeComprise
from models.echanges.comprehension.lecteurs import RIEN, Lecteur, Lecture
from models.echanges.comprehension.reponses import Observation, Reponse
from models.echanges.comprehension.thematiques import read_operateur
from models.echanges.comprehension.valeurs.textes import masked, text_of
from models.echanges.lecture.cellules import Cellule

_VALUED = ("objet", "theme", "operateur", "reponse", "orientation", "resultat", "mode", "sexe",
           "critere")  # fmt: skip


def corrected_columns(
    sheet: str, columns: tuple[Colonne, ...], choix: Choix
) -> tuple[Colonne, ...]:
    """The columns with the fields that were chosen, or learnt of their titles.

    A field that only one column can have leaves the one that had it by itself.
    """
    chosen = {c.rang: champ for c in columns if (champ := _chosen(sheet, c, choix))}
    if not chosen:
        return columns
    alone = {champ for champ in chosen.values() if champ not in PLUSIEURS}
    found = []
    for column in columns:
        champ = chosen.get(column.rang)
        if champ is None and column.champ in alone:
            champ = AUTRE
        found.append(column._replace(champ=champ) if champ else column)
    return tuple(found)


def _chosen(sheet: str, column: Colonne, choix: Choix) -> str | None:
    decided = choix.colonnes.get((sheet, column.rang))
    return decided or (choix.titres.get(fold(column.titre)) if column.titre else None)


def corrected_reader(champ: str, decided: Mapping[str, str], reader: Lecteur) -> Lecteur:
    """The reader of a field, told what some texts stand for."""
    if champ not in _VALUED or not decided:
        return reader

    def read(cell: Cellule, text: str) -> Lecture:
        written = text or text_of(cell)
        target = decided.get(fold(written))
        return reader(cell, text) if target is None else _decided(champ, target, written)

    return read


def _decided(champ: str, target: str, written: str) -> Lecture:
    if target == NE_PAS_REPRENDRE:
        return RIEN
    if target == COMMENTAIRE:
        return Lecture(None, masked(written))
    return Lecture(_value(champ, target, written))


def _value(champ: str, target: str, written: str) -> Any:
    """A key of a list as the reader of the field would have told it."""
    nomenclature, _, code = target.partition(".")
    if champ in ("objet", "theme"):
        return (demande(code, written),)
    if champ in ("reponse", "orientation", "resultat"):
        return {
            "reponse": Reponse((code,)),
            "orientation": Reponse(("orientation",), None, code),
            "resultat": Reponse((), code),
        }[nomenclature]
    return Observation(None, (code,)) if champ == "critere" else code


def demande(code: str, written: str) -> DemandeComprise:
    heading = code.partition(".")[0]
    detail = code if "." in code else None
    return DemandeComprise(heading, detail, read_operateur(written), masked(written))


def corrected_tick(found: Coche, decided: Mapping[str, str]) -> Coche:
    """What a tick under a heading means once it was decided."""
    target = decided.get(fold(found.titre))
    if target is None:
        return found
    nomenclature, _, code = target.partition(".")
    bare = Coche(found.titre, nie=found.nie)
    if nomenclature == "thematique":
        return bare._replace(demandes=(demande(code, found.titre),))
    if nomenclature == "critere_public":
        return bare._replace(critere=code)
    return bare._replace(reponses=(code,)) if nomenclature == "reponse" else bare
