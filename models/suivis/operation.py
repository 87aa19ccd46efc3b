"""An operation of the FSE+: its number, its days, the dispositif whose people take part."""

import datetime as dt
from typing import Any

from models.base.command import command
from models.base.droit import Droit
from models.base.errors import Invalid, Refused
from models.base.fields import DayField, ForeignKey, TextField
from models.base.search import fold
from models.base.table import Table
from models.suivis.dispositif import Dispositif


class Operation(Table):
    """One operation of the fund."""

    dispositif_id: str | None

    numero = TextField(max_length=40, verbose_name="N° d’opération")
    intitule = TextField(max_length=160, verbose_name="Intitulé")
    dispositif = ForeignKey(Dispositif, null=True, verbose_name="Dispositif")
    du = DayField(verbose_name="Du")
    au = DayField(null=True, verbose_name="au")
    contact = TextField(
        max_length=200,
        default="",
        verbose_name="Référent désigné",
        help_text="Qui joindre quand une personne n’a ni téléphone ni courriel.",
    )

    @property
    def is_of_one_day(self) -> bool:
        """An operation of a day or less makes no participant."""
        return self.au is not None and self.au <= self.du

    def covers(self, du: dt.date, au: dt.date | None) -> bool:
        """Whether some days, up to now if they are not over, touch those of the operation."""
        return (self.au is None or du <= self.au) and (au is None or au >= self.du)


def operations(*, closed: bool = True, day: dt.date | None = None) -> list[Operation]:
    """The operations, the last begun first; without those over on a day, if `closed` is false."""
    query: Any = Operation.select().where(Operation.archived_at.is_null())
    if not closed and day is not None:
        query = query.where(Operation.au.is_null() | (Operation.au >= day))
    return list(query.order_by(Operation.du.desc(), Operation.numero))


def archived_operations() -> list[Operation]:
    """Those put away, the last begun first."""
    query: Any = Operation.select().where(Operation.archived_at.is_null(False))
    return list(query.order_by(Operation.du.desc(), Operation.numero))


def operation_of(operation_id: str) -> Operation:
    found: Operation | None = Operation.get_or_none(Operation.id == operation_id)
    if found is None:
        raise Refused("Cette opération n’existe plus. Rouvrez la liste.")
    return found


@command(right=Droit.REGLAGES, label="Opération créée")
def create_operation(**values: Any) -> Operation:
    """`numero`, `intitule`, `dispositif`, `du`, `au`, `contact`."""
    return _write(Operation(numero="", intitule=""), values)


@command(right=Droit.REGLAGES, label="Opération enregistrée")
def save_operation(operation: Operation, **values: Any) -> Operation:
    return _write(operation, values)


@command(right=Droit.REGLAGES, label="Opération archivée")
def archive_operation(operation: Operation) -> Operation:
    """Put away one that is over: what was answered is kept."""
    return operation.archive()


@command(right=Droit.REGLAGES, label="Opération reprise")
def reuse_operation(operation: Operation) -> Operation:
    operation.archived_at = None
    return operation.save()


def _write(operation: Operation, values: dict[str, Any]) -> Operation:
    for name, value in values.items():
        setattr(operation, name, value)
    for name in ("numero", "intitule"):
        if not (getattr(operation, name) or "").strip():
            label = Operation._meta.fields[name].verbose_name
            raise Invalid(name, f"{label}\u00a0: il figure sur chaque questionnaire. Écrivez-le.")
    if operation.du is None:
        raise Invalid("du", "Du\u00a0: il faut le premier jour de l’opération.")
    if operation.au is not None and operation.au < operation.du:
        raise Invalid("au", "Au\u00a0: cette date précède le début. Corrigez l’une des deux.")
    _check_number(operation)
    return operation.save()


def _check_number(operation: Operation) -> None:
    number = fold(operation.numero).replace(" ", "")
    for other in Operation.select().where(Operation.id != operation.id):
        if fold(other.numero).replace(" ", "") == number:
            raise Invalid(
                "numero",
                f"N° d’opération\u00a0: c’est déjà celui de «\u00a0{other.intitule}\u00a0». "
                "Vérifiez-le.",
            )
