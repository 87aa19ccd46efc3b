"""The journal is tamper-evident: every attack of somebody who has the base but not k0 is seen."""

import datetime as dt
import time
from collections.abc import Callable, Iterator

import pytest

from models.base import database, journal
from models.base.database import Handle, handle, holding_pen, tx
from models.base.journal import Journal, JournalChain, Rupture
from tests.engines import Engine
from tests.factories import POSTE, all_rights

K0 = b"0" * 32
ENTRIES = 12


@pytest.fixture
def chain(engine: Engine) -> Iterator[Handle]:
    """A chain of a dozen entries, and a second one that must not be disturbed."""
    opened = (
        database.open_server(engine.conninfo)
        if engine.kind == "postgresql"
        else database.create_cipher(engine.folder / "structure.db", engine.key)
    )
    with holding_pen():
        opened.engine.create_tables([Journal, JournalChain])
    opened.actor = all_rights()
    for poste in (POSTE, "q" * 32):
        journal.start_chain(poste, lambda key: key, K0)
    for n in range(ENTRIES):
        journal.record(f"acte{n}", objet="lieu", objet_id=str(n), champs=("b", "a"))
    yield opened
    database.close()


def rows() -> "list[Journal]":
    return list(Journal.select().where(Journal.poste_id == POSTE).order_by(Journal.n))


def remove(n: int) -> None:
    Journal.delete().where((Journal.poste_id == POSTE) & (Journal.n == n)).execute()


def renumber_after(n: int) -> None:
    for row in rows():
        if row.n > n:
            Journal.update(n=row.n - 1).where(
                (Journal.poste_id == POSTE) & (Journal.n == row.n)
            ).execute()


def change(n: int, **values: object) -> None:
    Journal.update(**values).where((Journal.poste_id == POSTE) & (Journal.n == n)).execute()


def swap() -> None:
    third, fourth = rows()[2], rows()[3]
    for n, other in ((3, fourth), (4, third)):
        change(n, action=other.action, objet_id=other.objet_id, at=other.at, mac=other.mac)


def cut_tail(*, hide: bool) -> None:
    remove(ENTRIES)
    if hide:
        last = rows()[-1]
        JournalChain.update(n=last.n, mac=last.mac).where(JournalChain.poste_id == POSTE).execute()


def forge_entry() -> None:
    """With the present key of the chain, which stands in the base, but not that of the past."""
    state = JournalChain.get_by_id(POSTE)
    last = rows()[-1]
    entry = (last.n, last.at, "x" * 32, "autre", None, None, None, "fait")
    before = bytes(rows()[-2].mac)
    change(last.n, agent_id="x" * 32, action="autre", objet=None, objet_id=None, champs=None)
    change(last.n, mac=journal._mac(bytes(state.cle), before, POSTE, entry))


def move_to_another_chain() -> None:
    Journal.update(poste_id="q" * 32).where(Journal.n == ENTRIES).execute()
    JournalChain.update(n=ENTRIES - 1).where(JournalChain.poste_id == POSTE).execute()


ATTACKS: dict[str, Callable[[], None]] = {
    "who": lambda: change(5, agent_id="z" * 32),
    "what": lambda: change(5, action="rien"),
    "when": lambda: change(5, at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC)),
    "which row": lambda: change(5, objet_id="99"),
    "which fields": lambda: change(5, champs="c"),
    "result": lambda: change(5, resultat="refuse"),
    "removed": lambda: remove(5),
    "removed and renumbered": lambda: (remove(5), renumber_after(5), None)[-1],
    "swapped": swap,
    "tail cut": lambda: cut_tail(hide=False),
    "tail cut and counter put back": lambda: cut_tail(hide=True),
    "forged": forge_entry,
    "moved to another chain": move_to_another_chain,
    "all removed": lambda: (Journal.delete().execute(), None)[-1],
}


def test_a_whole_chain_is_whole(chain: Handle) -> None:
    assert journal.verify_chain(POSTE, K0) is None
    assert journal.verify_chain("q" * 32, K0) is None
    assert journal.verify_chain(POSTE, b"1" * 32) == Rupture(POSTE, 1)


@pytest.mark.parametrize("attack", ATTACKS)
def test_every_attack_is_seen(chain: Handle, attack: str) -> None:
    with holding_pen(), tx():
        ATTACKS[attack]()
    assert journal.verify_chain(POSTE, K0) is not None


def test_the_first_broken_entry_is_named(chain: Handle) -> None:
    with holding_pen():
        change(5, action="rien")
    assert journal.verify_chain(POSTE, K0) == Rupture(POSTE, 5)


def test_the_present_key_does_not_give_those_before(chain: Handle) -> None:
    """The base holds only the key of the next entry; no key of the past can be made from it."""
    state = JournalChain.get_by_id(POSTE)
    key, past = K0, []
    for _ in range(ENTRIES):
        past.append(key)
        key = journal._next(key)
    assert bytes(state.cle) == key
    assert key not in past


def test_what_is_put_back_whole_is_only_seen_by_an_anchor(chain: Handle) -> None:
    """Said in so many words, because it is the limit of the chain: hence anchors in backups."""
    kept = [(r.n, bytes(r.mac)) for r in rows()]
    state = JournalChain.get_by_id(POSTE)
    journal.record("plus tard")
    after = journal.anchors()
    with holding_pen():
        remove(ENTRIES + 1)
        JournalChain.update(n=state.n, cle=bytes(state.cle), mac=bytes(state.mac)).where(
            JournalChain.poste_id == POSTE
        ).execute()
    assert journal.verify_chain(POSTE, K0) is None
    assert journal.anchors() != after
    assert kept[-1][1] == bytes(rows()[-1].mac)


def test_an_entry_and_its_act_are_one_transaction(chain: Handle) -> None:
    def fail() -> None:
        with tx():
            journal.record("raté")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert len(rows()) == ENTRIES
    assert journal.verify_chain(POSTE, K0) is None


def test_a_long_chain_is_verified_in_reasonable_time(chain: Handle) -> None:
    with tx():
        for n in range(1500):
            journal.record("acte", objet_id=str(n))
    begun = time.process_time()
    assert journal.verify_chain(POSTE, K0) is None
    assert time.process_time() - begun < 2.0


def test_without_a_chain_nothing_is_written_silently(chain: Handle) -> None:
    handle().actor = None
    with pytest.raises(RuntimeError):
        journal.record("acte", poste_id="inconnu")
