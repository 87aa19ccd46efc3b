"""The missions on the page of a suivi: signed within the rules, lived, broken off, over."""

import datetime as dt

from models.suivis.mission import Mission, MissionBilan, absences_of, bilans_of, missions_of
from models.suivis.suivi import Suivi
from models.suivis.vie_mission import save_evenement
from tests.conftest import FrozenClock
from tests.screens.fiches.bureau import Bureau
from tests.screens.suivis.test_page import click, suivi

__all__ = ["suivi"]

FORM = "ecrire.mission"


def open_card(bureau: Bureau) -> None:
    click(bureau, "suivi.missions.ouvrir")


def begin(bureau: Bureau, name: str, field: str) -> None:
    """Open the form of an act, once its line has its place."""
    bureau.wait_until(lambda: bureau.has(name))
    click(bureau, name)
    bureau.wait_until(lambda: bureau.has(field))


def a_mission(bureau: Bureau, suivi: Suivi) -> Mission:
    """One that began on the day of the tests, proposed by its phase, written in its form."""
    open_card(bureau)
    begin(bureau, "suivi.missions.ajouter", f"{FORM}.du")
    bureau.type_in(f"{FORM}.du", "11/03/2026")
    bureau.type_in(f"{FORM}.au", "10/01/2027")
    bureau.type_in(f"{FORM}.intitule", "Lire avec les enfants")
    bureau.type_in(f"{FORM}.organisme", "Ludothèque des Cordiers")
    click(bureau, f"{FORM}.save")
    (mission,) = missions_of(suivi.id)
    bureau.wait_until(lambda: bureau.has(f"suivi.mission.{mission.id}"))
    return mission


def remarks(bureau: Bureau, mission: Mission) -> str:
    return bureau.text_of(f"suivi.mission.{mission.id}")


def test_a_parcours_does_without_one(bureau: Bureau, suivi: Suivi) -> None:
    assert (
        bureau.said("suivi.missions.resume")
        == "Aucune mission\u00a0: le parcours peut s’en passer."
    )
    assert bureau.has("suivi.missions.ajouter")  # folded, it holds nothing to unfold


def test_a_contract_is_signed_within_the_rules(bureau: Bureau, suivi: Suivi) -> None:
    open_card(bureau)
    begin(bureau, "suivi.missions.ajouter", f"{FORM}.du")
    assert bureau.value(f"{FORM}.heures_semaine") == "25"  # that of its phase, with its days
    assert bureau.value(f"{FORM}.du") == "11/06/2026"
    click(bureau, f"{FORM}.close")
    open_card(bureau)
    mission = a_mission(bureau, suivi)
    assert mission.organisme.nom == "Ludothèque des Cordiers"
    told = remarks(bureau, mission)
    assert "Empêche de signer. Tuteur\u00a0: le contrat en désigne un." in told
    assert "Bilans\u00a0: aucun n’est prévu" in told
    assert "Indemnité\u00a0: 619,83" in told
    assert bureau.said("suivi.missions.resume").startswith("Lire avec les enfants, en cours")

    begin(bureau, f"suivi.mission.{mission.id}.corriger", f"{FORM}.signee_le")
    assert bureau.value(f"{FORM}.organisme") == "Ludothèque des Cordiers"
    bureau.type_in(f"{FORM}.signee_le", "10/03/2026")
    click(bureau, f"{FORM}.save")
    assert "est mineure" in bureau.said(f"{FORM}.autorisation_le.erreur")  # the fold opens
    bureau.type_in(f"{FORM}.autorisation_le", "09/03/2026")
    click(bureau, f"{FORM}.save")
    assert "Écrivez son nom" in bureau.said(f"{FORM}.tuteur.erreur")
    bureau.type_in(f"{FORM}.tuteur", "Mme Roux")
    click(bureau, f"{FORM}.save")
    assert bureau.message == "Mission corrigée"
    bureau.wait_until(lambda: "Empêche de signer" not in remarks(bureau, mission))
    assert "contrat signé le 10/03/2026" in remarks(bureau, mission)

    begin(bureau, f"suivi.mission.{mission.id}.corriger", f"{FORM}.genre")
    bureau.choose(f"{FORM}.genre", "Chantier")
    click(bureau, f"{FORM}.save")
    bureau.wait_until(lambda: "Indemnité" not in remarks(bureau, mission))
    assert not bureau.has(f"suivi.mission.{mission.id}.formations")
    assert "remarque" not in remarks(bureau, mission)


def test_what_happens_in_a_mission_is_noted_on_its_line(
    bureau: Bureau, suivi: Suivi, frozen_clock: FrozenClock
) -> None:
    mission = a_mission(bureau, suivi)
    name = f"suivi.mission.{mission.id}"
    begin(bureau, f"{name}.bilan", "ecrire.bilan.prevu_le")
    bureau.type_in("ecrire.bilan.prevu_le", "20/04/2026")
    click(bureau, "ecrire.bilan.save")
    (bilan,) = bilans_of(mission.id)
    bureau.wait_until(lambda: bureau.has(f"suivi.bilan.{bilan.id}"))
    frozen_clock.advance(days=60)
    begin(bureau, f"suivi.bilan.{bilan.id}.fait", "ecrire.bilan.fait_le")
    assert bureau.value("ecrire.bilan.fait_le") == "20/04/2026"
    click(bureau, "ecrire.bilan.save")
    bureau.wait_until(lambda: bureau.said(f"suivi.bilan.{bilan.id}") == "Bilan du 20/04/2026")
    assert not bureau.has(f"suivi.bilan.{bilan.id}.fait")

    begin(bureau, f"{name}.absence", "ecrire.absence.du")
    bureau.type_in("ecrire.absence.du", "04/05/2026")
    bureau.type_in("ecrire.absence.au", "05/05/2026")
    click(bureau, "ecrire.absence.save")
    (away,) = absences_of([mission.id])
    told = "Congé, du 04/05/2026 au 05/05/2026 (2\u00a0jours ouvrés)"
    bureau.wait_until(lambda: bureau.said(f"suivi.absence.{away.id}") == told)
    assert "Congés\u00a0: 2\u00a0jours pris sur 3 acquis" in remarks(bureau, mission)
    begin(bureau, f"suivi.absence.{away.id}.corriger", "ecrire.absence.nature")
    bureau.choose("ecrire.absence.nature", "Autre")
    click(bureau, "ecrire.absence.save")
    assert "dites pourquoi" in bureau.said("ecrire.absence.precision.erreur")
    click(bureau, "ecrire.absence.retirer")
    bureau.wait_until(lambda: not bureau.has(f"suivi.absence.{away.id}"))

    begin(bureau, f"{name}.formations", "ecrire.formations.psc1_le")
    bureau.type_in("ecrire.formations.psc1_le", "15/04/2026")
    click(bureau, "ecrire.formations.save")
    bureau.wait_until(lambda: "le résultat reste à noter" in remarks(bureau, mission))


def test_a_mission_is_broken_off_taken_back_and_ends(
    bureau: Bureau, suivi: Suivi, frozen_clock: FrozenClock
) -> None:
    mission = a_mission(bureau, suivi)
    name = f"suivi.mission.{mission.id}"
    coming = save_evenement(MissionBilan(mission=mission.id), prevu_le=dt.date(2026, 5, 4))
    line = f"suivi.bilan.{coming.id}"
    frozen_clock.advance(days=30)
    begin(bureau, f"{name}.rompre", "ecrire.rupture.motif_rupture")
    click(bureau, "ecrire.rupture.save")
    assert "Remplissez-le" in bureau.said("ecrire.rupture.motif_rupture.erreur")
    bureau.type_in("ecrire.rupture.motif_rupture", "CDI")
    click(bureau, "ecrire.rupture.save")
    bureau.wait_until(lambda: "Rompue le 10/04/2026\u00a0: CDI" in remarks(bureau, mission))
    bureau.wait_until(lambda: "sans objet" in bureau.said(line))
    assert not bureau.has(f"{line}.fait")
    begin(bureau, f"{name}.rompre", "ecrire.rupture.retirer")
    click(bureau, "ecrire.rupture.retirer")
    assert bureau.message == "Mission reprise"
    bureau.wait_until(lambda: bureau.has(f"{line}.fait"))
    assert missions_of(suivi.id)[0].rompue_le is None

    frozen_clock.advance(days=300)
    bureau.show("fiches")
    bureau.show("suivis", suivi_id=suivi.id)
    told = "Lire avec les enfants, terminée le 10/01/2027"
    assert bureau.said("suivi.missions.resume").startswith(told), "it is not folded before that"
    open_card(bureau)
    assert "elle reste à remettre" in remarks(bureau, mission)
    begin(bureau, f"{name}.remise", "ecrire.remise.attestation_le")
    click(bureau, "ecrire.remise.save")
    assert missions_of(suivi.id)[0].attestation_le == dt.date(2027, 2, 4)
    bureau.wait_until(lambda: not bureau.has(name))
    click(bureau, "suivi.missions.plus")
    assert "Attestation remise le 04/02/2027" in remarks(bureau, mission)
    assert not bureau.has(f"{name}.remise")
