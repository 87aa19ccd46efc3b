"""The accueil on screen: the line, always ready, who waits, and the register of the day."""

import functools
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QStackedWidget

from models.accueil.passage import archive_passage, dossier_of, open_passage, restore_passage
from models.base.droit import Droit
from models.base.errors import Failure, Refused
from models.personnes.fusion import kept_of
from models.personnes.recherche import trouvee
from ui.kit.actions import UiAction
from ui.kit.context import Context
from ui.kit.page import Screen, Split
from ui.screens.accueil.interruptions import Interruptions
from ui.screens.accueil.jour import DayPane
from ui.screens.accueil.ligne import PassageLine
from ui.screens.accueil.mise_en_page import (
    KEY_COMPLEMENTS,
    KEY_GROUPE,
    KEY_PRECISIONS,
    KEY_PUBLIC,
    KEY_REPARTIE,
    KEY_TELEPHONE,
)

if TYPE_CHECKING:
    from ui.screens.accueil.tous_les_messages import TousLesMessages

BESIDE = 296  # the width of what stands beside the register


class AccueilScreen(Screen):
    """Where the day is spent: the focus is in the line at opening and after each save."""

    title = "Accueil"
    scrolls = True  # on a small or enlarged screen the line alone may fill the window

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.line = PassageLine(context, reveal=self.reveal)
        self.beside = Interruptions(
            context, self.line, show_messages=self._show_messages, reveal=self.reveal
        )
        self.day = DayPane(context, activate=self._activate, row_actions=self._row_actions())
        self._right = QStackedWidget()
        self._right.addWidget(self.day)
        for widget in (self.beside.pinned, self.line, self.beside.above):
            self.body.addWidget(widget)
        self.body.addWidget(Split(self.beside, self._right, fixed=BESIDE), 1)
        self.line.restore_draft()

    @functools.cached_property
    def all_messages(self) -> "TousLesMessages":
        from ui.screens.accueil.tous_les_messages import TousLesMessages

        made = TousLesMessages(self.context, edit=self.beside.edit_message, closed=self._show_day)
        self._right.addWidget(made)
        return made

    def actions(self) -> list[UiAction]:  # type: ignore[override]  # Qt's list is the window's own
        line, day, right = self.line, self.day, Droit.REGISTRE
        return [
            _hidden("passage.record", "Nouveau passage", "add", "Ctrl+N", line.focus_first),
            _hidden("passage.save", "Enregistrer le passage", "save", "Ctrl+Return", self._save),
            _hidden(
                "passage.telephone", "Par téléphone", "phone", KEY_TELEPHONE, line.toggle_telephone
            ),
            _hidden(
                "passage.demande", "Préciser la demande", "edit", KEY_PRECISIONS,
                line.depliants.toggle_precisions,
            ),
            _hidden("passage.groupe", "Un groupe", "users", KEY_GROUPE, line.toggle_group),
            _hidden(
                "passage.public", "Sexe, âge, critères", "user", KEY_PUBLIC,
                line.depliants.toggle_public,
            ),
            _hidden(
                "passage.repartie", "Repartie sans être reçue", "logout", KEY_REPARTIE,
                line.toggle_repartie,
            ),
            _hidden(
                "passage.complements", "Date, lieu, commentaire", "calendar", KEY_COMPLEMENTS,
                line.depliants.toggle_complements,
            ),
            *self.beside.actions(),
            *self._row_actions(by_key=True),
            _hidden("jour.avant", "Jour précédent", "chevron-left", "Ctrl+PgUp",
                    lambda: day.step(-1)),
            _hidden("jour.apres", "Jour suivant", "chevron-right", "Ctrl+PgDown",
                    lambda: day.step(1)),
            UiAction("jour.aujourdhui", "Revenir à aujourd’hui", "calendar", "Ctrl+J", right,
                     self._show_today, on_page=False),
            UiAction("jour.supprimes", "Passages supprimés ce jour-là", "trash", "", right,
                     self._show_deleted, on_page=False),
            UiAction("accueil.feuille", "Saisir une feuille", "saisie", "Ctrl+Shift+F", right,
                     lambda: self.context.navigate("saisie"), on_page=False),
            UiAction("accueil.carnets", "Carnets de tournée", "carnets", "Ctrl+Shift+T",
                     Droit.CARNET, lambda: self.context.navigate("carnets"),
                     on_page=False),
        ]  # fmt: skip

    def open(self, **what: Any) -> None:
        """`nouveau`: to the line; `personne`: a passage of hers; `passage`: correct it; `jour`."""
        self.day.look()
        if what.get("jour"):
            self.day.show_day(what["jour"])
        if what.get("passage"):
            self._correct(what["passage"])
        elif what.get("personne"):
            self._visit_of(what["personne"])

    def focus_first(self) -> None:
        if not self.line.has_focus:
            self.line.focus_first()

    def leave(self) -> None:
        self.line.keep()
        self.beside.keep()

    def _save(self) -> None:
        if not self.beside.submit():
            self.line.submit()

    def _show_messages(self) -> None:
        self._right.setCurrentWidget(self.all_messages)
        self.all_messages.setFocus()

    def _show_day(self) -> None:
        self._right.setCurrentWidget(self.day)
        self.line.focus_first()

    def _show_today(self) -> None:
        self._right.setCurrentWidget(self.day)
        self.day.show_today()

    def _show_deleted(self) -> None:
        self._right.setCurrentWidget(self.day)
        self.day.show_deleted(not self.day.is_of_deleted)

    def _row_actions(self, *, by_key: bool = False) -> list[UiAction]:
        """The acts on a passage: in its menu, and by key where the list has the focus."""
        specs = (
            ("passage.correct", "Corriger", "edit", "F2", self._correct),
            ("passage.archive", "Supprimer le passage", "trash", "Del", self._archive),
            ("passage.restore", "Rétablir le passage", "restore", "Ins", self._restore),
            ("passage.historique", "Historique du passage", "history", "Ctrl+H",
             self.beside.show_history),
            ("passage.personne", "Ouvrir son dossier", "user", "F7", self._open_file),
            ("passage.rattacher", "Rattacher à un dossier", "link", "Ctrl+Shift+R", self._attach),
        )  # fmt: skip
        return [self._of_row(*spec, by_key=by_key) for spec in specs]

    def _of_row(
        self, id_: str, label: str, icon: str, keys: str, run: Any, *, by_key: bool
    ) -> UiAction:
        return UiAction(
            id_,
            label,
            icon,
            keys,
            Droit.REGISTRE,
            lambda: self._on_current(run, by_key=by_key),
            enabled=lambda: self.day.list.current_key is not None and self._fits(id_),
            on_page=False,
            danger=id_ == "passage.archive",
            in_menu=not by_key,
        )

    def _fits(self, act: str) -> bool:
        """Whether an act goes with what the list shows: the register, or what was taken out."""
        if act in ("passage.correct", "passage.archive"):
            return not self.day.is_of_deleted
        return act != "passage.restore" or self.day.is_of_deleted

    def _on_current(self, run: Any, *, by_key: bool) -> None:
        key = self.day.list.current_key
        if key is not None and (self.day.list.view.hasFocus() or not by_key):
            run(key)

    def _activate(self, passage_id: str) -> None:
        """Entrée: correct it; of one that was deleted, see what became of it."""
        if self.day.is_of_deleted:
            self.beside.show_history(passage_id)
        else:
            self._correct(passage_id)

    def _correct(self, passage_id: str) -> None:
        try:
            self.line.correct(passage_id)
        except Failure as refusal:
            self.context.banner.danger(refusal.message)

    def _archive(self, passage_id: str) -> None:
        passage = open_passage(passage_id)
        if passage is not None:
            self.context.attempt(lambda: archive_passage(passage), said="Passage supprimé")

    def _restore(self, passage_id: str) -> None:
        self.context.attempt(lambda: restore_passage(passage_id), said="Passage rétabli")

    def _open_file(self, passage_id: str) -> None:
        passage = open_passage(passage_id)
        dossier = None if passage is None else dossier_of(passage)
        if dossier is None:
            self.context.banner.info("Ce passage est anonyme : il n’a pas de dossier.")
            return
        self.context.navigate("personnes", personne=dossier)

    def _attach(self, passage_id: str) -> None:
        try:
            self.line.attach(passage_id)
        except Failure as refusal:
            self.context.banner.attention(refusal.message)

    def _visit_of(self, personne_id: str) -> None:
        """A passage of hers; whoever is in the line goes aside."""
        found = trouvee(kept_of(personne_id))
        if found is None:
            raise Refused("Ce dossier n’existe plus : il a été effacé ou fusionné.")
        self.beside.cotes.make_room()
        self.line.visit_of(found)


def _hidden(id_: str, label: str, icon: str, keys: str, run: Any) -> UiAction:
    """An act that has its control in the line already: it is found, and has its key."""
    return UiAction(id_, label, icon, keys, Droit.REGISTRE, run, on_page=False, in_menu=False)
