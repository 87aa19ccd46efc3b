"""The one place where a field gets its editor."""

from collections.abc import Callable
from typing import Any

from models.base import fields
from ui.kit import parsing
from ui.kit.editors.base import Editor, Kind, Options
from ui.kit.editors.choices import CheckEditor, ChoiceEditor, ChoicesEditor
from ui.kit.editors.lines import LineEditor, LinesEditor, PasswordEditor

_NAMED = {"telephone": Kind.TELEPHONE, "courriel": Kind.COURRIEL, "mot_de_passe": Kind.PASSWORD}
_TYPES: tuple[tuple[type[Any], Kind], ...] = (
    (fields.BooleanField, Kind.CHECK),
    (fields.DayField, Kind.DAY),
    (fields.HourField, Kind.HOUR),
    (fields.ForeignKey, Kind.CHOICE),
    (fields.IntegerField, Kind.INTEGER),
)
_PARSERS: dict[Kind, tuple[Callable[[str], Any], Callable[[Any], str]]] = {
    Kind.LINE: (str.strip, str),
    Kind.COURRIEL: (str.strip, str),
    Kind.TELEPHONE: (str.strip, parsing.show_telephone),
    Kind.DAY: (parsing.day, parsing.show),
    Kind.HOUR: (parsing.hour, parsing.show),
    Kind.INTEGER: (parsing.integer, parsing.show_integer),
}


def kind_of(field: Any) -> Kind:
    """How a field of a table is typed."""
    if getattr(field, "choices", None):
        return Kind.CHOICE
    for type_, kind in _TYPES:
        if isinstance(field, type_):
            return kind
    if isinstance(field, fields.TextField) and field.lines > 1:
        return Kind.LINES
    name = str(getattr(field, "name", ""))
    return next((kind for start, kind in _NAMED.items() if name.startswith(start)), Kind.LINE)


def make_editor(
    kind: Kind,
    *,
    name: str,
    label: str,
    lines: int = 3,
    options: Options = (),
    parse: Callable[[str], Any] | None = None,
    show: Callable[[Any], str] | None = None,
    link: Any = None,
) -> Editor:
    """The editor of a kind; `parse` and `show` replace those of its line.

    `link` is the table that a choice points to: it names a row that is no longer proposed.
    """
    if kind is Kind.CHECK:
        return CheckEditor(label)
    if kind is Kind.CHOICE:
        return ChoiceEditor(options, name, link)
    if kind is Kind.CHOICES:
        return ChoicesEditor(options)
    if kind is Kind.SEVERAL:
        from ui.kit.editors.several import SeveralEditor  # rare: not at the start

        return SeveralEditor(options, name, link)
    if kind is Kind.LINES:
        return LinesEditor(lines)
    if kind is Kind.PASSWORD:
        return PasswordEditor(label)
    own_parse, own_show = _PARSERS.get(kind, _PARSERS[Kind.LINE])
    return LineEditor(parse or own_parse, show or own_show)
