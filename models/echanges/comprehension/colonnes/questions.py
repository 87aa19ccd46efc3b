"""Headings that are whole questions, as forms and surveys export them: what is asked tells."""

import re
from functools import cache

from models.base.search import fold
from models.echanges.comprehension.regles import Regles, phrases_of

_ASKING = re.compile(
    r"\b(?:quels?|quelles?|comment|combien|pourquoi|qui|ou|est ce|avez vous|avons nous|etes vous"
    r"|vous etes|a t elle|a t il|est elle|est il|t elle|t il|la personne est|precisez)\b"
)


@cache
def _questions() -> Regles:
    from resources import read_toml

    return Regles(phrases_of(read_toml("import/colonnes.toml")["question"]))


def asked(title: str, folded: str) -> tuple[str | None, int] | None:
    """The field of a question (None: no field at all) and how sure; None if it is no question."""
    question, mark, _advice = title.partition("?")  # « … ? Merci de cocher une réponse »
    words = fold(question).split() if mark and " " in question.strip() else folded.split()
    if len(words) < 2 or not (mark or _ASKING.search(folded)):
        return None
    found = _questions().read(words)
    if not found:
        return None
    best = max(found, key=lambda hit: (hit.score, -hit.debut))
    return (None, 0) if best.code == "coche" else (best.code, min(best.score, 80))
