"""Who else acts for a person: somebody outside, reached how, from when to when."""

import datetime as dt
from typing import Any

import peewee

from models.base import clock, telephone
from models.base.command import command
from models.base.droit import Droit
from models.base.errors import Invalid, Refused
from models.base.fields import DayField, ForeignKey, TextField
from models.base.search import fold
from models.base.table import Table
from models.nomenclatures.structure import Structure, structure_named
from models.suivis.regles import check_near, check_order, held, require_reading
from models.suivis.suivi import Suivi


class Intervenant(Table):
    """Somebody outside who acts for the same person, from when to when."""

    suivi_id: str
    structure_id: str | None

    suivi = ForeignKey(Suivi)
    structure = ForeignKey(Structure, null=True, verbose_name="Structure")
    nom = TextField(max_length=120, default="", verbose_name="Nom")
    fonction = TextField(max_length=120, default="", verbose_name="Fonction")
    telephone = TextField(max_length=40, default="", verbose_name="Téléphone")
    courriel = TextField(max_length=120, default="", verbose_name="Courriel")
    du = DayField(null=True, verbose_name="Depuis le")
    au = DayField(null=True, verbose_name="Jusqu’au")

    @property
    def organisme(self) -> str:
        return str(self.structure.nom) if self.structure_id else ""

    @property
    def titre(self) -> str:
        """What one calls her: her name, else her structure, else what she does."""
        return str(self.nom or self.organisme or self.fonction)

    @property
    def designation(self) -> str:
        """Who and of what, on one line: what a paper or a list says of her."""
        parts = [str(self.nom), str(self.fonction), self.organisme]
        return ", ".join(part for part in parts if part)

    def acts_on(self, day: dt.date) -> bool:
        return self.au is None or self.au >= day


def intervenants_of(suivi_id: str) -> list[Intervenant]:
    """Those of a suivi, who acts now first, then by day."""
    require_reading()
    query: Any = (
        Intervenant.select(Intervenant, Structure)
        .join(Structure, peewee.JOIN.LEFT_OUTER, on=(Intervenant.structure == Structure.id))
        .where((Intervenant.suivi == suivi_id) & Intervenant.archived_at.is_null())
    )
    found = list(query.order_by(Intervenant.du, Intervenant.created_at))
    today = clock.today()
    return sorted(found, key=lambda one: not one.acts_on(today))


@command(right=Droit.SUIVI_ECRIRE, label="Partenaire ajouté")
def add_intervenant(suivi_id: str, *, structure: str = "", **values: Any) -> Intervenant:
    """Note who acts for her too; `structure` is its name, known or new."""
    suivi = held(suivi_id)
    return _write(Intervenant(suivi=suivi), suivi, {**values, "structure": structure})


@command(right=Droit.SUIVI_ECRIRE, label="Partenaire corrigé")
def correct_intervenant(intervenant: Intervenant, **values: Any) -> Intervenant:
    """Change who it is, how to reach her or her days; what was shared with her stays as it was."""
    return _write(intervenant, held_intervenant(intervenant), values)


@command(right=Droit.SUIVI_ECRIRE, label="Fin d’intervention notée")
def end_intervenant(intervenant: Intervenant, *, au: dt.date) -> Intervenant:
    """Say until when she acted; what was shared with her stays told."""
    return correct_intervenant(intervenant, au=au)


def held_intervenant(intervenant: Intervenant) -> Suivi:
    """The suivi to write in, if she was not taken away meanwhile."""
    suivi = held(intervenant.suivi_id)
    stands = (Intervenant.id == intervenant.id) & Intervenant.archived_at.is_null()
    if not Intervenant.select().where(stands).exists():
        raise Refused("Ce partenaire a été retiré sur un autre poste.")
    return suivi


def _write(intervenant: Intervenant, suivi: Suivi, values: dict[str, Any]) -> Intervenant:
    nom = values.pop("structure", None)
    for name, value in values.items():
        setattr(intervenant, name, value)
    if nom is not None:
        nom = Structure.nom.cleaned(nom)
        intervenant.structure = structure_named(nom) if nom else None
    intervenant.telephone = telephone.normalise(str(intervenant.telephone or ""))
    for name in ("nom", "fonction", "courriel"):
        field: Any = Intervenant._meta.fields[name]
        setattr(intervenant, name, field.cleaned(getattr(intervenant, name) or ""))
    _check(intervenant, suivi)
    return intervenant.save()


def _check(intervenant: Intervenant, suivi: Suivi) -> None:
    if not intervenant.titre:
        raise Invalid(
            "structure",
            "Structure\u00a0: dites au moins la structure, le nom ou la fonction de ce partenaire.",
        )
    if intervenant.au is not None:  # she may have known her long before
        check_near(intervenant.au, field="au", label="Jusqu’au", suivi=suivi)
    if intervenant.du is not None:
        check_order(intervenant.du, intervenant.au, field="au", label="Jusqu’au")
    same = (intervenant.structure_id, fold(str(intervenant.nom)), fold(str(intervenant.fonction)))
    for other in intervenants_of(suivi.id):
        told = (other.structure_id, fold(str(other.nom)), fold(str(other.fonction)))
        if other.id != intervenant.id and told == same and other.acts_on(clock.today()):
            raise Invalid(
                "nom",
                f"Nom\u00a0: «\u00a0{other.designation}\u00a0» est déjà noté dans ce suivi. "
                "Corrigez ce partenaire, ou précisez qui est celui-ci.",
                names=(other.designation,),
            )
