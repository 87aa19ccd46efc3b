"""Réglages: the sections at the left, the one that is chosen beside them."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget
from shiboken6 import isValid

from models.comptes import acces
from ui.kit.actions import UiAction
from ui.kit.context import Context
from ui.kit.loading import load
from ui.kit.page import Screen, Split
from ui.kit.rows import Row, RowList
from ui.screens.reglages.section import Section
from ui.screens.reglages.sections import SECTIONS, SectionEntry

LIST_WIDTH = 216


class ReglagesScreen(Screen):
    """A section is made when it is first shown, and keeps what is typed in it."""

    title = "Réglages"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._entries = [entry for entry in SECTIONS if self._is_offered(entry)]
        self._made: dict[str, Section] = {}
        self.current: Section | None = None
        self._aimed = False
        self._last: QWidget | None = None  # where one was
        self.nav = RowList("reglages.sections", "Sections des réglages")
        self.nav.show_rows(_rows(self._entries))
        self.nav.current_changed.connect(self._follow)
        self.nav.opened.connect(lambda _: self._enter())
        self._stack = QStackedWidget()
        self.split = Split(self.nav, self._stack, fixed=LIST_WIDTH)
        self.body.addWidget(self.split)

    def actions(self) -> list[UiAction]:  # type: ignore[override]  # Qt's list is the window's own
        return self.current.actions() if self.current is not None else []

    def open(self, **what: Any) -> None:
        """`section`, and there what it is told; else the section that was shown last."""
        self._aimed = bool(what)
        wanted = what.pop("section", None) or self.nav.current_key or self._entries[0].id
        if not self.nav.select(wanted):
            self.nav.select_near(0)
        self._show(self.nav.current_key or "", what)

    def focus_first(self) -> None:
        """Into the section that was asked for; else where one was in it, or to the sections."""
        last = self._last
        if self.current is not None and self._aimed:
            self.current.focus_first()
        elif last is not None and isValid(last) and self._is_shown(last):
            last.setFocus()
        else:
            self.nav.setFocus()

    def leave(self) -> None:
        self._last = self.focusWidget()
        for section in self._made.values():
            section.keep()

    def _is_shown(self, widget: QWidget) -> bool:
        return self.current is not None and self.current.isAncestorOf(widget)

    def _is_offered(self, entry: SectionEntry) -> bool:
        entered = acces.current()
        if entry.id == "mot_de_passe" and (entered.agent_id is None or entered.carnet):
            return False  # a recovery key has no password; that of a carnet is changed at home
        return self.context.may(entry.right)

    def _follow(self) -> None:
        key = self.nav.current_key
        shown = next((name for name, made in self._made.items() if made is self.current), None)
        if key is not None and shown is not None and key != shown:
            self._show(key, {})

    def _enter(self) -> None:
        if self.current is not None:
            self.current.focus_first()

    def _show(self, section_id: str, what: dict[str, Any]) -> None:
        section = self._made.get(section_id) or self._make(section_id)
        self.current = section
        self._stack.setCurrentWidget(section)
        section.open(**what)
        self._say_heading()

    def _make(self, section_id: str) -> Section:
        entry = next(e for e in self._entries if e.id == section_id)
        section: Section = load(entry.path)(self.context)
        section.setObjectName(f"reglages.{entry.id}")
        section.heading_changed.connect(self._say_heading)
        self._made[entry.id] = section
        self._stack.addWidget(section)
        return section

    def _say_heading(self) -> None:
        section = self.current
        if section is None:
            return
        label = next(e.label for e in self._entries if self._made.get(e.id) is section)
        crumbs = " › ".join(part for part in (label, section.subtitle) if part)
        self.set_heading("Réglages", crumbs)


def _rows(entries: Sequence[SectionEntry]) -> list[Row]:
    """The sections under the names of their groups; a group alone needs no name."""
    groups = list(dict.fromkeys(entry.group for entry in entries))
    rows = []
    for group in groups:
        if len(groups) > 1:
            rows.append(Row("", group, heading=True))
        rows += [Row(e.id, e.label, icon=e.icon) for e in entries if e.group == group]
    return rows
