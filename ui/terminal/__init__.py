"""The commands without a window, for who maintains the computers and for tests. No Qt here.

Exit codes: 0 done, 1 refused or failed, 2 wrong usage. Messages go to the standard error output;
the standard output carries what the command is asked for, and nothing else.
"""

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

from models.base.errors import Failure
from models.base.version import NAME, VERSION
from ui.terminal.answers import FAILED, fail
from ui.terminal.commands import COMMANDS
from ui.terminal.opening import close
from ui.terminal.parser import Parser

_EPILOG = (
    "Sans commande, la fenêtre s’ouvre. Le mot de passe est lu sur l’entrée standard avec "
    "--mot-de-passe-stdin\u202f; sans cette option, le poste retenu suffit, ou il est demandé. "
    "Code de sortie\u00a0: 0 fait, 1 refusé ou en échec, 2 mauvais usage."
)


def parse(arguments: list[str]) -> argparse.Namespace:
    """The options and the command; ends the program with code 2 when they are not understood."""
    options = _parser().parse_args(arguments)
    for name in ("donnees", "compte", "mot_de_passe_stdin"):
        setattr(options, name, getattr(options, name, None))
    return options


def run(options: argparse.Namespace) -> int:
    """Carry out one command; returns its exit code."""
    command: Callable[[argparse.Namespace], int] = options.fonction
    try:
        code = command(options)
        if sys.stdout:  # a program without a console has none
            sys.stdout.flush()
        return code
    except Failure as failure:
        return fail(failure.message)
    except KeyboardInterrupt:
        return fail("Interrompu\u00a0: rien n’a été enregistré.")
    except BrokenPipeError:  # whoever read our answer has left: there is nobody to tell
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except OSError as error:
        return fail(f"Fichier\u00a0: {error.strerror or error} ({error.filename or 'sans nom'}).")
    except Exception as error:  # a bug: no traceback reaches a user, and no value is shown
        return fail(f"Erreur inattendue ({type(error).__name__}). Rien n’a été enregistré.")
    finally:
        close()


def _parser() -> Parser:
    common = Parser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--donnees", type=Path, metavar="DOSSIER", help="dossier de la base")
    common.add_argument("--compte", metavar="IDENTIFIANT", help="compte qui ouvre la base")
    common.add_argument(
        "--mot-de-passe-stdin",
        action="store_true",
        help="lire le mot de passe sur l’entrée standard",
    )
    parser = Parser(
        prog="cote-a-cote", description=f"{NAME} {VERSION}", epilog=_EPILOG, parents=[common]
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"{NAME} {VERSION}",
        help="dire la version, puis quitter",
    )
    parser.add_argument(
        "--selftest", action="store_true", help="essayer chaque pièce, puis quitter"
    )
    commands = parser.add_subparsers(dest="commande", metavar="COMMANDE")
    for name, (function, said, arguments) in COMMANDS.items():
        sub = commands.add_parser(name, help=said, description=said, parents=[common])
        for flags, kinds in arguments:
            sub.add_argument(*flags, **kinds)
        sub.set_defaults(fonction=function)
    return parser
