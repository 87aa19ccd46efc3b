"""Bringing a carnet back: one act, that keeps the keys, the moments and the authors of the road."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from models.accueil.anonyme import AnonymeConnu
from models.accueil.carnet import Carnet
from models.accueil.demande import DemandeReponse
from models.accueil.message import Message
from models.accueil.passage import Passage
from models.base import clock
from models.base.command import command, undo_acte
from models.base.droit import Droit
from models.base.errors import Refused
from models.base.listing import several
from models.base.progress import Progress
from models.base.table import Table, tuples_of
from models.base.undo import Acte, ActeLigne
from models.echanges.carnet.apercu import Apercu, Decisions, complement_of, fresh_rows
from models.echanges.carnet.lecture import OF_PASSAGE, OF_PERSONNE, Row
from models.echanges.carnet.traduction import GONE, by_id, dossier_of
from models.nomenclatures.lieu import Lieu
from models.personnes.personne import Personne, save_personne

ACTE = "rentrer"
IDENTIFIEE = "identification.identifiee"
_STEP = 25  # rows between two looks at the progress


@dataclass(frozen=True)
class Rentree:
    """What was written, or taken back, in figures."""

    passages: int = 0
    dossiers: int = 0
    rattaches: int = 0

    @property
    def texte(self) -> str:
        told = [several(self.passages, "passage")]
        if self.dossiers:
            told.append(several(self.dossiers, "nouveau dossier", "nouveaux dossiers"))
        if self.rattaches:
            told.append(several(self.rattaches, "rattaché"))
        return ", ".join(told)


@command(right=Droit.CARNET, label="Carnet rentré")
def rentrer(apercu: Apercu, decisions: Decisions, *, progress: Progress | None = None) -> Rentree:
    """Write what is new in a carnet. Done twice, the second time finds nothing new.

    `Refused` when this very carnet was brought back since the preview was made.
    """
    work = _Merge(apercu, decisions, progress or Progress())
    work.personnes()
    work.anonymes()
    work.passages()
    work.messages()
    work.carnet()
    return work.done


def derniere_rentree(carnet_id: str) -> Acte | None:
    """The act by which a carnet was brought back last, as long as it can be taken back."""
    query: Any = (
        Acte.select()
        .join(ActeLigne, on=(ActeLigne.acte == Acte.id))
        .where(
            (ActeLigne.table_name == Carnet._meta.table_name)
            & (ActeLigne.row_id == carnet_id)
            & (Acte.action == ACTE)
            & Acte.undone_at.is_null()
        )
        .order_by(Acte.id.desc())
    )
    found: Acte | None = query.first()
    return found


def annuler_rentree(carnet_id: str) -> Rentree:
    """Take back the last return of a carnet; `Refused` if what it wrote was changed since."""
    acte = derniere_rentree(carnet_id)
    if acte is None:
        raise Refused("Ce retour ne peut plus être annulé\u00a0: il date de plus de 30 jours.")
    figures = figures_of(acte)
    undo_acte(acte)
    return figures


def figures_of(acte: Acte) -> Rentree:
    """How many rows an act made, by table."""
    made = ActeLigne.select(ActeLigne.table_name).where(
        (ActeLigne.acte == acte.id) & ActeLigne.avant.is_null()
    )
    names = [row[0] for row in tuples_of(made)]
    return Rentree(names.count("passage"), names.count("personne"))


class _Merge:
    """Row after row; whatever is met again is left as it is here."""

    def __init__(self, apercu: Apercu, decisions: Decisions, progress: Progress) -> None:
        self._apercu, self._retour = apercu, apercu.retour
        self._traduction = apercu.traduction
        self._decisions = decisions
        self._progress = progress
        self._done = 0
        self._total = len(apercu.nouveaux) + len(apercu.dossiers) + len(apercu.complements)
        self.done = Rentree()
        self._new = {one.id for one in apercu.nouveaux} - decisions.laisses
        self._people = {**self._traduction.personnes, **decisions.meme}
        self._check_fresh()

    def personnes(self) -> None:
        rows = {row["id"]: row for row in self._retour.lignes[Personne]}
        created = [key for key in self._apercu.dossiers if key not in self._decisions.meme]
        for key in created:
            self._write(Personne, rows[key])
        for key, kept in self._decisions.meme.items():
            self._complete(kept, rows[key])
        for one in self._apercu.complements:
            if one.valeurs:
                save_personne(Personne.get_by_id(one.id), **one.valeurs)
            self._step()
        for table in OF_PERSONNE:
            hers = [r for r in fresh_rows(self._retour, table) if self._is_here(r["personne"])]
            self._write_all(table, hers)
        self.done = Rentree(0, len(created), len(self._decisions.meme))

    def anonymes(self) -> None:
        """Nicknames heard for the first time."""
        known = self._traduction.anonymes
        fresh = [r for r in self._retour.lignes[AnonymeConnu] if r["id"] not in known]
        self._write_all(AnonymeConnu, [{**row, "personne": None} for row in fresh])

    def passages(self) -> None:
        rows = self._retour.of(Passage, "id", self._new)
        people = by_id(Personne, filter(None, (self._people.get(r["personne"]) for r in rows)))
        for row in sorted(rows, key=lambda one: one["id"]):
            values = self._values(Passage, row)
            dossier = dossier_of(values["anonyme"])
            if dossier is not None:
                values.update(personne=dossier.id, anonyme=None, identification=IDENTIFIEE)
            personne = dossier or people.get(values["personne"])
            self._save(Passage, {**values, **_counted_by(personne, row)})
            self._step()
        for table in OF_PASSAGE:
            self._write_all(table, self._retour.of(table, "passage", self._new))
        asked = [row["id"] for row in self._retour.of(OF_PASSAGE[0], "passage", self._new)]
        self._write_all(DemandeReponse, self._retour.of(DemandeReponse, "demande", asked))
        self.done = Rentree(len(rows), self.done.dossiers, self.done.rattaches)

    def messages(self) -> None:
        self._write_all(Message, fresh_rows(self._retour, Message))

    def carnet(self) -> None:
        found = Carnet.get_or_none(Carnet.id == self._retour.carnet_id)
        carnet = found or _carnet_of(self._retour.facts)
        carnet.rentre_le = clock.now()
        carnet.passages += self.done.passages
        carnet.empreinte = self._retour.empreinte
        carnet.save()
        self._progress.step(self._total, self._total)  # the last moment to give it up

    def _is_here(self, personne_id: str) -> bool:
        """Whether her file is not one that was erased here since."""
        return self._people.get(personne_id, personne_id) != GONE

    def _check_fresh(self) -> None:
        """Another desk may have brought it back while this one was reading the preview."""
        if by_id(Passage, self._new) or by_id(Personne, self._apercu.dossiers):
            raise Refused(
                "Ce carnet vient d’être rentré sur un autre poste. Relisez-le pour voir ce qu’il "
                "contient de nouveau."
            )

    def _complete(self, kept: str, row: Row) -> None:
        personne = Personne.get_by_id(kept)
        found = complement_of(personne, row, self._traduction)
        if found.valeurs:
            save_personne(personne, **found.valeurs)
        self._step()

    def _write_all(self, table: type[Table], rows: list[Row]) -> None:
        for row in _without_twins(table, [self._values(table, row) for row in rows]):
            if not _is_told(table, row):
                self._save(table, row)

    def _write(self, table: type[Table], row: Row) -> None:
        self._save(table, self._values(table, row))
        self._step()

    def _values(self, table: type[Table], row: Row) -> Row:
        links = {"personne": self._people, "anonyme_connu": self._traduction.anonymes}
        return self._traduction.values(table, row, **links)

    def _save(self, table: type[Table], values: Row) -> None:
        """With its key, version, moment of entry and author: it is the same row, moved."""
        table(**values).save()

    def _step(self) -> None:
        self._done += 1
        if self._done % _STEP == 0:
            self._progress.step(self._done, self._total)


def _counted_by(personne: Personne | None, row: Row) -> Row:
    """What her file here knows better than the few words that went along."""
    if personne is None:
        gone = row["personne"] is not None
        return {"identification": "identification.non_identifiee"} if gone else {}
    return {
        "sexe": personne.__data__.get("sexe"),
        "age": personne.age_at(row["jour"]),
        "precision_age": personne.precision_naissance,
    }


def _unique(table: type[Table]) -> tuple[str, ...]:
    """The fields that may not be twice the same."""
    return next((tuple(names) for names, unique in table._meta.indexes if unique), ())


def _without_twins(table: type[Table], rows: list[Row]) -> Iterator[Row]:
    """Two values that were merged here since are one: its counts add up, all else is said once."""
    names = _unique(table)
    if not names:
        yield from rows
        return
    met: dict[tuple[Any, ...], Row] = {}
    for row in rows:
        twin = met.setdefault(tuple(row[name] for name in names), row)
        if twin is not row and "nombre" in row:
            twin["nombre"] += row["nombre"]
    yield from met.values()


def _is_told(table: type[Table], row: Row) -> bool:
    """A criterion that the file here has already."""
    names = _unique(table) if "personne" in table._meta.fields else ()
    if not names:
        return False
    same: Callable[[str], Any] = lambda name: table._meta.fields[name] == row[name]  # noqa: E731
    query: Any = table.select().where(*map(same, names))
    return bool(query.exists())


def _carnet_of(facts: dict[str, str]) -> Carnet:
    """A carnet that this base does not know: it was restored from before the departure."""
    lieu = Lieu.get_or_none(Lieu.id == facts["carnet_lieu"])
    return Carnet(
        id=facts["carnet"],
        intitule=facts["carnet_intitule"],
        lieu=lieu,
        jour=dt.date.fromisoformat(facts["carnet_jour"]),
        emporte_le=dt.datetime.fromisoformat(facts["carnet_emporte"]),
        emporte_par=facts["carnet_agent"],
        personnes=len(facts.get("carnet_dossiers", "").split()),
    )
