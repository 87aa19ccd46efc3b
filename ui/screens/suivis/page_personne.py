"""Prepares the page that the person takes home: its words may be changed, seen as it will print."""

import dataclasses
from typing import Any

from PySide6.QtWidgets import QWidget

from models.base.errors import Invalid
from models.base.listing import several
from models.suivis.page_personne import Mots, page_of, trace_page, words_for
from ui.kit.context import Context
from ui.kit.editors import Kind
from ui.kit.form import Form, Group, Input
from ui.parts.papier import PapierDialog

TITLE = "Page pour la personne"
WIDE = 400
MOST_LINES, MOST_LETTERS = 12, 700  # of one place: more would not hold on a sheet
_ONE_EACH = "Une phrase courte par ligne."


def ask_page_personne(context: Context, screen: QWidget, suivi_id: str) -> PapierDialog:
    """The dialog, open, with the words proposed."""
    mots, left_out = words_for(suivi_id)
    form = Form(_groups(left_out), name="page_personne", framed=False)
    form.set_values(dataclasses.asdict(mots))

    def compose(values: dict[str, Any]) -> bytes:
        from reports.page_personne import page_personne_pdf

        told = {name: value or "" for name, value in values.items()}
        return page_personne_pdf(page_of(suivi_id, Mots(**told)))

    dialog = PapierDialog(
        context, screen, name="page_personne.papier", title=TITLE, compose=compose,
        trace=lambda _: trace_page(suivi_id), form=form, aside=WIDE, check=_check,
    )  # fmt: skip
    dialog.finished.connect(dialog.deleteLater)  # it tells of somebody: nothing of it stays
    dialog.open()
    form.focus_first()
    return dialog


def _groups(left_out: int) -> list[Group]:
    more = several(
        left_out, "autre action n’est pas reprise", "autres actions ne sont pas reprises"
    )
    told = f"Une par ligne. {more}\u00a0: la page reste courte." if left_out else "Une par ligne."
    return [
        Group("", [
            _words("quand", "Mon prochain rendez-vous",
                   "Vide\u00a0: il y est proposé d’appeler.", 2),
            _words("lieu", "Où", "", 3),
            Input(name="avec", label="Avec", kind=Kind.LINE, wide=True),
            _words("apporter", "J’apporte", "Une chose par ligne.", 3),
            _words("actions", "Ce que je fais", told, 5),
            _words("maintenant", "Où j’en suis", _ONE_EACH, 4),
            _words("ensuite", "Et après", _ONE_EACH, 3),
            Input(name="appeler", label="Qui appeler", kind=Kind.LINE, wide=True),
            Input(name="telephone", label="Son téléphone", kind=Kind.LINE, wide=True),
        ]),
    ]  # fmt: skip


def _words(name: str, label: str, help_: str, lines: int) -> Input:
    return Input(name=name, label=label, kind=Kind.LINES, lines=lines, wide=True, help=help_)


def _check(values: dict[str, Any]) -> None:
    for name, value in values.items():
        words = value or ""
        if len(words) > MOST_LETTERS or len(words.splitlines()) > MOST_LINES:
            raise Invalid(name, "Un des textes est trop long pour la page. Raccourcissez-le.")
