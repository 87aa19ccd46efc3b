"""Asks for which day, which place and how many sheets the grid by hand is printed."""

import datetime as dt
from typing import Any

from PySide6.QtWidgets import QWidget

from models.accueil.grille import MOST_PAGES, grille_of
from models.base import clock, journal
from models.base.errors import Invalid
from models.nomenclatures.lieu import lieux
from ui.kit.context import Context
from ui.kit.editors import Kind
from ui.kit.form import Form, Group, Input
from ui.parts.papier import PapierDialog


def ask_grille(context: Context, screen: QWidget) -> PapierDialog:
    """Tomorrow at the last place is the commonest: a round is prepared the day before."""
    places: list[tuple[Any, str]] = [(lieu.id, lieu.nom) for lieu in lieux()]
    fields = [
        Input(name="jour", label="Jour", kind=Kind.DAY, required=True),
        Input(name="lieu", label="Lieu", kind=Kind.CHOICE, options=places, required=True),
        Input(
            name="pages", label="Feuilles", kind=Kind.INTEGER, required=True,
            help="Quinze lignes chacune.",
        ),
    ]  # fmt: skip
    form = Form([Group("", fields)], name="grille", framed=False)
    tomorrow = clock.today() + dt.timedelta(days=1)
    form.set_values({"jour": tomorrow, "lieu": places[-1][0] if places else None, "pages": 1})

    def compose(values: dict[str, Any]) -> bytes:
        from reports.grille_registre import grille_registre

        pages = values["pages"]
        if not 1 <= pages <= MOST_PAGES:
            raise Invalid("pages", f"Feuilles\u00a0: de 1 à {MOST_PAGES}.")
        return grille_registre(grille_of(values["lieu"], values["jour"]), pages=pages)

    dialog = PapierDialog(
        context, screen, name="grille.papier", title="Grille du registre", compose=compose,
        trace=lambda _: journal.record("print_grille", objet="lieu"), form=form,
    )  # fmt: skip
    dialog.open()
    form.focus_first()
    return dialog
