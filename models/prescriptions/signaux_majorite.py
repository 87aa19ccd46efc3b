"""A minor who turns eighteen: what her parents signed is hers to sign, until she has."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from models.base.listing import as_text
from models.base.stream import streamed
from models.base.table import tuples_of
from models.personnes.naissance import Precision
from models.personnes.personne import Personne
from models.prescriptions.contenu import RoleSignature
from models.prescriptions.prescription import Prescription, Signature, VersionFiche
from models.suivis.signaux import Gravite, Signal, sources
from models.suivis.suivi import Suivi, add_months
from models.suivis.vues import Vues

COMING_OF_AGE = 30  # days before and after, in which it is told
_MAJORITE = 18


def _of_age(views: Vues, day: dt.date) -> Iterator[Signal]:
    """Who turns eighteen, or just did while she was followed, and has signed nothing since."""
    first, last = (add_months(day + dt.timedelta(days=far), -12 * _MAJORITE) for far in (-40, 40))
    query: Any = (
        Suivi.select(Suivi.id, Suivi.ouvert_le, Personne.id, Personne.date_naissance)
        .join(Personne, on=(Suivi.personne == Personne.id))
        .where(
            Personne.date_naissance.between(first, last)
            & (Personne.precision_naissance == Precision.JOUR)
            & Suivi.archived_at.is_null()
        )
    )
    rows = list(streamed(query))
    signed = _signed({personne for _, _, personne, _ in rows}) if rows else {}
    for key, opened, personne, born in rows:
        birthday = _anniversary(born)
        ahead = (birthday - day).days
        if opened >= birthday or abs(ahead) > COMING_OF_AGE:
            continue
        if signed.get(personne, dt.date.min) >= birthday:
            continue
        yield Signal(
            key, "majorite", _said(birthday, ahead),
            Gravite.PROCHE if ahead > 0 else Gravite.RETARD, depuis=birthday,
        )  # fmt: skip


def _said(birthday: dt.date, ahead: int) -> str:
    if ahead > 0:
        return f"18 ans le {as_text(birthday)}\u00a0: ensuite, faire signer à nouveau"
    since = "depuis aujourd’hui" if ahead == 0 else f"depuis le {as_text(birthday)}"
    return f"18 ans {since}\u00a0: faire signer à nouveau"


def _signed(people: set[str]) -> dict[str, dt.date]:
    """The last day on which each of them signed a fiche herself."""
    query: Any = (
        Signature.select(Prescription.personne, Signature.date)
        .join(VersionFiche, on=(Signature.version_fiche == VersionFiche.id))
        .join(Prescription, on=(VersionFiche.prescription == Prescription.id))
        .where(
            Prescription.personne.in_(people)
            & Prescription.archived_at.is_null()
            & (Signature.role == RoleSignature.PERSONNE.value)
        )
        .order_by(Signature.date)
    )
    return dict(tuples_of(query))


def _anniversary(birth: dt.date) -> dt.date:
    try:
        return birth.replace(year=birth.year + _MAJORITE)
    except ValueError:  # born on 29 February: in law, of age at the end of the day before
        return dt.date(birth.year + _MAJORITE, 3, 1)


sources.append(_of_age)
