"""Messages on Accueil; a passage taken out, read, put back; its history."""

import pytest

from models.accueil.message import Message, leave_message
from models.accueil.passage import archive_passage, correct_passage
from tests.conftest import FrozenClock
from tests.factories import AGENT, a_passage, a_personne
from tests.screens.accueil.bureau import Bureau
from tests.screens.accueil.coulisses import Coulisses

MESSAGE = "accueil.message"


@pytest.fixture
def coulisses(bureau: Bureau) -> Coulisses:
    return Coulisses(bureau)


def test_ctrl_m_leaves_a_message_of_whoever_calls(
    bureau: Bureau, coulisses: Coulisses, frozen_clock: FrozenClock
) -> None:
    personne = a_personne()
    bureau.type("dia").press("Entrée", "F3", "Ctrl+M")
    assert bureau.focused == "accueil.message.pour"
    assert bureau.text("accueil.message.dossier") == "Dossier : DIALLO Mamadou"
    assert bureau.text("accueil.message.nature") == "A appelé"
    bureau.type("cla").press("Entrée")
    bureau.focus("accueil.message.telephone").type("0612345678")
    bureau.focus("accueil.message.texte").type("rappeler ce soir").press("Ctrl+Entrée")
    stored = Message.get()
    assert (stored.personne_id, stored.pour_id, stored.nature) == (personne.id, AGENT, "a_appele")
    assert coulisses.messages == [
        ("DIALLO Mamadou", "06 12 34 56 78 · rappeler ce soir", "A appelé")
    ]
    assert bureau.text("accueil.qui") == "DIALLO Mamadou"  # the line was not disturbed
    coulisses.focus(MESSAGE).strike("f")
    assert coulisses.messages == []
    bureau.click("banner.answer")
    assert len(coulisses.messages) == 1


def test_what_is_typed_of_a_message_survives_a_sudden_death(bureau: Bureau) -> None:
    bureau.press("Ctrl+M")
    bureau.focus("accueil.message.texte").type("appeler la CAF")
    bureau.window.current.leave()  # type: ignore[union-attr]  # as at each pause
    bureau.start_again()
    bureau._settle()
    assert bureau.window.current.beside.form.fields.kept()["texte"] == "appeler la CAF"  # type: ignore[union-attr]
    bureau.press("Ctrl+M").press("Échap")
    assert not bureau.is_shown("accueil.message.titre")
    bureau.click("banner.answer")
    assert bureau.window.current.beside.form.fields.kept()["texte"] == "appeler la CAF"  # type: ignore[union-attr]


def test_a_refusal_is_shown_in_its_field(bureau: Bureau) -> None:
    bureau.press("Ctrl+M").focus("accueil.message.telephone").type("12").press("Ctrl+Entrée")
    assert "n’est pas un numéro complet" in bureau.error("accueil.message.telephone")
    assert Message.select().count() == 0


def test_a_late_call_is_told_and_gives_a_passage(
    bureau: Bureau, coulisses: Coulisses, frozen_clock: FrozenClock
) -> None:
    personne = a_personne()
    today = frozen_clock.now().date()
    leave_message(nature="rappel", personne=personne.id, texte="CAF", rappeler_le=today)
    frozen_clock.advance(days=1)
    bureau.window.current.beside.look()  # type: ignore[union-attr]  # the accueil
    bureau._settle()
    assert coulisses.messages[0][2] == "À rappeler depuis le 11/03"
    coulisses.focus(MESSAGE).strike("p")
    assert bureau.text("accueil.qui") == "DIALLO Mamadou"


def test_messages_hide_while_the_screen_is_turned(bureau: Bureau, coulisses: Coulisses) -> None:
    leave_message(correspondant="Mme Sow", texte="expulsion", telephone="0612345678")
    bureau._settle()
    bureau.press("Ctrl+M").focus("accueil.message.texte").type("secret").press("F9")
    told = coulisses.read_names()
    assert not [t for t in told if "Sow" in t or "expulsion" in t or "06 12" in t]
    assert not bureau.is_shown("accueil.message.texte")
    assert bureau.is_shown("accueil.message.masque")


def test_all_messages_are_a_list_that_is_left_with_echap(
    bureau: Bureau, coulisses: Coulisses
) -> None:
    leave_message(texte="a")
    bureau._settle()
    bureau.click("accueil.messages.tous")
    assert bureau.rows("accueil.tous_les_messages")[0][2] == "a"
    bureau.focus("accueil.tous_les_messages").press("Échap")
    assert bureau.is_shown("accueil.jour.titre")
    assert bureau.focused == "accueil.qui"


def test_a_deleted_passage_is_seen_and_put_back(bureau: Bureau, frozen_clock: FrozenClock) -> None:
    passage = a_passage(a_personne())
    bureau._settle()
    assert not bureau.is_shown("accueil.jour.supprimes")
    archive_passage(passage)
    bureau._settle()
    assert bureau.text("accueil.jour.supprimes") == "1 supprimé"
    bureau.click("accueil.jour.supprimes")
    assert bureau.rows()[0][1] == "DIALLO Mamadou"
    bureau.focus("accueil.passages").press("Bas", "Entrée")
    assert bureau.is_shown("accueil.historique")
    assert not bureau.is_shown("accueil.correction")
    bureau.press("Échap").focus("accueil.passages").press("Bas", "Inser")
    assert len(bureau.passages) == 1
    assert bureau.banner == "Passage rétabli"
    bureau.click("accueil.jour.supprimes")
    assert len(bureau.rows()) == 1


def test_the_history_says_who_and_what_without_any_name_of_a_visitor(
    bureau: Bureau, coulisses: Coulisses, frozen_clock: FrozenClock
) -> None:
    passage = a_passage(a_personne())
    frozen_clock.advance(minutes=3)
    correct_passage(passage, duree_minutes=20)
    bureau._settle()
    bureau.focus("accueil.passages").press("Bas", "Ctrl+H")
    lines = [label.text() for label in coulisses._shown(object, "accueil.historique.acte")]
    assert lines == ["Enregistré", "Corrigé : Durée (minutes)"]
    assert bureau.focused == "accueil.historique.fermer"
    bureau.press("Échap")
    assert not bureau.is_shown("accueil.historique")
    assert not bureau.is_shown("accueil.colonne")


@pytest.mark.parametrize(
    ("keys", "field"),
    [(("Ctrl+M",), "accueil.message.texte"), (("F6",), "accueil.commentaire")],
)
def test_the_field_that_f9_hides_has_the_focus_again_when_it_is_shown(
    bureau: Bureau, keys: tuple[str, ...], field: str
) -> None:
    bureau.press(*keys)
    bureau.focus(field).type("rappeler").press("F9")
    assert bureau.focused == "accueil", "une lettre tapée alors n’appuie sur rien"
    bureau.press("F9")
    assert bureau.focused == field


def test_whoever_went_elsewhere_meanwhile_is_left_there(bureau: Bureau) -> None:
    bureau.press("Ctrl+M")
    bureau.focus("accueil.message.texte").type("rappeler").press("F9", "Ctrl+N", "F9")
    assert bureau.focused == "accueil.qui"
