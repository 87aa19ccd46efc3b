"""The colours and measures of the house; everything that is drawn takes them from here."""

from typing import NamedTuple

XS, S, M, L, XL, XXL = 4, 8, 12, 16, 24, 32
FIELD_RADIUS, CARD_RADIUS = 6, 10
RING = 2  # the focus ring
TARGET = 28  # the smallest side of what is clicked

SMALL, TITLE, PAGE = 0.87, 1.25, 1.6  # sizes of text, relative to the person's own


class Tokens(NamedTuple):
    """One colour for each role, as Qt and style sheets read it."""

    page: str
    surface: str
    ink: str
    secondary: str
    line: str
    border: str
    accent: str
    on_accent: str
    accent_soft: str
    attention: str
    attention_soft: str
    danger: str
    danger_soft: str
    good: str
    good_soft: str

    def of_kind(self, kind: str) -> tuple[str, str]:
        """Ink and background of a status: attention, danger, good, info; else plain."""
        if kind == "info":
            return self.accent, self.accent_soft
        if kind in ("attention", "danger", "good"):
            return getattr(self, kind), getattr(self, f"{kind}_soft")
        return self.secondary, self.page


LIGHT = Tokens(
    page="#F6F5F2",
    surface="#FFFFFF",
    ink="#1E2A2E",
    secondary="#55646A",
    line="#D9D6CF",
    border="#7C8682",
    accent="#17616B",
    on_accent="#FFFFFF",
    accent_soft="#DCEBEC",
    attention="#9A4A00",
    attention_soft="#FBE9D7",
    danger="#A3232B",
    danger_soft="#F8E1E1",
    good="#2B6B3F",
    good_soft="#E0EFE4",
)

DARK = Tokens(
    page="#171C1F",
    surface="#20272B",
    ink="#ECEFEF",
    secondary="#A9B5B9",
    line="#364046",
    border="#7A878D",
    accent="#6FC4CC",
    on_accent="#0E2326",
    accent_soft="#1F3E42",
    attention="#F0B27A",
    attention_soft="#43301E",
    danger="#F19A9A",
    danger_soft="#472627",
    good="#8FD0A3",
    good_soft="#203A29",
)
