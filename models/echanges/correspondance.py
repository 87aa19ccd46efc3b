"""What an import was told once, and remembers: « SS » is « Service social »."""

from typing import Any

from models.base.fields import CodeField, TextField
from models.base.search import fold
from models.base.table import Table, tuples_of
from models.echanges.choix import Choix
from models.echanges.comprehension.ensemble import RegistreCompris
from models.nomenclatures.valeur import Valeur

COLONNE = "colonne"
_LONGEST = 200


class Correspondance(Table):
    """A text of a register and what it stands for: a value of a list, or a column of ours."""

    sujet = CodeField(verbose_name="Sujet")  # colonne, thematique, lieu, accueilli_par…
    texte = TextField(max_length=_LONGEST, verbose_name="Texte du fichier")  # folded
    cible = CodeField(max_length=160, default="", verbose_name="Correspond à")

    class Meta:
        indexes = ((("sujet", "texte"), True),)


def learnt() -> Choix:
    """What the imports before this one taught, as the first choices of a new file."""
    query: Any = Correspondance.select(
        Correspondance.sujet, Correspondance.texte, Correspondance.cible
    ).where(Correspondance.archived_at.is_null())
    heirs = Valeur.successors()  # what was merged since stands for what it became
    titles: dict[str, str] = {}
    values: dict[tuple[str, str], str] = {}
    for sujet, texte, cible in tuples_of(query):
        if sujet == COLONNE:
            titles[texte] = cible
        else:
            values[sujet, texte] = heirs.get(cible, cible)
    return Choix(titres=titles, apprises=values)


def learn(registre: RegistreCompris, choix: Choix) -> None:
    """Remember what was decided of this file's columns and texts, inside a command."""
    titles = {
        (source.feuille, column.rang): fold(column.titre)
        for source in registre.sources
        for _start, columns in source.colonnes
        for column in columns
        if column.titre
    }
    taught = {
        (COLONNE, titles[place]): champ
        for place, champ in choix.colonnes.items()
        if place in titles
    }
    taught |= choix.valeurs
    rows: Any = Correspondance.select()
    known = {(row.sujet, row.texte): row for row in rows}
    for (sujet, texte), cible in taught.items():
        if len(texte) > _LONGEST:
            continue
        row = known.get((sujet, texte)) or Correspondance(sujet=sujet, texte=texte)
        row.cible, row.archived_at = cible, None
        row.save()
