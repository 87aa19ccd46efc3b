"""Who entered by which session: the fiche says it, else the day on which the suivi opened."""

from typing import Any

from models.base.table import tuples_of
from models.prescriptions.prescription import Etape, Prescription
from models.suivis.dispositif import Session, sessions_of
from models.suivis.suivi import Suivi


def suivis_of_session(session_id: str | None) -> frozenset[str]:
    """The suivis that entered by a session; none for no session.

    One that no fiche ties to a session entered by the last that had begun when it opened.
    """
    session: Session | None = Session.get_or_none(Session.id == session_id) if session_id else None
    if session is None:
        return frozenset()
    said = _said_by_fiches(session.dispositif_id)
    begun = list(reversed(sessions_of(session.dispositif_id)))
    query: Any = Suivi.select(Suivi.id, Suivi.ouvert_le).where(
        (Suivi.dispositif == session.dispositif_id) & Suivi.archived_at.is_null()
    )
    found = set()
    for suivi_id, opened in tuples_of(query):
        before = [one.id for one in begun if one.debut <= opened]
        if said.get(suivi_id, before[-1] if before else None) == session.id:
            found.add(suivi_id)
    return frozenset(found)


def _said_by_fiches(dispositif_id: str) -> dict[str, str]:
    """The session of each suivi that a fiche brought, the last fiche winning."""
    here = (
        (Prescription.dispositif == dispositif_id)
        & Prescription.session.is_null(False)
        & Prescription.archived_at.is_null()
    )
    direct: Any = Prescription.select(Prescription.suivi, Prescription.session).where(
        here & Prescription.suivi.is_null(False)
    )
    entered: Any = (
        Etape.select(Etape.suivi, Prescription.session)
        .join(Prescription, on=(Etape.prescription == Prescription.id))
        .where(here & Etape.suivi.is_null(False))
        .order_by(Etape.date)
    )
    found = dict(tuples_of(direct.order_by(Prescription.date_demande)))
    return {**found, **dict(tuples_of(entered))}
