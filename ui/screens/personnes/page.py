"""The page of a person: who she is at the left, what she lived with us at the right."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from models.base.database import in_carnet
from models.base.droit import Droit
from models.personnes.document import add_document, archive_document, document
from models.personnes.foyer import Membre, membres_of
from models.personnes.personne import Personne
from models.prescriptions.liste import representant_of
from ui.kit.actions import UiAction
from ui.kit.away import set_away
from ui.kit.context import Context
from ui.kit.files import dropped_files, file_to_open
from ui.kit.names import named
from ui.kit.page import Split
from ui.kit.table import TablePane
from ui.kit.tokens import M, S
from ui.parts.alerte import Alerte
from ui.parts.volet import Volet
from ui.screens.personnes.fiche_personne import Acts, Identite
from ui.screens.personnes.sections import SECTIONS, Section


class PersonnePage(QWidget):
    """Shows one person; a list is built when its button is first pressed."""

    changed = Signal()  # something opened or closed: the acts are others

    def __init__(self, context: Context, personne: Personne) -> None:
        super().__init__()
        self.setObjectName("personne.page")
        self.context = context
        self.personne = personne
        self.identite = Identite(context, self._acts())
        self.alerte = Alerte(context, "personne.alerte")
        self.lists: dict[str, TablePane] = {}
        self.volet: Volet | None = None
        self._document: QWidget | None = None
        self._stack = QStackedWidget()
        self._bar = QWidget()
        self._buttons = QHBoxLayout(self._bar)
        self._buttons.setContentsMargins(0, 0, 0, 0)
        self._buttons.setSpacing(S)
        self._group = QButtonGroup(self)
        for section in SECTIONS:
            if context.may(section.right) and not (in_carnet() and section.at_home):
                self._offer(section)
        self._buttons.addStretch()
        self.setAcceptDrops(not in_carnet())
        context.turned.changed.connect(self._hide_volet)
        self._lay_out()
        self.show_personne(personne)

    def show_personne(self, personne: Personne) -> None:
        self.personne = personne
        self.identite.show_personne(personne)
        self.alerte.show_of(personne.id)

    def focus_first(self) -> None:
        if self.volet is not None:
            self.volet.form.focus_first()
            return
        current = self._stack.currentWidget()
        if current is not None:
            current.setFocus()

    # What opens in the page

    @property
    def is_busy(self) -> bool:
        """Whether something is open that Échap closes."""
        return self.volet is not None or self._document is not None

    def close_open(self) -> None:
        """Close what was opened last."""
        if self.volet is not None:
            self.volet.close_now()
        elif self._document is not None:
            self._close_document()

    def keep(self) -> None:
        if self.volet is not None:
            self.volet.keep()

    def note_accord(self) -> None:
        from ui.screens.personnes.volets import accord_volet

        self._open_volet(accord_volet(self.context, self.personne))

    def add_member(self) -> None:
        from ui.screens.personnes.volets import FoyerVolet

        alone = not membres_of(self.personne.id)
        self._open_volet(FoyerVolet(self.context, self.personne, alone=alone))

    def add_document(self) -> None:
        from ui.parts.documents import KINDS

        path = file_to_open(self, "Ajouter un document", KINDS)
        if path is not None:
            self.take_files([path])

    def take_files(self, paths: list[Path]) -> None:
        """One file is described first; several go in as they are named."""
        from ui.parts.documents import DocumentVolet, add_files

        add = partial(add_document, self.personne)
        if len(paths) == 1:
            self._open_volet(DocumentVolet(self.context, paths[0], add))
        elif paths:
            add_files(self.context, paths, add, self)

    def open_document(self, key: str) -> None:
        from ui.parts.apercu_document import Ouvert, opened

        title = document(key).intitule

        def show(ouvert: Ouvert) -> None:
            self._show_document(ouvert, title)

        self.context.jobs.run(lambda _: opened(key), done=show, owner=self)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.take_files(dropped_files(event))
        event.acceptProposedAction()

    def _change_member(self, membre: Membre) -> None:
        from ui.screens.personnes.volets import lien_volet

        self._open_volet(lien_volet(self.context, membre))

    def _change_document(self) -> None:
        from ui.parts.documents import change_volet

        key = self.lists["documents"].current_key
        if key is not None:
            self._open_volet(change_volet(self.context, document(key)))

    def _archive_document(self) -> None:
        key = self.lists["documents"].current_key
        if key is not None:
            self.context.attempt(lambda: archive_document(document(key)), said="Document archivé")

    def _open_volet(self, volet: Volet) -> None:
        if self.volet is not None:
            self._drop_volet()
        self.volet = volet
        volet.closed.connect(self._close_volet)
        self._right.insertWidget(0, volet)
        self._hide_volet()
        volet.form.focus_first()
        self.changed.emit()

    def _hide_volet(self) -> None:
        """What is typed of somebody hides while the screen is turned to a visitor."""
        if self.volet is not None:
            set_away(self.volet, away=self.context.turned.on)

    def _close_volet(self) -> None:
        self._drop_volet()
        self.focus_first()
        self.changed.emit()

    def _drop_volet(self) -> None:
        volet, self.volet = self.volet, None
        if volet is not None:
            volet.hide()
            volet.deleteLater()

    def _show_document(self, ouvert: object, title: str) -> None:
        from ui.parts.apercu_document import ApercuDocument, Ouvert

        assert isinstance(ouvert, Ouvert)
        self._drop_document()
        close = UiAction("document.close", "Fermer", "close", "", None, self._close_document)
        shown = ApercuDocument(self.context, ouvert, title, close)
        self._document = shown
        self._stack.addWidget(shown)
        self._stack.setCurrentWidget(shown)
        self._bar.hide()
        shown.focus_first()
        self.changed.emit()

    def _close_document(self) -> None:
        self._drop_document()
        self._bar.show()
        checked = self._group.checkedButton()
        if checked is not None:
            self._show_list(checked.objectName().rpartition(".")[2])
        self.focus_first()
        self.changed.emit()

    def _drop_document(self) -> None:
        shown, self._document = self._document, None
        if shown is not None:
            self._stack.removeWidget(shown)
            shown.deleteLater()

    # The lists

    def _offer(self, section: Section) -> None:
        button = named(QToolButton(), f"personne.vers.{section.id}", section.title)
        button.setText(section.title)
        button.setProperty("role", "nav")
        button.setCheckable(True)
        button.toggled.connect(self._showing(section.id))
        self._group.addButton(button)
        self._buttons.addWidget(button)
        if len(self._group.buttons()) == 1:
            button.setChecked(True)

    def _showing(self, section_id: str) -> Callable[[bool], None]:
        return lambda on: self._show_list(section_id) if on else None

    def _show_list(self, section_id: str) -> None:
        section = next(one for one in SECTIONS if one.id == section_id)
        pane = self.lists.get(section_id) or self._build(section)
        self._stack.setCurrentWidget(pane)

    def _build(self, section: Section) -> TablePane:
        listing = section.rows(self.personne.id)
        pane = TablePane(
            self.context,
            listing,
            name=f"personne.{section.id}",
            activate=lambda key: section.open(self, key, listing),
            row_actions=self._document_acts() if section.id == "documents" else (),
            empty_action=self.document_action() if section.id == "documents" else None,
            searchable=False,
            filters=section.filters,
        )
        self.lists[section.id] = pane
        self._stack.addWidget(pane)
        return pane

    def document_action(self) -> UiAction:
        return UiAction(
            "personne.document", "Ajouter un document", "upload", "Ctrl+Shift+D", Droit.PERSONNES,
            self.add_document, on_page=False,
        )  # fmt: skip

    def _document_acts(self) -> list[UiAction]:
        right = Droit.PERSONNES
        return [
            UiAction("document.edit", "Renommer, changer la nature ou les dates", "edit", "",
                     right, self._change_document),
            UiAction("document.archive", "Archiver le document", "archive", "", right,
                     self._archive_document, danger=True),
        ]  # fmt: skip

    def _acts(self) -> Acts:
        return Acts(
            open_personne=lambda key: self.context.navigate("personnes", personne=key),
            add_member=self.add_member,
            change_member=self._change_member,
            note_accord=self.note_accord,
            representant=lambda personne: representant_of(personne.id),
        )

    def _lay_out(self) -> None:
        right = QWidget()
        self._right = QVBoxLayout(right)
        self._right.setContentsMargins(0, 0, 0, 0)
        self._right.setSpacing(M)
        self._right.addWidget(self._bar)
        self._right.addWidget(self._stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        column.addWidget(self.alerte)
        column.addWidget(Split(self.identite, right), 1)
