"""Registers laid out otherwise: bands of days, dates in pieces, side by side, sticks, two rows."""

import datetime as dt
from pathlib import Path
from typing import Any

from models.echanges.comprehension.compris import LigneComprise
from models.echanges.comprehension.ensemble import RegistreCompris
from models.echanges.comprehension.registre import comprendre
from tests.domain.echanges.fabrique import write_xlsx

Rows = list[list[Any]]


def understood(
    tmp_path: Path, rows: Rows, sheet: str = "Feuil1", file: str = "registre"
) -> RegistreCompris:
    width = max(map(len, rows))
    padded = [[*row, *[""] * (width - len(row))] for row in rows]
    return comprendre(write_xlsx(tmp_path / f"{file}.xlsx", {sheet: padded}))


def days(found: RegistreCompris) -> list[dt.date | None]:
    return [line.jour for line in found.lignes]


def codes(line: LigneComprise) -> list[str]:
    return [demande.detail or demande.thematique for demande in line.demandes]


def test_bands_of_days_without_a_year_under_a_sheet_named_by_its_year(tmp_path: Path) -> None:
    found = understood(
        tmp_path,
        [
            ["Heure", "Qui", "Pour quoi ?", "Combien de temps"],
            ["Lundi 4 mars"], ["9.05", "PETIT Jean", "RSA", "1 heure et quart"],
            ["Mardi 5 mars (vacances)"], ["10H", "une maman", "crèche", "<5'"],
            ["Total semaine 10", "", 2],
            ["AVRIL"], ["Lundi 8"], ["11h", "?", "CV", "entre 30 min et 1h"],
        ],
        "2024",
    )  # fmt: skip
    assert days(found) == [dt.date(2024, 3, 4), dt.date(2024, 3, 5), dt.date(2024, 4, 8)]
    assert [line.duree for line in found.lignes] == [75, 5, 45]
    assert found.ignorees == ()


def test_the_year_the_month_and_the_day_in_columns_of_their_own(tmp_path: Path) -> None:
    found = understood(
        tmp_path,
        [
            ["MAJ le", "12/06/2025"],
            ["ANNÉE", "MOIS", "JOUR", "NOM", "PRÉNOM", "VENU(E) POUR"],
            [2025, 1, 6, "PETIT", "Jean", "RSA"],
            [2025, "févr.", "4", "GRAND", "Marie", "CV"],
            ["", "", "5", "GRAND", "Marie", "CV"],
        ],
    )
    assert days(found) == [dt.date(2025, 1, 6), dt.date(2025, 2, 4), dt.date(2025, 2, 5)]


def test_a_sheet_a_day_named_by_its_day_in_the_file_of_the_month(tmp_path: Path) -> None:
    rows: Rows = [["Lundi 3 mars"], ["De", "À", "Personne", "Problème"]]
    rows += [["9h", "9h20", "PETIT Jean", "loyer impayé"]]
    found = understood(tmp_path, rows, "Lundi 3", "Accueil mars 2025")
    assert days(found) == [dt.date(2025, 3, 3)]
    assert (found.lignes[0].heure, found.lignes[0].duree) == (dt.time(9), 20)


def test_a_school_year_whose_first_date_alone_says_its_year(tmp_path: Path) -> None:
    rows: Rows = [["Venu(e) le", "Personne", "Demande"]]
    rows += [[day, "PETIT Jean", "CV"] for day in ("05.11.2024", "17/12", "7/1", "14/1", "4/3")]
    years = [line.jour.year for line in understood(tmp_path, rows).lignes if line.jour]
    assert years == [2024, 2024, 2025, 2025, 2025]


def test_registers_side_by_side_are_read_one_after_the_other(tmp_path: Path) -> None:
    heading = ["Date", "Nom", "Motif", "Durée"]
    found = understood(
        tmp_path,
        [
            ["JANVIER 2025", "", "", "", "", "FÉVRIER 2025"],
            [*heading, "", *heading],
            ["2", "PETIT Jean", "RSA", "5 mn", "", "3", "GRAND Marie", "CV", "10 mn"],
            ["6", "ROCHE Luc", "APL", "5 mn"],
        ],
    )
    assert days(found) == [dt.date(2025, 1, 2), dt.date(2025, 1, 6), dt.date(2025, 2, 3)]
    assert [codes(line) for line in found.lignes] == [["soc.rsa"], ["log.apl"], ["emp.cv"]]
    assert any("2 registres côte à côte" in warning for warning in found.avertissements)


def test_two_demandes_of_three_columns_each_are_one_passage(tmp_path: Path) -> None:
    found = understood(
        tmp_path,
        [
            ["Date", "Nom", "Demande 1", "", "", "Demande 2", "", ""],
            ["", "", "Thème", "Détail", "Réponse", "Thème", "Détail", "Réponse"],
            ["03/03/2025", "PETIT Jean", "Logement", "APL", "ok", "Santé", "CSS", "rdv pris"],
        ],
    )
    (line,) = found.lignes
    assert [demande.thematique for demande in line.demandes] == ["log", "san"]


def test_two_rows_for_each_passage(tmp_path: Path) -> None:
    found = understood(
        tmp_path,
        [
            ["Date", "Heure", "Nom", "Demande"],
            ["Agent", "Durée", "Téléphone", "Réponse"],
            ["03/03/2025", "9h10", "PETIT Jean", "RSA"],
            ["Léa", "20 min", "0612345678", "dossier rempli"],
            ["04/03/2025", "10h", "GRAND Marie", "CV"],
            ["Léa", "10 min", "", "imprimé"],
        ],
    )
    assert [(line.ligne, line.duree) for line in found.lignes] == [(3, 20), (5, 10)]
    assert found.lignes[0].telephone == "+33612345678"
    assert found.lignes[1].reponses == ("impression",)


def test_sticks_by_day_are_ticks_and_their_number_is_kept(tmp_path: Path) -> None:
    found = understood(
        tmp_path,
        [["Date", "CAF", "Logement", "Total"], ["03/03/2025", "|||", "", 3],
         ["04/03/2025", "||", "IIII", 6], ["05/03/2025", "", "|", 1]],
    )  # fmt: skip
    assert [codes(line) for line in found.lignes] == [["soc"], ["soc", "log"], ["log"]]
    assert "CAF\u00a0: |||" in found.lignes[0].commentaire


def test_totals_and_shares_under_crosses_are_no_crosses_and_no_passages(tmp_path: Path) -> None:
    rows: Rows = [["DATE", "F", "H", "18-25", "CAF", "Santé", "Impôts"]]
    rows += [[dt.date(2024, 4, 2), "x", "", "x", "X", "", ""], ["", "", 1, "", "", "oui", ""]]
    rows += [["", "x", "", "", "", "", "x"]]
    rows += [["TOTAL", 2, 1, 1, 1, 1, 1], ["%", 0.66, 0.33, 0.33, 0.33, 0.33, 0.33]]
    found = understood(tmp_path, rows)
    assert [codes(line) for line in found.lignes] == [
        ["soc"], ["san"], ["arg.declaration_impots"]
    ]  # fmt: skip
    assert [line.sexe for line in found.lignes] == ["femme", "homme", "femme"]


def test_a_band_bears_more_than_its_day_when_no_column_bears_days(tmp_path: Path) -> None:
    found = understood(
        tmp_path,
        [
            ["N°", "Nom / pseudo", "Besoins", "Qui a reçu"],
            ["Lundi 06/10/2025", "", "Agents : Léa, Tom"],
            [1, "Karim B.", "douche ; RSA", "Léa"],
            ["", "Total jour : 1"],
            ["mardi 7 octobre", "fermé le matin"],
            [1, "Anonyme", "colis alimentaire", "Tom"],
        ],
        "Oct 2025",
    )
    assert days(found) == [dt.date(2025, 10, 6), dt.date(2025, 10, 7)]
    assert len(found.lignes[0].demandes) == 2


def test_the_day_of_the_week_beside_the_date_is_no_date(tmp_path: Path) -> None:
    rows: Rows = [["Jour", "Date", "Usager", "Qui", "Demande"]]
    rows += [["Lundi", dt.date(2025, 1, 6), "PETIT Jean", "Léa", "RSA"]]
    rows += [["Mardi", "07/01/25 matin", "?", "Léa", "CV"]] * 3
    first, second, *_others = understood(tmp_path, rows).lignes
    assert (first.jour, second.jour) == (dt.date(2025, 1, 6), dt.date(2025, 1, 7))
    assert first.accueilli_par is not None
    assert (first.commentaire, second.commentaire) == ("", "Date\u00a0: matin")


def test_counts_by_day_are_kept_and_told(tmp_path: Path) -> None:
    rows: Rows = [["Date", "Femmes", "Hommes", "CAF", "Logement", "Emploi", "Total"]]
    rows += [[dt.date(2025, 3, 3), 4, 3, 5, 0, 2, 7], [dt.date(2025, 3, 4), 1, 0, 0, 1, 0, 1]]
    rows += [["TOTAL", 5, 3, 5, 1, 2, 8]]
    found = understood(tmp_path, rows)
    assert [codes(line) for line in found.lignes] == [["soc", "emp"], ["log"]]
    assert [line.sexe for line in found.lignes] == [None, "femme"]
    assert "CAF\u00a0: 5" in found.lignes[0].commentaire
    assert any("chaque ligne compte" in warning for warning in found.avertissements)


def test_a_word_in_one_of_many_columns_is_asked_under_its_heading(tmp_path: Path) -> None:
    rows: Rows = [["Date", "Tps", "CAF", "CPAM", "Impôts", "Logement", "Divers (préciser)"]]
    rows += [["03/03/2025", 5, "", "carte vitale", "", "", ""], ["", 10, "x", "", "", "", "perdu"]]
    rows += [["", 10, "", "", "déclaration", "", ""], ["", 15, "", "", "", "facture EDF", ""]]
    found = understood(tmp_path, rows)
    assert [codes(line) for line in found.lignes] == [
        ["san.carte_vitale"], ["soc"], ["arg.declaration_impots"], ["log.facture_energie"]
    ]  # fmt: skip
    assert (found.lignes[0].demandes[0].operateur, found.comptes["demandes"].lus) == ("cpam", 4)
    assert "Divers (préciser)\u00a0: perdu" in found.lignes[1].commentaire


def test_a_vague_word_beside_a_tick_is_no_demande_of_its_own(tmp_path: Path) -> None:
    rows: Rows = [["Date", "CAF", "CPAM", "Impôts", "Démarche"]]
    rows += [["03/03/2025", "x", "", "", "information"], ["", "", "x", "", "carte vitale"]]
    rows += [["", "", "", "X", "information"]]
    found = understood(tmp_path, rows)
    assert [codes(line) for line in found.lignes] == [
        ["soc"], ["san.carte_vitale"], ["arg.declaration_impots"]
    ]  # fmt: skip


def test_three_rows_of_headings(tmp_path: Path) -> None:
    found = understood(
        tmp_path,
        [
            ["", "", "USAGER", "", "", "VISITE", "", ""],
            ["Date", "Heure", "Identité", "", "Profil", "Motif", "Traitement", "Durée"],
            ["", "", "Nom", "Prénom", "H/F", "Détail", "Réponse", "(mn)"],
            ["03/03/2025", "9h30 env.", "PETIT", "Jean", "H", "RSA", "ok", 10],
        ],
    )
    (line,) = found.lignes
    assert line.personne is not None
    assert (line.personne.nom, line.personne.prenom, line.duree) == ("PETIT", "Jean", 10)
    assert (line.heure, codes(line)) == (dt.time(9, 30), ["soc.rsa"])


def test_no_heading_no_year_and_days_alone_on_their_rows(tmp_path: Path) -> None:
    rows: Rows = [["Cahier de l'accueil"], ["Lundi 3 février"]]
    rows += [[f"{hour}h10", "PETIT Jean", "RSA", "10 min"] for hour in range(9, 13)]
    rows += [["Mardi 4 février"], ["14h", "GRAND Marie", "APL", "5 min"], ["Page 1"]]
    found = understood(tmp_path, rows)
    assert days(found) == [dt.date(2025, 2, 3)] * 4 + [dt.date(2025, 2, 4)]
    assert found.ignorees == ()
    assert any("aucune année" in warning and "2025" in warning for warning in found.avertissements)


def test_a_sheet_named_by_a_month_and_two_figures(tmp_path: Path) -> None:
    rows: Rows = [["date", "usager.e", "dde", "dur"], ["2/9", "PETIT Jean", "CV", "+ de 40 mn"]]
    found = understood(tmp_path, rows, "09-24")
    assert (days(found), found.lignes[0].duree) == ([dt.date(2024, 9, 2)], 40)


def test_several_demandes_on_the_lines_of_one_cell(tmp_path: Path) -> None:
    rows: Rows = [["Submission Date", "Nom", "Demandes"]]
    rows += [["Jan 6, 2025 09:30 AM", "PETIT Jean", "APL\nDALO\nplainte"]]
    (line,) = understood(tmp_path, rows).lignes
    assert (line.jour, line.heure) == (dt.date(2025, 1, 6), dt.time(9, 30))
    assert codes(line) == ["log.apl", "log.dalo", "jus.plainte"]


def test_what_is_carried_over_to_the_next_page_is_no_passage(tmp_path: Path) -> None:
    rows: Rows = [["N°", "Date", "Nom, prénom", "Objet", "Durée (min)"]]
    rows += [[1, "03/06/2024", "PETIT, Jean", "CV", 10], ["", "", "À reporter", "", 10]]
    rows += [["Page 1"], ["", "", "Report", "", "10"], [2, "04/06/2024", "GRAND, Ana", "CV", 5]]
    found = understood(tmp_path, rows)
    assert [line.ligne for line in found.lignes] == [2, 6]
    assert found.ignorees == ()


def test_two_rows_for_each_passage_under_one_heading(tmp_path: Path) -> None:
    rows: Rows = [["Date", "Heure", "Usager", "Demande", "Durée"]]
    for day in range(3, 9):
        rows += [[f"0{day}/03/2025", "9h10", "PETIT Jean", "RSA", "15 min"]]
        rows += [["", "", "0612345678", "transmis à la mairie", ""]]
    found = understood(tmp_path, rows)
    assert [line.ligne for line in found.lignes] == [2, 4, 6, 8, 10, 12]
    assert {line.telephone for line in found.lignes} == {"+33612345678"}
    assert all("transmis à la mairie" in line.commentaire for line in found.lignes)


def test_counts_beside_a_register_are_no_passages(tmp_path: Path) -> None:
    counts: Rows = [["Date", "Nb passages", "CAF", "Logement", "Emploi"]]
    counts += [[dt.date(2025, 3, day), 4, 3, 0, 1] for day in (3, 4, 5)]
    rows: Rows = [["Date", "Usager", "Motif"], [dt.date(2025, 3, 3), "PETIT Jean", "CV"]]
    path = write_xlsx(tmp_path / "r.xlsx", {"Tableau": counts, "Saisie": rows})
    found = comprendre(path)
    assert [line.feuille for line in found.lignes] == ["Saisie"]
    assert [(row.feuille, row.ligne) for row in found.ignorees] == [("Tableau", None)]


def test_figures_and_signatures_under_the_register(tmp_path: Path) -> None:
    rows: Rows = [["Date", "Nom", "Prénom", "Sexe", "Demande", "Minutes"]]
    rows += [["03/03/2025", "PETIT", "Jean", "H", "CV", 10], ["", "", "", "", "TOTAL", 10]]
    rows += [["Nombre d'hommes : 1"], ["Soit", "1 visites"], ["La directrice", "", "Visa"]]
    found = understood(tmp_path, rows)
    assert len(found.lignes) == 1
    assert [(row.ligne, row.raison[:9]) for row in found.ignorees] == [(6, "signature")]
