"""This computer's settings: one typed dataclass, one file. Nothing personal, nothing secret."""

import json
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from models.base import paths
from models.base.ids import new_id


@dataclass
class Settings:
    """`poste_id` names this computer in the journal; `donnees` is the folder of the base.

    `verrouillage` is after how many minutes without a hand on it the session locks; 0: never.
    """

    poste_id: str = field(default_factory=new_id)
    donnees: str = ""
    identifiant: str = ""
    theme: str = "systeme"
    lieu: str = ""
    verrouillage: float = 10

    def folder(self) -> Path:
        return Path(self.donnees) if self.donnees else paths.data_folder()


def load(file: Path | None = None) -> Settings:
    """The settings of this computer; a damaged or missing file gives the defaults anew."""
    path = file or paths.settings_file()
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        stored = {}
    kept = stored if isinstance(stored, dict) else {}
    known: dict[str, Any] = {
        f.name: kept[f.name] for f in fields(Settings) if _is_of(f.type, kept.get(f.name))
    }
    settings = Settings(**known)
    if kept.get("poste_id") != settings.poste_id:
        save(settings, path)
    return settings


def save(settings: Settings, file: Path | None = None) -> None:
    """Write the settings whole or not at all."""
    path = file or paths.settings_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_text(json.dumps(asdict(settings), ensure_ascii=False, indent=2), encoding="utf-8")
    part.replace(path)


def _is_of(kind: Any, value: Any) -> bool:
    """Whether a value that was read may stand in a setting: a text, or a number from 0 on."""
    if kind is float:
        return isinstance(value, int | float) and not isinstance(value, bool) and value >= 0
    return isinstance(value, kind)
