"""The passages of a person, as her chronologie tells them."""

from typing import Any

import peewee

from models.accueil.demande import Demande
from models.accueil.passage import Passage
from models.accueil.registre import joined_demandes
from models.base.droit import Droit
from models.nomenclatures.lieu import Lieu
from models.nomenclatures.valeur import Valeur
from models.personnes.chronologie import Fait, Source, facts, sources

PASSAGES = "passages"


def _rows(personne_id: str) -> Any:
    query: Any = (
        Passage.select()
        .join(Lieu, peewee.JOIN.LEFT_OUTER, on=(Passage.lieu == Lieu.id))
        .switch(Passage)
        .join(Valeur, peewee.JOIN.LEFT_OUTER, on=(Passage.mode_contact == Valeur.id))
        .where((Passage.personne == personne_id) & Passage.archived_at.is_null())
    )
    usual = Passage.mode_contact == "mode_contact.passage_spontane"
    mode: Any = peewee.Case(None, [(usual, "")], Valeur.libelle)
    return facts(
        query,
        key=Passage.id,
        tri=Passage.moment,
        jour=Passage.jour,
        heure=Passage.heure,
        cible=Passage.id,
        told=(joined_demandes(), mode, Lieu.nom),
    )


def _tell(demandes: str | None, mode: str | None, lieu: str | None) -> Fait:
    return Fait(demandes or "Passage", mode or lieu or "")


sources.append(
    Source(
        "passage",
        PASSAGES,
        "Passage",
        Droit.REGISTRE,
        _rows,
        _tell,
        frozenset({Passage, Demande}),
    )
)
