"""Quartiers and streets from a file: read aside, shown before anything is written."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from models.base.listing import several
from models.echanges.zonage import Bilan, Lecture, Refus, importer_quartiers, lire_quartiers
from ui.kit import errors, files
from ui.kit.context import Context
from ui.kit.form import Form
from ui.kit.names import named
from ui.kit.page import text
from ui.kit.rows import Row, RowList
from ui.screens.reglages.section import Page, sentence

KINDS = "Listes de quartiers (*.csv *.tsv *.txt *.xlsx *.ods)"
_COLUMNS = (
    "Une ligne par quartier, ou par morceau de voie. Colonnes reconnues\u00a0: code, quartier, "
    "commune, voie, du numéro, au numéro, côté, en vigueur du, au. Ce qui est déjà connu n’est "
    "pas ajouté deux fois."
)


class LecturePage(Page):
    """What is understood of a file: how many quartiers and streets, and each line left aside."""

    def __init__(self, context: Context, lecture: Lecture) -> None:
        self._lecture = lecture
        self.refus = RowList("quartiers.refus", "Lignes laissées de côté")
        self.refus.show_rows([_row(one) for one in lecture.refus])
        if not lecture.refus:
            self.refus.hide()
        told = text(said_reading(lecture), "", "quartiers.lecture")
        told.setWordWrap(True)
        super().__init__(
            context,
            Form([], name="quartiers_fichier"),
            key=None,
            title=lecture.fichier,
            save=lambda _: None,
            said="",
            verb="Importer",
            drawing="import",
            beside=[
                told,
                sentence(_COLUMNS),
                self.refus,
            ],
        )

        named(self, "quartiers.page", said_reading(lecture))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def modified(self) -> bool:
        return bool(self._lecture.lignes)

    def focus_first(self) -> None:
        self.refus.setFocus() if self._lecture.refus else self.setFocus()

    def write(self, values: dict[str, Any]) -> None:
        self.context.jobs.run(
            lambda progress: importer_quartiers(self._lecture, progress),
            done=self._written,
            failed=lambda error: errors.show(error, banner=self.context.banner),
            title="Import des quartiers",
            owner=self,
        )

    def _written(self, bilan: Bilan) -> None:
        context = self.context
        self.done(None)
        if bilan.quartiers or bilan.voies:
            context.say_saved(said_written(bilan))
        else:
            context.banner.info(said_written(bilan))


def choose_file(parent: QWidget) -> Path | None:
    return files.file_to_open(parent, "Importer des quartiers", KINDS)


def read_file(
    context: Context, path: Path, *, owner: QObject, show: Callable[[Page], object]
) -> None:
    """Read a file aside, then show what is understood of it."""
    context.jobs.run(
        lambda _: lire_quartiers(path),
        done=lambda lecture: show(LecturePage(context, lecture)),
        title="Lecture du fichier",
        owner=owner,
    )


def said_reading(lecture: Lecture) -> str:
    """« 3 quartiers, 210 voies dans ce fichier. 2 lignes sont laissées de côté… »"""
    quartiers, voies = several(lecture.quartiers, "quartier"), several(lecture.voies, "voie")
    known = f"{quartiers}, {voies} dans ce fichier."
    return f"{known} {_left(len(lecture.refus))} Rien n’est encore enregistré."


def said_written(bilan: Bilan) -> str:
    told = f"{several(bilan.quartiers, 'quartier')} et {several(bilan.voies, 'voie')} en plus"
    known = f"\u00a0; déjà connu\u00a0: {several(bilan.connus, 'ligne')}" if bilan.connus else ""
    aside = several(len(bilan.refus), "ligne")
    left = f"\u00a0; laissé de côté\u00a0: {aside}" if bilan.refus else ""
    return f"{told}{known}{left}"


def _left(count: int) -> str:
    if not count:
        return "Toutes les lignes se lisent."
    many = count > 1
    verb = "sont laissées" if many else "est laissée"
    return f"{several(count, 'ligne')} {verb} de côté, avec la raison ci-dessous."


def _row(refus: Refus) -> Row:
    return Row(str(refus.ligne), f"Ligne {refus.ligne}", refus.raison)
