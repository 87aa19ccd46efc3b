"""Erasing a carnet that has come back: its keys first, so that what is left opens no more."""

import os
import shutil
from pathlib import Path

from models.base import journal
from models.base.database import handle
from models.base.droit import Droit
from models.base.errors import Refused, Unavailable
from models.base.files import sync_folder
from models.comptes.store import BASE
from models.echanges.carnet.emporter import SLOTS_FILE, STAGING, WORDS_FILE
from models.echanges.carnet.inacheves import phrase_of
from models.echanges.carnet.lecture import Retour, refuse_in_use, relire, slots_in

_FOLLOWING = (
    BASE, f"{BASE}-wal", f"{BASE}-shm", f"{BASE}-journal", "structure.essais", "structure.verrou",
    WORDS_FILE,
)  # fmt: skip


def effacer(retour: Retour, *, abandonner: bool = False) -> None:
    """Destroy a carnet of this base, and nothing else that lies beside it; slow, so in a job.

    `Refused` when it was written in since it was read, and when something begun there was never
    finished, unless that is given up (`abandonner`).

    A stick may keep old blocks of a file that was written over; without its keys, random and kept
    nowhere else, the base in them cannot be read, whatever is found.
    """
    handle().require_actor().require(Droit.CARNET)
    folder = retour.dossier
    slots_in(folder)
    refuse_in_use(folder)
    _refuse_loss(retour, abandonner=abandonner)
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


def _refuse_loss(retour: Retour, *, abandonner: bool) -> None:
    """The carnet is read again: whoever agreed to erase it did so of what she had read."""
    now = relire(retour)
    if (now.empreinte, now.inacheves) != (retour.empreinte, retour.inacheves):
        raise Refused(
            "Ce carnet a été rouvert depuis que vous l’avez lu\u00a0: rien n’est effacé. "
            "Rentrez-le à nouveau, puis effacez-le."
        )
    if now.inacheves and not abandonner:
        raise Refused(
            f"{phrase_of(now.inacheves)} Rien n’est effacé. "
            "Terminez-les dans le carnet et rentrez-le à nouveau, ou acceptez de les perdre."
        )


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
