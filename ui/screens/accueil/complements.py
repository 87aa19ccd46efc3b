"""What a passage may also carry, folded until wanted: day, hour, site, who received, words."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from models.accueil.passage import Passage
from models.base.errors import Invalid
from models.comptes.agent import active_agents
from models.nomenclatures.lieu import lieux
from models.nomenclatures.valeur import choices
from ui.kit.editors import Editor
from ui.kit.field_box import FieldBox
from ui.kit.inputs import Input
from ui.kit.tokens import M, S

_COLUMNS = 4
PLAIN = ("jour", "heure", "lieu", "accueilli_par", "type_contact", "sexe", "tranche_age")


class Complements(QWidget):
    """Fields of a passage that have a default, or that may stay empty."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        inputs = (
            Input(Passage.jour, required=False, hint="Aujourd’hui, ou hier, 12/03…"),
            Input(Passage.heure, required=False, hint="Maintenant, ou 9h30"),
            Input(Passage.lieu, required=False, options=lieu_options),
            Input(Passage.accueilli_par, options=agent_options),
            Input(Passage.type_contact, options=lambda: choices("type_contact")),
            Input(
                Passage.sexe, options=lambda: choices("sexe"), help="D’une personne sans dossier."
            ),
            Input(
                Passage.tranche_age,
                options=lambda: choices("tranche_age"),
                help="D’une personne sans dossier.",
            ),
            Input(Passage.commentaire, required=False, lines=2, wide=True),
        )
        self.boxes = {i.known_name: FieldBox(i, form_name="accueil") for i in inputs}
        for box in self.boxes.values():
            box.editor.changed.connect(self.changed)
        words = self.editor("commentaire").control
        words.setMaximumHeight(words.minimumHeight())  # the register stays in sight under it
        self._lay_out()

    def editor(self, name: str) -> Editor:
        return self.boxes[name].editor

    def values(self) -> dict[str, Any]:
        return {name: self._value(name) for name in self.boxes}

    def set_values(self, values: Mapping[str, Any]) -> None:
        for name, box in self.boxes.items():
            box.editor.set_value(values.get(name))

    def kept(self) -> dict[str, Any]:
        return {name: box.editor.kept() for name, box in self.boxes.items()}

    def restore(self, kept: Mapping[str, Any]) -> None:
        for name, box in self.boxes.items():
            if name in kept:
                box.editor.restore(kept[name])

    def clear_errors(self) -> None:
        for box in self.boxes.values():
            box.clear_error()

    def focus_first(self) -> None:
        self.editor("jour").control.setFocus(Qt.FocusReason.TabFocusReason)

    def set_identified(self, on: bool) -> None:
        """Sex and band of age come from the file of a person who has one."""
        for name in ("sexe", "tranche_age"):
            self.boxes[name].setVisible(not on)

    def _value(self, name: str) -> Any:
        box = self.boxes[name]
        try:
            return box.editor.value()
        except ValueError as error:
            raise Invalid(name, f"{box.label} : {error}") from error

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(M)
        grid.setVerticalSpacing(S)
        for at, name in enumerate(PLAIN):
            grid.addWidget(self.boxes[name], at // _COLUMNS, at % _COLUMNS)
            grid.setColumnStretch(at % _COLUMNS, 1)
        grid.addWidget(self.boxes["commentaire"], len(PLAIN) // _COLUMNS + 1, 0, 1, _COLUMNS)


def lieu_options() -> list[tuple[str, str]]:
    return [(lieu.id, lieu.nom) for lieu in lieux()]


def agent_options() -> list[tuple[str, str]]:
    return [(agent.id, agent.nom_affiche) for agent in active_agents()]
