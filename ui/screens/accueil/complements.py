"""What a passage may also carry, folded until wanted: day, hour, site, who received, words."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from models.accueil.passage import Passage
from models.base.errors import Invalid
from models.comptes.agent import Agent, active_agents
from models.nomenclatures.lieu import lieux
from models.nomenclatures.valeur import choices, valeurs
from ui.kit.context import Turned
from ui.kit.field_box import FieldBox
from ui.kit.inputs import Input
from ui.kit.tokens import M, S
from ui.screens.accueil.partie import Partie

_COLUMNS = 3
COLLECTIF = "type_contact.collectif"


def lieu_options() -> list[tuple[str, str]]:
    return [(lieu.id, lieu.nom) for lieu in lieux()]


def agent_options() -> list[tuple[str, str]]:
    """Who may receive, accounts or not; a volunteer is told as such."""
    statuts = {v.code: v.libelle.lower() for v in valeurs("statut_accueillant", retired=True)}
    return [(a.id, _with_statut(a, statuts)) for a in active_agents()]


def _with_statut(agent: Agent, statuts: Mapping[str, str]) -> str:
    statut = statuts.get(agent.statut or "", "")
    return f"{agent.nom_affiche}, {statut}" if statut else agent.nom_affiche


class Complements(Partie):
    """Fields of a passage that have a default, or that may stay empty."""

    inputs = (
        Input(Passage.jour, required=False, hint="Aujourd’hui, hier, 12/03"),
        Input(Passage.heure, required=False, hint="Maintenant, ou 9h30"),
        Input(Passage.lieu, required=False, options=lieu_options),
        Input(Passage.accueilli_par, options=agent_options),
        Input(Passage.type_contact, options=lambda: choices("type_contact")),
        Input(Passage.commentaire, required=False, lines=2, wide=True),
    )
    names = tuple(i.known_name for i in inputs)
    private = ("commentaire",)

    def __init__(self, turned: Turned) -> None:
        super().__init__(turned)
        self._defaults: Mapping[str, Any] = {}

    @property
    def is_dated(self) -> bool:
        """Whether a day is typed: the passage is written afterwards."""
        return bool(self.kept().get("jour"))

    @property
    def holds_something(self) -> bool:
        """Whether anything there is not what a passage has when nobody says otherwise."""
        return self.is_made and not all(map(self._is_usual, self.names))

    @property
    def words(self) -> str:
        return str(self.kept().get("commentaire") or "")

    @property
    def chosen_agent(self) -> Any:
        """Who receives, as far as it can be read."""
        if not self.is_made:
            return self._defaults.get("accueilli_par")
        try:
            return self.value("accueilli_par")
        except Invalid:
            return None

    def values(self) -> dict[str, Any]:
        if not self.is_made:
            return {name: self._defaults.get(name) for name in self.names}
        return {name: self.value(name) for name in self.names}

    def clear(self, defaults: Mapping[str, Any]) -> None:
        """The values that a passage has when nobody says otherwise."""
        self._defaults = defaults
        if self.is_made:
            self.set_values(defaults)

    def set_values(self, values: Mapping[str, Any]) -> None:
        for name, box in self.boxes.items():
            box.editor.set_value(values.get(name))

    def focus_first(self) -> None:
        self.boxes["jour"].editor.control.setFocus(Qt.FocusReason.TabFocusReason)

    def propose(self, name: str, value: Any) -> None:
        """Another default, unless somebody chose otherwise."""
        untouched = not self.is_made or self._is_usual(name)
        self._defaults = {**self._defaults, name: value}
        if self.is_made and untouched:
            self.boxes[name].editor.set_value(value)

    def lay_out(self, boxes: Mapping[str, FieldBox]) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(M)
        grid.setVerticalSpacing(S)
        *plain, words = boxes.values()
        for at, box in enumerate(plain):
            grid.addWidget(box, at // _COLUMNS, at % _COLUMNS)
            grid.setColumnStretch(at % _COLUMNS, 1)
        grid.addWidget(words, len(plain) // _COLUMNS + 1, 0, 1, _COLUMNS)
        area = words.editor.control
        area.setMaximumHeight(area.minimumHeight())  # the register stays in sight under it
        for name, box in boxes.items():
            box.editor.set_value(self._defaults.get(name))

    def _is_usual(self, name: str) -> bool:
        try:
            return (self.value(name) or None) == self._defaults.get(name)
        except Invalid:
            return False
