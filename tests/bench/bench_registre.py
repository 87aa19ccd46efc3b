"""A register of a million passages: its keys in an order, against the engine's own walk; a search.

The bare side asks the same encrypted file for the same keys, from the indexes by hand.
"""

from collections.abc import Callable, Sequence

from models.accueil.filtres import filtered, in_period
from models.accueil.liste import SHOWN, nombres_of, registre_listing
from models.accueil.periodes import Repere, periode_of
from models.accueil.registre import registre
from models.base.database import handle
from models.base.listing import Listing
from tests.bench import grande_base
from tests.bench.pairs import Ratio, paired, within

PERSONNES, PASSAGES, ROUNDS = 50_000, 1_000_000, 5
NAME = "register of 1 000 000"
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
    with grande_base.opened(personnes, passages):
        by_day = paired(registre().keys, _bare(_BY_DAY), rounds=ROUNDS)
        ours = registre().sorted_by("personne").keys
        by_personne = paired(ours, _bare(_ANONYMOUS, _BY_PERSONNE), rounds=ROUNDS)
        return [
            Ratio(f"{NAME}: all keys, by day", *by_day, LIMIT),
            Ratio(f"{NAME}: all keys, by personne", *by_personne, LIMIT),
            _worst("narrowed, in 60 ms", [_narrowed(text) for text in LETTERS], FRAME),
            _worst("a year's page, in 250 ms", [_page(one) for one in CRITERIA], YEAR),
            _worst("a year's counts, in 1 s", [_counts(one) for one in CRITERIA], COUNTED),
        ]


def _bare(*queries: str) -> Callable[[], object]:
    return lambda: [handle().engine.execute_sql(sql).fetchall() for sql in queries]


def _of_year(asked: dict[str, str]) -> Listing:
    """What the screen shows of this year, narrowed."""
    listing = registre_listing().with_columns(SHOWN)
    return filtered(in_period(listing, periode_of(Repere.CETTE_ANNEE)), asked)


def _page(asked: dict[str, str]) -> Callable[[], object]:
    return lambda: _of_year(asked).first()


def _counts(asked: dict[str, str]) -> Callable[[], object]:
    return lambda: nombres_of(_of_year(asked))


def _narrowed(text: str) -> Callable[[], object]:
    """The first page of what answers to these letters."""
    return lambda: registre().searched(text).first()


def _worst(name: str, asked: Sequence[Callable[[], object]], seconds: float) -> Ratio:
    every = [within(f"{NAME}: {name}", ask, seconds=seconds, rounds=ROUNDS) for ask in asked]
    return max(every, key=lambda ratio: ratio.ours)


if __name__ == "__main__":
    for ratio in main():
        print(ratio, ratio.ratio)
