"""Attaching a visitor known by a nickname to a file: hers if she has one, or a new one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from models.accueil.anonyme import AnonymeConnu, open_anonyme, rattacher_anonyme
from models.accueil.saisie import open_dossier, open_dossier_of
from models.personnes.noms import NomTape, split_name
from models.personnes.recherche import Trouvee, search_personnes
from ui.kit.completer import Answer, Completer
from ui.kit.context import Context
from ui.kit.field_box import FieldBox
from ui.kit.inputs import Input
from ui.kit.page import text
from ui.kit.tokens import S
from ui.parts.precisions import shown_precisions

_FILES = 8
_SAID = "Visiteur rattaché à son dossier"


class Rattachement(QWidget):
    """One field; the file that is chosen is hers from today on."""

    made = Signal()
    left = Signal()  # attached, or given up
    attached = Signal(str, str)  # the keys of the visitor and of the file

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._anonyme: AnonymeConnu | None = None
        self._line: QLineEdit | None = None
        self._title: QLabel
        self._completer: Completer
        self.hide()

    def open_for(self, anonyme_id: str) -> bool:
        """Whether there is somebody to attach."""
        self._anonyme = open_anonyme(anonyme_id)
        if self._anonyme is None or self._anonyme.dossier is not None:
            self._context.banner.info("Ce visiteur est déjà rattaché à un dossier.")
            return False
        self._build()
        self._say()
        return True

    def focus_first(self) -> None:
        if self._line is not None:
            self._line.clear()
            self._line.setFocus(Qt.FocusReason.TabFocusReason)

    def _build(self) -> None:
        if self._line is not None:
            return
        self._title = text("", "section", "accueil.rattachement.titre")
        self._title.setWordWrap(True)  # a name, a demande: as long as somebody wrote it
        help_ = "Ses passages d’avant restent comptés comme ils l’étaient."
        hint = "Nom, téléphone, naissance"
        box = FieldBox(
            Input(name="dossier", label="Dossier", hint=hint, help=help_),
            form_name="accueil.rattachement",
        )
        assert isinstance(box.editor.control, QLineEdit)
        self._line = box.editor.control
        self._completer = Completer(
            self._line,
            self._find,
            chosen=self._choose,
            name="accueil.rattachement.liste",
            width=440,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addWidget(self._title)
        column.addWidget(box)
        self._context.turned.changed.connect(self._say)
        self.made.emit()

    def _say(self) -> None:
        if self._anonyme is not None:
            shown = self._context.shown(str(self._anonyme.repere))
            self._title.setText(f"Rattacher « {shown} » à son dossier")
        if self._completer.is_open and self._line is not None:
            self._completer.open(self._line.text())

    def _find(self, typed: str) -> list[Answer]:
        found = [
            Answer(one, self._context.shown(one.nom), shown_precisions(self._context, one))
            for one in search_personnes(typed, limit=_FILES)
        ]
        name = split_name(typed)
        if len(name.texte) >= 2:
            shown = self._context.shown(name.texte)
            found.append(Answer(name, f"Créer le dossier « {shown} »"))
        return found

    def _choose(self, answer: Answer) -> None:
        anonyme = self._anonyme
        if anonyme is not None:
            self._context.attempt(
                lambda: _attach(anonyme, answer.key),
                done=lambda key: self.attached.emit(anonyme.id, key),
                said=_SAID,
            )
        self.left.emit()


def _attach(anonyme: AnonymeConnu, to: Trouvee | NomTape) -> str:
    """The key of the file that is hers now."""
    if isinstance(to, NomTape):
        return str(open_dossier_of(anonyme, prenom=to.prenom, nom_naissance=to.nom).id)
    rattacher_anonyme(anonyme, open_dossier(to.id))
    return to.id
