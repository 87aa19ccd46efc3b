"""Dispositifs: those of the structure in their order, then what is in the one that is opened."""

from typing import Any

from PySide6.QtWidgets import QSizePolicy

from models.base.droit import Droit
from models.base.listing import several
from models.suivis.dispositif import (
    Dispositif,
    DispositifCritere,
    DispositifPhase,
    Session,
    dispositif_of,
    dispositifs,
)
from models.suivis.financeur import Financeur
from models.suivis.programme import (
    move_dispositif,
    retire_dispositif,
    reuse_dispositif,
    shipped_dispositifs,
)
from models.suivis.session import session_known
from ui.kit.actions import UiAction
from ui.kit.check import Check
from ui.kit.context import Context
from ui.kit.names import named
from ui.kit.rows import RowList
from ui.screens.reglages.dispositifs.critere import CRITERES, CriterePage
from ui.screens.reglages.dispositifs.pages import (
    AccordsPage,
    figures_page,
    key_of,
    session_page,
    shipped_page,
    texts_page,
)
from ui.screens.reglages.dispositifs.phase import BEGUN, PHASES, PhasePage
from ui.screens.reglages.dispositifs.plan import (
    ACCORDS,
    CHIFFRES,
    CRITERE,
    PHASE,
    SESSION,
    TEXTES,
    dispositif_row,
    plan_rows,
)
from ui.screens.reglages.dispositifs.suite import Suite
from ui.screens.reglages.niveaux import TwoLevels
from ui.screens.reglages.section import Page, sentence, still

_BEGUN = f"{BEGUN} Ce qui change ici vaut pour ceux qui s’ouvriront ensuite."
_PARTS = {TEXTES: texts_page, CHIFFRES: figures_page, ACCORDS: AccordsPage}
_SUITES: dict[str, Suite[Any, Any]] = {PHASE: PHASES, CRITERE: CRITERES}
_REMOVED = {PHASE: "Phase ôtée", CRITERE: "Critère ôté"}


class DispositifsSection(TwoLevels):
    """First the dispositifs, then the parts of one; each part is a short form over them."""

    id = "dispositifs"

    def __init__(self, context: Context) -> None:
        self.plan = RowList("reglages.dispositifs.plan", "Le dispositif", orderable=True)
        names = RowList("reglages.dispositifs.liste", "Dispositifs", orderable=True)
        super().__init__(context, names, self.plan)
        self._chosen: Dispositif | None = None
        self.retired = named(Check(), "reglages.dispositifs.retires")
        self.retired.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.list.opened.connect(self.show_plan)
        self.list.moved.connect(self._move)
        self.plan.opened.connect(self.edit)
        self.plan.moved.connect(self._move_part)
        self.retired.toggled.connect(lambda _: self.refresh())
        self.set_levels([self.retired], [sentence(_BEGUN, "dispositif.commences")])
        context.changes.subscribe(
            {Dispositif, DispositifPhase, DispositifCritere, Session, Financeur},
            self.refresh, owner=self,
        )  # fmt: skip
        self.refresh()

    def open(self, **what: Any) -> None:
        """`dispositif`: that one; else where one was."""
        if what.get("dispositif"):
            self._drop_page()
            self.show_plan(what["dispositif"])
            return
        super().open(**what)

    def list_actions(self) -> list[UiAction]:
        right = Droit.REGLAGES
        if self._chosen is None:
            add = UiAction("dispositif.create", "Créer un dispositif", "add", "Ctrl+Shift+N", right,
                           self.add, primary=True)  # fmt: skip
            shipped = UiAction(
                "dispositif.shipped", "Ajouter un dispositif livré…", "download", "", right,
                self.add_shipped, enabled=lambda: bool(shipped_dispositifs()), on_page=False,
            )  # fmt: skip
            return [add, *self.row_actions(), shipped]
        adding = [
            UiAction(f"dispositif.{kind}", label, "add", "", right, run, on_page=False)
            for kind, label, run in (
                ("phase", "Ajouter une phase", lambda: self.edit(PHASE)),
                ("critere", "Ajouter un critère", lambda: self.edit(CRITERE)),
                ("session", "Ajouter une session", lambda: self.edit(SESSION)),
            )
        ]
        back = UiAction(
            "dispositif.back", "Tous les dispositifs", "chevron-left", "Escape", None,
            self.show_names,
        )  # fmt: skip
        return [*self.row_actions(), *adding, back]

    def refresh(self) -> None:
        """The rows as they are now; a dispositif that is gone leaves its parts for the list."""
        every = dispositifs(retired=True)
        gone = [one for one in every if one.archived_at is not None]
        count = several(len(gone), "dispositif retiré", "dispositifs retirés")
        self.retired.setText(f"Montrer aussi {count}")
        self.retired.setVisible(bool(gone))
        shown = every if self.retired.isChecked() else [one for one in every if one not in gone]
        self.list.show_rows([dispositif_row(one) for one in shown])
        if self._chosen is not None:
            self._chosen = still(dispositif_of, self._chosen.id)
            if self._chosen is None:
                self.show_names()
            else:
                self._show_chosen(self._chosen)

    # The dispositifs

    def show_names(self) -> None:
        chosen, self._chosen = self._chosen, None
        self.step_out(chosen.id if chosen is not None else None)

    def show_plan(self, key: str | None = None) -> None:
        found = still(dispositif_of, key or self.list.current_key)
        if found is None:
            return
        self._chosen = found
        self._show_chosen(found)
        self.step_in(found.intitule)

    def add(self) -> None:
        self.show_page(texts_page(self.context, None))

    def add_shipped(self) -> None:
        self.show_page(shipped_page(self.context))

    def rename(self) -> None:
        one = self._current()
        if one is not None:
            self.show_page_of(key_of(one, TEXTES))

    def retire(self) -> None:
        one = self._current()
        if one is not None:
            said = f"«\u00a0{one.intitule}\u00a0» n’est plus proposé"
            self.context.attempt(lambda: retire_dispositif(one), said=said)

    def reuse(self) -> None:
        one = self._current()
        if one is not None:
            said = f"«\u00a0{one.intitule}\u00a0» est proposé de nouveau"
            self.context.attempt(lambda: reuse_dispositif(one), said=said)

    # The parts of one

    def edit(self, key: str | None = None) -> None:
        if self._chosen is not None:
            self.show_page_of(key_of(self._chosen, key or self.plan.current_key or ""))

    def remove(self) -> None:
        one, (kind, code) = self._chosen, self._part()
        if one is not None and kind in _SUITES:
            self.context.attempt(
                lambda: _SUITES[kind].remove(one, code),
                done=lambda _: self.refresh(), said=_REMOVED[kind],
            )  # fmt: skip

    def page_of(self, key: str) -> Page | None:
        """« », a new one; « id:part » for a part of one."""
        if not key:
            return texts_page(self.context, None)
        dispositif_id, _, part = key.partition(":")
        one = dispositif_of(dispositif_id)
        if part in _PARTS:
            return _PARTS[part](self.context, one)
        kind, code = _split(part)
        if kind == PHASE:
            return PhasePage(self.context, one, PHASES.known(one, code) if code else None)
        if kind == CRITERE:
            return CriterePage(self.context, one, CRITERES.known(one, code) if code else None)
        return session_page(self.context, one, session_known(code) if code else None)

    def finish(self, result: Any) -> None:
        """Back on what was written; a new dispositif is opened, for its phases to come."""
        if isinstance(result, Dispositif):
            self.show_list(result.id)
            self.show_plan(result.id)
        else:
            self.show_list(result if self._chosen is not None else None)

    def _restore(self) -> None:
        super()._restore()
        key = self.page.key if self.page is not None else ""
        if key and self._chosen is None:
            self.show_plan(key.partition(":")[0])

    def _show_chosen(self, one: Dispositif) -> None:
        """Its parts, and its name, that may have changed."""
        self.plan.show_rows(plan_rows(one))
        if self.crumb != one.intitule:
            self.crumb = one.intitule
            self.plan.setAccessibleName(one.intitule)
            self._tell()

    def _current(self) -> Dispositif | None:
        return still(dispositif_of, self.list.current_key)

    def _part(self) -> tuple[str, str]:
        return _split(self.plan.current_key or "")

    def _move(self, key: str, place: int) -> None:
        self.context.attempt(
            lambda: move_dispositif(dispositif_of(key), place), said="Ordre enregistré"
        )
        self.select(key)

    def _move_part(self, key: str, place: int) -> None:
        one, (kind, code) = self._chosen, _split(key)
        if one is not None:
            self.context.attempt(
                lambda: _SUITES[kind].move(one, code, place), said="Ordre enregistré"
            )
            self.select(key)

    def _is(self, *, retired: bool) -> bool:
        one = self._current()
        return one is not None and (one.archived_at is not None) is retired

    def row_actions(self) -> list[UiAction]:
        right = Droit.REGLAGES
        if self._chosen is not None:
            removable = lambda: self._part()[0] in _SUITES and bool(self._part()[1])  # noqa: E731
            return [
                UiAction("dispositif.edit", "Modifier", "edit", "F2", right, self.edit),
                UiAction("dispositif.remove", "Ôter du dispositif", "remove", "Del", right,
                         self.remove, enabled=removable, on_page=False),
            ]  # fmt: skip
        known = lambda: self._current() is not None  # noqa: E731  # said of two acts
        return [
            UiAction("dispositif.open", "Ouvrir", "dispositif", "", right, self.show_plan,
                     enabled=known),
            UiAction("dispositif.rename", "Renommer", "edit", "F2", right, self.rename,
                     enabled=known, on_page=False),
            UiAction("dispositif.retire", "Ne plus proposer", "archive", "Del", right, self.retire,
                     enabled=lambda: self._is(retired=False), on_page=False),
            UiAction("dispositif.reuse", "Proposer de nouveau", "restore", "", right, self.reuse,
                     enabled=lambda: self._is(retired=True), on_page=False),
        ]  # fmt: skip


def _split(part: str) -> tuple[str, str]:
    """The kind of a part, as its key begins, and what names it there."""
    kind, bar, code = part.partition("/")
    return kind + bar, code
