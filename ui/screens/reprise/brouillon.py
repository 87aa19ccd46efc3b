"""A reprise that was begun: its file, what was decided, the step; it survives a lock."""

from pathlib import Path

from models.base.drafts import draft, forget_draft, keep_draft
from models.echanges.choix import Choix, as_json, from_json
from models.echanges.correspondance import learnt

_CLE = "import"


def keep(path: Path, choix: Choix, step: str) -> None:
    keep_draft(_CLE, {"fichier": str(path), "choix": as_json(choix), "etape": step})


def kept() -> tuple[Path, Choix, str] | None:
    """What was begun, if its file is still there."""
    found = draft(_CLE)
    if found is None or not Path(found["fichier"]).is_file():
        return None
    return Path(found["fichier"]), from_json(found["choix"], learnt()), found["etape"]


def forget() -> None:
    forget_draft(_CLE)
