"""Goals and the steps towards them: words, states, days, and what is late in all the suivis."""

import datetime as dt
from typing import Any

import pytest

from models.base.command import undo_last
from models.base.errors import Invalid, Refused
from models.comptes.role import Role
from models.suivis.action import (
    Retard,
    actions_en_retard,
    actions_of,
    add_action,
    archive_action,
    carry_over,
    change_etat,
    correct_action,
    is_late,
)
from models.suivis.frein import note_frein
from models.suivis.objectif import (
    ABANDONNEE,
    REALISEE,
    Action,
    EtatObjectif,
    Objectif,
    abandon_objectif,
    archive_objectif,
    correct_objectif,
    fix_objectif,
    objectifs_of,
    reach_objectif,
    resume_objectif,
)
from models.suivis.sortie import close_suivi
from models.suivis.suivi import Suivi
from tests.conftest import FrozenClock
from tests.domain.suivis.maison import TODAY, TOMORROW, a_suivi, day
from tests.factories import AGENT, actor_with

JAN, FEB, MARCH = day(1, 12), day(2, 9), day(3, 9)
LOGEMENT = "objectif.logement.trouver_logement"
MOTS = "Avoir un chez-moi à Limoges"


@pytest.fixture
def suivi(base: Any, frozen_clock: FrozenClock) -> Suivi:
    return a_suivi()


def an_objectif(suivi: Suivi, **values: Any) -> Objectif:
    return fix_objectif(suivi.id, **{"fixe_le": JAN, "valeur": LOGEMENT, **values})


def an_action(suivi: Suivi, **values: Any) -> Action:
    return add_action(suivi.id, **{"intitule": "Appeler la mission locale", **values})


def test_a_goal_is_in_the_words_of_the_list_or_in_hers(suivi: Suivi) -> None:
    frein = note_frein(suivi.id, "frein.logement.loyer", date=JAN, intensite=1)
    an_objectif(suivi, intitule=MOTS, frein=frein, echeance=day(6, 1))
    fix_objectif(suivi.id, fixe_le=FEB, intitule="Revoir mon frère")
    first, second = objectifs_of(suivi.id, TODAY)
    assert (first.titre, first.dite.libelle, first.dite.theme, first.frein) == (
        MOTS,
        "Trouver un logement",
        "Logement",
        "Difficulté à payer le loyer",
    )
    assert (second.titre, second.dite.libelle, second.frein) == ("Revoir mon frère", "", "")


@pytest.mark.parametrize(
    ("values", "field", "why"),
    [
        ({"valeur": None}, "valeur", "choisissez-le dans la liste, ou écrivez-le"),
        ({"valeur": None, "intitule": " \n "}, "valeur", "choisissez-le"),
        ({"valeur": "frein.logement"}, "valeur", "valeur de la liste"),
        ({"fixe_le": TOMORROW}, "fixe_le", "dans l’avenir"),
        ({"echeance": day(1, 11)}, "echeance", "précède le 12/01/2026"),
        ({"intitule": "x" * 201}, "intitule", "201 caractères"),
    ],
)
def test_a_goal_that_makes_no_sense_is_refused(
    suivi: Suivi, values: dict[str, Any], field: str, why: str
) -> None:
    with pytest.raises(Invalid, match=why) as refusal:
        an_objectif(suivi, **values)
    assert refusal.value.field == field
    assert objectifs_of(suivi.id, TODAY) == []


def test_the_frein_of_another_suivi_is_not_worked_on_here(suivi: Suivi) -> None:
    frein = note_frein(a_suivi().id, "frein.logement.loyer", date=JAN, intensite=1)
    with pytest.raises(Invalid, match="pas de ce suivi") as refusal:
        an_objectif(suivi, frein=frein)
    assert refusal.value.field == "frein"


def test_where_a_goal_stands_follows_from_its_days(suivi: Suivi) -> None:
    objectif = an_objectif(suivi, echeance=MARCH)
    assert objectif.etat_on(MARCH) is EtatObjectif.EN_COURS
    assert objectif.etat_on(MARCH + dt.timedelta(days=1)) is EtatObjectif.EN_RETARD
    reach_objectif(objectif, le=FEB)
    assert objectif.etat_on(day(2, 8)) is EtatObjectif.EN_COURS
    assert objectif.etat_on(FEB) is EtatObjectif.ATTEINT
    resume_objectif(objectif)
    abandon_objectif(objectif, le=FEB)
    assert objectif.etat_on(TODAY) is EtatObjectif.ABANDONNE
    assert {one.label for one in EtatObjectif} == {
        "En cours", "Échéance passée", "Atteint", "Abandonné",
    }  # fmt: skip


def test_a_goal_is_reached_neither_tomorrow_nor_before_it_was_set(suivi: Suivi) -> None:
    objectif = an_objectif(suivi)
    for le, why in ((TOMORROW, "dans l’avenir"), (day(1, 11), "précède")):
        with pytest.raises(Invalid, match=why) as refusal:
            reach_objectif(Objectif.get_by_id(objectif.id), le=le)
        assert refusal.value.field == "atteint_le"


def test_a_goal_is_not_set_twice_at_a_time(suivi: Suivi) -> None:
    objectif = an_objectif(suivi)
    with pytest.raises(Invalid, match="déjà en cours"):
        an_objectif(suivi, fixe_le=FEB)
    an_objectif(suivi, intitule="D’abord une chambre")
    reach_objectif(objectif, le=FEB)
    an_objectif(suivi, fixe_le=FEB)
    with pytest.raises(Invalid, match="déjà en cours"):
        resume_objectif(objectif)


def test_giving_a_goal_up_gives_up_its_steps_and_is_undone_whole(suivi: Suivi) -> None:
    objectif = an_objectif(suivi)
    done = an_action(suivi, objectif=objectif)
    change_etat(done, REALISEE, le=FEB)
    an_action(suivi, objectif=objectif, intitule="Visiter le FJT")
    an_action(suivi, intitule="Prendre rendez-vous chez le dentiste")
    abandon_objectif(objectif, le=MARCH, motif="A préféré rester à Limoges")
    assert Objectif.get_by_id(objectif.id).motif == "A préféré rester à Limoges"
    assert {a.intitule: (a.etat, a.etat_le) for a in actions_of(suivi.id)} == {
        "Prendre rendez-vous chez le dentiste": ("prevue", TODAY),
        "Visiter le FJT": (ABANDONNEE, MARCH),
        "Appeler la mission locale": (REALISEE, FEB),
    }
    undo_last()
    assert [a.etat for a in actions_of(suivi.id, objectif_id=objectif.id)] == ["prevue", REALISEE]
    assert Objectif.get_by_id(objectif.id).abandonne_le is None
    assert Objectif.get_by_id(objectif.id).motif == ""


def test_a_goal_taken_out_leaves_its_steps_alone(suivi: Suivi) -> None:
    objectif = an_objectif(suivi)
    an_action(suivi, objectif=objectif)
    archive_objectif(objectif)
    assert objectifs_of(suivi.id, TODAY) == []
    assert [a.objectif_id for a in actions_of(suivi.id)] == [None]
    with pytest.raises(Refused, match="retiré"):
        correct_objectif(Objectif.get_by_id(objectif.id), intitule=MOTS)


def test_steps_to_do_come_by_day_then_what_is_over(suivi: Suivi) -> None:
    an_action(suivi, intitule="sans date")
    an_action(suivi, intitule="en avril", echeance=day(4, 1))
    an_action(suivi, intitule="en mars", echeance=day(3, 20))
    for le, name in ((JAN, "faite en janvier"), (FEB, "faite en février")):
        change_etat(an_action(suivi, intitule=name, le=JAN), REALISEE, le=le)
    assert [a.intitule for a in actions_of(suivi.id)] == [
        "en mars", "en avril", "sans date", "faite en février", "faite en janvier",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("values", "field", "why"),
    [
        ({"intitule": " "}, "intitule", "écrivez ce qu’il y a à faire"),
        ({"qui": "voisin"}, "qui", "choisissez qui"),
        ({"etat": "finie"}, "etat", "valeur de la liste"),
        ({"le": TOMORROW}, "etat_le", "dans l’avenir"),
        ({"echeance": dt.date(206, 1, 1)}, "echeance", "plus d’un an avant"),
    ],
)
def test_a_step_that_makes_no_sense_is_refused(
    suivi: Suivi, values: dict[str, Any], field: str, why: str
) -> None:
    with pytest.raises(Invalid, match=why) as refusal:
        an_action(suivi, **values)
    assert refusal.value.field == field
    assert actions_of(suivi.id) == []


def test_a_step_is_under_a_goal_of_its_suivi_that_is_worked_towards(suivi: Suivi) -> None:
    elsewhere, given_up = an_objectif(a_suivi()), an_objectif(suivi)
    abandon_objectif(given_up, le=FEB)
    for objectif, why in ((elsewhere, "pas de ce suivi"), (given_up, "abandonné")):
        with pytest.raises(Invalid, match=why) as refusal:
            an_action(suivi, objectif=objectif)
        assert refusal.value.field == "objectif"


def test_a_step_is_carried_over_to_a_later_day(suivi: Suivi) -> None:
    action = an_action(suivi, echeance=FEB)
    assert is_late(action, TODAY)
    for echeance in (FEB, TODAY - dt.timedelta(days=1)):
        with pytest.raises(Invalid, match="au 11/03/2026 ou après") as refusal:
            carry_over(action, echeance=echeance)
        assert refusal.value.field == "echeance"
    carry_over(action, echeance=TOMORROW)
    assert not is_late(action, TODAY)
    with pytest.raises(Invalid, match="au 13/03/2026 ou après"):
        carry_over(action, echeance=TOMORROW)
    change_etat(action, REALISEE)
    with pytest.raises(Refused, match="terminée"):
        carry_over(action, echeance=day(4, 1))


def test_a_step_says_where_it_stands_since_when(suivi: Suivi) -> None:
    action = an_action(suivi, qui="partenaire", agent=AGENT)
    change_etat(action, "en_cours", le=FEB)
    assert (action.etat, action.etat_le) == ("en_cours", FEB)
    change_etat(action, "en_pause")
    assert action.etat_le == TODAY
    correct_action(action, intitule="Rappeler la mission locale")
    assert (action.etat, action.etat_le) == ("en_pause", TODAY)


def test_what_is_late_is_told_for_all_the_suivis_at_once(suivi: Suivi) -> None:
    ended = a_suivi()
    late = an_action(suivi, echeance=MARCH)
    older = an_action(suivi, intitule="Refaire la carte", echeance=FEB, etat="en_pause")
    an_action(suivi, intitule="aujourd’hui", echeance=TODAY)
    an_action(suivi, intitule="sans date")
    for etat in ("realisee", "abandonnee", "annulee"):
        an_action(suivi, intitule=etat, echeance=FEB, etat=etat)
    archive_action(an_action(suivi, intitule="retirée", echeance=FEB))
    an_action(ended, echeance=FEB)
    assert set(actions_en_retard(TODAY)) == {suivi.id, ended.id}
    close_suivi(ended, clos_le=TODAY, motif_sortie="motif_sortie.cdi")
    found = actions_en_retard(TODAY)
    assert found == {
        suivi.id: [
            Retard(older.id, "Refaire la carte", FEB),
            Retard(late.id, "Appeler la mission locale", MARCH),
        ]
    }
    assert [one.jours(TODAY) for one in found[suivi.id]] == [30, 2]


def test_what_is_late_is_one_query_however_many_suivis(
    suivi: Suivi, base: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for one in (suivi, a_suivi(), a_suivi()):
        an_action(one, echeance=FEB)
    asked: list[str] = []
    run = base.engine.execute_sql
    monkeypatch.setattr(
        base.engine, "execute_sql", lambda sql, *a, **k: asked.append(sql) or run(sql, *a, **k)
    )
    assert len(actions_en_retard(TODAY)) == 3
    assert len(asked) == 1


def test_the_accueil_reads_and_writes_no_step(suivi: Suivi, base: Any) -> None:
    base.actor = actor_with(Role.ACCUEIL)
    for read in (
        lambda: actions_of(suivi.id),
        lambda: objectifs_of(suivi.id, TODAY),
        lambda: actions_en_retard(TODAY),
    ):
        with pytest.raises(Refused, match="lire la situation"):
            read()
    with pytest.raises(Refused, match="écrire dans un suivi"):
        an_action(suivi)
