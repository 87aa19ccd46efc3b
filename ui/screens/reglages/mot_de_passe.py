"""One's own password, changed by oneself."""

from PySide6.QtWidgets import QPushButton, QVBoxLayout

from models.base.errors import Failure, Invalid
from models.comptes import acces, compte
from ui.kit import errors
from ui.kit.context import Context
from ui.kit.editors import Kind
from ui.kit.form import Form, Group, Input
from ui.kit.names import named
from ui.kit.page import card, row, scrolled
from ui.parts.nouveau_mot_de_passe import Strength, confirmed, password_inputs
from ui.screens.reglages.section import Section


class MotDePasseSection(Section):
    """The present one, the new one twice."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        present = Input(
            name="current",
            label="Mot de passe actuel",
            kind=Kind.PASSWORD,
            required=True,
            wide=True,
        )
        fields = [present, *password_inputs("Nouveau mot de passe")]
        self.form = Form([Group("", fields)], name="mot_de_passe", framed=False)
        self.form.submitted.connect(self.submit)
        self._go = named(QPushButton("Changer mon mot de passe"), "mot_de_passe.changer")
        self._go.setProperty("role", "primary")
        self._go.clicked.connect(lambda: self.submit())
        held = card("Mon mot de passe", self.form, Strength(self.form, noms=_noms))
        held.body.addLayout(row(self._go))
        inside = QVBoxLayout()
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(held)
        inside.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolled(inside))

    def focus_first(self) -> None:
        self.form.focus_first()

    def keep(self) -> None:
        """A password is not left on the screen."""
        self.form.clear()

    def submit(self) -> None:
        """Aside: both passwords are slow to derive, on purpose."""
        self.form.clear_errors()
        present = str(self.form.editor("current").value())
        try:
            if not present:
                raise Invalid("current", "Mot de passe actuel\u00a0: tapez-le.")
            chosen = confirmed(self.form)
        except Failure as error:
            self._refuse(error)
            return
        self._go.setEnabled(False)
        self.context.jobs.run(
            lambda _progress: compte.change_own_password(current=present, new=chosen),
            done=lambda _: self._changed(),
            failed=self._refuse,
            owner=self,
        )

    def _changed(self) -> None:
        self._go.setEnabled(True)
        self.form.clear()
        self.context.banner.good("Mot de passe modifié")

    def _refuse(self, error: BaseException) -> None:
        self._go.setEnabled(True)
        if isinstance(error, Invalid) and error.field == "new":
            error = Invalid("password", error.message)
        errors.show(error, banner=self.context.banner, form=self.form)


def _noms() -> tuple[str, ...]:
    entered = acces.current()
    return (entered.identifiant, entered.nom_affiche)
