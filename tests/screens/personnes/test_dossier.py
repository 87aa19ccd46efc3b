"""The page and the form of a file at full depth: documents, household, agreements, addresses."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from models.base.drafts import draft
from models.comptes.role import Role
from models.nomenclatures.quartier import Quartier, save_quartier, save_voie
from models.personnes.accord import accords_of, note_accord
from models.personnes.foyer import join_foyer, membres_of
from models.personnes.personne import Personne
from tests.factories import a_passage, a_personne, actor_with
from tests.screens.accueil.bureau import Bureau
from tests.screens.fiches.bureau import _lines
from tests.screens.personnes.test_personnes import act, labels, show
from ui.kit.filters import FilterButton
from ui.screens.personnes import page as pages

GOLDEN = Path(__file__).with_name("golden")
BORN = {"date_naissance": dt.date(1984, 5, 1)}


def check_golden(name: str, widget: QWidget) -> None:
    """Compare with what was frozen; the first time, freeze and fail so that it is read."""
    text = "\n".join(line.rstrip() for line in _lines(widget)) + "\n"
    path = GOLDEN / f"{name}.txt"
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        raise AssertionError(f"{path.name} vient d’être figé : relisez-le, puis relancez.")
    assert text == path.read_text(encoding="utf-8")


@pytest.fixture
def paix(base: Any) -> Quartier:
    quartier = save_quartier(nom="Les Quatre-Chemins", code="QN08798N", commune="Limoges")
    save_voie(quartier, voie="rue de la Paix", numero_max=40)
    return quartier


@pytest.fixture
def awa(bureau: Bureau, paix: Quartier) -> Personne:
    """A file in which everything is told."""
    awa = a_personne(
        prenom="Awa", nom_naissance="Sow", nom_usage="Diallo", surnom="Wawa", sexe="sexe.femme",
        telephone="0612345678", preference_contact="preference_contact.sms",
        adresse="12 rue de la Paix", code_postal="87000", commune="Limoges",
        type_adresse="type_adresse.domiciliation", heberge_par="CCAS de Limoges",
        domiciliee_du=dt.date(2025, 4, 20), identite_document="type_document.identite",
        besoin_linguistique="besoin_linguistique.ecrit", situation="situation.au_foyer",
        origine_contact="origine_contact.proche", alerte="Entend mal : s’asseoir en face.", **BORN,
    )  # fmt: skip
    child = a_personne(
        prenom="Moussa", date_naissance=dt.date(2014, 1, 1), precision_naissance="annee"
    )
    join_foyer(awa, child, lien="lien_foyer.enfant", own_lien="lien_foyer.parent")
    note_accord(awa, accord="accord_personne.image", reponse="refuse", date=dt.date(2026, 2, 1))
    a_passage(awa)
    return awa


def page_of(bureau: Bureau) -> Any:
    return bureau.window.current._page  # type: ignore[union-attr]  # the page that is shown


def form_of(bureau: Bureau) -> Any:
    return bureau.window.current._form.form  # type: ignore[union-attr]  # its form


def choose_file(monkeypatch: pytest.MonkeyPatch, path: Path | None) -> None:
    monkeypatch.setattr(pages, "file_to_open", lambda *_: path)


def test_the_page_tells_all_that_is_known(bureau: Bureau, awa: Personne) -> None:
    show(bureau, awa)
    check_golden("identite", page_of(bureau).identite)
    told = labels(bureau).replace("\u00a0", " ")
    for words in (
        "Entend mal", "Domiciliation à renouveler avant le 19/04/2026", "Chez CCAS de Limoges",
        "Les Quatre-Chemins (QPV)", "D’après la voie et le numéro, le 11/03/2026",
        "Pièce d’identité, vu le 11/03/2026", "Français : difficulté à lire ou à écrire",
    ):  # fmt: skip
        assert words in told, words


def test_a_turned_screen_keeps_all_of_it_secret(bureau: Bureau, awa: Personne) -> None:
    show(bureau, awa).press("F9")
    told = labels(bureau)
    buttons = " ".join(
        f"{b.text()} {b.accessibleName()}"
        for b in page_of(bureau).identite.findChildren(QPushButton)
        if b.isVisible()
    )
    for words in ("Moussa", "DIALLO", "CCAS", "Entend", "Quatre-Chemins", "refusé", "Paix"):
        assert words not in told, words
        assert words not in buttons, words


def test_the_household_is_one_key_away_in_both_directions(bureau: Bureau, awa: Personne) -> None:
    show(bureau, awa)
    child = next(one for one in membres_of(awa.id) if one.personne_id != awa.id)
    assert bureau.text(f"personne.foyer.{child.personne_id}") == child.nom
    bureau.focus(f"personne.foyer.{child.personne_id}").press("Entrée")
    assert bureau.heading == "DIALLO Moussa"
    assert "Représentant légal\u00a0: DIALLO Awa" in labels(bureau)
    bureau.click(f"personne.foyer.{awa.id}")
    assert bureau.heading == "DIALLO Awa"


def test_somebody_known_joins_the_household(bureau: Bureau, awa: Personne) -> None:
    fatou = a_personne(prenom="Fatou", nom_naissance="Barry")
    act(show(bureau, awa), "personne.foyer")
    assert bureau.focused == "foyer.qui"
    bureau.type("bar")
    assert bureau.proposed("foyer.qui") == ["BARRY Fatou"]
    bureau.press("Entrée").type("frere").press("Entrée").press("Entrée")
    assert {one.nom for one in membres_of(awa.id)} == {"DIALLO Awa", "DIALLO Moussa", "BARRY Fatou"}
    assert bureau.is_shown(f"personne.foyer.{fatou.id}")
    assert bureau.banner == "Foyer enregistré"
    assert not bureau.is_shown("foyer.save")
    bureau.press("Ctrl+Z")
    assert not bureau.is_shown(f"personne.foyer.{fatou.id}")


def test_somebody_new_gets_a_file_in_the_same_act(bureau: Bureau, awa: Personne) -> None:
    act(show(bureau, awa), "personne.foyer")
    bureau.type("zoe sow")
    assert bureau.is_shown("foyer.naissance")
    bureau.set("foyer.naissance", "2019").press("Ctrl+Entrée")
    assert {one.nom for one in membres_of(awa.id)} >= {"SOW Zoe"}
    bureau.press("Ctrl+Z")
    assert Personne.select().where(Personne.prenom == "Zoe").count() == 0


def test_what_a_member_is_changes_and_she_may_leave(bureau: Bureau, awa: Personne) -> None:
    show(bureau, awa)
    child = next(one for one in membres_of(awa.id) if one.personne_id != awa.id)
    bureau.click(f"personne.foyer.{child.personne_id}.modifier")
    bureau.set("lien.lien", "grand").press("Entrée").press("Entrée")
    assert "Grand-parent" in labels(bureau)
    bureau.click(f"personne.foyer.{child.personne_id}.modifier")
    bureau.click("lien.leave")
    assert membres_of(awa.id) == []
    assert not bureau.is_shown(f"personne.foyer.{child.personne_id}")


def test_an_agreement_is_noted_with_the_keyboard_and_survives_an_interruption(
    bureau: Bureau, awa: Personne
) -> None:
    act(show(bureau, awa), "personne.accord")
    bureau.type("sms").press("Entrée")
    bureau.qtbot.waitUntil(lambda: draft(f"personne.{awa.id}.accord") is not None)
    bureau.start_again()
    act(show(bureau, awa), "personne.accord")
    assert bureau.text("accord.accord") == "Être contactée par SMS ou courriel"
    bureau.press("Ctrl+Entrée")
    assert [one.etat for one in accords_of(awa.id)] == ["donne", "refuse"]
    assert draft(f"personne.{awa.id}.accord") is None
    act(bureau, "personne.accord")
    bureau.set("accord.accord", "sms").set("accord.date", "1/1/2020").press("Ctrl+Entrée")
    assert "plus récente" in bureau.error("accord.date")
    bureau.press("Échap")
    assert not bureau.is_shown("accord.save")
    assert bureau.heading == "DIALLO Awa"


def test_what_the_accueil_sees_of_the_page(bureau: Bureau, awa: Personne, base: Any) -> None:
    base.actor = actor_with(Role.ACCUEIL)
    show(bureau, awa)
    kinds = [name for name in ("tout", "passages", "suivis", "fiches", "documents", "dossier")
             if bureau.is_shown(f"personne.vers.{name}")]  # fmt: skip
    assert kinds == ["tout", "passages", "suivis", "fiches", "documents", "dossier"]
    told = "\n".join("|".join(row) for row in bureau.rows("personne.tout"))
    assert "Dossier créé" not in told
    assert "Accord refusé" in told
    choice = bureau.window.findChild(FilterButton, "personne.tout.genre")
    kinds = [label for _, label in choice.options()]
    assert {"Passage", "Suivi", "Fiche", "Document", "Dossier"} == set(kinds)
    choice.menu().aboutToShow.emit()
    next(one for one in choice.menu().actions() if one.text() == "Dossier").trigger()
    assert {row[1] for row in bureau.rows("personne.tout")} == {"Dossier"}


def test_the_list_is_narrowed_to_the_domiciliations_to_renew(bureau: Bureau, awa: Personne) -> None:
    a_personne(prenom="Ailleurs")
    bureau.window.navigate("personnes")
    bureau._settle()
    assert len(bureau.rows("personnes.liste")) == 3
    button: Any = bureau.find("personnes.liste.domiciliations")
    assert button.text() == "Domiciliations\u00a0: toutes"
    button._pick(True)
    bureau._settle()
    assert [row[0] for row in bureau.rows("personnes.liste")] == ["DIALLO Awa"]


def test_a_new_file_from_the_accueil_still_opens_with_its_name(bureau: Bureau) -> None:
    bureau.window.navigate("personnes", nouveau="awa n'diaye")
    bureau._settle()
    assert bureau.text("personne.prenom") == "Awa"
    bureau.press("Ctrl+S")
    assert bureau.heading == "N’DIAYE Awa"
    assert bureau.is_shown("personne.tout")
    assert isinstance(bureau.find("personne.nom"), QLabel)
