"""The same window as for the fiches, and twelve people in a session."""

import datetime as dt

import pytest

from models.ateliers.seance import Atelier, create_atelier
from models.suivis.suivi import open_suivi
from tests.conftest import FrozenClock
from tests.factories import a_personne, a_session
from tests.screens.fiches.bureau import Bureau
from tests.screens.fiches.conftest import as_accueil, bureau, whole_base

__all__ = ["as_accueil", "bureau", "whole_base"]

OPENED = dt.date(2026, 2, 2)


@pytest.fixture
def atelier(bureau: Bureau, frozen_clock: FrozenClock) -> Atelier:
    """Of a session that twelve people entered, named from A to L."""
    session = a_session(debut=OPENED)
    agent = bureau.window.context.actor.agent_id
    for letter in "ABCDEFGHIJKL":
        personne = a_personne(nom_naissance=f"{letter}ubert", prenom="Sam")
        open_suivi(
            personne=personne, dispositif="ateliers_citoyens", referent=agent, ouvert_le=OPENED
        )
    made = create_atelier(intitule="Jardin", session=session.id)
    frozen_clock.advance(minutes=5)
    return made
