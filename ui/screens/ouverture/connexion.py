"""The password, and nothing else."""

from collections.abc import Callable
from pathlib import Path

from models.base.errors import Unavailable
from models.comptes import acces
from models.comptes.acces import Acces
from models.comptes.delai import Patience
from ui.kit.context import Context
from ui.kit.editors import Kind
from ui.kit.form import Form, Group, Input
from ui.kit.page import card, text
from ui.screens.ouverture.cadre import Panel, link, paragraph
from ui.screens.ouverture.patience import Countdown


class Connexion(Panel):
    """Opens a base for one of its accounts; `opened` is given who is in, and the password.

    `leaving` is the account that gives its place to another one.
    """

    def __init__(
        self,
        context: Context,
        folder: Path,
        *,
        comptes: list[str],
        locked: bool,
        leaving: str | None = None,
        opened: Callable[[Acces, str], object],
        forgotten: Callable[[str], object],
        elsewhere: Callable[[], object],
    ) -> None:
        title = "Session verrouillée" if locked else "Ouvrir votre session"
        title = "Changer de compte" if leaving is not None else title
        super().__init__(context, name="connexion", title=title)
        self._folder, self._comptes, self._opened = folder, comptes, opened
        self._usual = usual_account(comptes, context.settings.identifiant)
        if leaving is not None:
            self._usual = other_account(comptes, leaving)
        self.form = self._make_form()
        self.form.submitted.connect(self.submit)
        self._countdown = Countdown()
        self._countdown.over.connect(self._go_on)
        self._elsewhere = link("Ouvrir une autre base…", elsewhere, name="connexion.autre")
        self._elsewhere.hide()
        self._fill(forgotten)

    def submit(self) -> None:
        """Try the password aside, since each try is slow on purpose."""
        assert self.form is not None
        if self._countdown.running:
            return
        typed = self.form.editor("password").value()
        if not typed:
            self.form.show_error("password", "Mot de passe\u00a0: tapez-le, puis Entrée.")
            return
        compte, settings = self._compte(), self.context.settings
        if not compte:
            self.form.show_error("identifiant", "Compte\u00a0: choisissez-le dans la liste.")
            return
        self.run(
            lambda: acces.open_with_password(
                self._folder, compte, password=typed, settings=settings
            ),
            done=lambda entered: self._opened(entered, typed),
            words="Ouverture…",
        )

    def focus_first(self) -> None:
        assert self.form is not None
        self.form.editor("password" if self._usual else "identifiant").setFocus()

    def refused(self, error: BaseException) -> None:
        if isinstance(error, Patience):
            self._wait(error)
            return
        if isinstance(error, Unavailable):
            self._elsewhere.show()
            self.banner.danger(error.message, self.submit)
            return
        super().refused(error)
        assert self.form is not None
        self.form.editor("password").line.selectAll()  # type: ignore[attr-defined]  # a line

    def _wait(self, patience: Patience) -> None:
        assert self.primary is not None
        self.primary.setEnabled(False)
        self._countdown.begin(patience)

    def _go_on(self) -> None:
        assert self.primary is not None
        self.primary.setEnabled(True)
        self.focus_first()

    def _compte(self) -> str:
        assert self.form is not None
        if len(self._comptes) == 1:
            return self._comptes[0]
        try:
            return str(self.form.editor("identifiant").value() or "")
        except ValueError:
            return ""

    def _make_form(self) -> Form:
        password = Input(name="password", label="Mot de passe", kind=Kind.PASSWORD, wide=True)
        if len(self._comptes) == 1:
            return Form([Group("", [password])], name="connexion", framed=False)
        options = [(one, one) for one in self._comptes]
        compte = Input(
            name="identifiant", label="Compte", kind=Kind.CHOICE, options=options, wide=True
        )
        made = Form([Group("", [compte, password])], name="connexion", framed=False)
        made.set_values({"identifiant": self._usual or None})
        return made

    def _fill(self, forgotten: Callable[[str], object]) -> None:
        assert self.form is not None
        held = card("")
        if len(self._comptes) == 1:
            held.body.addWidget(text(f"Compte\u00a0: {self._comptes[0]}", "secondary"))
        held.body.addWidget(self.form)
        held.body.addWidget(self._countdown)
        self.body.addWidget(held)
        primary = self.set_primary("Ouvrir", self.submit, name="connexion.ouvrir")
        self.foot.addWidget(
            link(
                "Mot de passe oublié\u00a0?",
                lambda: forgotten(self._compte()),
                name="connexion.oublie",
            )
        )
        self.foot.addWidget(self._elsewhere)
        self.foot.addStretch()
        self.foot.addWidget(primary)


class Panne(Panel):
    """A base that cannot even be asked for its accounts: one sentence, and two ways out."""

    def __init__(
        self,
        context: Context,
        words: str,
        *,
        retry: Callable[[], object],
        elsewhere: Callable[[], object],
    ) -> None:
        super().__init__(context, name="panne", title="La base ne s’ouvre pas")
        self.body.addWidget(paragraph(words, "", "panne.phrase"))
        self.foot.addWidget(link("Ouvrir une autre base…", elsewhere, name="panne.autre"))
        self.foot.addStretch()
        self.foot.addWidget(self.set_primary("Réessayer", retry, name="panne.reessayer"))

    def focus_first(self) -> None:
        assert self.primary is not None
        self.primary.setFocus()


def usual_account(comptes: list[str], remembered: str) -> str:
    """The account to propose: the last one that opened here, or the only one."""
    if remembered in comptes:
        return remembered
    return comptes[0] if len(comptes) == 1 else ""


def other_account(comptes: list[str], leaving: str) -> str:
    """The account to propose in place of the one that leaves, if there is one other only."""
    others = [compte for compte in comptes if compte != leaving]
    return others[0] if len(others) == 1 else ""
