"""What a structure changes in its lists: a value added, renamed, moved, retired, proposed again."""

from collections.abc import Sequence
from typing import Any

from models.base.command import command
from models.base.droit import Droit
from models.base.errors import Invalid, Refused
from models.base.search import fold
from models.base.table import tuples_of
from models.nomenclatures.reserves import why_fixed, why_kept
from models.nomenclatures.valeur import Nomenclature, Valeur, key, valeurs

LAST = ("autre", "nc")  # the codes that stay at the foot of a list
_CODE = 60  # letters of the label that make the code


def nomenclatures() -> list[Nomenclature]:
    """The lists, by name."""
    return sorted(Nomenclature.select(), key=lambda one: fold(one.libelle))


def list_names() -> list[tuple[str, str]]:
    """The key and the name of each list, at the price of a key pressed."""
    return tuples_of(Nomenclature.select(Nomenclature.id, Nomenclature.libelle))


def nomenclature_of(list_id: str) -> Nomenclature | None:
    found: Nomenclature | None = Nomenclature.get_or_none(Nomenclature.id == list_id)
    return found


def valeur_of(valeur_id: str) -> Valeur:
    found: Valeur | None = Valeur.get_or_none(Valeur.id == valeur_id)
    if found is None:
        raise Refused("Cette valeur n’existe plus. Rouvrez la liste.")
    return found


def is_two_level(nomenclature: str) -> bool:
    """Whether its values are sorted under headings."""
    query: Any = Valeur.select().where(Valeur.nomenclature == nomenclature)
    return bool(query.where(Valeur.parent.is_null(False)).exists())


def in_tree_order(found: Sequence[Valeur]) -> list[Valeur]:
    """Each heading, then what stands under it; what is retired comes after what is proposed."""
    known = {valeur.id for valeur in found}
    by_parent: dict[str | None, list[Valeur]] = {}
    for valeur in sorted(found, key=lambda one: (not one.actif, one.ordre, one.libelle)):
        parent = valeur.parent_id if valeur.parent_id in known else None
        by_parent.setdefault(parent, []).append(valeur)
    return [one for top in by_parent.get(None, []) for one in (top, *by_parent.get(top.id, []))]


@command(right=Droit.REGLAGES, label="Valeur ajoutée")
def add_valeur(
    nomenclature: str,
    libelle: str,
    *,
    parent: str | None = None,
    mots: str = "",
    sensible: bool = False,
) -> Valeur:
    """A value of the structure's own, after the others of its heading."""
    if refusal := why_fixed(nomenclature):
        raise Refused(refusal)
    _check_parent(nomenclature, parent)
    valeur = Valeur(
        nomenclature=nomenclature, libelle=libelle, parent=parent, mots=kept_words(mots),
        sensible=sensible, maison=True,
    )  # fmt: skip
    _check_label(valeur)
    valeur.code = _free_code(valeur)
    valeur.id = key(nomenclature, valeur.code)
    beside = siblings(valeur)
    feet = [one for one in beside if one.code.rpartition(".")[2] in LAST]
    rest = [one for one in beside if one not in feet]
    valeur.ordre = max((one.ordre for one in beside), default=0) + 1
    valeur.save()
    _renumber([*rest, valeur, *feet])
    return valeur


@command(right=Droit.REGLAGES, label="Valeur enregistrée")
def save_valeur(valeur: Valeur, **values: Any) -> Valeur:
    """Rename a value, change its words or its heading; `sensible` for one of the structure's."""
    if "parent" in values and values["parent"] != valeur.parent_id:
        _check_parent(valeur.nomenclature_id, values["parent"])
        if values["parent"] == valeur.id or children(valeur):
            raise Invalid("parent", "Famille\u00a0: une famille ne se range pas dans une autre.")
    if "mots" in values:
        values["mots"] = kept_words(values["mots"])
    for name, value in values.items():
        setattr(valeur, name, value)
    _check_label(valeur)
    return valeur.save()


@command(right=Droit.REGLAGES, label="Valeur déplacée")
def move_valeur(valeur: Valeur, place: int) -> Valeur:
    """Give a value this place, from 0, among those of its heading that are proposed."""
    beside = [one for one in siblings(valeur) if one.id != valeur.id]
    if valeur.actif:
        beside.insert(max(0, min(place, len(beside))), valeur_of(valeur.id))
        _renumber(beside)
    return valeur_of(valeur.id)


@command(right=Droit.REGLAGES, label="Valeur retirée")
def retire_valeur(valeur: Valeur) -> int:
    """Propose a value no more, nor what stands under it; what was written keeps it."""
    if refusal := why_kept(valeur):
        raise Refused(refusal)
    gone = [valeur, *(one for one in children(valeur) if one.actif)]
    if kept := next((why for one in gone if (why := why_kept(one))), ""):
        raise Refused(kept)
    if not [one for one in valeurs(valeur.nomenclature_id) if one not in gone]:
        raise Refused(
            "C’est la dernière valeur de cette liste. Ajoutez-en une autre avant de la retirer."
        )
    for one in gone:
        one.actif = False
        one.save()
    return len(gone)


@command(right=Droit.REGLAGES, label="Valeur proposée de nouveau")
def reuse_valeur(valeur: Valeur) -> Valeur:
    """Propose a value again, and its heading; one that was merged leaves behind what followed."""
    valeur.actif, valeur.remplace_par = True, None
    _check_label(valeur)
    heading = valeur.parent
    if heading is not None and not heading.actif:
        reuse_valeur(heading)
    return valeur.save()


def siblings(valeur: Valeur) -> list[Valeur]:
    """The values proposed under the same heading, in order."""
    return [one for one in valeurs(valeur.nomenclature_id) if one.parent_id == valeur.parent_id]


def children(valeur: Valeur) -> list[Valeur]:
    query: Any = Valeur.select().where(Valeur.parent == valeur.id)
    return list(query.order_by(Valeur.ordre))


def shown_words(valeur: Valeur) -> str:
    """« cni, passeport »."""
    return ", ".join(word for word in valeur.mots.split(" | ") if word)


def kept_words(typed: str) -> str:
    """The words that find a value, as its row keeps them."""
    parts = (" ".join(part.split()) for part in typed.replace("|", ",").split(","))
    return " | ".join(dict.fromkeys(part for part in parts if part))


def _renumber(ordered: Sequence[Valeur]) -> None:
    """Write an order with the numbers that these values have already, made to differ."""
    last = -1
    for valeur, ordre in zip(ordered, sorted(one.ordre for one in ordered), strict=True):
        last = max(ordre, last + 1)
        valeur.ordre = last
        valeur.save()


def _check_parent(nomenclature: str, parent: str | None) -> None:
    if parent is None:
        return
    heading: Valeur | None = Valeur.get_or_none(Valeur.id == parent)
    if heading is None or heading.nomenclature_id != nomenclature or heading.parent_id:
        raise Invalid("parent", "Famille\u00a0: choisissez-en une de cette liste.")


def _check_label(valeur: Valeur) -> None:
    """Not empty, and not that of another value of the same heading, accents and capitals aside."""
    libelle = Valeur.libelle.cleaned(valeur.libelle)
    folded = fold(libelle)
    if not folded:
        raise Invalid("libelle", "Libellé\u00a0: écrivez le nom de cette valeur.")
    for other in valeurs(valeur.nomenclature_id, retired=True):
        same = other.parent_id == valeur.parent_id and other.id != valeur.id
        if same and fold(other.libelle) == folded:
            raise Invalid("libelle", f"Libellé\u00a0: {_taken(other)}")


def _taken(other: Valeur) -> str:
    said = f"«\u00a0{other.libelle}\u00a0» existe déjà dans cette liste"
    if other.remplace_par_id:
        heir = valeur_of(other.remplace_par_id).libelle
        return f"{said}, fusionnée avec «\u00a0{heir}\u00a0». Écrivez un autre nom."
    if not other.actif:
        return f"{said}, retirée. Proposez-la de nouveau, ou écrivez un autre nom."
    return f"{said}. Écrivez un autre nom."


def _free_code(valeur: Valeur) -> str:
    """A code that nothing of the list bears, from the label: codes are never used twice."""
    start = valeur_of(valeur.parent_id).code + "." if valeur.parent_id else ""
    stem = start + fold(valeur.libelle).encode("ascii", "ignore").decode().replace(" ", "_")
    stem = stem[:_CODE].strip("_") if stem != start else f"{start}valeur"
    taken = {one.code for one in valeurs(valeur.nomenclature_id, retired=True)}
    code, rank = stem, 1
    while code in taken:
        rank += 1
        code = f"{stem}_{rank}"
    return code
