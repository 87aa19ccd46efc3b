"""The FSE+ in one suivi: in which operation, and the three questionnaires with their lights."""

from functools import partial
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from models.base import clock
from models.base.listing import as_text
from models.suivis.dossier_fse import DossierFse, dossier_of
from models.suivis.etat_fse import Etat, etats_of
from models.suivis.operation import operations
from models.suivis.participant import participations_of
from models.suivis.suivi import Suivi
from ui.kit.flow import Flow
from ui.kit.page import text
from ui.kit.pill import Pill
from ui.parts.papier_fse import print_questionnaire
from ui.parts.participant_fse import (
    InscriptionVolet,
    dates_volet,
    joint_volet,
    note_silence,
    proposed_to,
    signature_volet,
    take_out,
)
from ui.parts.questionnaire_fse import questionnaire_volet
from ui.screens.suivis.carte import Carte, block, flowing, lien, wrapped

EMPTY = "Dans aucune opération."
NO_MORE = "Aucune opération en cours ne couvre ce suivi, ou elle y est déjà inscrite."
_SHORT = {"entree": "entrée", "sortie": "sortie", "six_mois": "six mois"}
_ICONS = {"": "clock"}


class Lu(NamedTuple):
    """A participation as it is read here."""

    dossier: DossierFse
    etats: tuple[Etat, ...]

    @property
    def id(self) -> str:
        return str(self.dossier.participant.id)

    @property
    def titre(self) -> str:
        return str(self.dossier.operation.intitule)

    @property
    def details(self) -> str:
        entree = f"entrée le {as_text(self.dossier.participant.entree_le)}"
        sortie = f"sortie le {as_text(self.dossier.sortie)}" if self.dossier.sortie else ""
        return " · ".join(
            filter(None, (f"n°\u00a0{self.dossier.operation.numero}", entree, sortie))
        )

    @property
    def resume(self) -> str:
        """« Entrée : complet · Sortie : en retard »."""
        told = [
            f"{_SHORT[one.code]}\u00a0: {one.mot[:1].lower()}{one.mot[1:]}"
            for one in self.etats
            if one.demande or one.rempli
        ]
        said = " · ".join(told) or "rien à remplir pour l’instant"
        return said[:1].upper() + said[1:]

    @property
    def told(self) -> tuple[object, ...]:
        """All that is shown of it: the same, nothing is drawn again."""
        shown = [(one.mot, one.phrase, one.appels, one.a_signer) for one in self.etats]
        return (self.id, self.titre, self.details, *shown)


class Fse(Carte):
    """Not there at all where the structure has no operation."""

    title, name, empty, folds = "FSE+", "suivi.fse", EMPTY, True

    def offer_acts(self) -> None:
        if self._writes:
            self.offer("inscrire", "Inscrire dans une opération", self._enrol)

    def reload(self) -> None:
        suivi: Suivi = Suivi.get_by_id(self._suivi_id)
        today = clock.today()
        hers = [
            one for one in participations_of(suivi.personne_id) if not one.operation.archived_at
        ]
        found = [Lu(one, tuple(etats_of(one, today))) for one in map(dossier_of, hers)]
        shown = bool(found or operations())
        self.setVisible(shown)
        if not self.is_news([one.told for one in found]):
            return
        self.show_lines(
            [partial(self._line, one) for one in found],
            summary=" · ".join(one.resume for one in found),
        )

    def _enrol(self) -> None:
        suivi: Suivi = Suivi.get_by_id(self._suivi_id)
        proposed = proposed_to(suivi)
        if not proposed:
            self._context.banner.info(NO_MORE)
            return
        self._opens(lambda: InscriptionVolet(self._context, suivi, proposed))

    def _line(self, lu: Lu) -> QWidget:
        name = f"suivi.fse.{lu.id}"
        made, column = block(name, f"{lu.titre}, {lu.details}")
        column.addWidget(wrapped(lu.titre, "label", f"{name}.titre"))
        column.addWidget(wrapped(lu.details, "secondary", f"{name}.details"))
        for etat in lu.etats:
            column.addSpacing(6)
            column.addWidget(self._questionnaire(lu, etat))
        if self._writes:
            context = self._context
            dates = lien("Corriger les dates", f"{name}.dates", lu.titre,
                         lambda: self._opens(lambda: dates_volet(context, lu.id)))  # fmt: skip
            out = lien("Retirer de l’opération", f"{name}.retirer", lu.titre,
                       lambda: take_out(context, lu.id))  # fmt: skip
            column.addSpacing(6)
            column.addLayout(flowing(dates, out))
        return made

    def _questionnaire(self, lu: Lu, etat: Etat) -> QWidget:
        name = f"suivi.fse.{lu.id}.{etat.code}"
        made, column = block(name, f"{etat.moment.libelle}\u00a0: {etat.mot}. {etat.phrase}")
        light = Pill("", "", f"{name}.feu")
        light.show_status(etat.mot, etat.kind, _ICONS.get(etat.kind, ""))
        title = text(etat.moment.libelle, "", f"{name}.titre")
        title.setFixedHeight(light.sizeHint().height())  # on one middle line
        column.addLayout(flowing(title, light))
        for key, words in (("phrase", etat.phrase), ("appels", etat.appels)):
            if words:
                column.addWidget(wrapped(words, "secondary", f"{name}.{key}"))
        acts = self._acts_on(lu, etat, name)
        if acts is not None:
            column.addLayout(acts)
        return made

    def _acts_on(self, lu: Lu, etat: Etat, name: str) -> Flow | None:
        context, code, about = self._context, etat.code, f"{etat.moment.libelle}, {lu.titre}"
        if not (etat.demande or etat.rempli):
            return None
        printed = lien("Imprimer", f"{name}.imprimer", about,
                       lambda: print_questionnaire(context, self, lu.id, code))  # fmt: skip
        if not self._writes:
            return flowing(printed)
        verb = "Corriger" if etat.rempli and not etat.manquantes else "Remplir"
        verb = "Compléter" if etat.rempli and etat.manquantes else verb
        acts = [
            lien(verb, f"{name}.remplir", about,
                 lambda: self._opens(lambda: questionnaire_volet(context, lu.id, code))),
            printed,
        ]  # fmt: skip
        if etat.rempli:
            acts.append(
                lien("Signé…", f"{name}.signer", about,
                     lambda: self._opens(lambda: signature_volet(context, lu.dossier, code)))
            )  # fmt: skip
        if etat.demande and code != "entree":
            acts += [
                lien("Appel sans réponse", f"{name}.silence", about,
                     partial(note_silence, context, lu.id, code)),
                lien("Jointe…", f"{name}.joindre", about,
                     lambda: self._opens(lambda: joint_volet(context, lu.id, code))),
            ]  # fmt: skip
        return flowing(*acts)
