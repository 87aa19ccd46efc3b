"""The keyring of a desk: open, locked, forgetful, or not there at all."""

import subprocess
from typing import Literal

from tests.desk.session import Session, wait_until

Keyring = Literal["none", "unlocked", "locked", "null"]
PASSWORD = "mot de passe de session"


def provide(session: Session, keyring: Keyring) -> None:
    """Give the session that keyring; without one, the bus knows of no secret service."""
    if keyring == "null":
        session.environment["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
    elif keyring == "unlocked":
        _start(session, PASSWORD)
    elif keyring == "locked":
        # One that exists, with a password that nobody typed in this session.
        _start(session, PASSWORD).terminate()
        wait_until(lambda: not _owned(session), "la fin du premier trousseau")
        _start(session, None)


def _start(session: Session, password: str | None) -> "subprocess.Popen[bytes]":
    options = ["--foreground", "--components=secrets"]
    if password is None:
        process = session.spawn("gnome-keyring-daemon", *options)
    else:
        process = session.spawn("gnome-keyring-daemon", *options, "--unlock", entry=password)
    wait_until(lambda: _owned(session), "le trousseau")
    return process


def _owned(session: Session) -> bool:
    question = [
        "dbus-send",
        "--session",
        "--print-reply=literal",
        "--dest=org.freedesktop.DBus",
        "/org/freedesktop/DBus",
        "org.freedesktop.DBus.NameHasOwner",
        "string:org.freedesktop.secrets",
    ]
    told = subprocess.run(question, env=session.environment, capture_output=True, check=False)
    return b"true" in told.stdout
