"""Dispositifs on the screen: made from nothing, changed, ordered, retired; parcours keep theirs."""

import datetime as dt
import json
from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication

from models.base import drafts
from models.comptes.role import Role
from models.personnes.personne import Personne
from models.prescriptions.criteres import constats_of
from models.prescriptions.fiche import create_prescription
from models.suivis.dispositif import (
    criteres_of,
    dispositif_of,
    dispositifs,
    phases_of,
    sessions_of,
)
from models.suivis.programme import PhaseInput, save_dispositif, set_phases
from models.suivis.suivi import open_suivi, phases_of_suivi
from tests.factories import writing
from tests.screens.reglages.bureau import Responsable

LISTE, PLAN = "reglages.dispositifs.liste", "reglages.dispositifs.plan"
ATELIERS = "ateliers_citoyens"
COOPERATIVE = "cooperative_jeunes_de_l_ete"


def opened(bureau: Responsable, dispositif: str = ATELIERS) -> Responsable:
    return bureau.go("dispositifs", dispositif=dispositif)


def plan(bureau: Responsable) -> list[str]:
    """The parts, without the names of their groups nor the acts that add one."""
    rows = bureau.row_list(PLAN).rows
    return [row.read for row in rows if not row.heading and row.icon != "add"]


def open_part(bureau: Responsable, label: str) -> Responsable:
    return bureau.choose_row(PLAN, label).press("Entrée")


def save(bureau: Responsable, **typed: str) -> None:
    for name, words in typed.items():
        bureau.type_in(f"dispositif.{name.replace('__', '.')}", words)
    bureau.act("reglages.save")
    bureau.settle()


def test_a_structure_makes_its_own_from_nothing(bureau: Responsable, mamadou: Personne) -> None:
    bureau.go("dispositifs").press("Ctrl+Maj+N")
    save(
        bureau,
        textes__intitule="Coopérative jeunes de l’été",
        textes__presentation="Un été, une entreprise.",
        textes__documents="Une pièce d’identité\n\nUn RIB",
    )
    assert bureau.said("heading.subtitle") == "Dispositifs › Coopérative jeunes de l’été"
    assert "les trois textes usuels" in plan(bureau)[2]
    open_part(bureau, "Places, heures, financeurs")
    bureau.choose("dispositif.chiffres.financeurs", "CAF")
    save(bureau, chiffres__places="8", chiffres__heures_cible="50", chiffres__sans_contact="7")
    for libelle, mois in (("Recruter", "1"), ("Produire", "2")):
        open_part(bureau, "Ajouter une phase")
        save(bureau, phase__libelle=libelle, phase__mois=mois)
        assert bureau.row_list(PLAN).current_key == f"phase/{libelle.lower()}"
    open_part(bureau, "Ajouter un critère")
    bureau.choose("dispositif.critere.genre", "Âge")
    bureau.type_in("dispositif.critere.min", "16")
    bureau.type_in("dispositif.critere.max", "17")
    assert bureau.value("dispositif.critere.libelle") == "Avoir de 16 à 17 ans"
    assert "«\u00a018 ans\u00a0»" in bureau.said("dispositif.critere.phrases")
    bureau.act("reglages.save")
    open_part(bureau, "Ajouter une session")
    assert bureau.value("dispositif.session.places") == "8"
    save(bureau, session__debut="06/07/2026", session__fin="28/08/2026")
    assert plan(bureau)[1:] == [
        (
            "Places, heures, financeurs, 8\u00a0places · 50\u00a0h à atteindre · signal après "
            "7\u00a0jours sans contact · CAF"
        ),
        "Accords demandés à la personne, les trois textes usuels",
        "Recruter, 1\u00a0mois",
        "Produire, 2\u00a0mois",
        "Avoir de 16 à 17 ans, Âge · de 16 à 17\u00a0ans",
        "Session du 06/07/2026, du 06/07/2026 au 28/08/2026 · 8\u00a0places, À venir",
    ]
    made = dispositif_of(COOPERATIVE)
    assert json.loads(made.documents) == ["Une pièce d’identité", "Un RIB"]
    check_it_serves(bureau, mamadou)


def check_it_serves(bureau: Responsable, personne: Personne) -> None:
    """A suivi is opened in it with its phases dated, and a fiche is judged by its criterion."""
    agent = bureau.window.context.actor.agent_id
    bureau.window.navigate("suivis", nouveau=personne.id)
    bureau.choose("suivi.nouveau.dispositif", "Coopérative jeunes de l’été")
    bureau.type_in("suivi.nouveau.ouvert_le", "09/03/2026")
    bureau.act("suivi.open")
    bureau.settle()
    found = bureau.window.current.page.suivi  # type: ignore[union-attr]  # the page that opened
    assert (found.dispositif_id, found.heures_cible) == (COOPERATIVE, 50)
    assert agent is not None
    day = dt.date
    assert [(p.libelle, p.prevue_du, p.prevue_au) for p in phases_of_suivi(found.id)] == [
        ("Recruter", day(2026, 3, 9), day(2026, 4, 8)),
        ("Produire", day(2026, 4, 9), day(2026, 6, 8)),
    ]
    (session,) = sessions_of(COOPERATIVE)
    fiche = create_prescription(personne=personne, dispositif=COOPERATIVE, session=session.id)
    (age,) = constats_of(fiche, None)
    assert (age.raison, age.tolerable) == ("17 ans", False)


def test_a_parcours_already_begun_keeps_its_phases(bureau: Responsable, mamadou: Personne) -> None:
    agent = bureau.window.context.actor.agent_id or ""
    begun = open_suivi(personne=mamadou, dispositif=ATELIERS, referent=agent)
    before = [(p.libelle, p.prevue_du, p.prevue_au) for p in phases_of_suivi(begun.id)]
    opened(bureau)
    assert "déjà commencés gardent leurs phases" in bureau.said("dispositif.commences")
    open_part(bureau, "Mobilisation")
    save(bureau, phase__libelle="Reprendre un rythme", phase__mois="6")
    bureau.choose_row(PLAN, "Mission de service civique").press("Suppr")
    assert bureau.message == "Phase ôtée"
    assert [p.libelle for p in phases_of(ATELIERS)] == [
        "Reprendre un rythme", "Accompagnement à la sortie",
    ]  # fmt: skip
    assert [(p.libelle, p.prevue_du, p.prevue_au) for p in phases_of_suivi(begun.id)] == before
    bureau.window.context.undo_last()
    bureau.window.context.undo_last()
    bureau.settle()
    assert [row.split(",")[0] for row in plan(bureau)[3:6]] == [row[0] for row in before]


def test_a_phase_is_optional_on_a_condition_and_moves(bureau: Responsable) -> None:
    opened(bureau)
    open_part(bureau, "Mobilisation")
    assert not bureau.has("dispositif.phase.condition")
    bureau.tick("dispositif.phase.optionnelle")
    save(bureau, phase__condition="Si elle le souhaite", phase__heures_semaine="20")
    first = phases_of(ATELIERS)[0]
    assert (first.optionnelle, first.condition) == (True, "Si elle le souhaite")
    bureau.choose_row(PLAN, "Mobilisation").press("Alt+Bas")
    assert [p.code for p in phases_of(ATELIERS)] == ["mission", "mobilisation", "accompagnement"]
    assert bureau.row_list(PLAN).current_key == "phase/mobilisation"
    bureau.press("F2")
    save(bureau, phase__mois="0")
    assert "de 1 à 60 mois" in bureau.said("dispositif.phase.mois.erreur")
    save(bureau, phase__mois="4", phase__heures_semaine="0")
    assert "nombre d’heures" in bureau.said("dispositif.phase.heures_semaine.erreur")


def test_each_kind_of_criterion_asks_for_its_own(bureau: Responsable) -> None:
    opened(bureau)
    open_part(bureau, "Ajouter un critère")
    bureau.type_in("dispositif.critere.genre", "Scol")  # not chosen yet: nothing to ask
    assert not bureau.has("dispositif.critere.min")
    bureau.choose("dispositif.critere.genre", "Scolarité")
    assert not bureau.has("dispositif.critere.min")
    assert bureau.value("dispositif.critere.libelle") == ""
    bureau.type_in("dispositif.critere.libelle", "Au lycée")
    bureau.act("reglages.save")
    assert "au moins une valeur" in bureau.said("dispositif.critere.valeurs_scolarite.erreur")
    bureau.choose("dispositif.critere.valeurs_scolarite", "Jamais scolarisé")
    bureau.act("reglages.save")
    added = criteres_of(ATELIERS)[-1]
    stored = json.loads(added.parametres)
    assert (added.code, added.libelle, stored["nomenclature"]) == (
        "au_lycee",
        "Au lycée",
        "scolarite",
    )
    bureau.press("Alt+Haut").press("Alt+Haut")
    assert [one.code for one in criteres_of(ATELIERS)][2] == "au_lycee"
    bureau.press("Suppr")
    assert [one.code for one in criteres_of(ATELIERS)] == [
        "age", "quartier", "descolarise", "orientation_mlds",
    ]  # fmt: skip


def test_what_a_criterion_is_not_asked_for_stays(bureau: Responsable) -> None:
    opened(bureau)
    for label in ("Avoir de 16 à 20 ans", "Être orienté·e par la MLDS"):
        before = {one.libelle: json.loads(one.parametres) for one in criteres_of(ATELIERS)}
        open_part(bureau, label)
        save(bureau, critere__libelle=f"{label}, vu")
        after = {one.libelle: json.loads(one.parametres) for one in criteres_of(ATELIERS)}
        assert after[f"{label}, vu"] == before[label]
    open_part(bureau, "Avoir de 16 à 20 ans, vu")
    for age in ("18", "20"):  # as old as the rule itself is no exception
        save(bureau, critere__max_exception=age)
        assert "au-delà de 20 ans" in bureau.said("dispositif.critere.max_exception.erreur")
    save(bureau, critere__max_exception="")
    assert "max_exception" not in json.loads(criteres_of(ATELIERS)[0].parametres)
    open_part(bureau, "Avoir de 16 à 20 ans, vu")
    save(bureau, critere__libelle="Avoir de 16 à 20 ans")
    open_part(bureau, "Avoir de 16 à 20 ans")
    bureau.type_in("dispositif.critere.max", "21")  # the usual words follow, hers would not
    assert bureau.value("dispositif.critere.libelle") == "Avoir de 16 à 21 ans"


def test_accords_are_written_one_by_one(bureau: Responsable) -> None:
    opened(bureau)
    open_part(bureau, "Accords demandés à la personne")
    save(bureau, accords__accord_1="", accords__accord_3="D’accord avec {chef}.")
    assert "{referent}" in bureau.said("dispositif.accords.accord_0.erreur")
    save(bureau, accords__accord_3="Je viens avec {referent}.")
    found = json.loads(dispositif_of(ATELIERS).accords)
    assert [one["code"] for one in found] == ["lecture", "recontact", "accord_1"]
    assert found[-1]["texte"] == "Je viens avec {referent}."
    assert plan(bureau)[2] == "Accords demandés à la personne, 3\u00a0textes"


def test_sessions_are_added_and_corrected(bureau: Responsable) -> None:
    opened(bureau)
    bureau.act("dispositif.session")
    save(bureau, session__intitule="Printemps", session__debut="04/05/2026")
    assert bureau.message == "Session ajoutée"
    open_part(bureau, "Printemps")
    save(bureau, session__fin="03/05/2026")
    assert "précède le début" in bureau.said("dispositif.session.fin.erreur")
    save(bureau, session__fin="03/07/2026", session__places="4")
    assert [(one.intitule, one.places, one.fin) for one in sessions_of(ATELIERS)] == [
        ("Printemps", 4, dt.date(2026, 7, 3))
    ]
    bureau.window.context.undo_last()
    assert sessions_of(ATELIERS)[0].places == 6


def test_the_list_is_ordered_and_one_is_retired_then_proposed_again(bureau: Responsable) -> None:
    bureau.go("dispositifs").choose_row(LISTE, "Accès aux droits renforcé")
    bureau.press("Alt+Haut", "Alt+Haut", "Alt+Haut")
    assert dispositifs()[0].id == "acces_droits"
    bureau.press("Suppr")
    assert "acces_droits" not in {one.id for one in dispositifs()}
    assert not any("Accès aux droits" in line for line in bureau.lines(LISTE))
    bureau.tick("reglages.dispositifs.retires")
    assert bureau.lines(LISTE)[-1].endswith(", Retiré")
    bureau.choose_row(LISTE, "Accès aux droits renforcé")
    bureau.act("dispositif.reuse")
    bureau.settle()
    assert "acces_droits" in {one.id for one in dispositifs()}
    assert not bureau.has("reglages.dispositifs.retires")
    bureau.choose_row(LISTE, "Les Ateliers citoyens").press("F2")
    save(bureau, textes__intitule="Ateliers")
    assert bureau.row_list(LISTE).current_key == ATELIERS
    assert dispositif_of(ATELIERS).intitule == "Ateliers"


def test_one_is_found_by_its_name_from_anywhere(bureau: Responsable) -> None:
    bureau.show("accueil")
    bureau.press("Ctrl+K").type("ateliers cit")
    assert [one.label for one in bureau.answers if one.group == "Réglages"] == [
        "Dispositif\u00a0: Les Ateliers citoyens"
    ]
    bureau.press("Entrée")
    assert bureau.said("heading.subtitle") == "Dispositifs › Les Ateliers citoyens"


def test_a_shipped_one_that_is_not_here_is_added(bureau: Responsable) -> None:
    bureau.go("dispositifs")
    assert not bureau.can("dispositif.shipped")
    with writing():
        for row in (*criteres_of("acces_droits"), *phases_of("acces_droits")):
            row.remove()
        dispositif_of("acces_droits").remove()
    bureau.go("dispositifs")
    bureau.window.acts.refresh()
    bureau.act("dispositif.shipped")
    bureau.choose("dispositif.livre.code", "Accès aux droits renforcé")
    bureau.act("reglages.save")
    assert bureau.said("heading.subtitle") == "Dispositifs › Accès aux droits renforcé"
    assert len(phases_of("acces_droits")) == 3


def test_two_desks_and_the_lock(bureau: Responsable) -> None:
    opened(bureau)
    open_part(bureau, "Mobilisation")
    bureau.type_in("dispositif.phase.mois", "5")
    bureau.come_back()
    bureau.go("dispositifs")
    assert bureau.value("dispositif.phase.mois") == "5"
    set_phases(dispositif_of(ATELIERS), [PhaseInput("Autre", 1, code="mobilisation")])
    bureau.act("reglages.save")
    assert "autre poste" in bureau.message
    set_phases(dispositif_of(ATELIERS), [PhaseInput("Autre", 1)])
    bureau.act("reglages.save")
    assert "n’est plus dans le dispositif" in bureau.message
    bureau.act("reglages.give_up")
    assert drafts.draft("reglages.dispositifs") is None
    assert any(line.startswith("Autre, 1") for line in plan(bureau))
    assert QApplication.focusWidget() is bureau.row_list(PLAN)
    save_dispositif(dispositif_of(ATELIERS), intitule="Renommé ailleurs")
    bureau.settle()
    assert bureau.said("heading.subtitle") == "Dispositifs › Renommé ailleurs"


@pytest.mark.parametrize("role", [Role.REFERENT, Role.ACCUEIL])
def test_only_who_sets_the_house_sees_them(
    bureau: Responsable, as_role: Callable[[Role], None], role: Role
) -> None:
    as_role(role)
    bureau.go("dispositifs", dispositif=ATELIERS)
    assert "Dispositifs" not in bureau.lines("reglages.sections")
    assert not bureau.has(PLAN)
