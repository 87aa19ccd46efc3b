"""The rows of a long query one after the other, for files and paper: never all in memory."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import peewee

from models.base.database import handle

_AT_ONCE = 500  # rows asked of the driver together
# Both drivers give these as Python has them; to convert them took as long as to read them.
_AS_THEY_ARE = (peewee.TextField, peewee.CharField, peewee.IntegerField)


def streamed(query: Any) -> Iterator[tuple[Any, ...]]:
    """What `query.tuples().iterator()` gives, in half the time."""
    found = query.tuples().execute()
    found.initialize()
    # Rows of several queries put end to end have no field to be converted by.
    converters = getattr(found, "converters", ())
    convert = [(at, _quick(c)) for at, c in enumerate(converters) if c and not _is_idle(c)]
    while rows := found.cursor.fetchmany(_AT_ONCE):
        if not convert:
            yield from rows
            continue
        for row in rows:
            values = list(row)
            for at, python_value in convert:
                values[at] = python_value(values[at])
            yield tuple(values)


def raw(query: Any) -> list[tuple[Any, ...]]:
    """The rows as the driver gives them, for thousands of which few are looked at.

    A day is a text on one engine and a day on the other: see `table.as_day`.
    """
    return list(handle().engine.execute(query.tuples()).fetchall())


def _is_idle(converter: Callable[[Any], Any]) -> bool:
    """Whether it leaves what the driver gives as it is; a server pads a key of fixed length."""
    field = _field_of(converter)
    padded = isinstance(field, peewee.FixedCharField) and handle().is_server
    return isinstance(field, _AS_THEY_ARE) and not padded


def _quick(converter: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The same in one step, for days and keys: the field's own tries several writings."""
    field = _field_of(converter)
    if isinstance(field, peewee.DateField):
        return _day
    return _trimmed if isinstance(field, peewee.FixedCharField) else converter


def _field_of(converter: Callable[[Any], Any]) -> Any:
    """The field that it is of; that of an alias is the field of its table."""
    owner = getattr(converter, "__self__", None)
    field = getattr(owner, "field", owner)
    if isinstance(field, peewee.ForeignKeyField):  # its values are those of the key it points to
        return field.rel_field
    return field


def _day(value: Any) -> Any:
    return dt.date.fromisoformat(value) if isinstance(value, str) else value


def _trimmed(value: Any) -> Any:
    return value.strip() if value else value
