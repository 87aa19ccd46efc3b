"""The structure's card: what stands at the head of every paper, and its logo."""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.base import drafts
from models.nomenclatures.service import Service, own_service, save_service
from ui.kit.actions import UiAction
from ui.kit.context import Context
from ui.kit.form import Form, Group, Input
from ui.kit.page import card, scrolled
from ui.kit.tokens import L
from ui.parts.logo import LOGO_WIDTH, LogoPicker
from ui.screens.reglages.section import FOUND, Section

_DRAFT = "reglages.structure"
_FIELDS = (
    "nom", "adresse", "code_postal", "commune", "telephone", "courriel", "siret", "contact_droits",
    "conservation",
)  # fmt: skip


class StructureSection(Section):
    """One form and the logo; only what was changed is written, field by field."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.form = Form(_groups(), name="structure")
        area = self.form.editor("adresse").control
        area.setMaximumHeight(area.minimumHeight())  # the rest of the card stays in sight
        self.logo = LogoPicker()
        self._loaded = own_service()
        self.form.changed.connect(context.refresh_actions)
        self.form.submitted.connect(self.save)
        self.logo.changed.connect(context.refresh_actions)
        self.logo.refused.connect(lambda: context.banner.danger(self.logo.refusal))
        self._lay_out()
        self._show_stored()
        self._restore()
        context.changes.subscribe({Service}, self._follow, owner=self)

    @property
    def modified(self) -> bool:
        return self.form.modified or self.logo.image != self._stored_logo

    def actions(self) -> list[UiAction]:  # type: ignore[override]  # Qt’s list is the window’s own
        acts = [self.save_action(self.save, lambda: self.modified)]
        if self.modified:
            acts.insert(0, UiAction(
                "reglages.give_up", "Abandonner", "close", "", None, self.give_up, on_page=False,
            ))  # fmt: skip
        return acts

    def focus_first(self) -> None:
        self.form.focus_first()

    def keep(self) -> None:
        if self.form.modified:
            self.context.attempt(lambda: drafts.keep_draft(_DRAFT, self.form.draft()))

    def save(self) -> None:
        self.context.attempt(
            self._write, form=self.form, done=lambda _: self._finish(), said="Structure enregistrée"
        )

    def give_up(self) -> None:
        """What is stored again, in place of what was typed."""
        drafts.forget_draft(_DRAFT)
        self._show_stored()
        self.heading_changed.emit()

    def _write(self) -> Service:
        values = self.form.values()
        changed = {n: v for n, v in values.items() if v != getattr(self._loaded, n)}
        if self.logo.image != self._stored_logo:
            changed["logo"] = self.logo.image
        return save_service(**changed)

    def _finish(self) -> None:
        drafts.forget_draft(_DRAFT)
        self._show_stored()

    def _follow(self) -> None:
        """Changed elsewhere, or put back: shown at once, unless something is being typed."""
        if not self.modified:
            self._show_stored()

    def _show_stored(self) -> None:
        self._loaded = own_service()
        self.form.set_values({name: getattr(self._loaded, name) for name in _FIELDS})
        self.logo.show_image(self._stored_logo)
        self.context.refresh_actions()

    @property
    def _stored_logo(self) -> bytes | None:
        return None if self._loaded.logo is None else bytes(self._loaded.logo)

    def _restore(self) -> None:
        kept: dict[str, Any] | None = drafts.draft(_DRAFT)
        if kept is not None:
            self.form.restore_draft(kept)
            self.context.banner.info(FOUND)

    def _lay_out(self) -> None:
        logo = card("Logo", self.logo)
        logo.setFixedWidth(LOGO_WIDTH + 2 * L)
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(L)
        line.addWidget(self.form, 1)
        side = QVBoxLayout()
        side.addWidget(logo)
        side.addStretch(1)
        line.addLayout(side)
        inside: QWidget = scrolled(line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(inside)


def _groups() -> list[Group]:
    return [
        Group(
            "La structure",
            [
                Input(Service.nom, wide=True), Input(Service.adresse, lines=2),
                Service.code_postal, Service.commune, Service.telephone, Service.courriel,
                Service.siret,
            ],
        ),
        Group(
            "Les droits des personnes",
            [Input(Service.contact_droits, wide=True), Service.conservation],
        ),
    ]  # fmt: skip
