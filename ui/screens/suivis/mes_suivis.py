"""The caseload on one screen: what each suivi waits for, acted upon from the list."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QMenu

from models.base.droit import Droit
from models.base.held import key_of
from models.suivis.charge import Ligne, charge, charge_listing
from models.suivis.signaux import Gravite, Signal, genre_of
from models.suivis.suivi import Statut, check_may_write
from ui.kit.actions import UiAction, show_keys
from ui.kit.context import Context
from ui.kit.filters import Filter
from ui.kit.table import TablePane
from ui.screens.suivis.differer import DELAYS, defer
from ui.screens.suivis.ecriture import Ecriture
from ui.screens.suivis.rubriques import Acts, acts_on

SOON = 0.05  # seconds that the screen may wait for its list
UNDER_WAY, TO_CALL, OVER = "en_cours", "apres", "termines"
_SCOPES = [(UNDER_WAY, "En cours"), (TO_CALL, "À rappeler après la sortie"), (OVER, "Terminés")]
_PRESSING = [(Gravite.RETARD, "En retard"), (Gravite.PROCHE, "À venir")]
ACT, DEFER = "Ctrl+Return", "Ctrl+D"
NOBODY = ""
MENU = 70  # letters of a fact in a menu
Write = Callable[[str, str], object]
Reach = Callable[[str], Ecriture | None]


class MesSuivis(TablePane):
    """Rows held in memory, read aside; `write` is told the suivi and what to write in it.

    `reach` opens a suivi and gives where one writes in it.
    """

    def __init__(
        self,
        context: Context,
        *,
        open_key: Callable[[str], object],
        write: Write,
        reach: Reach,
        empty: UiAction,
    ) -> None:
        self._lines: Sequence[Ligne] = ()
        self._closed: Sequence[Ligne] | None = None
        self._stale = False
        self._write, self._reach = write, reach
        reads = context.may(Droit.SUIVI_LIRE)
        super().__init__(
            context,
            charge_listing(()),
            name="suivis",
            activate=lambda key: self._with_suivi(open_key, key),
            row_actions=self._writing() if reads else (),
            empty_action=empty,
            filters=[
                Filter("etendue", "Suivis", _scopes(reads=reads), self._of_scope, "tous"),
                Filter("referent", "Référent", self._agents, self._of_agent, "tous"),
                *([Filter("a_faire", "À faire", self._kinds, _of_kind, "tout")] if reads else []),
            ],
        )
        if reads and not context.may(Droit.SUIVI_TOUS):  # who answers for all sees all
            self.bar.choose("referent", context.actor.agent_id)
        self.read()

    def acts(self) -> list[UiAction]:
        """What is done to the current row, with its keys."""
        if not self.context.may(Droit.SUIVI_ECRIRE):
            return []
        waits = lambda: self.signal is not None  # noqa: E731  # asked again at each greying
        current = lambda: self.current_key is not None  # noqa: E731
        return [
            UiAction("suivis.lire", "Lire le suivi", "arrow-right", "", Droit.SUIVI_LIRE,
                     self.open_current, enabled=current, on_page=False),
            *self._writing(),
            UiAction("suivis.agir", "Agir sur ce qui presse", "check", ACT,
                     Droit.SUIVI_ECRIRE, self.act, enabled=waits, on_page=False),
            UiAction("suivis.differer", "Différer ce qui presse d’une semaine", "clock", DEFER,
                     Droit.SUIVI_ECRIRE, self.defer, enabled=waits, on_page=False),
        ]  # fmt: skip

    def read(self) -> None:
        """Read the caseload again; the rows come a moment later when there are thousands."""
        self.context.jobs.run(
            lambda _: charge(), done=self._show, owner=self, awaited=False, patience=SOON
        )

    def refresh(self) -> None:
        """Not while a suivi or another screen is over it: it is read once it shows again."""
        self._stale = not self.isVisible()
        if not self._stale:
            self.read()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    @property
    def line(self) -> Ligne | None:
        """The current row."""
        return self._line_at(self.current_key)

    @property
    def signal(self) -> Signal | None:
        """What presses most in the current row."""
        line = self.line
        return line.signaux[0] if line is not None and line.signaux else None

    def act(self) -> None:
        """Do what is usually done about what presses most; open it if there is no usual act."""
        signal = self.signal
        if signal is None or not self._may_write(signal.suivi_id):
            return
        usual = self._acts_on(signal)
        if usual:
            usual[0][1](signal)
        else:
            self._reach(signal.suivi_id)

    def defer(self, days: int = DELAYS[0][0]) -> None:
        """Put off what presses most: the next signal of the row takes its place."""
        signal = self.signal
        if signal is not None:
            defer(self.context, signal, days)

    def suivi_at(self, key: str | None) -> str | None:
        """The suivi of a row."""
        line = self._line_at(key)
        return line.id if line is not None else None

    def select_suivi(self, suivi_id: str | None) -> None:
        held = self.model.listing.held  # type: ignore[attr-defined]  # held rows
        place = next((at for at, line in enumerate(held) if line.id == suivi_id), None)
        if place is not None:
            self.select(key_of(place))

    def _line_at(self, key: str | None) -> Ligne | None:
        found: Ligne | None = self.model.listing.item(key)  # type: ignore[attr-defined]  # held rows
        return found

    def _show(self, lines: Sequence[Ligne]) -> None:
        current, row = self.suivi_at(self.current_key), self.view.currentIndex().row()
        self._lines, self._closed = lines, None
        self.show_listing(charge_listing(lines))
        self.select_suivi(current)
        if current is not None and self.suivi_at(self.current_key) != current and row >= 0:
            self.view.go_to(min(row, self.model.rowCount() - 1))  # it asks for nothing any more

    def _fill_menu(self, menu: QMenu) -> None:
        """What waits in the row, each with what is done about it; then the rest."""
        line = self.line
        writes = self.context.may(Droit.SUIVI_ECRIRE)
        for at, signal in enumerate(line.signaux if line is not None and writes else ()):
            said = signal.phrase if len(signal.phrase) <= MENU else signal.phrase[:MENU] + "…"
            under = menu.addMenu(said.replace("&", "&&"))
            for rank, (label, act) in enumerate(self._acts_on(signal)):
                entry = under.addAction(label, partial(self._checked, act, signal))
                if not at and not rank:
                    show_keys(under, entry, ACT)
            for rank, (days, words) in enumerate(DELAYS):
                until = f"Différer d’{words}" if words.startswith("u") else f"Différer de {words}"
                entry = under.addAction(until, partial(defer, self.context, signal, days))
                if not at and not rank:
                    show_keys(under, entry, DEFER)
        if not menu.isEmpty():
            menu.addSeparator()
        super()._fill_menu(menu)

    def _acts_on(self, signal: Signal) -> Sequence[tuple[str, Callable[[Signal], object]]]:
        acts: Acts = acts_on(self.context, from_afar(lambda: self._reach(signal.suivi_id)))
        return acts.get(signal.code, ())

    def _checked(self, act: Callable[[Signal], object], signal: Signal) -> None:
        if self._may_write(signal.suivi_id):
            act(signal)

    def _may_write(self, suivi_id: str) -> bool:
        """Who may not is told who may."""
        return self.context.attempt(lambda: check_may_write(suivi_id))

    def _of_scope(self, listing: Any, scope: str) -> Any:
        if scope == OVER:
            if self._closed is None:
                self._closed = charge(closed=True)
            return charge_listing(self._closed).only(lambda _: True, said="suivis terminés")
        over = scope == TO_CALL
        return listing.only(
            lambda line: (line.statut is Statut.TERMINE) is over,
            said="à rappeler après la sortie" if over else "suivis en cours",
        )

    def _agents(self) -> list[tuple[str, str]]:
        """Whoever follows a suivi of the list, this account first."""
        lines = self._closed if self._closed is not None else self._lines
        found = {key: nom for line in lines for key, nom in line.suiveurs}
        me = self.context.actor.agent_id or ""
        others = sorted((nom, key) for key, nom in found.items() if key != me)
        return [(me, "moi"), *((key, nom) for nom, key in others), (NOBODY, "aucun")]

    def _of_agent(self, listing: Any, agent_id: str) -> Any:
        if agent_id == NOBODY:
            return listing.only(_is_alone, said="sans référent")
        name = dict(self._agents()).get(agent_id, "")
        mine = agent_id == self.context.actor.agent_id
        found = listing.only(
            lambda line: any(key == agent_id for key, _ in line.suiveurs),
            said="mes suivis" if mine else f"référent\u00a0: {name}",
            traced="mes suivis" if mine else "suivis d’un référent",
        )
        # Her own caseload goes out with her; that of others, with who may send names out.
        return replace(found, right=Droit.SUIVI_LIRE) if mine else found

    def _kinds(self) -> list[tuple[Any, str]]:
        """How it presses, then each kind of signal that there is."""
        codes = {one.code for line in self._lines for one in line.signaux}
        return [*_PRESSING, *sorted(((code, genre_of(code)) for code in codes),
                                    key=lambda one: one[1])]  # fmt: skip

    def _with_suivi(self, run: Callable[[str], object], key: str) -> None:
        suivi_id = self.suivi_at(key)
        if suivi_id is not None:
            run(suivi_id)

    def _writing(self) -> list[UiAction]:
        def act(what: str, label: str, icon: str, keys: str) -> UiAction:
            return UiAction(
                f"suivis.{what}", label, icon, keys, Droit.SUIVI_ECRIRE,
                lambda: self._with_suivi(
                    lambda key: self._write(key, what), self.current_key or ""
                ),
                enabled=lambda: self.current_key is not None, on_page=False,
            )  # fmt: skip

        return [
            act("entretien", "Noter un entretien", "entretien", "Ctrl+Shift+O"),
            act("appel", "Noter un appel", "phone", "Ctrl+Shift+C"),
            act("rendez_vous", "Prendre un rendez-vous", "calendar", "Ctrl+Shift+J"),
            act("referent", "Changer de référent", "users", ""),
        ]


def _scopes(*, reads: bool) -> list[tuple[str, str]]:
    """Who may not read suivis is not told whose news are to be taken."""
    return [one for one in _SCOPES if reads or one[0] != TO_CALL]


def from_afar(reach: Callable[[], Ecriture | None]) -> Any:
    """Stands for the `Ecriture` of a page that is opened once one of its acts is run."""
    return _Afar(reach)


class _Afar:
    def __init__(self, reach: Callable[[], Ecriture | None]) -> None:
        self._reach = reach

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reach(), name)


def _is_alone(line: Ligne) -> bool:
    return not line.suiveurs or any(one.code == "sans_referent" for one in line.signaux)


def _of_kind(listing: Any, wanted: Gravite | str) -> Any:
    if isinstance(wanted, Gravite):
        said = f"à faire\u00a0: {dict(_PRESSING)[wanted].lower()}"
        return listing.only(
            lambda line: any(one.gravite == wanted for one in line.signaux), said=said
        )
    return listing.only(
        lambda line: any(one.code == wanted for one in line.signaux),
        said=f"à faire\u00a0: {genre_of(wanted).lower()}",
    )
