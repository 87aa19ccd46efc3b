"""Every screen turned to the visitor: nothing that names somebody is left, in whatever reads it."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QEvent, QModelIndex, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractItemView, QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from models.accueil.anonyme import AnonymeConnu
from models.accueil.attente import Attente
from models.accueil.message import Message, leave_message
from models.accueil.passage import Passage
from models.base.table import tuples_of
from models.comptes.agent import Agent
from models.echanges.demonstration.dossiers import tiny_pdf
from models.personnes.document import Document, add_document
from models.personnes.fusionner import fusionner
from models.personnes.personne import Personne
from models.prescriptions.prescription import Prescription
from models.suivis.suivi import Suivi
from tests.conftest import FrozenClock
from tests.domain.echanges.demonstration.conftest import demo as demo
from tests.domain.echanges.demonstration.conftest import folder as folder
from tests.engines import fresh_sqlcipher
from tests.factories import a_passage, a_personne, furnished
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
    """The tree that is given to screen readers, with what is out of sight in it."""
    if interface is None or not interface.isValid() or depth > 40:
        return
    for kind in QAccessible.Text:
        yield "accessible", str(interface.text(kind))
    for at in range(min(interface.childCount(), 400)):
        yield from _accessible(interface.child(at), depth=depth + 1)


def leaks(bureau: Bureau, words: set[str]) -> list[str]:
    """Where something private can still be read."""
    bureau._settle()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    found = []
    pattern = re.compile(r"\b(" + "|".join(map(re.escape, sorted(words))) + r")\b")
    for top in QApplication.topLevelWidgets():
        if top.windowHandle() is None:
            continue  # never shown: the tree of the program does not know of it
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


@pytest.fixture
def desk(frozen_clock: FrozenClock, tmp_path: Path, qtbot: QtBot) -> Iterator[Bureau]:
    """A desk where somebody is everywhere at once."""
    with furnished(fresh_sqlcipher(tmp_path / "base"), tmp_path / "base"):
        opened = Bureau(qtbot)
        yield opened
        opened.stop()


OURS = {"diallo", "mamadou", "0612345678", "06 12 34 56 78", "wawa", "mamad", "bail de diallo",
        "ndiaye", "n’diaye", "zigzag", "caf de diallo", "quimper-corentin"}  # fmt: skip
Move = Callable[[Bureau], object]


def with_one(bureau: Bureau) -> Personne:
    return a_personne(telephone="0612345678", surnom="Wawa", commune="Quimper-Corentin",
                      alerte="Zigzag : parler fort.")  # fmt: skip


def _chosen(bureau: Bureau) -> None:
    bureau.type("dia").press("Entrée").type("cv").press("Entrée")


def _aside(bureau: Bureau) -> None:
    _chosen(bureau)
    bureau.press("F5").type("wawa").press("F5")


def _seated(bureau: Bureau) -> None:
    _chosen(bureau)
    bureau.press("F8", "F8")


def _arriving(bureau: Bureau) -> None:
    _chosen(bureau)
    bureau.press("F8")


def _message(bureau: Bureau) -> None:
    _chosen(bureau)
    bureau.press("Ctrl+M")
    bureau.focus("accueil.message.telephone").type("0612345678")
    bureau.focus("accueil.message.texte").type("la CAF de Diallo")


def _messages(bureau: Bureau) -> None:
    one = with_one(bureau)
    leave_message(personne=one, nature="a_appele", telephone="0612345678", texte="zigzag")
    leave_message(correspondant="CAF de Diallo", nature="a_appele", texte="zigzag")
    bureau.window.current.beside.look()  # type: ignore[union-attr]  # the accueil


def _history(bureau: Bureau) -> None:
    passage = a_passage(with_one(bureau), commentaire="zigzag")
    bureau.window.current.beside.traces.show_passage(passage.id)  # type: ignore[union-attr]


def _edited(bureau: Bureau) -> None:
    a_passage(with_one(bureau), commentaire="zigzag")
    bureau.window.current.line.correct(Passage.get().id)  # type: ignore[union-attr]  # the accueil


def _saved(bureau: Bureau) -> None:
    _chosen(bureau)
    bureau.press("Ctrl+Entrée")


def _dropped(bureau: Bureau) -> None:
    _aside(bureau)
    next(c for c in bureau.window.findChildren(QPushButton) if "DIALLO" in c.text()).setFocus()
    bureau.press("Suppr")


def _form_of_file(bureau: Bureau) -> None:
    bureau.window.navigate("personnes", personne=with_one(bureau).id)
    bureau.press("F2")


def _merged(bureau: Bureau) -> None:
    one, other = a_personne(), a_personne(nom_naissance="Diallo", prenom="Mamad")
    fusionner(one, other, {})
    bureau.window.navigate("personnes", personne=other.id)


def _compared(bureau: Bureau) -> None:
    one, other = a_personne(), a_personne(nom_naissance="Diallo", prenom="Mamad")
    bureau.window.navigate("doublons", comparer=(one.id, other.id))


def _recent_merges(bureau: Bureau) -> None:
    one, other = a_personne(), a_personne(nom_naissance="Diallo", prenom="Mamad")
    fusionner(one, other, {})
    bureau.window.navigate("doublons")
    bureau.window.current.show_fusions()  # type: ignore[union-attr]


def _undone_merge(bureau: Bureau) -> None:
    one, other = a_personne(), a_personne(nom_naissance="Diallo", prenom="Mamad")
    fusion = fusionner(one, other, {})
    bureau.window.navigate("doublons")
    bureau.window.current.undo_merge(fusion.id)  # type: ignore[union-attr]


def _document(bureau: Bureau) -> None:
    one = with_one(bureau)
    add_document(one, nom="bail de Diallo.pdf", data=tiny_pdf("bail"), intitule="Bail de Diallo")
    bureau.window.navigate("personnes", personne=one.id)


def _register_of_one(bureau: Bureau) -> None:
    one = with_one(bureau)
    a_passage(one, commentaire="zigzag")
    bureau.window.navigate("registre", personne=one.id)


def _palette(bureau: Bureau) -> None:
    with_one(bureau)
    bureau.window.search()
    bureau.type("dial")


def _sheet(bureau: Bureau) -> None:
    """A line of somebody who came that day already, and that is said under it."""
    one = with_one(bureau)
    a_passage(one, jour=dt.date(2026, 3, 10), heure=dt.time(9))
    bureau.window.navigate("saisie")
    bureau._settle()
    bureau.focus("feuille.jour").type("10/03/2026").press("Entrée", "Entrée")
    bureau.type("0900").press("Tab").type("dia").press("Entrée").type("cv").press("Entrée")
    bureau.press("Entrée")


STATES: list[Move] = [
    _chosen, _aside, _seated, _arriving, _message, _messages, _history, _edited, _saved, _dropped,
    _form_of_file, _merged, _compared, _recent_merges, _undone_merge, _document, _register_of_one,
    _palette, _sheet,
]  # fmt: skip


@pytest.mark.parametrize("move", STATES, ids=lambda move: move.__name__.strip("_"))
@pytest.mark.parametrize("late", [False, True], ids=["turned first", "turned then"])
def test_whatever_is_under_way_names_nobody_once_turned(
    desk: Bureau, move: Move, late: bool
) -> None:
    if move in (_chosen, _aside, _seated, _arriving, _message, _saved, _dropped):
        with_one(desk)
    if not late:
        desk.window.context.turned.toggle()
    try:
        move(desk)
    except (AssertionError, StopIteration):
        if late:
            raise  # turned, some gestures are closed: then what is on the screen is looked at
    desk._settle()
    if late:
        desk.window.context.turned.toggle()
    assert leaks(desk, OURS) == []
