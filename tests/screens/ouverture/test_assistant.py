"""The first run, page by page: what is typed stays, what is refused is said, a base at the end."""

import json
from pathlib import Path

import pytest

import resources
from models.base import paths
from models.coffre import creation
from models.comptes import acces
from models.nomenclatures.lieu import lieux
from models.nomenclatures.service import own_service
from models.nomenclatures.valeur import valeurs
from models.suivis.dispositif import dispositifs
from tests.desk.fixtures import FullDisk
from tests.screens.ouverture.guichet import COMPTE, PASSWORD, STRUCTURE, Guichet
from ui.parts.logo import read_logo
from ui.screens.ouverture.structure import StructurePage

PNG = resources.read_bytes("icons/application-48.png")


def to_emplacement(guichet: Guichet) -> Guichet:
    guichet.open().write(structure__nom=STRUCTURE)
    return guichet.press("structure.continuer")


def to_compte(guichet: Guichet) -> Guichet:
    return to_emplacement(guichet).press("emplacement.continuer")


def to_cle(guichet: Guichet) -> Guichet:
    to_compte(guichet).write(
        compte__prenom="Awa", compte__nom="Ndiaye", compte__password=PASSWORD,
        compte__confirmation=PASSWORD,
    )  # fmt: skip
    return guichet.press("compte.creer")


def key_of(guichet: Guichet) -> list[str]:
    return guichet.label("cle.texte").split()


def answer(guichet: Guichet, groups: list[str]) -> Guichet:
    for rank, group in enumerate(groups, 1):
        if guichet.shows(f"cle.groupe_{rank}"):
            guichet.write(**{f"cle__groupe_{rank}": group})
    return guichet.press("cle.continuer")


def test_it_goes_from_nothing_to_an_open_furnished_base(guichet: Guichet, folder: Path) -> None:
    to_cle(guichet)
    groups = key_of(guichet)
    guichet.press("cle.continuer")
    assert not guichet.shows("cle.texte")
    answer(guichet, groups)
    assert guichet.entered == 1
    assert acces.current().identifiant == COMPTE
    assert own_service().nom == STRUCTURE
    assert [lieu.nom for lieu in lieux()] == ["Siège"]
    assert dispositifs()[0].id == "ateliers_citoyens"
    assert len(valeurs("thematique")) > 50
    assert acces.holds_base(folder)


def test_nothing_is_forced_but_the_name(guichet: Guichet) -> None:
    guichet.open().press("structure.continuer")
    assert guichet.page == "structure"
    assert guichet.error("structure.nom").startswith("Nom de la structure")
    assert guichet.focused == "structure.nom"
    guichet.write(structure__nom=STRUCTURE).press("structure.continuer")
    assert guichet.page == "emplacement"


def test_a_wrong_siret_is_said_beside_it_and_kept(guichet: Guichet) -> None:
    guichet.open().write(structure__nom=STRUCTURE, structure__siret="123 456 789 01234")
    guichet.press("structure.continuer")
    assert "14 chiffres" in guichet.error("structure.siret")
    assert guichet.line("structure.siret").text() == "123 456 789 01234"
    guichet.write(structure__siret="356 000 000 00048").press("structure.continuer")
    assert guichet.page == "emplacement"


def test_a_postcode_writes_its_only_commune(guichet: Guichet) -> None:
    guichet.open().write(structure__code_postal="87000").enter_key("structure.code_postal")
    assert guichet.line("structure.commune").text() == "Limoges"


def test_a_logo_is_shown_and_a_renamed_file_is_refused(guichet: Guichet, tmp_path: Path) -> None:
    guichet.open()
    page = guichet.screen.panel
    assert isinstance(page, StructurePage)
    (tmp_path / "logo.png").write_bytes(PNG)
    (tmp_path / "faux.png").write_bytes(b"MZ" + bytes(100))
    (tmp_path / "abime.png").write_bytes(PNG[:20])
    page.logo.take(tmp_path / "logo.png")
    assert page.logo.image == PNG
    page.logo.take(tmp_path / "faux.png")
    assert "n’est pas une image" in guichet.message
    page.logo.take(tmp_path / "abime.png")
    assert "abîmée" in guichet.message
    assert page.logo.image == PNG
    assert read_logo(tmp_path / "logo.png") == PNG


def test_the_usual_folder_is_proposed_first(guichet: Guichet) -> None:
    guichet.context.settings.donnees = ""
    to_emplacement(guichet).press("emplacement.continuer")
    assert guichet.page == "compte"


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("", "écrivez son emplacement"),
        ("relatif", "emplacement entier"),
        ("//serveur/partage/base", "lecteur réseau"),
        ("{tmp}/OneDrive - Mairie/base", "synchronisé"),
        ("{tmp}/fichier/base", "est un fichier"),
    ],
)
def test_a_folder_where_no_base_can_live_is_refused(
    guichet: Guichet, tmp_path: Path, place: str, said: str
) -> None:
    (tmp_path / "fichier").write_text("")
    to_emplacement(guichet)
    guichet.write(dossier__chemin=place.format(tmp=tmp_path)).press("emplacement.continuer")
    assert guichet.page == "emplacement"
    assert said in guichet.message


def test_a_folder_that_holds_a_base_proposes_to_open_it(
    guichet: Guichet, whole_base: tuple[Path, str]
) -> None:
    to_emplacement(guichet)
    guichet.write(dossier__chemin=str(whole_base[0])).press("emplacement.continuer")
    assert "contient déjà une base" in guichet.message
    guichet.press("dossier.ouvrir")
    assert guichet.page == "connexion"
    assert guichet.settings()["donnees"] == str(whole_base[0])


def test_the_identifiant_follows_the_first_name(guichet: Guichet) -> None:
    to_compte(guichet).write(compte__prenom="Élodie Anne")
    assert guichet.line("compte.identifiant").text() == "elodie-anne"
    guichet.write(compte__identifiant="direction", compte__prenom="Zoé")
    assert guichet.line("compte.identifiant").text() == "direction"


def test_a_weak_password_is_measured_and_refused(guichet: Guichet) -> None:
    to_compte(guichet).write(
        compte__prenom="Awa", compte__password="court", compte__confirmation="court"
    )
    assert "Il manque 7\u00a0caractères" in guichet.label("force.manque")
    guichet.press("compte.creer")
    assert guichet.error("compte.password").startswith("Mot de passe")
    assert guichet.line("compte.password").text() == "court"


def test_two_different_passwords_are_refused(guichet: Guichet) -> None:
    to_compte(guichet).write(
        compte__prenom="Awa", compte__password=PASSWORD, compte__confirmation=PASSWORD + "x"
    )
    guichet.press("compte.creer")
    assert "diffèrent" in guichet.error("compte.confirmation")


def test_the_key_is_asked_back_before_going_on(guichet: Guichet) -> None:
    to_cle(guichet)
    groups = key_of(guichet)
    guichet.press("cle.continuer")
    answer(guichet, ["AAAAAA"] * 6)
    assert guichet.entered == 0
    guichet.press("cle.revoir")
    assert key_of(guichet) == groups
    guichet.press("cle.continuer")
    answer(guichet, [group.lower().replace("0", "o") for group in groups])
    assert guichet.entered == 1


def test_what_is_not_personal_comes_back_after_an_interruption(
    guichet: Guichet, folder: Path
) -> None:
    to_compte(guichet).write(
        compte__prenom="Awa", compte__password=PASSWORD, compte__confirmation=PASSWORD
    )
    kept = paths.settings_file().with_name("assistant.json").read_text(encoding="utf-8")
    assert STRUCTURE in kept
    assert json.loads(kept)["dossier"] == str(folder)
    assert "awa" not in kept.lower()
    assert PASSWORD not in kept
    again = Guichet(folder).open()
    assert again.line("structure.nom").text() == STRUCTURE
    again.close()


def test_a_damaged_memory_is_no_worse_than_none(guichet: Guichet) -> None:
    file = paths.settings_file().with_name("assistant.json")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text('{"service": 12', encoding="utf-8")
    assert guichet.open().line("structure.nom").text() == ""


def test_a_key_never_verified_is_replaced_at_the_next_opening(
    guichet: Guichet, folder: Path
) -> None:
    to_cle(guichet)
    lost = key_of(guichet)
    acces.lock()
    guichet.open().write(connexion__password=PASSWORD).enter_key("connexion.password")
    assert guichet.page == "cle"
    groups = key_of(guichet)
    assert groups != lost
    guichet.press("cle.continuer")
    answer(guichet, groups)
    assert guichet.entered == 1
    acces.lock()
    settings = guichet.context.settings
    assert acces.open_with_recovery(folder, "-".join(groups), settings=settings)


def test_the_folder_told_for_one_start_does_not_become_the_usual_one(guichet: Guichet) -> None:
    to_cle(guichet)
    groups = key_of(guichet)
    guichet.press("cle.continuer")
    answer(guichet, groups)
    stored = json.loads(paths.settings_file().read_text(encoding="utf-8"))
    assert stored["donnees"] == ""
    assert stored["identifiant"] == COMPTE


@pytest.mark.parametrize("go", [Guichet.open, to_emplacement, to_compte, to_cle])
def test_every_control_has_a_name(guichet: Guichet, go) -> None:  # type: ignore[no-untyped-def]
    go(guichet)
    assert guichet.unnamed() == []


def test_a_disk_that_fills_up_meanwhile_leaves_nothing_and_keeps_what_was_typed(
    guichet: Guichet, small_disk: FullDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = small_disk(kibibytes=512)
    monkeypatch.setattr(creation, "ROOM", 0)
    to_emplacement(guichet).write(dossier__chemin=str(place / "base"))
    guichet.press("emplacement.continuer").write(
        compte__prenom="Awa", compte__password=PASSWORD, compte__confirmation=PASSWORD
    )
    guichet.press("compte.creer")
    assert guichet.page == "compte"
    assert "place" in guichet.message
    assert guichet.line("compte.password").text() == PASSWORD
    assert not acces.holds_base(place / "base")
    (place / "base").rmdir()  # nothing is left in it
