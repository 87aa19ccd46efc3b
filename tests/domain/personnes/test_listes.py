"""The people as a list, on both engines."""

import datetime as dt
from typing import Any

from models.personnes.listes import personnes_listing
from models.personnes.personne import archive_personne
from tests.factories import a_personne


def names(listing: Any) -> list[str]:
    return [listing.texts(row)[0] for row in listing.first()]


def test_files_in_use_are_in_order_of_name(base: Any) -> None:
    a_personne(prenom="Zoé")
    a_personne(prenom="Awa", telephone="0612345678", commune="Limoges")
    archive_personne(a_personne(prenom="Gone"))
    listing = personnes_listing()
    assert names(listing) == ["DIALLO Awa", "DIALLO Zoé"]
    assert listing.texts(listing.first()[0]) == (
        "DIALLO Awa", "", "Limoges", "", "06 12 34 56 78",
    )  # fmt: skip


def test_the_list_is_searched_and_every_column_sorts(base: Any) -> None:
    a_personne(prenom="Zoé", date_naissance=dt.date(1990, 5, 1))
    a_personne(prenom="Awa")
    listing = personnes_listing()
    assert names(listing.searched("dial zo")) == ["DIALLO Zoé"]
    for column in listing.columns:
        if column.sort:
            for descending in (False, True):
                order = listing.sorted_by(column.name, descending=descending)
                assert sorted(names(order)) == ["DIALLO Awa", "DIALLO Zoé"]
                assert len(order.at(order.keys().page(0))) == 2
    assert names(listing.sorted_by("naissance")) == ["DIALLO Awa", "DIALLO Zoé"]
