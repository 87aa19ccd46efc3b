"""Headings in other words: whole questions of forms, « of the person », brackets, letters alone."""

import csv
import datetime as dt
from pathlib import Path

import pytest

from models.echanges.comprehension.colonnes.titres import champ_of
from models.echanges.comprehension.registre import comprendre


@pytest.mark.parametrize(
    ("title", "champ"),
    [
        ("Sexe de la personne", "sexe"), ("Âge de l'usager", "age"),
        ("Besoin de la personne accueillie", "objet"), ("Tel de la personne", "telephone"),
        ("Motif(s) de la visite", "objet"), ("Nom de l'usager (ou anonyme)", "nom_complet"),
        ("À quelle date la personne est-elle venue ?", "jour"), ("Quel jour ?", "jour"),
        ("Quel est le motif de sa venue ? (plusieurs réponses possibles)", "objet"),
        ("Pour quelle raison est-elle venue ? Cochez toutes les réponses utiles", "objet"),
        ("Dans quelle tranche d'âge se situe la personne accueillie ?", "age"),
        ("Combien de temps l'accueil a-t-il duré ?", "duree"),
        ("Où habite la personne ?", "quartier"), ("Qui a rempli ce formulaire ?", "accueillant"),
        ("Par qui a-t-elle été orientée vers nous ?", "autre"),
        ("Vers quelle structure a-t-elle été orientée ?", "orientation"),
        ("Comment a-t-elle pris contact avec nous ?", "mode"), ("Adresse e-mail", "autre"),
        ("La demande a-t-elle pu être traitée ?", "resultat"), ("Acc. par", "accueillant"),
        ("Nb de demandes", "nombre"), ("Temps d'attente", "autre"),
        ("La personne habite-t-elle un quartier prioritaire ?", None),
        ("beneficiaire_prenom", "prenom"), ("Prénom de l'usager", "prenom"),
        ("usager_annee_naissance", "annee_naissance"), ("Public accueilli", "nom_complet"),
    ],
)  # fmt: skip
def test_headings(title: str, champ: str | None) -> None:
    assert champ_of(title)[0] == champ


def test_a_form_filled_after_each_visit(tmp_path: Path) -> None:
    path = tmp_path / "réponses.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(
            [
                ["Horodateur", "Adresse e-mail", "Nom de la personne (vide si anonyme)",
                 "Vous êtes...", "Quel est le motif de sa venue ? (plusieurs réponses possibles)",
                 "Combien de temps l'accueil a-t-il duré ?",
                 "La personne habite-t-elle dans un quartier prioritaire ?",
                 "Quelle réponse a été apportée ?"],
                ["03/09/2024 09:12:45", "a@b.fr", "Noémie Perrin", "Une femme", "Logement, Santé",
                 "Moins de 15 minutes", "Oui", "Orientation vers un partenaire"],
                ["03/09/2024 10:02:01", "a@b.fr", "", "Un homme", "Impôts", "Plus d'une heure",
                 "Ne sait pas", "Information donnée"],
                ["04/09/2024 14:30:00", "a@b.fr", "", "Une femme", "Emploi", "", "Non", ""],
            ]
        )  # fmt: skip
    first, second, third = comprendre(path).lignes
    assert (first.jour, first.heure) == (dt.date(2024, 9, 3), dt.time(9, 12))
    assert [line.sexe for line in (first, second, third)] == ["femme", "homme", "femme"]
    assert [d.thematique for d in first.demandes] == ["log", "san"]
    assert [line.duree for line in (first, second, third)] == [15, 60, None]
    assert [line.criteres for line in (first, second, third)] == [("qpv",), (), ()]
    assert second.reponses == ("information",)


def test_an_hour_beside_its_day_is_kept_whatever_the_heading(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_bytes(
        "Date de soumission\tNom\tDemande\n2025-02-03 16:05:00\tPETIT Jean\tRSA\n".encode("utf-16")
    )
    (line,) = comprendre(path).lignes
    assert (line.jour, line.heure) == (dt.date(2025, 2, 3), dt.time(16, 5))
