"""The acts of a relay: beginning it from the list, carrying it out."""

from collections.abc import Callable

from models.base.droit import Droit
from ui.kit.actions import UiAction
from ui.kit.context import Context
from ui.screens.suivis.passation import PassationPage

_RIGHT = Droit.SUIVI_ECRIRE


def relay_acts(context: Context, run: Callable[[], object]) -> list[UiAction]:
    """To the assistant, for who writes in suivis."""
    act = UiAction("suivis.passation", "Passer la main", "users", "", _RIGHT, run)
    return [act] if context.may(_RIGHT) else []


def handing_acts(page: PassationPage) -> list[UiAction]:
    return [
        UiAction("passation.save", "Confier les suivis", "check", "Ctrl+S", _RIGHT, page.submit,
                 enabled=lambda: page.ready, primary=True),
        UiAction("passation.pages", "Voir les pages", "print", "Ctrl+P", _RIGHT, page.show_pages,
                 enabled=lambda: page.has_suivis),
    ]  # fmt: skip
