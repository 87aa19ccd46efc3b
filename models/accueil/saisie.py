"""What the accueil line writes in one act: a passage, and the file of a newcomer with it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from models.accueil.demande import DemandeInput
from models.accueil.passage import NOON, Passage, correct_passage, record_passage
from models.base.command import command
from models.base.droit import Droit
from models.base.errors import Invalid
from models.personnes.fusion import kept_of
from models.personnes.personne import Personne, create_personne

CONNU = "identification.anonyme_connu"
NOTED = "Prénom noté : "  # begins the commentaire of a passage whose visitor has no file


class Visiteur(NamedTuple):
    """Who comes: a known file, a new one to open, a name only noted, or nobody that we know."""

    personne_id: str | None = None
    nouvelle: Mapping[str, Any] | None = None
    note: str = ""


@command(right=Droit.REGISTRE, label="Passage enregistré")
def record_visit(
    visiteur: Visiteur, demandes: Sequence[DemandeInput], *, lieu: str, **facts: Any
) -> Passage:
    """Write a passage, and open the file of a newcomer: one act, undone as one.

    `jour` and `heure`, if given, are those of the wall; without `heure`, the hour is unknown.
    """
    if not demandes:
        _refuse_empty()  # before a file is opened for nothing
    when = _when(facts)
    known = _described(visiteur, facts)
    passage = record_passage(
        lieu=lieu, demandes=demandes, personne=_personne_of(visiteur), moment=when.moment, **known
    )
    return _without_hour(passage) if when.hour_unknown else passage


@command(right=Droit.REGISTRE, label="Passage corrigé")
def correct_visit(
    passage: Passage, visiteur: Visiteur, *, demandes: Sequence[DemandeInput], **facts: Any
) -> Passage:
    """Change a passage into what the line now holds."""
    if not demandes:
        _refuse_empty()
    when = _when(facts)
    known = _described(visiteur, facts)
    if when.moment is not None:
        known["moment"] = when.moment
    if passage.identification_id == CONNU and not visiteur.note:
        known["identification"] = "identification.non_identifiee"
    personne = _personne_of(visiteur)
    corrected = correct_passage(passage, demandes=demandes, personne=personne, **known)
    return _without_hour(corrected) if when.hour_unknown else corrected


def noted_name(passage: Passage) -> tuple[str, str]:
    """The name noted at the head of a commentaire, and the rest of it."""
    commentaire = str(passage.commentaire)
    if passage.personne_id is not None or not noted_in(commentaire):
        return "", commentaire
    return noted_in(commentaire), commentaire.partition("\n")[2]


def noted_in(commentaire: str) -> str:
    """The name that a commentaire begins with, or nothing."""
    head = commentaire.partition("\n")[0]
    return head.removeprefix(NOTED) if head.startswith(NOTED) else ""


class _When(NamedTuple):
    moment: dt.datetime | None
    hour_unknown: bool


def _when(facts: dict[str, Any]) -> _When:
    """The instant of a day and an hour on the wall, taken out of `facts`; none: now."""
    jour, heure = facts.pop("jour", None), facts.pop("heure", None)
    if jour is None and heure is None:
        return _When(None, hour_unknown=False)
    if jour is None:
        raise Invalid("jour", "Jour : écrivez aussi le jour, ou laissez l’heure vide.")
    wall = dt.datetime.combine(jour, heure or NOON)
    return _When(wall.astimezone(), hour_unknown=heure is None)


def _described(visiteur: Visiteur, facts: dict[str, Any]) -> dict[str, Any]:
    """The other columns, with the commentaire and the identification that a noted name asks for."""
    known = dict(facts)
    if visiteur.note:
        rest = str(known.get("commentaire", "")).strip()
        known["commentaire"] = "\n".join(p for p in (NOTED + visiteur.note, rest) if p)
        known["identification"] = CONNU
    return known


def _personne_of(visiteur: Visiteur) -> Personne | None:
    if visiteur.nouvelle is not None:
        return create_personne(**visiteur.nouvelle)
    if visiteur.personne_id is None:
        return None
    key = kept_of(visiteur.personne_id)  # her file may have been made one with another meanwhile
    personne: Personne | None = Personne.get_or_none(Personne.id == key)
    if personne is None or personne.archived_at is not None:
        raise Invalid(
            "qui", "Qui : ce dossier n’existe plus, il a été effacé ou fusionné. Choisissez-en un."
        )
    return personne


def _without_hour(passage: Passage) -> Passage:
    passage.heure = None
    return passage.save()


def _refuse_empty() -> None:
    raise Invalid("demandes", "Demande : choisissez au moins une demande, même « Autre ».")
