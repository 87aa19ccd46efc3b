"""The file of a backup: one archive that holds a copy of the base, its keys and a manifest.

Nothing is compressed: encrypted pages do not shrink, and a plain archive opens everywhere.
"""

import datetime as dt
import hashlib
import hmac
import json
import os
import zipfile
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

from models.base import crypto
from models.base.errors import Refused, Unavailable
from models.base.files import replace, sync_folder
from models.base.table import dumps
from models.comptes.store import BASE, PIECES, SLOTS

FORMAT = 1
SUFFIX = ".cac"
MANIFEST = "manifeste.json"
SLOTS_FILE = f"structure.{SLOTS}"
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Manifest:
    """What a backup holds: fingerprints, rows of each table, last seals of the journal.

    `pieces` are the documents with their fingerprints; `perdues`, those that were not there whole.
    """

    date: str
    application: str
    base_id: str
    structure: str
    fichiers: dict[str, str]
    lignes: dict[str, int]
    ancres: list[list[Any]]
    format: int = FORMAT
    sceau: str = field(default="", compare=False)
    pieces: dict[str, str] = field(default_factory=dict)
    perdues: list[str] = field(default_factory=list)

    @property
    def avertissement(self) -> str:
        """What must be said of documents that are missing; nothing when all are there."""
        count = len(self.perdues)
        if not count:
            return ""
        several = f"{count} documents manquent ou sont altérés"
        who = several if count > 1 else "Un document manque ou est altéré"
        return f"{who}\u00a0: tout le reste est là. Reprenez-le de son original."

    @property
    def moment(self) -> dt.datetime:
        return dt.datetime.fromisoformat(self.date)

    def sealed(self, key: bytes) -> "Manifest":
        return Manifest(**{**asdict(self), "sceau": self._mac(key)})

    def is_sealed_by(self, key: bytes) -> bool:
        """Whether it was written by somebody who had the base's key."""
        return hmac.compare_digest(self._mac(key), self.sceau)

    def _mac(self, key: bytes) -> str:
        text = dumps({**asdict(self), "sceau": ""})
        return crypto.mac(key, text.encode(), purpose="manifeste").hex()


def write_archive(target: Path, files: dict[str, Path], manifest: Manifest) -> None:
    """Write the whole archive beside its place, read it back, then put it there."""
    part = target.with_name(target.name + ".part")
    try:
        with part.open("wb") as raw:
            with zipfile.ZipFile(raw, "w", zipfile.ZIP_STORED) as archive:
                for name, path in files.items():
                    archive.write(path, name)
                archive.writestr(MANIFEST, json.dumps(asdict(manifest), indent=1))
            raw.flush()
            os.fsync(raw.fileno())
        read_manifest(part, whole=True)
        replace(part, target)
        sync_folder(target.parent)
    except OSError as error:
        raise cannot_write(target) from error
    finally:
        part.unlink(missing_ok=True)


def read_manifest(path: Path, *, whole: bool = False) -> Manifest:
    """The manifest of a backup; with `whole`, each file is also checked against its fingerprint."""
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = _manifest(archive, path)
            if whole:
                _check_files(archive, manifest, path)
            return manifest
    except FileNotFoundError as error:
        raise Unavailable(
            f"La sauvegarde «\u00a0{path}\u00a0» est introuvable. Branchez son support, ou "
            "vérifiez son nom."
        ) from error
    except (zipfile.BadZipFile, EOFError) as error:
        raise _not_whole(path) from error
    except OSError as error:
        raise Unavailable(
            f"La sauvegarde «\u00a0{path.name}\u00a0» ne peut pas être lue. Vérifiez vos droits "
            "et le support, puis réessayez."
        ) from error


def extract(path: Path, folder: Path) -> None:
    """Write the base and its keys of a backup into `folder`, durably; nothing else comes out."""
    with zipfile.ZipFile(path) as archive:
        for name in (SLOTS_FILE, BASE):
            with archive.open(name) as source, (folder / name).open("wb") as target:
                for chunk in iter(lambda source=source: source.read(_CHUNK), b""):  # type: ignore[misc]
                    target.write(chunk)
                target.flush()
                os.fsync(target.fileno())


def fingerprint(source: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while chunk := source.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def cannot_write(target: Path) -> Unavailable:
    return Unavailable(
        f"La sauvegarde ne peut pas être écrite dans «\u00a0{target.parent}\u00a0». Vérifiez la "
        "place libre et vos droits, ou choisissez un autre emplacement."
    )


def _manifest(archive: zipfile.ZipFile, path: Path) -> Manifest:
    names = set(archive.namelist())
    if not {BASE, SLOTS_FILE, MANIFEST} <= names:
        raise Refused(
            f"«\u00a0{path.name}\u00a0» n’est pas une sauvegarde de Côte à Côte. Choisissez un "
            f"fichier qui se termine par «\u00a0{SUFFIX}\u00a0»."
        )
    try:
        raw = json.loads(archive.read(MANIFEST))
        if raw["format"] > FORMAT:
            raise Refused(
                f"La sauvegarde «\u00a0{path.name}\u00a0» vient d’une version plus récente de "
                f"Côte à Côte ({raw.get('application', '?')}). Installez cette version."
            )
        manifest = Manifest(**raw)
        manifest.moment  # noqa: B018  # a date that is none is seen here
        return manifest
    except (ValueError, KeyError, TypeError, zipfile.BadZipFile) as error:
        raise _altered(path) from error


def _check_files(archive: zipfile.ZipFile, manifest: Manifest, path: Path) -> None:
    inside = set(archive.namelist())
    prints = {name: manifest.fichiers.get(name) for name in (BASE, SLOTS_FILE)}
    pieces = {f"{PIECES}/{key}": print_ for key, print_ in manifest.pieces.items()}
    prints.update({name: print_ for name, print_ in pieces.items() if name in inside})
    for name, wanted in prints.items():
        try:
            with archive.open(name) as source:
                found = fingerprint(source)
        except (zipfile.BadZipFile, EOFError) as error:
            raise _altered(path) from error
        if found != wanted:
            raise _altered(path)


def _altered(path: Path) -> Unavailable:
    return Unavailable(
        f"La sauvegarde «\u00a0{path.name}\u00a0» est altérée\u00a0: son contenu ne correspond "
        "plus à ses empreintes. Prenez une autre sauvegarde."
    )


def _not_whole(path: Path) -> Unavailable:
    return Unavailable(
        f"«\u00a0{path.name}\u00a0» est tronqué, ou n’est pas une sauvegarde de Côte à Côte. "
        "Recopiez-le depuis son support d’origine, ou prenez une autre sauvegarde."
    )
