"""The FSE+ in a suivi: written in, answered, refused, called, signed, taken out."""

import datetime as dt
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from models.base.command import undo_last
from models.personnes.personne import Personne, save_personne
from models.suivis.participant import (
    Participant,
    add_participant,
    correct_participant,
    participations_of,
)
from models.suivis.questionnaire import questionnaires_of, record_reponses, reponses_of
from models.suivis.suivi import Suivi
from tests.domain.suivis.parcours import ENTREE, an_operation
from tests.screens.fiches.bureau import Bureau
from tests.screens.suivis.cartes import TODAY
from tests.screens.suivis.test_page import click, suivi
from ui.kit.editors import Editor
from ui.kit.form import Form

__all__ = ["suivi"]


@pytest.fixture
def hers(bureau: Bureau, suivi: Suivi) -> Participant:
    """Written in an operation of his dispositif, the card open."""
    operation = an_operation()
    made = add_participant(operation, suivi.personne, entree_le=TODAY, suivi=suivi)
    bureau.wait_until(lambda: bureau.has("suivi.fse"))
    click(bureau, "suivi.fse.ouvrir")
    return made


def answer(bureau: Bureau, answers: dict[str, Any]) -> None:
    """Put in each field what a hand would choose there."""
    form: Form = bureau.part(Form, "ecrire.fse")
    for code, value in answers.items():
        editor: Editor = form.editor(code)
        editor.set_value(value)
        editor.changed.emit()


def test_nothing_is_there_without_an_operation(bureau: Bureau, suivi: Suivi) -> None:
    assert not bureau.has("suivi.fse")
    an_operation()
    bureau.wait_until(lambda: bureau.has("suivi.fse"))
    assert bureau.said("suivi.fse.resume") == "Dans aucune opération."


def test_one_is_written_in_and_taken_out(bureau: Bureau, suivi: Suivi) -> None:
    operation = an_operation()
    an_operation(numero="2", intitule="Plus tard", du=dt.date(2026, 6, 1), dispositif=None)
    bureau.wait_until(lambda: bureau.has("suivi.fse"))
    click(bureau, "suivi.fse.ouvrir")
    click(bureau, "suivi.fse.inscrire")
    bureau.wait_until(lambda: bureau.has("ecrire.inscription.operation"))
    assert bureau.value("ecrire.inscription.operation") == "Remobiliser (n°\u00a0202600123)"
    assert bureau.value("ecrire.inscription.entree_le") == "11/03/2026"
    bureau.choose("ecrire.inscription.operation", "Plus tard")
    assert bureau.value("ecrire.inscription.entree_le") == "01/06/2026"  # it follows
    bureau.choose("ecrire.inscription.operation", "Remobiliser")
    click(bureau, "ecrire.inscription.save")
    assert bureau.message == "Participant inscrit"
    (made,) = participations_of(suivi.personne_id)
    assert (made.operation_id, made.suivi_id, made.entree_le) == (operation.id, suivi.id, TODAY)
    name = f"suivi.fse.{made.id}"
    bureau.wait_until(lambda: bureau.has(f"{name}.entree.feu"))
    assert bureau.said(f"{name}.entree.feu") == "À remplir"
    assert bureau.said(f"{name}.entree.phrase") == "Au plus tard le 11/03/2026, jour de l’entrée."
    assert not bureau.has(f"{name}.sortie.remplir")  # he has not left
    click(bureau, f"{name}.retirer")
    bureau.wait_until(lambda: not bureau.has(name))
    undo_last()
    bureau.wait_until(lambda: bureau.has(name))


def test_the_signal_opens_its_questionnaire_where_what_is_known_is_told(
    bureau: Bureau, mamadou: Personne, suivi: Suivi, hers: Participant
) -> None:
    save_personne(Personne.get_by_id(mamadou.id), sexe="sexe.homme")
    bureau.wait_until(lambda: bureau.has("suivi.signal.0.agir"))
    click(bureau, "suivi.signal.0.agir")
    bureau.wait_until(lambda: bureau.has("ecrire.fse.sexe"))
    assert QApplication.focusWidget() is bureau.field("ecrire.fse.sexe")
    assert bureau.value("ecrire.fse.sexe") == "Un homme"
    told = bureau.field("ecrire.fse.sexe").accessibleDescription()
    assert told == "D’après son dossier\u00a0: à vérifier avec la personne."
    assert "06 12 34 56 78" in bureau.said("ecrire.fse.lu")
    assert "Code postal" in bureau.said("ecrire.fse.manque")
    assert not bureau.has("ecrire.fse.duree_sans_emploi")
    bureau.choose("ecrire.fse.statut", "Sans emploi, inscrit·e à France Travail")
    bureau.wait_until(lambda: bureau.has("ecrire.fse.duree_sans_emploi"))
    bureau.choose("ecrire.fse.statut", "À votre compte")
    bureau.wait_until(lambda: not bureau.has("ecrire.fse.duree_sans_emploi"))


def test_each_answer_is_written_a_refusal_is_one_and_the_paper_is_signed(
    bureau: Bureau, suivi: Suivi, hers: Participant
) -> None:
    name = f"suivi.fse.{hers.id}.entree"
    click(bureau, f"{name}.remplir")
    bureau.wait_until(lambda: bureau.has("ecrire.fse.sexe"))
    some = {key: ENTREE[key] for key in ("statut", "duree_sans_emploi", "handicap")}
    answer(bureau, {**some, "handicap": "nsp", "minima": ["rsa", "aah"]})
    answer(bureau, {"minima": ["rsa", "aah", "nsp"]})  # that stands alone
    click(bureau, "ecrire.fse.save")
    assert bureau.message == "Questionnaire enregistré"
    sheet = questionnaires_of(hers.id)["entree"]
    assert reponses_of(sheet) == {
        "statut": "demandeur_inscrit", "duree_sans_emploi": "6_12", "handicap": "nsp",
        "minima": "nsp",
    }  # fmt: skip
    bureau.wait_until(lambda: "manquantes" in bureau.said(f"{name}.feu"))
    assert bureau.said(f"{name}.remplir") == "Compléter"
    assert bureau.said(f"{name}.phrase") == "Rempli le 11/03/2026, papier à faire signer."
    click(bureau, f"{name}.signer")
    bureau.wait_until(lambda: bureau.has("ecrire.signature.signe_le"))
    bureau.type_in("ecrire.signature.signe_le", "12/03/2026")
    click(bureau, "ecrire.signature.save")
    assert "à aujourd’hui" in bureau.said("ecrire.signature.signe_le.erreur")
    bureau.type_in("ecrire.signature.signe_le", "11/03/2026")
    click(bureau, "ecrire.signature.save")
    bureau.wait_until(lambda: "signé le 11/03/2026" in bureau.said(f"{name}.phrase"))
    click(bureau, f"{name}.imprimer")
    bureau.wait_until(lambda: bool(bureau.window.findChildren(QWidget, "questionnaire_fse.papier")))


def test_who_is_called_in_vain_may_be_said_out_of_reach(
    bureau: Bureau, suivi: Suivi, hers: Participant
) -> None:
    record_reponses(hers, "entree", ENTREE)
    correct_participant(Participant.get_by_id(hers.id), entree_le=TODAY, sortie_le=TODAY)
    name = f"suivi.fse.{hers.id}.sortie"
    bureau.wait_until(lambda: bureau.has(f"{name}.silence"))
    click(bureau, f"{name}.remplir")
    bureau.wait_until(lambda: bureau.has("ecrire.fse.motif_sortie"))
    answer(bureau, {"motif_sortie": "abandon", "situation_sortie": "injoignable"})
    click(bureau, "ecrire.fse.save")
    assert "il en manque 3" in bureau.said("ecrire.fse.situation_sortie.erreur")
    click(bureau, "ecrire.fse.close")
    for count in range(1, 4):
        click(bureau, f"{name}.silence")
        bureau.wait_until(
            lambda count=count: bureau.said(f"{name}.appels").startswith(f"{count}\u00a0tentative")
        )
    assert bureau.said(f"{name}.appels").endswith("peut se dire.")
    click(bureau, f"{name}.joindre")
    bureau.wait_until(lambda: bureau.has("ecrire.joint.joint_le"))
    click(bureau, "ecrire.joint.save")
    bureau.wait_until(lambda: "jointe le 11/03/2026" in bureau.said(f"{name}.appels"))


def test_two_desks_fill_the_same_questionnaire(
    bureau: Bureau, suivi: Suivi, hers: Participant
) -> None:
    """Begun on this desk while another one answers, then corrected there while it is typed here."""
    click(bureau, f"suivi.fse.{hers.id}.entree.remplir")
    bureau.wait_until(lambda: bureau.has("ecrire.fse.sexe"))
    answer(bureau, {"handicap": "oui"})
    record_reponses(hers, "entree", {"handicap": "non", "minima": ["rsa"]})
    click(bureau, "ecrire.fse.save")
    assert "modifié sur un autre poste" in bureau.message
    told = bureau.said("ecrire.fse.ailleurs.texte")
    assert "votre saisie est gardée" in told
    (sheet,) = questionnaires_of(hers.id).values()
    assert reponses_of(sheet) == {"handicap": "non", "minima": "rsa"}
    click(bureau, "ecrire.fse.relire")
    record_reponses(hers, "entree", {"minima": ["aah"]})  # an answer alone, the same day
    click(bureau, "ecrire.fse.save")
    assert "modifié sur un autre poste" in bureau.message
    click(bureau, "ecrire.fse.relire")
    click(bureau, "ecrire.fse.save")
    assert bureau.message == "Questionnaire enregistré"
    (sheet,) = questionnaires_of(hers.id).values()
    assert reponses_of(sheet) == {"handicap": "oui", "minima": "aah"}
