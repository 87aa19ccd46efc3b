"""The window in the user's words: open, type, save, read; it says what is missing."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from models.personnes.personne import Personne
from ui.kit.check import Check
from ui.kit.pill import Pill
from ui.main_window import MainWindow
from ui.parts.apercu import Apercu

GOLDEN = Path(__file__).with_name("golden")


class Bureau:
    """One window, and who sits at it."""

    def __init__(self, window: MainWindow, qtbot: QtBot, folder: Path) -> None:
        self.window = window
        self.qtbot = qtbot
        self.folder = folder

    # Going somewhere

    def new_fiche(self, personne: Personne) -> None:
        self.window.navigate("fiches", nouveau=personne.id, dispositif="ateliers_citoyens")
        self.wait_paper()

    def open_fiche(self, key: str) -> None:
        self.window.navigate("fiches", prescription_id=key)
        self.wait_paper()

    def show(self, screen: str, **what: Any) -> None:
        self.window.navigate(screen, **what)

    # Acting

    def type_in(self, field: str, words: str) -> None:
        """Write in a field, from its name after the form's."""
        control = self.field(field)
        if isinstance(control, QPlainTextEdit):
            control.setPlainText(words)
        else:
            assert isinstance(control, QLineEdit), f"« {field} » ne s’écrit pas"
            control.setText(words)

    def choose(self, field: str, words: str) -> None:
        """Type in a choice, and leave it."""
        control = self.field(field)
        assert isinstance(control, QLineEdit), f"« {field} » n’est pas un choix"
        control.setText(words)
        control.editingFinished.emit()
        assert control.text(), f"« {words} » n’est pas dans la liste de « {field} »"

    def tick(self, name: str) -> None:
        box = self.part(Check, name)
        box.setChecked(True)

    def act(self, action: str) -> None:
        """Do an act of the page, by its id; one that is greyed is refused."""
        made = self.window.acts.qt(action)
        assert made.isEnabled(), f"« {made.text()} » est grisé"
        made.trigger()

    def can(self, action: str) -> bool:
        found = {spec.id for spec in self.window.acts.all()}
        return action in found and self.window.acts.qt(action).isEnabled()

    def wait_paper(self) -> None:
        """Wait until the paper has followed what is typed."""
        with self.qtbot.waitSignal(self.part(Apercu, "fiche.apercu").drawn):
            pass

    # Reading

    @property
    def message(self) -> str:
        return self.window.context.banner.text

    def value(self, field: str) -> str:
        control = self.field(field)
        if isinstance(control, QPlainTextEdit):
            return control.toPlainText()
        assert isinstance(control, QLineEdit), f"« {field} » ne se lit pas"
        return control.text()

    def wait_until(self, true: Callable[[], bool]) -> None:
        """What others change comes a moment later."""
        self.qtbot.waitUntil(true)

    def has(self, name: str) -> bool:
        found = self.window.findChildren(QWidget, name)
        return any(one.isVisibleTo(self.window) for one in found)

    def said(self, name: str) -> str:
        """What a label or a status says."""
        widget = self.part(QWidget, name)
        if isinstance(widget, Pill):
            return widget.word
        assert isinstance(widget, QLabel | QAbstractButton), f"« {name} » ne dit rien"
        return widget.text()

    def rows(self, table: str) -> list[list[str]]:
        found = self.window.findChildren(QTableView, table)
        assert found, f"Il n’y a pas de liste « {table} »"
        model = found[-1].model()
        return [
            [str(model.index(r, c).data() or "") for c in range(model.columnCount())]
            for r in range(model.rowCount())
        ]

    def field(self, name: str) -> QWidget:
        return self.part(QWidget, name if "." in name else f"fiche.form.{name}")

    def part(self, kind: type[Any], name: str) -> Any:
        shown = [w for w in self.window.findChildren(kind, name) if w.isVisibleTo(self.window)]
        assert shown, f"Il n’y a pas de « {name} » à l’écran"
        return shown[-1]

    # Freezing

    def text_of(self, name: str) -> str:
        """A part of the screen as text: labels, values, what is disabled, in reading order."""
        return "\n".join(line.rstrip() for line in _lines(self.part(QWidget, name))) + "\n"

    def acts(self) -> str:
        """The acts of the page, with those that are greyed."""
        specs = self.window.acts.page()
        words = [f"{s.label}{'' if self.can(s.id) else ' (grisé)'}" for s in specs]
        return "\n".join(words) + "\n"

    def check_golden(self, name: str, text: str) -> None:
        """Compare with what was frozen; the first time, freeze and fail so that it is read."""
        path = GOLDEN / f"{name}.txt"
        if not path.exists():
            path.write_text(text, encoding="utf-8")
            raise AssertionError(f"{path.name} vient d’être figé : relisez-le, puis relancez.")
        assert text == path.read_text(encoding="utf-8")


def _lines(widget: QWidget, depth: int = 0) -> list[str]:
    told = _told(widget)
    lines = [f"{'  ' * depth}{told}"] if told else []
    children = [c for c in widget.children() if isinstance(c, QWidget) and not c.isHidden()]
    children.sort(key=lambda c: (c.mapTo(widget, c.rect().topLeft()).y(), c.x()))
    inner = depth + (1 if told and told.startswith("—") else 0)
    for child in children:
        lines += _lines(child, inner)
    return lines


def _told(widget: QWidget) -> str:
    off = "" if widget.isEnabled() else " (grisé)"
    if isinstance(widget, Pill):
        return f"[{widget.word}]"
    if isinstance(widget, QLabel):
        return widget.text()
    if isinstance(widget, QCheckBox):
        return (
            f"{'☒' if widget.isChecked() else '☐'} {widget.text() or widget.accessibleName()}{off}"
        )
    if isinstance(widget, QAbstractButton):
        return f"<{widget.text()}>{off}" if widget.text() else ""
    if isinstance(widget, QLineEdit):
        return f"  = {widget.text()}{' (lecture)' if widget.isReadOnly() else off}"
    if isinstance(widget, QPlainTextEdit):
        return f"  = {widget.toPlainText()}"
    if widget.property("role") == "card":
        return f"— {widget.accessibleName()}"
    return ""
