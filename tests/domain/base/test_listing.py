"""Lists by key: every row once and in order, whatever the sort, equal keys and what is deleted."""

import random

import pytest

from models.base.command import command
from models.base.database import Handle
from models.base.droit import Droit
from models.base.errors import Refused
from models.base.listing import PAGE, Column, Keys, Listing, Row, Stretch, several
from models.base.progress import Cancelled, Progress
from models.base.table import add_all
from models.comptes.agent import Agent

ROWS = 5 * PAGE + 17
GROUPS = (
    Stretch(Agent.prenom == "", (Agent.nom,)),
    Stretch(Agent.prenom > "", (Agent.prenom, Agent.nom)),
)
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
            Column("groupe", "Groupe", (Agent.identifiant,), sort=GROUPS),
        ),
        order=(Agent.nom, Agent.prenom),
        narrow=lambda query, text: query.where(Agent.nom.startswith(text)),
    )  # fmt: skip


def join(prenom: str, nom: str) -> str:
    return f"{prenom} {nom}".strip()


def by_pages(listing: Listing) -> list[Row | None]:
    keys = listing.keys()
    pages = -(-len(keys) // PAGE)
    return [row for number in range(pages) for row in listing.at(keys.page(number))]


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("column", ["nom", "prenom", "groupe"])
def test_pages_put_end_to_end_are_the_list(listing: Listing, column: str, descending: bool) -> None:
    sorted_ = listing.sorted_by(column, descending=descending)
    streamed = list(sorted_.rows())
    assert by_pages(sorted_) == streamed
    assert len({row[0] for row in streamed}) == sorted_.count() == ROWS + 1
    assert sorted_.first() == streamed[:PAGE]


def test_the_order_is_that_of_its_columns(listing: Listing) -> None:
    keys = [(row[1], row[2], row[0]) for row in listing.rows()]
    assert keys == sorted(keys)
    backwards = [(r[1], r[0]) for r in listing.sorted_by("nom", descending=True).rows()]
    assert backwards == sorted(backwards, reverse=True)


def test_stretches_stand_one_after_the_other(listing: Listing) -> None:
    for descending in (False, True):
        rows = list(listing.sorted_by("groupe", descending=descending).rows())
        keys = [(row[2] != "", row[2], row[1], row[0]) for row in rows]
        assert keys == sorted(keys, reverse=descending)
    one_side = listing.where(Agent.prenom != "").sorted_by("groupe")
    assert [row[0] for row in one_side.first(3)] == one_side.keys().page(0)[:3]
    assert (
        listing.sorted_by("groupe").first(ROWS) == list(listing.sorted_by("groupe").rows())[:ROWS]
    )


def test_a_place_is_found_by_its_key(listing: Listing) -> None:
    for descending in (False, True):
        keys = listing.sorted_by("prenom", descending=descending).keys()
        rows = list(listing.sorted_by("prenom", descending=descending).rows())
        for place in (0, 1, PAGE, ROWS // 2, ROWS):
            assert keys.place(rows[place][0]) == place
        assert keys.place("absent") is None


def test_a_key_is_not_found_across_two_others() -> None:
    first, second, third = "a" * 31 + "b", "b" * 31 + "a", "a" + "b" * 30 + "c"
    keys = Keys(first + second + third)
    assert [keys.place(key) for key in (first, second, third)] == [0, 1, 2]
    assert keys.place(first[1:] + "b") is None
    assert Keys("a" * 32 + "ab" * 16).place("ab" * 16) == 1
    assert Keys().place(first) is None


def test_a_row_that_is_gone_leaves_the_others_in_their_place(listing: Listing) -> None:
    rows, keys = list(listing.rows()), listing.keys()
    gone = rows[2 * PAGE]

    @command(right=Droit.COMPTES, label="Agent effacé")
    def erase() -> None:
        Agent.get_by_id(gone[0]).remove()

    erase()
    assert listing.at(keys.page(2)) == [None, *rows[2 * PAGE + 1 : 3 * PAGE]]


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
    assert len(nobody.keys()) == 0
    assert nobody.at([]) == []
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


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "0\u00a0ligne"),
        (1, "1\u00a0ligne"),
        (2, "2\u00a0lignes"),
        (2430, "2\u202f430\u00a0lignes"),
    ],
)
def test_how_many_is_said_in_french(count: int, said: str) -> None:
    assert several(count, "ligne") == said


def test_a_plural_may_be_more_than_an_s() -> None:
    assert several(2, "nouveau dossier", "nouveaux dossiers") == "2\u00a0nouveaux dossiers"
