"""Second page of the first run: where the data live."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from models.base import paths
from models.base.errors import Failure, Refused
from models.coffre.creation import check_new_place
from models.comptes import acces
from ui.kit.check import Check
from ui.kit.context import Context
from ui.kit.editors.lines import Line
from ui.kit.files import folder_to_use
from ui.kit.names import named
from ui.kit.page import card, text
from ui.kit.tokens import XL, S
from ui.screens.ouverture.cadre import WIDE, Panel, link, paragraph

_INTRO = (
    "Tout est gardé dans un fichier chiffré, sur cet ordinateur\u00a0: rien ne part ailleurs. Le "
    "dossier habituel convient presque toujours."
)
_NEVER = (
    "Ni un lecteur réseau, ni un dossier synchronisé (OneDrive, Dropbox, Nextcloud…)\u00a0: une "
    "base s’y abîme. Les sauvegardes, elles, pourront y aller."
)


class EmplacementPage(Panel):
    """The usual folder, or another local one; `found` when it holds a base already."""

    def __init__(
        self,
        context: Context,
        folder: Path,
        *,
        done: Callable[[Path], object],
        back: Callable[[], object],
        found: Callable[[Path], object],
    ) -> None:
        title = "Où garder les données\u00a0?"
        super().__init__(context, name="emplacement", title=title, intro=_INTRO, width=WIDE)
        self._done, self._found = done, found
        self._usual = paths.data_folder()
        self._make_controls()
        elsewhere = folder != self._usual
        self.other.setChecked(elsewhere)
        self.line.setText(str(folder) if elsewhere else "")
        self._follow()
        self._fill(back)

    def focus_first(self) -> None:
        assert self.primary is not None
        (self.line if self.other.isChecked() else self.primary).setFocus()

    @property
    def folder(self) -> Path:
        return Path(self.line.text().strip()) if self.other.isChecked() else self._usual

    def submit(self) -> None:
        """Go on with the folder, unless a base lives there or none could."""
        self.banner.clear()
        self._open.hide()
        try:
            self._check()
        except Failure as error:
            self.refused(error)
            return
        self._done(self.folder)

    def _check(self) -> None:
        if self.other.isChecked() and not self.line.text().strip():
            self.line.setFocus()
            raise Refused("Dossier\u00a0: écrivez son emplacement, ou choisissez-le.")
        if acces.holds_base(self.folder):
            self._open.show()
            self._open.setFocus()
            raise Refused(
                "Ce dossier contient déjà une base\u00a0: elle n’est pas remplacée. Ouvrez-la, ou "
                "choisissez un autre dossier."
            )
        check_new_place(self.folder)

    def _browse(self) -> None:
        start = Path(self.line.text() or Path.home())
        chosen = folder_to_use(self, "Dossier des données", start)
        if chosen is not None:
            self.line.setText(str(chosen))

    def _follow(self) -> None:
        for control in (self.line, self._browse_button):
            control.setEnabled(self.other.isChecked())

    def _make_controls(self) -> None:
        self.other = named(Check("Plutôt dans un autre dossier de cet ordinateur"), "dossier.autre")
        self.other.toggled.connect(lambda _: self._follow())
        self.line = named(Line(), "dossier.chemin", "Emplacement de l’autre dossier")
        self.line.returnPressed.connect(self.submit)
        self._browse_button = named(QPushButton("Parcourir…"), "dossier.parcourir")
        self._browse_button.setAccessibleName("Parcourir les dossiers")
        self._browse_button.clicked.connect(lambda: self._browse())
        self._open = link(
            "Ouvrir cette base", lambda: self._found(self.folder), name="dossier.ouvrir"
        )
        self._open.hide()

    def _fill(self, back: Callable[[], object]) -> None:
        usual = text("Le dossier habituel de cet ordinateur", "label")
        where = paragraph(str(self._usual), name="dossier.habituel")
        chosen = QWidget()
        line = QHBoxLayout(chosen)
        line.setContentsMargins(XL, 0, 0, 0)
        line.setSpacing(S)
        line.addWidget(self.line, 1)
        line.addWidget(self._browse_button)
        self.step = 1
        held = card("", usual, where, self.other, chosen, paragraph(_NEVER, "small"))
        self.body.addWidget(held)
        self.foot.addWidget(link("Précédent", back, name="emplacement.precedent"))
        self.foot.addStretch()
        self.foot.addWidget(self._open)
        primary = self.set_primary("Continuer", self.submit, name="emplacement.continuer")
        self.foot.addWidget(primary)
