"""A file brought in from its choice to its report, corrected on the way, and taken back."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from models.accueil.demande import demandes_of
from models.accueil.passage import Passage
from models.base.drafts import draft
from models.comptes.role import Role
from models.echanges.importation import Importation
from models.nomenclatures.valeur import Valeur
from models.personnes.personne import Personne
from tests.factories import a_personne, actor_with
from tests.screens.accueil.bureau import Bureau
from tests.screens.reprise.assistant import Assistant
from ui.screens.reprise.rapport import write_report

HEADING = "Date;Heure;NOM Prénom;né(e) le;Objet;Accueil par;Machin"
ROWS = (
    "06/01/2025;9h05;DUFOUR Rachid;12/02/1980;CAF;Julie;bleu",
    "06/01/2025;9h20;anonyme;;zorglub;Julie;",
    "07/01/2025;10h00;SARR Awa;;CV;Paul;vert",
    "08/01/2025;10h00;SARR Awa;;zorglub;Paul;",
)


def a_file(folder: Path, *rows: str, name: str = "registre.csv") -> Path:
    path = folder / name
    path.write_text("\n".join((HEADING, *(rows or ROWS))), encoding="utf-8")
    return path


@pytest.fixture
def assistant(bureau: Bureau) -> Assistant:
    return Assistant(bureau)


def test_it_is_reached_from_the_people_and_only_by_those_who_may(bureau: Bureau, base: Any) -> None:
    bureau.window.navigate("personnes")
    acts = {a.id: a for a in bureau.window.current.actions()}  # type: ignore[union-attr]
    acts["personnes.import"].run()
    bureau._settle()
    assert bureau.heading == "Reprendre un fichier"
    base.actor = actor_with(Role.ACCUEIL)
    bureau.window.navigate("personnes")
    offered = {a.id for a in bureau.window.current.actions()}  # type: ignore[union-attr]
    assert "personnes.import" not in offered


def test_from_the_file_to_the_report_with_one_key_a_step(
    assistant: Assistant, tmp_path: Path
) -> None:
    assert assistant.step == "fichier"
    assert not assistant.may_go_to("colonnes")
    assistant.take(a_file(tmp_path)).go_on(until="apercu")
    assert Passage.select().count() == 0
    assert assistant.told("totaux") == "4 passages · 2 dossiers nouveaux"
    assistant.chord(Qt.Key.Key_Return)
    assert assistant.step == "rapport"
    assert "Passages enregistrés : 4" in assistant.report
    assert Passage.select().count() == 4
    assert draft("import") is None


def test_each_column_shows_samples_and_what_it_was_taken_for(
    assistant: Assistant, tmp_path: Path
) -> None:
    assistant.take(a_file(tmp_path))
    rows = assistant.rows("colonnes")
    assert ("Objet", "zorglub · CAF · CV", "Demande") in [row[:3] for row in rows]
    assert ("Machin", "bleu · vert", "Mettre dans le commentaire") in [row[:3] for row in rows]


def test_a_column_is_corrected_by_keys_and_the_file_understood_again(
    assistant: Assistant, tmp_path: Path
) -> None:
    assistant.take(a_file(tmp_path)).decide("colonnes", "Machin", "ne pas rep")
    assert assistant.rows("colonnes")[assistant.row_with("colonnes", "Machin")][2] == (
        "Ne pas reprendre"
    )
    assistant.go_on(until="rapport")
    assert all("bleu" not in p.commentaire for p in Passage.select())


def test_a_text_that_was_not_recognised_comes_first_and_is_told_what_it_is(
    assistant: Assistant, tmp_path: Path
) -> None:
    assistant.take(a_file(tmp_path)).go_on(until="valeurs")
    first = assistant.rows("valeurs")[0]
    assert (first[0], first[2], first[3]) == ("non reconnu", "zorglub", "2")
    assistant.decide("valeurs", "zorglub", "passeport")
    row = assistant.rows("valeurs")[assistant.row_with("valeurs", "zorglub")]
    assert (row[0], row[4]) == ("choisi", "Carte d’identité, passeport")
    assistant.go_on(until="rapport")
    asked = {d.thematique_id for p in Passage.select() for d in demandes_of(p.id)}
    assert "thematique.pap.carte_identite" in asked


def test_what_was_decided_is_known_of_the_next_file(assistant: Assistant, tmp_path: Path) -> None:
    assistant.take(a_file(tmp_path)).go_on(until="valeurs")
    assistant.decide("valeurs", "zorglub", "passeport").go_on(until="rapport")
    assistant.act("import.again")
    assistant.take(a_file(tmp_path, "09/01/2025;9h;anonyme;;Zorglub;Julie;", name="b.csv"))
    assistant.go_on(until="valeurs")
    assert assistant.rows("valeurs")[assistant.row_with("valeurs", "Zorglub")][0] == "appris"


def test_a_text_is_added_to_our_list(assistant: Assistant, tmp_path: Path) -> None:
    assistant.take(a_file(tmp_path)).go_on(until="valeurs").stand_on("valeurs", "zorglub")
    assistant.bureau.click("import.add_value")
    added = Valeur.get(Valeur.libelle == "Zorglub")
    assert (added.nomenclature_id, added.maison) == ("thematique", True)
    assistant.go_on(until="rapport")
    asked = [d.thematique_id for p in Passage.select() for d in demandes_of(p.id)]
    assert asked.count(added.id) == 2


def test_going_back_and_forth_loses_nothing(assistant: Assistant, tmp_path: Path) -> None:
    assistant.take(a_file(tmp_path)).decide("colonnes", "Machin", "ne pas rep")
    assistant.go_on(until="valeurs").decide("valeurs", "zorglub", "passeport")
    assistant.act("import.previous").go_on(until="apercu")
    for step in ("import.previous",) * 3:
        assistant.act(step)
    assert assistant.step == "colonnes"
    assert assistant.rows("colonnes")[assistant.row_with("colonnes", "Machin")][2] == (
        "Ne pas reprendre"
    )
    assistant.go_on(until="valeurs")
    assert assistant.rows("valeurs")[assistant.row_with("valeurs", "zorglub")][0] == "choisi"


def test_what_was_decided_survives_a_sudden_end(assistant: Assistant, tmp_path: Path) -> None:
    assistant.take(a_file(tmp_path)).decide("colonnes", "Machin", "ne pas rep")
    assistant.go_on(until="valeurs")
    assistant.bureau.window.navigate("accueil")
    assistant.bureau.start_again()
    again = Assistant(assistant.bureau)
    assert again.step == "valeurs"
    again.act("import.previous")
    assert again.rows("colonnes")[again.row_with("colonnes", "Machin")][2] == "Ne pas reprendre"


def test_homonyms_are_decided_with_one_key_each(assistant: Assistant, tmp_path: Path) -> None:
    known = a_personne(nom_naissance="Sarr", prenom="Awa")
    assistant.take(a_file(tmp_path)).go_on(until="personnes")
    assert [row[1] for row in assistant.rows("personnes")] == ["SARR Awa"]
    assert "SARR Awa" in assistant.told("personnes.fichier")
    assert "Dossier connu (1/1)" in assistant.told("personnes.candidat")
    assistant.bureau.type("n")
    assert assistant.rows("personnes")[0][4] == "un nouveau dossier"
    assistant.bureau.type("m")
    assert assistant.rows("personnes")[0][4] == "le dossier connu"
    assistant.bureau.type("a")
    assert assistant.rows("personnes")[0][4] == "un nouveau dossier"
    assistant.go_on(until="rapport")
    assert known.id not in {p.personne_id for p in Passage.select()}
    assert Personne.select().count() == 3


def test_all_that_is_proposed_is_accepted_at_once(assistant: Assistant, tmp_path: Path) -> None:
    known = a_personne(nom_naissance="Sarr", prenom="Awa")
    assistant.take(a_file(tmp_path)).go_on(until="personnes").act("import.accept_all")
    assert assistant.rows("personnes")[0][0] == "décidé"
    assistant.go_on(until="rapport")
    assert known.id in {p.personne_id for p in Passage.select()}


def test_a_row_is_seen_as_written_and_as_it_will_be(assistant: Assistant, tmp_path: Path) -> None:
    assistant.take(a_file(tmp_path)).go_on(until="apercu")
    assert "Machin\u00a0: bleu" in assistant.told("ecrit")
    assert "06/01/2025 09:05 · DUFOUR Rachid" in assistant.told("repris")
    assert "Accueilli par\u00a0: Julie" in assistant.told("repris")


def test_a_day_to_come_is_put_right_or_its_row_left(assistant: Assistant, tmp_path: Path) -> None:
    rows = [f"{day:02}/01/2025;9h;anonyme;;CAF;Julie;" for day in range(2, 9)]
    path = a_file(tmp_path, *rows, "09/01/2052;9h;SARR Awa;;CV;Paul;")
    assistant.take(path).go_on(until="apercu")
    assert not assistant.bureau.is_shown("import.jour")
    assistant.stand_on("lignes", "09/01/2025 09:00")
    assert assistant.bureau.is_shown("import.jour")
    assistant.bureau.set("import.jour", "8/1/2025").press("Entrée")
    assert [row[1] for row in assistant.rows("lignes")][-1] == "08/01/2025 09:00"
    assistant.bureau.click("import.leave_row")
    assert "à corriger" in assistant.rows("lignes")[-1][4]
    assert assistant.told("totaux") == "7 passages · 0 dossier nouveau · 1 ligne laissée"


def test_rows_known_already_are_told_and_those_that_changed_may_be_taken(
    assistant: Assistant, tmp_path: Path
) -> None:
    assistant.take(a_file(tmp_path)).go_on(until="rapport").act("import.again")
    changed = a_file(tmp_path, *ROWS[:3], "08/01/2025;10h00;SARR Awa;;CV;Julie;", name="b.csv")
    assistant.take(changed).go_on(until="apercu")
    assert "3 lignes déjà reprises" in assistant.told("totaux")
    assistant.bureau.click("import.modifiees")
    assistant.go_on(until="rapport")
    assert "Passages remplacés : 1" in assistant.report


def test_a_file_that_cannot_be_read_says_why_and_one_stays(
    assistant: Assistant, tmp_path: Path
) -> None:
    picture = tmp_path / "registre.xlsx"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 100)
    assistant.take(picture)
    assert "n’en est pas un" in assistant.bureau.banner
    assert assistant.step == "fichier"


def test_a_file_that_is_no_register_stays_at_its_columns(
    assistant: Assistant, tmp_path: Path
) -> None:
    path = tmp_path / "stock.csv"
    path.write_text("Truc;Bidule\nvis;12\nclous;30\n", encoding="utf-8")
    assistant.take(path)
    assert assistant.step == "colonnes"
    assert not assistant.may_go_to("valeurs")
    assert assistant.rows("colonnes")[0][3] == "non reprise"


def test_an_import_is_taken_back_from_the_list(
    assistant: Assistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def agree(*_: Any, text: str, **__: Any) -> bool:
        asked.append(text)
        return True

    monkeypatch.setattr("ui.screens.reprise.annulation.confirm", agree)
    assistant.take(a_file(tmp_path)).go_on(until="rapport").act("import.again")
    assert [row[0] for row in assistant.rows("reprises")] == ["registre.csv"]
    key = Importation.get().id
    assistant.screen.undo(key)
    assistant.bureau._settle()
    assert "4 passages retirés, 2 dossiers archivés" in asked[0]
    assert "Reprise annulée" in assistant.bureau.banner
    assert assistant.rows("reprises")[0][4] == "annulée"
    assistant.screen.read_report(key)
    assistant.bureau._settle()
    assert "registre.csv" in assistant.report
    assistant.act("import.restore")
    assert (
        "Reprise rétablie\u00a0: 4 passages rétablis, 2 dossiers rétablis"
        in assistant.bureau.banner
    )
    assert "import.undo" in {act.id for act in assistant.screen.actions()}
    assistant.act("import.again")
    assert assistant.rows("reprises")[0][4] == "en place"


def test_a_list_of_people_has_its_own_words(assistant: Assistant, tmp_path: Path) -> None:
    path = tmp_path / "adherents.csv"
    path.write_text(
        "Nom;Prénom;Date de naissance;Mail\nDIALLO;Mamadou;12/03/2007;m@exemple.fr\n",
        encoding="utf-8",
    )
    assistant.take(path)
    assert "Courriel" in [row[2] for row in assistant.rows("colonnes")]
    assistant.go_on(until="apercu")
    assert [a.label for a in assistant.screen.actions() if a.id == "import.write"] == [
        "Reprendre 1 personne"
    ]
    assistant.go_on(until="rapport")
    assert Personne.get().courriel == "m@exemple.fr"


def test_a_turned_screen_shows_no_name(assistant: Assistant, tmp_path: Path) -> None:
    a_personne(nom_naissance="Sarr", prenom="Awa")
    assistant.take(a_file(tmp_path))
    for step in ("colonnes", "personnes", "apercu"):
        assistant.go_on(until=step)
        assistant.bureau.press("F9")
        from PySide6.QtWidgets import QLabel

        shown = [w.text() for w in assistant.bureau.window.findChildren(QLabel) if w.isVisible()]
        cells = [cell for name in ("colonnes", "personnes", "lignes") if
                 assistant.bureau.is_shown(f"import.{name}") for row in assistant.rows(name)
                 for cell in row]  # fmt: skip
        assert not [text for text in [*shown, *cells] if "SARR" in text or "DUFOUR" in text], step
        assistant.bureau.press("F9")


def test_a_report_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    from models.base.errors import Unavailable

    write_report(tmp_path / "rapport.txt", ["Reprise", "12 passages"])
    written = (tmp_path / "rapport.txt").read_bytes().decode("utf-8-sig")
    assert written == "Reprise\r\n12 passages\r\n"
    with pytest.raises(Unavailable, match="ne peut pas être écrit"):
        write_report(tmp_path / "absent" / "rapport.txt", ["x"])


def test_the_report_is_seen_as_it_prints(assistant: Assistant, tmp_path: Path) -> None:
    assistant.take(a_file(tmp_path)).go_on(until="rapport").act("import.print_report")
    window = assistant.bureau.window
    assistant.bureau.qtbot.waitUntil(
        lambda: any(b.isEnabled() and b.isVisible() for b in window.findChildren(
            QPushButton, "import.papier.print"))
    )  # fmt: skip
