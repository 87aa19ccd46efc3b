"""The columns of the sheet: the same widths in the head, in the lines and where one types."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.kit.tokens import S

TITLES = ("N°", "Heure", "Qui", "Demandes", "Contact", "Durée", "État")
_LETTERS = (3, 11, 0, 0, 28, 9, 15)  # average letters of a fixed column
_SHARES = (0, 0, 4, 6, 0, 0, 0)


def lay(row: QHBoxLayout, cells: Sequence[QWidget]) -> None:
    """Put one widget in each column."""
    row.setContentsMargins(S, 2, S, 2)
    row.setSpacing(S)
    for cell, letters, share in zip(cells, _LETTERS, _SHARES, strict=True):
        if letters:
            cell.setFixedWidth(letters * cell.fontMetrics().averageCharWidth())
            cell.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        row.addWidget(cell, share)
