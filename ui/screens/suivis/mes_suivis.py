"""The caseload on one screen: what each suivi waits for, acted upon from the list."""

from collections.abc import Callable, Sequence
from typing import Any

from models.base.droit import Droit
from models.base.held import key_of
from models.suivis.charge import Ligne, charge, charge_listing
from models.suivis.signaux import Gravite
from ui.kit.actions import UiAction
from ui.kit.context import Context
from ui.kit.filters import Filter
from ui.kit.table import TablePane

SOON = 0.05  # seconds that the screen may wait for its list
MINE, OVER = "miens", "termines"
_SCOPES = [(MINE, "Les miens"), (OVER, "Terminés")]
_PRESSING = [(Gravite.RETARD, "En retard"), (Gravite.PROCHE, "À venir")]
Write = Callable[[str, str], object]


class MesSuivis(TablePane):
    """Rows held in memory, read aside; `write` is told the suivi and what to write in it."""

    def __init__(
        self, context: Context, *, open_key: Callable[[str], object], write: Write, empty: UiAction
    ) -> None:
        self._lines: Sequence[Ligne] = ()
        self._write = write
        super().__init__(
            context,
            charge_listing(()),
            name="suivis",
            activate=lambda key: self._with_suivi(open_key, key),
            row_actions=self._acts(),
            empty_action=empty,
            filters=[
                Filter("etendue", "Suivis", _SCOPES, self._of_scope, "tous en cours"),
                Filter("urgence", "À faire", _PRESSING, _of_urgency, "tout"),
            ],
        )
        self.read()

    def read(self) -> None:
        """Read the caseload again; the rows come a moment later when there are thousands."""
        self.context.jobs.run(
            lambda _: charge(), done=self._show, owner=self, awaited=False, patience=SOON
        )

    def refresh(self) -> None:
        self.read()

    def suivi_at(self, key: str | None) -> str | None:
        """The suivi of a row."""
        line = self.model.listing.item(key) if key else None  # type: ignore[attr-defined]  # held
        return line.id if line is not None else None

    def select_suivi(self, suivi_id: str | None) -> None:
        held = self.model.listing.held  # type: ignore[attr-defined]  # held rows
        place = next((at for at, line in enumerate(held) if line.id == suivi_id), None)
        if place is not None:
            self.select(key_of(place))

    def _show(self, lines: Sequence[Ligne]) -> None:
        current = self.suivi_at(self.current_key)
        self._lines = lines
        self.show_listing(charge_listing(lines))
        self.select_suivi(current)

    def _of_scope(self, listing: Any, scope: str) -> Any:
        if scope == OVER:
            return charge_listing(charge(closed=True))
        me = self.context.actor.agent_id
        return listing.only(lambda line: me in line.agents)

    def _with_suivi(self, run: Callable[[str], object], key: str) -> None:
        suivi_id = self.suivi_at(key)
        if suivi_id is not None:
            run(suivi_id)

    def _acts(self) -> list[UiAction]:
        def act(what: str, label: str, icon: str) -> UiAction:
            return UiAction(
                f"suivis.{what}", label, icon, "", Droit.SUIVI_ECRIRE,
                lambda: self._with_suivi(
                    lambda key: self._write(key, what), self.current_key or ""
                ),
                enabled=lambda: self.current_key is not None, on_page=False,
            )  # fmt: skip

        return [
            act("entretien", "Noter un entretien", "entretien"),
            act("appel", "Noter un appel", "phone"),
            act("rendez_vous", "Prendre un rendez-vous", "calendar"),
            act("referent", "Changer de référent", "users"),
        ]


def _of_urgency(listing: Any, wanted: Gravite) -> Any:
    return listing.only(lambda line: any(one.gravite == wanted for one in line.signaux))
