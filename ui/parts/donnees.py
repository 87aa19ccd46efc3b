"""The ways to what brings data in and keeps it clean, for who may."""

from functools import partial

from models.base.droit import Droit
from ui.kit.actions import UiAction
from ui.kit.context import Context

# The screen, how its act reads, its icon, who may, what it is for.
PLACES = (
    ("import", "Reprendre un fichier", "import", Droit.IMPORT,
     "Un registre tenu dans un tableur, ou une liste de personnes."),
    ("carnets", "Carnets de tournée", "carnets", Droit.CARNET,
     "Partir avec une base de poche, et la rapporter."),
    ("doublons", "Doublons possibles", "doublons", Droit.EXPORT_NOMINATIF,
     "Les dossiers qui se ressemblent, à comparer deux à deux."),
)  # fmt: skip


def data_actions(context: Context) -> list[UiAction]:
    """What the account may do of it, as entries of a menu."""
    return [
        UiAction(f"donnees.{screen}", label, drawing, "", right, partial(context.navigate, screen),
                 on_page=False)
        for screen, label, drawing, right, _ in PLACES
        if context.may(right)
    ]  # fmt: skip
