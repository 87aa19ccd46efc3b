"""A temporary password is changed before anything else."""

from collections.abc import Callable

from models.base.errors import Failure, Invalid
from models.comptes import compte
from models.comptes.acces import Acces
from ui.kit.context import Context
from ui.kit.form import Form, Group
from ui.parts.nouveau_mot_de_passe import Strength, confirmed, password_inputs
from ui.screens.ouverture.cadre import Panel

_INTRO = (
    "Celui que l’on vous a donné ne sert qu’une fois. Choisissez-en un que vous êtes seul à "
    "connaître\u00a0: personne ne pourra vous le redire."
)


class Changement(Panel):
    """Asks for the new password; the temporary one was just typed."""

    def __init__(
        self, context: Context, acces: Acces, *, temporary: str, changed: Callable[[], object]
    ) -> None:
        title = "Choisissez votre mot de passe"
        super().__init__(context, name="changement", title=title, intro=_INTRO)
        self._temporary, self._changed = temporary, changed
        self.form = Form([Group("", password_inputs())], name="changement", framed=False)
        self.form.submitted.connect(self.submit)
        noms = (acces.identifiant, acces.nom_affiche)
        self.body.addWidget(self.form)
        self.body.addWidget(Strength(self.form, noms=lambda: noms))
        self.foot.addStretch()
        self.foot.addWidget(
            self.set_primary("Changer et ouvrir", self.submit, name="changement.valider")
        )

    def submit(self) -> None:
        """Change it aside, then go on."""
        assert self.form is not None
        try:
            chosen = confirmed(self.form)
        except Failure as error:
            self.refused(error)
            return
        self.run(
            lambda: compte.change_own_password(current=self._temporary, new=chosen),
            done=lambda _: self._changed(),
            words="Changement…",
        )

    def refused(self, error: BaseException) -> None:
        if isinstance(error, Invalid) and error.field == "new":
            error = Invalid("password", error.message)
        super().refused(error)
