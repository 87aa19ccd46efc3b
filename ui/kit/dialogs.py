"""Dialogs: only for what cannot be undone, and for what was never foreseen."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget


def confirm(
    parent: QWidget | None,
    *,
    title: str,
    text: str,
    verb: str,
    danger: bool = True,
    refuse: str = "Ne rien changer",
) -> bool:
    """Ask before what cannot be undone; the button says `verb`, and Échap changes nothing."""
    from PySide6.QtWidgets import QMessageBox  # rare, and slow to load

    box = QMessageBox(parent)
    box.setObjectName("confirm")
    box.setWindowTitle(title)
    box.setText(f"<b>{title}</b>")
    box.setInformativeText(text)
    accept = box.addButton(verb, QMessageBox.ButtonRole.AcceptRole)
    accept.setProperty("role", "danger" if danger else "primary")
    stay = box.addButton(refuse, QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(stay if danger else accept)
    box.setEscapeButton(stay)
    box.exec()
    box.deleteLater()  # it may name somebody: hidden, it would still be in the window
    return box.clickedButton() is accept


def report(parent: QWidget | None, text: str, *, details: str) -> None:
    """Say in one sentence that something failed, and offer the report to copy."""
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(QMessageBox.Icon.Warning, "Erreur inattendue", text, parent=parent)
    box.setObjectName("report")
    copy = box.addButton("Copier le rapport", QMessageBox.ButtonRole.ActionRole)
    close = box.addButton("Fermer", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(close)
    box.setEscapeButton(close)
    box.exec()
    box.deleteLater()
    if box.clickedButton() is copy:
        QGuiApplication.clipboard().setText(details)
