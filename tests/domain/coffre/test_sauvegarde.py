"""Backups: whole, verified, or not there; kept by generations."""

import datetime as dt
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from models.base import database, journal
from models.base.errors import Failure, Refused, Unavailable
from models.base.progress import Cancelled, Progress
from models.coffre import archive, copie, sauvegarde
from models.coffre.archive import MANIFEST, SLOTS_FILE, read_manifest
from models.coffre.sauvegarde import days_to_keep, sauvegarder, sauvegarder_du_jour
from models.comptes import acces, compte
from models.comptes.role import Role
from models.comptes.store import BASE
from tests.conftest import FrozenClock
from tests.domain.comptes.maison import OTHER, enter, hire


def leftovers(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*") if ".part" in path.name or ".sauv" in path.name}


def test_a_backup_holds_the_base_its_keys_and_what_is_in_them(folder: Path, tmp_path: Path) -> None:
    manifest = sauvegarder(tmp_path / "s.cac")
    assert manifest.lignes["agent"] == 3
    assert manifest.base_id == acces.current().base_id
    assert manifest.structure == "Centre social des Quatre-Chemins"
    assert manifest.ancres
    assert read_manifest(tmp_path / "s.cac", whole=True) == manifest
    assert manifest.is_sealed_by(acces.current().cles.base)
    assert not manifest.is_sealed_by(b"x" * 32)
    with zipfile.ZipFile(tmp_path / "s.cac") as opened:
        assert set(opened.namelist()) == {BASE, SLOTS_FILE, MANIFEST}
        assert not opened.read(BASE).startswith(b"SQLite format 3")
    assert leftovers(tmp_path) == set()


def test_the_copy_needs_no_second_file(folder: Path, tmp_path: Path) -> None:
    sauvegarder(tmp_path / "s.cac")
    archive.extract(tmp_path / "s.cac", tmp_path)
    key = acces.current().cles.base
    engine = database.CipherDatabase(tmp_path / BASE, key)
    raw = database.sqlcipher.connect(str(tmp_path / BASE))
    try:
        raw.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        assert raw.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    finally:
        raw.close()
        engine.close()


def test_what_is_written_meanwhile_by_another_desk_is_whole_or_absent(
    folder: Path, tmp_path: Path
) -> None:
    """What is not yet in the file but beside it is in the copy."""
    assert (folder / f"{BASE}-wal").stat().st_size > 0
    compte.create_agent_sans_compte(prenom="Ana")
    assert sauvegarder(tmp_path / "s.cac").lignes["agent"] == 4


def test_into_a_folder_it_is_named_by_the_moment(
    folder: Path, tmp_path: Path, frozen_clock: FrozenClock
) -> None:
    place = tmp_path / "cle"
    place.mkdir()
    sauvegarder(place)
    assert [path.name for path in place.iterdir()] == ["cote-a-cote-2026-03-11-1432.cac"]


def test_it_is_journaled_and_needs_its_right(folder: Path, tmp_path: Path) -> None:
    hire("sam", Role.ACCUEIL)
    sauvegarder(tmp_path / "s.cac")
    assert journal.Journal.select().where(journal.Journal.action == "sauvegarde").count() == 1
    enter(folder, "sam", password=OTHER)
    with pytest.raises(Refused):
        sauvegarder(tmp_path / "t.cac")
    assert not (tmp_path / "t.cac").exists()
    assert sauvegarder_du_jour() is not None


def test_a_former_backup_stays_when_the_new_one_fails(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sauvegarder(tmp_path / "s.cac")
    before = (tmp_path / "s.cac").read_bytes()
    real = copie.copy_base

    def damage(target: Path) -> None:
        real(target)
        with target.open("r+b") as file:
            file.seek(5000)
            file.write(b"?")

    monkeypatch.setattr(sauvegarde, "copy_base", damage)
    with pytest.raises(Unavailable, match="endommagée"):
        sauvegarder(tmp_path / "s.cac")
    assert (tmp_path / "s.cac").read_bytes() == before
    assert leftovers(tmp_path) == set()


@pytest.mark.parametrize("step", range(1, 7))
def test_cancelled_at_each_step_it_leaves_nothing(folder: Path, tmp_path: Path, step: int) -> None:
    progress = Progress(lambda done, total: progress.cancel() if done == step - 1 else None)
    if step == 1:
        progress.cancel()
    with pytest.raises(Cancelled):
        sauvegarder(tmp_path / "s.cac", progress)
    assert leftovers(tmp_path) == set()


def test_without_room_it_says_how_much_is_missing(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = type("Usage", (), {"free": 1000})
    monkeypatch.setattr("models.coffre.sauvegarde.shutil.disk_usage", lambda _: full)
    with pytest.raises(Unavailable, match="place"):
        sauvegarder(tmp_path / "s.cac")


def test_on_a_full_stick_it_says_so_and_leaves_nothing(
    folder: Path, small_disk: Callable[..., Path]
) -> None:
    stick = small_disk(kibibytes=200)
    with pytest.raises(Unavailable, match="place"):
        sauvegarder(stick / "s.cac")
    assert list(stick.iterdir()) == []


def test_a_disk_that_fills_while_it_is_written(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(archive.os, "fsync", fail)
    monkeypatch.setattr(sauvegarde, "write_whole", lambda path, data: path.write_bytes(data))
    with pytest.raises(Unavailable, match="place libre"):
        sauvegarder(tmp_path / "s.cac")
    assert leftovers(tmp_path) == set()
    assert not (tmp_path / "s.cac").exists()


def test_once_a_day_and_only_its_own_files_are_ever_dropped(
    folder: Path, frozen_clock: FrozenClock
) -> None:
    (folder / "sauvegardes").mkdir()
    (folder / "sauvegardes" / "la mienne.cac").write_text("to keep")
    assert sauvegarder_du_jour() is not None
    assert sauvegarder_du_jour() is None
    for _ in range(12):
        frozen_clock.advance(days=1)
        assert sauvegarder_du_jour() is not None
    names = {path.name for path in (folder / "sauvegardes").iterdir()}
    assert "la mienne.cac" in names
    assert "cote-a-cote-2026-03-23.cac" in names
    assert "cote-a-cote-2026-03-12.cac" not in names
    assert len(sauvegarde.sauvegardes(folder)) == len(names)


def test_generations_keep_days_weeks_months_and_years() -> None:
    today = dt.date(2026, 3, 11)
    every_day = [today - dt.timedelta(days=n) for n in range(1500)]
    kept = days_to_keep(every_day)
    assert {today - dt.timedelta(days=n) for n in range(7)} <= kept
    assert dt.date(2026, 3, 1) in kept  # the Sunday of the week before last
    assert dt.date(2025, 4, 30) in kept  # the last of the twelfth month
    assert dt.date(2024, 12, 31) in kept
    assert dt.date(2023, 12, 31) not in kept
    assert len(kept) <= sum(sauvegarde.GENERATIONS)


def test_keeping_day_after_day_comes_to_the_same_as_at_once() -> None:
    days = [dt.date(2023, 1, 1) + dt.timedelta(days=n) for n in range(900)]
    kept: set[dt.date] = set()
    for day in days:
        kept = days_to_keep({*kept, day})
        assert day in kept
        assert len(kept) <= 27
    assert days_to_keep(days) <= kept | set(days[-1:])


@pytest.mark.parametrize("damage", ["cut", "flipped", "text", "empty", "zip", "newer", "missing"])
def test_each_bad_archive_has_its_sentence(folder: Path, tmp_path: Path, damage: str) -> None:
    path = tmp_path / "s.cac"
    sauvegarder(path)
    said = {
        "cut": "tronqué",
        "flipped": "altérée",
        "text": "n’est pas une sauvegarde",
        "empty": "tronqué",
        "zip": "n’est pas une sauvegarde",
        "newer": "plus récente",
        "missing": "introuvable",
    }[damage]
    spoil(path, damage)
    with pytest.raises(Failure) as refusal:
        read_manifest(path, whole=True)
    assert said in refusal.value.message


def spoil(path: Path, damage: str) -> None:
    data = path.read_bytes()
    if damage == "cut":
        os.truncate(path, len(data) // 2)
    elif damage == "flipped":
        changed = bytearray(data)
        changed[len(data) // 3] ^= 1
        path.write_bytes(bytes(changed))
    elif damage in ("text", "empty"):
        path.write_bytes(b"une lettre" if damage == "text" else b"")
    elif damage == "missing":
        path.unlink()
    elif damage == "zip":
        with zipfile.ZipFile(path, "w") as other:
            other.writestr("photo.jpg", b"x")
    else:
        rewrite(path, lambda text: text.replace('"format": 1', '"format": 99'))


def rewrite(path: Path, change: Callable[[str], str]) -> None:
    with zipfile.ZipFile(path) as source:
        files = {name: source.read(name) for name in source.namelist()}
    files[MANIFEST] = change(files[MANIFEST].decode()).encode()
    with zipfile.ZipFile(path, "w") as target:
        for name, data in files.items():
            target.writestr(name, data)


def test_any_flipped_bit_is_seen(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "s.cac"
    sauvegarder(path)
    data = path.read_bytes()
    for place in range(0, len(data), len(data) // 60):
        changed = bytearray(data)
        changed[place] ^= 1 << place % 8
        path.write_bytes(bytes(changed))
        try:
            found = read_manifest(path, whole=True)
        except Failure:
            continue
        path.write_bytes(data)
        assert found == read_manifest(path, whole=True), (
            place
        )  # a field of the zip that is not read
