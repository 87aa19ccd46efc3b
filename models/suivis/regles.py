"""What each writing in a suivi checks first: it is there, its days and values make sense."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

import peewee

from models.base import clock
from models.base.database import handle
from models.base.droit import Droit
from models.base.errors import Invalid, Refused
from models.base.table import tuples_of
from models.nomenclatures.valeur import Valeur, key, resolved
from models.suivis.suivi import Phase, Suivi, check_may_write

EARLY = dt.timedelta(days=366)  # before the opening: a year typed wrong, or another suivi


def require_reading() -> None:
    """Ask the right to read where a person stands."""
    handle().require_actor().require(Droit.SUIVI_LIRE)


def held(suivi_id: str) -> Suivi:
    """The suivi to write in, for this command alone until it ends.

    `Refused` if it is gone, or to an account that only reads it.
    """
    query: Any = Suivi.select().where(Suivi.id == suivi_id)
    found: Suivi | None = (query.for_update() if handle().is_server else query).first()
    if found is None or found.archived_at is not None:
        raise Refused("Ce suivi n’existe plus\u00a0: il a été supprimé sur un autre poste.")
    check_may_write(found.id)
    return found


def check_day(day: dt.date, *, field: str, label: str, suivi: Suivi) -> None:
    """A day on which something was found or done: not to come, nor long before the suivi."""
    check_past(day, field=field, label=label)
    check_near(day, field=field, label=label, suivi=suivi)


def check_past(day: dt.date, *, field: str, label: str) -> None:
    if day > clock.today():
        raise Invalid(field, f"{label}\u00a0: cette date est dans l’avenir. Vérifiez-la.")


def check_near(day: dt.date, *, field: str, label: str, suivi: Suivi) -> None:
    """A day of this suivi, to come or not."""
    if day < suivi.ouvert_le - EARLY:
        opened = suivi.ouvert_le.strftime("%d/%m/%Y")
        raise Invalid(
            field,
            f"{label}\u00a0: cette date est plus d’un an avant l’ouverture du suivi, le "
            f"{opened}. Vérifiez l’année.",
        )


def check_order(first: dt.date, last: dt.date | None, *, field: str, label: str) -> None:
    """The second day may be missing, and does not come before the first."""
    if last is not None and last < first:
        raise Invalid(
            field,
            f"{label}\u00a0: cette date précède le {first:%d/%m/%Y}. Vérifiez les deux dates.",
        )


def listed(nomenclature: str, value: str | None, *, field: str, label: str) -> Valeur:
    """The value of this key, or what took its place; `Invalid` if it is not of the list."""
    found: Valeur | None = Valeur.get_or_none(Valeur.id == resolved(value)) if value else None
    if found is None or found.nomenclature_id != nomenclature:
        raise Invalid(field, f"{label}\u00a0: choisissez une valeur de la liste.")
    return found


def check_code(nomenclature: str, code: str, *, field: str, label: str) -> None:
    """A code that its column holds without the name of its list."""
    listed(nomenclature, key(nomenclature, code), field=field, label=label)


class Dite(NamedTuple):
    """How a value reads: its label, that of its heading, and whether either asks for care."""

    libelle: str = ""
    theme: str = ""
    sensible: bool = False


def said(keys: Iterable[str | None]) -> dict[str | None, Dite]:
    """How each of these values reads; what was not chosen reads as nothing."""
    theme = Valeur.alias()
    query: Any = (
        Valeur.select(Valeur.id, Valeur.libelle, theme.libelle, Valeur.sensible, theme.sensible)
        .join(theme, peewee.JOIN.LEFT_OUTER, on=(Valeur.parent == theme.id))
        .where(Valeur.id.in_([key for key in set(keys) if key]))
    )
    found = {row[0]: Dite(row[1], row[2] or "", bool(row[3] or row[4])) for row in tuples_of(query)}
    return {None: Dite(), **found}


def phase_in(suivi: Suivi, phase_id: str | None) -> str | None:
    """The phase, if it is one of this suivi."""
    here = (Phase.id == phase_id) & (Phase.suivi == suivi.id)
    if phase_id is not None and not Phase.select().where(here).exists():
        raise Invalid("phase", "Phase\u00a0: elle n’est pas de ce suivi. Choisissez-en une autre.")
    return phase_id
