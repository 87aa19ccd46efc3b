"""The quartier of a person: computed from her address, unless somebody said otherwise.

What a human stated (« vérifié sur le site officiel », « dit par la personne ») is never written
over: a computation that differs is told beside it. The criterion « réside en QPV » follows, as the
stated fact that it is, with its day and its source.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from models.base import clock
from models.nomenclatures.quartier import Carte, Quartier, quartier_of

QPV = "critere_public.qpv"
CALCUL, DECLARATIF = "source_qpv.calcul", "source_qpv.declaratif"
STATED = frozenset((DECLARATIF, "source_qpv.simulateur"))
INCONNU = "source_qpv.inconnu"


class Zone(NamedTuple):
    """What a file holds of its quartier and of what it is computed from."""

    qpv: str | None
    source: str | None
    verifie_le: Any
    adresse: tuple[str, str, str]

    @property
    def said(self) -> tuple[Any, ...]:
        return (self.qpv, self.source, self.verifie_le)


def zone_of(personne: Any) -> Zone:
    address = (personne.adresse, personne.commune, personne.code_insee)
    return Zone(personne.qpv_id, personne.source_qpv_id, personne.qpv_verifie_le, address)


def computed_quartier(personne: Any, carte: Carte | None = None) -> Quartier | None:
    """The quartier in force where her address lies, by our own table (`carte`: at hand)."""
    if not personne.adresse:
        return None
    commune, code = personne.commune, personne.code_insee
    return quartier_of(personne.adresse, commune=commune, code_insee=code, carte=carte)


def doubt_of(personne: Any) -> Quartier | None:
    """The quartier that her address gives, when it is not the one that somebody stated."""
    if personne.source_qpv_id not in STATED:
        return None
    found = computed_quartier(personne)
    return found if found is not None and found.id != personne.qpv_id else None


def settle(
    personne: Any,
    before: Zone,
    *,
    criteres: Iterable[str] | None,
    known: dict[str, str],
    carte: Carte | None = None,
) -> set[str]:
    """Bring quartier, source, day and criterion together; returns the criteria she then meets.

    `criteres` are those of a form (None: not asked), `known` the stored ones with their source;
    with a `carte`, nothing is asked of the base.
    """
    wanted = set(known) if criteres is None else set(criteres)
    ticked = criteres is not None and (QPV in wanted) != (QPV in known)
    if zone_of(personne).said != before.said:
        _take_statement(personne, before)
        if personne.source_qpv_id in STATED and not ticked:
            wanted.discard(QPV)
    elif ticked:
        _take_criterion(personne, met=QPV in wanted)
    elif personne.source_qpv_id not in STATED:
        told = known.get(QPV, "calcul") != "calcul"
        _compute(personne, before, told=told, carte=carte)
        if known.get(QPV) == "calcul":
            wanted.discard(QPV)
    if lives_in_qpv(personne):
        wanted.add(QPV)
    return wanted


def lives_in_qpv(personne: Any) -> bool:
    return personne.qpv_id is not None and bool(personne.qpv.qpv)


def _take_statement(personne: Any, before: Zone) -> None:
    """Somebody chose a quartier, a source or a day."""
    if personne.source_qpv_id == INCONNU:
        personne.qpv = None
    elif personne.source_qpv_id in (None, CALCUL):
        personne.source_qpv = DECLARATIF if personne.qpv_id != before.qpv else CALCUL
    if personne.qpv_verifie_le in (None, before.verifie_le):
        personne.qpv_verifie_le = clock.today()
    _name_quartier(personne, before)


def _take_criterion(personne: Any, *, met: bool) -> None:
    """Somebody ticked or unticked « réside en QPV »."""
    if met == lives_in_qpv(personne):
        return
    personne.qpv = None
    personne.source_qpv, personne.qpv_verifie_le = DECLARATIF, clock.today()


def _compute(personne: Any, before: Zone, *, told: bool, carte: Carte | None) -> None:
    moved = zone_of(personne).adresse != before.adresse
    if not moved and before.source is not None:
        return
    found = computed_quartier(personne, carte)
    if found is not None and (found.qpv or not told):
        if found.id != before.qpv or before.source != CALCUL:
            personne.qpv, personne.source_qpv = found, CALCUL
            personne.qpv_verifie_le = clock.today()
    elif before.source == CALCUL:
        personne.qpv, personne.source_qpv, personne.qpv_verifie_le = None, None, None
    _name_quartier(personne, before, carte)


def _name_quartier(personne: Any, before: Zone, carte: Carte | None = None) -> None:
    """The name of the quartier is written as long as nobody wrote another."""
    if personne.qpv_id == before.qpv:
        return
    old = _named(before.qpv, carte) if before.qpv else None
    if personne.quartier in ("", old.nom if old is not None else ""):
        personne.quartier = personne.qpv.nom if personne.qpv_id is not None else ""


def _named(key: str, carte: Carte | None) -> Quartier | None:
    if carte is not None:
        return carte.quartiers.get(key)
    found: Quartier | None = Quartier.get_or_none(Quartier.id == key)
    return found
