"""An import that was taken back, and is wanted after all: what went comes again, as it was."""

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
from models.base.table import Table, archive_all, tuples_of
from models.echanges.completer import fact_of, set_fact
from models.echanges.domicile import settle_known
from models.echanges.intacts import packets
from models.echanges.reprise import Importation
from models.echanges.trace import Complement, Retrait, packed, unpacked
from models.personnes import mots
from models.personnes.personne import Personne
from models.personnes.zonage import zone_of


@dataclass(frozen=True)
class Retablissement:
    """In figures: what came back."""

    passages: int
    personnes: int

    @property
    def phrase(self) -> str:
        """What the person reads."""
        passages = _count(self.passages, "passage rétabli", "passages rétablis")
        return f"{passages}, {_count(self.personnes, 'dossier rétabli', 'dossiers rétablis')}"


@command(right=Droit.IMPORT, label="Reprise rétablie", undoable=False)
def retablir_importation(
    importation: Importation, progress: Progress | None = None
) -> Retablissement:
    """Put back what taking an import back had removed; what was corrected meanwhile stays.

    `Refused` when the same rows were brought in again since, or when a passage that had come back
    in their place was corrected: nothing would tell which of the two is right.
    """
    gone = _refuse(importation)
    progress = progress or Progress()
    progress.step(0, 2)
    passages, people = _archived(Passage, gone.passages), _archived(Personne, gone.personnes)
    archive_all(Personne, people, back=True)
    mots.archive_people(people, back=True)
    archive_all(Passage, passages, back=True)
    progress.step(1, 2)
    archive_all(Passage, gone.anciens)
    _give_again(gone.complements)
    importation.annulee_le = None
    importation.trace = packed(unpacked(importation.trace)._replace(retrait=None))
    importation.save()
    progress.step(2, 2)
    return Retablissement(len(passages), len(people))


def _refuse(importation: Importation) -> Retrait:
    if importation.annulee_le is None:
        raise Refused("Cette reprise est en place\u00a0: il n’y a rien à rétablir.")
    trace = unpacked(importation.trace)
    if trace.retrait is None:
        raise Refused(
            "Ce qui a été retiré par cette annulation n’est plus connu. Reprenez le fichier."
        )
    other = _brought_again(importation, {row.empreinte for row in trace.rangees})
    if other is not None:
        raise Refused(
            f"Des lignes de ce fichier ont été reprises depuis, par «\u00a0{other.fichier}\u00a0» "
            f"le {clock.local(other.faite_le):%d/%m/%Y}\u00a0: elles compteraient deux fois. "
            "Annulez d’abord cette reprise-là."
        )
    if _corrected(trace.retrait.anciens):
        raise Refused(
            "Un ancien passage, revenu à la place d’une ligne de ce fichier, a été corrigé depuis. "
            "Reprenez plutôt le fichier\u00a0: chaque ligne modifiée vous sera montrée."
        )
    return trace.retrait


def _brought_again(importation: Importation, marks: set[str]) -> Importation | None:
    """An import made since of the very content, or of some of its rows."""
    since = Importation.faite_le >= importation.annulee_le
    standing: Any = Importation.select().where(since & Importation.annulee_le.is_null())
    for other in standing.order_by(Importation.faite_le):
        rows = unpacked(other.trace).rangees
        if other.empreinte == importation.empreinte or any(r.empreinte in marks for r in rows):
            found: Importation = other
            return found
    return None


def _corrected(passages: Sequence[str]) -> bool:
    """Whether one of them is not as it came back."""
    for keys in packets(passages):
        as_they_were = (Passage.version == 1) & Passage.archived_at.is_null()
        if Passage.select().where(Passage.id.in_(keys) & as_they_were).count() < len(keys):
            return True
    return False


def _archived(table: type[Table], keys: Sequence[str]) -> list[str]:
    """Those that are still away: somebody may have restored one by hand."""
    found: list[str] = []
    for packet in packets(keys):
        query: Any = table.select(table.id)
        away = table.id.in_(packet) & table.archived_at.is_null(False)
        found += [row[0] for row in tuples_of(query.where(away))]
    return found


def _give_again(complements: Sequence[Complement]) -> None:
    """The facts that files had been given, where nobody has told another one since."""
    by_file: dict[str, list[Complement]] = {}
    for one in complements:
        by_file.setdefault(one.personne, []).append(one)
    for key, told in by_file.items():
        personne: Personne | None = Personne.get_or_none(Personne.id == key)
        given = [] if personne is None else [c for c in told if not fact_of(personne, c.champ)]
        if personne is None or not given:
            continue
        before = zone_of(personne)
        for one in given:
            set_fact(personne, one.champ, one.valeur)
        settle_known(personne, [one.champ for one in given], before)


def _count(number: int, one: str, several: str) -> str:
    return f"{as_text(number)} {several if number > 1 else one}"
