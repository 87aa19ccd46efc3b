"""What the accueil line writes in one act: a passage, and the file of a newcomer with it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from models.accueil.anonyme import AnonymeConnu, anonyme_of, open_anonyme, rattacher_anonyme
from models.accueil.demande import DemandeInput
from models.accueil.effectif import Groupe, check_groupe, write_criteres, write_effectifs
from models.accueil.passage import (
    GROUPE,
    NON_IDENTIFIEE,
    NOON,
    REFUSEE,
    Passage,
    correct_passage,
    record_passage,
)
from models.base import clock
from models.base.command import command
from models.base.droit import Droit
from models.base.errors import Invalid
from models.personnes.fusion import kept_of
from models.personnes.personne import Personne, create_personne


class Visiteur(NamedTuple):
    """Who comes: a known file, a new one to open, a known anonymous visitor, a group, or nobody.

    `repere` is the nickname or the card of an anonymous visitor; `criteres` and `refuse` (she does
    not wish to be named; none: as it was) are told of who has no file.
    """

    personne_id: str | None = None
    nouvelle: Mapping[str, Any] | None = None
    anonyme_id: str | None = None
    repere: str = ""
    groupe: Groupe | None = None
    criteres: tuple[str, ...] = ()
    refuse: bool | None = None


def open_dossier(personne_id: str) -> Personne:
    """The file that was chosen; `Invalid` if it is gone meanwhile."""
    key = kept_of(personne_id)  # her file may have been made one with another meanwhile
    personne: Personne | None = Personne.get_or_none(Personne.id == key)
    if personne is None or personne.archived_at is not None:
        raise Invalid(
            "qui", "Qui : ce dossier n’existe plus, il a été effacé ou fusionné. Choisissez-en un."
        )
    return personne


@command(right=Droit.REGISTRE, label="Passage enregistré")
def record_visit(
    visiteur: Visiteur, demandes: Sequence[DemandeInput], *, lieu: str, **facts: Any
) -> Passage:
    """Write a passage, and open the file of a newcomer: one act, undone as one.

    `jour` and `heure`, if given, are those of the wall; without `heure`, the hour is unknown.
    """
    _check(visiteur, demandes)
    if visiteur.groupe is not None and visiteur.groupe.effectif is None:
        _refuse_unknown_size()
    when = _when(facts)
    who = _who(visiteur, None)
    if visiteur.refuse:
        facts["identification"] = REFUSEE
    passage = record_passage(
        lieu=lieu, demandes=demandes, moment=when.moment, **{**facts, **who._asdict()}
    )
    _write_seen(passage, visiteur)
    return _without_hour(passage) if when.hour_unknown else passage


@command(right=Droit.REGISTRE, label="Passage corrigé")
def correct_visit(
    passage: Passage, visiteur: Visiteur, *, demandes: Sequence[DemandeInput], **facts: Any
) -> Passage:
    """Change a passage into what the line now holds."""
    _check(visiteur, demandes)
    unknown = passage.identification_id == GROUPE and passage.effectif is None
    if visiteur.groupe is not None and visiteur.groupe.effectif is None and not unknown:
        _refuse_unknown_size()
    when = _when(facts)
    if when.moment is not None:
        facts["moment"] = when.moment
    facts["identification"] = _identification(passage, visiteur)
    who = _who(visiteur, passage)
    corrected = correct_passage(passage, demandes=demandes, **{**facts, **who._asdict()})
    _write_seen(corrected, visiteur)
    return _without_hour(corrected) if when.hour_unknown else corrected


@command(right=Droit.REGISTRE, label="Dossier créé et rattaché")
def open_dossier_of(anonyme: AnonymeConnu, **values: Any) -> Personne:
    """Open the file of a known anonymous visitor who now wishes to be named."""
    personne: Personne = create_personne(**values)
    rattacher_anonyme(anonyme, personne)
    return personne


class _Who(NamedTuple):
    """The columns of a passage that say who came."""

    personne: Personne | None = None
    anonyme: AnonymeConnu | None = None
    effectif: int | None = None
    deja_connus: int | None = None


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
    return _When(clock.instant_of(wall), hour_unknown=heure is None)


def _who(visiteur: Visiteur, passage: Passage | None) -> _Who:
    """Who came. A new passage of an attached anonymous visitor is that of her file."""
    if visiteur.groupe is not None:
        return _Who(effectif=visiteur.groupe.effectif, deja_connus=visiteur.groupe.deja_connus)
    if visiteur.nouvelle is not None:
        return _Who(create_personne(**visiteur.nouvelle))
    if visiteur.personne_id is not None:
        return _Who(open_dossier(visiteur.personne_id))
    anonyme = _anonyme_of(visiteur)
    if anonyme is None:
        return _Who()
    if passage is not None and passage.anonyme_id == anonyme.id:
        return _Who(anonyme=anonyme)
    dossier = anonyme.dossier
    return _Who(personne=dossier) if dossier is not None else _Who(anonyme=anonyme)


def _anonyme_of(visiteur: Visiteur) -> AnonymeConnu | None:
    if visiteur.repere:
        return anonyme_of(visiteur.repere)
    if visiteur.anonyme_id is None:
        return None
    anonyme = open_anonyme(visiteur.anonyme_id)
    if anonyme is None or anonyme.archived_at is not None:
        raise Invalid("qui", "Qui : ce visiteur n’est plus connu sur ce registre. Notez-le encore.")
    return anonyme


def _identification(passage: Passage, visiteur: Visiteur) -> str:
    """What a corrected passage says of who came; `_describe` has the last word on who is known."""
    if visiteur.refuse:
        return REFUSEE
    if visiteur.groupe is not None:
        return GROUPE
    left = passage.anonyme_id is not None and not (visiteur.anonyme_id or visiteur.repere)
    told = passage.identification_id == REFUSEE and visiteur.refuse is not None
    if left or told or passage.identification_id == GROUPE:
        return NON_IDENTIFIEE
    return passage.identification_id


def _write_seen(passage: Passage, visiteur: Visiteur) -> None:
    """What is told of who has no file; a file has its own criteria."""
    named = passage.personne_id is not None or visiteur.groupe is not None
    write_criteres(passage.id, () if named else visiteur.criteres)
    write_effectifs(passage.id, visiteur.groupe)


def _without_hour(passage: Passage) -> Passage:
    passage.heure = None
    return passage.save()


def _check(visiteur: Visiteur, demandes: Sequence[DemandeInput]) -> None:
    """What is refused before a file is opened for nothing."""
    if not demandes:
        raise Invalid("demandes", "Demande : choisissez au moins une demande, même « Autre ».")
    if visiteur.groupe is not None:
        check_groupe(visiteur.groupe)


def _refuse_unknown_size() -> None:
    raise Invalid("effectif", "Groupe : écrivez combien de personnes sont venues ensemble.")
