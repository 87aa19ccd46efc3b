"""What is left for somebody of the team: a message, or a call to give back on a day."""

import datetime as dt
import enum
from typing import Any, NamedTuple

import peewee

from models.base import clock, telephone
from models.base.command import command
from models.base.database import handle
from models.base.droit import Droit
from models.base.errors import Invalid, Refused
from models.base.fields import CodeField, DayField, ForeignKey, InstantField, TextField
from models.base.listing import Column, Listing
from models.base.search import fold
from models.base.table import Table, tuples_of
from models.comptes.agent import Agent
from models.personnes.personne import Personne, shown_name


class Nature(enum.StrEnum):
    """What is asked of whom the message is for."""

    MESSAGE = "message"
    A_APPELE = "a_appele"
    RAPPEL = "rappel"


NATURES = {
    Nature.MESSAGE: "Message",
    Nature.A_APPELE: "A appelé",
    Nature.RAPPEL: "À rappeler",
}


class Message(Table):
    """Left at the desk for one agent, or for everybody when `pour` is none; done once read."""

    personne_id: str | None
    pour_id: str | None

    nature = CodeField(
        default=Nature.MESSAGE.value,
        verbose_name="Nature",
        choices=[(code.value, words) for code, words in NATURES.items()],
    )
    personne = ForeignKey(Personne, null=True, verbose_name="Personne")
    correspondant = TextField(max_length=120, default="", verbose_name="De la part de")
    telephone = TextField(max_length=40, default="", verbose_name="Téléphone")
    pour = ForeignKey(Agent, null=True, verbose_name="Pour")
    texte = TextField(
        max_length=1000,
        lines=3,
        default="",
        verbose_name="Message",
        help_text="Lisible par toute l’équipe\u00a0: rien de confidentiel.",
    )
    rappeler_le = DayField(null=True, index=True, verbose_name="À rappeler le")
    fait_le = InstantField(null=True, verbose_name="Fait")
    fait_par = ForeignKey(Agent, null=True, index=False, verbose_name="Fait par")


class Recu(NamedTuple):
    """One message as it stands on Accueil."""

    id: str
    nature: str
    de: str
    telephone: str
    texte: str
    personne_id: str | None
    pour_id: str | None
    rappeler_le: dt.date | None
    laisse_le: dt.datetime

    @property
    def is_late(self) -> bool:
        return self.rappeler_le is not None and self.rappeler_le < clock.today()


def messages_for(agent_id: str | None) -> list[Recu]:
    """What waits for this account, or for everybody; a call to give back, from its day on.

    Calls that are late first, then those of today, then messages as they came.
    """
    due = Message.rappeler_le.is_null() | (Message.rappeler_le <= clock.today())
    mine = Message.pour.is_null() | (Message.pour == agent_id)
    query = _selected().where(
        due & mine & Message.fait_le.is_null() & Message.archived_at.is_null()
    )
    found = [_recu(row) for row in tuples_of(query)]
    return sorted(found, key=lambda m: (m.rappeler_le or dt.date.max, m.laisse_le, m.id))


def open_message(message_id: str) -> Message | None:
    found: Message | None = Message.get_or_none(
        (Message.id == message_id) & Message.archived_at.is_null()
    )
    return found


def messages_listing() -> Listing:
    """Every message, done or not, the newest first."""
    fait_par = Agent.alias()
    outer = peewee.JOIN.LEFT_OUTER
    query: Any = Message.select().join(Personne, outer, on=(Message.personne == Personne.id))
    query = query.switch(Message).join(Agent, outer, on=(Message.pour == Agent.id))
    query = query.switch(Message).join(fait_par, outer, on=(Message.fait_par == fait_par.id))
    return Listing(
        title="Messages",
        query=query.where(Message.archived_at.is_null()),
        key=Message.id,
        columns=_columns(fait_par),
        order=(Message.created_at,),
        descending=True,
        tables=frozenset({Message}),
        narrow=_narrow,
        empty="Aucun message pour l’instant.",
    )


@command(right=Droit.REGISTRE, label="Message laissé")
def leave_message(**values: Any) -> Message:
    """Leave a message for an agent, or for everybody; `values` are columns."""
    return _filled(Message(), values)


@command(right=Droit.REGISTRE, label="Message corrigé")
def correct_message(message: Message, **values: Any) -> Message:
    return _filled(message, values)


@command(right=Droit.REGISTRE, label="Message traité")
def finish_message(message_id: str) -> Message:
    """Read, or called back: it leaves Accueil."""
    message = _known(message_id)
    if message.fait_le is not None:
        raise Refused("Ce message vient d’être traité sur un autre poste.")
    message.fait_le = clock.now()
    message.fait_par = handle().require_actor().agent_id
    return message.save()


@command(right=Droit.REGISTRE, label="Message remis à traiter")
def reopen_message(message_id: str) -> Message:
    message = _known(message_id)
    message.fait_le = message.fait_par = None
    return message.save()


@command(right=Droit.REGISTRE, label="Message supprimé")
def archive_message(message_id: str) -> Message:
    return _known(message_id).archive()


def _filled(message: Message, values: dict[str, Any]) -> Message:
    for name, value in values.items():
        setattr(message, name, value)
    message.telephone = telephone.normalise(str(message.telephone))
    _check(message)
    return message.save()


def _check(message: Message) -> None:
    who = message.personne_id or message.correspondant.strip() or message.telephone
    if message.nature != Nature.MESSAGE and not who:
        raise Invalid(
            "correspondant",
            "De la part de\u00a0: écrivez un nom ou un téléphone, pour savoir qui rappeler.",
        )
    if not who and not message.texte.strip():
        raise Invalid("texte", "Message\u00a0: il est vide. Écrivez-le.")
    due = message.rappeler_le
    if due is not None and due < clock.today() and message.fait_le is None:
        raise Invalid("rappeler_le", "À rappeler le\u00a0: ce jour est passé. Écrivez-en un autre.")


def _known(message_id: str) -> Message:
    message = open_message(message_id)
    if message is None:
        raise Refused("Ce message vient d’être supprimé sur un autre poste.")
    return message


_NAMES = (
    Message.correspondant, Personne.nom_usage, Personne.nom_naissance, Personne.prenom_usage,
    Personne.prenom, Personne.surnom,
)  # fmt: skip


def _selected() -> Any:
    query: Any = Message.select(
        Message.id, Message.nature, Message.telephone, Message.texte, Message.personne,
        Message.pour, Message.rappeler_le, Message.created_at, Personne.telephone, *_NAMES,
    )  # fmt: skip
    return query.join(Personne, peewee.JOIN.LEFT_OUTER, on=(Message.personne == Personne.id))


def _recu(row: tuple[Any, ...]) -> Recu:
    key, nature, number, texte, personne, pour, due, left, own_number, *names = row
    number = telephone.shown(number or own_number or "")
    return Recu(key, NATURES[Nature(nature)], _from(*names), number, texte, personne, pour, due,
                left)  # fmt: skip


def _from(
    correspondant: str,
    nom_usage: str | None,
    nom: str | None,
    prenom_usage: str | None,
    prenom: str | None,
    surnom: str | None,
) -> str:
    """Who it comes from: the name of her file, and who called for her if that was told."""
    shown = shown_name(nom_usage or nom or "", prenom_usage or prenom or "", surnom or "")
    if nom is None:
        return correspondant
    return f"{shown} ({correspondant})" if correspondant else shown


def _columns(fait_par: Any) -> tuple[Column, ...]:
    return (
        Column("laisse", "Laissé", (Message.created_at,), text=_left, sort=(Message.created_at,),
               width=11, secondary=True),
        Column("de", "De la part de", (Message.telephone, *_NAMES), text=_from_with_number,
               width=22, nominative=True),
        Column("texte", "Message", (Message.nature, Message.texte), text=_said, width=34,
               nominative=True),
        Column("pour", "Pour", (Agent.prenom, Agent.nom), text=_for, width=11),
        Column("fait", "État", (Message.fait_le, Message.rappeler_le, fait_par.prenom),
               text=_done, status=lambda done, *_: "good" if done else "attention", width=19),
    )  # fmt: skip


def _left(at: dt.datetime) -> str:
    local = clock.local(at)
    year = "" if local.year == clock.today().year else "/%Y"
    return f"{local:%d/%m{year} %H:%M}"


def _from_with_number(number: str, *names: Any) -> str:
    return " · ".join(part for part in (_from(*names), telephone.shown(number)) if part)


def _said(nature: str, texte: str) -> str:
    """On one line, after what is asked when it is more than to be told."""
    asked = NATURES[Nature(nature)] if nature != Nature.MESSAGE else ""
    return " · ".join(part for part in (asked, " ".join(texte.split())) if part)


def _for(prenom: str | None, nom: str | None) -> str:
    return prenom or nom or "L’équipe"


def _done(at: dt.datetime | None, due: dt.date | None, prenom: str | None) -> str:
    if at is not None:
        return f"Fait le {clock.local(at):%d/%m}" + (f" par {prenom}" if prenom else "")
    return f"Rappel le {due:%d/%m}" if due is not None else "À traiter"


def _narrow(query: Any, text: str) -> Any:
    wanted = text.strip()
    said = Message.texte.contains(wanted) | Message.correspondant.contains(wanted)
    return query.where(said | Personne.cle.contains(fold(wanted)))
