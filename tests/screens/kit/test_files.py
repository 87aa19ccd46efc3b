"""Dialogs for files speak French to the last word."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton, QWidget

from ui.kit import files


def words_of(dialog: QFileDialog) -> set[str]:
    labels = [label.text() for label in dialog.findChildren(QLabel)]
    buttons = [button.text() for button in dialog.findChildren(QPushButton)]
    return {words for words in (*labels, *buttons) if words}


@pytest.mark.parametrize("verb", ["Enregistrer", "Ouvrir", "Choisir"])
def test_no_english_word_is_left(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    seen: list[set[str]] = []

    def run(dialog: QFileDialog) -> int:
        seen.append(words_of(dialog))
        return 0

    monkeypatch.setattr(QFileDialog, "exec", run)
    parent = QWidget()
    asked = {
        "Enregistrer": lambda: files.file_to_save(parent, "PDF", tmp_path / "a.pdf", "PDF (*.pdf)"),
        "Ouvrir": lambda: files.file_to_open(parent, "Logo", "Images (*.png)"),
        "Choisir": lambda: files.folder_to_use(parent, "Dossier", tmp_path),
    }[verb]
    assert asked() is None
    assert seen == [{"Voir dans\u00a0:", "Nom\u00a0:", "Type\u00a0:", "Annuler", verb}]


def test_what_is_chosen_is_a_path(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "exec", lambda dialog: 1)
    parent = QWidget()
    chosen = files.file_to_save(parent, "PDF", tmp_path / "fiche.pdf", "PDF (*.pdf)")
    assert chosen == tmp_path / "fiche.pdf"
