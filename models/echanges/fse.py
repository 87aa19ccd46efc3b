"""The participants of an operation in a file, to be typed or taken into Ma Démarche FSE+."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from models.base import clock, journal
from models.base.database import handle
from models.base.droit import Droit
from models.base.errors import Refused
from models.comptes.agent import Agent
from models.echanges.ecriture import Colonne, Entete
from models.echanges.export import traced_if_cut, write_whole, writer_of
from models.nomenclatures.service import own_service
from models.suivis.colonne_export import ColonneExport, cell_of, colonnes
from models.suivis.completude import CompletudeOperation, Feu, completude_operation
from models.suivis.dossier_fse import dossiers_of
from models.suivis.operation import Operation

DE_TRAVAIL = "Document de travail — la saisie dans Ma Démarche FSE+ fait foi"
_WIDTH = 16  # letters of a column, at least


def export_fse(operation: Operation, path: Path, *, incompletes: bool = False) -> int:
    """Write the participants of an operation; returns how many.

    The format is that of the file's name. The right is asked for, then the journal told, before
    anything is written. Past the line of 35 % the file is refused, unless `incompletes`: somebody
    read the sentence, and wants it so.
    """
    handle().require_actor().require(Droit.EXPORT_NOMINATIF)
    writer_of(path)
    dossiers = dossiers_of(operation)
    if not dossiers:
        raise Refused(
            f"Il n’y a rien à exporter\u00a0: l’opération «\u00a0{operation.intitule}\u00a0» n’a "
            "aucun participant. Inscrivez-les d’abord."
        )
    state = completude_operation(dossiers, clock.today())
    if state.feu is Feu.BLOQUANT and not incompletes:
        raise Refused(state.phrase)
    heads = colonnes()
    journal.record(
        "export_fse",
        objet="operation",
        objet_id=operation.id,
        champs=[f"format\u00a0: {path.suffix.lower()[1:]}", f"lignes\u00a0: {len(dossiers)}"],
    )
    rows = ([cell_of(colonne, dossier) for colonne in heads] for dossier in dossiers)
    with traced_if_cut("export_fse", objet="operation", objet_id=operation.id):
        write_whole(path, _entete(operation, heads, state), rows)
    return len(dossiers)


def _entete(
    operation: Operation, heads: Sequence[ColonneExport], state: CompletudeOperation
) -> Entete:
    agent_id = handle().require_actor().agent_id
    agent: Any = Agent.get_or_none(Agent.id == agent_id) if agent_id else None
    return Entete(
        titre=f"FSE+ {operation.numero}, {operation.intitule}",
        structure=str(own_service().nom),
        filtres=f"aucun\u00a0: tous les participants. {state.phrase}",
        lignes=state.participants,
        par=agent.nom_affiche if agent else "",
        le=clock.wall(),
        colonnes=tuple(Colonne(one.entete, max(_WIDTH, len(one.entete))) for one in heads),
        mention=DE_TRAVAIL,
    )
