"""What opens under the line, one part at a time: a demande, the public, the complements."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from models.base.errors import Invalid
from ui.kit.context import Context
from ui.screens.accueil.champs import Champs
from ui.screens.accueil.pastilles import Pastilles
from ui.screens.accueil.rattachement import Rattachement


class Depliants:
    """Opens and folds; `back` goes on with the demandes, `first` with whatever comes first,
    `reveal` scrolls to what opened."""

    def __init__(
        self, context: Context, champs: Champs, pastilles: Pastilles, rattachement: Rattachement, *,
        back: Callable[[], object], first: Callable[[], object],
        reveal: Callable[[QWidget], object],
    ) -> None:  # fmt: skip
        self._turned = context.turned
        self._champs, self._pastilles, self._rattachement = champs, pastilles, rattachement
        self._back, self._first, self._reveal = back, first, reveal
        self.rang: int | None = None  # the demande whose fields are in sight
        champs.public.done.connect(self.fold)
        rattachement.left.connect(self._leave_rattachement)

    @property
    def is_open(self) -> bool:
        return self.rang is not None or any(not part.isHidden() for part in self._others)

    def toggle_precisions(self) -> None:
        """Show the fields of the last demande, or go back to the line."""
        demandes = self._champs.demandes.demandes
        if self.rang is None and demandes:
            self.open_demande(len(demandes) - 1)
        else:
            self.fold()

    def open_demande(self, at: int) -> None:
        """Show the fields of one demande; asked again, close them."""
        if self.rang == at:
            self.fold()
            return
        if not self._may_fold():
            return
        self.close()
        self.rang = at
        self.show_demandes()
        self._champs.precisions.show()
        self._champs.precisions.focus_first()
        self._reveal(self._champs.precisions)

    def toggle_complements(self) -> None:
        self._toggle(self._champs.complements)

    def toggle_public(self) -> None:
        """Where there is one visitor without a file; a file tells it, a group counts it."""
        if self._champs.qui.qui.is_unnamed:
            self._toggle(self._champs.public)

    def open_rattachement(self, anonyme_id: str) -> None:
        if self._may_fold() and self._rattachement.open_for(anonyme_id):
            self.close()
            self._rattachement.show()
            self._rattachement.focus_first()
            self._reveal(self._rattachement)

    def fold(self) -> None:
        """Close what was opened, and go on with the line; never over words that would be lost."""
        if self._may_fold():
            self.close()
            self._back()

    def close(self) -> None:
        for part in self._others:
            part.hide()
        self.rang = None
        self._champs.precisions.hide()
        self.show_demandes()

    def show_complements(self) -> None:
        self.close()
        self._champs.complements.show()

    def show_demandes(self, *, fields: bool = True) -> None:
        """Draw the demandes again, and the fields of the one that is open."""
        demandes = self._champs.demandes.demandes
        self._pastilles.show_demandes(demandes, current=self.rang)
        if fields and self.rang is not None:
            self._champs.precisions.show_demande(demandes[self.rang], self._title())

    def turn(self) -> None:
        """The screen is turned: what is told of somebody folds or hides."""
        if self._turned.on and not self._champs.public.isHidden():
            self._champs.public.hide()
            self._back()
        self.show_demandes(fields=False)
        if self.rang is not None:
            self._champs.precisions.say(self._title())

    def note_demandes(self) -> None:
        """A demande came or went."""
        if self.rang is not None and self.rang >= len(self._champs.demandes.demandes):
            self.close()
        self.show_demandes()

    def note_precisions(self) -> bool:
        """Take what the fields say of their demande; whether they say anything."""
        demande = self._champs.precisions.demande()
        if self.rang is None or demande is None:
            return False
        demandes = list(self._champs.demandes.demandes)
        demandes[self.rang] = demande
        self._champs.demandes.demandes = demandes
        self.show_demandes(fields=False)
        return True

    def kept(self) -> dict[str, Any] | None:
        """The words of an open demande that are in no list yet: its fields as they are."""
        precisions = self._champs.precisions
        if self.rang is None or not precisions.holds_words_of_no_list:
            return None
        return {"rang": self.rang, "champs": precisions.kept()}

    def restore(self, kept: Mapping[str, Any] | None) -> None:
        if kept is not None:
            self.open_demande(kept["rang"])
            self._champs.precisions.restore(kept["champs"])

    @property
    def _others(self) -> tuple[QWidget, ...]:
        return (self._champs.complements, self._champs.public, self._rattachement)

    def _toggle(self, part: Any) -> None:
        if not self._may_fold():
            return
        shown = part.isHidden()
        self.close()
        if not shown:
            self._back()
            return
        part.show()
        part.focus_first()
        self._reveal(part)

    def _leave_rattachement(self) -> None:
        self.close()
        self._first()

    def _title(self) -> str:
        assert self.rang is not None
        place = f"Demande {self.rang + 1}"
        if self._turned.on:  # what she asks is nobody else's business
            return place
        thematique = self._champs.demandes.demandes[self.rang].thematique
        return f"{place} : {self._champs.demandes.label_of(thematique)}"

    def _may_fold(self) -> bool:
        """Say beside its field which word is in no list, rather than drop it."""
        if self.rang is None:
            return True
        try:
            self._champs.precisions.check()
        except Invalid as refusal:
            box = self._champs.precisions.boxes[refusal.field]
            box.show_error(refusal.message)
            box.editor.control.setFocus()
            return False
        return True
