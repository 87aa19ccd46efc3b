"""Visitors without a file who come back: known by a nickname or the number of a card."""

from models.base.fields import DayField, ForeignKey, TextField
from models.base.search import fold
from models.base.table import Table
from models.personnes.personne import Personne


class AnonymeConnu(Table):
    """Counts as one person, whoever it is; `personne` says who, once she wants it known.

    From `rattache_le` on she is counted by her file; the passages before stay as they were counted.
    """

    repere = TextField(
        max_length=80,
        verbose_name="Surnom ou numéro de carte",
        help_text="Ce à quoi vous la reconnaîtrez\u00a0; jamais son nom.",
    )
    cle = TextField(max_length=80, default="", index=True)
    personne = ForeignKey(Personne, null=True, verbose_name="Dossier")
    rattache_le = DayField(null=True, verbose_name="Rattachée le")

    def save(self, **_: object) -> "AnonymeConnu":  # type: ignore[override]  # a row, not a count
        self.cle = fold(str(self.repere))[:80]
        super().save()
        return self
