"""Our kinds of field. A field says once what forms, lists, prints and exports need of it.

`verbose_name` is the label, `help_text` the line under the field, `max_length` the longest text.
"""

import copy
import datetime as dt
from typing import Any

import peewee
from peewee import BigIntegerField as BigIntegerField
from peewee import BooleanField as BooleanField
from peewee import FloatField as FloatField
from peewee import ForeignKeyField as _ForeignKey
from peewee import IntegerField as IntegerField
from peewee import SmallIntegerField as SmallIntegerField

from models.base.errors import Invalid

KEPT = "\n\t\u00a0\u202f\u200c\u200d"  # line ends, French spaces, joiners of Persian and emoji
LONG = 20_000  # characters; a longer text is a file pasted by mistake


class _OfEveryTable:
    """A field of the base table, which peewee copies into each: what it holds may be shared.

    Its own copies are deep: a third of the time that it takes to make the tables, at each start.
    """

    def __deepcopy__(self, memo: Any) -> Any:
        return copy.copy(self)


class IdField(_OfEveryTable, peewee.FixedCharField):
    """A `new_id()`; the same text on both engines."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=32, **kwargs)


class VersionField(_OfEveryTable, IntegerField):
    """How many times a row was written."""


class CodeField(peewee.CharField):
    """A stable code: lower case, no accent; `nomenclature` names the list that it is of, if any."""

    def __init__(self, max_length: int = 80, nomenclature: str = "", **kwargs: Any) -> None:
        self.nomenclature = nomenclature
        super().__init__(max_length=max_length, **kwargs)


class TextField(peewee.TextField):
    """A line of text, or several with `lines`; trimmed, and refused beyond `max_length`."""

    def __init__(self, max_length: int = 200, lines: int = 1, **kwargs: Any) -> None:
        self.max_length = max_length
        self.lines = lines
        super().__init__(**kwargs)

    def cleaned(self, value: str) -> str:
        """The text without stray blanks and control signs; `Invalid` if too long."""
        text = "".join(c for c in value if c.isprintable() or c in KEPT)
        text = text.strip() if self.lines > 1 else " ".join(text.split())
        if len(text) > self.max_length:
            raise Invalid(
                self.name,
                f"{self.verbose_name or self.name}\u00a0: {len(text)} caractères, c’est trop. "
                f"Raccourcissez à {self.max_length} au plus.",
            )
        return text


class DayField(peewee.DateField):
    """A day of the calendar, without hour."""


class HourField(peewee.TimeField):
    """A time on the wall, to the minute."""

    def db_value(self, value: Any) -> Any:
        if isinstance(value, dt.time):
            value = value.replace(second=0, microsecond=0, tzinfo=None)
        return super().db_value(value)  # type: ignore[no-untyped-call]  # partial stubs


class InstantField(_OfEveryTable, peewee.DateTimeField):
    """An instant; aware and in UTC for us, stored as naive UTC."""

    def db_value(self, value: Any) -> Any:
        if isinstance(value, dt.datetime) and value.tzinfo is not None:
            value = value.astimezone(dt.UTC).replace(tzinfo=None)
        return super().db_value(value)  # type: ignore[no-untyped-call]  # partial stubs

    def python_value(self, value: Any) -> Any:
        value = super().python_value(value)  # type: ignore[no-untyped-call]  # partial stubs
        return value.replace(tzinfo=dt.UTC) if isinstance(value, dt.datetime) else value


class JsonField(peewee.TextField):
    """JSON kept as text: the same bytes on both engines."""


class SealedField(peewee.BlobField):
    """Ciphertext of `models.comptes`; never shown, searched, journaled or exported."""


class ForeignKey(_ForeignKey):
    """A link that refuses to be broken: RESTRICT, and indexed.

    One to a value names its list with `nomenclature`, unless the column bears the name of the list.
    """

    def __init__(self, model: Any, nomenclature: str = "", **kwargs: Any) -> None:
        self.nomenclature = nomenclature
        kwargs.setdefault("on_delete", "RESTRICT")
        kwargs.setdefault("backref", "+")
        super().__init__(model, **kwargs)
