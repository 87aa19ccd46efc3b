"""The recovery key: shown once, printed or kept in a file, then hidden and asked back."""

import secrets
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from models.base import clock
from models.base.errors import Unavailable
from ui.kit import errors
from ui.kit.banner import Banner
from ui.kit.context import Context
from ui.kit.form import Form, Group, Input
from ui.kit.icons import WordButton
from ui.kit.names import named
from ui.kit.page import card, row, text
from ui.kit.printing import print_pdf, save_pdf

_WHERE = (
    "Imprimez-la et remettez-la à la direction, dans une enveloppe fermée. Sans photo ni courriel."
)
_CHECK = "Pour être sûr qu’elle est gardée, recopiez deux groupes de votre feuille."
_WRONG = "Ce ne sont pas les signes de ce groupe. Relisez votre feuille, ou revoyez la clé."
_ASKED = 2  # groups that are asked back
_LARGE = 2.2  # of the person's own size of text
_CONFUSED = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})


class CleDeSecours(QWidget):
    """`submit()` goes from the key to the question, then to `verified`; `turned` at each side."""

    turned = Signal()
    verified = Signal()

    def __init__(
        self, context: Context, banner: Banner, cle: str, *, structure: str, base: str
    ) -> None:
        super().__init__()
        self._context, self._banner = context, banner
        self._cle, self._structure, self._base = cle, structure, base
        self._groups = cle.split("-")
        ranks = range(len(self._groups))
        self._asked = sorted(secrets.SystemRandom().sample(ranks, _ASKED))
        self._form = Form([Group("", self._inputs())], name="cle", framed=False)
        self._form.submitted.connect(self.submit)
        self._sides = QStackedWidget()
        self._sides.addWidget(self._shown_side())
        self._sides.addWidget(card("", text(_CHECK), self._form))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._sides)

    @property
    def asking(self) -> bool:
        return self._sides.currentIndex() == 1

    @property
    def verb(self) -> str:
        """What going on means, for the button that calls `submit`."""
        return "Vérifier et continuer" if self.asking else "Je l’ai imprimée ou notée"

    def submit(self) -> None:
        if not self.asking:
            self._turn(1)
        elif self._answered():
            self.verified.emit()

    def show_key(self) -> None:
        self._turn(0)

    def focus_first(self) -> None:
        if self.asking:
            self._form.focus_first()
        else:
            self._print.setFocus()

    def _turn(self, side: int) -> None:
        self._banner.clear()
        self._sides.setCurrentIndex(side)
        self.turned.emit()
        self.focus_first()

    def _answered(self) -> bool:
        self._form.clear_errors()
        for rank in self._asked:
            name = _name_of(rank)
            if _read(str(self._form.editor(name).value())) != self._groups[rank]:
                self._form.show_error(name, _WRONG)
                return False
        return True

    def _with_pdf(self, use: Callable[[bytes], object]) -> None:
        self._context.jobs.run(
            lambda _progress: self._pdf(),
            done=lambda pdf: self._use(use, pdf),
            failed=lambda error: errors.show(error, banner=self._banner),
            owner=self,
        )

    def _use(self, use: Callable[[bytes], object], pdf: bytes) -> None:
        try:
            done = use(pdf)
        except Unavailable as error:
            self._banner.danger(error.message, lambda: self._use(use, pdf))
            return
        if done:
            self._banner.good("C’est fait. Vérifiez que la feuille se lit bien.")

    def _pdf(self) -> bytes:
        from reports.cle_de_secours import cle_de_secours

        return cle_de_secours(
            structure=self._structure, cle=self._cle, base=self._base, jour=clock.today()
        )

    def _shown_side(self) -> QWidget:
        name = "Clé de secours"
        self._print = named(WordButton("print", "Imprimer…"), "cle.imprimer")
        self._print.clicked.connect(lambda: self._with_pdf(lambda pdf: print_pdf(self, pdf, name)))
        save = named(WordButton("pdf", "Enregistrer en PDF…"), "cle.enregistrer")
        save.clicked.connect(lambda: self._with_pdf(lambda pdf: save_pdf(self, pdf, name)))
        where = text(_WHERE, "secondary")
        where.setWordWrap(True)
        shown = card("", _written(self._groups), where)
        shown.body.addLayout(row(self._print, save))
        return shown

    def _inputs(self) -> list[Input]:
        return [
            Input(name=_name_of(rank), label=f"{_ordinal(rank)} groupe", required=True)
            for rank in self._asked
        ]


def written(words: str, *, name: str, read: str) -> QLabel:
    """What is copied by hand, in large signs of one width, that can be selected too."""
    label = named(QLabel(words), name, read)
    label.setAccessibleDescription(words)  # as it is typed: `read` may spell it
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    size = label.font().pointSizeF() * _LARGE
    # The house's style sheet would win over a font that is merely set.
    label.setStyleSheet(f"font-family: '{font.family()}'; font-size: {size:.1f}pt;")
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return label


def _written(groups: Sequence[str]) -> QLabel:
    half = len(groups) // 2
    lines = ("  ".join(groups[:half]), "  ".join(groups[half:]))
    spelled = ", ".join(" ".join(group) for group in groups)
    return written("\n".join(lines), name="cle.texte", read=f"Clé de secours\u00a0: {spelled}")


def _read(typed: str) -> str:
    """As the key itself is read: confusions and small letters forgiven."""
    return "".join(sign for sign in typed.upper() if sign.isalnum()).translate(_CONFUSED)


def _name_of(rank: int) -> str:
    return f"groupe_{rank + 1}"


def _ordinal(rank: int) -> str:
    return "Premier" if rank == 0 else f"{rank + 1}\u1d49"
