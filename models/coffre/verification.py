"""Verifying the open base: its pages, its links, its journal, its keys, its sealed contents."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from models.base import crypto, database, journal
from models.base.crypto import WrongKey
from models.base.database import handle
from models.base.droit import Droit
from models.base.errors import Failure, Refused, Unavailable
from models.base.journal import Journal, JournalChain
from models.base.progress import Progress
from models.base.table import tuples_of
from models.coffre.archive import SUFFIX, read_manifest
from models.coffre.copie import (
    CACHE,
    Execute,
    cipher_faults,
    link_faults,
    page_faults,
    pieces_in,
)
from models.coffre.pieces import whole_pieces
from models.comptes.acces import Acces, current
from models.comptes.agent import Agent
from models.comptes.ouverture import chain_context
from models.comptes.store import PIECES, Server
from models.comptes.temoins import check_vouched, notes_marks


@dataclass(frozen=True)
class Constat:
    """One thing that was looked at: None when this account cannot check it."""

    sujet: str
    sain: bool | None
    detail: str = ""

    @property
    def ligne(self) -> str:
        word = {True: "bon", False: "DÉFAUT", None: "non vérifié"}[self.sain]
        return f"{self.sujet}\u00a0: {word}" + (f" ({self.detail})" if self.detail else "")


@dataclass(frozen=True)
class Rapport:
    """What a verification found."""

    constats: tuple[Constat, ...]

    @property
    def saine(self) -> bool:
        return not any(constat.sain is False for constat in self.constats)

    @property
    def lignes(self) -> tuple[str, ...]:
        return tuple(constat.ligne for constat in self.constats)


Check = Callable[[Acces], Iterator[Constat]]


def verifier(progress: Progress | None = None) -> Rapport:
    """Check all that this account can check; changes nothing but the journal."""
    handle().require_actor().require(Droit.COFFRE)
    acces = current()
    checks: tuple[Check, ...] = (_pages, _pieces, _chains, _anchors, _keys, _accounts)
    found: list[Constat] = []
    for done, check in enumerate(checks):
        if progress:
            progress.step(done, len(checks))
        found.extend(_looked_at(check, acces))
    rapport = Rapport(tuple(found))
    with contextlib.suppress(Unavailable):  # a damaged file may not take one line more
        journal.record("verification", objet="coffre", resultat=_resultat(rapport))
    return rapport


def _resultat(rapport: Rapport) -> str:
    return "sain" if rapport.saine else "defaut"


def _looked_at(check: Check, acces: Acces) -> Iterator[Constat]:
    """What a check finds; a page that cannot even be read is a finding, not an error."""
    try:
        with database.telling_damage():
            yield from check(acces)
    except Unavailable as error:
        yield Constat("Lecture de la base", False, error.message)


def _pages(acces: Acces) -> Iterator[Constat]:
    if isinstance(acces.where, Server):
        return
    execute: Execute = handle().engine.execute_sql
    # The file alone is checked, not what waits beside it: false alarms after a crash otherwise.
    execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    execute(f"PRAGMA cache_size = {CACHE}")
    for sujet, faults in (
        ("Chiffrement des pages", cipher_faults),
        ("Structure du fichier", page_faults),
        ("Liens entre les dossiers", link_faults),
    ):
        seen = faults(execute)
        yield Constat(sujet, not seen, "; ".join(seen[:3]))


def _pieces(acces: Acces) -> Iterator[Constat]:
    """Each document must lie beside the base, as it was sealed."""
    if isinstance(acces.where, Server):
        return
    known = pieces_in(handle().engine.execute_sql)
    lost = len(known) - len(whole_pieces(known, acces.where / PIECES))
    said = f"{lost} manquant{'s' if lost > 1 else ''} ou altéré{'s' if lost > 1 else ''}"
    yield Constat("Documents", not lost, said if lost else "")


def _chains(acces: Acces) -> Iterator[Constat]:
    query = JournalChain.select(JournalChain.poste_id, JournalChain.origine)
    for poste_id, origine in tuples_of(query):
        sujet = f"Journal du poste {poste_id[-6:]}"
        admin = acces.cles.admin
        if admin is None:
            yield Constat(sujet, None, "il faut un compte administrateur")
            continue
        try:
            context = chain_context(acces.base_id, poste_id)
            first = crypto.unseal(admin, bytes(origine), context=context)
        except WrongKey:
            yield Constat(sujet, False, "la première clé a été changée")
            continue
        rupture = journal.verify_chain(poste_id, first)
        yield Constat(sujet, rupture is None, f"à l’entrée {rupture.n}" if rupture else "")


def _anchors(acces: Acces) -> Iterator[Constat]:
    """The journal must still hold what the backups beside the base saw of it."""
    if isinstance(acces.where, Server):
        return
    archives = sorted((acces.where / "sauvegardes").glob(f"*{SUFFIX}"))
    for path in archives:
        try:
            manifest = read_manifest(path)
        except Failure as error:
            yield Constat(f"Sauvegarde {path.name}", False, error.message)
            continue
        if manifest.base_id == acces.base_id:
            lost = [poste for poste, n, mac in manifest.ancres if not _still_there(poste, n, mac)]
            yield Constat(
                f"Sauvegarde {path.name}",
                not lost,
                "la base est revenue en arrière depuis" if lost else "",
            )


def _still_there(poste_id: str, n: int, mac: str) -> bool:
    if n == 0:
        return True
    row = (
        Journal.select(Journal.mac)
        .where((Journal.poste_id == poste_id) & (Journal.n == n))
        .tuples()
        .first()
    )
    return row is not None and bytes(row[0]).hex() == mac


def _keys(acces: Acces) -> Iterator[Constat]:
    sujet = "Liste des clés"
    if not (acces.holds_admin or acces.holds_notes):
        yield Constat(sujet, None, "il faut un compte administrateur ou référent")
        return
    try:
        check_vouched(acces.slots(), acces.cles)
    except Refused as error:
        yield Constat(sujet, False, error.message)
        return
    told = _notes_marks_told()
    late = bool(told) and not told & notes_marks(acces.slots())
    yield Constat(sujet, not late, "plus ancienne que le journal" if late else "")


def _notes_marks_told() -> set[str]:
    """The notes keys that the journal tells of: the first one, of before any change, is not."""
    query = Journal.select(Journal.objet_id).where(Journal.action == "cle_notes_changee")
    return {row[0] for row in tuples_of(query)}


def _accounts(acces: Acces) -> Iterator[Constat]:
    """Accounts without keys cannot open; keys without an account are those of somebody removed."""
    query = Agent.select(Agent.id).where(Agent.identifiant.is_null(False))
    accounts = {row[0] for row in tuples_of(query)}
    keys = {compte.agent_id for compte in acces.slots().comptes}
    yield Constat("Comptes sans clé", accounts <= keys, _said(len(accounts - keys)))
    yield Constat("Clés sans compte", keys <= accounts, _said(len(keys - accounts)))


def _said(count: int) -> str:
    return str(count) if count else ""
