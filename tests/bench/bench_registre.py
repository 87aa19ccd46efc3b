"""A register of a million passages: its keys in an order, against the engine's own walk; a search.

The bare side asks the same encrypted file for the same keys, from the indexes by hand.
"""

from collections.abc import Callable

from models.accueil.filtres import filtered, in_period
from models.accueil.liste import SHOWN, nombres_of, registre_listing
from models.accueil.periodes import Repere, periode_of
from models.accueil.registre import registre
from models.base.database import handle
from models.base.listing import Listing
from models.comptes import acces
from tests.bench import grande_base
from tests.bench.pairs import Ratio, paired

PERSONNES, PASSAGES, ROUNDS = 50_000, 1_000_000, 5
LIMIT, FRAME = 1.5, 0.060  # times the bare side; seconds that a letter in the search may take
_GATHER = "SELECT string_agg(id, '') FROM ({})"
_BY_DAY = _GATHER.format(
    "SELECT id FROM passage WHERE archived_at IS NULL ORDER BY moment DESC, id DESC"
)
_ANONYMOUS = _GATHER.format(
    "SELECT id FROM passage WHERE personne_id IS NULL AND archived_at IS NULL ORDER BY moment, id"
)
_BY_PERSONNE = _GATHER.format(
    "SELECT t.id FROM personne p CROSS JOIN passage t ON t.personne_id = p.id"
    " WHERE t.archived_at IS NULL ORDER BY p.cle, p.id, t.moment, t.id"
)
YEAR, COUNTED = 0.250, 1.0  # seconds: a page of a year however narrowed; its exact counts
CRITERIA: tuple[dict[str, str], ...] = (
    {},
    {"mode": "mode_contact.passage_spontane"},
    {"thematique": "thematique.pap"},
    {"thematique": "thematique.pap.carte_identite", "identification": "identification.identifiee"},
    {"duree": "aucun", "commentaire": "aucun", "origine": "bench"},
)
LETTERS = ("m", "z", "m d", "m d b", "di", "diallo")


def main(personnes: int = PERSONNES, passages: int = PASSAGES) -> list[Ratio]:
    folder = grande_base.big_base(personnes, passages)
    acces.open_with_password(
        folder,
        grande_base.ACCOUNT,
        password=grande_base.PASSWORD,
        settings=grande_base.settings(folder),
    )
    try:
        by_day = paired(registre().keys, _bare(_BY_DAY), rounds=ROUNDS)
        ours = registre().sorted_by("personne").keys
        by_personne = paired(ours, _bare(_ANONYMOUS, _BY_PERSONNE), rounds=ROUNDS)
        narrowed = max(_narrowed(text) for text in LETTERS)
        year = max(_seconds(lambda a=asked: _of_year(a).first()) for asked in CRITERIA)
        counted = max(_seconds(lambda a=asked: nombres_of(_of_year(a))) for asked in CRITERIA)
    finally:
        acces.lock()
    return [
        Ratio("register of 1 000 000: all keys, by day", *by_day, LIMIT),
        Ratio("register of 1 000 000: all keys, by personne", *by_personne, LIMIT),
        Ratio("register of 1 000 000: narrowed, in 60 ms", narrowed, FRAME, 1.0),
        Ratio("register of 1 000 000: a year's page, in 250 ms", year, YEAR, 1.0),
        Ratio("register of 1 000 000: a year's counts, in 1 s", counted, COUNTED, 1.0),
    ]


def _bare(*queries: str) -> Callable[[], object]:
    return lambda: [handle().engine.execute_sql(sql).fetchall() for sql in queries]


def _of_year(asked: dict[str, str]) -> Listing:
    """What the screen shows of this year, narrowed."""
    listing = registre_listing().with_columns(SHOWN)
    return filtered(in_period(listing, periode_of(Repere.CETTE_ANNEE)), asked)


def _seconds(ours: Callable[[], object]) -> float:
    return paired(ours, lambda: None, rounds=ROUNDS)[0]


def _narrowed(text: str) -> float:
    """The first page of what answers to these letters."""
    return _seconds(lambda: registre().searched(text).first())


if __name__ == "__main__":
    for ratio in main():
        print(ratio, ratio.ratio)
