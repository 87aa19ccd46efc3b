"""Visitors put aside while another one is served: each a draft of her own, each a chip."""

import datetime as dt
from collections.abc import Callable
from typing import Any, NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from models.accueil.attente import ANONYME
from models.base import clock
from models.base.drafts import drafts_under, exchange_drafts
from models.base.ids import new_id
from ui.kit.banner import announce
from ui.kit.context import Context
from ui.kit.elided import ElidedButton
from ui.kit.flow import Flow
from ui.kit.icons import IconButton, IconLabel
from ui.kit.names import named
from ui.kit.page import text
from ui.kit.tokens import XS, S
from ui.screens.accueil.etat import COTE
from ui.screens.accueil.ligne import DRAFT, PassageLine
from ui.screens.accueil.remplir import name_in


class Cote(NamedTuple):
    """One visitor put aside: where her draft is, how she is told, and the line as it was."""

    cle: str
    nom: str
    objet: str
    heure: str
    ligne: dict[str, Any]

    @property
    def depuis(self) -> str:
        """Since when, with the day of a visit that was begun on another one."""
        debut = self.ligne.get("debut")
        begun = clock.local(dt.datetime.fromisoformat(debut)).date() if debut else clock.today()
        day = "" if begun == clock.today() else f"le {begun:%d/%m}, "
        return f"depuis {day}{self.heure}"

    @property
    def is_correction(self) -> bool:
        return bool(self.ligne.get("passage"))


class Cotes(QWidget):
    """The strip of those put aside, the oldest first; nothing when there is none."""

    def __init__(self, context: Context, line: PassageLine, *, moved: Callable[[], object]) -> None:
        super().__init__()
        named(self, "accueil.cotes", "Visiteurs mis de côté")
        self._context, self._line, self._moved = context, line, moved
        self._flow = Flow(self)
        self.hide()
        context.turned.changed.connect(self._draw)

    @property
    def known(self) -> list[Cote]:
        return [_cote(cle, kept) for cle, kept, _ in drafts_under(COTE)]

    def look(self) -> None:
        """Show what is put aside by this account at this workstation."""
        self._draw()

    def put_aside(self) -> None:
        """What is in the line goes aside; from an empty line the last one comes back."""
        kept = self._line.kept()
        if kept is not None:
            self._exchange(kept, None)
            return
        known = self.known
        if known:
            self.take_back(known[-1])
        else:
            self._context.banner.info("La ligne est vide, et personne n’est mis de côté.")

    def take_next(self) -> None:
        """The one who has been aside longest, in place of whoever is in the line."""
        known = self.known
        if known:
            self.take_back(known[0])
        else:
            self._context.banner.info("Personne n’est mis de côté.")

    def take_back(self, cote: Cote) -> None:
        """She comes back; whoever is in the line takes her place."""
        self._exchange(self._line.kept(), cote)

    def make_room(self) -> None:
        """An empty line, whatever it holds."""
        kept = self._line.kept()
        if kept is not None:
            self._exchange(kept, None)

    def discard(self, cote: Cote) -> None:
        """Drop her draft; « Annuler » brings it back."""
        exchange_drafts(keep={}, forget=[cote.cle])
        self._draw()
        self._line.focus_first()
        self._context.banner.saved(
            self._said("Saisie écartée", cote, whole=True),
            lambda: self._keep(cote),
            names=() if cote.nom == ANONYME else (cote.nom,),
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            # Elsewhere Suppr takes away the passage that is chosen in the list.
            event.setAccepted(event.key() == Qt.Key.Key_Delete)
            return event.isAccepted()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            cote = next((c for c in self.known if c.cle == watched.property("cle")), None)
            if cote is not None and event.key() == Qt.Key.Key_Delete:
                self.discard(cote)
                return True
            if cote is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.take_back(cote)
                return True
        return False

    def _exchange(self, leaving: dict[str, Any] | None, coming: Cote | None) -> None:
        """At one stroke in the base: no sudden death loses one of the two, or doubles her."""
        keep: dict[str, dict[str, Any] | bytes] = {}
        forget = [DRAFT]
        said = []
        if leaving is not None:
            cle = f"{COTE}{new_id()}"
            keep[cle] = _kept(self._line, leaving)
            said.append(self._said("Mis de côté", _cote(cle, keep[cle])))  # type: ignore[arg-type]  # not bytes
        if coming is not None:
            forget.append(coming.cle)
            keep[DRAFT] = coming.ligne
            said.append(self._said("Repris", coming))
        exchange_drafts(keep=keep, forget=forget)
        self._line.clear()
        if coming is not None:
            self._line.restore(coming.ligne)
        self._draw()
        self._line.focus_first()
        announce(self._line, ". ".join(said))

    def _keep(self, cote: Cote) -> None:
        exchange_drafts(keep={cote.cle: _as_draft(cote)})
        self._draw()

    def _said(self, act: str, cote: Cote, *, whole: bool = False) -> str:
        return f"{act} : {self._name(cote, whole=whole)}"

    def _name(self, cote: Cote, *, whole: bool = False) -> str:
        """As it may be read now; `whole` for what hides it by itself."""
        told = whole or cote.nom == ANONYME
        name = cote.nom if told else self._context.shown(cote.nom)
        return f"correction, {name}" if cote.is_correction else name

    def _draw(self) -> None:
        known = self.known
        self._flow.clear()
        chips = [self._chip(cote) for cote in known]
        if chips:
            self._flow.addWidget(self._title(chips[0].sizeHint().height()))
        for chip in chips:
            self._flow.addWidget(chip)
        self.setVisible(bool(known))
        self.updateGeometry()
        self._moved()

    def _title(self, height: int) -> QLabel:
        title = text("Mis de côté", "section", "accueil.cotes.titre")
        title.setMinimumHeight(height)  # on the middle line of the chips
        return title

    def _chip(self, cote: Cote) -> QFrame:
        name = self._name(cote)
        objet = "" if self._context.turned.on else cote.objet
        told = " · ".join(part for part in (name, objet, cote.depuis) if part)
        chip = QFrame(self)
        chip.setProperty("role", "chip")
        words = named(ElidedButton(told), "accueil.cote", f"Reprendre {told}")
        words.setAccessibleDescription("Entrée pour reprendre, Suppr pour écarter")
        words.setProperty("role", "link")
        words.setProperty("cle", cote.cle)
        words.installEventFilter(self)
        words.clicked.connect(lambda: self.take_back(cote))
        drop = named(IconButton("close", f"Écarter {name}"), "accueil.cote.ecarter")
        drop.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Suppr does it from the chip itself
        drop.clicked.connect(lambda: self.discard(cote))
        row = QHBoxLayout(chip)
        row.setContentsMargins(S, XS // 2, XS, XS // 2)
        row.setSpacing(XS)
        row.addWidget(IconLabel("draft", 16))
        row.addWidget(words)
        row.addWidget(drop)
        return chip


def _kept(line: PassageLine, kept: dict[str, Any]) -> dict[str, Any]:
    """The draft of who is in the line, with what her chip will say."""
    champs = line.champs
    labels = [champs.demandes.label_of(d.thematique) for d in champs.demandes.demandes]
    more = f" + {len(labels) - 1}" if len(labels) > 1 else ""
    return {
        "nom": name_in(line) or ANONYME,
        "objet": f"{labels[0]}{more}" if labels else champs.demandes.line.text().strip(),
        "heure": f"{clock.wall():%H:%M}",
        "ligne": kept,
    }


def _cote(cle: str, kept: dict[str, Any]) -> Cote:
    return Cote(cle, **kept)


def _as_draft(cote: Cote) -> dict[str, Any]:
    values = cote._asdict()
    del values["cle"]
    return values
