"""A document opened in the page itself: PDF, image or text; the others go to another program."""

from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from models.base.errors import Unavailable
from models.base.files import write_whole
from models.personnes.contenu import Vue
from models.personnes.document import Piece, open_document
from ui.kit.actions import UiAction, button
from ui.kit.away import set_away, turns_too
from ui.kit.context import Context
from ui.kit.files import file_to_save
from ui.kit.names import named
from ui.kit.page import EmptyState, scrolled, text
from ui.kit.tokens import L, M, S

WIDEST = 2400  # pixels kept of a picture
WIDE, TALL = 980, 760  # of the dialog
_TURNED = "L’écran est tourné vers le visiteur\u00a0: le document est masqué. F9 le montre."
_ELSEWHERE = "Ce document ne s’affiche pas ici. Ouvrez-le avec un autre programme de ce poste."
_SPOILED = (
    "Ce document ne peut pas être affiché\u00a0: il est abîmé, ou protégé par un mot de passe. "
    "Enregistrez-en une copie pour l’ouvrir avec un autre programme."
)


class Ouvert(NamedTuple):
    """A piece read aside: its picture if it is one, and whether it can be shown at all."""

    piece: Piece
    image: QImage | None = None
    shows: bool = True


def opened(document_id: str) -> Ouvert:
    """Read, unseal and decode a document; slow, for a job."""
    piece = open_document(document_id)
    if piece.genre.vue is Vue.IMAGE:
        image = _read_image(piece.data)
        return Ouvert(piece, image, shows=not image.isNull())
    if piece.genre.vue is Vue.PDF:
        return Ouvert(piece, shows=_has_pages(piece.data))
    return Ouvert(piece)


class ApercuDocument(QWidget):
    """Shows one piece; hidden while the screen is turned."""

    def __init__(self, context: Context, ouvert: Ouvert, title: str, close: UiAction) -> None:
        super().__init__()
        self.setObjectName("document.apercu")
        self._context, self._ouvert, self._title = context, ouvert, title
        self.piece = ouvert.piece
        self._shown = self._view()
        self._hidden = EmptyState(_TURNED)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        column.addLayout(self._head(close))
        column.addWidget(self._shown, 1)
        column.addWidget(self._hidden, 1)
        context.turned.changed.connect(self._turn)
        self._turn()

    def focus_first(self) -> None:
        self._shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def save_copy(self) -> None:
        save_piece(self._context, self, self.piece)

    def open_elsewhere(self) -> None:
        from ui.parts.ouverts import open_elsewhere

        self._context.attempt(lambda: open_elsewhere(self.piece))

    def _head(self, close: UiAction) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(S)
        self._heading = text("", "title", "document.titre")
        self._heading.setWordWrap(True)
        row.addWidget(self._heading, 1)
        for action in (
            UiAction(
                "document.copy", "Enregistrer une copie", "download", "", None, self.save_copy
            ),
            UiAction(
                "document.elsewhere", "Ouvrir ailleurs", "new-window", "", None, self.open_elsewhere
            ),
            close,
        ):
            row.addWidget(button(action))
        return row  # fmt: skip

    def _turn(self) -> None:
        turned = self._context.turned.on
        set_away(self._shown, away=turned)
        self._hidden.setVisible(turned)
        self._heading.setText("Document" if turned else self._title)

    def _view(self) -> QWidget:
        if not self._ouvert.shows:
            return EmptyState(_SPOILED)
        makers = {Vue.PDF: self._pdf, Vue.IMAGE: self._image, Vue.TEXTE: self._text}
        maker = makers.get(self.piece.genre.vue)
        return EmptyState(_ELSEWHERE) if maker is None else maker()

    def _pdf(self) -> QWidget:
        from ui.parts.apercu import Apercu

        paper = Apercu(self._context, name="document.pages", label=self._title)
        paper.follow(lambda: self.piece.data)
        return paper

    def _image(self) -> QWidget:
        picture = _Picture(self._ouvert.image or QImage())
        named(picture, "document.image", f"Image\u00a0: {self._title}")
        inside = QVBoxLayout()
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(picture)
        inside.addStretch()
        area = scrolled(inside)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return area

    def _text(self) -> QWidget:
        area = named(QPlainTextEdit(), "document.texte", self._title)
        data = self.piece.data
        try:
            words = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            words = data.decode("cp1252", errors="replace")
        area.setPlainText(words)
        area.setReadOnly(True)
        return area


def save_piece(context: Context, screen: QWidget, piece: Piece) -> None:
    """Write a document in clear where the person says."""
    kinds = f"{piece.genre.nom} (*.{piece.genre.suffixes[0]})"
    path = file_to_save(screen, "Enregistrer une copie", Path.home() / piece.nom, kinds)
    if path is not None:
        context.attempt(lambda: _write(path, piece.data), said="Copie enregistrée", undoable=False)


def save_document(context: Context, screen: QWidget, document_id: str) -> None:
    """Read and unseal a document, then write it in clear where the person says."""
    context.jobs.run(
        lambda _: open_document(document_id),
        done=lambda piece: save_piece(context, screen, piece),
        owner=screen,
    )


def ask_document(context: Context, screen: QWidget, document_id: str, title: str) -> None:
    """Open a document over a screen that has no room of its own for it."""
    context.jobs.run(
        lambda _: opened(document_id),
        done=lambda ouvert: _DocumentDialog(context, screen, ouvert, title).open(),
        owner=screen,
    )


class _DocumentDialog(QDialog):
    """It goes away with its screen, and when the session is locked."""

    def __init__(self, context: Context, screen: QWidget, ouvert: Ouvert, title: str) -> None:
        super().__init__(screen.window())  # its screen may hide: the window still closes it
        screen.destroyed.connect(self.deleteLater)
        named(self, "document.fenetre", "Document")
        self.setWindowTitle("Document")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)  # nothing of it stays in memory
        close = UiAction("document.close", "Fermer", "close", "", None, self.close)
        turns_too(self, context.turned)
        shown = ApercuDocument(context, ouvert, title, close)
        column = QVBoxLayout(self)
        column.setContentsMargins(L, L, L, L)
        column.addWidget(shown)
        room = screen.window().size()
        self.resize(min(WIDE, room.width() - 2 * L), min(TALL, room.height() - 2 * L))
        shown.focus_first()


class _Picture(QLabel):
    """A picture no wider than its place."""

    def __init__(self, image: QImage) -> None:
        super().__init__()
        self._image = image
        self.setMinimumWidth(1)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        ratio = self.devicePixelRatioF()
        width = min(self._image.width(), max(1, round(event.size().width() * ratio)))
        smooth = Qt.TransformationMode.SmoothTransformation
        pixmap = QPixmap.fromImage(self._image.scaledToWidth(width, smooth))
        pixmap.setDevicePixelRatio(ratio)
        self.setPixmap(pixmap)


def _read_image(data: bytes) -> QImage:
    """The picture as it was held: what a telephone says of its turn is followed."""
    from PySide6.QtCore import QBuffer
    from PySide6.QtGui import QImageReader

    buffer = QBuffer()
    buffer.setData(data)
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    reader: Any = QImageReader(buffer)
    reader.setAutoTransform(True)
    image = QImage(reader.read())
    smooth = Qt.TransformationMode.SmoothTransformation
    return image.scaledToWidth(WIDEST, smooth) if image.width() > WIDEST else image


def _has_pages(data: bytes) -> bool:
    from ui.kit.printing import opened_pdf

    try:
        with opened_pdf(data) as pages:
            return len(pages) > 0
    except Exception:  # whatever a stranger's file makes of its reader
        return False


def _write(path: Path, data: bytes) -> None:
    try:
        write_whole(path, data, private=False)
    except OSError as error:
        raise Unavailable(
            f"La copie n’a pas pu être écrite dans «\u00a0{path.parent}\u00a0». Vérifiez la place "
            "et vos droits, ou choisissez un autre dossier."
        ) from error
