"""The registers of particular desks: France services, espace numérique, accès aux droits."""

import datetime as dt
from pathlib import Path
from typing import Any

from models.echanges.comprehension.compris import LigneComprise
from models.echanges.comprehension.ensemble import RegistreCompris
from models.echanges.comprehension.registre import comprendre
from tests.domain.echanges.fabrique import write_xlsx


def understood(tmp_path: Path, rows: list[list[Any]], name: str = "Feuil1") -> RegistreCompris:
    width = max(map(len, rows))
    padded = [[*row, *[""] * (width - len(row))] for row in rows]
    return comprendre(write_xlsx(tmp_path / "registre.xlsx", {name: padded}))


def codes(line: LigneComprise) -> list[str]:
    return [demande.detail or demande.thematique for demande in line.demandes]


def test_a_france_services(tmp_path: Path) -> None:
    first, second, third = understood(
        tmp_path,
        [
            ["SUIVI DES PASSAGES 2025"],
            ["Date de visite", "Créneau", "Identité usager", "Tranche d'âge", "Genre", "Commune",
             "Partenaire concerné", "Démarche effectuée", "Type d'accompagnement", "Durée",
             "Visite/Appel", "Suite", "Conseiller"],
            [dt.date(2025, 1, 7), "9h00 - 9h25", "Mme LECOMTE", "60-69", "F", "Étain", "CPAM",
             "Carte vitale", "Accompagnement numérique", "", "Visite", "Terminé", "Sonia"],
            ["", "10h", "GARNIER Luc", "30-39 ans", "H", "Buzy", "ANTS", "Permis de conduire",
             "Information", 10, "Appel", "En cours", "Sonia"],
            [dt.date(2025, 1, 8), "", "anonyme", "", "", "", "DGFIP", "", "RDV partenaire", "1h",
             "visite", "Orienté", "Marc"],
        ],
    ).lignes  # fmt: skip
    assert (codes(first), first.demandes[0].operateur) == (["san.carte_vitale"], "cpam")
    assert (first.heure, first.duree, first.resultat) == (dt.time(9), 25, "reglee")
    assert first.naissance is not None
    assert first.naissance.tranche == "60_69"
    assert (codes(second), second.demandes[0].operateur) == (["mob.permis"], "france_titres")
    assert (second.mode, second.resultat) == ("telephone", "en_cours")
    assert (codes(third), third.reponses) == (
        ["arg.declaration_impots"], ("prise_rendez_vous", "orientation")
    )  # fmt: skip


def test_short_and_long_contacts_by_ticks(tmp_path: Path) -> None:
    found = understood(
        tmp_path,
        [
            ["Semaine 12 - du 17 au 21 mars 2025"],
            ["Jour", "Nom", "Court", "Long", "Poste libre", "Imprimante", "Obs"],
            ["Lundi 17", "Ahmed", "x", "", "x", "", ""],
            ["", "Marie T.", "", "x", "", "x", "aide boîte mail"],
            ["Mardi 18", "?", "x", "", "", "x", ""],
        ],
        "Sem 12",
    )
    assert [line.jour for line in found.lignes] == [
        dt.date(2025, 3, 17), dt.date(2025, 3, 17), dt.date(2025, 3, 18)
    ]  # fmt: skip
    assert [codes(line) for line in found.lignes] == [
        ["num.poste_acces"], ["ren.impression"], ["ren.impression"]
    ]  # fmt: skip
    assert [line.commentaire for line in found.lignes] == [
        "Court", "Obs\u00a0: aide boîte mail\nLong", "Court"
    ]  # fmt: skip


def test_an_access_to_rights_desk(tmp_path: Path) -> None:
    first, second = understood(
        tmp_path,
        [
            ["DATE", "LIEU", "ACCUEILLI(E) PAR", "PRENOM", "AGE", "SEXE", "MONOPARENTAL",
             "LIT LE FRANCAIS", "ORDINATEUR", "OPERATEUR", "DEMARCHE"],
            ["06/01/2025", "Centre", "Salariée", "Aïcha", 34, "F", "oui", "non", "non", "CAF",
             "Prime d'activité"],
            ["06/01/2025", "Marché", "Bénévole", "Jean", 67, "H", "non", "oui", "oui", "Impots"],
        ],
    ).lignes  # fmt: skip
    assert first.criteres == ("parent_isole", "difficulte_francais", "sans_ordinateur")
    assert (first.lieu, second.lieu) == ("Centre", "Marché")
    assert first.accueilli_par is not None
    assert first.accueilli_par.genre == "salarie"
    assert first.personne is not None
    assert (first.personne.prenom, first.personne.partielle) == ("Aïcha", True)
    assert second.criteres == ()
    assert codes(second) == ["arg.declaration_impots"]


def test_figures_by_day_are_kept_as_they_are(tmp_path: Path) -> None:
    """Counts of anonymous people are no lengths, no ages: they are told with their heading."""
    found = understood(
        tmp_path,
        [
            ["Local jeunes - septembre 2025"],
            ["Date", "Filles", "Garçons", "Activité"],
            [dt.date(2025, 9, 3), 3, 5, "baby foot"],
            [dt.date(2025, 9, 4), 2, 7, "sortie"],
        ],
        "Sept",
    )
    assert [line.commentaire for line in found.lignes] == [
        "Filles\u00a0: 3\nGarçons\u00a0: 5", "Filles\u00a0: 2\nGarçons\u00a0: 7"
    ]  # fmt: skip
    assert {line.duree for line in found.lignes} == {None}


def test_month_before_day_when_the_column_says_so(tmp_path: Path) -> None:
    found = understood(
        tmp_path,
        [
            ["Date", "Time", "Visitor", "Reason for visit"],
            ["01/13/2025", "09:15 AM", "Smith, John", "Job search"],
            ["02/03/2025", "2:30 PM", "Jane Doe", "Benefits"],
        ],
    )
    assert [line.jour for line in found.lignes] == [dt.date(2025, 1, 13), dt.date(2025, 2, 3)]
    assert found.lignes[1].heure == dt.time(14, 30)
    assert found.lignes[1].personne is not None
    assert found.lignes[1].personne.nom == "Doe"


def test_columns_set_apart_by_empty_ones_under_an_address(tmp_path: Path) -> None:
    found = understood(
        tmp_path,
        [
            ["Association Les Voisins"], ["12 rue des Lilas"], ["Tel : 05 55 00 00 00"],
            ["Année 2025"], [],
            ["", "Date", "", "Nom / Prénom", "", "Problème rencontré", "Ce qu'on a fait"],
            ["", "04-fév", "", "Petit Jean", "", "loyer impayé", "appel bailleur"],
            ["", "", "", "Grand Marie", "", "papiers CAF à remplir", "fait + copie"],
            [], ["", "* colis : voir avec Josette"],
        ],
    )  # fmt: skip
    assert [(line.ligne, line.jour) for line in found.lignes] == [
        (7, dt.date(2025, 2, 4)), (8, dt.date(2025, 2, 4))
    ]  # fmt: skip
    assert [codes(line) for line in found.lignes] == [["log.impaye_loyer"], ["soc.dossier_caf"]]
    assert [row.ligne for row in found.ignorees] == [10]
    assert found.lignes_ecrites == 3


def test_statistics_beside_the_register_make_no_passage(tmp_path: Path) -> None:
    found = understood(
        tmp_path,
        [
            ["Registre janvier 2025", "", "", "", "", "Statistiques"],
            ["Date", "Nom", "Objet", "Durée", "", "Total passages", 2],
            [dt.date(2025, 1, 2), "PETIT Jean", "CAF", "10 min", "", "Hommes", 1],
            ["", "GRAND Marie", "RSA", "1h", "", "Femmes", 1],
            ["", "", "", "", "", "Anonymes", 0],
        ],
    )
    assert [(line.ligne, line.commentaire) for line in found.lignes] == [(3, ""), (4, "")]
    assert [row.ligne for row in found.ignorees] == [5]
    assert any("Total passages" in warning for warning in found.avertissements)


def test_a_date_of_another_year_is_told(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["Date", "Nom Prénom", "Objet"]]
    rows += [[dt.date(2025, 1, day), "PETIT Jean", "CAF"] for day in range(2, 12)]
    rows[4][0] = dt.date(2024, 1, 5)
    found = understood(tmp_path, rows, "Janvier 2025")
    assert found.lignes[3].jour == dt.date(2024, 1, 5)
    assert [w for w in found.avertissements if "ligne 5 (05/01/2024)" in w]


def test_leaving_hours_give_lengths_and_a_whole_name_may_stand_in_one_column(
    tmp_path: Path,
) -> None:
    first, second = understood(
        tmp_path,
        [
            ["Date", "H arrivée", "H départ", "NOM", "Prénom usager", "Objet 1", "Objet 2"],
            ["03/03/2025", 9.3, 10, "DUPONT", "Marie", "CAF", "logement"],
            ["03/03/2025", "9h45", "10h", "DUPONT Marie", "", "cv", ""],
        ],
    ).lignes
    assert (first.duree, second.duree) == (30, 15)
    assert codes(first) == ["soc", "log"]
    assert first.personne is not None
    assert second.personne is not None
    assert (second.personne.nom, second.personne.prenom) == (first.personne.nom, "Marie")
