"""What opens under the line when a visit calls for it, and what hides when the screen is turned."""

import datetime as dt
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from models.accueil.demande import demandes_of
from models.base import database
from models.base.drafts import draft
from models.comptes.agent import Agent
from models.personnes.personne import Personne
from tests.factories import a_passage, a_personne, writing
from tests.screens.accueil.bureau import Bureau
from ui.screens.accueil.ligne import PassageLine


def test_who_was_said_to_receive_stays_until_another_is_or_the_account_changes(
    bureau: Bureau,
) -> None:
    with writing():
        odile = Agent(prenom="Odile", nom="Petit", statut="benevole").save()
    own = bureau.window.context.actor.agent_id
    link = bureau.window.findChildren(QPushButton, "accueil.completer")[0]
    assert link.text() == "Date, lieu, commentaire"
    bureau.press("Entrée").type("1").press("F6").set("accueil.accueilli_par", "odil")
    bureau.press("Entrée", "Ctrl+Entrée")
    assert link.text() == "Accueil par Odile PETIT, bénévole"
    bureau.press("Entrée").type("1").press("Ctrl+Entrée")
    assert bureau.last.accueilli_par_id == odile.id
    assert bureau.last.statut_accueillant == "benevole"
    bureau.press("Entrée").type("1").press("F6").set("accueil.accueilli_par", "claire")
    bureau.press("Entrée", "Ctrl+Entrée")
    assert bureau.last.accueilli_par_id == own
    assert link.text() == "Date, lieu, commentaire"


def test_the_choice_of_one_account_is_not_that_of_the_next(bureau: Bureau) -> None:
    with writing():
        odile = Agent(prenom="Odile", nom="Petit", statut="benevole").save()
        other = Agent(prenom="Nadia", nom="Benali").save()
    bureau.press("Entrée").type("1").press("F6").set("accueil.accueilli_par", "odil")
    bureau.press("Entrée", "Ctrl+Entrée")
    assert bureau.last.accueilli_par_id == odile.id
    opened = database.handle()
    opened.actor = opened.require_actor()._replace(agent_id=other.id)
    bureau.window.findChildren(PassageLine)[0].clear()
    bureau.press("Entrée").type("1").press("Ctrl+Entrée")
    assert bureau.last.accueilli_par_id == other.id


def test_the_line_opens_with_what_is_in_sight_only(bureau: Bureau) -> None:
    made = [child.objectName() for child in bureau.window.findChildren(QLineEdit)]
    own = ["accueil.qui", "accueil.demandes", "accueil.mode_contact", "accueil.duree_minutes"]
    assert [name for name in made if name.startswith("accueil.")] == [*own, "accueil.jour.date"]


def test_a_passage_has_its_defaults_though_nobody_opened_their_fields(bureau: Bureau) -> None:
    bureau.press("Entrée").type("1").press("Ctrl+Entrée")
    assert not bureau.window.findChildren(QLineEdit, "accueil.lieu")
    assert bureau.last.lieu_id is not None
    assert bureau.last.accueilli_par_id is not None


def test_an_empty_day_says_its_own_sentence(bureau: Bureau) -> None:
    bureau.click("accueil.jour.avant")
    said = [label.text() for label in bureau.window.findChildren(QLabel) if label.isVisible()]
    assert "Aucun passage ce jour-là." in said


def test_what_is_known_of_a_newcomer_goes_to_her_file(bureau: Bureau) -> None:
    bureau.type("awa n'diaye").press("Entrée")
    bureau.set("accueil.nouveau.date_naissance", "vers 1980")
    bureau.set("accueil.nouveau.telephone", "0612345678")
    bureau.focus("accueil.demandes").type("1").press("Ctrl+Entrée")
    personne = Personne.get_by_id(bureau.last.personne_id)
    assert personne.naissance.texte == "vers 1980"
    assert personne.telephone == "+33612345678"
    assert bureau.last.precision_age == "estimee"


def test_a_wrong_birth_date_is_told_by_its_field_and_loses_nothing(bureau: Bureau) -> None:
    bureau.type("awa n'diaye").press("Entrée")
    bureau.set("accueil.nouveau.date_naissance", "31/02/1990")
    bureau.focus("accueil.demandes").type("1").press("Ctrl+Entrée")
    assert "31/02/1990" in bureau.error("accueil.nouveau.date_naissance")
    assert bureau.focused == "accueil.nouveau.date_naissance"
    assert bureau.passages == []
    assert Personne.select().count() == 0
    assert len(bureau.chips) == 1


def test_a_homonym_is_shown_and_can_be_taken_instead(bureau: Bureau) -> None:
    known = a_personne(prenom="Awa", nom_naissance="N’Diaye", commune="Limoges")
    bureau.type("ndiaye awa")
    assert bureau.proposed("accueil.qui")[0] == "N’DIAYE Awa, Limoges"
    bureau.press("Bas", "Entrée")  # create all the same
    assert bureau.text(f"accueil.homonymes.{known.id}") == "N’DIAYE Awa · Limoges · même nom"
    bureau.click(f"accueil.homonymes.{known.id}").type("1").press("Ctrl+Entrée")
    assert bureau.last.personne_id == known.id
    assert Personne.select().count() == 1


def test_prenom_and_nom_are_exchanged(bureau: Bureau) -> None:
    bureau.type("sow awa").press("Entrée")
    assert bureau.text("accueil.nouveau.prenom") == "Sow"
    button: Any = bureau.find("accueil.nouveau.echanger")
    button.click()
    bureau.focus("accueil.demandes").type("1").press("Ctrl+Entrée")
    personne = Personne.get_by_id(bureau.last.personne_id)
    assert (personne.prenom, personne.nom_naissance) == ("Awa", "Sow")


def test_the_answer_of_a_demande_is_changed_with_the_keyboard(bureau: Bureau) -> None:
    bureau.press("Entrée").type("cni").press("Entrée", "F4")
    assert bureau.focused == "accueil.precisions.reponses"
    bureau.type("impres").press("Entrée")
    bureau.set("accueil.precisions.orientation", "mairie").press("Entrée", "Ctrl+Entrée")
    (demande,) = bureau.demandes(bureau.last)
    (written,) = demandes_of(bureau.last.id)
    assert written.orientation_id == "orientation.mairie_prefecture", "aucune lettre ne s’égare"
    assert set(demande[1]) == {"reponse.demarche_avec", "reponse.impression"}
    bureau.press("Entrée").type("cni").press("Ctrl+Entrée")
    assert bureau.demandes(bureau.last) == [demande], "la fois suivante part de l’habitude"


def test_a_word_that_is_in_no_list_is_told_before_the_demande_loses_it(bureau: Bureau) -> None:
    bureau.press("Entrée").type("1").press("F4").set("accueil.precisions.resultat", "zzz")
    bureau.press("Ctrl+Entrée")
    assert bureau.passages == []
    assert "pas dans la liste" in bureau.error("accueil.precisions.resultat")
    assert bureau.focused == "accueil.precisions.resultat"
    bureau.set("accueil.precisions.resultat", "").press("Ctrl+Entrée")
    assert len(bureau.passages) == 1


@pytest.mark.parametrize(
    ("typed", "jour", "heure"),
    [
        (("hier", "9h30"), dt.date(2026, 3, 10), dt.time(9, 30)),
        (("9/3", ""), dt.date(2026, 3, 9), None),
        (("", ""), dt.date(2026, 3, 11), dt.time(14, 32)),
    ],
)
def test_a_passage_of_another_day_keeps_its_real_moment(
    bureau: Bureau, typed: tuple[str, str], jour: dt.date, heure: dt.time | None
) -> None:
    bureau.press("Entrée").type("1").press("F6")
    assert bureau.focused == "accueil.jour"
    bureau.type(typed[0]).set("accueil.heure", typed[1]).press("Ctrl+Entrée")
    assert (bureau.last.jour, bureau.last.heure) == (jour, heure)
    assert bureau.last.created_at.date() == dt.date(2026, 3, 11)


def test_a_day_to_come_is_refused_by_its_field(bureau: Bureau) -> None:
    bureau.press("Entrée").type("1").press("F6").type("demain").press("Ctrl+Entrée")
    assert "avenir" in bureau.error("accueil.jour")
    assert bureau.passages == []


def test_a_newcomer_typed_by_half_comes_back_too(bureau: Bureau) -> None:
    bureau.type("awa n'diaye").press("Entrée")
    bureau.set("accueil.nouveau.commune", "Limoges")
    bureau.qtbot.waitUntil(lambda: "Limoges" in str(draft("accueil.ligne")))
    bureau.start_again()
    assert bureau.text("accueil.nouveau.commune") == "Limoges"
    bureau.focus("accueil.demandes").type("1").press("Ctrl+Entrée")
    assert Personne.get_by_id(bureau.last.personne_id).commune == "Limoges"


def test_a_day_kept_in_a_draft_comes_back_in_sight(bureau: Bureau) -> None:
    bureau.press("Entrée").type("1").press("F6").type("hier")
    bureau.qtbot.waitUntil(lambda: draft("accueil.ligne") is not None)
    bureau.start_again()
    assert bureau.text("accueil.jour") == "hier"
    bureau.focus("accueil.demandes").press("Ctrl+Entrée")
    assert bureau.last.jour == dt.date(2026, 3, 10)
    assert not bureau.is_shown("accueil.jour")


def test_a_draft_without_complements_keeps_them_folded(bureau: Bureau) -> None:
    bureau.press("Entrée").type("1").press("F6", "Échap")
    bureau.qtbot.waitUntil(lambda: draft("accueil.ligne") is not None)
    bureau.start_again()
    assert not bureau.is_shown("accueil.jour")


@pytest.mark.parametrize(
    ("keys", "fields"),
    [
        ((), ["nouveau.prenom", "nouveau.echanger", "nouveau.nom_naissance"]),
        (("F4",), ["precisions.reponses", "precisions.resultat", "precisions.orientation"]),
        (("F6",), ["jour", "heure", "lieu", "accueilli_par", "type_contact", "commentaire"]),
    ],
)
def test_tab_goes_through_what_opened_in_reading_order(
    bureau: Bureau, keys: tuple[str, ...], fields: list[str]
) -> None:
    bureau.type("awa n'diaye").press("Entrée").type("1").press(*keys)
    bureau.focus("accueil.duree_minutes")
    met = []
    while bureau.focused != "accueil.telephone":
        bureau.press("Tab")
        met.append(bureau.focused.removeprefix("accueil."))
    first = met.index(fields[0])
    assert met[first : first + len(fields)] == fields
    assert len(met) < 20


def test_tab_meets_a_homonym_after_the_newcomer(bureau: Bureau) -> None:
    personne = a_personne()
    bureau.type("mamadou diallo").press("Bas", "Entrée").focus("accueil.nouveau.commune")
    bureau.press("Tab")
    assert bureau.focused == f"accueil.homonymes.{personne.id}"
    bureau.press("Tab")
    assert bureau.focused == "accueil.telephone"


def test_an_error_goes_away_as_soon_as_its_field_is_changed(bureau: Bureau) -> None:
    bureau.press("Entrée").type("1").press("F6").type("32/13").press("Ctrl+Entrée")
    assert bureau.error("accueil.jour")
    bureau.press("Retour")
    assert bureau.error("accueil.jour") == ""
    bureau.set("accueil.jour", "").set("accueil.duree_minutes", "abc").press("Ctrl+Entrée")
    assert "Écrivez par exemple 15" in bureau.error("accueil.duree_minutes")
    bureau.press("Retour")
    assert bureau.error("accueil.duree_minutes") == ""


def test_names_hide_when_the_screen_is_turned(bureau: Bureau) -> None:
    a_passage(a_personne())
    bureau.type("dia").press("Entrée", "F9")
    assert bureau.text("accueil.qui") == "D. M."
    assert bureau.text("accueil.qui.etat") == "Dossier"
    assert "DIALLO" not in "".join("".join(row) for row in bureau.rows())
    bureau.press("F9")
    assert bureau.text("accueil.qui") == "DIALLO Mamadou"


def test_what_is_asked_hides_too(bureau: Bureau) -> None:
    bureau.press("Entrée").type("impr").press("Entrée", "F9")
    chip: Any = bureau.find("accueil.demande.0")
    assert (chip.text(), chip.accessibleName()) == ("Demande 1", "Demande 1")
    bureau.press("F9")
    chip = bureau.find("accueil.demande.0")
    assert "mpression" in chip.text()


def test_the_propositions_hide_their_names_too(bureau: Bureau) -> None:
    a_personne()
    bureau.type("dia").press("F9")
    shown = bureau.proposed("accueil.qui")
    assert any("D. M." in one for one in shown)
    assert "DIALLO" not in "".join(shown)
    bureau.press("Entrée", "F9")
    assert bureau.text("accueil.qui") == "DIALLO Mamadou"


def test_a_closed_list_keeps_no_name(bureau: Bureau) -> None:
    from PySide6.QtWidgets import QListView

    a_personne()
    bureau.type("dia").press("Échap")
    lists = bureau.window.findChildren(QListView, "accueil.qui.liste")
    assert [view.model().rowCount() for view in lists] == [0]


def test_a_newcomer_hides_when_the_screen_is_turned(bureau: Bureau) -> None:
    bureau.type("awa n'diaye").press("Entrée").type("1").set("accueil.nouveau.commune", "Limoges")
    bureau.press("F9")
    assert bureau.text("accueil.qui") == "a. n."
    for name in ("prenom", "nom_naissance", "commune"):
        assert set(bureau.seen(f"accueil.nouveau.{name}")) == {"●"}
    bureau.focus("accueil.demandes").press("Ctrl+Entrée")
    assert Personne.get_by_id(bureau.last.personne_id).nom_naissance == "N’Diaye"
    bureau.press("F9").type("lea").press("Bas", "Entrée", "F9")
    assert bureau.text("accueil.qui") == "L."


def test_the_words_of_an_open_demande_hide_when_the_screen_is_turned(bureau: Bureau) -> None:
    bureau.press("Entrée").type("cni").press("Entrée", "F4")
    bureau.set("accueil.precisions.objet", "carte perdue").focus("accueil.precisions.reponses")
    title = bureau.text("accueil.precisions.titre")
    bureau.press("F9")
    assert title == "Demande 1 : Carte d’identité, passeport"
    assert bureau.text("accueil.precisions.titre") == "Demande 1"
    for name in ("objet", "reponses", "operateur"):
        assert set(bureau.seen(f"accueil.precisions.{name}")) == {"●"}
    bureau.press("F9")
    assert bureau.text("accueil.precisions.titre") == title
    assert bureau.seen("accueil.precisions.objet") == "carte perdue"


def test_an_error_that_quotes_what_is_typed_goes_when_the_screen_is_turned(bureau: Bureau) -> None:
    bureau.press("Entrée").type("1").press("F4").type("zzz").press("F4")
    assert "zzz" in bureau.error("accueil.precisions.reponses")
    bureau.press("F9")
    assert bureau.error("accueil.precisions.reponses") == ""


def test_the_commentaire_hides_when_the_screen_is_turned(bureau: Bureau) -> None:
    bureau.press("F6").focus("accueil.commentaire").type("attend son fils").press("F9")
    assert not bureau.is_shown("accueil.commentaire")
    bureau.press("F9")
    assert bureau.is_shown("accueil.commentaire")


@pytest.mark.parametrize("field", ["reponses", "resultat"])
@pytest.mark.parametrize("key", ["F4", "F6", "Échap"])
def test_a_word_of_no_list_is_not_dropped_when_it_is_folded(
    bureau: Bureau, field: str, key: str
) -> None:
    name = f"accueil.precisions.{field}"
    bureau.press("Entrée").type("1").press("F4").set(name, "zzz").press(key)
    assert bureau.text(name) == "zzz"
    assert "pas dans la liste" in bureau.error(name)
    assert bureau.focused == name
    bureau.set(name, "").press("F4")
    assert not bureau.is_shown(name)


def test_a_word_of_no_list_comes_back_from_a_draft(bureau: Bureau) -> None:
    bureau.press("Entrée").type("1").press("F4").set("accueil.precisions.resultat", "zzz")
    bureau.set("accueil.precisions.reponses", "yyy")
    bureau.qtbot.waitUntil(lambda: draft("accueil.ligne") is not None)
    bureau.window.current.line.keep()  # type: ignore[union-attr]  # the accueil
    bureau.start_again()
    assert bureau.text("accueil.precisions.resultat") == "zzz"
    assert bureau.text("accueil.precisions.reponses") == "yyy"


def test_letters_left_among_the_reponses_take_the_one_they_mean(bureau: Bureau) -> None:
    bureau.press("Entrée").type("cni").press("Entrée", "F4").type("impres").press("Tab")
    assert "mpression" in bureau.text("accueil.precisions.reponses")
    bureau.press("Ctrl+Entrée")
    ((_, reponses),) = bureau.demandes(bureau.last)
    assert set(reponses) == {"reponse.demarche_avec", "reponse.impression"}


def test_who_received_is_told_with_her_status_account_or_not(bureau: Bureau) -> None:
    with writing():
        odile = Agent(prenom="Odile", nom="Petit", statut="benevole").save()
    bureau.press("Entrée").type("1").press("F6").set("accueil.accueilli_par", "odil")
    assert bureau.proposed("accueil.accueilli_par") == ["Odile PETIT, bénévole"]
    bureau.press("Entrée", "Ctrl+Entrée")
    assert bureau.last.accueilli_par_id == odile.id
    assert bureau.last.statut_accueillant == "benevole"


def test_what_passes_takes_no_room_and_what_must_be_read_does(bureau: Bureau) -> None:
    def top() -> int:
        line = bureau.find("accueil.qui")
        return line.mapTo(bureau.window, line.rect().topLeft()).y()

    before = top()
    bureau.press("Entrée").type("1").press("Ctrl+Entrée")
    assert bureau.banner == "Enregistré"
    assert top() == before, "la saisie suivante ne bouge pas sous la main"
    banner = bureau.find("banner")
    inside = banner.mapTo(bureau.window, banner.rect().bottomRight())
    assert bureau.window.rect().contains(inside)
    bureau.window.context.banner.attention("À lire.")
    bureau._settle()
    assert top() > before
    bureau.window.context.banner.clear()
    bureau._settle()
    assert top() == before
