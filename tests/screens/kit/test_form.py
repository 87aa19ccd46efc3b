"""Forms: values, drafts, what was changed, what is wrong."""

import datetime as dt
import json
from typing import Any

import peewee
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QScrollArea, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from models.base import fields
from models.base.errors import Invalid
from models.base.search import fold
from ui.kit.check import Check
from ui.kit.editors import Kind, kind_of
from ui.kit.editors.choices import ChoiceEditor, matching
from ui.kit.fold import Fold
from ui.kit.form import Form, Group, Input

VILLES = [("l", "Limoges"), ("p", "Panazol"), ("e", "Évaux-les-Bains"), ("s", "Saint-Yrieix")]


class Champs(peewee.Model):
    """Fields of every kind; never a table."""

    nom = fields.TextField(verbose_name="Nom", help_text="Comme il s’écrit.")
    adresse = fields.TextField(lines=3, default="", verbose_name="Adresse")
    jour = fields.DayField(null=True, verbose_name="Jour")
    heure = fields.HourField(null=True, verbose_name="Heure")
    nombre = fields.IntegerField(null=True, verbose_name="Nombre")
    rappel = fields.BooleanField(default=False, verbose_name="À rappeler")
    telephone = fields.TextField(default="", verbose_name="Téléphone")
    courriel = fields.TextField(default="", verbose_name="Courriel")
    taille = fields.CodeField(null=True, choices=[("g", "Grand")], verbose_name="Taille")


VALUES: dict[str, Any] = {
    "nom": "N’Diaye",
    "adresse": "3 rue Haute\nLimoges",
    "jour": dt.date(2026, 3, 12),
    "heure": dt.time(9, 30),
    "nombre": 12345,
    "rappel": True,
    "telephone": "06\u00a012\u00a034\u00a056\u00a078",
    "courriel": "awa@exemple.fr",
    "ville": "e",
    "criteres": ["b"],
    "secret": "",
}


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    made = Form(
        [
            Group(
                "Identité",
                [Champs.nom, Champs.adresse, Champs.jour, Champs.heure, Champs.nombre],
                optional=[Champs.telephone, Champs.courriel],
            ),
            Group(
                "Suite",
                [
                    Champs.rappel,
                    Input(name="ville", label="Ville", kind=Kind.CHOICE, options=lambda: VILLES),
                    Input(
                        name="criteres",
                        label="Critères",
                        kind=Kind.CHOICES,
                        options=[("a", "Un"), ("b", "Deux")],
                    ),
                    Input(name="secret", label="Mot de passe", kind=Kind.PASSWORD),
                ],
            ),
        ]
    )
    qtbot.addWidget(made)
    made.show()
    return made


def line(form: Form, name: str) -> QLineEdit:
    found = form.findChild(QLineEdit, f"form.{name}")
    assert found is not None, f"no line for {name}"
    return found


def test_kinds_follow_the_fields() -> None:
    kinds = {name: kind_of(field) for name, field in Champs._meta.fields.items()}
    assert kinds == {
        "id": Kind.INTEGER,
        "nom": Kind.LINE,
        "adresse": Kind.LINES,
        "jour": Kind.DAY,
        "heure": Kind.HOUR,
        "nombre": Kind.INTEGER,
        "rappel": Kind.CHECK,
        "telephone": Kind.TELEPHONE,
        "courriel": Kind.COURRIEL,
        "taille": Kind.CHOICE,
    }


def test_values_come_back_as_they_were_set(form: Form) -> None:
    form.set_values(VALUES)
    assert form.values() == VALUES
    assert not form.modified


def test_a_change_and_its_return(form: Form, qtbot: QtBot) -> None:
    form.set_values(VALUES)
    with qtbot.waitSignal(form.changed):
        line(form, "nom").setText("Sow")
    assert form.modified
    line(form, "nom").setText("N’Diaye")
    assert not form.modified


def test_a_draft_brings_back_even_what_is_no_value(form: Form) -> None:
    form.set_values(VALUES)
    line(form, "jour").setText("31/2")
    line(form, "secret").setText("un secret")
    kept = form.draft()
    assert "un secret" not in str(kept)
    form.clear()
    assert line(form, "jour").text() == ""
    form.restore_draft(kept)
    assert line(form, "jour").text() == "31/2"
    assert form.modified
    with pytest.raises(Invalid, match="Jour") as refused:
        form.values()
    assert refused.value.field == "jour"


def test_a_pause_asks_for_a_draft_once(form: Form, qtbot: QtBot) -> None:
    asked: list[int] = []
    form.drafted.connect(lambda: asked.append(1))
    with qtbot.waitSignal(form.drafted):
        qtbot.keyClicks(line(form, "nom"), "Sow")
    assert asked == [1]


def test_an_error_is_beside_its_field_with_the_focus(form: Form, qtbot: QtBot) -> None:
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    assert form.show_error("courriel", "Courriel : écrivez-le en entier.")
    field = line(form, "courriel")
    assert field.isVisible(), "the fold must open on an error"
    assert field.hasFocus()
    assert field.property("invalid") is True
    assert "écrivez-le en entier" in field.accessibleDescription()
    field.setText("awa@exemple.fr")
    assert field.property("invalid") is False
    assert field.accessibleDescription() == ""


def test_an_error_below_the_edge_is_scrolled_to(qtbot: QtBot) -> None:
    fields_ = [Input(name=f"n{n}", label=f"Nombre {n}", kind=Kind.LINE) for n in range(30)]
    long = Form([Group("", fields_)], name="form", framed=False)
    area = QScrollArea()
    area.setWidget(long)
    area.setWidgetResizable(True)
    area.resize(400, 240)
    qtbot.addWidget(area)
    area.show()
    qtbot.waitExposed(area)
    assert long.show_error("n29", "Nombre 29 : écrivez-le.")
    box = line(long, "n29")

    def in_sight() -> bool:
        top = box.mapTo(area.viewport(), QPoint(0, 0)).y()
        return 0 <= top <= area.viewport().height() - box.height()

    qtbot.waitUntil(in_sight)


def test_an_error_on_no_field_of_ours_is_left_to_others(form: Form) -> None:
    assert not form.show_error("ailleurs", "Non.")


def test_an_empty_required_field_is_refused(form: Form) -> None:
    with pytest.raises(Invalid) as refused:
        form.values()
    assert refused.value.field == "nom"
    assert line(form, "nom").accessibleName() == "Nom"
    assert line(form, "nom").accessibleDescription().startswith("Obligatoire")


def test_optional_fields_are_folded_until_they_hold_something(form: Form) -> None:
    fold_button = form.findChild(QToolButton, "form.completer")
    assert fold_button is not None
    assert not line(form, "telephone").isVisible()
    assert "Téléphone" in fold_button.accessibleName()
    form.set_values(VALUES)
    assert line(form, "telephone").isVisible()


def test_typed_days_are_written_again_when_the_line_is_left(form: Form, qtbot: QtBot) -> None:
    field = line(form, "jour")
    qtbot.keyClicks(field, "120326")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "12/03/2026"


def test_entree_goes_on_and_submits_in_the_last_field(form: Form, qtbot: QtBot) -> None:
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    qtbot.keyClick(line(form, "heure"), Qt.Key.Key_Return)
    assert line(form, "nombre").hasFocus()
    with qtbot.waitSignal(form.submitted):
        qtbot.keyClick(line(form, "secret"), Qt.Key.Key_Return)


def test_what_is_taken_in_the_last_list_is_looked_at_before_it_is_saved(qtbot: QtBot) -> None:
    made = Form([Group("", [Input(name="ville", label="Ville", kind=Kind.CHOICE, options=VILLES)])])
    qtbot.addWidget(made)
    made.show()
    field = line(made, "ville")
    with qtbot.assertNotEmitted(made.submitted):
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
            qtbot.keyClick(field, key)
    assert made.values() == {"ville": "p"}
    with qtbot.waitSignal(made.submitted):
        qtbot.keyClick(field, Qt.Key.Key_Return)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_S])
def test_ctrl_entree_submits_from_anywhere(form: Form, qtbot: QtBot, key: Qt.Key) -> None:
    with qtbot.waitSignal(form.submitted):
        qtbot.keyClick(line(form, "jour"), key, Qt.KeyboardModifier.ControlModifier)


def test_tab_leaves_a_text_and_ctrl_tab_inserts(form: Form, qtbot: QtBot) -> None:
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    area = form.editor("adresse").control
    area.setFocus()
    qtbot.keyClick(area, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert form.editor("adresse").value() == "\t"
    qtbot.keyClick(area, Qt.Key.Key_Tab)
    assert not area.hasFocus()


def test_read_only_is_the_same_form(form: Form) -> None:
    form.set_values(VALUES)
    form.read_only = True
    assert line(form, "nom").isReadOnly()
    assert not form.editor("rappel").control.isEnabled()
    assert form.values() == VALUES


@pytest.mark.parametrize(
    ("typed", "value"), [("evaux", "e"), ("LIM", "l"), ("yrieix", "s"), ("s", "s")]
)
def test_a_choice_is_found_without_accents(form: Form, typed: str, value: str) -> None:
    line(form, "ville").setText(typed)
    assert form.editor("ville").value() == value


def test_a_choice_outside_the_list_is_refused(form: Form) -> None:
    line(form, "nom").setText("Sow")
    line(form, "ville").setText("Paris")
    with pytest.raises(Invalid, match="pas dans la liste") as refused:
        form.values()
    assert refused.value.field == "ville"


def test_a_choice_by_the_keyboard(form: Form, qtbot: QtBot) -> None:
    field = line(form, "ville")
    editor = form.editor("ville")
    assert isinstance(editor, ChoiceEditor)
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert [a.primary for a in editor.completer.answers] == [label for _, label in VILLES]
    qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert editor.value() == "p"
    assert not editor.completer.is_open


class Renamed:
    """A list whose « p » was merged into « q » since."""

    @staticmethod
    def successors(keys: set[str]) -> dict[str, str]:
        return {"p": "q"} if "p" in keys else {}

    @staticmethod
    def name_of(_key: str) -> str:
        return ""


@pytest.mark.parametrize(
    ("kind", "chosen", "restored"),
    [
        (Kind.CHOICE, "r", "r"),
        (Kind.CHOICE, "p", "q"),
        (Kind.SEVERAL, ["p", "r", "q"], ["q", "r"]),
    ],
)
def test_a_draft_follows_what_was_renamed_or_merged_meanwhile(
    qtbot: QtBot, kind: Kind, chosen: Any, restored: Any
) -> None:
    options = [("p", "Paris"), ("q", "Quimper"), ("r", "Reims")]
    form = Form([Group("", [Input(name="v", label="V", kind=kind, options=lambda: options,
                                  link=Renamed)])])  # fmt: skip
    qtbot.addWidget(form)
    form.editor("v").set_value(chosen)
    kept = json.loads(json.dumps(form.draft()))
    options[:] = [("q", "Quimper (29)"), ("r", "Reims (51)")]
    form.editor("v").set_value(None)
    form.restore_draft(kept)
    assert form.values() == {"v": restored}


def test_beginnings_come_first() -> None:
    options = [(1, "Saint-Paul"), (2, "Paul"), (3, "Le Paulmier")]
    assert [value for value, _ in matching(options, "paul")] == [2, 1, 3]
    assert fold("É") == "e"


def test_a_password_can_be_shown(form: Form, qtbot: QtBot) -> None:
    field = line(form, "secret")
    assert field.echoMode() is QLineEdit.EchoMode.Password
    eye = next(b for b in form.findChildren(QToolButton) if "mot de passe" in b.accessibleName())
    eye.click()
    assert field.echoMode() is QLineEdit.EchoMode.Normal
    assert eye.accessibleName() == "Masquer le mot de passe"


def test_a_parser_of_the_domain_keeps_its_sentence(qtbot: QtBot) -> None:
    def parse(text: str) -> str:
        raise Invalid("autre_nom", "Date : écrivez une année.")

    form = Form([Group("", [Input(name="date", label="Date", parse=parse)])])
    qtbot.addWidget(form)
    with pytest.raises(Invalid, match="écrivez une année") as refused:
        form.values()
    assert refused.value.field == "date"


def test_two_columns_become_one_when_narrow(form: Form, qtbot: QtBot) -> None:
    hour = line(form, "heure")
    form.resize(1200, 900)
    qtbot.waitUntil(lambda: hour.mapTo(form, QPoint()).x() > 300)
    form.resize(360, 900)
    qtbot.waitUntil(lambda: hour.mapTo(form, QPoint()).x() < 60)


def top(editor: QWidget, form: Form) -> int:
    return editor.mapTo(form, QPoint()).y()


def test_fields_that_are_left_out_make_no_gap_and_keep_what_was_typed(qtbot: QtBot) -> None:
    groups = [
        Group("Adresse", [Input(name=n, label=n, kind=Kind.LINE) for n in ("a", "b", "c")],
              optional=[Input(name="d", label="d", kind=Kind.DAY)]),
    ]  # fmt: skip
    form = Form(groups, name="essai")
    qtbot.addWidget(form)
    form.show()
    form.resize(900, 400)
    form.restore_draft({"b": "gardé", "d": "pas une date"})
    assert top(form.editor("a"), form) != top(form.editor("c"), form)
    form.leave_out({"b", "d"})
    assert not form.editor("b").isVisible()
    a, c = form.editor("a"), form.editor("c")
    qtbot.waitUntil(lambda: top(a, form) == top(c, form))
    fold = next(b for b in form.findChildren(QToolButton) if b.objectName() == "essai.completer")
    assert not fold.isVisible()
    assert form.values() == {"a": "", "b": "gardé", "c": "", "d": None}
    form.leave_out(())
    assert form.editor("b").isVisible()
    with pytest.raises(Invalid):
        form.values()


def test_a_long_text_has_more_room_up_to_a_point(form: Form) -> None:
    area = form.editor("adresse").area  # type: ignore[attr-defined]  # that of several lines
    short = area.height()
    area.setPlainText("ligne\n" * 9)
    tall = area.height()
    area.setPlainText("ligne\n" * 300)
    assert short < tall < area.height() < 2.2 * tall
    area.clear()
    assert area.height() == short


def test_ctrl_return_on_a_button_saves_and_presses_nothing(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """GNOME has Return press what has the focus, whatever is held with it."""

    def press(button: QAbstractButton, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Return:
            button.click()

    monkeypatch.setattr(Check, "keyPressEvent", press, raising=False)
    monkeypatch.setattr(Fold, "keyPressEvent", press, raising=False)
    form = Form([Group("", [Champs.rappel], [Champs.nom])])
    qtbot.addWidget(form)
    box, fold = form.editor("rappel").control, form.findChild(QToolButton)
    assert fold is not None
    for button in (box, fold):
        with qtbot.waitSignal(form.submitted):
            qtbot.keyClick(button, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not box.isChecked()
    assert not fold.isChecked()


def test_the_first_field_is_ready_to_be_typed_over(qtbot: QtBot) -> None:
    form = Form([Group("", [Champs.jour, Champs.heure])])
    qtbot.addWidget(form)
    form.set_values({"jour": dt.date(2026, 11, 28)})
    form.show()
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    line(form, "heure").setFocus()
    form.focus_first()
    qtbot.keyClicks(line(form, "jour"), "05/10/2026")
    assert form.values()["jour"] == dt.date(2026, 10, 5)
