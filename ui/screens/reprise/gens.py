"""The fourth step: homonyms and near names, decided with one key each."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.base.held import HeldListing, key_of
from models.echanges.assistant import Vue
from models.echanges.choix import NOUVEAU
from models.echanges.questions import Question
from models.echanges.vue.questions import decision_of, questions_listing
from ui.kit.actions import UiAction, button
from ui.kit.context import Context
from ui.kit.page import Card, text
from ui.kit.table import TablePane
from ui.kit.tokens import L, M

HIDDEN = "L’écran est tourné vers le visiteur\u00a0: les noms sont masqués."


class PersonnesPage(QWidget):
    """`decisions` are all that was decided, those of the groups that are not asked about too."""

    def __init__(self, context: Context, vue: Vue) -> None:
        super().__init__()
        self._context = context
        self._held: HeldListing = vue.questions
        self.decisions: dict[str, str] = dict(vue.ready.choix.personnes)
        self.table = TablePane(context, vue.questions, name="import.personnes", searchable=False)
        self._file, self._known = text("", "label", "import.personnes.fichier"), text("")
        self._known.setObjectName("import.personnes.candidat")
        self._will = text("", "secondary", "import.personnes.decision")
        self._card = Card()
        self._lay_out()
        self.table.current_changed.connect(self._tell)
        context.turned.changed.connect(self._tell)
        self._tell()

    def show_vue(self, vue: Vue) -> None:
        self.decisions = dict(vue.ready.choix.personnes)
        self._show(vue.questions.held, int(self.table.current_key or 0))

    def focus_first(self) -> None:
        if self.table.current_key is None and self._held.held:
            self.table.select(key_of(0))
        self.table.setFocus()

    def answers(self) -> list[UiAction]:
        """The keys of the answers, and the one that takes all that is proposed."""
        here = lambda: self._question() is not None  # noqa: E731  # one condition
        return [
            UiAction("import.same", "Même personne", "check", "M", None, self._same, here,
                     on_page=False),
            UiAction("import.other", "Une autre", "arrow-right", "A", None, self._other, here,
                     on_page=False),
            UiAction("import.new", "Nouveau dossier", "add", "N", None, self._new, here,
                     on_page=False),
            UiAction("import.accept_all", "Tout accepter", "success", "Ctrl+Shift+A", None,
                     self.accept_all, lambda: bool(self._held.held), on_page=False),
        ]  # fmt: skip

    def accept_all(self) -> None:
        """What is proposed, for all that was not decided yet."""
        held = [q if q.decidee else q.decided(q.propose) for q in self._held.held]
        self.decisions.update({q.cle: q.decision for q in held})
        self._show(held, int(self.table.current_key or 0))
        self._context.banner.good("Tout ce qui était proposé est accepté")

    def _question(self) -> Question | None:
        found: Question | None = self._held.item(self.table.current_key)
        return found

    def _same(self) -> None:
        if (question := self._question()) is not None:
            self._put(question.decided(question.candidat.decision))

    def _other(self) -> None:
        if (question := self._question()) is not None:
            self._put(question.another())

    def _new(self) -> None:
        if (question := self._question()) is not None:
            self._put(question.decided(NOUVEAU))

    def _put(self, question: Question) -> None:
        """Keep an answer; the next question comes unless another candidate is shown."""
        at = int(self.table.current_key or 0)
        held = [*self._held.held[:at], question, *self._held.held[at + 1 :]]
        if question.decidee:
            self.decisions[question.cle] = question.decision
        self._show(held, at + 1 if question.decidee else at)

    def _show(self, held: Sequence[Question], at: int) -> None:
        self._held = questions_listing(held)
        self.table.show_listing(self._held)
        self.table.select(key_of(min(at, max(0, len(held) - 1))))
        self._tell()

    def _tell(self) -> None:
        """Both sides of the question, in words."""
        question = self._question()
        self._card.setVisible(question is not None)
        if question is None:
            return
        if self._context.turned.on:
            self._file.setText(HIDDEN)
            self._known.setText("")
            self._will.setText("")
            return
        one = question.candidat
        where = "Dossier connu" if one.connu else "Ailleurs dans le fichier"
        facts = " · ".join(filter(None, (question.nom, question.faits, question.passages)))
        self._file.setText(f"Dans le fichier\u00a0: {facts}")
        known = " · ".join(filter(None, (one.nom, one.faits)))
        self._known.setText(f"{where} ({question.vu + 1}/{len(question.candidats)})\u00a0: {known}")
        self._will.setText(f"Ce sera {decision_of(question)}.")

    def _lay_out(self) -> None:
        answers = QHBoxLayout()
        answers.setSpacing(M)
        answers.addWidget(self._will, 1)
        for action in self.answers():
            answers.addWidget(button(action))
        for label in (self._file, self._known):
            label.setWordWrap(True)
            self._card.body.addWidget(label)
        self._card.body.addLayout(answers)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(L)
        column.addWidget(self.table, 1)
        column.addWidget(self._card)


def changed(before: Mapping[str, str], page: PersonnesPage) -> bool:
    """Whether something was decided since the file was last laid out."""
    return dict(before) != page.decisions
