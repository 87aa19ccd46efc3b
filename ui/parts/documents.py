"""Documents where they are read: files taken in, described, opened in the window, saved, renamed.

The bytes are read and sealed aside; nothing in clear is left but where the person asks for it.
"""

import hashlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from models.base.errors import Failure, Invalid
from models.nomenclatures.valeur import choices
from models.personnes.contenu import read_file
from models.personnes.document import Document, change_document
from ui.kit import errors
from ui.kit.context import Context
from ui.kit.form import Group, Input
from ui.parts.relire import Known
from ui.parts.volet import Volet

KINDS = (
    "Documents (*.pdf *.jpg *.jpeg *.png *.gif *.webp *.bmp *.tif *.tiff *.heic *.txt *.rtf "
    "*.docx *.xlsx *.odt *.ods *.doc *.xls);;Tous les fichiers (*)"
)
Add = Callable[..., Document]  # keeps `data` under a `nom`, with the facts of the form


class DocumentVolet(Volet):
    """A file to be added, once it is known what it is; read and sealed aside."""

    def __init__(self, context: Context, path: Path, add: Add) -> None:
        self._path, self._add = path, add
        super().__init__(
            context,
            f"Ajouter «\u00a0{path.name}\u00a0»",
            [Group("", document_fields())],
            name="document",
            save=lambda _: None,
            said="Document ajouté",
            values={"intitule": path.stem},
            key=f"document.nouveau.{hashlib.sha256(bytes(path)).hexdigest()[:32]}",
        )

    def submit(self) -> None:
        self.form.clear_errors()
        try:
            facts = self.form.values()
        except Invalid as error:
            self.form.show_error(error.field, error.message)
            return
        self._context.jobs.run(
            lambda _: add_file(self._add, self._path, **facts),
            done=self._finish,
            failed=self._refuse,
            title="Chiffrement du document",
            owner=self,
        )

    def _finish(self, row: Document) -> None:
        self._context.attempt(lambda: row, done=lambda _: self.close_now(), said=self._said)

    def _refuse(self, error: BaseException) -> None:
        errors.show(error, banner=self._context.banner, form=self.form, retry=self.submit)


def change_volet(context: Context, row: Document) -> Volet:
    """Title, nature and dates of a document."""
    known = Known(row, "intitule", "type_document", "date", "echeance")
    return Volet(
        context,
        f"Modifier «\u00a0{context.shown(row.intitule)}\u00a0»",
        [Group("", document_fields())],
        name="document",
        save=lambda facts: change_document(known.fresh(), **facts),
        said="Document enregistré",
        known=known,
        key=f"document.{row.id}",
    )


def add_file(add: Add, path: Path, **facts: Any) -> Document:
    return add(nom=path.name, data=read_file(path), **facts)


def add_files(context: Context, paths: list[Path], add: Add, owner: Any) -> None:
    """Several files dropped at once: each under its own name; those refused are told by name."""

    def work(_: Any) -> list[str]:
        refused = []
        for path in paths:
            try:
                add_file(add, path)
            except Failure as error:
                refused.append(f"{path.name}\u00a0: {error.message}")
        return refused

    context.jobs.run(
        work, done=partial(_tell_added, context, len(paths)), title="Chiffrement", owner=owner
    )


def document_fields() -> list[Any]:
    return [
        Input(Document.intitule, wide=True),
        Input(Document.type_document, options=lambda: choices("type_document")),
        Document.date,
        Document.echeance,
    ]


def _tell_added(context: Context, count: int, refused: list[str]) -> None:
    if refused:
        context.banner.danger(" ".join(refused))
    else:
        context.banner.good(f"{count} documents ajoutés")
