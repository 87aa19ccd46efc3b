"""The list of the séances, and that of the ateliers."""

import datetime as dt
from typing import Any

import peewee

from models.accueil.periodes import Repere, periode_of
from models.ateliers.seance import ABSENT, ATTENDU, EXCUSE, PRESENT, Atelier, Presence, Seance
from models.base import clock
from models.base.droit import Droit
from models.base.listing import Column, Listing, as_text
from models.base.search import fold
from models.base.table import tuples_of
from models.nomenclatures.lieu import Lieu
from models.suivis.dispositif import Dispositif, Session

A_VENIR, A_NOTER, A_COMPLETER, NOTEE = "À venir", "À noter", "À compléter", "Notée"
_KINDS = {A_NOTER: "attention", A_COMPLETER: "attention", NOTEE: "good", A_VENIR: ""}
_DAYS = ("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim.")


def seances_listing() -> Listing:
    """All the séances, the last one first."""
    query: Any = (
        Seance.select()
        .join(Atelier, on=(Seance.atelier == Atelier.id))
        .switch(Seance)
        .join(Lieu, peewee.JOIN.LEFT_OUTER, on=(Seance.lieu == Lieu.id))
        .where(Seance.archived_at.is_null())
    )
    return Listing(
        title="Séances d’ateliers",
        query=query,
        key=Seance.id,
        columns=_seance_columns(),
        order=(Seance.date, _HOUR),
        descending=True,
        tables=frozenset({Seance, Atelier, Presence, Lieu}),
        narrow=_narrow,
        empty="Aucune séance pour l’instant. Créez un atelier, puis sa première séance.",
        right=Droit.SUIVI_LIRE,
    )


def ateliers_listing() -> Listing:
    """The ateliers that still come back, by name."""
    query: Any = (
        Atelier.select()
        .join(Dispositif, peewee.JOIN.LEFT_OUTER, on=(Atelier.dispositif == Dispositif.id))
        .switch(Atelier)
        .join(Session, peewee.JOIN.LEFT_OUTER, on=(Atelier.session == Session.id))
        .where(Atelier.archived_at.is_null())
    )
    return Listing(
        title="Ateliers",
        query=query,
        key=Atelier.id,
        columns=_atelier_columns(),
        order=(Atelier.intitule,),
        tables=frozenset({Atelier, Seance, Dispositif, Session}),
        narrow=lambda query, text: query.where(Atelier.id.in_(_ateliers_named(text))),
        empty="Aucun atelier pour l’instant.",
        right=Droit.SUIVI_LIRE,
    )


def of_atelier(listing: Listing, atelier_id: str) -> Listing:
    """The séances of one atelier."""
    atelier: Atelier = Atelier.get_by_id(atelier_id)
    return listing.where(
        Seance.atelier == atelier_id, said=f"atelier «\u00a0{atelier.intitule}\u00a0»"
    )


def in_repere(listing: Listing, repere: Repere) -> Listing:
    """The séances of a period named from today."""
    periode = periode_of(repere)
    days = [Seance.date >= periode.du] if periode.du else []
    days += [Seance.date <= periode.au] if periode.au else []
    return listing.where(*days, said=periode.texte)


def to_note(listing: Listing, _wanted: str = A_NOTER) -> Listing:
    """The séances that took place and of which somebody is still to be noted."""
    said = Presence.select(Presence.seance).where(Presence.etat.in_((PRESENT, ABSENT, EXCUSE)))
    left = Presence.select(Presence.seance).where(Presence.etat == ATTENDU)
    open_ = Seance.id.not_in(said) | Seance.id.in_(left)
    return listing.where(Seance.date <= clock.today(), open_, said="feuille à noter")


def with_seances() -> list[tuple[str, str]]:
    """The ateliers that have a séance, those that come back no more too."""
    here = Seance.select(Seance.atelier).where(Seance.archived_at.is_null())
    query: Any = Atelier.select(Atelier.id, Atelier.intitule).where(Atelier.id.in_(here))
    return list(tuples_of(query.order_by(Atelier.intitule, Atelier.id)))


def statut_of_seance(date: dt.date, noted: int, whole: int) -> str:
    """Where the sheet of a séance stands; `noted` of the people on it are said here or not."""
    if date > clock.today():
        return A_VENIR
    if not noted:
        return A_NOTER
    return NOTEE if noted >= whole else A_COMPLETER


def kind_of_statut(statut: str) -> str:
    return _KINDS[statut]


def hours(debut: dt.time | None, fin: dt.time | None) -> str:
    """« 14:00 – 16:30 », « 14:00 », or nothing."""
    return " – ".join(as_text(one) for one in (debut, fin) if one is not None)


_HOUR = peewee.fn.COALESCE(peewee.Cast(Seance.debut, "TEXT"), "")


def _count(*etats: str) -> Any:
    query: Any = Presence.select(peewee.fn.COUNT(1)).where(Presence.seance == Seance.id)
    # Named: without a name peewee would take its value for that of the last column that it reads.
    return (query.where(Presence.etat.in_(etats)) if etats else query).alias("nombre")


def _seance_columns() -> tuple[Column, ...]:
    facts = (Seance.date, _count(PRESENT, ABSENT, EXCUSE), _count())
    return (
        Column("date", "Le", (Seance.date,), text=_day, sort=(Seance.date, _HOUR),
               width=14, value=lambda day: day),
        Column("horaire", "Horaire", (Seance.debut, Seance.fin), text=hours, width=13,
               secondary=True),
        Column("atelier", "Atelier", (Atelier.intitule,), sort=(Atelier.intitule,), width=30),
        Column("lieu", "Lieu", (Lieu.nom,), width=20, secondary=True, spare=True),
        Column("intervenant", "Intervenant", (Seance.intervenant,), sort=(Seance.intervenant,),
               width=20),
        Column("presents", "Présents", (_count(PRESENT), _count()), text=_came, right=True,
               width=10),
        Column("etat", "Feuille", facts, text=statut_of_seance, width=13,
               status=lambda *row: kind_of_statut(statut_of_seance(*row))),
    )  # fmt: skip


def _atelier_columns() -> tuple[Column, ...]:
    here = (Seance.atelier == Atelier.id) & Seance.archived_at.is_null()
    count: Any = Seance.select(peewee.fn.COUNT(1)).where(here)
    last: Any = Seance.select(Seance.date).where(here).order_by(Seance.date.desc()).limit(1)
    return (
        Column("intitule", "Atelier", (Atelier.intitule,), sort=(Atelier.intitule,), width=34),
        Column("dispositif", "Dispositif", (Dispositif.intitule,), text=_of_house, width=24),
        Column("session", "Session", (Session.intitule,), width=20, secondary=True),
        Column("seances", "Séances", (count.alias("nombre"),), right=True, width=9),
        Column(
            "derniere",
            "Dernière séance",
            (last.alias("derniere"),),
            text=_date,
            right=True,
            width=14,
        ),
    )


def _day(day: dt.date) -> str:
    return f"{_DAYS[day.weekday()]} {as_text(day)}"


def _date(day: Any) -> str:
    """A day as either engine gives it through an expression."""
    return as_text(dt.date.fromisoformat(day) if isinstance(day, str) else day)


def _came(came: int, whole: int) -> str:
    return f"{came} sur {whole}" if whole else ""


def _of_house(intitule: str | None) -> str:
    return intitule or "De la structure"


def _narrow(query: Any, text: str) -> Any:
    """The séances whose atelier, place or intervenant holds each word, accents aside."""
    intervenants: Any = Seance.select(Seance.intervenant).distinct()
    who = [row[0] for row in tuples_of(intervenants)]
    places = list(tuples_of(Lieu.select(Lieu.id, Lieu.nom)))
    for word in fold(text).split():
        query = query.where(
            Seance.atelier.in_(_ateliers_named(word))
            | Seance.lieu.in_([key for key, nom in places if word in fold(nom)])
            | Seance.intervenant.in_([name for name in who if word in fold(name)])
        )
    return query


def _ateliers_named(text: str) -> list[str]:
    query: Any = Atelier.select(Atelier.id, Atelier.intitule)
    wanted = fold(text).split()
    return [key for key, nom in tuples_of(query) if all(word in fold(nom) for word in wanted)]
