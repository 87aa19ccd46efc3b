"""What is gone to, or written in, scrolls into sight: Qt does so for Tab alone."""

from PySide6.QtWidgets import QScrollArea, QWidget

from ui.kit.tokens import L


def page_of(widget: QWidget) -> QScrollArea | None:
    """The area that scrolls around a widget, if there is one."""
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    return above


def bring_into_sight(widget: QWidget) -> None:
    page = page_of(widget)
    if page is not None and widget.isVisible():
        page.ensureWidgetVisible(widget, 0, L)
