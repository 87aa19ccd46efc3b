"""The acts of this screen, and the page that holds one of its short forms."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.accueil.periodes import MOIS
from models.ateliers.seance import Seance
from models.base.droit import Droit
from ui.kit.actions import UiAction
from ui.parts.volet import Volet

WRITE = Droit.SUIVI_ECRIRE
_MOST = 760  # pixels that a form is wide
_DAYS = ("Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi", "Samedi", "Dimanche")


class VoletPage(QWidget):
    """A form at the top of an empty page."""

    def __init__(self, volet: Volet) -> None:
        super().__init__()
        self.volet = volet
        volet.setMaximumWidth(_MOST)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(volet)
        column.addStretch(1)

    def focus_first(self) -> None:
        self.volet.form.focus_first()


def act(
    name: str, label: str, icon: str, keys: str, run: Callable[[], object], *,
    right: Droit = WRITE, primary: bool = False, danger: bool = False, on_page: bool = True,
    enabled: Callable[[], bool] | None = None,
) -> UiAction:  # fmt: skip
    return UiAction(f"seance.{name}", label, icon, keys, right, run, enabled=enabled,
                    primary=primary, danger=danger, on_page=on_page)  # fmt: skip


def long_day(seance: Seance) -> str:
    """« Mercredi 11 mars 2026 »."""
    day = seance.date
    words = f"{_DAYS[day.weekday()]} {day.day}{'er' if day.day == 1 else ''}"
    return f"{words} {MOIS[day.month - 1]} {day.year}"
