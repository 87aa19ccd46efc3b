"""Under « Structure », the structures already known; one chosen brings its usual prescripteur."""

from collections.abc import Sequence
from typing import Any

from models.base.search import fold
from models.nomenclatures.structure import Structure, structures
from models.nomenclatures.valeur import label
from models.prescriptions.prescription import last_of_structure
from ui.kit.completer import Answer, Completer
from ui.kit.form import Form

SHOWN = 8
CONTACT = (
    "prescripteur_nom",
    "prescripteur_fonction",
    "prescripteur_telephone",
    "prescripteur_courriel",
)


class Prescripteurs:
    """Fills what is empty, and never what was typed."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._known = structures()
        line: Any = form.editor("prescripteur_structure").control
        self._completer = Completer(
            line, self._find, chosen=self._choose, name="fiche.prescripteurs"
        )

    def _find(self, typed: str) -> Sequence[Answer]:
        words = fold(typed).split()
        found = [s for s in self._known if all(word in s.cle for word in words)]
        if len(found) == 1 and found[0].nom == typed:
            return []  # it is written already
        return [Answer(s.id, s.nom, label(_type_of(s))) for s in found[:SHOWN]]

    def _choose(self, answer: Answer) -> None:
        structure = next(s for s in self._known if s.id == answer.key)
        self._form.editor("prescripteur_structure").set_value(structure.nom)
        for name, value in _usual(structure).items():
            editor = self._form.editor(name)
            if value and not editor.kept():
                editor.set_value(value)
        self._form.editor("type_prescripteur").setFocus()


def _usual(structure: Structure) -> dict[str, Any]:
    """What is known of a structure: its own card, then who signed its last fiche."""
    last = last_of_structure(structure.id)
    usual: dict[str, Any] = {name: getattr(last, name) if last else "" for name in CONTACT}
    usual["prescripteur_telephone"] = usual["prescripteur_telephone"] or structure.telephone
    usual["prescripteur_courriel"] = usual["prescripteur_courriel"] or structure.courriel
    known = last.type_prescripteur_id if last else None
    usual["type_prescripteur"] = _type_of(structure) or known
    return usual


def _type_of(structure: Any) -> str | None:
    key: str | None = structure.type_prescripteur_id
    return key
