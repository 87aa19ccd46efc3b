"""Taking a carnet away: made aside, checked on the stick, then put in place in one step."""

import contextlib
import datetime as dt
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from models.accueil.carnet import Carnet
from models.base import clock
from models.base.command import command
from models.base.database import handle
from models.base.droit import Droit
from models.base.errors import Invalid, Refused, Unavailable
from models.base.files import replace, sync_folder
from models.base.ids import new_id
from models.base.meta import FORMAT, meta
from models.base.progress import Progress
from models.base.search import fold
from models.base.version import VERSION
from models.comptes.acces import current
from models.comptes.carnet import check_own_password, damaged_carnet, new_keys
from models.comptes.emplacement import check_place
from models.comptes.slots import Slots, to_text
from models.comptes.store import BASE, SLOTS
from models.echanges.carnet import contenu, poche
from models.nomenclatures.lieu import Lieu
from models.nomenclatures.service import own_service

SLOTS_FILE = f"structure.{SLOTS}"
WORDS_FILE = "LISEZ-MOI.txt"
STAGING = ".depart"
MOST_MONTHS = 24
_STEPS = 4
_OPEN = (
    "Pour l’ouvrir\u00a0: lancez Côte à Côte, choisissez «\u00a0Ouvrir une autre base\u00a0» et ce "
    "dossier, puis tapez le mot de passe de votre compte."
)
_BACK = (
    "Au retour\u00a0: dans Côte à Côte, Accueil, «\u00a0Carnets de tournée\u00a0», "
    "«\u00a0Rentrer un carnet\u00a0»."
)
_FOUND = "Vous avez trouvé ce carnet\u00a0? Il est chiffré. Merci de le rapporter à la structure."
_LINES = (_OPEN, _BACK, _FOUND)


class Tour(NamedTuple):
    """What is asked before leaving: where the tour goes, and whose names go along."""

    intitule: str
    lieu: str
    jour: dt.date
    mois: int = 0


class Emporte(NamedTuple):
    """A carnet ready to leave, and the folder that holds it."""

    carnet: Carnet
    dossier: Path


def emporter(
    destination: Path, tour: Tour, *, password: str, progress: Progress | None = None
) -> Emporte:
    """Make a carnet in a folder of its own under `destination`; slow, so in a job.

    `Invalid` fields: `intitule`, `mois`, `password`. `Unavailable` when the stick is full or gone:
    nothing that looks like a carnet is left there, and nothing is written in the register.
    """
    handle().require_actor().require(Droit.CARNET)
    steps = _Steps(progress or Progress())
    carnet = _new_carnet(tour)
    agent = check_own_password(current(), password)
    carnet.emporte_par = agent
    folder = _folder_for(destination, carnet)
    slots, key = new_keys(current(), agent, password=password)
    with tempfile.TemporaryDirectory(prefix="carnet-") as scratch:
        made = Path(scratch) / BASE
        with _telling(destination), poche.making(made, key) as base:
            steps.next()
            facts = _facts(carnet, slots)
            carnet.personnes = contenu.fill(base, carnet, agent=agent, mois=tour.mois, facts=facts)
        steps.next()
        with _staging(folder) as place:
            _put(made, place, slots, carnet)
            steps.next()
            _check(place, key, Path(scratch))
            steps.next()
            emporter_carnet(carnet, place, folder)
    return Emporte(carnet, folder)


@command(right=Droit.CARNET, label="Carnet emporté", undoable=False)
def emporter_carnet(carnet: Carnet, place: Path, folder: Path) -> None:
    """The carnet is in the register, and whole on the stick, or neither."""
    carnet.emporte_le = clock.now()
    carnet.save()
    with _telling(folder):
        for name in (WORDS_FILE, SLOTS_FILE, BASE):
            replace(place / name, folder / name)
        sync_folder(folder)


class _Steps:
    def __init__(self, progress: Progress) -> None:
        self._progress, self._done = progress, 0

    def next(self) -> None:
        self._done += 1
        self._progress.step(self._done, _STEPS)


def _new_carnet(tour: Tour) -> Carnet:
    if not tour.intitule.strip():
        raise Invalid("intitule", "Tournée\u00a0: donnez-lui un nom, comme «\u00a0Marché\u00a0».")
    if not 0 <= tour.mois <= MOST_MONTHS:
        raise Invalid(
            "mois",
            f"Mois\u00a0: écrivez un nombre de 0 à {MOST_MONTHS}. À 0, aucun nom n’est emporté.",
        )
    lieu: Lieu | None = Lieu.get_or_none(Lieu.id == tour.lieu)
    if lieu is None:
        raise Invalid("lieu", "Lieu\u00a0: choisissez où va la tournée.")
    return Carnet(id=new_id(), intitule=tour.intitule.strip()[:120], lieu=lieu, jour=tour.jour)


def _facts(carnet: Carnet, slots: Slots) -> dict[str, str]:
    """What the carnet knows of itself: whose it is, and what its heading says."""
    return {
        "base_id": slots.base_id,
        "format": str(FORMAT),
        "version": VERSION,
        "created_at": clock.now().isoformat(timespec="seconds"),
        "structure": meta("structure") or "",
        "carnet": str(carnet.id),
        "carnet_base": slots.base_secours,
        "carnet_titre": carnet.titre,
        "carnet_intitule": str(carnet.intitule),
        "carnet_lieu": str(carnet.lieu_id),
        "carnet_jour": carnet.jour.isoformat(),
        "carnet_emporte": clock.now().isoformat(timespec="seconds"),
        "carnet_agent": slots.comptes[0].agent_id,
    }


def _folder_for(destination: Path, carnet: Carnet) -> Path:
    check_place(destination)
    if not destination.is_dir():
        raise Unavailable(
            f"Le dossier «\u00a0{destination}\u00a0» est introuvable\u00a0: la clé USB n’est pas "
            "branchée. Branchez-la, puis réessayez."
        )
    name = re.sub(r"\W+", "-", fold(str(carnet.intitule)))[:40].strip("-") or "tournee"
    folder = destination / f"carnet-{carnet.jour:%Y-%m-%d}-{name}"
    if (folder / BASE).exists():
        raise Refused(
            f"Le dossier «\u00a0{folder.name}\u00a0» contient déjà un carnet. Rentrez-le d’abord, "
            "ou donnez un autre nom à la tournée."
        )
    return folder


@contextlib.contextmanager
def _staging(folder: Path) -> Iterator[Path]:
    """A place on the stick itself, whose files only have to be renamed at the end."""
    place, made = folder / STAGING, not folder.exists()
    try:
        with _telling(folder):
            folder.mkdir(exist_ok=True)
            shutil.rmtree(place, ignore_errors=True)
            place.mkdir()
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)
        if made and not (folder / BASE).exists():
            shutil.rmtree(folder, ignore_errors=True)


def _put(made: Path, place: Path, slots: Slots, carnet: Carnet) -> None:
    with _telling(place):
        _write(place / BASE, made.read_bytes())
        _write(place / SLOTS_FILE, to_text(slots).encode())
        _write(place / WORDS_FILE, _words(carnet).encode("utf-8-sig"))


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _check(place: Path, key: bytes, scratch: Path) -> None:
    """Read again what lies on the stick: a bad one is found out here, not at the market."""
    copy = scratch / "relue.db"
    with _telling(place):
        shutil.copyfile(place / BASE, copy)
    with poche.reading(copy, key) as base:
        if base.faults(lambda: None):
            raise damaged_carnet()


def _words(carnet: Carnet) -> str:
    """For who takes it on the road, and for who finds it on the road."""
    service = own_service()
    phone = f", téléphone {service.telephone}" if service.telephone else ""
    lines = (f"Carnet de tournée — {carnet.titre}", f"{service.nom}{phone}", "", *_LINES)
    return "\r\n".join(lines) + "\r\n"


@contextlib.contextmanager
def _telling(place: Path) -> Iterator[None]:
    """A stick that is full, write-protected or pulled out, in one sentence."""
    try:
        yield
    except OSError as error:
        raise Unavailable(
            f"Le carnet n’a pas pu être écrit dans «\u00a0{place}\u00a0»\u00a0: la place y manque, "
            "la clé USB est protégée, ou elle a été retirée. Rien n’y est laissé. Vérifiez, puis "
            "réessayez."
        ) from error
