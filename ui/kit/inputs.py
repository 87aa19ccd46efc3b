"""What a form asks for: a table's field, or one that it describes itself."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from ui.kit.editors import Kind, Options, kind_of

PAUSE = 800  # milliseconds without a key before a draft is kept


class Input(NamedTuple):
    """A field and what the table cannot tell: its options, how it is read, how much room it takes.

    What is left out comes from the table's field; a field of no table needs `name` and `label`.
    `understood` says of a line that is being typed how it is read, in the place of its help.
    """

    field: Any = None
    name: str = ""
    label: str = ""
    help: str = ""
    kind: Kind | None = None
    options: Options = ()
    parse: Callable[[str], Any] | None = None
    show: Callable[[Any], str] | None = None
    understood: Callable[[str], str] | None = None
    wide: bool | None = None
    required: bool | None = None
    hint: str = ""
    lines: int = 0
    link: Any = None

    @property
    def known_link(self) -> Any:
        """The table whose rows are chosen."""
        return self.link or getattr(self.field, "rel_model", None)

    @property
    def is_required(self) -> bool:
        if self.required is not None:
            return self.required
        field = self.field
        boolean = self.known_kind is Kind.CHECK
        return field is not None and not field.null and field.default is None and not boolean

    @property
    def known_name(self) -> str:
        return self.name or str(self.field.name)

    @property
    def known_label(self) -> str:
        return self.label or str(self.field.verbose_name or self.field.name)

    @property
    def known_help(self) -> str:
        return self.help or str(getattr(self.field, "help_text", None) or "")

    @property
    def known_kind(self) -> Kind:
        return self.kind or (Kind.LINE if self.field is None else kind_of(self.field))

    @property
    def known_options(self) -> Options:
        return self.options or tuple(getattr(self.field, "choices", None) or ())

    @property
    def known_lines(self) -> int:
        return self.lines or int(getattr(self.field, "lines", 3))


class Group(NamedTuple):
    """Fields under one title; the optional ones are folded under « Compléter »."""

    title: str
    fields: Sequence[Any]
    optional: Sequence[Any] = ()


def as_input(field: Any) -> Input:
    return field if isinstance(field, Input) else Input(field)
