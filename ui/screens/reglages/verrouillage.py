"""After how long without a hand on it this workstation locks."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.base import settings
from ui.kit.context import Context
from ui.kit.editors import Kind
from ui.kit.field_box import FieldBox
from ui.kit.inputs import Input
from ui.kit.page import card

_HELP = (
    "Un avertissement s’affiche trente secondes avant. Ce qui est tapé est gardé, et revient "
    "avec le mot de passe."
)
DELAYS = (2, 5, 10, 15, 30, 60, 0)


class Verrouillage(QWidget):
    """A choice that is taken at once."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.box = FieldBox(
            Input(name="verrouillage", label="Verrouiller la session après", kind=Kind.CHOICE,
                  options=self._options, help=_HELP),
            form_name="poste",
        )  # fmt: skip
        self.box.editor.set_value(context.settings.verrouillage)
        self.box.editor.changed.connect(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card("Verrouillage", self.box))

    def _options(self) -> list[tuple[float, str]]:
        """The usual delays, and the one that is set if it is another."""
        now = self._context.settings.verrouillage
        others = () if now in DELAYS else (now,)
        return [(float(delay), _said(delay)) for delay in (*others, *DELAYS)]

    def _take(self) -> None:
        try:
            chosen = self.box.editor.value()
        except ValueError:
            return  # still being typed
        if chosen is None or chosen == self._context.settings.verrouillage:
            return
        self._context.settings.verrouillage = chosen
        stored = settings.load()  # what the arguments changed for this run is not to be kept
        stored.verrouillage = chosen
        settings.save(stored)
        said = f"La session se verrouillera après {_said(chosen)} sans activité"
        self._context.banner.good(said if chosen else "La session ne se verrouillera plus seule")


def _said(minutes: float) -> str:
    return f"{minutes:g} minute{'s' if minutes >= 2 else ''}" if minutes else "Jamais"
