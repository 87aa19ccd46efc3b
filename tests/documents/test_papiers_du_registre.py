"""The grid to be filled by hand, and the attestation that a person takes away."""

import datetime as dt
import itertools
import re

import pytest

from models.accueil.attestation import Attestation, Presence
from models.accueil.feuille import Feuille, code_of
from models.accueil.grille import Grille
from reports.attestation_passages import attestation_pdf
from reports.grille_registre import LINES, TALL, grille_registre
from reports.ink import MM
from tests.documents.reading import codes_of, flat, lines_of, page_count, text_of

JOUR = dt.date(2026, 3, 11)
LIEU = "a" * 32
DEMANDES = (
    "Carte d’identité, passeport", "Attestation CAF", "Déclaration trimestrielle", "Impression",
    "CV", "Compte ameli", "Inscription à France Travail", "Écrire un courrier", "Impayé de loyer",
    "Aide avec son téléphone",
)  # fmt: skip


def grille(demandes: tuple[str, ...] = DEMANDES, lieu: str = "Caravane") -> Grille:
    return Grille("Centre social des Alizés", lieu, JOUR, demandes, code_of(Feuille(LIEU, JOUR)))


def attestation(count: int, *, demandes: str = "", nom: str = "SOW Awa") -> Attestation:
    presences = tuple(
        Presence(JOUR + dt.timedelta(days=n), dt.time(9, n % 60), demandes) for n in range(count)
    )
    return Attestation(
        LIEU, nom, "12/03/2007", "année 2026", presences, bool(demandes),
        "Centre social des Alizés", ("12 rue des Tilleuls", "87000 Limoges"), "Limoges", JOUR,
    )  # fmt: skip


def test_a_camera_reads_the_day_and_the_place_and_nothing_else() -> None:
    pdf = grille_registre(grille(), pages=2)
    assert page_count(pdf) == 2
    for page in range(2):
        assert codes_of(pdf, page) == [f"RG1.{LIEU}.2026-03-11"]


def test_the_grid_has_room_for_a_hand() -> None:
    assert LINES == 15
    assert TALL >= 9 * MM
    numbers = [line for line in lines_of(grille_registre(grille()), 0) if line.text.isdigit()]
    tops = sorted({round(line.bottom, 1) for line in numbers if int(line.text) <= LINES})
    steps = [after - before for before, after in itertools.pairwise(tops)]
    assert min(steps) >= 9 * MM - 1


def test_the_grid_says_what_the_line_asks() -> None:
    text = flat(text_of(grille_registre(grille(), pages=2)))
    for words in (
        "Registre d’accueil", "Caravane", "Mercredi 11 mars 2026", "feuille 2 sur 2", "Heure",
        "nom, prénom, année de naissance", "Femme", "Homme", "Âge", "Attestation CAF",
        "Autre demande, précisions", "Par téléphone", "Durée", "Accueilli par", "Tenue par",
        "la saisir dès le retour, puis la détruire",
    ):  # fmt: skip
        assert words in text, words
    assert re.search(r"\b15\b.*\b16\b.*\b30\b", text)


@pytest.mark.parametrize(
    "demandes", [(), DEMANDES[:3], ("Un libellé vraiment très long " * 4,) * 10]
)
def test_any_grid_holds_on_its_sheet(demandes: tuple[str, ...]) -> None:
    pdf = grille_registre(grille(demandes, "Place de la Grange-aux-Merles " * 8))
    assert page_count(pdf) == 1
    for line in lines_of(pdf, 0):
        assert line.left > 20
        assert line.right < 842 - 20
        assert line.bottom > 8


def test_the_attestation_says_who_when_and_that_alone() -> None:
    pdf = attestation_pdf(attestation(2))
    text = flat(text_of(pdf))
    assert page_count(pdf) == 1
    for words in (
        "Attestation de passages", "Centre social des Alizés", "SOW Awa", "12/03/2007",
        "présentée 2 fois en 2026", "mercredi 11 mars 2026", "09:00", "jeudi 12 mars 2026",
        "Fait à Limoges, le 11 mars 2026", "nom, fonction, cachet", "page 1 / 1",
    ):  # fmt: skip
        assert words in text, words
    assert "Demandes" not in text


def test_demandes_are_on_the_attestation_when_asked_for() -> None:
    text = flat(text_of(attestation_pdf(attestation(1, demandes="Compte ameli"))))
    assert "Compte ameli" in text
    assert "présentée une fois" in text


@pytest.mark.parametrize("count", [0, 1, 49, 50, 60, 61, 62, 63, 64, 65, 120, 400])
def test_every_coming_is_there_and_the_signature_comes_last(count: int) -> None:
    pdf = attestation_pdf(attestation(count))
    pages = text_of(pdf).split("\f")
    assert len(re.findall(r"\b09:\d\d\b", " ".join(pages))) == count
    signed = [n for n, page in enumerate(pages) if "fonction, cachet" in page]
    assert signed == [len(pages) - 1]
    if count:
        assert "09:" in pages[-1], "the signature does not stand alone on a page"
    for n in range(len(pages)):
        assert all(line.bottom > 20 for line in lines_of(pdf, n))


def test_a_long_name_holds() -> None:
    pdf = attestation_pdf(attestation(3, nom="ANDRIANAMPOINIMERINA " * 9))
    assert all(line.right < 560 for line in lines_of(pdf, 0))
