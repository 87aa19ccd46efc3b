"""The fiches de prescription: the list, and one fiche to fill, print and have signed."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from models.base.droit import Droit
from models.base.errors import Refused
from models.personnes.personne import Personne
from models.prescriptions import fiche
from models.prescriptions.lecture import consult_fiche
from models.prescriptions.liste import fiches_listing
from models.prescriptions.papier import awaited
from models.prescriptions.prescription import Prescription
from models.suivis.dispositif import dispositifs
from models.suivis.suivi import suivis_of
from ui.kit.actions import UiAction
from ui.kit.context import Context
from ui.kit.page import Screen
from ui.kit.printing import PAPIER
from ui.kit.stack import Stack
from ui.kit.table import TablePane
from ui.parts.mot_de_passe import ensure_unlocked
from ui.parts.sorties import sorties
from ui.screens.fiches import form as fields
from ui.screens.fiches import impression
from ui.screens.fiches.editor import TABLES, FicheEditor

TURNED = "L’écran est tourné vers le visiteur\u00a0: la fiche est masquée. F9 la montre de nouveau."
WHY = "Toute la fiche demande votre mot de passe."


class FichesScreen(Screen):
    """Shows the list, or the fiche that was opened."""

    title = "Fiches de prescription"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.editor: FicheEditor | None = None
        self.list = TablePane(
            context,
            fiches_listing(),
            name="fiches",
            activate=self._open_key,
            empty_action=self._to_personnes(),
            soon=True,
        )
        self._stack = Stack(context.turned, self.list, masked=TURNED, back=self._close)
        self.body.addWidget(self._stack)
        context.turned.changed.connect(self._show_heading)
        context.changes.subscribe(TABLES, self._reload, owner=self)

    def actions(self) -> list[UiAction]:  # type: ignore[override]  # Qt's list is the window's own
        listed = sorties(self.context, self.list, self) if self.editor is None else []
        return [*listed, *self._fiche_actions(), *self._blank_actions()]

    def open(self, **what: Any) -> None:
        """`nouveau`: a fiche for this personne; `prescription_id`: this fiche; else the list."""
        if "nouveau" in what:
            self._create(what["nouveau"], what.get("dispositif"))
        elif "prescription_id" in what:
            self._open_key(what["prescription_id"])
        elif self.editor is None:
            self.list.refresh()

    def focus_first(self) -> None:
        if self.editor is not None:
            self.editor.form.focus_first()
        else:
            self.list.setFocus()

    def leave(self) -> None:
        if self.editor is not None:
            self.editor.keep_draft()

    def _fiche_actions(self) -> list[UiAction]:
        editor = self.editor
        if editor is None:
            return []
        save = UiAction(
            "fiche.save",
            "Enregistrer",
            "save",
            "Ctrl+S",
            Droit.FICHE_PREPARER,
            self._save,
            enabled=lambda: editor.modified,
            primary=not editor.whole,
        )
        paper = self._paper_actions() if editor.whole else []
        return [*paper, save, *self._other_actions(editor)]

    def _paper_actions(self) -> list[UiAction]:
        right = Droit.FICHE_CONTENU
        return [
            UiAction(
                "fiche.print", "Imprimer pour signature", "print", "Ctrl+P", right,
                lambda: self._put_out(impression.print_to_sign), primary=True,
            ),
            UiAction(
                "fiche.pdf", "Enregistrer en PDF", "pdf", "Ctrl+Shift+S", right,
                lambda: self._put_out(impression.save_to_sign), on_page=False,
            ),
            UiAction(
                "fiche.signed", "Réimprimer la version signée", "print", "", right,
                self._print_signed, enabled=self._is_signed, on_page=False,
            ),
        ]  # fmt: skip

    def _other_actions(self, editor: FicheEditor) -> list[UiAction]:
        return [
            UiAction(
                "fiche.sign", "Noter les signatures", "signature", "Ctrl+Shift+G",
                Droit.FICHE_PREPARER, editor.ask_signatures,
                enabled=lambda: _awaits(editor.prescription), on_page=False,
            ),
            self._back(),
        ]  # fmt: skip

    def _blank_actions(self) -> list[UiAction]:
        return [
            UiAction(
                f"fiche.vierge.{one.id}", f"Formulaire vierge\u00a0: {one.intitule}", "print", "",
                Droit.FICHE_PREPARER, self._blank(one.id), on_page=self.editor is None,
            )
            for one in dispositifs()
        ]  # fmt: skip

    def _back(self) -> UiAction:
        return UiAction(
            "fiche.close", "Les fiches", "chevron-left", "Alt+Left", None, self._close,
            on_page=False,
        )  # fmt: skip

    def _to_personnes(self) -> UiAction:
        return UiAction(
            "fiches.personnes", "Choisir une personne", "personnes", "", Droit.PERSONNES,
            lambda: self.context.navigate("personnes"),
        )  # fmt: skip

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
        self.context.attempt(lambda: consult_fiche(key), done=self._edit, undoable=False)

    def _edit(self, prescription: Prescription) -> None:
        unlock = UiAction(
            "fiche.unlock", "Donner mon mot de passe", "unlock", "", None, self._unlock
        )
        self.editor = FicheEditor(self.context, prescription, back=self._back(), unlock=unlock)
        self.editor.changed.connect(self.context.refresh_actions)
        self.editor.form.submitted.connect(self._save)
        self._stack.show_page(self.editor)
        self._show_heading()
        self.focus_first()

    def _show_heading(self) -> None:
        """The title, and the fiche itself unless the screen is turned to the visitor."""
        editor, turned = self.editor, self.context.turned.on
        if editor is None:
            self.set_heading(type(self).title)
            return
        prescription = editor.prescription
        name = "" if turned else prescription.personne.nom_affiche
        self.set_heading(f"Fiche n° {prescription.numero}", name)

    def _reload(self) -> None:
        """What changed in the base, here by an undo or at another desk, shows at once."""
        if self.editor is not None and not self.editor.reload():
            self._drop_editor()
            self._show_heading()

    def _unlock(self) -> None:
        editor = self.editor
        if editor is not None and ensure_unlocked(self.context, self, WHY):
            editor.keep_draft()
            self._edit(editor.prescription)

    def _close(self) -> None:
        self.leave()
        shown = self.editor.prescription.id if self.editor else None
        self._drop_editor()
        self._show_heading()
        self.list.refresh()
        self.list.select(shown)
        self.list.setFocus()

    def _drop_editor(self) -> None:
        self.editor = None
        self._stack.show_under()

    def _save(self) -> bool:
        editor = self._opened()
        cards = fields.count_before_criteres(editor.prescription)
        saved = self.context.attempt(editor.save, form=editor.form, said="Fiche enregistrée")
        if saved and cards != fields.count_before_criteres(editor.prescription):
            self._edit(editor.prescription)  # another date: a representative has to sign, or not
        return saved

    def _put_out(self, put: Callable[[QWidget, Prescription], str]) -> None:
        """Save, check the conditions, then print or write the very version that is kept."""
        editor = self._opened()
        if editor.modified and not self._save():
            return
        missing = impression.said_missing(self._opened().prescription)
        if missing:
            self.context.banner.attention(missing)
            return
        prescription = self._opened().prescription
        self.context.attempt(
            lambda: put(self, prescription),
            done=lambda how: self._tell_put_out(how) if how else None,
            undoable=False,
        )

    def _tell_put_out(self, how: str) -> None:
        self._opened().reload()
        self.context.banner.good("Fiche imprimée" if how == PAPIER else "PDF enregistré")

    def _print_signed(self) -> None:
        prescription = self._opened().prescription
        self.context.attempt(
            lambda: impression.print_signed(self, prescription),
            done=self._tell_signed,
            undoable=False,
        )

    def _tell_signed(self, how: str) -> None:
        if how:
            said = (
                "Version signée imprimée"
                if how == PAPIER
                else "PDF de la version signée enregistré"
            )
            self.context.banner.good(said)

    def _is_signed(self) -> bool:
        editor = self.editor
        return editor is not None and fiche.signed_version(editor.prescription) is not None

    def _blank(self, dispositif: str) -> Callable[[], object]:
        return lambda: self.context.attempt(
            lambda: impression.print_blank(self, dispositif), undoable=False
        )

    def _opened(self) -> FicheEditor:
        if self.editor is None:
            raise Refused("Aucune fiche n’est ouverte.")
        return self.editor


def _awaits(prescription: Prescription) -> bool:
    """Whether a printed fiche has still to be signed by somebody."""
    printed = fiche.last_version(prescription) is not None
    return printed and any(one.date is None for one in awaited(prescription))
