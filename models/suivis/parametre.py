"""Amounts and bounds that the law changes: each from a day on, with its source."""

import datetime as dt
import functools
from collections.abc import Mapping
from typing import Any

import resources
from models.base.command import command
from models.base.droit import Droit
from models.base.errors import Invalid, Refused
from models.base.fields import CodeField, DayField, IntegerField, TextField
from models.base.table import Table, tuples_of


class Parametre(Table):
    """What one amount is from a day on; in cents, hours, days or years, as `unite` says."""

    code = CodeField(verbose_name="Paramètre")
    du = DayField(verbose_name="À partir du")
    valeur = IntegerField(verbose_name="Valeur")
    unite = CodeField(verbose_name="Unité")
    source = TextField(max_length=200, default="", verbose_name="Source")

    class Meta:
        indexes = ((("code", "du"), True),)

    @property
    def libelle(self) -> str:
        return str(shipped()[self.code]["libelle"])

    @property
    def texte(self) -> str:
        """« 504,98 € », « 24 heures », « 1 mois »."""
        return shown(self.valeur, self.unite)


def parametre(code: str, day: dt.date) -> int:
    """What an amount is that day; before the first that is known, the first."""
    return parametres_on(day)[code]


def parametres_on(day: dt.date) -> dict[str, int]:
    """What every amount is that day, in one query."""
    query: Any = Parametre.select(Parametre.code, Parametre.du, Parametre.valeur)
    known: dict[str, int] = {}
    for code, du, valeur in tuples_of(query.order_by(Parametre.code, Parametre.du)):
        if code not in known or du <= day:
            known[code] = valeur
    return known


def history_of(code: str) -> list[Parametre]:
    """What an amount was and will be, the latest first."""
    query: Any = Parametre.select().where(Parametre.code == code)
    return list(query.order_by(Parametre.du.desc()))


def parametre_known(row_id: str) -> Parametre:
    found: Parametre | None = Parametre.get_or_none(Parametre.id == row_id)
    if found is None:
        raise Refused("Cette valeur n’existe plus. Rouvrez la liste.")
    return found


@functools.cache
def shipped() -> dict[str, dict[str, Any]]:
    """The amounts that the program relies on, by code, as they are shipped; in their order."""
    files = resources.read_tomls("parametres").values()
    return {entry["code"]: entry for content in files for entry in content["parametre"]}


def shown(valeur: int, unite: str) -> str:
    if unite == "centimes":
        euros = f"{valeur // 100:,}".replace(",", "\u202f")
        return f"{euros},{valeur % 100:02d}\u00a0€"
    one = unite if valeur > 1 or unite == "mois" else unite.removesuffix("s")
    return f"{valeur}\u00a0{one}"


@command(right=Droit.REGLAGES, label="Paramètre ajouté")
def add_parametre(code: str, *, du: dt.date, valeur: int, source: str) -> Parametre:
    """Say what an amount is from a day on; what it was before stays."""
    if code not in shipped():
        raise Invalid("code", "Paramètre\u00a0: choisissez-en un de la liste.")
    known: Parametre | None = Parametre.get_or_none((Parametre.code == code) & (Parametre.du == du))
    if known is not None:
        raise Invalid(
            "du",
            f"À partir du\u00a0: une valeur commence déjà ce jour-là, {known.texte}. Corrigez-la, "
            "ou donnez une autre date.",
        )
    _check(valeur, source)
    unite = shipped()[code]["unite"]
    return Parametre(code=code, du=du, valeur=valeur, unite=unite, source=source).save()


@command(right=Droit.REGLAGES, label="Paramètre corrigé")
def correct_parametre(row: Parametre, *, valeur: int, source: str) -> Parametre:
    """Mend a value written wrong; one that changes with the law is added from a day on."""
    _check(valeur, source)
    row.valeur, row.source = valeur, source
    return row.save()


def fill_parametres(contents: Mapping[str, Any]) -> int:
    """Write the shipped amounts that a base does not know; inside a command. Returns how many."""
    known = {row[0] for row in tuples_of(Parametre.select(Parametre.code))}
    new = [e for content in contents.values() for e in content["parametre"]]
    new = [entry for entry in new if entry["code"] not in known]
    for entry in new:
        Parametre(**{name: entry[name] for name in _COLUMNS}).save()
    return len(new)


_COLUMNS = ("code", "du", "valeur", "unite", "source")


def _check(valeur: int, source: str) -> None:
    if valeur < 0:
        raise Invalid("valeur", "Valeur\u00a0: écrivez un nombre, 0 ou plus.")
    if not source.strip():
        raise Invalid(
            "source", "Source\u00a0: écrivez d’où vient ce montant (texte, site), pour le vérifier."
        )
