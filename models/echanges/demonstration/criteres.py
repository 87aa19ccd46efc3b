"""The criteria of public that the demonstration's people meet, as they told them."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from models.base.table import add_all
from models.echanges.demonstration.hasard import Hasard
from models.personnes.personne import Personne, PersonneCritere
from models.personnes.zonage import lives_in_qpv

# How many in a hundred, and from what age to what age.
_SHARES = {
    "rsa": (13, 25, 64), "aah": (4, 20, 62), "ass": (2, 25, 64), "handicap": (5, 16, 90),
    "parent_isole": (10, 20, 55), "sans_hebergement": (2, 18, 70), "refugie": (3, 18, 70),
    "difficulte_francais": (16, 18, 90), "difficulte_mobilite": (7, 16, 95),
    "difficulte_numerique": (24, 30, 95), "sans_ordinateur": (12, 16, 95),
    "sans_qualification": (14, 16, 60),
}  # fmt: skip
_QPV_TOLD = 85  # in a hundred of those who live there


def write_criteres(
    personnes: Sequence[Personne], visites: Mapping[str, dt.date], *, qpv: frozenset[str]
) -> None:
    """Write what each told on her first visit, inside a command; `qpv` are quarters."""
    hasard = Hasard("criteres")
    rows = []
    for personne in personnes:
        day = visites.get(personne.id)
        if day is None:
            continue
        instant = dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC)
        for code in _told(personne, day, qpv, hasard=hasard):
            key = f"critere_public.{code}"
            rows.append((hasard.key_at(instant), personne.id, key, day, "declaratif"))
    add_all(PersonneCritere, ("id", "personne", "critere", "constate_le", "source"), rows)


def _told(
    personne: Personne, day: dt.date, qpv: frozenset[str], *, hasard: Hasard
) -> Iterator[str]:
    told = personne.quartier in qpv and hasard.chance(_QPV_TOLD)
    if told and not lives_in_qpv(personne):  # the address has told it already
        yield "qpv"
    age = personne.age_at(day)
    for code, (share, least, most) in _SHARES.items():
        if age is not None and least <= age <= most and hasard.chance(share):
            yield code
