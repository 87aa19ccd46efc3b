"""What a carnet brings, read before it is written: figures, doubles, newcomers to recognise."""

from collections.abc import Callable, Iterable
from typing import cast

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.echanges.carnet.apercu import Apercu, Decisions, Doublon, Ligne, Proche
from models.echanges.carnet.inacheves import phrase_of
from models.echanges.carnet.rentrer import Rentree, rentrer
from ui.kit import errors
from ui.kit.check import Check
from ui.kit.context import Context
from ui.kit.editors import Kind
from ui.kit.editors.choices import ChoiceEditor
from ui.kit.field_box import FieldBox
from ui.kit.inputs import Input
from ui.kit.names import named
from ui.kit.page import card, text
from ui.kit.tokens import L

NEW = "nouveau"
SHOWN = 12  # lines told of one kind
TO_FINISH = (
    "Pour les terminer : « Ouvrir une autre base », comme en tournée, puis rentrez le "
    "carnet à nouveau. Rien n’est rentré deux fois."
)


class Reprise(QWidget):
    """`done` is told what was written. Names are whole: the screen hides the page when turned."""

    def __init__(
        self, context: Context, seen: Apercu, *, done: Callable[[Rentree], object]
    ) -> None:
        super().__init__()
        self._context, self._seen, self._done = context, seen, done
        self._kept = {d.ligne.id: self._double(d) for d in seen.doublons}
        self._who = {p.id: self._near(p) for p in seen.proches}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(L)
        self._fill()
        self._column.addStretch()

    @property
    def verb(self) -> str:
        count = len(self._seen.nouveaux)
        return f"Rentrer {count} passage{'s' if count > 1 else ''}" if count else "Rentrer"

    def focus_first(self) -> None:
        first = next(iter([*self._who.values(), *self._kept.values()]), None)
        (first or self).setFocus()

    def submit(self) -> None:
        seen = self._seen
        try:
            decided = self.decisions()
        except ValueError:
            return
        self._context.jobs.run(
            lambda progress: rentrer(seen, decided, progress=progress),
            done=self._done,
            failed=lambda error: errors.show(error, banner=self._context.banner),
            title="Retour du carnet",
            owner=self,
        )

    def decisions(self) -> Decisions:
        """`ValueError`, with its words in place, for a choice that cannot be read."""
        same = {}
        for key, box in self._who.items():
            try:
                chosen = box.editor.value()
            except ValueError as error:
                box.show_error(str(error))
                box.editor.setFocus()
                raise
            if chosen not in (None, NEW):
                same[key] = str(chosen)
        left = [key for key, box in self._kept.items() if not box.isChecked()]
        return Decisions(meme=same, laisses=frozenset(left))

    def _fill(self) -> None:
        self._column.addWidget(card(self._seen.retour.titre, *map(_words, self._figures())))
        begun = self._seen.retour.inacheves
        if begun:
            told = map(_words, (phrase_of(begun), TO_FINISH))
            self._column.addWidget(card("Saisies en cours", *told))
        if self._who:
            said = _words(
                "Ces personnes ont été inscrites en tournée. Un dossier d’ici leur ressemble : "
                "est-ce la même personne ?"
            )
            self._column.addWidget(card("Même personne ?", said, *self._who.values()))
        if self._kept:
            said = _words(
                "Ces personnes ont aussi un passage ici ce jour-là. Décochez ce qui a été écrit "
                "deux fois."
            )
            self._column.addWidget(card("Passages à vérifier", said, *self._kept.values()))
        for title, words in self._told():
            self._column.addWidget(card(title, *map(_words, words)))

    def _figures(self) -> Iterable[str]:
        seen = self._seen
        if seen.is_empty:
            yield "Rien de nouveau : tout ce que ce carnet contient est déjà au registre."
        yield from _counted(
            (len(seen.nouveaux), "passage à rentrer", "passages à rentrer"),
            (len(seen.dossiers), "personne inscrite en tournée", "personnes inscrites en tournée"),
            (len(seen.completes), "dossier complété", "dossiers complétés"),
            (seen.connus, "passage déjà rentré", "passages déjà rentrés"),
            (seen.effaces, "passage d’un dossier effacé depuis : il sera anonyme",
             "passages de dossiers effacés depuis : ils seront anonymes"),
        )  # fmt: skip

    def _told(self) -> Iterable[tuple[str, list[str]]]:
        seen = self._seen
        if seen.corriges:
            why = "Ils étaient déjà au registre : rien n’y est changé. Reportez-les à la main."
            yield "Corrigés dans le carnet depuis son retour", [why, *self._lines(seen.corriges)]
        if seen.differents:
            why = "Ils ont été corrigés ici : le registre garde ce qu’il dit."
            yield "Différents du carnet", [why, *self._lines(seen.differents)]
        others = [c for c in seen.complements if c.autres]
        if others:
            why = "Le dossier d’ici est gardé."
            named_ = [f"{c.nom} : {', '.join(c.autres)}" for c in others]
            yield "Le carnet dit autre chose", [why, *named_[:SHOWN]]

    def _lines(self, lines: tuple[Ligne, ...]) -> list[str]:
        told = [self._line(one) for one in lines[:SHOWN]]
        more = len(lines) - SHOWN
        return [*told, f"… et {more} de plus"] if more > 0 else told

    def _line(self, one: Ligne) -> str:
        return f"{one.quand} · {one.qui} · {one.demandes}"

    def _double(self, one: Doublon) -> Check:
        words = f"{self._line(one.ligne)}   (ici : {one.ici})"
        box = named(Check(words), f"carnet.garder.{one.ligne.id}")
        box.setChecked(True)
        return box

    def _near(self, one: Proche) -> FieldBox:
        options = [(NEW, "Nouveau dossier")]
        options += [
            (c.id, f"C’est {c.nom}{f' · {c.precisions}' if c.precisions else ''}")
            for c in one.candidats
        ]
        label = " · ".join(part for part in (one.nom, one.precisions) if part)
        box = FieldBox(
            Input(name=one.id, label=label, kind=Kind.CHOICE, options=options), form_name="carnet"
        )
        cast(ChoiceEditor, box.editor).set_value(one.propose or NEW)
        return box


def _counted(*told: tuple[int, str, str]) -> Iterable[str]:
    for count, one, several in told:
        if count:
            yield f"{count} {one if count == 1 else several}"


def _words(words: str) -> QWidget:
    shown = text(words)
    shown.setWordWrap(True)
    return shown
