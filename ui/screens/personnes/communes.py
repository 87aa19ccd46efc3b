"""Commune and postcode propose one another, offline; what is not in the table is typed as it is."""

from functools import partial
from typing import Any

from models.nomenclatures.communes import Commune, search_communes
from models.nomenclatures.service import own_service
from ui.kit.completer import Answer, Completer
from ui.kit.form import Form

WIDTH = 320  # of the list: a postcode is a short field


def complete_commune(form: Form) -> None:
    """Let the letters of a commune, or the figures of a postcode, fill both."""
    near = own_service().code_postal[:2]
    for name in ("commune", "code_postal"):
        line: Any = form.editor(name).control
        Completer(
            line,
            partial(_answers, near=near),
            chosen=partial(_take, form, name),
            name=f"{form.objectName()}.{name}.liste",
            width=WIDTH,
        )


def _answers(typed: str, *, near: str) -> list[Answer]:
    """One answer for each postcode, so that the choice fills both fields."""
    asked = typed.replace(" ", "")
    found = [
        Answer((one, code), one.nom, code)
        for one in search_communes(typed, near=near)
        for code in one.codes_postaux
        if not asked.isdecimal() or code.startswith(asked)
    ]
    return [] if len(found) == 1 and typed.strip() == found[0].primary else found


def _take(form: Form, name: str, answer: Answer) -> None:
    commune: Commune
    commune, code = answer.key
    form.editor("commune").set_value(commune.nom)
    form.editor("code_postal").set_value(code)
    form.editor(name).entered.emit()
