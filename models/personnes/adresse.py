"""Where a person lives or gets her letters: what each kind of address asks for, until when."""

import calendar
import datetime as dt
import enum
from typing import Any, NamedTuple

from models.base import clock
from models.base.errors import Invalid

DOMICILIATION = "type_adresse.domiciliation"
_STREET = ("adresse", "code_postal", "commune", "quartier", "qpv", "source_qpv", "qpv_verifie_le")
_HOST = ("heberge_par", *_STREET)
_TERM = ("domiciliee_du", "domiciliee_au")
FIELDS: dict[str | None, tuple[str, ...]] = {
    "type_adresse.chez_tiers": _HOST,
    "type_adresse.structure_hebergement": _HOST,
    DOMICILIATION: (*_HOST, *_TERM),
    "type_adresse.sans_adresse": (),
    "type_adresse.nc": (),
}
ALL_FIELDS = (*_HOST, *_TERM)
NOTICE = 2  # months before the end of a domiciliation


class Etat(enum.StrEnum):
    """How a domiciliation stands on a day."""

    EN_COURS = "en_cours"
    A_RENOUVELER = "a_renouveler"
    ECHUE = "echue"


class Echeance(NamedTuple):
    """The end of a domiciliation, and how it stands."""

    au: dt.date
    etat: Etat

    @property
    def texte(self) -> str:
        """What a desk must know of it; nothing while it runs."""
        return {
            Etat.EN_COURS: "",
            Etat.A_RENOUVELER: f"Domiciliation à renouveler avant le {self.au:%d/%m/%Y}",
            Etat.ECHUE: f"Domiciliation échue depuis le {self.au:%d/%m/%Y}",
        }[self.etat]


def fields_of(type_adresse: str | None) -> tuple[str, ...]:
    """The columns that a kind of address asks for; any other kind, a home's."""
    return FIELDS.get(type_adresse, _STREET)


def echeance_of(personne: Any, day: dt.date) -> Echeance | None:
    """Where her domiciliation stands; None if she has none, or no end is known."""
    if personne.type_adresse_id != DOMICILIATION or personne.domiciliee_au is None:
        return None
    au: dt.date = personne.domiciliee_au
    if au < day:
        return Echeance(au, Etat.ECHUE)
    due = day >= months_from(au, -NOTICE)
    return Echeance(au, Etat.A_RENOUVELER if due else Etat.EN_COURS)


def notice_until(day: dt.date) -> dt.date:
    """The last end of domiciliation that is to be renewed on a day."""
    return months_from(day, NOTICE)


def settle(personne: Any, *, kind_changed: bool) -> None:
    """Leave nothing in what a new kind of address does not ask for; a domiciliation has an end."""
    if kind_changed:
        for name in set(ALL_FIELDS) - set(fields_of(personne.type_adresse_id)):
            empty = "" if name in ("heberge_par", *_STREET[:4]) else None
            setattr(personne, name, empty)
    if personne.type_adresse_id != DOMICILIATION:
        return
    du, au = personne.domiciliee_du, personne.domiciliee_au
    if du is not None and au is None:
        personne.domiciliee_au = months_from(du, 12) - dt.timedelta(days=1)
    if du is not None and au is not None and au < du:
        raise Invalid(
            "domiciliee_au",
            "Domiciliation jusqu’au\u00a0: cette date précède le début. Vérifiez-la, ou laissez-la "
            "vide\u00a0: ce sera un an.",
        )


def settle_identite(personne: Any) -> None:
    """A document seen has its day; an identity that is only told has no document."""
    if personne.identite_document_id or personne.identite_vue_le:
        personne.identite = personne.identite_id or "identite.vue"
    if personne.identite_id != "identite.vue":
        personne.identite_document, personne.identite_vue_le = None, None
    elif personne.identite_vue_le is None:
        personne.identite_vue_le = clock.today()
    elif personne.identite_vue_le > clock.today():
        raise Invalid("identite_vue_le", "Vu le\u00a0: cette date est dans l’avenir. Vérifiez-la.")


def months_from(day: dt.date, months: int) -> dt.date:
    """The same day some months later or earlier, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))
