"""The operations themselves, for who sets the house: made, corrected, put away, their columns."""

from typing import Any, Protocol

from models.base.droit import Droit
from models.suivis.operation import Operation, archive_operation, reuse_operation
from ui.kit.actions import UiAction
from ui.kit.context import Context
from ui.parts.volet import Volet
from ui.screens.fse.form import operation_volet


class Ecran(Protocol):
    """The screen, as far as its operations are concerned."""

    context: Context
    operation: Operation | None

    def show_volet(self, volet: Volet, about: str = "", *, of_this: bool = True) -> None: ...
    def show_operation(self, key: str | None = None) -> None: ...


class Reglages:
    """Acts of the menu; the first of them fills an empty screen."""

    def __init__(self, ecran: Any) -> None:
        self._ecran: Ecran = ecran

    def create_act(self) -> UiAction:
        return UiAction(
            "fse.operation.create", "Créer une opération", "add", "Ctrl+Shift+N", Droit.REGLAGES,
            self._create,
            primary=self._ecran.operation is None, on_page=self._ecran.operation is None,
        )  # fmt: skip

    def acts(self) -> list[UiAction]:
        operation = self._ecran.operation
        if operation is None or not self._ecran.context.may(Droit.REGLAGES):
            return []

        def act(key: str, label: str, icon: str, run: Any) -> UiAction:
            return UiAction(f"fse.{key}", label, icon, "", Droit.REGLAGES, run, on_page=False)

        edit = act("operation.edit", "Corriger l’opération", "edit", self._edit)
        put = act("operation.archive", "Archiver l’opération", "archive",
                  lambda: self._do(archive_operation, "Opération archivée"))  # fmt: skip
        if operation.archived_at is not None:
            put = act("operation.reuse", "Reprendre l’opération", "restore",
                      lambda: self._do(reuse_operation, "Opération reprise"))  # fmt: skip
        columns = act("colonnes", "Colonnes du fichier", "columns",
                      lambda: self._ecran.context.navigate("reglages", section="fse"))  # fmt: skip
        return [self.create_act(), edit, put, columns]

    def _create(self) -> None:
        """A new one, which is then the one that is shown."""
        made: list[Operation] = []
        volet = operation_volet(self._ecran.context, None, made=made.append)
        self._ecran.show_volet(volet, "Nouvelle opération", of_this=False)
        volet.closed.connect(lambda: self._ecran.show_operation(made[0].id) if made else None)

    def _edit(self) -> None:
        if self._ecran.operation is not None:
            self._ecran.show_volet(
                operation_volet(self._ecran.context, self._ecran.operation), "Corriger l’opération"
            )

    def _do(self, command: Any, said: str) -> None:
        operation = self._ecran.operation
        if operation is not None:
            self._ecran.context.attempt(
                lambda: command(Operation.get_by_id(operation.id)), said=said
            )
