"""Everything that an import would do, ready to be looked at, told, or written."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from models.accueil.passage import Passage
from models.base.table import tuples_of
from models.echanges.choix import FICHE, PERSONNES, REGISTRE, Choix
from models.echanges.comprehension.compris import Ignoree
from models.echanges.comprehension.ensemble import RegistreCompris
from models.echanges.correspondance import identite_of
from models.echanges.deja import MODIFIEE, NOUVELLE, REPRISE, Sort, sorts
from models.echanges.empreintes import Empreinte, empreintes
from models.echanges.groupes import Groupe, grouper
from models.echanges.intacts import packets, untouched
from models.echanges.questions import Question, questions_of
from models.echanges.rapport import rapport
from models.echanges.rapprochement import Rapprochement
from models.echanges.reprise import traces

LIGNE_MODIFIEE = "déjà reprise, modifiée depuis dans le fichier\u00a0: l’ancienne est gardée"
LIGNE_CORRIGEE = "déjà reprise, puis corrigée dans le registre\u00a0: elle n’est pas remplacée"


@dataclass(frozen=True)
class Preparation:
    """`ranks` are the lines that will be written; `sorts` and `marks` tell of each line what it is
    beside the imports before; `remplaces`: the passages that rows take the place of."""

    registre: RegistreCompris
    choix: Choix
    marks: Sequence[Empreinte]
    sorts: Sequence[Sort]
    ranks: Sequence[int]
    refus: Mapping[int, str]
    remplaces: Sequence[str]
    found: Rapprochement
    groupes: Sequence[Groupe]
    connus: Mapping[str, str]
    appris: Mapping[str, str]

    @cached_property
    def repris(self) -> RegistreCompris:
        """The file as if it held only the lines that are written."""
        lines = self.registre.lignes
        left = [
            Ignoree(lines[rank].feuille, lines[rank].ligne, reason)
            for rank, reason in self.refus.items()
        ]
        return self.registre._replace(
            lignes=tuple(lines[rank] for rank in self.ranks),
            ignorees=(*self.registre.ignorees, *left),
        )

    @property
    def deja(self) -> int:
        return sum(one.etat == REPRISE for one in self.sorts)

    @property
    def modifiees(self) -> int:
        return sum(one.etat == MODIFIEE for one in self.sorts)

    @cached_property
    def created(self) -> list[Groupe]:
        kept = {id(groupe) for groupe in self.groupes}
        return [groupe for groupe in self.found.created if id(groupe) in kept]

    @cached_property
    def details(self) -> dict[str, dict[str, str]]:
        """What a list of people tells of each group beside what a register may tell."""
        told = self.registre.details
        found: dict[str, dict[str, str]] = {}
        for groupe in self.groupes:
            mine: dict[str, str] = {}
            for rank in groupe.lignes if told else ():
                mine = {**told[rank], **mine}
            found[groupe.cle] = mine
        return found

    def questions(self) -> list[Question]:
        """What somebody may want to decide of the people, from the rows alone."""
        kept = set(self.ranks)
        groupes = [
            groupe
            for groupe in grouper(self.registre.lignes)
            if groupe.cle not in self.connus and not kept.isdisjoint(groupe.lignes)
        ]
        found = Rapprochement(groupes, {**self.appris, **self.connus})
        return questions_of(found, self.choix.personnes)

    def told(self, *, essai: bool) -> dict[str, Any]:
        """The report of what is done, or would be."""
        found = rapport(self.repris, self.groupes)
        is_list = self.registre.genre == PERSONNES
        found["genre"] = self.registre.genre
        found["lignes"] += self.deja
        found["passages"] = 0 if is_list else found["passages"]
        found["anonymes"] = 0 if is_list else found["anonymes"]
        found["personnes"] = len(self.created)
        found["personnes_retrouvees"] = len(self.groupes) - len(self.created)
        found["deja_repris"] = self.deja
        found["modifiees"] = self.modifiees
        found["remplacees"] = len(self.remplaces)
        found["essai"] = essai
        return found


def preparer(registre: RegistreCompris, choix: Choix) -> Preparation:
    """What becomes of each line, and whose passages they are. Reads the base, writes nothing."""
    is_register = registre.genre == REGISTRE
    marks = empreintes(registre) if is_register else []
    lines = registre.lignes
    states = sorts(lines, marks, traces()) if marks else [Sort(NOUVELLE)] * len(lines)
    ranks, refus, replaced = _kept(states, choix)
    groupes = grouper(lines, choix.personnes)
    known = _files_of_rows(groupes, states)
    taught = _taught(groupes, choix)
    found = Rapprochement(groupes, {**taught, **known, **choix.personnes})
    kept = set(ranks)
    mine = [g for g in groupes if any(rank in kept for rank in g.lignes)]
    for groupe in mine:
        groupe.lignes = [rank for rank in groupe.lignes if rank in kept]
    return Preparation(
        registre, choix, marks, states, ranks, refus, replaced, found, mine, known, taught
    )


def _taught(groupes: Sequence[Groupe], choix: Choix) -> dict[str, str]:
    """Who somebody of this file was said to be when another one was brought in."""
    if not choix.gens:
        return {}
    told = {groupe.cle: choix.gens.get(identite_of(groupe), "") for groupe in groupes}
    return {cle: decision for cle, decision in told.items() if decision}


def _kept(states: Sequence[Sort], choix: Choix) -> tuple[list[int], dict[int, str], list[str]]:
    """The lines to write, why some are not, and the passages that are replaced."""
    changed = {rank: s.avant for rank, s in enumerate(states) if s.etat == MODIFIEE and s.avant}
    refus: dict[int, str] = {}
    free: set[str] = set()
    if choix.modifiees:
        free = untouched(list(changed.values()))
        refus = {r: LIGNE_CORRIGEE for r, row in changed.items() if row.passage not in free}
    else:
        refus = dict.fromkeys(changed, LIGNE_MODIFIEE)
    ranks = [
        rank
        for rank, state in enumerate(states)
        if state.etat == NOUVELLE or (state.etat == MODIFIEE and rank not in refus)
    ]
    replaced = [row.passage for rank, row in changed.items() if rank not in refus]
    return ranks, refus, replaced


def _files_of_rows(groupes: Sequence[Groupe], states: Sequence[Sort]) -> dict[str, str]:
    """Groups of which rows were brought in before: they are the personne of those passages."""
    passages = {rank: s.avant.passage for rank, s in enumerate(states) if s.avant is not None}
    people: dict[str, str] = {}
    for keys in packets(list(passages.values())):
        query: Any = Passage.select(Passage.id, Passage.personne)
        known = Passage.id.in_(keys) & Passage.personne.is_null(False)
        people.update(tuples_of(query.where(known)))
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for groupe in groupes:
        for rank in groupe.lignes:
            if (person := people.get(passages.get(rank, ""))) is not None:
                votes[groupe.cle][person] += 1
    return {cle: FICHE + counts.most_common(1)[0][0] for cle, counts in votes.items()}
