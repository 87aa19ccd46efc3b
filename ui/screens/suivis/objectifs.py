"""What is worked towards in one suivi, the steps of each goal, and what of them is late."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.base import clock
from models.base.listing import as_text, several
from models.nomenclatures.valeur import valeurs
from models.suivis.action import actions_of, archive_action, change_etat, is_late
from models.suivis.objectif import (
    EN_COURS,
    FINIES,
    PREVUE,
    REALISEE,
    Action,
    EtatObjectif,
    Objectif,
    ObjectifSuivi,
    Qui,
    archive_objectif,
    objectifs_of,
    resume_objectif,
)
from ui.kit.context import Context
from ui.kit.pill import Pill
from ui.kit.tokens import L, S
from ui.parts.volet import Volet
from ui.screens.suivis.autres import Acte, autres
from ui.screens.suivis.carte import Carte, block, flowing, lien, wrapped
from ui.screens.suivis.corriger_objectif import (
    abandon_volet,
    action_correction,
    etat_volet,
    objectif_correction,
)
from ui.screens.suivis.ecrire_objectif import (
    action_volet,
    finish_action,
    objectif_volet,
    reach,
    report_volet,
)

EMPTY = "Aucun objectif fixé."
LATE = "Échéance passée"
_KINDS = {
    EtatObjectif.EN_RETARD: "attention",
    EtatObjectif.ATTEINT: "good",
    EtatObjectif.EN_COURS: "info",
}
Statut = tuple[str, str]  # its word and its kind


class Pas(NamedTuple):
    """An action as it is read here."""

    id: str
    titre: str
    details: tuple[str, ...]
    statut: Statut
    is_over: bool

    @property
    def read(self) -> str:
        return ", ".join(part for part in (self.titre, self.statut[0], *self.details) if part)


class But(NamedTuple):
    """A goal as it is read here, with its actions; one without `id` holds those on their own."""

    id: str
    titre: str
    details: tuple[str, ...]
    statut: Statut
    is_over: bool
    pas: tuple[Pas, ...]

    @property
    def read(self) -> str:
        return ", ".join(part for part in (self.titre, self.statut[0], *self.details) if part)


class Objectifs(Carte):
    title, name, empty, spent = "Objectifs", "suivi.objectifs", EMPTY, "Plus rien en cours."

    def offer_acts(self) -> None:
        if self._writes:
            self.offer("fixer", "Fixer un objectif", self.form(objectif_volet))
            self.offer("ajouter", "Ajouter une action", self._add)

    def reload(self) -> None:
        found = _read(self._suivi_id)
        if not self.is_news(found):
            return
        now = [one for one in found if not one.is_over]
        over = [one for one in found if one.is_over and one.id]
        done = [step for one in now for step in one.pas if step.is_over]
        self.show_lines(
            [
                partial(self._goal, one)
                for one in now
                if one.id or any(not step.is_over for step in one.pas)
            ],
            [*(partial(self._goal, one) for one in over),
             *(partial(self._step, one) for one in done)],
            folded=_folded(len(over), len(done)),
        )  # fmt: skip

    def _goal(self, but: But) -> QWidget:
        """A goal under way shows what is still to do; one that is over, all of it."""
        name = f"suivi.objectif.{but.id or 'aucun'}"
        made, column = block(name, but.read)
        column.addWidget(wrapped(but.titre, "label", f"{name}.titre"))
        if but.id:
            column.addLayout(flowing(_pill(but.statut, f"{name}.statut")))
        if but.details:
            column.addWidget(wrapped(" · ".join(but.details), "secondary", f"{name}.details"))
        if self._writes and but.id:
            column.addLayout(flowing(*self._acts_on_goal(but, name)))
        steps = [one for one in but.pas if but.is_over or not one.is_over]
        self._add_steps(column, steps)
        return made

    def _add_steps(self, column: QVBoxLayout, steps: Sequence[Pas]) -> None:
        if not steps:
            return
        inside = QVBoxLayout()
        inside.setContentsMargins(L, S, 0, 0)
        inside.setSpacing(S)
        for one in steps:
            inside.addWidget(self._step(one))
        column.addLayout(inside)

    def _step(self, pas: Pas) -> QWidget:
        name = f"suivi.action.{pas.id}"
        made, column = block(name, pas.read)
        column.addWidget(wrapped(pas.titre, "", f"{name}.titre"))
        if pas.statut[0]:
            column.addLayout(flowing(_pill(pas.statut, f"{name}.statut")))
        column.addWidget(wrapped(" · ".join(pas.details), "secondary", f"{name}.details"))
        if self._writes:
            column.addLayout(flowing(*self._acts_on_step(pas, name)))
        return made

    def _acts_on_goal(self, but: But, name: str) -> list[QWidget]:
        more = autres(self._rare_of_goal(but), name, but.titre)
        if but.is_over:
            return [more]
        return [
            lien("Ajouter une action", f"{name}.ajouter", but.titre, lambda: self._add(but.id)),
            lien("Atteint", f"{name}.atteint", but.titre, lambda: reach(self._context, but.id)),
            more,
        ]

    def _rare_of_goal(self, but: But) -> list[Acte]:
        def opens(make: Callable[[Context, Objectif], Volet]) -> Callable[[], None]:
            return lambda: self._opens(lambda: make(self._context, _objectif(but.id)))

        resume = Acte(
            "reprendre", "Reprendre cet objectif",
            self._doing(lambda: resume_objectif(_objectif(but.id)), "Objectif repris"),
        )  # fmt: skip
        return [
            resume if but.is_over else Acte("abandonner", "Abandonner", opens(abandon_volet)),
            Acte("corriger", "Corriger l’objectif", opens(objectif_correction)),
            Acte("retirer", "Retirer cet objectif, fixé par erreur",
                 self._doing(lambda: archive_objectif(_objectif(but.id)), "Objectif retiré")),
        ]  # fmt: skip

    def _acts_on_step(self, pas: Pas, name: str) -> list[QWidget]:
        more = autres(self._rare_of_step(pas), name, pas.titre)
        if pas.is_over:
            return [more]
        return [
            lien("Fait", f"{name}.fait", pas.titre, lambda: finish_action(self._context, pas.id)),
            lien("Reporter", f"{name}.reporter", pas.titre,
                 lambda: self._opens(lambda: report_volet(self._context, pas.id))),
            more,
        ]  # fmt: skip

    def _rare_of_step(self, pas: Pas) -> list[Acte]:
        def opens(make: Callable[[Context, Action], Volet]) -> Callable[[], None]:
            return lambda: self._opens(lambda: make(self._context, _action(pas.id)))

        resume = Acte(
            "reprendre", "Reprendre cette action",
            self._doing(lambda: change_etat(_action(pas.id), EN_COURS), "Action reprise"),
        )  # fmt: skip
        return [
            *([resume] if pas.is_over else []),
            Acte("etat", "Dire où elle en est", opens(etat_volet)),
            Acte("corriger", "Corriger l’action", opens(action_correction)),
            Acte("retirer", "Retirer cette action, écrite par erreur",
                 self._doing(lambda: archive_action(_action(pas.id)), "Action retirée")),
        ]  # fmt: skip

    def _doing(self, act: Callable[[], object], said: str) -> Callable[[], None]:
        def run() -> None:
            self._context.attempt(act, said=said)

        return run

    def _add(self, objectif_id: str | None = None) -> None:
        self._opens(lambda: action_volet(self._context, self._suivi_id, objectif_id))


def _objectif(key: str) -> Objectif:
    fresh: Objectif = Objectif.get_by_id(key)
    return fresh


def _action(key: str) -> Action:
    fresh: Action = Action.get_by_id(key)
    return fresh


def _read(suivi_id: str) -> list[But]:
    """The goals with their actions, then the actions on their own.

    What is still to do under a goal that is over stands with the latter: it would be forgotten.
    """
    today = clock.today()
    words = {one.code: one.libelle for one in valeurs("etat_action", retired=True)}
    goals = {one.objectif.id: one for one in objectifs_of(suivi_id, today)}
    steps: dict[str, list[Pas]] = {key: [] for key in (*goals, "")}
    for action in actions_of(suivi_id):
        goal = goals.get(action.objectif_id or "")
        open_still = action.etat not in FINIES
        alone = goal is None or (goal.etat.is_over and open_still)
        steps["" if alone else action.objectif_id or ""].append(_as_step(action, words))
    told = [_as_goal(one, tuple(steps[key])) for key, one in goals.items()]
    rest = tuple(steps[""])
    others = But("", "Autres actions", (), ("", ""), is_over=False, pas=rest)
    return [*told, others] if rest else told


def _as_goal(told: ObjectifSuivi, pas: tuple[Pas, ...]) -> But:
    one = told.objectif
    ends = {
        EtatObjectif.ATTEINT: ("atteint le", one.atteint_le),
        EtatObjectif.ABANDONNE: ("abandonné le", one.abandonne_le),
    }
    words, day = ends.get(told.etat, ("pour le", one.echeance))
    listed = told.dite.libelle if told.dite.libelle != told.titre else ""
    frein = f"frein\u00a0: {told.frein}" if told.frein else ""
    details = (told.dite.theme, listed, f"{words} {as_text(day)}" if day else "", one.motif, frein)
    return But(
        one.id, told.titre, tuple(part for part in details if part),
        (told.etat.label, _KINDS.get(told.etat, "")), told.etat.is_over, pas,
    )  # fmt: skip


def _as_step(action: Action, words: Mapping[str, str]) -> Pas:
    over = action.etat in FINIES
    day = f"pour le {as_text(action.echeance)}" if action.echeance else "sans échéance"
    if over and action.etat_le is not None:
        day = f"le {as_text(action.etat_le)}"
    who = action.agent.nom_affiche if action.agent_id else Qui(action.qui).label
    return Pas(action.id, str(action.intitule), (who, day), _statut(action, words), over)


def _statut(action: Action, words: Mapping[str, str]) -> Statut:
    """What is late says so; what is only planned says nothing more than its day."""
    if is_late(action, clock.today()):
        return LATE, "attention"
    if action.etat == PREVUE:
        return "", ""
    return words.get(action.etat, ""), "good" if action.etat == REALISEE else ""


def _pill(statut: Statut, name: str) -> Pill:
    return Pill(statut[0], statut[1], name)


def _folded(goals: int, steps: int) -> str:
    parts = [
        several(goals, "objectif terminé", "objectifs terminés") if goals else "",
        several(steps, "action terminée", "actions terminées") if steps else "",
    ]
    return ", ".join(part for part in parts if part)
