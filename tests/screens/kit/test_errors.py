"""Each failure where it is answered; a bug leaves a report that says nothing of anyone."""

import sys
from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from models.base import paths
from models.base.errors import Conflict, Invalid, Refused, Unavailable
from ui.kit import dialogs, errors
from ui.kit.banner import Banner
from ui.kit.context import Context
from ui.kit.form import Form, Group, Input

SECRET = "Awa N’Diaye"


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    made = Form([Group("", [Input(name="nom", label="Nom")])])
    qtbot.addWidget(made)
    made.show()
    return made


def raising(error: Exception) -> Callable[[], None]:
    def act() -> None:
        raise error

    return act


def answer_of(banner: Banner) -> QPushButton:
    found = banner.findChild(QPushButton, "banner.answer")
    assert found is not None
    return found


def test_invalid_goes_beside_its_field(context: Context, form: Form) -> None:
    assert not context.attempt(raising(Invalid("nom", "Nom : écrivez-en un.")), form=form)
    line = form.findChild(QLineEdit, "form.nom")
    assert line is not None
    assert "écrivez-en un" in line.accessibleDescription()
    assert context.banner.text == ""


@pytest.mark.parametrize(
    "error", [Invalid("ailleurs", "Non."), Refused("Non."), Conflict("Non.")], ids=type
)
def test_other_refusals_go_to_the_banner(context: Context, form: Form, error: Exception) -> None:
    assert not context.attempt(raising(error), form=form)
    assert context.banner.text == "Non."
    assert answer_of(context.banner).isHidden()


def test_what_is_unavailable_can_be_tried_again(context: Context, form: Form) -> None:
    tries: list[int] = []
    done: list[object] = []

    def act() -> str:
        tries.append(1)
        if len(tries) == 1:
            raise Unavailable("La base ne répond pas.")
        return "fait"

    assert not context.attempt(act, form=form, done=done.append)
    button = answer_of(context.banner)
    assert button.text() == "Réessayer"
    button.click()
    assert done == ["fait"]
    assert context.banner.text == ""


def test_a_bug_is_not_swallowed(context: Context, form: Form) -> None:
    with pytest.raises(ZeroDivisionError):
        context.attempt(raising(ZeroDivisionError(SECRET)), form=form)


def test_a_report_says_where_and_nothing_else() -> None:
    def fail(nom: str) -> None:
        try:
            raise KeyError(nom)
        except KeyError as error:
            raise ValueError(f"pas de {nom}") from error

    with pytest.raises(ValueError, match="pas de") as raised:
        fail(SECRET)
    report = errors.report_of(raised.value)
    assert SECRET not in report
    assert "builtins.ValueError" in report
    assert "builtins.KeyError" in report
    assert "tests/screens/kit/test_errors.py:" in report
    assert str(errors._ROOT) not in report


def test_the_last_resort_says_one_sentence_and_writes_one_report(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[tuple[str, str]] = []
    last = errors.LastResort()

    def report(parent: object, text: str, *, details: str) -> None:
        said.append((text, details))
        last.catch(RuntimeError(SECRET))  # a second one while the first is shown

    monkeypatch.setattr(dialogs, "report", report)
    hook = sys.excepthook
    last.catch(ValueError(SECRET))
    assert sys.excepthook is hook
    assert len(said) == 1
    assert said[0][0] == errors.SENTENCE
    written = paths.log_file().read_text(encoding="utf-8")
    assert "ValueError" in written
    assert "RuntimeError" in written
    assert SECRET not in written


def test_a_refusal_that_nobody_caught_is_read_and_is_no_accident(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    monkeypatch.setattr(dialogs, "report", lambda *_, **__: pytest.fail("no dialog"))
    last = errors.LastResort()
    last.banner = banner
    last.catch(Refused("Cela n’existe plus."))
    assert banner.text == "Cela n’existe plus."


def test_the_log_does_not_grow_for_ever() -> None:
    path = paths.log_file()
    path.parent.mkdir(parents=True)
    path.write_text("x" * (errors.LOG_LIMIT + 1), encoding="utf-8")
    errors.log("après")
    assert path.read_text(encoding="utf-8") == "après\n"


def test_a_log_that_cannot_be_written_is_no_second_failure() -> None:
    path = paths.log_file()
    path.mkdir(parents=True)
    errors.log("rien")
    assert path.is_dir()
