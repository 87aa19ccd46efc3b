"""A list of people without passages: told by its columns, read by the readers of a register."""

from functools import cache
from typing import Any

from models.base import clock
from models.base.search import fold
from models.echanges.choix import Choix
from models.echanges.comprehension.colonnes.titres import SURE, Colonne, champ_of
from models.echanges.comprehension.plan import Plan, corrected, draft_of
from models.echanges.comprehension.valeurs.dates import Repere
from models.echanges.lecture.cellules import Feuille

DETAILS = (
    "nom_naissance", "nom_usage", "prenom_usage", "surnom", "lieu_naissance", "courriel", "adresse",
    "code_postal", "commune",
)  # fmt: skip
_NAMES = {"nom_complet", "nom", "prenom"}
_WHO = {"naissance", "annee_naissance", "age", "telephone", "quartier", "courriel", *DETAILS}
_PASSAGE = {
    "objet", "theme", "operateur", "heure", "heure_fin", "moment", "reponse", "orientation",
    "resultat", "duree", "duree_heures", "mode", "accueillant",
}  # fmt: skip
PAS_UNE_LISTE = "pas de colonne de nom\u00a0: ce n’est pas une liste de personnes"
LIGNE_SANS_NOM = "pas de nom lisible sur cette ligne"
NOM_INCOMPLET = "nom incomplet\u00a0: ni dossier, ni rapprochement"


@cache
def _tables() -> dict[str, Any]:
    from resources import read_toml

    return read_toml("import/personnes.toml")


@cache
def _champs() -> dict[str, str]:
    return {title: champ for champ, titles in _tables()["champ"].items() for title in titles}


def is_list(plan: Plan) -> bool:
    """Names and what is known of them, no day of coming, nothing asked for."""
    columns = plan.tables[0].colonnes
    fields = {_champ_of(column) for column in columns}
    if fields & _PASSAGE or not fields & _NAMES or not fields & _WHO:
        return False
    days = [column for column in columns if column.champ == "jour"]
    return all(_is_of_file(column) for column in days)


def people_plan(sheet: Feuille, file_name: str, choix: Choix) -> Plan | str:
    """The plan of a sheet as a list of people, or why it is none."""
    plan = draft_of(sheet, file_name, previous=None)
    if isinstance(plan, str):
        return plan
    tables = [t._replace(colonnes=tuple(map(_of_people, t.colonnes))) for t in plan.tables]
    today = clock.today()
    # Ages are those of today.
    mark = Repere(today.year, today.month, today)
    plan = corrected(plan._replace(tables=tuple(tables), repere=mark), choix)
    fields = {column.champ for table in plan.tables for column in table.colonnes}
    return plan if fields & _NAMES else PAS_UNE_LISTE


def _of_people(column: Colonne) -> Colonne:
    """What the column tells of a person; what only a passage has goes to the commentaire."""
    champ = _champ_of(column)
    told = champ in _NAMES | _WHO | {"sexe", "civilite", "critere", "coche", "rang", "hors"}
    return column._replace(champ=champ if told else "autre")


def _champ_of(column: Colonne) -> str | None:
    title = fold(column.titre)
    if title in _champs():
        return _champs()[title]
    if champ_of(column.titre)[1] >= SURE or column.champ not in (None, "autre", "quartier"):
        return column.champ
    return next(
        (champ for known, champ in _champs().items() if _begins(title, known)), column.champ
    )


def _begins(title: str, known: str) -> bool:
    return len(known) > 3 and title.startswith(f"{known} ")


def _is_of_file(column: Colonne) -> bool:
    """« Date d’adhésion »: not the day of a passage."""
    title = fold(column.titre)
    return any(title.startswith(begun) for begun in _tables()["dossier"]["debuts"])
