"""How a frozen content is written as JSON and read again: the same content, the same text."""

import dataclasses
import datetime as dt
import enum
import functools
import json
import types
import typing
from typing import Any, Self

FORMAT = 1


@dataclasses.dataclass(frozen=True)
class Instantane:
    """A tree of frozen dataclasses; what is signed is the text of `to_json`."""

    def to_json(self) -> str:
        """One line, keys sorted, ASCII only: bytes can be hashed and survive any encoding."""
        plain = {"format": FORMAT, "contenu": _plain(self)}
        return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=True)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The content again. Raises `ValueError` when the text is not ours, or is newer than us."""
        try:
            plain = json.loads(text)
            if plain["format"] != FORMAT:
                raise ValueError(f"unknown format {plain['format']!r}")
            return typing.cast(Self, _built(cls, plain["contenu"]))
        except (KeyError, TypeError, AttributeError, RecursionError) as error:
            raise ValueError(f"not a {cls.__name__}: {error!r}") from error


def kept_apart(default: bytes = b"") -> Any:
    """A field that is neither written to JSON nor compared: bytes that live in their own row."""
    return dataclasses.field(default=default, compare=False, repr=False, metadata={"apart": True})


@functools.cache
def _kinds(cls: type) -> dict[str, Any]:
    """The declared kind of each written field of a dataclass."""
    hints = typing.get_type_hints(cls)
    written = [f.name for f in dataclasses.fields(cls) if not f.metadata.get("apart")]
    return {name: hints[name] for name in written}


def _plain(value: object) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {name: _plain(getattr(value, name)) for name in _kinds(type(value))}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value) if isinstance(value, enum.Enum) else value


def _built(kind: Any, plain: Any) -> object:
    """The value of declared `kind` held by `plain`; a kind that does not fit raises TypeError."""
    if isinstance(kind, types.UnionType):
        (inner,) = (one for one in typing.get_args(kind) if one is not types.NoneType)
        return None if plain is None else _built(inner, plain)
    if typing.get_origin(kind) is tuple:
        if not isinstance(plain, list):
            raise TypeError(f"a list was expected, not {plain!r}")
        return tuple(_built(typing.get_args(kind)[0], item) for item in plain)
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return _built_parts(kind, plain)
    return _built_leaf(kind, plain)


def _built_parts(kind: type, plain: Any) -> object:
    kinds = _kinds(kind)
    unknown = sorted(set(plain) - set(kinds))
    if unknown:
        raise TypeError(f"unknown fields of {kind.__name__}: {', '.join(unknown)}")
    return kind(**{name: _built(kinds[name], plain[name]) for name in plain})


def _built_leaf(kind: type, plain: Any) -> object:
    if kind is dt.date:
        return dt.date.fromisoformat(plain)
    if issubclass(kind, enum.Enum):
        return kind(plain)
    if type(plain) is not kind:
        raise TypeError(f"{kind.__name__} was expected, not {plain!r}")
    return plain
