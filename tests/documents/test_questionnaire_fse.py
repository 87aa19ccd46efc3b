"""The questionnaire on paper: all is on it, the mark of the Union, who signs."""

import datetime as dt
import io

import pypdf

from models.suivis.papier_fse import Papier, _groups
from models.suivis.questions import moments, questions_of
from reports.ink import MM
from reports.questionnaire_fse import questionnaires_pdf
from tests.documents.reading import flat, lines_of, page_count, text_of

JOUR = dt.date(2026, 3, 11)


def papier(moment: str = "entree", nom: str = "DIALLO Mamadou", **given: str) -> Papier:
    return Papier(
        "Centre social des Alizés", ("12 rue des Tilleuls", "87000 Limoges"), "Remobiliser",
        "202600123", next(one for one in moments() if one.code == moment), nom,
        "12/03/2007" if nom else "", tuple(_groups(moment, given)), JOUR if nom else None, None,
        bool(nom), "Limoges", JOUR,
    )  # fmt: skip


def fonts_of(pdf: bytes) -> set[str]:
    found = set()
    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        for font in page["/Resources"]["/Font"].values():
            found.add(font.get_object()["/BaseFont"].partition("+")[2])
    return found


def test_each_question_is_on_two_pages_with_who_signs() -> None:
    pdf = questionnaires_pdf([papier(statut="demandeur_inscrit", nom_naissance="Diallo")])
    assert page_count(pdf) == 2
    told = flat(text_of(pdf))
    for one in questions_of("entree"):
        assert flat(one.libelle) in told
    for words in ("DIALLO Mamadou", "n° 202600123", "La personne", "Son représentant légal",
                  "Pour la structure", "Ne souhaite pas répondre", "page 2 / 2",
                  "la saisie dans Ma Démarche FSE+ fait foi"):  # fmt: skip
        assert words in told


def test_a_sheet_that_strays_says_whose_it_is_and_nothing_is_signed_alone() -> None:
    for nom, told in (("", "NOM et prénom"), ("DIALLO Mamadou", "DIALLO Mamadou")):
        pages = text_of(questionnaires_pdf([papier(nom=nom)])).split("\f")
        assert all(told in flat(page) for page in pages)
    long = papier(nom="DIALLO " * 40)._replace(operation="Un intitulé qui prend deux lignes " * 5)
    pages = text_of(questionnaires_pdf([long])).split("\f")
    assert "Territoire" in flat(pages[-1]), "what is signed is above the signatures"


def test_the_mark_of_the_union_is_on_every_page_in_a_face_it_allows() -> None:
    pdf = questionnaires_pdf([papier()])
    assert "Ubuntu-Regular" in fonts_of(pdf)
    for page in range(2):
        found = [one for one in lines_of(pdf, page) if "Union européenne" in one.text]
        mark = next(one for one in found if "l’" in one.text)
        assert mark.right < 210 * MM - 15 * MM
    assert "0 0.2 0.6 rg" in _drawn(pdf)  # the blue of the flag, and its stars
    assert _drawn(pdf).count("1 0.8 0 rg") == 12


def test_a_booklet_numbers_the_pages_of_each() -> None:
    pdf = questionnaires_pdf([papier(), papier("sortie"), papier("six_mois", nom="")])
    told = flat(text_of(pdf))
    assert page_count(pdf) == 4
    assert told.count("page 1 / 1") == 2
    assert "NOM et prénom" in told
    outline = pypdf.PdfReader(io.BytesIO(pdf)).outline
    assert [one["/Title"] for one in outline] == [
        "DIALLO Mamadou, à l’entrée", "DIALLO Mamadou, à la sortie", "Vierge, six mois après",
    ]  # fmt: skip


def test_what_is_long_or_has_no_glyph_does_not_stop_it() -> None:
    odd = papier(nom="N" * 300, commune_naissance="Ō\u202e\ufffe" * 90)
    assert page_count(questionnaires_pdf([odd._replace(structure="S" * 400)])) <= 3


def _drawn(pdf: bytes) -> str:
    page = pypdf.PdfReader(io.BytesIO(pdf)).pages[0]
    return page.get_contents().get_data().decode("latin-1")
