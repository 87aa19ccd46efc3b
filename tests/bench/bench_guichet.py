"""What the accueil line asks at each visit, on a register of a million passages.

Nothing may block the window over a tenth of a second: the bare side is that tenth.
"""

from collections.abc import Callable

from models.accueil.anonyme import anonymes_named
from models.accueil.habitudes import catalogue, usual
from models.accueil.nombres import counts_of_day
from models.accueil.passage import Passage
from models.accueil.venues import venues_of_personne
from models.base import clock
from models.nomenclatures.lieu import lieux
from models.nomenclatures.valeur import choices
from tests.bench import grande_base
from tests.bench.pairs import Ratio, within

PERSONNES, PASSAGES, ROUNDS = 50_000, 1_000_000, 7
LIMIT = 0.1  # seconds


def main(personnes: int = PERSONNES, passages: int = PASSAGES) -> list[Ratio]:
    with grande_base.opened(personnes, passages):
        return [
            within(f"of 1 000 000, in 100 ms: {name}", ask, seconds=LIMIT, rounds=ROUNDS)
            for name, ask in _questions().items()
        ]


def _questions() -> dict[str, Callable[[], object]]:
    lieu = lieux()[0].id
    thematiques = [key for key, _ in choices("thematique")][:40]
    known = Passage.select().where(Passage.personne.is_null(False)).first().personne_id
    return {
        "the commonest demandes": lambda: catalogue(lieu),
        "the habit of a demande": lambda: usual(thematiques[7], lieu),
        "the habit at a site that has none": lambda: usual(thematiques[8], "f" * 32),
        "first visit or known": lambda: venues_of_personne(known),
        "nicknames": lambda: anonymes_named("mo", 3),
        "the counts of the day": lambda: counts_of_day(clock.today()),
    }


if __name__ == "__main__":
    for ratio in main():
        print(ratio, ratio.ratio)
