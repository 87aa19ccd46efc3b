"""First page of the first run: the structure's card."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout

from models.base.errors import Failure
from models.coffre.creation import checked_service
from models.nomenclatures.service import Service
from ui.kit.completer import Answer, Completer
from ui.kit.context import Context
from ui.kit.editors.lines import LineEditor
from ui.kit.form import Form, Group, Input
from ui.kit.page import card
from ui.kit.tokens import L
from ui.parts.logo import LOGO_WIDTH, LogoPicker
from ui.screens.ouverture.brouillon import Brouillon
from ui.screens.ouverture.cadre import WIDE, Panel

_INTRO = "Ce qui figurera en tête des papiers que vous imprimerez. Tout se change plus tard."


class StructurePage(Panel):
    """Name, address, SIRET, logo; `done` once they are acceptable, `typed` at each pause."""

    def __init__(
        self,
        context: Context,
        brouillon: Brouillon,
        *,
        done: Callable[[], object],
        typed: Callable[[], object],
    ) -> None:
        title = "Bienvenue. Quelle est votre structure\u00a0?"
        super().__init__(context, name="structure", title=title, intro=_INTRO, width=WIDE)
        self._brouillon, self._done, self._typed = brouillon, done, typed
        self.form = self._make_form()
        self.form.restore_draft(brouillon.service)
        self.form.drafted.connect(self.keep)
        self.form.submitted.connect(self.submit)
        self.logo = LogoPicker(brouillon.logo_bytes)
        self.logo.changed.connect(self.keep)
        self.logo.refused.connect(lambda: self.banner.danger(self.logo.refusal))
        self._complete_commune()
        self.step = 0
        self.body.addLayout(self._side_by_side())
        self.foot.addStretch()
        self.foot.addWidget(self.set_primary("Continuer", self.submit, name="structure.continuer"))

    def keep(self) -> None:
        """What is typed stays for the next start, if this one is cut short."""
        assert self.form is not None
        if self.isHidden():  # a page that is gone has no say any more
            return
        self._brouillon.service = {name: str(v) for name, v in self.form.draft().items()}
        self._brouillon.keep_logo(self.logo.image)
        self._typed()

    def submit(self) -> None:
        assert self.form is not None
        self.form.clear_errors()
        self.banner.clear()
        self.keep()
        try:
            checked_service({**self.form.values(), "logo": self.logo.image})
        except Failure as error:
            self.refused(error)
            return
        self._done()

    def _make_form(self) -> Form:
        fields = [
            Input(Service.nom, wide=True),
            Input(Service.adresse, lines=2),
            Service.code_postal,
            Service.commune,
            Service.siret,
        ]
        made = Form([Group("", fields)], name="structure", framed=False)
        area = made.editor("adresse").control
        area.setMaximumHeight(area.minimumHeight())  # the four steps hold in a small window
        return made

    def _side_by_side(self) -> QHBoxLayout:
        assert self.form is not None
        line = QHBoxLayout()
        line.setSpacing(L)
        line.addWidget(card("", self.form), 1)
        logo = card("Logo", self.logo)
        logo.setFixedWidth(LOGO_WIDTH + 2 * L)
        line.addWidget(logo)
        return line

    def _complete_commune(self) -> None:
        """A postcode proposes its communes; a single one is written at once."""
        assert self.form is not None
        postcode, commune = self.form.editor("code_postal"), self.form.editor("commune")
        assert isinstance(postcode, LineEditor)
        assert isinstance(commune, LineEditor)
        self._completer = Completer(
            commune.line,
            lambda typed: _answers(postcode.line.text(), typed),
            chosen=lambda answer: commune.line.setText(answer.primary),
            name="structure.communes",
        )
        postcode.line.editingFinished.connect(lambda: _fill_only(postcode, commune))


def _answers(postcode: str, typed: str) -> list[Answer]:
    from models.nomenclatures.communes import communes_of

    found = communes_of(postcode, starting=typed)
    return [] if found == [typed] else [Answer(name, name, postcode) for name in found]


def _fill_only(postcode: LineEditor, commune: LineEditor) -> None:
    from models.nomenclatures.communes import communes_of

    found = communes_of(postcode.line.text())
    if len(found) == 1 and not commune.line.text().strip():
        commune.line.setText(found[0])
