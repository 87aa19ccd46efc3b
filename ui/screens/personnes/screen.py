"""The personnes on screen: the list, one person's page, the form of a file."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from models.base.database import in_carnet
from models.base.droit import Droit
from models.base.errors import Failure
from models.nomenclatures.quartier import Quartier
from models.personnes.accord import PersonneAccord
from models.personnes.foyer import FoyerMembre
from models.personnes.fusion import current_file
from models.personnes.langue import PersonneLangue
from models.personnes.listes import domiciliations_a_renouveler, personnes_listing
from models.personnes.personne import (
    Personne,
    PersonneCritere,
    archive_personne,
    open_personne,
    same_personne,
)
from models.personnes.recherche import Trouvee
from ui.kit.actions import UiAction
from ui.kit.context import Context
from ui.kit.filters import Filter
from ui.kit.page import Screen
from ui.kit.stack import Stack
from ui.kit.table import TablePane
from ui.parts.doublons import doublons_action
from ui.parts.sorties import sorties
from ui.screens.personnes.formulaire import DossierForm
from ui.screens.personnes.page import PersonnePage

TURNED = (
    "L’écran est tourné vers le visiteur\u00a0: le dossier est masqué. F9 le montre de nouveau."
)


SHOWN = {Personne, PersonneCritere, PersonneAccord, PersonneLangue, FoyerMembre, Quartier}
_DOMICILIATIONS = Filter(
    "domiciliations",
    "Domiciliations",
    ((True, "à renouveler"),),
    lambda listing, _: domiciliations_a_renouveler(listing),
    everything="toutes",
)


class PersonnesScreen(Screen):
    """One of three things at a time, each with its own acts."""

    title = "Personnes"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._personne: Personne | None = None
        self._page: PersonnePage | None = None
        self._form: DossierForm | None = None
        self.list = TablePane(
            context,
            personnes_listing(),
            name="personnes.liste",
            activate=self.show_file,
            empty_action=self._new_action(),
            filters=[_DOMICILIATIONS],
            soon=True,
        )
        self.list.emptied.connect(self.heading_changed)
        self._stack = Stack(context.turned, self.list, masked=TURNED)
        self.body.addWidget(self._stack)
        context.changes.subscribe(SHOWN, self._reload, owner=self)
        context.turned.changed.connect(self._say_title)

    def actions(self) -> list[UiAction]:  # type: ignore[override]  # Qt's list is the window's own
        if self._form is not None:
            return self._form_actions()
        if self._personne is not None:
            return self._page_actions()
        more = UiAction(
            "personnes.import", "Reprendre un fichier", "import", "Ctrl+Shift+I", Droit.IMPORT,
            lambda: self.context.navigate("import"), on_page=False,
        )  # fmt: skip
        others = self._offered(more, doublons_action(self.context))
        new = self.list.once(self._new_action())
        return [new, *others, *sorties(self.context, self.list, self)]

    def open(self, **what: Any) -> None:
        """`personne`: her page; `nouveau`: a new file, from a name; else the list."""
        if "nouveau" in what:
            self.new_file(str(what["nouveau"] or ""))
        elif what.get("personne"):
            self.show_file(what["personne"])
        elif self._form is None:
            self.show_list()

    def focus_first(self) -> None:
        if self._form is not None:
            self._form.form.focus_first()
        elif self._page is not None:
            self._page.focus_first()
        else:
            self.list.bar.focus_search()

    def leave(self) -> None:
        if self._form is not None:
            self._form.keep()
        if self._page is not None:
            self._page.keep()

    def show_list(self) -> None:
        self._personne = None
        self._replace(None)
        self._say_title()
        self.focus_first()

    def show_file(self, personne_id: str) -> None:
        """Her page; its reading is traced."""
        suite = current_file(personne_id)
        try:
            personne = open_personne(suite.personne_id)
        except Failure as refusal:
            self.context.banner.danger(refusal.message)
            return
        if suite.phrase:
            self.context.banner.info(suite.phrase, names=suite.noms)
        self._personne = personne
        self._page = PersonnePage(self.context, personne)
        self._page.changed.connect(self._say_title)
        self._replace(self._page)
        self._say_title()
        self.focus_first()

    def new_file(self, typed: str = "") -> None:
        self._personne = None
        self._show_form(typed)

    def edit(self) -> None:
        self._show_form()

    def _show_form(self, typed: str = "") -> None:
        self._form = DossierForm(
            self.context,
            self._personne,
            saved=lambda personne: self.show_file(personne.id),
            known=self._take_known,
            typed=typed,
        )
        self._replace(self._form)
        self._say_title()
        self._form.form.focus_first()

    def _take_known(self, trouvee: Trouvee) -> None:
        """It was she: her file is opened, nothing new is made."""
        if self._form is not None:
            self._form.give_up()
        self.show_file(trouvee.id)

    def _give_up(self) -> None:
        personne, way_back = self._personne, self._form and self._form.give_up()
        if personne is not None:
            self.show_file(personne.id)
        else:
            self.show_list()
        if way_back:
            self.context.banner.saved(
                "Saisie abandonnée", lambda: self._take_up(personne, way_back)
            )

    def _take_up(self, personne: Personne | None, way_back: Callable[[], object]) -> None:
        """A form that was left by Échap, which is pressed for a list too, with what was typed."""
        way_back()
        self.context.banner.clear()
        self._personne = personne
        self._show_form()

    def _archive(self) -> None:
        personne = self._personne
        if personne is not None:
            self.context.attempt(
                lambda: archive_personne(personne),
                done=lambda _: self.show_list(),
                said="Dossier archivé",
            )

    def _attest(self) -> None:
        from ui.parts.attestation import ask_passages

        if self._personne is not None:
            ask_passages(self.context, self, self._personne.id)

    def _replace(self, shown: QWidget | None) -> None:
        """Put a page or a form in place of the one before; None: the list again."""
        self._form = shown if isinstance(shown, DossierForm) else None
        self._page = shown if isinstance(shown, PersonnePage) else None
        if shown is None:
            self._stack.show_under()
        else:  # what is typed of somebody hides; her page masks what it must itself
            self._stack.show_page(shown, hides=self._form is not None)

    def _reload(self) -> None:
        """The page follows what is saved, here or elsewhere; a form keeps what is typed."""
        if self._personne is None or self._page is None:
            return
        personne = same_personne(self._personne)
        if current_file(self._personne.id).phrase:
            self.show_file(self._personne.id)
            return
        if personne is None or personne.archived_at is not None:
            self.context.banner.attention("Ce dossier vient d’être archivé ou effacé.")
            self.show_list()
            return
        self._personne = personne
        self._page.show_personne(personne)
        self._say_title()

    def _say_title(self) -> None:
        if self._form is not None and self._personne is None:
            self.set_heading("Nouveau dossier")
        elif self._personne is not None:
            name = self.context.shown(self._personne.nom_affiche)
            self.set_heading(name, "Modifier le dossier" if self._form is not None else "")
        else:
            self.set_heading("Personnes")

    def _new_action(self) -> UiAction:
        return UiAction(
            "personne.create",
            "Nouveau dossier",
            "add",
            "Ctrl+Shift+N",
            Droit.PERSONNES,
            self.new_file,
            primary=True,
        )

    def _form_actions(self) -> list[UiAction]:
        assert self._form is not None
        save = self._form.save
        return [
            UiAction("personne.give_up", "Abandonner", "close", "Escape", None, self._give_up),
            UiAction(
                "personne.save", "Enregistrer", "save", "Ctrl+S", Droit.PERSONNES, save,
                primary=True,
            ),
        ]  # fmt: skip

    def _page_actions(self) -> list[UiAction]:
        page = self._page
        assert self._personne is not None
        assert page is not None
        key = self._personne.id
        go = self.context.navigate
        return [
            UiAction(
                "personne.passage", "Nouveau passage", "accueil", "Ctrl+Shift+P", Droit.REGISTRE,
                lambda: go("accueil", personne=key), primary=page.volet is None,
            ),
            UiAction("personne.edit", "Modifier", "edit", "Ctrl+E", Droit.PERSONNES, self.edit),
            *self._offered(
                UiAction(
                    "personne.fiche", "Nouvelle fiche", "fiches", "Ctrl+Shift+F",
                    Droit.FICHE_PREPARER, lambda: go("fiches", nouveau=key),
                ),
                UiAction(
                    "personne.suivi", "Ouvrir un suivi", "suivis", "Ctrl+Shift+S",
                    Droit.SUIVI_ECRIRE, lambda: go("suivis", nouveau=key),
                ),
            ),
            UiAction("personne.attestation", "Attestation de passages…", "pdf", "Ctrl+Shift+T",
                     Droit.REGISTRE, self._attest, on_page=False),
            *([] if in_carnet() else [page.document_action(), self._household_action(page)]),
            UiAction("personne.accord", "Noter un accord", "signature", "Ctrl+Shift+A",
                     Droit.PERSONNES, page.note_accord, on_page=False),
            UiAction("personne.fermer", "Fermer ce qui est ouvert", "close", "Escape", None,
                     page.close_open, on_page=False)
            if page.is_busy
            else UiAction("personne.liste", "Retour à la liste", "chevron-left", "Escape", None,
                          self.show_list, on_page=False),
            UiAction("personne.archive", "Archiver le dossier", "archive", "", Droit.PERSONNES,
                     self._archive, on_page=False, danger=True),
        ]  # fmt: skip

    def _household_action(self, page: PersonnePage) -> UiAction:
        return UiAction(
            "personne.foyer", "Ajouter quelqu’un du foyer", "users", "Ctrl+Shift+H",
            Droit.PERSONNES, page.add_member, on_page=False,
        )  # fmt: skip

    def _offered(self, *actions: UiAction) -> list[UiAction]:
        """Only what this account may do: the others are not shown."""
        return [action for action in actions if self.context.may(action.right)]
