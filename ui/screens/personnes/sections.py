"""The lists of a person's page: everything in the order of time, then each kind by itself."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from models.accueil import faits as accueil
from models.accueil.registre import passages_of_personne
from models.base.droit import Droit
from models.base.listing import Listing
from models.personnes.chronologie import DOSSIER, chronologie, genres, of_genre, target_of
from models.personnes.document import documents_of
from models.personnes.faits import DOCUMENTS
from models.prescriptions import faits as prescriptions
from models.prescriptions.liste import fiches_of_personne
from models.suivis import faits as suivis
from models.suivis.liste import suivis_of_personne
from ui.kit.context import Context
from ui.kit.filters import Filter


class Page(Protocol):
    """The page, as far as its lists ask for something."""

    context: Context

    def open_document(self, key: str) -> None: ...


@dataclass(frozen=True)
class Section:
    """One list: `rows` of a person's key, `open` a row, `right` who may see it.

    `at_home`: not offered in a carnet de tournée, which neither takes nor brings any.
    """

    id: str
    title: str
    right: Droit
    rows: Callable[[str], Listing]
    open: Callable[[Page, str, Listing], object]
    at_home: bool = False
    filters: tuple[Filter, ...] = ()


def _passages(personne_id: str) -> Listing:
    """Her passages in half a window: what was asked has more use for the room than who wrote it."""
    listing = passages_of_personne(personne_id)
    kept = tuple(column for column in listing.columns if column.name not in ("duree", "accueil"))
    return replace(listing, columns=kept)


def _dossier(personne_id: str) -> Listing:
    listing = of_genre(chronologie(personne_id), DOSSIER)
    return replace(listing, empty="Rien pour l’instant\u00a0: ni accord, ni changement du foyer.")


def _open_fact(page: Page, key: str, listing: Listing) -> None:
    genre, target = target_of(listing, key)
    if target:
        _OPENS[genre](page, target)


def _open_passage(page: Page, key: str) -> None:
    page.context.navigate("accueil", passage=key)


def _open_suivi(page: Page, key: str) -> None:
    page.context.navigate("suivis", suivi_id=key)


def _open_fiche(page: Page, key: str) -> None:
    page.context.navigate("fiches", prescription_id=key)


def _open_document(page: Page, key: str) -> None:
    page.open_document(key)


def _open_personne(page: Page, key: str) -> None:
    page.context.navigate("personnes", personne=key)


_OPENS: dict[str, Callable[[Page, str], object]] = {
    accueil.PASSAGES: _open_passage,
    **dict.fromkeys(suivis.GENRES, _open_suivi),
    prescriptions.FICHES: _open_fiche,
    DOCUMENTS: _open_document,
    DOSSIER: _open_personne,  # of the facts of the file, those of the household lead somewhere
}


def _by(opens: Callable[[Page, str], object]) -> Callable[[Page, str, Listing], object]:
    return lambda page, key, _: opens(page, key)


BY_GENRE = Filter("genre", "Quoi", genres, of_genre, "tout")
SECTIONS: list[Section] = [
    Section("tout", "Tout", Droit.PERSONNES, chronologie, _open_fact, filters=(BY_GENRE,)),
    Section("passages", "Passages", Droit.REGISTRE, _passages, _by(_open_passage)),
    Section("suivis", "Suivis", Droit.SUIVI_EXISTENCE, suivis_of_personne, _by(_open_suivi)),
    Section("fiches", "Fiches", Droit.FICHE_PREPARER, fiches_of_personne, _by(_open_fiche)),
    Section(
        "documents", "Documents", Droit.PERSONNES, documents_of, _by(_open_document), at_home=True
    ),
    Section("dossier", "Dossier", Droit.PERSONNES, _dossier, _open_fact),
]
