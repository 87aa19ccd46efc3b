"""Two files side by side, field by field: where they differ, and what would best be kept."""

import datetime as dt
import enum
import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from models.base import telephone
from models.base.errors import Refused
from models.base.listing import as_text
from models.base.table import tuples_of
from models.nomenclatures.quartier import Quartier
from models.nomenclatures.valeur import Valeur, labels
from models.personnes.foyer import Foyer, FoyerMembre
from models.personnes.naissance import Naissance, Precision
from models.personnes.personne import Personne, shown_name

FOYER = "foyer"  # the one choice that is not a column of the file
NOBODY = "Non renseigné"


class Choix(enum.StrEnum):
    """Which of two values is kept."""

    GARDEE = "gardee"
    ABSORBEE = "absorbee"
    LES_DEUX = "les_deux"


class Ecart(NamedTuple):
    """A field where two files differ: what each says, what may be chosen, what is proposed."""

    nom: str
    label: str
    gardee: str
    absorbee: str
    choix: Choix
    possibles: tuple[Choix, ...]
    en_plus: str = ""  # what goes to the commentaire when both are kept


Values = dict[str, Any]
_Prefers = Callable[[Values, Values], bool]  # whether the second is better than the first
_Joins = Callable[[Values, Values], Values | None]  # both, or None where it makes no sense


class Champ(NamedTuple):
    """Columns that are chosen together: a street goes with its town."""

    nom: str
    label: str
    colonnes: tuple[str, ...]
    prefere: _Prefers | None = None
    ensemble: _Joins | None = None
    durable: bool = False  # does not change with time: the kept file is as good as a later one


def ecarts(gardee: Personne, absorbee: Personne) -> list[Ecart]:
    """Where two files differ, in the order of a file; what one alone holds is proposed too."""
    found = []
    for champ in CHAMPS:
        a, b = _values(gardee, champ), _values(absorbee, champ)
        if a == b or not any(b.values()):
            continue
        choix, possible = _proposed(champ, gardee=(gardee, a), absorbee=(absorbee, b))
        if possible:
            read = (_read(champ, a) or NOBODY, _read(champ, b) or NOBODY)
            more = (
                ", ".join(map(telephone.shown, _more_numbers(a, b)))
                if champ.nom == PHONES.nom
                else ""
            )
            found.append(Ecart(champ.nom, champ.label, *read, choix, possible, more))
    household = _foyers(gardee, absorbee)
    return [*found, household] if household is not None else found


def valeurs(gardee: Personne, absorbee: Personne, choix: Mapping[str, Choix]) -> Values:
    """The columns of the kept file once each field is chosen."""
    kept: Values = {}
    told: Sequence[str] = ()
    for champ in CHAMPS:
        a, b = _values(gardee, champ), _values(absorbee, champ)
        chosen = choix.get(champ.nom, Choix.GARDEE)
        both = champ.ensemble(a, b) if champ.ensemble is not None else None
        if chosen is Choix.LES_DEUX and both is not None:
            kept.update(both)
            told = _more_numbers(a, b) if champ.nom == PHONES.nom else told
        elif chosen is not Choix.GARDEE:
            kept.update(b)
    if told:
        kept["commentaire"] = _with_numbers(kept.get("commentaire", gardee.commentaire), told)
    if "precision_naissance" in kept:
        kept["precision_naissance"] = kept["precision_naissance"] or Precision.INCONNUE.value
    return kept


def champ_of(colonne: str) -> tuple[str, ...]:
    """The columns that are chosen with this one."""
    return next((c.colonnes for c in CHAMPS if colonne in c.colonnes), (colonne,))


def _proposed(
    champ: Champ, *, gardee: tuple[Personne, Values], absorbee: tuple[Personne, Values]
) -> tuple[Choix, tuple[Choix, ...]]:
    a, b = gardee[1], absorbee[1]
    both = champ.ensemble(a, b) if champ.ensemble is not None and any(a.values()) else None
    possible = (Choix.GARDEE, Choix.ABSORBEE, *((Choix.LES_DEUX,) if both is not None else ()))
    if not any(a.values()):
        return Choix.ABSORBEE, possible
    if both is not None:
        return Choix.LES_DEUX, possible
    if champ.prefere is not None and champ.prefere(a, b) != champ.prefere(b, a):
        return (Choix.ABSORBEE if champ.prefere(a, b) else Choix.GARDEE), possible
    later = absorbee[0].created_at > gardee[0].created_at
    return (Choix.ABSORBEE if later and not champ.durable else Choix.GARDEE), possible


def _values(personne: Personne, champ: Champ) -> Values:
    data = personne.__data__
    found = {name: data.get(name) for name in champ.colonnes}
    if found.get("precision_naissance") == Precision.INCONNUE:
        found["precision_naissance"] = ""
    return found


# What is better, when both are told.


def _filled(a: Values, b: Values) -> bool:
    return sum(map(bool, b.values())) > sum(map(bool, a.values()))


_PRECISIONS = {"jour": 4, "mois": 3, "annee": 2, "estimee": 1}


def _more_precise(a: Values, b: Values) -> bool:
    rank = [_PRECISIONS.get(v["precision_naissance"] or "", 0) for v in (a, b)]
    return rank[1] > rank[0]


def _better_written(a: Values, b: Values) -> bool:
    """« N’Diaye » rather than « NDIAYE », « Awa Marie » rather than « Awa »."""
    return _written(b) > _written(a)


def _written(values: Values) -> tuple[bool, int]:
    text = str(next(iter(values.values())) or "")
    return text not in (text.lower(), text.upper()), sum(not c.isascii() for c in text)


def _seen_last(column: str) -> _Prefers:
    def prefers(a: Values, b: Values) -> bool:
        never = dt.date.min
        return bool((b[column] or never) > (a[column] or never))

    return prefers


# What may be kept of both.


def _end_to_end(column: str, gap: str) -> _Joins:
    def join(a: Values, b: Values) -> Values | None:
        first, second = str(a[column] or ""), str(b[column] or "")
        if second in first:
            return None
        joined = f"{first}{gap}{second}"
        longest = getattr(Personne._meta.fields[column], "max_length", 0)
        return {column: joined} if len(joined) <= longest else None

    return join


def _numbers(a: Values, b: Values) -> Values | None:
    """All the numbers: two have a place, the others are told in the commentaire."""
    numbers = _told_numbers(a, b)
    if set(numbers) <= set(a.values()):
        return None
    return dict(zip(("telephone", "telephone_autre"), (*numbers, ""), strict=False))


def _told_numbers(a: Values, b: Values) -> list[str]:
    return list(dict.fromkeys(number for number in (*a.values(), *b.values()) if number))


def _more_numbers(a: Values, b: Values) -> Sequence[str]:
    return _told_numbers(a, b)[2:]


def _with_numbers(commentaire: str, numbers: Sequence[str]) -> str:
    """The commentaire, and on lines of their own the numbers that it does not tell already."""
    lines = [f"Autre téléphone\u00a0: {telephone.shown(number)}" for number in numbers]
    told = "\n".join([commentaire, *[line for line in lines if line not in commentaire]]).strip()
    if len(told) > Personne._meta.fields["commentaire"].max_length:
        raise Refused(
            "Le commentaire est trop long pour recevoir le troisième numéro. Raccourcissez-le dans "
            "l’un des dossiers, ou choisissez les numéros d’un seul des deux."
        )
    return told


_ADDRESS = (
    "adresse", "code_postal", "commune", "code_insee", "quartier", "qpv", "source_qpv",
    "qpv_verifie_le",
)  # fmt: skip
_LODGING = ("type_adresse", "heberge_par", "domiciliee_du", "domiciliee_au")
PHONES = Champ("telephones", "Téléphones", ("telephone", "telephone_autre"), None, _numbers)
_GROUPS = (
    Champ("nom_naissance", "", ("nom_naissance",), _better_written, durable=True),
    Champ("nom_usage", "", ("nom_usage",), _better_written, durable=True),
    Champ("prenom", "", ("prenom",), _better_written, durable=True),
    Champ("prenom_usage", "", ("prenom_usage",), _better_written, durable=True),
    Champ("surnom", "", ("surnom",), None, _end_to_end("surnom", ", ")),
    Champ("naissance", "Né·e le", ("date_naissance", "precision_naissance"), _more_precise,
          durable=True),
    PHONES,
    Champ("type_adresse", "Hébergement", _LODGING, _filled),
    Champ("adresse", "Adresse", _ADDRESS, _filled),
    Champ("identite", "Identité", ("identite", "identite_document", "identite_vue_le"),
          _seen_last("identite_vue_le")),
    Champ("commentaire", "", ("commentaire",), None, _end_to_end("commentaire", "\n")),
    Champ("alerte", "", ("alerte",), None, _end_to_end("alerte", "\n")),
)  # fmt: skip
_OF_THE_ROW = {"id", "version", "created_at", "created_by", "archived_at", "cle"}


def _champs() -> tuple[Champ, ...]:
    """Every column of a file, in its order: alone, or in the group that holds it."""
    groups = {name: group for group in _GROUPS for name in group.colonnes}
    found: dict[str, Champ] = {}
    for field in Personne._meta.sorted_fields:
        if field.name not in _OF_THE_ROW:
            alone = Champ(field.name, "", (field.name,))
            champ = groups.get(field.name, alone)
            label = champ.label or str(field.verbose_name or field.name)
            found.setdefault(champ.nom, champ._replace(label=label))
    return tuple(found.values())


CHAMPS = _champs()


# What is read.


def _read(champ: Champ, values: Values) -> str:
    if champ.nom == "naissance":
        precision = Precision(values["precision_naissance"] or Precision.INCONNUE)
        return Naissance(values["date_naissance"], precision).texte
    told = {name: _text(name, value) for name, value in values.items() if value}
    if "code_postal" in told and "commune" in told:
        told["commune"] = f"{told.pop('code_postal')} {told['commune']}"
    return " · ".join(filter(None, told.values()))


def _text(name: str, value: Any) -> str:
    field = Personne._meta.fields[name]
    if name.startswith("telephone"):
        return telephone.shown(value)
    if name == "code_insee":
        return ""
    if getattr(field, "rel_model", None) is Valeur:
        return labels([value]).get(value, "")
    if getattr(field, "rel_model", None) is Quartier:
        return _quartier(value)
    return str(value) if isinstance(value, str) else as_text(value)


@functools.lru_cache(maxsize=256)
def _quartier(key: str) -> str:
    found = Quartier.get_or_none(Quartier.id == key)
    return "" if found is None else str(found.nom)


def _foyers(gardee: Personne, absorbee: Personne) -> Ecart | None:
    """Two households: a person is of one at most."""
    a, b = (_foyer_of(personne) for personne in (gardee, absorbee))
    if a is None or b is None or a.foyer_id == b.foyer_id:
        return None
    read = (_household(a), _household(b))
    return Ecart(FOYER, "Foyer", *read, Choix.GARDEE, (Choix.GARDEE, Choix.ABSORBEE))


def _foyer_of(personne: Personne) -> Any:
    return FoyerMembre.get_or_none(FoyerMembre.personne == personne.id)


def _household(membre: Any) -> str:
    """Its title, or who lives there with her."""
    foyer = Foyer.get_by_id(membre.foyer_id)
    if foyer.intitule:
        return str(foyer.intitule)
    names = (Personne.nom_usage, Personne.nom_naissance, Personne.prenom_usage, Personne.prenom)
    others: Any = (
        Personne.select(*names)
        .join(FoyerMembre, on=(FoyerMembre.personne == Personne.id))
        .where((FoyerMembre.foyer == foyer.id) & (FoyerMembre.id != membre.id))
    )
    told = [shown_name(row[0] or row[1], row[2] or row[3]) for row in tuples_of(others.limit(4))]
    return f"Avec {', '.join(told)}" if told else "Seule dans ce foyer"
