"""Every pair of colours that meet can be read."""

import pytest

from ui.kit.tokens import DARK, LIGHT, Tokens, contrast

LOOKS = pytest.mark.parametrize("chosen", [LIGHT, DARK], ids=["clair", "sombre"])
GROUNDS = ("page", "surface", "accent_soft")
KINDS = ("attention", "danger", "good", "info")


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@LOOKS
@pytest.mark.parametrize("ground", [*GROUNDS, "attention_soft", "danger_soft", "good_soft"])
def test_body_text_stands_out(chosen: Tokens, ground: str) -> None:
    assert contrast(chosen.ink, getattr(chosen, ground)) >= 7


@LOOKS
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("ink", ["secondary", "accent"])
def test_secondary_text_can_be_read(chosen: Tokens, ink: str, ground: str) -> None:
    assert contrast(getattr(chosen, ink), getattr(chosen, ground)) >= 4.5


@LOOKS
@pytest.mark.parametrize("kind", KINDS)
def test_statuses_can_be_read(chosen: Tokens, kind: str) -> None:
    ink, soft = chosen.of_kind(kind)
    for ground in (soft, chosen.surface, chosen.page):
        assert contrast(ink, ground) >= 4.5


@LOOKS
def test_buttons_fields_and_rings_can_be_seen(chosen: Tokens) -> None:
    assert contrast(chosen.on_accent, chosen.accent) >= 4.5
    assert contrast(chosen.surface, chosen.ink) >= 7  # tool tips
    for ground in (chosen.surface, chosen.page):
        assert contrast(chosen.border, ground) >= 3
        assert contrast(chosen.accent, ground) >= 3
