"""Every screen turned to the visitor: nothing that names somebody is left, in whatever reads it."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtWidgets import QAbstractItemView, QApplication, QPlainTextEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from models.accueil.anonyme import AnonymeConnu
from models.accueil.attente import Attente
from models.accueil.message import Message
from models.accueil.passage import Passage
from models.base.table import tuples_of
from models.comptes.agent import Agent
from models.personnes.document import Document
from models.personnes.personne import Personne
from models.prescriptions.prescription import Prescription
from models.suivis.suivi import Suivi
from tests.domain.echanges.demonstration.conftest import demo as demo
from tests.domain.echanges.demonstration.conftest import folder as folder
from tests.screens.accueil.bureau import Bureau
from ui.main_window.screens import SCREENS

_READ = ("text", "displayText", "title", "placeholderText", "currentText", "toPlainText",
         "windowTitle", "toolTip", "statusTip", "whatsThis", "accessibleName",
         "accessibleDescription")  # fmt: skip
_ROLES = (
    Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.EditRole,
    Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.AccessibleDescriptionRole,
)  # fmt: skip
_MOST = 60  # rows of a list


@pytest.fixture
def bureau(demo: Any, qtbot: QtBot) -> Iterator[Bureau]:
    opened = Bureau(qtbot)
    yield opened
    opened.stop()


def private_words() -> set[str]:
    """What names somebody in the base, or tells how to reach her, folded."""
    found: set[str] = set()
    columns = (
        Personne.nom_naissance, Personne.nom_usage, Personne.surnom, Personne.telephone,
        Personne.telephone_autre, Personne.courriel, Personne.adresse, Personne.alerte,
        AnonymeConnu.repere, Message.texte, Message.correspondant, Message.telephone, Attente.nom,
        Attente.objet, Document.intitule, Document.fichier, Passage.commentaire,
        Personne.commentaire, Personne.heberge_par,
    )  # fmt: skip
    for column in columns:
        found |= {str(row[0]).strip().casefold() for row in tuples_of(column.model.select(column))}
    names = tuples_of(Agent.select(Agent.nom, Agent.prenom))
    agents = {part.casefold() for row in names for part in row}
    return {word for word in found if len(word) >= 4} - agents


def seen(widget: QWidget) -> Iterator[tuple[str, str]]:
    """Every text of a window, with where it is: widgets, lists, then what assistive tools read."""
    for one in (widget, *widget.findChildren(QWidget)):
        if not one.isVisible():
            continue
        where = one.objectName() or type(one).__name__
        for name in _READ:
            read: Callable[[], Any] | None = getattr(one, name, None)
            if callable(read):
                yield f"{where}.{name}", str(_told(read))
        if isinstance(one, QAbstractItemView):
            yield from ((f"{where}[]", text) for text in _cells(one.model()))
        for action in QWidget.actions(one):
            yield f"{where}/{action.objectName()}", f"{action.text()} {action.toolTip()}"
    yield from _accessible(QAccessible.queryAccessibleInterface(widget), depth=0)


def _told(read: Callable[[], Any]) -> Any:
    try:
        return read()
    except TypeError:  # a question with arguments of its own
        return ""


def _cells(model: QAbstractItemModel | None) -> Iterator[str]:
    if model is None:
        return
    root = QModelIndex()
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(root)
    for row in range(min(model.rowCount(root), _MOST)):
        for column in range(columns):
            for role in _ROLES:
                value = model.data(model.index(row, column, root), role)
                if isinstance(value, str):
                    yield value


def _accessible(interface: Any, *, depth: int) -> Iterator[tuple[str, str]]:
    if interface is None or depth > 40 or interface.state().invisible:
        return
    for kind in QAccessible.Text:
        yield "accessible", str(interface.text(kind))
    for at in range(min(interface.childCount(), 400)):
        yield from _accessible(interface.child(at), depth=depth + 1)


def leaks(bureau: Bureau, words: set[str]) -> list[str]:
    """Where something private can still be read."""
    bureau._settle()
    found = []
    pattern = re.compile(r"\b(" + "|".join(map(re.escape, sorted(words))) + r")\b")
    for top in QApplication.topLevelWidgets():
        for where, text in seen(top):
            hit = pattern.search(text.casefold())
            if hit:
                found.append(f"{where} : {hit.group(0)!r} in {text[:80]!r}")
    return sorted(set(found))


def some(table: Any, **where: Any) -> str:
    query = table.select(table.id)
    for name, wanted in where.items():
        query = query.where(getattr(table, name) == wanted)
    return str(query.first().id)


def places() -> list[tuple[str, dict[str, Any]]]:
    """Every screen as it opens, then on somebody."""
    document = Document.select().first()
    personne = document.personne_id
    return [
        *[(entry.id, {}) for entry in SCREENS],
        ("personnes", {"personne": personne}),
        ("suivis", {"suivi_id": some(Suivi)}),
        ("fiches", {"prescription_id": some(Prescription)}),
        ("registre", {"personne": personne}),
    ]


@pytest.mark.parametrize("order", ["before", "after"])
def test_no_screen_names_anybody_once_turned(bureau: Bureau, order: str) -> None:
    """Turned before a screen is opened, then while it is open."""
    words = private_words()
    assert len(words) > 150
    bureau.window.context.turned.on = False
    found: dict[str, list[str]] = {}
    for screen, what in places():
        if order == "before":
            bureau.window.context.turned.toggle()
            bureau.window.navigate(screen, **what)
        else:
            bureau.window.navigate(screen, **what)
            bureau._settle()
            bureau.window.context.turned.toggle()
        bad = leaks(bureau, words)
        if bad:
            found[f"{screen} {what}"] = bad
        bureau.window.context.turned.toggle()
    assert not found, "\n".join(f"{k}\n  " + "\n  ".join(v[:12]) for k, v in found.items())


def test_the_same_look_finds_names_when_the_screen_is_not_turned(bureau: Bureau) -> None:
    bureau.window.navigate("personnes")
    assert len(leaks(bureau, private_words())) > 5
