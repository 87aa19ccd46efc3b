"""The sessions of the demonstration's dispositif, and the comités that choose who enters."""

from models.echanges.demonstration.parcours import SESSION_VISEE, Agenda, Candidature
from models.prescriptions.prescription import Comite, Decision, Inscription, Prescription
from models.suivis.dispositif import Dispositif, Session

DISPOSITIF = "ateliers_citoyens"
_LIEU = "Centre social, salle du conseil"


class Comites:
    """Writes sessions and comités, then what each comité had before it and decided."""

    def __init__(self, agenda: Agenda) -> None:
        self._agenda = agenda
        self.sessions = [_session(agenda, rank) for rank in range(len(agenda.sessions))]
        self._comites = [self._comite(rank) for rank in range(len(agenda.comites))]
        self._before: dict[int, int] = {}

    def session_of(self, candidature: Candidature) -> Session | None:
        return None if candidature.session is None else self.sessions[candidature.session]

    def submit(self, prescription: Prescription, candidature: Candidature) -> None:
        """Put a fiche on the ordre du jour; write what was decided of it."""
        if candidature.comite is None:
            return
        comite = self._comites[candidature.comite]
        rang = self._before.get(candidature.comite, 0) + 1
        self._before[candidature.comite] = rang
        Inscription(comite=comite, prescription=prescription, rang=rang).save()
        if candidature.vote is not None:
            Decision(
                comite=comite,
                prescription=prescription,
                sens=candidature.vote.sens.value,
                motif=candidature.vote.motif,
                rang=candidature.vote.rang,
                date=comite.date,
            ).save()

    def _comite(self, rank: int) -> Comite:
        return Comite(
            dispositif=DISPOSITIF,
            session=self.sessions[min(rank, SESSION_VISEE)],
            date=self._agenda.comites[rank],
            lieu=_LIEU,
            observations="Tous les partenaires étaient là." if rank <= SESSION_VISEE else "",
        ).save()


def _session(agenda: Agenda, rank: int) -> Session:
    dates = agenda.sessions[rank]
    return Session(
        dispositif=DISPOSITIF,
        intitule=dates.intitule,
        debut=dates.debut,
        fin=dates.fin,
        places=Dispositif.get_by_id(DISPOSITIF).places,
    ).save()
