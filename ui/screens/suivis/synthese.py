"""Prepares the synthesis of a suivi for a partner: chosen, seen as it prints, noted, put out."""

from typing import Any

from PySide6.QtWidgets import QWidget

from models.base import clock, database
from models.base.drafts import forget_draft
from models.base.errors import Invalid
from models.suivis.intervenant import intervenants_of
from models.suivis.note import keep_typed, kept_typed
from models.suivis.partage import BLOCS, Partage, record_synthese, take_back_synthese
from models.suivis.relecture import RAPPEL, Relecture, said_remarques
from models.suivis.synthese import (
    ENTIERS,
    AChoisir,
    Choix,
    contenu_of,
    freins_to_share,
    objectifs_to_share,
    synthese_of,
)
from ui.kit.context import Context
from ui.kit.editors import Kind
from ui.kit.form import Form, Group, Input
from ui.kit.page import text
from ui.parts.papier import PapierDialog
from ui.screens.suivis.ecrire_partage import accords, for_minors

TITLE = "Synthèse pour un partenaire"
WIDE = 400
USUAL = ("identite", "parcours", "rendez_vous")
WITHOUT_NAME = "Sans l’identité, la personne n’est dite que par ses initiales."
TOLD = "Elle est informée avant que ce papier parte."
OF_CARE = "Un sujet sensible n’est coché que si vous le choisissez, avec l’accord de la personne."


class SyntheseDialog(PapierDialog):
    """What is typed in it is kept until the paper is out, sealed: it tells of somebody."""

    def __init__(
        self, context: Context, screen: QWidget, suivi_id: str, *, avec: str | None = None
    ) -> None:
        self._suivi_id, self._key = suivi_id, f"suivi.{suivi_id}.synthese"
        self._noted: Partage | None = None
        self._names = {one.id: one.designation for one in intervenants_of(suivi_id)}
        self._relecture = Relecture()
        freins, goals = freins_to_share(suivi_id), objectifs_to_share(suivi_id)
        told = for_minors(suivi_id, TOLD)
        groups = _groups(list(self._names.items()), freins, goals, told=told)
        form = Form(groups, name="synthese", framed=False)
        form.set_values(_usual(freins, goals, avec))
        kept = kept_typed(self._key, suivi_id)
        if kept is not None and avec is None:
            form.restore_draft(kept)
        self._remarques = text("", "secondary", "synthese.remarques")
        self._remarques.setProperty("kind", "attention")
        self._remarques.setWordWrap(True)
        form.layout().addWidget(self._remarques)  # type: ignore[union-attr]  # it has one
        form.drafted.connect(self._keep)
        super().__init__(
            context, screen, name="synthese.papier", title=TITLE, compose=self._composed,
            trace=self._record, form=form, aside=WIDE, check=self._look, given_up=self._forget,
        )  # fmt: skip
        self.accepted.connect(self._finish_draft)
        self.rejected.connect(self._keep)
        self.finished.connect(self.deleteLater)  # it tells of somebody: nothing of it stays

    def _finish_draft(self) -> None:
        assert self.form is not None
        self.form.accept()  # what waited to be kept waits no more
        forget_draft(self._key)

    def _keep(self) -> None:
        locked = not database.is_open()  # during the pause
        if self.form is not None and self.form.modified and not locked:
            typed = self.form.draft()
            self._context.attempt(lambda: keep_typed(self._key, self._suivi_id, typed))

    def _look(self, values: dict[str, Any]) -> None:
        """What had better not leave is told, and what holds nothing is not printed."""
        self._remarques.setText(said_remarques(self._relecture.remarques(values["mots"] or "")))
        self._remarques.setVisible(bool(self._remarques.text()))
        if not any(values[name] for name in ("blocs", "freins", "objectifs", "mots")):
            raise Invalid("blocs", "Choisissez ce que la synthèse doit dire.")

    def _composed(self, values: dict[str, Any]) -> bytes:
        from reports.synthese_suivi import synthese_pdf

        return synthese_pdf(synthese_of(self._suivi_id, self._choice(values)))

    def _record(self, _: str) -> None:
        """The partage first: what is not noted does not leave."""
        assert self.form is not None
        values = self.form.values()
        choix = self._choice(values)
        self._noted = record_synthese(
            self._suivi_id, contenu=contenu_of(self._suivi_id, choix), date=clock.today(),
            intervenant=values["intervenant"],
            destinataire="" if values["intervenant"] else choix.destinataire,
            motif=choix.motif, accord=choix.accord, accord_le=choix.accord_le, fin_le=choix.fin_le,
        )  # fmt: skip

    def _forget(self) -> None:
        """It did not leave after all."""
        noted, self._noted = self._noted, None
        if noted is not None:
            take_back_synthese(noted)

    def _choice(self, values: dict[str, Any]) -> Choix:
        partner = self._names.get(values["intervenant"] or "")
        return Choix(
            destinataire=partner or values["destinataire"] or "",
            motif=values["motif"] or "",
            accord=values["accord"] or "",
            accord_le=values["accord_le"],
            fin_le=values["fin_le"],
            blocs=tuple(values["blocs"]),
            freins=tuple(values["freins"]),
            objectifs=tuple(values["objectifs"]),
            mots=values["mots"] or "",
        )


def ask_synthese(
    context: Context, screen: QWidget, suivi_id: str, *, avec: str | None = None
) -> SyntheseDialog:
    """The dialog, open; `avec` is the partner that it is for."""
    dialog = SyntheseDialog(context, screen, suivi_id, avec=avec)
    dialog.open()
    assert dialog.form is not None
    dialog.form.focus_first()
    return dialog


def _groups(
    partners: list[tuple[str, str]], freins: list[AChoisir], goals: list[AChoisir], *, told: str
) -> list[Group]:
    """For whom and why, then what, then how she agreed."""
    care = OF_CARE if any(one.sensible for one in (*freins, *goals)) else ""
    return [
        Group("", [
            Input(Partage.intervenant, label="Pour", options=partners, wide=True),
            Input(Partage.destinataire, label="Ou quelqu’un d’autre", hint="Nom, service",
                  wide=True),
            Input(Partage.motif, wide=True, required=False),
        ]),
        Group("", [
            _several("blocs", "À transmettre", [(code, BLOCS[code]) for code in ENTIERS],
                     WITHOUT_NAME),
            _several("freins", "Freins", _options(freins), care if freins else "Aucun en cours."),
            _several("objectifs", "Objectifs et actions", _options(goals),
                     "" if goals else "Aucun pour l’instant."),
            Input(name="mots", label="Message pour ce partenaire", kind=Kind.LINES, lines=4,
                  wide=True, help=RAPPEL),
        ]),
        Group("", [
            Input(Partage.accord, kind=Kind.CHOICE, options=accords, required=False, wide=True,
                  help=told),
            Partage.accord_le,
            Partage.fin_le,
        ]),
    ]  # fmt: skip


def _several(name: str, label: str, options: list[tuple[str, str]], help_: str) -> Input:
    return Input(name=name, label=label, kind=Kind.CHOICES, options=options, help=help_)


def _options(found: list[AChoisir]) -> list[tuple[str, str]]:
    return [(one.id, one.label) for one in found]


def _usual(freins: list[AChoisir], goals: list[AChoisir], avec: str | None) -> dict[str, Any]:
    """Nothing that asks for care, nor what most partners need not know."""
    return {
        "intervenant": avec,
        "blocs": USUAL,
        "freins": [one.id for one in freins if not one.sensible],
        "objectifs": [one.id for one in goals if not one.sensible],
        "accord_le": clock.today(),
    }
