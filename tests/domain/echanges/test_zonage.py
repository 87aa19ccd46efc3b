"""Quartiers and streets from any desk’s file: understood, refused by line, never doubled."""

from pathlib import Path
from typing import Any

import pytest

from models.base.command import undo_last
from models.base.errors import Failure, Refused
from models.comptes.role import Role
from models.echanges.zonage import importer_quartiers, lire_quartiers
from models.nomenclatures.quartier import Quartier, QuartierVoie, quartier_of
from tests.factories import actor_with

HEAD = "code;quartier;commune;voie;du numéro;au numéro;côté"
ROWS = (
    "QN08701M;Val de l’Aurence Nord;Limoges;rue de la Paix;2;40;pair",
    "QN08701M;Val de l’Aurence Nord;Limoges;allée Fabre;;;",
    ";Le Clos;Limoges;rue du Clos;1;;",
)


def written(folder: Path, *rows: str, head: str = HEAD, encoding: str = "utf-8") -> Path:
    path = folder / "quartiers.csv"
    path.write_bytes("\n".join((head, *rows)).encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", "\t", ","])
def test_any_encoding_and_separator_is_read(tmp_path: Path, encoding: str, separator: str) -> None:
    rows = [row.replace(";", separator) for row in ROWS]
    head = HEAD.replace(";", separator)
    lecture = lire_quartiers(written(tmp_path, *rows, head=head, encoding=encoding))
    assert lecture.refus == []
    first, second, third = lecture.lignes
    assert first.quartier["nom"] == "Val de l’Aurence Nord"
    assert first.quartier["qpv"] is True
    assert first.voie == {
        "voie": "rue de la Paix", "numero_min": 2, "numero_max": 40, "parite": "pairs",
    }  # fmt: skip
    assert second.voie["parite"] == "tous"
    assert (third.quartier["qpv"], third.numero) == (False, 4)


def test_it_is_written_once_and_undone_whole(base: Any, tmp_path: Path) -> None:
    path = written(tmp_path, *ROWS)
    bilan = importer_quartiers(lire_quartiers(path))
    assert (bilan.quartiers, bilan.voies, bilan.refus) == (2, 3, [])
    found = quartier_of("12 rue de la Paix", commune="Limoges")
    assert found is not None
    assert (found.code, found.code_insee, found.source) == ("QN08701M", "87085", "quartiers.csv")
    again = importer_quartiers(lire_quartiers(written(tmp_path, *ROWS, "QN08702N;Sud;Limoges;;;;")))
    assert (again.quartiers, again.voies, again.connus) == (1, 0, 3)
    undo_last()
    undo_last()
    assert (Quartier.select().count(), QuartierVoie.select().count()) == (0, 0)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("QP12;Nord;Limoges;;;;", "n’est pas un code de quartier"),
        (";;Limoges;rue A;;;", "ni code ni nom"),
        ("QN08701M;Nord;Limoges;rue A;douze;;", "n’est pas un numéro"),
        ("QN08701M;Nord;Limoges;rue A;;;gauche", "Écrivez pair, impair"),
        ("QN08701M;Nord;Limoges;…;;;", "ne se lit pas"),
        ("QN08701M;Nord;Limoges;rue A;9;3;", "plus petit"),
    ],
)
def test_a_line_that_cannot_be_is_refused_by_its_number_and_the_others_go_in(
    base: Any, tmp_path: Path, row: str, said: str
) -> None:
    lecture = lire_quartiers(written(tmp_path, ROWS[0], row, ROWS[2]))
    bilan = importer_quartiers(lecture)
    (refusal,) = bilan.refus
    assert refusal.ligne == 3
    assert said in refusal.raison
    assert Quartier.select().count() == 2


@pytest.mark.parametrize("content", ["", "a;b;c\n1;2;3", "\x00\x01\x02" * 50])
def test_a_file_that_says_nothing_is_refused_in_a_sentence(tmp_path: Path, content: str) -> None:
    path = tmp_path / "x.csv"
    path.write_text(content)
    with pytest.raises(Failure) as refusal:
        lire_quartiers(path)
    assert refusal.value.message.endswith(".")


def test_dates_and_the_official_headings_are_known(base: Any, tmp_path: Path) -> None:
    head = "code_qp;nom_qp;insee_com;du;au"
    path = written(tmp_path, "QP087001;L’ancien;87085;01/01/2015;31/12/2023", head=head)
    importer_quartiers(lire_quartiers(path))
    old = Quartier.get()
    assert (old.nom, str(old.actif_du), str(old.actif_au)) == (
        "L’ancien", "2015-01-01", "2023-12-31",
    )  # fmt: skip


def test_only_a_responsable_imports(base: Any, tmp_path: Path) -> None:
    base.actor = actor_with(Role.REFERENT)
    with pytest.raises(Refused):
        importer_quartiers(lire_quartiers(written(tmp_path, *ROWS)))
    assert Quartier.select().count() == 0
