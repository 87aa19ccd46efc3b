"""Every pair of colours that meet can be read."""

import pytest

from ui.kit.tokens import DARK, LIGHT, Tokens

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


def contrast(one: str, other: str) -> float:
    """How far two colours stand apart, from 1 to 21, as WCAG measures it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = [
        c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    ]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
