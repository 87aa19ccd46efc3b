"""What a person agrees to: to be written to, to have facts shared… with its date."""

import datetime as dt
from typing import Any, NamedTuple

from models.base import clock
from models.base.command import command
from models.base.droit import Droit
from models.base.errors import Invalid, Refused
from models.base.fields import BooleanField, DayField, ForeignKey
from models.base.table import Table
from models.nomenclatures.valeur import Valeur, choices
from models.personnes.personne import Personne

DONNE, REFUSE, RETIRE = "donne", "refuse", "retire"
REPONSES = ((DONNE, "Donné"), (REFUSE, "Refusé"), (RETIRE, "Retiré"))
_WORDS = {DONNE: "donné", REFUSE: "refusé", RETIRE: "retiré"}
_KINDS = {DONNE: "good", REFUSE: "danger", RETIRE: "attention"}


class PersonneAccord(Table):
    """One answer on one day; a later answer is another row, so that the past can be told."""

    accord_id: str

    personne = ForeignKey(Personne)
    accord = ForeignKey(Valeur, index=False, verbose_name="Accord")
    donne = BooleanField(verbose_name="Donné")
    date = DayField(verbose_name="Date")
    retire_le = DayField(null=True, verbose_name="Retiré le")

    @property
    def etat(self) -> str:
        if self.retire_le is not None:
            return RETIRE
        return DONNE if self.donne else REFUSE


class Reponse(NamedTuple):
    """Where one agreement stands."""

    accord: str
    libelle: str
    etat: str
    date: dt.date

    @property
    def texte(self) -> str:
        """« donné le 12/03/2026 »."""
        return f"{_WORDS[self.etat]} le {self.date:%d/%m/%Y}"

    @property
    def kind(self) -> str:
        return _KINDS[self.etat]


def history_of(personne_id: str) -> list[PersonneAccord]:
    """All her answers, the last one first."""
    query: Any = PersonneAccord.select().where(PersonneAccord.personne == personne_id)
    return list(query.order_by(PersonneAccord.date.desc(), PersonneAccord.id.desc()))


def accords_of(personne_id: str) -> list[Reponse]:
    """The last answer to each question that she was asked, in the order of the list."""
    last: dict[str, PersonneAccord] = {}
    for row in history_of(personne_id):
        last.setdefault(row.accord_id, row)
    if not last:
        return []
    labels: dict[str, str] = dict(choices("accord_personne"))
    order = [*labels, *(key for key in last if key not in labels)]
    return [
        Reponse(
            key,
            labels.get(key) or last[key].accord.libelle,
            last[key].etat,
            last[key].retire_le or last[key].date,
        )
        for key in order
        if key in last
    ]


@command(right=Droit.PERSONNES, label="Accord noté")
def note_accord(
    personne: Personne, *, accord: str, reponse: str, date: dt.date | None = None
) -> PersonneAccord:
    """Note that she agrees, refuses, or takes back what she agreed to, on a day."""
    day = date or clock.today()
    if day > clock.today():
        raise Invalid("date", "Date\u00a0: elle est dans l’avenir. Vérifiez-la.")
    last = next((r for r in history_of(personne.id) if r.accord_id == accord), None)
    since = None if last is None else last.retire_le or last.date
    if since is not None and day < since:
        raise Invalid(
            "date",
            f"Date\u00a0: une réponse plus récente est notée, du {since:%d/%m/%Y}. Écrivez une "
            "date qui la suit.",
        )
    if reponse == RETIRE:
        return _take_back(last, day)
    given = reponse == DONNE
    return PersonneAccord(personne=personne, accord=accord, donne=given, date=day).save()


def _take_back(last: PersonneAccord | None, day: dt.date) -> PersonneAccord:
    if last is None or last.etat != DONNE:
        raise Refused(
            "Cet accord n’est pas donné\u00a0: il n’y a rien à retirer. Notez plutôt un refus."
        )
    last.retire_le = day
    return last.save()
