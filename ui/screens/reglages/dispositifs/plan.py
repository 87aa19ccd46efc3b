"""What is in a dispositif, line by line: its texts, phases, criteria, sessions."""

import json
from typing import Any

from models.base import clock
from models.base.listing import several
from models.suivis.critere import GENRES
from models.suivis.dispositif import (
    Dispositif,
    DispositifCritere,
    DispositifPhase,
    Session,
    criteres_of,
    phases_of,
    sessions_of,
)
from models.suivis.financeur import financeurs_of
from ui.kit.rows import Row

TEXTES, CHIFFRES, ACCORDS = "textes", "chiffres", "accords"
PHASE, CRITERE, SESSION = "phase/", "critere/", "session/"  # then the code, or the id


def dispositif_row(one: Dispositif) -> Row:
    """A dispositif in the list: how long it lasts, how many it takes."""
    phases = phases_of(one.id)
    said = [_months(sum(phase.mois for phase in phases)), several(len(phases), "phase")]
    said.append(f"{_places(one.places)} par session" if one.places else "")
    if one.archived_at is not None:
        return Row(one.id, one.intitule, _joined(said), ("Retiré", ""))
    return Row(one.id, one.intitule, _joined(said), movable=True)


def plan_rows(one: Dispositif) -> list[Row]:
    """Every part of it, under the name of its kind."""
    return [
        Row("", "Le dispositif", heading=True),
        Row(TEXTES, "Nom, présentation, documents", _texts(one)),
        Row(CHIFFRES, "Places, heures, financeurs", _figures(one)),
        Row(ACCORDS, "Accords demandés à la personne", _accords(one)),
        Row("", "Phases", heading=True),
        *(_phase_row(phase) for phase in phases_of(one.id)),
        Row(PHASE, "Ajouter une phase", icon="add"),
        Row("", "Critères", heading=True),
        *(_critere_row(critere) for critere in criteres_of(one.id)),
        Row(CRITERE, "Ajouter un critère", icon="add"),
        Row("", "Sessions", heading=True),
        *(_session_row(session) for session in sessions_of(one.id)),
        Row(SESSION, "Ajouter une session", icon="add"),
    ]


def _texts(one: Dispositif) -> str:
    documents = len(json.loads(one.documents))
    return f"{several(documents, 'document')} à apporter" if documents else "aucun document"


def _figures(one: Dispositif) -> str:
    payers = ", ".join(f.nom for f in financeurs_of(one))
    silence = f"signal après {several(one.sans_contact, 'jour')} sans contact"
    return _joined([_places(one.places), *_hours(one), silence, payers])


def _accords(one: Dispositif) -> str:
    own = len(json.loads(one.accords))
    return several(own, "texte") if own else "les trois textes usuels"


def _phase_row(phase: DispositifPhase) -> Row:
    said = [_months(phase.mois), *_hours(phase), "mission" if phase.mission else ""]
    said.append("avec l’accord de la personne" if phase.partagee else "")
    status = ("Facultative", "") if phase.optionnelle else ("", "")
    key = f"{PHASE}{phase.code}"
    return Row(key, phase.libelle, _joined(said), status, group=PHASE, movable=True)


def _critere_row(critere: DispositifCritere) -> Row:
    found = json.loads(critere.parametres)
    said = [GENRES[critere.genre].libelle]
    if critere.genre == "age":
        said.append(f"de {found['min']} à {found['max']}\u00a0ans")
        if found.get("max_exception", 0) > found["max"]:
            said.append(f"{found['max_exception']} par exception")
    elif found.get("exception"):
        said.append("exception possible")
    key = f"{CRITERE}{critere.code}"
    return Row(key, critere.libelle, _joined(said), group=CRITERE, movable=True)


def _session_row(session: Session) -> Row:
    days = f"du {session.debut:%d/%m/%Y}"
    if session.fin is not None:
        days += f" au {session.fin:%d/%m/%Y}"
    said = _joined([days, _places(session.places)])
    return Row(f"{SESSION}{session.id}", session.intitule, said, _state(session))


def _state(session: Session) -> tuple[str, str]:
    today = clock.today()
    if session.debut > today:
        return ("À venir", "info")
    if session.fin is not None and session.fin < today:
        return ("Terminée", "")
    return ("En cours", "good") if session.fin is not None else ("", "")


def _months(count: int) -> str:
    return f"{count}\u00a0mois" if count else ""


def _places(count: int) -> str:
    return several(count, "place") if count else ""


def _hours(one: Any) -> list[str]:
    """The targets of a dispositif, or of a phase."""
    said = []
    if one.heures_cible:
        said.append(f"{one.heures_cible}\u00a0h à atteindre")
    if one.heures_semaine:
        said.append(f"{one.heures_semaine}\u00a0h par semaine")
    return said


def _joined(parts: list[str]) -> str:
    return " · ".join(part for part in parts if part)
