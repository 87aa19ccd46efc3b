"""What the fields of a long form want: room for what is written in them."""

from collections.abc import Callable

from PySide6.QtWidgets import QPlainTextEdit

from ui.kit.form import Form

AROUND = 22  # padding and borders


def grow_with_text(form: Form) -> None:
    """Let each field of several lines take the room of its text, and no more."""
    for name in form.draft():
        area = form.editor(name).control
        if isinstance(area, QPlainTextEdit):
            fit = _fitting(area, area.minimumHeight(), area.maximumHeight())
            area.document().documentLayout().documentSizeChanged.connect(fit)
            fit()


def _fitting(area: QPlainTextEdit, least: int, most: int) -> Callable[..., None]:
    def fit(*_: object) -> None:
        lines = area.document().size().height()  # a plain text counts its height in lines
        wanted = round(lines * area.fontMetrics().lineSpacing()) + AROUND
        area.setFixedHeight(max(least, min(most, wanted)))

    return fit
