"""The end of a suivi, taken back or corrected, and another référent: from the page itself."""

from typing import Any

from models.base import clock
from models.base.droit import Droit
from models.comptes.depart import able_agents
from models.nomenclatures.valeur import Valeur, choices
from models.suivis.action import actions_of
from models.suivis.objectif import OUVERTES
from models.suivis.passation import replace_referent, reste_of
from models.suivis.referent import REFERENT
from models.suivis.rendez_vous import A_VENIR, etat_of, rendez_vous_of
from models.suivis.sortie import close_suivi, correct_sortie
from models.suivis.suivi import Referent, Suivi, referents_on
from ui.kit.context import Context
from ui.kit.editors import Kind
from ui.kit.form import Group, Input
from ui.kit.page import text
from ui.parts.relire import Known
from ui.parts.volet import Volet

LISTE = "motif_sortie"
PRECISION = "precision_sortie"
SUITE = "suite"  # what the former référent had to do goes to the new one


def sortie_volet(context: Context, suivi: Suivi) -> Volet:
    """When it ended and what the person becomes; said otherwise when it is over already."""
    over = suivi.clos_le is not None
    act: Any = correct_sortie if over else close_suivi
    fields = [
        Input(Suivi.clos_le, required=True),
        Input(Suivi.motif_sortie, options=lambda: _motifs(suivi), required=True),
        Input(Suivi.precision_sortie),
    ]

    known = Known(suivi, values=_known)

    def save(values: dict[str, Any]) -> object:
        precision = values.pop(PRECISION) or ""
        return act(known.fresh(), precision_sortie=precision, **values)

    made = Volet(
        context, "Corriger la sortie" if over else "Terminer le suivi", [Group("", fields)],
        name="ecrire.sortie", save=save, said="Sortie corrigée" if over else "Suivi terminé",
        known=known, key=f"suivi.{suivi.id}.sortie",
    )  # fmt: skip
    _ask_precision(made)
    left = "" if over else _left_open(suivi)
    if left:
        words = text(left, "secondary", "ecrire.sortie.reste")
        words.setWordWrap(True)
        made.body.insertWidget(made.body.count() - 1, words)
    return made


def referent_volet(context: Context, suivi: Suivi) -> Volet:
    """Who goes on with it, and since when."""
    fields = [
        Input(Referent.agent, label="Nouveau référent", options=lambda: _others(suivi)),
        Input(Referent.du),
        Input(
            name="lit_encore", label="L’ancien référent lit encore un mois", kind=Kind.CHECK,
            wide=True,
            help="Pour passer la main\u00a0: les notes de niveau Référent lui restent ouvertes.",
        ),
        Input(name=SUITE, label="Lui confier aussi ce qui reste à faire", kind=Kind.CHECK,
              wide=True),
    ]  # fmt: skip
    made = Volet(
        context, "Changer de référent", [Group("", fields)], name="ecrire.referent",
        save=lambda values: _replaced(suivi, values),
        said=lambda told: told,
        values={"du": clock.today(), "lit_encore": True, SUITE: True},
        key=f"suivi.{suivi.id}.referent",
    )  # fmt: skip
    _tell_what_is_left(made, suivi)
    return made


def _replaced(suivi: Suivi, values: dict[str, Any]) -> str:
    """Do it, and say what followed, or did not."""
    left = replace_referent(Suivi.get_by_id(suivi.id), **values)
    if not left.choses:
        return "Référent changé"
    follows = f"avec {left.choses}" if values[SUITE] else f"{left.choses} chez {left.noms}"
    return f"Référent changé, {follows}"


def _tell_what_is_left(volet: Volet, suivi: Suivi) -> None:
    """How much the former one still has to do from that day on, and whose it will be."""
    words = text("", "secondary", "ecrire.referent.reste")
    words.setWordWrap(True)
    volet.form.put_under(SUITE, words)

    def look() -> None:
        day, follows = (_value(volet, name) for name in ("du", SUITE))
        left = reste_of(suivi.id, day or clock.today())
        volet.form.leave_out(() if left.choses else (SUITE,))
        whose = "à confier au nouveau référent" if follows else "à laisser"
        told = f"Chez {left.noms}\u00a0: {left.choses}, {whose}."
        words.setText(told)
        volet.form.editor(SUITE).control.setAccessibleDescription(told)

    volet.form.changed.connect(look)
    look()


def _value(volet: Volet, name: str) -> Any:
    """What stands in a field so far; None while it is nothing yet."""
    try:
        return volet.form.editor(name).value()
    except ValueError:
        return None


def _known(suivi: Suivi) -> dict[str, Any]:
    if suivi.clos_le is None:
        return {"clos_le": clock.today()}
    return {name: suivi.__data__[name] for name in ("clos_le", LISTE, PRECISION)}


def _ask_precision(volet: Volet) -> None:
    """A few words are asked for only where the list wants them."""
    wanting = {
        one.id for one in Valeur.select().where((Valeur.nomenclature == LISTE) & Valeur.precision)
    }

    def look() -> None:
        wanted = _chosen(volet) in wanting
        volet.form.leave_out(() if wanted else (PRECISION,))

    volet.form.editor(LISTE).changed.connect(look)
    look()


def _chosen(volet: Volet) -> str | None:
    """The situation as it is typed so far; none while it is no value of the list."""
    chosen: str | None = _value(volet, LISTE)
    return chosen


def _motifs(suivi: Suivi) -> list[tuple[str, str]]:
    """Those that are proposed, and the one that was said, should it be so no more."""
    found, said = choices(LISTE), suivi.motif_sortie
    known = said is None or said.id in {key for key, _ in found}
    return found if known else [*found, (said.id, said.libelle)]


def _others(suivi: Suivi) -> list[tuple[str, str]]:
    now = referents_on(suivi.id, clock.today())
    following = {one.agent_id for one in now if one.qualite == REFERENT}
    return [
        (one.id, one.nom_affiche)
        for one in able_agents(Droit.SUIVI_ECRIRE)
        if one.id not in following
    ]


def _left_open(suivi: Suivi) -> str:
    """What would stay behind: seen before it is too late, and in nobody's way."""
    today = clock.today()
    coming = sum(etat_of(one, today) == A_VENIR for one in rendez_vous_of(suivi.id))
    todo = sum(one.etat in OUVERTES for one in actions_of(suivi.id))
    told = [f"{coming} rendez-vous à venir"] * bool(coming)
    told += [f"{todo} action{'s' if todo > 1 else ''} à faire"] * bool(todo)
    return f"Il reste dans ce suivi\u00a0: {', '.join(told)}." if told else ""
