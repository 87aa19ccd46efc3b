"""What was shared of a suivi: with whom, what of it, why, with whose agreement and until when.

The person is told first. Once she refused or took her agreement back, being told is not enough:
she is asked again.
"""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from typing import Any

import peewee

from models.base import clock
from models.base.command import command
from models.base.droit import Droit
from models.base.errors import Invalid, Refused
from models.base.fields import CodeField, DayField, ForeignKey, JsonField, TextField
from models.base.search import fold
from models.base.table import Table, dumps
from models.nomenclatures.structure import Structure
from models.suivis.intervenant import Intervenant, held_intervenant
from models.suivis.regles import (
    check_code,
    check_day,
    check_order,
    check_past,
    held,
    require_reading,
)
from models.suivis.suivi import Suivi

ORAL, ECRIT, INFORMEE, REFUS = "oral", "ecrit", "informee", "refus"
ACCORDS = (ORAL, ECRIT)  # she agreed, and was not only told
# What a synthesis is made of; a partage also holds words that are none of these.
BLOCS = {
    "identite": "Identité et contact",
    "parcours": "Parcours",
    "situation": "Situation",
    "freins": "Freins",
    "objectifs": "Objectifs et actions",
    "rendez_vous": "Prochain rendez-vous",
    "mission": "Mission",
    "mots": "Message écrit pour ce partenaire",
}


class Partage(Table):
    """One thing shared: with whom, which blocks or papers, why, and how the person was told."""

    suivi_id: str
    intervenant_id: str | None

    suivi = ForeignKey(Suivi)
    intervenant = ForeignKey(Intervenant, null=True, verbose_name="Avec")
    destinataire = TextField(max_length=200, default="", verbose_name="Destinataire")
    contenu = JsonField(default="[]")  # codes of the blocks of the synthesis, or words
    date = DayField(verbose_name="Partagé le")
    motif = TextField(
        max_length=200,
        default="",
        verbose_name="Pourquoi",
        help_text="Ce que ce partenaire doit pouvoir faire. Rien de plus que le nécessaire.",
    )
    accord = CodeField(default="", nomenclature="accord_partage", verbose_name="La personne")
    accord_le = DayField(null=True, verbose_name="Dit le")
    fin_le = DayField(
        null=True,
        verbose_name="Valable jusqu’au",
        help_text="Vide\u00a0: pour cette fois seulement.",
    )
    retire_le = DayField(null=True, verbose_name="Accord retiré le")

    @property
    def parts(self) -> list[str]:
        """What was shared, as it is stored: codes of blocks, a detail after « : », or words."""
        found: list[str] = json.loads(self.contenu)
        return found

    @property
    def is_refused(self) -> bool:
        """Whether she refused: nothing left, and that is what is noted."""
        return bool(self.accord == REFUS)

    def stands_on(self, day: dt.date) -> bool:
        """Whether she still agrees that day to what was to last."""
        if self.is_refused or self.retire_le is not None or self.fin_le is None:
            return False
        return bool(self.fin_le >= day)


def partages_of(suivi_id: str) -> list[Partage]:
    """What was shared of a suivi, the last one first."""
    require_reading()
    query: Any = (
        Partage.select(Partage, Intervenant, Structure)
        .join(Intervenant, peewee.JOIN.LEFT_OUTER, on=(Partage.intervenant == Intervenant.id))
        .join(Structure, peewee.JOIN.LEFT_OUTER, on=(Intervenant.structure == Structure.id))
        .where((Partage.suivi == suivi_id) & Partage.archived_at.is_null())
    )
    return list(query.order_by(Partage.date.desc(), Partage.created_at.desc()))


def said_contenu(partage: Partage) -> str:
    """« Identité et contact, Freins (Aucun moyen de se déplacer) »."""
    details: dict[str, list[str]] = {}
    for part in partage.parts:
        head, _, detail = part.partition(":")
        if head in BLOCS:
            details.setdefault(BLOCS[head], []).extend([detail.strip()] if detail else [])
        else:
            details.setdefault(part, [])
    return ", ".join(
        f"{head} ({', '.join(words)})" if words else head for head, words in details.items()
    )


def last_word(suivi_id: str, intervenant_id: str | None, destinataire: str) -> Partage | None:
    """The refusal or the withdrawal that still stands before a recipient; None if there is none."""
    theirs = [
        one
        for one in partages_of(suivi_id)
        if _same(one, intervenant_id=intervenant_id, destinataire=destinataire)
    ]
    agreed = [one.accord_le for one in theirs if one.accord in ACCORDS and not one.retire_le]
    since = max((day for day in agreed if day is not None), default=dt.date.min)
    said_no = [one for one in theirs if (day := _refused_on(one)) is not None and day >= since]
    return max(said_no, key=lambda one: _refused_on(one) or dt.date.min, default=None)


@command(right=Droit.SUIVI_ECRIRE, label="Partage noté")
def record_partage(suivi_id: str, *, contenu: Sequence[str], **values: Any) -> Partage:
    """Note what was shared, with an `intervenant` or a `destinataire` in words.

    `accord` may be empty for what could not wait: somebody then has to tell the person.
    """
    return _record(suivi_id, contenu, values)


@command(right=Droit.SUIVI_ECRIRE, label="Synthèse transmise", undoable=False)
def record_synthese(suivi_id: str, *, contenu: Sequence[str], **values: Any) -> Partage:
    """Note a synthesis before it leaves: only once the person knows, and does not refuse."""
    if values.get("accord") not in (*ACCORDS, INFORMEE):
        raise Invalid(
            "accord",
            "La personne\u00a0: elle est informée avant que ce papier parte. Dites comment elle "
            "l’a été\u00a0; si elle refuse, notez son refus parmi les partages.",
        )
    return _record(suivi_id, contenu, values)


@command(right=Droit.SUIVI_ECRIRE, label="Synthèse non transmise", undoable=False)
def take_back_synthese(partage: Partage) -> None:
    """Forget a synthesis that did not leave in the end."""
    held_partage(partage)
    partage.remove()


@command(right=Droit.SUIVI_ECRIRE, label="Partage corrigé")
def correct_partage(partage: Partage, **values: Any) -> Partage:
    """Say otherwise what was shared, why, or how the person was told."""
    suivi = held_partage(partage)
    if "contenu" in values:
        values["contenu"] = _written(values["contenu"])
    if values.get("intervenant", "") == partage.intervenant_id and partage.intervenant_id:
        values.pop("destinataire", None)  # called as she was that day
    known = partage.date
    late = not partage.accord or (partage.accord_le is not None and partage.accord_le > known)
    for name, value in values.items():
        setattr(partage, name, value)
    _check(partage, suivi, known=known, late=late)
    return partage.save()


@command(right=Droit.SUIVI_ECRIRE, label="Retrait de l’accord noté")
def withdraw_accord(partage: Partage, *, le: dt.date) -> Partage:
    """Note the day on which the person took back what she had agreed to, or objected."""
    held_partage(partage)
    if partage.is_refused or partage.retire_le is not None:
        raise Refused("La personne a déjà dit non à ce partage. Corrigez-le si la date est fausse.")
    check_past(le, field="retire_le", label="Accord retiré le")
    first = partage.accord_le or partage.date
    check_order(first, le, field="retire_le", label="Accord retiré le")
    partage.retire_le = le
    return partage.save()


@command(right=Droit.SUIVI_ECRIRE, label="Partage retiré")
def archive_partage(partage: Partage) -> Partage:
    """Take away what was noted by mistake; the journal keeps that it was."""
    held_partage(partage)
    return partage.archive()


@command(right=Droit.SUIVI_ECRIRE, label="Partenaire retiré")
def archive_intervenant(intervenant: Intervenant) -> Intervenant:
    """Take away a partner noted by mistake; who was told something is ended instead."""
    held_intervenant(intervenant)
    told = (Partage.intervenant == intervenant.id) & Partage.archived_at.is_null()
    if Partage.select().where(told).exists():
        raise Refused(
            f"Un partage avec {intervenant.titre} est noté\u00a0: il doit rester lisible. Dites "
            "plutôt jusqu’à quand ce partenaire intervient.",
            names=(intervenant.titre,),
        )
    return intervenant.archive()


def held_partage(partage: Partage) -> Suivi:
    """The suivi to write in, if the partage was not taken away meanwhile."""
    suivi = held(partage.suivi_id)
    stands = (Partage.id == partage.id) & Partage.archived_at.is_null()
    if not Partage.select().where(stands).exists():
        raise Refused("Ce partage a été retiré sur un autre poste.")
    return suivi


def _record(suivi_id: str, contenu: Sequence[str], values: dict[str, Any]) -> Partage:
    suivi = held(suivi_id)
    made = Partage(suivi=suivi, contenu=_written(contenu), **values)
    _check(made, suivi)
    return made.save()


def _written(contenu: Iterable[str]) -> str:
    """Each once, in the order given; the codes of blocks are left as they are."""
    return dumps(list(dict.fromkeys(" ".join(part.split()) for part in contenu if part.strip())))


def _check(
    partage: Partage, suivi: Suivi, *, known: dt.date | None = None, late: bool = False
) -> None:
    """`late`: what could not wait, and of which the person was told afterwards."""
    _check_recipient(partage, suivi)
    if not partage.parts:
        raise Invalid(
            "contenu", "Ce qui est partagé\u00a0: cochez-le, ou dites-le en quelques mots."
        )
    partage.motif = Partage.motif.cleaned(partage.motif or "")
    if not partage.motif:
        raise Invalid("motif", "Pourquoi\u00a0: dites à quoi ce partage doit servir.")
    if partage.date != known:
        check_day(partage.date, field="date", label="Partagé le", suivi=suivi)
    if partage.fin_le is not None:
        check_order(partage.date, partage.fin_le, field="fin_le", label="Valable jusqu’au")
    _check_accord(partage, late=late)


def _check_recipient(partage: Partage, suivi: Suivi) -> None:
    """A partner of this suivi, called as she was that day; or somebody in words."""
    partage.destinataire = Partage.destinataire.cleaned(partage.destinataire or "")
    if partage.intervenant_id is None:
        if not partage.destinataire:
            raise Invalid(
                "destinataire", "Destinataire\u00a0: choisissez un partenaire, ou dites à qui."
            )
        return
    if partage.intervenant.suivi_id != suivi.id:
        raise Invalid("intervenant", "Avec\u00a0: ce partenaire n’est pas de ce suivi.")
    if not partage.destinataire:
        partage.destinataire = partage.intervenant.designation[:200]


def _check_accord(partage: Partage, *, late: bool) -> None:
    partage.accord = partage.accord or ""
    if not partage.accord:
        partage.accord_le = None
        return
    check_code("accord_partage", partage.accord, field="accord", label="La personne")
    partage.accord_le = partage.accord_le or (clock.today() if late else partage.date)
    check_past(partage.accord_le, field="accord_le", label="Dit le")
    if partage.accord_le > partage.date and not late:
        raise Invalid(
            "accord_le",
            "Dit le\u00a0: la personne est informée avant le partage, ou le jour même. Corrigez "
            "l’une des deux dates.",
        )
    if partage.accord != INFORMEE:
        return
    before = last_word(partage.suivi_id, partage.intervenant_id, partage.destinataire)
    if before is not None and before.id != partage.id:
        raise Invalid(
            "accord",
            f"La personne\u00a0: elle a dit non le {_refused_on(before):%d/%m/%Y} à un partage "
            f"avec {partage.destinataire}. L’informer ne suffit pas\u00a0: il faut son accord.",
            names=(partage.destinataire,),
        )


def _refused_on(partage: Partage) -> dt.date | None:
    day: dt.date | None = partage.accord_le if partage.is_refused else partage.retire_le
    return day


def _same(partage: Partage, *, intervenant_id: str | None, destinataire: str) -> bool:
    if intervenant_id is not None:
        return partage.intervenant_id == intervenant_id
    return partage.intervenant_id is None and fold(partage.destinataire) == fold(destinataire)
