"""The screen of the carnets as its user speaks of it, and a second program on the road."""

import subprocess
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from models.base.settings import Settings
from models.echanges.carnet.lecture import folder_of
from tests.factories import PASSWORD, POSTE
from ui.kit.context import make_context
from ui.main_window import MainWindow

ROAD = """
import sys
from pathlib import Path
from models.comptes import acces
from models.base.settings import Settings
from models.accueil.demande import DemandeInput
from models.accueil.saisie import Visiteur, record_visit
from models.nomenclatures.lieu import lieux
acces.open_with_password(Path(sys.argv[1]), "claire", password=sys.argv[2],
                         settings=Settings(poste_id="q" * 32))
for prenom, nom in (name.split(":") for name in sys.argv[3:]):
    who = Visiteur(nouvelle={"prenom": prenom, "nom_naissance": nom}) if nom else Visiteur()
    record_visit(who, [DemandeInput("thematique.pap.carte_identite")], lieu=lieux()[0].id)
acces.lock()
"""


def on_the_road(folder: Path, *names: str) -> None:
    """Somebody receives these people (« Prénom:Nom », « : » for nobody known) in the carnet."""
    told = subprocess.run(
        [sys.executable, "-c", ROAD, str(folder_of(folder)), PASSWORD, *names],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr


BEGUN = """
import sys
from pathlib import Path
from models.comptes import acces
from models.base.drafts import keep_draft
from models.base.settings import Settings
acces.open_with_password(Path(sys.argv[1]), "claire", password=sys.argv[2],
                         settings=Settings(poste_id="q" * 32))
for place in sys.argv[3:]:
    keep_draft(place, {"nom": "Zoubida"})
acces.lock()
"""


def begun_on_the_road(folder: Path, *places: str) -> None:
    """Something is typed at these places of the carnet, and left there."""
    subprocess.run(
        [sys.executable, "-c", BEGUN, str(folder_of(folder)), PASSWORD, *places], check=True
    )


class Tournee:
    """The window on « Carnets de tournée »."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = MainWindow(make_context(Settings(poste_id=POSTE), immediate=True))
        qtbot.addWidget(self.window)
        self.window.resize(1280, 720)
        self.window.enter()
        self.window.show()
        self.window.navigate("carnets")
        self.settle()

    def stop(self) -> None:
        self.window.context.release()

    def leave(self, folder: Path, *, intitule: str = "Marché", mois: str = "") -> None:
        """Fill the departure and prepare the carnet."""
        self.do("carnet.emporter")
        self.set("depart.intitule", intitule)
        self.set("depart.mois", mois)
        self.set("depart.password", PASSWORD)
        self.set("depart.dossier", str(folder))
        self.do("carnet.partir")

    def come_back(self, folder: Path) -> None:
        """Choose the folder and have it read."""
        self.do("carnet.retour")
        self.set("retour.dossier", str(folder))
        self.do("carnet.lire")

    def do(self, action: str) -> None:
        """Do an act by its button, in the page's head or in its body."""
        names = (action, f"{action}.empty")
        shown = [w for n in names for w in self.window.findChildren(QWidget, n) if w.isVisible()]
        assert shown, f"aucun « {action} » à l’écran :\n{self.read}"
        button = shown[0]
        assert isinstance(button, QAbstractButton)
        assert button.isEnabled(), f"« {button.text()} » est grisé"
        button.click()
        self.settle()

    def set(self, name: str, text: str) -> None:
        line = self.find(name)
        assert isinstance(line, QLineEdit)
        line.setFocus(Qt.FocusReason.TabFocusReason)
        line.selectAll()
        line.insert(text)
        self.settle()

    def tick(self, part: str) -> None:
        box = next(b for b in self.window.findChildren(QCheckBox) if part in b.text())
        box.click()

    def find(self, name: str) -> QWidget:
        found = [w for w in self.window.findChildren(QWidget, name) if w.isVisible()]
        assert found, f"aucun « {name} » à l’écran :\n{self.read}"
        return found[0]

    @property
    def read(self) -> str:
        """All that is read on the page."""
        page = self.window.current
        assert page is not None
        labels = [w for w in page.findChildren(QLabel) if w.isVisible() and w.text()]
        boxes = [w for w in page.findChildren(QAbstractButton) if w.isVisible() and w.text()]
        return "\n".join(w.text() for w in (*labels, *boxes))

    @property
    def title(self) -> str:
        return self.window.windowTitle().split(" — ")[0]

    @property
    def banner(self) -> str:
        return self.window.context.banner.text

    @property
    def rows(self) -> list[dict[str, str]]:
        model: Any = self.find("carnets.liste").model()  # type: ignore[attr-defined]  # a table view
        names = [column.name for column in model.listing.columns]
        return [
            dict(
                zip(names, (model.data(model.index(r, c)) for c in range(len(names))), strict=True)
            )
            for r in range(model.rowCount())
        ]

    def open_first(self) -> None:
        view: Any = self.find("carnets.liste")
        view.go_to(0)
        QTest.keyClick(view, Qt.Key.Key_Return)
        self.settle()

    def settle(self) -> None:
        for _ in range(4):
            QApplication.processEvents()
