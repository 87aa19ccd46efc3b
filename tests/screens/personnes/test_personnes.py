"""A person's file: found as one types, shown on one page, written without a double."""

import datetime as dt
from typing import Any

import pytest

from models.base.drafts import draft
from models.base.journal import Journal
from models.personnes.personne import Personne, criteres_of
from models.suivis.suivi import Suivi
from tests.conftest import FrozenClock
from tests.domain.suivis.test_mauvais_jours import retained
from tests.factories import a_passage, a_personne, actor_with
from tests.screens.accueil.bureau import Bureau


@pytest.fixture
def personnes(bureau: Bureau) -> Bureau:
    bureau.window.navigate("personnes")
    bureau._settle()
    return bureau


def labels(bureau: Bureau) -> str:
    from PySide6.QtWidgets import QLabel

    return "\n".join(w.text() for w in bureau.window.findChildren(QLabel) if w.isVisible())


def act(bureau: Bureau, name: str) -> None:
    """Do one of the screen's acts, if it is offered."""
    actions = {a.id: a for a in bureau.window.current.actions()}  # type: ignore[union-attr]
    assert name in actions, f"« {name} » n’est pas proposé"
    actions[name].run()
    bureau._settle()


def show(bureau: Bureau, personne: Personne) -> Bureau:
    bureau.window.navigate("personnes", personne=personne.id)
    bureau._settle()
    return bureau


def test_the_search_box_is_ready_and_finds_in_any_order(personnes: Bureau) -> None:
    a_personne(prenom="Awa", nom_naissance="N’Diaye", telephone="0612345678")
    a_personne()
    personnes._settle()
    assert personnes.focused == "personnes.liste.recherche"
    for typed in ("awa ndi", "n'diaye", "06 12 34"):
        personnes.set("personnes.liste.recherche", typed)
        assert [row[0] for row in personnes.rows("personnes.liste")] == ["N’DIAYE Awa"], typed


def test_an_empty_list_says_how_to_begin(personnes: Bureau) -> None:
    assert "Aucun dossier pour l’instant" in labels(personnes)
    personnes.click("personne.create.empty")
    assert personnes.heading == "Nouveau dossier"
    assert personnes.focused == "personne.prenom"


def test_entree_opens_the_page_of_a_person_and_the_reading_is_traced(personnes: Bureau) -> None:
    personne = a_personne()
    personnes._settle()
    personnes.type("dia").press("Entrée", "Entrée")
    assert personnes.heading == "DIALLO Mamadou"
    read = Journal.select().where(Journal.action == "open_personne")
    assert [line.objet_id for line in read] == [personne.id]


def test_the_page_tells_who_she_is_and_what_she_came_for(bureau: Bureau) -> None:
    personne = a_personne(
        prenom="Awa",
        nom_naissance="Sow",
        nom_usage="Diallo",
        surnom="Wawa",
        date_naissance=dt.date(2007, 1, 1),
        precision_naissance="estimee",
        telephone="0612345678",
        commune="Limoges",
        criteres=["critere_public.qpv"],
        sexe="sexe.femme",
    )
    a_passage(personne, "thematique.pap.carte_identite")
    a_passage()
    show(bureau, personne)
    told = labels(bureau)
    for words in ("DIALLO Awa", "nom de naissance Sow", "« Wawa »", "vers 2007", "≈ 19 ans"):
        assert words in told.replace("\u00a0", " "), words
    for words in ("06 12 34 56 78", "Limoges", "Femme"):
        assert words in told, words
    assert bureau.is_shown("personne.critere.critere_public.qpv")
    (fact,) = [row for row in bureau.rows("personne.tout") if row[1] == "Passage"]
    assert fact == ("11/03/2026 14:32", "Passage", "Carte d’identité, passeport", "Siège")
    bureau.click("personne.vers.passages")
    (row,) = bureau.rows("personne.passages")
    assert "Carte d’identité, passeport" in row


def test_a_passage_of_her_page_opens_in_the_line(bureau: Bureau) -> None:
    personne = a_personne()
    a_passage(personne)
    show(bureau, personne)
    assert bureau.focused == "personne.tout"
    bureau.press("Bas", "Entrée")
    assert bureau.heading == "Accueil"
    assert bureau.text("accueil.qui") == "DIALLO Mamadou"
    assert bureau.is_shown("accueil.correction")


def test_a_new_passage_for_her_begins_at_the_demande(bureau: Bureau) -> None:
    personne = a_personne()
    act(show(bureau, personne), "personne.passage")
    assert bureau.focused == "accueil.demandes"
    bureau.type("1").press("Ctrl+Entrée")
    assert bureau.last.personne_id == personne.id


def test_the_page_follows_what_is_changed_elsewhere(bureau: Bureau) -> None:
    from models.personnes.personne import save_personne

    personne = a_personne()
    show(bureau, personne)
    save_personne(Personne.get_by_id(personne.id), nom_naissance="Barry", commune="Panazol")
    bureau._settle()
    assert bureau.heading == "BARRY Mamadou"
    assert "Panazol" in labels(bureau)


def test_a_file_is_made_with_one_name_only(personnes: Bureau) -> None:
    act(personnes, "personne.create")
    personnes.type("Moussa").press("Ctrl+S")
    assert personnes.heading == "Moussa"
    assert [p.prenom for p in Personne.select()] == ["Moussa"]
    assert personnes.banner == "Dossier créé"
    personnes.press("Ctrl+Z")
    assert Personne.select().count() == 0
    assert personnes.heading == "Personnes"


def test_a_file_without_any_name_is_refused_by_its_field(personnes: Bureau) -> None:
    act(personnes, "personne.create")
    personnes.set("personne.telephone", "0612345678").press("Ctrl+S")
    assert "au moins un nom" in personnes.error("personne.nom_naissance")
    assert personnes.text("personne.telephone")
    assert Personne.select().count() == 0


def test_every_kind_of_birth_date_goes_round(bureau: Bureau) -> None:
    personne = a_personne()
    for typed in ("12/03/2007", "mars 2007", "2007", "vers 2007", ""):
        act(show(bureau, personne), "personne.edit")
        bureau.set("personne.naissance", typed).press("Ctrl+S")
        assert Personne.get_by_id(personne.id).naissance.texte == typed
    act(show(bureau, personne), "personne.edit")
    bureau.set("personne.naissance", "31/02/2007").press("Ctrl+S")
    assert "31/02/2007" in bureau.error("personne.naissance")


def test_homonyms_show_as_one_types_and_open_instead(personnes: Bureau) -> None:
    known = a_personne(prenom="Awa", nom_naissance="N’Diaye", commune="Limoges")
    act(personnes, "personne.create")
    personnes.type("awa").set("personne.nom_naissance", "nd")
    assert not personnes.is_shown(f"personne.homonymes.{known.id}")
    personnes.type("iaie")
    assert personnes.text(f"personne.homonymes.{known.id}") == "N’DIAYE Awa · Limoges · nom proche"
    personnes.press("Retour", "Retour").type("ye")
    assert personnes.text(f"personne.homonymes.{known.id}") == "N’DIAYE Awa · Limoges · même nom"
    personnes.click(f"personne.homonymes.{known.id}")
    assert personnes.heading == "N’DIAYE Awa"
    assert Personne.select().count() == 1


def test_a_file_is_no_homonym_of_itself(bureau: Bureau) -> None:
    personne = a_personne(telephone="0612345678")
    act(show(bureau, personne), "personne.edit")
    assert not bureau.is_shown("personne.homonymes")


def test_criteria_and_lists_are_changed_and_kept(bureau: Bureau) -> None:
    personne = a_personne(criteres=["critere_public.qpv"])
    act(show(bureau, personne), "personne.edit")
    form: Any = bureau.window.current._form.form  # type: ignore[union-attr]  # its form
    form.editor("criteres").set_value(["critere_public.rsa"])
    bureau.set("personne.sexe", "fem").press("Entrée", "Ctrl+S")
    stored = Personne.get_by_id(personne.id)
    assert criteres_of(stored) == ["critere_public.rsa"]
    assert stored.sexe_id == "sexe.femme"


def test_what_is_typed_in_a_file_survives_and_is_given_up_on_demand(bureau: Bureau) -> None:
    personne = a_personne()
    act(show(bureau, personne), "personne.edit")
    bureau.set("personne.commune", "Panazol")
    bureau.qtbot.waitUntil(lambda: draft(f"personne.{personne.id}") is not None)
    bureau.start_again()
    act(show(bureau, personne), "personne.edit")
    assert bureau.text("personne.commune") == "Panazol"
    assert "reprend" in bureau.banner
    bureau.press("Échap")
    assert bureau.heading == "DIALLO Mamadou"
    assert draft(f"personne.{personne.id}") is None
    assert Personne.get_by_id(personne.id).commune == ""
    bureau.click("banner.answer")  # the key was meant for a list
    assert bureau.text("personne.commune") == "Panazol"


def test_two_desks_on_one_file_are_told_and_nothing_typed_is_lost(bureau: Bureau) -> None:
    from models.personnes.personne import save_personne

    personne = a_personne()
    act(show(bureau, personne), "personne.edit")
    bureau.set("personne.commune", "Panazol")
    save_personne(Personne.get_by_id(personne.id), commune="Limoges")
    bureau.press("Ctrl+S")
    assert "modifié sur un autre poste" in bureau.banner
    assert bureau.text("personne.commune") == "Panazol"
    assert Personne.get_by_id(personne.id).commune == "Limoges"


def test_only_what_the_account_may_do_is_offered(bureau: Bureau, base: Any) -> None:
    from models.comptes.role import Role

    personne = a_personne()
    base.actor = actor_with(Role.ACCUEIL)
    show(bureau, personne)
    offered = {a.id for a in bureau.window.current.actions()}  # type: ignore[union-attr]
    assert "personne.suivi" not in offered
    assert {"personne.passage", "personne.edit", "personne.fiche"} <= offered
    assert Suivi.select().count() == 0


def test_an_archived_file_leaves_the_list_and_annuler_brings_it_back(
    bureau: Bureau, frozen_clock: FrozenClock
) -> None:
    personne = a_personne()
    frozen_clock.advance(seconds=30)
    act(show(bureau, personne), "personne.archive")
    assert bureau.heading == "Personnes"
    assert not bureau.is_shown("personnes.liste")
    assert "Aucun dossier pour l’instant" in labels(bureau)
    bureau.click("banner.answer")
    assert [row[0] for row in bureau.rows("personnes.liste")] == ["DIALLO Mamadou"]


def test_a_turned_screen_shows_nobody(bureau: Bureau) -> None:
    personne = a_personne(telephone="0612345678", commune="Limoges")
    show(bureau, personne).press("F9")
    told = labels(bureau)
    for words in ("DIALLO", "06 12", "Limoges"):
        assert words not in told, words
    assert "DIALLO" not in bureau.window.windowTitle()


def test_a_turned_screen_hides_the_form_too_and_keeps_what_was_typed(bureau: Bureau) -> None:
    personne = a_personne(telephone="0612345678", commune="Limoges")
    act(show(bureau, personne), "personne.edit")
    bureau.set("personne.commune", "Panazol").press("F9")
    assert not bureau.is_shown("personne.nom_naissance")
    assert "le dossier est masqué" in labels(bureau)
    bureau.press("F9")
    assert bureau.text("personne.commune") == "Panazol"


def test_no_window_ever_flashes_beside_the_main_one(bureau: Bureau) -> None:
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtWidgets import QApplication, QWidget

    shown: list[str] = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            opened = event.type() == QEvent.Type.Show and isinstance(watched, QWidget)
            if opened and watched.isWindow():  # type: ignore[attr-defined]  # a widget
                shown.append(repr(watched))
            return False

    personne = a_personne(telephone="0612345678", criteres=["critere_public.qpv"])
    watch = Watch()
    QApplication.instance().installEventFilter(watch)  # type: ignore[union-attr]  # there is one
    act(show(bureau, personne), "personne.edit")
    bureau.press("Échap", "Échap")
    bureau.window.navigate("accueil")
    bureau.type("awa n'diaye").press("Entrée").type("1").press("F4", "F6", "Ctrl+Entrée")
    QApplication.instance().removeEventFilter(watch)  # type: ignore[union-attr]  # idem
    assert shown == []


def test_a_pinned_warning_opens_with_her_page_and_hides(bureau: Bureau) -> None:
    personne = a_personne(alerte="Chien guide")
    show(bureau, personne)
    assert bureau.text("personne.alerte.texte") == "Chien guide"
    bureau.press("F9")
    assert "Chien" not in labels(bureau)
    bureau.press("F9")
    show(bureau, a_personne(prenom="Awa"))
    assert not bureau.is_shown("personne.alerte")


def test_a_birth_date_corrected_says_at_once_which_decision_no_longer_fits(bureau: Bureau) -> None:
    personne = a_personne(date_naissance=dt.date(2008, 4, 20))
    fiche = retained(personne)
    act(show(bureau, personne), "personne.edit")
    bureau.set("personne.naissance", "20/04/1990")
    act(bureau, "personne.save")
    assert "35 ans" in bureau.banner
    assert bureau.banner.startswith("Dossier enregistré. Âge hors des conditions")
    assert bureau.banner.endswith(f"(fiche {fiche.numero}). La décision est à revoir.")
    bureau.click("banner.answer")
    assert fiche.numero in bureau.heading
    act(show(bureau, Personne.get_by_id(personne.id)), "personne.edit")
    bureau.set("personne.telephone", "0612345678")
    act(bureau, "personne.save")
    assert bureau.banner.startswith("Dossier enregistré"), "known already"
    assert "Âge" not in bureau.banner
