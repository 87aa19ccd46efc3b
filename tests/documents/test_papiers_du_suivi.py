"""The paper of a suivi holds on its sheets, whatever is written: long, shaped, empty."""

import dataclasses
import datetime as dt
import io

import pypdf

from models.suivis.page_personne import Mots, PagePersonne
from models.suivis.sections import Ligne, Section
from models.suivis.synthese import CONFIDENTIEL, Synthese
from reports.document import HEIGHT, MARGIN, WIDTH
from reports.page_personne import page_personne_pdf
from reports.synthese_suivi import synthese_pdf
from tests.documents.reading import flat, lines_of, page_count, text_by_poppler, text_of

ARABIC = "فاطمة الزهراء بن عبد الله"
LONG = "Marie-Antoinette Philippine Ratsirahonana-Andriamampianina de La Rochefoucauld"
STEP = "Faire la démarche auprès du service, avec tous les papiers demandés, pour le 30 mars"
MOTS = Mots(
    maintenant="Je suis à l’étape : Mobilisation.\nJ’ai commencé le lundi 5 janvier 2026.",
    ensuite="Après, il y a : Mission de service civique.",
    quand="Mardi 17 mars 2026\nà 14 heures 30",
    lieu="Maison de quartier\n12 rue des Tilleuls\nLimoges",
    avec="Claire Sow",
    apporter="Carte d’identité\nMon CV",
    actions="\n".join(f"{n}. S’inscrire au code de la route" for n in range(1, 6)),
    appeler="Claire Sow",
    telephone="05 55 01 02 03",
)


def page(nom: str = "Awa Sow", **mots: str) -> bytes:
    words = dataclasses.replace(MOTS, **mots)
    house = ("12 rue des Tilleuls", "87000 Limoges")
    return page_personne_pdf(
        PagePersonne("Centre social des Alizés", house, nom, "mercredi 11 mars 2026", words)
    )


def synthesis(sections: tuple[Section, ...], **facts: str) -> bytes:
    whole = Synthese(
        "Centre social des Alizés", ("87000 Limoges",), "SOW Awa", "Ateliers citoyens", "CAF",
        "Ouvrir un droit", "La personne a donné son accord.", "Claire SOW", dt.date(2026, 3, 11),
        sections, (CONFIDENTIEL, "La personne peut le lire."),
    )  # fmt: skip
    return synthese_pdf(whole._replace(**facts))


def holds(pdf: bytes) -> None:
    """Nothing runs over an edge, nor over the line under it."""
    for number in range(page_count(pdf)):
        for line in lines_of(pdf, number):
            assert line.left > MARGIN - 2, line
            assert line.right < WIDTH - MARGIN + 2, line
            assert 8 < line.bottom < HEIGHT - 8, line


def sizes(pdf: bytes) -> set[float]:
    """Each size of letters that the paper uses."""
    found: set[float] = set()
    for one in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        one.extract_text(
            visitor_text=lambda *told: found.add(float(told[4])) if told[0].strip() else None
        )
    return found


def test_the_page_is_one_large_page() -> None:
    for pdf in (page(), page(LONG), page(quand="", lieu="", avec="", apporter="", actions="")):
        assert page_count(pdf) == 1
        assert min(sizes(pdf)) >= 14
        holds(pdf)
    shaped = text_by_poppler(page(ARABIC)).replace(" ", "")
    assert ARABIC.replace(" ", "") in shaped


def test_what_does_not_hold_goes_on_the_back_and_the_front_says_so() -> None:
    pdf = page(LONG, actions="\n".join(f"{n}. {STEP}" for n in range(1, 13)))
    assert page_count(pdf) == 2
    holds(pdf)
    front, back = text_of(pdf).split("\f")
    assert "La suite est au dos de la feuille." in front
    assert "05 55 01 02 03" in front, "qui appeler reste devant"
    told = flat(front + back)
    for n in range(1, 13):
        assert f"{n}. Faire la démarche" in told


def test_a_synthesis_says_on_each_page_whose_it_is() -> None:
    goals = tuple(Ligne(f"Action {n} {STEP}", "la personne", sous=bool(n % 3)) for n in range(60))
    facts = (("Obligation de formation (16-18 ans)", "Non concerné"),)
    sections = (
        Section("Message", texte="Bonjour.\n" + STEP * 6),
        Section("Situation", champs=facts),
        Section("Objectifs", lignes=goals),
    )
    long = "Direction territoriale de la cohésion sociale, " * 4
    for pdf in (synthesis(sections), synthesis(sections, personne=ARABIC, destinataire=long)):
        total = page_count(pdf)
        assert total >= 3
        holds(pdf)
        for number, told in enumerate(text_of(pdf).split("\f"), 1):
            assert "Document confidentiel" in flat(told)
            assert f"page {number} /" in flat(told)
    told = flat(text_of(synthesis(sections)))
    for n in range(60):
        assert f"Action {n} Faire" in told
    assert page_count(synthesis(())) == 1
