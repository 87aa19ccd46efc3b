"""Growing delay after wrong passwords, per account and workstation; ten lock for a quarter hour.

It slows down who types at this desk. Who has stolen the file ignores it: against them stands the
cost of each guess, and the 80 bits that a password must have.
"""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from models.base import clock
from models.base.errors import Refused
from models.comptes.slots import same_identifiant
from models.comptes.store import ESSAIS, Store

LOCKED_AFTER = 10
LOCK = 15 * 60  # seconds
KEPT = 200  # accounts, existing or not, whose failures are remembered


class Patience(Refused):
    """Too many wrong passwords: `seconds` must pass before the next try is looked at."""

    def __init__(self, seconds: int, *, essais: int) -> None:
        super().__init__(_sentence(seconds, essais))
        self.seconds = seconds


@dataclass
class Essais:
    """The failures of one account here: when each was, and until when the next one waits."""

    quand: list[str]
    n: int
    until: float
    seen: float

    @property
    def delay(self) -> int:
        return LOCK if self.n >= LOCKED_AFTER else 2 ** (self.n - 1)


def check(store: Store, identifiant: str, poste_id: str) -> None:
    """`Patience` while the delay runs. A clock set back starts the delay anew, at most."""
    known = _read(store)
    essais = known.get(_key(identifiant, poste_id))
    if essais is None:
        return
    now = clock.now().timestamp()
    if now < essais.seen:
        essais.seen, essais.until = now, now + essais.delay
        _write(store, known)
    if now < essais.until:
        raise Patience(int(essais.until - now) + 1, essais=essais.n)


def count(store: Store, identifiant: str, poste_id: str) -> None:
    """Count a try as wrong before it is looked at: killing the program does not spare it."""
    with store.locked():
        known = _read(store)
        key = _key(identifiant, poste_id)
        essais = known.pop(key, None) or Essais([], 0, 0, 0)
        now = clock.now()
        essais.n += 1
        essais.quand = [*essais.quand, now.isoformat(timespec="seconds")][-LOCKED_AFTER:]
        essais.seen, essais.until = now.timestamp(), now.timestamp() + essais.delay
        known[key] = essais
        _write(store, dict(list(known.items())[-KEPT:]))


def forget(store: Store, identifiant: str, poste_id: str) -> list[str]:
    """The right password came: forget the failures, and return when those before it were."""
    with store.locked():
        known = _read(store)
        essais = known.pop(_key(identifiant, poste_id), None)
        if essais is not None:
            _write(store, known)
    return essais.quand[:-1] if essais else []


def forget_account(store: Store, identifiant: str) -> None:
    """What an administrator does who unlocks an account: on this workstation or on the server."""
    prefix = _key(identifiant, "")
    with store.locked():
        _write(store, {k: e for k, e in _read(store).items() if not k.startswith(prefix)})


def _key(identifiant: str, poste_id: str) -> str:
    """No name in clear: what is typed here may be a password typed in the wrong field."""
    account = hashlib.sha256(same_identifiant(identifiant).encode()).hexdigest()[:24]
    return f"{account}|{poste_id}"


def _read(store: Store) -> dict[str, Essais]:
    try:
        raw: Any = json.loads(store.read(ESSAIS) or "{}")
        return {key: Essais(**value) for key, value in raw.items()}
    except (ValueError, TypeError, AttributeError):
        return {}  # it protects nothing that its loss would open


def _write(store: Store, known: dict[str, Essais]) -> None:
    store.write(ESSAIS, json.dumps({key: vars(essais) for key, essais in known.items()}))


def _sentence(seconds: int, essais: int) -> str:
    if essais >= LOCKED_AFTER:
        minutes = -(-seconds // 60)
        return (
            f"{essais} mots de passe faux de suite\u00a0: ce compte attend encore {minutes}\u00a0"
            f"minute{'s' if minutes > 1 else ''} sur ce poste, ou qu’un administrateur le débloque."
        )
    return (
        f"Mot de passe faux\u00a0: attendez encore {seconds}\u00a0"
        f"seconde{'s' if seconds > 1 else ''} avant de réessayer."
    )
