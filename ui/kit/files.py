"""Asks for a file or a folder, in French to the last word, overwriting only when told to."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

# Words of Qt's own dialog that its French catalogue misses.
LABELS = {
    QFileDialog.DialogLabel.LookIn: "Voir dans\u00a0:",
    QFileDialog.DialogLabel.FileName: "Nom\u00a0:",
    QFileDialog.DialogLabel.FileType: "Type\u00a0:",
    QFileDialog.DialogLabel.Reject: "Annuler",
}


def file_to_open(parent: QWidget, title: str, kinds: str) -> Path | None:
    """An existing file; None if the person gives up."""
    dialog = QFileDialog(parent, title, "", kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return _chosen(dialog, "Ouvrir")


def file_to_save(parent: QWidget, title: str, proposed: Path, kinds: str) -> Path | None:
    """Where to write; replacing a file was agreed to in the dialog."""
    dialog = QFileDialog(parent, title, str(proposed.parent), kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.selectFile(proposed.name)
    return _chosen(dialog, "Enregistrer")


def folder_to_use(parent: QWidget, title: str, start: Path) -> Path | None:
    """A folder; None if the person gives up."""
    dialog = QFileDialog(parent, title, str(start))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return _chosen(dialog, "Choisir")


def _chosen(dialog: QFileDialog, verb: str) -> Path | None:
    for label, words in LABELS.items():
        dialog.setLabelText(label, words)
    dialog.setLabelText(QFileDialog.DialogLabel.Accept, verb)
    accepted = dialog.exec()
    files = dialog.selectedFiles()
    dialog.deleteLater()
    return Path(files[0]) if accepted and files else None
