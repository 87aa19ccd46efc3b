"""The assistant in the words of whoever brings a file in."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPlainTextEdit

from tests.screens.accueil.bureau import Bureau

_STEPS = ("fichier", "colonnes", "valeurs", "personnes", "apercu", "rapport")


class Assistant:
    """One window, on one file."""

    def __init__(self, bureau: Bureau) -> None:
        self.bureau = bureau
        bureau.window.navigate("import")
        bureau._settle()

    @property
    def screen(self) -> Any:
        return self.bureau.window.current

    def take(self, path: Path) -> "Assistant":
        """A file is chosen in the dialog."""
        self.screen.take(path)
        self.bureau._settle()
        return self

    def act(self, name: str) -> "Assistant":
        """Do what the page offers, if it may be done now."""
        acts = {a.id: a for a in self.screen.actions()}
        assert name in acts, f"« {name} » n’est pas proposé : {sorted(acts)}"
        assert acts[name].enabled is None or acts[name].enabled(), f"« {name} » est grisé"
        acts[name].run()
        self.bureau._settle()
        return self

    def go_on(self, *, until: str) -> "Assistant":
        while self.step != until:
            before = self.step
            self.chord(Qt.Key.Key_Return)
            assert self.step != before, f"l’étape « {before} » ne mène pas plus loin"
        return self

    def chord(self, key: Qt.Key) -> "Assistant":
        target = self.bureau._target()
        QTest.keyClick(target, key, Qt.KeyboardModifier.ControlModifier)
        self.bureau._settle()
        return self

    @property
    def step(self) -> str:
        found = [name for name in _STEPS if self._button(name).isChecked()]
        return found[0] if found else ""

    def may_go_to(self, step: str) -> bool:
        return bool(self._button(step).isEnabled())

    def rows(self, name: str) -> list[tuple[str, ...]]:
        return self.bureau.rows(f"import.{name}")

    def row_with(self, name: str, text: str) -> int:
        found = [at for at, row in enumerate(self.rows(name)) if text in row]
        assert found, f"aucune ligne « {text} » : {self.rows(name)}"
        return found[0]

    def stand_on(self, name: str, text: str) -> "Assistant":
        """Make the row that holds this text the current one."""
        view: Any = self.bureau.find(f"import.{name}")
        view.go_to(self.row_with(name, text))
        view.setFocus()
        self.bureau._settle()
        return self

    def decide(self, name: str, text: str, answer: str) -> "Assistant":
        """With keys alone: Entrée asks, letters narrow, Entrée chooses."""
        self.stand_on(name, text)
        self.bureau.press("Entrée")
        assert self.bureau.focused == f"import.{name}.choix"
        self.bureau.type(answer).press("Entrée")
        return self

    def told(self, name: str) -> str:
        label = self.bureau.find(f"import.{name}")
        assert isinstance(label, QLabel)
        return label.text()

    @property
    def report(self) -> str:
        shown = self.bureau.find("import.rapport")
        assert isinstance(shown, QPlainTextEdit)
        return shown.toPlainText()

    def _button(self, step: str) -> Any:
        return self.bureau.find(f"import.etape.{step}")
