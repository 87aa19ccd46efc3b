"""The lists that stand on the page of a person: her passages, and what other areas add."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from models.accueil.registre import passages_of_personne
from models.base.droit import Droit
from models.base.listing import Listing
from models.prescriptions.liste import fiches_of_personne
from models.suivis.suivi import suivis_of_personne
from ui.kit.context import Context


@dataclass(frozen=True)
class Section:
    """One list: `rows` of a person's key, `open` a row, `right` who may see it."""

    id: str
    title: str
    right: Droit
    rows: Callable[[str], Listing]
    open: Callable[[Context, str], object]


def _passages(personne_id: str) -> Listing:
    """Her passages in half a window: what was asked has more use for the room than who wrote it."""
    listing = passages_of_personne(personne_id)
    kept = tuple(column for column in listing.columns if column.name not in ("duree", "accueil"))
    return replace(listing, columns=kept)


def _open_passage(context: Context, key: str) -> None:
    context.navigate("accueil", passage=key)


def _open_suivi(context: Context, key: str) -> None:
    context.navigate("suivis", suivi_id=key)


def _open_fiche(context: Context, key: str) -> None:
    context.navigate("fiches", prescription_id=key)


SECTIONS: list[Section] = [
    Section("passages", "Passages", Droit.REGISTRE, _passages, _open_passage),
    Section("suivis", "Suivis", Droit.SUIVI_EXISTENCE, suivis_of_personne, _open_suivi),
    Section("fiches", "Fiches", Droit.FICHE_PREPARER, fiches_of_personne, _open_fiche),
]
