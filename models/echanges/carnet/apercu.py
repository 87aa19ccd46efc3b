"""What bringing a carnet back would do, told before anything is written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from models.accueil.carnet import Carnet
from models.accueil.demande import Demande
from models.accueil.message import Message
from models.accueil.passage import Passage
from models.base.search import fold
from models.base.table import Table, tuples_of
from models.echanges.carnet.ecarts import Comparaison
from models.echanges.carnet.lecture import OF_PERSONNE, Retour, Row
from models.echanges.carnet.traduction import GONE, Traduction, by_id
from models.nomenclatures.valeur import Valeur
from models.personnes.naissance import Naissance, Precision
from models.personnes.personne import Personne, shown_name
from models.personnes.proches import proches
from models.personnes.recherche import Trouvee

NEAR = 4  # files proposed for one newcomer


class Ligne(NamedTuple):
    """A passage as it is told: when, who, what."""

    id: str
    quand: str
    qui: str
    demandes: str


class Doublon(NamedTuple):
    """A passage of somebody who has another one here that day."""

    ligne: Ligne
    ici: str


class Proche(NamedTuple):
    """A file opened on the road, and those here that may be the same person."""

    id: str
    nom: str
    precisions: str
    candidats: tuple[Trouvee, ...]
    propose: str | None


class Complement(NamedTuple):
    """What a file known here gains; `autres` are the fields that say something else here."""

    id: str
    nom: str
    valeurs: dict[str, Any]
    autres: tuple[str, ...]


@dataclass(frozen=True)
class Apercu:
    """What is new, what is known already, and what somebody has to decide."""

    retour: Retour
    carnet: Carnet | None
    nouveaux: tuple[Ligne, ...]
    connus: int
    corriges: tuple[Ligne, ...]
    differents: tuple[Ligne, ...]
    doublons: tuple[Doublon, ...]
    dossiers: tuple[str, ...]
    proches: tuple[Proche, ...]
    complements: tuple[Complement, ...]
    effaces: int
    faits: int
    traduction: Traduction = field(repr=False, compare=False)

    @property
    def is_empty(self) -> bool:
        """Nothing that is not here already."""
        return not (self.nouveaux or self.dossiers or self.faits or self.completes)

    @property
    def completes(self) -> tuple[Complement, ...]:
        """The files that gain something."""
        return tuple(one for one in self.complements if one.valeurs)


@dataclass(frozen=True)
class Decisions:
    """`meme`: a newcomer is that file here; `laisses`: passages that are not brought back."""

    meme: Mapping[str, str] = field(default_factory=dict)
    laisses: frozenset[str] = frozenset()


def apercu(retour: Retour) -> Apercu:
    """Compare a carnet with what is here; writes nothing."""
    traduction = Traduction(retour)
    told = _Told(retour, traduction)
    rows = retour.lignes[Passage]
    fresh = [r for r in rows if r["id"] not in traduction.passages and r["archived_at"] is None]
    known = [r for r in rows if r["id"] in traduction.passages]
    both = Comparaison(retour, traduction)
    apart = [row for row in known if both.differs(row)]
    met = {row["personne"] for row in (*fresh, *retour.lignes[Message])}
    newcomers = [row for row in retour.lignes[Personne] if _is_newcomer(row, met, traduction)]
    return Apercu(
        retour=retour,
        carnet=Carnet.get_or_none(Carnet.id == retour.carnet_id),
        nouveaux=tuple(map(told.ligne, fresh)),
        connus=len(known),
        corriges=tuple(told.ligne(r) for r in apart if not both.corrected_here(r)),
        differents=tuple(told.ligne(r) for r in apart if both.corrected_here(r)),
        doublons=tuple(_doublons(fresh, told, traduction)),
        dossiers=tuple(row["id"] for row in newcomers),
        proches=tuple(_proches(newcomers)),
        complements=tuple(_complements(retour, traduction)),
        effaces=sum(traduction.personnes.get(r["personne"] or "x") == GONE for r in fresh),
        faits=_faits(retour),
        traduction=traduction,
    )


def _faits(retour: Retour) -> int:
    """Messages, and what was told of persons, beside the passages."""
    tables: tuple[type[Table], ...] = (*OF_PERSONNE, Message)
    return sum(len(fresh_rows(retour, table)) for table in tables)


def fresh_rows(retour: Retour, table: type[Table]) -> list[Row]:
    """The rows of a table that are not here."""
    known = by_id(table, (row["id"] for row in retour.lignes[table]))
    return [row for row in retour.lignes[table] if row["id"] not in known]


class _Told:
    """Passages in words."""

    def __init__(self, retour: Retour, traduction: Traduction) -> None:
        self._names = {row["id"]: name_of(row) for row in retour.lignes[Personne]}
        labels = dict(tuples_of(Valeur.select(Valeur.id, Valeur.libelle)))
        self._asked: dict[str, list[str]] = {}
        for row in sorted(retour.lignes[Demande], key=lambda one: one["rang"]):
            label = labels[traduction.valeur(row["thematique"])]
            self._asked.setdefault(row["passage"], []).append(label)

    def ligne(self, row: Row) -> Ligne:
        hour = f" {row['heure']:%H:%M}" if row["heure"] else ""
        who = self._names.get(row["personne"] or "", "anonyme")
        asked = " · ".join(self._asked.get(row["id"], ()))
        return Ligne(row["id"], f"{row['jour']:%d/%m/%Y}{hour}", who, asked)


def name_of(row: Row) -> str:
    nom, prenom = row["nom_usage"] or row["nom_naissance"], row["prenom_usage"] or row["prenom"]
    return shown_name(nom, prenom, row["surnom"])


def _is_newcomer(row: Row, met: set[str | None], traduction: Traduction) -> bool:
    """Opened on the road; one that was archived there too, if something tells of her."""
    kept = row["archived_at"] is None or row["id"] in met
    return kept and row["id"] not in traduction.personnes


def _doublons(fresh: list[Row], told: _Told, traduction: Traduction) -> Iterator[Doublon]:
    hers = {row["id"]: traduction.personnes.get(row["personne"] or "x") for row in fresh}
    for row in fresh:
        other = _passage_of(hers[row["id"]], row) if hers[row["id"]] else None
        if other is not None:
            yield Doublon(told.ligne(row), other)


def _passage_of(personne_id: str | None, row: Row) -> str | None:
    """What she came for here that day, the first time."""
    query: Any = (
        Passage.select(Passage.id, Passage.heure)
        .where(
            (Passage.personne == personne_id)
            & (Passage.jour == row["jour"])
            & Passage.archived_at.is_null()
        )
        .order_by(Passage.moment)
    )
    found = query.tuples().first()
    if found is None:
        return None
    asked: Any = Valeur.select(Valeur.libelle).join(Demande, on=(Demande.thematique == Valeur.id))
    labels = [r[0] for r in tuples_of(asked.where(Demande.passage == found[0]))]
    hour = f"{found[1]:%H:%M} " if found[1] else ""
    return hour + " · ".join(labels)


def _proches(newcomers: list[Row]) -> Iterator[Proche]:
    for row in newcomers:
        birth = Naissance(row["date_naissance"], Precision(row["precision_naissance"]))
        names = (row["nom_usage"] or row["nom_naissance"], row["prenom_usage"] or row["prenom"])
        near = proches(*names, birth, row["telephone"])
        found = tuple(one.trouvee for one in near[:NEAR])
        if found:
            details = " · ".join(part for part in (birth.texte, row["commune"]) if part)
            yield Proche(row["id"], name_of(row), details, found, _sure(row, found))


def _sure(row: Row, found: tuple[Trouvee, ...]) -> str | None:
    """The one file of the same name and year of birth; else nobody but a human can tell."""
    year = row["date_naissance"].year if row["date_naissance"] else None
    same = [
        one for one, born in ((one, _year_of(one.id)) for one in found)
        if year and born == year and fold(one.nom) == fold(name_of(row))
    ]  # fmt: skip
    return same[0].id if len(same) == 1 else None


def _year_of(personne_id: str) -> int | None:
    personne: Personne = Personne.get_by_id(personne_id)
    return personne.date_naissance.year if personne.date_naissance else None


# What may be learnt on the road of somebody known.
LEARNT = (
    "alerte", "telephone", "telephone_autre", "courriel", "preference_contact", "type_adresse",
    "heberge_par", "adresse", "code_postal", "commune", "code_insee", "quartier", "sexe",
    "besoin_linguistique", "situation", "type_menage", "equipement", "origine_contact",
)  # fmt: skip
# What is corrected here and nowhere else: told, so that it is not lost.
NAMES = ("nom_naissance", "nom_usage", "prenom", "prenom_usage", "surnom")


def _complements(retour: Retour, traduction: Traduction) -> Iterator[Complement]:
    """Of the files that went along, and that somebody wrote in."""
    rows = [row for row in retour.lignes[Personne] if traduction.personnes.get(row["id"])]
    here = by_id(Personne, (traduction.personnes[row["id"]] for row in rows))
    for row in rows:
        personne = here.get(traduction.personnes[row["id"]])
        found = complement_of(personne, row, traduction) if personne is not None else None
        if found is not None and (found.valeurs or found.autres):
            yield found


def complement_of(personne: Personne, row: Row, traduction: Traduction) -> Complement:
    """What a row of the carnet adds to a file here: blanks are filled, nothing is replaced."""
    there = traduction.values(Personne, row)
    here = {name: personne.__data__.get(name) for name in LEARNT}
    told = {name: there[name] for name in LEARNT if there.get(name)}
    filled = {name: value for name, value in told.items() if not here[name]}
    if there.get("date_naissance") and personne.date_naissance is None:
        filled["date_naissance"] = there["date_naissance"]
        filled["precision_naissance"] = there["precision_naissance"]
    others = [name for name, value in told.items() if here[name] and here[name] != value]
    if row["id"] == str(personne.id) and row["version"] >= personne.version:  # written there
        others = [name for name in NAMES if row[name] != getattr(personne, name)] + others
    labels = tuple(str(Personne._meta.fields[name].verbose_name) for name in others)
    return Complement(str(personne.id), personne.nom_affiche, filled, labels)
