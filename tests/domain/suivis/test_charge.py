"""The caseload, its signals and what each comes from; who is told what."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest

from models.base import clock
from models.base.command import undo_last
from models.base.database import handle
from models.base.errors import Invalid, Refused
from models.comptes.agent import AgentRole
from models.comptes.role import Role
from models.prescriptions.fiche import create_prescription
from models.suivis.action import add_action
from models.suivis.charge import Ligne, charge, charge_listing
from models.suivis.entretien import SANS_PERSONNE, note_entretien, remove_entretien
from models.suivis.nouvelle import Rappel, record_nouvelle
from models.suivis.objectif import Action
from models.suivis.phase import date_phases, note_accord
from models.suivis.referent import add_second, change_referent, end_second
from models.suivis.rendez_vous import (
    HONORE,
    RendezVous,
    change_rendez_vous,
    etat_of,
    postpone_rendez_vous,
    rendez_vous_of,
    settle_rendez_vous,
    take_rendez_vous,
)
from models.suivis.signaux import Gravite, Signal, put_off, signaux
from models.suivis.sortie import close_suivi
from models.suivis.suivi import Suivi, may_write, open_suivi, phases_of_suivi
from tests.conftest import FrozenClock
from tests.domain.suivis.parcours import entretiens_of
from tests.factories import AGENT, a_personne, actor_with, an_agent, writing

TODAY = dt.date(2026, 3, 11)  # where the frozen clock stands
DISPOSITIF = "ateliers_citoyens"


@pytest.fixture(autouse=True)
def today(frozen_clock: FrozenClock) -> Iterator[None]:
    """Signals are of a day."""
    return


@pytest.fixture
def suivi(base: Any) -> Suivi:
    """Opened last week, heard of since: it waits for nothing."""
    made = a_suivi()
    note_entretien(made, date=TODAY - dt.timedelta(days=2))
    assert said() == []
    return made


def a_suivi(**values: Any) -> Suivi:
    usual = {"dispositif": DISPOSITIF, "referent": AGENT, "ouvert_le": TODAY - dt.timedelta(days=7)}
    person = {"nom_naissance": "Diallo", "prenom": "Mamadou"}
    for name in ("date_naissance", "precision_naissance", "nom_naissance", "prenom"):
        if name in values:
            person[name] = values.pop(name)
    return open_suivi(personne=a_personne(**person), **{**usual, **values})


def said(code: str = "") -> list[str]:
    return [one.phrase for one in signaux() if not code or one.code == code]


def the_signal(code: str) -> Signal:
    (found,) = [one for one in signaux() if one.code == code]
    return found


def line_of(suivi: Suivi) -> Ligne:
    (found,) = [line for line in charge() if line.id == suivi.id]
    return found


def test_silence_is_told_with_its_last_contact(suivi: Suivi, frozen_clock: FrozenClock) -> None:
    frozen_clock.advance(days=28)
    assert said("sans_contact") == []
    frozen_clock.advance(days=1)
    assert said("sans_contact") == ["Pas de contact depuis 31 jours (dernier\u00a0: le 09/03/2026)"]
    note_entretien(suivi, nature=SANS_PERSONNE)
    assert said("sans_contact")  # talked about, not heard
    note_entretien(suivi)
    assert said("sans_contact") == []
    remove_entretien(entretiens_of(suivi.id)[0])
    assert said("sans_contact")


def test_a_suivi_opened_and_left_alone_says_so(base: Any) -> None:
    a_suivi(ouvert_le=TODAY - dt.timedelta(days=40), dispositif=None)
    assert said() == ["Pas de contact depuis 40 jours (aucun depuis l’ouverture)"]


def test_a_phase_is_told_before_its_end_and_after(suivi: Suivi, frozen_clock: FrozenClock) -> None:
    phases = phases_of_suivi(suivi.id)
    date_phases(phases, [(suivi.ouvert_le, None), (None, None), (None, None)])
    end = phases[0].prevue_au
    frozen_clock.set(dt.datetime.combine(end - dt.timedelta(days=15), dt.time(10)))
    assert said("phase_finit") == []
    frozen_clock.advance(days=1)
    assert said("phase_finit") == [f"«\u00a0Mobilisation\u00a0» finit le {end:%d/%m/%Y}"]
    frozen_clock.advance(days=15)
    assert said("phase_depassee") == [f"«\u00a0Mobilisation\u00a0» devait finir le {end:%d/%m/%Y}"]
    date_phases(phases_of_suivi(suivi.id), [(suivi.ouvert_le, end), (end, None), (None, None)])
    assert said("phase_depassee") == []


def test_a_phase_that_should_have_begun_is_told_once(
    suivi: Suivi, frozen_clock: FrozenClock
) -> None:
    frozen_clock.advance(days=6)
    assert said("phase_a_commencer") == []
    frozen_clock.advance(days=1)
    begun = suivi.ouvert_le
    assert said("phase_a_commencer") == [
        f"«\u00a0Mobilisation\u00a0» devait commencer le {begun:%d/%m/%Y}"
    ]
    date_phases(phases_of_suivi(suivi.id), [(begun, None), (None, None), (None, None)])
    assert said("phase_a_commencer") == []
    frozen_clock.advance(days=200)
    assert said("phase_a_commencer") == [], "la première court encore"


def test_a_rendez_vous_whose_issue_is_not_noted(suivi: Suivi, frozen_clock: FrozenClock) -> None:
    taken = take_rendez_vous(suivi, date=TODAY + dt.timedelta(days=1), heure=dt.time(10))
    assert etat_of(taken, TODAY) == "a_venir"
    assert line_of(suivi).prochain == (taken.date, dt.time(10))
    frozen_clock.advance(days=2)
    assert said("rendez_vous") == ["Issue du rendez-vous du 12/03/2026 à noter"]
    assert etat_of(taken, clock.today()) == "a_preciser"
    settled = settle_rendez_vous(RendezVous.get_by_id(taken.id), HONORE, duree=30)
    assert said("rendez_vous") == []
    (last, _) = entretiens_of(suivi.id)
    assert (last.date, last.duree, settled.entretien_id) == (taken.date, 30, last.id)
    undo_last()
    assert len(entretiens_of(suivi.id)) == 1
    assert said("rendez_vous")


def test_a_rendez_vous_is_kept_only_once_its_day_has_come(suivi: Suivi) -> None:
    with pytest.raises(Invalid, match="ouvert depuis le"):
        take_rendez_vous(suivi, date=suivi.ouvert_le - dt.timedelta(days=1))
    before = take_rendez_vous(suivi, date=TODAY - dt.timedelta(days=3))  # written afterwards
    assert etat_of(before, TODAY) == "a_preciser"
    settle_rendez_vous(before, "non_honore")
    taken = take_rendez_vous(suivi, date=TODAY + dt.timedelta(days=3))
    with pytest.raises(Invalid, match="à venir"):
        settle_rendez_vous(taken, HONORE)
    following = postpone_rendez_vous(taken, date=TODAY + dt.timedelta(days=9))
    assert [one.etat for one in rendez_vous_of(suivi.id)] == ["non_honore", "reporte", None]
    with pytest.raises(Refused, match="déjà notée"):
        postpone_rendez_vous(RendezVous.get_by_id(taken.id), date=following.date)
    with pytest.raises(Refused, match="déjà notée"):
        change_rendez_vous(RendezVous.get_by_id(taken.id), objet="Autre chose")
    with pytest.raises(Invalid, match="ouvert depuis le"):
        change_rendez_vous(following, date=suivi.ouvert_le - dt.timedelta(days=1))
    with pytest.raises(Invalid, match="24 heures"):
        change_rendez_vous(RendezVous.get_by_id(following.id), duree=0)


def test_an_action_whose_day_is_past(suivi: Suivi) -> None:
    with writing():
        action = Action(suivi=suivi, intitule="Refaire le CV", echeance=TODAY).save()
    assert said() == []
    with writing():
        action.echeance = TODAY - dt.timedelta(days=1)
        action.save()
    assert said("action") == ["«\u00a0Refaire le CV\u00a0» était pour le 10/03/2026"]
    with writing():
        action.etat = "realisee"
        action.save()
    assert said() == []


@pytest.mark.parametrize(
    ("birth", "told"),
    [
        (dt.date(2008, 3, 25), "18 ans le 25/03/2026\u00a0: ensuite, faire signer à nouveau"),
        (dt.date(2008, 3, 9), "18 ans depuis le 09/03/2026\u00a0: faire signer à nouveau"),
        (dt.date(2008, 3, 4), None),  # of age already on the day it was opened
        (dt.date(2008, 4, 20), None),
        (dt.date(2004, 2, 29), None),
    ],
)
def test_a_minor_who_turns_eighteen(base: Any, birth: dt.date, told: str | None) -> None:
    a_suivi(date_naissance=birth, precision_naissance="jour")
    assert said("majorite") == ([told] if told else [])


def test_a_birth_known_by_its_year_turns_nobody_of_age(base: Any) -> None:
    a_suivi(date_naissance=dt.date(2008, 3, 20), precision_naissance="annee")
    assert said("majorite") == []


def test_a_fiche_without_its_signatures(suivi: Suivi) -> None:
    made = create_prescription(personne=suivi.personne, dispositif=DISPOSITIF)
    assert said("fiche") == []  # nothing is on paper yet
    from models.prescriptions.prescription import VersionFiche

    with writing():
        VersionFiche(
            prescription=made, numero_version=1, identite="{}", pdf=b"%PDF", empreinte="0" * 64,
            figee_le=clock.now(),
        ).save()  # fmt: skip
    assert said("fiche") == [f"Fiche {made.numero} à faire signer"]
    assert (the_signal("fiche").ecran, the_signal("fiche").cible) == ("fiches", made.id)


def test_a_signal_put_off_comes_back(suivi: Suivi, frozen_clock: FrozenClock) -> None:
    frozen_clock.advance(days=60)
    signal = the_signal("sans_contact")
    with pytest.raises(Invalid, match="à venir"):
        put_off(signal, jusqu_au=clock.today())
    put_off(signal, jusqu_au=clock.today() + dt.timedelta(days=7))
    assert said("sans_contact") == []
    put_off(signal, jusqu_au=clock.today() + dt.timedelta(days=2))
    frozen_clock.advance(days=2)
    assert said("sans_contact")


def test_the_most_pressing_comes_first(base: Any, frozen_clock: FrozenClock) -> None:
    calm = a_suivi(nom_naissance="Alpha")
    late = a_suivi(nom_naissance="Zola", ouvert_le=TODAY - dt.timedelta(days=90))
    note_entretien(calm)
    assert [line.id for line in charge()] == [late.id, calm.id]
    assert line_of(late).signaux[0].code == "sans_contact"
    listing = charge_listing(charge())
    assert [row[1].nom for row in listing.first()] == ["ZOLA Mamadou", "ALPHA Mamadou"]
    assert [row[1].nom for row in listing.searched("alph").first()] == ["ALPHA Mamadou"]
    assert listing.searched("alph").filters == ("recherche «\u00a0alph\u00a0»",)
    by_name = listing.sorted_by("personne")
    assert [row[1].nom for row in by_name.first()] == ["ALPHA Mamadou", "ZOLA Mamadou"]


def test_each_sees_her_own_and_the_responsable_all(base: Any) -> None:
    other = an_agent("b" * 32, identifiant="bruno", prenom="Bruno")
    with writing():
        AgentRole(agent=other, role=Role.REFERENT.value).save()
    mine, his = a_suivi(), a_suivi(nom_naissance="Petit", referent=other.id)
    assert {line.id for line in charge()} == {mine.id, his.id}
    assert [line.id for line in charge(AGENT)] == [mine.id]
    second = add_second(his, agent=AGENT, du=TODAY)
    assert {line.id for line in charge(AGENT)} == {mine.id, his.id}
    end_second(second, au=TODAY)
    change_referent(mine, agent=other.id, du=TODAY)
    assert list(charge(AGENT)) == []
    assert line_of(mine).referents == ("Bruno",)
    with writing():
        other.prenom = ""
        other.save()
    assert line_of(mine).referents == ("bruno",), "sans nom, par son identifiant"


def test_who_only_knows_that_it_exists_is_told_no_more(suivi: Suivi) -> None:
    taken = take_rendez_vous(suivi, date=TODAY)
    date_phases(phases_of_suivi(suivi.id), [(TODAY, None), (None, None), (None, None)])
    handle().actor = actor_with(Role.ACCUEIL, agent_id=AGENT)
    line = line_of(suivi)
    assert line.prochain == (taken.date, None)
    assert (line.phase, line.dernier, line.signaux) == ("", None, ())


def test_after_the_end_the_news_are_waited_for(suivi: Suivi, frozen_clock: FrozenClock) -> None:
    add_action(suivi.id, intitule="Refaire le CV", echeance=TODAY)
    close_suivi(suivi, clos_le=TODAY, motif_sortie="motif_sortie.cdi")
    frozen_clock.advance(days=20)
    due = "Nouvelles à prendre avant le 08/04/2026"
    assert said() == [due]  # nothing else is asked of one that is over
    line = line_of(suivi)
    assert (line.etape, line.signaux[0].gravite) == ("Terminé le 11/03/2026", Gravite.PROCHE)
    told = {"jointe": True, "situation": "motif_sortie.cdi", "amelioree": True}
    record_nouvelle(suivi, moment=Rappel.QUATRE_SEMAINES, date=clock.today(), **told)
    assert (list(charge()), said()) == ([], [])
    assert [line.id for line in charge(closed=True)] == [suivi.id]
    undo_last()
    put_off(the_signal("nouvelles"), jusqu_au=clock.today() + dt.timedelta(days=3))
    assert list(charge()) == []
    frozen_clock.advance(days=20)
    assert said() == ["Nouvelles en retard depuis le 08/04/2026"]
    frozen_clock.advance(days=400)
    assert (list(charge()), said()) == ([], [])  # nobody is asked for ever


def test_a_referent_who_left_leaves_her_suivis_in_sight(suivi: Suivi) -> None:
    bruno = an_agent("b" * 32, identifiant="bruno", prenom="Bruno", nom="Roy")
    with writing():
        role = AgentRole(agent=bruno, role=Role.REFERENT.value).save()
    change_referent(suivi, agent=bruno.id, du=TODAY)
    assert said("sans_referent") == []
    handle().actor = actor_with(Role.REFERENT, agent_id=AGENT)
    assert not may_write(suivi.id)
    with writing():
        role.remove()
    assert said("sans_referent") == [
        "Plus personne ne suit ce parcours (Bruno ROY n’est plus référent)"
    ]
    assert may_write(suivi.id)  # somebody must go on
    with writing():
        bruno.identifiant = None
        bruno.archive()
    assert said("sans_referent") == [
        "Plus personne ne suit ce parcours (Bruno ROY a quitté l’équipe)"
    ]
    change_referent(suivi, agent=AGENT, du=TODAY)
    assert said() == []


def test_a_shared_phase_waits_for_the_agreement(suivi: Suivi, frozen_clock: FrozenClock) -> None:
    last = phases_of_suivi(suivi.id)[-1]
    frozen_clock.set(dt.datetime.combine(last.prevue_du - dt.timedelta(days=14), dt.time(10)))
    asked = f"pour «\u00a0{last.libelle}\u00a0», prévue le {last.prevue_du:%d/%m/%Y}"
    assert said("accord_phase") == [f"Accord de la personne à demander {asked}"]
    note_accord(last, clock.today())
    assert said("accord_phase") == []


def test_a_colleague_writes_nothing_in_it(suivi: Suivi) -> None:
    an_agent("b" * 32, identifiant="bruno", prenom="Bruno")
    handle().actor = actor_with(Role.REFERENT, agent_id="b" * 32)
    for act in (
        lambda: note_entretien(suivi),
        lambda: take_rendez_vous(suivi, date=TODAY),
        lambda: change_referent(suivi, agent="b" * 32, du=TODAY),
        lambda: close_suivi(suivi, clos_le=TODAY, motif_sortie="motif_sortie.cdi"),
        lambda: date_phases(phases_of_suivi(suivi.id), [(TODAY, None)] * 3),
    ):
        with pytest.raises(Refused, match="a pour référent Claire SOW"):
            act()
    handle().actor = actor_with(Role.RESPONSABLE, agent_id="b" * 32)
    note_entretien(suivi)


def test_a_caseload_costs_a_handful_of_queries(base: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def queries() -> int:
        seen: list[str] = []
        engine = handle().engine
        real = engine.execute_sql
        with monkeypatch.context() as patched:
            patched.setattr(
                engine, "execute_sql", lambda sql, *rest: (seen.append(sql), real(sql, *rest))[1]
            )
            charge()
        return len(seen)

    a_suivi()
    alone = queries()
    for at in range(12):
        a_suivi(nom_naissance=f"Nom{chr(97 + at)}")
    assert queries() == alone <= 28


def test_a_suivi_to_come_is_already_its_referent_s(base: Any) -> None:
    """It has not begun: who is to follow it must not find it among those of nobody."""
    later = clock.today() + dt.timedelta(days=5)
    a_suivi(ouvert_le=later)
    (line,) = charge()
    assert (line.agents, line.referents) == ({AGENT}, ("Claire",))
