"""What an import was told once: « SS » is « Service social », and this DIALLO is that file."""

from collections.abc import Sequence
from hashlib import blake2b
from typing import Any

from models.base.fields import CodeField, TextField
from models.base.search import fold
from models.base.table import Table, tuples_of
from models.echanges.choix import FICHE, NOUVEAU, Choix
from models.echanges.comprehension.ensemble import RegistreCompris
from models.echanges.connus import near
from models.echanges.groupes import Groupe, name_key
from models.echanges.rapprochement import Rapprochement
from models.nomenclatures.valeur import Valeur
from models.personnes.fusion import note_apart

COLONNE, PERSONNE = "colonne", "personne"
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
    people: dict[str, str] = {}
    values: dict[tuple[str, str], str] = {}
    for sujet, texte, cible in tuples_of(query):
        if sujet == COLONNE:
            titles[texte] = cible
        elif sujet == PERSONNE:
            people[texte] = FICHE + cible
        else:
            values[sujet, texte] = heirs.get(cible, cible)
    return Choix(titres=titles, apprises=values, gens=people)


def identite_of(groupe: Groupe) -> str:
    """What tells somebody again in another file: her name and her birth, kept as a print alone."""
    born = groupe.naissance
    day = born.date.isoformat() if born is not None and born.date is not None else ""
    told = f"{name_key(f'{groupe.nom} {groupe.prenom}')}\x1f{day}"
    return blake2b(told.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def learn_people(found: Rapprochement, groupes: Sequence[Groupe], choix: Choix) -> None:
    """Remember whose rows somebody said these were, and who is not whom, inside a command."""
    decided = [one for one in groupes if one.joints or one.cle in choix.personnes]
    taught = {
        (PERSONNE, identite_of(one)): found.key_of(groupe)
        for groupe in decided
        for one in (groupe, *groupe.joints)
    }
    _write(taught)
    apart = [groupe for groupe in decided if choix.personnes.get(groupe.cle) == NOUVEAU]
    nearby = near(apart) if apart else {}
    for groupe in apart:
        alike = found.alike.get(name_key(f"{groupe.nom} {groupe.prenom}"), ())
        own = found.key_of(groupe)
        for other in {known.id for known in (*alike, *nearby.get(groupe.cle, ()))} - {own}:
            note_apart(own, other)


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
    _write(taught | dict(choix.valeurs))


def _write(taught: dict[tuple[str, str], str]) -> None:
    rows: Any = Correspondance.select()
    known = {(row.sujet, row.texte): row for row in rows}
    for (sujet, texte), cible in taught.items():
        if len(texte) > _LONGEST:
            continue
        row = known.get((sujet, texte)) or Correspondance(sujet=sujet, texte=texte)
        row.cible, row.archived_at = cible, None
        row.save()
