"""What a file itself tells of a person: documents, agreements, household, changes."""

from typing import Any

import peewee

from models.base.droit import Droit
from models.base.journal import Journal
from models.comptes.agent import Agent
from models.nomenclatures.valeur import Valeur
from models.personnes.accord import PersonneAccord
from models.personnes.chronologie import DOSSIER, Fait, Source, facts, other_key, sources
from models.personnes.document import Document, for_this_account
from models.personnes.foyer import FoyerMembre
from models.personnes.personne import Personne, shown_name

_ACTIONS = {
    "create_personne": "Dossier créé",
    "create_dossier": "Dossier créé",
    "save_personne": "Dossier modifié",
    "save_dossier": "Dossier modifié",
    "archive_personne": "Dossier archivé",
    "undo": "Modification annulée",
    "redo": "Modification rétablie",
}
DOCUMENTS = "documents"


def _documents(personne_id: str) -> Any:
    query: Any = Document.select().join(
        Valeur, peewee.JOIN.LEFT_OUTER, on=(Document.type_document == Valeur.id)
    )
    return facts(
        for_this_account(
            query.where((Document.personne == personne_id) & Document.archived_at.is_null())
        ),
        key=Document.id,
        tri=Document.created_at,
        cible=Document.id,
        told=(Document.intitule, Valeur.libelle),
    )


def _answers(personne_id: str) -> Any:
    words = peewee.Case(None, [(PersonneAccord.donne, "donné")], "refusé")
    return facts(
        _accords(personne_id),
        key=PersonneAccord.id,
        jour=PersonneAccord.date,
        told=(Valeur.libelle, words),
    )


def _withdrawals(personne_id: str) -> Any:
    return facts(
        _accords(personne_id).where(PersonneAccord.retire_le.is_null(False)),
        key=other_key(PersonneAccord.id, "x"),
        jour=PersonneAccord.retire_le,
        told=(Valeur.libelle, peewee.Value("retiré")),
    )


def _accords(personne_id: str) -> Any:
    query: Any = PersonneAccord.select().join(Valeur, on=(PersonneAccord.accord == Valeur.id))
    return query.where(PersonneAccord.personne == personne_id)


def _household(personne_id: str) -> Any:
    """Those of her household, from the day when somebody said it."""
    mine = FoyerMembre.alias()
    hers = mine.select(mine.foyer).where(mine.personne == personne_id)
    query: Any = (
        FoyerMembre.select()
        .join(Personne, on=(FoyerMembre.personne == Personne.id))
        .switch(FoyerMembre)
        .join(Valeur, peewee.JOIN.LEFT_OUTER, on=(FoyerMembre.lien == Valeur.id))
    )
    nom = peewee.Case(
        None, [(Personne.nom_usage != "", Personne.nom_usage)], Personne.nom_naissance
    )
    prenom = peewee.Case(
        None, [(Personne.prenom_usage != "", Personne.prenom_usage)], Personne.prenom
    )
    return facts(
        query.where(FoyerMembre.foyer.in_(hers) & (FoyerMembre.personne != personne_id)),
        key=FoyerMembre.id,
        tri=FoyerMembre.created_at,
        cible=FoyerMembre.personne,
        told=(nom, prenom, Valeur.libelle),
    )


def _changes(personne_id: str) -> Any:
    """Who changed the file, and which fields: the journal holds no value."""
    number: Any = peewee.Value(10**12) + Journal.n
    query: Any = Journal.select().join(
        Agent, peewee.JOIN.LEFT_OUTER, on=(Journal.agent_id == Agent.id)
    )
    return facts(
        query.where(
            (Journal.objet_id == personne_id)
            & (Journal.objet == "personne")
            & Journal.action.in_(list(_ACTIONS))
        ),
        key=peewee.fn.SUBSTR(Journal.poste_id, 1, 19).concat(peewee.Cast(number, "TEXT")),
        tri=Journal.at,
        told=(Journal.action, Journal.champs, Agent.prenom),
    )


def _tell_change(action: str, champs: str | None, agent: str | None) -> Fait:
    fields = Personne._meta.fields
    names = [str(fields[c].verbose_name or "") for c in (champs or "").split(",") if c in fields]
    kept = dict.fromkeys(name for name in names if name)
    who = f"par {agent}" if agent else ""
    titre = _ACTIONS[action]
    return Fait(f"{titre}\u00a0: {', '.join(kept).lower()}" if kept else titre, who)


def _source(nature: str, libelle: str, rows: Any, tell: Any, *tables: Any, **more: Any) -> Source:
    genre = more.get("genre", DOSSIER)
    right = more.get("right", Droit.PERSONNES)
    return Source(nature, genre, libelle, right, rows, tell, frozenset(tables))


def _tell_accord(accord: str, etat: str, _: str) -> Fait:
    return Fait(f"Accord {etat}\u00a0: {accord[:1].lower()}{accord[1:]}")


sources += [
    _source("document", "Document", _documents,
            lambda titre, nature, _: Fait(titre, nature or ""), Document, genre=DOCUMENTS),
    _source("accord", "Dossier", _answers, _tell_accord, PersonneAccord),
    _source("accord.retire", "Dossier", _withdrawals, _tell_accord, PersonneAccord),
    _source("foyer", "Dossier", _household,
            lambda nom, prenom, lien: Fait(f"Foyer\u00a0: {shown_name(nom, prenom)}", lien or ""),
            FoyerMembre),
    _source("modification", "Dossier", _changes, _tell_change, Personne, right=Droit.JOURNAL),
]  # fmt: skip
