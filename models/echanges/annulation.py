"""A whole import taken back: what it made and nobody touched since goes; the rest stays, and is
told."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from models.accueil.passage import Passage
from models.base import clock
from models.base.command import command
from models.base.droit import Droit
from models.base.errors import Refused
from models.base.listing import as_text
from models.base.progress import Progress
from models.base.table import PlainTable, archive_all, tuples_of
from models.echanges.completer import fact_of, set_fact
from models.echanges.domicile import settle_known
from models.echanges.intacts import packets, untouched
from models.echanges.reprise import Importation
from models.echanges.trace import Complement, Retrait, Trace, packed, unpacked
from models.personnes import mots
from models.personnes.fusion import Homonymie
from models.personnes.personne import Personne, PersonneCritere
from models.personnes.zonage import zone_of


@dataclass(frozen=True)
class Annulation:
    """In figures: what was taken back, what stays and why."""

    passages: int
    passages_gardes: int
    personnes: int
    personnes_gardees: int
    retablis: int
    complements: int

    @property
    def phrase(self) -> str:
        """What the person reads."""
        parts = [f"{_count(self.passages, 'passage retiré', 'passages retirés')}"]
        parts.append(_count(self.personnes, "dossier archivé", "dossiers archivés"))
        if self.passages_gardes:
            parts.append(
                _count(self.passages_gardes, "passage corrigé depuis gardé",
                       "passages corrigés depuis gardés")
            )  # fmt: skip
        if self.personnes_gardees:
            parts.append(
                _count(self.personnes_gardees, "dossier utilisé depuis gardé",
                       "dossiers utilisés depuis gardés")
            )  # fmt: skip
        if self.retablis:
            parts.append(
                _count(self.retablis, "ancien passage rétabli", "anciens passages rétablis")
            )
        return ", ".join(parts)


def annulation_of(importation: Importation) -> Annulation:
    """What taking it back would do; writes nothing."""
    return _Reprise(importation).told()


@command(right=Droit.IMPORT, label="Reprise annulée", undoable=False)
def annuler_importation(importation: Importation, progress: Progress | None = None) -> Annulation:
    """Take an import back; the same file may then be brought in again."""
    if importation.annulee_le is not None:
        raise Refused("Cette reprise a déjà été annulée.")
    progress = progress or Progress()
    progress.step(0, 0)
    taken = _Reprise(importation)
    told = taken.told()
    passages = sorted(taken.passages)
    gone = Retrait(tuple(passages), tuple(taken.people), tuple(taken.restored), tuple(taken.given))
    importation.trace = packed(unpacked(importation.trace)._replace(retrait=gone))
    archive_all(Passage, passages)
    progress.step(1, 2)
    mots.archive_people(taken.people)
    archive_all(Personne, taken.people)
    archive_all(Passage, taken.restored, back=True)
    for one in taken.given:
        personne = Personne.get_by_id(one.personne)
        before = zone_of(personne)
        set_fact(personne, one.champ, "")
        settle_known(personne, [one.champ], before)
    importation.annulee_le = clock.now()
    importation.save()
    progress.step(2, 2)
    return told


class _Reprise:
    """What an import made, sorted into what may go and what must stay."""

    def __init__(self, importation: Importation) -> None:
        self._trace: Trace = unpacked(importation.trace)
        self._at = importation.faite_le
        self.passages = untouched(self._trace.rangees)
        self.people = self._unused()
        self.restored = self._replaced()
        self.given = self._given()

    def told(self) -> Annulation:
        rows, people = self._trace.rangees, self._trace.personnes
        return Annulation(
            len(self.passages), len(rows) - len(self.passages), len(self.people),
            len(people) - len(self.people), len(self.restored), len(self.given),
        )  # fmt: skip

    def _unused(self) -> list[str]:
        """The files that it made, that nothing else names and nobody changed."""
        found: list[str] = []
        for keys in packets(self._trace.personnes):
            query: Any = Personne.select(Personne.id).where(
                Personne.id.in_(keys) & (Personne.version == 1) & Personne.archived_at.is_null()
            )
            here = {row[0] for row in tuples_of(query)}
            for field, table in Personne._meta.backrefs.items():
                here -= self._named_by(table, field, sorted(here))
            found += sorted(here)
        return found

    def _named_by(self, table: Any, field: Any, keys: Sequence[str]) -> set[str]:
        """Whom rows that this import did not write, or that will stay, are about."""
        if not keys or issubclass(table, PlainTable):
            return set()
        here = field.in_(keys)
        if table in (PersonneCritere, Homonymie):  # the import itself wrote some
            here &= (table.created_at > self._at) | (table.version > 1)
        query: Any = table.select(field).where(here)
        if table is not Passage:
            return {row[0] for row in tuples_of(query.distinct())}
        rows = tuples_of(Passage.select(field, Passage.id).where(here))
        return {person for person, passage in rows if passage not in self.passages}

    def _replaced(self) -> list[str]:
        """Old passages whose place rows of this import took, and that are still set aside."""
        found: list[str] = []
        for keys in packets(self._trace.remplaces):
            query: Any = Passage.select(Passage.id)
            kept = Passage.id.in_(keys) & Passage.archived_at.is_null(False)
            found += [row[0] for row in tuples_of(query.where(kept))]
        return found

    def _given(self) -> list[Complement]:
        """Facts given to existing files that are still what was given."""
        keys = list({one.personne for one in self._trace.complements})
        files: dict[str, Personne] = {}
        for packet in packets(keys):
            files.update({p.id: p for p in Personne.select().where(Personne.id.in_(packet))})
        return [
            one
            for one in self._trace.complements
            if one.personne in files and fact_of(files[one.personne], one.champ) == one.valeur
        ]


def _count(number: int, one: str, several: str) -> str:
    return f"{as_text(number)} {several if number > 1 else one}"
