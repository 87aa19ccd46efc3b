"""The way to the duplicates, with how many are known."""

from models.base.droit import Droit
from models.personnes.doublons import count_doublons
from ui.kit.actions import UiAction
from ui.kit.context import Context


def doublons_action(context: Context) -> UiAction:
    """« Doublons possibles (12) » once they were looked for in this session."""
    found = count_doublons() if context.may(Droit.EXPORT_NOMINATIF) else 0
    count = f" ({found})" if found else ""
    return UiAction(
        "personnes.doublons",
        f"Doublons possibles{count}",
        "doublons",
        "Ctrl+Shift+B",
        Droit.EXPORT_NOMINATIF,
        lambda: context.navigate("doublons"),
    )
