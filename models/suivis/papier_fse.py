"""What a questionnaire on paper says: its questions, the answers that are known, to be signed."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from models.base import clock, journal, telephone
from models.base.database import handle
from models.base.droit import Droit
from models.base.errors import Refused
from models.nomenclatures.service import own_service
from models.suivis.connus_fse import connus_of
from models.suivis.dossier_fse import DossierFse
from models.suivis.etat_fse import etats_of
from models.suivis.operation import Operation
from models.suivis.questions import (
    CHOIX_MULTIPLE,
    Moment,
    Question,
    moments,
    questions,
    questions_of,
)

MAJORITY = 18
_MOST_SAID = 2  # answers of another question, told in the condition of one


class Ligne(NamedTuple):
    """One question: boxes to tick, or a line to write on; `condition` says when it is asked."""

    libelle: str
    choix: tuple[tuple[str, bool], ...] = ()
    texte: str = ""
    plusieurs: bool = False
    condition: str = ""


class Papier(NamedTuple):
    """One questionnaire, blank when nobody is named."""

    structure: str
    coordonnees: tuple[str, ...]
    operation: str
    numero: str
    moment: Moment
    nom: str
    naissance: str
    groupes: tuple[tuple[str, tuple[Ligne, ...]], ...]
    entree_le: dt.date | None
    sortie_le: dt.date | None
    mineur: bool
    commune: str
    le: dt.date


def papier_of(dossier: DossierFse, moment: str, *, connues: bool) -> Papier:
    """The questionnaire of one person; with the answers that are known, or none to tick by hand.

    What her file says is written either way: she reads it, and signs it.
    """
    given: dict[str, str] = {}
    if connues:
        proposed = {code: one.reponse for code, one in connus_of(dossier, moment).items()}
        given = {**proposed, **dossier.reponses.get(moment, {})}
    read = {one.code: dossier.given(moment).get(one.code, "") for one in questions_of(moment)}
    told = {one.code: read[one.code] for one in questions_of(moment) if one.is_read}
    personne = dossier.personne
    age = personne.age_at(clock.today())
    return _papier(
        dossier.operation, moment, {**told, **given},
        nom=str(personne.nom_affiche), naissance=personne.naissance.texte,
        entree_le=dossier.participant.entree_le, sortie_le=dossier.sortie,
        mineur=age is not None and age < MAJORITY,
    )  # fmt: skip


def vierge(operation: Operation, moment: str) -> Papier:
    """One to be filled in by hand, for anybody."""
    handle().require_actor().require(Droit.SUIVI_LIRE)
    return _papier(operation, moment, {})


def papiers_a_faire(
    operation: Operation, dossiers: Sequence[DossierFse], *, connues: bool
) -> list[Papier]:
    """One for each questionnaire that waits for answers, or for a signature, person by person."""
    today = clock.today()
    found = [
        papier_of(one, etat.code, connues=connues)
        for one in dossiers
        for etat in etats_of(one, today)
        if etat.demande or etat.a_signer
    ]
    if not found:
        raise Refused(
            f"Rien à imprimer\u00a0: dans «\u00a0{operation.intitule}\u00a0», aucun questionnaire "
            "n’attend de réponse ni de signature. Demandez plutôt des exemplaires vierges."
        )
    return found


def trace_papiers(operation_id: str, *, how: str) -> None:
    """Tell the journal that questionnaires are printed or written in a file."""
    handle().require_actor().require(Droit.SUIVI_LIRE)
    journal.record(
        "questionnaires_fse",
        objet="operation",
        objet_id=operation_id,
        champs=[f"format\u00a0: {how}"],
    )


def _papier(operation: Operation, moment: str, given: Mapping[str, str], **who: Any) -> Papier:
    service: Any = own_service()
    town = " ".join(filter(None, (service.code_postal, service.commune)))
    reach = (service.adresse, town, telephone.shown(service.telephone))
    nobody = {"nom": "", "naissance": "", "entree_le": None, "sortie_le": None, "mineur": False}
    return Papier(
        structure=service.nom,
        coordonnees=tuple(filter(None, reach)),
        operation=str(operation.intitule),
        numero=str(operation.numero),
        moment=next(one for one in moments() if one.code == moment),
        groupes=tuple(_groups(moment, given)),
        commune=service.commune,
        le=clock.today(),
        **{**nobody, **who},
    )


def _groups(moment: str, given: Mapping[str, str]) -> Iterator[tuple[str, tuple[Ligne, ...]]]:
    lines: dict[str, list[Ligne]] = {}
    for one in questions_of(moment):
        lines.setdefault(one.groupe, []).append(_ligne(one, given.get(one.code, "")))
    for title, found in lines.items():
        yield title, tuple(found)


def _ligne(question: Question, answer: str) -> Ligne:
    libelle = f"{question.libelle} (facultatif)" if question.facultative else question.libelle
    if not question.reponses:
        text = _said(question, answer)
        return Ligne(libelle, texte=text, condition=_condition(question))
    given = answer.split()
    return Ligne(
        libelle,
        tuple((words, code in given) for code, words in question.reponses),
        plusieurs=question.genre == CHOIX_MULTIPLE,
        condition=_condition(question),
    )


def _said(question: Question, answer: str) -> str:
    if answer and question.code == "date_naissance":
        return f"{dt.date.fromisoformat(answer):%d/%m/%Y}"
    return question.said(answer) if answer else ""


def _condition(question: Question) -> str:
    """« si sans emploi… »: what must have been answered for it to be asked."""
    if not question.si:
        return ""
    words = dict(questions()[question.si].reponses)
    codes = question.parmi or question.sauf
    if len(codes) > _MOST_SAID:
        return "selon la réponse d’avant"
    said = "\u00a0» ou «\u00a0".join(words[code] for code in codes)
    return f"{'si' if question.parmi else 'sauf si'} «\u00a0{said}\u00a0»"
