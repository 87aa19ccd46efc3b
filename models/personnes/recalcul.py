"""The quartiers of the files, brought up to date once the streets changed."""

from collections.abc import Iterator, Sequence
from typing import Any

from models.base.command import command
from models.base.database import handle
from models.base.droit import Droit
from models.base.progress import Progress
from models.base.table import tuples_of
from models.personnes import zonage
from models.personnes.personne import Personne, set_criteres, sources_of

_Move = tuple[Personne, set[str], dict[str, str]]
LOT = 200  # files read at a time


def files_to_move(progress: Progress | None = None) -> list[str]:
    """The files whose quartier the streets no longer give; nothing is written.

    Long on a large base: call it in a job.
    """
    handle().require_actor().require(Droit.REGLAGES)
    query: Any = Personne.select(Personne.id).where(
        (Personne.adresse != "") & Personne.archived_at.is_null()
    )
    keys = [row[0] for row in tuples_of(query)]
    return [one.id for one, _, _ in _moved(keys, progress)]


@command(right=Droit.REGLAGES, label="Quartiers recalculés")
def recompute_quartiers(keys: Sequence[str], progress: Progress | None = None) -> int:
    """Bring the computed quartiers of these files up to date; what was stated stays.

    Returns how many changed.
    """
    changed = 0
    for personne, wanted, known in _moved(keys, progress):
        personne.save()
        set_criteres(personne, wanted, known)
        changed += 1
    return changed


def _moved(keys: Sequence[str], progress: Progress | None) -> Iterator[_Move]:
    """Each file that changes, as it would be, with the criteria that it would meet and meets."""
    for start in range(0, len(keys), LOT):
        if progress:
            progress.step(start, len(keys))
        query: Any = Personne.select().where(Personne.id.in_(keys[start : start + LOT]))
        for personne in list(query):
            known, before = sources_of(personne), zonage.zone_of(personne)
            unknown = before._replace(adresse=("", "", ""))
            wanted = zonage.settle(personne, unknown, criteres=None, known=known)
            if zonage.zone_of(personne) != before or wanted != set(known):
                yield personne, wanted, known
