"""Power cuts, replayed: the writer's calls to the disk are recorded, then cut at any of them.

What was synchronised is kept; each later write is kept, dropped, or torn at a sector, by chance;
names of files change in order. A disk that lies when it is asked to synchronise is not covered.
"""

import random
import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.depth import depth, longer
from tests.domain.base.desastres import check, create, start_writer

STATES, SECTOR = depth(60, soak=300), 512
ACTES = 300  # enough for the journal to be emptied into the base on the way
CALLS = "openat,close,pwrite64,fsync,fdatasync,ftruncate,unlink,write"
_HEX = re.compile(rb"\\x([0-9a-f]{2})")


@dataclass
class Event:
    """One call: a write, a cut to a length, a synchronisation, a removal, or a number told."""

    kind: str
    name: str = ""
    offset: int = 0
    data: bytes = b""
    told: int = 0


@dataclass
class Disk:
    """What is surely on the disk, and what may be."""

    files: dict[str, bytearray]
    pending: list[Event] = field(default_factory=list)
    told: int = 0

    def apply(self, event: Event) -> None:
        content = self.files.setdefault(event.name, bytearray())
        if event.kind == "cut":
            del content[event.offset :]
            content.extend(bytes(event.offset - len(content)))
        else:
            content.extend(bytes(max(0, event.offset - len(content))))
            content[event.offset : event.offset + len(event.data)] = event.data

    def happen(self, event: Event) -> None:
        if event.kind == "told":
            self.told = event.told
        elif event.kind == "removed":
            self._settle(event.name)
            self.files.pop(event.name, None)
        elif event.kind == "sync":
            self._settle(event.name)
        else:
            self.pending.append(event)

    def cut(self, chance: random.Random) -> dict[str, bytes]:
        """The files as they are found when the power is back."""
        after = Disk({name: bytearray(data) for name, data in self.files.items()})
        for event in self.pending:
            if chance.random() < 0.5:
                continue
            if event.kind == "write" and chance.random() < 0.3:
                kept = chance.randrange(0, len(event.data) + 1, SECTOR)
                event = Event("write", event.name, event.offset, event.data[:kept])
            after.apply(event)
        return {name: bytes(data) for name, data in after.files.items()}

    def _settle(self, name: str) -> None:
        for event in self.pending:
            if event.name == name:
                self.apply(event)
        self.pending = [event for event in self.pending if event.name != name]


@longer
def test_after_a_power_cut_at_any_call_nothing_told_is_lost(tmp_path: Path) -> None:
    if shutil.which("strace") is None:
        pytest.fail("Cet essai demande strace : apt-get install strace")
    path = tmp_path / "structure.db"
    create(path)
    before = {path.name: path.read_bytes()}
    events = _recorded(path, tmp_path / "appels")
    written = [place for place, event in enumerate(events) if event.kind == "told"]
    assert len(written) == ACTES
    assert sum(event.kind == "sync" for event in events) >= ACTES
    chance = random.Random(20261121)
    lost_some = 0
    for number in range(STATES):
        place = chance.randrange(len(events))
        disk = Disk({name: bytearray(data) for name, data in before.items()})
        for event in events[:place]:
            disk.happen(event)
        folder = tmp_path / f"etat{number}"
        folder.mkdir()
        for name, data in disk.cut(chance).items():
            (folder / name).write_bytes(data)
        lost_some += bool(disk.pending)
        check(folder / path.name, disk.told)
        shutil.rmtree(folder)
    assert lost_some > STATES // 4, "hardly any cut fell between a write and its synchronisation"


def _recorded(path: Path, trace: Path) -> list[Event]:
    options = ("-f", "-xx", "-s", "70000", "-e", f"trace={CALLS}", "-o", str(trace))
    writer = start_writer(path, str(ACTES), traced=("strace", *options))
    writer.communicate(timeout=110)
    assert writer.returncode == 0
    return list(_events(trace.read_bytes().splitlines(), path.parent))


def _events(lines: list[bytes], folder: Path) -> "list[Event]":
    names: dict[int, str] = {}
    found: list[Event] = []
    for line in lines:
        match = re.match(rb"(?:\d+ +)?(\w+)\((.*)\) += (-?\d+)", line)
        if match is None or int(match.group(3)) < 0:
            continue
        event = _event(match.group(1).decode(), match.group(2), int(match.group(3)), names, folder)
        if event is not None:
            found.append(event)
    return found


def _event(
    call: str, text: bytes, result: int, names: dict[int, str], folder: Path
) -> Event | None:
    strings = [_unhex(part) for part in re.findall(rb'"([^"]*)"', text)]
    if call == "openat":
        opened = Path(strings[0].decode())
        names.pop(result, None)
        if opened.parent == folder and opened.name.startswith("structure.db"):
            names[result] = opened.name
        return None
    if call == "unlink":
        return Event("removed", Path(strings[0].decode()).name)
    descriptor = int(text.split(b",")[0])
    if call == "write":
        told = strings[0].strip() if descriptor == 1 and strings else b""
        return Event("told", told=int(told)) if told.isdigit() else None
    if call == "close":
        names.pop(descriptor, None)
        return None
    name = names.get(descriptor)
    if name is None or name.endswith("-shm"):
        return None
    if call in ("fsync", "fdatasync"):
        return Event("sync", name)
    number = int(text.rsplit(b",", 1)[1])
    if call == "ftruncate":
        return Event("cut", name, number)
    return Event("write", name, number, strings[0])


def _unhex(text: bytes) -> bytes:
    return _HEX.sub(lambda match: bytes([int(match.group(1), 16)]), text)


def test_the_replay_itself_sees_a_writer_that_does_not_synchronise() -> None:
    """The instrument is tried on a known fault: told before anything is on the disk."""
    disk = Disk({"a": bytearray(b"old")})
    disk.happen(Event("write", "a", 0, b"new"))
    disk.happen(Event("told", told=1))
    states = {disk.cut(random.Random(seed))["a"] for seed in range(50)}
    assert b"old" in states
    assert b"new" in states
    disk.happen(Event("sync", "a"))
    assert {disk.cut(random.Random(seed))["a"] for seed in range(20)} == {b"new"}
