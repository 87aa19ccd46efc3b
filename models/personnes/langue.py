"""The languages in which a person is at ease."""

from collections.abc import Iterable
from typing import Any

from models.base.fields import ForeignKey
from models.base.table import Table, tuples_of
from models.nomenclatures.valeur import Valeur
from models.personnes.personne import Personne


class PersonneLangue(Table):
    """One language of one person."""

    personne = ForeignKey(Personne)
    langue = ForeignKey(Valeur, index=False)

    class Meta:
        indexes = ((("personne", "langue"), True),)


def langues_of(personne_id: str) -> list[str]:
    """The keys of her languages, in the order in which they were told."""
    query: Any = PersonneLangue.select(PersonneLangue.langue)
    hers = query.where(PersonneLangue.personne == personne_id).order_by(PersonneLangue.id)
    return [row[0] for row in tuples_of(hers)]


def set_langues(personne: Personne, langues: Iterable[str]) -> None:
    """Make these her languages; inside a command."""
    wanted = list(dict.fromkeys(langues))
    rows: Any = PersonneLangue.select().where(PersonneLangue.personne == personne.id)
    for row in list(rows):
        if row.langue_id in wanted:
            wanted.remove(row.langue_id)
        else:
            row.remove()
    for langue in wanted:
        PersonneLangue(personne=personne, langue=langue).save()
