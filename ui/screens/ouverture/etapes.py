"""Where one stands in the first run."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.kit.editors.base import repolish
from ui.kit.icons import IconLabel
from ui.kit.page import text
from ui.kit.tokens import XL, XS

NOMS = ("Structure", "Données", "Compte", "Clé de secours")


class Etapes(QWidget):
    """The four steps: those behind have a tick, the present one stands out."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("etapes")
        self._ticks = [IconLabel("check", 16, kind="good") for _ in NOMS]
        self._words = [text(f"{rank}. {nom}") for rank, nom in enumerate(NOMS, 1)]
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(XS)
        for rank, words in enumerate(self._words):
            if rank:
                line.addSpacing(XL - XS)
            line.addWidget(self._ticks[rank])
            line.addWidget(words)

    def show_step(self, at: int | None) -> None:
        """Show where one stands; nothing outside the first run."""
        self.setVisible(at is not None)
        if at is None:
            return
        self.setAccessibleName(f"Étape {at + 1} sur {len(NOMS)}\u00a0: {NOMS[at]}")
        for rank, (tick, words) in enumerate(zip(self._ticks, self._words, strict=True)):
            tick.setVisible(rank < at)
            words.setProperty("role", "label" if rank == at else "secondary")
            repolish(words)
