"""Households: who lives with whom, as they say it."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple

from models.base import clock
from models.base.command import command
from models.base.droit import Droit
from models.base.errors import Invalid, Refused
from models.base.fields import ForeignKey, TextField
from models.base.table import Table
from models.nomenclatures.valeur import Valeur, labels
from models.personnes.interdits import refuse_in_carnet
from models.personnes.naissance import Precision
from models.personnes.personne import Personne, create_personne

REPRESENTANT, PARENT = "lien_foyer.representant", "lien_foyer.parent"


class Foyer(Table):
    """People who live together; a person is of one household at most."""

    intitule = TextField(max_length=120, default="", verbose_name="Foyer")


class FoyerMembre(Table):
    """One person of a household, and what she is in it."""

    foyer_id: str
    personne_id: str
    lien_id: str | None

    foyer = ForeignKey(Foyer)
    personne = ForeignKey(Personne, unique=True)
    lien = ForeignKey(Valeur, null=True, index=False, verbose_name="Dans le foyer")


class Membre(NamedTuple):
    """Somebody of a household, as it is shown."""

    personne_id: str
    nom: str
    age: str
    lien: str
    lien_id: str | None
    mineur: bool

    @property
    def precisions(self) -> str:
        """« Enfant · 12 ans »."""
        return " · ".join(part for part in (self.lien, self.age) if part)


def membres_of(personne_id: str) -> list[Membre]:
    """Everybody of her household, herself too, the eldest first; nobody if she has none."""
    own = _membership(personne_id)
    if own is None:
        return []
    query: Any = (
        FoyerMembre.select(FoyerMembre, Personne)
        .join(Personne, on=(FoyerMembre.personne == Personne.id))
        .where((FoyerMembre.foyer == own.foyer_id) & Personne.archived_at.is_null())
    )
    rows = sorted(query, key=_eldest_first)
    read = labels([row.lien_id for row in rows])
    return [_shown(row, read, clock.today()) for row in rows]


def representants_of(personne: Personne) -> list[Membre]:
    """Who of her household may sign for a minor: her representative, else her parents."""
    others = [m for m in membres_of(personne.id) if m.personne_id != personne.id and not m.mineur]
    named = [m for m in others if m.lien_id == REPRESENTANT]
    return named or [m for m in others if m.lien_id == PARENT]


def said_age(personne: Personne, day: dt.date) -> str:
    """« 12 ans », « ≈ 12 ans » when the birth date is not exact, nothing when it is not known."""
    age = personne.age_at(day)
    if age is None:
        return ""
    about = "" if personne.precision_naissance == Precision.JOUR else "≈\u00a0"
    return f"{about}{age}\u00a0an{'s' if age > 1 else ''}"


@command(right=Droit.PERSONNES, label="Foyer enregistré")
def join_foyer(
    personne: Personne, other: Personne, *, lien: str | None, own_lien: str | None = None
) -> FoyerMembre:
    """Say that `other` lives with `personne`, and what each is in the household.

    Whichever of the two has a household brings the other into it.
    """
    refuse_in_carnet("les liens de foyer")
    if personne.id == other.id:
        raise Invalid(
            "personne", "Personne\u00a0: c’est le dossier ouvert. Choisissez-en un autre."
        )
    mine, theirs = _membership(personne.id), _membership(other.id)
    if mine is not None and theirs is not None and mine.foyer_id != theirs.foyer_id:
        raise Refused(
            f"{other.nom_affiche} est déjà dans un autre foyer. Ouvrez son dossier et retirez-la "
            "d’abord de ce foyer.",
            names=(other.nom_affiche,),
        )
    known = mine or theirs
    foyer = known.foyer if known is not None else Foyer(intitule=personne.nom).save()
    _put(foyer, personne, own_lien, mine)
    return _put(foyer, other, lien, theirs)


@command(right=Droit.PERSONNES, label="Foyer enregistré")
def join_new(
    personne: Personne, who: Mapping[str, Any], *, lien: str | None, own_lien: str | None = None
) -> FoyerMembre:
    """Open a file for somebody of the household who has none, in the same act."""
    return join_foyer(personne, create_personne(**who), lien=lien, own_lien=own_lien)


@command(right=Droit.PERSONNES, label="Foyer enregistré")
def change_lien(personne_id: str, *, lien: str | None) -> None:
    """Say what somebody is in her household."""
    row = _membership(personne_id)
    if row is not None:
        row.lien = lien
        row.save()


@command(right=Droit.PERSONNES, label="Retirée du foyer")
def leave_foyer(personne_id: str) -> None:
    """She lives there no more; one who stays alone has no household."""
    row = _membership(personne_id)
    if row is None:
        return
    foyer = row.foyer
    row.remove()
    rest: Any = list(FoyerMembre.select().where(FoyerMembre.foyer == foyer.id))
    if len(rest) < 2:
        for last in rest:
            last.remove()
        foyer.remove()


def _membership(personne_id: str) -> FoyerMembre | None:
    found: FoyerMembre | None = FoyerMembre.get_or_none(FoyerMembre.personne == personne_id)
    return found


def _put(
    foyer: Foyer, personne: Personne, lien: str | None, row: FoyerMembre | None
) -> FoyerMembre:
    kept = row or FoyerMembre(foyer=foyer, personne=personne)
    if lien is not None or row is None:
        kept.lien = lien
    return kept.save()


def _eldest_first(row: Any) -> tuple[Any, ...]:
    born = row.personne.date_naissance
    return (born is None, born or clock.today(), row.personne.cle)


def _shown(row: Any, read: dict[str, str], day: dt.date) -> Membre:
    who = row.personne
    return Membre(
        who.id,
        who.nom_affiche,
        said_age(who, day),
        read.get(row.lien_id or "", ""),
        row.lien_id,
        who.is_minor_at(day),
    )
