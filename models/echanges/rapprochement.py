"""Which personnes of a file already have one in the base, and what the new files hold."""

import datetime as dt
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from models.base.ids import new_id
from models.base.search import fold
from models.echanges.choix import FICHE, NOUVEAU
from models.echanges.connus import Connue, files_of, named_alike
from models.echanges.groupes import Groupe, name_key, years_of
from models.personnes.fusion import kept_among
from models.personnes.naissance import Naissance, Precision
from models.personnes.personne import Personne


class Rapprochement:
    """Every group gets the key of a file: that which somebody decided, else an existing one when
    the whole name agrees with a single file and no fact contradicts, else a new one."""

    def __init__(
        self, groupes: Sequence[Groupe], decisions: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        self.groupes = groupes
        self.created: list[Groupe] = []
        self.met: dict[str, Connue] = {}
        self.of_line: dict[int, Groupe] = {}
        self.alike = named_alike(groupes) if groupes else {}
        self._keys: dict[int, str] = {}
        self._naissances: dict[int, Naissance] = {}
        chosen = [d.removeprefix(FICHE) for d in decisions.values() if d.startswith(FICHE)]
        moved = kept_among(chosen) if chosen else {}
        files = files_of(moved.get(key, key) for key in chosen)
        taken = set(files)
        for groupe in groupes:
            decision = decisions.get(groupe.cle, "")
            named = decision.removeprefix(FICHE)
            known = files.get(moved.get(named, named))
            if known is None and decision != NOUVEAU:
                known = self._fitting(groupe, taken)
            self._settle(groupe, known)
            taken.update([known.id] if known else [])

    def key_of(self, groupe: Groupe) -> str:
        return self._keys[id(groupe)]

    def follow_merges(self) -> None:
        """What is told of a file that was absorbed since goes to the one that holds it."""
        moved = kept_among([known.id for known in self.met.values()])
        files = files_of(moved.values()) if moved else {}
        for groupe in self.groupes:
            known = files.get(moved.get(self.key_of(groupe), ""))
            if known is not None:
                self._keys[id(groupe)], self._naissances[id(groupe)] = known.id, known.naissance
                self.met[groupe.cle] = known

    def naissance_of(self, groupe: Groupe) -> Naissance:
        return self._naissances[id(groupe)]

    def personne_of(
        self, groupe: Groupe, details: Mapping[str, str] = MappingProxyType({})
    ) -> Personne:
        """The file of a new personne, not saved: imports write by thousands."""
        naissance = self._naissances[id(groupe)]
        phones = sorted(groupe.telephones - {groupe.telephone})
        facts = {name: _cut(name, text) for name, text in details.items()}
        phone = facts.pop("telephone_autre", "") or (phones[0] if phones else "")
        family = facts.pop("nom_naissance", "")
        if family and fold(family) != fold(groupe.nom):
            facts["nom_usage"] = groupe.nom[:120]
        personne = Personne(
            id=self.key_of(groupe),
            nom_naissance=(family or groupe.nom)[:120],
            prenom=groupe.prenom[:120],
            sexe=f"sexe.{groupe.sexe}" if groupe.sexe else None,
            date_naissance=naissance.date,
            precision_naissance=naissance.precision.value,
            telephone=groupe.telephone or "",
            telephone_autre=phone,
            quartier=(groupe.quartier or "")[:80],
            **facts,
        )
        names = (personne.nom, personne.prenom_affiche, personne.surnom)
        personne.cle = fold(" ".join(names))[:400]
        return personne

    def _fitting(self, groupe: Groupe, taken: set[str]) -> Connue | None:
        alike = self.alike.get(name_key(f"{groupe.nom} {groupe.prenom}"), ())
        fitting = [k for k in alike if k.id not in taken and not contradicts(groupe, k)]
        return fitting[0] if len(fitting) == 1 else None

    def _settle(self, groupe: Groupe, known: Connue | None) -> None:
        self._keys[id(groupe)] = known.id if known else new_id()
        self._naissances[id(groupe)] = known.naissance if known else _naissance(groupe)
        if known is None:
            self.created.append(groupe)
        else:
            self.met[groupe.cle] = known
        self.of_line.update(dict.fromkeys(groupe.lignes, groupe))


def contradicts(groupe: Groupe, known: Connue) -> bool:
    """Whether a fact says that the file is somebody else's."""
    if groupe.sexe and known.sexe and known.sexe != f"sexe.{groupe.sexe}":
        return True
    born, date = groupe.naissance, known.date_naissance
    if date is not None and born is not None:
        if born.precision == "jour" and known.precision_naissance == "jour":
            return bool(born.date != date)
        span = years_of(born)
        if span and not span[0] <= date.year <= span[1]:
            return True
    return bool(known.telephones and groupe.telephones and not known.telephones & groupe.telephones)


def agrees(groupe: Groupe, known: Connue) -> bool:
    """A fact in common, beside the name."""
    if known.telephones & groupe.telephones:
        return True
    born = groupe.naissance
    precise = born is not None and born.precision == known.precision_naissance == "jour"
    return bool(precise and born and born.date == known.date_naissance)


def _cut(name: str, text: str) -> str:
    return text[: Personne._meta.fields[name].max_length]


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
