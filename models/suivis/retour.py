"""A person who comes back: what the end of her last suivi proposes to the one that begins."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, NamedTuple

from models.base.command import command
from models.base.database import handle
from models.base.droit import Droit
from models.base.errors import Invalid, Refused
from models.base.table import tuples_of
from models.personnes.personne import Personne
from models.suivis.frein import Frein, FreinNiveau
from models.suivis.objectif import Objectif
from models.suivis.situation import Situation, SituationValeur
from models.suivis.suivi import Suivi, check_may_write, last_closed, open_suivi, previous

LIFTED = ("leve",)


class FreinLaisse(NamedTuple):
    """An obstacle that was still there at the end, at its last level."""

    frein: Frein
    niveau: FreinNiveau | None


class Reprise(NamedTuple):
    """What the last suivi leaves: to be looked at, and taken up piece by piece.

    `situation` holds the values of its last picture, by field; `du` is the day of that picture.
    """

    precedent: Suivi
    du: dt.date | None
    situation: dict[str, list[str]]
    freins: list[FreinLaisse]
    objectifs: list[Objectif]


def reprise_of(suivi: Suivi) -> Reprise | None:
    """What the suivi before this one proposes; None for a first one. Copies nothing."""
    handle().require_actor().require(Droit.SUIVI_LIRE)
    before = previous(suivi)
    return None if before is None else _left_by(before)


def reprise_for(personne: Personne, day: dt.date) -> Reprise | None:
    """What a suivi opened for somebody that day would take up; None if it is her first."""
    handle().require_actor().require(Droit.SUIVI_LIRE)
    before = last_closed(personne, day)
    return None if before is None else _left_by(before)


def following(suivi: Suivi) -> Suivi | None:
    """The suivi that goes on from the end of this one."""
    query: Any = Suivi.select().where(
        (Suivi.precedent == suivi.id)
        & (Suivi.personne == suivi.personne_id)
        & Suivi.archived_at.is_null()
    )
    found: Suivi | None = query.order_by(Suivi.ouvert_le).first()
    return found


@command(right=Droit.SUIVI_ECRIRE, label="Suivi ouvert")
def open_again(*, freins: Sequence[str], objectifs: Sequence[str], **values: Any) -> Suivi:
    """Open a suivi and take up what was chosen of the one before, in one act."""
    suivi: Suivi = open_suivi(**values)
    if freins or objectifs:
        if previous(suivi) is None:
            raise Invalid(
                "ouvert_le",
                "Ouvert le\u00a0: ce jour-là, le suivi précédent n’était pas terminé. Donnez une "
                "date d’après, ou décochez ce qui en est repris.",
            )
        take_up(suivi, freins=freins, objectifs=objectifs)
    return suivi


def _left_by(before: Suivi) -> Reprise:
    picture = _last_picture(before.id)
    return Reprise(
        before,
        picture.date if picture else None,
        _values_of(picture.id) if picture else {},
        _still_there(before.id),
        _still_open(before.id),
    )


@command(right=Droit.SUIVI_ECRIRE, label="Reprise du suivi précédent")
def take_up(suivi: Suivi, *, freins: Sequence[str], objectifs: Sequence[str]) -> None:
    """Carry over the obstacles and goals that were chosen, as they stood, dated of the opening."""
    check_may_write(suivi.id)
    reprise = reprise_of(suivi)
    if reprise is None:
        raise Refused("Ce suivi est le premier\u00a0: il n’y a rien à reprendre.")
    left = {one.frein.id: one for one in reprise.freins}
    wanted = {one.id: one for one in reprise.objectifs}
    if set(freins) - set(left) or set(objectifs) - set(wanted):
        raise Refused("Ce qui était proposé a changé depuis. Rouvrez la reprise, puis choisissez.")
    known = _values_here(Frein, suivi.id)
    taken = {key: _carry_frein(suivi, left[key]) for key in freins
             if left[key].frein.valeur_id not in known}  # fmt: skip
    for key in objectifs:
        _carry_objectif(suivi, wanted[key], taken)


def _carry_frein(suivi: Suivi, left: FreinLaisse) -> Frein:
    made = Frein(suivi=suivi, valeur=left.frein.valeur_id, precision=left.frein.precision).save()
    if left.niveau is not None:
        FreinNiveau(
            frein=made,
            date=suivi.ouvert_le,
            intensite=left.niveau.intensite,
            etat=left.niveau.etat,
            par=handle().require_actor().agent_id,
        ).save()
    return made


def _carry_objectif(suivi: Suivi, objectif: Objectif, taken: dict[str, Frein]) -> None:
    frein = taken.get(str(objectif.__data__["frein"]))
    Objectif(
        suivi=suivi,
        valeur=objectif.valeur_id,
        intitule=objectif.intitule,
        frein=frein,
        fixe_le=suivi.ouvert_le,
    ).save()


def _values_here(table: Any, suivi_id: str) -> set[str]:
    query = table.select(table.valeur).where(
        (table.suivi == suivi_id) & table.archived_at.is_null()
    )
    return {row[0] for row in tuples_of(query)}


def _last_picture(suivi_id: str) -> Situation | None:
    query: Any = Situation.select().where(
        (Situation.suivi == suivi_id) & Situation.archived_at.is_null()
    )
    found: Situation | None = query.order_by(Situation.date.desc(), Situation.id.desc()).first()
    return found


def _values_of(situation_id: str) -> dict[str, list[str]]:
    query: Any = SituationValeur.select(SituationValeur.champ, SituationValeur.valeur)
    found: dict[str, list[str]] = {}
    for champ, valeur in tuples_of(query.where(SituationValeur.situation == situation_id)):
        found.setdefault(champ, []).append(valeur)
    return found


def _still_there(suivi_id: str) -> list[FreinLaisse]:
    freins: Any = Frein.select().where((Frein.suivi == suivi_id) & Frein.archived_at.is_null())
    known = list(freins.order_by(Frein.id))
    levels: Any = FreinNiveau.select().where(
        FreinNiveau.frein.in_([one.id for one in known] or [""]) & FreinNiveau.archived_at.is_null()
    )
    last: dict[str, FreinNiveau] = {
        niveau.frein_id: niveau for niveau in levels.order_by(FreinNiveau.date, FreinNiveau.id)
    }
    left = [FreinLaisse(one, last.get(one.id)) for one in known]
    return [one for one in left if one.niveau is None or one.niveau.etat not in LIFTED]


def _still_open(suivi_id: str) -> list[Objectif]:
    query: Any = Objectif.select().where(
        (Objectif.suivi == suivi_id)
        & Objectif.archived_at.is_null()
        & Objectif.atteint_le.is_null()
        & Objectif.abandonne_le.is_null()
    )
    return list(query.order_by(Objectif.fixe_le, Objectif.id))
