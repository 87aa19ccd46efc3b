"""The accompaniment of one person by one référent, in a dispositif or not, and its phases."""

import datetime as dt
import enum
from collections.abc import Collection
from typing import Any

from models.base import clock
from models.base.command import command
from models.base.database import handle
from models.base.droit import Droit
from models.base.errors import Refused
from models.base.fields import (
    BooleanField,
    CodeField,
    DayField,
    ForeignKey,
    IntegerField,
    TextField,
)
from models.base.table import Table
from models.comptes.agent import Agent
from models.comptes.depart import partis
from models.nomenclatures.valeur import Valeur
from models.personnes.fusionner import avertissements
from models.personnes.personne import Personne
from models.suivis.dispositif import Dispositif, phases_of


class Suivi(Table):
    """One accompaniment; where it stands follows from its dates."""

    personne_id: str
    dispositif_id: str | None
    motif_sortie_id: str | None
    precedent_id: str | None

    personne = ForeignKey(Personne, verbose_name="Personne")
    dispositif = ForeignKey(Dispositif, null=True, verbose_name="Dispositif")
    ouvert_le = DayField(verbose_name="Ouvert le")
    clos_le = DayField(null=True, verbose_name="Clos le")
    motif_sortie = ForeignKey(Valeur, index=False, null=True, verbose_name="Situation à la sortie")
    precision_sortie = TextField(max_length=200, default="", verbose_name="Précision")
    precedent = ForeignKey("self", index=False, null=True, verbose_name="Suite du suivi")
    heures_cible = IntegerField(null=True, verbose_name="Heures à atteindre")
    heures_semaine = IntegerField(null=True, verbose_name="Heures par semaine")


class Phase(Table):
    """One phase of a suivi: planned dates, then real ones."""

    suivi_id: str

    suivi = ForeignKey(Suivi)
    rang = IntegerField()
    libelle = TextField(max_length=120, verbose_name="Phase")
    prevue_du = DayField(verbose_name="Prévue du")
    prevue_au = DayField(verbose_name="au")
    debut = DayField(null=True, verbose_name="Début")
    fin = DayField(null=True, verbose_name="Fin")
    optionnelle = BooleanField(default=False)
    condition = TextField(max_length=200, default="")  # of an optional one
    partagee = BooleanField(default=False)  # only with the person's agreement
    accord_le = DayField(null=True, verbose_name="Accord de la personne le")
    mission = BooleanField(default=False)
    heures_cible = IntegerField(null=True, verbose_name="Heures à atteindre")
    heures_semaine = IntegerField(null=True, verbose_name="Heures par semaine")

    @property
    def reserve(self) -> str:
        """« facultative, seulement si le jeune le souhaite »; nothing of one that is always."""
        condition = str(self.condition).rstrip(". ")
        said = ["facultative", condition[:1].lower() + condition[1:]]
        return ", ".join(filter(None, said)) if self.optionnelle else ""


class Suspension(Table):
    """A time when a suivi stands still: its phases wait."""

    suivi_id: str

    suivi = ForeignKey(Suivi)
    du = DayField(verbose_name="Du")
    au = DayField(null=True, verbose_name="au")
    motif = TextField(max_length=200, default="", verbose_name="Pourquoi")


class Referent(Table):
    """Who follows whom, from when to when; `lit_jusqu_au` is how long he still reads after."""

    suivi_id: str
    agent_id: str

    suivi = ForeignKey(Suivi)
    agent = ForeignKey(Agent, verbose_name="Référent")
    qualite = CodeField(default="referent")  # referent, second, remplacant
    du = DayField(verbose_name="Depuis le")
    au = DayField(null=True, verbose_name="Jusqu’au")
    lit_jusqu_au = DayField(null=True, verbose_name="Lit encore jusqu’au")


class Statut(enum.StrEnum):
    """Where a suivi stands; computed."""

    PROPOSE = "propose"
    EN_COURS = "en_cours"
    TERMINE = "termine"

    @property
    def label(self) -> str:
        return {"propose": "Proposé", "en_cours": "En cours", "termine": "Terminé"}[self.value]

    @property
    def kind(self) -> str:
        """How it is shown: attention, good or neutral."""
        return {"propose": "attention", "en_cours": "good", "termine": "neutral"}[self.value]


def statut_of(suivi: Suivi, day: dt.date) -> Statut:
    return statut_between(suivi.ouvert_le, suivi.clos_le, day)


def statut_between(ouvert_le: dt.date, clos_le: dt.date | None, day: dt.date) -> Statut:
    """Where one stands, from its two dates."""
    if clos_le is not None and clos_le <= day:
        return Statut.TERMINE
    return Statut.PROPOSE if ouvert_le > day else Statut.EN_COURS


def suivis_of(personne: Personne) -> list[Suivi]:
    """The suivis of a person, the last one first."""
    query: Any = Suivi.select().where((Suivi.personne == personne.id) & Suivi.archived_at.is_null())
    return list(query.order_by(Suivi.ouvert_le.desc()))


def previous(suivi: Suivi) -> Suivi | None:
    """The suivi that this one goes on from; none of somebody else's, once a merge is undone."""
    before: Suivi | None = suivi.precedent if suivi.precedent_id is not None else None
    if before is None or before.archived_at is not None:
        return None
    return before if before.personne_id == suivi.personne_id else None


def phases_of_suivi(suivi_id: str) -> list[Phase]:
    handle().require_actor().require(Droit.SUIVI_LIRE)
    query: Any = Phase.select().where(Phase.suivi == suivi_id)
    return list(query.order_by(Phase.rang))


def referents_of(suivi_id: str, day: dt.date) -> list[Agent]:
    return [one.agent for one in referents_on(suivi_id, day)]


def referents_on(suivi_id: str, day: dt.date) -> list[Referent]:
    """Who follows it that day, the first named first."""
    return referents_of_each([suivi_id], day)[suivi_id]


def referents_of_each(suivis: Collection[str], day: dt.date) -> dict[str, list[Referent]]:
    """Those of each of these suivis, read at once."""
    query: Any = Referent.select(Referent, Agent).join(Agent)
    here = Referent.suivi.in_(list(suivis)) & follows_on(day)
    found: dict[str, list[Referent]] = {key: [] for key in suivis}
    for one in query.where(here).order_by(Referent.du):
        found[one.suivi_id].append(one)
    return found


def answering_for(suivis: Collection[str]) -> dict[str, list[Referent]]:
    """Who follows each of these suivis today, else who is named for a day to come.

    Those who still can: neither gone from the staff, nor without the role for it.
    """
    today = clock.today()
    query: Any = Referent.select(Referent, Agent).join(Agent)
    here = Referent.suivi.in_(list(suivis) or [""])
    lasting = Referent.au.is_null() | (Referent.au > today)
    gone = partis(Droit.SUIVI_ECRIRE)
    named: dict[str, list[Referent]] = {}
    for one in query.where(here & lasting).order_by(Referent.du):
        if one.agent_id not in gone:
            named.setdefault(one.suivi_id, []).append(one)
    now = {key: [one for one in found if one.du <= today] for key, found in named.items()}
    return {key: now[key] or found for key, found in named.items()}


def may_write(suivi_id: str) -> bool:
    """Whether this account writes in it: a référent of it, or who answers for all."""
    return bool(written_in([suivi_id]))


def written_in(suivis: Collection[str]) -> set[str]:
    """Those of these suivis in which this account writes.

    A suivi that nobody follows any more is open to every référent: somebody must go on. One that
    has not begun is its référent's already.
    """
    actor = handle().require_actor()
    if not actor.may(Droit.SUIVI_ECRIRE):
        return set()
    if actor.may(Droit.SUIVI_TOUS):
        return set(suivis)
    theirs = answering_for(suivis)
    hers = {key for key, named in theirs.items() if actor.agent_id in {r.agent_id for r in named}}
    return set(suivis) - theirs.keys() | hers


def check_may_write(suivi_id: str) -> None:
    """`Refused`, with who may, for an account that only reads this suivi."""
    if may_write(suivi_id):
        return
    named = answering_for([suivi_id]).get(suivi_id, [])
    names = ", ".join(one.agent.nom_affiche for one in named)
    raise Refused(
        f"Ce suivi a pour référent {names}\u00a0: vous pouvez le lire, pas y écrire. Demandez à en "
        "devenir référent, ou à la personne responsable."
    )


def follows_on(day: dt.date) -> Any:
    """Who follows on that day: an expression for queries."""
    return (Referent.du <= day) & (Referent.au.is_null() | (Referent.au > day))


@command(right=Droit.SUIVI_ECRIRE, label="Suivi ouvert")
def open_suivi(
    *,
    personne: Personne,
    dispositif: str | None,
    referent: str,
    ouvert_le: dt.date | None = None,
) -> Suivi:
    """Open a suivi with its référent, and the phases of the dispositif planned end to end."""
    day = ouvert_le or clock.today()
    if _is_followed(personne, dispositif):
        raise Refused(
            f"{personne.nom_affiche} est déjà suivi·e dans ce dispositif. "
            "Ouvrez le suivi en cours, ou terminez-le d’abord.",
            names=(personne.nom_affiche,),
        )
    programme = Dispositif.get_by_id(dispositif) if dispositif else None
    suivi = Suivi(
        personne=personne,
        dispositif=dispositif,
        ouvert_le=day,
        precedent=last_closed(personne, day),
        heures_cible=programme and programme.heures_cible,
        heures_semaine=programme and programme.heures_semaine,
    ).save()
    Referent(suivi=suivi, agent=referent, du=day).save()
    if dispositif:
        plan_phases(suivi, dispositif, day)
    return suivi


_COPIED = ("optionnelle", "condition", "partagee", "mission", "heures_cible", "heures_semaine")


def plan_phases(suivi: Suivi, dispositif_id: str, start: dt.date) -> list[Phase]:
    """The phases of a dispositif, planned end to end from a day; inside a command."""
    planned, day = [], start
    for model in phases_of(dispositif_id):
        following = add_months(day, model.mois)
        phase = Phase(
            suivi=suivi,
            rang=model.rang,
            libelle=model.libelle,
            prevue_du=day,
            prevue_au=following - dt.timedelta(days=1),
            **{name: getattr(model, name) for name in _COPIED},
        )
        planned.append(phase.save())
        day = following
    return planned


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day some months later, or the last one of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    following = dt.date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last = (following - dt.timedelta(days=1)).day
    return dt.date(year, month + 1, min(day.day, last))


def _is_followed(personne: Personne, dispositif: str | None) -> bool:
    here = (Suivi.personne == personne.id) & Suivi.clos_le.is_null() & Suivi.archived_at.is_null()
    same = Suivi.dispositif.is_null() if dispositif is None else Suivi.dispositif == dispositif
    return bool(Suivi.select().where(here & same).exists())


def last_closed(personne: Personne, day: dt.date) -> Suivi | None:
    """The suivi that ended last before a day: what a new one goes on from."""
    query: Any = Suivi.select().where(
        (Suivi.personne == personne.id) & Suivi.archived_at.is_null() & (Suivi.clos_le <= day)
    )
    found: Suivi | None = query.order_by(Suivi.clos_le.desc()).first()
    return found


def _warn_of_two(gardee: Personne, absorbee: Personne) -> list[str]:
    """Two suivis under way in the same dispositif become two of one person."""
    here = Suivi.clos_le.is_null() & Suivi.archived_at.is_null()
    open_ones: list[set[str | None]] = [
        {suivi.dispositif_id for suivi in Suivi.select().where(here & (Suivi.personne == one.id))}
        for one in (gardee, absorbee)
    ]
    shared = open_ones[0] & open_ones[1]
    named: Any = Dispositif.select(Dispositif.intitule).where(Dispositif.id.in_(shared - {None}))
    names = [row[0] for row in named.tuples()] + ["hors dispositif"] * (None in shared)
    return [
        f"Deux suivis en cours ({name})\u00a0: ils seront ceux d’une même personne. "
        "Terminez celui qui fait double."
        for name in sorted(names)
    ]


avertissements.append(_warn_of_two)
