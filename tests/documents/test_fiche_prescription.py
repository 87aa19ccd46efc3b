"""The fiche de prescription as it comes out of the printer."""

import dataclasses
import io
import json
from pathlib import Path
from typing import Any

import pypdf
import pytest
from PIL import Image

from models.base.progress import Cancelled, Progress
from models.prescriptions.contenu import (
    AccordContenu,
    CritereContenu,
    FicheContenu,
    FinanceurContenu,
    Identite,
    Logo,
    accords_usuels,
    parse_qr,
)
from reports.blocks import Boxes
from reports.document import HEIGHT, INNER, MARGIN, WIDTH
from reports.fiche_prescription import fiche_prescription, livret
from tests.documents import exemples
from tests.documents.reading import codes_of, flat, lines_of, page_count, text_of

GOLDEN = Path(__file__).parent / "golden"
FICHES = {
    "ordinaire": exemples.ordinaire,
    "mineur": exemples.mineur,
    "mineur_dense": exemples.mineur_dense,
    "debordante": exemples.debordante,
}


def with_identite(contenu: FicheContenu, **changes: object) -> FicheContenu:
    identite = dataclasses.replace(contenu.identite, **changes)
    return dataclasses.replace(contenu, identite=identite)


@pytest.mark.parametrize("name", FICHES)
def test_the_text_of_a_fiche_is_the_golden_one(name: str) -> None:
    golden = (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")
    assert text_of(fiche_prescription(FICHES[name]())) == golden


def test_a_fiche_of_normal_content_has_two_pages_and_no_annexe() -> None:
    bare = exemples.ordinaire(with_logo=False)
    for contenu in (exemples.ordinaire(), bare, exemples.mineur(), exemples.mineur_dense()):
        pdf = fiche_prescription(contenu)
        assert page_count(pdf) == 2
        assert "annexe" not in text_of(pdf).lower()


def test_large_characters_take_four_pages_and_cut_nothing() -> None:
    for contenu in (exemples.mineur(), exemples.mineur_dense()):
        pdf = fiche_prescription(contenu, grands_caracteres=True)
        assert page_count(pdf) == 4
        assert "annexe" not in text_of(pdf).lower()


def test_what_overflows_is_announced_and_whole_in_the_annexe() -> None:
    contenu = exemples.debordante()
    pdf = fiche_prescription(contenu)
    first, *_ = text_of(pdf).split("\f")
    assert contenu.protege is not None
    assert "Annexe : page 3" in flat(first)
    assert "… (suite en annexe 1)" in flat(first)
    assert " …" not in flat(first)
    annexe = flat(" ".join(text_of(pdf).split("\f")[2:]))
    assert annexe.count("Une phrase parmi d’autres") == 14 + 60
    assert "Frein n° 14 : à lever avec lui" in annexe


def test_nothing_of_the_protected_half_is_printed_without_it() -> None:
    whole = exemples.ordinaire()
    assert whole.protege is not None
    printed = flat(text_of(fiche_prescription(dataclasses.replace(whole, protege=None))))
    for secret in ("lycée", "Mobilité :", "crèche", "Animer des ateliers", "peul", "sortie en"):
        assert secret in flat(text_of(fiche_prescription(whole)))
        assert secret not in printed
    assert "DIALLO Fatoumata" in printed
    assert "Ne plus être scolarisé·e à vérifier par un référent" in printed


def test_a_rule_leaves_room_where_only_a_referent_may_write() -> None:
    """One rule more than the same page whose criterion is settled; short, and in its column."""
    shown = dataclasses.replace(exemples.ordinaire(with_logo=False), protege=None)
    (reserved,) = [one for one in shown.criteres if one.reserve]
    settled = tuple(dataclasses.replace(one, reserve=False) for one in shown.criteres)
    with_rule = fiche_prescription(shown)
    without = fiche_prescription(with_identite(shown, criteres=settled))
    assert text_of(with_rule) == text_of(without)
    assert count_rules(with_rule) == count_rules(without) + 1
    assert reserved.label in text_of(with_rule)


def count_rules(pdf: bytes) -> int:
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return sum(page.get_contents().get_data().count(b" l S") for page in pages)  # type: ignore[union-attr]


def test_the_blank_form_is_the_same_document_with_room_to_write() -> None:
    blank = Identite(
        service=exemples.SERVICE,
        dispositif=exemples.DISPOSITIF,
        accords=accords_usuels(exemples.DISPOSITIF),
    )
    pdf = fiche_prescription(FicheContenu(blank))
    text = flat(text_of(pdf))
    assert page_count(pdf) == 2
    assert codes_of(pdf, 0) == []
    for label in ("NOM et prénom", "Freins à lever", "Représentant légal", "Avec mes mots"):
        assert label in text
    for condition in exemples.DISPOSITIF.criteres:
        assert condition in text
    assert "à vérifier" not in text


@pytest.mark.parametrize("large", [False, True])
def test_every_page_bears_the_code_that_a_scanner_reads(large: bool) -> None:
    contenu = exemples.debordante()
    pdf = fiche_prescription(contenu, grands_caracteres=large)
    for page in range(page_count(pdf)):
        (code,) = codes_of(pdf, page, dpi=150)
        assert parse_qr(code) == contenu.identite.jeton


@pytest.mark.parametrize("name", FICHES)
def test_all_fonts_are_embedded(name: str) -> None:
    reader = pypdf.PdfReader(io.BytesIO(fiche_prescription(FICHES[name]())))
    for page in reader.pages:
        fonts = page["/Resources"]["/Font"]  # type: ignore[index]
        assert fonts
        for font in fonts.values():
            (descendant,) = font.get_object()["/DescendantFonts"]
            assert "/FontFile2" in descendant.get_object()["/FontDescriptor"]


def test_the_same_content_gives_the_same_bytes() -> None:
    for make in FICHES.values():
        assert fiche_prescription(make()) == fiche_prescription(make())
    again = FicheContenu.from_json(exemples.mineur().to_json())
    logo = exemples.logo()
    again = again.with_logos({logo.empreinte: logo.octets})
    assert fiche_prescription(again) == fiche_prescription(exemples.mineur())


def test_properties_name_the_structure_and_no_one_else() -> None:
    reader = pypdf.PdfReader(io.BytesIO(fiche_prescription(exemples.ordinaire())))
    assert reader.metadata is not None
    assert reader.metadata.author == "Centre social des Alizés"
    assert flat(reader.metadata.title or "") == "Fiche de prescription n° FP-2026-0142"
    assert "DIALLO" not in str(dict(reader.metadata))
    assert reader.trailer["/Root"]["/Lang"] == "fr-FR"  # type: ignore[index]


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("name", FICHES)
def test_text_stays_inside_the_margins_and_never_overlaps(name: str, large: bool) -> None:
    pdf = fiche_prescription(FICHES[name](), grands_caracteres=large)
    for page in range(page_count(pdf)):
        lines = lines_of(pdf, page)
        foot = [line for line in lines if line.bottom < MARGIN - 1]
        assert all(line.bottom > 12 and line.top < MARGIN for line in foot)
        for line in lines:
            assert line.left >= MARGIN - 2  # a J reaches out
            assert line.right <= MARGIN + INNER + 2
            assert line.top <= HEIGHT - MARGIN + 4
        for n, one in enumerate(lines):
            for other in lines[n + 1 :]:
                wide = min(one.right, other.right) - max(one.left, other.left)
                tall = min(one.top, other.top) - max(one.bottom, other.bottom)
                assert wide < 2 or tall < 2, (one, other)


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("name", ["ordinaire", "mineur", "mineur_dense"])
def test_the_words_of_the_young_person_have_the_largest_box(
    name: str, large: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: dict[str, float] = {}
    draw = Boxes.draw

    def drawn(block: Boxes, *args: Any) -> None:
        found[block.boxes[0].label] = block.height
        draw(block, *args)

    monkeypatch.setattr(Boxes, "draw", drawn)
    fiche_prescription(FICHES[name](), grands_caracteres=large)
    assert max(found, key=found.__getitem__) == "Avec mes mots"


def test_every_funder_is_named_however_many_they_are() -> None:
    logo = exemples.logo()
    with_logos = tuple(FinanceurContenu(f"Fondation {n}", logo=logo) for n in range(4))
    others = tuple(FinanceurContenu(f"Département {n}") for n in range(4))
    service = dataclasses.replace(exemples.SERVICE, financeurs=(*with_logos, *others))
    pdf = fiche_prescription(with_identite(exemples.ordinaire(), service=service))
    assert all(one.nom in flat(text_of(pdf)) for one in others)
    for page in range(2):
        assert all(line.bottom > 12 for line in lines_of(pdf, page))


@pytest.mark.parametrize("size", [(900, 100), (100, 100), (100, 900)])
def test_address_and_mail_are_whole_beside_any_logo(size: tuple[int, int]) -> None:
    out = io.BytesIO()
    Image.new("RGB", size).save(out, "PNG")
    service = dataclasses.replace(exemples.SERVICE, logo=Logo.of("logo", out.getvalue()))
    pdf = fiche_prescription(with_identite(exemples.ordinaire(), service=service))
    first = flat(text_of(pdf).split("\f")[0])
    assert "12 rue des Cordiers, 87000 Limoges" in first
    assert "accueil@alizes.example" in first


def test_the_foot_counts_the_pages_and_names_the_funders() -> None:
    pages = text_of(fiche_prescription(exemples.debordante())).split("\f")
    for number, page in enumerate(pages, 1):
        assert f"page {number}/{len(pages)}" in flat(page)
        assert "Cofinancé par l’Union européenne" in flat(page)


def test_an_accord_is_ticked_left_open_or_refused() -> None:
    for answer, said in ((True, False), (None, False), (False, True)):
        accord = AccordContenu("lecture", "Je suis d’accord.", answer)
        pdf = fiche_prescription(with_identite(exemples.ordinaire(), accords=(accord,)))
        assert ("Réponse : non" in flat(text_of(pdf))) is said


def test_an_adult_is_not_asked_for_a_representative() -> None:
    assert "Représentant" not in text_of(fiche_prescription(exemples.ordinaire()))
    unknown = with_identite(exemples.ordinaire(), mineur=None)
    assert "Représentant" in text_of(fiche_prescription(unknown))


def test_many_criteria_and_accords_make_more_pages_and_lose_nothing() -> None:
    criteres = tuple(CritereContenu(f"Condition {n} à remplir") for n in range(1, 71))
    accords = tuple(AccordContenu(f"a{n}", f"Accord {n} demandé.") for n in range(1, 41))
    contenu = with_identite(exemples.ordinaire(), accords=accords)
    assert contenu.protege is not None
    protege = dataclasses.replace(contenu.protege, criteres=criteres)
    contenu = dataclasses.replace(contenu, protege=protege)
    for large in (False, True):
        pdf = fiche_prescription(contenu, grands_caracteres=large)
        text = flat(text_of(pdf))
        assert all(one.label in text for one in criteres)
        assert all(one.texte in text for one in accords)
        for page in range(page_count(pdf)):
            assert all(line.bottom > 12 for line in lines_of(pdf, page))


@pytest.mark.parametrize("octets", [b"", b"<svg/>", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0junk"])
def test_a_logo_that_cannot_be_read_leaves_the_name(octets: bytes) -> None:
    service = dataclasses.replace(exemples.SERVICE, logo=Logo.of("logo", octets))
    pdf = fiche_prescription(with_identite(exemples.ordinaire(), service=service))
    assert "Centre social des Alizés" in text_of(pdf)


def test_a_content_with_nothing_in_it_prints() -> None:
    assert page_count(fiche_prescription(FicheContenu())) == 2
    assert page_count(fiche_prescription(FicheContenu(Identite(numero="1", mineur=True)))) == 2


def test_a_booklet_has_the_pages_of_each_fiche_and_tells_its_progress() -> None:
    contenus = [make() for make in FICHES.values()]
    told: list[tuple[int, int]] = []
    pdf = livret(contenus, Progress(lambda done, total: told.append((done, total))))
    apart = "\f".join(text_of(fiche_prescription(one)) for one in contenus)
    assert sorted(flat(text_of(pdf)).split()) == sorted(flat(apart).split())
    assert told == [(done, 4) for done in range(5)]
    outline = pypdf.PdfReader(io.BytesIO(pdf)).outline
    assert len(outline) == 4
    assert livret(contenus) == pdf


def test_a_booklet_can_be_stopped() -> None:
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        livret([exemples.ordinaire()], progress)


def test_an_empty_booklet_is_still_a_file() -> None:
    assert livret([]).startswith(b"%PDF")


def test_the_content_is_json_that_sorts_its_keys() -> None:
    text = exemples.mineur().to_json()
    assert text == json.dumps(json.loads(text), sort_keys=True, separators=(",", ":"))
    assert WIDTH < HEIGHT
