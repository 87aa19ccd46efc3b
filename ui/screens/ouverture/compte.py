"""Third page of the first run: the first account."""

from collections.abc import Callable
from dataclasses import dataclass

from models.base.errors import Failure, Unavailable
from models.base.search import fold
from models.comptes.agent import Agent
from models.comptes.identifiant import checked_identifiant
from models.comptes.mot_de_passe import check_password
from ui.kit.context import Context
from ui.kit.editors import Kind
from ui.kit.form import Form, Group, Input
from ui.kit.page import card
from ui.parts.nouveau_mot_de_passe import Strength, confirmed, password_inputs
from ui.screens.ouverture.cadre import WIDE, Panel, link

_INTRO = (
    "Le premier compte est celui de la personne responsable\u00a0: elle règle le programme et crée "
    "les comptes des collègues."
)
_REMEMBER = (
    "Le trousseau de clés du système garde un secret, jamais le mot de passe. Le registre s’ouvre "
    "alors seul pour qui utilise cette session de l’ordinateur\u00a0; les notes demandent toujours "
    "le mot de passe."
)


@dataclass(frozen=True)
class PremierCompte:
    """What the third page gives; `retenir`: this workstation may open by itself."""

    prenom: str
    nom: str
    identifiant: str
    password: str
    retenir: bool


class ComptePage(Panel):
    """Who is responsable, and the password that opens everything."""

    def __init__(
        self,
        context: Context,
        *,
        structure: str,
        done: Callable[[PremierCompte], object],
        back: Callable[[], object],
    ) -> None:
        title = "Votre compte"
        super().__init__(context, name="compte", title=title, intro=_INTRO, width=WIDE)
        self._structure, self._done = structure, done
        self.form = self._make_form()
        self.form.submitted.connect(self.submit)
        self.form.editor("prenom").changed.connect(self._propose)
        self._proposed = ""
        self.step = 2
        remember = self._remember = self._make_remember()
        meter = Strength(self.form, noms=self._noms)
        self.body.addWidget(card("", self.form, meter))
        self.body.addWidget(remember)
        self.foot.addWidget(link("Précédent", back, name="compte.precedent"))
        self.foot.addStretch()
        self.foot.addWidget(self.set_primary("Créer la base", self.submit, name="compte.creer"))

    def submit(self) -> None:
        assert self.form is not None
        self.form.clear_errors()
        try:
            chosen = self._checked()
        except Failure as error:
            self.refused(error)
            return
        self._done(chosen)

    def refused(self, error: BaseException) -> None:
        if isinstance(error, Unavailable):
            self.banner.danger(error.message, self.submit)
            return
        super().refused(error)

    def _checked(self) -> PremierCompte:
        assert self.form is not None
        values = self.form.values()
        identifiant = checked_identifiant(values["identifiant"], taken=())
        password = confirmed(self.form)
        check_password(password, noms=self._noms())
        retenir = bool(self._remember.values()["retenir"])
        return PremierCompte(
            values["prenom"].strip(), values["nom"].strip(), identifiant, password, retenir
        )

    def _noms(self) -> tuple[str, ...]:
        assert self.form is not None
        typed = {n: str(self.form.editor(n).kept()) for n in ("prenom", "nom", "identifiant")}
        names = (typed["identifiant"], f"{typed['prenom']} {typed['nom']}", self._structure)
        return tuple(name for name in names if name.strip())

    def _propose(self) -> None:
        """The identifiant follows the first name until it is written otherwise."""
        assert self.form is not None
        editor = self.form.editor("identifiant")
        proposed = "-".join(fold(str(self.form.editor("prenom").kept())).split())
        if editor.kept() in ("", self._proposed) and proposed != editor.kept():
            self._proposed = proposed
            editor.restore(proposed)

    def _make_form(self) -> Form:
        fields = [Agent.prenom, Agent.nom, Input(Agent.identifiant, wide=True, required=True)]
        return Form([Group("", [*fields, *password_inputs()])], name="compte", framed=False)

    def _make_remember(self) -> Form:
        retenir = Input(
            name="retenir",
            label="Sur ce poste, ouvrir le registre sans demander le mot de passe",
            help=_REMEMBER,
            kind=Kind.CHECK,
            wide=True,
        )
        return Form([Group("", [retenir])], name="poste", framed=False)
