"""The file for Ma Démarche FSE+: its columns, its words, what it says of itself, what is traced."""

import csv
import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

import resources
from models.base.errors import Invalid, Refused, Unavailable
from models.base.journal import Journal
from models.comptes.role import Role
from models.echanges import fse
from models.echanges.fse import DE_TRAVAIL, export_fse
from models.suivis.colonne_export import (
    add_colonne,
    champs,
    colonnes,
    move_colonne,
    remove_colonne,
    reset_colonnes,
    save_colonne,
)
from models.suivis.operation import Operation
from tests.conftest import FrozenClock
from tests.domain.suivis.parcours import DAY, a_participant, an_operation, answered
from tests.factories import actor_with


@pytest.fixture
def operation(base: Any, frozen_clock: FrozenClock) -> Operation:
    frozen_clock.set(dt.datetime(2026, 6, 1, 10, tzinfo=dt.UTC))
    return an_operation()


def read(path: Path) -> tuple[dict[str, str], list[dict[str, str]]]:
    """What the file says of itself, and its rows by heading."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file, delimiter=";"))
    at = lines.index([])
    heads = lines[at + 1]
    rows = [dict(zip(heads, line, strict=True)) for line in lines[at + 2 :]]
    return {line[0]: line[1] for line in lines[:at]}, rows


def exports() -> list[Any]:
    return list(Journal.select().where(Journal.action == "export_fse"))


def test_the_file_holds_each_participant_in_the_words_of_the_fund(
    operation: Operation, tmp_path: Path
) -> None:
    answered(operation, {"entree": {"minima": ["rsa", "aah"]}}, nom_naissance="Sow")
    path = tmp_path / "fse.csv"
    assert export_fse(operation, path) == 1
    told, (row,) = read(path)
    assert told["À savoir"] == DE_TRAVAIL
    assert told["Liste"] == "FSE+ 202600123, Remobiliser"
    assert list(row)[:3] == ["N° d’opération", "Intitulé de l’opération", "Nom de naissance"]
    assert len(row) == len(colonnes())
    assert (row["Nom de naissance"], row["Sexe"]) == ("Sow", "F")
    assert row["Date de naissance"] == "01/06/2005"
    assert row["Date d’entrée"] == f"{DAY:%d/%m/%Y}"
    assert row["Minorité"] == "Ne souhaite pas répondre"
    assert row["Minima sociaux"] == "Le RSA, L’AAH"
    empty = ("Date de sortie", "Situation à la sortie", "Parent isolé", "Courriel")
    assert [row[head] for head in empty] == [""] * 4  # never 0, never « non »


@pytest.mark.parametrize("suffix", [".xlsx", ".ods"])
def test_a_spreadsheet_says_that_it_is_a_working_document(
    operation: Operation, tmp_path: Path, suffix: str
) -> None:
    answered(operation)
    path = tmp_path / f"fse{suffix}"
    export_fse(operation, path)
    book = CalamineWorkbook.from_path(str(path))
    sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    cells = {str(cell) for sheet in sheets for line in sheet for cell in line}
    assert DE_TRAVAIL in cells
    assert "Nom de naissance" in cells


def test_an_operation_without_participants_writes_nothing(
    operation: Operation, tmp_path: Path
) -> None:
    with pytest.raises(Refused, match="aucun participant"):
        export_fse(operation, tmp_path / "fse.csv")
    assert (list(tmp_path.glob("*.csv")), exports()) == ([], [])


def test_past_the_line_somebody_must_want_it_so(operation: Operation, tmp_path: Path) -> None:
    answered(operation)
    a_participant(operation)
    path = tmp_path / "fse.csv"
    with pytest.raises(Refused, match=r"50\u00a0%.*au-delà de 35"):
        export_fse(operation, path)
    assert not path.exists()
    assert exports() == []
    assert export_fse(operation, path, incompletes=True) == 2


def test_the_journal_is_told_before_the_file_is_written(
    operation: Operation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered(operation)
    seen: list[int] = []

    def refusing(path: Path, *_: Any) -> None:
        seen.append(len(exports()))
        raise Unavailable("La place manque.")

    monkeypatch.setattr(fse, "write_whole", refusing)
    with pytest.raises(Unavailable):
        export_fse(operation, tmp_path / "fse.csv")
    assert seen == [1]
    told, cut = exports()
    assert {(one.objet, one.objet_id) for one in (told, cut)} == {("operation", operation.id)}
    assert (told.resultat, cut.resultat) == ("fait", "echec")  # none left: told as well
    assert "Diallo" not in f"{told.champs}{cut.champs}"


@pytest.mark.parametrize("role", [Role.ACCUEIL, Role.REFERENT, Role.ADMINISTRATEUR])
def test_names_leave_with_who_may_take_them_out(
    base: Any, operation: Operation, tmp_path: Path, role: Role
) -> None:
    answered(operation)
    base.actor = actor_with(role)
    with pytest.raises(Refused):
        export_fse(operation, tmp_path / "fse.csv")
    assert not (tmp_path / "fse.csv").exists()


def test_an_unknown_format_is_refused_first(operation: Operation, tmp_path: Path) -> None:
    answered(operation)
    with pytest.raises(Refused, match="format"):
        export_fse(operation, tmp_path / "fse.docx")
    assert exports() == []


def test_columns_are_added_named_mapped_moved_and_removed(
    operation: Operation, tmp_path: Path
) -> None:
    answered(operation)
    made = add_colonne("handicap", "RQTH")
    save_colonne(made, valeurs={"oui": "1", "non": "2", "nsp": ""})
    move_colonne(made, 0)
    _, second, *_ = colonnes()
    remove_colonne(second)
    export_fse(operation, tmp_path / "fse.csv")
    _, (row,) = read(tmp_path / "fse.csv")
    assert list(row)[:2] == ["RQTH", "Intitulé de l’opération"]
    assert row["RQTH"] == "2"
    content = resources.read_toml("fse/colonnes.toml")
    reset_colonnes(content)
    assert [one.champ for one in colonnes()] == [one["champ"] for one in content["colonne"]]


def test_a_column_that_does_not_hold_is_refused(operation: Operation) -> None:
    first = colonnes()[0]
    with pytest.raises(Invalid, match="n’existe pas"):
        add_colonne("pointure")
    with pytest.raises(Invalid, match="En-tête"):
        save_colonne(first, entete=" ")
    with pytest.raises(Invalid, match="Valeurs"):
        save_colonne(first, valeurs={"oui": "1"})
    *others, last = colonnes()
    for one in others:
        remove_colonne(one)
    with pytest.raises(Refused, match="dernière"):
        remove_colonne(last)


def test_every_column_can_be_written(operation: Operation, tmp_path: Path) -> None:
    answered(operation)
    for one in set(champs()) - {colonne.champ for colonne in colonnes()}:
        add_colonne(one)
    export_fse(operation, tmp_path / "fse.csv")
    _, (row,) = read(tmp_path / "fse.csv")
    assert row["Questionnaire d’entrée signé le"] == ""
    assert row[champs()["contact"]] == row["Téléphone"] == "05 36 49 01 01"
