"""The quartiers that the structure counts, and the streets that lie in them."""

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from models.base import clock
from models.base.command import command
from models.base.droit import Droit
from models.base.errors import Invalid, Refused
from models.base.fields import (
    BooleanField,
    CodeField,
    DayField,
    ForeignKey,
    IntegerField,
    TextField,
)
from models.base.search import fold
from models.base.table import Table
from models.nomenclatures.communes import insee_of
from models.nomenclatures.voies import PAIRS, PARITES, TOUS, departs, voie_key

CODE_QPV = r"(QN[0-9][0-9AB][0-9AB][0-9]{2}[NMI]|QP[0-9A-Z]{6})\Z"


class Quartier(Table):
    """A quartier; `code` is that of a QPV (« QN08701M »), empty for one of the structure's own."""

    code = CodeField(max_length=10, default="", index=True, verbose_name="Code")
    nom = TextField(max_length=160, verbose_name="Quartier")
    commune = TextField(max_length=80, default="", verbose_name="Commune")
    code_insee = CodeField(max_length=5, default="", verbose_name="Code INSEE")
    qpv = BooleanField(default=True, verbose_name="Quartier prioritaire (QPV)")
    actif_du = DayField(null=True, verbose_name="En vigueur du")
    actif_au = DayField(null=True, verbose_name="au")
    source = TextField(max_length=160, default="", verbose_name="Source")

    def is_active_at(self, day: dt.date) -> bool:
        begun = self.actif_du is None or self.actif_du <= day
        return begun and (self.actif_au is None or day <= self.actif_au)


class QuartierVoie(Table):
    """The stretch of a street that lies in a quartier; no bound: the whole street."""

    quartier_id: str

    quartier = ForeignKey(Quartier)
    voie = TextField(max_length=160, verbose_name="Voie")
    cle = TextField(max_length=160, default="", index=True)
    numero_min = IntegerField(null=True, verbose_name="Du numéro")
    numero_max = IntegerField(null=True, verbose_name="au numéro")
    parite = CodeField(default=TOUS, verbose_name="Côté")  # tous, pairs, impairs

    @property
    def is_whole(self) -> bool:
        return self.numero_min is None and self.numero_max is None and self.parite == TOUS

    @property
    def texte(self) -> str:
        """« rue de la Paix, du 2 au 40, côté pair »."""
        parts = [self.voie, bounds(self.numero_min, self.numero_max)]
        if self.parite != TOUS:
            parts.append(PARITES[self.parite])
        return ", ".join(part for part in parts if part)

    def holds(self, numero: int | None) -> bool:
        """Whether a number lies in this stretch; an unknown one only lies in a whole street."""
        if numero is None:
            return self.is_whole
        if self.parite != TOUS and (numero % 2 == 0) != (self.parite == PAIRS):
            return False
        return (self.numero_min or 0) <= numero <= (self.numero_max or 9999)


def quartiers(*, retired: bool = False) -> list[Quartier]:
    """The quartiers in force, in order of name; with `retired`, those of the past too."""
    query: Any = Quartier.select().where(Quartier.archived_at.is_null())
    found = list(query.order_by(Quartier.nom, Quartier.code))
    today = clock.today()
    return [one for one in found if retired or one.is_active_at(today)]


def quartier_choices() -> list[tuple[str, str]]:
    """(key, name) of each quartier in force; the commune tells two of one name apart."""
    found = quartiers()
    names = [one.nom for one in found]
    return [
        (one.id, f"{one.nom} ({one.commune})" if names.count(one.nom) > 1 else one.nom)
        for one in found
    ]


def voies_of(quartier_id: str) -> list[QuartierVoie]:
    """The streets of a quartier, in order of name."""
    query: Any = QuartierVoie.select().where(QuartierVoie.quartier == quartier_id)
    return list(query.order_by(QuartierVoie.cle, QuartierVoie.numero_min))


def quartier_known(quartier_id: str) -> Quartier:
    """A quartier by its key; `Refused` once it is gone."""
    found: Quartier | None = Quartier.get_or_none(Quartier.id == quartier_id)
    if found is None or found.archived_at is not None:
        raise Refused("Ce quartier n’existe plus\u00a0: il a été retiré sur un autre poste.")
    return found


def voie_known(voie_id: str) -> QuartierVoie:
    """A stretch of street by its key; `Refused` once it is gone."""
    found: QuartierVoie | None = QuartierVoie.get_or_none(QuartierVoie.id == voie_id)
    if found is None:
        raise Refused("Cette voie n’est plus dans ce quartier\u00a0: elle en a été retirée.")
    return found


class Carte(NamedTuple):
    """Streets by their key, and the quartiers that they lie in by theirs."""

    voies: dict[str, list[QuartierVoie]]
    quartiers: dict[str, Quartier]


def whole_carte() -> Carte:
    """All of it, at hand where many addresses are looked up."""
    voies: Any = QuartierVoie.select()
    query: Any = Quartier.select()
    return Carte(_by_key(voies), {one.id: one for one in query})


def quartier_of(
    adresse: str,
    *,
    commune: str = "",
    code_insee: str = "",
    day: dt.date | None = None,
    carte: Carte | None = None,
) -> Quartier | None:
    """The quartier in force where an address lies, by our own table; None when it is not sure.

    A QPV wins over a quartier of our own; two that fit as well leave the question to somebody.
    """
    starts = departs(adresse, commune=commune)
    wanted = {cle for start in starts for cle in start.cles()}
    if not wanted:
        return None
    known = _carte_of(_rows_named(wanted)) if carte is None else carte
    rows = [row for cle in wanted for row in known.voies.get(cle, ())]
    near = _around(rows, known, commune, code_insee, day=day or clock.today())
    here = {one.id: one for one in near}
    for start in starts:
        for cle in start.cles():
            held = [r for r in known.voies.get(cle, ()) if r.quartier_id in here]
            fits = [row for row in held if row.holds(start.numero)]
            if fits:
                return _best(fits, here)
    return None


@command(right=Droit.REGLAGES, label="Quartier enregistré")
def save_quartier(quartier: Quartier | None = None, **values: Any) -> Quartier:
    """Add a quartier, or change one."""
    kept = quartier or Quartier(nom="")
    before = (kept.commune, kept.code_insee)
    for name, value in values.items():
        setattr(kept, name, value)
    if kept.commune != before[0] and kept.code_insee == before[1]:
        kept.code_insee = ""  # that of the other commune
    kept.code = kept.code.strip().upper()
    kept.code_insee = kept.code_insee.strip() or insee_of(kept.commune)
    _check(kept)
    return kept.save()


@command(right=Droit.REGLAGES, label="Quartier retiré")
def retire_quartier(quartier: Quartier, *, au: dt.date | None = None) -> Quartier:
    """No longer in force after a day: what was counted before stays; nothing new is counted."""
    quartier.actif_au = au or clock.today() - dt.timedelta(days=1)
    _check(quartier)
    return quartier.save()


@command(right=Droit.REGLAGES, label="Quartier remis en vigueur")
def keep_quartier(quartier: Quartier) -> Quartier:
    quartier.actif_au = None
    return quartier.save()


@command(right=Droit.REGLAGES, label="Voie enregistrée")
def save_voie(quartier: Quartier, row: QuartierVoie | None = None, **values: Any) -> QuartierVoie:
    """Add a stretch of street to a quartier, or change one."""
    kept = row or QuartierVoie(quartier=quartier, voie="")
    for name, value in values.items():
        setattr(kept, name, value)
    kept.cle = voie_key(kept.voie)[:160]
    _check_voie(kept)
    return kept.save()


@command(right=Droit.REGLAGES, label="Voie retirée du quartier")
def remove_voie(row: QuartierVoie) -> None:
    row.remove()


def check_code(code: str) -> str:
    """A code of QPV in capitals, or nothing; `Invalid` says how it is written."""
    written = code.strip().upper()
    if written and not re.match(CODE_QPV, written):
        raise Invalid(
            "code",
            f"Code\u00a0: «\u00a0{code.strip()[:20]}\u00a0» n’est pas un code de quartier. "
            "Exemples\u00a0: QN08701M, QP087001.",
        )
    return written


def _check(quartier: Quartier) -> None:
    check_code(quartier.code)
    if not quartier.nom.strip():
        raise Invalid("nom", "Quartier\u00a0: donnez-lui un nom.")
    if quartier.code_insee and not re.fullmatch(r"\d[0-9AB]\d{3}", quartier.code_insee):
        raise Invalid(
            "code_insee", "Code INSEE\u00a0: il a cinq signes, comme 87085. Ou laissez-le vide."
        )
    if quartier.actif_du and quartier.actif_au and quartier.actif_au < quartier.actif_du:
        raise Invalid("actif_au", "Jusqu’au\u00a0: cette date précède le début. Vérifiez-la.")
    _check_alone(quartier)


def _check_alone(quartier: Quartier) -> None:
    """Two quartiers of one code, in force at the same time, could not be told apart."""
    if not quartier.code:
        return
    others: Any = Quartier.select().where(
        (Quartier.code == quartier.code)
        & (Quartier.id != quartier.id)
        & Quartier.archived_at.is_null()
    )
    for other in others:
        if other.is_active_at(quartier.actif_du or clock.today()):
            raise Refused(
                f"Le code {quartier.code} est déjà celui de «\u00a0{other.nom}\u00a0». Modifiez "
                "ce quartier, ou retirez-le d’abord."
            )


def _check_voie(row: QuartierVoie) -> None:
    if not row.cle:
        raise Invalid("voie", "Voie\u00a0: écrivez son nom, comme «\u00a0rue de la Paix\u00a0».")
    if row.parite not in PARITES:
        raise Invalid("parite", "Côté\u00a0: choisissez les deux côtés, pair ou impair.")
    for name in ("numero_min", "numero_max"):
        number = getattr(row, name)
        if number is not None and not 0 <= number <= 9999:
            raise Invalid(name, "Numéro\u00a0: écrivez un nombre de 0 à 9999, ou laissez vide.")
    if row.numero_min and row.numero_max and row.numero_max < row.numero_min:
        raise Invalid(
            "numero_max", "Au numéro\u00a0: il est plus petit que le premier. Inversez-les."
        )


def _rows_named(cles: set[str]) -> list[QuartierVoie]:
    query: Any = QuartierVoie.select().where(QuartierVoie.cle.in_(sorted(cles)))
    return list(query)


def _carte_of(rows: list[QuartierVoie]) -> Carte:
    """What these streets lie in."""
    if not rows:
        return Carte({}, {})
    query: Any = Quartier.select().where(Quartier.id.in_({row.quartier_id for row in rows}))
    return Carte(_by_key(rows), {one.id: one for one in query})


def _by_key(rows: Iterable[QuartierVoie]) -> dict[str, list[QuartierVoie]]:
    found: dict[str, list[QuartierVoie]] = {}
    for row in rows:
        found.setdefault(row.cle, []).append(row)
    return found


def _around(
    rows: list[QuartierVoie], carte: Carte, commune: str, code_insee: str, *, day: dt.date
) -> list[Quartier]:
    """The quartiers of these streets that are in force, in that commune as far as it is known."""
    if not rows:
        return []
    found = [carte.quartiers[key] for key in {row.quartier_id for row in rows}]
    code = code_insee or insee_of(commune)
    return [
        q
        for q in found
        if q.archived_at is None and q.is_active_at(day) and _is_in(q, commune, code)
    ]


def _is_in(quartier: Quartier, commune: str, code_insee: str) -> bool:
    if quartier.code_insee and code_insee:
        return bool(quartier.code_insee == code_insee)
    if quartier.commune and commune:
        return fold(quartier.commune) == fold(commune)
    return True


def _best(rows: list[QuartierVoie], here: dict[str, Quartier]) -> Quartier | None:
    def rank(row: QuartierVoie) -> tuple[bool, bool]:
        return (not here[row.quartier_id].qpv, row.is_whole)

    first = min(map(rank, rows))
    found = {row.quartier_id for row in rows if rank(row) == first}
    return here[found.pop()] if len(found) == 1 else None


def bounds(least: int | None, most: int | None) -> str:
    if least is None and most is None:
        return ""
    if most is None:
        return f"à partir du {least}"
    return f"jusqu’au {most}" if least is None else f"du {least} au {most}"
