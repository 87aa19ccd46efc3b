"""What tells homonyms apart, as it may be seen: before a visitor, the year of birth alone."""

from models.personnes.recherche import Trouvee
from ui.kit.context import Context


def shown_precisions(context: Context, one: Trouvee) -> str:
    """« 12/03/2007 · Limoges », or « 2007 » while the screen is turned."""
    return one.annee if context.turned.on else one.precisions
