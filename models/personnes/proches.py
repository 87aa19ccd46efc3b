"""Files that may be the person who is being typed: asked at each key, answered by the words' index.

Names in any order, compact or not, same sound, near spelling; same telephone; same day of birth.
Whatever is read is bounded, so that half a million files answer as soon as a thousand.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from models.base.database import handle
from models.personnes.mots import ARCHIVED, of_facts
from models.personnes.naissance import INCONNUE, Naissance
from models.personnes.recherche import Trouvee
from models.personnes.ressemblance import (
    APART,
    SAME_DAY,
    Degre,
    Dossier,
    Identite,
    degre,
    dossiers,
    identite,
    indice_de_naissance,
    similarite,
)
from models.personnes.sons import mots_de_son

ANSWERS = 20
_READ = 1500  # rows of one sound or of one day
_COMPARED = 80  # files read whole, the likeliest first
_ALIKE = 0.80  # below, a file is not even read
_LAST = "\uffff"


class Proche(NamedTuple):
    """A file that may be the same person, and why it is shown."""

    trouvee: Trouvee
    raison: str


def proches(
    nom: str, prenom: str, naissance: Naissance | None = None, telephone: str = ""
) -> list[Proche]:
    """The files near what is typed, the surest first; nothing is asked of a single common name."""
    typed = identite([nom], [prenom], naissance or INCONNUE, [telephone])
    keys = [*_of_words(_sure(typed)), *_near(typed)]
    found = [(_rank(typed, one), one) for one in dossiers(list(dict.fromkeys(keys))).values()]
    kept = sorted((rank, one.nom, one.id, one) for rank, one in found if rank is not None)
    return [Proche(_shown(one), rank.raison) for rank, _, _, one in kept[:ANSWERS]]


class _Rank(NamedTuple):
    ordre: int
    raison: str


def _rank(typed: Identite, one: Dossier) -> _Rank | None:
    """Why a file is shown, surest reasons first; None: it is somebody else."""
    names = degre(typed, one.identite)
    born = indice_de_naissance(typed, one.identite)
    same_day = born is SAME_DAY
    reasons = []
    if names is Degre.MEME:
        reasons.append("même nom")
    elif names >= Degre.PROCHE and born.poids != APART:
        reasons.append("nom proche")
    if typed.telephones & one.identite.telephones:
        reasons.append("même téléphone")
    if reasons and born.poids > 10:
        reasons.append(born.phrase)
    if not reasons:
        return None
    order = -len(reasons) - (names is Degre.MEME) - same_day
    return _Rank(order, ", ".join(reasons))


def _sure(typed: Identite) -> list[str]:
    """The words that whoever has the same telephone, or the same sounding names, holds."""
    return [*typed.telephones, *mots_de_son(typed.noms, typed.prenoms)]


def _of_words(mots: Iterable[str]) -> list[str]:
    return [key for mot in mots for key, _, _ in _rows("mot = ?", (mot,), limit=_COMPARED)]


def _near(typed: Identite) -> list[str]:
    """The likeliest among those who share the sound of one name, or the day of birth."""
    if not (typed.noms and typed.prenoms):
        return []
    alike = similarite()
    scores: dict[str, float] = {}
    for wanted in mots_de_son(typed.noms, typed.prenoms):
        first, _, second = wanted.partition(".")
        start = f"{first}.{second[:1]}"
        for key, mot, _ in _rows("mot >= ? AND mot < ?", (start, start + _LAST), limit=_READ):
            scores[key] = max(scores.get(key, 0.0), alike(wanted, mot))
    for key, cle in _born_that_day(typed):
        scores[key] = max(scores.get(key, 0.0), *(alike(text, cle) for text in _orders(typed)))
    likely = sorted((key for key in scores if scores[key] >= _ALIKE), key=lambda k: -scores[k])
    return likely[:_COMPARED]


def _born_that_day(typed: Identite) -> list[tuple[str, str]]:
    days = [mot for mot in of_facts(typed.date, typed.precision, "") if len(mot) == 8]
    return [(key, cle) for mot in days for key, _, cle in _rows("mot = ?", (mot,), limit=_READ)]


def _orders(typed: Identite) -> list[str]:
    nom, prenom = typed.noms[0], typed.prenoms[0]
    return [f"{nom} {prenom}", f"{prenom} {nom}"]


def _rows(condition: str, params: tuple[Any, ...], *, limit: int) -> list[tuple[str, str, str]]:
    sql = (
        f"SELECT personne_id, mot, cle FROM personne_mot WHERE {condition} "
        f"AND marks < {ARCHIVED} LIMIT {limit}"
    )
    engine = handle().engine
    return list(engine.execute_sql(sql.replace("?", engine.param), params).fetchall())


def _shown(one: Dossier) -> Trouvee:
    return Trouvee(one.id, one.nom, one.naissance, one.commune)
