"""Pages found by their keys put end to end are the list, with dates, instants, unknown days."""

import datetime as dt
import random

import pytest

from models.accueil.passage import Passage
from models.accueil.registre import registre
from models.base.command import command
from models.base.database import Handle
from models.base.droit import Droit
from models.base.listing import PAGE, Listing
from models.base.table import add_all
from models.personnes.listes import personnes_listing
from models.personnes.personne import Personne
from tests.factories import the_lieu

ROWS = 2 * PAGE + 9
TEXTS = ("nom_naissance", "prenom", "nom_usage", "prenom_usage", "surnom", "commune", "telephone",
         "telephone_autre", "courriel", "adresse", "code_postal", "quartier", "commentaire",
         "lieu_naissance", "cle")  # fmt: skip
PASSAGE = ("id", "moment", "jour", "lieu", "mode_contact", "personne", "identification",
           "precision_age", "commentaire", "origine")  # fmt: skip


@command(right=Droit.IMPORT, label="Registre d’essai", undoable=False)
def fill() -> None:
    luck = random.Random(3)
    lieu, noon = the_lieu().id, dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
    born = [None if luck.random() < 0.3 else dt.date(2000 + luck.randrange(9), 1, 1)
            for _ in range(ROWS)]  # fmt: skip
    people = ((f"{at:032x}", day, "annee" if day else "inconnue", *("x",) * len(TEXTS))
              for at, day in enumerate(born))  # fmt: skip
    add_all(Personne, ("id", "date_naissance", "precision_naissance", *TEXTS), people)
    lapses = [dt.timedelta(hours=luck.randrange(50), microseconds=luck.choice((0, 5)))
              for _ in range(ROWS)]  # fmt: skip
    add_all(Passage, PASSAGE, (
        (f"{at:032x}", noon + lapse, (noon + lapse).date(), lieu, "mode_contact.passage_spontane",
         None if at % 3 else f"{at:032x}", "identification.identifiee", "inconnue", "", "essai")
        for at, lapse in enumerate(lapses)
    ))  # fmt: skip


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize(
    ("listing", "column"),
    [(personnes_listing, "naissance"), (personnes_listing, "personne"), (registre, "jour"),
     (registre, "personne"), (registre, "lieu")],
)  # fmt: skip
def test_every_row_stands_once_in_its_page(
    base: Handle, listing: type[Listing], column: str, descending: bool
) -> None:
    fill()
    sorted_ = listing().sorted_by(column, descending=descending)
    keys = sorted_.keys()
    assert len(keys) == ROWS
    by_pages = [row for number in range(3) for row in sorted_.at(keys.page(number))]
    streamed = list(sorted_.rows())
    assert by_pages == streamed
    assert sorted_.first() == streamed[:PAGE]
    assert len({row[0] for row in streamed}) == ROWS
    assert keys.place(streamed[PAGE][0]) == PAGE
