"""What can be done on the page of a suivi: written every day with keys, steered now and then."""

from collections.abc import Callable

from models.base.droit import Droit
from ui.kit.actions import UiAction
from ui.kit.context import Context
from ui.screens.suivis.page import SuiviPage
from ui.screens.suivis.papiers import papers_of


def page_acts(
    context: Context, page: SuiviPage, *, new_fiche: Callable[[], object]
) -> list[UiAction]:
    """The commonest first; who only reads may still begin a fiche."""
    fiche = UiAction(
        "suivi.fiche", "Nouvelle fiche", "file-signature", "Ctrl+Shift+F", Droit.FICHE_PREPARER,
        new_fiche,
    )  # fmt: skip
    if not page.writes:
        return [fiche]
    papers = papers_of(context, page, page.suivi.id)
    return [*_writing(page), fiche, *papers, *_steering(page)]


def _writing(page: SuiviPage) -> list[UiAction]:
    right, ecriture = Droit.SUIVI_ECRIRE, page.ecriture
    return [
        UiAction("suivi.entretien", "Noter un entretien", "entretien", "Ctrl+Shift+O", right,
                 ecriture.write_entretien, primary=True),
        UiAction("suivi.appel", "Noter un appel", "phone", "Ctrl+Shift+C", right,
                 lambda: ecriture.write_entretien(call=True)),
        UiAction("suivi.rendez_vous", "Rendez-vous", "calendar", "Ctrl+Shift+J", right,
                 ecriture.take_rendez_vous),
        UiAction("suivi.note", "Écrire une note", "note", "Ctrl+Shift+N", Droit.NOTES_EQUIPE,
                 ecriture.write_note, on_page=False),
    ]  # fmt: skip


def _steering(page: SuiviPage) -> list[UiAction]:
    """What is done once in the life of a suivi: in the menu, without keys."""

    def act(key: str, label: str, icon: str, run: Callable[[], object]) -> UiAction:
        return UiAction(f"suivi.{key}", label, icon, "", Droit.SUIVI_ECRIRE, run, on_page=False)

    ecriture = page.ecriture
    if page.suivi.clos_le is not None:
        return [
            act("sortie", "Corriger la sortie", "edit", ecriture.end),
            act("rouvrir", "Rouvrir le suivi", "restore", ecriture.reopen),
        ]
    return [
        act("referent", "Changer de référent", "users", ecriture.change_referent),
        act("terminer", "Terminer le suivi", "flag", ecriture.end),
    ]
