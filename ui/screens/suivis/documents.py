"""The documents of a suivi: opened, saved, described, detached where one reads; dropped in."""

from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from models.base import clock
from models.base.listing import as_text, several
from models.personnes.document import Document, document, said_size
from models.suivis.document_suivi import (
    add_to_suivi,
    attach_document,
    detach_document,
    documents_of_suivi,
    documents_to_attach,
)
from ui.kit.editors import Kind
from ui.kit.files import dropped_files, files_to_open
from ui.kit.form import Group, Input
from ui.kit.pill import Pill
from ui.parts.documents import KINDS, DocumentVolet, add_files, change_volet
from ui.parts.volet import Volet
from ui.screens.suivis.carte import Carte, Line, block, flowing, lien, wrapped

EMPTY = "Aucun document dans ce suivi."
TWICE = "Ces documents sont aussi dans le dossier de la personne, que l’accueil peut lire."


class Piece(NamedTuple):
    """A document as it is read here."""

    id: str
    titre: str
    details: tuple[str, ...]
    is_over: bool

    @property
    def read(self) -> str:
        return ", ".join((self.titre, *self.details))


class Documents(Carte):
    """Files may be dropped on it, folded too."""

    title, name, empty, folds = "Documents", "suivi.documents", EMPTY, True

    def offer_acts(self) -> None:
        self.setAcceptDrops(self._writes)
        if self._writes:
            self.offer("ajouter", "Ajouter des fichiers", self._choose)
            self.offer("joindre", "Prendre dans son dossier", self._attach)

    def reload(self) -> None:
        found = [_as_read(one) for one in documents_of_suivi(self._suivi_id)]
        if not self.is_news(found):
            return
        over = sum(one.is_over for one in found)
        summary = several(len(found), "document") if found else ""
        late = f", {several(over, 'dépassé')}" if over else ""
        lines: list[Line] = [partial(self._line, one) for one in found]
        if lines and self._writes:
            lines.append(partial(wrapped, TWICE, "small", "suivi.documents.aussi"))
        self.show_lines(lines, summary=summary + late)

    def take_files(self, paths: list[Path]) -> None:
        """One file is described first; several go in as they are named."""
        add = partial(add_to_suivi, self._suivi_id)
        if len(paths) == 1:
            self._opens(lambda: DocumentVolet(self._context, paths[0], add))
        elif paths:
            add_files(self._context, paths, add, self)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.take_files(dropped_files(event))
        event.acceptProposedAction()

    def _line(self, piece: Piece) -> QWidget:
        name = f"suivi.document.{piece.id}"
        made, column = block(name, piece.read)
        column.addWidget(wrapped(piece.titre, "label", f"{name}.titre"))
        if piece.is_over:
            column.addLayout(flowing(Pill("Date dépassée", "attention", f"{name}.statut")))
        if piece.details:
            column.addWidget(wrapped(" · ".join(piece.details), "secondary", f"{name}.details"))
        about = piece.titre
        acts: list[QWidget] = [
            lien("Ouvrir", f"{name}.ouvrir", about, lambda: self._show(piece)),
            lien("Enregistrer", f"{name}.enregistrer", about, lambda: self._save(piece.id)),
        ]
        if self._writes:
            acts += [
                lien("Modifier", f"{name}.modifier", about, lambda: self._change(piece.id)),
                lien("Détacher", f"{name}.detacher", about, lambda: self._detach(piece.id)),
            ]
        column.addLayout(flowing(*acts))
        return made

    def _choose(self) -> None:
        self.take_files(files_to_open(self, "Ajouter des documents", KINDS))

    def _attach(self) -> None:
        options = [(one.id, _label(one)) for one in documents_to_attach(self._suivi_id)]
        if not options:
            self._context.banner.info("Tous les documents de son dossier sont déjà dans ce suivi.")
            return
        fields = [
            Input(name="document", label="Document", kind=Kind.CHOICE, options=options, wide=True,
                  required=True),
        ]  # fmt: skip
        self._opens(
            lambda: Volet(
                self._context,
                "Prendre un document de son dossier",
                [Group("", fields)],
                name="ecrire.joindre",
                save=lambda values: attach_document(self._suivi_id, values["document"]),
                said="Document joint au suivi",
                key=f"suivi.{self._suivi_id}.joindre",
            )
        )

    def _change(self, key: str) -> None:
        self._opens(lambda: change_volet(self._context, document(key)))

    def _detach(self, key: str) -> None:
        self._context.attempt(
            lambda: detach_document(self._suivi_id, key), said="Document détaché du suivi"
        )

    def _save(self, key: str) -> None:
        from ui.parts.apercu_document import save_document

        save_document(self._context, self.place, key)

    def _show(self, piece: Piece) -> None:
        from ui.parts.apercu_document import ask_document

        ask_document(self._context, self.place, piece.id, piece.titre)


def _as_read(one: Document) -> Piece:
    over = one.echeance is not None and one.echeance < clock.today()
    parts = (
        one.type_document.libelle if one.type_document_id else "",
        f"du {as_text(one.date)}" if one.date else "",
        f"valable jusqu’au {as_text(one.echeance)}" if one.echeance else "",
        said_size(one.taille),
    )
    return Piece(one.id, _label(one), tuple(part for part in parts if part), over)


def _label(one: Document) -> str:
    return str(one.intitule or one.fichier)
