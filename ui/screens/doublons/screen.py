"""Duplicates on screen: pairs to review, two files compared, merges that can still be undone."""

from typing import Any

from PySide6.QtWidgets import QWidget

from models.base.droit import Droit
from models.base.errors import Failure, Refused
from models.personnes.defaire import Defaite, defaire_fusion
from models.personnes.doublons import SHOWN, Doublons, Paire, doublons, standing_doublons
from models.personnes.fusion import (
    Fusion,
    Homonymie,
    fusion_named,
    fusions_listing,
    tell_apart,
)
from models.personnes.fusionner import fusionner, should_keep
from models.personnes.paires import paires_listing
from models.personnes.personne import Personne, open_personne
from ui.kit.actions import UiAction
from ui.kit.context import Context
from ui.kit.page import EmptyState, Screen
from ui.kit.stack import Stack
from ui.kit.table import TablePane
from ui.screens.doublons.comparer import Comparaison

MANY = 20  # rows that move; more are moved aside, not to hold the window
RIGHT = Droit.EXPORT_NOMINATIF
TURNED = (
    "L’écran est tourné vers le visiteur : les dossiers sont masqués. F9 les montre de nouveau."
)
SEARCHING = "Tous les dossiers sont comparés : la liste vient dans un instant."


class DoublonsScreen(Screen):
    """A list of pairs, the recent merges, or two files side by side over them."""

    title = "Doublons possibles"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.page: Comparaison | None = None
        self._found: Doublons | None = None
        self._at = 0
        self.list = TablePane(
            context,
            paires_listing(()),
            name="doublons.liste",
            activate=self.compare_pair,
            empty_action=self._search_action(),
        )
        self.fusions = TablePane(
            context,
            fusions_listing(),
            name="doublons.recentes",
            activate=self.undo_merge,
            searchable=False,
        )
        self._waiting = EmptyState(SEARCHING)
        self._stack = Stack(context.turned, self.list, masked=TURNED)
        self.body.addWidget(self._stack)
        for pane in (self.list, self.fusions):
            pane.current_changed.connect(context.refresh_actions)
        context.changes.subscribe({Fusion, Homonymie, Personne}, self._reload, owner=self)
        context.turned.changed.connect(self._say_title)

    def actions(self) -> list[UiAction]:  # type: ignore[override]  # Qt's list is the window's own
        if self.page is not None:
            return self._page_actions()
        if self._stack.under is self.fusions:
            return self._fusions_actions()
        return self._list_actions()

    def open(self, **what: Any) -> None:
        """`comparer`: the keys of two files; else the list, looked for once in a session."""
        if "comparer" in what:
            self.compare(*what["comparer"])
            return
        self._say_title()
        self._found = standing_doublons()
        if self._found is None:
            self.search()
        else:
            self._fill()

    def focus_first(self) -> None:
        self._stack.focus_first()
        if self.page is None and isinstance(self._stack.under, TablePane):
            self._stack.under.view.enter()

    def search(self) -> None:
        """Compare all files anew, aside."""
        self._to_list(self._waiting)
        self.context.jobs.run(
            doublons,
            done=lambda _: self._arrive(),
            title="Recherche des doublons",
            owner=self,
        )

    def compare_pair(self, key: str) -> None:
        paire = self._paire(key)
        if paire is not None:
            self._at = self.list.view.currentIndex().row()
            self.compare(paire.premier.id, paire.second.id)

    def compare(self, one: str, other: str) -> None:
        """Two files side by side; the one of which more is known is proposed to be kept."""
        try:
            a, b = open_personne(one), open_personne(other)
        except Failure as refusal:
            self.context.banner.danger(refusal.message)
            return
        self._show_page(a, b) if should_keep(a, b) else self._show_page(b, a)

    def swap(self) -> None:
        """Keep the other file."""
        if self.page is not None:
            self._show_page(self.page.absorbee, self.page.gardee)

    def merge(self) -> None:
        page = self.page
        if page is None:
            return
        gardee, absorbee, choix = page.gardee, page.absorbee, page.choix
        if sum(move.nombre for move in page.moves) <= MANY:
            self.context.attempt(
                lambda: fusionner(gardee, absorbee, choix),
                done=lambda _: self._settled(),
                said="Dossiers fusionnés",
            )
            return
        self.context.jobs.run(
            lambda _progress: fusionner(gardee, absorbee, choix),
            done=self._say_merged,
            title="Fusion des dossiers",
            owner=self,
        )

    def tell_apart(self) -> None:
        """They are two people: the pair leaves the list, here and for good."""
        keys = self._current_keys()
        if keys is not None:
            self.context.attempt(
                lambda: tell_apart(*keys),
                done=lambda _: self._settled(),
                said="Notés comme deux personnes",
            )

    def undo_merge(self, key: str) -> None:
        self.context.jobs.run(
            lambda _progress: _undo(key),
            done=self._say_undone,
            title="Retour à deux dossiers",
            owner=self,
        )

    def show_list(self) -> None:
        self._to_list(self.list)

    def show_fusions(self) -> None:
        self._to_list(self.fusions)

    def _say_merged(self, fusion: Fusion) -> None:
        self.context.attempt(
            lambda: fusion, done=lambda _: self._settled(), said="Dossiers fusionnés"
        )

    def _say_undone(self, back: Defaite) -> None:
        name = back.restauree.nom_affiche
        said = f"Fusion défaite : le dossier de {name} est rétabli."
        if back.phrases:
            self.context.banner.attention(" ".join((said, *back.phrases)), names=(name,))
        else:
            self.context.banner.good(said, names=(name,))

    def _settled(self) -> None:
        """On to the pair that follows."""
        at = self._at if self.page is not None else self.list.view.currentIndex().row()
        self._reload()
        self.show_list()
        self._go_to(at)

    def _arrive(self) -> None:
        self._found = standing_doublons()
        if self._stack.under is self._waiting:
            self._to_list(self.list)
        self._fill()
        self.focus_first()

    def _reload(self) -> None:
        if self._found is not None:
            self._found = standing_doublons()
            self._fill()

    def _fill(self) -> None:
        """Show the pairs that stand; the place in the list is kept, or the one that follows."""
        key, at = self.list.current_key, self.list.view.currentIndex().row()
        paires = self._found.paires if self._found is not None else ()
        self.list.show_listing(paires_listing(paires))
        if at >= 0 and not self.list.select(key):
            self._go_to(at)
        self._say_title()

    def _go_to(self, at: int) -> None:
        count = self.list.model.rowCount()
        if count:
            self.list.view.go_to(min(max(at, 0), count - 1))

    def _paire(self, key: str | None) -> Paire | None:
        paires = self._found.paires if self._found is not None else ()
        return next((paire for paire in paires if paire.cle == key), None)

    def _current_keys(self) -> tuple[str, str] | None:
        if self.page is not None:
            return self.page.gardee.id, self.page.absorbee.id
        paire = self._paire(self.list.current_key)
        return None if paire is None else (paire.premier.id, paire.second.id)

    def _show_page(self, gardee: Personne, absorbee: Personne) -> None:
        self.page = Comparaison(self.context, gardee, absorbee)
        self._stack.show_page(self.page)
        self._say_title()
        self.focus_first()

    def _to_list(self, under: QWidget) -> None:
        self.page = None
        self._stack.show_under(under)
        self._say_title()
        self.focus_first()

    def _say_title(self) -> None:
        if self.page is not None:
            self.set_heading("Deux dossiers")
        elif self._stack.under is self.fusions:
            self.set_heading("Fusions récentes", "À défaire sous trente jours.")
        else:
            many = self._found is not None and self._found.tronque
            self.set_heading(f"Plus de {SHOWN} doublons" if many else type(self).title)

    def _search_action(self, *, primary: bool = True) -> UiAction:
        return UiAction(
            "doublons.search", "Chercher de nouveau", "refresh", "F5", RIGHT, self.search,
            primary=primary, on_page=primary,
        )  # fmt: skip

    def _list_actions(self) -> list[UiAction]:
        chosen = lambda: self.list.current_key is not None  # noqa: E731  # one question
        on_pairs = [
            UiAction("doublons.compare", "Comparer", "eye", "Ctrl+E", RIGHT,
                     lambda: self.compare_pair(self.list.current_key or ""), chosen, primary=True),
            UiAction("doublons.apart", "Ce sont deux personnes", "users", "Ctrl+D", RIGHT,
                     self.tell_apart, chosen),
        ]  # fmt: skip
        fusions = UiAction(
            "doublons.fusions", "Fusions récentes", "history", "Ctrl+H", RIGHT, self.show_fusions,
            on_page=False,
        )  # fmt: skip
        paires = self._found is not None and self._found.paires
        return [*(on_pairs if paires else ()), fusions, self._search_action(primary=False)]

    def _page_actions(self) -> list[UiAction]:
        seen = lambda: not self.context.turned.on  # noqa: E731  # nothing is decided unseen
        return [
            UiAction("doublons.merge", "Fusionner", "doublons", "Ctrl+Return", RIGHT, self.merge,
                     seen, primary=True),
            UiAction("doublons.apart", "Ce sont deux personnes", "users", "Ctrl+D", RIGHT,
                     self.tell_apart, seen),
            UiAction("doublons.swap", "Garder l’autre", "refresh", "Ctrl+I", RIGHT, self.swap,
                     seen),
            self._back_action(),
        ]  # fmt: skip

    def _fusions_actions(self) -> list[UiAction]:
        chosen = lambda: self.fusions.current_key is not None  # noqa: E731  # one question
        return [
            UiAction("doublons.undo", "Défaire la fusion", "undo", "Ctrl+Return", RIGHT,
                     lambda: self.undo_merge(self.fusions.current_key or ""), chosen,
                     primary=True),
            self._back_action(),
        ]  # fmt: skip

    def _back_action(self) -> UiAction:
        return UiAction(
            "doublons.back", "Retour à la liste", "chevron-left", "Escape", None, self.show_list
        )


def _undo(key: str) -> Defaite:
    fusion = fusion_named(key)
    if fusion is None:
        raise Refused("Cette fusion n’existe plus : elle a déjà été annulée.")
    return defaire_fusion(fusion)
