"""Writes an understood register into the base: personnes, passages, demandes, in one act."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.accueil.demande import Demande, DemandeReponse
from models.accueil.passage import Passage
from models.base import clock
from models.base.command import command
from models.base.database import handle
from models.base.droit import Droit
from models.base.errors import Refused
from models.base.fields import CodeField, InstantField, IntegerField, JsonField, TextField
from models.base.fields import SealedField as _Bytes
from models.base.ids import new_id
from models.base.progress import Progress
from models.base.table import Table, add_all
from models.echanges.compris import RegistreCompris
from models.echanges.groupes import grouper
from models.echanges.lignes import Lignes
from models.echanges.plan import FEUILLE_VIDE
from models.echanges.rapport import rapport
from models.echanges.rapprochement import Rapprochement
from models.echanges.registre import comprendre
from models.personnes import mots
from models.personnes.personne import Personne, PersonneCritere


class Importation(Table):
    """A file that was brought in; the same content is not brought in twice."""

    fichier = TextField(max_length=260, verbose_name="Fichier")
    empreinte = CodeField(max_length=64, index=True)
    faite_le = InstantField()
    annulee_le = InstantField(null=True)
    passages = IntegerField(default=0)
    personnes = IntegerField(default=0)
    rapport = JsonField(default="{}")
    trace = _Bytes(null=True)  # the rows of the file and what each became, compressed


@dataclass(frozen=True)
class Rapport:
    """What was done, or would be; `as_dict` is what the command line prints."""

    contenu: dict[str, Any]

    def as_dict(self) -> dict[str, Any]:
        return self.contenu


def import_registre(
    path: Path, *, dry_run: bool = False, progress: Progress | None = None
) -> Rapport:
    """Understand a file and write it, unless `dry_run`; `Refused` if it was brought in before."""
    actor = handle().require_actor()
    actor.require(Droit.IMPORT)
    registre = comprendre(path, progress)
    _refuse_known(registre)
    _refuse_empty(registre)
    groupes = grouper(registre.lignes)
    found = Rapprochement(groupes)
    told = rapport(registre, groupes)
    told["personnes"] = len(found.created)
    told["personnes_retrouvees"] = len(groupes) - len(found.created)
    told["essai"] = dry_run
    if not dry_run:
        _write(registre, found, progress or Progress())
    return Rapport(told)


@command(right=Droit.IMPORT, label="Registre repris", undoable=False)
def _write(registre: RegistreCompris, found: Rapprochement, progress: Progress) -> None:
    lines = Lignes(registre.lignes, found)
    _write_personnes(found)
    total = len(registre.lignes)
    add_all(Passage, Lignes.PASSAGE, _told(lines.passages(), progress, total))
    add_all(Demande, Lignes.DEMANDE, lines.demandes())
    add_all(DemandeReponse, Lignes.REPONSE, lines.reponses())
    _write_criteres(registre, found, lines.days)
    Importation(
        fichier=registre.fichier,
        empreinte=registre.empreinte,
        faite_le=clock.now(),
        passages=total,
        personnes=len(found.created),
    ).save()


def _refuse_known(registre: RegistreCompris) -> None:
    known = Importation.get_or_none(Importation.empreinte == registre.empreinte)
    if known is not None:
        raise Refused(
            f"«\u00a0{registre.fichier}\u00a0» a déjà été repris le "
            f"{clock.local(known.faite_le):%d/%m/%Y}. "
            "Rien n’est écrit une seconde fois."
        )


def _refuse_empty(registre: RegistreCompris) -> None:
    """A file of which no row was read: its first reason, and what a register must have."""
    if registre.lignes_ecrites:
        return
    reasons = dict.fromkeys(row.raison for row in registre.ignorees)
    reason = next((r for r in reasons if r != FEUILLE_VIDE), FEUILLE_VIDE)
    raise Refused(
        f"«\u00a0{registre.fichier}\u00a0» ne contient aucun passage ({reason}). "
        "Vérifiez que c’est le bon fichier\u00a0: il y faut une date, et un nom, une heure ou une "
        "demande sur chaque ligne."
    )


_STAMPS = {"id", "version", "created_at", "created_by", "archived_at"}  # `add_all` writes them
_PERSONNE = ("id", *(f.name for f in Personne._meta.sorted_fields if f.name not in _STAMPS))


def _write_personnes(found: Rapprochement) -> None:
    people = [found.personne_of(groupe) for groupe in found.created]
    add_all(Personne, _PERSONNE, ([_value(p, name) for name in _PERSONNE] for p in people))
    mots.add_people((p.id, p.cle, mots.of_personne(p)) for p in people)


def _write_criteres(
    registre: RegistreCompris, found: Rapprochement, days: Sequence[dt.date]
) -> None:
    """The criteria that her passages tell of a new personne, each from the first day it is told."""
    rows: dict[tuple[str, str], dt.date] = {}
    for groupe in found.created:
        for rank in groupe.lignes:
            for code in registre.lignes[rank].criteres:
                key = (found.key_of(groupe), f"critere_public.{code}")
                rows[key] = min(rows.get(key, days[rank]), days[rank])
    names = ("id", "personne", "critere", "constate_le", "source")
    values = [(new_id(), *key, day, "registre") for key, day in rows.items()]
    add_all(PersonneCritere, names, values)


def _value(personne: Personne, name: str) -> Any:
    return personne.__data__.get(name)


def _told(rows: Any, progress: Progress, total: int) -> Any:
    for done, row in enumerate(rows):
        if done % 500 == 0:
            progress.step(done, total)
        yield row
