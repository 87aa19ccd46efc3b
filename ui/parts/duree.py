"""How long something lasted, in every form that asks for it: one rule, told while one types."""

from typing import Any

from ui.kit import parsing
from ui.kit.inputs import Input


def duree(field: Any = None, **said: Any) -> Input:
    """Minutes, or hours that are said so; what is understood stands under the field."""
    return Input(
        field,
        parse=parsing.minutes,
        show=parsing.show_minutes,
        understood=parsing.minutes_understood,
        help="Par exemple 45 min, ou 1h30.",
        **{"label": "Durée", **said},
    )
