"""One coming or contact at the accueil, with or without a personne, and what it is counted by."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from models.accueil.anonyme import AnonymeConnu
from models.accueil.demande import DemandeInput, as_input, demandes_of, write_demandes
from models.base import clock
from models.base.command import command
from models.base.droit import Droit
from models.base.errors import Invalid, Refused
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
LEAST, MOST = 2, 9_999  # people of a group
IDENTIFIEE, NON_IDENTIFIEE = "identification.identifiee", "identification.non_identifiee"
REFUSEE = "identification.anonyme"  # she was asked, and does not wish to be named
CONNU, GROUPE = "identification.anonyme_connu", "identification.groupe"


class Passage(Table):
    """`moment` orders the register; `jour` and `heure` are what stood on the wall.

    `effectif` is how many people a group has; none: one visitor. `created_at` is when it was typed.
    An hour that nobody wrote down is null, and stands at noon in the order. The age is that of the
    day of the passage, stored with its precision, so that no later report depends on today; so is
    the status of who received.
    """

    lieu_id: str
    identification_id: str
    personne_id: str | None
    anonyme_id: str | None
    accueilli_par_id: str | None
    sexe_id: str | None
    tranche_age_id: str | None

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
    deja_notee: dt.datetime | None = None,
    **facts: Any,
) -> Passage:
    """Write a passage of now, or of an aware `moment`; `facts` are other columns of `Passage`.

    `deja_notee`: when her coming was noted, which stands though the clock was set back since.
    No personne is never an obstacle; at least one demande is asked for.
    """
    instant = moment or clock.now()
    passage = Passage(lieu=lieu, mode_contact=mode_contact, personne=personne, **facts)
    if deja_notee is None or instant > deja_notee:
        _refuse_future(instant)
    place_in_time(passage, instant)
    _describe(passage, personne)
    _note_statut(passage)
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
    received_by = passage.accueilli_par_id
    for name, value in values.items():
        setattr(passage, name, value)
    if passage.accueilli_par_id != received_by:
        _note_statut(passage)
    if moment is not None:
        _refuse_future(moment)
        place_in_time(passage, moment)
    _describe(passage, passage.personne)
    _check(passage, demandes if demandes is not None else demandes_of(passage.id))
    if place != (passage.lieu_id, passage.jour):  # what was written before a site closed may stay
        check_open(passage.lieu_id, passage.jour)
    passage.save()
    if demandes is not None and [as_input(d) for d in demandes_of(passage.id)] != list(demandes):
        passage.touch("demandes")  # so that two desks cannot correct them one over the other
        write_demandes(passage.id, demandes)
    return passage


@command(right=Droit.REGISTRE, label="Passage supprimé")
def archive_passage(passage: Passage) -> Passage:
    """Take a passage out of the register and of every count; it can be restored."""
    return passage.archive()


@command(right=Droit.REGISTRE, label="Passage rétabli")
def restore_passage(passage_id: str) -> Passage:
    """Put an archived passage back where it stood in the register."""
    passage = open_passage(passage_id)
    if passage is None or passage.archived_at is None:
        raise Refused("Ce passage vient d’être rétabli sur un autre poste.")
    passage.archived_at = None
    return passage.save()


def open_passage(passage_id: str) -> Passage | None:
    found: Passage | None = Passage.get_or_none(Passage.id == passage_id)
    return found


def dossier_of(passage: Passage) -> str | None:
    """The key of the file where its visitor is followed: hers, or the one she was attached to."""
    if passage.personne_id is not None or passage.anonyme_id is None:
        return passage.personne_id
    anonyme: AnonymeConnu = passage.anonyme
    return None if anonyme.dossier is None else str(anonyme.dossier.id)


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
        _describe_unnamed(passage)
        return
    passage.identification = IDENTIFIEE
    passage.anonyme = passage.effectif = passage.deja_connus = None
    passage.sexe = personne.sexe_id
    passage.tranche_age = None
    passage.age = personne.age_at(passage.jour)
    passage.precision_age = personne.precision_naissance


def _describe_unnamed(passage: Passage) -> None:
    passage.age, passage.precision_age = None, Precision.INCONNUE.value
    if passage.anonyme_id is not None:
        passage.identification = CONNU
    elif passage.effectif is not None:
        passage.identification = GROUPE
        passage.sexe = passage.tranche_age = None  # a group has counts of its own
    elif passage.identification_id in (None, IDENTIFIEE):
        passage.identification = NON_IDENTIFIEE


def _note_statut(passage: Passage) -> None:
    """The status of who received, as it is on the day that this is written."""
    found: Any = Agent.select(Agent.statut).where(Agent.id == passage.accueilli_par_id)
    row = found.tuples().first() if passage.accueilli_par_id is not None else None
    passage.statut_accueillant = row[0] if row is not None else None


def _check(passage: Passage, demandes: Sequence[Any]) -> None:
    if not demandes:
        raise Invalid(
            "demandes", "Demande\u00a0: choisissez au moins une demande, même «\u00a0Autre\u00a0»."
        )
    if passage.duree_minutes is not None and not 0 <= passage.duree_minutes <= LONGEST:
        raise Invalid(
            "duree_minutes", "Durée\u00a0: écrivez un nombre de minutes, de 0 à 1\u202f440."
        )
    if passage.effectif is not None and not LEAST <= passage.effectif <= MOST:
        raise Invalid(
            "effectif", "Groupe\u00a0: écrivez combien elles sont, de 2 à 9\u202f999 personnes."
        )
    if passage.deja_connus is not None and not 0 <= passage.deja_connus <= (passage.effectif or 0):
        raise Invalid(
            "deja_connus", "Déjà connues\u00a0: elles ne peuvent être plus que le groupe entier."
        )


def _refuse_future(instant: dt.datetime) -> None:
    """What stands there already, since the clock was set back, may be corrected and stay."""
    if instant > clock.now() + dt.timedelta(minutes=5):
        raise Invalid(
            "moment", "Date\u00a0: ce passage est dans l’avenir. Vérifiez le jour et l’heure."
        )
