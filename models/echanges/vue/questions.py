"""The people of a file who may be somebody else, and what was decided of them."""

from collections.abc import Sequence

from models.base.held import HeldListing, held_column
from models.base.search import fold
from models.echanges.choix import GROUPE, NOUVEAU
from models.echanges.questions import Question

_DOUTES = (("à décider", "attention"), ("à vérifier", "attention"), ("sûr", "good"))


def questions_listing(found: Sequence[Question]) -> HeldListing:
    return HeldListing(
        title="Personnes à reconnaître",
        columns=(
            held_column("doute", "État", lambda q: _state(q)[0], width=12,
                    status=lambda q: _state(q)[1]),
            held_column("nom", "Dans le fichier", lambda q: q.nom, width=22, nominative=True),
            held_column("faits", "Ce qu’il en dit", _facts, width=30, nominative=True),
            held_column("candidat", "Peut-être", _candidate, width=34, nominative=True),
            held_column("decision", "Ce sera", decision_of, width=18),
        ),
        held=found,
        words=[fold(f"{q.nom} {q.candidat.nom}") for q in found],
        empty="Personne dans ce fichier ne ressemble à quelqu’un d’autre.",
    )  # fmt: skip


def decision_of(question: Question) -> str:
    """What the group becomes, in words."""
    if question.decision == NOUVEAU:
        return "un nouveau dossier"
    return "la même personne" if question.decision.startswith(GROUPE) else "le dossier connu"


def _facts(question: Question) -> str:
    return " · ".join(filter(None, (question.faits, question.passages)))


def _candidate(question: Question) -> str:
    one = question.candidat
    more = len(question.candidats) - 1
    others = f" (+ {more})" if more else ""
    return " · ".join(filter(None, (one.nom, one.faits))) + others


def _state(question: Question) -> tuple[str, str]:
    return ("décidé", "good") if question.decidee else _DOUTES[question.doute]
