"""The signals of what is shared: the person was not told, took her agreement back, or it ends."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import peewee

from models.base.listing import as_text
from models.base.stream import streamed
from models.suivis.intervenant import Intervenant
from models.suivis.partage import REFUS, Partage
from models.suivis.signaux import AHEAD, Gravite, Signal, lues, sources
from models.suivis.vues import Vues

SANS_ACCORD, RETIRE, EXPIRE = "partage_sans_accord", "accord_retire", "accord_expire"
FEW = 500  # suivis, beyond which one reads them all rather than name each
RECENT = 30  # days during which what has just ended or been taken back is told


def _partages(views: Vues, day: dt.date) -> Iterator[Signal]:
    """The last one with each recipient tells where the agreement stands."""
    here = Partage.archived_at.is_null()
    if len(views) <= FEW:
        here &= Partage.suivi.in_(list(views))
    query: Any = (
        Partage.select(
            Partage.suivi, Partage.id, Partage.intervenant, Partage.destinataire, Partage.date,
            Partage.accord, Partage.fin_le, Partage.retire_le, Intervenant.au,
        )
        .join(Intervenant, peewee.JOIN.LEFT_OUTER, on=(Partage.intervenant == Intervenant.id))
        .where(here)
        .order_by(Partage.date.desc(), Partage.created_at.desc())
    )  # fmt: skip
    seen: set[tuple[str, str]] = set()
    for suivi_id, key, partner, who, date, accord, end, taken, left in streamed(query):
        if not accord:
            yield Signal(
                suivi_id, SANS_ACCORD,
                f"Partage du {as_text(date)} avec {who}\u00a0: la personne n’en est pas informée",
                objet=key, depuis=date,
            )  # fmt: skip
        if (suivi_id, partner or who) in seen:
            continue
        seen.add((suivi_id, partner or who))
        if accord != REFUS and (left is None or left >= day):
            yield from _ending(suivi_id, key, who, day, end, taken)


def _ending(
    suivi_id: str, key: str, who: str, day: dt.date, end: dt.date | None, taken: dt.date | None
) -> Iterator[Signal]:
    recent = dt.timedelta(days=RECENT)
    if taken is not None:
        if day - taken <= recent:
            yield Signal(
                suivi_id, RETIRE,
                f"Accord retiré le {as_text(taken)}\u00a0: prévenir {who}, ne plus rien lui "
                "transmettre",
                objet=key, depuis=taken,
            )  # fmt: skip
    elif end is not None and end - dt.timedelta(days=AHEAD) <= day <= end + recent:
        over = end < day
        verb = "n’est plus valable depuis le" if over else "est valable jusqu’au"
        yield Signal(
            suivi_id, EXPIRE, f"Le partage avec {who} {verb} {as_text(end)}",
            Gravite.RETARD if over else Gravite.PROCHE, objet=key, depuis=end,
        )  # fmt: skip


sources.append(_partages)
lues.update({Intervenant, Partage})
