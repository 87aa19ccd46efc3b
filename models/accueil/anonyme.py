"""Visitors without a file who come back: known by a nickname or the number of a card."""

from typing import Any

from models.base import clock
from models.base.command import command
from models.base.droit import Droit
from models.base.errors import Invalid, Refused
from models.base.fields import DayField, ForeignKey, TextField
from models.base.search import MAX_WORDS, fold
from models.base.table import Table, tuples_of
from models.personnes.personne import Personne
from models.personnes.recherche import with_words

_LAST = "\uffff"


class AnonymeConnu(Table):
    """Counts as one person, whoever it is; `personne` says who, once she wants it known.

    From `rattache_le` on she is counted by her file; the passages before stay as they were counted.
    """

    personne_id: str | None

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

    @property
    def dossier(self) -> Personne | None:
        """The file that she was attached to, as long as it is there."""
        personne: Personne | None = self.personne
        return personne if personne is not None and personne.archived_at is None else None


def anonymes_named(typed: str, limit: int) -> list[AnonymeConnu]:
    """Those whose nickname or card begins with what is typed, in order."""
    cle = fold(typed)
    if not cle:
        return []
    begins = (AnonymeConnu.cle >= cle) & (AnonymeConnu.cle < cle + _LAST)
    found: Any = AnonymeConnu.select().where(begins & AnonymeConnu.archived_at.is_null())
    return list(found.order_by(AnonymeConnu.cle, AnonymeConnu.id).limit(limit))


def anonymes_answering(typed: str) -> list[str]:
    """The keys of those whose nickname, card or file answers to each word typed."""
    words = fold(typed).split()[:MAX_WORDS]
    if not words:
        return []
    named: Any = AnonymeConnu.select(AnonymeConnu.id)
    for word in words:
        begins = AnonymeConnu.cle.startswith(word) | AnonymeConnu.cle.contains(f" {word}")
        named = named.where(begins)
    filed: Any = AnonymeConnu.select(AnonymeConnu.id).where(AnonymeConnu.personne.is_null(False))
    found = {row[0] for query in (named, with_words(filed, AnonymeConnu.personne, typed))
             for row in tuples_of(query)}  # fmt: skip
    return sorted(found)


def same_anonyme(repere: str) -> AnonymeConnu | None:
    """Who bears this very nickname or card, accents and capitals aside."""
    here = (AnonymeConnu.cle == fold(repere)[:80]) & AnonymeConnu.archived_at.is_null()
    found: AnonymeConnu | None = AnonymeConnu.select().where(here).order_by(AnonymeConnu.id).first()
    return found


def open_anonyme(anonyme_id: str) -> AnonymeConnu | None:
    found: AnonymeConnu | None = AnonymeConnu.get_or_none(AnonymeConnu.id == anonyme_id)
    return found


def anonyme_of(repere: str) -> AnonymeConnu:
    """The visitor of that nickname or card, made if nobody bears it; inside a command."""
    if not fold(repere):
        raise Invalid(
            "qui", "Qui\u00a0: écrivez un surnom ou un numéro, avec des lettres ou des chiffres."
        )
    return same_anonyme(repere) or AnonymeConnu(repere=repere).save()


@command(right=Droit.REGISTRE, label="Visiteur rattaché à son dossier")
def rattacher_anonyme(anonyme: AnonymeConnu, personne: Personne) -> AnonymeConnu:
    """Say whose file a known anonymous visitor has from today on.

    Her passages keep what they were counted by, so that no period already over changes.
    """
    if personne.archived_at is not None:
        raise Invalid("dossier", "Dossier\u00a0: il a été archivé ou fusionné. Choisissez-en un.")
    if anonyme.dossier is not None:
        raise Refused(
            f"«\u00a0{anonyme.repere}\u00a0» est déjà rattachée à un dossier. Si c’était une "
            "erreur, annulez d’abord ce rattachement."
        )
    anonyme.personne = personne
    anonyme.rattache_le = clock.today()
    return anonyme.save()
