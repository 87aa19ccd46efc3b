"""Suivis handed over: who follows then, what goes along, what comes back, what is told of each."""

import datetime as dt
from typing import Any

import pytest

from models.base import clock
from models.base.command import undo_last
from models.base.database import handle
from models.base.errors import Invalid, Refused
from models.comptes.agent import AgentRole
from models.comptes.role import Role
from models.suivis.action import actions_of, add_action
from models.suivis.dossier_passation import notes_out_of_reach, pages_of, passation
from models.suivis.frein import note_frein
from models.suivis.passation import (
    PERSONNE,
    Porteur,
    come_back,
    hand_over,
    porteurs,
    stand_in,
    suivis_followed,
    suivis_held_for,
)
from models.suivis.referent import REFERENT, REMPLACANT, add_second, readers_on
from models.suivis.rendez_vous import rendez_vous_of, take_rendez_vous
from models.suivis.signaux import signaux
from models.suivis.suivi import Referent, Suivi, open_suivi, referents_on
from tests.conftest import FrozenClock
from tests.domain.suivis.parcours import days
from tests.factories import AGENT, a_personne, actor_with, an_agent, writing

TODAY = dt.date(2026, 3, 11)
BRUNO, ZOE = "b" * 32, "e" * 32


@pytest.fixture(autouse=True)
def team(base: Any, frozen_clock: FrozenClock) -> None:
    """Two other référents."""
    for key, prenom in ((BRUNO, "Bruno"), (ZOE, "Zoé")):
        agent = an_agent(key, identifiant=prenom.lower(), prenom=prenom, nom="Roy")
        with writing():
            AgentRole(agent=agent, role=Role.REFERENT.value).save()


def a_suivi(nom: str, referent: str = AGENT, **values: Any) -> Suivi:
    usual = {"dispositif": "ateliers_citoyens", "ouvert_le": TODAY - days(30)}
    personne = a_personne(nom_naissance=nom, telephone="0536490101")
    return open_suivi(personne=personne, referent=referent, **{**usual, **values})


def following(suivi: Suivi, day: dt.date = TODAY) -> list[tuple[str, str]]:
    return sorted((one.agent_id, one.qualite) for one in referents_on(suivi.id, day))


def with_of(suivi: Suivi) -> list[str]:
    return [one.agent_id for one in rendez_vous_of(suivi.id)]


def test_a_referent_leaves_and_one_undo_takes_all_back() -> None:
    first, second, other = a_suivi("Alpha"), a_suivi("Bah"), a_suivi("Zola", BRUNO)
    take_rendez_vous(first, date=TODAY + days(3))
    take_rendez_vous(first, date=TODAY + days(5), agent=ZOE)
    mine = add_action(first.id, intitule="Appeler la mission locale", qui="referent", agent=AGENT)
    add_second(second, agent=ZOE, du=TODAY - days(3))
    assert suivis_followed(AGENT, TODAY) == [first.id, second.id]
    assert {one.nom: one.suivis for one in porteurs(TODAY)} == {
        "Bruno ROY": 1, "Claire SOW": 2, "Zoé ROY": 0,
    }  # fmt: skip
    assert hand_over(AGENT, {first.id: BRUNO, second.id: ZOE}, du=TODAY) == 2
    assert following(first) == [(BRUNO, REFERENT)]
    assert following(second) == [(ZOE, REFERENT)]  # she helped: it is hers now
    assert following(other) == [(BRUNO, REFERENT)]
    assert with_of(first) == [BRUNO, ZOE]
    (action,) = actions_of(first.id)
    assert (action.id, action.agent_id) == (mine.id, BRUNO)
    assert AGENT in readers_on(first.id, TODAY + days(31))
    assert AGENT not in readers_on(first.id, TODAY + days(32))
    undo_last()
    assert following(first) == [(AGENT, REFERENT)]
    assert following(second) == [(AGENT, REFERENT), (ZOE, "second")]
    assert with_of(first) == [AGENT, ZOE]


def test_what_is_not_asked_for_stays() -> None:
    suivi = a_suivi("Alpha")
    take_rendez_vous(suivi, date=TODAY + days(3))
    hand_over(AGENT, {suivi.id: BRUNO}, du=TODAY, lit_encore=False, rendez_vous=False)
    assert with_of(suivi) == [AGENT]
    assert readers_on(suivi.id, TODAY) == {BRUNO}


def test_one_that_was_to_begin_later_begins_with_the_other() -> None:
    suivi = a_suivi("Alpha", ouvert_le=TODAY + days(10))
    assert suivis_followed(AGENT, TODAY) == [suivi.id]
    assert suivis_followed(PERSONNE, TODAY) == []
    hand_over(AGENT, {suivi.id: BRUNO}, du=TODAY)
    assert following(suivi, TODAY + days(10)) == [(BRUNO, REFERENT)]
    assert Referent.select().count() == 1


@pytest.mark.parametrize(
    ("heir", "told"),
    [("f" * 32, "ne fait plus partie"), (AGENT, "déjà elle ou lui"), (ZOE, "n’a p.* rôle")],
)
def test_nobody_is_given_what_she_cannot_follow(heir: str, told: str) -> None:
    suivi = a_suivi("Alpha")
    with writing():
        AgentRole.get(AgentRole.agent == ZOE).remove()
    with pytest.raises(Invalid, match=told):
        hand_over(AGENT, {suivi.id: heir}, du=TODAY)
    with pytest.raises(Invalid, match="choisissez-en un"):
        hand_over(AGENT, {}, du=TODAY)
    assert following(suivi) == [(AGENT, REFERENT)]


def test_a_colleague_hands_over_nothing_of_another() -> None:
    suivi = a_suivi("Alpha")
    handle().actor = actor_with(Role.REFERENT, agent_id=BRUNO)
    with pytest.raises(Refused, match="a pour référent Claire SOW"):
        hand_over(AGENT, {suivi.id: BRUNO}, du=TODAY)


def test_an_absence_ends_by_itself(frozen_clock: FrozenClock) -> None:
    suivi = a_suivi("Alpha")
    last = TODAY + days(10)
    inside = take_rendez_vous(suivi, date=last)
    after = take_rendez_vous(suivi, date=last + days(1))
    with pytest.raises(Invalid, match="précède"):
        stand_in(AGENT, {suivi.id: ZOE}, du=TODAY, au=TODAY - days(1))
    stand_in(AGENT, {suivi.id: ZOE}, du=TODAY + days(1), au=last)
    assert following(suivi) == [(AGENT, REFERENT)]
    assert following(suivi, last) == [(AGENT, REFERENT), (ZOE, REMPLACANT)]
    assert following(suivi, last + days(1)) == [(AGENT, REFERENT)]
    kept = {one.id: one.agent_id for one in rendez_vous_of(suivi.id)}
    assert kept == {inside.id: ZOE, after.id: AGENT}
    assert Porteur(AGENT, "Claire SOW", 1) in porteurs(last)
    frozen_clock.advance(days=20)
    assert suivis_held_for(AGENT, clock.today()) == []
    with pytest.raises(Refused, match="rien à rendre"):
        come_back(AGENT, le=clock.today())


def test_who_comes_back_early_has_all_again(frozen_clock: FrozenClock) -> None:
    now, later = a_suivi("Alpha"), a_suivi("Bah")
    take_rendez_vous(now, date=TODAY + days(8))
    stand_in(AGENT, {now.id: ZOE}, du=TODAY, au=TODAY + days(20))
    stand_in(AGENT, {later.id: BRUNO}, du=TODAY + days(9), au=TODAY + days(20))
    assert with_of(now) == [ZOE]
    frozen_clock.advance(days=5)
    assert suivis_held_for(AGENT, clock.today()) == sorted([now.id, later.id])
    assert come_back(AGENT, le=clock.today()) == 2
    assert following(now, clock.today()) == [(AGENT, REFERENT)]
    assert following(later, TODAY + days(10)) == [(AGENT, REFERENT)]
    assert with_of(now) == [AGENT]
    undo_last()
    assert following(now, clock.today()) == [(AGENT, REFERENT), (ZOE, REMPLACANT)]


def test_those_that_nobody_follows_are_taken_up() -> None:
    suivi = a_suivi("Alpha", BRUNO)
    with writing():
        row = Referent.get()
        row.au = TODAY - days(2)
        row.save()
    (told,) = [one.phrase for one in signaux() if one.code == "sans_referent"]
    assert told == "Plus personne ne suit ce parcours (Bruno ROY jusqu’au 09/03/2026)"
    assert porteurs(TODAY)[-1] == Porteur(PERSONNE, "Sans référent", 1, parti=True)
    hand_over(PERSONNE, {suivi.id: ZOE}, du=TODAY)
    assert following(suivi) == [(ZOE, REFERENT)]
    assert [one for one in signaux() if one.code == "sans_referent"] == []


def test_the_pages_tell_what_was_promised_and_keep_what_asks_for_care() -> None:
    suivi = a_suivi("Alpha")
    take_rendez_vous(suivi, date=TODAY + days(3), heure=dt.time(10), objet="Relire le CV")
    add_action(suivi.id, intitule="Refaire le CV", echeance=TODAY - days(1))
    note_frein(suivi.id, "frein.logement.loyer", date=TODAY, intensite=2)
    note_frein(suivi.id, "frein.justice", date=TODAY, intensite=3)
    (told,) = pages_of([suivi.id])
    assert told.rendez_vous == ("le 14/03/2026 à 10:00\u00a0: Relire le CV",)
    assert told.promesses == ("Refaire le CV (la personne, pour le 10/03/2026, en retard)",)
    assert told.freins == (
        "Difficulté à payer le loyer (2 sur 3)",
        "1\u00a0sujet sensible, à lire dans le suivi",
    )
    whole = passation(AGENT, ZOE, [suivi.id], du=TODAY)
    assert (whole.de, whole.pour, len(whole.dossiers)) == ("Claire SOW", "Zoé ROY", 1)
    handle().actor = actor_with(Role.ACCUEIL)
    with pytest.raises(Refused):
        pages_of([suivi.id])


def test_the_pages_of_many_cost_as_much_as_those_of_one(monkeypatch: pytest.MonkeyPatch) -> None:
    suivis = [a_suivi(nom, BRUNO).id for nom in ("Alpha", "Beta", "Gamma", "Delta")]
    for key in suivis:
        add_action(key, intitule="Refaire le CV", echeance=TODAY)
        note_frein(key, "frein.logement.loyer", date=TODAY, intensite=2)
        take_rendez_vous(Suivi.get_by_id(key), date=TODAY + days(3))
    seen: list[str] = []
    engine = handle().engine
    real = engine.execute_sql
    monkeypatch.setattr(
        engine, "execute_sql", lambda sql, *rest: (seen.append(sql), real(sql, *rest))[1]
    )
    others = [f"{nom} Mamadou" for nom in ("BETA", "GAMMA", "DELTA")]
    alone = [one.nom for one in pages_of(suivis[:1])]
    notes_out_of_reach(suivis[:1])
    cost = len(seen)
    seen.clear()
    assert [one.nom for one in pages_of(suivis)] == [*alone, *others]
    notes_out_of_reach(suivis)
    assert len(seen) == cost
