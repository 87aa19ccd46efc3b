"""The columns of the file that leaves for the FSE+: which, in what order, written how."""

import datetime as dt
import json
from collections.abc import Callable, Mapping
from typing import Any

from models.base.command import command
from models.base.droit import Droit
from models.base.errors import Invalid, Refused
from models.base.fields import CodeField, IntegerField, JsonField, TextField
from models.base.table import Table, dumps
from models.suivis.dossier_fse import DossierFse
from models.suivis.questions import DATE, questions


class ColonneExport(Table):
    """One column of the file that leaves: what it holds, its heading, how values are written."""

    rang = IntegerField()
    champ = CodeField(verbose_name="Donnée")
    entete = TextField(max_length=160, verbose_name="En-tête")
    valeurs = JsonField(default="{}")  # our code → what is written


_OWN: dict[str, tuple[str, Callable[[DossierFse], Any]]] = {
    "operation_numero": ("N° de l’opération", lambda one: one.operation.numero),
    "operation_intitule": ("Intitulé de l’opération", lambda one: one.operation.intitule),
    "code_insee": ("Code INSEE de la commune", lambda one: one.personne.code_insee),
    "telephone": ("Téléphone", lambda one: one.telephone),
    "courriel": ("Courriel", lambda one: one.courriel),
    "referent_designe": ("Référent désigné", lambda one: one.operation.contact),
    "entree_le": ("Date d’entrée", lambda one: one.participant.entree_le),
    "sortie_le": ("Date de sortie", lambda one: one.sortie),
    "signe_entree_le": ("Questionnaire d’entrée signé le", lambda one: _signed(one, "entree")),
    "signe_sortie_le": ("Questionnaire de sortie signé le", lambda one: _signed(one, "sortie")),
    "signe_six_mois_le": (
        "Questionnaire à six mois signé le",
        lambda one: _signed(one, "six_mois"),
    ),
    "joint_six_mois_le": ("Jointe à six mois le", lambda one: _of_sixth(one, "joint_le")),
    "tentatives_six_mois": ("Tentatives à six mois", lambda one: _of_sixth(one, "tentatives")),
}


def champs() -> dict[str, str]:
    """What a column may hold, by its code, with its name."""
    own = {code: libelle for code, (libelle, _) in _OWN.items()}
    return {**own, **{one.code: one.libelle for one in questions().values()}}


def colonnes() -> list[ColonneExport]:
    query: Any = ColonneExport.select().where(ColonneExport.archived_at.is_null())
    return list(query.order_by(ColonneExport.rang))


def cell_of(colonne: ColonneExport, dossier: DossierFse) -> Any:
    """What is written of a participant; nothing where nothing is known, never 0 nor « non »."""
    if colonne.champ in _OWN:
        return _OWN[colonne.champ][1](dossier) or None
    question = questions()[colonne.champ]
    answer = dossier.answer(question)
    if not answer:
        return None
    written: dict[str, str] = json.loads(colonne.valeurs)
    if question.genre == DATE or question.code == "date_naissance":
        return _day(answer)
    if not question.reponses:
        return answer
    return ", ".join(written.get(code) or question.said(code) for code in answer.split())


@command(right=Droit.REGLAGES, label="Colonne ajoutée")
def add_colonne(champ: str, entete: str = "") -> ColonneExport:
    """One more, the last; the same thing may be written twice, in two ways."""
    if champ not in champs():
        raise Invalid("champ", "Donnée\u00a0: elle n’existe pas. Choisissez-la dans la liste.")
    last = max((one.rang for one in colonnes()), default=-1)
    return _write(ColonneExport(rang=last + 1, champ=champ), {"entete": entete or champs()[champ]})


@command(right=Droit.REGLAGES, label="Colonne enregistrée")
def save_colonne(colonne: ColonneExport, **values: Any) -> ColonneExport:
    """Change its heading, or how its values are written: `valeurs`, our code → the words."""
    return _write(colonne, values)


@command(right=Droit.REGLAGES, label="Colonne déplacée")
def move_colonne(colonne: ColonneExport, place: int) -> ColonneExport:
    """Give it this place, from 0."""
    others = [one for one in colonnes() if one.id != colonne.id]
    moved = ColonneExport.get_by_id(colonne.id)
    others.insert(max(0, min(place, len(others))), moved)
    for rang, one in enumerate(others):
        one.rang = rang
        one.save()
    return moved


@command(right=Droit.REGLAGES, label="Colonne retirée")
def remove_colonne(colonne: ColonneExport) -> None:
    if len(colonnes()) == 1:
        raise Refused("C’est la dernière colonne\u00a0: un fichier en a une au moins.")
    colonne.remove()


@command(right=Droit.REGLAGES, label="Colonnes remises comme au départ")
def reset_colonnes(content: Mapping[str, Any]) -> list[ColonneExport]:
    """Write the shipped columns again, in place of those there are."""
    for one in ColonneExport.select():
        one.remove()
    fill_colonnes(content)
    return colonnes()


def fill_colonnes(content: Mapping[str, Any]) -> None:
    """Write the columns that are shipped, where there is none; inside a command."""
    if colonnes():
        return
    for rang, entry in enumerate(content["colonne"]):
        ColonneExport(
            rang=rang,
            champ=entry["champ"],
            entete=entry["entete"],
            valeurs=dumps(entry.get("valeurs", {})),
        ).save()


def _write(colonne: ColonneExport, values: dict[str, Any]) -> ColonneExport:
    if "valeurs" in values:
        values["valeurs"] = dumps(_checked_words(colonne, values["valeurs"]))
    for name, value in values.items():
        setattr(colonne, name, value)
    if not (colonne.entete or "").strip():
        raise Invalid("entete", "En-tête\u00a0: donnez-lui un nom.")
    return colonne.save()


def _checked_words(colonne: ColonneExport, words: Mapping[str, str]) -> dict[str, str]:
    """The words of each answer; those left empty are written as the answer reads."""
    question = questions().get(colonne.champ)
    known = {code for code, _ in question.reponses} if question else set()
    if set(words) - known:
        raise Invalid(
            "valeurs",
            "Valeurs\u00a0: l’une d’elles n’est pas une réponse à cette question. Ôtez-la.",
        )
    return {code: " ".join(text.split()) for code, text in words.items() if text.strip()}


def _signed(dossier: DossierFse, moment: str) -> Any:
    sheet = dossier.questionnaires.get(moment)
    return sheet.signe_le if sheet else None


def _of_sixth(dossier: DossierFse, name: str) -> Any:
    """What is noted of the calls; nobody called yet is no 0."""
    return getattr(dossier.questionnaires.get("six_mois"), name, None)


def _day(answer: str) -> dt.date:
    return dt.date.fromisoformat(answer)
