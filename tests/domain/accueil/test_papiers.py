"""What the attestation and the grid are made of."""

import datetime as dt

import pytest

from models.accueil.attestation import attestation_passages, trace_attestation
from models.accueil.feuille import Feuille, read_code
from models.accueil.grille import BOXES, grille_of
from models.accueil.passage import archive_passage
from models.accueil.periodes import Periode
from models.base.database import Handle
from models.base.errors import Invalid, Refused
from models.base.journal import Journal
from models.comptes.role import Role
from tests.conftest import FrozenClock
from tests.factories import a_passage, a_personne, actor_with, the_lieu

MARCH = Periode(dt.date(2026, 3, 1), dt.date(2026, 3, 31))
CNI = "thematique.pap.carte_identite"


def at(day: int, month: int = 3) -> dt.datetime:
    return dt.datetime(2026, month, day, 10, 5).astimezone()


def test_an_attestation_says_days_and_hours_and_no_more(
    base: Handle, frozen_clock: FrozenClock
) -> None:
    awa = a_personne(prenom="Awa", nom_naissance="Diallo", nom_usage="Sow", surnom="Wawa")
    a_passage(awa, CNI, moment=at(10), commentaire="Très inquiète")
    a_passage(awa, CNI, moment=at(2))
    a_passage(awa, CNI, moment=at(3, month=2))
    a_passage(moment=at(10))
    archive_passage(a_passage(awa, moment=at(4)))
    made = attestation_passages(awa.id, MARCH)
    assert [one.jour.day for one in made.presences] == [2, 10]
    assert made.presences[0].heure == dt.time(10, 5)
    assert made.nom == "SOW Awa (nom de naissance\u00a0: DIALLO)"
    assert (made.periode, made.commune) == ("mars 2026", "Limoges")
    assert "inquiète" not in repr(made)
    assert "Carte" not in repr(made)
    assert "Wawa" not in repr(made)


def test_who_called_was_not_here(base: Handle, frozen_clock: FrozenClock) -> None:
    awa = a_personne()
    a_passage(awa, moment=at(2), mode_contact="mode_contact.telephone")
    a_passage(awa, moment=at(3), mode_contact="mode_contact.passage_rendez_vous")
    assert [one.jour.day for one in attestation_passages(awa.id, MARCH).presences] == [3]


def test_demandes_are_told_when_she_wants_it(base: Handle, frozen_clock: FrozenClock) -> None:
    awa = a_personne()
    a_passage(awa, CNI, "thematique.pap.etat_civil", moment=at(2))
    made = attestation_passages(awa.id, Periode(), avec_demandes=True)
    assert made.presences[0].demandes == "Carte d’identité, passeport, Acte d’état civil"


def test_an_attestation_is_refused_without_the_register_and_traced(
    base: Handle, frozen_clock: FrozenClock
) -> None:
    awa = a_personne()
    trace_attestation(awa.id)
    entry = Journal.select().order_by(Journal.n.desc()).first()
    assert (entry.action, entry.objet, entry.objet_id) == (
        "attestation_passages", "personne", awa.id,
    )  # fmt: skip
    base.actor = actor_with(Role.ADMINISTRATEUR)
    with pytest.raises(Refused):
        attestation_passages(awa.id, MARCH)
    with pytest.raises(Refused):
        trace_attestation(awa.id)


def test_the_grid_offers_what_is_asked_most_there(base: Handle, frozen_clock: FrozenClock) -> None:
    for _ in range(3):
        a_passage(None, "thematique.pap.etat_civil")
    grille = grille_of(the_lieu().id, dt.date(2026, 3, 12))
    assert grille.demandes[0] == "Acte d’état civil"
    assert len(grille.demandes) == BOXES
    assert grille.code == f"RG1.{the_lieu().id}.2026-03-12"
    assert read_code(grille.code) == Feuille(the_lieu().id, dt.date(2026, 3, 12))


def test_a_grid_needs_a_place(base: Handle) -> None:
    with pytest.raises(Invalid):
        grille_of("0" * 32, dt.date(2026, 3, 12))
