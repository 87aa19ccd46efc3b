"""Chooses the structure's logo, shows it, refuses what only bears the name of an image."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from models.base.errors import Failure, Invalid
from models.nomenclatures.service import LOGO_LIMIT, check_logo
from ui.kit.files import file_to_open
from ui.kit.names import named
from ui.kit.page import text
from ui.kit.tokens import S

LOGO_WIDTH, _HEIGHT = 180, 88
_NONE = "Aucun logo"


class LogoPicker(QWidget):
    """Holds the bytes of a PNG or JPEG image, or None."""

    changed = Signal()
    refused = Signal()

    def __init__(self, image: bytes | None = None) -> None:
        super().__init__()
        self.image: bytes | None = None
        self.refusal = ""
        self._shown = named(QLabel(_NONE), "logo.image")
        self._shown.setProperty("role", "secondary")
        self._shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._shown.setFixedSize(LOGO_WIDTH, _HEIGHT)
        self._choose = named(QPushButton("Choisir une image…"), "logo.choisir")
        self._choose.setAccessibleName("Choisir une image pour le logo")
        self._choose.clicked.connect(lambda: self.choose())
        self._remove = named(QPushButton("Retirer"), "logo.retirer", "Retirer le logo")
        self._remove.setProperty("role", "link")
        self._remove.clicked.connect(lambda: self.show_image(None))
        self._lay_out()
        self.show_image(image)

    def choose(self) -> None:
        """Ask for a file."""
        path = file_to_open(self, "Logo de la structure", "Images (*.png *.jpg *.jpeg)")
        if path is not None:
            self.take(path)

    def take(self, path: Path) -> None:
        """Show the image of a file, or say why it is not one."""
        try:
            self.show_image(read_logo(path))
        except Failure as error:
            self.refusal = error.message
            self.refused.emit()

    def show_image(self, image: bytes | None) -> None:
        self.image = image
        self._remove.setVisible(image is not None)
        if image is None:
            self._shown.setText(_NONE)
        else:
            self._shown.setPixmap(self._fitted(image))
            self._shown.setAccessibleName("Logo de la structure")
        self.changed.emit()

    def _fitted(self, image: bytes) -> QPixmap:
        ratio = self.devicePixelRatioF()
        drawn = QPixmap.fromImage(QImage.fromData(image)).scaled(
            round(LOGO_WIDTH * ratio),
            round(_HEIGHT * ratio),
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        drawn.setDevicePixelRatio(ratio)
        return drawn

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        help_ = text("Facultatif. PNG ou JPEG, 2\u00a0Mo au plus.", "small")
        help_.setWordWrap(True)
        for widget in (self._shown, self._choose, self._remove, help_):
            column.addWidget(widget)
        column.addStretch()


def read_logo(path: Path) -> bytes:
    """The bytes of an image; a sentence when there is none in the file."""
    try:
        with path.open("rb") as file:
            image = file.read(LOGO_LIMIT + 1)
    except OSError as error:
        raise Invalid(
            "logo", "Logo\u00a0: ce fichier ne se lit pas. Choisissez-en un autre."
        ) from error
    check_logo(image)
    if QImage.fromData(image).isNull():
        raise Invalid(
            "logo",
            "Logo\u00a0: ce fichier porte le nom d’une image, mais n’en contient pas, ou elle est "
            "abîmée. Choisissez-en un autre.",
        )
    return image
