"""A suivi from its opening to its end: phases, référent, where it stands, its lists."""

import datetime as dt
from typing import Any

import pytest

from models.base.command import undo_last
from models.base.errors import Invalid, Refused
from models.comptes.role import Role
from models.personnes.personne import Personne
from models.suivis.dispositif import criteres_of, dispositifs, open_sessions, phases_of
from models.suivis.liste import suivis_listing, suivis_of_personne
from models.suivis.phase import date_phases
from models.suivis.sortie import close_suivi
from models.suivis.suivi import (
    Statut,
    Suivi,
    add_months,
    open_suivi,
    phases_of_suivi,
    referents_of,
    statut_of,
    suivis_of,
)
from tests.factories import AGENT, a_personne, a_session, actor_with

DAY = dt.date(2026, 3, 9)
DISPOSITIF = "ateliers_citoyens"


def a_suivi(personne: Personne | None = None, **values: Any) -> Suivi:
    return open_suivi(
        **{
            "personne": personne or a_personne(),
            "dispositif": DISPOSITIF,
            "referent": AGENT,
            "ouvert_le": DAY,
            **values,
        }
    )


def test_the_ateliers_citoyens_are_shipped_whole(base: Any) -> None:
    dispositif = dispositifs()[0]
    assert dispositif.id == DISPOSITIF
    assert dispositif.places == 6
    assert [(p.libelle, p.mois, p.optionnelle) for p in phases_of(dispositif.id)] == [
        ("Mobilisation", 3, False),
        ("Mission de service civique", 10, False),
        ("Accompagnement à la sortie", 2, True),
    ]
    assert [c.code for c in criteres_of(dispositif.id)] == [
        "age",
        "quartier",
        "descolarise",
        "orientation_mlds",
    ]


def test_phases_are_planned_end_to_end(base: Any) -> None:
    phases = phases_of_suivi(a_suivi().id)
    assert [(p.prevue_du, p.prevue_au) for p in phases] == [
        (dt.date(2026, 3, 9), dt.date(2026, 6, 8)),
        (dt.date(2026, 6, 9), dt.date(2027, 4, 8)),
        (dt.date(2027, 4, 9), dt.date(2027, 6, 8)),
    ]


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (dt.date(2026, 1, 31), 1, dt.date(2026, 2, 28)),
        (dt.date(2024, 1, 31), 1, dt.date(2024, 2, 29)),
        (dt.date(2026, 11, 30), 3, dt.date(2027, 2, 28)),
        (dt.date(2026, 12, 15), 12, dt.date(2027, 12, 15)),
        (dt.date(2026, 5, 31), 0, dt.date(2026, 5, 31)),
    ],
)
def test_months_end_where_they_can(day: dt.date, months: int, expected: dt.date) -> None:
    assert add_months(day, months) == expected


def test_one_is_followed_once_in_a_dispositif(base: Any) -> None:
    personne = a_personne()
    first = a_suivi(personne)
    with pytest.raises(Refused, match="déjà suivi"):
        a_suivi(personne)
    a_suivi(personne, dispositif=None)
    close_suivi(first, clos_le=DAY, motif_sortie="motif_sortie.cdi")
    a_suivi(personne)
    assert len(suivis_of(personne)) == 3


def test_outside_a_dispositif_there_is_no_phase(base: Any) -> None:
    assert phases_of_suivi(a_suivi(dispositif=None).id) == []


def test_where_it_stands_follows_from_its_dates(base: Any) -> None:
    suivi = a_suivi()
    assert statut_of(suivi, DAY - dt.timedelta(days=1)) is Statut.PROPOSE
    assert statut_of(suivi, DAY) is Statut.EN_COURS
    end = DAY + dt.timedelta(days=9)
    close_suivi(suivi, clos_le=end, motif_sortie="motif_sortie.cdi")
    assert statut_of(suivi, end - dt.timedelta(days=1)) is Statut.EN_COURS
    assert statut_of(suivi, end) is Statut.TERMINE
    assert {s.kind for s in Statut} == {"good", "attention", "neutral"}


def test_the_list_tells_the_phase_under_way(base: Any) -> None:
    suivi = a_suivi()
    listing = suivis_listing()
    rank = [column.name for column in listing.columns].index("phase")
    later = DAY + dt.timedelta(days=90)
    shown = [listing.texts(listing.first()[0])[rank]]
    for dates in ([(DAY, None)], [(DAY, later), (later, None)]):
        phases = phases_of_suivi(suivi.id)
        date_phases(phases, [*dates, *[(None, None)] * (len(phases) - len(dates))])
        shown.append(listing.texts(listing.first()[0])[rank])
    assert shown == ["", "Mobilisation", "Mission de service civique"]


def test_an_end_before_the_beginning_writes_nothing(base: Any) -> None:
    phases = phases_of_suivi(a_suivi().id)
    dates = [(DAY, None), (DAY, DAY - dt.timedelta(days=1)), (None, None)]
    with pytest.raises(Invalid) as refusal:
        date_phases(phases, dates)
    assert refusal.value.field == "fin"
    assert all(phase.debut is None for phase in phases_of_suivi(phases[0].suivi_id))


def test_closing_ends_the_phase_under_way_and_is_undone_whole(base: Any) -> None:
    suivi = a_suivi()
    date_phases(phases_of_suivi(suivi.id), [(DAY, None), (None, None), (None, None)])
    end = DAY + dt.timedelta(days=30)
    close_suivi(suivi, clos_le=end, motif_sortie="motif_sortie.cdi")
    assert phases_of_suivi(suivi.id)[0].fin == end
    undo_last()
    assert phases_of_suivi(suivi.id)[0].fin is None
    assert Suivi.get_by_id(suivi.id).clos_le is None


def test_closing_before_the_opening_is_refused(base: Any) -> None:
    with pytest.raises(Invalid):
        close_suivi(a_suivi(), clos_le=DAY - dt.timedelta(days=1), motif_sortie="motif_sortie.cdi")


def test_the_referent_is_dated(base: Any) -> None:
    suivi = a_suivi()
    assert [agent.identifiant for agent in referents_of(suivi.id, DAY)] == ["claire"]
    assert referents_of(suivi.id, DAY - dt.timedelta(days=1)) == []


def test_the_accueil_opens_no_suivi(base: Any) -> None:
    personne = a_personne()
    base.actor = actor_with(Role.ACCUEIL)
    with pytest.raises(Refused):
        a_suivi(personne)


def test_lists_tell_phase_and_referent(base: Any) -> None:
    personne = a_personne()
    suivi = a_suivi(personne)
    a_suivi(a_personne(nom_naissance="Autre"))
    date_phases(phases_of_suivi(suivi.id), [(DAY, None), (None, None), (None, None)])
    listing = suivis_of_personne(personne.id)
    (row,) = listing.first()
    assert listing.texts(row)[:4] == (
        "Les Ateliers citoyens", statut_of(suivi, DAY).label, "Mobilisation", "Claire",
    )  # fmt: skip
    assert len(suivis_listing().first()) == 2
    assert len(suivis_listing(AGENT).first()) == 2
    assert suivis_listing("z" * 32).first() == []
    assert [r[0] for r in suivis_listing().searched("diallo").first()] == [suivi.id]


def test_the_accueil_knows_of_a_suivi_but_not_where_it_stands(base: Any) -> None:
    personne = a_personne()
    a_suivi(personne)
    base.actor = actor_with(Role.REFERENT)
    assert "phase" in {column.name for column in suivis_listing().columns}
    base.actor = actor_with(Role.ACCUEIL)
    for listing in (suivis_listing(), suivis_of_personne(personne.id)):
        assert len(listing.first()) == 1
        assert "phase" not in {column.name for column in listing.columns}


def test_sessions_begun_for_long_are_proposed_no_more(base: Any) -> None:
    old, soon = a_session(debut=DAY - dt.timedelta(days=40)), a_session(debut=DAY)
    assert [s.id for s in open_sessions(DISPOSITIF, DAY)] == [soon.id]
    assert old.id not in {s.id for s in open_sessions(DISPOSITIF, DAY)}
