"""Asks for a file or a folder, in French to the last word, overwriting only when told to."""

from pathlib import Path

from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from models.base.errors import Unavailable
from models.base.files import write_whole

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


def files_to_open(parent: QWidget, title: str, kinds: str) -> list[Path]:
    """Existing files, one or several; none if the person gives up."""
    dialog = QFileDialog(parent, title, "", kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    return _all_chosen(dialog, "Ouvrir")


def file_to_save(parent: QWidget, title: str, proposed: Path, kinds: str) -> Path | None:
    """Where to write; replacing a file was agreed to in the dialog.

    The name follows the kind that is chosen there: its ending is the first of that kind.
    """
    dialog = QFileDialog(parent, title, str(proposed.parent), kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(proposed.suffix.removeprefix("."))
    dialog.selectFile(proposed.name)
    dialog.filterSelected.connect(lambda kind: _take_kind(dialog, kind))
    return _chosen(dialog, "Enregistrer")


def folder_to_use(parent: QWidget, title: str, start: Path) -> Path | None:
    """A folder; None if the person gives up."""
    dialog = QFileDialog(parent, title, str(start))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return _chosen(dialog, "Choisir")


def dropped_files(event: QDropEvent) -> list[Path]:
    """The files of this computer that are dragged over a widget, or dropped there."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]


def write_file(path: Path, data: bytes) -> None:
    """Write a file that was asked for, whole or not at all; `Unavailable` says why not."""
    try:
        write_whole(path, data, private=False)
    except OSError as error:
        raise Unavailable(
            f"Le fichier «\u00a0{path.name}\u00a0» ne peut pas être écrit dans ce dossier. "
            "Choisissez un autre dossier, ou libérez de la place, puis réessayez."
        ) from error


def _take_kind(dialog: QFileDialog, kind: str) -> None:
    """Give the name that is typed the ending of a kind: « Classeur Excel (*.xlsx) »."""
    suffix = kind.rpartition("(*")[2].split(")")[0].split(" ")[0]
    typed = dialog.selectedFiles()
    if suffix.startswith(".") and typed:
        dialog.setDefaultSuffix(suffix.removeprefix("."))
        dialog.selectFile(Path(typed[0]).with_suffix(suffix).name)


def _chosen(dialog: QFileDialog, verb: str) -> Path | None:
    return next(iter(_all_chosen(dialog, verb)), None)


def _all_chosen(dialog: QFileDialog, verb: str) -> list[Path]:
    for label, words in LABELS.items():
        dialog.setLabelText(label, words)
    dialog.setLabelText(QFileDialog.DialogLabel.Accept, verb)
    accepted = dialog.exec()
    files = dialog.selectedFiles()
    dialog.deleteLater()
    return [Path(file) for file in files] if accepted else []
