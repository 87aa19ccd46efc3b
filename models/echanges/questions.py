"""Homonyms and near names of a file as questions: who may be whom, and what is proposed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from models.base.search import fold
from models.echanges.choix import FICHE, GROUPE, NOUVEAU
from models.echanges.connus import Connue, faits_of, near, passages_of, resembles
from models.echanges.groupes import Groupe, born_apart, name_key
from models.echanges.rapprochement import Rapprochement, agrees, contradicts

A_DECIDER, A_VERIFIER, SUR = 0, 1, 2


class Candidat(NamedTuple):
    """Somebody whom a group may be: a file of the base, or another group of the same file."""

    decision: str
    nom: str
    faits: str

    @property
    def connu(self) -> bool:
        return self.decision.startswith(FICHE)


class Question(NamedTuple):
    """`propose` is what the understanding does by itself; `decision` what holds now."""

    cle: str
    nom: str
    faits: str
    passages: str
    candidats: tuple[Candidat, ...]
    propose: str
    decision: str
    doute: int
    decidee: bool
    vu: int = 0  # the rank of the candidate that is shown

    @property
    def candidat(self) -> Candidat:
        return self.candidats[self.vu]

    def decided(self, decision: str) -> "Question":
        return self._replace(decision=decision, decidee=True)

    def another(self) -> "Question":
        """Not this one: the next candidate, or nobody known once all were seen."""
        if self.vu + 1 < len(self.candidats):
            return self._replace(vu=self.vu + 1, decision=NOUVEAU, decidee=False)
        return self.decided(NOUVEAU)


def questions_of(found: Rapprochement, decisions: Mapping[str, str]) -> list[Question]:
    """One question for each group that may be somebody else's: the doubtful ones first.

    `found` holds the groups as the rows alone make them, before any decision.
    """
    nearby = near(found.groupes)
    others = _namesakes(found.groupes)
    questions = []
    for groupe in found.groupes:
        known = found.alike.get(name_key(f"{groupe.nom} {groupe.prenom}"), [])
        files = list({one.id: one for one in [*known, *nearby.get(groupe.cle, ())]}.values())
        if files or groupe.cle in others:
            met = found.met.get(groupe.cle)
            alike = others.get(groupe.cle, ())
            questions.append(_question(groupe, met, files, alike, decisions))
    return sorted(questions, key=lambda q: (q.doute, fold(q.nom)))


def _question(
    groupe: Groupe, met: Connue | None, files: Sequence[Connue], alike: Sequence[Groupe],
    decisions: Mapping[str, str],
) -> Question:  # fmt: skip
    first = sorted(files, key=lambda one: (one is not met, not agrees(groupe, one)))
    candidates = [Candidat(FICHE + one.id, one.nom, one.faits) for one in first]
    candidates += [
        Candidat(GROUPE + one.cle, f"{one.nom} {one.prenom}", _of_rows(one)) for one in alike
    ]
    proposed = FICHE + met.id if met else NOUVEAU
    decided = decisions.get(groupe.cle)
    named = [at for at, one in enumerate(candidates) if one.decision == (decided or proposed)]
    return Question(
        groupe.cle, f"{groupe.nom} {groupe.prenom}", faits_of(groupe), passages_of(groupe),
        tuple(candidates), proposed, decided or proposed, _doubt(groupe, met, files, alike),
        decided is not None, named[0] if named else 0,
    )  # fmt: skip


def _of_rows(groupe: Groupe) -> str:
    return " · ".join(filter(None, (faits_of(groupe), passages_of(groupe))))


def _doubt(
    groupe: Groupe, met: Connue | None, files: Sequence[Connue], alike: Sequence[Groupe]
) -> int:
    if met is not None:
        return SUR if agrees(groupe, met) else A_VERIFIER
    if groupe.avertissement or any(not contradicts(groupe, one) for one in files):
        return A_DECIDER
    sure = [one for one in alike if not one.avertissement]  # the others ask themselves
    if any(not born_apart(groupe, one.naissance) for one in sure):
        return A_DECIDER
    return A_VERIFIER if files else SUR


def _namesakes(groupes: Sequence[Groupe]) -> dict[str, tuple[Groupe, ...]]:
    """For each group, those before it that bear its name, or a near name and its telephone or
    birth."""
    buckets: dict[object, list[Groupe]] = defaultdict(list)
    found: dict[str, dict[str, Groupe]] = defaultdict(dict)
    for groupe in groupes:
        name = name_key(f"{groupe.nom} {groupe.prenom}")
        for other in buckets[name]:
            found[groupe.cle][other.cle] = other
        facts = list(_facts(groupe))
        for other in (one for fact in facts for one in buckets[fact]):
            if resembles(name, name_key(f"{other.nom} {other.prenom}")):
                found[groupe.cle][other.cle] = other
        for key in (name, *facts):
            buckets[key].append(groupe)
    return {key: tuple(others.values()) for key, others in found.items()}


def _facts(groupe: Groupe) -> Iterable[object]:
    yield from groupe.telephones
    if groupe.naissance is not None and groupe.naissance.precision == "jour":
        yield groupe.naissance.date
