"""What stands on the cards of a suivi, for their tests."""

import datetime as dt
from typing import Any

from PySide6.QtWidgets import QApplication

from models.suivis.action import add_action
from models.suivis.frein import Frein, note_frein
from models.suivis.objectif import Action, Objectif, fix_objectif
from models.suivis.suivi import Suivi
from tests.screens.fiches.bureau import Bureau

LOYER = "frein.logement.loyer"
TODAY = dt.date(2026, 3, 11)
FEB = dt.date(2026, 2, 9)


def a_frein(bureau: Bureau, suivi: Suivi, valeur: str = LOYER, intensite: int = 2) -> Frein:
    made = note_frein(suivi.id, valeur, date=FEB, intensite=intensite)
    bureau.wait_until(lambda: bureau.has(f"suivi.frein.{made.id}"))
    return made


def an_objectif(bureau: Bureau, suivi: Suivi, intitule: str = "Avoir le permis") -> Objectif:
    made = fix_objectif(suivi.id, fixe_le=FEB, intitule=intitule)
    bureau.wait_until(lambda: bureau.has(f"suivi.objectif.{made.id}"))
    return made


def an_action(bureau: Bureau, suivi: Suivi, **values: Any) -> Action:
    made = add_action(suivi.id, intitule="S’inscrire au code", **values)
    bureau.wait_until(lambda: bureau.has(f"suivi.action.{made.id}"))
    return made


def late(bureau: Bureau, suivi: Suivi) -> Action:
    return an_action(bureau, suivi, echeance=dt.date(2026, 3, 2))


def focused() -> str:
    widget = QApplication.focusWidget()
    return widget.objectName() if widget is not None else ""
