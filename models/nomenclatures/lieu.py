"""The sites where people are received, their opening hours, and those that were closed."""

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from models.base import clock
from models.base.command import command
from models.base.droit import Droit
from models.base.errors import Invalid, Refused
from models.base.fields import DayField, ForeignKey, IntegerField, JsonField, TextField
from models.base.search import fold
from models.base.table import Table
from models.nomenclatures.valeur import Valeur

if TYPE_CHECKING:
    from models.nomenclatures.horaires import Plage, Semaine


class Lieu(Table):
    """A site: the seat, an annexe, a caravan, a partner's office."""

    type_lieu_id: str | None

    nom = TextField(max_length=120, verbose_name="Nom du lieu")
    type_lieu = ForeignKey(Valeur, index=False, null=True, verbose_name="Type de lieu")
    adresse = TextField(max_length=300, lines=2, default="", verbose_name="Adresse")
    commune = TextField(max_length=80, default="", verbose_name="Commune")
    horaires = JsonField(default="{}")  # {"lundi": [["09:00", "12:00"], …], …}
    ferme_le = DayField(null=True, verbose_name="Fermé depuis le")
    ordre = IntegerField(default=0)

    @classmethod
    def name_of(cls, key: str) -> str:
        """How a site reads that is no longer proposed."""
        found: Lieu | None = cls.get_or_none(cls.id == key)
        return found.nom if found is not None else ""

    @property
    def semaine(self) -> "Semaine":
        from models.nomenclatures.horaires import read_horaires

        return read_horaires(self.horaires)

    def is_closed(self, day: dt.date | None = None) -> bool:
        return self.ferme_le is not None and self.ferme_le <= (day or clock.today())


def lieux(day: dt.date | None = None) -> list[Lieu]:
    """The sites open that day (today), the seat first."""
    return [lieu for lieu in every_lieu() if not lieu.is_closed(day)]


def every_lieu() -> list[Lieu]:
    """The sites in their order, the closed ones after the others."""
    query: Any = Lieu.select().where(Lieu.archived_at.is_null())
    found = list(query.order_by(Lieu.ordre, Lieu.nom))
    return sorted(found, key=Lieu.is_closed)


def lieu_of(lieu_id: str) -> Lieu:
    found: Lieu | None = Lieu.get_or_none(Lieu.id == lieu_id)
    if found is None:
        raise Refused("Ce lieu n’existe plus. Rouvrez la liste.")
    return found


def check_open(lieu_id: str, day: dt.date) -> None:
    """`Invalid` when a passage of that day is written at a site that was closed by then."""
    lieu: Lieu | None = Lieu.get_or_none(Lieu.id == lieu_id)
    if lieu is not None and lieu.is_closed(day):
        raise Invalid(
            "lieu",
            f"Lieu\u00a0: «\u00a0{lieu.nom}\u00a0» est fermé depuis le {lieu.ferme_le:%d/%m/%Y}. "
            "Choisissez un autre lieu, ou corrigez le jour.",
        )


@command(right=Droit.REGLAGES, label="Lieu enregistré")
def save_lieu(lieu: Lieu | None = None, **values: Any) -> Lieu:
    """Add a site, or change one: `nom`, `type_lieu`, `adresse`, `commune`, `semaine`."""
    written = lieu or Lieu(ordre=len(every_lieu()))
    semaine: Mapping[str, tuple[Plage, ...]] | None = values.pop("semaine", None)
    for name, value in values.items():
        setattr(written, name, value)
    if semaine is not None:
        from models.nomenclatures.horaires import write_horaires

        written.horaires = write_horaires(semaine)
    _check_name(written)
    return written.save()


@command(right=Droit.REGLAGES, label="Lieu fermé")
def close_lieu(lieu: Lieu, on: dt.date) -> Lieu:
    """Propose a site no more from a day on; what was written there stays."""
    if not [one for one in every_lieu() if one.id != lieu.id and one.ferme_le is None]:
        raise Refused(
            "C’est le seul lieu ouvert\u00a0: un passage s’inscrit toujours quelque part. Ajoutez "
            "un autre lieu avant de fermer celui-ci."
        )
    lieu.ferme_le = on
    return lieu.save()


@command(right=Droit.REGLAGES, label="Lieu ouvert de nouveau")
def reopen_lieu(lieu: Lieu) -> Lieu:
    lieu.ferme_le = None
    return lieu.save()


@command(right=Droit.REGLAGES, label="Lieu déplacé")
def move_lieu(lieu: Lieu, place: int) -> Lieu:
    """Give a site this place, from 0, among those that are open."""
    open_ = [one for one in lieux() if one.id != lieu.id]
    open_.insert(max(0, min(place, len(open_))), lieu_of(lieu.id))
    closed = [one for one in every_lieu() if one.is_closed() and one.id != lieu.id]
    for ordre, one in enumerate([*open_, *closed]):
        one.ordre = ordre
        one.save()
    return lieu_of(lieu.id)


def _check_name(lieu: Lieu) -> None:
    folded = fold(Lieu.nom.cleaned(lieu.nom or ""))
    if not folded:
        raise Invalid("nom", "Nom du lieu\u00a0: donnez-lui un nom.")
    for other in every_lieu():
        if other.id != lieu.id and fold(other.nom) == folded:
            closed = ", fermé. Ouvrez-le de nouveau" if other.is_closed() else ". Changez le nom"
            raise Invalid(
                "nom", f"Nom du lieu\u00a0: «\u00a0{other.nom}\u00a0» existe déjà{closed}."
            )
