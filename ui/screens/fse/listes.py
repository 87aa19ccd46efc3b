"""The lists of an operation: who takes part and what lacks; the indicators; who is left out."""

from collections.abc import Callable, Sequence
from typing import Any

from models.base.held import HeldListing, key_of
from models.suivis.indicateur_fse import Indicateur
from models.suivis.liste_fse import LigneFse, indicateurs_listing, participants_listing
from models.suivis.operation import Operation
from ui.kit.actions import UiAction
from ui.kit.context import Context
from ui.kit.filters import Filter
from ui.kit.table import TablePane

_LACKS, _LATE, _TO_SIGN, _DONE = "incomplets", "retard", "signer", "complets"
_STATES = [
    (_LACKS, "Incomplets"),
    (_LATE, "En retard"),
    (_TO_SIGN, "À faire signer"),
    (_DONE, "Complets"),
]
_WANTED: dict[str, Callable[[LigneFse], bool]] = {
    _LACKS: lambda one: not one.completude.is_complete or one.presse is not None,
    _LATE: lambda one: any(etat.retard for etat in one.etats),
    _TO_SIGN: lambda one: bool(one.a_signer),
    _DONE: lambda one: one.completude.is_complete and one.presse is None,
}


class Tenue(TablePane):
    """Rows held in memory: who shows them reads them again."""

    def refresh(self) -> None:
        """The screen shows other rows once it has read them."""

    @property
    def current(self) -> Any:
        """The row one is on."""
        listing = self.model.listing
        return listing.item(self.current_key) if isinstance(listing, HeldListing) else None


class Participants(Tenue):
    """Who lacks something first."""

    def __init__(
        self, context: Context, *, opens: Callable[[], object], acts: Sequence[UiAction]
    ) -> None:
        super().__init__(
            context,
            participants_listing(None, ()),
            name="fse.participants",
            activate=lambda _: opens(),
            row_actions=acts,
            filters=[Filter("dossiers", "Dossiers", _STATES, _of_state)],
        )

    def show_lines(
        self, operation: Operation, lignes: Sequence[LigneFse], *, empty: str = ""
    ) -> None:
        """Other rows; the person one is on stays the current one."""
        current = self.current.id if self.current is not None else None
        told = {"empty": empty} if empty else {}
        self.show_listing(participants_listing(operation, lignes, **told))
        self.select_participant(current)

    def select_participant(self, participant_id: str | None) -> None:
        held: Sequence[Any] = getattr(self.model.listing, "held", ())
        place = next((at for at, one in enumerate(held) if one.id == participant_id), None)
        if place is not None:
            self.select(key_of(place))


class Indicateurs(Tenue):
    """Opened, one tells who is not counted in it."""

    def __init__(self, context: Context, *, opens: Callable[[Indicateur], object]) -> None:
        super().__init__(
            context,
            indicateurs_listing(None, ()),
            name="fse.indicateurs",
            activate=lambda _: opens(self.current) if self.current is not None else None,
            searchable=False,
        )

    def show_figures(self, operation: Operation, found: Sequence[Indicateur]) -> None:
        self.show_listing(indicateurs_listing(operation, found))


def _of_state(listing: Any, state: str) -> Any:
    return listing.only(_WANTED[state])
