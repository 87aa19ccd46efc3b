"""The commands without a window, for who maintains the computers and for tests. No Qt here.

Exit codes: 0 done, 1 refused or failed, 2 wrong usage. Messages go to the standard error output;
the standard output carries what the command is asked for, and nothing else.
"""

import argparse
import json
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from models.base import settings
from models.base.errors import Failure
from models.base.settings import Settings
from models.base.version import NAME, VERSION

DONE, FAILED, USAGE = 0, 1, 2


_SAID = (
    (r"the following arguments are required: (.*)", r"il manque \1"),
    (r"unrecognized arguments: (.*)", r"\1 n’est pas compris"),
    (r"argument (\S+): invalid choice: (\S+) \(choose from (.*)\)", r"\2 n’est pas l’un de \3"),
    (r"argument (\S+): expected one argument", r"\1 demande une valeur"),
    (r"argument (\S+): not allowed with argument (\S+)", r"\1 ne va pas avec \2"),
)


class _Parser(argparse.ArgumentParser):
    """Says in French how it is used, and what is wrong with the arguments."""

    def __init__(self, **kinds: Any) -> None:
        super().__init__(**{**kinds, "add_help": False})
        self._positionals.title, self._optionals.title = "à donner", "options"
        if kinds.get("add_help", True):
            self.add_argument(
                "-h", "--help", action="help", help="montrer cette aide, puis quitter"
            )

    def format_usage(self) -> str:
        return super().format_usage().replace("usage:", "Usage\u00a0:", 1)

    def format_help(self) -> str:
        return super().format_help().replace("usage:", "Usage\u00a0:", 1)

    def error(self, message: str) -> NoReturn:
        for pattern, french in _SAID:
            message = re.sub(pattern, french, message)
        self.exit(USAGE, f"{self.prog}\u00a0: {message}.\n{self.format_usage()}")


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
        return _fail(failure.message)
    except KeyboardInterrupt:
        return _fail("Interrompu\u00a0: rien n’a été enregistré.")
    except BrokenPipeError:  # whoever read our answer has left: there is nobody to tell
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except OSError as error:
        return _fail(f"Fichier\u00a0: {error.strerror or error} ({error.filename or 'sans nom'}).")
    except Exception as error:  # a bug: no traceback reaches a user, and no value is shown
        return _fail(f"Erreur inattendue ({type(error).__name__}). Rien n’a été enregistré.")
    finally:
        _close()


def _parser() -> _Parser:
    common = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--donnees", type=Path, metavar="DOSSIER", help="dossier de la base")
    common.add_argument("--compte", metavar="IDENTIFIANT", help="compte qui ouvre la base")
    common.add_argument(
        "--mot-de-passe-stdin",
        action="store_true",
        help="lire le mot de passe sur l’entrée standard",
    )
    parser = _Parser(prog="cote-a-cote", description=f"{NAME} {VERSION}", parents=[common])
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
    for name, (function, said, arguments) in _COMMANDS.items():
        sub = commands.add_parser(name, help=said, description=said, parents=[common])
        for flags, kinds in arguments:
            sub.add_argument(*flags, **kinds)
        sub.set_defaults(fonction=function)
    return parser


def _creer(options: argparse.Namespace) -> int:
    from models.coffre.creation import create_structure

    if not options.compte:
        return _usage("creer demande --compte IDENTIFIANT.")
    password = _new_password(options)
    if password is None:
        return _usage("le mot de passe manque\u00a0: donnez-le sur l’entrée standard.")
    _, recovery = create_structure(
        _folder(options),
        service={"nom": options.structure},
        identifiant=options.compte,
        password=password,
        settings=_settings(),
    )
    _say("Base créée. Gardez la clé de secours sous enveloppe\u00a0: elle n’est plus affichée.")
    print(recovery)
    return DONE


def _demo(options: argparse.Namespace) -> int:
    from models.echanges.demonstration import create_demonstration
    from reports.fiche_prescription import fiche_prescription

    create_demonstration(_folder(options), settings=_settings(), imprimer=fiche_prescription)
    _say("Base de démonstration créée\u00a0: compte demo, mot de passe demonstration-cote-a-cote.")
    return DONE


def _importer(options: argparse.Namespace) -> int:
    from models.echanges.importation import import_registre

    _open(options)
    rapport = import_registre(
        options.fichier,
        dry_run=options.essai,
        genre="personnes" if options.personnes else "",
        modifiees=options.modifiees,
    )
    print(json.dumps(rapport.as_dict(), ensure_ascii=False, indent=2))
    return DONE


def _bilan(options: argparse.Namespace) -> int:
    return _fail("Le bilan n’est pas encore dans cette version.")


def _fiche(options: argparse.Namespace) -> int:
    if not options.liste and not (options.numero and options.sortie):
        return _usage("fiche demande --liste, ou NUMERO -o FICHIER.pdf.")
    _open(options)
    return _list_fiches() if options.liste else _write_fiche(options.numero, options.sortie)


def _list_fiches() -> int:
    from models.base.database import handle
    from models.base.droit import Droit
    from models.prescriptions.statut import numbered_statuts

    handle().require_actor().require(Droit.FICHE_CONTENU)
    for numero, statut in numbered_statuts():
        print(f"{numero}\t{statut.value}")
    return DONE


def _write_fiche(numero: str, target: Path) -> int:
    from models.prescriptions.prescription import prescription_numbered

    prescription = prescription_numbered(numero)
    if prescription is None:
        return _fail(f"La fiche {numero} n’existe pas. La commande fiche --liste les énumère.")
    write_whole(target, _pdf_of(prescription))
    _say(f"Fiche {numero} écrite dans {target}.")
    return DONE


def _pdf_of(prescription: Any) -> bytes:
    """The signed version to the byte, if there is one; else the fiche as it stands."""
    from models.prescriptions import composer, fiche
    from reports.fiche_prescription import fiche_prescription

    signed = fiche.signed_version(prescription)
    if signed is not None:
        return fiche.frozen_pdf(signed.id)
    contenu = composer.contenu_of(prescription, fiche.read_protege(prescription))
    return fiche_prescription(contenu)


def _sauvegarder(options: argparse.Namespace) -> int:
    from models.coffre.sauvegarde import sauvegarder

    _open(options)
    warning = sauvegarder(options.sortie).avertissement
    _say(f"Sauvegarde écrite et vérifiée\u00a0: {options.sortie}.")
    if warning:
        _say(warning)
    return DONE


def _restaurer(options: argparse.Namespace) -> int:
    from models.coffre.sauvegarde import restaurer

    warning = restaurer(
        options.fichier, _folder(options), remplacer=options.remplacer
    ).avertissement
    _say("Base restaurée et vérifiée. Les mots de passe sont ceux du jour de la sauvegarde.")
    if warning:
        _say(warning)
    return DONE


def _verifier(options: argparse.Namespace) -> int:
    from models.coffre.sauvegarde import verifier

    _open(options)
    rapport = verifier()
    for line in rapport.lignes:
        print(line)
    return DONE if rapport.saine else FAILED


_FICHIER: tuple[tuple[str, ...], dict[str, Any]] = (
    ("fichier",),
    {"type": Path, "metavar": "FICHIER"},
)
_SORTIE: tuple[tuple[str, ...], dict[str, Any]] = (
    ("-o", "--sortie"),
    {"type": Path, "metavar": "FICHIER", "required": True},
)
_Argument = tuple[tuple[str, ...], dict[str, Any]]
_COMMANDS: dict[str, tuple[Callable[[argparse.Namespace], int], str, list[_Argument]]] = {
    "creer": (
        _creer,
        "créer une base et son premier compte\u00a0; la clé de secours sort seule",
        [(("--structure",), {"metavar": "NOM", "required": True, "help": "nom de la structure"})],
    ),
    "demo": (_demo, "créer une base de démonstration", []),
    "importer": (
        _importer,
        "reprendre un registre ou une liste de personnes\u00a0; le rapport sort en JSON",
        [
            _FICHIER,
            (("--essai",), {"action": "store_true", "help": "ne rien écrire"}),
            (
                ("--personnes",),
                {"action": "store_true", "help": "une liste de personnes, même s’il y a des dates"},
            ),
            (
                ("--modifiees",),
                {
                    "action": "store_true",
                    "help": "remplacer aussi les passages dont la ligne a changé depuis",
                },
            ),
        ],
    ),
    "bilan": (
        _bilan,
        "établir un bilan",
        [
            (("--du",), {"metavar": "JJ/MM/AAAA"}),
            (("--au",), {"metavar": "JJ/MM/AAAA"}),
            (("--modele",), {"metavar": "NOM"}),
            (("--tranches",), {"metavar": "NOM"}),
            (("--format",), {"choices": ("json", "xlsx", "pdf")}),
            (("-o", "--sortie"), {"type": Path, "metavar": "FICHIER"}),
        ],
    ),
    "fiche": (
        _fiche,
        "écrire une fiche de prescription en PDF, ou les énumérer",
        [
            (("numero",), {"nargs": "?", "metavar": "NUMERO"}),
            (("--liste",), {"action": "store_true", "help": "numéros et statuts"}),
            (("-o", "--sortie"), {"type": Path, "metavar": "FICHIER.pdf"}),
        ],
    ),
    "sauvegarder": (_sauvegarder, "écrire une sauvegarde vérifiée", [_SORTIE]),
    "restaurer": (
        _restaurer,
        "remettre une sauvegarde en place",
        [
            _FICHIER,
            (
                ("--remplacer",),
                {"action": "store_true", "help": "mettre de côté la base qui s’y trouve"},
            ),
        ],
    ),
    "verifier": (_verifier, "vérifier la base, ses clés et son journal", []),
}


def _open(options: argparse.Namespace) -> None:
    """Open the base: password on the standard input, else this workstation's secret, else asked."""
    from models.comptes import acces

    folder, settings = _folder(options), _settings()
    if not acces.holds_base(folder):
        raise Failure(f"Le dossier {folder} ne contient pas de base. Créez-la, ou vérifiez le nom.")
    if not options.mot_de_passe_stdin and acces.is_remembered(folder, settings):
        acces.open_with_device(folder, settings=settings)
        return
    known = acces.accounts(folder)
    account = options.compte or (known[0] if len(known) == 1 else None)
    if account is None:
        _say(f"Plusieurs comptes\u00a0: choisissez avec --compte ({', '.join(known)}).")
        raise SystemExit(USAGE)
    password = _password(options, account)
    acces.open_with_password(folder, account, password=password, settings=settings)


def _password(options: argparse.Namespace, account: str) -> str:
    if options.mot_de_passe_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        _say("Le mot de passe manque\u00a0: ajoutez --mot-de-passe-stdin.")
        raise SystemExit(USAGE)
    import getpass

    return getpass.getpass(f"Mot de passe de {account}\u00a0: ")


def _new_password(options: argparse.Namespace) -> str | None:
    """Asked twice on a terminal, else one line of the standard input, else None."""
    if options.mot_de_passe_stdin or not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n") or None
    import getpass

    first = getpass.getpass("Mot de passe\u00a0: ")
    if getpass.getpass("Le même, encore une fois\u00a0: ") != first:
        raise Failure("Les deux mots de passe diffèrent. Recommencez.")
    return first


def _folder(options: argparse.Namespace) -> Path:
    return Path(options.donnees) if options.donnees else _settings().folder()


def _settings() -> Settings:
    return settings.load()


def _close() -> None:
    from models.base import database

    if database.is_open():
        from models.comptes import acces

        acces.lock()


def write_whole(target: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    part = target.with_name(target.name + ".part")
    try:
        part.write_bytes(content)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _say(message: str) -> None:
    print(message, file=sys.stderr)


def _fail(message: str) -> int:
    _say(message)
    return FAILED


def _usage(message: str) -> int:
    _say(message)
    return USAGE
