"""Files that may be the same person, shown where a second one is about to be made."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from models.base.errors import Failure
from models.base.telephone import normalise
from models.personnes.naissance import Naissance, parse_naissance
from models.personnes.proches import Proche, proches
from models.personnes.recherche import Trouvee
from ui.kit import tab_order
from ui.kit.banner import announce
from ui.kit.context import Context
from ui.kit.elided import ElidedButton
from ui.kit.flow import Flow
from ui.kit.names import named
from ui.kit.page import Pill
from ui.kit.tokens import XS
from ui.parts.precisions import shown_precisions

SHOWN = 4


class Homonymes(QWidget):
    """« Peut-être déjà connue », with one button for each file; nothing when there is none."""

    def __init__(
        self,
        context: Context,
        name: str,
        *,
        chosen: Callable[[Trouvee], object],
        excepted: str = "",
        after: QWidget | None = None,
    ) -> None:
        """`after`: what comes before the buttons with Tab, if it is not this widget's place."""
        super().__init__()
        self.setObjectName(name)
        self.excepted = excepted
        self.found: Sequence[Proche] = ()
        self._context = context
        self._chosen = chosen
        self._after = after or self
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        column.addWidget(Pill("Peut-être déjà connue : est-ce l’un de ces dossiers ?", "attention"))
        self._flow = Flow()
        column.addLayout(self._flow)
        context.turned.changed.connect(self._fill)
        self.hide()

    def look(self, *, nom: str, prenom: str, naissance: str = "", telephone: str = "") -> None:
        """Show the files that answer to what is typed so far, read as far as it can be."""
        # A prénom alone is borne by half the quarter: it tells nothing.
        names = (nom, prenom) if nom.strip() and prenom.strip() else ("", "")
        found = proches(*names, _naissance(naissance), _telephone(telephone))
        found = [one for one in found if one.trouvee.id != self.excepted][:SHOWN]
        if found == self.found:
            return
        self.found = found
        self._fill()
        if found:
            count = len(found)
            announce(
                self, f"{count} dossier{'s' if count > 1 else ''} proche{'s' if count > 1 else ''}"
            )

    def forget(self) -> None:
        self.found = ()
        self._fill()

    def _fill(self) -> None:
        self._flow.clear()
        buttons = [self._button(one) for one in self.found]
        for button in buttons:
            self._flow.addWidget(button)
        tab_order.follow(self._after, buttons)
        self.setVisible(bool(self.found))

    def _button(self, proche: Proche) -> QPushButton:
        one, reason = proche
        name = self._context.shown(one.nom)
        words = " · ".join(p for p in (name, shown_precisions(self._context, one), reason) if p)
        button = named(
            ElidedButton(words), f"{self.objectName()}.{one.id}", f"C’est elle : {words}"
        )
        button.setProperty("role", "link")
        button.clicked.connect(lambda: self._chosen(one))
        return button


def _naissance(typed: str) -> Naissance | None:
    try:
        return parse_naissance(typed)
    except Failure:
        return None  # not typed to its end yet


def _telephone(typed: str) -> str:
    try:
        return normalise(typed)
    except Failure:
        return ""
