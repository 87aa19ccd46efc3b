"""Lists by key: every row once and in order, whatever the sort, equal keys and what is deleted."""

import random

import pytest

from models.base.command import command
from models.base.database import Handle
from models.base.droit import Droit
from models.base.errors import Refused
from models.base.listing import PAGE, Column, Listing
from models.base.progress import Cancelled, Progress
from models.base.table import add_all
from models.comptes.agent import Agent

ROWS = 5 * PAGE + 17
REST = ("", "", "", False, False)


@command(right=Droit.COMPTES, label="Agents")
def fill() -> None:
    chance = random.Random(7)
    letters = "ABCDE"
    rows = [
        (f"{n:032x}", chance.choice(letters) * 3, chance.choice(("", "Ana", "Zoé")), *REST)
        for n in range(ROWS)
    ]
    chance.shuffle(rows)
    rest = ("fonction", "telephone", "courriel", "verrouille", "changer_mot_de_passe")
    add_all(Agent, ("id", "nom", "prenom", *rest), rows)


@pytest.fixture
def listing(base: Handle) -> Listing:
    fill()
    return Listing(
        title="Agents",
        query=Agent.select(),
        key=Agent.id,
        columns=(
            Column("nom", "Nom", (Agent.nom,), sort=(Agent.nom,)),
            Column("prenom", "Prénom", (Agent.prenom, Agent.nom), text=join,
                   sort=(Agent.prenom, Agent.nom)),
            Column("fonction", "Fonction", (Agent.fonction,)),
        ),
        order=(Agent.nom, Agent.prenom),
        narrow=lambda query, text: query.where(Agent.nom.startswith(text)),
    )  # fmt: skip


def join(prenom: str, nom: str) -> str:
    return f"{prenom} {nom}".strip()


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("column", ["nom", "prenom"])
def test_pages_put_end_to_end_are_the_list(listing: Listing, column: str, descending: bool) -> None:
    sorted_ = listing.sorted_by(column, descending=descending)
    by_pages = [row for anchor in sorted_.anchors() for row in sorted_.page(anchor)]
    streamed = list(sorted_.rows())
    assert by_pages == streamed
    assert len({row[0] for row in by_pages}) == sorted_.count() == ROWS + 1
    assert sorted_.first() == streamed[:PAGE]


def test_the_order_is_that_of_its_columns(listing: Listing) -> None:
    keys = [(row[1], row[2], row[0]) for row in listing.rows()]
    assert keys == sorted(keys)
    backwards = [(r[1], r[0]) for r in listing.sorted_by("nom", descending=True).rows()]
    assert backwards == sorted(backwards, reverse=True)


def test_position_tells_where_a_row_stands(listing: Listing) -> None:
    for descending in (False, True):
        sorted_ = listing.sorted_by("prenom", descending=descending)
        rows = list(sorted_.rows())
        for place in (0, 1, PAGE, ROWS // 2, ROWS):
            assert sorted_.position_of(rows[place][0]) == place
    assert listing.position_of("absent") is None


def test_an_anchor_whose_row_is_gone_still_finds_its_place(listing: Listing) -> None:
    rows = list(listing.rows())
    anchor = listing.anchors()[2]
    gone = rows[2 * PAGE]

    @command(right=Droit.COMPTES, label="Agent effacé")
    def erase() -> None:
        Agent.get_by_id(gone[0]).remove()

    erase()
    assert listing.page(anchor)[0] == rows[2 * PAGE + 1]


def test_what_is_typed_narrows_and_says_so(listing: Listing) -> None:
    narrowed = listing.searched("CCC")
    assert 0 < narrowed.count() < ROWS
    assert {row[1] for row in narrowed.rows()} == {"CCC"}
    assert narrowed.filters == ("recherche «\u00a0CCC\u00a0»",)
    assert listing.searched("  ") is listing
    more = narrowed.where(Agent.prenom == "Zoé", said="prénom Zoé")
    assert more.filters[-1] == "prénom Zoé"
    assert {row[2] for row in more.rows()} == {"Zoé"}


def test_what_cannot_be_sorted_says_so(listing: Listing) -> None:
    with pytest.raises(Refused, match="Fonction"):
        listing.sorted_by("fonction")


def test_cells_are_read_from_their_expressions(listing: Listing) -> None:
    row = next(row for row in listing.rows() if row[2] == "Zoé")
    assert listing.texts(row)[1] == f"Zoé {row[1]}"


def test_an_empty_list_is_no_special_case(listing: Listing) -> None:
    nobody = listing.searched("Ж")
    assert nobody.count() == 0
    assert nobody.first() == []
    assert nobody.anchors() == []
    assert list(nobody.rows()) == []


def test_streaming_is_followed_and_cancelled(listing: Listing) -> None:
    told: list[tuple[int, int]] = []
    list(listing.rows(Progress(lambda done, total: told.append((done, total)))))
    assert told[0] == (0, ROWS + 1)
    assert len(told) == 6
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        list(listing.rows(progress))
