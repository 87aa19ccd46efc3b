"""Which personnes of a register already have a file, and what the new files hold."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from models.base.ids import new_id
from models.base.search import fold
from models.base.table import tuples_of
from models.echanges.groupes import Groupe, name_key, years_of
from models.personnes.naissance import Naissance, Precision
from models.personnes.personne import Personne

Known = tuple[str, str, str, Any, str, str | None]  # key, telephone, precision, date, cle, sexe


class Rapprochement:
    """Every group gets the key of a file: an existing one when the whole name agrees with a single
    file and no fact contradicts, else a new one."""

    def __init__(self, groupes: Sequence[Groupe]) -> None:
        self._keys: dict[int, str] = {}
        self._naissances: dict[int, Naissance] = {}
        self.created: list[Groupe] = []
        self.of_line: dict[int, Groupe] = {}
        known = _known_files() if groupes else {}
        taken: set[str] = set()
        for groupe in groupes:
            fitting = [k for k in known.get(name_key(f"{groupe.nom} {groupe.prenom}"), ())
                       if k[0] not in taken and not _contradicts(groupe, k)]  # fmt: skip
            if len(fitting) == 1:
                self._keys[id(groupe)] = fitting[0][0]
                self._naissances[id(groupe)] = Naissance(fitting[0][3], Precision(fitting[0][2]))
                taken.add(fitting[0][0])
            else:
                self._keys[id(groupe)] = new_id()
                self._naissances[id(groupe)] = _naissance(groupe)
                self.created.append(groupe)
            self.of_line.update(dict.fromkeys(groupe.lignes, groupe))

    def key_of(self, groupe: Groupe) -> str:
        return self._keys[id(groupe)]

    def naissance_of(self, groupe: Groupe) -> Naissance:
        return self._naissances[id(groupe)]

    def personne_of(self, groupe: Groupe) -> Personne:
        """The file of a new personne, not saved: imports write by thousands."""
        naissance = self._naissances[id(groupe)]
        phones = sorted(groupe.telephones - {groupe.telephone})
        return Personne(
            id=self.key_of(groupe),
            nom_naissance=groupe.nom[:120],
            prenom=groupe.prenom[:120],
            sexe=f"sexe.{groupe.sexe}" if groupe.sexe else None,
            date_naissance=naissance.date,
            precision_naissance=naissance.precision.value,
            telephone=groupe.telephone or "",
            telephone_autre=phones[0] if phones else "",
            quartier=(groupe.quartier or "")[:80],
            cle=fold(f"{groupe.nom} {groupe.prenom}")[:400],
        )


def _known_files() -> dict[str, list[Known]]:
    """The files of the base by the words of their names, whatever the order."""
    query: Any = Personne.select(
        Personne.id,
        Personne.telephone,
        Personne.precision_naissance,
        Personne.date_naissance,
        Personne.cle,
        Personne.sexe,
    ).where(Personne.archived_at.is_null())
    found: dict[str, list[Known]] = defaultdict(list)
    for row in tuples_of(query):
        found[name_key(row[4])].append(row)
    return found


def _contradicts(groupe: Groupe, known: Known) -> bool:
    _, telephone, precision, date, _, sexe = known
    if groupe.sexe and sexe and sexe != f"sexe.{groupe.sexe}":
        return True
    born = groupe.naissance
    if date is not None and born is not None:
        if born.precision == "jour" and precision == "jour":
            return bool(born.date != date)
        span = years_of(born)
        if span and not span[0] <= date.year <= span[1]:
            return True
    return bool(telephone and groupe.telephones and telephone not in groupe.telephones)


def _naissance(groupe: Groupe) -> Naissance:
    """What is written of a birth, as a file keeps it."""
    born = groupe.naissance
    if born is None:
        return Naissance(None, Precision.INCONNUE)
    if born.date is not None:
        return Naissance(born.date, Precision(born.precision))
    if born.annee is None:
        return Naissance(None, Precision.INCONNUE)
    return Naissance(dt.date(born.annee, 1, 1), Precision(born.precision))
