"""The participants of an operation as a list, the most pressing first; its indicators as one."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from models.base import clock
from models.base.droit import Droit
from models.base.held import HeldListing, held_column
from models.base.listing import Column, as_text
from models.base.search import fold
from models.personnes.personne import Personne
from models.suivis.completude import Completude, Feu, completude_of
from models.suivis.dossier_fse import DossierFse, dossiers_of
from models.suivis.etat_fse import Etat, etats_of, pressing
from models.suivis.indicateur_fse import Exclu, Indicateur, exclus_of
from models.suivis.operation import Operation
from models.suivis.participant import Participant
from models.suivis.questionnaire import Questionnaire, QuestionnaireReponse
from models.suivis.suivi import Suivi

TABLES = frozenset(
    {Operation, Participant, Questionnaire, QuestionnaireReponse, Suivi, Personne}
)  # what a record is read from
KINDS = {Feu.VERT: "good", Feu.ROUGE: "attention", Feu.BLOQUANT: "danger"}
_SHORT = {"entree": "Entrée", "sortie": "Sortie", "six_mois": "Six mois"}
_FAR = dt.date.max
EMPTY = "Aucun participant pour l’instant. On inscrit une personne depuis son suivi."


@dataclass(frozen=True)
class LigneFse:
    """One participant as she is read in the list."""

    dossier: DossierFse
    etats: tuple[Etat, ...]
    completude: Completude

    @property
    def id(self) -> str:
        return str(self.dossier.participant.id)

    @property
    def nom(self) -> str:
        return str(self.dossier.personne.nom_affiche)

    @property
    def presse(self) -> Etat | None:
        return pressing(self.etats)

    @property
    def a_signer(self) -> list[Etat]:
        return [one for one in self.etats if one.a_signer]

    @property
    def demande(self) -> str:
        """« Entrée : 3 réponses manquantes · Sortie : en retard »."""
        return " · ".join(
            f"{_SHORT[one.code]}\u00a0: {one.mot[:1].lower()}{one.mot[1:]}"
            for one in self.etats
            if one.demande
        )

    @property
    def etat(self) -> str:
        done = self.completude.is_complete
        return "Complet" if done else f"{self.completude.pourcentage}\u00a0%"

    @property
    def kind(self) -> str:
        """A record that lacks anything is no green one: it counts against the line."""
        if self.completude.is_complete:
            return "good"
        return "danger" if self.completude.feu is Feu.BLOQUANT else "attention"

    @property
    def papiers(self) -> str:
        return f"{len(self.a_signer)} à signer" if self.a_signer else ""


def lignes_of(dossiers: Sequence[DossierFse], day: dt.date | None = None) -> list[LigneFse]:
    """Who lacks something first: late, then by what lacks most, then by name."""
    today = day or clock.today()
    found = [
        LigneFse(one, tuple(etats_of(one, today)), completude_of(one, today)) for one in dossiers
    ]
    return sorted(found, key=_urgency)


def participants_listing(
    operation: Operation | None, lignes: Sequence[LigneFse], *, empty: str = EMPTY
) -> HeldListing:
    """Searched, sorted, printed and exported like any list."""
    return HeldListing(
        title=_titled("Participants FSE+", operation),
        columns=_columns(),
        held=lignes,
        words=[fold(f"{one.nom} {one.demande} {one.papiers}") for one in lignes],
        tables=TABLES,
        empty=empty,
    )


def indicateurs_listing(operation: Operation | None, found: Sequence[Indicateur]) -> HeldListing:
    """The common indicators by sex, with how many are counted in none of their two sides."""
    return HeldListing(
        title=_titled("Indicateurs FSE+", operation),
        columns=(
            held_column("indicateur", "Indicateur", lambda one: one.libelle, width=38),
            _figure("femmes", "Femmes", lambda one: one.effectif.femmes),
            _figure("hommes", "Hommes", lambda one: one.effectif.hommes),
            _figure("non_binaires", "Non binaires", lambda one: one.effectif.non_binaires),
            _figure("non_dit", "Non dit", lambda one: one.effectif.non_dit),
            _figure("total", "Total", lambda one: one.effectif.total),
            held_column("exclus", "Non comptés", _excluded, width=26, secondary=True),
            held_column("code", "Code", lambda one: one.code.partition("_")[0]
                        if one.code.startswith("EE") else "", width=9, secondary=True),
        ),
        held=found,
        words=[fold(f"{one.libelle} {one.code}") for one in found],
        tables=TABLES,
        right=Droit.BILAN,
    )  # fmt: skip


def exclus_listing(indicateur: Indicateur, dossiers: Sequence[DossierFse]) -> HeldListing:
    """Who is not counted in one indicator, and why."""
    found = exclus_of(indicateur.code, dossiers)
    return HeldListing(
        title=f"Non comptés\u00a0: {indicateur.libelle}",
        columns=(
            held_column("personne", "Personne", _name_of, width=26, sort=True, nominative=True),
            held_column("raison", "Pourquoi", lambda one: one.raison, width=44, sort=True),
        ),
        held=found,
        words=[fold(f"{_name_of(one)} {one.raison}") for one in found],
        tables=TABLES,
        empty="Tout le monde est compté dans cet indicateur.",
    )


def records_of(operation: Operation) -> tuple[list[DossierFse], list[LigneFse]]:
    """What the screen of an operation shows, read in a few queries."""
    dossiers = dossiers_of(operation)
    return dossiers, lignes_of(dossiers)


def _titled(words: str, operation: Operation | None) -> str:
    return f"{words} {operation.numero}" if operation is not None else words


def _name_of(exclu: Exclu) -> str:
    return str(exclu.dossier.personne.nom_affiche)


def _urgency(one: LigneFse) -> tuple[bool, bool, int, str]:
    first = one.presse
    return (
        not any(etat.retard for etat in one.etats),
        first is None,
        -len(one.completude.manquantes),
        fold(one.nom),
    )


def _columns() -> tuple[Column, ...]:
    return (
        held_column("personne", "Personne", lambda one: one.nom, width=22, sort=True,
                    nominative=True),
        held_column("dossier", "Dossier", lambda one: one.etat, width=11,
                    sort=lambda one: one.completude.pourcentage, status=lambda one: one.kind),
        held_column("demande", "Ce qui manque", lambda one: one.demande, width=38, sort=_urgency),
        _day("entree", "Entrée", lambda one: one.dossier.participant.entree_le),
        _day("sortie", "Sortie", lambda one: one.dossier.sortie),
        held_column("papiers", "Papiers", lambda one: one.papiers, width=11, secondary=True,
                    sort=lambda one: len(one.a_signer)),
    )  # fmt: skip


def _day(name: str, label: str, of: Callable[[Any], dt.date | None]) -> Column:
    return held_column(
        name, label, lambda one: as_text(of(one)), width=12, right=True,
        sort=lambda one: of(one) or _FAR, value=of,
    )  # fmt: skip


def _figure(name: str, label: str, of: Callable[[Any], int]) -> Column:
    return held_column(
        name, label, lambda one: as_text(of(one)), width=11, right=True, sort=of, value=of
    )


def _excluded(one: Indicateur) -> str:
    """« 2 refus, 1 sans réponse »."""
    told = [f"{one.nsp}\u00a0refus"] if one.nsp else []
    if one.manquants:
        told.append(f"{one.manquants}\u00a0sans réponse")
    return ", ".join(told)
