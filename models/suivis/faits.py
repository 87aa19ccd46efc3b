"""The suivis of a person, as her chronologie tells them: that they exist, and what marked them.

Who may only know that a suivi exists is told its dates, its référent and the next rendez-vous.
"""

from typing import Any

import peewee

from models.base import clock
from models.base.database import handle
from models.base.droit import Droit
from models.comptes.agent import Agent, shown_agent
from models.nomenclatures.valeur import Valeur
from models.personnes.chronologie import Fait, Source, facts, other_key, sources
from models.suivis.dispositif import Dispositif
from models.suivis.entretien import Entretien
from models.suivis.frein import LEVE, Frein, FreinNiveau
from models.suivis.mission import Genre, Mission
from models.suivis.objectif import Objectif
from models.suivis.partage import REFUS, Partage
from models.suivis.referent import QUALITES
from models.suivis.rendez_vous import RendezVous
from models.suivis.suivi import Phase, Referent, Suivi

SUIVIS, PHASES, FREINS = "suivis", "phases", "freins"
OBJECTIFS, MISSIONS, ENTRETIENS = "objectifs", "missions", "entretiens"
PARTAGES = "partages"
GENRES = {
    SUIVIS: "Suivi", PHASES: "Phase", FREINS: "Frein", OBJECTIFS: "Objectif",
    MISSIONS: "Mission", ENTRETIENS: "Entretien", PARTAGES: "Partage",
}  # fmt: skip


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
    told = (Referent.qualite, Agent.prenom, Agent.nom)
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
    return facts(
        _of_suivis(Partage, personne_id).where(day.is_null(False)),
        key=other_key(Partage.id, letter) if letter else Partage.id,
        jour=day,
        cible=Partage.suivi,
        told=(Partage.destinataire, Partage.motif, Partage.accord),
    )


def _shared(who: str, motif: str, accord: str) -> Fait:
    if accord == REFUS:
        return Fait(f"Partage refusé avec {who}", motif)
    return Fait(f"Partagé avec {who}", motif)


def _of_suivis(table: Any, personne_id: str, *, through: Any = None) -> Any:
    """The rows of a table of her suivis; `through` is what it belongs to when not to a suivi."""
    holder = through or table
    query: Any = table.select()
    if through is not None:
        query = query.join(through)
    query = query.join(Suivi, on=(holder.suivi == Suivi.id)).switch(table)
    stands = holder.archived_at.is_null() & Suivi.archived_at.is_null()
    return query.where((Suivi.personne == personne_id) & stands)


def _coming(personne_id: str) -> Any:
    """The next rendez-vous alone: who is at the desk tells it to who asks."""
    here = _of_suivis(RendezVous, personne_id).where(
        RendezVous.etat.is_null() & (RendezVous.date >= clock.today())
    )
    other = RendezVous.alias()
    earlier: Any = (
        other.select(peewee.fn.MIN(other.date))
        .join(Suivi, on=(other.suivi == Suivi.id))
        .where(
            (Suivi.personne == personne_id)
            & Suivi.archived_at.is_null()
            & other.archived_at.is_null()
            & other.etat.is_null()
            & (other.date >= clock.today())
        )
    )
    return facts(
        here.join(Agent, on=(RendezVous.agent == Agent.id)).where(RendezVous.date == earlier),
        key=RendezVous.id, jour=RendezVous.date, heure=RendezVous.heure, cible=RendezVous.suivi,
        told=(Agent.prenom, Agent.nom),
    )  # fmt: skip


def _lifted(personne_id: str) -> Any:
    """The day on which each frein was lifted: not what was found the same after."""
    before = FreinNiveau.alias()
    known: Any = (
        before.select(before.etat)
        .where((before.frein == FreinNiveau.frein) & (before.date < FreinNiveau.date))
        .order_by(before.date.desc())
        .limit(1)
    )
    query = _of_suivis(FreinNiveau, personne_id, through=Frein).where(
        (FreinNiveau.etat == LEVE) & (peewee.fn.COALESCE(known, "") != LEVE)
    )
    query = query.switch(Frein).join(Valeur, on=(Frein.valeur == Valeur.id))
    return facts(
        query, key=FreinNiveau.id, jour=FreinNiveau.date, cible=Frein.suivi,
        told=(Valeur.libelle, Frein.precision),
    )  # fmt: skip


def _reached(personne_id: str) -> Any:
    query = _of_suivis(Objectif, personne_id).where(Objectif.atteint_le.is_null(False))
    query = query.join(Valeur, peewee.JOIN.LEFT_OUTER, on=(Objectif.valeur == Valeur.id))
    return facts(
        query, key=Objectif.id, jour=Objectif.atteint_le, cible=Objectif.suivi,
        told=(Objectif.intitule, Valeur.libelle),
    )  # fmt: skip


def _missions(personne_id: str, *, day: Any, letter: str = "") -> Any:
    """One end of each mission, once it has come."""
    query = _of_suivis(Mission, personne_id).where(day <= clock.today())
    broken: Any = peewee.Case(None, [(Mission.rompue_le.is_null(False), "rompue")], "")
    return facts(
        query, key=other_key(Mission.id, letter) if letter else Mission.id, jour=day,
        cible=Mission.suivi, told=(Mission.intitule, Mission.genre, broken),
    )  # fmt: skip


def _seen(personne_id: str) -> Any:
    query = _of_suivis(Entretien, personne_id)
    query = query.join(Valeur, on=(Entretien.nature == Valeur.id)).switch(Entretien)
    return facts(
        query.join(Agent, on=(Entretien.agent == Agent.id)),
        key=Entretien.id, jour=Entretien.date, heure=Entretien.heure, cible=Entretien.suivi,
        told=(Valeur.libelle, Agent.prenom, Agent.nom),
    )  # fmt: skip


def _named(intitule: str | None) -> str:
    return intitule or "hors dispositif"


def _source(nature: str, rows: Any, tell: Any, *tables: Any, genre: str = SUIVIS) -> Source:
    """What stands in the life of a suivi is for who may read it; that it exists, for all."""
    right = Droit.SUIVI_EXISTENCE if genre == SUIVIS else Droit.SUIVI_LIRE
    stale = frozenset({Suivi, *tables})
    return Source(nature, genre, GENRES[genre], right, rows, tell, stale)


def _tell_mission(word: str) -> Any:
    def tell(intitule: str | None, genre: str, rompue: str | None) -> Fait:
        first = "Mission rompue" if rompue and word == "Fin" else f"{word} de mission"
        kind = Genre(genre).label
        return Fait(f"{first}\u00a0: {intitule or kind}", kind if intitule else "")

    return tell


_FIN = peewee.Case(
    None,
    [(Mission.rompue_le.is_null(False) & (Mission.rompue_le < Mission.au), Mission.rompue_le)],
    Mission.au,
)

sources += [
    _source("suivi.ouvert", _opened, lambda nom, *_: Fait("Suivi ouvert", _named(nom))),
    _source("suivi.clos", _closed,
            lambda nom, motif, _: Fait("Suivi terminé", motif or _named(nom))),
    _source("suivi.referent", _referents,
            lambda qualite, *names: Fait(f"{QUALITES[qualite]}\u00a0: {shown_agent(*names)}"),
            Referent),
    _source("rendez_vous", _coming,
            lambda *names: Fait("Prochain rendez-vous", f"avec {shown_agent(*names)}"), RendezVous),
    _source("phase.debut", lambda personne_id: _phases(personne_id, day=Phase.debut),
            lambda phase, nom, _: Fait(f"Début\u00a0: {phase}", _named(nom)), Phase, genre=PHASES),
    _source("phase.fin", lambda personne_id: _phases(personne_id, day=Phase.fin, letter="x"),
            lambda phase, nom, _: Fait(f"Fin\u00a0: {phase}", _named(nom)), Phase, genre=PHASES),
    _source("frein.leve", _lifted,
            lambda frein, precision, _: Fait(f"Frein levé\u00a0: {frein}", precision or ""),
            Frein, FreinNiveau, genre=FREINS),
    _source("objectif.atteint", _reached,
            lambda dit, liste, _: Fait(f"Objectif atteint\u00a0: {dit or liste}",
                                       (liste or "") if dit else ""),
            Objectif, genre=OBJECTIFS),
    _source("mission.debut", lambda personne_id: _missions(personne_id, day=Mission.du),
            _tell_mission("Début"), Mission, genre=MISSIONS),
    _source("mission.fin", lambda personne_id: _missions(personne_id, day=_FIN, letter="x"),
            _tell_mission("Fin"), Mission, genre=MISSIONS),
    _source("entretien", _seen,
            lambda nature, *names: Fait(nature, f"avec {shown_agent(*names)}"), Entretien,
            genre=ENTRETIENS),
    _source("partage", lambda personne_id: _partages(personne_id, day=Partage.date), _shared,
            Partage, genre=PARTAGES),
    _source("partage.retrait",
            lambda personne_id: _partages(personne_id, day=Partage.retire_le, letter="x"),
            lambda who, motif, _: Fait(f"Accord retiré pour {who}", motif), Partage,
            genre=PARTAGES),
]  # fmt: skip
