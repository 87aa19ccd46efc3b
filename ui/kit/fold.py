"""« Compléter »: the optional fields of a form, shown when they are asked for or filled."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QToolButton

from ui.kit import theme
from ui.kit.field_grid import FieldGrid
from ui.kit.icons import icon
from ui.kit.names import named


class Fold(QToolButton):
    """« Compléter »: shows the optional fields."""

    def __init__(self, content: FieldGrid, name: str) -> None:
        super().__init__()
        self._content = content
        named(self, name).setProperty("role", "fold")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setCheckable(True)
        self.toggled.connect(self._fold)
        self._fold(False)

    @property
    def has_nothing(self) -> bool:
        return self._content.is_empty

    def open(self) -> None:
        self.setChecked(True)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()

    def _draw(self) -> None:
        drawing = "chevron-up" if self.isChecked() else "chevron-down"
        self.setIcon(icon(drawing, theme.current().accent))

    def _fold(self, shown: bool) -> None:
        self._content.setVisible(shown)
        self.setText("Replier" if shown else "Compléter")
        self._draw()
        labels = ", ".join(box.label for box in self._content.boxes)
        self.setAccessibleName(f"{self.text()} : {labels}")
