"""What is kept as long as an act can be put back, and no longer."""

from models.base import undo
from models.personnes.fusionner import forget_old_merges


def forget_old() -> None:
    """Erase what acts and merges of more than thirty days ago replaced; asks no right."""
    undo.forget_old()
    forget_old_merges()
