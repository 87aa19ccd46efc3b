"""A whole file in one act: the person, and what other tables say of her."""

from collections.abc import Iterable
from typing import Any

from models.base.command import command
from models.base.droit import Droit
from models.personnes.langue import langues_of, set_langues
from models.personnes.personne import Personne, create_personne, criteres_of, save_personne


def dossier_of(personne: Personne) -> dict[str, Any]:
    """All that the form of a file asks for, by name; links by their keys."""
    fields = Personne._meta.sorted_fields
    values = {field.name: getattr(personne, field.column_name) for field in fields}
    criteres, langues = criteres_of(personne), langues_of(personne.id)
    return {**values, "criteres": criteres, "langues": langues}


@command(right=Droit.PERSONNES, label="Dossier créé")
def create_dossier(*, langues: Iterable[str] = (), **values: Any) -> Personne:
    """Open a file with all that was told of the person."""
    personne = create_personne(**values)
    set_langues(personne, langues)
    return personne


@command(right=Droit.PERSONNES, label="Dossier enregistré")
def save_dossier(
    personne: Personne, *, langues: Iterable[str] | None = None, **values: Any
) -> Personne:
    """Change a file and what belongs to it."""
    saved = save_personne(personne, **values)
    if langues is not None:
        set_langues(saved, langues)
    return saved
