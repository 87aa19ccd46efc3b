"""Saving a passage with two demandes: right, journal, undo, announcement and fsync against none."""

import itertools
import tempfile
from collections.abc import Callable
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from models.accueil.demande import DemandeInput
from models.accueil.saisie import Visiteur, record_visit
from models.base.database import PRAGMAS
from models.base.ids import new_id
from tests.bench.pairs import Ratio, paired
from tests.engines import fresh_sqlcipher
from tests.factories import a_passage, a_personne, furnished, the_lieu

ROUNDS = 41
BATCH = 5  # passages in one measure, so that the disk's mood is spread
KEY = b"k" * 32


def main() -> list[Ratio]:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        with furnished(fresh_sqlcipher(place / "base"), place / "base"):
            ours = _ours()
            bare = _bare(place / "bare.db")
            ours_s, bare_s = paired(ours, bare, rounds=ROUNDS)
    return [Ratio("saving a passage with two demandes", ours_s, bare_s, 6.0)]


def _ours() -> Callable[[], None]:
    visiteur = Visiteur(personne_id=a_personne().id)
    lieu = the_lieu().id
    demandes = [
        DemandeInput("thematique.pap.carte_identite", reponses=("reponse.information",)),
        DemandeInput("thematique.emp", reponses=("reponse.impression",)),
    ]
    for _ in range(50):
        a_passage()

    def save() -> None:
        for _ in range(BATCH):
            record_visit(visiteur, demandes, lieu=lieu, duree_minutes=5)

    return save


def _bare(path: Path) -> Callable[[], None]:
    """The same five rows in one confirmed transaction of the engine, with its indexes, no more."""
    connection = sqlcipher.connect(str(path), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    for name, value in PRAGMAS:
        connection.execute(f"PRAGMA {name} = {value}")
    connection.executescript(
        "CREATE TABLE passage (id TEXT PRIMARY KEY, moment TEXT, jour TEXT, lieu TEXT,"
        " mode TEXT, personne TEXT, duree INTEGER, commentaire TEXT);"
        "CREATE INDEX p1 ON passage (moment); CREATE INDEX p2 ON passage (jour, lieu);"
        "CREATE INDEX p3 ON passage (personne, moment);"
        "CREATE TABLE demande (id TEXT PRIMARY KEY, passage TEXT, rang INTEGER, thematique TEXT);"
        "CREATE INDEX d1 ON demande (passage); CREATE INDEX d2 ON demande (thematique, id);"
        "CREATE TABLE reponse (id TEXT PRIMARY KEY, demande TEXT, reponse TEXT);"
        "CREATE UNIQUE INDEX r1 ON reponse (demande, reponse);"
    )
    count = itertools.count()

    def save() -> None:
        for _ in range(BATCH):
            passage, moment = new_id(), f"2026-03-11 14:32:{next(count):06}"
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(
                "INSERT INTO passage VALUES (?, ?, '2026-03-11', 'l', 'm', 'p', 5, '')",
                (passage, moment),
            )
            for rang in range(2):
                demande = new_id()
                values = (demande, passage, rang, "thematique.emp")
                connection.execute("INSERT INTO demande VALUES (?, ?, ?, ?)", values)
                answer = (new_id(), demande, "reponse.information")
                connection.execute("INSERT INTO reponse VALUES (?, ?, ?)", answer)
            connection.execute("COMMIT")

    return save


if __name__ == "__main__":
    for ratio in main():
        print(ratio, ratio.ratio)
