"""What comes back of a carnet: once, twice, corrected since, beside what was done here."""

import datetime as dt
from typing import Any

import pytest

from models.accueil.anonyme import AnonymeConnu, rattacher_anonyme
from models.accueil.carnet import Carnet
from models.accueil.demande import DemandeInput, DemandeReponse, demandes_of, reponses_of
from models.accueil.effectif import Effectif
from models.accueil.message import Message
from models.accueil.passage import Passage, archive_passage, correct_passage
from models.accueil.saisie import Visiteur, correct_visit
from models.base import clock
from models.base.command import undo_last
from models.base.errors import Refused
from models.base.progress import Cancelled, Progress
from models.echanges.carnet.apercu import Decisions
from models.echanges.carnet.rentrer import Rentree, annuler_rentree, derniere_rentree, rentrer
from models.nomenclatures.valeur import Valeur
from models.personnes.fusion import Fusion
from models.personnes.personne import Personne, save_personne
from models.personnes.recherche import search_personnes
from tests.conftest import FrozenClock
from tests.domain.echanges.carnet.route import (
    CAF,
    CNI,
    JOUR,
    Route,
    newcomer,
    refused,
    register,
    visit,
)
from tests.factories import a_personne, writing

FATOU = {"prenom": "Fatou", "nom_naissance": "Sow", "date_naissance": dt.date(1984, 6, 2)}


def test_passages_come_back_as_they_were_written_on_the_road(
    route: Route, frozen_clock: FrozenClock
) -> None:
    route.emporter()
    with route.en_tournee():
        written = visit(CNI, CAF, qui=newcomer(), commentaire="Revient jeudi")
        alone = visit(heure="11:40")
    frozen_clock.advance(hours=3)
    done = route.rentrer()
    assert (done.passages, done.dossiers) == (2, 1)
    back = Passage.get_by_id(written.id)
    for name in ("moment", "jour", "heure", "created_at", "created_by", "commentaire", "age"):
        assert getattr(back, name) == getattr(written, name), name
    assert back.personne.nom_affiche == "N’DIAYE Aïcha"
    assert [found.nom for found in search_personnes("ndiaye")] == ["N’DIAYE Aïcha"]
    assert [one.thematique_id for one in demandes_of(back.id)] == [CNI, CAF]
    assert reponses_of(demandes_of(back.id)[0].id) == ("reponse.information",)
    assert Passage.get_by_id(alone.id).personne_id is None
    carnet = Carnet.get()
    assert (carnet.etat, carnet.passages, carnet.rentre_le) == ("Rentré", 2, clock.now())


def test_brought_back_twice_nothing_is_written_twice(route: Route) -> None:
    route.emporter()
    with route.en_tournee():
        visit(qui=newcomer())
    route.rentrer()
    before = register()
    seen = route.apercu()
    assert (seen.is_empty, seen.connus, seen.corriges) == (True, 1, ())
    assert route.rentrer().texte == "0\u00a0passage"
    assert register() == before
    assert Carnet.get().passages == 1


def test_after_more_entries_only_what_is_new_comes_back(route: Route) -> None:
    route.emporter()
    with route.en_tournee():
        first = visit(qui=newcomer())
    route.rentrer()
    with route.en_tournee():
        visit(CAF, qui=Visiteur(personne_id=first.personne_id), heure="13:00")
    seen = route.apercu()
    assert (len(seen.nouveaux), seen.connus, seen.dossiers) == (1, 1, ())
    assert route.rentrer().passages == 1
    assert (Passage.select().count(), Personne.select().count()) == (2, 1)
    assert Carnet.get().passages == 2


def test_what_was_corrected_on_the_road_since_is_told_and_left(route: Route) -> None:
    route.emporter()
    with route.en_tournee():
        moved, asked = visit(heure="09:00"), visit(heure="09:30")
        visit(heure="10:00")
    route.rentrer()
    with route.en_tournee():
        correct_passage(Passage.get_by_id(moved.id), duree_minutes=25)
        correct_visit(Passage.get_by_id(asked.id), Visiteur(), demandes=[DemandeInput(CAF)],
                      jour=JOUR, heure=dt.time(9, 30))  # fmt: skip
    before = register()
    seen = route.apercu()
    assert {one.id for one in seen.corriges} == {moved.id, asked.id}
    assert (seen.differents, seen.is_empty, seen.connus) == ((), True, 3)
    route.rentrer()
    assert register() == before


def test_what_was_corrected_here_since_is_not_said_to_be_of_the_road(route: Route) -> None:
    route.emporter()
    with route.en_tournee():
        one = visit()
    route.rentrer()
    correct_passage(Passage.get_by_id(one.id), duree_minutes=40)
    seen = route.apercu()
    assert ([d.id for d in seen.differents], seen.corriges) == ([one.id], ())


def test_what_was_archived_on_the_road_does_not_come_back(route: Route) -> None:
    route.emporter()
    with route.en_tournee():
        archive_passage(visit())
        visit(heure="11:00")
    assert len(route.apercu().nouveaux) == 1
    assert route.rentrer().passages == 1


def test_somebody_who_came_here_too_that_day_is_told(route: Route) -> None:
    fatou = a_personne(**FATOU)
    visit(CAF, qui=Visiteur(personne_id=fatou.id), heure="09:10", jour=JOUR - dt.timedelta(1))
    route.emporter(mois=3)
    visit(CAF, qui=Visiteur(personne_id=fatou.id), heure="09:10")
    with route.en_tournee():
        kept = visit(qui=Visiteur(personne_id=fatou.id), heure="10:00")
        visit(heure="10:30")
    seen = route.apercu()
    assert [(d.ligne.id, d.ligne.qui) for d in seen.doublons] == [(kept.id, "SOW Fatou")]
    assert seen.doublons[0].ici.startswith("09:10 ")
    assert rentrer(seen, Decisions(laisses=frozenset({kept.id}))).passages == 1
    assert Passage.get_or_none(Passage.id == kept.id) is None
    assert [one.id for one in route.apercu().nouveaux] == [kept.id], "laissé, non perdu"


def test_a_newcomer_near_a_known_file_is_that_file_when_it_is_said(route: Route) -> None:
    fatou = a_personne(**FATOU)
    route.emporter()
    with route.en_tournee():
        met = visit(qui=newcomer("Fatou", "Sow", telephone="0612345678"))
    seen = route.apercu()
    assert [p.nom for p in seen.proches] == ["SOW Fatou"]
    assert [c.id for c in seen.proches[0].candidats] == [fatou.id]
    assert seen.proches[0].propose is None, "sans naissance, un homonyme reste un homonyme"
    done = rentrer(seen, Decisions(meme={seen.proches[0].id: fatou.id}))
    assert (done.dossiers, done.rattaches) == (0, 1)
    back = Passage.get_by_id(met.id)
    assert (back.personne_id, back.age, Personne.select().count()) == (fatou.id, 41, 1)
    assert Personne.get_by_id(fatou.id).telephone == "+33612345678"
    with route.en_tournee():
        visit(CAF, qui=Visiteur(personne_id=met.personne_id), heure="13:10")
    again = route.apercu()
    assert (again.proches, again.dossiers) == ((), ())
    route.rentrer()
    assert {one.personne_id for one in Passage.select()} == {fatou.id}


def test_the_same_name_and_year_of_birth_is_proposed(route: Route) -> None:
    fatou = a_personne(**FATOU)
    route.emporter()
    with route.en_tournee():
        visit(qui=newcomer("Fatou", "Sow", date_naissance=dt.date(1984, 1, 1),
                           precision_naissance="annee"))  # fmt: skip
    assert route.apercu().proches[0].propose == fatou.id
    assert route.rentrer().dossiers == 1, "proposé n’est pas décidé"


def test_a_known_file_gains_what_was_learnt_and_loses_nothing(route: Route) -> None:
    fatou = a_personne(**FATOU, courriel="fatou@exemple.fr")
    visit(qui=Visiteur(personne_id=fatou.id))
    route.emporter(mois=3)
    with route.en_tournee():
        save_personne(
            Personne.get_by_id(fatou.id), telephone="0612345678", courriel="autre@x.fr",
            alerte="Chien", prenom="Fatoumata",
        )  # fmt: skip
    seen = route.apercu()
    assert [(c.nom, set(c.valeurs), c.autres) for c in seen.complements] == [
        ("SOW Fatou", {"alerte", "telephone"}, ("Prénom", "Courriel"))
    ]
    route.rentrer()
    now = Personne.get_by_id(fatou.id)
    assert (now.telephone, now.courriel) == ("+33612345678", "fatou@exemple.fr")
    assert (now.prenom, now.alerte) == ("Fatou", "Chien")
    assert (now.date_naissance, now.precision_naissance) == (dt.date(1984, 6, 2), "jour")


def test_a_file_merged_here_meanwhile_receives_her_passages(route: Route) -> None:
    first, second = a_personne(**FATOU), a_personne(**{**FATOU, "prenom": "Fatoumata"})
    visit(qui=Visiteur(personne_id=first.id))
    route.emporter(mois=3)
    with writing():
        Fusion(gardee=second, absorbee=first, faite_le=clock.now()).save()
        first.archived_at = clock.now()
        first.save()
    with route.en_tournee():
        met = visit(qui=Visiteur(personne_id=first.id), heure="13:20")
    route.rentrer()
    assert Passage.get_by_id(met.id).personne_id == second.id


def test_a_file_erased_here_meanwhile_is_not_made_again(route: Route) -> None:
    erased = a_personne(**FATOU)
    seen = visit(qui=Visiteur(personne_id=erased.id))
    route.emporter(mois=3)
    with writing():
        passage = Passage.get_by_id(seen.id)
        passage.personne = None
        passage.save()
        Personne.get_by_id(erased.id).remove()
    with route.en_tournee():
        met = visit(qui=Visiteur(personne_id=erased.id), heure="13:20")
    assert route.apercu().effaces == 1
    route.rentrer()
    back = Passage.get_by_id(met.id)
    assert (back.personne_id, back.identification_id) == (None, "identification.non_identifiee")
    assert Personne.select().count() == 0


def test_the_same_nickname_is_the_same_visitor(route: Route) -> None:
    with writing():
        known = AnonymeConnu(repere="Monsieur au chien").save()
    route.emporter()
    with route.en_tournee():
        with writing():
            there = AnonymeConnu(repere="monsieur au chien").save()
            other = AnonymeConnu(repere="Carte 12").save()
        one = visit(qui=Visiteur(anonyme_id=there.id))
        two = visit(qui=Visiteur(anonyme_id=other.id), heure="12:00")
    route.rentrer()
    assert Passage.get_by_id(one.id).anonyme.id == known.id
    assert Passage.get_by_id(two.id).anonyme.repere == "Carte 12"
    assert AnonymeConnu.select().count() == 2


def test_an_anonymous_visitor_named_here_meanwhile_is_counted_by_her_file(route: Route) -> None:
    with writing():
        known = AnonymeConnu(repere="Monsieur au chien").save()
    visit(qui=Visiteur(anonyme_id=known.id))
    route.emporter(mois=3)
    rattacher_anonyme(AnonymeConnu.get_by_id(known.id), a_personne(**FATOU))
    with route.en_tournee():
        one = visit(qui=Visiteur(anonyme_id=known.id), heure="12:00")
    route.rentrer()
    back = Passage.get_by_id(one.id)
    assert (back.personne.prenom, back.anonyme, back.age) == ("Fatou", None, 41)
    assert route.apercu().corriges == ()


def test_a_value_replaced_here_meanwhile_is_the_new_one(route: Route) -> None:
    route.emporter()
    with writing():
        retired = Valeur.get_by_id("reponse.information")
        retired.remplace_par, retired.actif = "reponse.ecoute", False
        retired.save()
    with route.en_tournee():
        one = visit(CNI)
        with writing():
            DemandeReponse(demande=demandes_of(one.id)[0], reponse="reponse.ecoute").save()
    route.rentrer()
    assert reponses_of(demandes_of(one.id)[0].id) == ("reponse.ecoute",)
    assert route.apercu().is_empty
    assert route.apercu().corriges == ()


def test_counts_of_two_values_that_became_one_add_up(route: Route) -> None:
    bands = [v.id for v in Valeur.select().where(Valeur.nomenclature == "tranche_age").limit(2)]
    route.emporter()
    with writing():
        first = Valeur.get_by_id(bands[0])
        first.remplace_par = bands[1]
        first.save()
    with route.en_tournee():
        one = visit()
        with writing():
            for valeur, nombre in zip(bands, (2, 3), strict=True):
                Effectif(passage=one.id, valeur=valeur, nombre=nombre).save()
    route.rentrer()
    assert [(e.valeur_id, e.nombre) for e in Effectif.select()] == [(bands[1], 5)]


def test_a_message_left_on_the_road_comes_back_once(route: Route) -> None:
    route.emporter()
    with route.en_tournee(), writing():
        Message(texte="Rappeler Mme Sow", correspondant="Mme Sow").save()
    assert route.apercu().faits == 1
    route.rentrer()
    route.rentrer()
    assert [m.texte for m in Message.select()] == ["Rappeler Mme Sow"]


def test_undone_it_is_as_if_it_had_not_come_back(route: Route) -> None:
    route.emporter()
    with route.en_tournee():
        visit(qui=newcomer())
        visit(heure="11:00")
    before = register()
    route.rentrer()
    visit(heure="12:00")
    undone = annuler_rentree(Carnet.get().id)
    assert (undone.passages, undone.dossiers) == (2, 1)
    assert len(register()["passages"]) == 1
    assert register()["personnes"] == before["personnes"]
    assert Carnet.get().etat == "Emporté"
    assert derniere_rentree(Carnet.get().id) is None
    assert route.rentrer().passages == 2, "il se rentre à nouveau"


def test_ctrl_z_undoes_it_too(route: Route) -> None:
    route.emporter()
    with route.en_tournee():
        visit()
    route.rentrer()
    assert undo_last() == "Carnet rentré"
    assert Passage.select().count() == 0


def test_not_undone_once_a_passage_of_it_was_corrected(route: Route) -> None:
    route.emporter()
    with route.en_tournee():
        one = visit()
    route.rentrer()
    correct_passage(Passage.get_by_id(one.id), duree_minutes=10)
    assert "modifié depuis" in refused(lambda: annuler_rentree(Carnet.get().id))


def test_cancelled_in_the_middle_nothing_is_written(route: Route) -> None:
    route.emporter()
    with route.en_tournee():
        for minute in range(40):
            visit(heure=f"10:{minute:02}")
    progress = Progress(lambda done, total: progress.cancel() if done else None)
    before = register()
    with pytest.raises(Cancelled):
        rentrer(route.apercu(), Decisions(), progress=progress)
    assert register() == before
    assert Carnet.get().etat == "Emporté"


def test_two_desks_do_not_bring_it_back_twice(route: Route) -> None:
    route.emporter()
    with route.en_tournee():
        visit()
    late = route.apercu()
    route.rentrer()
    with pytest.raises(Refused, match="vient d’être rentré sur un autre poste"):
        rentrer(late, Decisions())


def test_a_base_restored_from_before_the_departure_takes_it_back(route: Route) -> None:
    route.emporter()
    with writing():
        Carnet.get().remove()
    with route.en_tournee():
        visit()
    assert route.rentrer().passages == 1
    carnet = Carnet.get()
    assert (carnet.intitule, carnet.jour, carnet.etat) == ("Marché de Beaubreuil", JOUR, "Rentré")


def test_a_clock_set_back_on_the_road_changes_nothing(
    route: Route, frozen_clock: FrozenClock
) -> None:
    route.emporter()
    home = frozen_clock.instant
    frozen_clock.advance(days=-400)
    with route.en_tournee():
        one = visit(jour=clock.today())
    frozen_clock.set(home)
    assert route.rentrer().passages == 1
    assert Passage.get_by_id(one.id).jour == JOUR - dt.timedelta(400)


def test_figures_are_said_in_french() -> None:
    said: list[Any] = [Rentree(1, 1).texte, Rentree(12, 3, 2).texte]
    assert said == [
        "1\u00a0passage, 1\u00a0nouveau dossier",
        "12\u00a0passages, 3\u00a0nouveaux dossiers, 2\u00a0rattachés",
    ]
