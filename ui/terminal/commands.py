"""Each command: what it is called with, and what it does."""

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from models.base.files import write_whole
from ui.terminal.answers import DONE, FAILED, fail, say, usage
from ui.terminal.opening import folder_of, new_password, open_base, own_settings


def _creer(options: argparse.Namespace) -> int:
    from models.coffre.creation import create_structure

    if not options.compte:
        return usage("creer demande --compte IDENTIFIANT.")
    password = new_password(options)
    if password is None:
        return usage("le mot de passe manque\u00a0: donnez-le sur l’entrée standard.")
    _, recovery = create_structure(
        folder_of(options),
        service={"nom": options.structure},
        identifiant=options.compte,
        password=password,
        settings=own_settings(),
    )
    say("Base créée. Gardez la clé de secours sous enveloppe\u00a0: elle n’est plus affichée.")
    print(recovery)
    return DONE


def _demo(options: argparse.Namespace) -> int:
    from models.echanges.demonstration import create_demonstration
    from reports.fiche_prescription import fiche_prescription

    create_demonstration(folder_of(options), settings=own_settings(), imprimer=fiche_prescription)
    say("Base de démonstration créée\u00a0: compte demo, mot de passe demonstration-cote-a-cote.")
    return DONE


def _importer(options: argparse.Namespace) -> int:
    from models.echanges.importation import import_registre

    open_base(options)
    rapport = import_registre(
        options.fichier,
        dry_run=options.essai,
        genre="personnes" if options.personnes else "",
        modifiees=options.modifiees,
    )
    print(json.dumps(rapport.as_dict(), ensure_ascii=False, indent=2))
    return DONE


def _bilan(options: argparse.Namespace) -> int:
    return fail("Le bilan n’est pas encore dans cette version.")


def _fiche(options: argparse.Namespace) -> int:
    if not options.liste and not (options.numero and options.sortie):
        return usage("fiche demande --liste, ou NUMERO -o FICHIER.pdf.")
    open_base(options)
    return list_fiches() if options.liste else write_fiche(options.numero, options.sortie)


def list_fiches() -> int:
    from models.base.database import handle
    from models.base.droit import Droit
    from models.prescriptions.statut import numbered_statuts

    handle().require_actor().require(Droit.FICHE_CONTENU)
    for numero, statut in numbered_statuts():
        print(f"{numero}\t{statut.value}")
    return DONE


def write_fiche(numero: str, target: Path) -> int:
    from models.prescriptions.lecture import trace_fiche
    from models.prescriptions.prescription import prescription_numbered

    prescription = prescription_numbered(numero)
    if prescription is None:
        return fail(f"La fiche {numero} n’existe pas. La commande fiche --liste les énumère.")
    pdf = _pdf_of(prescription)
    trace_fiche(prescription.id)
    write_whole(target, pdf, private=False)
    say(f"Fiche {numero} écrite dans {target}.")
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

    open_base(options)
    warning = sauvegarder(options.sortie).avertissement
    say(f"Sauvegarde écrite et vérifiée\u00a0: {options.sortie}.")
    if warning:
        say(warning)
    return DONE


def _restaurer(options: argparse.Namespace) -> int:
    from models.coffre.sauvegarde import restaurer

    warning = restaurer(
        options.fichier, folder_of(options), remplacer=options.remplacer
    ).avertissement
    say("Base restaurée et vérifiée. Les mots de passe sont ceux du jour de la sauvegarde.")
    if warning:
        say(warning)
    return DONE


def _verifier(options: argparse.Namespace) -> int:
    from models.coffre.sauvegarde import verifier

    open_base(options)
    rapport = verifier()
    for line in rapport.lignes:
        print(line)
    return DONE if rapport.saine else FAILED


_OUT = "fichier à écrire"
_FICHIER: tuple[tuple[str, ...], dict[str, Any]] = (
    ("fichier",),
    {"type": Path, "metavar": "FICHIER", "help": "fichier à lire"},
)
_SORTIE: tuple[tuple[str, ...], dict[str, Any]] = (
    ("-o", "--sortie"),
    {"type": Path, "metavar": "FICHIER", "required": True, "help": _OUT},
)
Argument = tuple[tuple[str, ...], dict[str, Any]]
COMMANDS: dict[str, tuple[Callable[[argparse.Namespace], int], str, list[Argument]]] = {
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
        "établir un bilan (dans une version à venir)",
        [
            (("--du",), {"metavar": "JJ/MM/AAAA", "help": "premier jour compté"}),
            (("--au",), {"metavar": "JJ/MM/AAAA", "help": "dernier jour compté"}),
            (("--modele",), {"metavar": "NOM", "help": "tableaux de quel financeur"}),
            (("--tranches",), {"metavar": "NOM", "help": "tranches d’âge"}),
            (
                ("--format",),
                {"choices": ("json", "xlsx", "pdf"), "help": "données, tableur, papier"},
            ),
            (("-o", "--sortie"), {"type": Path, "metavar": "FICHIER", "help": _OUT}),
        ],
    ),
    "fiche": (
        _fiche,
        "écrire une fiche de prescription en PDF, ou les énumérer",
        [
            (
                ("numero",),
                {"nargs": "?", "metavar": "NUMERO", "help": "numéro de la fiche à écrire"},
            ),
            (("--liste",), {"action": "store_true", "help": "numéros et statuts"}),
            (("-o", "--sortie"), {"type": Path, "metavar": "FICHIER.pdf", "help": _OUT}),
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
