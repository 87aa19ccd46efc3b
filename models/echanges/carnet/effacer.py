"""Erasing a carnet that has come back: its keys first, so that what is left opens no more."""

import os
import shutil
from pathlib import Path

from models.base import journal
from models.base.database import handle
from models.base.droit import Droit
from models.base.errors import Unavailable
from models.base.files import sync_folder
from models.comptes.store import BASE
from models.echanges.carnet.emporter import SLOTS_FILE, STAGING, WORDS_FILE
from models.echanges.carnet.lecture import folder_of, refuse_in_use, slots_in

_FOLLOWING = (
    BASE, f"{BASE}-wal", f"{BASE}-shm", f"{BASE}-journal", "structure.essais", "structure.verrou",
    WORDS_FILE,
)  # fmt: skip


def effacer(dossier: Path) -> None:
    """Destroy a carnet of this base, and nothing else that lies beside it.

    A stick may keep old blocks of a file that was written over; without its keys, random and kept
    nowhere else, the base in them cannot be read, whatever is found.
    """
    handle().require_actor().require(Droit.CARNET)
    folder = folder_of(dossier)
    slots_in(folder)
    refuse_in_use(folder)
    try:
        _overwrite(folder / SLOTS_FILE)
        for name in (SLOTS_FILE, *_FOLLOWING):
            (folder / name).unlink(missing_ok=True)
        shutil.rmtree(folder / STAGING, ignore_errors=True)
        _drop_copies(folder / "sauvegardes")
        sync_folder(folder)
        if not any(folder.iterdir()):
            folder.rmdir()
    except OSError as error:
        raise Unavailable(
            f"Le carnet de «\u00a0{folder}\u00a0» n’a pas pu être effacé en entier\u00a0: la clé "
            "USB est protégée, ou elle a été retirée. Rebranchez-la, puis réessayez."
        ) from error
    journal.record("effacer_carnet", objet="carnet")


def _drop_copies(folder: Path) -> None:
    """What an update made on the road; backups of anything else are not ours to remove."""
    for copy in folder.glob("avant-mise-a-jour-*.db"):
        copy.unlink()
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


def _overwrite(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(bytes(path.stat().st_size))
        file.flush()
        os.fsync(file.fileno())
