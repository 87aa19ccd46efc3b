"""What stands in the way of a project, how much, and when it was lifted."""

import datetime as dt
import itertools
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from models.base.command import command
from models.base.database import handle
from models.base.droit import Droit
from models.base.errors import Invalid, Refused
from models.base.fields import CodeField, DayField, ForeignKey, IntegerField, TextField
from models.base.search import fold
from models.base.table import Table
from models.comptes.agent import Agent
from models.nomenclatures.valeur import Valeur
from models.suivis.regles import Dite, check_code, check_day, held, listed, require_reading, said
from models.suivis.suivi import Suivi

REPERE, EN_TRAVAIL, LEVE = "repere", "en_travail", "leve"
AUCUNE_GENE, LEGERE, BLOQUE = 0, 1, 3
SENSIBLE = (
    "Sujet sensible\u00a0: à ne noter que si c’est utile au projet et dit par la personne. Il "
    "n’est pas repris dans ce qui se partage ou s’imprime sans être choisi."
)


class Frein(Table):
    """One obstacle of one suivi, said by its effect; where it stands is its last level."""

    suivi_id: str
    valeur_id: str

    suivi = ForeignKey(Suivi)
    valeur = ForeignKey(Valeur, nomenclature="frein", verbose_name="Frein")
    precision = TextField(
        max_length=200,
        default="",
        verbose_name="Précision",
        help_text="L’effet sur le projet, jamais un diagnostic.",
    )


class FreinNiveau(Table):
    """What was found of it on a day: from 0, no trouble, to 3, it blocks the project."""

    frein_id: str

    frein = ForeignKey(Frein)
    date = DayField(verbose_name="Constaté le")
    intensite = IntegerField(verbose_name="Intensité")
    etat = CodeField(nomenclature="etat_frein", verbose_name="État")
    par = ForeignKey(Agent, null=True, index=False)

    class Meta:
        indexes = ((("frein", "date"), False),)


@dataclass(frozen=True)
class FreinSuivi:
    """A frein and all that was found of it, oldest first: at least one level."""

    frein: Frein
    dite: Dite
    niveaux: tuple[FreinNiveau, ...]

    @property
    def libelle(self) -> str:
        return self.dite.libelle

    @property
    def theme(self) -> str:
        return self.dite.theme

    @property
    def sensible(self) -> bool:
        """Whether it asks for care; then `SENSIBLE` says so beside it."""
        return self.dite.sensible

    @property
    def present(self) -> FreinNiveau:
        return self.niveaux[-1]

    @property
    def depuis(self) -> dt.date:
        """Since when it stands where it does: same state, same intensity."""
        return self._since(lambda one: (one.etat, one.intensite))

    @property
    def leve_le(self) -> dt.date | None:
        """When it was lifted, if it is lifted now."""
        return self._since(lambda one: one.etat) if self.present.etat == LEVE else None

    def _since(self, what: Callable[[FreinNiveau], object]) -> dt.date:
        last = what(self.present)
        run = itertools.takewhile(lambda one: what(one) == last, reversed(self.niveaux))
        days: list[dt.date] = [one.date for one in run]
        return days[-1]


def freins_of(suivi_id: str) -> list[FreinSuivi]:
    """What stands in the way, the heaviest first, then what was lifted, the latest first."""
    return freins_of_each([suivi_id])[suivi_id]


def freins_of_each(suivis: Collection[str]) -> dict[str, list[FreinSuivi]]:
    """Those of each of these suivis, read at once."""
    require_reading()
    query: Any = Frein.select().where(Frein.suivi.in_(list(suivis)) & Frein.archived_at.is_null())
    rows: list[Frein] = list(query)
    levels = _levels([frein.id for frein in rows])
    words = said(frein.valeur_id for frein in rows)
    told = [FreinSuivi(one, words[one.valeur_id], tuple(levels[one.id])) for one in rows]
    found: dict[str, list[FreinSuivi]] = {key: [] for key in suivis}
    for one in sorted((one for one in told if one.niveaux), key=_weight):
        found[one.frein.suivi_id].append(one)
    return found


def niveaux_of(frein_id: str) -> list[FreinNiveau]:
    """All that was found of a frein, oldest first."""
    require_reading()
    return _levels([frein_id])[frein_id]


@command(right=Droit.SUIVI_ECRIRE, label="Frein noté")
def note_frein(
    suivi_id: str,
    valeur: str,
    *,
    date: dt.date,
    intensite: int,
    etat: str = REPERE,
    precision: str = "",
) -> Frein:
    """Note a frein with its first level; one that was lifted in this suivi is opened again."""
    suivi = held(suivi_id)
    value = _value(valeur, precision)
    known = _same(suivi.id, value, precision=precision)
    if known is None:
        frein = Frein(suivi=suivi, valeur=value, precision=precision).save()
        note_niveau(frein, date=date, intensite=intensite, etat=etat)
        return frein
    last = _levels([known.id])[known.id][-1]
    if last.etat != LEVE:
        raise Invalid(
            "valeur",
            f"Frein\u00a0: «\u00a0{value.libelle}\u00a0» est déjà noté dans ce suivi. Notez un "
            "nouveau constat sur ce frein.",
        )
    if date <= last.date:
        raise Invalid(
            "date",
            f"Constaté le\u00a0: ce frein a été levé le {last.date:%d/%m/%Y}. S’il est revenu, "
            "donnez une date d’après\u00a0; sinon, corrigez ce constat.",
        )
    if precision:
        known.precision = precision
        known.save()
    note_niveau(known, date=date, intensite=intensite, etat=etat)
    return known


@command(right=Droit.SUIVI_ECRIRE, label="Constat noté")
def note_niveau(
    frein: Frein, *, date: dt.date, intensite: int, etat: str = EN_TRAVAIL
) -> FreinNiveau:
    """What is found of a frein on a day, in place of what was found of it the same day."""
    _check_level(_suivi_of(frein), date=date, intensite=intensite, etat=etat)
    known = next((one for one in _levels([frein.id])[frein.id] if one.date == date), None)
    niveau = known or FreinNiveau(frein=frein, date=date)
    niveau.intensite, niveau.etat = intensite, etat
    niveau.par = handle().require_actor().agent_id
    return niveau.save()


@command(right=Droit.SUIVI_ECRIRE, label="Frein levé")
def lift_frein(frein: Frein, *, date: dt.date) -> FreinNiveau:
    """Say that a frein no longer stands in the way since a day."""
    return note_niveau(frein, date=date, intensite=AUCUNE_GENE, etat=LEVE)


@command(right=Droit.SUIVI_ECRIRE, label="Levée retirée")
def resume_frein(frein: Frein) -> None:
    """Take back that a frein was lifted: it stands where it stood before."""
    _suivi_of(frein)
    levels = _levels([frein.id])[frein.id]
    kept = [at for at, one in enumerate(levels, start=1) if one.etat != LEVE][-1:]
    if not kept:
        raise Refused(
            "Ce frein n’a pas d’autre constat que sa levée. Corrigez ce constat, ou retirez le "
            "frein."
        )
    for niveau in levels[kept[0] :]:
        niveau.remove()


@command(right=Droit.SUIVI_ECRIRE, label="Constat corrigé")
def correct_niveau(niveau: FreinNiveau, *, date: dt.date, intensite: int, etat: str) -> FreinNiveau:
    """Change what was written of a day; it may not take the place of another day's finding."""
    suivi = _suivi_of(niveau.frein)
    _check_level(suivi, date=date, intensite=intensite, etat=etat, known=niveau.date)
    others = [one for one in _levels([niveau.frein_id])[niveau.frein_id] if one.id != niveau.id]
    if any(one.date == date for one in others):
        raise Invalid(
            "date",
            "Constaté le\u00a0: un autre constat de ce frein est de ce jour. Corrigez-le, ou "
            "donnez une autre date.",
        )
    niveau.date, niveau.intensite, niveau.etat = date, intensite, etat
    return niveau.save()


@command(right=Droit.SUIVI_ECRIRE, label="Constat retiré")
def remove_niveau(niveau: FreinNiveau) -> None:
    """Take away a finding written by mistake; the last one goes with its frein."""
    _suivi_of(niveau.frein)
    if len(_levels([niveau.frein_id])[niveau.frein_id]) == 1:
        raise Refused("C’est le seul constat de ce frein. Corrigez-le, ou retirez le frein.")
    niveau.remove()


@command(right=Droit.SUIVI_ECRIRE, label="Frein corrigé")
def correct_frein(frein: Frein, *, valeur: str, precision: str = "") -> Frein:
    """Say otherwise what a frein is; its levels stay."""
    suivi = _suivi_of(frein)
    value = _value(valeur, precision)
    other = _same(suivi.id, value, precision=precision, but=frein.id)
    if other is not None:
        raise Invalid(
            "valeur",
            f"Frein\u00a0: «\u00a0{value.libelle}\u00a0» est déjà noté dans ce suivi. Retirez "
            "l’un des deux.",
        )
    frein.valeur, frein.precision = value.id, precision
    return frein.save()


@command(right=Droit.SUIVI_ECRIRE, label="Frein retiré")
def archive_frein(frein: Frein) -> Frein:
    """Take a frein noted by mistake out of the suivi; one that is over is lifted instead."""
    _suivi_of(frein)
    return frein.archive()


def _suivi_of(frein: Frein) -> Suivi:
    suivi = held(frein.suivi_id)
    if Frein.select().where((Frein.id == frein.id) & Frein.archived_at.is_null()).exists():
        return suivi
    raise Refused("Ce frein a été retiré sur un autre poste. Notez-le de nouveau s’il le faut.")


def _levels(keys: Sequence[str]) -> dict[str, list[FreinNiveau]]:
    levels: dict[str, list[FreinNiveau]] = {key: [] for key in keys}
    query: Any = FreinNiveau.select().where(FreinNiveau.frein.in_(list(keys)))
    for niveau in query.order_by(FreinNiveau.date, FreinNiveau.created_at):
        levels[niveau.frein_id].append(niveau)
    return levels


def _weight(told: FreinSuivi) -> tuple[Any, ...]:
    if told.leve_le is not None:
        return (1, -told.leve_le.toordinal(), told.libelle)
    return (0, -told.present.intensite, told.libelle)


def _value(valeur: str, precision: str) -> Valeur:
    value = listed("frein", valeur, field="valeur", label="Frein")
    if value.precision and not precision.strip():
        raise Invalid(
            "precision",
            f"Précision\u00a0: dites ce que cache «\u00a0{value.libelle}\u00a0», par son effet.",
        )
    return value


def _same(suivi_id: str, value: Valeur, *, precision: str, but: str = "") -> Frein | None:
    """This frein in the suivi already; « Autre » is as many freins as it has precisions."""
    query: Any = Frein.select().where(
        (Frein.suivi == suivi_id)
        & (Frein.valeur == value.id)
        & (Frein.id != but)
        & Frein.archived_at.is_null()
    )
    told = fold(precision)
    return next((one for one in query if not value.precision or fold(one.precision) == told), None)


def _check_level(
    suivi: Suivi, *, date: dt.date, intensite: int, etat: str, known: dt.date | None = None
) -> None:
    if date != known:  # what stands there since a clock was set back may stay
        check_day(date, field="date", label="Constaté le", suivi=suivi)
    if not AUCUNE_GENE <= intensite <= BLOQUE:
        raise Invalid("intensite", "Intensité\u00a0: choisissez de 0 (aucune gêne) à 3 (bloque).")
    check_code("etat_frein", etat, field="etat", label="État")
    if etat == LEVE and intensite > LEGERE:
        raise Invalid(
            "intensite",
            "Intensité\u00a0: un frein levé ne gêne plus le projet. Baissez-la, ou choisissez "
            "«\u00a0Stabilisé\u00a0».",
        )
