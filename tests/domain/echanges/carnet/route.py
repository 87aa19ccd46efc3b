"""The house and the road: a base that stays, a carnet that leaves with somebody and comes back."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from models.accueil.demande import Demande, DemandeInput, DemandeReponse
from models.accueil.passage import Passage
from models.accueil.saisie import Visiteur, record_visit
from models.base.settings import Settings
from models.base.table import tuples_of
from models.comptes import acces
from models.comptes.acces import Acces
from models.echanges.carnet.apercu import Apercu, Decisions, apercu
from models.echanges.carnet.emporter import Tour, emporter
from models.echanges.carnet.lecture import lire
from models.echanges.carnet.rentrer import Rentree, rentrer
from models.personnes.personne import Personne
from tests.factories import PASSWORD, POSTE, the_lieu

CNI, CAF = "thematique.pap.carte_identite", "thematique.soc.dossier_caf"
LAPTOP = "q" * 32
JOUR = dt.date(2026, 3, 11)


class Route:
    """The base of the house is open, but for the time of a tour."""

    def __init__(self, house: Acces, stick: Path) -> None:
        self.house = house
        self.stick = stick
        self.dossier = stick

    def emporter(self, intitule: str = "Marché de Beaubreuil", mois: int = 0) -> Path:
        tour = Tour(intitule, the_lieu().id, JOUR, mois)
        self.dossier = emporter(self.stick, tour, password=PASSWORD).dossier
        return self.dossier

    @contextmanager
    def en_tournee(self, identifiant: str = "claire") -> Iterator[Acces]:
        """Out of the house, in the carnet, then home again."""
        acces.lock()
        try:
            yield acces.open_with_password(
                self.dossier, identifiant, password=PASSWORD, settings=Settings(poste_id=LAPTOP)
            )
        finally:
            acces.lock()
            self.house = acces.open_with_password(
                self.house.where, "claire", password=PASSWORD, settings=Settings(poste_id=POSTE)
            )

    def apercu(self, secret: str = "") -> Apercu:
        return apercu(lire(self.dossier, secret=secret))

    def rentrer(self, decisions: Decisions | None = None) -> Rentree:
        return rentrer(self.apercu(), decisions or Decisions())


def visit(
    *demandes: str, qui: Visiteur | None = None, heure: str = "10:15", **facts: Any
) -> Passage:
    hour = dt.time.fromisoformat(heure)
    asked = [DemandeInput(key, reponses=("reponse.information",)) for key in demandes or (CNI,)]
    facts = {"jour": JOUR, "heure": hour, **facts}
    return record_visit(qui or Visiteur(), asked, lieu=the_lieu().id, **facts)


def newcomer(prenom: str = "Aïcha", nom: str = "N’Diaye", **values: Any) -> Visiteur:
    return Visiteur(nouvelle={"prenom": prenom, "nom_naissance": nom, **values})


def register() -> dict[str, Any]:
    """All that the register says, but for what changes by itself."""
    return {
        "passages": _rows(Passage, "id", "version", "jour", "heure", "personne", "created_by"),
        "demandes": _rows(Demande, "id", "passage", "thematique", "rang"),
        "reponses": _rows(DemandeReponse, "id", "demande", "reponse"),
        "personnes": _rows(Personne, "id", "nom_naissance", "prenom", "telephone", "commune"),
    }


def _rows(table: Any, *names: str) -> list[tuple[Any, ...]]:
    fields = [getattr(table, name) for name in names]
    return tuples_of(table.select(*fields).order_by(table.id))


def refused(act: Callable[[], object]) -> str:
    """The sentence that the user reads; nothing in the register moves."""
    from models.base.errors import Failure

    before = register()
    try:
        act()
    except Failure as error:
        assert register() == before
        return error.message
    raise AssertionError("rien n’a été refusé")
