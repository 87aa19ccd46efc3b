"""The fields of the line taken together: emptied, filled from a passage, kept, restored, read."""

from collections.abc import Callable, Mapping
from typing import Any

from models.accueil.demande import as_input, demandes_of
from models.accueil.passage import Passage
from models.accueil.saisie import noted_name
from models.base.errors import Invalid
from models.nomenclatures.valeur import choices
from models.personnes.recherche import Trouvee
from ui.kit import parsing
from ui.kit.context import Context
from ui.kit.field_box import FieldBox
from ui.kit.inputs import Input
from ui.screens.accueil.complements import Complements
from ui.screens.accueil.demandes import DemandesField
from ui.screens.accueil.etat import kept_demandes, restored_demandes
from ui.screens.accueil.nouveau import NouveauDossier
from ui.screens.accueil.precisions import Precisions
from ui.screens.accueil.qui import Qui, QuiField, Sorte

SUR_PLACE, TELEPHONE = "mode_contact.passage_spontane", "mode_contact.telephone"
_ELSEWHERE = {"moment": "jour", "personne": "qui"}  # where a refusal of that name is answered


class Champs:
    """Every field of the line, wherever it is laid."""

    def __init__(self, context: Context, *, homonyme: Callable[[Trouvee], object]) -> None:
        self.qui = QuiField(context)
        self.nouveau = NouveauDossier(context, chosen=homonyme)
        self.demandes = DemandesField()
        self.mode = FieldBox(
            Input(Passage.mode_contact, required=False, options=lambda: choices("mode_contact")),
            form_name="accueil",
        )
        self.duree = FieldBox(
            Input(Passage.duree_minutes, label="Durée (min)", parse=parsing.minutes),
            form_name="accueil",
        )
        self.precisions = Precisions()
        self.complements = Complements()
        self._own = {b.name: b for b in (self.qui.box, self.demandes.box, self.mode, self.duree)}

    @property
    def is_empty(self) -> bool:
        """Nobody named, nothing asked, nothing typed."""
        typed = self.qui.line.text().strip() or self.demandes.line.text().strip()
        return not (typed or self.demandes.demandes or self.complements.words)

    @property
    def is_by_telephone(self) -> bool:
        return bool(self.mode.editor.kept() == dict(choices("mode_contact")).get(TELEPHONE))

    def clear(self, defaults: Mapping[str, Any]) -> None:
        self.qui.set_qui(Qui())
        self.nouveau.clear()
        self.demandes.line.clear()
        self.demandes.completer.close()
        self.demandes.set_demandes([])
        self.mode.editor.set_value(SUR_PLACE)
        self.duree.editor.set_value(None)
        self.complements.clear(defaults)
        self.clear_errors()

    def show_passage(self, passage: Passage) -> None:
        """The fields as they were when this passage was written."""
        note, rest = noted_name(passage)
        self.qui.set_qui(_qui_of(passage, note))
        self.demandes.set_demandes([as_input(one) for one in demandes_of(passage.id)])
        self.mode.editor.set_value(_key_of(passage, "mode_contact"))
        self.duree.editor.set_value(passage.duree_minutes)
        values = {name: _key_of(passage, name) for name in self.complements.names}
        values.update(jour=passage.jour, heure=passage.heure, commentaire=rest)
        self.complements.set_values(values)

    def facts(self) -> dict[str, Any]:
        """The columns of the passage, but for who came and what was asked."""
        values = self.complements.values()
        values["commentaire"] = values["commentaire"] or ""
        values["mode_contact"] = self._value(self.mode) or SUR_PLACE
        values["duree_minutes"] = self._value(self.duree)
        return values

    def kept(self) -> dict[str, Any]:
        """What is typed and chosen, in JSON's own types."""
        return {
            "qui": self.qui.qui.kept(),
            "nouveau": self.nouveau.kept(),
            "tape": self.demandes.line.text(),
            "demandes": kept_demandes(self.demandes.demandes),
            "mode": self.mode.editor.kept(),
            "duree": self.duree.editor.kept(),
            "complements": self.complements.kept(),
        }

    def restore(self, kept: Mapping[str, Any]) -> None:
        self.qui.set_qui(Qui.restored(kept["qui"]))
        self.nouveau.restore(kept["nouveau"])
        self.demandes.line.setText(kept["tape"])
        self.demandes.set_demandes(restored_demandes(kept["demandes"]))
        self.mode.editor.restore(kept["mode"])
        self.duree.editor.restore(kept["duree"])
        self.complements.restore(kept["complements"])

    def box(self, name: str) -> FieldBox | None:
        """Where a refusal of that name is answered."""
        wanted = _ELSEWHERE.get(name, name)
        if wanted in self.complements.names:
            return self.complements.boxes[wanted]
        if wanted in self.nouveau.names:
            return self.nouveau.boxes[wanted]
        if wanted in self.precisions.names and not self.precisions.isHidden():
            return self.precisions.boxes[wanted]
        return self._own.get(wanted)

    def clear_errors(self) -> None:
        for box in self._own.values():
            box.clear_error()
        self.precisions.clear_errors()
        self.complements.clear_errors()
        self.nouveau.clear_errors()

    def _value(self, box: FieldBox) -> Any:
        try:
            return box.editor.value()
        except ValueError as error:
            raise Invalid(box.name, f"{box.label} : {error}") from error


def _key_of(passage: Passage, name: str) -> str | None:
    """The key that a link of the passage holds, without reading the row that it points to."""
    key: str | None = getattr(passage, f"{name}_id", None)
    return key


def _qui_of(passage: Passage, note: str) -> Qui:
    if note:
        return Qui(Sorte.NOTE, note)
    personne: Any = passage.personne
    if personne is None:
        return Qui()
    precisions = " · ".join(p for p in (personne.naissance.texte, personne.commune) if p)
    return Qui(Sorte.DOSSIER, personne.nom_affiche, personne.id, precisions)
