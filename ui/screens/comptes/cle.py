"""A new recovery key, when the sheet is lost or was seen."""

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from models.comptes import compte
from models.comptes.acces import Acces
from models.comptes.attribution import Suite
from ui.kit import errors
from ui.kit.context import Context
from ui.kit.form import Form, Group, Input
from ui.kit.names import named
from ui.kit.page import card, row, text
from ui.kit.tokens import L
from ui.parts.cle_de_secours import CleDeSecours

_WHY = (
    "À faire si la feuille est perdue, ou si quelqu’un a pu la lire. L’ancienne clé ne servira "
    "plus à rien."
)
_OLD = "Si vous l’avez encore. Sans elle, ce que vous ne lisez pas vous-même attendra ses auteurs."


class DemandeCle(QWidget):
    """Asks for the old key, if it is at hand, then makes the new one."""

    def __init__(self, context: Context, *, made: Callable[[str, Suite], object]) -> None:
        super().__init__()
        self._context, self._made = context, made
        self.form = Form(
            [Group("", [Input(name="ancienne", label="Ancienne clé", help=_OLD, wide=True)])],
            name="nouvelle_cle",
            framed=False,
        )
        self.form.submitted.connect(self.submit)
        why = text(_WHY)
        why.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card("", why, self.form))
        column.addStretch()

    def focus_first(self) -> None:
        self.form.focus_first()

    def submit(self) -> None:
        self.form.clear_errors()
        old = str(self.form.editor("ancienne").value()).strip() or None
        self._context.jobs.run(
            lambda _progress: compte.new_recovery_key(old),
            done=lambda made: self._made(*made),
            failed=lambda error: errors.show(error, banner=self._context.banner, form=self.form),
            title="Nouvelle clé de secours",
            owner=self,
        )


class NouvelleCle(QWidget):
    """Shows the new key and asks part of it back."""

    def __init__(
        self,
        context: Context,
        cle: str,
        entered: Acces,
        *,
        structure: str,
        done: Callable[[], object],
    ) -> None:
        super().__init__()
        self.cle = CleDeSecours(
            context, context.banner, cle, structure=structure, base=entered.base_id
        )
        self.cle.verified.connect(lambda: done())
        self.cle.turned.connect(self._follow)
        self._go_on = named(QPushButton(), "cle.continuer")
        self._go_on.setProperty("role", "primary")
        self._go_on.clicked.connect(self.cle.submit)
        self._again = named(QPushButton("Revoir la clé"), "cle.revoir")
        self._again.setProperty("role", "link")
        self._again.clicked.connect(self.cle.show_key)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(L)
        column.addWidget(self.cle)
        column.addLayout(row(self._go_on, self._again))
        column.addStretch()
        self._follow()

    def focus_first(self) -> None:
        self.cle.focus_first()

    def _follow(self) -> None:
        self._go_on.setText(self.cle.verb)
        self._again.setVisible(self.cle.asking)
