"""Two files side by side: the value to keep of each field, what moves, what asks for care."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from models.personnes.comparaison import Choix, Ecart, ecarts
from models.personnes.fusionner import a_savoir
from models.personnes.liens import Mouvement, ce_qui_bouge
from models.personnes.personne import Personne
from ui.kit.context import Context
from ui.kit.icons import IconLabel
from ui.kit.names import named
from ui.kit.page import Card, row, scrolled, text
from ui.kit.radio import Radio
from ui.kit.tokens import L, M, S

BOTH = "Garder les deux"
LABELS = 150  # pixels of the fields' names
WIDEST = 1080  # a line longer than that is tiring to compare


class Comparaison(QWidget):
    """Reads both files once; what is chosen is kept when they change places."""

    def __init__(self, context: Context, gardee: Personne, absorbee: Personne) -> None:
        super().__init__()
        self._context = context
        self.gardee, self.absorbee = gardee, absorbee
        self.ecarts: Sequence[Ecart] = ecarts(gardee, absorbee)
        self.moves = ce_qui_bouge(absorbee)
        self._groups: dict[str, QButtonGroup] = {}
        self._card = Card()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(M)
        self._grid.setVerticalSpacing(S)
        self._grid.setColumnMinimumWidth(0, LABELS)
        for column in (1, 2):
            self._grid.setColumnStretch(column, 1)
        self._card.body.addLayout(self._grid)
        self._fill_heads()
        for at, ecart in enumerate(self.ecarts, 2):
            self._add(at, ecart)
        self._lay_out()

    @property
    def choix(self) -> dict[str, Choix]:
        """What stands chosen of each field."""
        of = tuple(Choix)
        return {name: of[group.checkedId()] for name, group in self._groups.items()}

    def focus_first(self) -> None:
        buttons = [group.checkedButton() for group in self._groups.values()]
        first: QWidget = next(filter(None, buttons), None) or self
        first.setFocus(Qt.FocusReason.TabFocusReason)

    def _fill_heads(self) -> None:
        for column, (role, one) in enumerate(
            (("Dossier gardé", self.gardee), ("Dossier absorbé", self.absorbee)), 1
        ):
            head = QVBoxLayout()
            head.setSpacing(0)
            head.addWidget(text(role, "small"))
            name = text(one.nom_affiche, "title", f"doublons.nom.{column}")
            name.setWordWrap(True)
            head.addWidget(name)
            told = " · ".join(filter(None, (one.naissance.texte, str(one.commune))))
            head.addWidget(text(told or "Rien d’autre n’est connu", "secondary"))
            self._grid.addLayout(head, 0, column)
        if not self.ecarts:
            same = "Ces deux dossiers disent la même chose."
            self._grid.addWidget(text(same, "secondary"), 1, 1, 1, 2)

    def _add(self, at: int, ecart: Ecart) -> None:
        """One field: its label, a value in each column, both together under them."""
        label = text(ecart.label, "label")
        label.setWordWrap(True)
        label.setContentsMargins(0, M, 0, 0)  # on the line of the first words beside it
        self._grid.addWidget(label, at * 2, 0, Qt.AlignmentFlag.AlignTop)
        group = QButtonGroup(self)
        self._groups[ecart.nom] = group
        both = f"{BOTH}, {ecart.en_plus} dans le commentaire" if ecart.en_plus else BOTH
        values = {Choix.GARDEE: ecart.gardee, Choix.ABSORBEE: ecart.absorbee, Choix.LES_DEUX: both}
        for choix in ecart.possibles:
            radio = named(Radio(values[choix]), f"doublons.{ecart.nom}.{choix}")
            radio.setAccessibleName(f"{ecart.label} : {values[choix]}")
            group.addButton(radio, tuple(Choix).index(choix))
            radio.setChecked(choix is ecart.choix)
            if choix is Choix.LES_DEUX:
                self._grid.addWidget(radio, at * 2 + 1, 1, 1, 2)
            else:
                self._grid.addWidget(radio, at * 2, 1 if choix is Choix.GARDEE else 2)

    def _lay_out(self) -> None:
        inside = QVBoxLayout()
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(L)
        for phrase in a_savoir(self.gardee, self.absorbee):
            said = text(phrase)
            said.setWordWrap(True)
            line = row(IconLabel("warning", kind="attention"), said, stretch=False)
            line.setStretch(1, 1)
            inside.addLayout(line)
        moving = text(said_moves(self.moves), "secondary", "doublons.bouge")
        moving.setWordWrap(True)
        inside.addWidget(moving)
        inside.addWidget(self._card)
        inside.addStretch()
        held = QWidget()
        held.setLayout(inside)
        held.setMaximumWidth(WIDEST)
        across = QHBoxLayout()
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(held, 1)
        across.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolled(across))


def said_moves(moves: Sequence[Mouvement]) -> str:
    """« Passe au dossier gardé : 12 passages, 1 suivi. »"""
    phrases = [move.phrase for move in moves]
    if not phrases:
        return "Rien d’autre que ces champs ne change de dossier."
    return f"Passe au dossier gardé : {', '.join(phrases)}."
