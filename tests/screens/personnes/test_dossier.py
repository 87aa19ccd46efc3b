"""The page and the form of a file at full depth: documents, household, agreements, addresses."""

import datetime as dt
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDropEvent, QImage
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from models.base.drafts import draft
from models.comptes.role import Role
from models.echanges.demonstration.dossiers import tiny_pdf
from models.nomenclatures.quartier import Quartier, save_quartier, save_voie
from models.personnes.accord import accords_of, note_accord
from models.personnes.document import Document, add_document, open_document
from models.personnes.foyer import join_foyer, membres_of
from models.personnes.langue import langues_of
from models.personnes.personne import Personne
from tests.factories import a_passage, a_personne, actor_with
from tests.screens.accueil.bureau import Bureau
from tests.screens.fiches.bureau import _lines
from tests.screens.personnes.test_personnes import act, labels, show
from ui import app
from ui.kit.filters import FilterButton
from ui.parts import ouverts
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


def test_a_document_is_added_described_opened_and_closed(
    bureau: Bureau, awa: Personne, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "scan0001.pdf"
    path.write_bytes(tiny_pdf(["Attestation"]))
    choose_file(monkeypatch, path)
    act(show(bureau, awa), "personne.document")
    assert bureau.text("document.intitule") == "scan0001"
    bureau.set("document.intitule", "Attestation CAF").set("document.type_document", "droits")
    bureau.press("Entrée", "Ctrl+Entrée")
    assert bureau.banner == "Document ajouté"
    row = Document.select().get()
    assert (row.intitule, row.type_document_id) == (
        "Attestation CAF", "type_document.attestation_droits",
    )  # fmt: skip
    bureau.click("personne.vers.documents")
    assert bureau.rows("personne.documents")[0][:2] == ("Attestation CAF", "Attestation de droits")
    bureau.focus("personne.documents").press("Bas", "Entrée")
    assert bureau.is_shown("document.pages")
    assert bureau.focused == "document.pages"
    bureau.press("F9")
    assert not bureau.is_shown("document.pages")
    assert "Attestation" not in labels(bureau)
    bureau.press("F9", "Échap")
    assert bureau.focused == "personne.documents"
    bureau.press("Échap")
    assert bureau.heading == "Personnes"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "il est vide"),
        (b"MZ programme", "ni un PDF, ni une image"),
        (b"%PDF" + b"0" * 20_000_001, "la limite est de 20"),
    ],
)
def test_a_file_that_cannot_be_kept_is_refused_and_what_was_typed_stays(
    bureau: Bureau, awa: Personne, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    data: bytes, said: str,
) -> None:  # fmt: skip
    path = tmp_path / "carte.pdf"
    path.write_bytes(data)
    choose_file(monkeypatch, path)
    act(show(bureau, awa), "personne.document")
    bureau.set("document.intitule", "Ma carte").press("Ctrl+Entrée")
    assert said in bureau.banner
    assert bureau.text("document.intitule") == "Ma carte"
    assert Document.select().count() == 0


def drop(bureau: Bureau, *paths: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    none = Qt.KeyboardModifier.NoModifier
    event = QDropEvent(
        QPointF(9, 9), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, none
    )
    page_of(bureau).dropEvent(event)
    bureau._settle()


def test_files_are_dropped_one_is_described_several_go_in_as_named(
    bureau: Bureau, awa: Personne, tmp_path: Path
) -> None:
    show(bureau, awa)
    files = []
    for name, data in (("a.pdf", tiny_pdf(["a"])), ("b.txt", b"bonjour"), ("c.pdf", b"MZ")):
        files.append(tmp_path / name)
        files[-1].write_bytes(data)
    drop(bureau, files[0])
    assert bureau.text("document.intitule") == "a"
    bureau.press("Échap")
    drop(bureau, *files[:2])
    assert bureau.banner == "2 documents ajoutés"
    drop(bureau, *files[1:])
    assert bureau.banner.startswith("c.pdf\u00a0: Fichier")
    assert sorted(row.fichier for row in Document.select()) == ["a.pdf", "b.txt", "b.txt"]


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Path]]:
    """What the system was asked to open."""
    asked: list[Path] = []
    monkeypatch.setattr(ouverts, "opened_folder", lambda: tmp_path / "ouverts")
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: asked.append(Path(url.toLocalFile())) or True
    )
    yield asked
    ouverts.forget_opened()


def test_what_another_program_shows_is_private_and_gone_with_the_session(
    bureau: Bureau, awa: Personne, opened: list[Path]
) -> None:
    row = add_document(awa, nom="bail de Sow.tif", data=b"II*\x00" + b"0" * 20)
    show(bureau, awa)
    page_of(bureau).open_document(row.id)
    bureau._settle()
    assert "ne s’affiche pas ici" in labels(bureau)
    bureau.click("document.elsewhere")
    (path,) = opened
    assert path.name == "document.tif", "le programme qui l’ouvre retiendrait un nom"
    assert path.read_bytes() == open_document(row.id).data
    assert path.stat().st_mode & 0o277 == 0
    assert path.parent.stat().st_mode & 0o077 == 0
    bureau.window.lock()
    bureau._settle()
    assert not path.parent.parent.exists()


def test_what_a_killed_program_left_in_clear_goes_at_the_next_start(
    bureau: Bureau, awa: Personne, opened: list[Path], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """In the usual folder, and where that one could not be made; though nothing may change it."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    row = add_document(awa, nom="vieux.tif", data=b"II*\x00" + b"0" * 20)
    ouverts.open_elsewhere(open_document(row.id))
    (tmp_path / "plein").write_text("")
    monkeypatch.setattr(ouverts, "opened_folder", lambda: tmp_path / "plein" / "ouverts")
    ouverts.open_elsewhere(open_document(row.id))
    monkeypatch.setattr(ouverts, "opened_folder", lambda: tmp_path / "ouverts")
    for lock in ouverts._held.values():
        lock.unlock()
    ouverts._held.clear()  # as in a new program, when the other one is dead
    _refuse_to_remove_what_cannot_change(monkeypatch)
    assert [path.exists() for path in opened] == [True, True]
    app._settle(FakePlace(), bureau.window)  # type: ignore[arg-type]  # of this start
    assert [path.exists() for path in opened] == [False, False]


class FakePlace:
    def answer_calls(self, window: QWidget) -> None:
        """Nobody calls."""


def _refuse_to_remove_what_cannot_change(monkeypatch: pytest.MonkeyPatch) -> None:
    """As Windows does."""
    unlink = os.unlink

    def wary(path: Any, *, dir_fd: int | None = None) -> None:
        if not os.stat(path, dir_fd=dir_fd).st_mode & 0o200:
            raise PermissionError(path)
        unlink(path, dir_fd=dir_fd)

    monkeypatch.setattr(os, "unlink", wary)


def test_images_texts_and_spoiled_files_each_have_their_view(
    bureau: Bureau, awa: Personne, tmp_path: Path
) -> None:
    image = QImage(80, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    image.save(str(tmp_path / "a.png"))
    rows = [
        add_document(awa, nom="a.png", data=(tmp_path / "a.png").read_bytes()),
        add_document(awa, nom="a.txt", data="Été à midi".encode("cp1252")),
        add_document(awa, nom="a.pdf", data=b"%PDF-1.4 spoiled"),
        add_document(awa, nom="b.png", data=b"\x89PNG\r\n\x1a\nspoiled"),
    ]
    show(bureau, awa)
    seen = []
    for row in rows:
        page_of(bureau).open_document(row.id)
        bureau._settle()
        names = ("document.image", "document.texte", "document.pages")
        seen.append([name for name in names if bureau.is_shown(name)])
        assert ("abîmé" in labels(bureau)) == (seen[-1] == [])
        bureau.press("Échap")
    assert seen == [["document.image"], ["document.texte"], [], []]


def test_a_missing_piece_is_said_in_a_sentence(bureau: Bureau, awa: Personne) -> None:
    from models.personnes.pieces import folder_of_base

    row = add_document(awa, nom="a.txt", data=b"bonjour")
    (folder_of_base() / row.id).unlink()
    show(bureau, awa)
    page_of(bureau).open_document(row.id)
    bureau._settle()
    assert "introuvable à côté de la base" in bureau.banner
    assert bureau.is_shown("personne.tout")


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


def test_the_form_shows_the_essentials_and_folds_the_rest(bureau: Bureau) -> None:
    act(show(bureau, a_personne()), "personne.edit")
    check_golden("formulaire", form_of(bureau))
    assert not bureau.is_shown("personne.heberge_par")
    assert not bureau.is_shown("personne.langues")


@pytest.mark.parametrize(
    ("kind", "asked", "left_out"),
    [
        ("domicile", {"adresse", "commune"}, {"heberge_par", "domiciliee_du"}),
        ("tiers", {"adresse", "heberge_par"}, {"domiciliee_du"}),
        ("domiciliation", {"heberge_par", "domiciliee_du", "domiciliee_au"}, set()),
        ("sans adresse", set(), {"adresse", "commune", "heberge_par", "quartier"}),
    ],
)
def test_an_address_asks_for_what_its_kind_needs(
    bureau: Bureau, kind: str, asked: set[str], left_out: set[str]
) -> None:
    act(show(bureau, a_personne()), "personne.edit")
    bureau.set("personne.commune", "Panazol")
    bureau.set("personne.type_adresse", kind).press("Entrée")
    for name in asked:
        assert bureau.is_shown(f"personne.{name}"), name
    for name in left_out:
        assert not bureau.is_shown(f"personne.{name}"), name
    bureau.set("personne.type_adresse", "domicile").press("Entrée")
    assert bureau.text("personne.commune") == "Panazol"


def test_letters_or_a_postcode_fill_commune_and_postcode(bureau: Bureau, paix: Quartier) -> None:
    personne = a_personne()
    act(show(bureau, personne), "personne.edit")
    bureau.set("personne.commune", "limog")
    assert bureau.proposed("personne.commune")[0].startswith("Limoges, 87000")
    bureau.press("Bas", "Entrée")
    assert (bureau.text("personne.commune"), bureau.text("personne.code_postal")) == (
        "Limoges", "87100",
    )  # fmt: skip
    bureau.set("personne.code_postal", "87350").press("Entrée")
    assert bureau.text("personne.commune") == "Panazol"
    bureau.set("personne.commune", "Dakar").set("personne.code_postal", "")
    bureau.press("Ctrl+S")
    stored = Personne.get_by_id(personne.id)
    assert (stored.commune, stored.code_insee) == ("Dakar", "")


def test_the_quartier_is_proposed_on_saving_and_what_is_chosen_stays(
    bureau: Bureau, paix: Quartier
) -> None:
    personne = a_personne()
    act(show(bureau, personne), "personne.edit")
    form_of(bureau).editor("adresse").set_value("12 rue de la Paix")
    bureau.set("personne.commune", "Limoges").press("Ctrl+S")
    told = labels(bureau)
    assert "Les Quatre-Chemins (QPV)" in told
    assert "D’après la voie et le numéro, le 11/03/2026" in told
    assert bureau.is_shown("personne.critere.critere_public.qpv")
    act(bureau, "personne.edit")
    bureau.set("personne.qpv", "").set("personne.source_qpv", "site").press("Entrée", "Ctrl+S")
    assert "Vérifié sur le site officiel, le 11/03/2026" in labels(bureau)
    assert "D’après l’adresse\u00a0: Les Quatre-Chemins. À vérifier." in labels(bureau)
    assert not bureau.is_shown("personne.critere.critere_public.qpv")


def test_languages_are_typed_one_after_the_other(bureau: Bureau) -> None:
    personne = a_personne()
    act(show(bureau, personne), "personne.edit")
    form_of(bureau).show_error("langues", "")  # unfolds it
    bureau.set("personne.langues", "wol").press("Entrée")
    bureau.type("francais").press("Entrée")
    assert bureau.text("personne.langues") == "Wolof, Français"
    bureau.type("klingon").press("Ctrl+S")
    assert "klingon" in bureau.error("personne.langues")
    bureau.set("personne.langues", "peul").press("Entrée")
    bureau.type("wolof").press("Entrée", "Ctrl+S")
    assert langues_of(personne.id) == ["langue.peul", "langue.wolof"]
    assert "Peul, Wolof" in labels(bureau)


def test_an_error_in_a_folded_field_opens_it(bureau: Bureau) -> None:
    act(show(bureau, a_personne()), "personne.edit")
    form_of(bureau).editor("surnom").set_value("2 69 05 49 588 157 80")
    bureau.press("Ctrl+S")
    assert "sécurité sociale" in bureau.error("personne.surnom")
    assert bureau.focused == "personne.surnom"


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
