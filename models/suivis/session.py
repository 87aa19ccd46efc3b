"""The dated runs of a dispositif: made, then corrected."""

from typing import Any

from models.base.command import command
from models.base.droit import Droit
from models.base.errors import Invalid, Refused
from models.suivis.dispositif import Dispositif, Session


def session_known(session_id: str) -> Session:
    found: Session | None = Session.get_or_none(Session.id == session_id)
    if found is None:
        raise Refused("Cette session n’existe plus. Rouvrez le dispositif.")
    return found


@command(right=Droit.REGLAGES, label="Session créée")
def create_session(dispositif: Dispositif, **values: Any) -> Session:
    """A run of a dispositif: `debut`, `fin`, `intitule`, `places` (the usual number, else)."""
    return _write(Session(dispositif=dispositif, places=dispositif.places, intitule=""), values)


@command(right=Droit.REGLAGES, label="Session enregistrée")
def save_session(session: Session, **values: Any) -> Session:
    """Correct a run; fewer places than people does not send anybody away."""
    return _write(session, values)


def _write(session: Session, values: dict[str, Any]) -> Session:
    for name, value in values.items():
        setattr(session, name, value)
    if session.debut is None:
        raise Invalid("debut", "Début\u00a0: il faut le premier jour de la session.")
    if session.fin is not None and session.fin < session.debut:
        raise Invalid("fin", "Fin\u00a0: cette date précède le début. Corrigez l’une des deux.")
    if session.places is None or session.places < 0:
        raise Invalid("places", "Places\u00a0: écrivez un nombre, 0 si elles ne sont pas comptées.")
    session.intitule = session.intitule or f"Session du {session.debut:%d/%m/%Y}"
    return session.save()
