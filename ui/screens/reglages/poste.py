"""Ce poste: what concerns this computer only."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from models.base import settings as stored_settings
from models.base.droit import Droit
from models.base.errors import Failure
from models.comptes import acces
from models.nomenclatures.lieu import Lieu, lieux
from ui.kit.actions import UiAction
from ui.kit.check import Check
from ui.kit.context import Context
from ui.kit.editors import Kind
from ui.kit.form import Form, Group, Input
from ui.kit.names import named
from ui.kit.obeying import obeys, show_checked
from ui.kit.page import card, scrolled, text
from ui.kit.theme import CHOICES
from ui.kit.tokens import XL, L
from ui.parts.mot_de_passe import ensure_unlocked
from ui.screens.reglages.section import Section

_REMEMBER = "Ouvrir le registre sans demander le mot de passe"
_EXPLAINED = (
    "Le trousseau de clés du système garde un secret, jamais le mot de passe. Le registre s’ouvre "
    "alors seul pour qui utilise cette session de l’ordinateur, avec les droits de l’accueil. Les "
    "notes demandent toujours le mot de passe. À laisser décoché sur un ordinateur partagé."
)
_LIEU_HELP = "Proposé pour chaque passage inscrit ici. Vide\u00a0: le premier de la liste."

_LOCK_HELP = (
    "Un avertissement s’affiche trente secondes avant. Ce qui est tapé est gardé, et revient "
    "avec le mot de passe."
)
DELAYS = (2, 5, 10, 15, 30, 60, 0)  # minutes


class PosteSection(Section):
    """Its site and its look, whether it opens by itself, where the data are."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.form = self._make_form()
        self.form.changed.connect(context.refresh_actions)
        self.form.submitted.connect(self.save)
        self._remember = named(Check(_REMEMBER), "poste.retenir")
        self._remember.setAccessibleDescription(_EXPLAINED)
        obeys(self._remember, lambda: self._change_remembered(self._remember.isChecked()))
        self._folder = named(QLabel(), "poste.dossier", "Dossier des données")
        self._folder.setWordWrap(True)
        inside = QVBoxLayout()
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(L)
        for widget in (self.form, self._opening_card()):
            inside.addWidget(widget)
        inside.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolled(inside))
        self._show_settings()
        context.changes.subscribe({Lieu}, self._follow, owner=self)

    def actions(self) -> list[UiAction]:  # type: ignore[override]  # Qt’s list is the window’s own
        save = self.save_action(self.save, lambda: self.form.modified)
        return [save._replace(right=None)]  # this computer is whoever’s sits at it

    def open(self, **what: Any) -> None:
        self._folder.setText(str(self.context.settings.folder()))
        self._show_remembered()

    def focus_first(self) -> None:
        self.form.focus_first()

    def save(self) -> None:
        """Write the file of this computer; « Annuler » writes it as it was."""
        known = self.context.settings
        before = (known.lieu, known.theme, known.verrouillage)
        try:
            values = self.form.values()
        except Failure as error:
            self.form.show_error(getattr(error, "field", ""), error.message)
            return
        self._use(values.get("lieu") or "", values["theme"] or "systeme", values["verrouillage"])
        self.context.banner.saved("Réglages du poste enregistrés", lambda: self._use(*before))

    def _use(self, lieu: str, theme: str, delay: float) -> None:
        stored = stored_settings.load()  # what the arguments changed for this run is not kept
        for kept in (stored, self.context.settings):
            kept.lieu, kept.theme, kept.verrouillage = lieu, theme, delay
        stored_settings.save(stored)
        self.context.use_theme(theme)
        self._show_settings()

    def _show_settings(self) -> None:
        known = self.context.settings
        site = known.lieu if known.lieu in dict(_sites()) else None
        self.form.set_values(
            {"lieu": site, "theme": known.theme, "verrouillage": known.verrouillage}
        )
        self.context.refresh_actions()

    def _follow(self) -> None:
        if not self.form.modified:
            self._show_settings()

    def _make_form(self) -> Form:
        fields: list[Any] = []
        if self.context.may(Droit.REGISTRE):
            fields.append(
                Input(
                    name="lieu",
                    label="Lieu de ce poste",
                    kind=Kind.CHOICE,
                    options=_sites,
                    help=_LIEU_HELP,
                )
            )
        looks = tuple(CHOICES.items())
        fields.append(
            Input(name="theme", label="Apparence", kind=Kind.CHOICE, options=looks, required=True)
        )
        fields.append(
            Input(name="verrouillage", label="Verrouiller la session après", kind=Kind.CHOICE,
                  options=self._delays, help=_LOCK_HELP, required=True)
        )  # fmt: skip
        return Form([Group("Ce poste", fields)], name="poste")

    def _delays(self) -> list[tuple[float, str]]:
        """The usual delays, and the one that is set if it is another."""
        now = self.context.settings.verrouillage
        others = () if now in DELAYS else (now,)
        return [(float(delay), _said(delay)) for delay in (*others, *DELAYS)]

    def _opening_card(self) -> QWidget:
        explained = text(_EXPLAINED, "small")
        explained.setWordWrap(True)
        explained.setContentsMargins(XL + 8, 0, 0, 0)
        where = text("Les données sont dans ce dossier\u00a0:", "secondary")
        return card("Ouverture", self._remember, explained, where, self._folder)

    def _show_remembered(self) -> None:
        entered, settings = acces.current(), self.context.settings
        self._remember.setEnabled(self.context.may(Droit.REGISTRE))
        show_checked(self._remember, on=acces.is_remembered(entered.where, settings))

    def _change_remembered(self, wanted: bool) -> None:
        """Aside: the keyring may take its time, or ask something of its own."""
        why = "Retenir ce poste demande le mot de passe du compte."
        if wanted and not ensure_unlocked(self.context, self, why):
            self._show_remembered()
            return
        self._remember.setEnabled(False)
        settings = self.context.settings
        act: Callable[[Any], None] = (
            acces.remember_workstation if wanted else acces.forget_workstation
        )
        self.context.jobs.run(
            lambda _progress: act(settings),
            done=lambda _: self._say(wanted),
            failed=self._refuse,
            owner=self,
        )

    def _say(self, wanted: bool) -> None:
        self._show_remembered()
        self.context.banner.good(
            "Ce poste ouvrira le registre sans mot de passe"
            if wanted
            else "Le mot de passe sera demandé à chaque ouverture"
        )

    def _refuse(self, error: BaseException) -> None:
        self._show_remembered()
        if not isinstance(error, Failure):
            raise error
        self.context.banner.attention(error.message)


def _said(minutes: float) -> str:
    return f"{minutes:g} minute{'s' if minutes >= 2 else ''}" if minutes else "Jamais"


def _sites() -> list[tuple[str, str]]:
    return [(lieu.id, lieu.nom) for lieu in lieux()]
