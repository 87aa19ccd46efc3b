"""Who pays, and how each counts what a person becomes at the end of a suivi."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from models.base.command import command
from models.base.droit import Droit
from models.base.errors import Invalid, Refused
from models.base.fields import CodeField, ForeignKey, TextField
from models.base.search import fold
from models.base.table import Table, dumps, tuples_of
from models.nomenclatures.valeur import Valeur, key, labels, valeurs
from models.suivis.dispositif import Dispositif

MOTIFS, CLASSES = "motif_sortie", "classe_sortie"


class Financeur(Table):
    """Who pays; its rule says how a situation at the exit is counted. `id` is its code."""

    id = CodeField(primary_key=True)
    nom = TextField(max_length=120, verbose_name="Financeur")
    mention = TextField(
        max_length=200,
        default="",
        verbose_name="Mention obligatoire",
        help_text="S’imprime sur les papiers de ses dispositifs.",
    )


class RegleSortie(Table):
    """How one funder counts one situation; without a rule of its own, as the list says."""

    financeur_id: str
    motif_sortie_id: str
    classe_sortie_id: str

    financeur = ForeignKey(Financeur)
    motif_sortie = ForeignKey(Valeur, index=False, verbose_name="Situation à la sortie")
    classe_sortie = ForeignKey(Valeur, index=False, verbose_name="Classe")

    class Meta:
        indexes = ((("financeur", "motif_sortie"), True),)


class Classement(NamedTuple):
    """How one situation is counted: by the list, or by a funder with a rule of its own."""

    motif: str
    classe: str | None
    propre: bool


def financeurs(*, retired: bool = False) -> list[Financeur]:
    """Those that a dispositif may have, by name."""
    query: Any = Financeur.select()
    if not retired:
        query = query.where(Financeur.archived_at.is_null())
    return sorted(query, key=lambda one: fold(one.nom))


def financeur_of(financeur_id: str) -> Financeur:
    found: Financeur | None = Financeur.get_or_none(Financeur.id == financeur_id)
    if found is None:
        raise Refused("Ce financeur n’existe plus. Rouvrez la liste.")
    return found


def financeurs_of(dispositif: Dispositif) -> list[Financeur]:
    """Who pays for a dispositif, in the order that it gives."""
    keys: list[str] = json.loads(dispositif.financeurs)
    found = {one.id: one for one in Financeur.select().where(Financeur.id.in_(keys or [""]))}
    return [found[one] for one in keys if one in found]


def usual_classes() -> dict[str, str | None]:
    """How each situation counts by the list, those no longer proposed too."""
    found: dict[str, str | None] = {}
    for valeur in valeurs(MOTIFS, retired=True):
        code = json.loads(valeur.donnees).get("classe")
        found[valeur.id] = key(CLASSES, code) if code else None
    return found


def classes_of_motif(motif: str, payers: Sequence[Financeur]) -> list[str | None]:
    """How a situation counts by the list, then for each of these funders."""
    usual = usual_classes().get(motif)
    query: Any = RegleSortie.select(RegleSortie.financeur, RegleSortie.classe_sortie)
    own = dict(tuples_of(query.where(RegleSortie.motif_sortie == motif)))
    return [usual, *(own.get(one.id, usual) for one in payers)]


def classements_of(financeur_id: str) -> list[Classement]:
    """The whole mapping of a funder, in the order of the list of situations."""
    usual, rules = usual_classes(), _rules_of(financeur_id)
    return [
        Classement(motif, rules.get(motif, classe), motif in rules)
        for motif, classe in usual.items()
    ]


@command(right=Droit.REGLAGES, label="Financeur enregistré")
def save_financeur(financeur: Financeur | None = None, **values: Any) -> Financeur:
    """Add a funder, or change one: `nom`, `mention`."""
    written = financeur or Financeur(id="", nom="")
    for name, value in values.items():
        setattr(written, name, value)
    _check_name(written)
    if not written.id:
        written.id = _free_code(written.nom)
    return written.save()


@command(right=Droit.REGLAGES, label="Financeur retiré")
def retire_financeur(financeur: Financeur) -> Financeur:
    """Propose it no more; refused while a dispositif that one may enter names it."""
    query: Any = Dispositif.select().where(Dispositif.archived_at.is_null())
    named = [one.intitule for one in query if financeur.id in json.loads(one.financeurs)]
    if named:
        raise Refused(
            f"«\u00a0{financeur.nom}\u00a0» finance encore «\u00a0{named[0]}\u00a0». Ôtez-le "
            "d’abord de ce dispositif."
        )
    return financeur.archive()


@command(right=Droit.REGLAGES, label="Financeur proposé de nouveau")
def reuse_financeur(financeur: Financeur) -> Financeur:
    financeur.archived_at = None
    return financeur.save()


@command(right=Droit.REGLAGES, label="Règle de sortie enregistrée")
def set_regle(financeur_id: str, motif: str, classe: str | None) -> RegleSortie | None:
    """Say how a funder counts a situation; None gives it back to what the list says."""
    _check_value("motif_sortie", motif, MOTIFS)
    rule: RegleSortie | None = RegleSortie.get_or_none(
        (RegleSortie.financeur == financeur_id) & (RegleSortie.motif_sortie == motif)
    )
    if classe is None:
        if rule is not None:
            rule.remove()
        return None
    _check_value("classe_sortie", classe, CLASSES)
    rule = rule or RegleSortie(financeur=financeur_id, motif_sortie=motif)
    rule.classe_sortie = classe
    return rule.save()


@command(right=Droit.REGLAGES, label="Classe de sortie enregistrée")
def set_usual_classe(motif: str, classe: str) -> Valeur:
    """Say how a situation counts for whoever has no rule of its own."""
    _check_value("motif_sortie", motif, MOTIFS)
    _check_value("classe_sortie", classe, CLASSES)
    valeur: Valeur = Valeur.get_by_id(motif)
    valeur.donnees = dumps({**json.loads(valeur.donnees), "classe": classe.partition(".")[2]})
    return valeur.save()


def fill_financeurs(content: Mapping[str, Any]) -> None:
    """Write the funders that are shipped; inside a command. One that exists is left as it is."""
    for entry in content["financeur"]:
        if Financeur.get_or_none(Financeur.id == entry["code"]) is None:
            Financeur(id=entry["code"], nom=entry["nom"], mention=entry.get("mention", "")).save()


def check_financeurs(keys: Sequence[str]) -> None:
    """`Invalid` when a dispositif names a funder that is not there, or one that was retired."""
    known = {one.id for one in financeurs()}
    if set(keys) - known:
        raise Invalid(
            "financeurs",
            "Financeurs\u00a0: l’un d’eux n’est plus proposé. Choisissez-les de nouveau.",
        )


def _rules_of(financeur_id: str) -> dict[str, str]:
    query: Any = RegleSortie.select(RegleSortie.motif_sortie, RegleSortie.classe_sortie)
    return dict(tuples_of(query.where(RegleSortie.financeur == financeur_id)))


def _check_name(financeur: Financeur) -> None:
    folded = fold(Financeur.nom.cleaned(financeur.nom or ""))
    if not folded:
        raise Invalid("nom", "Financeur\u00a0: donnez-lui un nom.")
    for other in financeurs(retired=True):
        if other.id != financeur.id and fold(other.nom) == folded:
            raise Invalid(
                "nom", f"Financeur\u00a0: «\u00a0{other.nom}\u00a0» existe déjà. Changez le nom."
            )


def _check_value(field: str, valeur: str, nomenclature: str) -> None:
    if not valeur.startswith(f"{nomenclature}.") or not labels([valeur]):
        name = str(RegleSortie._meta.fields[field].verbose_name)
        raise Invalid(
            field, f"{name}\u00a0: cette valeur n’est pas dans la liste. Choisissez-en une."
        )


def _free_code(nom: str) -> str:
    taken = {one.id for one in Financeur.select(Financeur.id)}
    return free_code(nom, taken)


def free_code(words: str, taken: set[str]) -> str:
    """A code made from words: « ville_de_limoges », then « ville_de_limoges_2 »."""
    stem = fold(words).replace(" ", "_")[:60].strip("_") or "sans_nom"
    numbered = (f"{stem}_{number}" for number in range(2, len(taken) + 3))
    return stem if stem not in taken else next(one for one in numbered if one not in taken)
