"""A value of a list merged into another: everything that was written with it follows.

What follows is found in the tables themselves: each column that points to a value, or that holds
the code of one. What was frozen on a signed paper is text, and stays as it was signed.
"""

import functools
import operator
from collections import Counter
from typing import Any

from models.base.command import command
from models.base.database import handle
from models.base.droit import Droit
from models.base.errors import Invalid, Refused
from models.base.fields import CodeField
from models.base.progress import Progress
from models.base.table import Table, every_table, links_to, repoint
from models.nomenclatures.listes import kept_words, nomenclatures, valeur_of
from models.nomenclatures.reserves import why_kept
from models.nomenclatures.valeur import Valeur

UNDOABLE = 100  # rows; beyond, they are too many to be put back one by one
_NOUNS = {
    "action": ("action", "actions"),
    "demande": ("demande", "demandes"),
    "demande_reponse": ("réponse", "réponses"),
    "effectif": ("passage de groupe", "passages de groupe"),
    "entretien": ("entretien", "entretiens"),
    "frein": ("frein", "freins"),
    "lieu": ("lieu", "lieux"),
    "objectif": ("objectif", "objectifs"),
    "passage": ("passage", "passages"),
    "passage_critere": ("passage", "passages"),
    "personne": ("dossier", "dossiers"),
    "personne_accord": ("dossier", "dossiers"),
    "personne_critere": ("dossier", "dossiers"),
    "personne_langue": ("dossier", "dossiers"),
    "prescription": ("fiche", "fiches"),
    "situation_valeur": ("situation", "situations"),
    "suivi": ("suivi", "suivis"),
}
_OTHER = ("autre ligne", "autres lignes")


def merge_valeurs(source_id: str, target_id: str, *, follow: int | None = None) -> int:
    """Merge a value into another; returns how many rows followed. Long on many: for a job.

    `follow` is how many `uses` found, where it was asked before.
    """
    source, target = valeur_of(source_id), valeur_of(target_id)
    check_merge(source, target)
    rows = uses(source).total() if follow is None else follow
    return (_merge if rows <= UNDOABLE else _merge_many)(source_id, target_id)


def check_merge(source: Valeur, target: Valeur) -> None:
    """`Invalid` or `Refused` when one may not be merged into the other."""
    if source.id == target.id:
        raise Invalid(
            "cible", "Fusionner avec\u00a0: c’est la même valeur. Choisissez-en une autre."
        )
    if source.nomenclature_id != target.nomenclature_id:
        raise Invalid("cible", "Fusionner avec\u00a0: choisissez une valeur de la même liste.")
    if target.remplace_par_id == source.id:
        raise Invalid(
            "cible",
            f"Fusionner avec\u00a0: «\u00a0{target.libelle}\u00a0» a déjà été fusionnée avec "
            f"«\u00a0{source.libelle}\u00a0». Il n’y a rien à faire.",
        )
    if target.remplace_par_id or not target.actif:
        raise Invalid(
            "cible",
            f"Fusionner avec\u00a0: «\u00a0{target.libelle}\u00a0» n’est plus proposée. Choisissez "
            "une valeur en usage.",
        )
    if source.remplace_par_id:
        heir = valeur_of(source.remplace_par_id).libelle
        raise Refused(
            f"«\u00a0{source.libelle}\u00a0» est déjà fusionnée avec «\u00a0{heir}\u00a0»."
        )
    if source.parent_id is None and target.parent_id is not None:
        raise Invalid(
            "cible",
            "Fusionner avec\u00a0: une famille ne se fusionne pas avec une valeur de détail. "
            "Choisissez une famille.",
        )
    if refusal := why_kept(source):
        raise Refused(refusal)


def uses(valeur: Valeur, progress: Progress | None = None) -> "Counter[str]":
    """How many times each table holds this value. May read whole tables: for a job."""
    found: Counter[str] = Counter()
    places = _places(valeur)
    for step, (table, field, held) in enumerate(places):
        if progress is not None:
            progress.step(step, len(places))
        found[table._meta.table_name] += table.select().where(field == held).count()
    return +found


def said_uses(counts: "Counter[str]") -> str:
    """« 214 demandes et 3 dossiers »; nothing when nothing follows."""
    nouns: Counter[tuple[str, str]] = Counter()
    for name, count in counts.items():
        nouns[_NOUNS.get(name, _OTHER)] += count
    said = [
        f"{count:,} {noun[count > 1]}".replace(",", "\u202f").replace(" ", "\u00a0", 1)
        for noun, count in nouns.most_common()
    ]
    return " et ".join([", ".join(said[:-1]), said[-1]]) if len(said) > 1 else "".join(said)


@command(right=Droit.REGLAGES, label="Valeur fusionnée")
def _merge(source_id: str, target_id: str) -> int:
    return _carry_out(source_id, target_id, images=True)


@command(right=Droit.REGLAGES, label="Valeur fusionnée", undoable=False)
def _merge_many(source_id: str, target_id: str) -> int:
    return _carry_out(source_id, target_id, images=False)


def _carry_out(source_id: str, target_id: str, *, images: bool) -> int:
    _hold(source_id, target_id)
    source, target = valeur_of(source_id), valeur_of(target_id)
    check_merge(source, target)
    _give_words(source, target)
    count = 0
    for table, field, held in _places(source):
        new = target.id if held == source.id else target.code
        count += _unite(table, field, old=held, new=new)
        count += repoint(table, field, old=held, new=new, images=images)
    # Last, so that undoing it comes first: what is put back would follow it again.
    source = valeur_of(source_id)
    source.actif, source.remplace_par = False, target_id
    source.save()
    return count


def _hold(*ids: str) -> None:
    """On a server, make whoever is about to point to these values wait until they are merged."""
    if handle().is_server:
        query: Any = Valeur.select(Valeur.id).where(Valeur.id.in_(ids)).order_by(Valeur.id)
        list(query.for_update().tuples())


def _give_words(source: Valeur, target: Valeur) -> None:
    """What found the one now finds the other."""
    words = ",".join([target.mots, source.libelle.replace(",", " "), source.mots])
    joined = kept_words(words)
    if len(joined) <= Valeur.mots.max_length:
        target.mots = joined
        target.save()


def _places(valeur: Valeur) -> list[tuple[type[Table], Any, str]]:
    """Every column where this value may stand, with what stands there.

    A column that bears the name of a list, or that names one, holds the values of no other: a
    million rows are not read for nothing.
    """
    lists = {one.id for one in nomenclatures()}
    linked = [
        (table, field, str(valeur.id))
        for table, field in links_to(Valeur)
        if _list_of(field, lists) in ("", valeur.nomenclature_id)
    ]
    coded = [
        (table, field, str(valeur.code))
        for table in every_table().values()
        for field in table._meta.sorted_fields
        if isinstance(field, CodeField) and field.nomenclature == valeur.nomenclature_id
    ]
    return [*linked, *coded]


def _list_of(field: Any, lists: set[str]) -> str:
    """The list whose values a column holds; nothing when it may be any."""
    named = field.nomenclature or (field.name if field.name in lists else "")
    return str(named)


def _unite(table: type[Table], field: Any, *, old: str, new: str) -> int:
    """Make one of two rows that would say the same: the index allows one only."""
    count = 0
    for names in _unique_with(table, field):
        twin = table.alias()
        same = [getattr(twin, name) == getattr(table, name) for name in names if name != field.name]
        query: Any = table.select(table.id, twin.id).join(
            twin, on=functools.reduce(operator.and_, same, getattr(twin, field.name) == new)
        )
        for gone_id, kept_id in list(query.where(field == old).tuples()):
            gone, kept = table.get_by_id(gone_id), table.get_by_id(kept_id)
            kept.absorb(gone)
            gone.remove()
            count += 1
    return count


def _unique_with(table: type[Table], field: Any) -> list[tuple[str, ...]]:
    return [names for names, unique in table._meta.indexes if unique and field.name in names]
