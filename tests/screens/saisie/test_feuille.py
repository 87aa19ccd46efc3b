"""A sheet typed by keys: what each line costs, what it becomes, what is never lost."""

import datetime as dt

from models.accueil.demande import demandes_of
from models.accueil.feuille import Feuille, code_of, trace_of
from models.accueil.passage import Passage, open_passage
from models.base import clock
from models.base.command import undo_last
from models.nomenclatures.lieu import save_lieu
from models.personnes.personne import Personne
from tests.conftest import FrozenClock
from tests.factories import a_passage, a_personne, the_lieu
from tests.screens.saisie.papier import Papier

CNI = "thematique.pap.carte_identite"


def test_an_anonymous_line_costs_six_keys(papier: Papier) -> None:
    """Its hour, nobody, one demande, and the next line is ready."""
    papier.head().type("905").press("Entrée", "Entrée").type("1").press("Entrée")
    before = papier.keys
    papier.type("15").press("Entrée", "Entrée").type("1").press("Entrée")
    assert papier.keys - before <= 6
    assert papier.written() == [("11/03 09:05", "anonyme", None), ("11/03 09:15", "anonyme", None)]
    assert papier.focused == "saisie.heure"


def test_thirty_lines_without_a_mouse(papier: Papier) -> None:
    papier.head("10/03")
    for line in range(30):
        papier.type(f"{9 + line // 10}{line % 10 * 5:02}")
        papier.press("Entrée", "Entrée").type("1").press("Entrée")
    assert papier.figures == "30 lignes au registre"
    assert len(papier.lines) == 30
    assert {p.jour for p in papier.passages} == {dt.date(2026, 3, 10)}
    papier.press("Ctrl+Maj+Entrée")
    assert "30 passages du 10/03/2026" in papier.banner
    assert papier.lines == []


def test_the_moment_of_the_paper_is_kept_apart_from_that_of_entry(
    papier: Papier, frozen_clock: FrozenClock
) -> None:
    papier.head("10/03").type("915").press("Entrée", "Entrée").type("1").press("Entrée")
    passage = papier.passages[0]
    assert (passage.jour, passage.heure) == (dt.date(2026, 3, 10), dt.time(9, 15))
    assert (passage.created_at, passage.origine) == (clock.now(), "feuille")
    assert passage.duree_minutes is None, "ce qui est mesuré est la saisie, non la visite"
    said = trace_of(passage)
    assert papier.find("saisie.ligne.1").accessibleDescription() == said
    assert said == "Saisi le 11/03/2026 à 14:32 par Claire SOW, d’après la feuille papier"


def test_the_code_of_the_grid_sets_the_day_and_the_lieu(papier: Papier) -> None:
    market = save_lieu(nom="Marché de Beaubreuil")
    code = code_of(Feuille(market.id, dt.date(2026, 3, 9)))
    papier.focus("feuille.jour").type(code).press("Entrée")
    assert (papier.text("feuille.jour"), papier.text("feuille.lieu")) == (
        "09/03/2026", "Marché de Beaubreuil",
    )  # fmt: skip
    assert papier.focused == "saisie.heure"
    papier.type("9").press("Entrée", "Entrée").type("1").press("Entrée")
    assert str(papier.passages[0].lieu.id) == market.id


def test_a_code_that_is_pasted_and_left_with_tab(papier: Papier) -> None:
    papier.put("feuille.jour", code_of(Feuille(the_lieu().id, dt.date(2026, 3, 9))))
    papier.focus("feuille.jour").press("Tab")
    assert papier.text("feuille.jour") == "09/03/2026"


def test_a_code_that_is_not_of_here_is_said(papier: Papier) -> None:
    papier.focus("feuille.jour").type(f"RG1.{'0' * 32}.2026-03-09").press("Entrée")
    assert "n’est pas celui d’une feuille d’ici" in papier.error("feuille.jour")


def test_a_known_person_a_new_one_and_a_noted_name(papier: Papier) -> None:
    a_personne(prenom="Fatou", nom_naissance="Sow")
    papier.head().press("Entrée").type("sow").press("Entrée").type("1").press("Entrée")
    papier.press("Entrée").type("awa n'diaye").press("Entrée").type("1").press("Entrée")
    papier.press("Entrée").type("momo").press("Bas", "Entrée").type("1").press("Entrée")
    who = [p.personne.nom_affiche if p.personne_id else p.anonyme.repere for p in papier.passages]
    assert sorted(who) == ["Momo", "N’DIAYE Awa", "SOW Fatou"]
    assert Personne.select().count() == 2


def test_several_demandes_the_mode_the_duration_and_a_comment(papier: Papier) -> None:
    papier.head().type("10h").press("Entrée", "Entrée").type("12")
    papier.press("F6").type("Revient jeudi").press("Maj+Tab")
    papier.type("20").press("Entrée")
    passage = papier.passages[0]
    assert len(demandes_of(passage.id)) == 2
    assert (passage.duree_minutes, passage.commentaire) == (20, "Revient jeudi")


def test_tab_goes_through_every_cell(papier: Papier) -> None:
    papier.head()
    seen = [papier.focused]
    for _ in range(4):
        papier.press("Tab")
        seen.append(papier.focused)
    names = ["heure", "qui", "demandes", "mode_contact", "duree_minutes"]
    assert seen == [f"saisie.{name}" for name in names]


def test_idem_copies_the_cell_above_and_f4_the_whole_line(papier: Papier) -> None:
    a_personne(prenom="Fatou", nom_naissance="Sow")
    papier.head().type("915").press("Entrée").type("sow").press("Entrée").type("1").press("Entrée")
    papier.type('"').type('"').type('"')
    assert papier.cell("qui") == "SOW Fatou"
    papier.press("Ctrl+Entrée")
    papier.press("F4", "Ctrl+Entrée")
    assert [one[:2] for one in papier.written()] == [("11/03 09:15", "SOW Fatou")] * 3


def test_what_is_wrong_is_said_beside_the_cell_and_nothing_is_lost(papier: Papier) -> None:
    papier.head().type("25h").press("Entrée", "Entrée").type("1").press("Entrée")
    assert papier.said.startswith("Heure\u00a0:")
    assert papier.focused == "saisie.heure"
    papier.press("Ctrl+Entrée")
    assert papier.passages == []
    papier.set("saisie.heure", "9h").press("Ctrl+Entrée")
    assert papier.written() == [("11/03 09:00", "anonyme", None)]


def test_a_name_that_was_not_chosen_and_a_line_without_demande(papier: Papier) -> None:
    papier.head().press("Tab").type("inconnu").press("Échap", "Tab").type("1").press("Ctrl+Entrée")
    assert papier.said.startswith("Qui\u00a0: choisissez un dossier")
    papier.set("saisie.qui", "").press("Tab", "Retour").press("Ctrl+Entrée")
    papier.set("saisie.duree_minutes", "5").press("Ctrl+Entrée")
    assert papier.said.startswith("Demande")
    assert papier.focused == "saisie.demandes"


def test_a_day_that_is_missing_or_to_come(papier: Papier) -> None:
    papier.focus("saisie.heure").type("9").press("Entrée", "Entrée").type("1").press("Entrée")
    assert papier.error("feuille.jour").startswith("Jour\u00a0: écrivez celui de la feuille")
    papier.set("feuille.jour", "11/03/2027").focus("saisie.demandes").press("Ctrl+Entrée")
    assert "dans l’avenir" in papier.said
    assert papier.passages == []


def test_a_sudden_death_loses_no_line(papier: Papier) -> None:
    papier.head("10/03").type("915").press("Entrée", "Entrée").type("1").press("Entrée")
    papier.type("30").press("Entrée").type("awa").press("Échap")
    papier.window.findChild(object, "saisie")._pause.timeout.emit()  # type: ignore[attr-defined]
    papier.start_again()
    assert papier.text("feuille.jour") == "10/03/2026"
    assert [line[0] for line in papier.lines] == ["09:15"]
    assert (papier.cell("heure"), papier.cell("qui")) == ("09:30", "awa")
    papier.set("saisie.qui", "").press("Tab").type("1").press("Ctrl+Entrée")
    assert [one[0] for one in papier.written()] == ["10/03 09:15", "10/03 09:30"]


def test_undone_a_line_is_to_be_completed_again(papier: Papier) -> None:
    papier.head().type("915").press("Entrée", "Entrée").type("1").press("Entrée")
    papier.press("Ctrl+Z")
    assert papier.passages == []
    assert papier.lines[0][-1] == "À compléter"
    assert papier.remarks == ["Retirée du registre"]
    papier.press("Maj+Tab", "Entrée", "Ctrl+Entrée")
    assert papier.written() == [("11/03 09:15", "anonyme", None)]


def test_a_written_line_is_corrected_in_its_place(papier: Papier) -> None:
    papier.head().type("915").press("Entrée", "Entrée").type("1").press("Entrée")
    first = papier.passages[0].id
    papier.press("Maj+Tab", "Entrée").type("945").press("Ctrl+Entrée")
    assert [p.id for p in papier.passages] == [first]
    assert papier.written() == [("11/03 09:45", "anonyme", None)]


def test_a_line_is_taken_out_and_comes_back(papier: Papier) -> None:
    papier.head().type("915").press("Entrée", "Entrée").type("1").press("Entrée")
    papier.press("Maj+Tab", "Suppr")
    assert (papier.passages, papier.lines) == ([], [])
    assert "retirée du registre" in papier.banner
    undo_last()
    assert len(papier.passages) == 1


def test_a_wrong_day_moves_all_the_lines_that_are_written(papier: Papier) -> None:
    papier.head("10/03").type("915").press("Entrée", "Entrée").type("1").press("Entrée")
    papier.press("Suppr", "Entrée", "Entrée").type("1").press("Entrée")
    papier.set("feuille.jour", "09/03").press("Tab")
    assert [one[0] for one in papier.written()] == ["09/03 09:15", "09/03"]
    assert "2 lignes déplacées au 09/03/2026" in papier.banner
    undo_last()
    papier._settle()
    assert papier.text("feuille.jour") == "10/03/2026"


def test_what_is_perhaps_written_already_is_told_softly(papier: Papier) -> None:
    fatou = a_personne(prenom="Fatou", nom_naissance="Sow")
    a_passage(fatou, CNI, moment=dt.datetime(2026, 3, 11, 10, 5).astimezone())
    papier.head().type("1010").press("Entrée").type("sow").press("Entrée").type("1").press("Entrée")
    assert papier.remarks[0].startswith("Peut-être déjà au registre\u00a0: 10:05 SOW Fatou")
    assert papier.lines[0][-1] == "Écrite"
    papier.press("F4", "Ctrl+Entrée")
    assert "10:10" not in papier.remarks[1], "les lignes de la feuille ne se soupçonnent pas"


def test_a_block_from_a_spreadsheet_fills_lines(papier: Papier) -> None:
    a_personne(prenom="Fatou", nom_naissance="Sow")
    papier.head()
    papier.paste(
        "9:15\tSow Fatou\tCarte d’identité, passeport\n9:30\t\tPhotocopie; xyzzy\n\n9h45\t\tCV"
    )
    assert papier.passages == []
    papier.press("Ctrl+Maj+S")
    assert [one[:2] for one in papier.written()] == [
        ("11/03 09:15", "SOW Fatou"), ("11/03 09:45", "anonyme"),
    ]  # fmt: skip
    assert papier.figures == "2 lignes au registre · 1 à compléter"
    assert papier.cell("demandes") == "xyzzy"
    papier.press("Ctrl+Maj+Entrée")
    assert "1 ligne à compléter" in papier.banner
    papier.set("saisie.demandes", "").press("Ctrl+Entrée")
    assert len(papier.passages) == 3


def test_a_whole_register_is_not_pasted_as_a_sheet(papier: Papier) -> None:
    papier.head().paste("\n".join(f"9h{i % 60:02}\t\tPhotocopie" for i in range(101)))
    assert "101 lignes copiées" in papier.banner
    assert papier.lines == []


def test_a_formula_in_a_pasted_block_is_only_words(papier: Papier) -> None:
    papier.head().paste("9:15\t=cmd|'/c calc'!A1\tPhotocopie\r\n9:20\t\tPhotocopie")
    papier.press("Ctrl+Maj+S")
    assert [p.heure for p in papier.passages] == [dt.time(9, 20)]
    assert papier.cell("qui") == "=cmd|'/c calc'!A1"


def test_turned_the_sheet_shows_no_name(papier: Papier) -> None:
    fatou = a_personne(prenom="Fatou", nom_naissance="Sow")
    a_passage(fatou, CNI, moment=dt.datetime(2026, 3, 11, 10, 5).astimezone())
    papier.head().press("Entrée").type("sow").press("Entrée").type("1").press("Entrée").press("F9")
    assert papier.lines[0][1] == "S. F."
    assert papier.remarks[0] == "Peut-être déjà au registre"
    read = papier.window.findChildren(object, "saisie.ligne.1")[0].accessibleName()  # type: ignore[attr-defined]
    assert "SOW" not in read
    papier.press("F9")
    assert "SOW Fatou" in papier.remarks[0]


def test_another_desk_takes_a_line_out_and_it_shows(papier: Papier) -> None:
    papier.head().type("915").press("Entrée", "Entrée").type("1").press("Entrée")
    from models.accueil.passage import archive_passage

    passage = open_passage(papier.passages[0].id)
    assert passage is not None
    archive_passage(passage)
    papier._settle()
    assert papier.lines[0][-1] == "À compléter"
    assert Passage.select().count() == 1
    assert the_lieu().nom == "Siège"
