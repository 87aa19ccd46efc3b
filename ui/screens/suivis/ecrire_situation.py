"""Writing where a person stands on a day: taken, with what is known already, or corrected."""

from collections.abc import Sequence
from typing import Any

from models.base import clock
from models.nomenclatures.valeur import choices, labels
from models.suivis.champs import CHAMPS, Champ
from models.suivis.situation import (
    Moment,
    Situation,
    correct_situation,
    prefilled,
    situations_of,
    take_situation,
)
from models.suivis.suivi import Suivi
from ui.kit.context import Context
from ui.kit.editors import Kind
from ui.kit.form import Group, Input
from ui.parts.relire import Known
from ui.parts.volet import Volet

FIRST = 8  # champs asked at once; the others are folded, unless they are answered


def situation_volet(context: Context, suivi_id: str) -> Volet:
    """One more picture, beginning with what is known; only what has changed is to be touched."""
    suivi: Suivi = Suivi.get_by_id(suivi_id)
    known = prefilled(suivi)
    moments = _moments(suivi)
    fields = [
        Input(Situation.moment, options=[(one.value, one.label) for one in moments]),
        Input(Situation.date),
    ]

    def save(values: dict[str, Any]) -> Situation:
        taken: Situation = take_situation(
            suivi_id, moment=Moment(values.pop("moment")), date=values.pop("date"),
            valeurs=_answers(values),
        )  # fmt: skip
        return taken

    return Volet(
        context, "Noter la situation", _groups(fields, known), name="ecrire.situation", save=save,
        said="Situation notée",
        values={"moment": moments[0].value, "date": _day(suivi, moments[0]), **_shown(known)},
        key=f"suivi.{suivi_id}.situation",
    )  # fmt: skip


def correction_volet(context: Context, situation: Situation) -> Volet:
    """What was written of a day and was wrong."""

    def answered(row: Situation) -> dict[str, list[str]]:
        portraits = situations_of(row.suivi_id)
        return next((one.valeurs for one in portraits if one.situation.id == row.id), {})

    def shown(row: Situation) -> dict[str, Any]:
        empty: dict[str, Any] = {champ.code: None for champ in CHAMPS}
        return {"date": row.date, **empty, **_shown(answered(row))}

    known = Known(situation, values=shown)
    title = f"Corriger\u00a0: {Moment(situation.moment).label.lower()}"

    def save(values: dict[str, Any]) -> Situation:
        corrected: Situation = correct_situation(
            known.fresh(), date=values.pop("date"), valeurs=_answers(values)
        )
        return corrected

    return Volet(
        context, title, _groups([Input(Situation.date)], answered(situation)),
        name="ecrire.situation", save=save, said="Situation corrigée", known=known,
        key=f"suivi.{situation.suivi_id}.situation.{situation.id}",
    )  # fmt: skip


def _moments(suivi: Suivi) -> list[Moment]:
    """Those that can be taken, the one that is expected first."""
    taken = {one.moment for one in situations_of(suivi.id)}
    over = suivi.clos_le is not None
    wanted = [Moment.ENTREE, *([Moment.SORTIE, Moment.SIX_MOIS] if over else [])]
    missing = [one for one in wanted if one not in taken]
    if Moment.SORTIE in missing and Moment.SIX_MOIS in missing:
        missing.remove(Moment.SIX_MOIS)
    return [*missing, Moment.POINT]


def _day(suivi: Suivi, moment: Moment) -> Any:
    """The day that a picture is usually of."""
    today = clock.today()
    usual = {Moment.ENTREE: suivi.ouvert_le, Moment.SORTIE: suivi.clos_le}.get(moment)
    return min(usual or today, today)


def _groups(fields: Sequence[Any], known: dict[str, list[str]]) -> list[Group]:
    asked = [_input(champ, known.get(champ.code, ())) for champ in CHAMPS]
    return [Group("", [*fields, *asked[:FIRST]], asked[FIRST:])]


def _input(champ: Champ, known: Sequence[str]) -> Input:
    kind = Kind.SEVERAL if champ.plusieurs else Kind.CHOICE
    return Input(
        name=champ.code, label=champ.libelle, kind=kind,
        options=lambda: _options(champ.nomenclature, known),
    )  # fmt: skip


def _options(nomenclature: str, known: Sequence[str]) -> list[tuple[str, str]]:
    """The values proposed, and what was answered should it be so no more."""
    found = choices(nomenclature)
    listed = {key for key, _ in found}
    return [*found, *(one for one in labels(known).items() if one[0] not in listed)]


def _shown(valeurs: dict[str, list[str]]) -> dict[str, Any]:
    """The answers as the editors take them: one alone, or a list."""
    return {
        champ.code: list(valeurs[champ.code]) if champ.plusieurs else valeurs[champ.code][0]
        for champ in CHAMPS
        if valeurs.get(champ.code)
    }


def _answers(values: dict[str, Any]) -> dict[str, list[str]]:
    """What was chosen, as a command takes it."""
    return {
        code: value if isinstance(value, list) else [value]
        for code, value in values.items()
        if value
    }
