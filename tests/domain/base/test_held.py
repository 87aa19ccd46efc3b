"""A list in memory: pages, search, order and narrowing like any other list."""

from models.base.held import HeldListing, key_of
from models.base.listing import PAGE, Column

FRUITS = ("poire", "pomme", "abricot", "cerise")


def a_listing(held: tuple[str, ...] = FRUITS) -> HeldListing:
    columns = (
        Column("nom", "Fruit", ("nom",), text=lambda one: one, sort=(lambda one: one,)),
        Column("lettres", "Lettres", ("nom",), text=lambda one: str(len(one))),
    )
    return HeldListing(title="Fruits", columns=columns, held=held, words=held)


def texts(listing: HeldListing) -> list[str]:
    return [listing.texts(row)[0] for row in listing.first()]


def test_rows_are_read_by_page_and_by_key() -> None:
    listing = a_listing(tuple(f"fruit {at}" for at in range(PAGE + 5)))
    assert len(listing.first()) == PAGE
    keys = listing.keys()
    assert (len(keys), keys.place(key_of(PAGE + 2))) == (PAGE + 5, PAGE + 2)
    row = listing.at(keys.page(1))[0]
    assert row is not None
    assert listing.texts(row) == (f"fruit {PAGE}", str(len(f"fruit {PAGE}")))
    assert listing.item(key_of(3)) == "fruit 3"


def test_it_is_searched_sorted_and_narrowed_and_keys_stay_those_of_the_rows() -> None:
    listing = a_listing()
    assert texts(listing.searched("p o")) == ["poire", "pomme"]
    assert texts(listing.sorted_by("nom", descending=True))[0] == "pomme"
    short = listing.only(lambda one: len(one) == 5).sorted_by("nom")
    assert texts(short) == ["poire", "pomme"]
    assert [short.item(row[0]) for row in short.first()] == ["poire", "pomme"]
    assert short.count() == 2
    assert listing.item(None) is None
