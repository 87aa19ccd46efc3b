"""The questions of the fund, as they are shipped: what is asked when, with which answers."""

import datetime as dt
import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import resources
from models.base.errors import Invalid

NSP = "nsp"  # « Ne souhaite pas répondre » is an answer
MOMENTS = ("entree", "sortie", "six_mois")
CHOIX, CHOIX_MULTIPLE, TEXTE, DATE, DOSSIER = "choix", "choix_multiple", "texte", "date", "dossier"
Reponses = Mapping[str, str]


@dataclass(frozen=True)
class Question:
    """One question of one moment; `reponses` are (code, words), the refusal to answer included.

    `dossier`: read from the file of the person. `propose`: the file proposes, she confirms.
    `seule`: the answer that excludes the others. `si`: another question, and the answers that make
    this one asked (`sauf`: those that do not).
    """

    code: str
    moment: str
    groupe: str
    genre: str
    libelle: str
    reponses: tuple[tuple[str, str], ...] = ()
    facultative: bool = False
    propose: bool = False
    seule: str = ""
    si: str = ""
    parmi: tuple[str, ...] = ()
    sauf: tuple[str, ...] = ()

    @property
    def is_read(self) -> bool:
        return self.genre == DOSSIER

    def is_asked(self, given: Reponses) -> bool:
        """Whether it is asked, after the other answers of its moment; not as long as one lacks."""
        if not self.si:
            return True
        other = given.get(self.si)
        if other is None:
            return False
        return other in self.parmi if self.parmi else other not in self.sauf

    def said(self, reponse: str) -> str:
        """An answer in words: « RSA, AAH », « 12/03/2026 »."""
        if self.genre == DATE:
            return f"{dt.date.fromisoformat(reponse):%d/%m/%Y}"
        if not self.reponses:
            return reponse
        words = dict(self.reponses)
        return ", ".join(words.get(code, code) for code in reponse.split())


@dataclass(frozen=True)
class Moment:
    """One of the three questionnaires."""

    code: str
    libelle: str
    aide: str


@functools.cache
def moments() -> tuple[Moment, ...]:
    return tuple(Moment(**entry) for entry in _content()["moment"])


@functools.cache
def questions() -> dict[str, Question]:
    """Every question by its code, in order."""
    refusal = (NSP, _content()["nsp"])
    return {entry["code"]: _question(entry, refusal) for entry in _content()["question"]}


@functools.cache
def questions_of(moment: str) -> tuple[Question, ...]:
    return tuple(one for one in questions().values() if one.moment == moment)


def asked(moment: str, given: Reponses) -> list[Question]:
    """The questions of a moment that are asked, after the answers given so far."""
    return [one for one in questions_of(moment) if one.is_asked(given)]


def missing(moment: str, given: Reponses) -> list[Question]:
    """The questions asked that have no answer, and without which the record is not complete."""
    return [one for one in asked(moment, given) if not one.facultative and not given.get(one.code)]


def checked(question: Question, answer: str | Sequence[str] | dt.date | None) -> str:
    """What is stored of an answer, empty if there is none; `Invalid` when it is not one of hers."""
    if answer is None or answer in ("", (), []):
        return ""
    if isinstance(answer, dt.date):
        answer = answer.isoformat()
    if question.genre == DATE:
        return _checked_day(question, str(answer))
    if question.genre == TEXTE:
        return " ".join(str(answer).split())
    codes = answer.split() if isinstance(answer, str) else list(answer)
    known = [code for code, _ in question.reponses]
    several = question.genre == CHOIX_MULTIPLE
    alone = {question.seule, NSP} & set(codes)
    if set(codes) - set(known) or (len(codes) > 1 and (not several or alone)):
        raise Invalid(
            question.code,
            f"«\u00a0{question.libelle}\u00a0»\u00a0: ces réponses ne vont pas ensemble, ou ne "
            "sont pas dans la liste. Choisissez de nouveau.",
        )
    return " ".join(code for code in known if code in codes)


def _checked_day(question: Question, text: str) -> str:
    try:
        return dt.date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise Invalid(
            question.code, f"«\u00a0{question.libelle}\u00a0»\u00a0: écrivez une date."
        ) from error


def _question(entry: dict[str, Any], refusal: tuple[str, str]) -> Question:
    values = {k: v for k, v in entry.items() if k not in ("reponses", "nsp", "si")}
    given = [(one["code"], one["libelle"]) for one in entry.get("reponses", ())]
    si = entry.get("si", {})
    return Question(
        **values,
        reponses=tuple([*given, refusal] if entry.get("nsp") else given),
        si=si.get("question", ""),
        parmi=tuple(si.get("reponses", ())),
        sauf=tuple(si.get("sauf", ())),
    )


@functools.cache
def _content() -> dict[str, Any]:
    return resources.read_toml("fse/questionnaires.toml")
