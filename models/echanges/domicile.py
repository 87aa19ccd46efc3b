"""The quartiers of the addresses that an import brings: computed, never over what is stated."""

from collections.abc import Iterable, Mapping

from models.nomenclatures.communes import insee_of
from models.personnes import zonage
from models.personnes.personne import Personne, set_criteres, sources_of

_ADDRESS = frozenset(("adresse", "code_postal", "commune"))
_NOWHERE = zonage.Zone(None, None, None, ("", "", ""))


def settle_new(people: Iterable[Personne], told: Mapping[str, str]) -> set[str]:
    """Place those who are not saved yet; returns the keys of those who then live in a QPV.

    `told` says of whom the file states it, and in whose words: that is kept.
    """
    residents: set[str] = set()
    for personne in people:
        personne.code_insee = insee_of(personne.commune, personne.code_postal)
        if not personne.adresse:
            continue
        known = {zonage.QPV: told[personne.id]} if personne.id in told else {}
        zonage.settle(personne, _NOWHERE, criteres=None, known=known)
        if zonage.lives_in_qpv(personne):
            residents.add(personne.id)
    return residents


def settle_known(personne: Personne, changed: Iterable[str], before: zonage.Zone) -> None:
    """Save a file whose facts an import filled or took back; its quartier follows its address."""
    if not _ADDRESS & set(changed):
        personne.save()
        return
    known = sources_of(personne)
    personne.code_insee = insee_of(personne.commune, personne.code_postal)
    wanted = zonage.settle(personne, before, criteres=None, known=known)
    personne.save()
    set_criteres(personne, wanted, known)
