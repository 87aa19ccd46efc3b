"""The rare acts of a line, chosen in its « … »."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton

from tests.screens.fiches.bureau import Bureau


def rare(bureau: Bureau, name: str, key: str) -> None:
    """Choose an act of the menu of a line."""
    bureau.wait_until(lambda: bureau.has(f"{name}.autres"))
    button = bureau.part(QToolButton, f"{name}.autres")
    entry = button.menu().findChild(QAction, f"{name}.{key}")
    assert entry is not None, f"« {key} » n’est pas proposé : {proposed(bureau, name)}"
    button.setFocus()
    entry.trigger()


def proposed(bureau: Bureau, name: str) -> list[str]:
    return [one.text() for one in bureau.part(QToolButton, f"{name}.autres").menu().actions()]
