"""The base that a command works on, and the passwords that it takes."""

import argparse
import sys
from pathlib import Path

from models.base import settings
from models.base.errors import Failure
from models.base.settings import Settings
from ui.terminal.answers import USAGE, say


def open_base(options: argparse.Namespace) -> None:
    """Open the base: password on the standard input, else this workstation's secret, else asked."""
    from models.comptes import acces

    folder, settings = folder_of(options), own_settings()
    if not acces.holds_base(folder):
        raise Failure(f"Le dossier {folder} ne contient pas de base. Créez-la, ou vérifiez le nom.")
    if not options.mot_de_passe_stdin and acces.is_remembered(folder, settings):
        acces.open_with_device(folder, settings=settings)
        return
    known = acces.accounts(folder)
    account = options.compte or (known[0] if len(known) == 1 else None)
    if account is None:
        say(f"Plusieurs comptes\u00a0: choisissez avec --compte ({', '.join(known)}).")
        raise SystemExit(USAGE)
    password = _password(options, account)
    acces.open_with_password(folder, account, password=password, settings=settings)


def _password(options: argparse.Namespace, account: str) -> str:
    if options.mot_de_passe_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        say("Le mot de passe manque\u00a0: ajoutez --mot-de-passe-stdin.")
        raise SystemExit(USAGE)
    import getpass

    return getpass.getpass(f"Mot de passe de {account}\u00a0: ")


def new_password(options: argparse.Namespace) -> str | None:
    """Asked twice on a terminal, else one line of the standard input, else None."""
    if options.mot_de_passe_stdin or not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n") or None
    import getpass

    first = getpass.getpass("Mot de passe\u00a0: ")
    if getpass.getpass("Le même, encore une fois\u00a0: ") != first:
        raise Failure("Les deux mots de passe diffèrent. Recommencez.")
    return first


def folder_of(options: argparse.Namespace) -> Path:
    return Path(options.donnees) if options.donnees else own_settings().folder()


def own_settings() -> Settings:
    return settings.load()


def close() -> None:
    from models.base import database

    if database.is_open():
        from models.comptes import acces

        acces.lock()
