"""The rows of a list of people: who each is, and what else it tells of her."""

from models.echanges.comprehension.annuaire import DETAILS, LIGNE_SANS_NOM, NOM_INCOMPLET
from models.echanges.comprehension.atelier import Atelier
from models.echanges.comprehension.compris import Ignoree, LigneComprise
from models.echanges.comprehension.lecteurs import LU
from models.echanges.comprehension.passages import LectureDeTable, lines_of
from models.echanges.comprehension.plan import Plan, Table
from models.echanges.comprehension.tri import Tri

Gens = tuple[list[LigneComprise], list[dict[str, str]], list[Ignoree]]


def read_people(plan: Plan, table: Table, found: Tri, workshop: Atelier) -> Gens:
    """The people of a table, what is told of each, and the rows that name nobody."""
    if not found.lignes:
        return [], [], []
    reader = LectureDeTable(plan, table, found, workshop)
    lines: list[LigneComprise] = []
    details: list[dict[str, str]] = []
    left: list[Ignoree] = []
    for line, told in zip(lines_of(reader, found), _details(reader), strict=True):
        if line.personne is None or line.personne.partielle:
            reason = LIGNE_SANS_NOM if line.personne is None else NOM_INCOMPLET
            left.append(Ignoree(line.feuille, line.ligne, reason))
        else:
            lines.append(line)
            details.append(told)
    return lines, details, left


def _details(reader: LectureDeTable) -> list[dict[str, str]]:
    """What only a file of her own holds; a second telephone too."""
    columns = {champ: reader.one(champ) for champ in DETAILS if reader.of(champ)}
    phones = reader.of("telephone")
    rows = []
    for rank in range(reader.size):
        told = {c: r[rank].valeur for c, r in columns.items() if r[rank].valeur}
        numbers = [c[rank].valeur for c in phones if c[rank].etat == LU and c[rank].valeur]
        if len(set(numbers)) > 1:
            told["telephone_autre"] = next(n for n in numbers if n != numbers[0])
        rows.append(told)
    return rows
