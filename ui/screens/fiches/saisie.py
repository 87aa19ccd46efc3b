"""What is typed in a fiche, taken from the widgets so that a job can compose its paper."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from models.base.errors import Invalid
from models.prescriptions import composer, criteres, fiche
from models.prescriptions.contenu import PersonneContenu, Protege
from models.prescriptions.criteres import Constat
from ui.kit.editors import Editor
from ui.kit.editors.choices import ChoiceEditor
from ui.kit.form import Form


@dataclass
class Saisie:
    """The values of a moment; `compose`, in a job, finds the paper and what it says."""

    prescription_id: str
    opened: dict[str, Any]
    protege: Protege | None
    constats: Sequence[Constat] = ()
    lost: str = ""
    composed: bool = field(default=False, compare=False)

    def compose(self) -> bytes:
        """The PDF of what is typed."""
        from reports.fiche_prescription import fiche_prescription
        from reports.text import missing_glyphs

        typed = fiche.as_typed(self.prescription_id, self.opened)
        self.constats = criteres.constats_of(typed, self.protege)
        contenu = composer.contenu_of(typed, self.protege)
        self.lost = missing_glyphs(_names(contenu.identite.personne))
        self.composed = True
        return fiche_prescription(contenu)


def readable(form: Form, stored: Mapping[str, Any]) -> dict[str, Any]:
    """What is typed, field by field; what cannot be read yet is as it was saved.

    Unlike `values()`, nothing is settled: a name half typed stays half typed.
    """
    return {name: _read(form.editor(name), stored.get(name)) for name in form.draft()}


def _read(editor: Editor, stored: Any) -> Any:
    if isinstance(editor, ChoiceEditor):
        typed = editor.read.strip()
        known = {label: value for value, label in editor.options()}
        return known.get(typed, stored) if typed else None
    try:
        return editor.value()
    except (ValueError, Invalid):
        return stored


def _names(personne: PersonneContenu) -> str:
    return "".join((personne.nom, personne.nom_naissance, personne.adresse, personne.commune))
