"""Which passages are the same personne.

A name makes a personne only when it is whole: a family name and a given name, no initial. Two rows
are the same personne when their names agree in full (accents, case, hyphens and order aside) and
no fact contradicts: birth (a day against a day; a year against a year; an age within one year,
five if « env. »), sexe, telephone. The same birth to the day outweighs another telephone, since
numbers change; nothing outweighs a birth.

When a name is borne by several, a row that says too little to choose joins none of them: such rows
make one personne of their own, with a warning. A partial name (`DUFOUR R.`, `Mme SARR`, `Monique`)
never makes a personne; it joins one only on evidence: the same telephone, or the same birth to the
day, with the same family name, an initial that agrees, and one candidate only.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from models.echanges.choix import GROUPE
from models.echanges.comprehension.compris import LigneComprise, Naissance, PersonneComprise
from models.echanges.comprehension.valeurs.lexique import is_initial
from models.echanges.comprehension.valeurs.textes import folded

_WEIGHTS = {"jour": 8, "mois": 6, "annee": 5, "estimee": 3, "inconnue": 0}


@dataclass(slots=True)
class Groupe:
    """One personne and her passages, as ranks among the lines; facts are the best written."""

    nom: str
    prenom: str
    lignes: list[int] = field(default_factory=list)
    civilite: str | None = None
    sexe: str | None = None
    naissance: Naissance | None = None
    telephone: str | None = None
    telephones: set[str] = field(default_factory=set)
    quartier: str | None = None
    avertissement: str | None = None
    cle: str = ""  # tells the same group when the file is understood again
    annees: tuple[int, int] | None = None
    joints: list["Groupe"] = field(default_factory=list)  # those said to be the same person


def grouper(
    lignes: Sequence[LigneComprise], decisions: Mapping[str, str] = MappingProxyType({})
) -> list[Groupe]:
    """The personnes of a register, in the order of their first passage.

    `decisions`: the groups that somebody said to be one, by their keys.
    """
    by_name: dict[str, list[int]] = defaultdict(list)
    partial: list[int] = []
    keys: dict[tuple[str | None, str | None], str] = {}
    for rank, line in enumerate(lignes):
        person = line.personne
        if person is None:
            continue
        if person.partielle:
            partial.append(rank)
            continue
        pair = person.nom, person.prenom
        if pair not in keys:
            keys[pair] = name_key(f"{person.nom} {person.prenom}")
        by_name[keys[pair]].append(rank)
    groups = [group for ranks in by_name.values() for group in _bearers(ranks, lignes)]
    _join_partial(partial, groups, lignes)
    for group in groups:
        group.lignes.sort()
        group.nom, group.prenom = _capital(group.nom), _capital(group.prenom)
        first = lignes[group.lignes[0]]
        group.cle = f"{name_key(f'{group.nom} {group.prenom}')}|{first.feuille}|{first.ligne}"
    whole = sorted(groups, key=lambda group: group.lignes[0])
    return _joined(whole, decisions, lignes) if decisions else whole


def _joined(
    groups: list[Groupe], decisions: Mapping[str, str], lignes: Sequence[LigneComprise]
) -> list[Groupe]:
    """The groups, those said to be the same person put together."""
    by_key = {group.cle: group for group in groups}
    gone: set[str] = set()
    for group in groups:
        target = by_key.get(decisions.get(group.cle, "").removeprefix(GROUPE))
        while target is not None and target.cle in gone:
            target = by_key.get(decisions.get(target.cle, "").removeprefix(GROUPE))
        if target is None or target is group:
            continue
        for rank in group.lignes:
            _add(target, rank, _person(lignes[rank]))
        target.lignes.sort()
        target.joints.append(group)
        gone.add(group.cle)
    return [group for group in groups if group.cle not in gone]


def name_key(name: str) -> str:
    """The words of a name in alphabetical order: `Rachid GIRAUD` is `GIRAUD Rachid`."""
    return " ".join(sorted(folded(name).split()))


def _bearers(ranks: Sequence[int], lignes: Sequence[LigneComprise]) -> list[Groupe]:
    """All the personnes who bear one name, those who say most of themselves first."""
    groups: list[Groupe] = []
    unsure: list[int] = []
    for rank in sorted(ranks, key=lambda r: (-_weight(lignes[r]), r)):
        person = _person(lignes[rank])
        fitting = [group for group in groups if not _contradicts(group, person)]
        sure = [group for group in fitting if _agrees(group, person)]
        if len(fitting) == 1 or len(sure) == 1:
            _add(sure[0] if len(sure) == 1 else fitting[0], rank, person)
        elif fitting:
            unsure.append(rank)
        else:
            groups.append(_new(rank, person))
    return groups + _apart(unsure, lignes, len(groups))


def _apart(ranks: list[int], lignes: Sequence[LigneComprise], bearers: int) -> list[Groupe]:
    """Rows that fit several bearers of the name: among themselves, like any others."""
    groups: list[Groupe] = []
    for rank in ranks:
        person = _person(lignes[rank])
        fitting = [group for group in groups if not _contradicts(group, person)]
        if fitting:
            _add(fitting[0], rank, person)
        else:
            groups.append(_new(rank, person))
    for group in groups:
        group.avertissement = (
            f"{_capital(group.nom)} {_capital(group.prenom)}\u00a0: {bearers} personnes portent "
            f"ce nom\u00a0; {_passages(len(group.lignes))} laquelle."
        )
    return groups


def _passages(count: int) -> str:
    return f"{count} passages ne disent pas" if count > 1 else "un passage ne dit pas"


def _person(line: LigneComprise) -> PersonneComprise:
    assert line.personne is not None
    return line.personne


def _weight(line: LigneComprise) -> int:
    """How much a row says: a birth first, then a telephone, then a sexe."""
    person = _person(line)
    born = person.naissance
    birth = _WEIGHTS[born.precision] if born else 0
    return birth + 4 * (person.telephone is not None) + (person.sexe is not None)


def _new(rank: int, person: PersonneComprise) -> Groupe:
    group = Groupe(person.nom or "", person.prenom or "")
    _add(group, rank, person)
    return group


def _add(group: Groupe, rank: int, person: PersonneComprise) -> None:
    """A row joins: what it writes better or newly is kept."""
    group.lignes.append(rank)
    group.nom, group.prenom = _nicer(group, person)
    group.civilite = group.civilite or person.civilite
    group.sexe = group.sexe or person.sexe
    group.telephone = group.telephone or person.telephone
    group.quartier = group.quartier or person.quartier
    if person.telephone:
        group.telephones.add(person.telephone)
    if person.naissance and _rank_of(person.naissance) > _rank_of(group.naissance):
        group.naissance = person.naissance
    span = years_of(person.naissance)
    if span and group.annees:
        span = max(span[0], group.annees[0]), min(span[1], group.annees[1])
    group.annees = span or group.annees


def _nicer(group: Groupe, person: PersonneComprise) -> tuple[str, str]:
    """Accents rather than none, capitals rather than none; the cut between both stays the first."""
    nom, prenom = person.nom or "", person.prenom or ""
    if folded(nom) != folded(group.nom) or folded(prenom) != folded(group.prenom):
        return group.nom, group.prenom
    return max(group.nom, nom, key=_care), max(group.prenom, prenom, key=_care)


def _capital(text: str) -> str:
    """A name that was only ever typed in small letters."""
    if not text.islower():
        return text
    return re.sub(r"(?:^|(?<=[ \-’']))[^\W\d_]", lambda found: found[0].upper(), text)


def _care(text: str) -> tuple[int, bool, bool]:
    return sum(c > "\x7f" for c in text), text[:1].isupper(), "-" in text


_PRECISIONS = ("inconnue", "estimee", "annee", "mois", "jour")


def _rank_of(born: Naissance | None) -> int:
    return -1 if born is None else _PRECISIONS.index(born.precision)


def years_of(born: Naissance | None) -> tuple[int, int] | None:
    """The first and last years of birth that a fact allows."""
    if born is None or born.annee is None:
        return None
    if born.precision != "estimee":
        return born.annee, born.annee
    if born.age is None or born.tranche is None:
        return born.annee - 5, born.annee + 5  # « env. 30 », « vers 1980 »
    return born.annee - 2, born.annee + 1  # the birthday may come, and people err by one


def _contradicts(group: Groupe, person: PersonneComprise) -> bool:
    if group.sexe and person.sexe and group.sexe != person.sexe:
        return True
    if born_apart(group, person.naissance):
        return True
    if not person.telephone or not group.telephones or person.telephone in group.telephones:
        return False
    return not _same_day(group.naissance, person.naissance)


def born_apart(group: Groupe, born: Naissance | None) -> bool:
    if _days_differ(group.naissance, born):
        return True
    mine, theirs = group.annees, years_of(born)
    return bool(mine and theirs and (mine[1] < theirs[0] or theirs[1] < mine[0]))


def _days_differ(first: Naissance | None, second: Naissance | None) -> bool:
    one, other = _day(first), _day(second)
    return one is not None and other is not None and one != other


def _same_day(first: Naissance | None, second: Naissance | None) -> bool:
    one = _day(first)
    return one is not None and one == _day(second)


def _day(born: Naissance | None) -> dt.date | None:
    return born.date if born and born.precision == "jour" else None


def _agrees(group: Groupe, person: PersonneComprise) -> bool:
    """A fact in common, stronger than the name alone."""
    if person.telephone and person.telephone in group.telephones:
        return True
    if _same_day(group.naissance, person.naissance):
        return True
    mine, theirs = group.naissance, person.naissance
    return bool(
        mine and theirs and theirs.precision == "annee" and mine.annee == theirs.annee
        and mine.precision in ("annee", "mois", "jour")
    )  # fmt: skip


def _join_partial(
    ranks: Iterable[int], groups: Sequence[Groupe], lignes: Sequence[LigneComprise]
) -> None:
    """Partial names with evidence of their own go where that evidence leads."""
    by_phone: dict[str, list[Groupe]] = defaultdict(list)
    by_birth: dict[dt.date, list[Groupe]] = defaultdict(list)
    for group in groups:
        for phone in group.telephones:
            by_phone[phone].append(group)
        if day := _day(group.naissance):
            by_birth[day].append(group)
    joined = []
    for rank in ranks:
        person = _person(lignes[rank])
        near = by_phone.get(person.telephone, []) if person.telephone else []
        near = near + by_birth.get(_day(person.naissance) or dt.date.min, [])
        fitting = {id(g): g for g in near if _could_be(g, person) and not _contradicts(g, person)}
        if len(fitting) == 1:
            joined.append((fitting.popitem()[1], rank))
    for group, rank in joined:
        _add(group, rank, _person(lignes[rank]))


def _could_be(group: Groupe, person: PersonneComprise) -> bool:
    """The same family name, and a given name or an initial that agrees."""
    if not person.nom or is_initial(person.nom) or folded(person.nom) != folded(group.nom):
        return False
    if not person.prenom:
        return True
    return folded(group.prenom)[:1] == folded(person.prenom)[:1]
