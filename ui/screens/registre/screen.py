"""The register on screen: the period, the search, the criteria, and what is done with a row."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from models.accueil.demande import Demande
from models.accueil.filtres import filtered, in_period, of_personne
from models.accueil.liste import registre_listing
from models.accueil.passage import Passage, archive_passage, open_passage
from models.accueil.periodes import Repere
from models.base.droit import Droit
from models.base.listing import Listing
from models.personnes.recherche import trouvee
from ui.kit.actions import UiAction
from ui.kit.context import Context
from ui.kit.icons import WordButton
from ui.kit.names import named
from ui.kit.obeying import obeys, show_checked
from ui.kit.page import Screen
from ui.kit.table import TablePane
from ui.kit.tokens import M
from ui.parts.donnees import data_actions
from ui.parts.sorties import sorties
from ui.screens.registre.colonnes import ColonnesButton
from ui.screens.registre.comptes import ComptesLabel
from ui.screens.registre.filtres import FiltresPane
from ui.screens.registre.periode import PeriodeBar


class RegistreScreen(Screen):
    """One list, narrowed from above; its rows are corrected in the line of the accueil."""

    title = "Registre"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        whole = registre_listing()
        self.periode = PeriodeBar()
        self.filtres = FiltresPane()
        self.colonnes = ColonnesButton(whole.columns, context.actor.agent_id or "")
        self._comptes = ComptesLabel(context)
        self._counted: Any = None
        self.list = TablePane(
            context, self._listing(), name="registre.liste", activate=self._correct,
            row_actions=self._row_actions(),
        )  # fmt: skip
        self._toggle = self._filter_button()
        self.list.bar.put(self._toggle, self.colonnes)
        self.list.put_under_bar(self._line(), self.filtres)
        self.body.addWidget(self.list)
        self._connect()
        self._count()

    def actions(self) -> list[UiAction]:  # type: ignore[override]  # Qt's list is the window's own
        act, right = UiAction, Droit.REGISTRE
        return [
            *sorties(self.context, self.list, self),
            act("registre.grille", "Imprimer une grille…", "print", "Ctrl+Shift+P", right,
                self._ask_grille, on_page=False),
            *self._row_actions(by_key=True),
            act("registre.filtrer", "Filtrer", "filter", "F4", right,
                lambda: self._show_filters(shown=not self.filtres.is_open), on_page=False,
                in_menu=False),
            act("registre.effacer", "Effacer les filtres", "close", "Shift+F4", right,
                self.filtres.clear, enabled=lambda: self.filtres.count > 0, on_page=False),
            act("registre.jours", "Choisir deux jours", "calendar", "Ctrl+D", right,
                self.periode.focus_typed, on_page=False, in_menu=False),
            act("registre.avant", "Période précédente", "chevron-left", "Ctrl+PgUp", right,
                lambda: self.periode.step(-1), on_page=False, in_menu=False),
            act("registre.apres", "Période suivante", "chevron-right", "Ctrl+PgDown", right,
                lambda: self.periode.step(1), on_page=False, in_menu=False),
            act("registre.aujourdhui", "Revenir à aujourd’hui", "calendar", "Ctrl+J", right,
                lambda: self.periode.choose(Repere.AUJOURDHUI), on_page=False),
            *data_actions(self.context),
        ]  # fmt: skip

    def open(self, **what: Any) -> None:
        """`personne`: all the passages of hers; else the list as it was left."""
        self.periode.follow_today()
        if what.get("personne"):
            self._only(what["personne"])

    def focus_first(self) -> None:
        self.list.bar.focus_search()

    def _listing(self) -> Listing:
        """What the period, the criteria and the columns make of the register."""
        listing = registre_listing().with_columns(self.colonnes.shown)
        listing = filtered(in_period(listing, self.periode.periode), self.filtres.chosen)
        only = self.filtres.personne
        return listing if only is None else of_personne(listing, *only)

    def _show(self) -> None:
        count = self.filtres.count
        self._toggle.setText(f"Filtrer ({count})" if count else "Filtrer")
        self._say_personne()
        self.list.show_listing(self._listing())
        self.context.refresh_actions()

    def _say_personne(self) -> None:
        only = self.filtres.personne
        if only is not None:
            self.filtres.say_personne(self.context.shown(only[1]))

    def _show_filters(self, *, shown: bool) -> None:
        show_checked(self._toggle, on=shown)
        inside = self.filtres.isAncestorOf(self.focusWidget() or self)
        self.filtres.open(shown)
        if inside and not shown:
            self._toggle.setFocus()

    def _count(self, *, again: bool = True) -> None:
        """Count what is shown, unless only its order or its columns changed."""
        listing = self.list.listing
        if again or listing.filters != self._counted:
            self._counted = listing.filters
            self._comptes.count(listing, self.periode.periode.au)

    def _row_actions(self, *, by_key: bool = False) -> list[UiAction]:
        """The acts on a passage: in its menu, and by key where the list has the focus."""
        specs: tuple[tuple[str, str, str, str, Callable[[str], object]], ...] = (
            ("corriger", "Corriger", "edit", "F2", self._correct),
            ("dossier", "Ouvrir son dossier", "user", "F7", self._open_file),
            ("elle", "Tous ses passages", "history", "F8", self._only_hers),
            ("attestation", "Attestation de passages…", "pdf", "Ctrl+Shift+T", self._attest),
            ("supprimer", "Supprimer le passage", "trash", "Del", self._archive),
        )
        return [self._of_row(*spec, by_key=by_key) for spec in specs]

    def _of_row(
        self, name: str, label: str, icon: str, keys: str, run: Callable[[str], object],
        *, by_key: bool,
    ) -> UiAction:  # fmt: skip
        return UiAction(
            f"registre.{name}",
            label,
            icon,
            keys,
            Droit.REGISTRE,
            lambda: self._on_current(run, by_key=by_key),
            enabled=lambda: self.list.current_key is not None,
            on_page=False,
            danger=name == "supprimer",
            in_menu=not by_key,
        )

    def _on_current(self, run: Callable[[str], object], *, by_key: bool) -> None:
        key = self.list.current_key
        if key is not None and (self.list.view.hasFocus() or not by_key):
            run(key)

    def _correct(self, passage_id: str) -> None:
        self.context.navigate("accueil", passage=passage_id)

    def _archive(self, passage_id: str) -> None:
        passage = open_passage(passage_id)
        if passage is not None:
            self.context.attempt(lambda: archive_passage(passage), said="Passage supprimé")

    def _open_file(self, passage_id: str) -> None:
        self._with_personne(
            passage_id, lambda key: self.context.navigate("personnes", personne=key)
        )

    def _only_hers(self, passage_id: str) -> None:
        self._with_personne(passage_id, self._only)

    def _attest(self, passage_id: str) -> None:
        from ui.parts.attestation import ask_passages

        self._with_personne(passage_id, lambda key: ask_passages(self.context, self, key))

    def _with_personne(self, passage_id: str, run: Callable[[str], object]) -> None:
        passage = open_passage(passage_id)
        if passage is None or passage.personne_id is None:
            self.context.banner.info("Ce passage est anonyme\u00a0: il n’a pas de dossier.")
            return
        run(passage.personne_id)

    def _only(self, personne_id: str) -> None:
        """Her passages, of all time."""
        found = trouvee(personne_id)
        if found is None:
            self.context.banner.attention(
                "Ce dossier n’existe plus\u00a0: il a été effacé ou fusionné."
            )
            return
        self.periode.choose(Repere.TOUT)
        self.filtres.of_personne(personne_id, found.nom)

    def _ask_grille(self) -> None:
        from ui.screens.registre.grille import ask_grille

        ask_grille(self.context, self)

    def _filter_button(self) -> QPushButton:
        made = named(WordButton("filter", "Filtrer"), "registre.filtrer.bouton", "Filtrer")
        made.setCheckable(True)
        obeys(made, lambda: self._show_filters(shown=not self.filtres.is_open))
        return made

    def _line(self) -> QWidget:
        """The period, and at the end of the same line what is counted of it."""
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(M)
        row.addWidget(self.periode)
        row.addStretch()
        row.addWidget(self._comptes)
        return line

    def _connect(self) -> None:
        self.periode.changed.connect(self._show)
        self.periode.refused.connect(self.context.banner.attention)
        self.filtres.changed.connect(self._show)
        self.colonnes.changed.connect(self._show)
        self.list.loaded.connect(lambda: self._count(again=False))
        self.context.turned.changed.connect(self._say_personne)
        self.context.changes.subscribe({Passage, Demande}, self._count, owner=self)
