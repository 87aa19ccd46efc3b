"""After the streets changed: how many files would move, said before, and the way to move them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from models.personnes.recalcul import files_to_move, recompute_quartiers
from ui.kit.context import Context
from ui.kit.icons import IconButton, IconLabel
from ui.kit.jobs import Job
from ui.kit.names import named
from ui.kit.tokens import M, S

NONE = "Tous les dossiers suivent déjà les quartiers et leurs voies."
_WILL = (
    "dossier sera rattaché ou détaché d’après son adresse.",
    "dossiers seront rattachés ou détachés d’après leur adresse.",
)
_DONE = ("dossier mis à jour", "dossiers mis à jour")
_STAYS = "Ce que quelqu’un a déclaré ou vérifié reste."


class Rattachement(QFrame):
    """A line over the lists, shown while files wait to be moved."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("rattachement")
        self.setProperty("role", "banner")
        self.setProperty("kind", "info")
        self._context = context
        self._keys: list[str] = []
        self._job: Job | None = None
        self._said = named(QLabel(), "rattachement.dit")
        self._said.setWordWrap(True)
        self._act = named(QPushButton("Mettre à jour ces dossiers"), "rattachement.agir")
        self._act.setProperty("role", "link")
        self._act.setCursor(Qt.CursorShape.PointingHandCursor)
        self._act.clicked.connect(self.move_files)
        later = IconButton("close", "Plus tard")
        later.setObjectName("rattachement.plus_tard")
        later.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(M, S, S, S)
        row.setSpacing(S)
        row.addWidget(IconLabel("info", kind="info"))
        row.addWidget(self._said, 1)
        row.addWidget(self._act)
        row.addWidget(later)
        self.hide()

    def offer(self) -> None:
        """Count aside what would move, and say it if anything would."""
        self._count(asked=False)

    def ask(self) -> None:
        """The same, asked for: it is also said when nothing moves."""
        self._count(asked=True)

    def move_files(self) -> None:
        self.hide()
        self._context.jobs.run(
            lambda progress: recompute_quartiers(self._keys, progress),
            done=self._moved,
            title="Mise à jour des quartiers",
            owner=self,
        )

    def _count(self, *, asked: bool) -> None:
        if self._job is not None:
            self._job.cancel()  # the streets changed again: its count would be that of before
        self._job = self._context.jobs.run(
            files_to_move,
            done=lambda keys: self._tell(keys, asked=asked),
            title="Recherche des dossiers à rattacher",
            owner=self,
        )

    def _tell(self, keys: list[str], *, asked: bool) -> None:
        self._job, self._keys = None, keys
        self.setVisible(bool(keys))
        self._said.setText(f"{_counted(len(keys), *_WILL)} {_STAYS}")
        if asked and not keys:
            self._context.banner.good(NONE)

    def _moved(self, changed: int) -> None:
        self._context.say_saved(_counted(changed, *_DONE))


def _counted(count: int, one: str, several: str) -> str:
    told = f"{count:,}".replace(",", "\u202f")
    return f"{told}\u00a0{several if count > 1 else one}"
