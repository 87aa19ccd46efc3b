"""The caseload of 2 000 suivis and 200 000 entretiens, against the bare queries that it needs.

The bare side reads the same facts by one query each, over rows that are ready in the engine.
"""

import datetime as dt
import tempfile
from pathlib import Path
from typing import Any

from models.base import database
from models.base.table import add_all
from models.suivis.charge import Ligne, charge, charge_listing
from models.suivis.entretien import INDIVIDUEL, Entretien
from models.suivis.suivi import Referent, Suivi
from tests.bench.pairs import Ratio, paired
from tests.engines import fresh_sqlcipher
from tests.factories import AGENT, a_personne, furnished, writing

SUIVIS, EACH, ROUNDS, LIMIT = 2_000, 100, 7, 3.0
BEGUN = dt.date(2025, 1, 6)
FACTS = (
    (
        "SELECT s.id, p.nom_naissance, p.prenom, s.ouvert_le, s.clos_le FROM suivi s"
        " JOIN personne p ON p.id = s.personne_id WHERE s.clos_le IS NULL ORDER BY p.cle"
    ),
    (
        "SELECT s.id, (SELECT e.date FROM entretien e WHERE e.suivi_id = s.id"
        " ORDER BY e.date DESC LIMIT 1) FROM suivi s"
    ),
    "SELECT r.suivi_id, a.prenom FROM referent r JOIN agent a ON a.id = r.agent_id",
    "SELECT suivi_id, id, intitule, echeance FROM action WHERE etat = 'prevue'",
    "SELECT suivi_id, date FROM rendez_vous WHERE etat IS NULL",
    "SELECT suivi_id, libelle, prevue_au FROM phase WHERE debut IS NOT NULL AND fin IS NULL",
)


def main(suivis: int = SUIVIS, each: int = EACH) -> list[Ratio]:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        with furnished(fresh_sqlcipher(place / "base"), place):
            _fill(suivis, each)
            whole = paired(_ours, _bare, rounds=ROUNDS)
            lines = charge_listing(charge())
            narrowed = paired(_ours_of_one, _bare_of_one, rounds=ROUNDS)
            searched = paired(
                lambda: lines.searched("nom1").first(), lambda: _like("%nom1%"), rounds=ROUNDS
            )
    return [
        Ratio(f"« Mes suivis » of {suivis} suivis, {suivis * each} entretiens", *whole, LIMIT),
        Ratio("read again, then narrowed to a référent", *narrowed, LIMIT),
        Ratio("a search in them", *searched, LIMIT),
    ]


def _fill(suivis: int, each: int) -> None:
    person = a_personne(nom_naissance="Nom1")
    with writing():
        keys = [f"{at:032x}" for at in range(1, suivis + 1)]
        add_all(Suivi, ("id", "personne", "ouvert_le"), ((k, person.id, BEGUN) for k in keys))
        add_all(
            Referent, ("id", "suivi", "agent", "du"),
            ((f"r{key[1:]}", key, AGENT, BEGUN) for key in keys),
        )  # fmt: skip
        rows = (
            (f"{at:08x}{n:024x}", key, BEGUN + dt.timedelta(days=n * 3), INDIVIDUEL, AGENT)
            for at, key in enumerate(keys)
            for n in range(each)
        )
        add_all(Entretien, ("id", "suivi", "date", "nature", "agent"), rows)


def _ours() -> Any:
    return charge_listing(charge()).first()


def _ours_of_one() -> Any:
    def hers(line: Ligne) -> bool:
        return any(key == AGENT for key, _ in line.suiveurs)

    return charge_listing(charge()).only(hers).first()


def _bare_of_one() -> None:
    _bare()
    database.handle().engine.execute_sql(
        "SELECT s.id FROM suivi s JOIN personne p ON p.id = s.personne_id WHERE s.id IN"
        " (SELECT r.suivi_id FROM referent r WHERE r.agent_id = ?) ORDER BY p.cle",
        (AGENT,),
    ).fetchall()


def _bare() -> None:
    engine = database.handle().engine
    for sql in FACTS:
        engine.execute_sql(sql).fetchall()


def _like(words: str) -> None:
    database.handle().engine.execute_sql(
        "SELECT s.id FROM suivi s JOIN personne p ON p.id = s.personne_id WHERE p.cle LIKE ?",
        (words,),
    ).fetchall()


if __name__ == "__main__":
    for ratio in main():
        print(ratio, ratio.ratio)
