"""Who else is involved in a suivi, and what was shared with each, when, with whose agreement."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.base import clock, telephone
from models.base.listing import as_text, several
from models.nomenclatures.valeur import labels
from models.suivis.intervenant import Intervenant, intervenants_of
from models.suivis.partage import Partage, partages_of, said_contenu
from ui.kit.pill import Pill
from ui.kit.tokens import L, S
from ui.screens.suivis.autres import Acte, autres
from ui.screens.suivis.carte import Carte, block, flowing, lien, wrapped
from ui.screens.suivis.ecrire_partage import (
    fin_volet,
    intervenant_volet,
    partage_volet,
    retrait_volet,
)

EMPTY = "Aucun partenaire noté."
LATEST = 3  # shown under a partner; those before are folded
NOT_TOLD = ("Personne non informée", "attention")


class Transmis(NamedTuple):
    """What was shared once, as it is read here."""

    id: str
    avec: str
    titre: str
    details: tuple[str, ...]
    statut: tuple[str, str]
    stands: bool  # whether there is an agreement that she may take back

    @property
    def read(self) -> str:
        parts = (self.avec, self.titre, self.statut[0], *self.details)
        return ", ".join(part for part in parts if part)


class Partenaire(NamedTuple):
    """A partner as it is read here, with the last things shared; `id` is empty for the others."""

    id: str
    titre: str
    details: tuple[str, ...]
    is_over: bool
    partages: tuple[Transmis, ...]
    avant: tuple[Transmis, ...]

    @property
    def read(self) -> str:
        return ", ".join(part for part in (self.titre, *self.details) if part)


class Partenaires(Carte):
    title, name, empty, folds = "Partenaires", "suivi.partenaires", EMPTY, True

    def offer_acts(self) -> None:
        if self._writes:
            self.offer("ajouter", "Ajouter un partenaire", self.form(intervenant_volet))
            self.offer("partager", "Noter un partage", self._share)
            self.offer("synthese", "Préparer une synthèse", self._prepare)

    def reload(self) -> None:
        found = _read(self._suivi_id)
        if not self.is_news(found):
            return
        over = [one for one in found if one.is_over]
        now = [one for one in found if not one.is_over]
        before = [told for one in now for told in one.avant]
        self.show_lines(
            [partial(self._line, one) for one in now],
            [
                *(partial(self._line, one) for one in over),
                *(partial(self._told, told, named=True) for told in before),
            ],
            folded=_folded(len(over), len(before)),
            summary=_summary(now),
        )

    def _line(self, one: Partenaire) -> QWidget:
        name = f"suivi.partenaire.{one.id or 'autres'}"
        made, column = block(name, one.read)
        column.addWidget(wrapped(one.titre, "label", f"{name}.titre"))
        if one.details:
            column.addWidget(wrapped(" · ".join(one.details), "secondary", f"{name}.details"))
        if self._writes and one.id:
            column.addLayout(flowing(*self._acts_on(one, name)))
        told = [*one.partages, *(one.avant if one.is_over else ())]
        self._add_told(column, told, named=not one.id)
        return made

    def _acts_on(self, one: Partenaire, name: str) -> list[QWidget]:
        """What comes back is in sight; what is done once is behind « … »."""
        rare = [Acte("corriger", "Corriger", lambda: self._correct(one.id))]
        if one.is_over:
            return [autres(rare, name, one.titre)]
        rare.append(Acte("fin", "Ne participe plus", lambda: self._end(one.id)))
        return [
            lien("Noter un partage", f"{name}.partager", one.titre, lambda: self._share(one.id)),
            lien("Synthèse", f"{name}.synthese", one.titre, lambda: self._prepare(one.id)),
            autres(rare, name, one.titre),
        ]

    def _add_told(self, column: QVBoxLayout, told: Sequence[Transmis], *, named: bool) -> None:
        if not told:
            return
        inner = QVBoxLayout()
        inner.setContentsMargins(L, S, 0, 0)
        inner.setSpacing(S)
        for one in told:
            inner.addWidget(self._told(one, named=named))
        column.addLayout(inner)

    def _told(self, one: Transmis, *, named: bool) -> QWidget:
        """`named`: away from its partner, it says with whom."""
        name = f"suivi.partage.{one.id}"
        made, column = block(name, one.read)
        titre = f"{one.avec}\u00a0: {one.titre}" if named else one.titre
        column.addWidget(wrapped(titre, "", f"{name}.titre"))
        if one.statut[0]:
            column.addLayout(flowing(Pill(*one.statut, f"{name}.statut")))
        column.addWidget(wrapped(" · ".join(one.details), "small", f"{name}.details"))
        if self._writes:
            column.addLayout(flowing(*self._acts_on_told(one, name)))
        return made

    def _acts_on_told(self, one: Transmis, name: str) -> list[QWidget]:
        about = f"{one.avec}, {one.details[0]}"
        acts: list[QWidget] = [
            lien("Corriger", f"{name}.corriger", about, lambda: self._change(one.id))
        ]
        if one.stands:
            take = lien("Accord retiré", f"{name}.retirer", about, lambda: self._take(one.id))
            acts.insert(0, take)
        return acts

    def _correct(self, key: str) -> None:
        known: Intervenant = Intervenant.get_by_id(key)
        self._opens(lambda: intervenant_volet(self._context, self._suivi_id, known))

    def _end(self, key: str) -> None:
        known: Intervenant = Intervenant.get_by_id(key)
        self._opens(lambda: fin_volet(self._context, known))

    def _share(self, avec: str | None = None) -> None:
        self._opens(lambda: partage_volet(self._context, self._suivi_id, avec=avec))

    def _change(self, key: str) -> None:
        known: Partage = Partage.get_by_id(key)
        self._opens(lambda: partage_volet(self._context, self._suivi_id, partage=known))

    def _take(self, key: str) -> None:
        known: Partage = Partage.get_by_id(key)
        self._opens(lambda: retrait_volet(self._context, known))

    def _prepare(self, avec: str | None = None) -> None:
        from ui.screens.suivis.synthese import ask_synthese

        ask_synthese(self._context, self.place, self._suivi_id, avec=avec)


def _read(suivi_id: str) -> list[Partenaire]:
    """The partners, then who else was told something, in words."""
    told: dict[str, list[Transmis]] = {}
    known: set[str] = set()
    shared = partages_of(suivi_id)
    words = labels([f"accord_partage.{one.accord}" for one in shared if one.accord])
    for one in shared:
        whom = one.intervenant_id or str(one.destinataire)
        told.setdefault(one.intervenant_id or "", []).append(
            _as_told(one, words, last=whom not in known)
        )
        known.add(whom)
    today = clock.today()
    found = [
        Partenaire(
            one.id, one.titre, _details(one), not one.acts_on(today),
            tuple(told.get(one.id, ())[:LATEST]), tuple(told.get(one.id, ())[LATEST:]),
        )
        for one in intervenants_of(suivi_id)
    ]  # fmt: skip
    others = told.get("", [])
    if others:
        shown, before = tuple(others[:LATEST]), tuple(others[LATEST:])
        found.append(Partenaire("", "Autres destinataires", (), False, shown, before))
    return sorted(found, key=lambda one: one.is_over)


def _details(one: Intervenant) -> tuple[str, ...]:
    since = f"depuis le {as_text(one.du)}" if one.du else ""
    until = f"jusqu’au {as_text(one.au)}" if one.au else ""
    where = one.organisme if one.titre != one.organisme else ""
    parts = (
        where, str(one.fonction) if one.titre != one.fonction else "",
        telephone.shown(str(one.telephone)), str(one.courriel), since, until,
    )  # fmt: skip
    return tuple(part for part in parts if part)


def _as_told(one: Partage, words: Mapping[str, str], *, last: bool) -> Transmis:
    """`last`: of this recipient, where one looks for what she agreed to."""
    accord = words.get(f"accord_partage.{one.accord}", "")
    said = f"{accord[:1].lower()}{accord[1:]} le {as_text(one.accord_le)}" if accord else ""
    parts = (
        f"le {as_text(one.date)}", f"pour\u00a0: {one.motif}", said,
        f"valable jusqu’au {as_text(one.fin_le)}" if one.fin_le else "",
    )  # fmt: skip
    return Transmis(
        one.id, str(one.destinataire), said_contenu(one),
        tuple(part for part in parts if part), _statut(one),
        bool(one.accord) and not one.is_refused and one.retire_le is None
        and (last or one.stands_on(clock.today())),
    )  # fmt: skip


def _statut(one: Partage) -> tuple[str, str]:
    """Only what is not as it should be is said by a status."""
    if one.is_refused:
        return "Refusé\u00a0: rien n’est transmis", "danger"
    if one.retire_le is not None:
        return f"Accord retiré le {as_text(one.retire_le)}", "attention"
    if not one.accord:
        return NOT_TOLD
    over = one.fin_le is not None and one.fin_le < clock.today()
    return ("N’est plus valable", "neutral") if over else ("", "")


def _summary(now: Sequence[Partenaire]) -> str:
    partners = sum(bool(one.id) for one in now)
    told = sum(len(one.partages) + len(one.avant) for one in now)
    parts = [
        several(partners, "partenaire") if partners else "",
        several(told, "partage") if told else "",
    ]
    return ", ".join(part for part in parts if part)


def _folded(over: int, before: int) -> str:
    parts = [
        several(over, "partenaire d’avant", "partenaires d’avant") if over else "",
        several(before, "partage plus ancien", "partages plus anciens") if before else "",
    ]
    return ", ".join(part for part in parts if part)
