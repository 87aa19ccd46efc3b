"""What one does with a participant from the list, and with the operation, by keyboard as well."""

from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

from models.base.droit import Droit
from models.suivis.liste_fse import LigneFse
from ui.kit.actions import UiAction
from ui.kit.context import Context
from ui.parts.papier_fse import print_questionnaire
from ui.parts.participant_fse import dates_volet, note_silence, signature_volet, take_out
from ui.parts.volet import Volet

_MOMENTS = (
    ("entree", "Questionnaire d’entrée"),
    ("sortie", "Questionnaire de sortie"),
    ("six_mois", "Questionnaire à six mois"),
)


class Ecran(Protocol):
    """The screen, as far as its acts are concerned."""

    context: Context

    @property
    def current(self) -> LigneFse | None: ...
    def fill(self, moment: str = "") -> None: ...
    def show_volet(self, volet: Volet, about: str = "") -> None: ...
    def print_booklet(self) -> None: ...
    def export(self) -> None: ...


class Actes:
    """Each reads the participant one is on when it runs."""

    def __init__(self, ecran: Any) -> None:
        self._ecran: Ecran = ecran

    def of_row(self) -> list[UiAction]:
        ecran = self._ecran
        fill = UiAction(
            "fse.remplir", "Remplir", "edit", "F2", Droit.SUIVI_ECRIRE, ecran.fill,
            enabled=lambda: ecran.current is not None, primary=True,
        )  # fmt: skip
        moments = [
            self._act(code, label, "edit", partial(ecran.fill, code)) for code, label in _MOMENTS
        ]
        return [
            fill,
            *moments,
            self._act("signer", "Papier signé…", "signature", self._sign, enabled=self._to_sign),
            self._act("silence", "Appel sans réponse", "phone", self._silence,
                      enabled=lambda: bool(self._called())),
            self._act("imprimer", "Imprimer son questionnaire…", "print", self._print,
                      right=Droit.SUIVI_LIRE),
            self._act("suivi", "Ouvrir son suivi", "suivis", self._to_suivi,
                      enabled=self._has_suivi, right=Droit.SUIVI_LIRE),
            self._act("dates", "Corriger ses dates", "calendar", self._dates),
            self._act("retirer", "Retirer de l’opération", "remove", self._remove),
        ]  # fmt: skip

    def of_operation(self) -> list[UiAction]:
        ecran = self._ecran
        return [
            UiAction("fse.livret", "Questionnaires à signer…", "print", "Ctrl+Shift+P",
                     Droit.SUIVI_LIRE, ecran.print_booklet),
            UiAction("fse.fichier", "Exporter pour Ma Démarche FSE+…", "spreadsheet",
                     "Ctrl+Shift+X", Droit.EXPORT_NOMINATIF, ecran.export, on_page=False),
        ]  # fmt: skip

    def _act(
        self,
        key: str,
        label: str,
        icon: str,
        run: Callable[[], object],
        *,
        enabled: Callable[[], bool] | None = None,
        right: Droit = Droit.SUIVI_ECRIRE,
    ) -> UiAction:
        ecran = self._ecran
        may = enabled or (lambda: True)
        return UiAction(
            f"fse.{key}", label, icon, "", right, run,
            enabled=lambda: ecran.current is not None and may(), on_page=False,
        )  # fmt: skip

    def _to_sign(self) -> bool:
        line = self._ecran.current
        return line is not None and bool(line.a_signer)

    def _sign(self) -> None:
        line = self._ecran.current
        if line is not None and line.a_signer:
            volet = signature_volet(self._ecran.context, line.dossier, line.a_signer[0].code)
            self._ecran.show_volet(volet, line.nom)

    def _called(self) -> str:
        """The moment for which one calls her: after she left, while an answer lacks."""
        line = self._ecran.current
        waiting = line.etats if line is not None else ()
        return next((one.code for one in waiting if one.demande and one.code != "entree"), "")

    def _silence(self) -> None:
        line, moment = self._ecran.current, self._called()
        if line is not None and moment:
            note_silence(self._ecran.context, line.id, moment)

    def _print(self) -> None:
        line = self._ecran.current
        if line is not None:
            moment = line.presse.code if line.presse is not None else "entree"
            print_questionnaire(self._ecran.context, self._screen, line.id, moment)

    @property
    def _screen(self) -> Any:
        return self._ecran

    def _has_suivi(self) -> bool:
        line = self._ecran.current
        return line is not None and line.dossier.suivi_id is not None

    def _to_suivi(self) -> None:
        line = self._ecran.current
        if line is not None:
            self._ecran.context.navigate("suivis", suivi_id=line.dossier.suivi_id)

    def _dates(self) -> None:
        line = self._ecran.current
        if line is not None:
            self._ecran.show_volet(dates_volet(self._ecran.context, line.id), line.nom)

    def _remove(self) -> None:
        line = self._ecran.current
        if line is not None:
            take_out(self._ecran.context, line.id)
