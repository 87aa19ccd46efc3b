"""The accueil on screen: the line, always ready, and the register of the day under it."""

from typing import Any

from models.accueil.passage import archive_passage, open_passage
from models.base.droit import Droit
from models.base.errors import Failure, Refused
from models.personnes.recherche import trouvee
from ui.kit.actions import UiAction
from ui.kit.context import Context
from ui.kit.page import Screen
from ui.screens.accueil.jour import DayPane
from ui.screens.accueil.ligne import PassageLine
from ui.screens.accueil.mise_en_page import KEY_COMPLEMENTS, KEY_PRECISIONS, KEY_TELEPHONE


class AccueilScreen(Screen):
    """Where the day is spent: the focus is in the line at opening and after each save."""

    title = "Accueil"
    scrolls = True  # on a small or enlarged screen the line alone may fill the window

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.line = PassageLine(context, reveal=self.reveal)
        self.day = DayPane(context, activate=self._correct, row_actions=self._row_actions())
        self.body.addWidget(self.line)
        self.body.addWidget(self.day, 1)
        self.line.restore_draft()

    def actions(self) -> list[UiAction]:  # type: ignore[override]  # Qt's list is the window's own
        line, day, right = self.line, self.day, Droit.REGISTRE
        return [
            _hidden("passage.record", "Nouveau passage", "add", "Ctrl+N", line.focus_first),
            _hidden("passage.save", "Enregistrer le passage", "save", "Ctrl+Return", line.submit),
            _hidden(
                "passage.telephone", "Par téléphone", "phone", KEY_TELEPHONE, line.toggle_telephone
            ),
            _hidden(
                "passage.demande", "Préciser la demande", "edit", KEY_PRECISIONS,
                line.toggle_precisions,
            ),
            _hidden(
                "passage.complements", "Date, lieu, commentaire", "calendar", KEY_COMPLEMENTS,
                line.toggle_complements,
            ),
            *self._row_actions(by_key=True),
            _hidden("jour.avant", "Jour précédent", "chevron-left", "Ctrl+PgUp",
                    lambda: day.step(-1)),
            _hidden("jour.apres", "Jour suivant", "chevron-right", "Ctrl+PgDown",
                    lambda: day.step(1)),
            UiAction("jour.aujourdhui", "Revenir à aujourd’hui", "calendar", "Ctrl+J", right,
                     day.show_today, on_page=False),
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

    def _row_actions(self, *, by_key: bool = False) -> list[UiAction]:
        """The acts on a passage: in its menu, and by key where the list has the focus."""
        specs = (
            ("passage.correct", "Corriger", "edit", "F2", self._correct),
            ("passage.archive", "Supprimer le passage", "trash", "Del", self._archive),
            ("passage.personne", "Ouvrir son dossier", "user", "F7", self._open_file),
        )
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
            enabled=lambda: self.day.list.current_key is not None,
            on_page=False,
            danger=id_ == "passage.archive",
        )

    def _on_current(self, run: Any, *, by_key: bool) -> None:
        key = self.day.list.current_key
        if key is not None and (self.day.list.view.hasFocus() or not by_key):
            run(key)

    def _correct(self, passage_id: str) -> None:
        try:
            self.line.correct(passage_id)
        except Failure as refusal:
            self.context.banner.danger(refusal.message)

    def _archive(self, passage_id: str) -> None:
        passage = open_passage(passage_id)
        if passage is not None:
            self.context.attempt(lambda: archive_passage(passage), said="Passage supprimé")

    def _open_file(self, passage_id: str) -> None:
        passage = open_passage(passage_id)
        if passage is None or passage.personne_id is None:
            self.context.banner.info("Ce passage est anonyme : il n’a pas de dossier.")
            return
        self.context.navigate("personnes", personne=passage.personne_id)

    def _visit_of(self, personne_id: str) -> None:
        found = trouvee(personne_id)
        if found is None:
            raise Refused("Ce dossier n’existe plus : il a été effacé ou fusionné.")
        if self.line.is_empty:
            self.line.visit_of(found)
            return
        self.context.banner.attention(
            "Une saisie est en cours dans la ligne. Enregistrez-la, ou videz-la avec Échap."
        )


def _hidden(id_: str, label: str, icon: str, keys: str, run: Any) -> UiAction:
    """An act that has its control in the line already: it is listed, and has its key."""
    return UiAction(id_, label, icon, keys, Droit.REGISTRE, run, on_page=False)
