"""Last page of the first run: the recovery key, shown once, printed, and asked back."""

import secrets
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QWidget

from models.base import clock
from models.base.errors import Failure, Unavailable
from ui.kit.context import Context
from ui.kit.form import Form, Group, Input
from ui.kit.icons import icon
from ui.kit.names import named
from ui.kit.page import card, text
from ui.kit.printing import print_pdf, save_pdf
from ui.kit.tokens import S
from ui.screens.ouverture.cadre import WIDE, Panel, link, paragraph

_INTRO = (
    "Si tous les mots de passe sont oubliés, ou l’ordinateur perdu, elle seule rouvre la base et "
    "ses sauvegardes. Elle n’est montrée qu’une fois."
)
_WHERE = (
    "Imprimez-la et remettez-la à la direction, dans une enveloppe fermée. Sans photo ni courriel."
)
_ASKED = 2  # groups that are asked back
_CONFUSED = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})


class ClePage(Panel):
    """Shows the key, then hides it and asks two of its groups; `done` once they are right."""

    def __init__(
        self,
        context: Context,
        cle: str,
        *,
        structure: str,
        base: str,
        done: Callable[[], object],
        first_run: bool = True,
    ) -> None:
        title = "La clé de secours"
        super().__init__(context, name="cle", title=title, intro=_INTRO, width=WIDE)
        self._cle, self._structure, self._base, self._done = cle, structure, base, done
        self._asked = sorted(secrets.SystemRandom().sample(range(len(self._groups)), _ASKED))
        self.form = Form([Group("", self._inputs())], name="cle", framed=False)
        self.form.submitted.connect(self.submit)
        self._sides = QStackedWidget()
        self._sides.addWidget(self._shown_side())
        self._sides.addWidget(self._asked_side())
        if first_run:
            self.step = 3
        self.body.addWidget(self._sides)
        self._again = link("Revoir la clé", self.show_key, name="cle.revoir")
        self.foot.addWidget(self._again)
        self.foot.addStretch()
        self.foot.addWidget(self.set_primary("", self.submit, name="cle.continuer"))
        self.show_key()

    @property
    def asking(self) -> bool:
        return self._sides.currentIndex() == 1

    @property
    def _groups(self) -> Sequence[str]:
        return self._cle.split("-")

    def focus_first(self) -> None:
        if self.asking:
            super().focus_first()
            return
        self._print.setFocus()

    def submit(self) -> None:
        """From the key to the question, from the right answer to the window."""
        if not self.asking:
            self._ask()
        elif self._answered():
            self._done()

    def show_key(self) -> None:
        self._turn(0, "Je l’ai imprimée ou notée")
        self._print.setFocus()

    def _ask(self) -> None:
        self._turn(1, "Vérifier et ouvrir")
        assert self.form is not None
        self.form.focus_first()

    def _turn(self, side: int, verb: str) -> None:
        assert self.primary is not None
        self.banner.clear()
        self._sides.setCurrentIndex(side)
        self._again.setVisible(side == 1)
        self.primary.setText(verb)
        self._verb = verb

    def _answered(self) -> bool:
        assert self.form is not None
        self.form.clear_errors()
        for rank in self._asked:
            name = _name_of(rank)
            if _read(str(self.form.editor(name).value())) != self._groups[rank]:
                self.form.show_error(
                    name,
                    "Ce ne sont pas les signes de ce groupe. Relisez votre feuille, ou revoyez la "
                    "clé.",
                )
                return False
        return True

    def _print_page(self) -> None:
        self._with_pdf(lambda pdf: print_pdf(self, pdf, "Clé de secours"))

    def _save_page(self) -> None:
        self._with_pdf(lambda pdf: save_pdf(self, pdf, "Clé de secours"))

    def _with_pdf(self, use: Callable[[bytes], object]) -> None:
        self.run(self._pdf, done=lambda pdf: self._use(use, pdf), words="Préparation…")

    def _use(self, use: Callable[[bytes], object], pdf: bytes) -> None:
        try:
            done = use(pdf)
        except Unavailable as error:
            self.banner.danger(error.message, lambda: self._use(use, pdf))
            return
        except Failure as error:
            self.refused(error)
            return
        if done:
            self.banner.good("C’est fait. Vérifiez que la feuille se lit bien.")

    def _pdf(self) -> bytes:
        from reports.cle_recuperation import cle_recuperation

        return cle_recuperation(
            structure=self._structure, cle=self._cle, base=self._base, jour=clock.today()
        )

    def _shown_side(self) -> QWidget:
        self._print = _act("Imprimer…", "print", self._print_page, name="cle.imprimer")
        save = _act("Enregistrer en PDF…", "pdf", self._save_page, name="cle.enregistrer")
        acts = QWidget()
        line = QHBoxLayout(acts)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(S)
        line.addWidget(self._print)
        line.addWidget(save)
        line.addStretch()
        return card("", _written(self._groups), paragraph(_WHERE), acts)

    def _asked_side(self) -> QWidget:
        assert self.form is not None
        words = "Pour être sûr qu’elle est gardée, recopiez deux groupes de votre feuille."
        return card("", text(words), self.form)

    def _inputs(self) -> list[Input]:
        return [
            Input(name=_name_of(rank), label=f"{_ordinal(rank)} groupe", required=True)
            for rank in self._asked
        ]


def _written(groups: Sequence[str]) -> QLabel:
    """The key in two lines of large groups, that can be selected and copied."""
    half = len(groups) // 2
    label = named(
        QLabel("\n".join(("  ".join(groups[:half]), "  ".join(groups[half:])))), "cle.texte"
    )
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPointSizeF(label.font().pointSizeF() * 2.2)
    label.setFont(font)
    # A style sheet that sets the text's size would win over the font.
    label.setStyleSheet(f"font-family: '{font.family()}'; font-size: {font.pointSizeF():.1f}pt;")
    label.setAccessibleName(
        "Clé de secours\u00a0: " + ", ".join(" ".join(group) for group in groups)
    )
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return label


def _act(words: str, drawing: str, run: Callable[[], object], *, name: str) -> QPushButton:
    made = named(QPushButton(icon(drawing), words), name)
    made.clicked.connect(lambda: run())
    return made


def _read(typed: str) -> str:
    """As the key itself is read: confusions and small letters forgiven."""
    return "".join(sign for sign in typed.upper() if sign.isalnum()).translate(_CONFUSED)


def _name_of(rank: int) -> str:
    return f"groupe_{rank + 1}"


def _ordinal(rank: int) -> str:
    return "Premier" if rank == 0 else f"{rank + 1}\u1d49"
