"""Lieux et horaires: the sites in their order, the card of one, its closing."""

from typing import Any

from models.base import clock
from models.base.droit import Droit
from models.nomenclatures.horaires import minutes_of, said_length
from models.nomenclatures.lieu import (
    Lieu,
    close_lieu,
    every_lieu,
    lieu_of,
    move_lieu,
    reopen_lieu,
    save_lieu,
)
from models.nomenclatures.valeur import choices, labels
from ui.kit.actions import UiAction, fill_menu
from ui.kit.context import Context
from ui.kit.form import Form, Group, Input
from ui.kit.rows import Row, RowList
from ui.screens.reglages.section import ListSection, Page, sentence, still
from ui.screens.reglages.semaine import SemaineEditor

_CLOSING = (
    "Ce lieu ne sera plus proposé à partir de ce jour. Les passages qui y ont été inscrits le "
    "gardent, et une saisie faite après coup pour un jour d’avant reste possible."
)


class LieuxSection(ListSection):
    """The sites that are open, in their order, then those that were closed."""

    id = "lieux"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.list = RowList("reglages.lieux.liste", "Lieux", orderable=True)
        self.list.opened.connect(self.edit)
        self.list.moved.connect(self._move)
        self.list.current_changed.connect(context.refresh_actions)
        self.list.menu_wanted = lambda menu: fill_menu(menu, self._row_actions(), context.may)
        self.set_list(self.list)
        self.refresh()
        context.changes.subscribe({Lieu}, self.refresh, owner=self)

    def list_actions(self) -> list[UiAction]:
        add = UiAction(
            "lieu.create", "Ajouter un lieu", "add", "Ctrl+Shift+N", Droit.REGLAGES, self.add,
            primary=True,
        )  # fmt: skip
        return [add, *self._row_actions()]

    def select(self, key: str | None) -> None:
        self.refresh()
        self.list.select(key)

    def refresh(self) -> None:
        found = every_lieu()
        types = labels([lieu.type_lieu_id for lieu in found])
        self.list.show_rows([_row(lieu, types.get(lieu.type_lieu_id or "", "")) for lieu in found])

    def add(self) -> None:
        self.show_page(LieuPage(self.context, None))

    def edit(self, key: str | None = None) -> None:
        self.show_page_of(key or self.list.current_key or "")

    def close_current(self) -> None:
        lieu = self._current()
        if lieu is not None:
            self.show_page(_closing_page(self.context, lieu))

    def reopen_current(self) -> None:
        lieu = self._current()
        if lieu is not None:
            self.context.attempt(
                lambda: reopen_lieu(lieu), said=f"«\u00a0{lieu.nom}\u00a0» est ouvert de nouveau"
            )

    def page_of(self, key: str) -> Page | None:
        return LieuPage(self.context, lieu_of(key) if key else None)

    def _row_actions(self) -> list[UiAction]:
        right = Droit.REGLAGES
        return [
            UiAction("lieu.edit", "Modifier", "edit", "F2", right, self.edit,
                     enabled=lambda: self._current() is not None),
            UiAction("lieu.close", "Fermer ce lieu…", "lock", "", right, self.close_current,
                     enabled=lambda: self._is(closed=False), on_page=False),
            UiAction("lieu.reopen", "Ouvrir de nouveau", "unlock", "", right, self.reopen_current,
                     enabled=lambda: self._is(closed=True), on_page=False),
        ]  # fmt: skip

    def _is(self, *, closed: bool) -> bool:
        lieu = self._current()
        return lieu is not None and (lieu.ferme_le is not None) is closed

    def _current(self) -> Lieu | None:
        return still(lieu_of, self.list.current_key)

    def _move(self, key: str, place: int) -> None:
        self.context.attempt(lambda: move_lieu(lieu_of(key), place), said="Ordre enregistré")
        self.select(key)


class LieuPage(Page):
    """The card of a site and its week."""

    def __init__(self, context: Context, lieu: Lieu | None) -> None:
        self.semaine = SemaineEditor("lieu.horaires")
        self._lieu = lieu
        fields = [
            Input(Lieu.nom), Input(Lieu.type_lieu, options=lambda: choices("type_lieu")),
            Input(Lieu.adresse, lines=2), Lieu.commune,
        ]  # fmt: skip
        super().__init__(
            context,
            Form([Group("Le lieu", fields)], name="lieu"),
            key=lieu.id if lieu is not None else "",
            title=lieu.nom if lieu is not None else "Nouveau lieu",
            save=lambda values: save_lieu(lieu, **values),
            said="Lieu enregistré",
            beside=[self.semaine],
        )
        area = self.form.editor("adresse").control
        area.setMaximumHeight(area.minimumHeight())  # the week stays in sight
        self.semaine.changed.connect(self.changed)
        self.semaine.submitted.connect(self.submit)
        if lieu is not None:
            names = ("nom", "adresse", "commune")
            self.form.set_values(
                {"type_lieu": lieu.type_lieu_id, **{name: getattr(lieu, name) for name in names}}
            )
            self.semaine.set_values(lieu.semaine)

    @property
    def modified(self) -> bool:
        return self.form.modified or self.semaine.modified

    def draft(self) -> dict[str, Any]:
        return {**self.form.draft(), "semaine": self.semaine.kept()}

    def restore(self, kept: dict[str, Any]) -> None:
        self.form.restore_draft(kept)
        self.semaine.restore(kept.get("semaine", {}))

    def values(self) -> dict[str, Any]:
        return {**self.form.values(), "semaine": self.semaine.values()}

    def clear_errors(self) -> None:
        super().clear_errors()
        self.semaine.clear_errors()

    def show_error(self, name: str, message: str) -> bool:
        return self.semaine.show_error(name, message) or self.form.show_error(name, message)


def _closing_page(context: Context, lieu: Lieu) -> Page:
    """From which day a site is no longer proposed."""
    day = Input(Lieu.ferme_le, label="Fermé à partir du", required=True)
    page = Page(
        context,
        Form([Group(f"Fermer «\u00a0{lieu.nom}\u00a0»", [day])], name="fermeture_lieu"),
        key=None,
        title=f"Fermer {lieu.nom}",
        save=lambda values: close_lieu(lieu, values["ferme_le"]),
        said=f"«\u00a0{lieu.nom}\u00a0» est fermé",
        verb="Fermer ce lieu",
        drawing="lock",
        beside=[sentence(_CLOSING)],
    )
    page.form.editor("ferme_le").set_value(clock.today())
    return page


def _row(lieu: Lieu, type_lieu: str) -> Row:
    weekly = said_length(sum(minutes_of(plages) for plages in lieu.semaine.values()))
    facts = (type_lieu, lieu.commune, f"{weekly} par semaine" if weekly else "")
    status = ("", "")
    if lieu.ferme_le is not None:
        word = "Fermé depuis le" if lieu.is_closed() else "Fermera le"
        status = (f"{word} {lieu.ferme_le:%d/%m/%Y}", "" if lieu.is_closed() else "attention")
    return Row(
        lieu.id, lieu.nom, " · ".join(fact for fact in facts if fact), status,
        movable=not lieu.is_closed(),
    )  # fmt: skip
