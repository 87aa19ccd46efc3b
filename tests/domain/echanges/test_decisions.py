"""What is decided of an import, and what is learnt of it."""

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

from models.accueil.demande import demandes_of
from models.accueil.passage import Passage
from models.comptes.agent import Agent
from models.echanges.annulation import annuler_importation
from models.echanges.choix import COMMENTAIRE, FICHE, GROUPE, NOUVEAU, Choix
from models.echanges.comprehension.registre import comprendre
from models.echanges.correspondance import Correspondance, learnt
from models.echanges.importation import Importation, prepared
from models.nomenclatures.fusion import merge_valeurs
from models.personnes.fusion import Homonymie
from models.personnes.fusionner import fusionner
from models.personnes.personne import Personne
from tests.domain.echanges.test_reprise import JANUARY, a_file, brought, files, here
from tests.factories import a_personne


def test_a_column_means_what_is_decided_and_it_is_learnt(base: Any, tmp_path: Path) -> None:
    heading = "Date;Qui;Sujet du jour"
    path = a_file(tmp_path, "06/01/2025;DUFOUR Rachid;CAF", heading=heading)
    choix = Choix(colonnes={("", 2): "autre"})
    told = brought(path, choix=choix)
    assert told["demandes"] == 0
    assert "Sujet du jour\u00a0: CAF" in here()[0].commentaire
    assert learnt().titres == {"sujet du jour": "autre"}
    again = a_file(tmp_path, "07/01/2025;DUFOUR Rachid;CAF", heading=heading, name="b.csv")
    assert brought(again)["demandes"] == 0


def test_a_text_stands_for_what_is_decided_and_it_is_learnt(base: Any, tmp_path: Path) -> None:
    path = a_file(tmp_path, "06/01/2025;9h;DUFOUR Rachid;;zorglub;")
    cible = "thematique.pap.carte_identite"
    brought(path, choix=Choix(valeurs={("thematique", "zorglub"): cible}))
    assert [d.thematique_id for d in demandes_of(here()[0].id)] == [cible]
    brought(a_file(tmp_path, "07/01/2025;9h;DUFOUR Rachid;;Zorglub;", name="b.csv"))
    assert [d.thematique_id for d in demandes_of(here()[1].id)] == [cible]
    assert demandes_of(here()[1].id)[0].objet == "Zorglub"


def test_what_was_learnt_of_a_value_follows_it_where_it_is_merged(
    base: Any, tmp_path: Path
) -> None:
    lost, card = "thematique.pap.perte_papiers", "thematique.pap.carte_identite"
    path = a_file(tmp_path, "06/01/2025;9h;DUFOUR Rachid;;zorglub;")
    brought(path, choix=Choix(valeurs={("thematique", "zorglub"): lost}))
    merge_valeurs(lost, card)
    assert learnt().apprises["thematique", "zorglub"] == card
    brought(a_file(tmp_path, "07/01/2025;9h;DUFOUR Rachid;;Zorglub;", name="b.csv"))
    assert [d.thematique_id for d in demandes_of(here()[1].id)] == [card]


def test_a_text_may_go_to_the_commentaire(base: Any, tmp_path: Path) -> None:
    path = a_file(tmp_path, "06/01/2025;9h;DUFOUR Rachid;;CAF;", "06/01/2025;9h;X;;photocopies;")
    brought(path, choix=Choix(valeurs={("thematique", "caf"): COMMENTAIRE}))
    mine = next(p for p in here() if p.personne_id)
    assert "Objet\u00a0: CAF" in mine.commentaire
    assert demandes_of(mine.id) == []


def test_the_texts_of_a_file_are_told_with_what_they_were_taken_for(
    base: Any, tmp_path: Path
) -> None:
    path = a_file(tmp_path, *JANUARY, "08/01/2025;9h;SARR Awa;;zorglub;5")
    found = {v.cle: v for v in comprendre(path, relever=True).valeurs}
    assert (found["photocopies"].nombre, found["photocopies"].etat) == (2, "sur")
    assert found["zorglub"].etat == "inconnu"
    assert comprendre(path, relever=True).valeurs[0].cle == "zorglub"


def test_who_received_and_where_are_those_that_are_chosen(base: Any, tmp_path: Path) -> None:
    from models.nomenclatures.lieu import Lieu, save_lieu

    lieu = save_lieu(nom="Annexe Nord")
    agent = next(a for a in Agent.select() if a.archived_at is None)
    path = a_file(tmp_path, "06/01/2025;9h;CAF;J.;AN", heading="Date;Heure;Objet;Accueil par;Lieu")
    chosen = {("lieu", "an"): lieu.id, ("accueilli_par", "j"): agent.id}
    brought(path, choix=Choix(valeurs=chosen))
    passage = here()[0]
    assert (passage.lieu_id, passage.accueilli_par_id) == (lieu.id, agent.id)
    assert "AN" not in [one.nom for one in Lieu.select()]


def test_a_sheet_may_be_left_out(tmp_path: Path) -> None:
    path = a_file(tmp_path, *JANUARY)
    found = comprendre(path, choix=Choix(feuilles={"": False}))
    assert found.lignes == ()
    assert found.ignorees[0].raison == "feuille laissée de côté"


def test_two_groups_are_one_and_a_file_is_chosen(base: Any, tmp_path: Path) -> None:
    known = a_personne(nom_naissance="Sar", prenom="Awa", telephone="0612345678")
    rows = ("06/01/2025;9h;SARR Awa;0612345678;CAF", "07/01/2025;9h;SAR Hawa;0612345678;CAF")
    path = a_file(tmp_path, *rows, heading="Date;Heure;NOM Prénom;Tél;Objet")
    ready = prepared(comprendre(path), Choix())
    first, second = ready.questions()
    assert {one.connu for one in first.candidats} >= {True}
    decided = Choix(
        personnes={first.cle: FICHE + known.id, second.cle: GROUPE + first.cle}
        if first.nom == "SARR Awa"
        else {second.cle: FICHE + known.id, first.cle: GROUPE + second.cle}
    )
    told = brought(path, choix=decided)
    assert (told["personnes"], told["personnes_retrouvees"]) == (0, 1)
    assert {p.personne_id for p in here()} == {known.id}


def test_somebody_of_the_same_name_may_be_somebody_else(base: Any, tmp_path: Path) -> None:
    known = a_personne(nom_naissance="Sarr", prenom="Awa")
    path = a_file(tmp_path, *JANUARY)
    ready = prepared(comprendre(path), Choix())
    question = next(q for q in ready.questions() if q.nom == "SARR Awa")
    assert question.propose == FICHE + known.id
    assert question.doute == 1
    told = brought(path, choix=Choix(personnes={question.cle: NOUVEAU}))
    assert told["personnes"] == 2
    assert known.id not in {p.personne_id for p in here()}
    made = Personne.get((Personne.nom_naissance == "SARR") & (Personne.id != known.id))
    assert [{row.personne_id, row.autre_id} for row in Homonymie.select()] == [{made.id, known.id}]
    later = "03/02/2025;9h00;SARR Awa;;impots;10"
    told = brought(a_file(tmp_path, later, name="fevrier.csv"))
    assert (told["personnes"], told["personnes_retrouvees"]) == (0, 1)
    assert Passage.get(Passage.heure == dt.time(9, 0)).personne_id == made.id
    fusionner(known, made, {})
    told = brought(a_file(tmp_path, "05/03/2025;9h30;SARR Awa;;CV;", name="mars.csv"))
    assert Passage.get(Passage.heure == dt.time(9, 30)).personne_id == known.id


def test_what_was_decided_of_somebody_is_proposed_again_and_may_change(
    base: Any, tmp_path: Path
) -> None:
    known = a_personne(nom_naissance="Sar", prenom="Awa")
    path = a_file(tmp_path, *JANUARY)
    groupe = next(g for g in prepared(comprendre(path), Choix()).groupes if g.prenom == "Awa")
    brought(path, choix=Choix(personnes={groupe.cle: FICHE + known.id}))
    again = a_file(tmp_path, "03/02/2025;9h00;SARR Awa;;impots;10", name="fevrier.csv")
    assert not any("sarr" in str(row.texte) for row in Correspondance.select()), (
        "aucun nom en clair"
    )
    ready = prepared(comprendre(again), learnt())
    assert ready.found.met[ready.groupes[0].cle].id == known.id
    told = brought(again, choix=replace(learnt(), personnes={ready.groupes[0].cle: NOUVEAU}))
    assert told["personnes"] == 1


def test_two_spellings_said_to_be_one_are_one_in_the_next_file(base: Any, tmp_path: Path) -> None:
    heading = "Date;Heure;NOM Prénom;Tél;Objet"
    rows = ("06/01/2025;9h;SARR Awa;0612345678;CAF", "07/01/2025;9h;SAR Hawa;0612345678;CAF")
    path = a_file(tmp_path, *rows, heading=heading)
    first, second = prepared(comprendre(path), Choix()).groupes
    brought(path, choix=Choix(personnes={second.cle: GROUPE + first.cle}))
    later = [row.replace("/01/", "/02/") for row in rows]
    told = brought(a_file(tmp_path, *later, heading=heading, name="fevrier.csv"))
    assert (told["passages"], told["personnes"]) == (2, 0)
    assert len({p.personne_id for p in here()}) == 1


def test_an_import_taken_back_forgets_the_files_that_it_told_apart(
    base: Any, tmp_path: Path
) -> None:
    known = a_personne(nom_naissance="Sarr", prenom="Awa")
    path = a_file(tmp_path, *JANUARY)
    question = next(q for q in prepared(comprendre(path), Choix()).questions() if "SARR" in q.nom)
    brought(path, choix=Choix(personnes={question.cle: NOUVEAU}))
    assert annuler_importation(Importation.get()).personnes == 2
    assert [p.id for p in files()] == [known.id]
