"""A window small enough to know by heart, on which the outside driver proves itself."""

import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)


def window() -> QWidget:
    widget = QWidget()
    widget.setWindowTitle("Essai du pilote")
    nom = QLineEdit()
    label = QLabel("&Nom")
    label.setBuddy(nom)
    said = QLabel("rien encore")
    said.setObjectName("said")
    button = QPushButton("Enregistrer")
    button.setAccessibleDescription("Ajoute le nom à la liste")
    button.setShortcut("Ctrl+Return")
    model = QStandardItemModel(0, 1)
    model.setHorizontalHeaderLabels(["Nom"])
    table = QTableView()
    table.setAccessibleName("Noms")
    table.setModel(model)

    def record() -> None:
        model.appendRow(QStandardItem(nom.text()))
        said.setText(f"{nom.text()} enregistré")
        nom.clear()

    button.clicked.connect(record)
    layout = QVBoxLayout(widget)
    for part in (label, nom, button, said, table):
        layout.addWidget(part)
    return widget


def say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def main() -> int:
    application = QApplication(sys.argv)
    dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    shown = window()
    shown.show()
    say("sombre" if dark else "clair")
    QGuiApplication.styleHints().colorSchemeChanged.connect(
        lambda scheme: say(f"devient {scheme.name}")
    )
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
