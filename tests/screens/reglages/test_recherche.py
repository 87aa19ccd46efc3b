"""Ctrl+K: what is found, in which order, by whom; names hidden; the last text typed wins."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from models.comptes.role import Role
from models.personnes.personne import Personne
from models.prescriptions import fiche
from models.suivis.suivi import open_suivi
from tests.factories import a_passage, a_personne
from tests.screens.reglages.bureau import Responsable
from ui.kit.jobs import Job, Jobs
from ui.kit.palette import Palette
from ui.kit.seeking import Found, best_first, rank_of


@pytest.fixture
def known(bureau: Responsable, mamadou: Personne) -> Personne:
    """Mamadou Diallo, with a suivi and a fiche."""
    agent = bureau.window.context.actor.agent_id
    assert agent is not None
    open_suivi(personne=mamadou, dispositif="ateliers_citoyens", referent=agent)
    fiche.create_prescription(
        personne=mamadou, dispositif="ateliers_citoyens", date_demande=dt.date(2026, 3, 1)
    )
    return mamadou


def groups(bureau: Responsable) -> list[str]:
    return list(dict.fromkeys(one.group for one in bureau.answers))


def labels(bureau: Responsable, group: str) -> list[str]:
    return [one.label for one in bureau.answers if one.group == group]


def seek(bureau: Responsable, words: str) -> Responsable:
    return bureau.press("Ctrl+K").type(words)


def test_it_comes_up_from_anywhere_and_gives_the_focus_back(bureau: Responsable) -> None:
    bureau.show("accueil")
    bureau.settle()
    before = QApplication.focusWidget()
    bureau.press("Ctrl+K")
    assert QApplication.focusWidget() is bureau.palette.line
    assert labels(bureau, "Écrans")[:3] == ["Accueil", "Registre", "Personnes"]
    bureau.press("Échap")
    assert not bureau.has("palette")
    assert QApplication.focusWidget() is before


def test_the_field_of_the_heading_opens_it(bureau: Responsable) -> None:
    field = bureau.part(QWidget, "heading.seek")
    assert "Ctrl+K" in field.accessibleName()
    field.click()
    assert bureau.palette.line.hasFocus()


def test_a_person_a_suivi_and_a_fiche_by_a_name(bureau: Responsable, known: Personne) -> None:
    seek(bureau, "dial mam")
    assert groups(bureau) == ["Personnes", "Fiches", "Suivis"]
    assert bureau.read_answers[:2] == [
        "Personnes",
        "DIALLO Mamadou, 12/09/2008 · Limoges, Personnes",
    ]
    bureau.press("Entrée")
    assert bureau.said("heading.title") == "DIALLO Mamadou"
    assert not bureau.has("palette")


@pytest.mark.parametrize("typed", ["0612345678", "06 12 34", "12/09/2008"])
def test_a_person_by_telephone_and_by_birth_date(
    bureau: Responsable, known: Personne, typed: str
) -> None:
    seek(bureau, typed)
    assert labels(bureau, "Personnes") == ["DIALLO Mamadou"]


def test_a_fiche_by_its_number_comes_first(bureau: Responsable, known: Personne) -> None:
    seek(bureau, "2026-0001")
    assert bureau.answers[0].label == "Fiche 2026-0001"
    assert "DIALLO Mamadou" in bureau.answers[0].secondary
    bureau.press("Entrée")
    assert "2026-0001" in bureau.said("heading.title") + bureau.said("heading.subtitle")


def test_a_suivi_is_opened_with_the_arrows(bureau: Responsable, known: Personne) -> None:
    seek(bureau, "diallo").press("Bas", "Bas")
    assert bureau.palette.current is not None
    assert bureau.palette.current.group == "Suivis"
    bureau.press("Entrée")
    assert bureau.window.current is not None
    assert bureau.window.current.objectName() == "suivis"


def test_an_act_by_any_word_of_its_label_with_its_key(bureau: Responsable) -> None:
    seek(bureau, "masquer")
    assert bureau.read_answers == ["Actions", "Écran tourné\u00a0: masquer les noms, F9, Actions"]
    bureau.press("Entrée")
    assert bureau.window.context.turned.on


def test_the_acts_of_the_page_are_found_and_the_greyed_ones_are_not(bureau: Responsable) -> None:
    bureau.go("structure")
    seek(bureau, "enregistrer")
    assert labels(bureau, "Actions") == []
    bureau.press("Échap")
    bureau.type_in("structure.adresse", "Place du Marché")
    seek(bureau, "enregis")
    assert labels(bureau, "Actions") == ["Enregistrer"]


def test_a_screen_and_a_section_of_the_settings(bureau: Responsable) -> None:
    seek(bureau, "fiches").press("Entrée")
    assert bureau.said("heading.title") == "Fiches de prescription"
    seek(bureau, "horaires")
    assert labels(bureau, "Réglages") == ["Lieux et horaires"]
    bureau.press("Entrée")
    assert bureau.said("heading.subtitle") == "Lieux et horaires"
    seek(bureau, "liste operateur").press("Échap")
    seek(bureau, "opérateur concerné").press("Entrée")
    assert bureau.said("heading.subtitle") == "Listes › Opérateur concerné"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("9/03", "Lundi 9 mars"),
        ("hier", "Hier"),
        ("12/03", "Mercredi 12 mars 2025"),
        ("demain", ""),
    ],
)
def test_a_day_of_the_register(bureau: Responsable, typed: str, said: str) -> None:
    """Wednesday 11 March 2026: what has not come yet was a year ago, and tomorrow is nothing."""
    a_passage(None)
    seek(bureau, typed)
    found = labels(bureau, "Jour")
    assert [label.startswith(said) for label in found] == ([True] if said else [])
    if said:
        bureau.press("Entrée")
        assert bureau.said("accueil.jour.titre").startswith(said)


def test_nothing_is_said_in_a_sentence(bureau: Responsable) -> None:
    seek(bureau, "zzzz")
    assert bureau.answers == []
    assert bureau.said("palette.dit").startswith("Rien ne répond")
    bureau.press("Entrée")
    assert bureau.palette.isVisible()


@pytest.mark.parametrize("words", ["x" * 5000, "'; DROP TABLE valeur; --", "%_\\", "\u0000\ufffe"])
def test_what_no_one_would_type(bureau: Responsable, words: str) -> None:
    bureau.press("Ctrl+K")
    bureau.palette.line.setText(words)
    bureau.settle()
    assert bureau.answers == []


def test_names_hide_while_the_screen_is_turned(bureau: Responsable, known: Personne) -> None:
    bureau.press("F9")
    seek(bureau, "diallo")
    read = " ".join(bureau.read_answers)
    assert "D. M." in read
    assert not {"DIALLO", "Mamadou", "2008"} & set(read.replace(",", "").split())
    bureau.press("Échap", "F9")
    seek(bureau, "diallo")
    bureau.window.context.turned.toggle()
    assert not bureau.has("palette")
    assert bureau.palette_is_empty


def test_the_accueil_finds_nothing_that_it_may_not_open(
    bureau: Responsable, known: Personne, as_role: Callable[[Role], None]
) -> None:
    as_role(Role.ACCUEIL)
    for typed in ("comptes", "listes", "structure", "opérateur", "équipe", "nouveau compte"):
        seek(bureau, typed)
        assert bureau.answers == [], typed
        bureau.press("Échap")
    seek(bureau, "diallo")
    assert "Personnes" in groups(bureau)
    for one in bureau.answers:
        one.run()
        assert "n’ouvre pas" not in bureau.message


def test_an_administrator_finds_nobody(
    bureau: Responsable, known: Personne, as_role: Callable[[Role], None]
) -> None:
    as_role(Role.ADMINISTRATEUR)
    seek(bureau, "diallo")
    assert bureau.answers == []
    bureau.press("Échap")
    seek(bureau, "10/03")
    assert bureau.answers == []


class LateJobs:
    """The palette's jobs, whose answers come when they are told to; those of lists run as ever."""

    def __init__(self, others: Jobs) -> None:
        self._others = others
        self.waiting: list[tuple[Callable[[Any], Any], Callable[[Any], object]]] = []

    def run(self, function: Any, *, done: Any, owner: Any = None, **more: Any) -> Job:
        if not isinstance(owner, Palette):
            return self._others.run(function, done=done, owner=owner, **more)
        self.waiting.append((function, done))
        return Job("")

    def end(self) -> None:
        function, done = self.waiting.pop(0)
        done(function(None))

    def stop(self) -> None:
        self.waiting.clear()


@pytest.fixture
def late(bureau: Responsable, monkeypatch: pytest.MonkeyPatch) -> LateJobs:
    jobs = LateJobs(bureau.window.context.jobs)
    a_personne(nom_naissance="Barry", prenom="Awa")
    bureau.show("suivis")
    bureau.settle()  # its list is read: what waits from now on is the search
    monkeypatch.setattr(bureau.window.context, "jobs", jobs)
    return jobs


def test_the_last_text_typed_wins(bureau: Responsable, late: LateJobs) -> None:
    a_personne(nom_naissance="Bah", prenom="Aminata")
    bureau.settle()
    late.stop()  # the list behind reads itself again
    seek(bureau, "ba")
    assert len(late.waiting) == 1  # one search at a time, whatever is typed meanwhile
    bureau.type("rry")
    assert len(late.waiting) == 1
    late.end()  # the answers to « b »: nobody asks for them any more
    assert labels(bureau, "Personnes") == []
    late.end()
    assert labels(bureau, "Personnes") == ["BARRY Awa"]
    assert late.waiting == []


def test_enter_waits_for_the_answers_that_are_on_their_way(
    bureau: Responsable, late: LateJobs
) -> None:
    seek(bureau, "b").press("Entrée")
    assert bureau.palette.isVisible()
    late.end()
    bureau.settle()
    assert bureau.said("heading.title") == "BARRY Awa"


def test_answers_that_come_after_it_is_gone_show_nothing(
    bureau: Responsable, late: LateJobs
) -> None:
    seek(bureau, "b").press("Échap")
    late.end()
    assert bureau.palette_is_empty


def test_it_goes_when_the_focus_goes_elsewhere_and_at_the_lock(
    bureau: Responsable, known: Personne
) -> None:
    bureau.go("structure")
    bureau.press("Ctrl+K").type("diallo")
    bureau.field("structure.nom").setFocus()
    bureau.settle()
    assert not bureau.has("palette")
    assert QApplication.focusWidget() is bureau.field("structure.nom")
    seek(bureau, "diallo")
    bureau.window._leave_session()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert bureau.window.findChildren(QWidget, "palette") == []


def test_it_holds_in_a_small_window(bureau: Responsable, known: Personne) -> None:
    bureau.window.resize(700, 420)
    seek(bureau, "a")
    around = bureau.palette.parentWidget()
    assert around is not None
    assert around.rect().contains(bureau.palette.geometry())
    assert bureau.part(QWidget, "heading.seek").property("role") == ""


def test_words_answer_by_their_beginnings() -> None:
    typed = ("", "nouv", "pass", "accu", "age", "%%")
    assert [rank_of(t, "Nouveau passage", "accueil") for t in typed] == [0, 0, 1, 2, None, None]
    assert rank_of("passage nouveau", "Nouveau passage") == 1


def test_the_group_of_the_best_answer_comes_first() -> None:
    def found(group: str, label: str, rank: int) -> Found:
        return Found(group, label, lambda: None, rank=rank)

    mixed = [found("A", "a", 2), found("B", "b", 1), found("A", "c", 1), found("C", "d", 0)]
    ordered = best_first(mixed, ("A", "B", "C"))
    assert [one.label for one in ordered] == ["d", "c", "a", "b"]
