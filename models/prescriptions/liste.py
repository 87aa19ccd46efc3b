"""The list of the fiches, with the status of each, whatever its length in one query a page."""

import datetime as dt
import re
from dataclasses import replace
from typing import Any

import peewee

from models.base import clock
from models.base.listing import Column, Listing
from models.personnes.naissance import Precision
from models.personnes.personne import Personne, shown_name
from models.personnes.recherche import with_words
from models.prescriptions.contenu import RoleSignature
from models.prescriptions.prescription import (
    Comite,
    Decision,
    Etape,
    Inscription,
    Prescription,
    Signature,
    VersionFiche,
    roles_for,
)
from models.prescriptions.statut import FINAL, Faits, Statut, statut_from
from models.suivis.dispositif import Dispositif, Session

_NUMERO = re.compile(r"(\d{4})-?(\d{1,4})")
_RANK = re.compile(r"0\d{3}")  # as it is printed, without its year; never a year of birth
_ROLES = tuple(RoleSignature)
_ETAPES = (*FINAL, "transmise")


def fiches_listing() -> Listing:
    """The fiches, the newest first, with their computed status."""
    query: Any = (
        Prescription.select()
        .join(Personne, on=(Prescription.personne == Personne.id))
        .switch(Prescription)
        .join(Dispositif, on=(Prescription.dispositif == Dispositif.id))
        .switch(Prescription)
        .join(Session, peewee.JOIN.LEFT_OUTER, on=(Prescription.session == Session.id))
        .where(Prescription.archived_at.is_null())
    )
    facts = {Prescription, VersionFiche, Signature, Etape, Inscription, Decision, Personne}
    return Listing(
        title="Fiches de prescription",
        query=query,
        key=Prescription.id,
        columns=_columns(),
        order=(Prescription.numero,),
        descending=True,
        tables=frozenset(facts),
        narrow=_narrow,
        empty="Aucune fiche pour l’instant. Créez-en une depuis le dossier d’une personne.",
    )


def fiches_of_personne(personne_id: str) -> Listing:
    """The fiches of a person, the newest first."""
    whole = fiches_listing()
    kept = ("numero", "session", "date", "statut")
    return replace(
        whole.where(Prescription.personne == personne_id),
        columns=tuple(column for column in whole.columns if column.name in kept),
        narrow=None,
        empty="Aucune fiche pour l’instant.",
    )


def representant_of(personne_id: str) -> str:
    """Who her last fiche says may sign for her: « SOW Awa, mère »; nothing if none does."""
    query: Any = Prescription.select(
        Prescription.representant_nom, Prescription.representant_qualite
    )
    here = (Prescription.personne == personne_id) & (Prescription.representant_nom != "")
    row = query.where(here).order_by(Prescription.numero.desc()).tuples().first()
    if row is None:
        return ""
    nom, qualite = row
    return f"{nom}, {qualite[:1].lower()}{qualite[1:]}" if qualite else str(nom)


def _columns() -> tuple[Column, ...]:
    names = (Personne.nom_usage, Personne.nom_naissance, Personne.prenom_usage, Personne.prenom)
    return (
        Column("numero", "N°", (Prescription.numero,), sort=(Prescription.numero,), width=11),
        Column("personne", "Personne", names, text=_name, sort=(Personne.cle,), width=28,
               nominative=True),
        Column("dispositif", "Dispositif", (Dispositif.intitule,), sort=(Dispositif.intitule,),
               width=24),
        Column("session", "Session", (Session.intitule,), width=18, secondary=True),
        Column("date", "Date", (Prescription.date_demande,), sort=(Prescription.date_demande,),
               right=True, width=11),
        Column("statut", "Statut", _facts(clock.today()), width=18,
               text=lambda *facts: _statut(*facts).label,
               status=lambda *facts: _statut(*facts).kind),
    )  # fmt: skip


def _facts(day: dt.date) -> tuple[Any, ...]:
    """The dated facts that make the status of a row, up to a day."""
    last = _of(VersionFiche, peewee.fn.MAX(VersionFiche.numero_version))
    return (
        Prescription.date_demande,
        Personne.date_naissance,
        Personne.precision_naissance,
        last,
        _signatures(day),
        _first_etape(day),
        _of(Inscription, peewee.fn.MAX(Comite.date)).join(
            Comite, on=(Inscription.comite == Comite.id)
        ),
        *[_last_decision(column, day) for column in (Decision.date, Decision.sens)],
    )


def _of(table: Any, expression: Any) -> Any:
    return table.select(expression).where(table.prescription == Prescription.id)


def _signatures(day: dt.date) -> Any:
    """The roles that signed the last version, as the sum of their bits; each signs once."""
    other = VersionFiche.alias()
    last: Any = other.select(peewee.fn.MAX(other.numero_version)).where(
        other.prescription == Prescription.id
    )
    bit = peewee.Case(Signature.role, [(role.value, 1 << i) for i, role in enumerate(_ROLES)], 0)
    query: Any = Signature.select(peewee.fn.SUM(bit)).join(
        VersionFiche, on=(Signature.version_fiche == VersionFiche.id)
    )
    return query.where(
        (VersionFiche.prescription == Prescription.id)
        & (VersionFiche.numero_version == last)
        & (Signature.date <= day)
    )


def _first_etape(day: dt.date) -> Any:
    """The rank of the étape that wins over the others."""
    ranks = [(nature, rank) for rank, nature in enumerate(_ETAPES)]
    rank = peewee.Case(Etape.nature, ranks)
    return _of(Etape, peewee.fn.MIN(rank)).where(Etape.date <= day)


def _last_decision(column: Any, day: dt.date) -> Any:
    query = _of(Decision, column).where(Decision.date <= day)
    return query.order_by(Decision.date.desc(), Decision.sens.desc()).limit(1)


def _statut(
    date_demande: Any,
    naissance: Any,
    precision: str,
    versions: int | None,
    signatures: int | None,
    etape: int | None,
    inscription: Any,
    decided: Any,
    sens: str | None,
) -> Statut:
    day, asked = clock.today(), _day(date_demande)
    assert asked is not None
    personne = Personne(
        date_naissance=_day(naissance), precision_naissance=Precision(precision).value
    )
    faits = Faits(asked, frozenset(roles_for(personne, asked)), versions or 0)
    faits.signatures = frozenset(r for i, r in enumerate(_ROLES) if (signatures or 0) >> i & 1)
    faits.etapes = set() if etape is None else {_ETAPES[etape]}
    faits.inscription = _day(inscription)
    decided = _day(decided)
    faits.decision = None if decided is None or sens is None else (decided, sens)
    return statut_from(faits, day)


def _day(value: Any) -> dt.date | None:
    """A day as either engine gives it through an expression."""
    return dt.date.fromisoformat(value) if isinstance(value, str) else value


def _name(nom_usage: str, nom: str, prenom_usage: str, prenom: str) -> str:
    return shown_name(nom_usage or nom, prenom_usage or prenom)


def _narrow(query: Any, text: str) -> Any:
    """A number of fiche finds that fiche; anything else, the fiches of whom it names."""
    numero = _NUMERO.fullmatch(text.strip())
    if numero is not None:
        return query.where(Prescription.numero.startswith(f"{numero[1]}-{numero[2]}"))
    if _RANK.fullmatch(text.strip()) is not None:
        return query.where(Prescription.numero.endswith(f"-{text.strip()}"))
    return with_words(query, Prescription.personne, text)
