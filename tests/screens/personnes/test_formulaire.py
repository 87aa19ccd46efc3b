"""The form of a file: what is folded, addresses, the quartier, languages."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.nomenclatures.quartier import Quartier
from models.personnes.langue import langues_of
from models.personnes.personne import Personne
from tests.factories import a_personne
from tests.screens.accueil.bureau import Bureau
from tests.screens.personnes.test_dossier import check_golden, form_of, paix
from tests.screens.personnes.test_personnes import act, labels, show

__all__ = ["paix"]


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
    act(bureau, "personne.edit")
    line = form_of(bureau).editor("langues").line
    line.setFocus()
    line.end(False)
    for _ in "Wolof":  # rubbed out by hand: it is no more
        QTest.keyClick(line, Qt.Key.Key_Backspace)
    bureau.press("Ctrl+S")
    assert langues_of(personne.id) == ["langue.peul"]


def test_an_error_in_a_folded_field_opens_it(bureau: Bureau) -> None:
    act(show(bureau, a_personne()), "personne.edit")
    form_of(bureau).editor("surnom").set_value("2 69 05 49 588 157 80")
    bureau.press("Ctrl+S")
    assert "sécurité sociale" in bureau.error("personne.surnom")
    assert bureau.focused == "personne.surnom"
