"""Backups: made in one step, verified by reopening the copy, kept by generations."""

import contextlib
import datetime as dt
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from models.base import clock, journal
from models.base.database import handle
from models.base.droit import Droit
from models.base.errors import Refused, Unavailable
from models.base.meta import meta
from models.base.progress import Progress
from models.base.version import VERSION
from models.coffre.archive import (
    SLOTS_FILE,
    SUFFIX,
    Manifest,
    cannot_write,
    fingerprint,
    write_archive,
)
from models.coffre.archive import read_manifest as read_manifest
from models.coffre.copie import check_copy, copy_base
from models.coffre.pieces import (
    drop_unlisted,
    keep_beside,
    name_inside,
    total_size,
    whole_pieces,
)
from models.coffre.restauration import restaurer as restaurer
from models.coffre.verification import Rapport as Rapport
from models.coffre.verification import verifier as verifier
from models.comptes.acces import Acces, current
from models.comptes.slots import to_text
from models.comptes.store import BASE, PIECES, Server, write_whole
from models.personnes.document import sweep_pieces

FOLDER = "sauvegardes"
GENERATIONS = (7, 5, 12, 3)  # days, weeks, months, years
_NAME = re.compile(r"cote-a-cote-(\d{4}-\d{2}-\d{2})\.cac\Z")
_STEPS = 6


def sauvegarder(destination: Path, progress: Progress | None = None) -> Manifest:
    """Write a verified backup at `destination`, a file or a folder; never half of one.

    `Unavailable` when there is no room or no right to write there.
    """
    handle().require_actor().require(Droit.COFFRE)
    return _sauvegarder(destination, progress or Progress())


def sauvegarder_du_jour() -> Manifest | None:
    """The day's backup beside the base, unless it is made; old ones go by generations.

    Documents never change: they are copied once, beside the archives, for all of them.
    For the window to call when it closes, whoever is in: keeping a copy needs no right.
    """
    acces = current()
    where = acces.where
    if isinstance(where, Server) or acces.carnet:
        return None  # a carnet is itself a copy, and leaves none on a stick that may be lost
    target = where / FOLDER / f"cote-a-cote-{clock.today():%Y-%m-%d}{SUFFIX}"
    if target.exists():
        return None
    manifest = _sauvegarder(target, Progress(), beside=True)
    _drop_old(where / FOLDER)
    drop_unlisted(where / FOLDER)
    sweep_pieces()
    return manifest


def sauvegardes(folder: Path) -> list[Path]:
    """The backups beside a base, the latest first."""
    dated: list[tuple[float, Path]] = []
    for path in (folder / FOLDER).glob(f"*{SUFFIX}"):
        with contextlib.suppress(OSError):  # one that is dropped meanwhile
            if path.is_file():
                dated.append((path.stat().st_mtime, path))
    return [path for _, path in sorted(dated, reverse=True)]


def days_to_keep(days: Iterable[dt.date]) -> set[dt.date]:
    """Of dated backups, the last of each of the last 7 days, 5 weeks, 12 months, 3 years."""
    latest_first = sorted(set(days), reverse=True)
    kept: set[dt.date] = set()
    periods: tuple[Callable[[dt.date], object], ...] = (
        lambda day: (day.year, day.month, day.day),
        lambda day: tuple(day.isocalendar())[:2],
        lambda day: (day.year, day.month),
        lambda day: (day.year,),
    )
    for count, period in zip(GENERATIONS, periods, strict=True):
        last_of: dict[object, dt.date] = {}
        for day in latest_first:
            last_of.setdefault(period(day), day)
        kept.update(list(last_of.values())[:count])
    return kept


def _sauvegarder(destination: Path, progress: Progress, *, beside: bool = False) -> Manifest:
    acces = current()
    if isinstance(acces.where, Server):
        raise Refused(
            "Cette base est sur un serveur\u00a0: sa sauvegarde se fait sur le serveur. Demandez à "
            "la personne qui l’administre."
        )
    target = _target(destination)
    done = iter(range(1, _STEPS + 1))
    with _workshop(acces.where) as place:
        _check_room(acces.where / BASE, target)
        manifest = _prepare(acces, place, lambda: progress.step(next(done), _STEPS))
        files = {BASE: place / BASE, SLOTS_FILE: place / SLOTS_FILE}
        source = acces.where / PIECES
        if beside:
            keep_beside(manifest.pieces, source, target.parent / PIECES)
        else:
            _check_room(acces.where / BASE, target, more=total_size(manifest.pieces, source))
            files.update({name_inside(key): source / key for key in manifest.pieces})
        write_archive(target, files, manifest)
        progress.step(_STEPS, _STEPS)
    journal.record("sauvegarde", objet="coffre")
    return manifest


def _prepare(acces: Acces, place: Path, step: Callable[[], None]) -> Manifest:
    write_whole(place / SLOTS_FILE, to_text(acces.slots()).encode())
    copy_base(place / BASE)
    step()
    contents = check_copy(place / BASE, acces.cles.base, step=step)
    prints = {}
    for name in (BASE, SLOTS_FILE):
        with (place / name).open("rb") as file:
            prints[name] = fingerprint(file)
    step()
    assert isinstance(acces.where, Path)
    there = whole_pieces(contents.pieces, acces.where / PIECES)
    return Manifest(
        date=clock.now().isoformat(timespec="seconds"),
        application=VERSION,
        base_id=acces.base_id,
        structure=meta("structure") or "",
        fichiers=prints,
        lignes=contents.lignes,
        ancres=contents.ancres,
        pieces=there,
        perdues=[key for key in contents.pieces if key not in there],
    ).sealed(acces.cles.base)


def _target(destination: Path) -> Path:
    name = f"cote-a-cote-{clock.wall():%Y-%m-%d-%H%M}{SUFFIX}"
    target = destination / name if destination.is_dir() else destination
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(target) from error
    return target


@contextlib.contextmanager
def _workshop(folder: Path) -> Iterator[Path]:
    """A place beside the base for the copy: a stick or a share may not be fit for it."""
    place = folder / ".sauvegarde"
    shutil.rmtree(place, ignore_errors=True)
    try:
        place.mkdir(mode=0o700)
    except OSError as error:
        raise cannot_write(place) from error
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _check_room(base: Path, target: Path, *, more: int = 0) -> None:
    """Whether there is room for the copy and the archive; `more` goes to the archive alone."""
    size = base.stat().st_size
    here, there = base.parent.stat().st_dev, target.parent.stat().st_dev
    both = size * 2 + more if here == there else size
    needs = {base.parent: both, target.parent: size + more}
    for folder, wanted in needs.items():
        if shutil.disk_usage(folder).free < wanted + (1 << 20):
            raise Unavailable(
                f"Il manque de la place dans «\u00a0{folder}\u00a0»\u00a0: la sauvegarde demande "
                f"{wanted // 1_000_000 + 1}\u00a0Mo. Libérez de la place, ou choisissez un autre "
                "emplacement."
            )


def _drop_old(folder: Path) -> None:
    """Only what this program named by its day is ever removed."""
    dated = {}
    for path in folder.iterdir():
        match = _NAME.match(path.name)
        if match:
            with contextlib.suppress(ValueError):
                dated[dt.date.fromisoformat(match.group(1))] = path
    for day in set(dated) - days_to_keep(dated):
        dated[day].unlink(missing_ok=True)
