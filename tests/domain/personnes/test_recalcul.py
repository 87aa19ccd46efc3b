"""Quartiers recomputed by the thousand: what one file after the other gives, in few queries."""

import random
from typing import Any

import pytest

from models.base.command import command, undo_last
from models.base.database import Handle
from models.base.droit import Droit
from models.base.errors import Conflict
from models.base.progress import Cancelled, Progress
from models.nomenclatures.quartier import Quartier, remove_voie, save_quartier, save_voie
from models.personnes import recalcul, zonage
from models.personnes.personne import (
    Personne,
    PersonneCritere,
    archive_personne,
    save_personne,
    set_criteres,
    sources_of,
)
from models.personnes.recalcul import files_to_move, recompute_quartiers
from tests.conftest import FrozenClock
from tests.counting import counted
from tests.factories import a_personne

QPV, RSA = "critere_public.qpv", "critere_public.rsa"
STREETS = ("rue de la Paix", "allée des Lilas", "rue du Puits", "place d’Ailleurs", "")
State = dict[str, tuple[Any, ...]]


@command(right=Droit.PERSONNES, label="Un dossier après l’autre")
def one_by_one(keys: list[str]) -> int:
    """As if each file were opened, and its address looked up again."""
    changed = 0
    for key in keys:
        personne = Personne.get_by_id(key)
        known, before = sources_of(personne), zonage.zone_of(personne)
        unknown = before._replace(adresse=("", "", ""))
        wanted = zonage.settle(personne, unknown, criteres=None, known=known)
        if zonage.zone_of(personne) != before or wanted != set(known):
            personne.save()
            set_criteres(personne, wanted, known)
            changed += 1
    return changed


@pytest.fixture
def moving(base: Handle, frozen_clock: FrozenClock) -> list[str]:
    """Files of every state, of which the streets then say otherwise."""
    luck = random.Random(3)
    old = save_quartier(nom="Le Clos", qpv=False)
    gone = save_voie(old, voie="allée des Lilas")
    there = save_quartier(nom="Les Quatre-Chemins", code="QN08701M", commune="Limoges")
    left = save_voie(there, voie="rue du Puits")
    keys = [a_file(luck, there, n).id for n in range(40)]
    archive_personne(Personne.get_by_id(keys[0]))
    frozen_clock.advance(days=3)
    save_voie(there, voie="rue de la Paix")
    for voie in (gone, left):
        remove_voie(voie)
    save_voie(there, voie="allée des Lilas")
    save_voie(old, voie="rue du Puits")
    return keys


def a_file(luck: random.Random, there: Quartier, n: int) -> Personne:
    values: dict[str, Any] = {
        "adresse": (f"{n + 1} " if luck.random() < 0.8 else "") + luck.choice(STREETS),
        "commune": luck.choice(("Limoges", "Limoges", "Isle", "")),
    }
    if luck.random() < 0.3:
        values["criteres"] = luck.choice(([QPV], [RSA], [QPV, RSA]))
    made = a_personne(prenom=f"P{n}", **values)
    if luck.random() < 0.2:
        source = luck.choice(("source_qpv.declaratif", "source_qpv.simulateur"))
        save_personne(made, qpv=luck.choice((there.id, None)), source_qpv=source)
    if luck.random() < 0.2:
        save_personne(made, quartier="Le haut du bourg")
    return made


def state() -> State:
    """What is stored of each file, but versions."""
    told: dict[str, list[Any]] = {
        p.id: [p.qpv_id, p.source_qpv_id, p.qpv_verifie_le, p.quartier, p.cle]
        for p in Personne.select()
    }
    for row in PersonneCritere.select().order_by(PersonneCritere.critere):
        told[row.personne_id].append((row.critere_id, row.source, row.constate_le))
    return {key: tuple(values) for key, values in told.items()}


@pytest.mark.parametrize("lot", [1, 7, 1000])
def test_it_gives_what_one_file_after_the_other_gives(
    base: Handle, moving: list[str], monkeypatch: pytest.MonkeyPatch, lot: int
) -> None:
    monkeypatch.setattr(recalcul, "LOT", lot)
    before = state()
    keys = files_to_move()
    assert state() == before
    assert 8 < len(keys) < 40
    assert one_by_one(keys) == len(keys)
    wanted = state()
    undo_last()
    assert state() == before
    assert recompute_quartiers(keys) == len(keys)
    assert state() == wanted
    assert files_to_move() == []
    undo_last()
    assert state() == before


def test_a_few_queries_whatever_their_number(base: Handle, moving: list[str]) -> None:
    before = state()
    keys = files_to_move()
    with counted(base) as all_of_them:
        recompute_quartiers(keys)
    undo_last()
    with counted(base) as looked_for:
        assert sorted(files_to_move()) == sorted(keys)
    with counted(base) as two:
        recompute_quartiers(keys[:2])
    assert len(looked_for) == 5
    assert len(all_of_them) <= len(two) + 8  # one for each set of columns that change together
    assert len(all_of_them) < len(keys) * 2
    assert len(before) == 40


def test_a_file_changed_meanwhile_stops_it_and_nothing_is_written(
    base: Handle, moving: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another desk saves between what was read and what is written."""
    keys = files_to_move()
    before = state()
    write = recalcul._write

    def late(lot: Any) -> None:
        table = Personne.update(version=Personne.version + 1)
        table.where(Personne.id == lot[-1].personne.id).execute()
        write(lot)

    monkeypatch.setattr(recalcul, "_write", late)
    with pytest.raises(Conflict):
        recompute_quartiers(keys)
    assert state() == before


@pytest.mark.parametrize("work", [recompute_quartiers, lambda _, step: files_to_move(step)])
def test_it_tells_where_it_is_and_can_be_stopped(
    base: Handle, moving: list[str], monkeypatch: pytest.MonkeyPatch, work: Any
) -> None:
    monkeypatch.setattr(recalcul, "LOT", 4)
    keys, before = files_to_move(), state()
    steps: list[tuple[int, int]] = []

    def report(done: int, total: int) -> None:
        steps.append((done, total))
        if done >= 8:
            progress.cancel()

    progress = Progress(report)
    with pytest.raises(Cancelled):
        work(keys, progress)
    assert [done for done, _ in steps] == [0, 4, 8]
    assert state() == before
