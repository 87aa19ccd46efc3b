"""What a person's situation is on a day: at the entry, at a point, at the exit, and after."""

import datetime as dt
import enum
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import peewee

from models.base.command import command
from models.base.database import handle
from models.base.droit import Droit
from models.base.errors import Invalid, Refused
from models.base.fields import CodeField, DayField, ForeignKey, IntegerField
from models.base.table import Table, load_every_table, tuples_of
from models.comptes.agent import Agent
from models.nomenclatures.valeur import NON_COMMUNIQUE, Valeur
from models.personnes.naissance import Precision
from models.personnes.personne import Personne, age_corrections
from models.suivis.champs import CHAMPS, Valeurs, checked
from models.suivis.regles import check_day, held, require_reading
from models.suivis.suivi import Suivi, previous


class Moment(enum.StrEnum):
    """When a situation is taken, or a questionnaire answered."""

    ENTREE = "entree"
    POINT = "point"
    SORTIE = "sortie"
    SIX_MOIS = "six_mois"

    @property
    def label(self) -> str:
        return _MOMENTS[self]


_MOMENTS = {
    Moment.ENTREE: "À l’entrée",
    Moment.POINT: "Point de situation",
    Moment.SORTIE: "À la sortie",
    Moment.SIX_MOIS: "Six mois après",
}
_RANKS = {moment: rank for rank, moment in enumerate(Moment)}


class Situation(Table):
    """One picture of where a person stands; never changed by what is learned of a later day."""

    suivi_id: str

    suivi = ForeignKey(Suivi)
    moment = CodeField(
        default=Moment.POINT.value,
        verbose_name="Moment",
        choices=[(one.value, one.label) for one in Moment],
    )
    date = DayField(verbose_name="Constatée le")
    age = IntegerField(null=True)  # in years, that day
    precision_age = CodeField(default=Precision.INCONNUE.value)
    par = ForeignKey(Agent, null=True, index=False, verbose_name="Par")


class SituationValeur(Table):
    """One fact of a picture: a value of the list that `champ` names; several if it takes them."""

    situation_id: str
    valeur_id: str

    situation = ForeignKey(Situation)
    champ = CodeField()
    valeur = ForeignKey(Valeur)

    class Meta:
        indexes = ((("situation", "champ", "valeur"), True),)


@dataclass(frozen=True)
class Reponse:
    """One answer as it reads; `connue` is not « non communiqué »."""

    cle: str
    libelle: str
    connue: bool


@dataclass(frozen=True)
class Portrait:
    """A picture and its answers, by champ, in the order of the champs."""

    situation: Situation
    reponses: Mapping[str, tuple[Reponse, ...]]

    @property
    def moment(self) -> Moment:
        return Moment(self.situation.moment)

    @property
    def valeurs(self) -> dict[str, list[str]]:
        """The keys of its answers, as a command takes them."""
        return {code: [one.cle for one in told] for code, told in self.reponses.items()}

    def texte(self, champ: str) -> str:
        return ", ".join(one.libelle for one in self.reponses.get(champ, ()))

    def known(self, champ: str) -> frozenset[str]:
        return frozenset(one.cle for one in self.reponses.get(champ, ()) if one.connue)


# What other areas know of who enters a suivi, by champ; the first that answers a champ is kept.
entrees: list[Callable[[Suivi], Valeurs]] = []


def situations_of(suivi_id: str) -> list[Portrait]:
    """The pictures of a suivi: the entry, the points by day, the exit, and after."""
    require_reading()
    query: Any = (
        Situation.select(Situation, Agent)
        .join(Agent, peewee.JOIN.LEFT_OUTER, on=(Situation.par == Agent.id))
        .where((Situation.suivi == suivi_id) & Situation.archived_at.is_null())
    )
    found = list(query.order_by(Situation.date, Situation.created_at))
    answers = _answers_of([one.id for one in found])
    found.sort(key=lambda one: (one.date, _RANKS[Moment(one.moment)]))
    return [Portrait(one, answers.get(one.id, {})) for one in found]


def prefilled(suivi: Suivi) -> dict[str, list[str]]:
    """The answers to begin a picture with: the last ones of this suivi; for the first picture,
    the end of the suivi that it follows, then what the fiche and the file of the person say."""
    last = situations_of(suivi.id)
    if last:
        return last[-1].valeurs
    load_every_table()  # each area that is loaded adds what it knows
    sources = [_end_of(suivi), *(told(suivi) for told in entrees), _in_file(suivi)]
    found: dict[str, list[str]] = {}
    for source in sources:
        for code, answers in source.items():
            if answers:
                found.setdefault(code, list(answers))
    return found


@command(right=Droit.SUIVI_ECRIRE, label="Situation enregistrée")
def take_situation(suivi_id: str, *, moment: Moment, date: dt.date, valeurs: Valeurs) -> Situation:
    """Keep where a person stands on a day; only points may be several."""
    suivi = held(suivi_id)
    check_day(date, field="date", label="Constatée le", suivi=suivi)
    answers = _checked(valeurs)
    situation = Situation(suivi=suivi, moment=moment.value, date=date)
    _check_moment(situation)
    _say_age(situation, suivi.personne)
    situation.par = handle().require_actor().agent_id
    situation.save()
    _write(situation, answers)
    return situation


@command(right=Droit.SUIVI_ECRIRE, label="Situation corrigée")
def correct_situation(situation: Situation, *, date: dt.date, valeurs: Valeurs) -> Situation:
    """Change what was written of a day: a mistake; what is new since is another picture."""
    suivi = _suivi_of(situation)
    if date != situation.date:
        check_day(date, field="date", label="Constatée le", suivi=suivi)
    answers = _checked(valeurs)
    situation.date = date
    _say_age(situation, suivi.personne)
    _check_moment(situation)
    situation.save()
    if _keys_of(situation.id) != {(code, key) for code, keys in answers.items() for key in keys}:
        situation.touch("valeurs")  # so that two desks cannot correct it one over the other
        _write(situation, answers)
    return situation


@command(right=Droit.SUIVI_ECRIRE, label="Situation retirée")
def archive_situation(situation: Situation) -> Situation:
    _suivi_of(situation)
    return situation.archive()


def correct_ages(personne: Personne) -> None:
    """Recompute the age stored with each picture of a person whose birth date was corrected."""
    query: Any = (
        Situation.select()
        .join(Suivi, on=(Situation.suivi == Suivi.id))
        .where(Suivi.personne == personne.id)
    )
    for situation in list(query):
        _say_age(situation, personne)
        situation.save()


age_corrections.append(correct_ages)


def _say_age(situation: Situation, personne: Personne) -> None:
    situation.age = personne.age_at(situation.date)
    situation.precision_age = personne.precision_naissance


def _suivi_of(situation: Situation) -> Suivi:
    suivi = held(situation.suivi_id)
    stands = (Situation.id == situation.id) & Situation.archived_at.is_null()
    if not Situation.select().where(stands).exists():
        raise Refused("Cette situation a été retirée sur un autre poste.")
    return suivi


def _checked(valeurs: Valeurs) -> dict[str, list[str]]:
    answers = checked(valeurs)
    if not answers:
        raise Invalid(
            CHAMPS[0].code,
            "Situation\u00a0: aucune réponse n’est donnée. Répondez au moins à un champ, même par "
            "«\u00a0Non communiqué\u00a0».",
        )
    return answers


def _check_moment(situation: Situation) -> None:
    """One entry, one exit, one after: in this order; points come as often as one likes."""
    moment = Moment(situation.moment)
    query: Any = Situation.select().where(
        (Situation.suivi == situation.suivi_id)
        & (Situation.id != situation.id)
        & Situation.archived_at.is_null()
    )
    others = list(query)
    known = next((one for one in others if one.moment == moment), None)
    if known is not None and moment is not Moment.POINT:
        raise Invalid(
            "moment",
            f"Moment\u00a0: la situation «\u00a0{moment.label}\u00a0» est déjà notée, le "
            f"{known.date:%d/%m/%Y}. Corrigez-la, ou faites un point de situation.",
        )
    for other in others:
        _check_before_after(situation, other)


def _check_before_after(situation: Situation, other: Situation) -> None:
    ranks = (_RANKS[Moment(situation.moment)], _RANKS[Moment(other.moment)])
    early, late = (situation, other) if ranks[0] < ranks[1] else (other, situation)
    if ranks[0] != ranks[1] and late.date < early.date:
        raise Invalid(
            "date",
            f"Constatée le\u00a0: la situation «\u00a0{Moment(other.moment).label}\u00a0» est du "
            f"{other.date:%d/%m/%Y}. Vérifiez l’ordre des deux dates.",
        )


def _write(situation: Situation, answers: Mapping[str, Sequence[str]]) -> None:
    wanted = {(code, key) for code, keys in answers.items() for key in keys}
    rows: Any = SituationValeur.select().where(SituationValeur.situation == situation.id)
    for row in list(rows):
        if (row.champ, row.valeur_id) not in wanted:
            row.remove()
    for code, key in sorted(wanted - _keys_of(situation.id)):
        SituationValeur(situation=situation, champ=code, valeur=key).save()


def _keys_of(situation_id: str) -> set[tuple[str, str]]:
    query: Any = SituationValeur.select(SituationValeur.champ, SituationValeur.valeur)
    return set(tuples_of(query.where(SituationValeur.situation == situation_id)))


def _answers_of(keys: Sequence[str]) -> dict[str, dict[str, tuple[Reponse, ...]]]:
    """The answers of each picture, in the order of the champs, then of the list."""
    columns = (SituationValeur.situation, SituationValeur.champ, Valeur.id, Valeur.libelle)
    query: Any = (
        SituationValeur.select(*columns, Valeur.code)
        .join(Valeur, on=(SituationValeur.valeur == Valeur.id))
        .where(SituationValeur.situation.in_(list(keys)))
        .order_by(Valeur.ordre, Valeur.libelle)
    )
    found: dict[tuple[str, str], list[Reponse]] = {}
    for situation_id, champ, key, libelle, code in tuples_of(query):
        told = Reponse(key, libelle, code != NON_COMMUNIQUE)
        found.setdefault((situation_id, champ), []).append(told)
    return {
        key: {c.code: tuple(found[key, c.code]) for c in CHAMPS if (key, c.code) in found}
        for key in keys
    }


def _end_of(suivi: Suivi) -> Valeurs:
    """The last picture of the suivi that this one follows."""
    before = previous(suivi)
    last = situations_of(before.id) if before is not None else []
    return last[-1].valeurs if last else {}


def _in_file(suivi: Suivi) -> Valeurs:
    told = {c.code: getattr(suivi.personne, f"{c.personne}_id") for c in CHAMPS if c.personne}
    return {code: [key] for code, key in told.items() if key}
