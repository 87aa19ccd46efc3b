"""A register that comes back, an import taken back, what was decided and what is learnt of it."""

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from models.accueil.demande import DemandeInput, demandes_of
from models.accueil.passage import Passage, correct_passage, restore_passage
from models.base import journal
from models.base.errors import Refused
from models.base.progress import Progress
from models.comptes.agent import Agent
from models.comptes.role import Role
from models.echanges.annulation import annulation_of, annuler_importation
from models.echanges.choix import COMMENTAIRE, FICHE, GROUPE, NOUVEAU, Choix
from models.echanges.comprehension.registre import comprendre
from models.echanges.correspondance import Correspondance, learnt
from models.echanges.importation import Importation, ecrire, import_registre, prepared
from models.echanges.retablissement import retablir_importation
from models.nomenclatures.fusion import merge_valeurs
from models.personnes.fusion import Homonymie
from models.personnes.fusionner import fusionner
from models.personnes.personne import Personne, save_personne
from models.personnes.recherche import search_personnes
from models.suivis.suivi import Suivi
from tests.conftest import FrozenClock
from tests.factories import a_passage, a_personne, actor_with

HEADING = "Date;Heure;NOM Prénom;né(e) le;Objet;Durée"
JANUARY = (
    "06/01/2025;9h05;DUFOUR Rachid;12/02/1980;CAF;5'",
    "06/01/2025;9h20;anonyme;;photocopies;",
    "06/01/2025;9h20;anonyme;;photocopies;",
    "07/01/2025;10h00;SARR Awa;;CV;1/4h",
)
FEBRUARY = ("03/02/2025;9h00;DUFOUR Rachid;12/02/1980;impots;10",)


def a_file(folder: Path, *rows: str, name: str = "registre.csv", heading: str = HEADING) -> Path:
    path = folder / name
    path.write_text("\n".join((heading, *rows)), encoding="utf-8")
    return path


def brought(path: Path, **options: Any) -> dict[str, Any]:
    return import_registre(path, **options).as_dict()


def here() -> list[Passage]:
    return list(Passage.select().where(Passage.archived_at.is_null()).order_by(Passage.moment))


def files() -> list[Personne]:
    return list(Personne.select().where(Personne.archived_at.is_null()).order_by(Personne.cle))


# A register that comes back


def test_a_longer_export_of_the_same_register_brings_only_its_new_rows(
    base: Any, tmp_path: Path
) -> None:
    brought(a_file(tmp_path, *JANUARY))
    told = brought(a_file(tmp_path, *FEBRUARY, *reversed(JANUARY), name="mars.csv"))
    assert (told["lignes"], told["passages"], told["deja_repris"]) == (5, 1, 4)
    assert len(here()) == 5
    assert [p.nom_naissance for p in files()] == ["DUFOUR", "SARR"]


def test_dates_and_hours_written_otherwise_are_the_same_row(base: Any, tmp_path: Path) -> None:
    brought(a_file(tmp_path, *JANUARY))
    moved = a_file(
        tmp_path,
        "09:05;2025-01-06;Caf;5 min;dufour rachid;12 février 1980",
        "9 h 20;06/01/25;Photocopies;;Anonyme;",
        "9 h 20;idem;Photocopies;;Anonyme;",
        "10:00;mardi 7 janvier 2025;cv;15;SARR Awa;",
        name="autre.csv",
        heading="Heure;Date;Objet;Durée;NOM Prénom;né(e) le",
    )
    told = brought(moved)
    assert (told["passages"], told["deja_repris"]) == (0, 4)
    assert Importation.select().count() == 1


def test_rows_alike_keep_their_number(base: Any, tmp_path: Path) -> None:
    brought(a_file(tmp_path, *JANUARY))
    told = brought(a_file(tmp_path, *JANUARY, JANUARY[1], name="b.csv"))
    assert (told["passages"], told["deja_repris"]) == (1, 4)
    again = brought(a_file(tmp_path, *JANUARY, JANUARY[1], "", name="c.csv"))
    assert (again["passages"], again["deja_repris"]) == (0, 5)


def test_a_real_difference_is_another_row(base: Any, tmp_path: Path) -> None:
    brought(a_file(tmp_path, *JANUARY))
    told = brought(a_file(tmp_path, *JANUARY, "07/01/2025;10h00;SARR Awa;;RSA;1/4h", name="b.csv"))
    assert (told["passages"], told["deja_repris"], told["modifiees"]) == (1, 4, 0)


def test_a_row_that_changed_is_told_and_left_unless_it_is_asked_for(
    base: Any, tmp_path: Path
) -> None:
    brought(a_file(tmp_path, *JANUARY))
    changed = a_file(tmp_path, *JANUARY[:3], "07/01/2025;10h00;SARR Awa;;RSA;20", name="b.csv")
    left = brought(changed)
    assert (left["passages"], left["deja_repris"], left["modifiees"]) == (0, 3, 1)
    assert "modifiée depuis" in left["ignorees"][0]["raison"]
    taken = brought(changed, modifiees=True)
    assert (taken["passages"], taken["remplacees"]) == (1, 1)
    assert [p.duree_minutes for p in here() if p.heure == dt.time(10)] == [20]
    assert len(here()) == 4
    assert len(files()) == 2


def test_a_changed_row_never_replaces_what_was_corrected_here(base: Any, tmp_path: Path) -> None:
    brought(a_file(tmp_path, *JANUARY))
    mine = next(p for p in here() if p.heure == dt.time(10))
    correct_passage(mine, duree_minutes=45)
    changed = a_file(tmp_path, *JANUARY[:3], "07/01/2025;10h00;SARR Awa;;RSA;20", name="b.csv")
    told = brought(changed, modifiees=True)
    assert (told["passages"], told["remplacees"]) == (0, 0)
    assert "corrigée dans le registre" in told["ignorees"][0]["raison"]
    assert [p.duree_minutes for p in here() if p.heure == dt.time(10)] == [45]


def test_another_desk_may_write_the_same_anonymous_line(base: Any, tmp_path: Path) -> None:
    brought(a_file(tmp_path, *JANUARY))
    other = a_file(
        tmp_path,
        "06/01/2025;9h20;anonyme;;photocopies;",
        "06/01/2025;9h40;anonyme;;CV;",
        "06/01/2025;9h50;LOPEZ Inès;;CAF;",
        "07/01/2025;9h50;anonyme;;CAF;",
        name="annexe.csv",
    )
    told = brought(other)
    assert (told["passages"], told["deja_repris"]) == (4, 0)


def test_a_personne_of_rows_known_already_is_not_made_again(base: Any, tmp_path: Path) -> None:
    """Two bearers of a name: the rows that came before tell which one a new row belongs to."""
    rows = (
        "06/01/2025;9h05;DUFOUR Rachid;12/02/1980;CAF;5",
        "06/01/2025;9h30;DUFOUR Rachid;01/05/1955;CAF;5",
    )
    brought(a_file(tmp_path, *rows))
    told = brought(
        a_file(tmp_path, *rows, "10/01/2025;9h30;DUFOUR Rachid;01/05/1955;RSA;5", name="b.csv")
    )
    assert (told["passages"], told["personnes"]) == (1, 0)


# Taken back


def test_an_import_is_taken_back_whole_and_may_be_made_again(base: Any, tmp_path: Path) -> None:
    path = a_file(tmp_path, *JANUARY)
    brought(path)
    before = journal.Journal.select().count()
    told = annuler_importation(Importation.get())
    assert told.phrase == "4 passages retirés, 2 dossiers archivés"
    assert journal.Journal.select().count() == before + 1
    assert here() == []
    assert files() == []
    assert brought(path)["passages"] == 4
    assert len(files()) == 2


def test_the_search_forgets_the_files_that_are_taken_back(base: Any, tmp_path: Path) -> None:
    brought(a_file(tmp_path, *JANUARY))
    assert search_personnes("sarr")
    annuler_importation(Importation.get())
    assert search_personnes("sarr") == []
    assert search_personnes("s") == []


def test_what_was_touched_since_is_kept_and_told(
    base: Any, tmp_path: Path, frozen_clock: FrozenClock
) -> None:
    brought(a_file(tmp_path, *JANUARY, *FEBRUARY))
    frozen_clock.advance(hours=1)
    corrected, answered, *_ = [p for p in here() if p.personne_id is None]
    correct_passage(corrected, duree_minutes=7)
    asked = [
        DemandeInput(demandes_of(answered.id)[0].thematique_id, reponses=("reponse.impression",))
    ]
    correct_passage(answered, demandes=asked)
    dufour, _sarr = files()
    a_passage(dufour)
    told = annulation_of(Importation.get())
    assert annuler_importation(Importation.get()) == told
    assert (told.passages, told.passages_gardes) == (3, 2)
    assert (told.personnes, told.personnes_gardees) == (1, 1)
    assert [p.id for p in files()] == [dufour.id]
    assert {p.id for p in here()} >= {corrected.id, answered.id}


@pytest.mark.parametrize("touch", ["fait", "suivi"])
def test_a_file_that_serves_since_stays(base: Any, tmp_path: Path, touch: str) -> None:
    brought(a_file(tmp_path, *JANUARY))
    _dufour, sarr = files()
    if touch == "fait":
        save_personne(sarr, commune="Limoges")
    else:
        from models.suivis.suivi import open_suivi

        agent = Agent.get(Agent.identifiant.is_null(False))
        open_suivi(personne=sarr, dispositif=None, referent=agent.id)
        assert Suivi.select().count() == 1
    told = annuler_importation(Importation.get())
    assert (told.passages, told.personnes, told.personnes_gardees) == (4, 1, 1)
    assert [p.id for p in files()] == [sarr.id]


def test_taking_back_a_replacement_restores_what_was_replaced(base: Any, tmp_path: Path) -> None:
    brought(a_file(tmp_path, *JANUARY))
    changed = a_file(tmp_path, *JANUARY[:3], "07/01/2025;10h00;SARR Awa;;RSA;20", name="b.csv")
    brought(changed, modifiees=True)
    second = Importation.get(Importation.fichier == "b.csv")
    told = annuler_importation(second)
    assert (told.passages, told.retablis) == (1, 1)
    assert [p.duree_minutes for p in here() if p.heure == dt.time(10)] == [15]


def test_it_is_taken_back_once_and_not_by_anybody(base: Any, tmp_path: Path) -> None:
    brought(a_file(tmp_path, *JANUARY))
    base.actor, mine = actor_with(Role.REFERENT), base.actor
    with pytest.raises(Refused):
        annuler_importation(Importation.get())
    base.actor = mine
    annuler_importation(Importation.get())
    with pytest.raises(Refused, match="déjà été annulée"):
        annuler_importation(Importation.get())


# Wanted after all


def everything() -> dict[str, Any]:
    """All that is counted, row by row."""
    return {
        "passages": [(p.id, p.version, p.personne_id, p.duree_minutes) for p in here()],
        "personnes": [(p.id, p.version, p.telephone, p.commune) for p in files()],
    }


def test_an_import_put_back_is_as_it_was_and_found_again(base: Any, tmp_path: Path) -> None:
    brought(a_file(tmp_path, *JANUARY))
    before, asked = everything(), journal.Journal.select().count()
    for _ in range(2):  # as often as one likes, each time whole
        told = annuler_importation(Importation.get())
        assert (told.passages, told.personnes, here()) == (4, 2, [])
        done = retablir_importation(Importation.get())
        assert done.phrase == "4 passages rétablis, 2 dossiers rétablis"
        assert everything() == before
    assert journal.Journal.select().count() == asked + 4
    assert [f.nom for f in search_personnes("sarr")] == ["SARR Awa"]
    with pytest.raises(Refused, match="déjà été repris"):
        brought(a_file(tmp_path, *JANUARY))


def test_put_back_what_was_kept_stays_as_it_was_corrected(
    base: Any, tmp_path: Path, frozen_clock: FrozenClock
) -> None:
    brought(a_file(tmp_path, *JANUARY))
    frozen_clock.advance(hours=1)
    corrected = next(p for p in here() if p.personne_id is None)
    correct_passage(corrected, duree_minutes=7)
    before = everything()
    annuler_importation(Importation.get())
    restored = next(p for p in Passage.select().where(Passage.archived_at.is_null(False)))
    restore_passage(restored.id)  # one came back by hand meanwhile
    assert retablir_importation(Importation.get()).passages == 2
    assert {row[0] for row in everything()["passages"]} == {row[0] for row in before["passages"]}
    assert everything()["personnes"] == before["personnes"]
    assert [p.duree_minutes for p in here() if p.id == corrected.id] == [7]


def test_put_back_a_replacement_takes_its_place_again(base: Any, tmp_path: Path) -> None:
    brought(a_file(tmp_path, *JANUARY))
    changed = a_file(tmp_path, *JANUARY[:3], "07/01/2025;10h00;SARR Awa;;RSA;20", name="b.csv")
    brought(changed, modifiees=True)
    before, second = everything(), Importation.get(Importation.fichier == "b.csv")
    annuler_importation(second)
    assert retablir_importation(second).passages == 1
    assert everything() == before
    annuler_importation(second)
    old = next(p for p in here() if p.heure == dt.time(10))
    correct_passage(old, duree_minutes=33)
    with pytest.raises(Refused, match="corrigé depuis"):
        retablir_importation(second)
    assert [p.duree_minutes for p in here() if p.heure == dt.time(10)] == [33]


def test_brought_in_again_meanwhile_it_is_not_put_back_beside_itself(
    base: Any, tmp_path: Path, frozen_clock: FrozenClock
) -> None:
    brought(a_file(tmp_path, *JANUARY))
    first = Importation.get()
    with pytest.raises(Refused, match="est en place"):
        retablir_importation(first)
    annuler_importation(first)
    frozen_clock.advance(hours=1)
    brought(a_file(tmp_path, *JANUARY, *FEBRUARY, name="mars.csv"))
    before = everything()
    with pytest.raises(Refused, match="reprises depuis"):
        retablir_importation(first)
    assert everything() == before
    base.actor, mine = actor_with(Role.REFERENT), base.actor
    with pytest.raises(Refused):
        retablir_importation(first)
    base.actor = mine


# Files that were merged since the import was prepared


def test_what_was_prepared_before_a_merge_is_written_after_it(base: Any, tmp_path: Path) -> None:
    known = a_personne(nom_naissance="Sarr", prenom="Awa")
    other = a_personne(nom_naissance="Sarre", prenom="Hawa", date_naissance=dt.date(1990, 5, 1),
                       precision_naissance="jour")  # fmt: skip
    ready = prepared(comprendre(a_file(tmp_path, *JANUARY)), Choix())
    fusionner(other, known, {})
    ecrire(ready, Progress())
    hers = [p for p in here() if p.heure == dt.time(10)]
    assert [p.personne_id for p in hers] == [other.id]
    assert [p.age for p in hers] == [34], "son âge est celui du dossier gardé"
    assert Passage.select().where(Passage.personne == known.id).count() == 0


def test_what_was_decided_before_a_merge_follows_it(base: Any, tmp_path: Path) -> None:
    known, other = a_personne(nom_naissance="Sar", prenom="Awa"), a_personne(prenom="Hawa")
    path = a_file(tmp_path, *JANUARY)
    groupe = next(g for g in prepared(comprendre(path), Choix()).groupes if g.prenom == "Awa")
    decided = Choix(personnes={groupe.cle: FICHE + known.id})
    fusionner(other, known, {})
    assert brought(path, choix=decided)["personnes_retrouvees"] == 1
    assert [p.personne_id for p in here() if p.heure == dt.time(10)] == [other.id]


# What was decided


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


# Days to come


def test_a_day_to_come_is_told_and_another_is_proposed(
    base: Any, tmp_path: Path, frozen_clock: FrozenClock
) -> None:
    rows = [f"0{day}/01/2025;9h;anonyme;;CAF;" for day in range(2, 9)]
    path = a_file(tmp_path, *rows, "09/01/2052;9h;SARR Awa;;CV;", "idem;10h;SARR Awa;;CV;")
    told = brought(path)
    assert told["passages"] == 9
    assert any("dans l’avenir, 09/01/2052" in w for w in told["avertissements"])
    assert [p.jour for p in here()[-2:]] == [dt.date(2025, 1, 9)] * 2
    assert "Date écrite\u00a0: 09/01/2052" in here()[-1].commentaire


def test_a_day_to_come_is_what_is_decided_of_it(base: Any, tmp_path: Path) -> None:
    rows = [f"0{day}/01/2025;9h;anonyme;;CAF;" for day in range(2, 9)]
    path = a_file(tmp_path, *rows, "09/01/2052;9h;SARR Awa;;CV;")
    moved = comprendre(path, choix=Choix(jours={("", 9): dt.date(2025, 1, 8)}))
    assert moved.lignes[-1].jour == dt.date(2025, 1, 8)
    assert moved.lignes[-1].avertissements == ()
    left = comprendre(path, choix=Choix(jours={("", 9): None}))
    assert len(left.lignes) == 7
    assert "date est à corriger" in left.ignorees[0].raison


def test_choices_are_kept_as_a_draft_and_come_back(base: Any) -> None:
    from models.echanges.choix import as_json, from_json

    choix = Choix(
        genre="registre",
        feuilles={"Mars": False},
        colonnes={("Mars", 3): "objet"},
        valeurs={("lieu", "annexe"): "x"},
        personnes={"a": NOUVEAU},
        jours={("Mars", 4): dt.date(2025, 3, 4), ("Mars", 5): None},
        modifiees=True,
    )
    assert from_json(as_json(choix), learnt()) == choix
    assert replace(choix, titres={"a": "b"}).titres == {"a": "b"}
