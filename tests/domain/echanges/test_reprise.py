"""A register that comes back, an import taken back, what was decided and what is learnt of it."""

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

from models.accueil.passage import Passage, correct_passage
from models.base.progress import Progress
from models.echanges.choix import FICHE, NOUVEAU, Choix
from models.echanges.comprehension.registre import comprendre
from models.echanges.correspondance import learnt
from models.echanges.importation import Importation, ecrire, import_registre, prepared
from models.personnes.fusionner import fusionner
from models.personnes.personne import Personne
from tests.conftest import FrozenClock
from tests.factories import a_personne

HEADING = "Date;Heure;NOM Prénom;né(e) le;Objet;Durée"
JANUARY = (
    "06/01/2025;9h05;DUFOUR Rachid;12/02/1980;CAF;5'",
    "06/01/2025;9h20;anonyme;;photocopies;",
    "06/01/2025;9h20;anonyme;;photocopies;",
    "07/01/2025;10h00;SARR Awa;;CV;1/4h",
)
FEBRUARY = ("03/02/2025;9h00;DUFOUR Rachid;12/02/1980;impots;10",)


def a_file(folder: Path, *rows: str, name: str = "registre.csv", heading: str = HEADING) -> Path:
    path = folder / name
    path.write_text("\n".join((heading, *rows)), encoding="utf-8")
    return path


def brought(path: Path, **options: Any) -> dict[str, Any]:
    return import_registre(path, **options).as_dict()


def here() -> list[Passage]:
    return list(Passage.select().where(Passage.archived_at.is_null()).order_by(Passage.moment))


def files() -> list[Personne]:
    return list(Personne.select().where(Personne.archived_at.is_null()).order_by(Personne.cle))


# A register that comes back


def test_a_longer_export_of_the_same_register_brings_only_its_new_rows(
    base: Any, tmp_path: Path
) -> None:
    brought(a_file(tmp_path, *JANUARY))
    told = brought(a_file(tmp_path, *FEBRUARY, *reversed(JANUARY), name="mars.csv"))
    assert (told["lignes"], told["passages"], told["deja_repris"]) == (5, 1, 4)
    assert len(here()) == 5
    assert [p.nom_naissance for p in files()] == ["DUFOUR", "SARR"]


def test_dates_and_hours_written_otherwise_are_the_same_row(base: Any, tmp_path: Path) -> None:
    brought(a_file(tmp_path, *JANUARY))
    moved = a_file(
        tmp_path,
        "09:05;2025-01-06;Caf;5 min;dufour rachid;12 février 1980",
        "9 h 20;06/01/25;Photocopies;;Anonyme;",
        "9 h 20;idem;Photocopies;;Anonyme;",
        "10:00;mardi 7 janvier 2025;cv;15;SARR Awa;",
        name="autre.csv",
        heading="Heure;Date;Objet;Durée;NOM Prénom;né(e) le",
    )
    told = brought(moved)
    assert (told["passages"], told["deja_repris"]) == (0, 4)
    assert Importation.select().count() == 1


def test_rows_alike_keep_their_number(base: Any, tmp_path: Path) -> None:
    brought(a_file(tmp_path, *JANUARY))
    told = brought(a_file(tmp_path, *JANUARY, JANUARY[1], name="b.csv"))
    assert (told["passages"], told["deja_repris"]) == (1, 4)
    again = brought(a_file(tmp_path, *JANUARY, JANUARY[1], "", name="c.csv"))
    assert (again["passages"], again["deja_repris"]) == (0, 5)


def test_a_real_difference_is_another_row(base: Any, tmp_path: Path) -> None:
    brought(a_file(tmp_path, *JANUARY))
    told = brought(a_file(tmp_path, *JANUARY, "07/01/2025;10h00;SARR Awa;;RSA;1/4h", name="b.csv"))
    assert (told["passages"], told["deja_repris"], told["modifiees"]) == (1, 4, 0)


def test_a_row_that_changed_is_told_and_left_unless_it_is_asked_for(
    base: Any, tmp_path: Path
) -> None:
    brought(a_file(tmp_path, *JANUARY))
    changed = a_file(tmp_path, *JANUARY[:3], "07/01/2025;10h00;SARR Awa;;RSA;20", name="b.csv")
    left = brought(changed)
    assert (left["passages"], left["deja_repris"], left["modifiees"]) == (0, 3, 1)
    assert "modifiée depuis" in left["ignorees"][0]["raison"]
    taken = brought(changed, modifiees=True)
    assert (taken["passages"], taken["remplacees"]) == (1, 1)
    assert [p.duree_minutes for p in here() if p.heure == dt.time(10)] == [20]
    assert len(here()) == 4
    assert len(files()) == 2


def test_a_changed_row_never_replaces_what_was_corrected_here(base: Any, tmp_path: Path) -> None:
    brought(a_file(tmp_path, *JANUARY))
    mine = next(p for p in here() if p.heure == dt.time(10))
    correct_passage(mine, duree_minutes=45)
    changed = a_file(tmp_path, *JANUARY[:3], "07/01/2025;10h00;SARR Awa;;RSA;20", name="b.csv")
    told = brought(changed, modifiees=True)
    assert (told["passages"], told["remplacees"]) == (0, 0)
    assert "corrigée dans le registre" in told["ignorees"][0]["raison"]
    assert [p.duree_minutes for p in here() if p.heure == dt.time(10)] == [45]


def test_another_desk_may_write_the_same_anonymous_line(base: Any, tmp_path: Path) -> None:
    brought(a_file(tmp_path, *JANUARY))
    other = a_file(
        tmp_path,
        "06/01/2025;9h20;anonyme;;photocopies;",
        "06/01/2025;9h40;anonyme;;CV;",
        "06/01/2025;9h50;LOPEZ Inès;;CAF;",
        "07/01/2025;9h50;anonyme;;CAF;",
        name="annexe.csv",
    )
    told = brought(other)
    assert (told["passages"], told["deja_repris"]) == (4, 0)


def test_a_personne_of_rows_known_already_is_not_made_again(base: Any, tmp_path: Path) -> None:
    """Two bearers of a name: the rows that came before tell which one a new row belongs to."""
    rows = (
        "06/01/2025;9h05;DUFOUR Rachid;12/02/1980;CAF;5",
        "06/01/2025;9h30;DUFOUR Rachid;01/05/1955;CAF;5",
    )
    brought(a_file(tmp_path, *rows))
    told = brought(
        a_file(tmp_path, *rows, "10/01/2025;9h30;DUFOUR Rachid;01/05/1955;RSA;5", name="b.csv")
    )
    assert (told["passages"], told["personnes"]) == (1, 0)


# Files that were merged since the import was prepared


def test_what_was_prepared_before_a_merge_is_written_after_it(base: Any, tmp_path: Path) -> None:
    known = a_personne(nom_naissance="Sarr", prenom="Awa")
    other = a_personne(nom_naissance="Sarre", prenom="Hawa", date_naissance=dt.date(1990, 5, 1),
                       precision_naissance="jour")  # fmt: skip
    ready = prepared(comprendre(a_file(tmp_path, *JANUARY)), Choix())
    fusionner(other, known, {})
    ecrire(ready, Progress())
    hers = [p for p in here() if p.heure == dt.time(10)]
    assert [p.personne_id for p in hers] == [other.id]
    assert [p.age for p in hers] == [34], "son âge est celui du dossier gardé"
    assert Passage.select().where(Passage.personne == known.id).count() == 0


def test_what_was_decided_before_a_merge_follows_it(base: Any, tmp_path: Path) -> None:
    known, other = a_personne(nom_naissance="Sar", prenom="Awa"), a_personne(prenom="Hawa")
    path = a_file(tmp_path, *JANUARY)
    groupe = next(g for g in prepared(comprendre(path), Choix()).groupes if g.prenom == "Awa")
    decided = Choix(personnes={groupe.cle: FICHE + known.id})
    fusionner(other, known, {})
    assert brought(path, choix=decided)["personnes_retrouvees"] == 1
    assert [p.personne_id for p in here() if p.heure == dt.time(10)] == [other.id]


# Days to come


def test_a_day_to_come_is_told_and_another_is_proposed(
    base: Any, tmp_path: Path, frozen_clock: FrozenClock
) -> None:
    rows = [f"0{day}/01/2025;9h;anonyme;;CAF;" for day in range(2, 9)]
    path = a_file(tmp_path, *rows, "09/01/2052;9h;SARR Awa;;CV;", "idem;10h;SARR Awa;;CV;")
    told = brought(path)
    assert told["passages"] == 9
    assert any("dans l’avenir, 09/01/2052" in w for w in told["avertissements"])
    assert [p.jour for p in here()[-2:]] == [dt.date(2025, 1, 9)] * 2
    assert "Date écrite\u00a0: 09/01/2052" in here()[-1].commentaire


def test_a_day_to_come_is_what_is_decided_of_it(base: Any, tmp_path: Path) -> None:
    rows = [f"0{day}/01/2025;9h;anonyme;;CAF;" for day in range(2, 9)]
    path = a_file(tmp_path, *rows, "09/01/2052;9h;SARR Awa;;CV;")
    moved = comprendre(path, choix=Choix(jours={("", 9): dt.date(2025, 1, 8)}))
    assert moved.lignes[-1].jour == dt.date(2025, 1, 8)
    assert moved.lignes[-1].avertissements == ()
    left = comprendre(path, choix=Choix(jours={("", 9): None}))
    assert len(left.lignes) == 7
    assert "date est à corriger" in left.ignorees[0].raison


def test_choices_are_kept_as_a_draft_and_come_back(base: Any) -> None:
    from models.echanges.choix import as_json, from_json

    choix = Choix(
        genre="registre",
        feuilles={"Mars": False},
        colonnes={("Mars", 3): "objet"},
        valeurs={("lieu", "annexe"): "x"},
        personnes={"a": NOUVEAU},
        jours={("Mars", 4): dt.date(2025, 3, 4), ("Mars", 5): None},
        modifiees=True,
    )
    assert from_json(as_json(choix), learnt()) == choix
    assert replace(choix, titres={"a": "b"}).titres == {"a": "b"}
