"""The readings of one row put together into a passage."""

import datetime as dt

from models.echanges.comprehension.atelier import Atelier
from models.echanges.comprehension.compris import (
    DemandeComprise,
    LigneComprise,
    Naissance,
    PersonneComprise,
)
from models.echanges.comprehension.lecteurs import Lecture
from models.echanges.comprehension.reponses import Observation, Reponse
from models.echanges.comprehension.valeurs.ages import Age, possible
from models.echanges.comprehension.valeurs.noms import IDENTIFIEE, INCONNUE, Nom
from models.echanges.comprehension.valeurs.textes import MASQUE

_SANS_NOM = Nom("", INCONNUE)
_SANS_REPONSE, _SANS_OBSERVATION = Reponse(), Observation()
NAISSANCE_IMPOSSIBLE = "date de naissance impossible\u00a0: gardée dans le commentaire"
DATE_ILLISIBLE = "date illisible\u00a0: celle de la ligne au-dessus a été prise"
NUMERO_MASQUE = "un numéro de sécurité sociale a été masqué"


class Assemblage:
    """`titre_naissance` is the heading under which an impossible birth is told again."""

    def __init__(self, feuille: str, titre_naissance: str, workshop: Atelier) -> None:
        self._feuille = feuille
        self._titre_naissance = titre_naissance
        self._workshop = workshop

    def line(
        self, number: int, day: tuple[dt.date | None, str], name: Lecture, sexe: Lecture,
        born: Lecture, phone: Lecture, quartier: Lecture, hour: Lecture,
        demandes: tuple[DemandeComprise, ...], answer: Reponse | None, length: Lecture,
        mode: Lecture, host: Lecture, lieu: Lecture, remark: Observation | None, rest: str,
    ) -> LigneComprise:  # fmt: skip
        """One passage; the parameters are the columns, in their order."""
        jour, source = day
        nom: Nom = name[0] or _SANS_NOM
        said_sexe = sexe[0] or nom.sexe
        telephone = phone[0] or nom.telephone
        place = self._workshop.quartiers.get(quartier[0], quartier[0])
        naissance = self._born(born[0], jour) or nom.age
        if naissance is not None and _doubtful(naissance, jour) and not possible(naissance, jour):
            rest = joined(rest, f"{self._titre_naissance}\u00a0: {naissance.ecrit}")
            warnings: tuple[str, ...] = (NAISSANCE_IMPOSSIBLE, *_warnings(source, rest))
            naissance = None
        else:
            warnings = _warnings(source, rest) if rest or source == "illisible" else ()
        personne = None
        if nom.identification == IDENTIFIEE:
            personne = PersonneComprise(
                nom.ecrit, nom.nom, nom.prenom, nom.civilite, nom.partielle,
                said_sexe, naissance, telephone, place,
            )  # fmt: skip
        heure, precision = hour[0][:2] if hour[0] else (None, None)
        said, told = answer or _SANS_REPONSE, remark or _SANS_OBSERVATION
        return LigneComprise(
            self._feuille, number, jour, source, heure, precision, personne, nom.identification,
            said_sexe, naissance, telephone, place, demandes, said.reponses, said.resultat,
            said.orientation, length[0], mode[0] or told.mode, host[0], lieu[0], told.criteres,
            rest, warnings,
        )  # fmt: skip

    def _born(self, found: Naissance | Age | None, day: dt.date | None) -> Naissance | None:
        return self._workshop.age(found, day) if isinstance(found, Age) else found


def _doubtful(born: Naissance, day: dt.date | None) -> bool:
    """A quick no for nearly every birth."""
    year = born.annee
    return year is not None and day is not None and not day.year - 110 < year < day.year


def _warnings(source: str, rest: str) -> tuple[str, ...]:
    found: tuple[str, ...] = (DATE_ILLISIBLE,) if source == "illisible" else ()
    return (*found, NUMERO_MASQUE) if MASQUE in rest else found


def joined(first: str, second: str) -> str:
    return f"{first}\n{second}" if first and second else first or second
