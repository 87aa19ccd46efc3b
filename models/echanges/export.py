"""Any list, as it is narrowed and sorted, in a file for a spreadsheet."""

import errno
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from models.base import clock, journal
from models.base.database import handle
from models.base.errors import Refused, Unavailable
from models.base.listing import Listing
from models.base.progress import Progress
from models.comptes.agent import Agent
from models.echanges.ecriture import Colonne, Entete, Rows, Writer
from models.echanges.ecriture.classeur import write_xlsx
from models.echanges.ecriture.odf import write_ods
from models.echanges.ecriture.texte import write_csv
from models.nomenclatures.service import own_service

FORMATS: dict[str, Writer] = {".xlsx": write_xlsx, ".ods": write_ods, ".csv": write_csv}
MOST_ROWS = 1_048_575  # under the heads, in a sheet of any spreadsheet
_ASIDE, _LONGEST = ".export-", 86_400  # seconds that no export lasts
_STEP = 128  # rows between two words of progress
WHOLE = "aucun\u00a0: toute la liste"


def export_listing(listing: Listing, path: Path, progress: Progress | None = None) -> int:
    """Write the list; returns its number of rows. The format is that of the file's name.

    The right is asked for, then the journal told, before anything is written. The file comes whole
    or not at all: it is written aside, next to its place.
    """
    handle().require_actor().require(listing.right)
    writer_of(path)
    kind = path.suffix.lower()
    count = listing.count()
    check_count(count, "exporter", most=MOST_ROWS if kind != ".csv" else None)
    trace_output(listing, "export_listing", rows=count, how=kind[1:])
    values = _values(listing, count, progress or Progress())
    with traced_if_cut("export_listing", objet=_table_of(listing)):
        write_whole(path, entete_of(listing, count), values)
    return count


@contextmanager
def traced_if_cut(action: str, *, objet: str, objet_id: str | None = None) -> Iterator[None]:
    """The journal, told of an output before it is written, is told too that it was not."""
    try:
        yield
    except BaseException:  # given up as well as failed
        journal.record(action, objet=objet, objet_id=objet_id, resultat="echec")
        raise


def writer_of(path: Path) -> Writer:
    """Who writes a file of that name; `Refused` when nobody does."""
    kind = path.suffix.lower()
    if kind not in FORMATS:
        raise Refused("Ce format n’est pas connu. Choisissez .xlsx, .ods ou .csv.")
    return FORMATS[kind]


def write_whole(path: Path, entete: Entete, rows: Rows) -> None:
    """Write a file whole or not at all: aside, next to its place, then put there."""
    write = writer_of(path)
    try:
        _drop_cut_short(path.parent)
        with tempfile.TemporaryDirectory(prefix=_ASIDE, dir=path.parent) as folder:
            part = Path(folder) / path.name
            write(part, entete, rows)
            part.replace(path)
    except OSError as error:
        raise _unavailable(path, error) from error


def check_count(count: int, verb: str, *, most: int | None = None) -> None:
    """Refuse an empty list, and one that no sheet holds."""
    if not count:
        raise Refused(
            f"Il n’y a rien à {verb}\u00a0: la liste est vide. Changez de période, ou de filtre."
        )
    if most is not None and count > most:
        raise Refused(
            "Cette liste dépasse ce que tient une feuille de calcul (1\u202f048\u202f575 lignes). "
            "Choisissez une période plus courte, ou le format .csv."
        )


def trace_output(listing: Listing, action: str, *, rows: int, how: str) -> None:
    """Tell the journal what list goes out, how narrowed, how long: no name, no value."""
    told = [f"filtre\u00a0: {words}" for words in listing.traced]
    journal.record(
        action,
        objet=_table_of(listing),
        champs=[f"format\u00a0: {how}", f"lignes\u00a0: {rows}", *told],
    )


def _table_of(listing: Listing) -> str:
    table = getattr(listing.key, "model", None)
    return str(table._meta.table_name) if table is not None else "liste"


def entete_of(listing: Listing, count: int) -> Entete:
    """What a file, or a paper, says of the list that it holds."""
    agent_id = handle().require_actor().agent_id
    agent: Any = Agent.get_or_none(Agent.id == agent_id) if agent_id else None
    return Entete(
        titre=listing.title,
        structure=str(own_service().nom),
        filtres="\u00a0; ".join(listing.filters) or WHOLE,
        lignes=count,
        par=agent.nom_affiche if agent else "",
        le=clock.wall(),
        colonnes=tuple(Colonne(column.label, column.width) for column in listing.columns),
    )


def _drop_cut_short(folder: Path) -> None:
    """Names that a program that was killed left in clear, in a folder that nobody sees."""
    limit = clock.now().timestamp() - _LONGEST
    for left in folder.glob(f"{_ASIDE}*"):
        if left.is_dir() and not left.is_symlink() and left.stat().st_mtime < limit:
            shutil.rmtree(left, ignore_errors=True)


def _values(listing: Listing, total: int, progress: Progress) -> Iterator[list[Any]]:
    for at, row in enumerate(listing.rows()):
        if at % _STEP == 0:
            progress.step(at, total)
        yield listing.values(row)
    progress.step(total, total)


def _unavailable(path: Path, error: OSError) -> Unavailable:
    name = f"«\u00a0{path.name}\u00a0»"
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Unavailable(
            f"La place manque sur ce disque pour écrire {name}. Libérez-en, ou choisissez un autre "
            "dossier, puis réessayez."
        )
    if isinstance(error, PermissionError):
        return Unavailable(
            f"Le fichier {name} est ouvert dans un autre programme, ou son dossier est protégé. "
            "Fermez-le, ou choisissez un autre dossier, puis réessayez."
        )
    return Unavailable(
        f"Le fichier {name} ne peut pas être écrit dans ce dossier. Choisissez un autre dossier, "
        "puis réessayez."
    )
