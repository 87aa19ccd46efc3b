"""What points to a file, whatever the area: how many rows of each kind, and where they may go."""

from typing import Any, NamedTuple

from models.base.table import Table, every_table
from models.personnes.fusion import OWN, links_of
from models.personnes.personne import Personne

_NOUNS = {
    "passage": ("passage", "passages"),
    "suivi": ("suivi", "suivis"),
    "prescription": ("fiche", "fiches"),
    "document": ("document", "documents"),
    "message": ("message", "messages"),
    "attente": ("attente", "attentes"),
    "anonyme_connu": ("anonyme connu", "anonymes connus"),
    "personne_critere": ("critère", "critères"),
    "personne_langue": ("langue", "langues"),
    "personne_accord": ("accord", "accords"),
    "foyer_membre": ("foyer", "foyers"),
    "participant": ("participation FSE+", "participations FSE+"),
}
_FIRST = tuple(_NOUNS)


class Mouvement(NamedTuple):
    """How many rows of a table would change hands."""

    nombre: int
    nom: str

    @property
    def phrase(self) -> str:
        return f"{self.nombre} {self.nom}"


def ce_qui_bouge(absorbee: Personne) -> list[Mouvement]:
    """What points to a file, by kind: « 12 passages », « 1 suivi »."""
    counts: dict[str, int] = {}
    for table, field in links():
        count = table.select().where(field == absorbee.id).count()
        name = table._meta.table_name
        counts[name] = counts.get(name, 0) + count
    order = sorted(filter(counts.get, counts), key=lambda n: (n not in _FIRST, _place(n)))
    return [Mouvement(counts[name], noun(name, counts[name])) for name in order]


def count_since(fusion: Any, known: set[str]) -> list[Mouvement]:
    """What was added to the kept file after a merge."""
    found = []
    for table, field in links():
        later = (field == fusion.gardee_id) & (table.created_at > fusion.faite_le)
        count = table.select().where(later & table.id.not_in(known or {""})).count()
        if count:
            found.append(Mouvement(count, noun(table._meta.table_name, count)))
    return found


def links() -> list[tuple[type[Table], Any]]:
    """Each column of each table that points to a file, whatever the area."""
    return [
        (table, field)
        for table in every_table().values()
        if table not in OWN
        for field in links_of(table)
    ]


def would_be_double(row: Table, field: Any, personne_id: str) -> bool:
    """Whether the kept file already has this row, in a table where it is unique."""
    return double_of(row, field, personne_id) is not None


def double_of(row: Table, field: Any, personne_id: str) -> Table | None:
    """The row of the kept file that is this one already, in a table where it is unique."""
    table: Any = type(row)
    uniques = [names for names, unique in table._meta.indexes if unique and field.name in names]
    if field.unique:
        uniques.append((field.name,))
    for names in uniques:
        same = [
            table._meta.fields[name] == row.__data__[name] for name in names if name != field.name
        ]
        condition = field == personne_id
        for part in same:
            condition &= part
        found: Table | None = table.select().where(condition & (table.id != row.id)).first()
        if found is not None:
            return found
    return None


def noun(name: str, count: int) -> str:
    one, several = _NOUNS.get(name, ("autre élément", "autres éléments"))
    return several if count > 1 else one


def _place(name: str) -> int:
    return _FIRST.index(name) if name in _FIRST else 0
