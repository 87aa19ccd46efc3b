"""« Saisir une feuille »: the day and the lieu once, then line after line.

A line is written when it is complete, so that nothing of it can be lost and a colleague sees it at
once; what is not complete is a draft of the base. Ctrl+Z takes the last line out of the register
and back into the sheet, as does Suppr on any line.
"""

from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

from models.accueil.feuille import (
    Feuille,
    correct_ligne,
    deja_ecrits,
    feuille_of,
    move_feuille,
    record_ligne,
    trace_of,
)
from models.accueil.passage import Passage, archive_passage, open_passage
from models.base.drafts import draft, forget_draft, keep_draft
from models.base.droit import Droit
from models.base.errors import Failure, Invalid
from models.nomenclatures.lieu import lieux
from ui.kit.actions import UiAction
from ui.kit.banner import announce
from ui.kit.context import Context
from ui.kit.inputs import PAUSE
from ui.kit.page import Screen, text
from ui.screens.saisie.collage import is_block, lines_of
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

    def write_all(self) -> None:
        """Each complete line, the others told by what they miss."""
        self.grille.editeur.complete()
        self.grille.current()
        for ligne in self.grille.lignes:
            if ligne.is_empty or ligne.passage:
                continue
            try:
                self._write(ligne)
            except Invalid as refusal:
                ligne.erreur = refusal.message
        self.grille.set_lignes(self.grille.lignes, self.grille.at)
        left = [i for i, one in enumerate(self.grille.lignes) if self._is_left(one)]
        if left:
            self.grille.open_line(left[0])
        elif self.grille.lignes[self.grille.at].passage:
            self.grille.next_line()
        self.keep()
        self._tell()

    def finish(self) -> None:
        """Close the sheet: its lines are in the register already."""
        self.write_all()
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

    def _write(self, ligne: Ligne) -> Passage:
        feuille = self.entete.feuille()
        typed = ligne.as_input(self._mode(), self.entete.accueilli_par())
        known = open_passage(ligne.passage) if ligne.passage else None
        if known is not None:
            passage = correct_ligne(known, feuille, typed)
        else:
            passage = record_ligne(feuille, typed)
        ligne.passage, ligne.erreur, ligne.trace = str(passage.id), "", trace_of(passage)
        own = {one.passage for one in self.grille.lignes}
        met = deja_ecrits(feuille, typed, sauf=own)
        ligne.remarque = f"Peut-être déjà au registre : {met[0]}" if met else ""
        return passage

    def _paste(self, copied: str) -> None:
        lines = lines_of(copied, self.grille.editeur.demandes.catalogue())
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
        gone = False
        for at, ligne in enumerate(self.grille.lignes):
            if not ligne.passage:
                continue
            passage = open_passage(ligne.passage)
            if passage is None or passage.archived_at is not None:
                ligne.passage, ligne.remarque, gone = "", "Retirée du registre", True
                self.grille.show_line(at)
            elif not self._moving:
                self._follow(passage)
        if gone:
            self.keep()
        self._tell()

    def _follow(self, passage: Passage) -> None:
        """The head is that of the lines that are written: a sheet that was moved back says so."""
        sheet = self._sheet()
        own = feuille_of(passage)
        if sheet is not None and sheet != own:
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
