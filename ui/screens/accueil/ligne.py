"""The accueil line: one visitor, her demandes, saved in a few keys; the one hand-made widget."""

import functools
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.accueil.passage import Passage, open_passage
from models.base import clock
from models.base.drafts import draft, forget_draft, keep_draft
from models.base.errors import Refused
from models.nomenclatures.valeur import Valeur
from models.personnes.recherche import Trouvee, trouvee
from ui.kit.context import Context
from ui.kit.inputs import PAUSE
from ui.kit.obeying import obeys
from ui.screens.accueil.champs import SUR_PLACE, TELEPHONE, Champs
from ui.screens.accueil.depliants import Depliants
from ui.screens.accueil.ecriture import Ecriture
from ui.screens.accueil.etat import Chrono
from ui.screens.accueil.mise_en_page import LigneCard
from ui.screens.accueil.pastilles import Pastilles
from ui.screens.accueil.poste import own_lieu
from ui.screens.accueil.qui import Sorte, of_trouvee
from ui.screens.accueil.rattachement import Rattachement
from ui.screens.accueil.touches import LineKeys

DRAFT = "accueil.ligne"
TICK = 20_000  # milliseconds between two looks at the measured duration


class PassageLine(QWidget):
    """Gathers what is typed, keeps it as a draft at each pause, hands it to one command."""

    def __init__(self, context: Context, *, reveal: Callable[[QWidget], object]) -> None:
        super().__init__()
        self.setObjectName("accueil.ligne")
        self.context = context
        self._reveal = reveal
        self.corrected: Passage | None = None
        self.attente = ""  # the wait whose passage the line holds
        self.champs = Champs(context, homonyme=self.visit_of)
        self.pastilles = Pastilles(
            context.turned,
            label_of=self.champs.demandes.label_of,
            opened=lambda at: self.depliants.open_demande(at),
            removed=self._remove,
            after=self.champs.demandes.line,
        )
        self.rattachement = Rattachement(context)
        self.card = LigneCard(self.champs, self.pastilles, self.rattachement)
        self.depliants = Depliants(
            context, self.champs, self.pastilles, self.rattachement,
            back=lambda: self._focus(self.champs.demandes.line), first=self.focus_first,
            reveal=reveal,
        )  # fmt: skip
        self._chrono = Chrono()
        self._ecriture = Ecriture(context, self.champs, self._chrono)
        self._emptied: dict[str, Any] | None = None  # what « Vider » took away
        self._quiet = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.keep)
        self._tick = QTimer(self)
        self._tick.setInterval(TICK)
        self._tick.timeout.connect(self._show_duration)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.card)
        self._connect()
        self.clear()

    # Actions

    def focus_first(self) -> None:
        """Where the visit stands: to the name, or to what she asks once that has begun."""
        demandes = self.champs.demandes
        asked = bool(demandes.demandes or demandes.line.text())
        if asked and self.champs.qui.qui.sorte is Sorte.ANONYME:
            self._focus(demandes.line)
            self._reveal(self.champs.qui)
        else:
            self.focus_name()

    def focus_name(self) -> None:
        """To the name; once she is chosen to what she asks, or letters would erase her."""
        known = self.champs.qui.qui.sorte not in (Sorte.ANONYME, Sorte.TAPE)
        self._focus(self.champs.demandes.line if known else self.champs.qui.line)
        self._reveal(self.champs.qui)

    def submit(self) -> Passage | None:
        """Save what the line holds; an `Invalid` is shown beside its field and loses nothing."""
        written: list[Passage] = []
        said = "Passage corrigé" if self.corrected is not None else "Enregistré"
        merged = self.champs.qui.follow_merge()
        names = merged.noms if merged is not None else ()
        said = f"{said}. {merged.phrase}" if merged is not None else said
        self.context.attempt(self._write, form=self, done=written.append, said=said, names=names)
        return written[0] if written else None

    def toggle_telephone(self) -> None:
        mode = SUR_PLACE if self.champs.is_by_telephone else TELEPHONE
        self.champs.mode.editor.set_value(mode)

    def toggle_group(self) -> None:
        """A group in place of one visitor: how many is asked first."""
        self.champs.toggle_group()
        self._refresh()
        if self.champs.is_group:
            self.champs.groupe.focus_first()
            self._reveal(self.champs.groupe)
        else:
            self._focus(self.champs.qui.line)

    def toggle_repartie(self) -> None:
        """She left without being received, whatever she wanted."""
        self.champs.demandes.toggle_repartie()
        self.champs.demandes.completer.close()
        self._focus(self.champs.demandes.line)

    def attach(self, passage_id: str) -> None:
        """Say whose file the known anonymous visitor of a passage has."""
        passage = open_passage(passage_id)
        if passage is None or passage.anonyme_id is None:
            raise Refused(
                "Ce passage n’est pas celui d’un visiteur connu par un surnom ou une carte. "
                "Corrigez-le (F2) pour dire de qui il est."
            )
        self.depliants.open_rattachement(passage.anonyme_id)

    def visit_of(self, found: Trouvee) -> None:
        """A passage of somebody whose file is known."""
        self.champs.qui.set_qui(of_trouvee(found))
        self._focus(self.champs.demandes.line)

    def correct(self, passage_id: str) -> None:
        """Open a written passage in these same fields; never over what is being typed."""
        passage = open_passage(passage_id)
        if passage is None or passage.archived_at is not None:
            raise Refused("Ce passage a été supprimé sur un autre poste.")
        if self.corrected is None and not self.is_empty:
            raise Refused(
                "Une saisie est en cours dans la ligne. Enregistrez-la, ou videz-la avec Échap, "
                "avant de corriger un autre passage."
            )
        self.clear()
        self._quietly(lambda: self.champs.show_passage(passage), corrected=passage)
        self._focus(self.champs.demandes.line)

    def give_up(self) -> None:
        """Empty the line, or leave a passage as it was; « Annuler » brings what was typed back."""
        self._emptied = self.kept()
        self.clear()
        forget_draft(DRAFT)
        self.focus_first()
        if self._emptied is not None:
            self.context.banner.saved("Ligne vidée", self.fill_again)

    @property
    def was_emptied(self) -> bool:
        """Whether that is the last thing done, and may be taken back."""
        return self.is_empty and self.context.banner.offers(self.fill_again)

    def fill_again(self) -> None:
        """Bring back what « Vider » took away."""
        if self._emptied is not None:
            self.context.banner.clear()
            self.restore(self._emptied)
            self.focus_first()

    def clear(self) -> None:
        """Ready for the next visitor."""
        self.attente = ""
        self._chrono.reset()
        self.depliants.close()
        self._quietly(lambda: self.champs.clear(self._ecriture.defaults()), corrected=None)

    @property
    def is_empty(self) -> bool:
        return self.corrected is None and not self.attente and self.champs.is_empty

    @property
    def has_focus(self) -> bool:
        focused = self.window().focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    # Drafts

    def keep(self) -> None:
        """Keep what is typed, or forget what was kept of an empty line."""
        self._pause.stop()
        kept = self.kept()
        if kept is None:
            forget_draft(DRAFT)
        else:
            keep_draft(DRAFT, kept)

    def kept(self) -> dict[str, Any] | None:
        """The whole line in JSON's own types; none when it is empty."""
        if self.is_empty:
            return None
        passage = self.corrected
        corrected = {"id": passage.id, "version": passage.version} if passage is not None else None
        return {
            **self.champs.kept(),
            "precisions": self.depliants.kept(),
            "debut": self._chrono.kept(),
            "passage": corrected,
            "attente": self.attente,
        }

    def restore(self, kept: dict[str, Any]) -> None:
        self.attente = kept.get("attente", "")
        self._chrono.restore(kept["debut"])
        passage = self._same_passage(kept["passage"]) if kept["passage"] else None
        restore = functools.partial(self.champs.restore, kept, before=passage)
        self._quietly(restore, corrected=passage)
        self._date_of_its_day()
        # A day that was typed must not be written unseen.
        self.champs.complements.setVisible(self.champs.complements.holds_something)
        self.depliants.restore(kept["precisions"])

    def restore_draft(self) -> None:
        """Bring back what was being typed at this workstation by this account."""
        kept = draft(DRAFT)
        if kept is not None:
            self.restore(kept)
            self.context.banner.info("Votre saisie reprend là où elle s’était arrêtée.")

    # What `Context.attempt` asks of a form

    def show_error(self, name: str, message: str) -> bool:
        box = self.champs.box(name)
        if box is None:
            return False
        if box.name in self.champs.complements.names:
            self.depliants.show_complements()
        box.show_error(message)
        self._focus(box.editor.control)
        self._reveal(box)
        if name == "qui":
            self.champs.qui.propose()
        return True

    def clear_errors(self) -> None:
        self.champs.clear_errors()

    def accept(self) -> None:
        """What it held is written: forget the draft, and wait for the next visitor."""
        self.clear()
        self._pause.stop()
        forget_draft(DRAFT)
        self.champs.demandes.forget_habits(own_lieu(self.context))
        self.focus_first()

    # Private slots

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.depliants.is_open:
            self.depliants.fold()
        elif not self.is_empty:
            self.give_up()

    def _write(self) -> Passage:
        if self.depliants.rang is not None:
            self.champs.precisions.check()
        return self._ecriture.write(self.corrected, self.attente)

    def _same_passage(self, kept: dict[str, Any]) -> Passage | None:
        passage = open_passage(kept["id"])
        if passage is None or passage.version != kept["version"]:
            self.context.banner.attention(
                "Le passage que vous corrigiez a changé depuis. Relisez-le avant d’enregistrer."
            )
        return passage

    def _date_of_its_day(self) -> None:
        """A visit begun on another day is of that day and hour, not of when it is taken up."""
        begun, complements = self._chrono.begun, self.champs.complements
        if begun is None or self.corrected is not None or complements.is_dated:
            return
        came = clock.local(begun)
        if came.date() < clock.today():
            values = {**complements.values(), "jour": came.date(), "heure": came.time()}
            self._quietly(lambda: complements.set_values(values), corrected=None)

    def _go_on(self) -> None:
        """From « Qui ? » to « Que demande ? »; a newcomer's fields open between the two."""
        if self.champs.qui.qui.sorte is Sorte.NOUVEAU:
            self.champs.nouveau.fill(self.champs.qui.qui.text)
        self._refresh()
        self._focus(self.champs.demandes.line)

    def _note_change(self) -> None:
        if self._quiet:
            return
        if not self.is_empty:
            self._chrono.start()
        self._pause.start()
        self._refresh()

    def _follow_merges(self) -> None:
        """A value that is chosen here was merged into another one meanwhile: the line says so."""
        said = self.champs.demandes.follow_merges(own_lieu(self.context))
        if said:
            self.context.banner.info(f"{said}\u00a0: la liste a changé, la ligne suit.")

    def _turn(self) -> None:
        """A slot of the widget's own: the signal outlives the session, and leaves it with it."""
        self.depliants.turn()

    def _note_demandes(self) -> None:
        self.depliants.note_demandes()
        self._note_change()

    def _note_precisions(self) -> None:
        if self.depliants.note_precisions():
            self._note_change()

    def _remove(self, at: int) -> None:
        demandes = self.champs.demandes.demandes
        self.depliants.close()
        self._focus(self.champs.demandes.line)
        self.champs.demandes.set_demandes(demandes[:at] + demandes[at + 1 :])

    def _note_attached(self, anonyme_id: str, personne_id: str) -> None:
        """Whoever the line was about to write is now somebody: her file is."""
        qui, found = self.champs.qui, trouvee(personne_id)
        if qui.qui.key == anonyme_id and found is not None and self.corrected is None:
            qui.set_qui(of_trouvee(found))

    def _quietly(self, fill: Any, *, corrected: Passage | None) -> None:
        """Fill the fields as if nobody had typed."""
        self._quiet = True
        self.corrected = corrected
        fill()
        self._quiet = False
        self._refresh()

    def _refresh(self) -> None:
        self.card.show_state(passage=self.corrected, empty=self.is_empty)
        self.card.show_received_by(self._ecriture.told_received_by())
        self._show_duration()

    def _show_duration(self) -> None:
        minutes = self._ecriture.measured(self.corrected)
        self.card.show_measured(minutes)
        if minutes is None:
            self._tick.stop()
        elif not self._tick.isActive():
            self._tick.start()

    def _focus(self, widget: QWidget) -> None:
        widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self) -> None:
        self.context.turned.changed.connect(self._turn)
        self.context.changes.subscribe({Valeur}, self._follow_merges, owner=self)
        champs, card = self.champs, self.card
        champs.qui.settled.connect(self._go_on)
        champs.demandes.changed.connect(self._note_demandes)
        champs.precisions.changed.connect(self._note_precisions)
        champs.groupe.done.connect(lambda: self._focus(champs.demandes.line))
        self.rattachement.attached.connect(self._note_attached)
        for part in (
            champs.qui, champs.nouveau, champs.groupe, champs.public, champs.complements,
        ):  # fmt: skip
            part.changed.connect(self._note_change)
        for box in (champs.mode, champs.duree):
            box.editor.changed.connect(box.clear_error)
            box.editor.changed.connect(self._note_change)
        obeys(card.telephone, self.toggle_telephone)
        obeys(card.groupe, self.toggle_group)
        card.public.clicked.connect(self.depliants.toggle_public)
        card.preciser.clicked.connect(self.depliants.toggle_precisions)
        obeys(card.repartie, self.toggle_repartie)
        card.completer.clicked.connect(self.depliants.toggle_complements)
        card.rattacher.clicked.connect(lambda: self.depliants.open_rattachement(champs.qui.qui.key))
        card.vider.clicked.connect(self.give_up)
        card.save.clicked.connect(self.submit)
        keys = LineKeys(self)
        for later in (
            champs.nouveau, champs.groupe, champs.public, self.rattachement, champs.precisions,
            champs.complements,
        ):  # fmt: skip
            later.made.connect(functools.partial(keys.listen, later))
