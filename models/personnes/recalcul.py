"""The quartiers of the files, brought up to date once the streets changed."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import peewee

from models.base import bulk
from models.base.command import command
from models.base.database import handle
from models.base.droit import Droit
from models.base.progress import Progress
from models.base.table import add_all, tuples_of
from models.nomenclatures.quartier import Carte, Quartier, whole_carte
from models.personnes import zonage
from models.personnes.personne import Personne, PersonneCritere, ecarts_of

LOT = 1000  # files read, and written, at a time
_CRITERE = ("id", "personne", "critere", "constate_le", "source")


class _Move(NamedTuple):
    """A file as it will be, the criteria that it will meet, the rows of those that it holds."""

    personne: Personne
    wanted: set[str]
    rows: list[PersonneCritere]


def files_to_move(progress: Progress | None = None) -> list[str]:
    """The files whose quartier the streets no longer give; nothing is written.

    Long on a large base: call it in a job.
    """
    handle().require_actor().require(Droit.REGLAGES)
    query: Any = Personne.select(Personne.id).where(
        (Personne.adresse != "") & Personne.archived_at.is_null()
    )
    keys = [row[0] for row in tuples_of(query)]
    return [move.personne.id for lot in _moved(keys, progress) for move in lot]


@command(right=Droit.REGLAGES, label="Quartiers recalculés")
def recompute_quartiers(keys: Sequence[str], progress: Progress | None = None) -> int:
    """Bring the computed quartiers of these files up to date; what was stated stays.

    Returns how many changed.
    """
    changed = 0
    for lot in _moved(keys, progress):
        _write(lot)
        changed += len(lot)
    return changed


def _moved(keys: Sequence[str], progress: Progress | None) -> Iterator[list[_Move]]:
    """The files that change, lot by lot."""
    carte = whole_carte()
    for start in range(0, len(keys), LOT):
        if progress:
            progress.step(start, len(keys))
        lot = keys[start : start + LOT]
        held = _criteres_of(lot)
        moves = (_move_of(one, held.get(one.id, []), carte) for one in _files(lot))
        yield [move for move in moves if move is not None]


def _move_of(personne: Personne, rows: list[PersonneCritere], carte: Carte) -> _Move | None:
    """What becomes of a file once its address is looked up again, if anything."""
    before = zonage.zone_of(personne)
    known = {row.critere_id: str(row.source) for row in rows}
    unknown = before._replace(adresse=("", "", ""))
    wanted = zonage.settle(personne, unknown, criteres=None, known=known, carte=carte)
    if zonage.zone_of(personne) == before and wanted == set(known):
        return None
    return _Move(personne, wanted, rows)


def _files(keys: Sequence[str]) -> list[Personne]:
    """These files, each with its quartier."""
    query: Any = Personne.select(Personne, Quartier).join(
        Quartier, peewee.JOIN.LEFT_OUTER, on=(Personne.qpv == Quartier.id)
    )
    return list(query.where(Personne.id.in_(keys)))


def _criteres_of(keys: Sequence[str]) -> dict[str, list[PersonneCritere]]:
    query: Any = PersonneCritere.select().where(PersonneCritere.personne.in_(keys))
    found: dict[str, list[PersonneCritere]] = {}
    for row in query:
        found.setdefault(row.personne_id, []).append(row)
    return found


def _write(lot: Sequence[_Move]) -> None:
    """The files, whose words and order do not depend on a quartier, then their criteria."""
    ecarts = [ecarts_of(move.personne, move.wanted, move.rows) for move in lot]
    bulk.save_all([move.personne for move in lot])
    bulk.remove_all([row for one in ecarts for row in one.removed])
    bulk.save_all([row for one in ecarts for row in one.changed])
    added = [row for one in ecarts for row in one.added]
    if added:
        add_all(PersonneCritere, _CRITERE, ([r.__data__[n] for n in _CRITERE] for r in added))
