"""Registers kept otherwise: other columns, other habits, nothing lost."""

import csv
import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from models.echanges.comprehension.compris import LigneComprise
from models.echanges.comprehension.ensemble import RegistreCompris
from models.echanges.comprehension.registre import comprendre
from tests.domain.echanges.fabrique import write_xlsx


def understood(tmp_path: Path, rows: list[list[Any]], name: str = "Feuil1") -> RegistreCompris:
    width = max(map(len, rows))
    padded = [[*row, *[""] * (width - len(row))] for row in rows]
    return comprendre(write_xlsx(tmp_path / "registre 2025.xlsx", {name: padded}))


def codes(line: LigneComprise) -> list[str]:
    return [demande.detail or demande.thematique for demande in line.demandes]


def test_one_sheet_for_the_whole_year_with_other_words(tmp_path: Path) -> None:
    found = understood(
        tmp_path,
        [
            [
                "Jour",
                "Arrivée",
                "Usager",
                "Motif de la visite",
                "Suite donnée",
                "Temps passé (min)",
                "Agent",
            ],
            [
                dt.date(2025, 1, 6),
                "9h05",
                "Nadia BERGER",
                "dossier CSS",
                "orientée vers la CPAM",
                25,
                "Lucie",
            ],
            [
                "lundi 13 janvier",
                "14 h",
                "M. VIDAL Paul",
                "facture EDF",
                "courrier rédigé",
                40,
                "Lucie",
            ],
            ["3 février", "10:15", "anonyme", "Impôts", "Information donnée", 5, "stagiaire"],
            ["", "11", "BERGER nadia", "RSA", "fait", 15, ""],
        ],
    )
    first, second, third, fourth = found.lignes
    assert [line.jour for line in found.lignes] == [
        dt.date(2025, 1, 6), dt.date(2025, 1, 13), dt.date(2025, 2, 3), dt.date(2025, 2, 3)
    ]  # fmt: skip
    assert [line.heure for line in found.lignes] == [
        dt.time(9, 5), dt.time(14), dt.time(10, 15), dt.time(11)
    ]  # fmt: skip
    assert [line.duree for line in found.lignes] == [25, 40, 5, 15]
    assert codes(first) == ["san.css"]
    assert first.orientation == "operateur"
    assert codes(second) == ["log.facture_energie"]
    assert second.reponses == ("ecrivain_public",)
    assert second.personne
    assert second.personne.sexe == "homme"
    assert third.anonyme
    assert third.accueilli_par
    assert third.accueilli_par.genre == "stagiaire"
    assert fourth.personne
    assert (fourth.personne.nom, fourth.personne.prenom) == ("BERGER", "nadia")


def test_two_heading_rows_merged_and_separate_name_columns(tmp_path: Path) -> None:
    found = understood(
        tmp_path,
        [
            ["Maison de quartier des Tilleuls"],
            ["Registre de l'accueil"],
            [],
            ["", "", "Usager", "", "", "", "Demande", "", "Suivi"],
            ["Date", "Heure", "Nom", "Prénom", "Sexe", "Année de naissance", "Thématique",
             "Détail", "Réponse apportée"],
            ["02/03/2025", "9:30", "Roche", "Zélie", "Femme", 85, "Logement", "demande HLM",
             "dossier rempli"],
            ["02/03/2025", "9:50", "", "", "Homme", "", "Santé", "", "orienté CCAS"],
            ["02/03/2025", "10:00", "DE LA TOUR", "Jean-Paul", "H", 1990, "Emploi / Formation",
             "cv", ""],
        ],
    )  # fmt: skip
    first, second, third = found.lignes
    assert first.ligne == 6
    assert first.personne
    assert (first.personne.nom, first.personne.prenom) == ("Roche", "Zélie")
    assert not first.personne.partielle
    assert first.naissance
    assert (first.naissance.annee, first.naissance.precision) == (1985, "annee")
    assert codes(first) == ["log.demande_hlm"]
    assert first.reponses == ("aide_formulaire",)
    assert second.anonyme
    assert second.sexe == "homme"
    assert codes(second) == ["san"]
    assert third.personne
    assert third.personne.nom == "DE LA TOUR"
    assert codes(third) == ["emp.cv"]


def test_ticked_columns(tmp_path: Path) -> None:
    found = understood(
        tmp_path,
        [
            ["Date", "Nom", "H", "F", "-18 ans", "18-25 ans", "26-59 ans", "60 et +", "Physique",
             "Téléphone", "CAF", "Logement", "Emploi", "QPV", "Orientation mission locale"],
            [dt.date(2025, 5, 5), "MARTINEZ Ana", "", "x", "", "x", "", "", "x", "", "x", "", "x",
             "x", ""],
            [dt.date(2025, 5, 5), "", "X", "", "", "", "1", "", "", "x", "", "x", "", "", "x"],
            [dt.date(2025, 5, 6), "?", "", "x", "", "", "", "x", "x", "", "2", "", "", "x", ""],
        ],
    )  # fmt: skip
    first, second, third = found.lignes
    assert first.sexe == "femme"
    assert first.naissance
    assert (first.naissance.age_min, first.naissance.age_max) == (18, 25)
    assert first.mode == "passage_spontane"
    assert {d.thematique for d in first.demandes} == {"soc", "emp"}
    assert first.criteres == ("qpv",)
    assert (second.sexe, second.mode) == ("homme", "telephone")
    assert [d.thematique for d in second.demandes] == ["log"]
    assert second.orientation == "insertion_pro"
    assert third.demandes[0].operateur == "caf"
    assert "CAF\u00a0: 2" in third.commentaire


def test_english_headings(tmp_path: Path) -> None:
    found = understood(
        tmp_path,
        [
            ["Date", "Time", "Name", "Gender", "Phone", "Reason", "Duration", "Notes"],
            [dt.date(2025, 4, 2), dt.time(9, 15), "John Smith", "M", "+44 20 7946 0958",
             "Housing", "10 min", "came with a friend"],
        ],
    )  # fmt: skip
    (line,) = found.lignes
    assert line.sexe == "homme"
    assert line.telephone == "+442079460958"
    assert codes(line) == ["log"]
    assert line.duree == 10
    assert line.commentaire == "Notes\u00a0: came with a friend"


def test_date_and_hour_in_one_column_and_unknown_columns(tmp_path: Path) -> None:
    found = understood(
        tmp_path,
        [
            ["Horodateur", "Nom et prénom", "Votre demande", "Couleur du dossier", ""],
            [
                dt.datetime(2025, 6, 3, 9, 42),
                "LE BIHAN Maëlle",
                "RSA, logement",
                "vert",
                "à revoir",
            ],
            ["03/06/2025 10:05:12", "Colin Bruno", "mutuelle", "bleu", ""],
            ["", "", "pass navigo", "", ""],
        ],
    )
    first, second, third = found.lignes
    assert (first.jour, first.heure) == (dt.date(2025, 6, 3), dt.time(9, 42))
    assert (second.jour, second.heure) == (dt.date(2025, 6, 3), dt.time(10, 5))
    assert codes(first) == ["soc.rsa", "log"]
    assert first.commentaire == "Couleur du dossier\u00a0: vert\nColonne E\u00a0: à revoir"
    assert third.jour == dt.date(2025, 6, 3)
    assert third.jour_source == "vide"


def test_no_heading_at_all(tmp_path: Path) -> None:
    rows = [
        [
            dt.date(2025, 2, 3),
            "9h",
            "BESSON Éric",
            "H",
            "0612345678",
            "carte vitale",
            "10 min",
            "fait",
        ],
        [dt.date(2025, 2, 3), "9h30", "Jacob Houda", "F", "", "CAF", "5 min", "orienté CCAS"],
        [dt.date(2025, 2, 3), "10h", "SCHMITT Paul", "H", "0698765432", "CV", "1/2h", "imprimé"],
        [dt.date(2025, 2, 4), "11h", "Tahri Nour", "F", "", "impots", "20 min", "fait"],
    ]
    found = understood(tmp_path, rows)
    assert len(found.lignes) == 4
    first = found.lignes[0]
    assert (first.jour, first.heure, first.duree) == (dt.date(2025, 2, 3), dt.time(9), 10)
    assert first.personne
    assert first.personne.nom == "BESSON"
    assert codes(first) == ["san.carte_vitale"]
    assert first.telephone == "+33612345678"
    assert found.lignes[3].resultat == "reglee"


def test_a_day_on_a_row_of_its_own_then_only_hours(tmp_path: Path) -> None:
    found = understood(
        tmp_path,
        [
            ["Heure", "Nom Prénom", "Objet"],
            ["Lundi 3 mars 2025"],
            ["9h", "BESSON Éric", "CAF"],
            ["10h", "une dame", "photocopies"],
            [],
            ["Mardi 4 mars 2025"],
            ["9h", "TAHRI Nour", "CV"],
            ["FERMÉ"],
        ],
        "2025",
    )
    assert [(line.jour, line.jour_source) for line in found.lignes] == [
        (dt.date(2025, 3, 3), "titre"), (dt.date(2025, 3, 3), "titre"), (dt.date(2025, 3, 4),
         "titre")
    ]  # fmt: skip
    assert [(row.ligne, row.raison[:17]) for row in found.ignorees] == [(8, "jour sans accueil")]


def test_one_sheet_a_day_named_by_its_date(tmp_path: Path) -> None:
    rows = [["Heure", "Nom", "Demande"], ["9h", "BESSON Éric", "CAF"], ["9h20", "", "CV"]]
    path = write_xlsx(tmp_path / "r.xlsx", {"03-03-2025": rows, "04-03-2025": rows})
    days = [line.jour for line in comprendre(path).lignes]
    assert days == [dt.date(2025, 3, 3)] * 2 + [dt.date(2025, 3, 4)] * 2


def test_day_numbers_and_months_from_the_sheets(tmp_path: Path) -> None:
    rows = [
        ["Jour", "Nom", "Demande"],
        [3, "BESSON Éric", "CAF"],
        ["idem", "", "CV"],
        ["5", "", "RSA"],
    ]
    path = write_xlsx(tmp_path / "accueil 2025.xlsx", {"sept": rows, "Octobre": rows})
    days = [line.jour for line in comprendre(path).lignes]
    assert days[:3] == [dt.date(2025, 9, 3), dt.date(2025, 9, 3), dt.date(2025, 9, 5)]
    assert days[3] == dt.date(2025, 10, 3)


def test_months_as_rows_of_one_sheet_and_the_turn_of_the_year(tmp_path: Path) -> None:
    found = understood(
        tmp_path,
        [
            ["Date", "Nom Prénom", "Objet"],
            ["28/12/2024", "BESSON Éric", "CAF"],
            ["30/12", "TAHRI Nour", "CV"],
            ["3/1", "COLIN Bruno", "RSA"],
            ["FÉVRIER 2025"],
            ["4", "COLIN Bruno", "RSA"],
        ],
        "Registre",
    )
    assert [line.jour for line in found.lignes][:2] == [
        dt.date(2024, 12, 28),
        dt.date(2024, 12, 30),
    ]
    assert found.lignes[2].jour == dt.date(2025, 1, 3)
    assert found.lignes[3].jour == dt.date(2025, 2, 4)


def test_serial_dates_without_format_and_typed_decimals(tmp_path: Path) -> None:
    found = understood(
        tmp_path,
        [
            ["REGISTRE OCTOBRE 2025"],
            ["Date", "Nom Prénom", "Objet", "Tél"],
            [45932, "BESSON Éric", "CAF", 612345678],
            [2.1, "TAHRI Nour", "CV", "6,12"],
            [44471, "COLIN Bruno", "RSA", "33612345678"],
        ],
    )
    days = [line.jour for line in found.lignes]
    assert days == [dt.date(2025, 10, 2), dt.date(2025, 10, 2), dt.date(2025, 10, 3)]
    assert found.lignes[0].telephone == found.lignes[2].telephone == "+33612345678"
    assert "Tél\u00a0: 6,12" in found.lignes[1].commentaire


def test_headings_repeated_subtotals_and_a_second_table(tmp_path: Path) -> None:
    heading = ["Date", "Heure", "Nom Prénom", "Objet", "Durée"]
    found = understood(
        tmp_path,
        [
            heading,
            [dt.date(2025, 1, 6), "9h", "BESSON Éric", "CAF", 10],
            ["Sous-total", "", "", 1, 10],
            heading,
            [dt.date(2025, 2, 3), "9h", "TAHRI Nour", "CV", 20],
            ["", "", "", "Total général", 30],
            [],
            ["Date", "Nom Prénom", "Objet", "Durée", "Heure"],
            [dt.date(2025, 3, 3), "COLIN Bruno", "RSA", 15, "14h"],
        ],
    )
    assert [(line.ligne, line.duree) for line in found.lignes] == [(2, 10), (5, 20), (9, 15)]
    assert found.lignes[2].heure == dt.time(14)
    assert found.ignorees == ()


def test_sheets_that_are_no_register_are_told(tmp_path: Path) -> None:
    path = write_xlsx(
        tmp_path / "r.xlsx",
        {
            "Janvier": [["Date", "Nom", "Objet"], [dt.date(2025, 1, 6), "BESSON Éric", "CAF"]],
            "Bilan": [["Mois", "Passages"], ["Janvier", 12], ["Février", 15]],
            "Listes": [["Thèmes"], ["CAF"], ["Logement"]],
            "Vide": [[""]],
        },
    )
    found = comprendre(path)
    assert len(found.lignes) == 1
    assert [(row.feuille, row.ligne) for row in found.ignorees] == [
        ("Bilan", None), ("Listes", None), ("Vide", None)
    ]  # fmt: skip
    assert all(row.raison for row in found.ignorees)


def test_what_cannot_be_read_is_kept_with_its_heading(tmp_path: Path) -> None:
    found = understood(
        tmp_path,
        [
            ["Date", "Heure", "Nom Prénom", "Sexe", "Né(e) le", "Tél", "Objet", "Réponse", "Durée"],
            [dt.date(2025, 1, 6), "matin", "BESSON Éric", "pas dit", "12/03/2087", "à demander",
             "zorglub",
             "revient demain", "longtemps"],
            ["pluie", "9h", "TAHRI Nour", "F", "1850", "0612345678 / 0555010203", "CAF", "fait",
             10],
        ],
    )  # fmt: skip
    first, second = found.lignes
    for text in ("Heure\u00a0: matin", "Sexe\u00a0: pas dit", "Né(e) le\u00a0: 12/03/2087",
                 "Tél\u00a0: à demander", "Objet\u00a0: zorglub",
                 "Durée\u00a0: longtemps"):  # fmt: skip
        assert text in first.commentaire
    assert "revient demain" in first.commentaire
    assert first.naissance is None
    assert any("impossible" in warning for warning in first.avertissements)
    assert codes(first) == ["ren.non_precisee"]
    assert not first.demandes[0].reconnue
    assert (second.jour, second.jour_source) == (dt.date(2025, 1, 6), "illisible")
    assert "Date\u00a0: pluie" in second.commentaire
    assert second.telephone == "+33612345678"
    assert "Tél\u00a0: +33555010203" in second.commentaire
    assert second.naissance is None


@pytest.mark.parametrize("column", ["Nom Prénom", "Objet", "Obs", "Tél", "N° sécu", "Quartier"])
def test_a_social_security_number_is_never_kept(tmp_path: Path, column: str) -> None:
    headings = ["Date", "Nom Prénom", "Objet", "Obs", "Tél", "N° sécu", "Quartier"]
    row: list[Any] = [dt.date(2025, 1, 6), "BESSON Éric", "CAF", "", "", "", ""]
    rank = headings.index(column)
    row[rank] = f"{row[rank]} 2 85 05 87 085 123 45".strip()
    found = understood(tmp_path, [headings, row])
    assert "087" not in repr(found.lignes[0]).replace("45", "")
    assert "masqué" in found.lignes[0].commentaire
    assert any("sécurité sociale" in warning for warning in found.lignes[0].avertissements)


def test_a_number_typed_as_a_figure_is_masked_too(tmp_path: Path) -> None:
    found = understood(
        tmp_path,
        [
            ["Date", "Nom", "Objet", "NIR"],
            [dt.date(2025, 1, 6), "BESSON Éric", "CAF", 285058708512345],
        ],
    )
    assert "2850587" not in repr(found)


def test_a_csv_with_dittos_and_quoted_newlines(tmp_path: Path) -> None:
    path = tmp_path / "registre.csv"
    with path.open("w", encoding="cp1252", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["Date", "Heure", "Nom Prénom", "Objet", "Remarques"])
        writer.writerow(["03/03/2025", "9h", "LEMAÎTRE Zélie", "Démarche CAF", "deux\nlignes"])
        writer.writerow(['"', "9h10", "idem", "impôts", ""])
    first, second = comprendre(path).lignes
    assert first.commentaire == "Remarques\u00a0: deux lignes"
    assert (second.ligne, second.jour, second.jour_source) == (3, dt.date(2025, 3, 3), "idem")
    assert second.personne == first.personne
    assert codes(second) == ["arg.declaration_impots"]


def test_a_mission_locale_list(tmp_path: Path) -> None:
    found = understood(
        tmp_path,
        [
            ["Point accueil jeunes - permanence mission locale"],
            ["N°", "Date d'entretien", "Civilité", "Nom", "Prénom", "Date de naissance", "Portable",
             "Commune", "Type de contact", "Motif", "Orienté vers", "Commentaire", "Conseiller"],
            [1, dt.date(2025, 9, 2), "Mme", "DIOP", "Fanta", dt.date(2006, 4, 8), 698765432,
             "Limoges",
             "Sur RDV", "recherche apprentissage", "CIO", "très motivée", "K. Roux"],
            [2, dt.date(2025, 9, 2), "M.", "VIDAL", "Tiago", "08/2007", "", "Panazol",
             "Appel tel", "CEJ",
             "", "", "K. Roux"],
        ],
    )  # fmt: skip
    first, second = found.lignes
    assert first.personne
    assert first.personne.sexe == "femme"
    assert first.mode == "passage_rendez_vous"
    assert codes(first) == ["for.alternance"]
    assert first.orientation == "ecole_mlds"
    assert first.quartier == "Limoges"
    assert second.naissance
    assert second.naissance.precision == "mois"
    assert (second.mode, codes(second)) == ("telephone", ["for.cej"])
