"""The few fields of a newcomer, filled from the name that was typed; none of them is required."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.base.errors import Invalid
from models.personnes.naissance import Naissance, parse_naissance
from models.personnes.noms import split_name
from models.personnes.recherche import Trouvee
from ui.kit.context import Context
from ui.kit.editors import Kind
from ui.kit.field_box import FieldBox
from ui.kit.icons import IconButton
from ui.kit.inputs import Input
from ui.kit.names import named
from ui.kit.tokens import M, S
from ui.parts.homonymes import Homonymes


def show_naissance(naissance: Naissance) -> str:
    return naissance.texte


_INPUTS = (
    Input(name="prenom", label="Prénom"),
    Input(name="nom_naissance", label="Nom"),
    Input(
        name="date_naissance",
        label="Né·e",
        kind=Kind.PARTIAL_DAY,
        parse=parse_naissance,
        show=show_naissance,
        hint="12/03/2007, 2007, vers 2007",
    ),
    Input(name="telephone", label="Téléphone", kind=Kind.TELEPHONE),
    Input(name="commune", label="Commune"),
)


class NouveauDossier(QWidget):
    """Prénom, nom, naissance, téléphone, commune, with the homonyms under them."""

    changed = Signal()

    def __init__(self, context: Context, *, chosen: Callable[[Trouvee], object]) -> None:
        super().__init__()
        self.boxes = {i.name: FieldBox(i, form_name="accueil.nouveau") for i in _INPUTS}
        self.homonymes = Homonymes(context, "accueil.homonymes", chosen=chosen)
        self._swap = named(
            IconButton("refresh", "Échanger le prénom et le nom"), "accueil.nouveau.echanger"
        )
        self._swap.clicked.connect(self._exchange)
        for box in self.boxes.values():
            box.editor.changed.connect(self._note_change)
        self._lay_out()

    def fill(self, typed: str) -> None:
        """Start from a name as it was typed."""
        name = split_name(typed)
        self.clear()
        self._set("prenom", name.prenom)
        self._set("nom_naissance", name.nom)

    def values(self) -> dict[str, Any]:
        """The columns of the new file."""
        born = self._value("date_naissance") or parse_naissance("")
        texts = {name: self._value(name) for name in self.boxes if name != "date_naissance"}
        facts = {"date_naissance": born.date, "precision_naissance": born.precision.value}
        return {**texts, **facts}

    def kept(self) -> dict[str, Any]:
        return {name: box.editor.kept() for name, box in self.boxes.items()}

    def restore(self, kept: Mapping[str, Any]) -> None:
        for name, box in self.boxes.items():
            box.editor.restore(kept.get(name, ""))

    def clear(self) -> None:
        self.restore({})
        self.homonymes.forget()
        self.clear_errors()

    def clear_errors(self) -> None:
        for box in self.boxes.values():
            box.clear_error()

    def _value(self, name: str) -> Any:
        box = self.boxes[name]
        try:
            return box.editor.value()
        except ValueError as error:
            raise Invalid(name, f"{box.label} : {error}") from error

    def _set(self, name: str, value: str) -> None:
        self.boxes[name].editor.set_value(value)

    def _exchange(self) -> None:
        prenom, nom = (self.boxes[name].editor.kept() for name in ("prenom", "nom_naissance"))
        self._set("prenom", nom)
        self._set("nom_naissance", prenom)

    def _note_change(self) -> None:
        kept = self.kept()
        self.homonymes.look(
            nom=kept["nom_naissance"],
            prenom=kept["prenom"],
            naissance=kept["date_naissance"],
            telephone=kept["telephone"],
        )
        self.changed.emit()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(M)
        for name, box in self.boxes.items():
            row.addWidget(box, 1)
            if name == "prenom":
                row.addWidget(self._swap)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addLayout(row)
        column.addWidget(self.homonymes)
