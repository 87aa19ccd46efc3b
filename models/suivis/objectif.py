"""What a person wants to reach, and who does what for it by when."""

import datetime as dt
import enum
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import peewee

from models.base.command import command
from models.base.droit import Droit
from models.base.errors import Invalid, Refused
from models.base.fields import CodeField, DayField, ForeignKey, TextField
from models.base.search import fold
from models.base.table import Table
from models.comptes.agent import Agent
from models.nomenclatures.valeur import Valeur, resolved
from models.suivis.frein import Frein
from models.suivis.regles import (
    Dite,
    check_day,
    check_order,
    check_past,
    held,
    listed,
    require_reading,
    said,
)
from models.suivis.suivi import Suivi

PREVUE, EN_COURS, EN_PAUSE = "prevue", "en_cours", "en_pause"
REALISEE, ABANDONNEE, ANNULEE = "realisee", "abandonnee", "annulee"


class Objectif(Table):
    """One goal, in the words of the list or in the person's own."""

    suivi_id: str
    valeur_id: str | None
    frein_id: str | None

    suivi = ForeignKey(Suivi)
    valeur = ForeignKey(
        Valeur, null=True, index=False, nomenclature="objectif", verbose_name="Objectif"
    )
    intitule = TextField(max_length=200, default="", verbose_name="Dit par la personne")
    frein = ForeignKey(Frein, null=True, verbose_name="Frein travaillé")
    fixe_le = DayField(verbose_name="Fixé le")
    echeance = DayField(null=True, verbose_name="Pour le")
    atteint_le = DayField(null=True, verbose_name="Atteint le")
    abandonne_le = DayField(null=True, verbose_name="Abandonné le")
    motif = TextField(max_length=200, default="", verbose_name="Pourquoi")  # why it was given up

    def etat_on(self, day: dt.date) -> "EtatObjectif":
        if self.atteint_le is not None and self.atteint_le <= day:
            return EtatObjectif.ATTEINT
        if self.abandonne_le is not None and self.abandonne_le <= day:
            return EtatObjectif.ABANDONNE
        late = self.echeance is not None and self.echeance < day
        return EtatObjectif.EN_RETARD if late else EtatObjectif.EN_COURS


class Qui(enum.StrEnum):
    """Who has an action to do."""

    PERSONNE = "personne"
    REFERENT = "referent"
    ENSEMBLE = "ensemble"
    PARTENAIRE = "partenaire"

    @property
    def label(self) -> str:
        return _QUI[self]


_QUI = {
    Qui.PERSONNE: "La personne",
    Qui.REFERENT: "Le référent",
    Qui.ENSEMBLE: "Ensemble",
    Qui.PARTENAIRE: "Un partenaire",
}


class Action(Table):
    """One step towards a goal, or on its own; overdue when its day is past and it is not over."""

    suivi_id: str
    objectif_id: str | None
    agent_id: str | None

    suivi = ForeignKey(Suivi)
    objectif = ForeignKey(Objectif, null=True, verbose_name="Objectif")
    intitule = TextField(max_length=200, verbose_name="Action")
    qui = CodeField(
        default=Qui.PERSONNE.value,
        verbose_name="Par",
        choices=[(one.value, one.label) for one in Qui],
    )
    agent = ForeignKey(Agent, null=True, index=False, verbose_name="Agent")
    echeance = DayField(null=True, verbose_name="Pour le")
    etat = CodeField(default=PREVUE, nomenclature="etat_action", verbose_name="État")
    etat_le = DayField(null=True, verbose_name="Depuis le")

    class Meta:
        indexes = ((("etat", "echeance"), False),)


OUVERTES = (PREVUE, EN_COURS, EN_PAUSE)
FINIES = (REALISEE, ABANDONNEE, ANNULEE)


class EtatObjectif(enum.StrEnum):
    """Where a goal stands; computed."""

    EN_COURS = "en_cours"
    EN_RETARD = "en_retard"
    ATTEINT = "atteint"
    ABANDONNE = "abandonne"

    @property
    def label(self) -> str:
        return _ETATS[self]

    @property
    def is_over(self) -> bool:
        return self in (EtatObjectif.ATTEINT, EtatObjectif.ABANDONNE)


_ETATS = {
    EtatObjectif.EN_COURS: "En cours",
    EtatObjectif.EN_RETARD: "Échéance passée",
    EtatObjectif.ATTEINT: "Atteint",
    EtatObjectif.ABANDONNE: "Abandonné",
}


@dataclass(frozen=True)
class ObjectifSuivi:
    """A goal with what is read of it: the words of the list, its theme, the frein it works on."""

    objectif: Objectif
    dite: Dite
    frein: str
    etat: EtatObjectif

    @property
    def titre(self) -> str:
        """The person's own words first: they are hers."""
        return str(self.objectif.intitule or self.dite.libelle)


def objectifs_of(suivi_id: str, day: dt.date) -> list[ObjectifSuivi]:
    """The goals of a suivi as they stand that day: those to reach first, by day."""
    require_reading()
    query: Any = (
        Objectif.select(Objectif, Frein)
        .join(Frein, peewee.JOIN.LEFT_OUTER, on=(Objectif.frein == Frein.id))
        .where((Objectif.suivi == suivi_id) & Objectif.archived_at.is_null())
    )
    found = list(query.order_by(Objectif.fixe_le, Objectif.created_at))
    freins = [one.frein.valeur_id for one in found if one.frein_id]
    words = said([*(one.valeur_id for one in found), *freins])
    told = [_reads(one, words, day) for one in found]
    return sorted(told, key=lambda one: (one.etat.is_over, one.objectif.echeance or dt.date.max))


@command(right=Droit.SUIVI_ECRIRE, label="Objectif fixé")
def fix_objectif(suivi_id: str, *, fixe_le: dt.date, **values: Any) -> Objectif:
    """Set a goal: `valeur` of the list, `intitule` in the person's words, or both."""
    suivi = held(suivi_id)
    objectif = Objectif(suivi=suivi, fixe_le=fixe_le, **values)
    check_day(fixe_le, field="fixe_le", label="Fixé le", suivi=suivi)
    _check(objectif)
    return objectif.save()


@command(right=Droit.SUIVI_ECRIRE, label="Objectif corrigé")
def correct_objectif(objectif: Objectif, **values: Any) -> Objectif:
    """Change the words, the days or the frein of a goal."""
    suivi = held_objectif(objectif)
    known = objectif.fixe_le
    for name, value in values.items():
        setattr(objectif, name, value)
    if objectif.fixe_le != known:
        check_day(objectif.fixe_le, field="fixe_le", label="Fixé le", suivi=suivi)
    _check(objectif)
    return objectif.save()


@command(right=Droit.SUIVI_ECRIRE, label="Objectif atteint")
def reach_objectif(objectif: Objectif, *, le: dt.date) -> Objectif:
    return correct_objectif(objectif, atteint_le=le, abandonne_le=None, motif="")


@command(right=Droit.SUIVI_ECRIRE, label="Objectif abandonné")
def abandon_objectif(objectif: Objectif, *, le: dt.date, motif: str = "") -> Objectif:
    """Give a goal up, and the steps towards it that are not over, in one act."""
    correct_objectif(objectif, abandonne_le=le, atteint_le=None, motif=motif)
    for action in _open_actions(objectif):
        action.etat, action.etat_le = ABANDONNEE, le
        action.save()
    return objectif


@command(right=Droit.SUIVI_ECRIRE, label="Objectif retiré")
def archive_objectif(objectif: Objectif) -> Objectif:
    """Take a goal set by mistake out of the suivi; its actions stay, on their own."""
    held_objectif(objectif)
    for action in list(Action.select().where(Action.objectif == objectif.id)):
        action.objectif = None
        action.save()
    return objectif.archive()


@command(right=Droit.SUIVI_ECRIRE, label="Objectif repris")
def resume_objectif(objectif: Objectif) -> Objectif:
    """Work again towards a goal that was said reached or given up."""
    return correct_objectif(objectif, atteint_le=None, abandonne_le=None, motif="")


def held_objectif(objectif: Objectif) -> Suivi:
    """The suivi to write in, if its goal was not taken away meanwhile."""
    suivi = held(objectif.suivi_id)
    stands = (Objectif.id == objectif.id) & Objectif.archived_at.is_null()
    if not Objectif.select().where(stands).exists():
        raise Refused("Cet objectif a été retiré sur un autre poste.")
    return suivi


def _open_actions(objectif: Objectif) -> list[Action]:
    query: Any = Action.select().where(
        (Action.objectif == objectif.id) & Action.etat.in_(OUVERTES) & Action.archived_at.is_null()
    )
    return list(query)


def _reads(objectif: Objectif, words: Mapping[str | None, Dite], day: dt.date) -> ObjectifSuivi:
    frein = objectif.frein.valeur_id if objectif.frein_id else None
    return ObjectifSuivi(
        objectif, words[objectif.valeur_id], frein=words[frein].libelle, etat=objectif.etat_on(day)
    )


def _check(objectif: Objectif) -> None:
    objectif.intitule = Objectif.intitule.cleaned(objectif.intitule or "")
    objectif.motif = Objectif.motif.cleaned(objectif.motif or "")
    if objectif.valeur_id:
        listed("objectif", objectif.valeur_id, field="valeur", label="Objectif")
    elif not objectif.intitule:
        raise Invalid(
            "valeur",
            "Objectif\u00a0: choisissez-le dans la liste, ou écrivez-le avec les mots de la "
            "personne.",
        )
    _check_frein(objectif)
    check_order(objectif.fixe_le, objectif.echeance, field="echeance", label="Pour le")
    for field, label in (("atteint_le", "Atteint le"), ("abandonne_le", "Abandonné le")):
        _check_end(objectif, field=field, label=label)
    if objectif.atteint_le is None and objectif.abandonne_le is None:
        _check_twice(objectif)


def _check_end(objectif: Objectif, *, field: str, label: str) -> None:
    day = getattr(objectif, field)
    if day is not None:
        check_order(objectif.fixe_le, day, field=field, label=label)
        check_past(day, field=field, label=label)


def _check_frein(objectif: Objectif) -> None:
    here = (Frein.id == objectif.frein_id) & (Frein.suivi == objectif.suivi_id)
    if objectif.frein_id and not Frein.select().where(here).exists():
        raise Invalid("frein", "Frein travaillé\u00a0: il n’est pas de ce suivi. Choisissez-en un.")


def _check_twice(objectif: Objectif) -> None:
    """The same goal is not worked towards twice at a time."""
    query: Any = Objectif.select().where(
        (Objectif.suivi == objectif.suivi_id)
        & (Objectif.id != objectif.id)
        & Objectif.archived_at.is_null()
        & Objectif.atteint_le.is_null()
        & Objectif.abandonne_le.is_null()
    )
    wanted = (resolved(objectif.valeur_id), fold(objectif.intitule))
    if any((one.valeur_id, fold(one.intitule)) == wanted for one in query):
        raise Invalid(
            "valeur",
            "Objectif\u00a0: il est déjà en cours dans ce suivi. Ajoutez-lui une action, ou "
            "dites-le autrement.",
        )
