"""An operation to write: its number, its days, the dispositif whose people take part."""

from collections.abc import Callable
from typing import Any

from models.suivis.dispositif import dispositifs
from models.suivis.operation import Operation, create_operation, save_operation
from ui.kit.context import Context
from ui.kit.form import Group, Input
from ui.parts.relire import Known
from ui.parts.volet import Volet

_FIELDS = ("numero", "intitule", "dispositif", "du", "au", "contact")


def operation_volet(
    context: Context, operation: Operation | None, *, made: Callable[[Operation], object] = id
) -> Volet:
    """One to make, or to correct; `made` is told the one that is new."""
    programmes: list[tuple[Any, str]] = [(one.id, one.intitule) for one in dispositifs()]
    fields = [
        Operation.numero,
        Input(Operation.intitule),
        Input(
            Operation.dispositif, options=programmes, wide=True,
            help="Les personnes qui y sont suivies pourront être inscrites d’un geste.",
        ),
        Operation.du,
        Input(Operation.au, label="Au"),
        Input(Operation.contact, wide=True),
    ]  # fmt: skip

    known = Known(operation, *_FIELDS) if operation else None

    def save(values: dict[str, Any]) -> Operation:
        values["contact"] = values["contact"] or ""
        if known is None:
            created = create_operation(**values)
            made(created)
            return created
        return save_operation(known.fresh(), **values)

    return Volet(
        context, "Nouvelle opération" if operation is None else "Corriger l’opération",
        [Group("", fields)], name="operation", save=save,
        said="Opération créée" if operation is None else "Opération enregistrée",
        known=known, key=f"operation.{operation.id if operation else ''}",
    )  # fmt: skip
