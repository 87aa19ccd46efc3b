"""A suivi on the screen: opened, left and found again, seen by the accueil."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QAbstractButton, QApplication

from models.base import database
from models.base.journal import Journal
from models.base.listing import as_text
from models.personnes.personne import Personne
from models.prescriptions.prescription import Prescription
from models.suivis.suivi import Suivi, open_suivi, phases_of_suivi, suivis_of
from models.suivis.suspension import suspend
from tests.factories import a_personne
from tests.screens.fiches.bureau import Bureau


def a_suivi(personne: Personne) -> Suivi:
    agent = database.handle().require_actor().agent_id
    assert agent is not None
    return open_suivi(personne=personne, dispositif="ateliers_citoyens", referent=agent)


def test_a_suivi_is_opened_from_a_personne(bureau: Bureau, mamadou: Personne) -> None:
    bureau.show("suivis", nouveau=mamadou.id)
    assert bureau.said("heading.title") == "Nouveau suivi"
    assert QApplication.focusWidget() is bureau.field("suivi.nouveau.dispositif")
    assert bureau.value("suivi.nouveau.referent") == "Claire SOW"
    bureau.act("suivi.open")
    assert bureau.message == "Suivi ouvert"
    (suivi,) = suivis_of(mamadou)
    assert [phase.libelle for phase in phases_of_suivi(suivi.id)] == [
        "Mobilisation",
        "Mission de service civique",
        "Accompagnement à la sortie",
    ]
    bureau.check_golden("suivi", bureau.text_of("suivi"))
    bureau.check_golden("suivi_actions", bureau.acts())


def test_a_second_suivi_in_the_same_dispositif_is_refused(
    bureau: Bureau, mamadou: Personne
) -> None:
    a_suivi(mamadou)
    bureau.show("suivis", nouveau=mamadou.id)
    bureau.act("suivi.open")
    assert "déjà suivi" in bureau.message
    assert len(suivis_of(mamadou)) == 1


def test_a_fiche_begins_from_the_suivi(bureau: Bureau, mamadou: Personne) -> None:
    suivi = a_suivi(mamadou)
    bureau.show("suivis", suivi_id=suivi.id)
    bureau.act("suivi.fiche")
    bureau.wait_paper()
    assert bureau.said("heading.title") == "Fiche n° 2026-0001"
    assert Prescription.get().suivi_id == suivi.id
    bureau.show("suivis", suivi_id=suivi.id)
    assert bureau.rows("suivi.fiches")[-1][0] == "2026-0001"


def test_the_accueil_sees_that_a_suivi_exists_and_no_more(
    bureau: Bureau, mamadou: Personne, as_accueil: Callable[[], None]
) -> None:
    suivi = a_suivi(mamadou)
    suspend(suivi, du=suivi.ouvert_le)
    bureau.show("suivis", suivi_id=suivi.id)
    assert "suspendu" in bureau.said("suivi.depuis")
    as_accueil()
    bureau.show("suivis", suivi_id=suivi.id)
    told: Any = Journal.select().where(Journal.action == "consult_suivi").order_by(Journal.n)
    assert [one.objet_id for one in told] == [suivi.id, suivi.id], "each opening is traced, once"
    assert bureau.said("suivi.depuis") == f"depuis le {as_text(suivi.ouvert_le)}"
    assert bureau.said("suivi.statut") == "En cours"
    assert bureau.said("suivi.referent") == "Référent\u00a0: Claire SOW"
    assert "compte de référent" in bureau.said("suivi.parcours")
    assert not bureau.has("suivi.phases")
    assert not bureau.can("suivi.entretien")


def test_a_turned_screen_hides_the_suivi(bureau: Bureau, mamadou: Personne) -> None:
    bureau.show("suivis", suivi_id=a_suivi(mamadou).id)
    bureau.window.context.turned.toggle()
    assert "DIALLO" not in bureau.said("heading.title")
    assert not bureau.has("suivi.phases")


def test_ctrl_f_goes_to_the_search_of_the_list_in_sight(bureau: Bureau, mamadou: Personne) -> None:
    a_suivi(mamadou)
    bureau.show("suivis")
    bureau.act("window.search_list")
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName() == "suivis.recherche"


def test_the_list_finds_by_name(bureau: Bureau, mamadou: Personne) -> None:
    a_suivi(mamadou)
    a_suivi(a_personne(nom_naissance="Sow", prenom="Awa"))
    bureau.show("suivis")
    pane = bureau.window.current.list  # type: ignore[union-attr]
    pane.bar.search.setText("awa")
    bureau.wait_until(lambda: [row[0] for row in bureau.rows("suivis")] == ["SOW Awa"])


def test_the_page_of_a_person_lists_her_suivis_and_fiches(
    bureau: Bureau, mamadou: Personne
) -> None:
    suivi = a_suivi(mamadou)
    bureau.show("suivis", suivi_id=suivi.id)
    bureau.act("suivi.fiche")
    bureau.wait_paper()
    bureau.show("personnes", personne=mamadou.id)
    for kind in ("suivis", "fiches"):
        bureau.window.findChild(QAbstractButton, f"personne.vers.{kind}").click()
    bureau.wait_until(lambda: len(bureau.rows("personne.suivis")) == 1)
    assert bureau.rows("personne.fiches")[0][0] == "2026-0001"
