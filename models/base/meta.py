"""What a base says of itself: its identifier, its format, the version that made it."""

from models.base.fields import CodeField, JsonField
from models.base.table import PlainTable

FORMAT = 1  # of the base and of its keys; a higher one was written by a later version


class Meta(PlainTable):
    """One fact about the base."""

    cle = CodeField(primary_key=True)
    valeur = JsonField()


def meta(cle: str) -> str | None:
    row = Meta.select(Meta.valeur).where(Meta.cle == cle).tuples().first()
    return None if row is None else str(row[0])


def put_meta(**facts: str) -> None:
    """Write facts; the caller holds the pen."""
    for cle, valeur in facts.items():
        Meta.delete().where(Meta.cle == cle).execute()
        Meta.insert(cle=cle, valeur=valeur).execute()
