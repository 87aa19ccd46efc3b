"""Writing what concerns the partners of a suivi: who they are, what was shared, what she said."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from models.base import clock
from models.base.search import fold
from models.nomenclatures.structure import structures
from models.nomenclatures.valeur import choices
from models.suivis.intervenant import (
    Intervenant,
    add_intervenant,
    correct_intervenant,
    end_intervenant,
    intervenants_of,
)
from models.suivis.partage import (
    BLOCS,
    Partage,
    archive_intervenant,
    archive_partage,
    correct_partage,
    record_partage,
    withdraw_accord,
)
from models.suivis.suivi import Suivi
from ui.kit.completer import Answer, Completer
from ui.kit.context import Context
from ui.kit.editors import Kind
from ui.kit.form import Group, Input
from ui.parts.relire import Known
from ui.parts.volet import Volet
from ui.screens.suivis.retrait import removable_volet

SHOWN = 8  # structures proposed at once
NOT_TOLD = (
    "Vide\u00a0: elle n’est pas encore informée. Ce sera rappelé ici jusqu’à ce qu’elle le soit."
)
MINOR = "Elle est mineure\u00a0: son représentant légal est informé aussi."


def intervenant_volet(
    context: Context, suivi_id: str, intervenant: Intervenant | None = None
) -> Volet:
    """Who acts for her too; said otherwise when it is known already."""
    fields = [
        Input(name="structure", label="Structure", kind=Kind.LINE),
        Intervenant.nom, Intervenant.fonction, Intervenant.telephone, Intervenant.courriel,
        Intervenant.du, *([Intervenant.au] if intervenant else []),
    ]  # fmt: skip

    known = Known(intervenant, values=_shown) if intervenant is not None else None

    def save(values: dict[str, Any]) -> Intervenant:
        told = {name: "" if name in _WORDS and v is None else v for name, v in values.items()}
        if known is None:
            added: Intervenant = add_intervenant(suivi_id, **told)
            return added
        corrected: Intervenant = correct_intervenant(known.fresh(), **told)
        return corrected

    title = f"Corriger\u00a0: {intervenant.titre}" if intervenant else "Ajouter un partenaire"
    make: Callable[..., Volet] = Volet
    if known is not None:
        make = partial(
            removable_volet, remove=lambda: archive_intervenant(known.fresh()), known=known,
            removed="Partenaire retiré",
        )  # fmt: skip
    made = make(
        context, title, [Group("", fields)], name="ecrire.partenaire", save=save,
        said="Partenaire enregistré", values=_shown(intervenant),
        key=f"suivi.{suivi_id}.partenaire.{intervenant.id if intervenant else ''}",
    )  # fmt: skip
    line: Any = made.form.editor("structure").control
    Completer(line, _structures, chosen=partial(_take, made), name="ecrire.partenaire.structures")
    return made


def fin_volet(context: Context, intervenant: Intervenant) -> Volet:
    """Until when a partner acted."""
    known = Known(intervenant, values=lambda one: {"au": one.au or clock.today()})
    return Volet(
        context, f"Ne participe plus\u00a0: {intervenant.titre}",
        [Group("", [Input(Intervenant.au, required=True)])], name="ecrire.fin",
        save=lambda values: end_intervenant(known.fresh(), **values), said="Fin notée",
        known=known,
        key=f"suivi.{intervenant.suivi_id}.partenaire.{intervenant.id}.fin",
    )  # fmt: skip


def partage_volet(
    context: Context,
    suivi_id: str,
    *,
    partage: Partage | None = None,
    avec: str | None = None,
    comme: Partage | None = None,
) -> Volet:
    """What was shared, `avec` a partner, or `comme` another time; or `partage` said otherwise."""
    like = partage or comme
    detailed = like is not None and any(":" in part for part in like.parts)
    fields: list[Any] = [
        Input(Partage.intervenant, options=lambda: _partners(suivi_id)),
        Input(Partage.destinataire, label="Ou quelqu’un d’autre", hint="Nom, service"),
        *([] if detailed else _content_fields()),
        Input(Partage.motif, wide=True, required=True),
        Partage.date,
        Input(
            Partage.accord,
            kind=Kind.CHOICE,
            options=accords,
            required=False,
            help=for_minors(suivi_id, NOT_TOLD),
        ),
        Partage.accord_le,
        Partage.fin_le,
    ]

    known = None
    if partage is not None:
        known = Known(partage, values=lambda one: _values(one, comme=None, avec=None))

    def save(values: dict[str, Any]) -> Partage:
        told = _told(values, None if like is None else like.parts)
        if known is None:
            recorded: Partage = record_partage(suivi_id, **told)
            return recorded
        corrected: Partage = correct_partage(known.fresh(), **told)
        return corrected

    make: Callable[..., Volet] = Volet
    if known is not None:
        make = partial(
            removable_volet, remove=lambda: archive_partage(known.fresh()), known=known,
            removed="Partage retiré",
        )  # fmt: skip
    return make(
        context, "Corriger un partage" if partage else "Noter un partage", [Group("", fields)],
        name="ecrire.partage", save=save, said="Partage noté",
        values=_values(None, comme=comme, avec=avec),
        key=f"suivi.{suivi_id}.partage.{partage.id if partage else avec or ''}",
    )  # fmt: skip


def retrait_volet(context: Context, partage: Partage) -> Volet:
    """Since when the person agrees no more."""
    known = Known(partage, values=lambda one: {"retire_le": one.retire_le or clock.today()})
    return Volet(
        context, f"Accord retiré\u00a0: {partage.destinataire}",
        [Group("", [Input(Partage.retire_le, required=True)])], name="ecrire.retrait",
        save=lambda values: withdraw_accord(known.fresh(), le=values["retire_le"]),
        said="Retrait de l’accord noté", known=known,
        key=f"suivi.{partage.suivi_id}.partage.{partage.id}.retrait",
    )  # fmt: skip


def correct_told(context: Context, partage_id: str) -> Volet:
    """A partage of which the person was to be told."""
    known: Partage = Partage.get_by_id(partage_id)
    return partage_volet(context, known.suivi_id, partage=known)


def renew(context: Context, partage_id: str) -> Volet:
    """The same sharing again, as she now agrees to it."""
    known: Partage = Partage.get_by_id(partage_id)
    return partage_volet(context, known.suivi_id, comme=known)


def for_minors(suivi_id: str, words: str) -> str:
    """The same words, and who else is told while the person is under eighteen."""
    personne = Suivi.get_by_id(suivi_id).personne
    return f"{words} {MINOR}" if personne.is_minor_at(clock.today()) else words


def accords() -> list[tuple[str, str]]:
    return [(key.split(".", 1)[1], label) for key, label in choices("accord_partage")]


_WORDS = ("structure", "nom", "fonction", "telephone", "courriel")


def _content_fields() -> list[Input]:
    return [
        Input(
            name="contenu", label="Ce qui est partagé", kind=Kind.CHOICES,
            options=[(code, words) for code, words in BLOCS.items() if code != "mots"], wide=True,
        ),
        Input(name="autre", label="Ou autre chose", kind=Kind.LINE, wide=True,
              hint="Un document, une information"),
    ]  # fmt: skip


def _shown(intervenant: Intervenant | None) -> dict[str, Any]:
    if intervenant is None:
        return {"du": clock.today()}
    names = ("nom", "fonction", "telephone", "courriel", "du", "au")
    return {"structure": intervenant.organisme, **{n: getattr(intervenant, n) for n in names}}


def _partners(suivi_id: str) -> list[tuple[str, str]]:
    return [(one.id, one.designation) for one in intervenants_of(suivi_id)]


def _values(partage: Partage | None, *, comme: Partage | None, avec: str | None) -> dict[str, Any]:
    known = partage or comme
    if known is None:
        return {"date": clock.today(), "intervenant": avec}
    blocs = [part for part in known.parts if part in BLOCS and part != "mots"]
    told = {
        "intervenant": known.intervenant_id,
        "destinataire": "" if known.intervenant_id else known.destinataire,
        "contenu": blocs,
        "autre": ", ".join(part for part in known.parts if part not in BLOCS),
        "motif": known.motif,
        "date": clock.today(),
    }
    if partage is None:
        return told
    names = ("date", "accord", "accord_le", "fin_le")
    return {**told, **{name: getattr(partage, name) for name in names}}


def _told(values: dict[str, Any], parts: Sequence[str] | None) -> dict[str, Any]:
    """As the command takes them; a synthesis keeps what it was made of."""
    told = dict(values)
    other = told.pop("autre", None) or ""
    if "contenu" in told:
        told["contenu"] = [*told["contenu"], other]
    elif parts is not None:
        told["contenu"] = parts
    told["accord"] = told["accord"] or ""
    told["destinataire"] = told["destinataire"] or ""
    return told


def _structures(typed: str) -> Sequence[Answer]:
    words = fold(typed).split()
    found = [one for one in structures() if words and all(word in one.cle for word in words)]
    if len(found) == 1 and found[0].nom == typed:
        return []  # it is written already
    return [Answer(one.id, one.nom) for one in found[:SHOWN]]


def _take(volet: Volet, answer: Answer) -> None:
    """The chosen one brings its telephone, where none is written."""
    volet.form.editor("structure").set_value(answer.primary)
    chosen = next((one for one in structures() if one.id == answer.key), None)
    line = volet.form.editor("telephone")
    if chosen is not None and chosen.telephone and not line.kept():
        line.set_value(chosen.telephone)
    volet.form.editor("nom").setFocus()
