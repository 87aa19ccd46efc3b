"""Duplicates by keys: reviewed, compared, merged, told apart, taken back."""

import datetime as dt
from typing import Any

import pytest

from models.accueil.passage import Passage
from models.comptes.role import Role
from models.personnes.fusion import Fusion, Homonymie
from models.personnes.fusionner import fusionner
from models.personnes.personne import Personne, save_personne
from tests.conftest import FrozenClock
from tests.factories import a_passage, a_personne, actor_with
from tests.screens.accueil.bureau import Bureau
from tests.screens.personnes.test_personnes import act, labels
from ui.kit.radio import Radio

BORN = dt.date(1990, 5, 4)


class Doublons:
    """The review screen in the words of who reviews."""

    def __init__(self, bureau: Bureau) -> None:
        self.bureau = bureau

    def open(self) -> "Doublons":
        self.bureau.window.navigate("personnes")
        act(self.bureau, "personnes.doublons")
        return self

    def act(self, name: str) -> "Doublons":
        act(self.bureau, f"doublons.{name}")
        return self

    @property
    def pairs(self) -> list[tuple[str, str, str]]:
        if not self.bureau.is_shown("doublons.liste"):
            return []
        return [(row[0], row[2], row[4]) for row in self.bureau.rows("doublons.liste")]

    @property
    def offered(self) -> list[str]:
        return [a.label for a in self.bureau.window.current.actions()]  # type: ignore[union-attr]

    @property
    def fields(self) -> dict[str, tuple[str, ...]]:
        """Each field with its values as they are read, the one that is kept first marked."""
        found: dict[str, list[str]] = {}
        for radio in self.bureau.window.findChildren(Radio):
            if radio.isVisible():
                name = radio.objectName().split(".")[1]
                found.setdefault(name, []).append(("• " if radio.isChecked() else "") + radio.words)
        return {name: tuple(values) for name, values in found.items()}

    def choose(self, field: str, which: str) -> "Doublons":
        self.bureau.click(f"doublons.{field}.{which}")
        return self


@pytest.fixture
def doublons(bureau: Bureau) -> Doublons:
    return Doublons(bureau)


def two_files(**other: Any) -> tuple[Personne, Personne]:
    one = a_personne(nom_naissance="N’Diaye", prenom="Awa", telephone="0611111111")
    values = {"nom_naissance": "NDIAYE", "prenom": "Awa", "telephone": "0622222222", **other}
    return one, a_personne(**values)


def again(personne: Personne) -> Personne:
    found: Personne = Personne.get_by_id(personne.id)
    return found


def test_the_list_is_looked_for_and_personnes_tells_how_many(doublons: Doublons) -> None:
    two_files()
    a_personne()
    doublons.open()
    assert doublons.pairs == [("N’DIAYE Awa", "NDIAYE Awa", "même nom")]
    assert doublons.bureau.heading == "Doublons possibles"
    doublons.bureau.window.navigate("personnes")
    assert "Doublons possibles (1)" in doublons.offered


def test_an_empty_list_says_so_and_looks_again(doublons: Doublons) -> None:
    doublons.open()
    assert "Aucun doublon possible." in labels(doublons.bureau)
    assert doublons.offered == ["Fusions récentes", "Chercher de nouveau"]
    two_files()
    doublons.act("search")
    assert len(doublons.pairs) == 1


def test_two_files_are_compared_and_merged_by_keys(doublons: Doublons) -> None:
    one, other = two_files(date_naissance=BORN, commune="Isle")
    a_passage(one), a_passage(other), a_passage(one)
    bureau = doublons.open().bureau
    assert bureau.focused == "doublons.liste"
    bureau.press("Entrée")
    assert bureau.heading == "Deux dossiers"
    assert doublons.fields == {
        "nom_naissance": ("• N’Diaye", "NDIAYE"),
        "naissance": ("Non renseigné", "• 04/05/1990"),
        "telephones": ("06 11 11 11 11", "06 22 22 22 22", "• Garder les deux"),
        "adresse": ("Non renseigné", "• Isle"),
    }
    assert bureau.text("doublons.bouge") == "Passe au dossier gardé\u00a0: 1 passage."
    assert bureau.focused == "doublons.nom_naissance.gardee"
    bureau.press("Droite")
    assert doublons.fields["nom_naissance"] == ("N’Diaye", "• NDIAYE")
    bureau.press("Gauche", "Ctrl+Entrée")
    assert bureau.banner == "Dossiers fusionnés"
    now = again(one)
    assert (now.nom_naissance, now.date_naissance, now.commune) == ("N’Diaye", BORN, "Isle")
    assert (now.telephone, now.telephone_autre) == ("+33611111111", "+33622222222")
    assert {p.personne_id for p in Passage.select()} == {one.id}
    assert doublons.pairs == []
    bureau.press("Ctrl+Z")
    assert again(other).archived_at is None
    assert len(doublons.pairs) == 1


def test_the_other_file_may_be_kept(doublons: Doublons) -> None:
    one, other = two_files()
    doublons.open().bureau.press("Entrée")
    doublons.act("swap").choose("telephones", "absorbee")
    assert doublons.fields["telephones"] == (
        "06 22 22 22 22",
        "• 06 11 11 11 11",
        "Garder les deux",
    )
    doublons.bureau.press("Ctrl+Entrée")
    assert again(one).archived_at is not None
    assert again(other).telephone == "+33611111111"


def test_after_a_merge_the_next_pair_is_ready(doublons: Doublons) -> None:
    two_files()
    for name in ("Sow", "Traoré"):
        a_personne(nom_naissance=name, prenom="Binta", date_naissance=BORN)
        a_personne(nom_naissance=name, prenom="Binta", date_naissance=BORN)
    bureau = doublons.open().bureau
    assert [pair[0] for pair in doublons.pairs] == ["SOW Binta", "TRAORÉ Binta", "N’DIAYE Awa"]
    bureau.press("Entrée", "Ctrl+Entrée", "Entrée", "Ctrl+Entrée")
    assert [pair[0] for pair in doublons.pairs] == ["N’DIAYE Awa"]
    assert bureau.focused == "doublons.liste"
    assert doublons.bureau.window.current.list.current_key  # type: ignore[union-attr]  # the screen


def test_two_people_leave_the_list_until_that_is_taken_back(doublons: Doublons) -> None:
    two_files()
    doublons.open().act("apart")
    assert (doublons.pairs, Homonymie.select().count()) == ([], 1)
    assert doublons.bureau.banner == "Notés comme deux personnes"
    doublons.act("search")
    assert doublons.pairs == []
    doublons.bureau.press("Ctrl+Z")
    assert len(doublons.pairs) == 1
    doublons.bureau.press("Entrée")
    doublons.act("apart")
    assert doublons.bureau.heading == "Doublons possibles"
    assert doublons.pairs == []


def test_a_merge_is_taken_back_from_the_list_of_the_recent_ones(
    doublons: Doublons, frozen_clock: FrozenClock
) -> None:
    one, other = two_files()
    fusionner(again(one), again(other), {})
    frozen_clock.advance(days=12)
    a_passage(again(one))
    doublons.open().act("fusions")
    bureau = doublons.bureau
    assert bureau.rows("doublons.recentes") == [("NDIAYE Awa", "N’DIAYE Awa", "11/03/2026 14:32")]
    bureau.press("Entrée")
    assert bureau.banner == (
        "Fusion défaite\u00a0: le dossier de NDIAYE Awa est rétabli. Ajoutés depuis la fusion, "
        "restent dans le dossier gardé\u00a0: 1 passage."
    )
    assert again(other).archived_at is None
    assert "Aucune fusion depuis trente jours." in labels(bureau)
    bureau.press("Échap")
    assert bureau.heading == "Doublons possibles"


def test_a_file_changed_elsewhere_is_not_merged_as_it_was(doublons: Doublons) -> None:
    _, other = two_files()
    doublons.open().bureau.press("Entrée")
    save_personne(again(other), commune="Isle")
    doublons.bureau.press("Ctrl+Entrée")
    assert "comparez de nouveau" in doublons.bureau.banner
    assert Fusion.select().count() == 0


def test_what_asks_for_care_is_read_above_the_fields(doublons: Doublons) -> None:
    from models.suivis.suivi import open_suivi
    from tests.factories import AGENT

    for one in two_files():
        open_suivi(personne=one, dispositif="ateliers_citoyens", referent=AGENT)
    doublons.open().bureau.press("Entrée")
    assert "Deux suivis en cours (Les Ateliers citoyens)" in labels(doublons.bureau)


def test_a_turned_screen_hides_the_names_and_both_files(doublons: Doublons) -> None:
    two_files()
    bureau = doublons.open().bureau
    bureau.press("F9")
    assert doublons.pairs == [("•••", "•••", "même nom")]
    bureau.press("F9", "Entrée", "F9")
    assert "DIAYE" not in labels(bureau)
    assert doublons.fields == {}
    bureau.press("F9")
    assert doublons.fields != {}


def test_only_who_may_merge_is_offered_the_way(doublons: Doublons, base: Any) -> None:
    base.actor = actor_with(Role.ACCUEIL)
    doublons.bureau.window.navigate("personnes")
    assert doublons.offered == ["Nouveau dossier"]
    doublons.bureau.window.navigate("doublons")
    assert "Votre compte n’ouvre pas" in doublons.bureau.banner


def test_the_absorbed_file_opens_as_the_kept_one_and_says_why(bureau: Bureau) -> None:
    one, other = two_files()
    fusionner(again(one), again(other), {})
    bureau.window.navigate("personnes", personne=other.id)
    bureau._settle()
    assert bureau.heading == "N’DIAYE Awa"
    assert "a été fusionné le 11/03/2026" in bureau.banner


def test_a_page_that_is_open_follows_the_merge_of_another_desk(bureau: Bureau) -> None:
    one, other = two_files()
    bureau.window.navigate("personnes", personne=other.id)
    bureau._settle()
    assert bureau.heading == "NDIAYE Awa"
    fusionner(again(one), again(other), {})
    bureau._settle()
    assert bureau.heading == "N’DIAYE Awa"


def test_the_line_that_holds_the_absorbed_file_writes_in_the_kept_one_and_says_so(
    bureau: Bureau,
) -> None:
    one, other = two_files(commune="Isle")
    bureau.window.navigate("accueil", personne=other.id)
    bureau._settle()
    bureau.type("1")
    fusionner(again(one), again(other), {})
    bureau._settle()
    assert "a été fusionné" in bureau.banner
    assert bureau.text("accueil.qui") == "N’DIAYE Awa"
    bureau.press("Ctrl+Entrée")
    assert bureau.last.personne_id == one.id


def test_a_draft_of_the_absorbed_file_is_written_in_the_kept_one_and_says_so(
    bureau: Bureau,
) -> None:
    one, other = two_files()
    bureau.window.navigate("accueil", personne=other.id)
    bureau._settle()
    bureau.type("1")
    line: Any = bureau.window.current.line  # type: ignore[union-attr]  # the accueil
    bureau.window.context.changes.detach()  # as at another desk: nothing is heard of the merge
    fusionner(again(one), again(other), {})
    assert line.champs.qui.qui.key == other.id
    bureau.press("Ctrl+Entrée")
    assert bureau.last.personne_id == one.id
    assert bureau.banner.startswith("Enregistré. Le dossier de NDIAYE Awa a été fusionné")


def test_a_long_value_wraps_in_its_frame(bureau: Bureau, qtbot: Any) -> None:
    radio = Radio("Préfère être rappelée le matin, avant onze heures, par sa sœur. " * 4)
    qtbot.addWidget(radio)
    assert radio.heightForWidth(200) > radio.heightForWidth(600) > 2 * radio.fontMetrics().height()
    assert radio.accessibleName() == radio.words
