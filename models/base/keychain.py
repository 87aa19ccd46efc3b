"""The only door to the system's keyring: a device secret, never a password.

A keyring may be absent, locked, silent behind a dialog, or accept what it does not keep. So: named
backend in a thread with a time limit, any exception is a no, and what is stored is read back.
"""

import base64
import contextlib
import importlib
import os
import sys
import threading
from collections.abc import Callable
from typing import TypeVar

from models.base.errors import Unavailable

R = TypeVar("R")
CHOICE = "PYTHON_KEYRING_BACKEND"  # somebody named another one
_USUAL = {
    "linux": "keyring.backends.SecretService:Keyring",
    "win32": "keyring.backends.Windows:WinVaultKeyring",
    "darwin": "keyring.backends.macOS:Keyring",
}
LIMIT = 4.0  # seconds; a keyring that asks something shows its own dialog meanwhile
DIALOG_LIMIT = 60.0  # when the person has just asked for it, and may have to answer that dialog


def store(service: str, secret: bytes) -> None:
    """Keep a secret; `Unavailable` if the keyring does not truly keep it."""
    text = base64.b64encode(secret).decode()

    def work() -> bool:
        import keyring

        keyring.set_password(service, service, text)
        return keyring.get_password(service, service) == text

    if not _limited(work, DIALOG_LIMIT):
        raise Unavailable(
            "Le trousseau de ce poste ne garde pas de secret. Le mot de passe sera demandé à "
            "chaque ouverture."
        )


def fetch(service: str) -> bytes | None:
    """The secret, or None when the keyring has none, is locked, or does not answer."""

    def work() -> str | None:
        return _from_usual(service) or _from_any(service)

    text = _limited(work, LIMIT)
    return base64.b64decode(text) if text else None


def forget(service: str) -> None:
    """Remove the secret, if there is one and the keyring answers."""

    def work() -> None:
        import keyring

        with contextlib.suppress(keyring.errors.PasswordDeleteError):
            keyring.delete_password(service, service)

    _limited(work, LIMIT)


def backend_name() -> str:
    """The module of the keyring that this system offers."""
    import keyring

    return type(keyring.get_keyring()).__module__


def _from_usual(service: str) -> str | None:
    """From the keyring that this system usually has, by its name: finding out costs more.

    One that is there and stays locked is an answer: its dialog is not to be shown twice.
    """
    if os.environ.get(CHOICE) or sys.platform not in _USUAL:
        return None
    from keyring.errors import KeyringLocked

    module, _, name = _USUAL[sys.platform].partition(":")
    try:
        backend = getattr(importlib.import_module(module), name)()
        kept: str | None = backend.get_password(service, service)
    except KeyringLocked:
        raise
    except Exception:  # backends raise far more than KeyringError
        return None
    return kept


def _from_any(service: str) -> str | None:
    """From the keyring that is found or was chosen."""
    import keyring

    return keyring.get_password(service, service)


def _limited(work: Callable[[], R], limit: float) -> R | None:
    result: list[R] = []

    def run() -> None:
        with contextlib.suppress(Exception):  # backends raise far more than KeyringError
            result.append(work())

    thread = threading.Thread(target=run, daemon=True, name="keyring")
    thread.start()
    thread.join(limit)
    return result[0] if result else None
