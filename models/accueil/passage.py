"""One coming or contact at the accueil, with or without a personne, and what it is counted by."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from models.accueil.anonyme import AnonymeConnu
from models.accueil.demande import DemandeInput, demandes_of, write_demandes
from models.base import clock
from models.base.command import command
from models.base.droit import Droit
from models.base.errors import Invalid
from models.base.fields import (
    CodeField,
    DayField,
    ForeignKey,
    HourField,
    InstantField,
    IntegerField,
    SmallIntegerField,
    TextField,
)
from models.base.table import Table
from models.comptes.agent import Agent
from models.nomenclatures.lieu import Lieu, check_open
from models.nomenclatures.valeur import Valeur
from models.personnes.naissance import Precision
from models.personnes.personne import Personne, age_corrections

LONGEST = 24 * 60  # minutes
NOON = dt.time(12)


class Passage(Table):
    """`moment` orders the register; `jour` and `heure` are what stood on the wall.

    `effectif` is how many people a group has; none: one visitor. `created_at` is when it was typed.
    An hour that nobody wrote down is null, and stands at noon in the order. The age is that of the
    day of the passage, stored with its precision, so that no later report depends on today.
    """

    lieu_id: str
    identification_id: str
    personne_id: str | None

    moment = InstantField()
    jour = DayField(verbose_name="Jour")
    heure = HourField(null=True, verbose_name="Heure")
    lieu = ForeignKey(Lieu, index=False, verbose_name="Lieu")
    mode_contact = ForeignKey(Valeur, index=False, verbose_name="Mode de contact")
    type_contact = ForeignKey(Valeur, index=False, null=True, verbose_name="Type de contact")
    personne = ForeignKey(Personne, null=True, index=False, verbose_name="Personne")
    identification = ForeignKey(Valeur, index=False, verbose_name="Identification")
    sexe = ForeignKey(Valeur, index=False, null=True, verbose_name="Sexe")
    tranche_age = ForeignKey(Valeur, index=False, null=True, verbose_name="Tranche d’âge")
    age = SmallIntegerField(null=True)
    precision_age = CodeField(default=Precision.INCONNUE.value)
    duree_minutes = IntegerField(null=True, verbose_name="Durée (minutes)")
    accueilli_par = ForeignKey(Agent, index=False, null=True, verbose_name="Accueilli par")
    statut_accueillant = CodeField(
        null=True, nomenclature="statut_accueillant", verbose_name="Statut de qui accueille"
    )
    anonyme = ForeignKey(AnonymeConnu, null=True, verbose_name="Anonyme connu")
    effectif = SmallIntegerField(null=True, verbose_name="Personnes du groupe")
    deja_connus = SmallIntegerField(null=True, verbose_name="Déjà connues")
    commentaire = TextField(max_length=2000, lines=3, default="", verbose_name="Commentaire")
    origine = CodeField(default="guichet")

    class Meta:
        indexes = (
            (("jour", "lieu"), False),
            # All that the register's orders read, so that a walk never goes to the rows.
            (("moment", "id", "archived_at"), False),
            (("personne", "moment", "id", "archived_at"), False),
        )


@command(right=Droit.REGISTRE, label="Passage enregistré")
def record_passage(
    *,
    lieu: str,
    demandes: Sequence[DemandeInput],
    mode_contact: str = "mode_contact.passage_spontane",
    moment: dt.datetime | None = None,
    personne: Personne | None = None,
    **facts: Any,
) -> Passage:
    """Write a passage of now, or of an aware `moment`; `facts` are other columns of `Passage`.

    No personne is never an obstacle; at least one demande is asked for.
    """
    instant = moment or clock.now()
    passage = Passage(lieu=lieu, mode_contact=mode_contact, personne=personne, **facts)
    place_in_time(passage, instant)
    _describe(passage, personne)
    _check(passage, demandes)
    check_open(passage.lieu_id, passage.jour)
    passage.save()
    write_demandes(passage.id, demandes)
    return passage


@command(right=Droit.REGISTRE, label="Passage corrigé")
def correct_passage(
    passage: Passage, *, demandes: Sequence[DemandeInput] | None = None, **values: Any
) -> Passage:
    """Change what was written of a passage; `moment` aware moves it."""
    moment = values.pop("moment", None)
    place = (passage.lieu_id, passage.jour)
    for name, value in values.items():
        setattr(passage, name, value)
    if moment is not None:
        place_in_time(passage, moment)
    _describe(passage, passage.personne)
    _check(passage, demandes if demandes is not None else demandes_of(passage.id))
    if place != (passage.lieu_id, passage.jour):  # what was written before a site closed may stay
        check_open(passage.lieu_id, passage.jour)
    passage.save()
    if demandes is not None:
        write_demandes(passage.id, demandes)
    return passage


@command(right=Droit.REGISTRE, label="Passage supprimé")
def archive_passage(passage: Passage) -> Passage:
    """Take a passage out of the register and of every count; it can be restored."""
    passage.archived_at = clock.now()
    return passage.save()


def open_passage(passage_id: str) -> Passage | None:
    found: Passage | None = Passage.get_or_none(Passage.id == passage_id)
    return found


def place_in_time(passage: Passage, instant: dt.datetime) -> None:
    """Write the instant and the wall time of a passage; the clock may have been set back since."""
    wall = clock.local(instant)
    passage.moment, passage.jour, passage.heure = instant, wall.date(), wall.time()


def correct_ages(personne: Personne) -> None:
    """Recompute the age stored with each passage of a person whose birth date was corrected."""
    for passage in Passage.select().where(Passage.personne == personne.id):
        _describe(passage, personne)
        passage.save()


age_corrections.append(correct_ages)


def _describe(passage: Passage, personne: Personne | None) -> None:
    """Copy onto the passage what it is counted by, as it is on that day."""
    if personne is None:
        if passage.identification_id in (None, "identification.identifiee"):
            passage.identification = "identification.non_identifiee"
        passage.age, passage.precision_age = None, Precision.INCONNUE.value
        return
    passage.identification = "identification.identifiee"
    passage.sexe = personne.sexe_id
    passage.tranche_age = None
    passage.age = personne.age_at(passage.jour)
    passage.precision_age = personne.precision_naissance


def _check(passage: Passage, demandes: Sequence[Any]) -> None:
    if not demandes:
        raise Invalid(
            "demandes", "Demande\u00a0: choisissez au moins une demande, même «\u00a0Autre\u00a0»."
        )
    if passage.duree_minutes is not None and not 0 <= passage.duree_minutes <= LONGEST:
        raise Invalid(
            "duree_minutes", "Durée\u00a0: écrivez un nombre de minutes, de 0 à 1\u202f440."
        )
    if passage.moment > clock.now() + dt.timedelta(minutes=5):
        raise Invalid(
            "moment", "Date\u00a0: ce passage est dans l’avenir. Vérifiez le jour et l’heure."
        )
