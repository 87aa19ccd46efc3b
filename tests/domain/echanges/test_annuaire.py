"""A list of people without passages: told by its columns, files made and completed."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from models.accueil.passage import Passage
from models.echanges.annulation import annuler_importation
from models.echanges.choix import NOUVEAU, Choix
from models.echanges.comprehension.registre import comprendre
from models.echanges.importation import Importation, import_registre, prepared
from models.nomenclatures.quartier import Quartier, save_quartier, save_voie
from models.personnes.personne import Personne, PersonneCritere, criteres_of
from models.personnes.recherche import search_personnes
from tests.domain.echanges.fabrique import write_xlsx
from tests.factories import a_personne

HEADING = [
    "Nom", "Prénom", "Nom de jeune fille", "Sexe", "Date de naissance", "Portable", "Fixe", "Mail",
    "Adresse", "CP", "Ville", "Quartier", "QPV", "Date d'adhésion", "Remarque",
]  # fmt: skip
ROWS: list[list[Any]] = [
    ["Diallo", "Mamadou", "", "H", dt.date(2007, 3, 12), "06 12 34 56 78", "05 55 01 02 03",
     "m.diallo@exemple.fr", "3 rue des Lilas", 87000, "Limoges", "Beaubreuil", "x",
     dt.date(2024, 9, 1), "vient à vélo"],
    ["Sarr", "Awa", "Ndiaye", "F", "vers 1980", "", "", "pas de mail", "", "01000", "Bourg", "",
     "", "", ""],
    ["", "", "", "", "", "0612", "", "", "", "", "", "", "", "", ""],
    ["Lopez", "I.", "", "F", "", "", "", "", "", "", "", "", "", "", ""],
]  # fmt: skip


@pytest.fixture
def members(tmp_path: Path) -> Path:
    return write_xlsx(tmp_path / "adherents.xlsx", {"Adhérents": [HEADING, *ROWS]})


def brought(path: Path, **options: Any) -> dict[str, Any]:
    return import_registre(path, **options).as_dict()


def named(nom: str) -> Personne:
    return Personne.get((Personne.nom_naissance == nom) | (Personne.nom_usage == nom))


def test_a_list_of_people_is_told_by_its_columns(members: Path) -> None:
    found = comprendre(members)
    assert found.genre == "personnes"
    fields = dict(found.feuilles[0].titres)
    assert (fields["Mail"], fields["CP"], fields["Ville"]) == ("courriel", "code_postal", "commune")
    assert (fields["Date d'adhésion"], fields["Portable"]) == ("autre", "telephone")


def test_each_of_them_has_a_file_and_no_passage_is_made(base: Any, members: Path) -> None:
    told = brought(members)
    assert (told["genre"], told["passages"], told["personnes"]) == ("personnes", 0, 2)
    assert Passage.select().count() == 0
    he = named("Diallo")
    assert (he.prenom, he.date_naissance, he.sexe_id) == (
        "Mamadou", dt.date(2007, 3, 12), "sexe.homme",
    )  # fmt: skip
    assert (he.telephone, he.telephone_autre) == ("+33612345678", "+33555010203")
    assert (he.courriel, he.adresse) == ("m.diallo@exemple.fr", "3 rue des Lilas")
    assert (he.code_postal, he.commune, he.quartier) == ("87000", "Limoges", "Beaubreuil")
    assert criteres_of(he) == ["critere_public.qpv"]
    she = named("Sarr")
    assert (she.nom_naissance, she.nom_usage) == ("Ndiaye", "Sarr")
    assert (she.code_postal, she.precision_naissance) == ("01000", "estimee")
    assert [one.nom for one in search_personnes("sarr awa")] == ["SARR Awa"]


def test_rows_that_name_nobody_are_told(base: Any, members: Path) -> None:
    reasons = {row["ligne"]: row["raison"] for row in brought(members)["ignorees"]}
    assert reasons.keys() == {4, 5}
    assert "nom incomplet" in reasons[5]


def test_a_file_that_exists_is_completed_and_never_replaced(base: Any, members: Path) -> None:
    known = a_personne(nom_naissance="Diallo", prenom="Mamadou", commune="Panazol")
    told = brought(members)
    assert (told["personnes"], told["personnes_retrouvees"], told["completees"]) == (1, 1, 1)
    he = Personne.get_by_id(known.id)
    assert (he.commune, he.courriel) == ("Panazol", "m.diallo@exemple.fr")
    assert he.date_naissance == dt.date(2007, 3, 12)
    conflict = next(w for w in told["avertissements"] if "Panazol" in w)
    assert "«\u00a0Limoges\u00a0» dans le fichier" in conflict


def test_taking_it_back_takes_back_what_it_completed(base: Any, members: Path) -> None:
    known = a_personne(nom_naissance="Diallo", prenom="Mamadou", commune="Panazol")
    brought(members)
    annuler_importation(Importation.get())
    he = Personne.get_by_id(known.id)
    assert (he.commune, he.courriel, he.date_naissance) == ("Panazol", "", None)
    assert Personne.select().where(Personne.archived_at.is_null()).count() == 1
    assert brought(members)["personnes"] == 1


def test_the_same_person_twice_in_a_list_is_one_file(base: Any, tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_text(
        "Nom;Prénom;Date de naissance;Mail\n"
        "DIALLO;Mamadou;12/03/2007;\n"
        "Diallo;Mamadou;;m@exemple.fr\n",
        encoding="utf-8",
    )
    told = brought(path)
    assert told["personnes"] == 1
    assert Personne.get().courriel == "m@exemple.fr"


def test_homonyms_of_a_list_are_decided_like_any_others(base: Any, members: Path) -> None:
    known = a_personne(nom_naissance="Diallo", prenom="Mamadou")
    ready = prepared(comprendre(members), Choix())
    question = ready.questions()[0]
    told = brought(members, choix=Choix(personnes={question.cle: NOUVEAU}))
    assert told["personnes"] == 2
    assert Personne.get_by_id(known.id).courriel == ""


def test_a_register_is_no_list_and_a_list_may_be_said_to_be_one(base: Any, tmp_path: Path) -> None:
    path = tmp_path / "feuille.csv"
    path.write_text(
        "Date;Nom;Prénom;Téléphone\n06/01/2025;DIALLO;Mamadou;0612345678\n", encoding="utf-8"
    )
    assert comprendre(path).genre == "registre"
    told = brought(path, genre="personnes")
    assert (told["passages"], told["personnes"]) == (0, 1)


@pytest.fixture
def lilas(base: Any) -> Quartier:
    quartier = save_quartier(nom="Les Quatre-Chemins", code="QN08701M", commune="Limoges")
    save_voie(quartier, voie="rue des Lilas")
    return quartier


def at(tmp_path: Path, *rows: list[Any]) -> Path:
    heading = ["Nom", "Prénom", "Adresse", "CP", "Ville", "Quartier", "QPV"]
    return write_xlsx(tmp_path / "adresses.xlsx", {"Adhérents": [heading, *rows]})


def test_an_address_that_is_brought_has_its_quartier(lilas: Quartier, tmp_path: Path) -> None:
    path = at(
        tmp_path,
        ["Sarr", "Awa", "12 rue des Lilas", "87000", "Limoges", "", ""],
        ["Sow", "Ali", "12 rue des Lilas", "87350", "Panazol", "", ""],
        ["Ba", "Fatou", "3 allée des Roses", "87000", "Limoges", "Le Vigenal", "x"],
    )
    brought(path)
    she, other, told = named("Sarr"), named("Sow"), named("Ba")
    assert (she.qpv_id, she.source_qpv_id, she.quartier, she.code_insee) == (
        lilas.id, "source_qpv.calcul", "Les Quatre-Chemins", "87085",
    )  # fmt: skip
    assert criteres_of(she) == ["critere_public.qpv"]
    assert (other.qpv_id, criteres_of(other)) == (None, [])
    # What the file states is no computation: it stays, under its own words.
    assert (told.qpv_id, told.quartier) == (None, "Le Vigenal")
    row = PersonneCritere.get(PersonneCritere.personne == told.id)
    assert (row.critere_id, row.source) == ("critere_public.qpv", "registre")


def test_an_address_given_to_a_file_places_it_and_taken_back_no_more(
    lilas: Quartier, tmp_path: Path
) -> None:
    known = a_personne(nom_naissance="Sarr", prenom="Awa")
    stated = a_personne(nom_naissance="Sow", prenom="Ali", source_qpv="source_qpv.simulateur")
    street = ["12 rue des Lilas", "87000", "Limoges", "", ""]
    brought(at(tmp_path, ["Sarr", "Awa", *street], ["Sow", "Ali", *street]))
    placed = Personne.get_by_id(known.id)
    assert (placed.adresse, placed.qpv_id) == ("12 rue des Lilas", lilas.id)
    assert criteres_of(placed) == ["critere_public.qpv"]
    kept = Personne.get_by_id(stated.id)
    assert (kept.adresse, kept.qpv_id) == ("12 rue des Lilas", None)
    annuler_importation(Importation.get())
    again = Personne.get_by_id(known.id)
    assert (again.adresse, again.qpv_id, again.source_qpv_id) == ("", None, None)
    assert criteres_of(again) == []
