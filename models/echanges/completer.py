"""A list of people completes the files that exist: what is empty is filled, nothing is replaced."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from models.base.search import fold
from models.base.telephone import shown as shown_phone
from models.echanges.choix import PERSONNES
from models.echanges.domicile import settle_known
from models.echanges.groupes import Groupe
from models.echanges.intacts import packets
from models.echanges.preparation import Preparation
from models.echanges.trace import Complement
from models.nomenclatures.valeur import label as label_of
from models.personnes.naissance import Naissance, Precision
from models.personnes.personne import Personne
from models.personnes.zonage import zone_of

_COMPARED = ("sexe", "date_naissance", "telephone", "courriel", "adresse", "code_postal", "commune",
             "quartier")  # fmt: skip
_BIRTH = "date_naissance"


def completions(ready: Preparation) -> tuple[list[Complement], list[str]]:
    """The facts that existing files would be given, and those that contradict what they hold."""
    given: list[Complement] = []
    conflicts: list[str] = []
    for personne, told in _met(ready):
        for name, text in told.items():
            held = fact_of(personne, name)
            if not held:
                given.append(Complement(personne.id, name, text))
            elif name in _COMPARED and _differ(name, held, text):
                conflicts.append(_conflict(personne, name, held, text))
    return given, conflicts


def _conflict(personne: Personne, champ: str, held: str, told: str) -> str:
    label = Personne._meta.fields[champ].verbose_name
    return (
        f"{personne.nom_affiche}\u00a0: {label} «\u00a0{_shown(champ, told)}\u00a0» dans le "
        f"fichier, «\u00a0{_shown(champ, held)}\u00a0» dans le dossier, qui est gardé."
    )


def _differ(champ: str, held: str, told: str) -> bool:
    """A year is no other birth than a day of that year."""
    if champ != _BIRTH:
        return fold(held) != fold(told)
    whole = held.endswith("|jour") and told.endswith("|jour")
    return held != told if whole else held[:4] != told[:4] and not told.endswith("|estimee")


def _shown(champ: str, text: str) -> str:
    if champ == _BIRTH:
        date, _, precision = text.partition("|")
        return Naissance(dt.date.fromisoformat(date), Precision(precision)).texte
    if champ == "telephone":
        return shown_phone(text)
    return label_of(text) if champ == "sexe" else text


def complete_files(ready: Preparation) -> list[Complement]:
    """Fill what existing files lack, inside a command; returns what was given."""
    given, _conflicts = completions(ready)
    by_file: dict[str, list[Complement]] = {}
    for one in given:
        by_file.setdefault(one.personne, []).append(one)
    for keys in packets(list(by_file)):
        for personne in Personne.select().where(Personne.id.in_(keys)):
            before = zone_of(personne)
            for one in by_file[personne.id]:
                set_fact(personne, one.champ, one.valeur)
            settle_known(personne, [one.champ for one in by_file[personne.id]], before)
    return given


def set_fact(personne: Personne, champ: str, valeur: str) -> None:
    """Give a file a fact; a birth goes with its precision, and empty takes both away."""
    if champ != _BIRTH:
        setattr(personne, champ, valeur or (None if champ == "sexe" else ""))
        return
    date, _, precision = valeur.partition("|")
    personne.date_naissance = dt.date.fromisoformat(date) if date else None
    personne.precision_naissance = precision or "inconnue"


def fact_of(personne: Personne, champ: str) -> str:
    """What a file holds, as `set_fact` takes it."""
    if champ == _BIRTH:
        date = personne.date_naissance
        return f"{date.isoformat()}|{personne.precision_naissance}" if date else ""
    return str(personne.sexe_id or "") if champ == "sexe" else str(getattr(personne, champ) or "")


def _met(ready: Preparation) -> Iterator[tuple[Personne, dict[str, str]]]:
    """The existing files that a list of people names, with what it says of each."""
    if ready.registre.genre != PERSONNES:
        return
    groups: dict[str, list[Groupe]] = {}
    for groupe in ready.groupes:
        if groupe.cle in ready.found.met:
            groups.setdefault(ready.found.key_of(groupe), []).append(groupe)
    for keys in packets(list(groups)):
        query: Any = Personne.select().where(Personne.id.in_(keys)).order_by(Personne.cle)
        for personne in query:
            told: dict[str, str] = {}  # of several groups, since their files were merged
            for groupe in groups[personne.id]:
                told = {**_facts(ready, groupe), **told}
            yield personne, told


def _facts(ready: Preparation, groupe: Groupe) -> dict[str, str]:
    """What the file says, as columns of a personne; no names: they agree already."""
    made = ready.found.personne_of(groupe, ready.details[groupe.cle])
    born = groupe.naissance
    told = {
        name: text
        for name in (*_COMPARED, "telephone_autre", "lieu_naissance", "surnom", "prenom_usage")
        if name != _BIRTH and (text := fact_of(made, name))
    }
    if born is not None and born.annee is not None:
        date = born.date.isoformat() if born.date else f"{born.annee:04}-01-01"
        told[_BIRTH] = f"{date}|{born.precision}"
    return told
