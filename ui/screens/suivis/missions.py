"""The missions of a suivi: contract, what remains to be seen to, what happens in them."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.base.listing import several
from models.suivis.mission import Mission, MissionAbsence, MissionBilan
from ui.kit.context import Context
from ui.kit.icons import IconLabel
from ui.kit.names import named
from ui.kit.page import row
from ui.kit.pill import Pill
from ui.kit.tokens import XS, S
from ui.parts.volet import Volet
from ui.screens.suivis.carte import Carte, block, flowing, lien, wrapped
from ui.screens.suivis.ecrire_mission import (
    correction_volet,
    formations_volet,
    mission_volet,
    remise_volet,
    rupture_volet,
)
from ui.screens.suivis.ecrire_vie import (
    absence_correction,
    absence_volet,
    bilan_correction,
    bilan_volet,
)
from ui.screens.suivis.mission_lue import BILAN, HAND_OVER, Fait, MissionLue, missions_lues, summary

EMPTY = "Aucune mission\u00a0: le parcours peut s’en passer."
_ACTS: dict[str, tuple[str, Callable[[Context, Mission], Volet]]] = {
    "corriger": ("Corriger", correction_volet),
    "formations": ("Formations", formations_volet),
    "bilan": ("Prévoir un bilan", bilan_volet),
    "absence": ("Noter une absence", absence_volet),
    "rompre": ("Rupture", rupture_volet),
    HAND_OVER: ("Attestation remise", remise_volet),
}
_OF_FAIT = {"fait": "Fait", "corriger": "Corriger"}


class Missions(Carte):
    title, name, empty, folds = "Mission", "suivi.missions", EMPTY, True

    def offer_acts(self) -> None:
        if self._writes:
            self.offer("ajouter", "Ajouter une mission", self.form(mission_volet))

    def reload(self) -> None:
        found = missions_lues(self._suivi_id)
        self.show_parted(
            found,
            self._line,
            folded=lambda over: several(len(over), "mission terminée", "missions terminées"),
            summary=summary(found),
            is_over=lambda one: one.is_done,
        )

    def _line(self, lue: MissionLue) -> QWidget:
        name = f"suivi.mission.{lue.id}"
        made, column = block(name, lue.read)
        column.addWidget(wrapped(lue.titre, "label", f"{name}.titre"))
        column.addLayout(flowing(Pill(*lue.statut, f"{name}.statut")))
        for at, words in enumerate(lue.details):
            column.addWidget(wrapped(words, "secondary", f"{name}.details.{at}"))
        for at, (blocks, phrase) in enumerate(lue.remarques):
            column.addWidget(_remark(phrase, f"{name}.remarque.{at}", blocks=blocks))
        self._add_faits(column, lue.faits)
        if self._writes:
            acts = [
                lien(_ACTS[key][0], f"{name}.{key}", lue.titre, partial(self._act, lue, key))
                for key in lue.acts
            ]
            column.addLayout(flowing(*acts))
        return made

    def _add_faits(self, column: QVBoxLayout, faits: tuple[Fait, ...]) -> None:
        """Each with what is done about it on the same line, as far as there is room."""
        for fait in faits:
            name = f"suivi.{fait.genre}.{fait.id}"
            told = wrapped(fait.phrase, "", name)
            line = row(stretch=False)
            line.addWidget(told, 1)
            for key in fait.acts if self._writes else ():
                label = _OF_FAIT[key]
                act = partial(self._act_on, fait, key)
                line.addWidget(lien(label, f"{name}.{key}", fait.phrase, act))
            column.addLayout(line)

    def _act(self, lue: MissionLue, key: str) -> None:
        self._opens(lambda: _ACTS[key][1](self._context, Mission.get_by_id(lue.id)))

    def _act_on(self, fait: Fait, key: str) -> None:
        self._opens(lambda: _form_of(self._context, fait, key))


def _form_of(context: Context, fait: Fait, key: str) -> Volet:
    if fait.genre == BILAN:
        return bilan_correction(context, MissionBilan.get_by_id(fait.id), held=key == "fait")
    return absence_correction(context, MissionAbsence.get_by_id(fait.id))


def _remark(phrase: str, name: str, *, blocks: bool) -> QWidget:
    """What blocks the signature says so; the rest is to be seen to."""
    words = f"Empêche de signer. {phrase}" if blocks else phrase
    made = named(QWidget(), f"{name}.ligne", words)
    line = row(stretch=False)
    line.setContentsMargins(0, XS, 0, 0)
    line.setSpacing(S)
    kind = "danger" if blocks else "attention"
    line.addWidget(IconLabel("error" if blocks else "warning", 16, kind=kind))
    line.addWidget(wrapped(words, "", name), 1)
    made.setLayout(line)
    return made
