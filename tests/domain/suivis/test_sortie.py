"""The end of a suivi: its situation, its class for each funder, the news after, the coming back."""

import datetime as dt
from typing import Any

import pytest

from models.base.command import undo_last
from models.base.errors import Invalid, Refused
from models.nomenclatures.listes import add_valeur
from models.personnes.personne import Personne
from models.suivis.financeur import (
    classements_of,
    financeurs,
    financeurs_of,
    retire_financeur,
    reuse_financeur,
    save_financeur,
    set_regle,
    set_usual_classe,
    usual_classes,
)
from models.suivis.frein import Frein, FreinNiveau
from models.suivis.nouvelle import (
    Etat,
    Rappel,
    correct_nouvelle,
    nouvelles_a_prendre,
    nouvelles_of,
    record_nouvelle,
    remove_nouvelle,
    suites_of,
)
from models.suivis.objectif import Objectif
from models.suivis.programme import save_dispositif
from models.suivis.retour import reprise_of, take_up
from models.suivis.situation import Situation, SituationValeur
from models.suivis.sortie import classes_of, close_suivi, correct_sortie, reopen_suivi
from models.suivis.suivi import Suivi, phases_of_suivi
from tests.conftest import FrozenClock
from tests.domain.suivis.parcours import DAY, a_suivi, begun, days, somebody
from tests.factories import writing

END = DAY + days(60)


def ended(personne: Personne | None = None, motif: str = "cdi", **values: Any) -> Suivi:
    return close_suivi(
        a_suivi(personne), clos_le=END, motif_sortie=f"motif_sortie.{motif}", **values
    )


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"clos_le": DAY - days(1)}, "clos_le"),
        ({"motif_sortie": "frein.logement"}, "motif_sortie"),
        ({"motif_sortie": "motif_sortie.inconnu"}, "motif_sortie"),
        ({"motif_sortie": "motif_sortie.autre"}, "precision_sortie"),
        ({"motif_sortie": "motif_sortie.autre", "precision_sortie": "  "}, "precision_sortie"),
    ],
)
def test_an_end_that_does_not_hold_is_refused(
    base: Any, values: dict[str, Any], field: str
) -> None:
    suivi = a_suivi()
    with pytest.raises(Invalid) as refusal:
        close_suivi(suivi, **{"clos_le": END, "motif_sortie": "motif_sortie.cdi", **values})
    assert refusal.value.field == field
    assert Suivi.get_by_id(suivi.id).clos_le is None


def test_no_phase_begins_after_the_end(base: Any) -> None:
    suivi = a_suivi()
    begun(suivi, (END + days(1), None))
    with pytest.raises(Invalid, match="Mobilisation"):
        close_suivi(suivi, clos_le=END, motif_sortie="motif_sortie.cdi")


def test_an_end_is_corrected_with_the_phase_that_ended_with_it(base: Any) -> None:
    suivi = a_suivi()
    begun(suivi, (DAY, None))
    close_suivi(suivi, clos_le=END, motif_sortie="motif_sortie.cdi")
    with pytest.raises(Refused, match="déjà terminé"):
        close_suivi(suivi, clos_le=END, motif_sortie="motif_sortie.cdi")
    correct_sortie(
        suivi, clos_le=END + days(3), motif_sortie="motif_sortie.autre", precision_sortie="Voyage"
    )
    stored = Suivi.get_by_id(suivi.id)
    assert (stored.clos_le, stored.motif_sortie_id) == (END + days(3), "motif_sortie.autre")
    assert stored.precision_sortie == "Voyage"
    assert phases_of_suivi(suivi.id)[0].fin == END + days(3)


def test_a_suivi_is_reopened_where_it_stood(base: Any) -> None:
    suivi = a_suivi()
    with pytest.raises(Refused, match="déjà en cours"):
        reopen_suivi(suivi)
    begun(suivi, (DAY, None))
    close_suivi(suivi, clos_le=END, motif_sortie="motif_sortie.autre", precision_sortie="Voyage")
    reopen_suivi(suivi)
    stored = Suivi.get_by_id(suivi.id)
    assert (stored.clos_le, stored.motif_sortie_id, stored.precision_sortie) == (None, None, "")
    assert phases_of_suivi(suivi.id)[0].fin is None


def test_what_somebody_came_back_from_is_not_reopened(base: Any) -> None:
    personne = somebody()
    first = ended(personne)
    second = a_suivi(personne, ouvert_le=END + days(5), dispositif=None)
    assert second.precedent_id == first.id
    with pytest.raises(Refused, match="plus récent") as refusal:
        reopen_suivi(first)
    assert refusal.value.names == (personne.nom_affiche,)


def test_the_class_is_that_of_the_list_then_of_each_funder(base: Any) -> None:
    suivi = ended(motif="service_civique")
    assert [one.phrase for one in classes_of(suivi)] == [
        f"{who}\u00a0: Sortie positive"
        for who in ("Liste de la structure", "FSE+", "Politique de la ville", "État", "MLDS")
    ]
    set_regle("fse", "motif_sortie.service_civique", "classe_sortie.autre_sortie")
    assert {one.financeur: one.libelle for one in classes_of(suivi)} == {
        "": "Sortie positive",
        "FSE+": "Autre sortie",
        "Politique de la ville": "Sortie positive",
        "État": "Sortie positive",
        "MLDS": "Sortie positive",
    }
    row = next(c for c in classements_of("fse") if c.motif == "motif_sortie.service_civique")
    assert (row.classe, row.propre) == ("classe_sortie.autre_sortie", True)
    set_regle("fse", "motif_sortie.service_civique", None)
    assert {one.motif: one.classe for one in classements_of("fse")} == usual_classes()


def test_a_suivi_under_way_has_no_class(base: Any) -> None:
    assert classes_of(a_suivi()) == []


def test_a_situation_of_the_structure_waits_for_its_class(base: Any) -> None:
    made = add_valeur("motif_sortie", "Départ en mer")
    suivi = close_suivi(a_suivi(dispositif=None), clos_le=END, motif_sortie=made.id)
    assert [(one.classe, one.libelle) for one in classes_of(suivi)] == [(None, "à classer")]
    set_usual_classe(made.id, "classe_sortie.emploi_transition")
    assert [one.libelle for one in classes_of(suivi)] == ["Emploi de transition"]


@pytest.mark.parametrize(
    ("motif", "classe"),
    [("frein.logement", "classe_sortie.autre_sortie"), ("motif_sortie.cdi", "frein.logement")],
)
def test_a_rule_is_of_both_lists(base: Any, motif: str, classe: str) -> None:
    with pytest.raises(Invalid, match="n’est pas dans la liste"):
        set_regle("fse", motif, classe)


def test_funders_are_made_renamed_and_retired(base: Any) -> None:
    ville = save_financeur(nom="Ville de Limoges", mention="Avec le soutien de la Ville")
    assert ville.id == "ville_de_limoges"
    with pytest.raises(Invalid, match="existe déjà"):
        save_financeur(nom="ville de limoges")
    dispositif = a_suivi().dispositif
    save_dispositif(dispositif, financeurs=["fse", ville.id])
    assert [one.nom for one in financeurs_of(dispositif)] == ["FSE+", "Ville de Limoges"]
    with pytest.raises(Refused, match="Les Ateliers citoyens"):
        retire_financeur(ville)
    save_dispositif(dispositif, financeurs=["fse"])
    retire_financeur(ville)
    assert ville.id not in {one.id for one in financeurs()}
    with pytest.raises(Invalid, match="n’est plus proposé"):
        save_dispositif(dispositif, financeurs=[ville.id])
    reuse_financeur(ville)
    assert ville.id in {one.id for one in financeurs()}


def _etats(suivi: Suivi, day: dt.date) -> list[Etat]:
    return [one.etat for one in suites_of(suivi, day)]


def test_news_are_due_within_four_weeks_and_at_six_months(base: Any) -> None:
    suivi = ended()
    sixth = dt.date(2026, 11, 8)
    assert [(one.des_le, one.pour_le) for one in suites_of(suivi, END)] == [
        (END, END + days(28)),
        (sixth - days(15), sixth),
    ]
    assert _etats(suivi, END) == [Etat.A_FAIRE, Etat.A_VENIR]
    assert _etats(suivi, END + days(28)) == [Etat.A_FAIRE, Etat.A_VENIR]
    assert _etats(suivi, END + days(29)) == [Etat.EN_RETARD, Etat.A_VENIR]
    assert _etats(suivi, sixth - days(15)) == [Etat.EN_RETARD, Etat.A_FAIRE]
    assert suites_of(a_suivi(), END) == []


def test_nobody_is_called_after_a_death(base: Any) -> None:
    suivi = ended(motif="deces")
    assert suites_of(suivi, END) == []
    assert nouvelles_a_prendre(END) == []


def test_three_attempts_make_somebody_out_of_reach(base: Any, frozen_clock: FrozenClock) -> None:
    frozen_clock.set(dt.datetime(2026, 6, 30, 10, tzinfo=dt.UTC))
    suivi = ended()
    for turn in range(3):
        (first, _) = suites_of(suivi, END + days(10))
        assert (first.tentatives, first.etat) == (turn, Etat.A_FAIRE)
        record_nouvelle(suivi, moment=Rappel.QUATRE_SEMAINES, date=END + days(turn), jointe=False)
    (first, second) = suites_of(suivi, END + days(10))
    assert first.phrase == "Injoignable après 3 tentatives"
    assert (second.tentatives, second.etat) == (0, Etat.A_VENIR)
    assert nouvelles_a_prendre(END + days(10)) == []
    remove_nouvelle(nouvelles_of(suivi.id)[0])
    assert [one.tentatives for one in nouvelles_a_prendre(END + days(10))] == [2]


def test_who_was_reached_says_what_she_becomes(base: Any, frozen_clock: FrozenClock) -> None:
    frozen_clock.set(dt.datetime(2026, 6, 30, 10, tzinfo=dt.UTC))
    suivi = ended()
    call = {"moment": Rappel.QUATRE_SEMAINES, "date": END + days(5)}
    for told, field in (
        ({"jointe": True}, "situation"),
        ({"jointe": True, "situation": "motif_sortie.autre"}, "precision"),
        ({"jointe": False, "situation": "motif_sortie.cdi"}, "situation"),
        ({"jointe": False, "date": END - days(1)}, "date"),
        ({"jointe": False, "date": dt.date(2026, 7, 1)}, "date"),
    ):
        with pytest.raises(Invalid) as refusal:
            record_nouvelle(suivi, **{**call, **told})
        assert refusal.value.field == field
    row = record_nouvelle(
        suivi, **call, jointe=True, situation="motif_sortie.emploi_court", amelioree=True
    )
    assert _etats(suivi, END + days(40))[0] is Etat.JOINTE
    correct_nouvelle(row, situation="motif_sortie.cdi")
    assert nouvelles_of(suivi.id)[0].situation_id == "motif_sortie.cdi"
    with pytest.raises(Refused, match="en cours"):
        record_nouvelle(a_suivi(), **call, jointe=False)


def test_news_from_before_a_later_end_are_of_no_account(
    base: Any, frozen_clock: FrozenClock
) -> None:
    frozen_clock.set(dt.datetime(2026, 7, 30, 10, tzinfo=dt.UTC))
    suivi = ended()
    record_nouvelle(
        suivi, moment=Rappel.QUATRE_SEMAINES, date=END + days(2), jointe=True,
        situation="motif_sortie.cdi",
    )  # fmt: skip
    reopen_suivi(suivi)
    close_suivi(suivi, clos_le=END + days(20), motif_sortie="motif_sortie.cdi")
    assert _etats(suivi, END + days(21))[0] is Etat.A_FAIRE


def test_the_calls_of_all_suivis_come_at_once_the_most_pressing_first(base: Any) -> None:
    late, soon = ended(), ended()
    correct_sortie(late, clos_le=DAY + days(1), motif_sortie="motif_sortie.cdi")
    found = nouvelles_a_prendre(END + days(3))
    assert [(one.suivi_id, one.etat) for one in found] == [
        (late.id, Etat.EN_RETARD),
        (soon.id, Etat.A_FAIRE),
    ]
    assert nouvelles_a_prendre(END + days(500)) == []


def _leave_things(suivi: Suivi) -> dict[str, Any]:
    with writing():
        still = Frein(suivi=suivi, valeur="frein.logement", precision="Chez un ami").save()
        FreinNiveau(frein=still, date=DAY, intensite=3, etat="repere").save()
        FreinNiveau(frein=still, date=END, intensite=2, etat="en_travail").save()
        lifted = Frein(suivi=suivi, valeur="frein.mobilite").save()
        FreinNiveau(frein=lifted, date=DAY, intensite=2, etat="repere").save()
        FreinNiveau(frein=lifted, date=END, intensite=0, etat="leve").save()
        goal = Objectif(suivi=suivi, intitule="Avoir un toit", frein=still, fixe_le=DAY).save()
        Objectif(suivi=suivi, intitule="Permis", fixe_le=DAY, atteint_le=END).save()
        Objectif(suivi=suivi, intitule="Chant", fixe_le=DAY, abandonne_le=END).save()
        old = Situation(suivi=suivi, moment="entree", date=DAY).save()
        SituationValeur(situation=old, champ="logement", valeur="logement.sans_abri").save()
        last = Situation(suivi=suivi, moment="sortie", date=END).save()
        SituationValeur(situation=last, champ="logement", valeur="logement.tiers").save()
    return {"frein": still, "objectif": goal}


def test_who_comes_back_starts_from_where_she_left(base: Any) -> None:
    personne = somebody()
    first = a_suivi(personne)
    left = _leave_things(first)
    close_suivi(first, clos_le=END, motif_sortie="motif_sortie.cdi")
    second = a_suivi(personne, ouvert_le=END + days(90))
    reprise = reprise_of(second)
    assert reprise is not None
    assert (reprise.precedent.id, reprise.du) == (first.id, END)
    assert reprise.situation == {"logement": ["logement.tiers"]}
    assert [(one.frein.id, one.niveau and one.niveau.intensite) for one in reprise.freins] == [
        (left["frein"].id, 2)
    ]
    assert [one.intitule for one in reprise.objectifs] == ["Avoir un toit"]
    assert Frein.select().where(Frein.suivi == second.id).count() == 0  # proposed, not copied
    take_up(second, freins=[left["frein"].id], objectifs=[left["objectif"].id])
    (frein,) = Frein.select().where(Frein.suivi == second.id)
    (level,) = FreinNiveau.select().where(FreinNiveau.frein == frein.id)
    assert (frein.valeur_id, frein.precision) == ("frein.logement", "Chez un ami")
    assert (level.date, level.intensite, level.etat) == (second.ouvert_le, 2, "en_travail")
    (goal,) = Objectif.select().where(Objectif.suivi == second.id)
    assert (goal.intitule, goal.fixe_le, goal.frein.id) == (
        "Avoir un toit", second.ouvert_le, frein.id,
    )  # fmt: skip
    assert Frein.select().where(Frein.suivi == first.id).count() == 2
    undo_last()
    assert Frein.select().where(Frein.suivi == second.id).count() == 0


def test_only_what_is_proposed_is_taken_up(base: Any) -> None:
    first = a_suivi()
    with pytest.raises(Refused, match="le premier"):
        take_up(first, freins=[], objectifs=[])
    assert reprise_of(first) is None
    close_suivi(first, clos_le=END, motif_sortie="motif_sortie.cdi")
    second = a_suivi(first.personne, ouvert_le=END)
    with pytest.raises(Refused, match="a changé"):
        take_up(second, freins=["z" * 32], objectifs=[])
