"""What every editor has in common."""

import enum
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.kit.tokens import XS

Option = tuple[Any, str]  # the value, and how it reads
Options = Sequence[Option] | Callable[[], Sequence[Option]]


class Kind(enum.Enum):
    """What is typed."""

    LINE = enum.auto()
    LINES = enum.auto()
    DAY = enum.auto()
    PARTIAL_DAY = enum.auto()
    HOUR = enum.auto()
    INTEGER = enum.auto()
    CHECK = enum.auto()
    CHOICE = enum.auto()
    CHOICES = enum.auto()
    SEVERAL = enum.auto()
    TELEPHONE = enum.auto()
    COURRIEL = enum.auto()
    PASSWORD = enum.auto()


class Editor(QWidget):
    """A control that holds one value; `value()` raises `ValueError` with the remedy."""

    changed = Signal()
    entered = Signal()  # Entrée in a line
    picked = False  # while `entered` only says that a value was taken in the list
    wide = False  # takes the whole width of a form

    def __init__(self, control: QWidget) -> None:
        super().__init__()
        self.control = control
        self.setFocusProxy(control)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(XS)
        self.row.addWidget(control)

    def value(self) -> Any:
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        raise NotImplementedError

    def kept(self) -> Any:
        """What was typed, in JSON's own types, even when it is no value yet."""
        raise NotImplementedError

    @property
    def read(self) -> str:
        """What stands there, in words."""
        kept = self.kept()
        if isinstance(kept, bool):
            return "oui" if kept else "non"
        return ", ".join(kept) if isinstance(kept, list) else str(kept or "")

    @property
    def is_filled(self) -> bool:
        """Whether something stands there, a value or not."""
        return self.kept() not in ("", False, None, [])

    def restore(self, kept: Any) -> None:
        raise NotImplementedError

    def set_read_only(self, on: bool) -> None:
        raise NotImplementedError

    def set_invalid(self, on: bool) -> None:
        self.control.setProperty("invalid", on)
        repolish(self.control)


def repolish(widget: QWidget) -> None:
    """Make the style sheet look again at a property; what was never shown it will look at."""
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return
    widget.style().unpolish(widget)
    widget.style().polish(widget)
