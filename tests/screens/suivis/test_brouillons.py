"""What is typed in any form of the page of a suivi outlives a window that goes without a word."""

import datetime as dt
from collections.abc import Callable

from models.suivis.frein import lift_frein, niveaux_of
from models.suivis.intervenant import add_intervenant
from models.suivis.mission import Genre, Mission, missions_of
from models.suivis.partage import record_partage
from models.suivis.suivi import Suivi, phases_of_suivi
from models.suivis.suspension import suspend
from models.suivis.temps import note_temps
from models.suivis.vie_mission import create_mission
from tests.screens.fiches.bureau import Bureau
from tests.screens.suivis.cartes import FEB, TODAY, a_frein, an_action, an_objectif
from tests.screens.suivis.test_page import suivi
from ui.kit.context import Context
from ui.parts.volet import Volet
from ui.screens.suivis import (
    corriger_objectif,
    ecrire,
    ecrire_frein,
    ecrire_mission,
    ecrire_objectif,
    ecrire_partage,
    ecrire_phase,
    ecrire_temps,
)

__all__ = ["suivi"]

LATER = "15/03/2026"


def a_mission(suivi: Suivi) -> Mission:
    made: Mission = create_mission(
        suivi.id, genre=Genre.SERVICE_CIVIQUE.value, intitule="Lire", organisme="Ludothèque",
        du=TODAY, au=dt.date(2027, 1, 10), heures_semaine=24,
    )  # fmt: skip
    return missions_of(made.suivi_id)[0]


def corrections(bureau: Bureau, suivi: Suivi) -> list[tuple[Callable[[Context], Volet], str, str]]:
    """What opens each form, one of its fields, and what is typed there."""
    frein, goal = a_frein(bureau, suivi), an_objectif(bureau, suivi)
    step, mission = an_action(bureau, suivi), a_mission(suivi)
    partner = add_intervenant(suivi.id, structure="Mission locale", nom="Mme Roy")
    shared = record_partage(
        suivi.id, intervenant=partner.id, contenu=["situation"], motif="Suite", date=TODAY,
        accord="oral", accord_le=TODAY,
    )  # fmt: skip
    pause = suspend(suivi, du=TODAY)
    temps = note_temps(suivi.id, date=TODAY, minutes=30, objet="Atelier")
    (phase, *_) = phases_of_suivi(suivi.id)
    return [
        (lambda c: ecrire_frein.correction_volet(c, frein, "Loyer"), "precision", "Deux mois"),
        (lambda c: ecrire_frein.constat_volet(c, frein, "Loyer"), "date", LATER),
        (lambda c: ecrire_frein.levee_volet(c, frein, "Loyer"), "date", LATER),
        (lambda c: corriger_objectif.objectif_correction(c, goal), "intitule", "Le code d’abord"),
        (lambda c: corriger_objectif.abandon_volet(c, goal), "motif", "Autre projet"),
        (lambda c: corriger_objectif.action_correction(c, step), "intitule", "Appeler"),
        (lambda c: corriger_objectif.etat_volet(c, step), "etat_le", LATER),
        (lambda c: ecrire_objectif.report_volet(c, step.id), "echeance", "01/04/2026"),
        (lambda c: ecrire_partage.fin_volet(c, partner), "au", LATER),
        (lambda c: ecrire_partage.retrait_volet(c, shared), "retire_le", LATER),
        (lambda c: ecrire_phase.begin_volet(c, phase), "debut", LATER),
        (lambda c: ecrire_phase.accord_volet(c, phase), "accord_le", LATER),
        (lambda c: ecrire_phase.suspension_correction(c, pause), "motif", "Hospitalisation"),
        (lambda c: ecrire_phase.reprise_volet(c, pause), "reprise", LATER),
        (lambda c: ecrire_temps.temps_correction(c, temps), "objet", "Code de la route"),
        (lambda c: ecrire_mission.formations_volet(c, mission), "fcc_lieu", "Limoges"),
        (lambda c: ecrire_mission.rupture_volet(c, mission), "motif_rupture", "Entrée en CAP"),
        (lambda c: ecrire_mission.remise_volet(c, mission), "attestation_le", LATER),
    ]


def test_what_is_typed_in_each_form_is_found_again_until_it_is_given_up(
    bureau: Bureau, suivi: Suivi
) -> None:
    context = bureau.window.context
    for make, field, words in corrections(bureau, suivi):
        typed = make(context)
        typed.form.restore_draft({field: words})
        typed.keep()
        again = make(context)
        assert again.form.editor(field).kept() == words, again.objectName()
        again.close_now()
        assert not make(context).form.modified, again.objectName()


def test_what_was_typed_then_erased_is_not_found_again(bureau: Bureau, suivi: Suivi) -> None:
    context = bureau.window.context
    for make in (
        lambda: ecrire_temps.temps_volet(context, suivi.id),
        lambda: ecrire.note_volet(context, suivi),
    ):
        typed, field = make(), "objet" if "temps" in make().objectName() else "texte"
        typed.form.restore_draft({field: "Un mot de trop"})
        typed.keep()
        typed.form.restore_draft({field: ""})
        typed.keep()
        assert not make().form.modified, typed.objectName()


def test_a_finding_that_was_half_corrected_is_still_the_one_chosen(
    bureau: Bureau, suivi: Suivi
) -> None:
    frein = a_frein(bureau, suivi)
    lift_frein(frein, date=TODAY)
    first = niveaux_of(frein.id)[0]
    context = bureau.window.context
    typed = ecrire_frein.constat_volet(context, frein, "Loyer")
    typed.form.editor("constat").set_value(first.id)
    typed.form.restore_draft({"date": "10/02/2026"})
    typed.keep()
    again = ecrire_frein.constat_volet(context, frein, "Loyer")
    assert again.form.values()["constat"] == first.id
    assert again.form.values()["date"] == FEB + dt.timedelta(days=1)
