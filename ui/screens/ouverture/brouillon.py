"""What an interrupted first run leaves: the structure's card and the folder, nothing personal."""

import base64
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from models.base import paths
from models.base import settings as stored_settings
from models.base.settings import Settings

_TEXTS = ("nom", "adresse", "code_postal", "commune", "siret")


@dataclass
class Brouillon:
    """`service` are texts of the card; `cle_a_verifier` a base whose recovery key was not noted."""

    service: dict[str, str] = field(default_factory=dict)
    logo: str = ""
    dossier: str = ""
    cle_a_verifier: str = ""

    @property
    def logo_bytes(self) -> bytes | None:
        return base64.b64decode(self.logo) if self.logo else None

    def keep_logo(self, image: bytes | None) -> None:
        self.logo = base64.b64encode(image).decode() if image else ""


def load() -> Brouillon:
    """What was left; a damaged file is no worse than none."""
    try:
        raw = json.loads(_file().read_text(encoding="utf-8"))
        service = {name: str(raw["service"].get(name, "")) for name in _TEXTS}
        kept = Brouillon(service, *(str(raw[n]) for n in ("logo", "dossier", "cle_a_verifier")))
        assert kept.logo_bytes != b""
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Brouillon()
    return kept


def keep(brouillon: Brouillon) -> None:
    """Write it for the next start; a disk that refuses only costs typing it again."""
    path = _file()
    part = path.with_suffix(".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps(asdict(brouillon), ensure_ascii=False), encoding="utf-8")
        part.replace(path)
    except OSError:
        return


def forget() -> None:
    """The first run is over."""
    try:
        _file().unlink(missing_ok=True)
    except OSError:
        return


def remember(settings: Settings, **values: Any) -> None:
    """Change settings of this computer, here and in their file, and no other: a folder told for
    one start must not become the usual one."""
    kept = stored_settings.load()
    for name, value in values.items():
        setattr(settings, name, value)
        setattr(kept, name, value)
    kept.poste_id = settings.poste_id
    try:
        stored_settings.save(kept)
    except OSError:
        return  # asked again next time


def _file() -> Path:
    return paths.settings_file().with_name("assistant.json")
