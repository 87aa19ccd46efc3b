"""How each champ of a situation went, picture after picture: what changed, and what did not."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from models.nomenclatures.valeur import NON_COMMUNIQUE, labels, resolved
from models.personnes.naissance import Precision
from models.suivis.champs import CHAMPS, Champ
from models.suivis.situation import Moment, Portrait, Situation
from models.suivis.suivi import Suivi


@dataclass(frozen=True)
class Etape:
    """An answer, and the picture in which it was first given."""

    texte: str
    moment: Moment
    date: dt.date


@dataclass(frozen=True)
class Evolution:
    """One champ: what was said of it, oldest first, each answer once as long as it stands."""

    champ: Champ
    etapes: tuple[Etape, ...]

    @property
    def present(self) -> Etape:
        return self.etapes[-1]

    @property
    def avant(self) -> tuple[Etape, ...]:
        """What was true before, the latest first."""
        return self.etapes[-2::-1]

    @property
    def has_changed(self) -> bool:
        return len(self.etapes) > 1


def evolutions(portraits: Sequence[Portrait]) -> list[Evolution]:
    """Each champ that was answered; « non communiqué » hides nothing that was known."""
    told = ((champ, _etapes(champ, portraits)) for champ in CHAMPS)
    return [Evolution(champ, etapes) for champ, etapes in told if etapes]


def said_otherwise(suivi: Suivi, portraits: Sequence[Portrait]) -> list[tuple[Champ, str]]:
    """What the file of the person says that her last picture does not: one of them is behind."""
    if not portraits:
        return []
    keys = {
        champ: getattr(suivi.personne, f"{champ.personne}_id") for champ in CHAMPS if champ.personne
    }
    words = labels(list(keys.values()))
    last = portraits[-1]
    return [
        (champ, words[key])
        for champ, key in keys.items()
        if key in words and last.known(champ.code) and resolved(key) not in last.known(champ.code)
        and not key.endswith(f".{NON_COMMUNIQUE}")
    ]  # fmt: skip


def said_age(situation: Situation) -> str:
    """« 17 ans », « ≈ 17 ans » when the birth date is not exact, nothing when it is not known."""
    if situation.age is None:
        return ""
    about = "" if situation.precision_age == Precision.JOUR else "≈\u00a0"
    return f"{about}{situation.age}\u00a0an{'s' if situation.age > 1 else ''}"


def _etapes(champ: Champ, portraits: Sequence[Portrait]) -> tuple[Etape, ...]:
    found: list[Etape] = []
    known: frozenset[str] = frozenset()
    for one in portraits:
        now, texte = one.known(champ.code), one.texte(champ.code)
        if not texte or (found and (not now or now == known)):
            continue
        if not known:
            found.clear()  # nobody knew: what is learned now is no change
        known = now
        found.append(Etape(texte, one.moment, one.situation.date))
    return tuple(found)
