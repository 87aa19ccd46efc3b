"""Names as they are typed at a desk, cut into prénom and nom."""

import pytest

from models.personnes.noms import in_capitals, split_name
from models.personnes.recherche import typed_words


@pytest.mark.parametrize(
    ("typed", "prenom", "nom"),
    [
        ("awa n'diaye", "Awa", "N’Diaye"),
        ("NDIAYE Awa", "Awa", "NDIAYE"),
        ("Awa NDIAYE", "Awa", "NDIAYE"),
        ("DE LA CROIX Jean-Pierre", "Jean-Pierre", "DE LA CROIX"),
        ("jean-pierre de la croix", "Jean-Pierre", "de la Croix"),
        ("jeanne d'arc", "Jeanne", "d’Arc"),
        ("de la tour marie", "Marie", "de la Tour"),
        ("el mansouri", "", "el Mansouri"),
        ("moussa", "Moussa", ""),
        ("McDonald Ian", "McDonald", "Ian"),
        ("đặng œuvrard", "Đặng", "Œuvrard"),
        ("  awa   sow ", "Awa", "Sow"),
        ("awa 0612345678", "Awa", ""),
        ("06 12 34", "", ""),
        ("", "", ""),
        ("محمد علي", "محمد", "علي"),
        ("AWA SOW", "AWA", "SOW"),
    ],
)
def test_a_typed_name_is_cut_as_people_mean_it(typed: str, prenom: str, nom: str) -> None:
    name = split_name(typed)
    assert (name.prenom, name.nom) == (prenom, nom)


@pytest.mark.parametrize("written", ["de La Fontaine", "El-Hadj", "van der Berg", "O’Brien"])
def test_a_name_written_with_its_capitals_is_left_alone(written: str) -> None:
    assert in_capitals(written) == written or written == written.lower()


@pytest.mark.timeout(5)
def test_a_text_without_end_is_cut_and_looked_for_at_once() -> None:
    assert split_name(f"Anne {'b' * 200_000}").prenom == "Anne"
    assert len(typed_words("1" * 200_000)) == 1
    assert typed_words("06 12 34 56 78, 12/03/2007") == ["0612345678", "12032007"]
