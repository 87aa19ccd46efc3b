"""How a mission reads on the page of a suivi: its state, its facts, what is to be seen to."""

import datetime as dt
from typing import NamedTuple

from models.base import clock, telephone
from models.base.listing import as_text, several
from models.nomenclatures.valeur import valeurs
from models.suivis.contrat import read_mission
from models.suivis.mission import (
    EtatMission,
    Genre,
    Mission,
    MissionAbsence,
    MissionBilan,
    absences_of,
    bilans_of,
    etat_of,
    missions_of,
    working_days,
)
from models.suivis.parametre import parametres_on, shown
from models.suivis.service_civique import Conges, Gravite

_KINDS = {
    EtatMission.A_SIGNER: "attention",
    EtatMission.EN_COURS: "info",
    EtatMission.ROMPUE: "attention",
    EtatMission.TERMINEE: "good",
}
BILAN, ABSENCE = "bilan", "absence"
HAND_OVER = "remise"  # the attestation that its end asks for


class Fait(NamedTuple):
    """A meeting or days away: what is said of it, and the acts on it by their keys."""

    genre: str
    id: str
    phrase: str
    acts: tuple[str, ...]


class MissionLue(NamedTuple):
    """A mission as it is read here; `remarques` are (what blocks, its sentence).

    `is_done`: it is over, and nothing is left to be handed over.
    """

    id: str
    titre: str
    statut: tuple[str, str]
    details: tuple[str, ...]
    remarques: tuple[tuple[bool, str], ...]
    faits: tuple[Fait, ...]
    acts: tuple[str, ...]
    fin: dt.date
    is_done: bool

    @property
    def read(self) -> str:
        return ", ".join((self.titre, self.statut[0], *self.details))


def missions_lues(suivi_id: str) -> list[MissionLue]:
    """Those of a suivi, the last ones first."""
    natures = {one.code: one.libelle for one in valeurs("absence_mission", retired=True)}
    return [_as_read(one, natures) for one in reversed(missions_of(suivi_id))]


def summary(found: list[MissionLue]) -> str:
    """What is under way in a few words; nothing without a mission."""
    now = [one for one in found if not one.is_done]
    if not now:
        return several(len(found), "mission terminée", "missions terminées") if found else ""
    one = now[0]
    until = " le" if one.fin < clock.today() else ", jusqu’au"
    told = f"{one.titre}, {one.statut[0].lower()}{until} {as_text(one.fin)}"
    left = sum(len(each.remarques) for each in now)
    return f"{told} · {several(left, 'point à voir', 'points à voir')}" if left else told


def _as_read(mission: Mission, natures: dict[str, str]) -> MissionLue:
    today = clock.today()
    etat = etat_of(mission, today)
    civic = mission.genre == Genre.SERVICE_CIVIQUE
    acts = _acts(mission, etat, civic=civic)
    lecture = read_mission(mission, today)
    leave = lecture.conges
    genre = Genre(mission.genre).label
    details = (
        _where(mission, genre if mission.intitule else ""),
        _when(mission),
        _tuteur(mission),
        _trained(mission) if civic else "",
        _leave(leave) if leave is not None and mission.du <= today else "",
        _money(mission) if civic else "",
        _end(mission),
    )
    return MissionLue(
        mission.id,
        str(mission.intitule) or genre,
        (etat.label, _KINDS.get(etat, "")),
        tuple(part for part in details if part),
        tuple((one.gravite is Gravite.BLOQUANT, one.phrase) for one in lecture.remarques),
        (*(_bilan(one, mission) for one in bilans_of(mission.id)),
         *(_absence(one, natures) for one in absences_of([mission.id]))),
        acts,
        mission.fin,
        etat.is_over and HAND_OVER not in acts,
    )  # fmt: skip


def _acts(mission: Mission, etat: EtatMission, *, civic: bool) -> tuple[str, ...]:
    handed = (HAND_OVER,) if civic and etat.is_over and mission.attestation_le is None else ()
    taught = ("formations",) if civic else ()
    lived = () if etat.is_over else ("bilan", "absence")
    return ("corriger", *taught, *lived, "rompre", *handed)


def _where(mission: Mission, genre: str) -> str:
    organisme = mission.organisme.nom if mission.organisme_id else ""
    agrement = f"agrément {mission.agrement}" if mission.agrement else ""
    return _joined(genre, organisme, agrement, str(mission.thematique))


def _when(mission: Mission) -> str:
    signed = f"contrat signé le {as_text(mission.signee_le)}" if mission.signee_le else ""
    hours = f"{mission.heures_semaine}\u00a0h par semaine"
    return _joined(f"Du {as_text(mission.du)} au {as_text(mission.au)}", hours, signed)


def _tuteur(mission: Mission) -> str:
    reached = (telephone.shown(mission.tuteur_telephone), str(mission.tuteur_courriel))
    return _joined(f"Tuteur\u00a0: {mission.tuteur}" if mission.tuteur else "", *reached)


def _trained(mission: Mission) -> str:
    days = " et ".join(as_text(day) for day in (mission.fcc1_le, mission.fcc2_le) if day)
    civic = f"Formation civique\u00a0: {days}" if days else ""
    place = str(mission.fcc_lieu) if days else ""
    psc1 = ""
    if mission.psc1_le is not None:
        got = {None: "", True: ", obtenu", False: ", non obtenu"}[mission.psc1_obtenu]
        psc1 = f"PSC1 le {as_text(mission.psc1_le)}{got}"
    return _joined(civic, place, psc1)


def _leave(found: Conges) -> str:
    """What was taken of what was earned so far."""
    return (
        f"Congés\u00a0: {several(found.pris, 'jour pris', 'jours pris')} sur {found.acquis} acquis "
        f"({found.total} pour toute la mission)"
    )


def _money(mission: Mission) -> str:
    """The amounts of the day of its contract; those of today until it is signed."""
    known = parametres_on(mission.signee_le or clock.today())
    state, structure = known["sc_indemnite"], known["sc_prestation"]
    whole = shown(state + structure, "centimes")
    return (
        f"Indemnité\u00a0: {whole} par mois ({shown(state, 'centimes')} de l’État, "
        f"{shown(structure, 'centimes')} de l’organisme)"
    )


def _end(mission: Mission) -> str:
    broken = handed = ""
    if mission.rompue_le is not None:
        broken = f"Rompue le {as_text(mission.rompue_le)}\u00a0: {mission.motif_rupture}"
    if mission.attestation_le is not None:
        handed = f"attestation remise le {as_text(mission.attestation_le)}"
    told = _joined(broken, handed)
    return told[:1].upper() + told[1:]


def _bilan(bilan: MissionBilan, mission: Mission) -> Fait:
    who = f" avec {bilan.avec}" if bilan.avec else ""
    if bilan.fait_le is not None:
        return Fait(BILAN, bilan.id, f"Bilan du {as_text(bilan.fait_le)}{who}", ("corriger",))
    acts: tuple[str, ...]
    told, acts = f"Bilan prévu le {as_text(bilan.prevu_le)}{who}", ("fait", "corriger")
    if mission.rompue_le is not None and bilan.prevu_le > mission.rompue_le:
        told, acts = f"{told}, sans objet : la mission a été rompue avant", ("corriger",)
    return Fait(BILAN, bilan.id, told, acts)


def _absence(absence: MissionAbsence, natures: dict[str, str]) -> Fait:
    days = len(working_days(absence.du, absence.au))
    same = absence.du == absence.au
    span = "" if same else f" au {as_text(absence.au)}"
    nature = natures.get(absence.nature, "Absence")
    told = f"{nature}, {'le' if same else 'du'} {as_text(absence.du)}{span}"
    precision = f"\u00a0: {absence.precision}" if absence.precision else ""
    proof = ", justifiée" if absence.justifiee else ""
    return Fait(
        ABSENCE, absence.id,
        f"{told} ({several(days, 'jour ouvré', 'jours ouvrés')}{proof}){precision}", ("corriger",),
    )  # fmt: skip


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
