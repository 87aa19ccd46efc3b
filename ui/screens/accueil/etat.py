"""The content of the line as JSON keeps it, so that a power cut loses nothing of it."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from models.accueil.demande import DemandeInput
from models.base import clock

COTE = "accueil.cote."  # begins the place of each draft that is put aside
LONGEST_VISIT = dt.timedelta(hours=3)  # beyond, the line was left open: nothing was measured


def kept_demandes(demandes: Sequence[DemandeInput]) -> list[dict[str, Any]]:
    return [demande._asdict() for demande in demandes]


def restored_demandes(kept: Sequence[dict[str, Any]]) -> list[DemandeInput]:
    return [DemandeInput(**{**one, "reponses": tuple(one["reponses"])}) for one in kept]


class Chrono:
    """How long a visit has lasted, from its first key."""

    def __init__(self) -> None:
        self.begun: dt.datetime | None = None

    def start(self) -> None:
        if self.begun is None:
            self.begun = clock.now()

    def reset(self) -> None:
        self.begun = None

    @property
    def minutes(self) -> int | None:
        """Minutes begun, at least one; none when nothing was measured, or the clock was set."""
        if self.begun is None:
            return None
        lapse = clock.now() - self.begun
        if not dt.timedelta(0) <= lapse <= LONGEST_VISIT:
            return None
        return max(1, -(-int(lapse.total_seconds()) // 60))

    def kept(self) -> str:
        return self.begun.isoformat() if self.begun else ""

    def restore(self, kept: str) -> None:
        self.begun = dt.datetime.fromisoformat(kept) if kept else None
