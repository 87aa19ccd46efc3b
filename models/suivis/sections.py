"""The sections of a synthesis, one for each block: what is told of a suivi, and no note."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from models.base import clock, telephone
from models.base.listing import as_text
from models.nomenclatures.valeur import label
from models.suivis.action import actions_of
from models.suivis.champs import CHAMPS
from models.suivis.frein import FreinSuivi, freins_of
from models.suivis.mission import Genre, Mission, missions_of
from models.suivis.objectif import (
    FINIES,
    REALISEE,
    Action,
    EtatObjectif,
    ObjectifSuivi,
    Qui,
    objectifs_of,
)
from models.suivis.partage import BLOCS
from models.suivis.regles import said
from models.suivis.rendez_vous import RendezVous, rendez_vous_of
from models.suivis.situation import situations_of
from models.suivis.suivi import Phase, Suivi, phases_of_suivi

SEULES = "actions"  # stands for the actions that are under no goal


class Ligne(NamedTuple):
    """One thing told: what it is, then its facts; `sous` stands under another one."""

    titre: str
    details: str = ""
    sous: bool = False


class Section(NamedTuple):
    """A part of the paper: labelled facts, lines, or words."""

    titre: str
    champs: tuple[tuple[str, str], ...] = ()
    lignes: tuple[Ligne, ...] = ()
    texte: str = ""


def identite(suivi: Suivi, today: dt.date) -> Section:
    one = suivi.personne
    facts = (
        ("Nom", one.nom_affiche.replace("'", "’")),
        ("Naissance", one.naissance.texte),
        ("Téléphone", telephone.shown(str(one.telephone))),
        ("Commune", " ".join(filter(None, (one.code_postal, one.commune)))),
    )
    return Section(BLOCS["identite"], champs=_filled(facts))


def parcours(suivi: Suivi, today: dt.date) -> Section:
    end = f", jusqu’au {as_text(suivi.clos_le)}" if suivi.clos_le else ""
    programme = str(suivi.dispositif.intitule) if suivi.dispositif_id else "Hors dispositif"
    facts = (("Accompagnement", programme), ("Ouvert", f"le {as_text(suivi.ouvert_le)}{end}"))
    lived = [one for one in phases_of_suivi(suivi.id) if one.debut or not suivi.clos_le]
    lines = [Ligne(str(one.libelle), _said_phase(one, today)) for one in lived]
    return Section(BLOCS["parcours"], champs=facts, lignes=tuple(lines))


def _said_phase(phase: Phase, today: dt.date) -> str:
    if phase.debut is None:
        word = f"{phase.reserve}, prévue" if phase.reserve else "prévue"
        return f"{word} du {as_text(phase.prevue_du)} au {as_text(phase.prevue_au)}"
    if phase.fin is not None and phase.fin <= today:
        return f"faite du {as_text(phase.debut)} au {as_text(phase.fin)}"
    until = as_text(phase.fin or phase.prevue_au)
    return f"en cours depuis le {as_text(phase.debut)}, jusqu’au {until}"


def situation(suivi: Suivi, today: dt.date) -> Section:
    """The last picture; what was not told, or asks for care, is left out."""
    known = situations_of(suivi.id)
    if not known:
        return Section(BLOCS["situation"], texte="Elle n’a pas encore été notée.")
    last = known[-1]
    words = said(key for keys in last.valeurs.values() for key in keys)
    facts = []
    for champ in CHAMPS:
        told = [
            one.libelle
            for one in last.reponses.get(champ.code, ())
            if one.connue and not words[one.cle].sensible
        ]
        facts.append((champ.libelle, ", ".join(told)))
    title = f"{BLOCS['situation']} au {as_text(last.situation.date)}"
    return Section(title, champs=_filled(facts))


def freins(suivi: Suivi, chosen: Sequence[str]) -> Section:
    lines = [
        Ligne(
            said_frein(one),
            ", ".join(
                (
                    label(f"intensite_frein.{one.present.intensite}").lower(),
                    label(f"etat_frein.{one.present.etat}").lower(),
                    f"depuis le {as_text(one.depuis)}",
                )
            ),
        )
        for one in freins_of(suivi.id)
        if one.frein.id in chosen
    ]
    return Section("Ce qui freine", lignes=tuple(lines))


def objectifs(suivi: Suivi, chosen: Sequence[str]) -> Section:
    goals = goals_of(suivi.id)
    lines: list[Ligne] = []
    for one in goals:
        if one.objectif.id in chosen:
            lines.append(Ligne(one.titre, _said_goal(one)))
            lines += _steps(actions_of(suivi.id, objectif_id=one.objectif.id), under=True)
    if SEULES in chosen:
        lines += _steps([a for a in alone(suivi.id, goals) if a.etat not in FINIES], under=False)
    return Section(BLOCS["objectifs"], lignes=tuple(lines))


def _steps(actions: Sequence[Action], *, under: bool) -> list[Ligne]:
    """What is to do, and what was done; what was given up is nobody’s business."""
    return [
        Ligne(str(one.intitule), _said_step(one), sous=under)
        for one in actions
        if one.etat == REALISEE or one.etat not in FINIES
    ]


def _said_step(action: Action) -> str:
    if action.etat == REALISEE:
        return f"fait le {as_text(action.etat_le)}"
    who = Qui(action.qui).label.lower()
    return f"{who}, pour le {as_text(action.echeance)}" if action.echeance else who


def _said_goal(one: ObjectifSuivi) -> str:
    if one.etat is EtatObjectif.ATTEINT:
        return f"atteint le {as_text(one.objectif.atteint_le)}"
    day = one.objectif.echeance
    return f"pour le {as_text(day)}" if day else "en cours"


def rendez_vous(suivi: Suivi, today: dt.date) -> Section:
    coming = next_rendez_vous(suivi.id, today)
    if coming is None:
        return Section(BLOCS["rendez_vous"], texte="Aucun rendez-vous n’est pris.")
    hour = f" à {coming.heure:%H:%M}" if coming.heure else ""
    facts = (
        ("Le", f"{as_text(coming.date)}{hour}"),
        ("Avec", coming.agent.nom_affiche),
        ("Lieu", str(coming.lieu.nom) if coming.lieu else str(coming.ailleurs)),
    )
    return Section(BLOCS["rendez_vous"], champs=_filled(facts))


def mission(suivi: Suivi, today: dt.date) -> Section:
    """Those that go on or are to come; else the last one."""
    known = missions_of(suivi.id)
    shown = [one for one in known if one.fin >= today] or known[-1:]
    if not shown:
        return Section(BLOCS["mission"], texte="Aucune mission n’est notée.")
    return Section(
        BLOCS["mission"], lignes=tuple(Ligne(_said_mission(m), _facts_of(m)) for m in shown)
    )


def _said_mission(mission: Mission) -> str:
    return str(mission.intitule or Genre(mission.genre).label)


def _facts_of(mission: Mission) -> str:
    where = mission.organisme.nom if mission.organisme_id and mission.organisme else ""
    days = f"du {as_text(mission.du)} au {as_text(mission.fin)}"
    kind = Genre(mission.genre).label.lower() if mission.intitule else ""
    hours = f"{mission.heures_semaine}\u00a0heures par semaine"
    return ", ".join(part for part in (kind, where, days, hours) if part)


def next_rendez_vous(suivi_id: str, day: dt.date) -> RendezVous | None:
    """The first one to come whose issue is open."""
    coming = (one for one in rendez_vous_of(suivi_id) if one.date >= day and not one.etat)
    return next(coming, None)


def goals_of(suivi_id: str) -> list[ObjectifSuivi]:
    found = objectifs_of(suivi_id, clock.today())
    return [one for one in found if one.etat is not EtatObjectif.ABANDONNE]


def alone(suivi_id: str, goals: Sequence[ObjectifSuivi]) -> list[Action]:
    known = {one.objectif.id for one in goals}
    return [one for one in actions_of(suivi_id) if one.objectif_id not in known]


def said_frein(one: FreinSuivi) -> str:
    precision = str(one.frein.precision)
    return f"{one.libelle}\u00a0: {precision}" if precision else one.libelle


def _filled(facts: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in facts if value)
