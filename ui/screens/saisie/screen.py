"""« Saisir une feuille »: the day and the lieu once, then line after line.

A line is written when it is complete, so that nothing of it can be lost and a colleague sees it at
once; what is not complete is a draft of the base. Ctrl+Z takes the last line out of the register
and back into the sheet, as does Suppr on any line.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

from models.accueil.feuille import Feuille, feuille_of, move_feuille, still_written
from models.accueil.passage import Passage, archive_passage, open_passage
from models.base.drafts import draft, forget_draft, keep_draft
from models.base.droit import Droit
from models.base.errors import Failure
from models.nomenclatures.lieu import lieux
from ui.kit import errors
from ui.kit.actions import UiAction
from ui.kit.banner import announce
from ui.kit.context import Context
from ui.kit.inputs import PAUSE
from ui.kit.page import Screen, text
from ui.screens.saisie.collage import is_block, lines_of
from ui.screens.saisie.ecriture import Usuel, write, write_all
from ui.screens.saisie.entete import Entete
from ui.screens.saisie.grille import Grille
from ui.screens.saisie.ligne import Ligne

DRAFT = "saisie"
_HELP = (
    "Entrée : case suivante, puis ligne suivante.   "
    '"  comme au-dessus.   1 à 9 : les demandes courantes.   Deux chiffres : les minutes.'
)


class SaisieScreen(Screen):
    """A sheet that is begun is found again as it was left, by the same account here."""

    title = "Saisir une feuille"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.entete = Entete(context)
        self.entete.fill_usual()
        self.grille = Grille(context, mode=self._mode)
        self.help = text(_HELP, "small", "saisie.aide")
        self.figures = text("", "secondary", "saisie.compte")
        for widget in (self.entete, self.help):
            self.body.addWidget(widget)
        self.body.addWidget(self.grille, 1)
        self.body.addWidget(self.figures)
        self._moving = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.keep)
        self._restore()
        self._connect()

    def actions(self) -> list[UiAction]:  # type: ignore[override]  # Qt's list is the window's own
        act = self._act
        return [
            act("saisie.finish", "Terminer la feuille", "check", "Ctrl+Shift+Return", self.finish,
                primary=True),
            act("saisie.all", "Enregistrer les lignes complètes", "save", "Ctrl+Shift+S",
                self.write_all),
            act("saisie.write", "Enregistrer la ligne", "save", "Ctrl+Return", self.write,
                on_page=False),
            act("saisie.idem", "Comme la ligne du dessus", "copy", "F4", self.grille.idem,
                on_page=False),
            act("saisie.comment", "Commentaire de la ligne", "note", "F6",
                self.grille.editeur.toggle_commentaire, on_page=False),
            act("saisie.remove", "Retirer la ligne", "trash", "Ctrl+Delete",
                lambda: self._remove(self.grille.at), on_page=False),
        ]  # fmt: skip

    def open(self, **what: Any) -> None:
        """`feuille`: the code of a sheet, as its QR code says it."""
        self._look()
        self._tell()

    def focus_first(self) -> None:
        if self._sheet() is None:
            self.entete.focus_first()
        else:
            self.grille.editeur.focus_first()

    def leave(self) -> None:
        self.keep()

    # What is done

    def write(self) -> bool:
        """The line that is typed goes to the register, and the next one is ready."""
        self.grille.editeur.complete()
        ligne = self.grille.current()
        if ligne.is_empty:
            self.grille.editeur.focus_first()
            return False
        done = self.context.attempt(lambda: self._write(ligne), form=self)
        if done:
            announce(self, f"Ligne {self.grille.at + 1} écrite")
            self.grille.next_line()
        self.keep()
        self._tell()
        return done

    def write_all(self, then: Callable[[], object] | None = None) -> None:
        """Each complete line, aside; the others are told by what they miss."""
        self.grille.editeur.complete()
        self.grille.current()
        lines = self.grille.lignes
        if not any(map(self._is_left, lines)):
            self._end(then)
            return
        usuel: list[Usuel] = []
        if not self.context.attempt(self._usuel, form=self, done=usuel.append):
            return
        self.grille.setEnabled(False)
        self.context.jobs.run(
            lambda progress: write_all(lines, usuel[0], progress),
            done=lambda _: self._end(then),
            failed=self._fail,
            title="Enregistrement de la feuille",
            owner=self,
        )

    def finish(self) -> None:
        """Close the sheet, once all its lines are in the register."""
        self.write_all(then=self._close)

    def _end(self, then: Callable[[], object] | None) -> None:
        self.grille.setEnabled(True)
        self.grille.set_lignes(self.grille.lignes, self.grille.at)
        left = [i for i, one in enumerate(self.grille.lignes) if self._is_left(one)]
        if left:
            self.grille.show_at(left[0])
        elif self.grille.lignes[self.grille.at].passage:
            self.grille.next_line()
        self.keep()
        self._tell()
        if then is not None:
            then()

    def _fail(self, error: BaseException) -> None:
        self._end(None)
        errors.show(error, banner=self.context.banner)

    def _close(self) -> None:
        left = sum(map(self._is_left, self.grille.lignes))
        if left:
            s = "s" if left > 1 else ""
            self.context.banner.attention(
                f"{left} ligne{s} à compléter, ou à retirer avec Ctrl+Suppr. Les autres sont dans "
                "le registre."
            )
            return
        said = self._said()
        self.grille.set_lignes([])
        self.entete.clear()
        forget_draft(DRAFT)
        self._pause.stop()
        self._tell()
        self.entete.focus_first()
        if said:
            self.context.banner.good(f"Feuille terminée : {said}.")

    def keep(self) -> None:
        self._pause.stop()
        self.grille.keep_current()
        if all(one.is_empty for one in self.grille.lignes):
            forget_draft(DRAFT)
            return
        lines = [one.kept() for one in self.grille.lignes]
        keep_draft(DRAFT, {"entete": self.entete.kept(), "lignes": lines, "at": self.grille.at})

    # A form, as far as refusals are concerned

    def show_error(self, name: str, message: str) -> bool:
        return self.grille.editeur.show_error(name, message) or self.entete.show_error(
            name, message
        )

    def clear_errors(self) -> None:
        self.grille.editeur.clear_errors()
        self.entete.clear_errors()

    def accept(self) -> None:
        """The sheet keeps its lines until it is finished."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A block that is pasted in a cell becomes lines."""
        pasted = isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Paste)
        if pasted and event.type() == QEvent.Type.KeyPress and isinstance(watched, QLineEdit):
            copied = QGuiApplication.clipboard().text()
            if is_block(copied):
                self._paste(copied)
                return True
        return False

    # Private

    def _write(self, ligne: Ligne) -> None:
        own = {one.passage for one in self.grille.lignes if one.passage}
        write(ligne, self._usuel(), own)

    def _usuel(self) -> Usuel:
        return Usuel(self.entete.feuille(), self._mode(), self.entete.accueilli_par())

    def _paste(self, copied: str) -> None:
        cell = self.grille.editeur.demandes
        self.context.attempt(lambda: lines_of(copied, cell.catalogue()), done=self._insert)

    def _insert(self, lines: list[Ligne]) -> None:
        self.grille.insert(lines)
        self.keep()
        self._tell()
        s = "s" if len(lines) > 1 else ""
        self.context.banner.info(
            f"{len(lines)} ligne{s} collée{s}. Relisez-les, puis « Enregistrer les lignes "
            "complètes »."
        )

    def _remove(self, at: int) -> None:
        ligne = self.grille.lignes[at]
        known = open_passage(ligne.passage) if ligne.passage else None
        if known is not None:
            if not self.context.attempt(
                lambda: archive_passage(known), said="Ligne retirée du registre"
            ):
                return
            ligne.passage = ""
        self.grille.remove(at)
        self.grille.editeur.focus_first()
        self.keep()
        self._tell()

    def _look(self) -> None:
        """A line that was undone, or taken out elsewhere, is to be completed again."""
        if not self.grille.isEnabled():
            return  # many are being written: they are looked at once, at the end
        here = still_written([one.passage for one in self.grille.lignes if one.passage])
        gone = False
        for at, ligne in enumerate(self.grille.lignes):
            if ligne.passage and ligne.passage not in here:
                ligne.passage, ligne.remarque, gone = "", "Retirée du registre", True
                self.grille.show_line(at)
        if not self._moving:
            self._follow(set(here.values()))
        if gone:
            self.keep()
        self._tell()

    def _follow(self, sheets: set[Feuille]) -> None:
        """The head is that of the lines that are written: a sheet that was moved back says so."""
        sheet = self._sheet()
        if len(sheets) == 1 and sheet is not None and sheet not in sheets:
            (own,) = sheets
            self.entete.set_feuille(own.jour, own.lieu)

    def _move(self) -> None:
        """The day or the lieu was wrong: all the lines that are written follow, in one act."""
        sheet = self._sheet()
        ids = [one.passage for one in self.grille.lignes if one.passage]
        found = [open_passage(key) for key in ids]
        elsewhere = [
            p for p in found
            if p is not None and sheet is not None and feuille_of(p) != sheet
        ]  # fmt: skip
        self.grille.editeur.demandes.use_lieu(self.entete.lieu())
        if sheet is None or not elsewhere:
            return
        self._moving = True
        s = "s" if len(elsewhere) > 1 else ""
        self.context.attempt(
            lambda: move_feuille(elsewhere, sheet),
            form=self,
            said=f"{len(elsewhere)} ligne{s} déplacée{s} au {sheet.jour:%d/%m/%Y}",
        )
        self._moving = False
        self.keep()

    def _sheet(self) -> Feuille | None:
        try:
            return self.entete.feuille()
        except Failure:
            return None

    def _mode(self) -> str:
        try:
            return self.entete.mode()
        except Failure:
            return ""

    def _is_left(self, ligne: Ligne) -> bool:
        return not ligne.is_empty and not ligne.passage

    def _said(self) -> str:
        written = sum(bool(one.passage) for one in self.grille.lignes)
        sheet = self._sheet()
        if not written or sheet is None:
            return ""
        names = {one.id: one.nom for one in lieux()}
        s = "s" if written > 1 else ""
        return f"{written} passage{s} du {sheet.jour:%d/%m/%Y}, {names.get(sheet.lieu, '')}"

    def _tell(self) -> None:
        written = sum(bool(one.passage) for one in self.grille.lignes)
        left = sum(map(self._is_left, self.grille.lignes))
        said = [f"{written} ligne{'s' if written > 1 else ''} au registre"]
        if left:
            said.append(f"{left} à compléter")
        self.figures.setText(" · ".join(said))
        self.context.refresh_actions()

    def _restore(self) -> None:
        kept = draft(DRAFT)
        if kept is not None:
            self.entete.restore(kept["entete"])
            self.grille.set_lignes([Ligne.restored(one) for one in kept["lignes"]], kept["at"])
        self.grille.editeur.demandes.use_lieu(self.entete.lieu())

    def _connect(self) -> None:
        self.entete.changed.connect(self._pause.start)
        self.entete.settled.connect(self._begin)
        self.entete.moved.connect(self._move)
        self.grille.changed.connect(self._pause.start)
        self.grille.finished.connect(self.write)
        self.grille.removed.connect(self._remove)
        self.context.changes.subscribe((Passage,), self._look, owner=self)
        for line in self.grille.editeur.findChildren(QLineEdit):
            line.installEventFilter(self)

    def _begin(self) -> None:
        """From the head to the lines, once the sheet is known."""
        self._move()
        if self.context.attempt(self.entete.feuille, form=self):
            self.grille.editeur.focus_first()

    def _act(
        self, id_: str, label: str, icon: str, keys: str, run: Any, *,
        primary: bool = False, on_page: bool = True,
    ) -> UiAction:  # fmt: skip
        return UiAction(
            id_, label, icon, keys, Droit.REGISTRE, run, primary=primary, on_page=on_page
        )
