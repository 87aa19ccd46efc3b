"""The caseload by the keys: acted upon, put off, narrowed, and what goes out says how."""

import datetime as dt
from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QMenu

from models.base import database
from models.base.errors import Refused
from models.comptes.role import Role
from models.echanges.export import export_listing
from models.personnes.personne import Personne
from models.suivis.action import actions_of, add_action
from models.suivis.entretien import note_entretien
from models.suivis.passation import PERSONNE
from models.suivis.phase import date_phases
from models.suivis.sortie import close_suivi
from models.suivis.suivi import Suivi, open_suivi, phases_of_suivi
from tests.conftest import FrozenClock
from tests.factories import a_personne, actor_with, an_agent
from tests.screens.fiches.bureau import Bureau
from tests.screens.suivis.test_page import click
from tests.screens.suivis.test_suivis import a_suivi
from ui.screens.suivis.mes_suivis import MesSuivis


@pytest.fixture
def late(bureau: Bureau, mamadou: Personne, frozen_clock: FrozenClock) -> Suivi:
    """His, with an action that is late and no contact for long; two others, one of them over."""
    made = a_suivi(mamadou)
    first, *others = phases_of_suivi(made.id)
    date_phases([first, *others], [(made.ouvert_le, None), *((None, None) for _ in others)])
    note_entretien(made, date=dt.date(2026, 3, 11))
    add_action(made.id, intitule="Refaire le CV", echeance=dt.date(2026, 3, 10))
    over = a_suivi(a_personne(nom_naissance="Sow", prenom="Awa"))
    bruno = an_agent("b" * 32, prenom="Bruno", nom="Roy")
    open_suivi(
        personne=a_personne(nom_naissance="Zola", prenom="Ali"), dispositif=None, referent=bruno.id
    )
    frozen_clock.advance(days=31)
    close_suivi(over, clos_le=dt.date(2026, 4, 11), motif_sortie="motif_sortie.cdi")
    bureau.show("suivis")
    bureau.wait_until(lambda: len(bureau.rows("suivis")) == 3)
    return made


def the_list(bureau: Bureau) -> MesSuivis:
    found: MesSuivis = bureau.window.current.list  # type: ignore[union-attr]
    return found


def told(bureau: Bureau) -> list[str]:
    return [row[1] for row in bureau.rows("suivis")]


def test_what_presses_is_done_and_put_off_by_keys(bureau: Bureau, late: Suivi) -> None:
    assert told(bureau)[0].startswith("«\u00a0Refaire le CV\u00a0» était pour le 10/03/2026")
    assert the_list(bureau).line is not None  # the first row is the current one
    bureau.act("suivis.agir")  # « Fait », without leaving the list
    assert actions_of(late.id)[0].etat == "realisee"
    bureau.wait_until(lambda: "Refaire" not in told(bureau)[0])
    line = the_list(bureau).line
    assert line is not None
    assert line.id == late.id
    bureau.act("suivis.differer")
    assert bureau.message == "Signal reporté au 18/04/2026"
    bureau.wait_until(lambda: ["DIALLO Mamadou", ""] in [row[:2] for row in bureau.rows("suivis")])


def test_the_menu_of_a_row_tells_each_signal_and_what_is_done(bureau: Bureau, late: Suivi) -> None:
    menu = QMenu()
    the_list(bureau).view.menu_wanted(menu)
    first = menu.actions()[0]
    assert first.text().startswith("«\u00a0Refaire le CV\u00a0»")
    acts = first.menu().actions()  # type: ignore[attr-defined]  # partial stubs
    assert [one.text() for one in acts] == [
        "Fait", "Reporter", "Différer d’une semaine", "Différer de deux semaines",
        "Différer d’un mois",
    ]  # fmt: skip
    assert acts[0].shortcut().toString().startswith("Ctrl+")


def test_an_act_that_asks_for_words_opens_them(bureau: Bureau, late: Suivi) -> None:
    the_list(bureau).bar.search.setText("awa")  # type: ignore[union-attr]
    bureau.wait_until(lambda: len(bureau.rows("suivis")) == 1)
    assert told(bureau) == ["Nouvelles à prendre avant le 09/05/2026"]
    the_list(bureau).view.enter()
    bureau.act("suivis.lire")
    bureau.act("suivi.close")
    bureau.wait_until(lambda: the_list(bureau).line is not None)
    the_list(bureau).act()
    bureau.wait_until(lambda: bureau.has("ecrire.nouvelle.jointe"))
    bureau.act("suivi.close")
    bureau.wait_until(lambda: the_list(bureau).line is not None)
    bureau.act("suivis.appel")
    bureau.wait_until(lambda: bureau.has("ecrire.appel.date"))
    click(bureau, "ecrire.appel.save")
    assert bureau.message == "Appel noté"


def test_filters_combine_and_are_written_on_what_goes_out(bureau: Bureau, late: Suivi) -> None:
    pane = the_list(bureau)
    pane.bar.choose("etendue", "en_cours")
    pane.bar.choose("referent", "b" * 32)
    bureau.wait_until(lambda: [row[0] for row in bureau.rows("suivis")] == ["ZOLA Ali"])
    assert pane.listing.filters == ("suivis en cours", "référent\u00a0: Bruno")
    assert "Bruno" not in " ".join(pane.listing.traced)
    pane.bar.choose("a_faire", "action")
    bureau.wait_until(lambda: bureau.rows("suivis") == [])
    pane.bar.clear()
    pane.bar.choose("referent", PERSONNE)
    bureau.wait_until(lambda: bureau.rows("suivis") == [])
    pane.bar.clear()
    pane.bar.choose("etendue", "termines")
    bureau.wait_until(lambda: [row[0] for row in bureau.rows("suivis")] == ["SOW Awa"])
    for column in pane.listing.columns:
        assert pane.listing.sorted_by(column.name).first()


def test_a_referent_prints_her_own_caseload_and_no_other(bureau: Bureau, late: Suivi) -> None:
    actor = database.handle().require_actor()
    database.handle().actor = actor_with(Role.REFERENT, agent_id=actor.agent_id or "")
    pane = the_list(bureau)
    pane.bar.choose("referent", actor.agent_id)
    bureau.wait_until(lambda: len(bureau.rows("suivis")) == 2)
    assert bureau.can("suivis.imprimer")
    pane.bar.clear()
    bureau.wait_until(lambda: len(bureau.rows("suivis")) == 3)
    assert not bureau.can("suivis.imprimer")
    with pytest.raises(Refused):
        export_listing(pane.listing, bureau.folder / "suivis.xlsx")


def test_the_accueil_sees_who_follows_and_when_and_no_more(
    bureau: Bureau, late: Suivi, as_accueil: Callable[[], None]
) -> None:
    as_accueil()
    bureau.show("fiches")
    again = MesSuivis(
        bureau.window.context, open_key=print, write=print, reach=lambda _: None,
        empty=bureau.window.acts.all()[0],
    )  # fmt: skip
    bureau.qtbot.addWidget(again)
    bureau.wait_until(lambda: again.model.rowCount() == 2)
    assert [column.label for column in again.listing.columns] == [
        "Personne", "Rendez-vous", "Dispositif", "Référent",
    ]  # fmt: skip
    assert again.acts() == []
    menu = QMenu()
    again.view.enter()
    again.view.menu_wanted(menu)
    assert [one.text() for one in menu.actions()] == ["Trier par"]
    assert [one.filter.name for one in again.bar._buttons] == ["etendue", "referent"]
