"""Who follows one suivi and who did: from when to when, as what, and who still reads."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtWidgets import QWidget

from models.base import clock
from models.base.droit import Droit
from models.base.listing import as_text, several
from models.comptes.agent import de
from models.comptes.depart import able_agents
from models.suivis.referent import (
    QUALITES,
    REFERENT,
    REMPLACANT,
    SECOND,
    Place,
    add_second,
    end_second,
    places_of,
)
from models.suivis.suivi import Referent, Suivi
from ui.kit.context import Context
from ui.kit.editors import Kind
from ui.kit.form import Group, Input
from ui.kit.pill import Pill
from ui.parts.volet import Volet
from ui.screens.suivis.carte import Carte, block, flowing, lien, wrapped
from ui.screens.suivis.sortie import referent_volet

EMPTY = "Personne ne suit ce parcours."


class Lu(NamedTuple):
    """One assignment as it is read here; `depart` is why that agent can follow no more."""

    id: str
    nom: str
    qualite: str
    details: str
    lecture: str
    depart: str
    is_over: bool

    @property
    def read(self) -> str:
        told = (self.nom, QUALITES[self.qualite], self.details, self.lecture, self.depart)
        return ", ".join(part for part in told if part)

    @property
    def follows(self) -> bool:
        return not (self.is_over or self.depart)


class Referents(Carte):
    title, name, empty, folds = "Référents", "suivi.referents", EMPTY, True

    def offer_acts(self) -> None:
        if self._writes:
            self.offer("changer", "Changer de référent", self._change)
            self.offer("second", "Nommer un second référent", self._add)

    def reload(self) -> None:
        found = [_as_read(one) for one in places_of(self._suivi_id)]
        self.show_parted(
            found,
            self._line,
            folded=lambda over: several(len(over), "ancien référent", "anciens référents"),
            summary=_summary(found),
        )

    def _line(self, lu: Lu) -> QWidget:
        name = f"suivi.referents.{lu.id}"
        made, column = block(name, lu.read)
        column.addWidget(wrapped(lu.nom, "label", f"{name}.nom"))
        words = f"{QUALITES[lu.qualite]} {lu.details}"
        column.addWidget(wrapped(words, "secondary", f"{name}.details"))
        if lu.depart and not lu.is_over:
            column.addLayout(flowing(Pill("Ne suit plus", "attention", f"{name}.statut")))
            column.addWidget(wrapped(f"{lu.nom} {lu.depart}.", "small", f"{name}.depart"))
        if lu.lecture:
            column.addWidget(wrapped(lu.lecture, "small", f"{name}.lecture"))
        if self._writes and not lu.is_over and lu.qualite != REFERENT:
            column.addLayout(flowing(
                lien("Retirer", f"{name}.retirer", lu.nom, lambda: self._end(lu))
            ))  # fmt: skip
        return made

    def _change(self) -> None:
        self._opens(lambda: referent_volet(self._context, Suivi.get_by_id(self._suivi_id)))

    def _add(self) -> None:
        self._opens(lambda: second_volet(self._context, Suivi.get_by_id(self._suivi_id)))

    def _end(self, lu: Lu) -> None:
        self._opens(lambda: fin_volet(self._context, Referent.get_by_id(lu.id), lu.nom))


def second_volet(context: Context, suivi: Suivi) -> Volet:
    """Somebody who follows it too, or stands in for a while."""
    qualites = [(code, QUALITES[code]) for code in (SECOND, REMPLACANT)]

    def others() -> list[tuple[str, str]]:
        today = clock.today()
        there = {one.referent.agent_id for one in places_of(suivi.id) if not one.is_over(today)}
        return [
            (one.id, one.nom_affiche)
            for one in able_agents(Droit.SUIVI_ECRIRE)
            if one.id not in there
        ]

    def save(values: dict[str, Any]) -> Referent:
        named: Referent = add_second(Suivi.get_by_id(suivi.id), **values)
        return named

    fields = [
        Input(Referent.agent, label="Qui", options=others),
        Input(name="qualite", label="En tant que", kind=Kind.CHOICE, options=qualites,
              required=True),
        Input(Referent.du), Input(Referent.au, help="Vide\u00a0: jusqu’à nouvel ordre."),
    ]  # fmt: skip
    return Volet(
        context, "Nommer un second référent", [Group("", fields)], name="ecrire.second", save=save,
        said="Second référent nommé", values={"qualite": SECOND, "du": clock.today()},
        key=f"suivi.{suivi.id}.second",
    )  # fmt: skip


def fin_volet(context: Context, second: Referent, nom: str) -> Volet:
    """Since when who helped follows it no more, nor reads the notes of the référents."""
    return Volet(
        context, f"Retirer {nom} de ce suivi",
        [Group("", [Input(Referent.au, label="Ne suit plus depuis le", required=True)])],
        name="ecrire.fin_second",
        save=lambda values: end_second(Referent.get_by_id(second.id), **values),
        said=f"Fin du suivi {de(nom)}", values={"au": clock.today()},
        key=f"suivi.second.{second.id}",
    )  # fmt: skip


def _as_read(place: Place) -> Lu:
    today, one = clock.today(), place.referent
    since = f"depuis le {as_text(one.du)}" if one.du <= today else f"à partir du {as_text(one.du)}"
    if one.au is not None:
        since = f"du {as_text(one.du)} au {as_text(one.au)}"
    until = place.reads_until(today) if place.is_over(today) else None
    lecture = f"Lit encore les notes des référents jusqu’au {as_text(until)}" if until else ""
    return Lu(
        one.id, place.nom, one.qualite, since, lecture, place.depart, place.is_over(today)
    )  # fmt: skip


def _summary(found: Sequence[Lu]) -> str:
    """Who follows, or that nobody does any more, and who still reads."""
    told = [f"{one.nom}, {QUALITES[one.qualite].lower()} {one.details}" for one in found
            if one.follows]  # fmt: skip
    if not told:
        gone = [f"{one.nom} {one.depart}" for one in found if not one.is_over and one.depart]
        told = [f"Plus personne ne suit ce parcours\u00a0: {', '.join(gone)}" if gone else EMPTY]
    told += [f"{one.nom} lit encore{one.lecture.removeprefix('Lit encore')}" for one in found
             if one.lecture]  # fmt: skip
    return "\n".join(told)
