"""The hour as it is written down a column, the code of a sheet, and what may be written twice."""

import datetime as dt
from typing import Any

import pytest

from models.accueil.demande import DemandeInput
from models.accueil.feuille import (
    Feuille,
    LigneFeuille,
    code_of,
    correct_ligne,
    deja_ecrits,
    going_on,
    move_feuille,
    read_code,
    record_ligne,
)
from models.accueil.passage import Passage
from models.accueil.saisie import Visiteur
from models.base.command import undo_last
from models.base.errors import Invalid
from tests.conftest import FrozenClock
from tests.factories import a_personne, the_lieu

CNI, CV = "thematique.pap.carte_identite", "thematique.emp.cv"
JOUR = dt.date(2026, 3, 10)


@pytest.mark.parametrize(
    ("before", "typed", "read"),
    [
        ("09:05", "15", "09:15"),
        ("09:05", "05", "09:05"),
        ("09:55", "05", "10:05"),
        ("09:55", "10", "10:00"),
        ("09:20", "15", "15:00"),
        ("09:05", "9", None),
        ("08:50", "9", "09:00"),
        ("23:50", "10", None),
        ("09:05", "9h30", None),
        ("09:05", "0930", None),
        ("09:05", "", None),
        ("", "15", None),
    ],
)
def test_the_hour_goes_on_down_the_column(before: str, typed: str, read: str | None) -> None:
    found = going_on(typed, dt.time.fromisoformat(before) if before else None)
    assert found == (dt.time.fromisoformat(read) if read else None)


def test_a_code_is_read_back_whole_or_not_at_all(base: Any) -> None:
    sheet = Feuille(the_lieu().id, JOUR)
    assert read_code(code_of(sheet)) == sheet
    assert read_code(f"  {code_of(sheet).lower()} ") == sheet
    assert read_code("12/03") is None
    for wrong in (
        code_of(sheet)[:-1],
        code_of(sheet)[:-2] + "40",
        "RG1",
        f"RG1.{'f' * 32}.2026-03-10",
    ):
        with pytest.raises(Invalid) as refusal:
            read_code(wrong)
        assert refusal.value.field == "jour"


def test_a_line_keeps_its_own_moment(base: Any, frozen_clock: FrozenClock) -> None:
    passage = record_ligne(_sheet(), _line(heure=dt.time(9, 15), duree_minutes=12))
    assert (passage.jour, passage.heure, passage.origine) == (JOUR, dt.time(9, 15), "feuille")
    assert passage.created_at == frozen_clock.now()
    assert passage.moment == dt.datetime(2026, 3, 10, 8, 15, tzinfo=dt.UTC)
    unknown = record_ligne(_sheet(), _line())
    assert unknown.heure is None
    corrected = correct_ligne(passage, _sheet(), _line(heure=dt.time(9, 20)))
    assert (corrected.heure, corrected.duree_minutes, corrected.origine) == (
        dt.time(9, 20), None, "feuille",
    )  # fmt: skip


def test_a_whole_sheet_moves_in_one_act(base: Any, frozen_clock: FrozenClock) -> None:
    known = record_ligne(_sheet(), _line(heure=dt.time(9, 15)))
    unknown = record_ligne(_sheet(), _line())
    assert move_feuille([known, unknown], Feuille(the_lieu().id, dt.date(2026, 3, 9))) == 2
    now = [Passage.get_by_id(one.id) for one in (known, unknown)]
    assert [(p.jour.day, p.heure) for p in now] == [(9, dt.time(9, 15)), (9, None)]
    assert undo_last() == "Feuille déplacée"
    assert {p.jour for p in Passage.select()} == {JOUR}


def test_the_same_person_or_the_same_hour_and_demande_may_be_twice(
    base: Any, frozen_clock: FrozenClock
) -> None:
    fatou, awa = (a_personne(prenom=name) for name in ("Fatou", "Awa"))
    there = record_ligne(_sheet(), _line(Visiteur(fatou.id), heure=dt.time(9, 15)))

    def met(line: LigneFeuille, **others: Any) -> list[str]:
        return deja_ecrits(_sheet(), line, **others)

    assert met(_line(Visiteur(fatou.id), CV)) == ["09:15 DIALLO Fatou, Carte d’identité, passeport"]
    assert met(_line(heure=dt.time(9, 15))) != []
    assert met(_line(Visiteur(awa.id), heure=dt.time(9, 15))) == []
    assert met(_line(None, CV, heure=dt.time(9, 15))) == []
    assert met(_line(heure=dt.time(9, 16))) == []
    assert met(_line()) == [], "sans heure, rien ne les rapproche"
    assert met(_line(Visiteur(fatou.id)), sauf={str(there.id)}) == []


def _sheet() -> Feuille:
    return Feuille(the_lieu().id, JOUR)


def _line(visiteur: Visiteur | None = None, *demandes: str, **facts: Any) -> LigneFeuille:
    asked = [DemandeInput(key) for key in demandes or (CNI,)]
    return LigneFeuille(visiteur or Visiteur(), asked, **facts)
