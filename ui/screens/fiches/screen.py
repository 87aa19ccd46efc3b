"""The fiches de prescription: the list, and one fiche to fill, print and have signed."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QStackedWidget

from models.base.droit import Droit
from models.base.errors import Refused
from models.personnes.personne import Personne
from models.prescriptions import composer, criteres, fiche
from models.prescriptions.contenu import FicheContenu
from models.prescriptions.prescription import Prescription
from models.suivis.dispositif import dispositifs
from models.suivis.suivi import suivis_of
from ui.kit.actions import UiAction
from ui.kit.context import Context
from ui.kit.page import Screen
from ui.kit.printing import print_pdf, save_pdf
from ui.kit.table import TablePane
from ui.screens.fiches.editor import FicheEditor


class FichesScreen(Screen):
    """Shows the list, or the fiche that was opened."""

    title = "Fiches de prescription"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._editor: FicheEditor | None = None
        self._list = TablePane(
            context, fiche.fiches_listing(), name="fiches", activate=self._open_key
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self._list)
        self.body.addWidget(self._stack)

    def actions(self) -> list[UiAction]:  # type: ignore[override]  # Qt's list is the window's own
        return self._fiche_actions() if self._editor else self._list_actions()

    def open(self, **what: Any) -> None:
        """`nouveau`: a fiche for this personne; `prescription_id`: this fiche; else the list."""
        if "nouveau" in what:
            self._create(what["nouveau"], what.get("dispositif"))
        elif "prescription_id" in what:
            self._open_key(what["prescription_id"])
        elif self._editor is None:
            self._list.refresh()

    def focus_first(self) -> None:
        if self._editor is not None:
            self._editor.form.focus_first()
        else:
            self._list.setFocus()

    def leave(self) -> None:
        if self._editor is not None:
            self._editor.keep_draft()

    def _list_actions(self) -> list[UiAction]:
        return [
            UiAction(
                f"fiche.vierge.{d.id}",
                f"Formulaire vierge : {d.intitule}",
                "print",
                "",
                Droit.FICHE_PREPARER,
                self._blank(d.id),
            )
            for d in dispositifs()
        ]

    def _fiche_actions(self) -> list[UiAction]:
        return [
            UiAction(
                "fiche.print",
                "Imprimer pour signature",
                "print",
                "Ctrl+P",
                Droit.FICHE_CONTENU,
                self._print,
                primary=True,
            ),
            UiAction(
                "fiche.save",
                "Enregistrer",
                "save",
                "Ctrl+S",
                Droit.FICHE_PREPARER,
                self._save,
                enabled=lambda: self._editor is not None and self._editor.modified,
            ),
            UiAction(
                "fiche.pdf",
                "Enregistrer en PDF",
                "pdf",
                "Ctrl+Shift+S",
                Droit.FICHE_CONTENU,
                self._save_pdf,
                on_page=False,
            ),
            UiAction(
                "fiche.signed",
                "Réimprimer la version signée",
                "signature",
                "",
                Droit.FICHE_CONTENU,
                self._print_signed,
                enabled=self._is_signed,
                on_page=False,
            ),
            UiAction(
                "fiche.close", "Retour à la liste", "chevron-left", "Alt+Left", None, self._close
            ),
        ]

    def _create(self, personne_id: str, dispositif: str | None) -> None:
        personne = Personne.get_by_id(personne_id)
        known = dispositif or dispositifs()[0].id
        suivi = next((s for s in suivis_of(personne) if s.dispositif_id == known), None)
        self.context.attempt(
            lambda: fiche.create_prescription(personne=personne, dispositif=known, suivi=suivi),
            done=self._edit,
            said="Fiche créée",
        )

    def _open_key(self, key: str) -> None:
        found = Prescription.get_or_none(Prescription.id == key)
        if found is not None:
            self._edit(found)

    def _edit(self, prescription: Prescription) -> None:
        self._drop_editor()
        self._editor = FicheEditor(self.context, prescription)
        self._editor.changed.connect(self.context.refresh_actions)
        self._stack.addWidget(self._editor)
        self._stack.setCurrentWidget(self._editor)
        self.set_heading(
            f"Fiche n° {prescription.numero}",
            f"{prescription.personne.nom_affiche} · {prescription.dispositif.intitule}",
        )
        self.focus_first()

    def _close(self) -> None:
        self.leave()
        self._drop_editor()
        self.set_heading(type(self).title)
        self._list.setFocus()

    def _drop_editor(self) -> None:
        if self._editor is not None:
            self._stack.removeWidget(self._editor)
            self._editor.deleteLater()
            self._editor = None

    def _save(self) -> bool:
        editor = self._opened()
        return self.context.attempt(editor.save, form=editor.form, said="Fiche enregistrée")

    def _print(self) -> None:
        self._freeze(lambda pdf, title: print_pdf(self, pdf, title))

    def _save_pdf(self) -> None:
        self._freeze(lambda pdf, title: save_pdf(self, pdf, title) is not None)

    def _freeze(self, use: Callable[[bytes, str], bool]) -> None:
        """Save, keep the version that goes to paper, then put it there."""
        editor = self._opened()
        if editor.modified and not self._save():
            return
        if not self._is_complete(editor.prescription):
            return
        title = f"Fiche {editor.prescription.numero}"
        self.context.attempt(
            lambda: use(_frozen(editor.prescription), title),
            done=lambda _: editor.show_status(),
            undoable=False,
        )

    def _is_complete(self, prescription: Prescription) -> bool:
        missing = criteres.blocking(prescription)
        if missing:
            reasons = " ; ".join(c.raison for c in missing)
            self.context.banner.attention(
                f"Une condition n’est pas remplie : {reasons}. Écrivez le motif de l’exception, "
                "ou corrigez la fiche."
            )
        return not missing

    def _print_signed(self) -> None:
        prescription = self._opened().prescription

        def act() -> bool:
            signed = fiche.signed_version(prescription)
            if signed is None:
                raise Refused("Cette fiche n’est pas encore signée de tous.")
            return print_pdf(self, fiche.frozen_pdf(signed.id), f"Fiche {prescription.numero}")

        self.context.attempt(act, undoable=False)

    def _is_signed(self) -> bool:
        return (
            self._editor is not None and fiche.signed_version(self._editor.prescription) is not None
        )

    def _blank(self, dispositif: str) -> Callable[[], object]:
        def act() -> bool:
            from reports.fiche_prescription import fiche_prescription

            pdf = fiche_prescription(composer.blank_contenu(dispositif))
            return print_pdf(self, pdf, "Fiche de prescription vierge")

        return lambda: self.context.attempt(act, undoable=False)

    def _opened(self) -> FicheEditor:
        if self._editor is None:
            raise Refused("Aucune fiche n’est ouverte.")
        return self._editor


def _frozen(prescription: Prescription) -> bytes:
    """The PDF of the current version, frozen if it is not yet; the same bytes each time."""
    contenu: FicheContenu = composer.contenu_of(prescription, fiche.read_protege(prescription))
    last = fiche.last_version(prescription)
    if last is not None and last.numero_version == contenu.identite.version:
        return fiche.frozen_pdf(last.id)
    from reports.fiche_prescription import fiche_prescription

    pdf = fiche_prescription(contenu)
    fiche.freeze_version(prescription, contenu=contenu, pdf=pdf)
    return pdf
