"""The frozen content of a fiche: what was signed is read again, a foreign text is refused."""

import dataclasses
import json
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.prescriptions.contenu import (
    FicheContenu,
    Identite,
    Logo,
    Protege,
    accords_usuels,
    parse_qr,
    qr_payload,
)
from tests.documents import exemples

JETONS = st.text(string.ascii_uppercase + "234567", min_size=24, max_size=24)


@pytest.mark.parametrize("make", [exemples.ordinaire, exemples.mineur, exemples.debordante])
def test_a_content_comes_back_from_its_json(make: object) -> None:
    contenu: FicheContenu = make()  # type: ignore[operator]
    again = FicheContenu.from_json(contenu.to_json())
    assert again == contenu
    assert again.to_json() == contenu.to_json()


def test_each_half_travels_alone() -> None:
    contenu = exemples.mineur()
    assert contenu.protege is not None
    assert Identite.from_json(contenu.identite.to_json()) == contenu.identite
    assert Protege.from_json(contenu.protege.to_json()) == contenu.protege
    clear = dataclasses.replace(contenu, protege=None)
    assert contenu.protege.expression[:20] not in clear.to_json()


def test_any_change_changes_the_text() -> None:
    contenu = exemples.ordinaire()
    identite = dataclasses.replace(contenu.identite, version=2)
    assert dataclasses.replace(contenu, identite=identite).to_json() != contenu.to_json()


def test_logos_are_named_by_fingerprint_and_kept_apart() -> None:
    contenu, logo = exemples.ordinaire(), exemples.logo()
    text = contenu.to_json()
    assert logo.empreinte in text
    assert len(text) < 10_000
    bare = FicheContenu.from_json(text)
    assert bare.identite.service.logo == Logo(logo.nom, logo.empreinte)
    again = bare.with_logos({logo.empreinte: logo.octets}).identite.service.logo
    assert again is not None
    assert again.octets == logo.octets


def test_a_content_from_before_a_field_existed_takes_its_default() -> None:
    plain = json.loads(exemples.ordinaire().to_json())
    del plain["contenu"]["identite"]["documents"]
    assert FicheContenu.from_json(json.dumps(plain)).identite.documents == ""


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        '{"format": 1}',
        '{"format": 2, "contenu": {}}',
        '{"format": 1, "contenu": 3}',
        '{"format": 1, "contenu": {"autre": 1}}',
        '{"format": 1, "contenu": {"identite": {"version": "1"}}}',
        '{"format": 1, "contenu": {"identite": {"accords": {}}}}',
        '{"format": 1, "contenu": {"identite": {"date": "hier"}}}',
        '{"format": 1, "contenu": {"identite": {"mineur": 1}}}',
    ],
)
def test_a_foreign_text_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        FicheContenu.from_json(text)


def test_strange_characters_survive() -> None:
    contenu = FicheContenu(protege=Protege(expression="\ud800 \x00 \u2028 é 🚲"))
    assert FicheContenu.from_json(contenu.to_json()) == contenu
    assert contenu.to_json().isascii()


@given(JETONS)
def test_a_code_is_read_back(jeton: str) -> None:
    assert parse_qr(qr_payload(jeton)) == jeton
    assert parse_qr(f" {qr_payload(jeton)}\n") == jeton


@given(JETONS, st.integers(0, 34), st.sampled_from(string.ascii_uppercase + string.digits))
@settings(max_examples=300)
def test_one_misread_character_is_never_another_fiche(jeton: str, at: int, other: str) -> None:
    payload = qr_payload(jeton)
    wrong = payload[:at] + other + payload[at + 1 :]
    assert parse_qr(wrong) == (jeton if wrong == payload else None)


@pytest.mark.parametrize("text", ["", "FP1", "https://a.example", "FP2." + "A" * 24 + ".000000"])
def test_another_code_is_not_ours(text: str) -> None:
    assert parse_qr(text) is None


@pytest.mark.parametrize("jeton", ["", "a" * 24, "A" * 23, "A" * 25, "0" * 24, "A" * 24 + "\n"])
def test_a_jeton_that_is_none_makes_no_code(jeton: str) -> None:
    with pytest.raises(ValueError, match="base32"):
        qr_payload(jeton)


def test_the_usual_accords_name_who_and_what() -> None:
    lecture, echange, recontact = accords_usuels(exemples.DISPOSITIF, referent="M. Vasseur")
    assert [lecture.code, echange.code, recontact.code] == ["lecture", "echange", "recontact"]
    assert "M. Vasseur" in echange.texte
    assert "Ateliers citoyens" in recontact.texte
    assert all(one.coche is None for one in (lecture, echange, recontact))
