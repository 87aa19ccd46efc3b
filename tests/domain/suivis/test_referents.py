"""Who follows and reads: named, gone, without the role; the keys follow, and what is late ends."""

import datetime as dt
from typing import Any

import pytest

from models.base import clock
from models.base.command import undo_acte, undo_last
from models.base.database import handle
from models.base.errors import Invalid, Refused
from models.base.undo import Acte
from models.comptes import acces, compte, enveloppe, slots
from models.comptes.acces import Acces
from models.comptes.agent import Agent, AgentRole
from models.comptes.enveloppe import NoKey
from models.comptes.role import Role
from models.suivis.charge import charge
from models.suivis.entretien import note_entretien
from models.suivis.frein import LEVE, lift_frein, niveaux_of, note_frein
from models.suivis.lecture import end_readings
from models.suivis.note import (
    Niveau,
    Note,
    follow_referents,
    may_read_note,
    read_note,
    waits_for_readers,
    write_note,
)
from models.suivis.referent import (
    REFERENT,
    SECOND,
    add_second,
    change_referent,
    end_second,
    places_of,
    said_referents,
)
from models.suivis.signaux import signaux
from models.suivis.suivi import Suivi, may_write, open_suivi
from tests.conftest import FrozenClock
from tests.domain.comptes.maison import FAST, OTHER, PHRASE, POSTE, enter, hire
from tests.domain.suivis.maison import TODAY, TOMORROW, a_suivi
from tests.factories import a_personne, actor_with, an_agent, writing

PAUL, LINA = "b" * 32, "c" * 32


def hired(agent_id: str, prenom: str, *roles: Role) -> Agent:
    with writing():
        agent = an_agent(agent_id, identifiant=prenom.lower(), prenom=prenom, nom="Roy")
        for role in roles:
            AgentRole(agent=agent, role=role.value).save()
    return agent


def told(suivi: Suivi) -> list[str]:
    return [one.phrase for one in signaux(only=[suivi.id]) if one.code == "sans_referent"]


def test_who_left_is_still_told_and_somebody_goes_on(base: Any, frozen_clock: FrozenClock) -> None:
    paul = hired(PAUL, "Paul", Role.REFERENT)
    hired(LINA, "Lina", Role.REFERENT)
    suivi = a_suivi(referent=PAUL)
    handle().actor = actor_with(Role.REFERENT, agent_id=LINA)
    assert (said_referents(suivi.id, TODAY), may_write(suivi.id)) == ("Paul ROY", False)
    with writing():
        paul.archive()
    assert said_referents(suivi.id, TODAY) == "plus personne (Paul ROY a quitté l’équipe)"
    assert told(suivi) == ["Plus personne ne suit ce parcours (Paul ROY a quitté l’équipe)"]
    (line,) = charge()
    assert (line.referents, line.agents) == (("aucun (Paul)",), {PAUL})
    assert may_write(suivi.id)
    change_referent(suivi, agent=LINA, du=TODAY)
    assert (said_referents(suivi.id, TODAY), told(suivi)) == ("Lina ROY", [])
    read = [(one.nom, one.is_over(TODAY), one.reads_until(TODAY)) for one in places_of(suivi.id)]
    assert read == [("Lina ROY", False, None), ("Paul ROY", True, None)]


def test_one_that_has_not_begun_is_its_referents_already(
    base: Any, frozen_clock: FrozenClock
) -> None:
    for agent_id, prenom in ((PAUL, "Paul"), (LINA, "Lina")):
        hired(agent_id, prenom, Role.REFERENT)
    suivi = a_suivi(referent=PAUL, ouvert_le=TOMORROW)
    handle().actor = actor_with(Role.REFERENT, agent_id=LINA)
    assert not may_write(suivi.id)
    with pytest.raises(Refused, match="pour référent Paul ROY"):
        note_frein(suivi.id, "frein.mobilite", date=TODAY, intensite=1)
    handle().actor = actor_with(Role.REFERENT, agent_id=PAUL)
    assert may_write(suivi.id)
    change_referent(suivi, agent=LINA, du=TOMORROW + dt.timedelta(days=1))
    assert may_write(suivi.id)  # until then


def test_a_role_taken_back_leaves_nobody_and_a_volunteer_stays(base: Any) -> None:
    hired(PAUL, "Paul", Role.REFERENT)
    suivi = a_suivi(referent=PAUL)
    with writing():
        odile = Agent(prenom="Odile", statut="benevole").save()
        AgentRole.get(AgentRole.agent == PAUL).remove()
    assert said_referents(suivi.id, TODAY) == "plus personne (Paul ROY n’est plus référent)"
    assert told(suivi) != []
    with pytest.raises(Invalid, match="n’a pas le rôle"):
        change_referent(suivi, agent=PAUL, du=TODAY)
    add_second(suivi, agent=odile.id, du=TODAY)
    assert (said_referents(suivi.id, TODAY), told(suivi)) == ("Odile", [])
    change_referent(suivi, agent=odile.id, du=TODAY)
    now = [one.referent.qualite for one in places_of(suivi.id) if not one.is_over(TODAY)]
    assert now == [REFERENT]  # from second to first, not both


@pytest.fixture
def colette(base_with_keys: Acces, monkeypatch: pytest.MonkeyPatch) -> Agent:
    monkeypatch.setattr(slots, "NEW_KDF", FAST)
    return hire("colette", Role.REFERENT)


def come_in(where: Any, identifiant: str, password: str) -> None:
    acces.lock()
    enter(where, identifiant, password=password, poste_id=POSTE)


def test_reading_ends_on_its_day_then_by_the_keys(
    base_with_keys: Acces, colette: Agent, frozen_clock: FrozenClock
) -> None:
    where, claire = base_with_keys.where, base_with_keys.agent_id or ""
    suivi = open_suivi(personne=a_personne(), dispositif=None, referent=claire)
    change_referent(suivi, agent=colette.id, du=clock.today())
    come_in(where, "colette", OTHER)
    key = write_note(suivi, "Mouzaïlle", niveau=Niveau.REFERENT).id
    (former,) = [one for one in places_of(suivi.id) if one.referent.agent_id == claire]
    until = former.reads_until(clock.today())
    assert until == clock.today() + dt.timedelta(days=31)
    come_in(where, "claire", PHRASE)
    assert read_note(Note.get_by_id(key)) == "Mouzaïlle"
    frozen_clock.advance(days=32)
    assert former.reads_until(clock.today()) is None
    note = Note.get_by_id(key)
    assert enveloppe.may_read(bytes(note.contenu))  # nobody has resealed it yet…
    assert not may_read_note(note)
    with pytest.raises(NoKey, match="référents de ce suivi"):
        read_note(note)
    come_in(where, "colette", OTHER)
    assert (end_readings(), end_readings()) == (1, 0)
    assert read_note(Note.get_by_id(key)) == "Mouzaïlle"
    come_in(where, "claire", PHRASE)
    assert not enveloppe.may_read(bytes(Note.get_by_id(key).contenu))  # …and now no tool opens it


def test_a_second_reads_while_she_is_one_and_an_author_who_left_is_in_nobodys_way(
    base_with_keys: Acces, colette: Agent
) -> None:
    where, claire = base_with_keys.where, base_with_keys.agent_id or ""
    suivi = open_suivi(personne=a_personne(), dispositif=None, referent=claire)
    key = write_note(suivi, "Mouzaïlle", niveau=Niveau.REFERENT).id
    second = add_second(suivi, agent=colette.id, du=clock.today(), qualite=SECOND)
    assert follow_referents(suivi) == 1
    come_in(where, "colette", OTHER)
    assert read_note(Note.get_by_id(key)) == "Mouzaïlle"
    hers = write_note(suivi, "La sienne", niveau=Niveau.REFERENT).id
    come_in(where, "claire", PHRASE)
    with pytest.raises(Refused, match="nommez plutôt"):
        end_second(places_of(suivi.id)[0].referent, au=clock.today())
    end_second(second, au=clock.today())
    assert follow_referents(suivi) == 1  # hers stays hers
    compte.remove_compte(colette.id)
    assert not waits_for_readers(suivi.id)  # her key is gone, and nobody asks for it
    assert read_note(Note.get_by_id(hers)) == "La sienne"
    note_entretien(suivi)


def test_who_handed_over_undoes_the_hand_over_and_nothing_older(
    base: Any, frozen_clock: FrozenClock
) -> None:
    hired(PAUL, "Paul", Role.REFERENT)
    suivi = a_suivi()
    base.actor = actor_with(Role.REFERENT)
    frein = note_frein(suivi.id, "frein.logement.loyer", date=TODAY, intensite=2)
    lift_frein(frein, date=TODAY)  # a row that is of the suivi by its frein only
    change_referent(suivi, agent=PAUL, du=TODAY)
    assert undo_last() == "Référent changé"
    assert may_write(suivi.id)
    change_referent(suivi, agent=PAUL, du=TODAY)
    lifted = Acte.get(Acte.libelle == "Frein levé")
    with pytest.raises(Refused, match="maintenant celui de Paul ROY"):
        undo_acte(lifted)
    assert niveaux_of(frein.id)[-1].etat == LEVE
    frozen_clock.advance(days=1)
    with pytest.raises(Refused, match="Demandez-lui de le corriger"):
        undo_last()
    assert not may_write(suivi.id)
    base.actor = actor_with(Role.REFERENT, Role.RESPONSABLE)
    undo_last()
    assert said_referents(suivi.id, TODAY) == "Claire SOW"
