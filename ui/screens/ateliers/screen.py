"""The ateliers: the list of the séances, one of them opened, and what the ateliers are."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from models.accueil.periodes import Repere
from models.ateliers.feuille import seance_of
from models.ateliers.liste import (
    A_NOTER,
    in_repere,
    of_atelier,
    seances_listing,
    to_note,
    with_seances,
)
from models.ateliers.seance import (
    Atelier,
    Presence,
    Seance,
    archive_seance,
    ateliers,
)
from models.base.droit import Droit
from models.nomenclatures.lieu import Lieu
from models.personnes.personne import Personne
from models.suivis.suivi import Suivi
from ui.kit.actions import UiAction
from ui.kit.context import Context
from ui.kit.filters import Filter
from ui.kit.page import Screen
from ui.kit.stack import Stack
from ui.kit.table import TablePane
from ui.parts.sorties import sorties
from ui.parts.volet import Volet
from ui.screens.ateliers.actes import WRITE, VoletPage, act, long_day
from ui.screens.ateliers.ateliers import AteliersPane
from ui.screens.ateliers.ecrire import atelier_volet, new_seance_volet
from ui.screens.ateliers.seance import SeancePage, lignes_of

TURNED = (
    "L’écran est tourné vers le visiteur\u00a0: la feuille est masquée. F9 la montre de nouveau."
)
_PERIODES = [(one, one.value) for one in Repere if one is not Repere.TOUT]


class AteliersScreen(Screen):
    """Shows the séances, one of them, a form, or the ateliers."""

    title = "Ateliers"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.list = TablePane(
            context,
            seances_listing(),
            name="ateliers.seances",
            activate=self.open_seance,
            row_actions=self._row_actions(),
            empty_action=self._new_act(),
            filters=[
                Filter("atelier", "Atelier", with_seances, of_atelier),
                Filter("periode", "Période", _PERIODES, in_repere, "toutes"),
                Filter("feuille", "Feuille", [(A_NOTER, "à noter")], to_note, "toutes"),
            ],
        )
        self.list.emptied.connect(self.heading_changed)
        self.ateliers: AteliersPane | None = None
        self._stack = Stack(context.turned, self.list, masked=TURNED, back=self.show_list)
        self.body.addWidget(self._stack)
        context.changes.subscribe(
            (Atelier, Seance, Presence, Suivi, Personne, Lieu), self._reload, owner=self
        )

    @property
    def page(self) -> SeancePage | None:
        shown = self._stack.page
        return shown if isinstance(shown, SeancePage) else None

    def actions(self) -> list[UiAction]:  # type: ignore[override]  # Qt's list is the window's own
        if self.page is not None:
            return self._seance_actions(self.page)
        if self._stack.page is self.ateliers and self.ateliers is not None:
            return [self._new_atelier_act(), *self.ateliers.acts(by_key=True), self._back()]
        if self._stack.page is not None:
            return [self._back()]
        return [
            self.list.once(self._new_act()),
            self._new_atelier_act(),
            *sorties(self.context, self.list, self),
            act("liste", "Les ateliers", "ateliers", "", self.show_ateliers, on_page=False),
            *self._row_actions(by_key=True),
        ]

    def open(self, **what: Any) -> None:
        """`seance_id`: this séance; else the list as it was left."""
        if "seance_id" in what:
            self.open_seance(what["seance_id"])
        elif self._stack.page is None:
            self.list.refresh()

    def focus_first(self) -> None:
        self._stack.focus_first()

    def leave(self) -> None:
        shown = self._stack.page
        if isinstance(shown, SeancePage):
            shown.keep_draft()
        elif isinstance(shown, VoletPage):
            self.context.attempt(shown.volet.keep)

    def open_seance(self, seance_id: str) -> None:
        seance = seance_of(seance_id)
        if seance is None:
            return
        self.leave()
        page = SeancePage(self.context, seance)
        page.changed.connect(self.context.refresh_actions)
        self._show(page, scrolls=True)

    def new_seance(self, atelier_id: str | None = None) -> None:
        """Of the atelier in sight, if one is; an atelier comes first where there is none."""
        if not ateliers():
            self.new_atelier()
            return
        made: list[Seance] = []
        volet = new_seance_volet(self.context, atelier_id or self._atelier_in_sight(), made.append)
        self._show_volet(volet, lambda: self.open_seance(made[-1].id) if made else self.show_list())

    def new_atelier(self) -> None:
        """Its first séance is asked for next."""
        made: list[Atelier] = []
        volet = atelier_volet(self.context, None, made.append)
        self._show_volet(volet, lambda: self.new_seance(made[-1].id) if made else self.show_list())

    def correct_atelier(self, atelier_id: str) -> None:
        volet = atelier_volet(self.context, Atelier.get_by_id(atelier_id), lambda _: None)
        self._show_volet(volet, lambda: self.show_ateliers(atelier_id))

    def show_ateliers(self, key: str | None = None) -> None:
        self.leave()
        self.ateliers = AteliersPane(
            self.context, correct=self.correct_atelier, add=self.new_seance,
            empty=self._new_atelier_act(),
        )  # fmt: skip
        self._show(self.ateliers, hides=False)
        self.ateliers.select(key)

    def show_list(self) -> None:
        self.leave()
        shown = self.page.seance.id if self.page is not None else None
        self._stack.show_under()
        self._show_heading()
        self.list.refresh()
        self.list.select(shown)
        self.list.setFocus()

    def _show_volet(self, volet: Volet, after: Callable[[], object]) -> None:
        self.leave()
        page = VoletPage(volet)
        volet.closed.connect(lambda: self._leave_volet(page, after))
        self._show(page, scrolls=True, hides=False)

    def _leave_volet(self, page: VoletPage, after: Callable[[], object]) -> None:
        """Once it is saved or given up, nothing of it is kept as a draft."""
        if self._stack.page is page:
            self._stack.show_under()
            after()

    def _show(self, shown: QWidget, *, scrolls: bool = False, hides: bool = True) -> None:
        self._stack.show_page(shown, scrolls=scrolls, hides=hides)
        self._show_heading()
        self.focus_first()

    def _show_heading(self) -> None:
        page = self.page
        if page is not None:
            self.set_heading("Séance", long_day(page.seance))
        elif self._stack.page is None or isinstance(self._stack.page, VoletPage):
            self.set_heading(type(self).title)
        else:
            self.set_heading(type(self).title, "Ce qui revient de semaine en semaine")

    def _reload(self) -> None:
        """What changed in the base, here by an undo or at another desk, shows at once."""
        page = self.page
        if page is not None and not page.reload():
            self._stack.show_under()
            self.list.setFocus()
        self._show_heading()

    def _seance_actions(self, page: SeancePage) -> list[UiAction]:
        return [
            UiAction(
                "seance.save", "Enregistrer", "save", "Ctrl+S", WRITE, self._save, primary=True,
                enabled=lambda: self.page is not None and self.page.modified,
            ),
            act("emargement", "Feuille à signer…", "signature", "Ctrl+P",
                lambda: self._print(page.seance, page.feuille.lignes), right=Droit.SUIVI_LIRE,
                enabled=lambda: not self.context.turned.on),
            *page.acts,
            act("supprimer", "Supprimer la séance", "trash", "",
                lambda: self._archive(page.seance), danger=True, on_page=False),
            self._back(),
        ]  # fmt: skip

    def _row_actions(self, *, by_key: bool = False) -> list[UiAction]:
        """The acts on a séance: in its menu, and by key where the list has the focus."""

        def of_row(name: str, label: str, icon: str, keys: str, run: Callable[[str], object],
                right: Droit = WRITE) -> UiAction:  # fmt: skip
            made = act(name, label, icon, keys, lambda: self._on_current(run, by_key=by_key),
                        enabled=lambda: self.list.current_key is not None, right=right,
                        danger=name == "supprimer", on_page=False)  # fmt: skip
            return made._replace(in_menu=not by_key)

        return [
            of_row("ouvrir", "Noter les présences", "check", "", self.open_seance),
            of_row("emargement", "Feuille à signer…", "signature", "Ctrl+Shift+P",
                _of_seance(lambda one: self._print(one, lignes_of(one))), Droit.SUIVI_LIRE),
            of_row("corriger", "Corriger la séance", "edit", "F2", self._correct_key),
            of_row("suivante", "Nouvelle séance de cet atelier", "add", "",
                _of_seance(lambda one: self.new_seance(one.atelier_id))),
            of_row("supprimer", "Supprimer la séance", "trash", "Del", _of_seance(self._archive)),
        ]  # fmt: skip

    def _on_current(self, run: Callable[[str], object], *, by_key: bool) -> None:
        key = self.list.current_key
        if key is not None and (self.list.view.hasFocus() or not by_key):
            run(key)

    def _save(self) -> None:
        page = self.page
        if page is not None:
            self.context.attempt(page.save, form=page.feuille, said="Présences notées")

    def _archive(self, seance: Seance) -> None:
        self.context.attempt(lambda: archive_seance(seance), said="Séance supprimée")

    def _correct_key(self, seance_id: str) -> None:
        self.open_seance(seance_id)
        if self.page is not None:
            self.page.correct()

    def _print(self, seance: Seance, lignes: Any) -> None:
        from ui.screens.ateliers.emargement import show_emargement

        show_emargement(self.context, self, seance, lignes)

    def _atelier_in_sight(self) -> str | None:
        seance = seance_of(self.list.current_key) if self.list.current_key else None
        return seance.atelier_id if seance is not None else None

    def _new_act(self) -> UiAction:
        return act("nouvelle", "Nouvelle séance", "add", "Ctrl+Shift+N", self.new_seance,
                    primary=True)  # fmt: skip

    def _new_atelier_act(self) -> UiAction:
        return act("nouvel_atelier", "Nouvel atelier", "ateliers", "", self.new_atelier)

    def _back(self) -> UiAction:
        return UiAction(
            "seance.close", "Les séances", "chevron-left", "Alt+Left", None, self.show_list,
            on_page=self.page is None,
        )  # fmt: skip


def _of_seance(run: Callable[[Seance], object]) -> Callable[[str], object]:
    """An act on the séance of a key, if it still stands."""

    def go(seance_id: str) -> None:
        seance = seance_of(seance_id)
        if seance is not None:
            run(seance)

    return go
