"""A forgotten password: who can give another one, or the recovery key from its envelope."""

from collections.abc import Callable
from pathlib import Path

from models.base.errors import Failure, Invalid
from models.comptes import compte
from models.comptes.acces import Acces
from ui.kit.context import Context
from ui.kit.editors import Kind
from ui.kit.form import Form, Group, Input
from ui.kit.page import card
from ui.parts.nouveau_mot_de_passe import Strength, confirmed, password_inputs
from ui.screens.ouverture.cadre import WIDE, Panel, link, paragraph

_ASK = (
    "Sur son écran Comptes, la personne qui administre choisit «\u00a0Réinitialiser le mot de "
    "passe\u00a0» et vous donne un mot de passe provisoire. Le registre s’ouvre aussitôt. Les "
    "notes, elles, vous restent fermées jusqu’à ce qu’une personne référente vous les ouvre à "
    "nouveau."
)
_KEY = (
    "Elle est imprimée, dans l’enveloppe fermée que garde la direction. Elle rouvre tout, notes "
    "comprises."
)


class Oubli(Panel):
    """Says what to do, and does what can be done here."""

    def __init__(
        self,
        context: Context,
        folder: Path,
        *,
        comptes: list[str],
        identifiant: str,
        opened: Callable[[Acces, str], object],
        back: Callable[[], object],
    ) -> None:
        super().__init__(context, name="oubli", title="Mot de passe oublié", width=WIDE)
        self._folder, self._opened = folder, opened
        self.form = self._make_form(comptes)
        self.form.set_values({"identifiant": identifiant or None})
        self.form.submitted.connect(self.submit)
        noms = self._noms
        explained = paragraph(_KEY)
        self.body.addWidget(card("Demander à la personne qui administre", paragraph(_ASK)))
        self.body.addWidget(
            card(
                "Ou utiliser la clé de secours",
                explained,
                self.form,
                Strength(self.form, noms=noms),
            )
        )
        self.foot.addWidget(link("Retour", back, name="oubli.retour"))
        self.foot.addStretch()
        self.foot.addWidget(
            self.set_primary("Rouvrir avec la clé", self.submit, name="oubli.valider")
        )

    def submit(self) -> None:
        """Give the account its new password by the key, aside, and open it."""
        assert self.form is not None
        try:
            values = self._checked()
        except Failure as error:
            self.refused(error)
            return
        settings, folder = self.context.settings, self._folder
        self.run(
            lambda: compte.reset_with_recovery(
                folder,
                values["cle"],
                identifiant=values["identifiant"],
                password=values["password"],
                settings=settings,
            ),
            done=lambda entered: self._opened(entered, values["password"]),
            words="Ouverture…",
        )

    def refused(self, error: BaseException) -> None:
        if isinstance(error, Invalid) and error.field == "key":
            error = Invalid("cle", error.message)
        super().refused(error)

    def _checked(self) -> dict[str, str]:
        assert self.form is not None
        values = self.form.values()
        if not values["identifiant"]:
            raise Invalid(
                "identifiant", "Compte\u00a0: choisissez celui qui change de mot de passe."
            )
        if not str(values["cle"]).strip():
            raise Invalid("cle", "Clé de secours\u00a0: recopiez-la de la feuille imprimée.")
        return {**values, "password": confirmed(self.form)}

    def _noms(self) -> tuple[str, ...]:
        assert self.form is not None
        return (str(self.form.editor("identifiant").kept()),)

    def _make_form(self, comptes: list[str]) -> Form:
        options = [(one, one) for one in comptes]
        fields = [
            Input(
                name="cle",
                label="Clé de secours",
                hint="ABC123-DEF456-…",
                help="Six groupes de six signes. Tirets et minuscules sont sans importance.",
            ),
            Input(name="identifiant", label="Compte", kind=Kind.CHOICE, options=options),
            *password_inputs("Nouveau mot de passe"),
        ]
        return Form([Group("", fields)], name="oubli", framed=False)
