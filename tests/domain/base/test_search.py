"""Folding of names: the same key however a name is written, found however it is typed."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from models.base.search import fold, query_words, words

# Names in any script, and the letters of mathematics that some people paste as capitals.
LETTERS = st.characters(categories=("L", "M", "Zs", "Pd", "Po", "Nd"))
NAMES = st.text(alphabet=LETTERS, max_size=40)
WRITTEN = [
    ("N’Diaye", "n diaye"),
    ("N'DIAYE", "n diaye"),
    ("Jean-Pierre", "jean pierre"),
    ("Œuvrard", "oeuvrard"),
    ("Łukasz Şahin Đặng", "lukasz sahin dang"),
    ("Strauß", "strauss"),
    ("İpek Işık", "ipek isik"),
    ("Ægir Þór", "aegir thor"),
    ("  de   la\tCroix ", "de la croix"),
    ("Nguyễn Thị", "nguyen thi"),
    ("e\u0301lodie", "elodie"),
    ("ﬁona", "fiona"),
    ("𝑨𝒘𝒂 Ⓓiallo ℌans", "awa diallo hans"),
    ("", ""),
    ("---", ""),
]


@pytest.mark.parametrize(("name", "key"), WRITTEN)
def test_known_names(name: str, key: str) -> None:
    assert fold(name) == key


@given(NAMES)
@example("ŀl")
@example("𝕾ßϓ")
def test_folding_twice_changes_nothing(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@given(NAMES)
def test_composition_does_not_count(name: str) -> None:
    assert fold(unicodedata.normalize("NFC", name)) == fold(unicodedata.normalize("NFD", name))


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzàâäéèêëîïôöùûüçœæ '-", max_size=30))
def test_case_does_not_count(name: str) -> None:
    assert fold(name.upper()) == fold(name) == fold(name.title())


@given(NAMES)
def test_a_key_has_no_accent_no_double_blank_no_capital(name: str) -> None:
    key = fold(name)
    assert key == key.strip() == key.casefold()
    assert "  " not in key
    assert not any(unicodedata.combining(c) for c in key)


@given(st.lists(st.sampled_from(["de", "la", "N’Diaye", "Jean-Pierre", "D'Arc", "Œuvrard"]),
                min_size=1, max_size=4).map(" ".join))  # fmt: skip
def test_a_name_is_found_by_what_is_typed_of_it(name: str) -> None:
    known = words(name)
    for typed in (name, name.upper(), name.replace("’", "'"), name.replace("-", " "), fold(name)):
        for word in query_words(typed):
            assert any(k.startswith(word) for k in known), (typed, word)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("N’Diaye", "ndiaye"),
        ("Jeanne d’Arc", "darc"),
        ("Jean-Pierre", "jeanpierre"),
        ("de la Croix", "delacroix"),
        ("De La Croix", "lacroix"),
        ("Ben Ali", "benali"),
    ],
)
def test_compact_forms_are_found(name: str, typed: str) -> None:
    assert typed in words(name)


@given(st.text(max_size=200))
def test_any_text_can_be_typed(text: str) -> None:
    typed = query_words(text)
    assert len(typed) <= 12
    assert typed == sorted(typed, key=lambda word: (-len(word), word))
    assert all(len(word) <= 80 for word in words(text, None, ""))


def test_a_word_longer_than_what_is_kept_is_found() -> None:
    name = "Llanfair" * 12
    assert query_words(name)[0] in words(name)
