"""Restoring: the archive is checked whole before anything of the present base is touched."""

import contextlib
import os
import shutil
from collections.abc import Iterator
from dataclasses import replace as changed
from pathlib import Path

from models.base import clock, database
from models.base.crypto import WrongKey
from models.base.errors import Invalid, Refused, Unavailable
from models.base.files import replace, sync_folder
from models.coffre.archive import SLOTS_FILE, Manifest, extract, read_manifest
from models.coffre.copie import check_copy, damaged_copy
from models.coffre.pieces import bring_back
from models.comptes import ouverture
from models.comptes import slots as written
from models.comptes.acces import holds_base, lock
from models.comptes.emplacement import check_place
from models.comptes.store import BASE, PIECES

_PLAIN = b"SQLite format 3\0"
_FILES = (BASE, f"{BASE}-wal", f"{BASE}-shm", f"{BASE}-journal", SLOTS_FILE, PIECES)
_SHARED = 128  # the byte of « -shm » that every open connection holds a lock on


def restaurer(
    archive: Path,
    folder: Path,
    *,
    remplacer: bool = False,
    identifiant: str = "",
    password: str = "",
) -> Manifest:
    """Put a backup in `folder`, where its own accounts open it.

    With an account's password the copy is also opened and checked to its last page first. `Refused`
    when the folder holds a base, unless `remplacer`: the present one is then put aside, dated.
    The manifest that comes back says which documents could not be found.
    """
    manifest = read_manifest(archive, whole=True)
    _check_target(folder, remplacer=remplacer)
    with _staging(folder) as place:
        extract(archive, place)
        _check_staged(place, manifest, identifiant=identifiant, password=password)
        lost = bring_back(manifest, archive, place / PIECES, elsewhere=_known_places(folder))
        lock()
        _put_aside(folder)
        for name in (PIECES, SLOTS_FILE, BASE):
            if (place / name).exists():
                replace(place / name, folder / name)
        sync_folder(folder)
    return changed(manifest, perdues=[*manifest.perdues, *lost])


def _known_places(folder: Path) -> list[Path]:
    """Where this computer may still hold the documents of an archive that was taken away."""
    return [folder / PIECES, folder / "sauvegardes" / PIECES]


def _check_target(folder: Path, *, remplacer: bool) -> None:
    check_place(folder)
    if not holds_base(folder):
        return
    if not remplacer:
        raise Refused(
            f"Le dossier «\u00a0{folder}\u00a0» contient déjà une base. Demandez à la "
            "remplacer\u00a0: elle sera mise de côté, non effacée. Ou choisissez un autre dossier."
        )
    if not database.is_open() and in_use(folder / f"{BASE}-shm"):
        raise Refused(
            "La base est ouverte dans une fenêtre de Côte à Côte. Fermez-la, puis recommencez."
        )


def in_use(shm: Path) -> bool:
    """Whether another program has the base open. Windows says so itself when files are moved."""
    if os.name == "nt" or not shm.exists():
        return False
    import fcntl

    with shm.open("r+b") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, _SHARED)
        except OSError:
            return True
        fcntl.lockf(file, fcntl.LOCK_UN, 1, _SHARED)
    return False


def _check_staged(place: Path, manifest: Manifest, *, identifiant: str, password: str) -> None:
    slots = written.from_text((place / SLOTS_FILE).read_text(encoding="utf-8"))
    with (place / BASE).open("rb") as file:
        head = file.read(16)
    if slots.base_id != manifest.base_id or len(head) < 16 or head == _PLAIN:
        raise damaged_copy(place / BASE)
    if identifiant:
        key = _base_key(slots, identifiant, password)
        contents = check_copy(place / BASE, key)
        same = contents.lignes == manifest.lignes and contents.ancres == manifest.ancres
        if not (same and manifest.is_sealed_by(key)):
            raise damaged_copy(place / BASE)


def _base_key(slots: written.Slots, identifiant: str, password: str) -> bytes:
    slot = slots.compte_named(identifiant)
    try:
        if slot is None:
            raise WrongKey("no such account")
        pair = ouverture.unwrap(slot, password=password, base_id=slots.base_id)
    except WrongKey as error:
        raise Invalid(
            "password",
            "Identifiant ou mot de passe incorrect pour cette sauvegarde\u00a0: ce sont ceux du "
            "jour où elle a été faite.",
        ) from error
    return ouverture.grants(slot, pair, slots).base


@contextlib.contextmanager
def _staging(folder: Path) -> Iterator[Path]:
    place = folder / ".restauration"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(mode=0o700)
        yield place
    except OSError as error:
        raise Unavailable(
            f"Le dossier «\u00a0{folder}\u00a0» ne peut pas être écrit, ou la place y manque. "
            "Vérifiez, puis réessayez\u00a0: rien n’y est effacé, au plus mis de côté."
        ) from error
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _put_aside(folder: Path) -> None:
    present = [folder / name for name in _FILES if (folder / name).exists()]
    if not present:
        return
    aside = folder / f"remplacee-{clock.wall():%Y-%m-%d-%H%M%S}"
    aside.mkdir(mode=0o700)
    for path in present:
        replace(path, aside / path.name)
    sync_folder(aside)
