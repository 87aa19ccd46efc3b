"""A fiche as each account reads it: the accueil its half, a turned screen nothing."""

import io
from collections.abc import Callable
from typing import Any

import pypdf
import pytest
from PySide6.QtWidgets import (
    QPushButton,
)

from models.base import database
from models.personnes.personne import Personne
from models.prescriptions import fiche
from models.prescriptions.contenu import ExceptionContenu, Protege
from tests.screens.fiches.bureau import Bureau
from tests.screens.fiches.test_fiche import paper, the_fiche
from ui.parts.apercu import Apercu

__all__ = ["paper"]


def test_the_accueil_reads_and_prints_no_protected_half(
    bureau: Bureau, mamadou: Personne, as_accueil: Callable[[], None], paper: list[bytes]
) -> None:
    prescription = fiche.create_prescription(personne=mamadou, dispositif="ateliers_citoyens")
    sealed = Protege(
        projet="Travailler le bois",
        scolarite="scolarite.scolarise",
        exceptions=(ExceptionContenu("descolarise", "en internat"),),
    )
    fiche.save_protege(prescription, sealed)
    as_accueil()
    bureau.open_fiche(prescription.id)
    assert not bureau.has("fiche.form.projet")
    assert not bureau.has("fiche.form.scolarite_fiche")
    assert not bureau.has("fiche.exception.descolarise")
    assert bureau.said("fiche.critere.descolarise") == "À vérifier"
    assert "compte de référent" in bureau.said("fiche.protege")
    assert not bureau.can("fiche.print")
    assert not bureau.can("fiche.pdf")
    bureau.type_in("prescripteur_nom", "Sophie Arnaud")
    bureau.act("fiche.save")
    assert the_fiche().prescripteur_nom == "Sophie Arnaud"
    pages = pypdf.PdfReader(io.BytesIO(bureau.part(Apercu, "fiche.apercu").pdf)).pages
    shown = "".join(page.extract_text() for page in pages)
    assert mamadou.nom_affiche in shown
    assert not any(word in shown for word in ("bois", "Scolarisé·e, étudiant·e", "internat"))
    assert "à vérifier par un référent" in shown.replace("\n", " ")
    bureau.check_golden("fiche_accueil", bureau.text_of("fiche"))
    bureau.act("fiche.vierge.ateliers_citoyens")
    assert len(paper) == 1
    bureau.check_golden("fiche_accueil_actions", bureau.acts())


def test_what_the_accueil_saves_leaves_what_is_sealed(
    bureau: Bureau, mamadou: Personne, as_accueil: Callable[[], None]
) -> None:
    prescription = fiche.create_prescription(personne=mamadou, dispositif="ateliers_citoyens")
    sealed = Protege(exceptions=(ExceptionContenu("quartier", "hébergé par sa sœur"),))
    fiche.save_protege(prescription, sealed)
    keys = database.handle().keys.cles
    held, pairs, actor = keys.notes, keys.pairs, database.handle().actor
    as_accueil()
    bureau.open_fiche(prescription.id)
    bureau.choose("territoire", "À proximité du quartier")
    bureau.wait_paper()
    assert bureau.said("fiche.critere.quartier") == "À vérifier"
    bureau.type_in("disponibilites", "Le soir")
    bureau.show("suivis")  # a draft in clear, which the whole fiche takes up
    keys.notes, keys.pairs, database.handle().actor = held, pairs, actor
    bureau.open_fiche(prescription.id)
    assert bureau.value("disponibilites") == "Le soir"
    assert bureau.field("fiche.exception.quartier").text() == "hébergé par sa sœur"
    bureau.act("fiche.save")
    assert fiche.read_protege(the_fiche()) == sealed


def test_a_workstation_that_opened_by_itself_asks_for_the_password(
    bureau: Bureau,
    mamadou: Personne,
    as_accueil: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    prescription = fiche.create_prescription(personne=mamadou, dispositif="ateliers_citoyens")
    fiche.save_protege(prescription, Protege(projet="Travailler le bois"))
    opened = database.handle()
    held, pairs, actor = opened.keys.cles.notes, opened.keys.cles.pairs, opened.actor
    as_accueil()
    opened.keys.device = True
    bureau.open_fiche(prescription.id)
    assert "s’est ouvert tout seul" in bureau.said("fiche.protege")

    def give(*_: Any) -> bool:
        opened.keys.cles.notes, opened.keys.cles.pairs, opened.actor = held, pairs, actor
        opened.keys.device = False
        return True

    monkeypatch.setattr("ui.screens.fiches.screen.ensure_unlocked", give)
    bureau.part(QPushButton, "fiche.unlock").click()
    bureau.wait_paper()
    assert bureau.value("projet") == "Travailler le bois"
    assert bureau.can("fiche.print")


def test_the_draft_of_the_accueil_leaves_the_sealed_one(
    bureau: Bureau, mamadou: Personne, as_accueil: Callable[[], None]
) -> None:
    bureau.new_fiche(mamadou)
    bureau.type_in("projet", "Bois")
    bureau.show("suivis")
    keys = database.handle().keys.cles
    held, pairs, actor = keys.notes, keys.pairs, database.handle().actor
    as_accueil()
    bureau.open_fiche(the_fiche().id)
    bureau.type_in("disponibilites", "Le soir")
    bureau.act("fiche.save")
    bureau.show("suivis")
    keys.notes, keys.pairs, database.handle().actor = held, pairs, actor
    bureau.open_fiche(the_fiche().id)
    assert bureau.value("projet") == "Bois"


def test_a_turned_screen_hides_the_fiche(bureau: Bureau, mamadou: Personne) -> None:
    bureau.new_fiche(mamadou)
    bureau.window.context.turned.toggle()
    assert "DIALLO" not in bureau.said("heading.subtitle")
    assert not bureau.has("fiche.form")
    bureau.window.context.turned.toggle()
    assert bureau.has("fiche.form")
