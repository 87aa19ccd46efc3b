"""Dispositifs as data: a structure makes its own, changes them, and no parcours is rewritten."""

import datetime as dt
import json
from typing import Any

import pytest

from models.base.command import undo_last
from models.base.errors import Invalid, Refused
from models.comptes.role import Role
from models.prescriptions.composer import blank_contenu
from models.prescriptions.contenu import Verdict
from models.prescriptions.criteres import constats_of
from models.prescriptions.fiche import create_prescription
from models.suivis.critere import GENRES, CritereInput
from models.suivis.dispositif import (
    Dispositif,
    criteres_of,
    dispositif_of,
    dispositifs,
    phases_of,
    sessions_of,
)
from models.suivis.frise import frise_of
from models.suivis.programme import (
    PhaseInput,
    add_shipped,
    create_dispositif,
    move_dispositif,
    retire_dispositif,
    reuse_dispositif,
    save_dispositif,
    set_criteres,
    set_phases,
    shipped_dispositifs,
)
from models.suivis.session import create_session, save_session
from models.suivis.suivi import phases_of_suivi
from tests.domain.suivis.parcours import DAY, DISPOSITIF, a_suivi, somebody
from tests.factories import actor_with, writing

SHIPPED = [
    "ateliers_citoyens", "jeunes_en_rupture", "reperage_invisibles", "acces_droits",
    "chantier_bourse",
]  # fmt: skip


def test_five_dispositifs_are_shipped_in_order(base: Any) -> None:
    assert [one.id for one in dispositifs()] == SHIPPED
    assert shipped_dispositifs() == []


@pytest.mark.parametrize("code", SHIPPED)
def test_the_blank_fiche_of_each_says_who_pays_and_what_is_asked(base: Any, code: str) -> None:
    content = blank_contenu(code).identite
    assert content.dispositif.intitule == dispositif_of(code).intitule
    assert content.dispositif.criteres == tuple(c.libelle for c in criteres_of(code))
    assert [one.code for one in content.accords] == ["lecture", "echange", "recontact"]
    named = {one.nom: one.mention for one in content.service.financeurs}
    assert len(named) == len(json.loads(dispositif_of(code).financeurs))
    assert named.get("FSE+", "Cofinancé par l’Union européenne").startswith("Cofinancé")


def test_a_criterion_that_only_the_person_can_tell_is_to_be_verified(base: Any) -> None:
    fiche = create_prescription(personne=somebody(), dispositif="jeunes_en_rupture")
    found = {one.code: one for one in constats_of(fiche, None)}
    assert found["sans_contact"].verdict is Verdict.A_VERIFIER
    assert found["sans_contact"].raison == "à voir avec la personne, puis avec la mission locale"
    assert found["age"].verdict is Verdict.OK


def test_every_kind_of_criterion_is_evaluated(base: Any) -> None:
    from models.prescriptions import criteres

    assert set(criteres._OPEN) | set(criteres._PROTECTED) == set(GENRES)


def test_a_structure_makes_its_own(base: Any) -> None:
    made = create_dispositif(
        intitule="Coopérative jeunes",
        presentation="Un été, une entreprise.",
        documents=["Une pièce d’identité", "  ", "Un RIB"],
        financeurs=["caf"],
        places=8,
        heures_semaine=20,
        sans_contact=7,
    )
    assert (made.id, made.maison) == ("cooperative_jeunes", True)
    assert json.loads(made.documents) == ["Une pièce d’identité", "Un RIB"]
    set_phases(
        made,
        [
            PhaseInput("Recruter", 1),
            PhaseInput("Produire", 2, mission=True, heures_cible=50, heures_semaine=20),
            PhaseInput("Produire", 1, partagee=True, optionnelle=True, condition="Si la personne"),
        ],
    )
    set_criteres(
        made,
        [
            CritereInput("age", "Avoir de 16 à 18 ans", {"min": 16, "max": 18}),
            CritereInput("scolarite", "Être au lycée", {"valeurs": ["scolarise"]}),
            CritereInput("declaratif", "Avoir une idée", {}),
        ],
    )
    assert [one.id for one in dispositifs()] == [*SHIPPED, made.id]
    assert [(p.code, p.rang) for p in phases_of(made.id)] == [
        ("recruter", 0), ("produire", 1), ("produire_2", 2),
    ]  # fmt: skip
    suivi = a_suivi(dispositif=made.id)
    assert suivi.heures_semaine == 20
    assert [
        (p.libelle, p.mission, p.heures_cible, p.partagee) for p in phases_of_suivi(suivi.id)
    ] == [
        ("Recruter", False, None, False),
        ("Produire", True, 50, False),
        ("Produire", False, None, True),
    ]
    last = frise_of(suivi).barres[-1]
    assert last.dite == "Produire (facultative, si la personne)"  # as the structure wrote it
    fiche = create_prescription(
        personne=somebody(date_naissance=dt.date(2000, 1, 1)), dispositif=made.id
    )
    age, *_ = constats_of(fiche, None)
    assert (age.verdict, age.tolerable) == (Verdict.NON, False)
    assert blank_contenu(made.id).identite.accords[0].code == "lecture"


def test_changing_one_does_not_rewrite_the_parcours_begun(base: Any) -> None:
    suivi = a_suivi()
    before = [(p.libelle, p.prevue_du, p.prevue_au) for p in phases_of_suivi(suivi.id)]
    dispositif = dispositif_of(DISPOSITIF)
    kept = phases_of(DISPOSITIF)[0]
    set_phases(dispositif, [PhaseInput("Autrement", 1, code=kept.code)])
    save_dispositif(dispositif_of(DISPOSITIF), intitule="Ateliers", heures_cible=99)
    assert [(p.libelle, p.prevue_du, p.prevue_au) for p in phases_of_suivi(suivi.id)] == before
    again = a_suivi()
    assert [p.libelle for p in phases_of_suivi(again.id)] == ["Autrement"]
    assert again.heures_cible == 99
    undo_last()


def test_two_desks_do_not_both_change_its_phases(base: Any) -> None:
    here, there = dispositif_of(DISPOSITIF), dispositif_of(DISPOSITIF)
    set_phases(here, [PhaseInput("Une", 1)])
    with pytest.raises(Refused, match="autre poste"):
        set_phases(there, [PhaseInput("Deux", 1)])
    assert [p.libelle for p in phases_of(DISPOSITIF)] == ["Une"]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"intitule": " "}, "intitule"),
        ({"intitule": "les ateliers CITOYENS"}, "intitule"),
        ({"intitule": "Neuf", "places": -1}, "places"),
        ({"intitule": "Neuf", "heures_cible": -1}, "heures_cible"),
        ({"intitule": "Neuf", "sans_contact": 0}, "sans_contact"),
        ({"intitule": "Neuf", "financeurs": ["mecene"]}, "financeurs"),
        ({"intitule": "Neuf", "accords": [{"code": "x", "texte": "Avec {chef}."}]}, "accords"),
        ({"intitule": "Neuf", "accords": [{"code": "x", "texte": " "}]}, "accords"),
    ],
)
def test_a_dispositif_that_does_not_hold_is_refused(
    base: Any, values: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        create_dispositif(**values)
    assert refusal.value.field == field
    assert len(dispositifs()) == len(SHIPPED)


@pytest.mark.parametrize(
    ("phase", "field"),
    [
        (PhaseInput("", 3), "libelle_1"),
        (PhaseInput("Vide", 0), "mois_1"),
        (PhaseInput("Longue", 61), "mois_1"),
        (PhaseInput("Sans heures", 3, heures_cible=0), "heures_cible_1"),
    ],
)
def test_a_phase_that_does_not_hold_is_refused(base: Any, phase: PhaseInput, field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        set_phases(dispositif_of(DISPOSITIF), [PhaseInput("Bonne", 1), phase])
    assert refusal.value.field == field
    assert len(phases_of(DISPOSITIF)) == 3


@pytest.mark.parametrize(
    "critere",
    [
        CritereInput("taille", "Mesurer 1,80 m", {}),
        CritereInput("age", " ", {"min": 16, "max": 20}),
        CritereInput("age", "Âge", {"min": 20, "max": 16}),
        CritereInput("age", "Âge", {"min": 16}),
        CritereInput("age", "Âge", {"min": 16, "max": 20, "max_exception": 18}),
        CritereInput("scolarite", "Scolarité", {"valeurs": []}),
        CritereInput("scolarite", "Scolarité", {"valeurs": ["inconnue"]}),
    ],
)
def test_a_criterion_that_does_not_hold_is_refused(base: Any, critere: CritereInput) -> None:
    with pytest.raises(Invalid):
        set_criteres(dispositif_of(DISPOSITIF), [critere])
    assert len(criteres_of(DISPOSITIF)) == 4


def test_a_retired_one_lets_nobody_else_in_and_comes_back(base: Any) -> None:
    suivi = a_suivi(dispositif="acces_droits")
    retire_dispositif(dispositif_of("acces_droits"))
    assert "acces_droits" not in {one.id for one in dispositifs()}
    assert [one.id for one in dispositifs(retired=True)][-1] == "acces_droits"
    assert len(phases_of_suivi(suivi.id)) == 3
    reuse_dispositif(dispositif_of("acces_droits"))
    assert "acces_droits" in {one.id for one in dispositifs()}


def test_the_last_one_stays(base: Any) -> None:
    *others, last = dispositifs()
    for one in others:
        retire_dispositif(one)
    with pytest.raises(Refused, match="dernier"):
        retire_dispositif(last)


def test_the_first_place_is_chosen(base: Any) -> None:
    move_dispositif(dispositif_of("chantier_bourse"), 0)
    assert [one.id for one in dispositifs()] == ["chantier_bourse", *SHIPPED[:4]]


def test_a_base_made_before_takes_a_shipped_one(base: Any) -> None:
    with pytest.raises(Refused, match="déjà là"):
        add_shipped("acces_droits")
    with writing():
        for row in (*criteres_of("acces_droits"), *phases_of("acces_droits")):
            row.remove()
        Dispositif.get_by_id("acces_droits").remove()
    assert shipped_dispositifs() == [("acces_droits", "Accès aux droits renforcé")]
    add_shipped("acces_droits")
    assert len(phases_of("acces_droits")) == 3
    with pytest.raises(Refused):
        add_shipped("inconnu")


def test_sessions_are_made_and_corrected(base: Any) -> None:
    dispositif = dispositif_of(DISPOSITIF)
    session = create_session(dispositif, debut=DAY)
    assert (session.intitule, session.places) == ("Session du 09/03/2026", 6)
    save_session(session, fin=DAY, places=4)
    assert sessions_of(DISPOSITIF)[0].places == 4
    for values, field in (
        ({"fin": DAY - dt.timedelta(days=1)}, "fin"),
        ({"fin": None, "places": -1}, "places"),
        ({"places": 1, "debut": None}, "debut"),
    ):
        with pytest.raises(Invalid) as refusal:
            save_session(session, **values)
        assert refusal.value.field == field


def test_only_who_sets_the_house_makes_dispositifs(base: Any) -> None:
    base.actor = actor_with(Role.REFERENT)
    with pytest.raises(Refused):
        create_dispositif(intitule="Le mien")
