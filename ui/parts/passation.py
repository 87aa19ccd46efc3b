"""The pages of a relay on the screen: those of each new référent, printed or kept as a PDF."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from models.comptes.agent import Agent
from models.suivis.dossier_passation import passation, trace_passation
from ui.kit.context import Context
from ui.kit.editors import Kind
from ui.kit.form import Form, Group, Input
from ui.parts.papier import PapierDialog


def show_pages(
    context: Context,
    parent: QWidget,
    de: str,
    choix: Mapping[str, str],
    *,
    du: dt.date,
    au: dt.date | None = None,
) -> PapierDialog:
    """`choix` is who takes over which suivi; with several of them, one chooses whose pages."""
    heirs = {key: Agent.get_by_id(key).nom_affiche for key in dict.fromkeys(choix.values())}
    first = next(iter(heirs))
    form: Form | None = None
    if len(heirs) > 1:
        options: list[tuple[Any, str]] = list(heirs.items())
        field = Input(name="pour", label="Pages pour", kind=Kind.CHOICE, options=options,
                      required=True, wide=True)  # fmt: skip
        form = Form([Group("Nouveau référent", [field])], name="passation.papier", framed=False)
        form.set_values({"pour": first})

    def of(pour: str) -> list[str]:
        return [key for key, heir in choix.items() if heir == pour]

    shown = [first]

    def compose(values: dict[str, Any]) -> bytes:
        from reports.passation import passation_pdf

        shown[0] = str(values.get("pour") or first)
        return passation_pdf(passation(de, shown[0], of(shown[0]), du=du, au=au))

    dialog = PapierDialog(
        context, parent, name="passation.pages", title="Pages de passation", compose=compose,
        trace=lambda _: trace_passation(of(shown[0])), form=form,
    )  # fmt: skip
    dialog.open()
    return dialog
