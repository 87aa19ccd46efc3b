"""What is counted of visitors without a file: criteria of one, marginal counts of a group."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, Self

from models.accueil.passage import MOST, Passage
from models.base.errors import Invalid
from models.base.fields import ForeignKey, SmallIntegerField
from models.base.table import Table, tuples_of
from models.nomenclatures.valeur import Valeur, labels

# Each person of a group is counted once by sexe and once by age, and meets any number of criteria.
EXCLUSIVE = {"sexe": "Par sexe", "tranche_age": "Par tranche d’âge"}
SEVERAL = "critere_public"


class Effectif(Table):
    """How many people of a group have a value of sexe, tranche d’âge or critère de public.

    Marginal counts only: they are never crossed, and the rest of the group is « Non communiqué ».
    """

    passage = ForeignKey(Passage, index=False)
    valeur = ForeignKey(Valeur, index=False)
    nombre = SmallIntegerField()

    class Meta:
        indexes = ((("passage", "valeur"), True),)

    def absorb(self, other: Self) -> None:
        self.nombre += other.nombre
        self.save()


class PassageCritere(Table):
    """A criterion of public that a visitor without a file told, on that day."""

    passage = ForeignKey(Passage, index=False)
    critere = ForeignKey(Valeur, index=False)

    class Meta:
        indexes = ((("passage", "critere"), True),)


class Groupe(NamedTuple):
    """A group as it is typed: how many, how many known already, how many of each value."""

    effectif: int | None = None
    deja_connus: int | None = None
    nombres: Mapping[str, int] = {}

    def non_communique(self, nomenclature: str) -> int | None:
        """What the counts of a list leave of the group; none as long as its size is unknown."""
        if self.effectif is None:
            return None
        return self.effectif - _sum(self.nombres, nomenclature)


def groupe_of(passage: Passage) -> Groupe:
    """The counts of a group, in the order of their lists."""
    rows: Any = Effectif.select(Effectif.valeur, Effectif.nombre).where(
        Effectif.passage == passage.id
    )
    return Groupe(passage.effectif, passage.deja_connus, dict(tuples_of(rows)))


def criteres_of_passage(passage_id: str) -> tuple[str, ...]:
    """What a visitor without a file told of herself that day."""
    rows: Any = PassageCritere.select(PassageCritere.critere).where(
        PassageCritere.passage == passage_id
    )
    return tuple(row[0] for row in tuples_of(rows.order_by(PassageCritere.critere)))


def told_of(passage: Passage) -> tuple[str, ...]:
    """What a passage tells of a visitor without a file: sexe, tranche d’âge, criteria."""
    found = (passage.sexe_id, passage.tranche_age_id, *criteres_of_passage(passage.id))
    return tuple(key for key in found if key is not None)


def last_told_of(anonyme_id: str) -> tuple[str, ...]:
    """What was told of a known anonymous visitor the last time, to start from."""
    query: Any = Passage.select().where(
        (Passage.anonyme == anonyme_id) & Passage.archived_at.is_null()
    )
    last: Passage | None = query.order_by(Passage.moment.desc()).first()
    return () if last is None else told_of(last)


def write_criteres(passage_id: str, wanted: Iterable[str]) -> None:
    """Make the criteria of a passage those wanted; inside a command."""
    keys = set(wanted)
    known: Any = PassageCritere.select().where(PassageCritere.passage == passage_id)
    for row in list(known):
        if row.critere_id not in keys:
            row.remove()
        keys.discard(row.critere_id)
    for critere in sorted(keys):
        PassageCritere(passage=passage_id, critere=critere).save()


def write_effectifs(passage_id: str, groupe: Groupe | None) -> None:
    """Make the counts of a group those wanted; inside a command. Nothing is kept of a zero."""
    wanted = {} if groupe is None else {k: n for k, n in groupe.nombres.items() if n}
    known: Any = Effectif.select().where(Effectif.passage == passage_id)
    for row in list(known):
        if row.valeur_id not in wanted:
            row.remove()
            continue
        row.nombre = wanted.pop(row.valeur_id)
        row.save()
    for valeur, nombre in sorted(wanted.items()):
        Effectif(passage=passage_id, valeur=valeur, nombre=nombre).save()


def check_groupe(groupe: Groupe) -> None:
    """Refuse counts that are more than the group: nobody is invented, nobody counted twice."""
    total = groupe.effectif or 0
    known = labels(list(groupe.nombres))
    for valeur, nombre in groupe.nombres.items():
        if not 0 <= nombre <= MOST:
            raise Invalid(valeur, f"{known[valeur]} : écrivez un nombre, de 0 à {total}.")
    for nomenclature, title in EXCLUSIVE.items():
        beyond = _sum(groupe.nombres, nomenclature)
        if beyond > total:
            raise Invalid(
                _last(groupe.nombres, nomenclature),
                f"{title} : {beyond} personnes, c’est plus que le groupe de {total}. "
                "Corrigez ces nombres, ou le total.",
            )
    for valeur, nombre in groupe.nombres.items():
        if nombre > total:
            raise Invalid(
                valeur, f"{known[valeur]} : {nombre}, c’est plus que le groupe de {total}."
            )


def _sum(nombres: Mapping[str, int], nomenclature: str) -> int:
    return sum(n for key, n in nombres.items() if key.startswith(f"{nomenclature}."))


def _last(nombres: Mapping[str, int], nomenclature: str) -> str:
    return [key for key, n in nombres.items() if n and key.startswith(f"{nomenclature}.")][-1]
