"""The forty fiches of the demonstration: one story each, so that every status is met any day."""

import datetime as dt
import enum
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.echanges.demonstration.calendrier import DAY, Dates, open_day
from models.prescriptions.statut import Statut
from models.suivis.suivi import add_months

SESSION_VISEE = 4  # the next one, after three of the past and the one that began last
_AWAY = 3  # who of a session went away for a while
_SHORT, _WHOLE = 13, 15  # months, without and with the accompaniment that is shared or not


class Papier(enum.Enum):
    """How far the paper of a fiche went."""

    AUCUN = "aucun"
    FIGE = "fige"  # printed, and signed by the prescripteur only
    SIGNE = "signe"
    REPRIS = "repris"  # signed, then corrected: to be signed again


@dataclass(frozen=True)
class Fait:
    """A dated fact of a fiche, with the key or the text of its motive."""

    nature: str
    date: dt.date
    motif: str = ""


@dataclass(frozen=True)
class Vote:
    """What the comité decided; `rang` on the waiting list."""

    sens: Statut
    motif: str | None = None
    rang: int | None = None


@dataclass(frozen=True)
class Suite:
    """The suivi of who entered: when it began, when and why it ended."""

    entree: dt.date
    fin: dt.date | None = None
    motif: str | None = None
    accompagne: bool = True
    passe_la_main: bool = False  # the référent changed on the way
    accompagne_depuis: dt.date | None = None  # later than planned, and still so today
    suspendu: tuple[dt.date, dt.date | None] | None = None  # and not back yet without a last day


@dataclass(frozen=True)
class Candidature:
    """One fiche. `attendu` is the status that its facts make; two of one `dossier` are of one
    personne."""

    attendu: Statut
    date_demande: dt.date
    session: int | None = SESSION_VISEE
    papier: Papier = Papier.SIGNE
    faits: tuple[Fait, ...] = ()
    comite: int | None = None
    vote: Vote | None = None
    suite: Suite | None = None
    dossier: str = ""

    @property
    def signee_le(self) -> dt.date:
        return open_day(self.date_demande + 2 * DAY)


@dataclass(frozen=True)
class Agenda:
    """The day of the demonstration, its sessions, its comités: one a session, two for the next."""

    day: dt.date
    sessions: Sequence[Dates]

    @property
    def comites(self) -> list[dt.date]:
        return [*(one.comite for one in self.sessions[:SESSION_VISEE]), self.last, self.coming]

    @property
    def last(self) -> dt.date:
        return open_day(self.day - 16 * DAY, -1)

    @property
    def coming(self) -> dt.date:
        """In some twelve days, and before the session in any case."""
        latest = self.sessions[SESSION_VISEE].debut - 4 * DAY
        return max(self.day, open_day(min(self.day + 12 * DAY, latest), -1))


def candidatures(agenda: Agenda) -> list[Candidature]:
    """All fiches, in the order in which they were written."""
    found = [
        *_first_session(agenda),
        *_second_session(agenda),
        *_third_session(agenda),
        *_running_session(agenda),
        *_decided(agenda),
        *_waiting_for_comite(agenda),
        *_on_the_desk(agenda),
        *_given_up(agenda),
    ]
    return sorted(found, key=lambda one: (one.date_demande, one.session or 0))


def _first_session(agenda: Agenda) -> Iterator[Candidature]:
    debut = agenda.sessions[0].debut
    sorties = ("cdd_long", "alternance", "formation_qualifiante", "cdi")
    for rank, sortie in enumerate(sorties):
        suite = _whole(debut, sortie, accompagne=rank != 2, passe_la_main=rank < 2)
        yield _entered(agenda, 0, rank, suite)
    yield _entered(agenda, 0, 4, _cut(debut, 70, "sans_nouvelles"), gave_up="sans_nouvelles")


def _second_session(agenda: Agenda) -> Iterator[Candidature]:
    debut = agenda.sessions[1].debut
    longer = Suite(debut, accompagne_depuis=open_day(agenda.day - 20 * DAY, -1))
    yield _entered(agenda, 1, 0, longer)
    for rank, sortie in enumerate(("emploi_court", "formation_prequalifiante", "e2c_epide"), 1):
        suite = _whole(debut, sortie, accompagne=rank != 3, passe_la_main=rank == 1)
        over = suite.fin is not None and suite.fin <= agenda.day
        yield _entered(agenda, 1, rank, suite if over else Suite(debut))
    yield _entered(agenda, 1, 4, _cut(debut, 130, "demenagement"), gave_up="demenagement")


def _third_session(agenda: Agenda) -> Iterator[Candidature]:
    debut = agenda.sessions[2].debut
    for rank in range(5):
        away = (debut + 50 * DAY, debut + 70 * DAY) if rank == _AWAY else None
        yield _entered(agenda, 2, rank, Suite(debut, passe_la_main=rank == 0, suspendu=away))


def _running_session(agenda: Agenda) -> Iterator[Candidature]:
    """Six retained, one of whom gave up; the first of the waiting list came in instead."""
    session = agenda.sessions[3]
    for rank in range(5):
        since = max(session.debut, open_day(agenda.day - 12 * DAY, -1))
        away = (since, None) if rank == _AWAY else None
        yield _entered(agenda, 3, rank, Suite(session.debut, suspendu=away))
    left = Fait("desistement", session.debut - 4 * DAY, "motif_desistement.emploi")
    yield _judged(agenda, 3, 5, Vote(Statut.RETENUE), status=Statut.DESISTEMENT, after=(left,))
    late = max(session.debut, open_day(agenda.day - 40 * DAY, -1))
    first = Vote(Statut.LISTE_ATTENTE, rang=1)
    yield _entered(agenda, 3, 6, Suite(late), vote=first)
    for rang in (2, 3):
        yield _judged(agenda, 3, 5 + rang, Vote(Statut.LISTE_ATTENTE, rang=rang))


def _decided(agenda: Agenda) -> Iterator[Candidature]:
    """The first comité of the next session."""
    votes = (
        Vote(Statut.RETENUE),
        Vote(Statut.AJOURNEE),
        Vote(Statut.NON_RETENUE, "motif_non_retenue.en_formation"),
        Vote(Statut.REORIENTEE, "motif_non_retenue.autre_dispositif"),
    )
    for rank, vote in enumerate(votes):
        yield _judged(agenda, SESSION_VISEE, rank, vote)


def _waiting_for_comite(agenda: Agenda) -> Iterator[Candidature]:
    for rank in range(3):
        asked = open_day(agenda.day - (20 + 5 * rank) * DAY, -1)
        yield Candidature(Statut.INSCRITE, asked, faits=(_sent(asked),), comite=SESSION_VISEE + 1)
    asked = open_day(agenda.day - 14 * DAY, -1)
    yield Candidature(Statut.TRANSMISE, asked, faits=(_sent(asked),), dossier="doublon")


def _on_the_desk(agenda: Agenda) -> Iterator[Candidature]:
    def asked(lapse: int) -> dt.date:
        return open_day(agenda.day - lapse * DAY, -1)

    yield Candidature(Statut.SIGNEE, asked(9))
    yield Candidature(Statut.A_SIGNER, asked(12), papier=Papier.REPRIS)
    yield Candidature(Statut.A_SIGNER, asked(6), papier=Papier.FIGE)
    yield Candidature(Statut.BROUILLON, asked(4), papier=Papier.AUCUN)
    yield Candidature(Statut.BROUILLON, asked(1), papier=Papier.AUCUN, session=None)


def _given_up(agenda: Agenda) -> Iterator[Candidature]:
    asked = open_day(agenda.day - 48 * DAY, -1)
    left = Fait("retiree", asked + 12 * DAY, "Préfère chercher un apprentissage tout de suite.")
    yield Candidature(Statut.RETIREE, asked, faits=(_sent(asked), left))
    asked = open_day(agenda.day - 13 * DAY, -1)
    twice = Fait("annulee", asked + DAY, "motif_annulation.doublon")
    yield Candidature(Statut.ANNULEE, asked, papier=Papier.AUCUN, faits=(twice,), dossier="doublon")
    old = open_day(agenda.day - 200 * DAY, -1)
    yield Candidature(Statut.EXPIREE, old, session=None)


def _entered(
    agenda: Agenda,
    session: int,
    rank: int,
    suite: Suite,
    *,
    gave_up: str = "",
    vote: Vote | None = None,
) -> Candidature:
    after, status = [Fait("entree", suite.entree)], Statut.ENTREE
    if gave_up and suite.fin:
        after.append(Fait("desistement", suite.fin, f"motif_desistement.{gave_up}"))
        status = Statut.DESISTEMENT
    elif suite.fin:
        after.append(Fait("achevee", suite.fin))
        status = Statut.ACHEVEE
    chosen = vote or Vote(Statut.RETENUE)
    return _judged(agenda, session, rank, chosen, status=status, after=tuple(after), suite=suite)


def _judged(
    agenda: Agenda,
    comite: int,
    rank: int,
    vote: Vote,
    *,
    status: Statut | None = None,
    after: tuple[Fait, ...] = (),
    suite: Suite | None = None,
) -> Candidature:
    """A fiche that a comité decided, written some weeks before it."""
    asked = open_day(agenda.comites[comite] - (16 + 6 * rank) * DAY, -1)
    return Candidature(
        status or vote.sens,
        asked,
        session=comite,
        faits=(_sent(asked), *after),
        comite=comite,
        vote=vote,
        suite=suite,
    )


def _sent(asked: dt.date) -> Fait:
    return Fait("transmise", open_day(asked + 5 * DAY))


def _whole(debut: dt.date, sortie: str, *, accompagne: bool, passe_la_main: bool) -> Suite:
    fin = add_months(debut, _WHOLE if accompagne else _SHORT) - DAY
    return Suite(debut, fin, f"motif_sortie.{sortie}", accompagne, passe_la_main)


def _cut(debut: dt.date, days: int, motif: str) -> Suite:
    return Suite(debut, open_day(debut + days * DAY), f"motif_sortie.{motif}")
