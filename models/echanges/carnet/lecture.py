"""Reading a carnet that comes back: copied aside, checked to its last page, then taken in whole.

The stick is only read. What is wrong with it is one sentence, before anything is compared.
"""

import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from models.accueil.anonyme import AnonymeConnu
from models.accueil.demande import Demande, DemandeReponse
from models.accueil.effectif import Effectif, PassageCritere
from models.accueil.message import Message
from models.accueil.passage import Passage
from models.base import migration
from models.base.database import handle
from models.base.droit import Droit
from models.base.errors import Refused, Unavailable
from models.base.meta import FORMAT
from models.base.progress import Progress
from models.base.table import Table
from models.coffre.restauration import in_use
from models.comptes.acces import current
from models.comptes.carnet import base_key, check_from_here, damaged_carnet
from models.comptes.slots import Slots, from_text
from models.comptes.store import BASE
from models.echanges.carnet import poche
from models.echanges.carnet.contenu import TAKEN
from models.echanges.carnet.emporter import SLOTS_FILE, STAGING
from models.echanges.carnet.inacheves import Inacheve, inacheves_of
from models.personnes.accord import PersonneAccord
from models.personnes.langue import PersonneLangue
from models.personnes.personne import Personne, PersonneCritere

Row = dict[str, Any]
OF_PERSONNE: tuple[type[Table], ...] = (PersonneCritere, PersonneLangue, PersonneAccord)
OF_PASSAGE: tuple[type[Table], ...] = (Demande, PassageCritere, Effectif)
TABLES: tuple[type[Table], ...] = (
    Personne, *OF_PERSONNE, AnonymeConnu, Passage, *OF_PASSAGE, DemandeReponse, Message,
)  # fmt: skip
_STEPS = 5


@dataclass(frozen=True)
class Retour:
    """What a carnet holds, in memory: nothing of the stick is needed any more."""

    dossier: Path
    facts: dict[str, str]
    lignes: dict[type[Table], list[Row]] = field(repr=False)
    inacheves: tuple[Inacheve, ...] = ()
    cle: bytes = field(default=b"", repr=False)

    @property
    def carnet_id(self) -> str:
        return self.facts["carnet"]

    @property
    def titre(self) -> str:
        return self.facts["carnet_titre"]

    @property
    def emportes(self) -> frozenset[str]:
        """The files that went along."""
        return frozenset(self.facts.get(TAKEN, "").split())

    @property
    def empreinte(self) -> str:
        """A print of what was written on the road: the same twice, nothing has changed since."""
        marks = sorted(f"{row['id']}{row['version']}" for t in TABLES for row in self.lignes[t])
        return hashlib.sha256("".join(marks).encode()).hexdigest()

    def of(self, table: type[Table], name: str, keys: Iterable[str]) -> list[Row]:
        """The rows of a table whose field `name` is one of the keys."""
        wanted = set(keys)
        return [row for row in self.lignes[table] if row[name] in wanted]


def lire(dossier: Path, *, secret: str = "", progress: Progress | None = None) -> Retour:
    """Open a carnet and take in what it holds. `Invalid("secret")`: a password is needed.

    `Refused` for what is no carnet of this base; `Unavailable` for one that is damaged, cut short
    or gone. Slow: call it in a job.
    """
    handle().require_actor().require(Droit.CARNET)
    done = iter(range(1, _STEPS + 1))
    told = progress or Progress()

    def step() -> None:
        told.step(next(done), _STEPS)

    folder = folder_of(dossier)
    slots = slots_in(folder)
    return _read(folder, slots, base_key(slots, current(), secret=secret), step)


def relire(retour: Retour) -> Retour:
    """The same carnet as it is now, with the key that opened it."""
    return _read(retour.dossier, slots_in(retour.dossier), retour.cle, lambda: None)


def _read(folder: Path, slots: Slots, key: bytes, step: Callable[[], None]) -> Retour:
    with tempfile.TemporaryDirectory(prefix="carnet-") as scratch:
        copy = _copied(folder, Path(scratch))
        step()
        with poche.reading(copy, key) as base:
            if base.faults(step):
                raise damaged_carnet()
            facts = base.facts()
            _check_facts(facts, slots, base.steps())
            lignes = {table: base.rows(table) for table in TABLES}
            begun = inacheves_of(base)
    step()
    return Retour(folder, facts, lignes, begun, key)


def folder_of(dossier: Path) -> Path:
    """The folder of the carnet: the one that was chosen, or the only one in it (a whole stick)."""
    try:
        if (dossier / BASE).exists():
            return dossier
        inside = [path.parent for path in dossier.glob(f"*/{BASE}")]
        halves = [dossier / SLOTS_FILE, dossier / STAGING, *dossier.glob(f"*/{STAGING}")]
        half = any(path.exists() for path in halves)
    except OSError as error:
        raise _gone(dossier) from error
    if len(inside) == 1:
        return inside[0]
    if inside:
        raise Refused(
            f"Le dossier «\u00a0{dossier}\u00a0» contient plusieurs carnets. Choisissez le dossier "
            "de celui que vous rentrez."
        )
    if not dossier.is_dir():
        raise _gone(dossier)
    raise Refused(
        "La copie de ce carnet n’a pas été finie\u00a0: la clé a été retirée trop tôt. Rien n’y a "
        "été saisi, et rien n’est à rentrer."
        if half
        else f"Il n’y a pas de carnet dans «\u00a0{dossier}\u00a0». Choisissez le dossier dont le "
        "nom commence par «\u00a0carnet-\u00a0»."
    )


def slots_in(folder: Path) -> Slots:
    """The keys of a carnet of this base; a sentence otherwise."""
    try:
        text = (folder / SLOTS_FILE).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Unavailable(
            "Ce carnet n’a plus ses clés\u00a0: le fichier «\u00a0structure.slots\u00a0» manque à "
            "côté de la base, ou ne se lit pas. La copie est incomplète\u00a0; reprenez-la depuis "
            "l’ordinateur de la tournée."
        ) from error
    try:
        slots = from_text(text)
    except Unavailable as error:
        raise damaged_carnet() from error
    check_from_here(slots, current())
    return slots


def refuse_in_use(folder: Path) -> None:
    if in_use(folder / f"{BASE}-shm"):
        raise Refused(
            "Ce carnet est ouvert dans une autre fenêtre de Côte à Côte. Fermez-la, puis "
            "recommencez."
        )


def _copied(folder: Path, scratch: Path) -> Path:
    """A copy with the journal of what was written last, as a power cut may have left it."""
    try:
        refuse_in_use(folder)
        for name in (BASE, f"{BASE}-wal"):
            if (folder / name).exists():
                shutil.copyfile(folder / name, scratch / name)
    except OSError as error:
        raise _gone(folder) from error
    return scratch / BASE


def _check_facts(facts: dict[str, str], slots: Slots, steps: set[str]) -> None:
    same = facts.get("base_id") == slots.base_id and "carnet" in facts
    if not same or facts.get("carnet_base") != current().base_id:
        raise damaged_carnet()
    if int(facts.get("format", "0")) > FORMAT or steps - migration.shipped():
        raise Refused(
            "Ce carnet a été ouvert avec une version plus récente de Côte à Côte. Installez cette "
            "version ici, puis rentrez-le."
        )


def _gone(folder: Path) -> Unavailable:
    return Unavailable(
        f"«\u00a0{folder}\u00a0» ne se lit pas\u00a0: la clé USB a été retirée, ou elle est "
        "abîmée. Rien n’a changé dans le registre. Rebranchez-la, puis réessayez."
    )
