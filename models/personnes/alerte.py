"""The warning pinned on a file: what opens with it, whoever chooses her at the accueil."""

from models.base.table import tuples_of
from models.personnes.personne import Personne


def alerte_of(personne_id: str) -> str:
    """The warning of a file, or nothing."""
    rows = tuples_of(Personne.select(Personne.alerte).where(Personne.id == personne_id))
    return str(rows[0][0]) if rows else ""
