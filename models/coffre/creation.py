"""A new base, ready for its first visitor: its lists, its dispositifs, its card, its first site."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import peewee

import resources
from models.base.command import command
from models.base.droit import Droit
from models.base.errors import Invalid, Refused, Unavailable
from models.base.settings import Settings
from models.comptes.acces import Acces, Where
from models.comptes.creation import create_base
from models.comptes.emplacement import check_place
from models.nomenclatures.lieu import save_lieu
from models.nomenclatures.service import check_logo, checked_siret, save_service
from models.nomenclatures.valeur import fill_lists, key
from models.suivis.colonne_export import fill_colonnes
from models.suivis.dispositif import fill_dispositif
from models.suivis.financeur import fill_financeurs
from models.suivis.parametre import fill_parametres

FIRST_LIEU = "Siège"
ROOM = 50_000_000  # bytes: below, the first backups would already fill the disk


def create_structure(
    where: Where,
    *,
    service: Mapping[str, Any],
    identifiant: str,
    password: str,
    settings: Settings,
    prenom: str = "",
    nom: str = "",
) -> tuple[Acces, str]:
    """Create the base of a structure and open it; returns also the recovery key, shown once.

    `service` holds columns of `Service`, at least `nom`. Refusals are those of `create_base`, and
    `Invalid` of a column of the card. Slow: call it in a job.
    """
    card = checked_service(service)
    try:
        return create_base(
            where,
            structure=card["nom"],
            identifiant=identifiant,
            password=password,
            settings=settings,
            prenom=prenom,
            nom=nom,
            furnish=lambda: furnish_base(card),
        )
    except peewee.DatabaseError as error:  # outside any transaction: the schema, the file itself
        raise Unavailable(
            "La base n’a pas pu être créée\u00a0: la place manque peut-être sur ce disque. Rien "
            "n’y est laissé. Libérez de la place, ou choisissez un autre dossier."
        ) from error


def checked_service(service: Mapping[str, Any]) -> dict[str, Any]:
    """The card as it will be written; `Invalid` names the column at fault, before any base is."""
    card = dict(service)
    card["nom"] = str(card.get("nom", "")).strip()
    if not card["nom"]:
        raise Invalid(
            "nom", "Nom de la structure\u00a0: il figure sur tous les papiers. Écrivez-le."
        )
    card["siret"] = checked_siret(card.get("siret", ""))
    if card.get("logo") is not None:
        check_logo(bytes(card["logo"]))
    return card


@command(right=Droit.REGLAGES, label="Structure créée", undoable=False)
def furnish_base(service: Mapping[str, Any]) -> None:
    """Fill a new base with what the program ships and with the structure's own card."""
    fill_lists(resources.read_tomls("nomenclatures"))
    fill_financeurs(resources.read_toml("financeurs.toml"))
    fill_colonnes(resources.read_toml("fse/colonnes.toml"))
    for content in resources.read_tomls("dispositifs").values():
        fill_dispositif(content)
    fill_parametres(resources.read_tomls("parametres"))
    save_service(**service)
    save_lieu(
        nom=FIRST_LIEU, type_lieu=key("type_lieu", "siege"), commune=service.get("commune", "")
    )


def check_new_place(folder: Path) -> None:
    """`Refused` with the remedy when a new base cannot live in this folder; nothing is written."""
    if not folder.is_absolute():
        raise Refused(
            "Donnez l’emplacement entier du dossier, ou choisissez-le avec «\u00a0Parcourir\u00a0»."
        )
    check_place(folder)
    place = next(p for p in (folder, *folder.parents) if p.exists())
    if not place.is_dir():
        raise Refused(f"«\u00a0{place}\u00a0» est un fichier. Choisissez un dossier.")
    if not os.access(place, os.W_OK | os.X_OK):
        raise Refused(
            f"Vous n’avez pas le droit d’écrire dans «\u00a0{place}\u00a0». Choisissez un autre "
            "dossier, ou demandez ce droit à la personne qui gère l’ordinateur."
        )
    if shutil.disk_usage(place).free < ROOM:
        raise Refused(
            "Le disque de ce dossier est presque plein. Libérez de la place, ou choisissez un "
            "dossier sur un autre disque."
        )
