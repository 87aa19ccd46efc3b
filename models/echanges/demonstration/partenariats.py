"""Who else acts for the young people of the demonstration, and what was shared with them."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from models.base import telephone
from models.base.table import dumps
from models.echanges.demonstration.calendrier import DAY, open_day
from models.echanges.demonstration.hasard import Hasard
from models.echanges.demonstration.vecu import Lignes, Vecu
from models.nomenclatures.structure import Structure, structure_named
from models.suivis.intervenant import Intervenant
from models.suivis.partage import ECRIT, INFORMEE, ORAL, Partage
from models.suivis.suivi import add_months

_ALONE = 40  # percent of the suivis in which nobody else is noted
_ACCORDS = {ORAL: 6, ECRIT: 3, INFORMEE: 2}
_LASTS = 6  # months
_TAKEN_BACK_EVERY, _UNTOLD_EVERY = 9, 11


class Partenariats:
    """Tells one suivi after another; its rows are written by `Lignes`."""

    def __init__(self, partenaires: Sequence[Mapping[str, Any]], lignes: Lignes) -> None:
        self._partenaires, self._lignes = partenaires, lignes
        self._hasard, self._count = Hasard("partenariats"), 0
        self._structures: dict[str, Structure] = {}

    def tell(self, vecu: Vecu) -> None:
        since = open_day(vecu.ouvert_le + self._hasard.between(10, 30) * DAY)
        if since > vecu.fin or self._hasard.chance(_ALONE):
            return
        for entry in self._hasard.shuffled(self._partenaires)[: self._hasard.between(1, 2)]:
            partner = self._partner(vecu, entry, since)
            self._lignes.keep(partner)
            day = open_day(since + self._hasard.between(5, 60) * DAY)
            if day <= vecu.fin:
                self._lignes.keep(self._partage(vecu, partner, entry, day))

    def _partner(self, vecu: Vecu, entry: Mapping[str, Any], since: dt.date) -> Intervenant:
        return Intervenant(
            id=self._key(since),
            suivi=vecu.suivi.id,
            structure=self._structure(entry["structure"]),
            nom=entry["nom"],
            fonction=entry["fonction"],
            telephone=telephone.normalise(entry["telephone"]),
            du=since,
            au=vecu.clos_le,
        )

    def _partage(
        self, vecu: Vecu, partner: Intervenant, entry: Mapping[str, Any], day: dt.date
    ) -> Partage:
        """She agreed before, most often; once in a while she took it back, or is still to know."""
        self._count += 1
        untold = self._count % _UNTOLD_EVERY == 0
        end = add_months(day, _LASTS)
        taken = open_day(day + self._hasard.between(10, 90) * DAY)
        back = self._count % _TAKEN_BACK_EVERY == 0 and taken <= vecu.fin and not untold
        return Partage(
            id=self._key(day),
            suivi=vecu.suivi.id,
            intervenant=partner.id,
            destinataire=f"{entry['nom']}, {entry['fonction']}, {entry['structure']}",
            contenu=dumps(entry["contenu"]),
            date=day,
            motif=entry["motif"],
            accord="" if untold else self._hasard.weighted(_ACCORDS),
            accord_le=None if untold else open_day(day - self._hasard.between(0, 6) * DAY, -1),
            fin_le=end,
            retire_le=taken if back else None,
        )

    def _structure(self, nom: str) -> str:
        if nom not in self._structures:
            self._structures[nom] = structure_named(nom)
        return str(self._structures[nom].id)

    def _key(self, day: dt.date) -> str:
        return self._hasard.key_at(dt.datetime.combine(day, dt.time(9, 30), dt.UTC))
