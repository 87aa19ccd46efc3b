"""The suivis of a person, as her chronologie tells them: that they exist, and their phases."""

from typing import Any

import peewee

from models.base.database import handle
from models.base.droit import Droit
from models.comptes.agent import Agent
from models.nomenclatures.valeur import Valeur
from models.personnes.chronologie import Fait, Source, facts, other_key, sources
from models.suivis.dispositif import Dispositif
from models.suivis.partage import REFUS, Partage
from models.suivis.suivi import Phase, Referent, Suivi

SUIVIS = "suivis"


def _suivis(personne_id: str) -> Any:
    query: Any = Suivi.select().join(
        Dispositif, peewee.JOIN.LEFT_OUTER, on=(Suivi.dispositif == Dispositif.id)
    )
    return query.where((Suivi.personne == personne_id) & Suivi.archived_at.is_null())


def _opened(personne_id: str) -> Any:
    return facts(
        _suivis(personne_id),
        key=Suivi.id,
        jour=Suivi.ouvert_le,
        cible=Suivi.id,
        told=(Dispositif.intitule,),
    )


def _closed(personne_id: str) -> Any:
    """Why it ended is for those who may read the suivi."""
    query = _suivis(personne_id).where(Suivi.clos_le.is_null(False))
    motif: Any = peewee.Value("")
    if handle().require_actor().may(Droit.SUIVI_LIRE):
        query = query.switch(Suivi).join(
            Valeur, peewee.JOIN.LEFT_OUTER, on=(Suivi.motif_sortie == Valeur.id)
        )
        motif = Valeur.libelle
    return facts(
        query,
        key=other_key(Suivi.id, "x"),
        jour=Suivi.clos_le,
        cible=Suivi.id,
        told=(Dispositif.intitule, motif),
    )


def _referents(personne_id: str) -> Any:
    query: Any = (
        Referent.select()
        .join(Suivi, on=(Referent.suivi == Suivi.id))
        .switch(Referent)
        .join(Agent, on=(Referent.agent == Agent.id))
        .where((Suivi.personne == personne_id) & Suivi.archived_at.is_null())
    )
    told = (Agent.prenom, Agent.nom)
    return facts(query, key=Referent.id, jour=Referent.du, cible=Referent.suivi, told=told)


def _phases(personne_id: str, *, day: Any, letter: str = "") -> Any:
    query: Any = (
        Phase.select()
        .join(Suivi, on=(Phase.suivi == Suivi.id))
        .switch(Suivi)
        .join(Dispositif, peewee.JOIN.LEFT_OUTER, on=(Suivi.dispositif == Dispositif.id))
        .where((Suivi.personne == personne_id) & Suivi.archived_at.is_null())
    )
    return facts(
        query.where(day.is_null(False)),
        key=other_key(Phase.id, letter) if letter else Phase.id,
        jour=day,
        cible=Phase.suivi,
        told=(Phase.libelle, Dispositif.intitule),
    )


def _partages(personne_id: str, *, day: Any, letter: str = "") -> Any:
    query: Any = Partage.select().join(Suivi, on=(Partage.suivi == Suivi.id))
    return facts(
        query.where(
            (Suivi.personne == personne_id)
            & Suivi.archived_at.is_null()
            & Partage.archived_at.is_null()
            & day.is_null(False)
        ),
        key=other_key(Partage.id, letter) if letter else Partage.id,
        jour=day,
        cible=Partage.suivi,
        told=(Partage.destinataire, Partage.motif, Partage.accord),
    )


def _shared(who: str, motif: str, accord: str) -> Fait:
    if accord == REFUS:
        return Fait(f"Partage refusé avec {who}", motif)
    return Fait(f"Partagé avec {who}", motif)


def _named(intitule: str | None) -> str:
    return intitule or "hors dispositif"


def _source(nature: str, rows: Any, tell: Any, right: Droit = Droit.SUIVI_EXISTENCE) -> Source:
    tables = frozenset({Suivi, Phase, Referent, Partage})
    return Source(nature, SUIVIS, "Suivi", right, rows, tell, tables)


sources += [
    _source("suivi.ouvert", _opened,
            lambda nom, *_: Fait("Suivi ouvert", _named(nom))),
    _source("suivi.clos", _closed,
            lambda nom, motif, _: Fait("Suivi terminé", motif or _named(nom))),
    _source("suivi.referent", _referents,
            lambda *names: Fait(f"Référent\u00a0: {' '.join(name for name in names if name)}")),
    _source("phase.debut", lambda personne_id: _phases(personne_id, day=Phase.debut),
            lambda phase, nom, _: Fait(f"Début\u00a0: {phase}", _named(nom)), Droit.SUIVI_LIRE),
    _source("phase.fin", lambda personne_id: _phases(personne_id, day=Phase.fin, letter="x"),
            lambda phase, nom, _: Fait(f"Fin\u00a0: {phase}", _named(nom)), Droit.SUIVI_LIRE),
    _source("partage", lambda personne_id: _partages(personne_id, day=Partage.date), _shared,
            Droit.SUIVI_LIRE),
    _source("partage.retrait",
            lambda personne_id: _partages(personne_id, day=Partage.retire_le, letter="x"),
            lambda who, motif, _: Fait(f"Accord retiré pour {who}", motif), Droit.SUIVI_LIRE),
]  # fmt: skip
