"""The waiting room: who is there, for whom, since when, and when she was received or left."""

import datetime as dt
import enum
from collections.abc import Callable
from typing import Any, NamedTuple

import peewee

from models.accueil.passage import Passage, place_in_time
from models.base import clock
from models.base.command import command
from models.base.droit import Droit
from models.base.errors import Refused
from models.base.fields import DayField, ForeignKey, InstantField, TextField
from models.base.table import Table, tuples_of
from models.comptes.agent import Agent, shown_agent
from models.nomenclatures.lieu import Lieu
from models.personnes.personne import Personne, shown_name

ANONYME = "anonyme"
LONG = 20  # minutes after which a wait is long
LONGEST = 3 * 60  # minutes beyond which nobody talked all along: the end was forgotten
AHEAD = dt.timedelta(minutes=5)  # two desks' clocks are never quite the same
REMEMBERED = dt.timedelta(days=7)  # how long a wait that nobody closed asks to be settled


class Attente(Table):
    """One wait. Its state follows from its instants: arrivé, en entretien, reparti."""

    lieu_id: str
    personne_id: str | None
    pour_id: str | None
    passage_id: str | None

    lieu = ForeignKey(Lieu, index=False, verbose_name="Lieu")
    jour = DayField(index=True, verbose_name="Jour")
    personne = ForeignKey(Personne, null=True, verbose_name="Personne")
    nom = TextField(max_length=120, default="", verbose_name="Prénom ou repère")
    objet = TextField(max_length=200, default="", verbose_name="Pour quoi")
    pour = ForeignKey(Agent, null=True, verbose_name="Pour")
    arrive_le = InstantField(verbose_name="Arrivée")
    recu_le = InstantField(null=True, verbose_name="En entretien depuis")
    parti_le = InstantField(null=True, verbose_name="Repartie")
    passage = ForeignKey(Passage, null=True, verbose_name="Passage")


class Etat(enum.Enum):
    """How a wait stands; its value is how it reads."""

    EN_ATTENTE = "En attente"
    EN_ENTRETIEN = "En entretien"
    RECUE = "Passage à écrire"
    REPARTIE = "Repartie"
    NON_CLOSE = "Non clos"


class Presence(NamedTuple):
    """One line of the waiting room."""

    id: str
    nom: str
    objet: str
    personne_id: str | None
    pour_id: str | None
    pour_nom: str
    jour: dt.date
    arrive_le: dt.datetime
    recu_le: dt.datetime | None
    parti_le: dt.datetime | None
    avertie: bool  # a warning is pinned on her file

    @property
    def etat(self) -> Etat:
        if self.parti_le is not None:
            return Etat.RECUE if self.recu_le is not None else Etat.REPARTIE
        if self.jour < clock.today():
            return Etat.NON_CLOSE
        return Etat.EN_ENTRETIEN if self.recu_le is not None else Etat.EN_ATTENTE

    @property
    def minutes(self) -> int | None:
        """How long she has been waiting, or has been in; none once that is over or forgotten."""
        if self.etat not in (Etat.EN_ATTENTE, Etat.EN_ENTRETIEN):
            return None
        return _minutes(self.recu_le or self.arrive_le, clock.now())

    @property
    def is_long(self) -> bool:
        return self.etat is Etat.EN_ATTENTE and (self.minutes or 0) >= LONG

    @property
    def talked(self) -> int | None:
        """Minutes from being received to leaving, or those she waited if she was not."""
        return talk_of(_began(self), self.parti_le)

    @property
    def en_avance(self) -> bool:
        """Whether she is said to come later than now: the clock was set back since."""
        return self.arrive_le > clock.now() + AHEAD


def salle(*, lieu: str | None, agent: str | None) -> list[Presence]:
    """Who is in at this site, or there for this agent: those who wait longest first.

    Behind them: who is in, whose passage is to be written, and what nobody closed.
    """
    found = [_presence(row) for row in tuples_of(_rows(lieu, agent))]
    order = list(Etat)
    return sorted(found, key=lambda p: (order.index(p.etat), p.arrive_le, p.id))


def presence(attente_id: str) -> Presence | None:
    """One of them; none if it is gone."""
    rows = tuples_of(_selected().where(Attente.id == attente_id))
    return _presence(rows[0]) if rows else None


def waits_of_day(jour: dt.date) -> list[int]:
    """The minutes waited that day by each who was received; what was never closed is no wait."""
    query: Any = Attente.select(Attente.arrive_le, Attente.recu_le)
    ended = Attente.recu_le.is_null(False) & Attente.parti_le.is_null(False)
    here = (Attente.jour == jour) & Attente.archived_at.is_null() & ended
    return [_minutes(*row) for row in tuples_of(query.where(here))]


def talk_of(recu_le: dt.datetime | None, parti_le: dt.datetime | None) -> int | None:
    """Minutes begun between the two instants; none when an end was forgotten."""
    if recu_le is None or parti_le is None:
        return None
    minutes = max(1, -(-int((parti_le - recu_le).total_seconds()) // 60))
    return minutes if minutes <= LONGEST else None


@command(right=Droit.REGISTRE, label="Arrivée notée")
def note_arrival(
    *,
    lieu: str | None,
    personne: str | None = None,
    nom: str = "",
    objet: str = "",
    pour: str | None = None,
) -> Attente:
    """Somebody sits down to wait, known or not, for somebody or for the desk."""
    if lieu is None:
        raise Refused("Aucun lieu n’est ouvert. Ajoutez-en un dans les réglages.")
    if personne is not None:
        _refuse_twice(personne)
    return Attente(
        lieu=lieu,
        jour=clock.today(),
        personne=personne,
        nom=nom,
        objet=objet,
        pour=pour,
        arrive_le=clock.now(),
    ).save()


@command(right=Droit.REGISTRE, label="En entretien")
def receive(attente_id: str) -> Attente:
    attente = _open(attente_id)
    if attente.recu_le is not None:
        raise Refused(f"Cette personne est déjà en entretien depuis {_hour(attente.recu_le)}.")
    attente.recu_le = _after(attente.arrive_le)
    return attente.save()


@command(right=Droit.REGISTRE, label="Entretien terminé")
def say_goodbye(attente_id: str) -> Attente:
    """The talk is over."""
    attente = _open(attente_id)
    if attente.recu_le is None:
        raise Refused(
            "Cette personne n’a pas été reçue. Notez « En entretien », "
            "ou « Repartie sans être reçue »."
        )
    attente.parti_le = _after(attente.recu_le)
    return attente.save()


@command(right=Droit.REGISTRE, label="Repartie sans être reçue")
def leave_unreceived(attente_id: str) -> Attente:
    attente = _open(attente_id)
    if attente.recu_le is not None:
        raise Refused("Cette personne a été reçue. Notez plutôt « Au revoir ».")
    attente.parti_le = _after(attente.arrive_le)
    return attente.save()


@command(right=Droit.REGISTRE, label="Attente adressée")
def send_to(attente_id: str, pour: str | None) -> Attente:
    """She is there for another agent, or for whoever is free."""
    attente = _open(attente_id)
    attente.pour = pour
    return attente.save()


@command(right=Droit.REGISTRE, label="Retirée de la salle d’attente")
def remove_wait(attente_id: str) -> Attente:
    """Noted by mistake, or of which no passage will be written."""
    return _known(attente_id).archive()


@command(right=Droit.REGISTRE, label="Passage enregistré")
def settle(attente_id: str, write: Callable[[], Passage]) -> Passage:
    """Write the passage of a wait with `write`, and tie both: one act, undone as one.

    Who is still in leaves at that instant; the passage lasts as long as she was in, unless
    something else was typed. A wait that was taken away meanwhile prevents nothing.
    """
    attente: Attente | None = Attente.get_or_none(Attente.id == attente_id)
    if attente is None or attente.archived_at is not None:
        return write()
    if attente.passage_id is not None:
        raise Refused(
            "Le passage de cette attente vient d’être enregistré sur un autre poste. "
            "Videz la ligne, ou corrigez-le dans la liste du jour."
        )
    passage, began = write(), _began(attente)
    forgotten = attente.jour < clock.today()
    if attente.parti_le is None and not forgotten:
        attente.parti_le = _after(attente.recu_le or attente.arrive_le)
    _measure(passage, attente, began)
    attente.passage = passage
    attente.save()
    return passage


def _measure(passage: Passage, attente: Attente, began: dt.datetime | None) -> None:
    """The passage begins when she came, to the second, and lasts as long as she was in."""
    came = clock.local(attente.arrive_le)
    hour = passage.heure
    if hour is not None and (passage.jour, hour.hour, hour.minute) == (
        came.date(), came.hour, came.minute,
    ):  # fmt: skip
        place_in_time(passage, attente.arrive_le)
    if passage.duree_minutes is None:
        passage.duree_minutes = talk_of(began, attente.parti_le)
    passage.save()


def _began(attente: "Attente | Presence") -> dt.datetime | None:
    """When what is measured began: being received, or the wait of who left without it."""
    left = attente.recu_le is None and attente.parti_le is not None
    return attente.arrive_le if left else attente.recu_le


def _refuse_twice(personne_id: str) -> None:
    here = (Attente.personne == personne_id) & (Attente.jour == clock.today())
    still = here & Attente.parti_le.is_null() & Attente.archived_at.is_null()
    found = Attente.get_or_none(still)
    if found is not None:
        raise Refused(
            f"Cette personne est déjà notée dans la salle d’attente, à {_hour(found.arrive_le)}."
        )


def _known(attente_id: str) -> Attente:
    attente: Attente | None = Attente.get_or_none(Attente.id == attente_id)
    if attente is None or attente.archived_at is not None:
        raise Refused("Cette attente vient d’être retirée sur un autre poste.")
    return attente


def _open(attente_id: str) -> Attente:
    attente = _known(attente_id)
    if attente.parti_le is not None:
        raise Refused(f"Cette personne est notée repartie à {_hour(attente.parti_le)}.")
    if attente.jour < clock.today():
        raise Refused(
            "Cette attente n’a pas été close le jour même. Écrivez le passage, ou retirez-la."
        )
    return attente


def _after(instant: dt.datetime) -> dt.datetime:
    """Now, or that instant if the clock was set back since."""
    return max(clock.now(), instant)


def _hour(instant: dt.datetime) -> str:
    return f"{clock.local(instant):%H:%M}"


def _minutes(begin: dt.datetime, end: dt.datetime) -> int:
    """Whole minutes; none of them before the beginning, though the clock was set back."""
    return max(0, int((end - begin).total_seconds()) // 60)


def _rows(lieu: str | None, agent: str | None) -> Any:
    today = clock.today()
    recent = Attente.jour >= today - REMEMBERED
    unwritten = Attente.passage.is_null()
    still = Attente.parti_le.is_null() | Attente.recu_le.is_null(False) | (Attente.jour == today)
    for_me = (Attente.pour == agent) if agent else (Attente.id == "")
    near = (Attente.lieu == lieu) | for_me
    return _selected().where(recent & unwritten & still & near & Attente.archived_at.is_null())


def _selected() -> Any:
    query: Any = Attente.select(
        Attente.id, Attente.nom, Attente.objet, Attente.personne, Attente.pour, Attente.jour,
        Attente.arrive_le, Attente.recu_le, Attente.parti_le,
        Personne.nom_usage, Personne.nom_naissance, Personne.prenom_usage, Personne.prenom,
        Personne.surnom, Personne.alerte, Agent.prenom, Agent.nom, Agent.identifiant,
    )  # fmt: skip
    return (
        query.join(Personne, peewee.JOIN.LEFT_OUTER, on=(Attente.personne == Personne.id))
        .switch(Attente)
        .join(Agent, peewee.JOIN.LEFT_OUTER, on=(Attente.pour == Agent.id))
    )


def _presence(row: tuple[Any, ...]) -> Presence:
    key, nom, objet, personne, pour, jour, arrive, recu, parti, *rest = row
    nom_usage, naissance, prenom_usage, prenom, surnom, alerte, *agent = rest
    if personne is not None:
        nom = shown_name(nom_usage or naissance or "", prenom_usage or prenom or "", surnom or "")
    nom = nom.replace("'", "’") or ANONYME
    return Presence(
        key, nom, objet, personne, pour, _agent_name(*agent), jour, arrive, recu, parti,
        bool(alerte),
    )  # fmt: skip


def _agent_name(prenom: str | None, nom: str | None, identifiant: str | None) -> str:
    return shown_agent(prenom, nom) or identifiant or ""
