"""Writing a mission: its contract, its trainings, its rupture, what is handed over at its end."""

from collections.abc import Sequence
from typing import Any

from models.base import clock
from models.base.search import fold
from models.nomenclatures.structure import structures
from models.suivis.mission import Genre, Mission
from models.suivis.parametre import parametre, shown
from models.suivis.suivi import Phase, phases_of_suivi
from models.suivis.vie_mission import (
    archive_mission,
    break_off,
    correct_mission,
    create_mission,
    resume_mission,
)
from ui.kit.completer import Answer, Completer
from ui.kit.context import Context
from ui.kit.editors import Kind
from ui.kit.form import Group, Input
from ui.parts.relire import Known
from ui.parts.volet import Volet
from ui.screens.suivis.retrait import removable_volet

NAME = "ecrire.mission"
SHOWN = 8  # structures proposed under what is typed
WEEKLY = 24  # hours: the least of a service civique
CIVIC = ("agrement", "autorisation_le", "handicap")  # asked of a service civique alone
TEXTS = ("intitule", "organisme", "agrement", "thematique", "tuteur", "tuteur_telephone",
         "tuteur_courriel", "fcc_lieu")  # fmt: skip
CONTRACT = ("genre", "intitule", "du", "au", "heures_semaine", "signee_le", "phase", "agrement",
            "thematique", "tuteur", "tuteur_telephone", "tuteur_courriel", "autorisation_le",
            "handicap")  # fmt: skip
TAUGHT = ("fcc1_le", "fcc2_le", "fcc_lieu", "psc1_le", "psc1_obtenu")


def mission_volet(context: Context, suivi_id: str) -> Volet:
    """A mission agreed, or only thought of: the dates proposed are those of its phase."""
    made = Volet(
        context, "Ajouter une mission", [_contract(suivi_id)], name=NAME,
        save=lambda values: create_mission(suivi_id, **_given(values)),
        said="Mission ajoutée", values=_proposed(suivi_id), key=f"suivi.{suivi_id}.mission",
    )  # fmt: skip
    return _followed(made)


def correction_volet(context: Context, mission: Mission) -> Volet:
    def contract(one: Mission) -> dict[str, Any]:
        organisme = one.organisme
        told = {name: one.__data__[name] for name in CONTRACT}
        return {**told, "organisme": organisme.nom if organisme else ""}

    known = Known(mission, values=contract)
    made = removable_volet(
        context, "Corriger la mission", [_contract(mission.suivi_id)], name=NAME,
        save=lambda values: correct_mission(known.fresh(), **_given(values)),
        said="Mission corrigée", known=known,
        key=f"suivi.{mission.suivi_id}.mission.{mission.id}",
        remove=lambda: archive_mission(known.fresh()), removed="Mission retirée",
        label="Retirer la mission",
    )  # fmt: skip
    return _followed(made)


def formations_volet(context: Context, mission: Mission) -> Volet:
    """The two days of formation civique, and the first aid."""
    fields = [
        Mission.fcc1_le, Mission.fcc2_le, Input(Mission.fcc_lieu, wide=True), Mission.psc1_le,
        Input(Mission.psc1_obtenu, kind=Kind.CHOICE, options=[(True, "Oui"), (False, "Non")]),
    ]  # fmt: skip
    known = Known(mission, *TAUGHT)
    return Volet(
        context, "Formations de la mission", [Group("", fields)], name="ecrire.formations",
        save=lambda values: correct_mission(known.fresh(), **_given(values)),
        said="Formations notées", known=known,
        key=f"suivi.{mission.suivi_id}.mission.{mission.id}.formations",
    )  # fmt: skip


def rupture_volet(context: Context, mission: Mission) -> Volet:
    """Its last day, and why; the days of notice are said beside."""
    notice = shown(parametre("sc_preavis", clock.today()), "mois")
    rule = f"Préavis\u00a0: {notice}, sauf CDI ou CDD de plus de six mois."
    civic = mission.genre == Genre.SERVICE_CIVIQUE
    fields = [
        Input(Mission.rompue_le, label="Dernier jour", required=True, help=rule if civic else ""),
        Input(Mission.motif_rupture, required=True, wide=True),
    ]
    known = Known(mission, values=_broken)
    what: dict[str, Any] = {
        "groups": [Group("", fields)],
        "name": "ecrire.rupture",
        "known": known,
        "save": lambda values: break_off(
            known.fresh(), le=values["rompue_le"], motif=values["motif_rupture"]
        ),
        "said": "Mission rompue",
        "key": f"suivi.{mission.suivi_id}.mission.{mission.id}.rupture",
    }
    if mission.rompue_le is None:
        return Volet(context, "Rompre la mission", **what)
    return removable_volet(
        context, "Corriger la rupture", label="Reprendre la mission",
        remove=lambda: resume_mission(known.fresh()), removed="Mission reprise", **what,
    )  # fmt: skip


def remise_volet(context: Context, mission: Mission) -> Volet:
    """On which day the attestation of service civique was handed over."""
    known = Known(
        mission, values=lambda one: {"attestation_le": one.attestation_le or clock.today()}
    )
    return Volet(
        context, "Attestation de service civique",
        [Group("", [Input(Mission.attestation_le, required=True)])], name="ecrire.remise",
        save=lambda values: correct_mission(known.fresh(), **values),
        said="Attestation remise", known=known,
        key=f"suivi.{mission.suivi_id}.mission.{mission.id}.remise",
    )  # fmt: skip


def _broken(mission: Mission) -> dict[str, Any]:
    last = mission.rompue_le or clock.today()
    return {"rompue_le": last, "motif_rupture": mission.motif_rupture}


def _contract(suivi_id: str) -> Group:
    phases = [(one.id, one.libelle) for one in phases_of_suivi(suivi_id)]
    fields = [
        Mission.genre, Mission.heures_semaine, Input(Mission.intitule, wide=True),
        Input(name="organisme", label=str(Mission.organisme.verbose_name), wide=True),
        Mission.du, Input(Mission.au, label="Au"), Mission.signee_le,
        Input(Mission.tuteur),
    ]  # fmt: skip
    more = [
        Mission.tuteur_telephone, Mission.tuteur_courriel, Mission.agrement, Mission.thematique,
        *([Input(Mission.phase, options=phases)] if phases else []),
        Mission.autorisation_le, Mission.handicap,
    ]  # fmt: skip
    return Group("", fields, more)


def _proposed(suivi_id: str) -> dict[str, Any]:
    """The mission that the parcours planned, if it did."""
    phase: Phase | None = next((one for one in phases_of_suivi(suivi_id) if one.mission), None)
    usual = {"genre": Genre.SERVICE_CIVIQUE.value, "heures_semaine": WEEKLY}
    if phase is None:
        return usual
    return {
        **usual,
        "phase": phase.id,
        "du": phase.debut or phase.prevue_du,
        "au": phase.prevue_au,
        "heures_semaine": phase.heures_semaine or WEEKLY,
    }


def _followed(volet: Volet) -> Volet:
    """Known structures under the organisme; what is of the service civique only for one."""
    known = structures()
    editor = volet.form.editor("organisme")

    def find(typed: str) -> Sequence[Answer]:
        words = fold(typed).split()
        found = [one for one in known if words and all(word in one.cle for word in words)]
        if [one.nom for one in found] == [typed]:
            return ()  # it is written already
        return [Answer(one.id, one.nom) for one in found[:SHOWN]]

    def choose(answer: Answer) -> None:
        editor.set_value(answer.primary)
        editor.entered.emit()

    def look() -> None:
        try:
            civic = volet.form.editor("genre").value() == Genre.SERVICE_CIVIQUE
        except ValueError:  # half typed
            return
        volet.form.leave_out(() if civic else CIVIC)

    line: Any = editor.control
    Completer(line, find, chosen=choose, name=f"{NAME}.organismes")
    volet.form.editor("genre").changed.connect(look)
    look()
    return volet


def _given(values: dict[str, Any]) -> dict[str, Any]:
    """Words left empty are no words; a genre that asks for less asks for nothing of the rest."""
    given = {**values, **{name: values[name] or "" for name in TEXTS if name in values}}
    return {**given, "handicap": bool(given["handicap"])} if "handicap" in given else given
