"""One phase of a dispositif: written, moved, taken away. A parcours already begun keeps its own."""

from typing import Any

from models.suivis.dispositif import Dispositif, DispositifPhase, phases_of
from models.suivis.programme import PhaseInput, set_phases
from ui.kit.context import Context
from ui.kit.form import Form, Group, Input
from ui.screens.reglages.dispositifs.pages import key_of
from ui.screens.reglages.dispositifs.plan import PHASE
from ui.screens.reglages.dispositifs.suite import Suite
from ui.screens.reglages.section import Page, keep_short, sentence

_NAMES = tuple(name for name in PhaseInput._fields if name != "code")
_CONDITION = "Dite à la personne et sur la frise. Par exemple «\u00a0si elle le souhaite\u00a0»."
_MISSION = "Service civique, chantier, stage long\u00a0: la mission se note sur la page du suivi."
BEGUN = "Les parcours déjà commencés gardent leurs phases."


class PhasePage(Page):
    """What is asked of a phase; its condition only if it is optional."""

    def __init__(self, context: Context, one: Dispositif, phase: DispositifPhase | None) -> None:
        code = phase.code if phase is not None else ""
        super().__init__(
            context,
            keep_short(Form([_group()], name="dispositif.phase"), "description"),
            key=key_of(one, f"{PHASE}{code}"),
            title=phase.libelle if phase is not None else "Nouvelle phase",
            save=lambda values: _save(one, code, values),
            said="Phase enregistrée" if phase is not None else "Phase ajoutée",
            beside=[sentence(BEGUN)],
        )
        self.form.changed.connect(self._ask)
        if phase is not None:
            self.form.set_values({name: getattr(phase, name) for name in _NAMES})
        self._ask()

    def values(self) -> dict[str, Any]:
        """A phase that is always there has no condition, whatever was typed before."""
        values = super().values()
        if not values["optionnelle"]:
            values["condition"] = ""
        return values

    def _ask(self) -> None:
        optional = self.form.editor("optionnelle").value()
        self.form.leave_out([] if optional else ["condition"])


def _group() -> Group:
    row = DispositifPhase
    return Group(
        "La phase",
        [
            row.libelle, row.mois, row.heures_cible, row.heures_semaine,
            row.description, Input(row.mission, help=_MISSION, wide=True),
            Input(row.partagee, wide=True), Input(row.optionnelle, wide=True),
            Input(row.condition, help=_CONDITION, wide=True),
        ],
    )  # fmt: skip


def _save(one: Dispositif, code: str, values: dict[str, Any]) -> str:
    return f"{PHASE}{PHASES.put(one, PhaseInput(**values, code=code))}"


def _entry(row: DispositifPhase) -> PhaseInput:
    return PhaseInput(**{name: getattr(row, name) for name in PhaseInput._fields})


PHASES = Suite(
    phases_of, _entry, set_phases, "Cette phase n’est plus dans le dispositif. Rouvrez-le."
)
