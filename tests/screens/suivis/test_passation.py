"""Handing suivis over on the screen: from the list and from Comptes; one act, then the pages."""

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget

from models.base.database import handle
from models.comptes.compte import create_compte, set_roles
from models.comptes.role import Role
from models.personnes.personne import Personne
from models.suivis.note import Niveau, write_note
from models.suivis.referent import add_second, change_referent
from models.suivis.rendez_vous import rendez_vous_of, take_rendez_vous
from models.suivis.suivi import Suivi, open_suivi, referents_of
from tests.conftest import FrozenClock
from tests.factories import PASSWORD, a_personne, actor_with
from tests.screens.fiches.bureau import Bureau
from tests.screens.suivis.test_page import click
from tests.screens.suivis.test_sortie import TODAY, readers
from tests.screens.suivis.test_suivis import a_suivi
from ui.parts.papier import PapierDialog
from ui.screens.suivis.passation import PassationPage

NOBODY, HORS = "Plus personne ne suit ce parcours", "Hors dispositif"


@pytest.fixture
def thomas(bureau: Bureau) -> str:
    made = create_compte(
        identifiant="thomas", prenom="Thomas", nom="Lavergne", password=PASSWORD,
        roles=[Role.REFERENT],
    )  # fmt: skip
    return str(made.id)


@pytest.fixture
def suivis(bureau: Bureau, mamadou: Personne, frozen_clock: FrozenClock) -> list[Suivi]:
    made = [a_suivi(mamadou), a_suivi(a_personne(nom_naissance="Sow", prenom="Awa"))]
    frozen_clock.advance(minutes=5)
    return made


def leading(suivi: Suivi) -> list[str]:
    return [one.nom_affiche for one in referents_of(suivi.id, TODAY)]


def balance(bureau: Bureau) -> set[str]:
    lines = bureau.window.findChildren(QWidget, "passation.equilibre.ligne")
    return {one.accessibleName() for one in lines if one.isVisibleTo(bureau.window)}


def test_all_then_one_by_one_with_the_balance(
    bureau: Bureau, suivis: list[Suivi], thomas: str
) -> None:
    take_rendez_vous(suivis[0], date=TODAY)
    write_note(suivis[0], "Entre référents", niveau=Niveau.REFERENT)
    bureau.show("suivis")
    bureau.act("suivis.passation")
    assert bureau.value("passation.de") == "Claire SOW — 2\u00a0suivis"
    assert not bureau.can("passation.save")
    bureau.act("passation.pages")  # hers, before anything is given away
    bureau.part(PapierDialog, "passation.pages").reject()
    bureau.choose("passation.tous", "Thomas LAVERGNE")
    assert bureau.value(f"passation.choix.{suivis[1].id}") == "Thomas LAVERGNE"
    bureau.part(QLineEdit, f"passation.choix.{suivis[1].id}").clear()
    bureau.part(QLineEdit, f"passation.choix.{suivis[1].id}").editingFinished.emit()
    bureau.wait_until(
        lambda: balance(bureau) == {"Claire SOW\u00a0: 2 → 1", "Thomas LAVERGNE\u00a0: 0 → 1"}
    )
    bureau.act("passation.save")
    assert bureau.message == "1\u00a0suivi confié"
    assert (leading(suivis[0]), leading(suivis[1])) == (["Thomas LAVERGNE"], ["Claire SOW"])
    assert [one.agent_id for one in rendez_vous_of(suivis[0].id)] == [thomas]
    assert thomas in readers("referent")
    dialog = bureau.part(PapierDialog, "passation.pages")
    bureau.wait_until(lambda: dialog.apercu.pdf.startswith(b"%PDF"))
    dialog.reject()
    bureau.window.context.undo_last()
    bureau.wait_until(lambda: leading(suivis[0]) == ["Claire SOW"])


def test_an_absence_then_the_return(bureau: Bureau, suivis: list[Suivi], thomas: str) -> None:
    bureau.show("suivis")
    bureau.act("suivis.passation")
    bureau.choose("passation.motif", "S’absente, puis revient")
    bureau.wait_until(lambda: not bureau.has("passation.lit_encore"))
    bureau.choose("passation.tous", "Thomas LAVERGNE")
    bureau.act("passation.save")
    assert "dites le dernier jour" in bureau.said("passation.au.erreur")
    bureau.type_in("passation.au", "20/03/2026")
    bureau.act("passation.save")
    assert bureau.message == "2\u00a0suivis confiés"
    bureau.part(PapierDialog, "passation.pages").reject()
    assert leading(suivis[0]) == ["Claire SOW", "Thomas LAVERGNE"]
    bureau.act("suivis.passation")
    assert (
        bureau.said("passation.retour")
        == "De retour\u00a0: rendre 2\u00a0suivis tenus par d’autres"
    )
    click(bureau, "passation.retour")
    assert bureau.message == "Suivis rendus"
    assert leading(suivis[0]) == ["Claire SOW"]
    assert not bureau.has("passation.retour")


def test_an_account_that_loses_its_role_leads_to_the_relay(
    bureau: Bureau, mamadou: Personne, thomas: str
) -> None:
    suivi = open_suivi(personne=mamadou, dispositif=None, referent=thomas)
    bureau.show("comptes", agent_id=thomas)
    assert bureau.said("compte.passation") == "Confier son suivi…"
    page = bureau.window.current._stack.page  # type: ignore[union-attr]
    page.roles.show_roles(frozenset({Role.ACCUEIL}))
    page.save()
    assert bureau.said("heading.title") == "Passer la main"
    assert "1\u00a0suivi n’a plus de référent" in bureau.message
    assert bureau.value("passation.de") == "Thomas LAVERGNE — 1\u00a0suivi"
    bureau.show("suivis")
    bureau.act("suivi.close")
    bureau.wait_until(
        lambda: (
            bureau.rows("suivis")[0][1:] == [NOBODY, "", "", "Hors dispositif", "aucun (Thomas)"]
        )
    )
    bureau.act("suivis.agir")
    bureau.wait_until(lambda: bureau.has("ecrire.referent.agent"))
    assert suivi.id == bureau.window.current.page.suivi.id  # type: ignore[union-attr]


def test_a_referent_hands_over_only_what_is_his(
    bureau: Bureau, suivis: list[Suivi], thomas: str
) -> None:
    change_referent(suivis[1], agent=thomas, du=TODAY)
    handle().actor = actor_with(Role.REFERENT, agent_id=thomas)
    bureau.show("suivis")
    bureau.act("suivis.passation")
    assert bureau.value("passation.de") == "Thomas LAVERGNE — 1\u00a0suivi"
    assert bureau.has(f"passation.choix.{suivis[1].id}")
    assert not bureau.has(f"passation.choix.{suivis[0].id}")
    bureau.field("passation.de").setText("Claire SOW — 1\u00a0suivi")
    with pytest.raises(ValueError, match="n’est pas dans la liste"):
        bureau.part(PassationPage, "passation").form.editor("de").value()


def test_who_left_is_proposed_only_where_there_is_something_to_hand_over(
    bureau: Bureau, suivis: list[Suivi], thomas: str
) -> None:
    """Thomas lost his role, but a second référent goes on with his suivi: it is hers to give."""
    change_referent(suivis[1], agent=thomas, du=TODAY)
    second = create_compte(
        identifiant="paul", prenom="Paul", nom="Roux", password=PASSWORD, roles=[Role.REFERENT]
    )
    add_second(suivis[1], agent=second.id, du=TODAY)
    set_roles(thomas, [Role.ACCUEIL])
    claire = handle().require_actor().agent_id
    handle().actor = actor_with(Role.REFERENT, agent_id=claire)
    bureau.show("suivis")
    bureau.act("suivis.passation")
    assert bureau.value("passation.de") == "Claire SOW — 1\u00a0suivi"
