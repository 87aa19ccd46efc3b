"""The card of a quartier, that of a street in it, the day it is no longer in force."""

import datetime as dt

from models.base import clock
from models.nomenclatures.quartier import (
    Quartier,
    QuartierVoie,
    retire_quartier,
    save_quartier,
    save_voie,
)
from models.nomenclatures.voies import PARITES
from ui.kit.context import Context
from ui.kit.editors import Kind
from ui.kit.form import Form, Group, Input
from ui.screens.reglages.section import Page, sentence

_FIELDS = ("nom", "commune", "code", "code_insee", "qpv", "actif_du", "actif_au", "source")
_VOIE = ("voie", "numero_min", "numero_max", "parite")
_CODE = "Celui de la liste officielle, comme QN08701M. Vide pour un quartier de la structure."
_INSEE = "Rempli d’après la commune quand elle est connue."
_STREET = "Laissez les numéros vides si toute la voie est dans le quartier."
_RETIRING = (
    "Les dossiers rattachés par le calcul n’y seront plus au prochain recalcul. Ce qui a été "
    "compté ou déclaré avant reste."
)


def quartier_page(context: Context, quartier: Quartier | None) -> Page:
    fields = [
        Quartier.nom, Quartier.commune, Input(Quartier.code, help=_CODE), Quartier.qpv,
        Quartier.actif_du, Input(Quartier.actif_au, label="En vigueur jusqu’au"),
    ]  # fmt: skip
    more = [Input(Quartier.code_insee, help=_INSEE), Quartier.source]
    page = Page(
        context,
        Form([Group("Le quartier", fields, more)], name="quartier"),
        key=quartier.id if quartier is not None else "",
        title=quartier.nom if quartier is not None else "Nouveau quartier",
        save=lambda values: save_quartier(quartier, **values),
        said="Quartier enregistré",
    )
    if quartier is not None:
        page.form.set_values({name: getattr(quartier, name) for name in _FIELDS})
    else:
        page.form.set_values({"qpv": True})
    return page


def voie_page(context: Context, quartier: Quartier, row: QuartierVoie | None) -> Page:
    fields = [
        Input(QuartierVoie.voie, wide=True), QuartierVoie.numero_min, QuartierVoie.numero_max,
        Input(QuartierVoie.parite, kind=Kind.CHOICE, options=list(PARITES.items())),
    ]  # fmt: skip
    page = Page(
        context,
        Form([Group(f"Une voie de «\u00a0{quartier.nom}\u00a0»", fields)], name="voie"),
        key=f"{quartier.id}/{row.id if row is not None else ''}",
        title=row.voie if row is not None else "Nouvelle voie",
        save=lambda values: save_voie(quartier, row, **values),
        said="Voie enregistrée",
        beside=[sentence(_STREET)],
    )
    known = {name: getattr(row or QuartierVoie(), name) for name in _VOIE}
    page.form.set_values(known)
    return page


def retire_page(context: Context, quartier: Quartier) -> Page:
    """Until which day a quartier is in force."""
    day = Input(Quartier.actif_au, label="Dernier jour en vigueur", required=True)
    page = Page(
        context,
        Form([Group(f"Retirer «\u00a0{quartier.nom}\u00a0»", [day])], name="retrait_quartier"),
        key=None,
        title=f"Retirer {quartier.nom}",
        save=lambda values: retire_quartier(quartier, au=values["actif_au"]),
        said=f"«\u00a0{quartier.nom}\u00a0» est retiré",
        verb="Retirer ce quartier",
        drawing="archive",
        beside=[sentence(_RETIRING)],
    )
    page.form.editor("actif_au").set_value(clock.today() - dt.timedelta(days=1))
    return page
