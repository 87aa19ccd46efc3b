"""The files of the base that a list of names may be about, read by packets."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from models.base.listing import several
from models.base.search import fold
from models.base.table import tuples_of
from models.base.telephone import shown as shown_phone
from models.echanges.groupes import Groupe, name_key
from models.personnes.mots import PersonneMot
from models.personnes.naissance import Naissance, Precision
from models.personnes.personne import Personne, shown_name

PACKET = 400
_NEAR = 82  # of 100: « DIALO Mamadou » and « DIALLO Mamadou », not « DIALLO Mariama »


class Connue(NamedTuple):
    """What a file says of somebody."""

    id: str
    cle: str
    nom_naissance: str
    nom_usage: str
    prenom: str
    prenom_usage: str
    surnom: str
    sexe: str | None
    date_naissance: dt.date | None
    precision_naissance: str
    telephone: str
    telephone_autre: str
    commune: str

    @property
    def nom(self) -> str:
        family = self.nom_usage or self.nom_naissance
        return shown_name(family, self.prenom_usage or self.prenom, self.surnom)

    @property
    def naissance(self) -> Naissance:
        return Naissance(self.date_naissance, Precision(self.precision_naissance))

    @property
    def telephones(self) -> set[str]:
        return {self.telephone, self.telephone_autre} - {""}

    @property
    def faits(self) -> str:
        phone = shown_phone(self.telephone) if self.telephone else ""
        return " · ".join(filter(None, (self.naissance.texte, phone, self.commune)))


def named_alike(groupes: Sequence[Groupe]) -> dict[str, list[Connue]]:
    """The files whose whole name is that of a group, in any order, by the words of the name."""
    names = {way for groupe in groupes for way in _ways(f"{groupe.nom} {groupe.prenom}")}
    found: dict[str, list[Connue]] = defaultdict(list)
    for known in _read(Personne.cle, names):
        found[name_key(known.cle)].append(known)
    return found


def near(groupes: Sequence[Groupe]) -> dict[str, list[Connue]]:
    """Files of a near name with the same telephone or day of birth, by the key of their group."""
    by_phone: dict[Any, list[Groupe]] = defaultdict(list)
    by_day: dict[Any, list[Groupe]] = defaultdict(list)
    for groupe in groupes:
        for phone in groupe.telephones:
            by_phone[phone].append(groupe)
        if groupe.naissance and groupe.naissance.date and groupe.naissance.precision == "jour":
            by_day[groupe.naissance.date].append(groupe)
    found: dict[str, list[Connue]] = defaultdict(list)
    for known in _read(Personne.telephone, by_phone):
        _keep_near(found, by_phone[known.telephone], known)
    for known in _read(Personne.id, _born_on(by_day)):
        _keep_near(found, by_day.get(known.date_naissance, ()), known)
    return found


def _born_on(days: Iterable[dt.date]) -> set[str]:
    """The people of these days of birth, by their words: no index holds the dates themselves."""
    words = [f"{day:%d%m%Y}" for day in days]
    found: set[str] = set()
    for at in range(0, len(words), PACKET):
        query: Any = PersonneMot.select(PersonneMot.personne)
        found.update(
            row[0] for row in tuples_of(query.where(PersonneMot.mot.in_(words[at : at + PACKET])))
        )
    return found


def resembles(first: str, second: str) -> bool:
    """Near names: a letter or two apart, words in any order, one name of two left out."""
    from rapidfuzz import fuzz

    return max(fuzz.ratio(first, second), fuzz.token_sort_ratio(first, second)) >= _NEAR


def faits_of(groupe: Groupe) -> str:
    """What the rows of a group say of her."""
    born = groupe.naissance.ecrit if groupe.naissance else ""
    phone = shown_phone(groupe.telephone) if groupe.telephone else ""
    return " · ".join(filter(None, (born, phone, groupe.quartier or "")))


def passages_of(groupe: Groupe) -> str:
    return several(len(groupe.lignes), "ligne")


def _keep_near(found: dict[str, list[Connue]], groupes: Iterable[Groupe], known: Connue) -> None:
    for groupe in groupes:
        name = fold(f"{groupe.nom} {groupe.prenom}")
        if known not in found[groupe.cle] and resembles(name, known.cle):
            found[groupe.cle].append(known)


def _ways(name: str) -> set[str]:
    """« da costa maria », « costa maria da », « maria da costa »: the family name first or last."""
    words = fold(name).split()
    return {" ".join(words[at:] + words[:at])[:400] for at in range(len(words))}


def _read(field: Any, values: Iterable[Any]) -> Iterator[Connue]:
    columns = [getattr(Personne, name) for name in Connue._fields]
    wanted = list(values)
    for at in range(0, len(wanted), PACKET):
        query: Any = Personne.select(*columns).where(
            Personne.archived_at.is_null() & field.in_(wanted[at : at + PACKET])
        )
        for row in tuples_of(query):
            yield Connue(*row)


def files_of(keys: Iterable[str]) -> dict[str, Connue]:
    """The files of these keys that are still there."""
    return {known.id: known for known in _read(Personne.id, dict.fromkeys(keys))}
