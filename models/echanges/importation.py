"""Writes an understood file into the base: personnes, passages, demandes, in one act."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from models.accueil.demande import Demande, DemandeReponse
from models.accueil.passage import Passage
from models.base import clock
from models.base.command import command
from models.base.database import handle
from models.base.droit import Droit
from models.base.errors import Refused
from models.base.ids import new_id
from models.base.progress import Progress
from models.base.table import add_all, archive_all, dumps
from models.echanges.choix import PERSONNES, Choix
from models.echanges.completer import complete_files, completions
from models.echanges.comprehension.ensemble import RegistreCompris
from models.echanges.comprehension.plan import FEUILLE_VIDE
from models.echanges.comprehension.registre import comprendre
from models.echanges.correspondance import learn, learn_people, learnt
from models.echanges.domicile import settle_new
from models.echanges.lignes import Lignes
from models.echanges.preparation import Preparation, preparer
from models.echanges.reprise import Importation, refuse_known
from models.echanges.trace import Rangee, Trace, packed
from models.personnes import mots
from models.personnes.personne import Personne, PersonneCritere
from models.personnes.zonage import QPV

__all__ = ["Importation", "Rapport", "ecrire", "import_registre", "prepared"]


@dataclass(frozen=True)
class Rapport:
    """What was done, or would be; `as_dict` is what the command line prints."""

    contenu: dict[str, Any]
    cle: str = ""  # of the import, if anything was written

    def as_dict(self) -> dict[str, Any]:
        return self.contenu


def import_registre(
    path: Path,
    *,
    dry_run: bool = False,
    progress: Progress | None = None,
    choix: Choix | None = None,
    genre: str = "",
    modifiees: bool = False,
) -> Rapport:
    """Understand a file and write it, unless `dry_run`; `Refused` if it was brought in before.

    Without `choix`, what was learnt of the files before is all that is decided.
    """
    actor = handle().require_actor()
    actor.require(Droit.IMPORT)
    chosen = choix or replace(learnt(), genre=genre, modifiees=modifiees)
    registre = comprendre(path, progress, choix=chosen)
    ready = prepared(registre, chosen)
    return Rapport(ready_report(ready)) if dry_run else ecrire(ready, progress or Progress())


def prepared(registre: RegistreCompris, choix: Choix) -> Preparation:
    """What the file becomes; `Refused` if there is nothing in it, or if it is known."""
    refuse_known(registre)
    _refuse_empty(registre)
    return preparer(registre, choix)


def ready_report(ready: Preparation) -> dict[str, Any]:
    """What writing would do; the facts that files lack and that they would be given too."""
    told = ready.told(essai=True)
    given, conflicts = completions(ready)
    told["completees"] = len({one.personne for one in given})
    told["avertissements"] += conflicts
    return told


def ecrire(ready: Preparation, progress: Progress) -> Rapport:
    """Write what is ready; nothing at all when every row was there already."""
    told = {**ready_report(ready), "essai": False}
    return Rapport(told, _write(ready, told, progress) if ready.ranks else "")


@command(right=Droit.IMPORT, label="Registre repris", undoable=False)
def _write(ready: Preparation, told: dict[str, Any], progress: Progress) -> str:
    ready.found.follow_merges()
    lines = Lignes(ready.registre.lignes, ready.found, ready.ranks, ready.choix)
    criteres = _criteres(ready, lines.days)
    told_by = {key: "registre" for key, critere in criteres if critere == QPV}
    residents = _write_personnes(ready, told_by)
    rows: tuple[Rangee, ...] = ()
    if ready.registre.genre != PERSONNES:
        rows = _write_passages(ready, lines, progress)
    _write_criteres(criteres, residents)
    given = complete_files(ready)
    archive_all(Passage, ready.remplaces)
    learn(ready.registre, ready.choix)
    learn_people(ready.found, ready.groupes, ready.choix)
    people = tuple(ready.found.key_of(groupe) for groupe in ready.created)
    made = Importation(
        fichier=ready.registre.fichier,
        empreinte=ready.registre.empreinte,
        faite_le=clock.now(),
        passages=told["passages"],
        personnes=len(people),
        rapport=dumps(told),
        trace=packed(Trace(rows, people, tuple(ready.remplaces), tuple(given))),
    ).save()
    return str(made.id)


def _write_passages(ready: Preparation, lines: Lignes, progress: Progress) -> tuple[Rangee, ...]:
    total = len(ready.ranks)
    add_all(Passage, Lignes.PASSAGE, _told(lines.passages(), progress, total))
    add_all(Demande, Lignes.DEMANDE, _told(lines.demandes(), progress, total))
    add_all(DemandeReponse, Lignes.REPONSE, lines.reponses())
    asked, answered = lines.counts()
    marks = ready.marks
    return tuple(
        Rangee(
            marks[rank].ligne.hex(), marks[rank].ancre.hex(), marks[rank].jour, key,
            asked[key], answered[key],
        )
        for rank, key in zip(ready.ranks, lines.keys, strict=True)
    )  # fmt: skip


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


def _write_personnes(ready: Preparation, told: Mapping[str, str]) -> set[str]:
    """The new files; returns who lives in a QPV, as far as our own table tells."""
    found = ready.found
    people = [found.personne_of(groupe, ready.details[groupe.cle]) for groupe in ready.created]
    residents = settle_new(people, told)
    add_all(Personne, _PERSONNE, ([_value(p, name) for name in _PERSONNE] for p in people))
    mots.add_people((p.id, p.cle, mots.of_personne(p)) for p in people)
    return residents


def _criteres(ready: Preparation, days: Sequence[dt.date]) -> dict[tuple[str, str], dt.date]:
    """The criteria that her passages tell of a new personne, each from the first day it is told."""
    rows: dict[tuple[str, str], dt.date] = {}
    for groupe in ready.created:
        for rank in groupe.lignes:
            for code in ready.registre.lignes[rank].criteres:
                key = (ready.found.key_of(groupe), f"critere_public.{code}")
                rows[key] = min(rows.get(key, days[rank]), days[rank])
    return rows


def _write_criteres(told: Mapping[tuple[str, str], dt.date], residents: Iterable[str]) -> None:
    """What the file tells, and « réside en QPV » of those whose address alone says so."""
    names = ("id", "personne", "critere", "constate_le", "source")
    values = [(new_id(), *key, day, "registre") for key, day in told.items()]
    today = clock.today()
    computed = [key for key in sorted(residents) if (key, QPV) not in told]
    values += [(new_id(), key, QPV, today, "calcul") for key in computed]
    add_all(PersonneCritere, names, values)


def _value(personne: Personne, name: str) -> Any:
    return personne.__data__.get(name)


def _told(rows: Iterator[Any], progress: Progress, total: int) -> Iterator[Any]:
    for done, row in enumerate(rows):
        if done % 500 == 0:
            progress.step(min(done, total), total)
        yield row
