"""A dispositif and its sessions: criteria, phases and places are data, so that none needs code."""

import datetime as dt
from typing import Any

from models.base.errors import Refused
from models.base.fields import (
    BooleanField,
    CodeField,
    DayField,
    ForeignKey,
    IntegerField,
    JsonField,
    TextField,
)
from models.base.table import Table, dumps


class Dispositif(Table):
    """A programme that people enter and leave. `id` is its code when it is shipped."""

    id = CodeField(primary_key=True)
    intitule = TextField(max_length=160, verbose_name="Intitulé")
    presentation = TextField(max_length=2000, lines=4, default="", verbose_name="Présentation")
    comite = JsonField(  # who sits there
        default="[]", verbose_name="Comité de sélection", help_text="Un membre par ligne."
    )
    documents = JsonField(
        default="[]", verbose_name="Documents à apporter", help_text="Un document par ligne."
    )
    accords = JsonField(default="[]", verbose_name="Accords demandés")  # {code, texte}
    financeurs = JsonField(default="[]", verbose_name="Financeurs")  # keys of theirs, in order
    places = IntegerField(
        default=0, verbose_name="Places par session", help_text="0 si elles ne sont pas comptées."
    )
    heures_cible = IntegerField(null=True, verbose_name="Heures à atteindre")
    heures_semaine = IntegerField(null=True, verbose_name="Heures par semaine")
    sans_contact = IntegerField(
        default=30, verbose_name="Alerter sans contact depuis", help_text="En jours."
    )
    ordre = IntegerField(default=0)
    maison = BooleanField(default=False)  # made by the structure


class DispositifCritere(Table):
    """One criterion of eligibility; `parametres` are the bounds that its kind needs."""

    dispositif = ForeignKey(Dispositif)
    rang = IntegerField()
    code = CodeField()
    genre = CodeField(verbose_name="Nature")
    libelle = TextField(
        max_length=200, verbose_name="Critère", help_text="Comme il s’imprime sur la fiche."
    )
    parametres = JsonField(default="{}")


class DispositifPhase(Table):
    """One planned phase, with its length in months."""

    dispositif = ForeignKey(Dispositif)
    rang = IntegerField()
    code = CodeField()
    libelle = TextField(max_length=120, verbose_name="Phase")
    mois = IntegerField(verbose_name="Durée prévue", help_text="En mois.")
    optionnelle = BooleanField(default=False, verbose_name="Facultative")
    condition = TextField(max_length=200, default="", verbose_name="À quelle condition")
    description = TextField(max_length=600, lines=3, default="", verbose_name="Ce qui s’y fait")
    partagee = BooleanField(default=False, verbose_name="Seulement avec l’accord de la personne")
    mission = BooleanField(  # service civique, chantier
        default=False, verbose_name="Une mission s’y déroule"
    )
    heures_cible = IntegerField(null=True, verbose_name="Heures à atteindre")
    heures_semaine = IntegerField(null=True, verbose_name="Heures par semaine")


class Session(Table):
    """A dated run of a dispositif, with its places."""

    dispositif_id: str

    dispositif = ForeignKey(Dispositif)
    intitule = TextField(max_length=120, verbose_name="Session")
    debut = DayField(verbose_name="Début")
    fin = DayField(null=True, verbose_name="Fin")
    places = IntegerField(verbose_name="Places")


def dispositifs(*, retired: bool = False) -> list[Dispositif]:
    """Those that one may enter, in their order; with `retired`, those of the past after them."""
    query: Any = Dispositif.select()
    if not retired:
        query = query.where(Dispositif.archived_at.is_null())
    found = list(query.order_by(Dispositif.ordre, Dispositif.intitule))
    return sorted(found, key=lambda one: one.archived_at is not None)


def dispositif_of(dispositif_id: str) -> Dispositif:
    found: Dispositif | None = Dispositif.get_or_none(Dispositif.id == dispositif_id)
    if found is None:
        raise Refused("Ce dispositif n’existe plus. Rouvrez la liste.")
    return found


def criteres_of(dispositif_id: str) -> list[DispositifCritere]:
    query: Any = DispositifCritere.select().where(DispositifCritere.dispositif == dispositif_id)
    return list(query.order_by(DispositifCritere.rang))


def phases_of(dispositif_id: str) -> list[DispositifPhase]:
    query: Any = DispositifPhase.select().where(DispositifPhase.dispositif == dispositif_id)
    return list(query.order_by(DispositifPhase.rang))


def sessions_of(dispositif_id: str) -> list[Session]:
    """The sessions of a dispositif, the last one first."""
    query: Any = Session.select().where(Session.dispositif == dispositif_id)
    return list(query.order_by(Session.debut.desc()))


def open_sessions(dispositif_id: str, day: dt.date) -> list[Session]:
    """The sessions that one may still aim at: not begun for more than a month."""
    limit = day - dt.timedelta(days=31)
    return [s for s in reversed(sessions_of(dispositif_id)) if s.debut >= limit]


def fill_dispositif(content: dict[str, Any]) -> Dispositif:
    """Write a shipped dispositif; inside a command. One that exists already is left as it is."""
    known: Dispositif | None = Dispositif.get_or_none(Dispositif.id == content["code"])
    if known is not None:
        return known
    dispositif = Dispositif(
        id=content["code"],
        intitule=content["intitule"],
        presentation=content.get("presentation", ""),
        comite=dumps(content.get("comite", [])),
        documents=dumps(content.get("documents", [])),
        accords=dumps(content.get("accord", [])),
        financeurs=dumps(content.get("financeurs", [])),
        places=content.get("places", 0),
        sans_contact=content.get("sans_contact", 30),
        ordre=content.get("ordre", 0),
        **{name: content.get(name) for name in ("heures_cible", "heures_semaine")},
    ).save()
    _fill_criteres(dispositif, content)
    _fill_phases(dispositif, content)
    return dispositif


def _fill_criteres(dispositif: Dispositif, content: dict[str, Any]) -> None:
    for rang, entry in enumerate(content.get("critere", ())):
        named = ("code", "genre", "libelle")
        DispositifCritere(
            dispositif=dispositif,
            rang=rang,
            parametres=dumps({k: v for k, v in entry.items() if k not in named}),
            **{name: entry[name] for name in named},
        ).save()


def _fill_phases(dispositif: Dispositif, content: dict[str, Any]) -> None:
    for rang, entry in enumerate(content.get("phase", ())):
        DispositifPhase(
            dispositif=dispositif,
            rang=rang,
            code=entry["code"],
            libelle=entry["libelle"],
            mois=entry["mois"],
            optionnelle=bool(entry.get("optionnelle")),
            condition=entry.get("condition", ""),
            description=entry.get("description", ""),
            partagee=bool(entry.get("partagee")),
            mission=bool(entry.get("mission")),
            **{name: entry.get(name) for name in ("heures_cible", "heures_semaine")},
        ).save()
