"""This workstation, one's own password, and the prompt of a session that a workstation opened."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox, QDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from models.base import database, keychain
from models.base.droit import Droit
from models.base.errors import Unavailable
from models.comptes import acces
from tests.conftest import FrozenClock
from tests.screens.comptes.conftest import PASSWORD
from ui.kit.context import Context
from ui.parts.mot_de_passe import Unlock, ensure_unlocked
from ui.screens.reglages.screen import ReglagesScreen

NEW = "Verger-Bleu-93-Prune"


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, bytes]]:
    """A keyring of ours: the real one is met in the tests of the desk."""
    kept: dict[str, bytes] = {}
    monkeypatch.setattr(keychain, "store", kept.__setitem__)
    monkeypatch.setattr(keychain, "fetch", kept.get)
    monkeypatch.setattr(keychain, "forget", lambda service: kept.pop(service, None))
    return kept


@pytest.fixture
def reglages(context: Context, qtbot: QtBot) -> ReglagesScreen:
    made = ReglagesScreen(context)
    qtbot.addWidget(made)
    made.show()
    made.open(section="poste")
    return made


def the_box(screen: ReglagesScreen) -> QCheckBox:
    box = screen.findChild(QCheckBox, "poste.retenir")
    assert isinstance(box, QCheckBox)
    return box


def write(screen: QWidget, **texts: str) -> None:
    for name, words in texts.items():
        line = screen.findChild(QLineEdit, name.replace("__", "."))
        assert isinstance(line, QLineEdit), f"pas de « {name} »"
        line.setText(words)


def open_alone(context: Context, folder: Path) -> acces.Acces:
    """As the workstation does, once it was allowed to."""
    acces.remember_workstation(context.settings)
    context.changes.detach()
    acces.lock()
    entered = acces.open_with_device(folder, settings=context.settings)
    context.changes.attach(database.handle())
    return entered


def test_the_workstation_is_off_by_default_then_allowed_then_not(
    reglages: ReglagesScreen, context: Context, folder: Path, keyring: dict[str, bytes]
) -> None:
    assert not the_box(reglages).isChecked()
    the_box(reglages).click()
    assert acces.is_remembered(folder, context.settings)
    assert len(keyring) == 1
    the_box(reglages).click()
    assert not acces.is_remembered(folder, context.settings)
    assert keyring == {}


def test_a_keyring_that_keeps_nothing_is_said_and_the_box_stays_off(
    reglages: ReglagesScreen, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_service: str, _secret: bytes) -> None:
        raise Unavailable("Le trousseau de ce poste ne garde pas de secret.")

    monkeypatch.setattr(keychain, "store", refuse)
    the_box(reglages).click()
    assert "trousseau" in context.banner.text
    assert not the_box(reglages).isChecked()
    assert the_box(reglages).isEnabled()


def test_ones_own_password_is_changed(
    reglages: ReglagesScreen, context: Context, folder: Path
) -> None:
    reglages.open(section="mot_de_passe")
    write(
        reglages, mot_de_passe__current=PASSWORD, mot_de_passe__password=NEW,
        mot_de_passe__confirmation=NEW,
    )  # fmt: skip
    button = reglages.findChild(QPushButton, "mot_de_passe.changer")
    assert isinstance(button, QPushButton)
    button.click()
    assert context.banner.text == "Mot de passe modifié"
    assert acces.open_with_password(folder, "awa", password=NEW, settings=context.settings)


def test_a_session_opened_by_the_workstation_is_unlocked_in_place(
    context: Context,
    folder: Path,
    keyring: dict[str, bytes],
    frozen_clock: FrozenClock,
    qtbot: QtBot,
) -> None:
    entered = open_alone(context, folder)
    handle = database.handle()
    assert not context.may(Droit.NOTES_EQUIPE)
    prompt = Unlock(context, "Les notes demandent votre mot de passe.")
    qtbot.addWidget(prompt)
    write(prompt, deverrouiller__password="faux")
    prompt.submit()
    assert prompt.result() != QDialog.DialogCode.Accepted
    assert acces.current().device
    frozen_clock.advance(seconds=2)
    write(prompt, deverrouiller__password=PASSWORD)
    prompt.submit()
    assert prompt.result() == QDialog.DialogCode.Accepted
    assert database.handle() is handle
    assert context.may(Droit.NOTES_EQUIPE)
    assert entered.holds_notes
    assert not entered.device


def test_repeated_wrong_passwords_wait_there_too(
    context: Context,
    folder: Path,
    keyring: dict[str, bytes],
    frozen_clock: FrozenClock,
    qtbot: QtBot,
) -> None:
    open_alone(context, folder)
    prompt = Unlock(context, "Les notes demandent votre mot de passe.")
    qtbot.addWidget(prompt)
    for _ in range(2):
        write(prompt, deverrouiller__password="faux")
        prompt.submit()
    prompt.show()
    assert "attendez" in prompt.banner.text
    assert acces.current().device


def test_a_full_session_is_not_asked_again(context: Context, qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    assert ensure_unlocked(context, parent, "Rien.")
