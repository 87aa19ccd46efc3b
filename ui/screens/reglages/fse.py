"""Export FSE+: the columns of the file that leaves, in order, with the words of each answer."""

import json
from typing import Any

from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

import resources
from models.base.droit import Droit
from models.base.listing import several
from models.suivis.colonne_export import (
    ColonneExport,
    add_colonne,
    champs,
    colonnes,
    move_colonne,
    remove_colonne,
    reset_colonnes,
    save_colonne,
)
from models.suivis.questions import questions
from ui.kit.actions import UiAction, fill_menu
from ui.kit.context import Context
from ui.kit.editors import Kind
from ui.kit.form import Form, Group, Input
from ui.kit.rows import Row, RowList
from ui.kit.tokens import M
from ui.screens.reglages.section import ListSection, Page, sentence

_WHY = (
    "La forme du fichier de Ma Démarche FSE+ n’est pas publiée\u00a0: mettez ces colonnes dans "
    "l’ordre de la vôtre, sous ses en-têtes et avec ses mots. Alt+Haut et Alt+Bas déplacent."
)
_WORDS = "Vide\u00a0: la réponse est écrite telle qu’elle se lit."
_PREFIX = "valeur."


class FseSection(ListSection):
    """One column a row."""

    id = "fse"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.list = RowList("reglages.fse.colonnes", "Colonnes du fichier", orderable=True)
        self.list.opened.connect(self.edit)
        self.list.moved.connect(self._move)
        self.list.current_changed.connect(context.refresh_actions)
        self.list.menu_wanted = self._fill_menu
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        column.addWidget(sentence(_WHY, "reglages.fse.aide"))
        column.addWidget(self.list)
        self.set_list(holder)
        context.changes.subscribe({ColonneExport}, self.refresh, owner=self)
        self.refresh()

    def list_actions(self) -> list[UiAction]:
        right = Droit.REGLAGES
        return [
            UiAction("colonne.create", "Ajouter une colonne", "add", "Ctrl+Shift+N", right,
                     self.add, primary=True),
            *self._row_actions(),
            UiAction("colonne.reset", "Remettre celles du départ", "restore", "", right,
                     self._reset, on_page=False),
        ]  # fmt: skip

    def focus_first(self) -> None:
        (self.page.focus_first if self.page is not None else self.list.setFocus)()

    def select(self, key: str | None) -> None:
        self.refresh()
        self.list.select(key)

    def refresh(self) -> None:
        known = champs()
        self.list.show_rows([_row(one, known) for one in colonnes()])

    def add(self) -> None:
        self.show_page(_adding(self.context))

    def edit(self, key: str | None = None) -> None:
        self.show_page_of(key or self.list.current_key or "")

    def page_of(self, key: str) -> Page | None:
        if not key:
            return _adding(self.context)
        found = _known(key)
        return None if found is None else _editing(self.context, found)

    def _row_actions(self) -> list[UiAction]:
        right = Droit.REGLAGES
        known = lambda: self.list.current_key is not None  # noqa: E731  # said of two acts
        return [
            UiAction("colonne.edit", "Modifier", "edit", "F2", right, self.edit, enabled=known),
            UiAction("colonne.remove", "Retirer", "remove", "Del", right, self._remove,
                     enabled=known, on_page=False),
        ]  # fmt: skip

    def _fill_menu(self, menu: QMenu) -> None:
        fill_menu(menu, self._row_actions(), self.context.may)

    def _move(self, key: str, place: int) -> None:
        found = _known(key)
        if found is not None:
            self.context.attempt(lambda: move_colonne(found, place), said="Ordre enregistré")
        self.select(key)

    def _remove(self) -> None:
        found = _known(self.list.current_key)
        if found is not None:
            said = f"La colonne «\u00a0{found.entete}\u00a0» n’est plus dans le fichier"
            self.context.attempt(lambda: remove_colonne(found), said=said)

    def _reset(self) -> None:
        content = resources.read_toml("fse/colonnes.toml")
        self.context.attempt(lambda: reset_colonnes(content), said="Colonnes du départ remises")


def _known(key: str | None) -> ColonneExport | None:
    return next((one for one in colonnes() if one.id == key), None)


def _row(colonne: ColonneExport, known: dict[str, str]) -> Row:
    """Its heading, what it holds where that is called otherwise, how many words are ours."""
    words = json.loads(colonne.valeurs)
    holds = known.get(colonne.champ, colonne.champ)
    told = several(len(words), "valeur traduite", "valeurs traduites") if words else ""
    parts = (holds if holds != colonne.entete else "", told)
    return Row(
        colonne.id, colonne.entete, " · ".join(part for part in parts if part), movable=True
    )  # fmt: skip


def _adding(context: Context) -> Page:
    fields = [
        Input(ColonneExport.champ, kind=Kind.CHOICE, options=list(champs().items()), wide=True),
        Input(ColonneExport.entete, required=False, wide=True,
              help="Vide\u00a0: le nom de la donnée."),
    ]  # fmt: skip
    return Page(
        context, Form([Group("Colonne", fields)], name="colonne"), key="",
        title="Nouvelle colonne", said="Colonne ajoutée",
        save=lambda values: add_colonne(values["champ"] or "", values["entete"] or ""),
    )  # fmt: skip


def _editing(context: Context, colonne: ColonneExport) -> Page:
    """Its heading, then a word for each answer of a question with a list of them."""
    question = questions().get(colonne.champ)
    answers = question.reponses if question is not None else ()
    groups = [Group(champs().get(colonne.champ, ""), [Input(ColonneExport.entete, wide=True)])]
    if answers:
        fields = [Input(name=_PREFIX + code, label=words) for code, words in answers]
        groups.append(Group("Ce qui est écrit pour chaque réponse", fields))
    page = Page(
        context, Form(groups, name="colonne"), key=colonne.id, title=colonne.entete,
        said="Colonne enregistrée", save=lambda values: save_colonne(colonne, **_split(values)),
        beside=[sentence(_WORDS)] if answers else [],
    )  # fmt: skip
    written = json.loads(colonne.valeurs)
    known = {_PREFIX + code: written.get(code, "") for code, _ in answers}
    page.form.set_values({"entete": colonne.entete, **known})
    return page


def _split(values: dict[str, Any]) -> dict[str, Any]:
    """The heading, and the words by answer."""
    words = {name.removeprefix(_PREFIX): text or "" for name, text in values.items()
             if name.startswith(_PREFIX)}  # fmt: skip
    return {"entete": values["entete"], **({"valeurs": words} if words else {})}
