"""The end of a suivi from its page: said, corrected, taken back; another référent, and notes."""

import datetime as dt
from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication

from models.base import database
from models.base.command import undo_last
from models.comptes import enveloppe
from models.comptes.compte import create_agent_sans_compte, create_compte
from models.comptes.role import Role
from models.personnes.personne import Personne
from models.suivis.action import add_action
from models.suivis.note import Niveau, Note, write_note
from models.suivis.rendez_vous import take_rendez_vous
from models.suivis.sortie import close_suivi
from models.suivis.suivi import Referent, Suivi, may_write, phases_of_suivi, referents_of
from tests.conftest import FrozenClock
from tests.factories import PASSWORD, actor_with
from tests.screens.fiches.bureau import Bureau
from tests.screens.suivis.test_suivis import a_suivi

TODAY = dt.date(2026, 3, 11)
LATER = dt.date(2026, 4, 11)


@pytest.fixture
def suivi(bureau: Bureau, mamadou: Personne, frozen_clock: FrozenClock) -> Suivi:
    """His, opened a month ago, on the screen."""
    made = a_suivi(mamadou)
    frozen_clock.advance(days=31)
    bureau.show("suivis", suivi_id=made.id)
    return made


def stored(suivi: Suivi) -> Suivi:
    found: Suivi = Suivi.get_by_id(suivi.id)
    return found


def begin(bureau: Bureau, act: str, volet: str, field: str) -> None:
    bureau.act(f"suivi.{act}")
    bureau.wait_until(lambda: bureau.has(f"ecrire.{volet}.{field}"))


def save(bureau: Bureau, volet: str) -> None:
    button = bureau.part(QAbstractButton, f"ecrire.{volet}.save")
    assert isinstance(button, QAbstractButton)
    button.click()


def end(bureau: Bureau, motif: str) -> None:
    begin(bureau, "terminer", "sortie", "clos_le")
    bureau.choose("ecrire.sortie.motif_sortie", motif)
    save(bureau, "sortie")


def test_a_suivi_is_ended_with_what_becomes_of_the_person(bureau: Bureau, suivi: Suivi) -> None:
    begin(bureau, "terminer", "sortie", "clos_le")
    assert bureau.value("ecrire.sortie.clos_le") == "11/04/2026"
    bureau.type_in("ecrire.sortie.clos_le", "10/04/2026")
    bureau.choose("ecrire.sortie.motif_sortie", "Formation qualifiante")
    save(bureau, "sortie")
    assert bureau.message == "Suivi terminé"
    ended = stored(suivi)
    assert (ended.clos_le, ended.motif_sortie_id) == (
        dt.date(2026, 4, 10), "motif_sortie.formation_qualifiante",
    )  # fmt: skip
    bureau.wait_until(lambda: bureau.said("suivi.statut") == "Terminé")
    assert bureau.said("suivi.sortie").startswith("Sortie\u00a0: Formation qualifiante (")
    assert "jusqu’au 10/04/2026" in bureau.said("suivi.depuis")
    assert not bureau.has("ecrire.sortie")
    assert not bureau.can("suivi.terminer")
    assert bureau.can("suivi.rouvrir")
    coming = phases_of_suivi(suivi.id)[-1]
    begins = ("suivi.phases.suspendre", f"suivi.phase.{coming.id}.commencer")
    bureau.wait_until(lambda: not any(bureau.has(act) for act in begins))
    undo_last()
    bureau.wait_until(lambda: bureau.can("suivi.terminer"))
    bureau.wait_until(lambda: all(bureau.has(act) for act in begins))
    assert stored(suivi).clos_le is None
    assert not bureau.has("suivi.sortie")


def test_what_the_list_wants_told_is_asked_for_then_only(bureau: Bureau, suivi: Suivi) -> None:
    begin(bureau, "terminer", "sortie", "clos_le")
    assert not bureau.has("ecrire.sortie.precision_sortie")
    bureau.choose("ecrire.sortie.motif_sortie", "Autre")
    bureau.wait_until(lambda: bureau.has("ecrire.sortie.precision_sortie"))
    save(bureau, "sortie")
    assert "quelques mots" in bureau.said("ecrire.sortie.precision_sortie.erreur")
    assert stored(suivi).clos_le is None
    bureau.type_in("ecrire.sortie.precision_sortie", "Part aider sa famille")
    save(bureau, "sortie")
    assert stored(suivi).precision_sortie == "Part aider sa famille"
    bureau.wait_until(lambda: "Part aider sa famille" in bureau.said("suivi.sortie"))


def test_an_exit_needs_its_day_and_its_situation(bureau: Bureau, suivi: Suivi) -> None:
    begin(bureau, "terminer", "sortie", "clos_le")
    save(bureau, "sortie")
    assert "vide" in bureau.said("ecrire.sortie.motif_sortie.erreur")
    bureau.choose("ecrire.sortie.motif_sortie", "Déménagement")
    bureau.type_in("ecrire.sortie.clos_le", "01/03/2026")
    save(bureau, "sortie")
    assert "précède l’ouverture" in bureau.said("ecrire.sortie.clos_le.erreur")
    assert stored(suivi).clos_le is None


def test_what_stays_open_is_told_before_the_end(bureau: Bureau, suivi: Suivi) -> None:
    take_rendez_vous(suivi, date=LATER + dt.timedelta(days=3))
    for intitule in ("Appeler", "Écrire"):
        add_action(suivi.id, intitule=intitule)
    begin(bureau, "terminer", "sortie", "clos_le")
    told = bureau.said("ecrire.sortie.reste")
    assert told == "Il reste dans ce suivi\u00a0: 1 rendez-vous à venir, 2 actions à faire."


def test_an_exit_is_corrected_then_taken_back(bureau: Bureau, suivi: Suivi) -> None:
    end(bureau, "CDI, titularisation")
    bureau.wait_until(lambda: bureau.can("suivi.sortie"))
    begin(bureau, "sortie", "sortie", "clos_le")
    assert bureau.value("ecrire.sortie.motif_sortie") == "CDI, titularisation"
    bureau.choose("ecrire.sortie.motif_sortie", "Contrat aidé")
    save(bureau, "sortie")
    assert bureau.message == "Sortie corrigée"
    assert stored(suivi).motif_sortie_id == "motif_sortie.contrat_aide"
    bureau.act("suivi.rouvrir")
    assert bureau.message == "Suivi rouvert"
    assert (stored(suivi).clos_le, stored(suivi).motif_sortie_id) == (None, None)
    bureau.wait_until(lambda: bureau.can("suivi.terminer"))


def test_an_end_typed_at_another_desk_shows(bureau: Bureau, suivi: Suivi) -> None:
    begin(bureau, "terminer", "sortie", "clos_le")
    bureau.choose("ecrire.sortie.motif_sortie", "CEJ, relais mission locale")
    close_suivi(stored(suivi), clos_le=LATER, motif_sortie="motif_sortie.cej")
    save(bureau, "sortie")
    assert "déjà terminé" in bureau.message
    bureau.wait_until(lambda: bureau.can("suivi.rouvrir"))


def test_another_referent_reads_the_notes_from_then_on(bureau: Bureau, suivi: Suivi) -> None:
    heir = create_compte(
        identifiant="thomas", prenom="Thomas", nom="Lavergne", password=PASSWORD,
        roles=[Role.REFERENT],
    )  # fmt: skip
    write_note(suivi, "Entre référents", niveau=Niveau.REFERENT)
    own = write_note(suivi, "Pour moi", niveau=Niveau.PERSONNELLE)
    bureau.wait_until(lambda: bureau.has(f"suivi.note.{own.id}"))
    begin(bureau, "referent", "referent", "agent")
    assert bureau.value("ecrire.referent.du") == "11/04/2026"
    bureau.choose("ecrire.referent.agent", "Thomas LAVERGNE")
    save(bureau, "referent")
    assert bureau.message == "Référent changé"
    assert [one.id for one in referents_of(suivi.id, LATER)] == [heir.id]
    former = Referent.get((Referent.suivi == suivi.id) & Referent.au.is_null(False))
    assert former.lit_jusqu_au == LATER + dt.timedelta(days=31)
    bureau.wait_until(lambda: "Thomas LAVERGNE" in bureau.said("suivi.referent"))
    bureau.wait_until(lambda: heir.id in readers("referent"))
    assert heir.id not in readers("personnelle")


def readers(niveau: str) -> frozenset[str]:
    (note,) = Note.select().where(Note.niveau == niveau)
    return enveloppe.readers_of(bytes(note.contenu)).agents


def test_a_change_of_referent_is_undone_and_the_notes_close_again(
    bureau: Bureau, suivi: Suivi
) -> None:
    heir = create_compte(
        identifiant="thomas", prenom="Thomas", nom="Lavergne", password=PASSWORD,
        roles=[Role.REFERENT],
    )  # fmt: skip
    write_note(suivi, "Entre référents", niveau=Niveau.REFERENT)
    begin(bureau, "referent", "referent", "agent")
    bureau.choose("ecrire.referent.agent", "Thomas LAVERGNE")
    save(bureau, "referent")
    bureau.wait_until(lambda: heir.id in readers("referent"))
    bureau.window.context.undo_last()
    bureau.wait_until(lambda: "Claire SOW" in bureau.said("suivi.referent"))
    bureau.wait_until(lambda: heir.id not in readers("referent"))


def test_who_hands_a_suivi_over_reads_it_and_writes_no_more(bureau: Bureau, suivi: Suivi) -> None:
    create_agent_sans_compte(prenom="Inès", nom="Moreira", statut="salarie")
    QApplication.processEvents()  # told of before: an account whose rights differ is locked
    actor = database.handle().require_actor()
    database.handle().actor = actor_with(Role.REFERENT, agent_id=actor.agent_id or "")
    begin(bureau, "referent", "referent", "agent")
    bureau.choose("ecrire.referent.agent", "Inès MOREIRA")
    save(bureau, "referent")
    bureau.wait_until(lambda: not bureau.can("suivi.entretien"))
    assert not may_write(suivi.id)
    assert not bureau.can("suivi.terminer")
    assert bureau.has("suivi.frise")


def test_a_colleague_and_the_accueil_end_nothing(
    bureau: Bureau, suivi: Suivi, as_accueil: Callable[[], None]
) -> None:
    assert bureau.can("suivi.terminer")
    close_suivi(stored(suivi), clos_le=LATER, motif_sortie="motif_sortie.cdi")
    as_accueil()
    bureau.show("fiches")
    bureau.show("suivis", suivi_id=suivi.id)
    for act in ("terminer", "rouvrir", "sortie", "referent"):
        assert not bureau.can(f"suivi.{act}")
    assert "CDI" not in bureau.text_of("suivi")
