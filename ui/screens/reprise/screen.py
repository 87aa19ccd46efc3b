"""A file brought in: chosen, understood, corrected, looked at, written; or taken back whole."""

import gc
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QStackedWidget

from models.base.droit import Droit
from models.base.errors import Failure
from models.base.listing import as_text
from models.base.progress import Progress
from models.echanges import assistant
from models.echanges.annulation import Annulation
from models.echanges.assistant import Vue
from models.echanges.choix import PERSONNES, Choix
from models.echanges.correspondance import learnt
from models.echanges.importation import Rapport, ecrire
from models.echanges.lecture import Classeur
from models.echanges.rapport import as_lines
from models.echanges.reprise import importation
from models.echanges.retablissement import Retablissement, retablir_importation
from ui.kit.actions import UiAction
from ui.kit.context import Context
from ui.kit.files import file_to_open
from ui.kit.page import Screen
from ui.screens.reprise.annulation import take_back
from ui.screens.reprise.apercu import ApercuPage
from ui.screens.reprise.brouillon import forget, keep, kept
from ui.screens.reprise.colonnes import ColonnesPage
from ui.screens.reprise.etapes import ETAPES, Etapes
from ui.screens.reprise.fichier import KINDS, FichierPage
from ui.screens.reprise.gens import PersonnesPage, changed
from ui.screens.reprise.rapport import RapportPage
from ui.screens.reprise.valeurs import ValeursPage

_ORDER = [name for name, _label in ETAPES]
_LABELS = dict(ETAPES)
Page = ColonnesPage | ValeursPage | PersonnesPage | ApercuPage


class RepriseScreen(Screen):
    """One step at a time; going back loses nothing, and nothing is written before the last one."""

    title = "Reprendre un fichier"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._path: Path | None = None
        self._book: Classeur | None = None
        self._vue: Vue | None = None
        self._step = "fichier"
        self._turn = 0
        self._told = ""  # the import whose report is shown
        self._undone = False  # whether it was taken back
        self._pages: dict[str, Page] = {}
        self._etapes = Etapes(self.go)
        self._stack = QStackedWidget()
        self.fichier = FichierPage(
            context,
            choose=self._choose(),
            take=self.take,
            read=self.read_report,
            undo=self.undo,
            restore=self.restore,
        )
        self.rapport = RapportPage(context)
        self._stack.addWidget(self.fichier)
        self._stack.addWidget(self.rapport)
        self.body.addWidget(self._etapes)
        self.body.addWidget(self._stack, 1)
        self._show()

    def actions(self) -> list[UiAction]:  # type: ignore[override]  # Qt's list is the window's own
        if self._step == "fichier":
            return [self._choose()._replace(on_page=False, primary=False)]
        if self._step == "rapport":
            return self._report_actions()
        page = self._pages[self._step]
        own = page.answers() if isinstance(page, PersonnesPage) else []
        return [
            *own,
            UiAction("import.previous", "Précédent", "chevron-left", "Ctrl+PgUp", None,
                     self.previous),
            self._next_action(),
            UiAction("import.leave", "Abandonner cette reprise", "close", "", None,
                     self.give_up, on_page=False),
        ]  # fmt: skip

    def open(self, **what: Any) -> None:
        """`fichier`: a path to begin with; else what was begun and not ended comes back."""
        if what.get("fichier"):
            self.take(Path(what["fichier"]))
        elif self._book is None and self._step == "fichier" and (begun := kept()) is not None:
            path, choix, step = begun
            self._read(path, choix, step)

    def leave(self) -> None:
        if self._path is not None and self._vue is not None:
            keep(self._path, self._choix(), self._step)

    def focus_first(self) -> None:
        if self._step == "fichier":
            self.fichier.focus_first()
        elif self._step == "rapport":
            self.rapport.focus_first()
        else:
            self._pages[self._step].focus_first()

    # The file

    def choose(self) -> None:
        path = file_to_open(self, "Choisir un registre ou une liste", KINDS)
        if path is not None:
            self.take(path)

    def take(self, path: Path) -> None:
        """Read a file and go to its columns; a refusal says why, and one stays here."""
        self._read(path, learnt(), "colonnes")

    def _read(self, path: Path, choix: Choix, step: str) -> None:
        def read(progress: Progress) -> tuple[Classeur, Vue]:
            book = assistant.read_file(path, progress)
            return book, assistant.see(book, choix, progress)

        self.context.banner.clear()
        self.context.jobs.run(
            read,
            done=lambda found: self._begin(path, *found, step=step),
            failed=self._refuse_file,
            title=f"Lecture de «\u00a0{path.name}\u00a0»",
            owner=self,
        )

    def _refuse_file(self, error: BaseException) -> None:
        forget()
        if not isinstance(error, Failure):
            raise error
        self.context.banner.danger(error.message)

    def _begin(self, path: Path, book: Classeur, vue: Vue, *, step: str) -> None:
        self._drop_pages()
        self._path, self._book = path, book
        self._take_vue(vue)
        self.go(step)

    # What is decided

    def change(self, choix: Choix) -> None:
        """Understand again with what was decided; only the last decision counts."""
        book = self._book
        if book is None:
            return
        self._turn += 1
        turn = self._turn
        whole = _with_people(choix, self._decisions())
        self.context.jobs.run(
            lambda progress: assistant.see(book, whole, progress),
            done=lambda vue: self._take_vue(vue) if turn == self._turn else None,
            title="Relecture du fichier",
            owner=self,
        )

    def _take_vue(self, vue: Vue) -> None:
        before, self._vue = [self._vue] if self._vue is not None else [], vue
        gc.freeze()  # hundreds of thousands of cells: not to be gone through while one types
        for page in self._pages.values():
            page.show_vue(vue)
        self._show_heading()
        self._let_go(before)

    def _choix(self) -> Choix:
        assert self._vue is not None
        return _with_people(self._vue.ready.choix, self._decisions())

    def _decisions(self) -> dict[str, str]:
        page = self._pages.get("personnes")
        if isinstance(page, PersonnesPage):
            return page.decisions
        return dict(self._vue.ready.choix.personnes) if self._vue is not None else {}

    # From step to step

    def next(self) -> None:
        self.go(_ORDER[_ORDER.index(self._step) + 1])

    def previous(self) -> None:
        self.go(_ORDER[_ORDER.index(self._step) - 1])

    def go(self, step: str) -> None:
        """Show a step; what was decided of the people is laid out before the rows are shown."""
        if step not in self._reached():
            return
        if step == "apercu" and self._people_changed():
            self._lay_out_people()
            return
        self._step = step
        self._show()
        self.focus_first()

    def _lay_out_people(self) -> None:
        assert self._vue is not None
        ready, decisions = self._vue.ready, self._decisions()
        self.context.jobs.run(
            lambda _: assistant.decide_people(ready, decisions),
            done=self._show_rows,
            title="Relecture du fichier",
            owner=self,
        )

    def _show_rows(self, vue: Vue) -> None:
        self._take_vue(vue)
        self._step = "apercu"
        self._show()
        self.focus_first()

    def _people_changed(self) -> bool:
        page = self._pages.get("personnes")
        known = self._vue.ready.choix.personnes if self._vue is not None else {}
        return isinstance(page, PersonnesPage) and changed(known, page)

    def _reached(self) -> set[str]:
        if self._vue is None:
            return {"fichier", "rapport"} if self._step == "rapport" else {"fichier"}
        found = {"fichier", "colonnes"}
        if self._vue.ready.registre.lignes:
            found |= {"valeurs", "personnes", "apercu"}
        return found

    def _page(self, step: str) -> Page:
        """Made when it is first shown."""
        assert self._vue is not None
        if step not in self._pages:
            made: Page
            if step == "personnes":
                people = made = PersonnesPage(self.context, self._vue)
                people.table.current_changed.connect(self.context.refresh_actions)
            elif step == "colonnes":
                made = ColonnesPage(self.context, self._vue, self.change)
            elif step == "valeurs":
                made = ValeursPage(self.context, self._vue, self.change)
            else:
                made = ApercuPage(self.context, self._vue, self.change)
            self._pages[step] = made
            self._stack.addWidget(made)
        return self._pages[step]

    def _drop_pages(self) -> None:
        for page in self._pages.values():
            self._stack.removeWidget(page)
            page.deleteLater()
        self._pages.clear()

    def _show(self) -> None:
        fixed = {"fichier": self.fichier, "rapport": self.rapport}
        shown = fixed.get(self._step) or self._page(self._step)
        self._stack.setCurrentWidget(shown)
        self._show_heading()

    def _show_heading(self) -> None:
        self._etapes.show_step(self._step, self._reached() | {self._step})
        name = self._path.name if self._path is not None else ""
        self.set_heading("Reprendre un fichier", name)

    # Written, told, taken back

    def write(self) -> None:
        """The last step: all of it, or nothing."""
        assert self._vue is not None
        ready = self._vue.ready
        self.context.jobs.run(
            lambda progress: ecrire(ready, progress),
            done=self._tell,
            title=f"Reprise de «\u00a0{ready.registre.fichier}\u00a0»",
            owner=self,
        )

    def _tell(self, done: Rapport) -> None:
        self._end()
        self._told, self._undone = done.cle, False
        self._show_report(done.as_dict())
        self.context.banner.good("Le fichier est repris. Le rapport reste dans la liste.")

    def _end(self) -> None:
        forget()
        before = [self._vue] if self._vue is not None else []
        self._path = self._book = self._vue = None
        self._drop_pages()
        gc.unfreeze()
        self._let_go(before)

    def _let_go(self, before: list[Vue]) -> None:
        if before:
            self.context.jobs.run(lambda _: assistant.let_go(before), done=lambda _: None)

    def _show_report(self, told: dict[str, Any]) -> None:
        self.rapport.show_lines(as_lines(told))
        self._step = "rapport"
        self._show()
        self.focus_first()

    def give_up(self) -> None:
        """Nothing was written: one begins again."""
        self._end()
        self._step = "fichier"
        self._show()
        self.focus_first()

    def read_report(self, key: str) -> None:
        found = importation(key)
        if found is not None:
            self._told, self._undone = found.id, found.annulee_le is not None
            self._show_report(json.loads(found.rapport))

    def undo(self, key: str) -> None:
        take_back(self.context, self, key, done=self._tell_undone)

    def _tell_undone(self, done: Annulation) -> None:
        self._told = ""
        if self._step == "rapport":
            self.give_up()
        self.context.banner.good(f"Reprise annulée\u00a0: {done.phrase}")

    def restore(self, key: str) -> None:
        """Put back an import that was taken back."""
        found = importation(key)
        if found is None or found.annulee_le is None:
            self.context.banner.attention("Cette reprise est déjà en place.")
            return
        self.context.jobs.run(
            lambda progress: retablir_importation(found, progress),
            done=self._tell_restored,
            title="Rétablissement de la reprise",
            owner=self,
        )

    def _tell_restored(self, done: Retablissement) -> None:
        self._undone = False
        self._show_heading()
        self.context.banner.good(f"Reprise rétablie\u00a0: {done.phrase}")

    # Acts

    def _choose(self) -> UiAction:
        return UiAction("import.choose", "Choisir un fichier", "folder", "Ctrl+O", Droit.IMPORT,
                        self.choose, primary=True)  # fmt: skip

    def _next_action(self) -> UiAction:
        if self._step != "apercu":
            return UiAction(
                "import.next", "Continuer", "chevron-right", "Ctrl+Return", None, self.next,
                lambda: bool(self._vue and self._vue.ready.registre.lignes), primary=True,
            )  # fmt: skip
        assert self._vue is not None
        ready = self._vue.ready
        thing = "personnes" if ready.registre.genre == PERSONNES else "passages"
        count = len(ready.groupes) if thing == "personnes" else len(ready.ranks)
        label = f"Reprendre {as_text(count)} {thing if count > 1 else thing[:-1]}"
        return UiAction("import.write", label, "import", "Ctrl+Return", Droit.IMPORT, self.write,
                        lambda: bool(ready.ranks), primary=True)  # fmt: skip

    def _report_actions(self) -> list[UiAction]:
        return [
            UiAction("import.restore", "Rétablir la reprise", "restore", "", Droit.IMPORT,
                     lambda: self.restore(self._told))
            if self._undone
            else UiAction("import.undo", "Annuler cette reprise", "undo", "Ctrl+Shift+Del",
                          Droit.IMPORT, lambda: self.undo(self._told), lambda: bool(self._told),
                          danger=True),
            UiAction("import.again", "Autre fichier", "import", "Ctrl+O", Droit.IMPORT,
                     self.give_up, on_page=False),
            UiAction("import.print_report", "Imprimer le rapport…", "print", "Ctrl+P", None,
                     self.rapport.ask_paper, lambda: not self.context.turned.on, on_page=False),
            UiAction("import.save_report", "Enregistrer le rapport", "save", "Ctrl+S", None,
                     self.rapport.save, primary=True),
        ]  # fmt: skip


def _with_people(choix: Choix, decisions: dict[str, str]) -> Choix:
    return replace(choix, personnes=decisions)
