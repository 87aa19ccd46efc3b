"""The assistant of a relay: who leaves or is away, to whom each suivi goes, then the pages."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.base import clock
from models.base.errors import Invalid
from models.base.listing import several
from models.suivis.dossier_passation import Dossier, notes_out_of_reach, pages_of
from models.suivis.note import follow_referents, waits_for_readers
from models.suivis.passation import (
    PERSONNE,
    Porteur,
    come_back,
    hand_over,
    porteurs,
    stand_in,
    suivis_followed,
    suivis_held_for,
)
from models.suivis.suivi import Referent, Suivi, written_in
from ui.kit.context import Context
from ui.kit.editors import Kind
from ui.kit.form import Form, Group, Input
from ui.kit.icons import WordButton
from ui.kit.names import named
from ui.kit.page import Split, scrolled, text
from ui.kit.tokens import L, M
from ui.parts.passation import show_pages
from ui.screens.suivis.equilibre import Equilibre

LEAVES, AWAY = "depart", "absence"
WHY = [(LEAVES, "Quitte l’équipe, ou ne suit plus"), (AWAY, "S’absente, puis revient")]
SIDE = 380
_OF_LEAVING, _OF_AWAY = ("lit_encore",), ("au",)


class PassationPage(QWidget):
    """One command for all of it; `done` is told once the suivis are handed over."""

    changed = Signal()

    def __init__(self, context: Context, agent_id: str, done: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("passation")
        self._context, self._done = context, done
        self._today = clock.today()
        self._porteurs: Sequence[Porteur] = porteurs(self._today)
        self._leaving = [one for one in self._porteurs if one.suivis and self._to_hand_over(one.id)]
        self._dossiers: list[Dossier] = []
        self.form = self._first_form()
        self._balance = Equilibre()
        self._back = named(WordButton("undo", ""), "passation.retour")
        self._back.clicked.connect(self.come_back)
        self._notes = text("", "secondary", "passation.notes")
        self._notes.setProperty("kind", "attention")
        self._notes.setWordWrap(True)
        self._place = QVBoxLayout()
        self.choix: Form | None = None
        self._lay_out()
        values = {"motif": LEAVES, "du": self._today, "lit_encore": True, "rendez_vous": True}
        self.form.set_values({"de": self._proposed(agent_id), **values})
        for name in ("de", "motif"):
            self.form.editor(name).changed.connect(self._look)
        self.form.editor("tous").changed.connect(self._give_all)
        self._look()

    def focus_first(self) -> None:
        self.form.focus_first()

    @property
    def ready(self) -> bool:
        """Whether a suivi at least has somebody to go to."""
        return bool(self._chosen())

    @property
    def has_suivis(self) -> bool:
        return bool(self._dossiers) and self._de() != PERSONNE

    def submit(self) -> None:
        """All of it in one act, that one undo takes back; then the pages."""
        chosen = self._chosen()
        made: list[tuple[str, dt.date, dt.date | None]] = []

        def act() -> int:
            values = self.form.values()
            de, du, away = values["de"], values["du"], values["motif"] == AWAY
            if away and values["au"] is None:
                raise Invalid("au", "Jusqu’au\u00a0: dites le dernier jour de l’absence.")
            made.append((de, du, values["au"] if away else None))
            with_dates = bool(values["rendez_vous"])
            if away:
                return int(stand_in(de, chosen, du=du, au=values["au"], rendez_vous=with_dates))
            still = bool(values["lit_encore"])
            return int(hand_over(de, chosen, du=du, lit_encore=still, rendez_vous=with_dates))

        count: list[int] = []
        said = f"{several(len(chosen), 'suivi confié', 'suivis confiés')}"
        if self._context.attempt(act, form=self.form, done=count.append, said=said):
            self._open_notes(list(chosen))
            self._done()
            de, du, au = made[-1]
            show_pages(self._context, self.window(), de, chosen, du=du, au=au)

    def show_pages(self) -> None:
        """The pages of what is chosen so far; of all her suivis as long as nothing is."""
        de, chosen = self._de(), self._chosen()
        du, away = self._read("du") or self._today, self._read("motif") == AWAY
        if chosen:
            au = self._read("au") if away else None
            show_pages(self._context, self.window(), de or PERSONNE, chosen, du=du, au=au)
        elif de:
            held = dict.fromkeys((one.suivi_id for one in self._dossiers), de)
            show_pages(self._context, self.window(), PERSONNE, held, du=self._today)

    def come_back(self) -> None:
        """She is back before, or earlier than said: everything to come is hers again."""
        de = self._de()
        if de:
            self._context.attempt(
                lambda: come_back(de, le=self._today), said="Suivis rendus",
                done=lambda _: self._look(),
            )  # fmt: skip

    def _open_notes(self, suivis: Sequence[str]) -> None:
        """The notes of the référents follow, as far as this account reads them."""
        for key in suivis:
            if waits_for_readers(key):
                suivi = Suivi.get_by_id(key)
                self._context.attempt(lambda s=suivi: follow_referents(s), undoable=False)  # type: ignore[misc]  # bound now

    def _look(self) -> None:
        """Show the suivis of whoever was chosen, each with what was promised."""
        away = self._read("motif") == AWAY
        de = self._de()
        left = set(_OF_LEAVING if away else _OF_AWAY)
        if self._is_gone:
            left.add("lit_encore")
        if de == PERSONNE:
            left.add("rendez_vous")
        self.form.leave_out(left)
        held = suivis_held_for(de, self._today) if de else []
        self._back.setVisible(bool(held))
        words = several(len(held), "suivi tenu par d’autres", "suivis tenus par d’autres")
        self._back.setText(f"De retour\u00a0: rendre {words}")
        self._back.setAccessibleName(self._back.text())
        found = [] if de is None else self._to_hand_over(de)
        self._say_notes(found)
        self._dossiers = pages_of(found)
        self._show_choices()

    def _proposed(self, wanted: str) -> str | None:
        """Who is meant to hand over: whoever was asked for, else who has left, else oneself."""
        known = {one.id: one.parti for one in self._leaving}
        gone = [key for key, parti in known.items() if parti]
        ranked = (wanted, *gone, self._context.actor.agent_id or "")
        return next((key for key in ranked if key in known), None)

    def _to_hand_over(self, agent_id: str) -> list[str]:
        """Her suivis in which this account may write: those of a colleague are not ours to give."""
        found = suivis_followed(agent_id, self._today)
        mine = written_in(found)
        return [key for key in found if key in mine]

    def _say_notes(self, suivis: Sequence[str]) -> None:
        """Before it is too late: whoever leaves can still open them."""
        count = notes_out_of_reach(suivis)
        closed = f"{several(count, 'note')} de niveau Référent ne s’ouvre{'nt' * (count > 1)} pas "
        away = self._read("motif") == AWAY
        left = f"Faites-le avant {'l’absence' if away else 'le départ'}."
        if self._is_gone:
            left = "À défaut, la clé de secours les ouvre."
        self._notes.setText(
            f"{closed}avec votre compte\u00a0: qui les lit les ouvrira aux nouveaux référents en "
            f"ouvrant ces suivis. {left}"
        )
        self._notes.setVisible(count > 0)

    @property
    def _is_gone(self) -> bool:
        """Whether who hands over reads nothing any more."""
        de = self._de()
        return any(one.parti for one in self._porteurs if one.id == de)

    def _show_choices(self) -> None:
        gone, self.choix = self.choix, None
        if gone is not None:
            self._place.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        options = self._heirs()
        fields = [
            Input(
                name=one.suivi_id, label=one.nom, kind=Kind.CHOICE, options=options, wide=True,
                help=one.resume, hint="Garde ce suivi",
            )
            for one in self._dossiers
        ]  # fmt: skip
        count = several(len(fields), "suivi")
        self.choix = Form([Group(f"À qui confier\u00a0: {count}", fields)], name="passation.choix")
        self.choix.changed.connect(self._say_balance)
        self.choix.submitted.connect(self.submit)
        self._place.addWidget(self.choix)
        self._give_all()

    def _give_all(self) -> None:
        heir = self._read("tous")
        if self.choix is not None and heir:
            self.choix.set_values(dict.fromkeys((one.suivi_id for one in self._dossiers), heir))
        self._say_balance()

    def _say_balance(self) -> None:
        """How many each has, and would have."""
        given = Counter(self._chosen().values())
        de = self._de()
        away = self._read("motif") == AWAY
        lines = []
        for one in self._porteurs:
            gets = given[one.id]
            loses = sum(given.values()) if one.id == de and not away else 0
            if gets or loses:
                lines.append((one.nom, f"{one.suivis} → {one.suivis + gets - loses}"))
            elif one.suivis or (one.usuel and not one.parti):
                lines.append((one.nom, str(one.suivis)))
        self._balance.show_lines(lines)
        self.changed.emit()

    def _chosen(self) -> dict[str, str]:
        if self.choix is None:
            return {}
        found = {}
        for one in self._dossiers:
            try:
                heir = self.choix.editor(one.suivi_id).value()
            except ValueError:  # half typed
                continue
            if heir:
                found[one.suivi_id] = str(heir)
        return found

    def _heirs(self) -> list[tuple[str, str]]:
        de = self._de()
        return [(one.id, one.nom) for one in self._porteurs if not one.parti and one.id != de]

    def _de(self) -> str | None:
        found = self._read("de")
        return None if found is None else str(found)

    def _read(self, name: str) -> Any:
        try:
            return self.form.editor(name).value()
        except ValueError:
            return None

    def _first_form(self) -> Form:
        leaving = [(one.id, f"{one.nom} — {several(one.suivis, 'suivi')}") for one in self._leaving]
        fields = [
            Input(name="de", label="Qui passe la main", kind=Kind.CHOICE, options=leaving,
                  required=True, wide=True),
            Input(name="motif", label="Pourquoi", kind=Kind.CHOICE, options=WHY, required=True,
                  wide=True),
            Input(Referent.du, label="À partir du"),
            Input(name="au", label="Jusqu’au", kind=Kind.DAY,
                  help="Dernier jour d’absence, inclus. Tout lui revient le lendemain."),
            Input(name="tous", label="Confier tout à", kind=Kind.CHOICE, options=self._heirs,
                  wide=True, help="Puis changez ceux que vous voulez, un par un."),
            Input(name="rendez_vous", label="Les rendez-vous à venir suivent", kind=Kind.CHECK,
                  wide=True),
            Input(name="lit_encore", label="L’ancien référent lit encore un mois",
                  kind=Kind.CHECK, wide=True),
        ]  # fmt: skip
        return Form([Group("Qui, et quand", fields)], name="passation")

    def _lay_out(self) -> None:
        side = QVBoxLayout()
        side.setContentsMargins(0, 0, M, 0)
        side.setSpacing(L)
        side.addWidget(self.form)
        side.addWidget(self._back)
        side.addWidget(self._balance)
        side.addWidget(self._notes)
        side.addStretch(1)
        inside = QVBoxLayout()
        inside.setContentsMargins(0, 0, M, 0)
        inside.addLayout(self._place)
        inside.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Split(scrolled(side), scrolled(inside), SIDE), 1)
