"""Where one stands in the first run."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.kit.icons import IconLabel
from ui.kit.page import text
from ui.kit.tokens import XL, XS

NOMS = ("Structure", "Données", "Compte", "Clé de secours")


class Etapes(QWidget):
    """The four steps: those behind have a tick, the present one stands out."""

    def __init__(self, at: int) -> None:
        super().__init__()
        self.setObjectName("etapes")
        self.setAccessibleName(f"Étape {at + 1} sur {len(NOMS)}\u00a0: {NOMS[at]}")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(XS)
        for rank, nom in enumerate(NOMS):
            if rank:
                line.addSpacing(XL)
            if rank < at:
                line.addWidget(IconLabel("check", 16, kind="good"))
            role = "label" if rank == at else "secondary"
            line.addWidget(text(f"{rank + 1}. {nom}", role))
        line.addStretch()
