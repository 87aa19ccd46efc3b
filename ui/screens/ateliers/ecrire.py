"""The short forms of this screen: a séance, new or corrected, and an atelier."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from models.ateliers.feuille import proposed_seance
from models.ateliers.seance import (
    Atelier,
    Seance,
    ateliers,
    correct_atelier,
    correct_seance,
    create_atelier,
    create_seance,
)
from models.base import clock
from models.base.listing import as_text
from models.nomenclatures.lieu import lieux
from models.suivis.dispositif import dispositifs, sessions_of
from ui.kit.context import Context
from ui.kit.form import Group, Input
from ui.parts.relire import Known
from ui.parts.volet import Volet

OF_HOUSE = "De la structure"
_PROPOSED = ("date", "debut", "fin", "lieu", "intervenant")
_Made = Callable[[Any], object]


def new_seance_volet(context: Context, atelier_id: str | None, made: _Made) -> Volet:
    """One more date; what is not typed follows the atelier that is chosen."""
    first = proposed_seance(atelier_id) if atelier_id else {"date": clock.today()}

    def save(values: dict[str, Any]) -> Seance:
        atelier = Atelier.get_by_id(values.pop("atelier"))
        seance = create_seance(atelier, **_told(values))
        made(seance)
        return seance

    volet = Volet(
        context, "Nouvelle séance", [Group("", _fields())], name="atelier.seance", save=save,
        said="Séance ajoutée", values=first, key="ateliers.seance",
    )  # fmt: skip
    _follow_atelier(volet, first)
    return volet


def correct_seance_volet(context: Context, seance: Seance) -> Volet:
    """The facts of one date."""
    known = Known(seance, "atelier", "date", "debut", "fin", "lieu", "intervenant")
    return Volet(
        context, "Corriger la séance", [Group("", _fields())], name="atelier.seance",
        save=lambda values: correct_seance(known.fresh(), **_told(values)),
        said="Séance corrigée", known=known,
        key=f"seance.{seance.id}.faits",
    )  # fmt: skip


def atelier_volet(context: Context, atelier: Atelier | None, made: _Made) -> Volet:
    """An atelier, new or corrected; of a session, it is of its dispositif."""
    known = Known(atelier, "intitule", "dispositif", "session") if atelier else None

    def save(values: dict[str, Any]) -> Atelier:
        if known is None:
            saved = create_atelier(**values)
        else:
            saved = correct_atelier(known.fresh(), **values)
        made(saved)
        return saved

    programmes: list[tuple[Any, str]] = [(one.id, one.intitule) for one in dispositifs()]
    fields = [
        Input(Atelier.intitule, wide=True),
        Input(
            Atelier.dispositif, options=[*programmes, (None, OF_HOUSE)],
            help="Les personnes qui le suivent sont attendues à chaque séance.",
        ),
        Input(
            Atelier.session, options=lambda: _sessions(volet),
            help="Seules les personnes entrées par elle sont alors attendues.",
        ),
    ]  # fmt: skip
    volet = Volet(
        context, "Corriger l’atelier" if atelier else "Nouvel atelier", [Group("", fields)],
        name="atelier.atelier", save=save,
        said="Atelier corrigé" if atelier else "Atelier créé",
        known=known,
        key=f"ateliers.atelier.{atelier.id if atelier else ''}",
    )  # fmt: skip
    return volet


def _fields() -> list[Any]:
    return [
        Input(Seance.atelier, options=_ateliers, wide=True),
        Seance.date,
        Input(Seance.lieu, options=[(one.id, one.nom) for one in lieux()]),
        Seance.debut,
        Seance.fin,
        Input(Seance.intervenant, wide=True),
    ]


def _ateliers() -> list[tuple[Any, str]]:
    """By name; two of one name are told apart by their dispositif."""
    known = ateliers()
    names = Counter(one.intitule for one in known)
    return [(one.id, one.intitule if names[one.intitule] == 1 else _whole(one)) for one in known]


def _whole(atelier: Atelier) -> str:
    whose = atelier.session or atelier.dispositif
    return f"{atelier.intitule} ({whose.intitule if whose else OF_HOUSE})"


def _sessions(volet: Volet) -> list[tuple[Any, str]]:
    """Those of the dispositif that is chosen, the last one first; of all, before it is."""
    try:
        chosen = volet.form.editor("dispositif").value()
    except ValueError:
        chosen = None
    return [
        (session.id, f"{session.intitule} (dès le {as_text(session.debut)})")
        for one in dispositifs()
        if chosen in (None, one.id)
        for session in sessions_of(one.id)
    ]


def _follow_atelier(volet: Volet, first: dict[str, Any]) -> None:
    """Propose the hours, place and people of its last séance, where nothing else was typed."""
    form, proposed = volet.form, dict(first)

    def follow() -> None:
        try:
            chosen = form.editor("atelier").value()
        except ValueError:
            return
        if chosen is None or chosen == proposed.get("atelier"):
            return
        found = proposed_seance(chosen)
        for name in _PROPOSED:
            editor = form.editor(name)
            if not editor.is_filled or _reads(editor) == proposed.get(name):
                editor.set_value(found.get(name))
        proposed.clear()
        proposed.update(found)

    form.editor("atelier").changed.connect(follow)


def _reads(editor: Any) -> Any:
    try:
        return editor.value()
    except ValueError:
        return editor.kept()


def _told(values: dict[str, Any]) -> dict[str, Any]:
    return {**values, "intervenant": values["intervenant"] or ""}
