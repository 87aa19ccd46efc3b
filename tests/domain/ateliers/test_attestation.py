"""What the attestation of presence says: the hours of a period, each counted once."""

import datetime as dt
from typing import Any

import pytest

from models.accueil.periodes import Periode
from models.ateliers.attestation import Ligne, attestation_presence, trace_presence
from models.ateliers.heures import heures_of
from models.ateliers.seance import ABSENT
from models.ateliers.venue import note_venue
from models.base.errors import Refused
from models.base.journal import Journal
from models.comptes.role import Role
from models.suivis.temps import note_temps
from models.suivis.vie_mission import create_mission
from tests.conftest import FrozenClock
from tests.domain.suivis.maison import TODAY, a_suivi, day
from tests.factories import actor_with

H = 60
NINE = dt.time(9)


def test_each_hour_of_the_period_is_said_once(base: Any, frozen_clock: FrozenClock) -> None:
    suivi = a_suivi(dispositif="ateliers_citoyens")
    create_mission(
        suivi.id, du=day(2, 2), au=day(4, 30), heures_semaine=25, genre="chantier",
        intitule="Jardin public", organisme="Ville",
    )  # fmt: skip
    for date, end in ((day(1, 15), 12), (day(2, 7), 11), (day(2, 9), 17), (day(3, 10), 11)):
        note_venue(suivi.id, atelier="CV", date=date, debut=NINE, fin=dt.time(end))
    note_venue(suivi.id, atelier="Théâtre", date=day(2, 8), etat=ABSENT)
    note_venue(suivi.id, atelier="Théâtre", date=day(2, 14))
    note_temps(suivi.id, date=day(2, 8), minutes=90, objet="Fête du quartier")
    note_temps(suivi.id, date=day(3, 1), minutes=30)

    february = attestation_presence(suivi.id, Periode(day(2, 1), day(2, 28)))
    seances, missions, noted = february.sources
    assert seances.lignes == (
        Ligne("07/02/2026", "CV", "2\u00a0h"),
        Ligne("09/02/2026", "CV", "8\u00a0h"),
        Ligne("14/02/2026", "Théâtre", "durée non notée"),
    )
    assert (seances.minutes, bool(seances.remarque)) == (5 * H, True)  # 2, and 3 beyond a day of 5
    assert missions.lignes == (
        Ligne("du 02/02/2026 au 27/02/2026", "Jardin public, Ville", "100\u00a0h"),
    )
    assert noted.lignes == (Ligne("08/02/2026", "Fête du quartier", "1\u00a0h\u00a030"),)
    assert february.minutes == 106 * H + 30
    assert (february.dispositif, february.periode) == ("Les Ateliers citoyens", "février 2026")

    whole = attestation_presence(suivi.id, Periode(None, day(12, 31)))  # nothing is to come in it
    assert whole.minutes == heures_of(suivi.id, TODAY).part.total
    assert attestation_presence(suivi.id, Periode(day(1, 1), day(1, 2))).sources == ()

    trace_presence(suivi.id)
    last = Journal.select().order_by(Journal.n.desc()).first()
    assert (last.action, last.objet_id) == ("attestation_presence", suivi.id)
    base.actor = actor_with(Role.ACCUEIL)
    for act in (
        lambda: attestation_presence(suivi.id, Periode()),
        lambda: trace_presence(suivi.id),
    ):
        with pytest.raises(Refused):
            act()
