"""What fiches ask for in a caseload: agreements not noted or taken back, a place left free."""

import datetime as dt
from typing import Any

import pytest

from models.base import clock
from models.prescriptions.fiche import note_accord, note_etape
from models.prescriptions.prescription import (
    Accord,
    Comite,
    Decision,
    Inscription,
    Prescription,
    Signature,
    VersionFiche,
)
from models.suivis.signaux import Signal, put_off, signaux
from models.suivis.sortie import close_suivi
from models.suivis.suivi import Suivi, open_suivi
from tests.conftest import FrozenClock
from tests.domain.prescriptions.test_fiche import a_fiche
from tests.factories import AGENT, a_personne, a_session, writing

TODAY = dt.date(2026, 3, 11)
ATELIERS = "ateliers_citoyens"


@pytest.fixture(autouse=True)
def today(base: Any, frozen_clock: FrozenClock) -> None:
    """Signals are of a day."""


def a_suivi(nom: str, dispositif: str | None = ATELIERS) -> Suivi:
    return open_suivi(
        personne=a_personne(nom_naissance=nom, date_naissance=dt.date(2004, 5, 6)),
        dispositif=dispositif, referent=AGENT, ouvert_le=TODAY - dt.timedelta(days=7),
    )  # fmt: skip


def found(code: str) -> list[Signal]:
    return [one for one in signaux() if one.code == code]


def signed(prescription: Prescription) -> None:
    with writing():
        version = VersionFiche(
            prescription=prescription, numero_version=1, identite="{}", pdf=b"%PDF",
            empreinte="0" * 64, figee_le=clock.now(),
        ).save()  # fmt: skip
        for role in ("personne", "prescripteur"):
            Signature(version_fiche=version, role=role, date=TODAY).save()


def decided(prescription: Prescription, comite: Comite, sens: str, rang: int | None = None) -> None:
    with writing():
        Inscription(comite=comite, prescription=prescription).save()
        Decision(comite=comite, prescription=prescription, sens=sens, rang=rang, date=TODAY).save()


def test_an_agreement_that_nobody_noted_or_that_was_taken_back() -> None:
    suivi = a_suivi("Diallo")
    fiche = a_fiche(suivi.personne)
    with writing():
        fiche.suivi = suivi
        fiche.save()
    assert found("accord") == []  # nothing is signed yet
    signed(fiche)
    (told,) = found("accord")
    assert told.phrase == f"3 accords à noter (fiche {fiche.numero}, signée)"
    assert (told.suivi_id, told.ecran, told.cible) == (suivi.id, "fiches", fiche.id)
    for code in ("lecture", "echange"):
        note_accord(fiche, code=code, texte="Je suis d’accord.", donne=True, date=TODAY)
    assert [one.phrase for one in found("accord")] == [
        f"Accord à noter (fiche {fiche.numero}, signée)"
    ]
    note_accord(fiche, code="recontact", texte="Être recontacté", donne=False, date=TODAY)
    assert found("accord") == []  # refused is an answer
    with writing():
        accord = Accord.get(Accord.code == "echange")
        accord.retire_le = TODAY
        accord.save()
    (told,) = found("accord")
    assert (
        told.phrase
        == f"Accord retiré le 11/03/2026 (fiche {fiche.numero}\u00a0: Je suis d’accord.)"
    )
    put_off(told, jusqu_au=TODAY + dt.timedelta(days=7))
    assert found("accord") == []


def test_a_place_left_is_told_to_who_waits_and_to_who_followed(frozen_clock: FrozenClock) -> None:
    session = a_session(places=1)
    with writing():
        comite = Comite(dispositif=ATELIERS, session=session, date=TODAY).save()
    inside, waiting = a_suivi("Alpha"), a_suivi("Bah", None)
    entered = a_fiche(inside.personne, session=session.id)
    waits = a_fiche(waiting.personne, session=session.id)
    with writing():
        entered.suivi = inside
        entered.save()
    decided(entered, comite, "retenue")
    decided(waits, comite, "liste_attente", 1)
    note_etape(entered, nature="entree", date=TODAY)
    assert found("place") == []  # the session is full
    frozen_clock.advance(days=3)
    close_suivi(inside, clos_le=clock.today(), motif_sortie="motif_sortie.demenagement")
    told = {one.suivi_id: one for one in found("place")}
    free = f"Une place libre depuis le 14/03/2026 dans «\u00a0{session.intitule}\u00a0»"
    assert (
        told[waiting.id].phrase
        == f"{free}\u00a0: la personne attend au rang 1 (fiche {waits.numero})"
    )
    assert told[inside.id].phrase == f"{free}\u00a0: une personne attend"
    assert {one.cible for one in told.values()} == {waits.id}
    note_etape(waits, nature="retiree", date=clock.today())
    assert found("place") == []  # nobody waits any more
