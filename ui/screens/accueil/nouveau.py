"""The few fields of a newcomer, filled from the name that was typed; none of them is required."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

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
from ui.screens.accueil.partie import Partie


def show_naissance(naissance: Naissance) -> str:
    return naissance.texte


class NouveauDossier(Partie):
    """Prénom, nom, naissance, téléphone, commune, with the homonyms under them."""

    form_name = "accueil.nouveau"
    inputs = (
        Input(name="prenom", label="Prénom"),
        Input(name="nom_naissance", label="Nom"),
        Input(
            name="date_naissance",
            label="Né·e",
            kind=Kind.PARTIAL_DAY,
            parse=parse_naissance,
            show=show_naissance,
            hint="12/03/2007 ou 2007",
        ),
        Input(name="telephone", label="Téléphone", kind=Kind.TELEPHONE),
        Input(name="commune", label="Commune"),
    )
    names = private = tuple(i.known_name for i in inputs)

    def __init__(self, context: Context, *, chosen: Callable[[Trouvee], object]) -> None:
        super().__init__(context.turned)
        self._context, self._chosen = context, chosen

    def fill(self, typed: str) -> None:
        """Start from a name as it was typed."""
        name = split_name(typed)
        self.clear()
        self._set("prenom", name.prenom)
        self._set("nom_naissance", name.nom)

    def values(self) -> dict[str, Any]:
        """The columns of the new file."""
        born = self.value("date_naissance") or parse_naissance("")
        texts = {name: self.value(name) for name in self.names if name != "date_naissance"}
        facts = {"date_naissance": born.date, "precision_naissance": born.precision.value}
        return {**texts, **facts}

    def clear(self) -> None:
        if self.is_made:
            self.restore(dict.fromkeys(self.names, ""))
            self._homonymes.forget()
            self.clear_errors()

    def _set(self, name: str, value: str) -> None:
        self.boxes[name].editor.set_value(value)

    def _exchange(self) -> None:
        prenom, nom = (self.boxes[name].editor.kept() for name in ("prenom", "nom_naissance"))
        self._set("prenom", nom)
        self._set("nom_naissance", prenom)

    def note_change(self) -> None:
        kept = self.kept()
        self._homonymes.look(
            nom=kept["nom_naissance"],
            prenom=kept["prenom"],
            naissance=kept["date_naissance"],
            telephone=kept["telephone"],
        )
        self.changed.emit()

    def lay_out(self, boxes: Mapping[str, FieldBox]) -> None:
        from ui.parts.homonymes import Homonymes

        self._homonymes = Homonymes(
            self._context,
            "accueil.homonymes",
            chosen=self._chosen,
            after=boxes["commune"].editor.control,
        )
        swap = IconButton("refresh", "Échanger le prénom et le nom")
        named(swap, "accueil.nouveau.echanger").clicked.connect(self._exchange)
        row = QHBoxLayout()
        row.setSpacing(M)
        for name, box in boxes.items():
            row.addWidget(box, 1)
            if name == "prenom":
                row.addWidget(swap)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addLayout(row)
        column.addWidget(self._homonymes)
