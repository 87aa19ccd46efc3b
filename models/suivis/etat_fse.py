"""Where each questionnaire of a participant stands on a day: its light, its deadline in words."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from models.base.listing import as_text, several
from models.suivis.dossier_fse import DossierFse
from models.suivis.echeance_fse import (
    AHEAD,
    EXIT_WITHIN,
    EcheanceFse,
    Niveau,
    echeances_of,
)
from models.suivis.questionnaire import TENTATIVES, Questionnaire
from models.suivis.questions import Moment, missing, moments
from models.suivis.suivi import add_months

_HEADS = {
    Niveau.RAPPEL: "Rappel\u00a0: au plus tard le",
    Niveau.DERNIER_RAPPEL: "Dernier rappel\u00a0: au plus tard le",
}


class Etat(NamedTuple):
    """One questionnaire: `mot` and `kind` are its light, `phrase` its deadline or what is noted.

    `demande`: its day has come, and it waits for something.
    """

    moment: Moment
    mot: str
    kind: str
    phrase: str
    demande: bool = False
    manquantes: int = 0
    retard: bool = False
    questionnaire: Questionnaire | None = None

    @property
    def code(self) -> str:
        return self.moment.code

    @property
    def rempli(self) -> bool:
        return self.questionnaire is not None and self.questionnaire.rempli_le is not None

    @property
    def a_signer(self) -> bool:
        """Answered, and the paper not signed yet."""
        sheet = self.questionnaire
        return sheet is not None and sheet.rempli_le is not None and sheet.signe_le is None

    @property
    def appels(self) -> str:
        """The calls that were made for it, in words."""
        sheet = self.questionnaire
        if sheet is None or not sheet.tentatives:
            return ""
        said = several(sheet.tentatives, "tentative")
        if sheet.joint_le is not None:
            return f"{said}, personne jointe le {as_text(sheet.joint_le)}."
        left = TENTATIVES - sheet.tentatives
        if left > 0:
            return (
                f"{said} sans réponse\u00a0: «\u00a0injoignable\u00a0» se dit après {TENTATIVES}."
            )
        return f"{said} sans réponse\u00a0: «\u00a0injoignable\u00a0» peut se dire."


def etats_of(dossier: DossierFse, day: dt.date) -> list[Etat]:
    """The three questionnaires, in order."""
    waiting = {one.moment: one for one in echeances_of(dossier, day)}
    return [_etat(dossier, moment, waiting.get(moment.code)) for moment in moments()]


def pressing(etats: Sequence[Etat]) -> Etat | None:
    """The one to begin with: late first, then the earliest that waits."""
    waiting = [one for one in etats if one.demande]
    return next((one for one in waiting if one.retard), waiting[0] if waiting else None)


def _etat(dossier: DossierFse, moment: Moment, waits: EcheanceFse | None) -> Etat:
    sheet = dossier.questionnaires.get(moment.code)
    if waits is None:
        return _quiet(dossier, moment, sheet)
    if waits.niveau is Niveau.INCOMPLET:
        many = "s" if waits.manquantes > 1 else ""
        mot = f"{waits.manquantes} réponse{many} manquante{many}"
        return Etat(moment, mot, "attention", _filled(sheet), True, waits.manquantes, False, sheet)
    late = waits.niveau is Niveau.EN_RETARD
    head = "Depuis le" if late else _HEADS.get(waits.niveau, "Au plus tard le")
    phrase = f"{head} {as_text(waits.pour_le)}{_why(dossier, moment.code)}."
    mot, kind = ("En retard", "danger") if late else ("À remplir", "attention")
    return Etat(moment, mot, kind, phrase, True, waits.manquantes, late, sheet)


def _quiet(dossier: DossierFse, moment: Moment, sheet: Questionnaire | None) -> Etat:
    """One that waits for nothing: answered, or whose day has not come."""
    if sheet is not None and sheet.rempli_le is not None:
        lacks = len(missing(moment.code, dossier.given(moment.code)))
        if not lacks:
            return Etat(moment, "Complet", "good", _filled(sheet), questionnaire=sheet)
        many = "s" if lacks > 1 else ""  # begun before its day
        mot = f"{lacks} réponse{many} manquante{many}"
        return Etat(moment, mot, "attention", _filled(sheet), False, lacks, False, sheet)
    if moment.code == "six_mois" and _is_dead(dossier):
        return Etat(moment, "Sans objet", "", "", questionnaire=sheet)
    return Etat(moment, "Plus tard", "", _later(dossier, moment.code), questionnaire=sheet)


def _later(dossier: DossierFse, moment: str) -> str:
    if dossier.sortie is None:
        within = "Dans les quatre semaines qui suivront la sortie."
        return within if moment == "sortie" else "Six mois après la sortie."
    sixth = add_months(dossier.sortie, 6)
    return f"Du {as_text(sixth - AHEAD)} au {as_text(sixth)}."


def _why(dossier: DossierFse, moment: str) -> str:
    if moment == "entree":
        return ", jour de l’entrée"
    assert dossier.sortie is not None  # else nothing waits
    left = as_text(dossier.sortie)
    if moment == "sortie":
        return f"\u00a0: dans les {EXIT_WITHIN.days // 7} semaines qui suivent la sortie du {left}"
    return f"\u00a0: six mois après la sortie du {left}"


def _filled(sheet: Questionnaire | None) -> str:
    if sheet is None or sheet.rempli_le is None:
        return ""
    signed = f"signé le {as_text(sheet.signe_le)}" if sheet.signe_le else "papier à faire signer"
    return f"Rempli le {as_text(sheet.rempli_le)}, {signed}."


def _is_dead(dossier: DossierFse) -> bool:
    return dossier.reponses.get("sortie", {}).get("motif_sortie") == "deces"
