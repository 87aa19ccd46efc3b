"""What the tests of suivis build: a suivi that began on a known day, an operation, answers."""

import datetime as dt
from typing import Any

from models.personnes.personne import Personne
from models.suivis.completude import completude_of
from models.suivis.dossier_fse import DossierFse, dossier_of
from models.suivis.entretien import Entretien
from models.suivis.operation import Operation, create_operation
from models.suivis.participant import Participant, add_participant
from models.suivis.phase import date_phases
from models.suivis.questionnaire import record_reponses
from models.suivis.suivi import Phase, Suivi, open_suivi, phases_of_suivi
from tests.factories import AGENT, a_personne

DAY = dt.date(2026, 3, 9)
DISPOSITIF = "ateliers_citoyens"
ENTREE: dict[str, Any] = {
    "sexe": "femme",
    "commune_naissance": "Limoges",
    "pays_naissance": "France",
    "statut": "demandeur_inscrit",
    "duree_sans_emploi": "6_12",
    "france_travail": "oui",
    "mission_locale": "non",
    "diplome": "brevet",
    "nationalite": "francaise",
    "ne_etranger": "non",
    "parent_etranger": "non",
    "minorite": "nsp",
    "handicap": "non",
    "sans_logement": "non",
    "minima": ["aucun"],
    "qpv": "oui",
    "rural": "non",
}
SORTIE = {"motif_sortie": "fin_prevue", "situation_sortie": "emploi_court", "qualification": "non"}


def days(count: int) -> dt.timedelta:
    return dt.timedelta(days=count)


def somebody(**values: Any) -> Personne:
    """A person with all that a record reads in her file."""
    return a_personne(
        **{
            "date_naissance": dt.date(2005, 6, 1),
            "code_postal": "87000",
            "commune": "Limoges",
            "telephone": "0536490101",
            **values,
        }
    )


def a_suivi(personne: Personne | None = None, **values: Any) -> Suivi:
    return open_suivi(
        **{
            "personne": personne or somebody(),
            "dispositif": DISPOSITIF,
            "referent": AGENT,
            "ouvert_le": DAY,
            **values,
        }
    )


def begun(suivi: Suivi, *dates: tuple[dt.date, dt.date | None]) -> list[Phase]:
    """The phases of a suivi, the first ones dated so."""
    phases = phases_of_suivi(suivi.id)
    date_phases(phases, [*dates, *[(None, None)] * (len(phases) - len(dates))])
    return phases


def an_operation(**values: Any) -> Operation:
    return create_operation(
        **{
            "numero": "202600123",
            "intitule": "Remobiliser",
            "dispositif": DISPOSITIF,
            "du": dt.date(2026, 1, 1),
            "au": dt.date(2027, 12, 31),
            **values,
        }
    )


def a_participant(operation: Operation, **values: Any) -> Participant:
    """Somebody written in by hand, without a suivi."""
    return add_participant(operation, somebody(**values), entree_le=DAY)


def answered(
    operation: Operation, moments: dict[str, dict[str, Any]] | None = None, **values: Any
) -> DossierFse:
    """A participant with these answers; those of the entry over the usual ones."""
    participant = a_participant(operation, **values)
    for moment, given in (moments or {"entree": {}}).items():
        answers = {**ENTREE, **given} if moment == "entree" else given
        record_reponses(participant, moment, answers, rempli_le=DAY)
    return dossier_of(participant)


def lacking(participant: Participant, day: dt.date = DAY) -> list[str]:
    """The questions that have no answer on a day."""
    return [one.code for one in completude_of(dossier_of(participant), day).manquantes]


# Operations.


def entretiens_of(suivi_id: str) -> list[Entretien]:
    """Those of a suivi, the last one first."""
    query: Any = Entretien.select().where(
        (Entretien.suivi == suivi_id) & Entretien.archived_at.is_null()
    )
    return list(query.order_by(Entretien.date.desc(), Entretien.heure.desc(), Entretien.id.desc()))
