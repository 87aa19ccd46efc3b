"""Where this workstation stands."""

from models.nomenclatures.lieu import lieux
from ui.kit.context import Context


def own_lieu(context: Context) -> str | None:
    """The site of this workstation, else the first one."""
    known = [lieu.id for lieu in lieux()]
    own = context.settings.lieu
    return own if own in known else next(iter(known), None)
