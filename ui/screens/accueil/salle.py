"""The waiting room beside the register: who is there, since when, and the next step of each."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout

from models.accueil.attente import (
    ANONYME,
    Etat,
    Presence,
    leave_unreceived,
    receive,
    remove_wait,
    salle,
    say_goodbye,
    send_to,
    waits_of_day,
)
from models.base import clock
from models.base.droit import Droit
from ui.kit.actions import UiAction
from ui.kit.banner import announce
from ui.kit.context import Context
from ui.kit.names import named
from ui.kit.page import text
from ui.kit.tokens import L, M, S
from ui.screens.accueil.complements import agent_options
from ui.screens.accueil.rangees import Rangees

_LOOKS = {
    Etat.EN_ATTENTE: ("info", "attente"),
    Etat.EN_ENTRETIEN: ("good", "entretien"),
    Etat.RECUE: ("info", "edit"),
    Etat.REPARTIE: ("", "logout"),
    Etat.NON_CLOSE: ("attention", "history"),
}


class Salle(QFrame):
    """Live; empty, it is not there. `write` is given whose passage is to be written."""

    def __init__(
        self,
        context: Context,
        *,
        lieu: Callable[[], str | None],
        write: Callable[[Presence], object],
        changed: Callable[[], object],
    ) -> None:
        super().__init__()
        named(self, "accueil.salle", "En attente").setProperty("role", "card")
        self._context, self._lieu, self._write, self._changed = context, lieu, write, changed
        self._known: dict[str, Presence] = {}
        self._told: set[str] | None = None  # those for this account whose arrival is no news
        self._title = text("En attente", "title")
        self._count = text("", "secondary", "accueil.salle.nombre")
        self._waited = text("", "small", "accueil.salle.durees")
        self._waited.setWordWrap(True)
        self._rows = Rangees(context, "accueil.attente")
        self._lay_out()
        self.hide()
        context.turned.changed.connect(self._say)

    def look(self) -> None:
        """Read who is there, and say how long each has waited; the lines that stay, stay."""
        here = salle(lieu=self._lieu(), agent=self._context.actor.agent_id)
        self._known = {one.id: one for one in here}
        self._rows.show_keys(list(self._known), lambda key: self._acts(self._known[key]))
        self._say()
        self.setVisible(bool(here))
        self._tell_arrivals()
        self._changed()

    def hush(self, attente_id: str) -> None:
        """This arrival was noted here: whoever is in knows of it."""
        if self._told is not None:
            self._told.add(attente_id)

    def focus_first(self) -> bool:
        return self._rows.focus_first()

    def _say(self) -> None:
        for one in self._known.values():
            kind, drawing = _LOOKS[one.etat]
            self._rows.row(one.id).say(
                self._name(one),
                since=said_minutes(one.minutes),
                read_since=f"depuis {said_minutes(one.minutes)}" if one.minutes is not None else "",
                words=self._words(one),
                state=_said_state(one),
                kind="attention" if one.is_long else kind,
                icon=drawing,
                warned=one.avertie,
                plain=one.etat is Etat.EN_ATTENTE and one.jour == clock.today(),
            )
        self._say_counts()

    def _say_counts(self) -> None:
        waiting = [one for one in self._known.values() if one.etat is Etat.EN_ATTENTE]
        mine = [one for one in waiting if one.pour_id == self._context.actor.agent_id]
        parts = [str(len(waiting)) if waiting else "", f"{len(mine)} pour vous" if mine else ""]
        self._count.setText(" · ".join(part for part in parts if part))
        lapses = waits_of_day(clock.today())
        mean = said_minutes(sum(lapses) // len(lapses)) if lapses else ""
        self._waited.setText(f"Attente moyenne aujourd’hui\u00a0: {mean}" if mean else "")
        self._waited.setVisible(bool(lapses))

    def _name(self, one: Presence) -> str:
        return one.nom if one.nom == ANONYME else self._context.shown(one.nom)

    def _words(self, one: Presence) -> str:
        objet = "" if self._context.turned.on else one.objet
        parts = [objet, f"→ {one.pour_nom}" if one.pour_nom else ""]
        return " ".join(part for part in parts if part)

    def _tell_arrivals(self) -> None:
        """Somebody came for whoever is in, noted at this desk or at another one."""
        me = self._context.actor.agent_id
        mine = {k: one for k, one in self._known.items()
                if one.pour_id == me and one.etat is Etat.EN_ATTENTE}  # fmt: skip
        news = [] if self._told is None else [one for k, one in mine.items() if k not in self._told]
        self._told = set(mine) | (self._told or set())
        if not news:
            return
        told = ", ".join(self._name(one) for one in news)
        words = f"Arrivée pour vous\u00a0: {told}"
        if self._context.banner.text:  # what it says, or offers to undo, is not wiped away
            announce(self, words)
        else:
            self._context.banner.info(words)

    def _acts(self, one: Presence) -> list[UiAction]:
        """What can be done of her now, the next step first."""
        write = self._act("ecrire", "Écrire", "edit", "P", lambda: self._write(one))
        remove = self._act(
            "retirer", "Retirer de la liste", "trash", "Del", self._doing(remove_wait, one),
        )._replace(danger=True)  # fmt: skip
        if one.etat is Etat.EN_ATTENTE:
            return [
                self._act("recevoir", "Recevoir", "entretien", "E", self._doing(receive, one)),
                self._act("ecrire", "Recevoir et écrire le passage", "edit", "P",
                          lambda: self._receive_and_write(one)),
                self._act("adresser", "Pour quelqu’un d’autre…", "users", "Q",
                          lambda: self._ask_for_whom(one)),
                self._act("repartie", "Repartie sans être reçue", "logout", "R",
                          self._doing(leave_unreceived, one)),
                *self._file(one), remove,
            ]  # fmt: skip
        if one.etat is Etat.EN_ENTRETIEN:
            bye = self._act("au_revoir", "Au revoir", "check", "A", self._doing(say_goodbye, one))
            return [bye, write._replace(label="Écrire le passage"), *self._file(one), remove]
        return [write, *self._file(one), remove]

    def _file(self, one: Presence) -> list[UiAction]:
        if one.personne_id is None or not self._context.may(Droit.PERSONNES):
            return []
        go = self._context.navigate
        return [self._act("dossier", "Ouvrir son dossier", "user", "D",
                          lambda: go("personnes", personne=one.personne_id))]  # fmt: skip

    def _act(
        self, name: str, label: str, drawing: str, key: str, run: Callable[[], object]
    ) -> UiAction:
        return UiAction(f"attente.{name}", label, drawing, key, Droit.REGISTRE, run)

    def _doing(self, act: Callable[[str], Any], one: Presence) -> Callable[[], object]:
        said = _SAID[act.__name__]
        return lambda: self._context.attempt(
            lambda: act(one.id), said=said, done=lambda _: self.look()
        )

    def _receive_and_write(self, one: Presence) -> None:
        if self._context.attempt(lambda: receive(one.id), done=lambda _: self.look()):
            self._write(self._known.get(one.id, one))

    def _ask_for_whom(self, one: Presence) -> None:
        """Among the agents, or whoever is free at the desk."""
        button = self._rows.row(one.id).button
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for agent_id, name in [("", "L’accueil"), *agent_options()]:
            entry = menu.addAction(name)
            entry.setEnabled(agent_id != (one.pour_id or ""))
            entry.triggered.connect(lambda _, pour=agent_id: self._send(one, pour or None))
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    def _send(self, one: Presence, pour: str | None) -> None:
        self._context.attempt(
            lambda: send_to(one.id, pour), said="Attente adressée", done=lambda _: self.look()
        )

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(S)
        head.addWidget(self._title)
        head.addStretch()
        head.addWidget(self._count)
        column = QVBoxLayout(self)
        column.setContentsMargins(L, M, L, M)
        column.setSpacing(S)
        column.addLayout(head)
        column.addWidget(self._rows)
        column.addWidget(self._waited)


_SAID = {
    "receive": "En entretien",
    "say_goodbye": "Entretien terminé. Le passage reste à écrire",
    "leave_unreceived": "Repartie sans être reçue",
    "remove_wait": "Retirée de la salle d’attente",
}


def said_minutes(minutes: int | None) -> str:
    """« 6 min », « 1 h 05 »."""
    if minutes is None:
        return ""
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02d}"


def _said_state(one: Presence) -> str:
    """The state, with the day of what nobody closed, and the hour of a clock that was ahead."""
    if one.en_avance:
        return f"{one.etat.value}, {clock.local(one.arrive_le):%H:%M} à vérifier"
    if one.etat is Etat.NON_CLOSE or one.jour < clock.today():
        return f"{one.etat.value}, {one.jour:%d/%m}"
    return str(one.etat.value)
