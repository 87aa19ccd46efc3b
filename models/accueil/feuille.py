"""The paper sheet of a day at a lieu: which it is, and its lines typed in afterwards.

A line is written as soon as it is complete: a secretary is interrupted, and what she has typed is
then in the register, where a colleague sees it. A line that is wrong is corrected or taken out by
itself; the sheet is not one act, since nobody undoes thirty visitors for one mistake.
"""

import datetime as dt
import re
from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

from models.accueil.demande import Demande, DemandeInput
from models.accueil.passage import NOON, Passage, correct_passage
from models.accueil.saisie import Visiteur, correct_visit, record_visit
from models.base import clock
from models.base.command import command
from models.base.droit import Droit
from models.base.errors import Invalid
from models.base.table import tuples_of
from models.comptes.agent import Agent
from models.nomenclatures.lieu import Lieu
from models.nomenclatures.valeur import labels

ORIGINE = "feuille"
_CODE = re.compile(r"RG1\.([0-9a-f]{32})\.(\d{4}-\d{2}-\d{2})\.?", re.IGNORECASE)


class Feuille(NamedTuple):
    """Which sheet of paper it is."""

    lieu: str
    jour: dt.date


class LigneFeuille(NamedTuple):
    """One line of the paper, as it was read."""

    visiteur: Visiteur
    demandes: Sequence[DemandeInput]
    heure: dt.time | None = None
    mode_contact: str = "mode_contact.passage_spontane"
    duree_minutes: int | None = None
    commentaire: str = ""
    accueilli_par: str | None = None


def code_of(feuille: Feuille) -> str:
    """What the QR code of a printed grid says."""
    return f"RG1.{feuille.lieu}.{feuille.jour.isoformat()}"


def feuille_of(passage: Any) -> Feuille:
    """The sheet that a passage stands on."""
    return Feuille(str(passage.lieu_id), passage.jour)


def read_code(text: str) -> Feuille | None:
    """The sheet that a scanned code names; None for any other text.

    `Invalid("jour")` for a code of this kind that cannot be one of ours.
    """
    if not text.strip().upper().startswith("RG1"):
        return None
    found = _CODE.fullmatch(text.strip())
    lieu = Lieu.get_or_none(Lieu.id == found[1].lower()) if found else None
    if found is None or lieu is None:
        raise Invalid(
            "jour",
            "Jour\u00a0: ce code n’est pas celui d’une feuille d’ici, ou il a été mal lu. "
            "Tapez le jour, et choisissez le lieu.",
        )
    try:
        return Feuille(lieu.id, dt.date.fromisoformat(found[2]))
    except ValueError as error:
        raise Invalid("jour", "Jour\u00a0: le code lu ne porte pas un vrai jour.") from error


@command(right=Droit.REGISTRE, label="Ligne de la feuille enregistrée")
def record_ligne(feuille: Feuille, ligne: LigneFeuille) -> Passage:
    """Write one line: its moment is the paper's, its moment of entry is now."""
    return record_visit(
        ligne.visiteur, ligne.demandes, lieu=feuille.lieu, origine=ORIGINE,
        **_facts(feuille, ligne),
    )  # fmt: skip


@command(right=Droit.REGISTRE, label="Ligne de la feuille corrigée")
def correct_ligne(passage: Passage, feuille: Feuille, ligne: LigneFeuille) -> Passage:
    """Make a written line what is now read on the paper."""
    return correct_visit(
        passage, ligne.visiteur, demandes=ligne.demandes, lieu=feuille.lieu,
        **_facts(feuille, ligne),
    )  # fmt: skip


@command(right=Droit.REGISTRE, label="Feuille déplacée")
def move_feuille(passages: Sequence[Passage], feuille: Feuille) -> int:
    """All that was typed of a sheet was of another day or lieu; each hour stays what it was."""
    for passage in passages:
        hour = passage.heure
        correct_passage(passage, lieu=feuille.lieu, moment=_moment(feuille.jour, hour))
        if hour is None:
            passage.heure = None
            passage.save()
    return len(passages)


def trace_of(passage: Passage) -> str:
    """When it was typed, by whom, and from what: « Saisi le 12/03/2026 à 09:05 par Awa PETIT »."""
    typed = clock.local(passage.created_at)
    agent: Agent | None = Agent.get_or_none(Agent.id == passage.created_by)
    by = f" par {agent.nom_affiche}" if agent is not None else ""
    paper = ", d’après la feuille papier" if passage.origine == ORIGINE else ""
    return f"Saisi le {typed:%d/%m/%Y} à {typed:%H:%M}{by}{paper}"


def still_written(ids: Sequence[str]) -> dict[str, Feuille]:
    """The sheet of each of these passages that is in the register now."""
    query: Any = Passage.select(Passage.id, Passage.lieu, Passage.jour)
    here = query.where(Passage.id.in_(list(ids)) & Passage.archived_at.is_null())
    return {key: Feuille(lieu, jour) for key, lieu, jour in tuples_of(here)}


def deja_ecrits(feuille: Feuille, ligne: LigneFeuille, *, sauf: Collection[str] = ()) -> list[str]:
    """Passages of that day and lieu that may be this one, in words: the same person, or the same
    hour and a same demande. `sauf`: those that the sheet itself has written.
    """
    here = (
        (Passage.jour == feuille.jour)
        & (Passage.lieu == feuille.lieu)
        & Passage.archived_at.is_null()
    )
    near = _near(ligne)
    if near is None:
        return []
    query: Any = Passage.select().where(here & near).order_by(Passage.moment)
    others = [one for one in query if one.id not in sauf]
    asked = _asked({one.id for one in others})
    return [_said(one, asked) for one in others if _may_be(one, ligne, asked)]


def going_on(typed: str, before: dt.time | None) -> dt.time | None:
    """An hour as it is written down a column: « 15 » under 9:05 is 9:15, « 05 » under 9:55, 10:05.

    Two figures are minutes of the running hour when the day goes on so, else an hour. None: what is
    typed is to be read by itself.
    """
    figures = typed.strip()
    if before is None or not re.fullmatch(r"\d{1,2}", figures):
        return None
    return next(filter(None, _going_on(int(figures), figures, before)), None)


def _going_on(number: int, figures: str, before: dt.time) -> Iterable[dt.time | None]:
    """The readings of two figures that do not go back, the likeliest first."""
    if number < 60 and len(figures) == 2:
        yield _after(before, before.hour, number)
    if number in (before.hour + 1, before.hour):
        yield _after(before, number, 0)
    if number < 60 and figures.startswith("0"):
        yield _after(before, before.hour + 1, number)
    yield _after(before, number, 0)


def _after(before: dt.time, hour: int, minute: int) -> dt.time | None:
    if not 0 <= hour < 24:
        return None
    found = dt.time(hour, minute)
    return found if found >= before.replace(second=0, microsecond=0) else None


def _moment(jour: dt.date, heure: dt.time | None) -> dt.datetime:
    return clock.instant_of(dt.datetime.combine(jour, heure or NOON))


def _facts(feuille: Feuille, ligne: LigneFeuille) -> dict[str, Any]:
    return {
        "jour": feuille.jour,
        "heure": ligne.heure,
        "mode_contact": ligne.mode_contact,
        "duree_minutes": ligne.duree_minutes,
        "commentaire": ligne.commentaire,
        "accueilli_par": ligne.accueilli_par,
    }


def _near(ligne: LigneFeuille) -> Any:
    """The few passages of a day that are worth a look; None when nothing brings any near."""
    same = ligne.visiteur.personne_id
    if same is not None and ligne.heure is not None:
        return (Passage.personne == same) | (Passage.heure == ligne.heure)
    if same is not None:
        return Passage.personne == same
    return None if ligne.heure is None else Passage.heure == ligne.heure


def _may_be(one: Passage, ligne: LigneFeuille, asked: dict[str, set[str]]) -> bool:
    same = ligne.visiteur.personne_id
    if same is not None and one.personne_id is not None:
        return bool(one.personne_id == same)
    wanted = {demande.thematique for demande in ligne.demandes}
    return bool(
        ligne.heure is not None
        and one.heure == ligne.heure
        and wanted & asked.get(str(one.id), set())
    )


def _asked(passages: set[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    query: Any = Demande.select(Demande.passage, Demande.thematique)
    for passage, thematique in tuples_of(query.where(Demande.passage.in_(passages))):
        found.setdefault(passage, set()).add(thematique)
    return found


def _said(one: Passage, asked: dict[str, set[str]]) -> str:
    names = labels(sorted(asked.get(str(one.id), ())))
    who = one.personne.nom_affiche if one.personne_id else "anonyme"
    if one.anonyme is not None:
        who = str(one.anonyme.repere)
    hour = f"{one.heure:%H:%M} " if one.heure else ""
    return f"{hour}{who}, {' · '.join(names.values())}"
