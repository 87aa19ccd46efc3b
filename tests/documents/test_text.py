"""Any string can be put on paper: drawn, or replaced by a box and announced."""

import dataclasses
import time
import unicodedata
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import resources
from models.prescriptions.contenu import FicheContenu
from reports import fonts, text
from reports.fiche_prescription import fiche_prescription
from reports.glyphs import face_of, ignorable
from tests.depth import depth, longer
from tests.documents import exemples
from tests.documents.reading import flat, lines_of, page_count, text_by_poppler, text_of

ANY = st.text(st.characters(codec=None, exclude_categories=()), max_size=60)
SCRIPTS = st.text(
    st.one_of(
        st.characters(min_codepoint=0x20, max_codepoint=0x24F),
        st.characters(min_codepoint=0x300, max_codepoint=0x36F),
        st.characters(min_codepoint=0x590, max_codepoint=0x6FF),
        st.characters(min_codepoint=0x1E00, max_codepoint=0x206F),
        st.characters(min_codepoint=0x1F300, max_codepoint=0x1F64F),
        st.sampled_from("\x00\x07\t\n\r\x85\u2028\ud800\udfff\ufffe\U0010ffff"),
    ),
    max_size=80,
)
HOSTILE = st.one_of(
    ANY,
    SCRIPTS,
    st.sampled_from(
        ["a" * 5000, "é" * 700 + "-" * 700, "z\u0301\u0302\u0303" * 300, "\u200d" * 99]
    ),
    st.sampled_from(
        ["السلام عليكم (2026) abc " * 40, "\u202eabc\u202c שלום", "👩‍👩‍👧‍👦🏳️‍🌈", "ｱﾞ한국中文"]
    ),
)


@given(st.one_of(ANY, SCRIPTS))
@settings(max_examples=300, deadline=None)
def test_every_character_is_drawn_or_reported(string: str) -> None:
    missing = text.missing_glyphs(string)
    for face in (fonts.regular(), fonts.semibold()):
        drawn = ""
        for part in text.paragraphs(string):
            drawn += "".join(glyph.text for glyph in text.line(part, face).glyphs)
        for char in unicodedata.normalize("NFC", string):
            seen = char in drawn or char in unicodedata.normalize("NFC", drawn)
            blank = char.isspace() or ignorable(char)
            assert seen or blank or char in missing, (char, unicodedata.name(char, "?"))


@given(HOSTILE, st.integers(2_000, 40_000), st.integers(1, 5))
@settings(max_examples=200, deadline=None)
def test_lines_are_never_wider_than_asked(string: str, limit: int, lines: int) -> None:
    face = fonts.regular()
    for line in text.wrap(string, face, limit):
        single = sum(1 for char in line if not unicodedata.combining(char)) <= 1
        assert text.width(line, face) <= limit or single
    found, cut = text.fit(string, face, limit=limit, lines=lines)
    assert 1 <= len(found) <= lines
    assert cut == (len(text.wrap(string, face, limit)) > lines)
    assert all(text.width(line, face) <= limit for line in found) or limit < 4_000


@given(st.text(st.sampled_from("abc deéÀ ’-"), max_size=300), st.integers(3_000, 20_000))
@settings(max_examples=200, deadline=None)
def test_wrapping_loses_no_letter(string: str, limit: int) -> None:
    lines = text.wrap(string, fonts.regular(), limit)
    assert "".join(lines).replace(" ", "") == string.replace(" ", "")


@longer
@given(st.data())
@settings(max_examples=depth(5, soak=60), deadline=None, suppress_health_check=list(HealthCheck))
def test_a_fiche_prints_whatever_its_fields_hold(data: st.DataObject) -> None:
    contenu = _hostile(exemples.mineur(), data)
    again = FicheContenu.from_json(contenu.to_json())
    assert again == contenu
    large = data.draw(st.booleans())
    pdf = fiche_prescription(contenu, grands_caracteres=large)
    assert pdf == fiche_prescription(contenu, grands_caracteres=large)
    assert page_count(pdf) >= 2


def _hostile(value: Any, data: st.DataObject) -> Any:
    """The same tree with every free text replaced."""
    if isinstance(value, str) and type(value) is str:
        return data.draw(HOSTILE)
    if isinstance(value, tuple):
        return tuple(_hostile(one, data) for one in value)
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    kept = {"jeton", "empreinte", "octets"}
    changes = {
        one.name: _hostile(getattr(value, one.name), data)
        for one in dataclasses.fields(value)
        if one.name not in kept
    }
    return dataclasses.replace(value, **changes)


@pytest.mark.parametrize(
    "string",
    ["a" * 5000, "Donaudampfschifffahrt" * 60, "prenom.nom@" + "domaine-" * 80, "ذ" * 900],
)
def test_a_word_without_end_stays_in_its_cell(string: str) -> None:
    contenu = exemples.ordinaire()
    personne = dataclasses.replace(contenu.identite.personne, nom=string, adresse=string)
    identite = dataclasses.replace(contenu.identite, personne=personne)
    pdf = fiche_prescription(dataclasses.replace(contenu, identite=identite))
    for page in range(page_count(pdf)):
        assert all(line.right < 547 and line.bottom > 12 for line in lines_of(pdf, page))


def test_what_latin_letters_need_is_drawn() -> None:
    for string in (
        "« Œuvre – Łukasz Şahin Đặng ☐ ≥ 1\u202f234,50 € »",
        "Nguyễn Thị Ánh",
        "Ђорђе Ωμέγα",
    ):
        assert text.missing_glyphs(string) == ""
    assert text.missing_glyphs("Vélo 🚲 et 🚲\x00") == "🚲\x00"


def test_a_sign_without_glyph_prints_a_box() -> None:
    contenu = exemples.ordinaire()
    assert contenu.protege is not None
    protege = dataclasses.replace(contenu.protege, projet="Atelier 🚲 vélo")
    pdf = fiche_prescription(dataclasses.replace(contenu, protege=protege))
    assert "Atelier □ vélo" in flat(text_of(pdf))


def test_arabic_letters_are_joined_and_run_from_right_to_left() -> None:
    face = fonts.regular()
    joined, apart = text.line("سلام", face), [text.line(char, face) for char in "سلام"]
    assert joined.width < sum(one.width for one in apart)
    isolated = {glyph.number for one in apart for glyph in one.glyphs}
    assert {glyph.number for glyph in joined.glyphs} - isolated
    assert [glyph.text for glyph in joined.glyphs if glyph.text][-1].startswith("س")


def test_each_arabic_letter_is_copied_as_it_was_written() -> None:
    contenu, said = exemples.ordinaire(), "جحخ محمد الأمين يريد أن يتعلم"
    assert contenu.protege is not None
    protege = dataclasses.replace(contenu.protege, expression=said)
    pdf = fiche_prescription(dataclasses.replace(contenu, protege=protege))
    letters = "".join(char for char in text_by_poppler(pdf) if "\u0620" <= char <= "\u064a")
    assert letters == said.replace(" ", "")


def test_numbers_and_latin_keep_their_order_inside_arabic() -> None:
    glyphs = text.line("محمد 12/03 abc", fonts.regular()).glyphs
    shown = "".join(glyph.text for glyph in glyphs)
    assert shown.index("abc") < shown.index("12/03") < shown.index("م")


def test_a_word_that_no_line_holds_is_cut_after_a_hyphen_if_there_is_one() -> None:
    found = text.wrap("jean-baptiste-de-la-fontaine", fonts.regular(), 9_000)
    assert all(line.endswith("-") for line in found[:-1])


def test_a_cut_ends_at_a_word_and_says_where_the_rest_is() -> None:
    found, cut = text.fit(
        "un deux trois quatre cinq six sept " * 4,
        fonts.regular(),
        limit=20_000,
        lines=2,
        suffixes=(" … suite en annexe 1", "…"),
    )
    assert cut
    kept, _, rest = found[-1].partition(" … ")
    assert rest == "suite en annexe 1"
    assert set(kept.split()) <= {"un", "deux", "trois", "quatre", "cinq", "six", "sept"}


def test_no_text_is_kept_once_a_document_is_finished() -> None:
    fiche_prescription(exemples.debordante())
    assert text.wrap.cache_info().currsize == 0
    assert text.shaped.cache_info().currsize == 0


def test_every_label_of_the_lists_can_be_printed() -> None:
    """A value is printed on a fiche as it stands in its list: no sign of it may be missing."""
    lists = resources.read_tomls("nomenclatures")
    labels = [value["libelle"] for content in lists.values() for value in content["valeur"]]
    missing = {
        c for c in "".join(labels) if not ignorable(c) and face_of(c, fonts.regular()) is None
    }
    assert missing == set()


def test_what_french_ties_is_not_parted() -> None:
    string = "Il demande : « oui ! » le 6 rendez-vous"
    tied = "Il demande\u00a0: «\u00a0oui\u00a0!\u00a0» le 6\u00a0rendez-vous"
    assert text.paragraphs(string) == [tied]


def test_the_last_line_is_not_one_word_alone_if_a_narrower_text_helps() -> None:
    face = fonts.regular()
    string = "Un groupe bienveillant, une mission dehors et un petit groupe."
    limit = text.width("Un groupe bienveillant, une mission dehors et un petit ", face)
    assert text.wrap(string, face, limit)[-1] == "petit groupe."
    lonely = ("bienveillant", "anticonstitutionnellement")
    assert text.wrap(" ".join(lonely), face, text.width(lonely[1], face)) == lonely


def test_a_long_text_without_spaces_nor_glyphs_costs_its_length() -> None:
    start = time.process_time()
    lines = text.wrap("ｱﾞ한국中文" * 400, fonts.regular(), 20_000)
    assert len(lines) > 90
    assert time.process_time() - start < 5  # it took minutes
