"""Lists as a responsable changes them: added, renamed, moved, retired; what is refused, and why."""

import pytest

import resources
from models.base.command import undo_last
from models.base.database import Handle
from models.base.droit import Droit
from models.base.errors import Conflict, Invalid, Refused
from models.comptes.role import Role
from models.nomenclatures.listes import (
    add_valeur,
    in_tree_order,
    is_two_level,
    move_valeur,
    nomenclatures,
    retire_valeur,
    reuse_valeur,
    save_valeur,
    shown_words,
    valeur_of,
)
from models.nomenclatures.reserves import FIXED, RELIED_ON
from models.nomenclatures.valeur import Valeur, choices, valeurs
from tests.architecture.sources import parsed, product_modules
from tests.factories import actor_with


def labels_of(nomenclature: str) -> list[str]:
    return [label for _, label in choices(nomenclature)]


def test_a_value_of_ones_own_comes_before_the_last_of_the_list(base: Handle) -> None:
    made = add_valeur("operateur", "Régie de quartier")
    assert made.id == "operateur.regie_de_quartier"
    assert made.maison
    assert labels_of("operateur")[-2:] == ["Régie de quartier", "Autre"]
    undo_last()
    assert "Régie de quartier" not in labels_of("operateur")
    assert labels_of("operateur")[-1] == "Autre"


def test_a_code_is_never_borne_twice(base: Handle) -> None:
    first = add_valeur("operateur", "Régie")
    retire_valeur(first)
    save_valeur(valeur_of(first.id), libelle="Ancienne régie")
    assert add_valeur("operateur", "Régie").code == "regie_2"


def test_a_label_without_a_letter_of_ours_has_a_code(base: Handle) -> None:
    assert add_valeur("operateur", "العربية").code == "valeur"
    assert add_valeur("operateur", "中文").code == "valeur_2"


@pytest.mark.parametrize("libelle", ["", "   ", "caf", "  Caf "])
def test_a_label_is_not_empty_and_not_taken(base: Handle, libelle: str) -> None:
    with pytest.raises(Invalid) as refusal:
        add_valeur("operateur", libelle)
    assert refusal.value.field == "libelle"


def test_a_label_of_five_thousand_letters_is_refused_with_how_many_are_too_many(
    base: Handle,
) -> None:
    with pytest.raises(Invalid, match="5000 caractères") as refusal:
        add_valeur("operateur", "x" * 5000)
    assert refusal.value.field == "libelle"
    caf = valeur_of("operateur.caf")
    with pytest.raises(Invalid, match="5000 caractères"):
        save_valeur(caf, libelle="x" * 5000)
    assert valeur_of("operateur.caf").libelle == "CAF"


def test_the_same_label_may_stand_under_two_headings(base: Handle) -> None:
    add_valeur("thematique", "Rendez-vous", parent="thematique.pap")
    other = add_valeur("thematique", "Rendez-vous", parent="thematique.log")
    assert other.id == "thematique.log.rendez_vous"
    with pytest.raises(Invalid, match="existe déjà"):
        add_valeur("thematique", "RENDEZ VOUS", parent="thematique.log")


def test_a_retired_label_is_told_to_be_proposed_again(base: Handle) -> None:
    retire_valeur(valeur_of("operateur.msa"))
    with pytest.raises(Invalid, match=r"retirée\. Proposez-la de nouveau"):
        add_valeur("operateur", "msa")


def test_a_value_is_renamed_and_keeps_its_key(base: Handle) -> None:
    save_valeur(valeur_of("operateur.caf"), libelle="Allocations familiales", mots="caf, cnaf,,caf")
    renamed = valeur_of("operateur.caf")
    assert (renamed.libelle, shown_words(renamed)) == ("Allocations familiales", "caf, cnaf")
    undo_last()
    assert valeur_of("operateur.caf").libelle == "CAF"


def test_two_desks_on_one_value_do_not_overwrite_each_other(base: Handle) -> None:
    mine, theirs = valeur_of("operateur.caf"), valeur_of("operateur.caf")
    save_valeur(theirs, libelle="Caf de la Haute-Vienne")
    with pytest.raises(Conflict):
        save_valeur(mine, libelle="Allocations")
    assert valeur_of("operateur.caf").libelle == "Caf de la Haute-Vienne"


def test_a_value_is_moved_among_those_of_its_heading(base: Handle) -> None:
    before = labels_of("operateur")
    move_valeur(valeur_of("operateur.caf"), 0)
    assert labels_of("operateur") == ["CAF", before[0], *before[2:]]
    move_valeur(valeur_of("operateur.caf"), 99)
    assert labels_of("operateur")[-1] == "CAF"
    undo_last()
    undo_last()
    assert labels_of("operateur") == before


def test_two_desks_that_move_one_list_lose_no_value(base: Handle) -> None:
    seen = valeur_of("operateur.msa")  # as the other desk read it
    move_valeur(valeur_of("operateur.caf"), 0)
    add_valeur("operateur", "Régie")
    move_valeur(seen, 1)
    found = labels_of("operateur")
    assert found[:2] == ["CAF", "MSA"]
    assert len(found) == len(set(found)) == len(valeurs("operateur"))
    assert "Régie" in found


def test_moving_a_detail_does_not_touch_the_other_headings(base: Handle) -> None:
    def tree() -> list[tuple[str | None, str]]:
        found = in_tree_order(valeurs("thematique"))
        return [(v.parent_id, v.id) for v in found]

    before = [pair for pair in tree() if pair[0] != "thematique.pap"]
    move_valeur(valeur_of("thematique.pap.perte_papiers"), 0)
    assert [pair for pair in tree() if pair[0] != "thematique.pap"] == before
    assert tree()[1] == ("thematique.pap", "thematique.pap.perte_papiers")


def test_a_retired_value_is_no_longer_proposed_and_comes_back(base: Handle) -> None:
    assert retire_valeur(valeur_of("operateur.msa")) == 1
    assert "MSA" not in labels_of("operateur")
    reuse_valeur(valeur_of("operateur.msa"))
    assert "MSA" in labels_of("operateur")


def test_a_heading_goes_with_what_stands_under_it_in_one_act(base: Handle) -> None:
    count = retire_valeur(valeur_of("thematique.mob"))
    assert count > 1
    assert not [key for key, _ in choices("thematique") if key.startswith("thematique.mob")]
    undo_last()
    assert len([k for k, _ in choices("thematique") if k.startswith("thematique.mob")]) == count


def test_a_detail_that_comes_back_brings_its_heading(base: Handle) -> None:
    retire_valeur(valeur_of("thematique.mob"))
    detail = next(v for v in valeurs("thematique", retired=True) if v.parent_id == "thematique.mob")
    reuse_valeur(detail)
    assert valeur_of("thematique.mob").actif


@pytest.mark.parametrize("key", sorted(RELIED_ON))
def test_what_the_program_relies_on_stays_and_may_be_renamed(base: Handle, key: str) -> None:
    valeur = valeur_of(key)
    with pytest.raises(Refused, match="Le programme se sert de"):
        retire_valeur(valeur)
    save_valeur(valeur, libelle="Autrement dit")
    assert valeur_of(key).libelle == "Autrement dit"


def test_a_heading_that_holds_what_the_program_relies_on_stays(base: Handle) -> None:
    assert {valeur_of(key).parent_id for key in RELIED_ON if "ren." in key} == {"thematique.ren"}
    with pytest.raises(Refused):
        retire_valeur(valeur_of("thematique.ren"))


@pytest.mark.parametrize("nomenclature", sorted(FIXED))
def test_a_list_of_rules_takes_no_other_value(base: Handle, nomenclature: str) -> None:
    with pytest.raises(Refused, match="renommer et les déplacer"):
        add_valeur(nomenclature, "Encore une")
    with pytest.raises(Refused):
        retire_valeur(valeurs(nomenclature)[0])


def test_the_last_value_of_a_list_stays(base: Handle) -> None:
    while len(rest := [v for v in valeurs("operateur") if v.code != "nc"]) > 1:
        retire_valeur(rest[0])
    with pytest.raises(Refused, match="dernière valeur"):
        retire_valeur(rest[0])


def test_a_heading_is_of_the_same_list_and_stands_on_top(base: Handle) -> None:
    for wrong in ("operateur.caf", "thematique.pap.carte_identite", "thematique.rien"):
        with pytest.raises(Invalid) as refusal:
            add_valeur("thematique", "Ailleurs", parent=wrong)
        assert refusal.value.field == "parent"
    with pytest.raises(Invalid):
        save_valeur(valeur_of("thematique.pap"), parent="thematique.log")


def test_lists_are_known_by_name_and_by_depth(base: Handle) -> None:
    assert is_two_level("thematique")
    assert not is_two_level("operateur")
    names = [one.libelle for one in nomenclatures()]
    assert len(names) == len(resources.read_tomls("nomenclatures"))
    assert names.index("Critères de public") < names.index("Thématique de la demande")


def test_who_may_not_change_settings_is_refused(base: Handle) -> None:
    base.actor = actor_with(Role.ACCUEIL)
    assert not base.actor.may(Droit.REGLAGES)
    with pytest.raises(Refused):
        add_valeur("operateur", "Régie")


def test_each_value_named_in_the_program_is_kept(base: Handle) -> None:
    """A « list.code » written in the code must not be retired under it."""
    import ast

    known = {v.id for one in nomenclatures() for v in valeurs(one.id)}
    kept = {k for k in known if k in RELIED_ON or k.split(".")[0] in FIXED or k.endswith(".nc")}
    named = {
        node.value
        for path in product_modules()
        if "demonstration" not in path.parts
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert (named & known) - kept == set()
    assert {"territoire.quartier", "mode_contact.telephone"} <= named & known


def test_a_value_of_the_base_is_one_of_a_list(base: Handle) -> None:
    assert Valeur.select().count() == sum(len(valeurs(one.id)) for one in nomenclatures())
