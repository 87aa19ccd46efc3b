"""A register as a desk keeps it, made up from a seed, against what was meant; its report."""

import json
from pathlib import Path

import pytest

from models.echanges.comprehension.compris import LigneComprise
from models.echanges.comprehension.ensemble import RegistreCompris
from models.echanges.comprehension.registre import comprendre
from models.echanges.groupes import grouper
from models.echanges.rapport import rapport
from tests.domain.echanges.fabrique import Registre, registre, write_xlsx

SEEDS = (1, 2, 3)


@pytest.fixture(params=SEEDS, scope="module")
def both(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Registre, RegistreCompris]:
    made = registre(request.param, jours=80)
    path = write_xlsx(tmp_path_factory.mktemp("registre") / "registre.xlsx", made.feuilles)
    return made, comprendre(path)


def pairs(both: tuple[Registre, RegistreCompris]) -> list[tuple[object, LigneComprise]]:
    made, found = both
    by_place = {(line.feuille, line.ligne): line for line in found.lignes}
    return [(truth, by_place[truth.feuille, truth.ligne]) for truth in made.verites]


def test_no_row_is_lost_nor_invented(both: tuple[Registre, RegistreCompris]) -> None:
    made, found = both
    assert len(found.lignes) == len(made.verites) == found.lignes_ecrites
    assert {(v.feuille, v.ligne) for v in made.verites} == {
        (x.feuille, x.ligne) for x in found.lignes
    }
    assert found.ignorees == ()
    assert found.avertissements == ()


def test_days_hours_lengths_and_demandes_are_those_meant(
    both: tuple[Registre, RegistreCompris],
) -> None:
    for truth, line in pairs(both):
        said = (line.jour, line.heure, line.duree, len(line.demandes))
        assert said == (truth.jour, truth.heure, truth.duree, truth.demandes)  # type: ignore[attr-defined]
        assert all(demande.reconnue for demande in line.demandes)


def test_names_are_those_meant_and_nobody_else_is_named(
    both: tuple[Registre, RegistreCompris],
) -> None:
    for truth, line in pairs(both):
        who = truth.habitant  # type: ignore[attr-defined]
        assert line.anonyme is (who is None)
        if who is not None and line.personne is not None and not line.personne.partielle:
            family = (line.personne.nom or "").replace("’", "'")
            assert family.casefold() == who.nom.casefold()
            assert (line.personne.prenom or "").casefold() == who.prenom.casefold()


def test_a_group_never_holds_two_people(both: tuple[Registre, RegistreCompris]) -> None:
    """The made-up people are known: a group may miss passages, never mix two of them."""
    made, found = both
    who = {(v.feuille, v.ligne): v.habitant for v in made.verites}
    for group in grouper(found.lignes):
        lines = [found.lignes[rank] for rank in group.lignes]
        people = {id(who[line.feuille, line.ligne]) for line in lines}
        assert len(people) == 1 or group.avertissement or _homonyms(lines, who)


def _homonyms(lines: list[LigneComprise], who: dict[tuple[str, int], object]) -> bool:
    """Two people of one name whom nothing written tells apart may be one file."""
    people = [who[line.feuille, line.ligne] for line in lines]
    names = {(p.nom, p.prenom) for p in people}  # type: ignore[attr-defined]
    return len(names) == 1 and any(not line.naissance and not line.telephone for line in lines)


def test_most_passages_of_a_person_are_in_one_file(both: tuple[Registre, RegistreCompris]) -> None:
    made, found = both
    whole = [x for x in found.lignes if x.personne and not x.personne.partielle]
    groups = grouper(found.lignes)
    assert sum(len(group.lignes) for group in groups) >= len(whole)
    people = {id(v.habitant) for v in made.verites if v.habitant}
    assert len(groups) <= len(people) * 1.15


def test_the_report_says_what_was_done(both: tuple[Registre, RegistreCompris]) -> None:
    made, found = both
    groups = grouper(found.lignes)
    told = json.loads(json.dumps(rapport(found, groups)))
    assert told["lignes"] == told["passages"] == len(made.verites)
    assert told["personnes"] == len(groups)
    assert told["demandes"] == sum(v.demandes for v in made.verites)
    assert told["ignorees"] == []
    counted = told["reconnus"]
    assert counted["heures"]["lus"] == sum(v.heure is not None for v in made.verites)
    assert counted["durees"]["lus"] == sum(v.duree is not None for v in made.verites)
    assert all(counted[name]["donnes"] == counted[name]["lus"] for name in counted)
    assert sum(sheet["passages"] for sheet in told["feuilles"]) == told["passages"]


def test_a_wrong_total_and_unknown_words_are_told(tmp_path: Path) -> None:
    rows = [
        ["Date", "Heure", "Nom Prénom", "Objet"],
        ["03/03/2025", "9h", "BESSON Éric", "zorglub"],
        ["04/03/2025", "10h", "BESSON E.", "zorglub"],
        ["", "", "", "fermé"],
        ["Total", "", 3, ""],
    ]
    found = comprendre(write_xlsx(tmp_path / "r.xlsx", {"Mars 2025": rows}))
    told = rapport(found, grouper(found.lignes))
    assert (told["lignes"], told["passages"]) == (3, 2)
    assert told["ignorees"] == [
        {
            "feuille": "Mars 2025",
            "ligne": 4,
            "raison": "jour sans accueil\u00a0: «\u00a0fermé\u00a0»",
        }
    ]
    warnings = "\n".join(told["avertissements"])
    assert "total écrit 3, passages lus 2" in warnings
    assert "2 fois" in warnings
    assert "zorglub" in warnings
    assert "Nom incomplet (initiale, civilité et nom), 1 fois" in warnings
