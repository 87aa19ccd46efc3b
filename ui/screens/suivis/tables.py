"""The tables whose changes a page of suivi shows at once, its own or another desk's."""

from models.ateliers.seance import Presence, Seance
from models.base.table import Table
from models.comptes.agent import Agent, AgentRole
from models.nomenclatures.valeur import Valeur
from models.personnes.document import Document
from models.personnes.personne import Personne
from models.suivis.dispositif import Dispositif
from models.suivis.document_suivi import SuiviDocument
from models.suivis.entretien import Entretien
from models.suivis.financeur import Financeur, RegleSortie
from models.suivis.frein import Frein, FreinNiveau
from models.suivis.intervenant import Intervenant
from models.suivis.liste_fse import TABLES as FSE
from models.suivis.mission import Mission, MissionAbsence, MissionBilan
from models.suivis.note import Note
from models.suivis.nouvelle import Nouvelle
from models.suivis.objectif import Action, Objectif
from models.suivis.partage import Partage
from models.suivis.rendez_vous import RendezVous
from models.suivis.signaux import SignalReporte, read_tables
from models.suivis.situation import Situation, SituationValeur
from models.suivis.suivi import Phase, Referent, Suivi, Suspension
from models.suivis.temps import Temps

_FOLLOWING = (Referent, Agent, AgentRole)  # who follows, and whether they still can
_LIVED = (Suspension, Mission, MissionAbsence, MissionBilan, Temps, Seance, Presence)
_COUNTED = (RegleSortie, Financeur, Valeur, Dispositif)  # how an exit counts
_WRITTEN = (Entretien, Note, RendezVous, Frein, FreinNiveau, Objectif, Action, Situation,
            SituationValeur, Nouvelle)  # fmt: skip
_TOLD = tuple(read_tables())  # what a signal is told from, such as a fiche that is signed
_SHARED = (Intervenant, Partage, SuiviDocument, Document)
SAID = frozenset({Entretien, Note})  # the thread reads them, and the signals; no card does
TABLES: tuple[type[Table], ...] = (
    Suivi,
    Phase,
    Personne,
    SignalReporte,
    *_FOLLOWING,
    *_LIVED,
    *_COUNTED,
    *_WRITTEN,
    *_SHARED,
    *_TOLD,
    *FSE,
)
BESIDE = frozenset(TABLES) - SAID
