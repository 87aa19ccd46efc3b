"""Two files made one, then taken back: at once, later, the last first, or too late."""

import datetime as dt

import pytest

from models.accueil.passage import Passage
from models.base.command import undo_last
from models.base.database import Handle
from models.base.errors import Refused
from models.base.undo import ActeLigne
from models.personnes.defaire import defaire_fusion
from models.personnes.fusion import (
    Fusion,
    fusions_listing,
    kept_of,
)
from models.personnes.oubli import forget_old
from models.personnes.personne import (
    criteres_of,
    save_personne,
)
from models.personnes.recherche import search_personnes
from tests.conftest import FrozenClock
from tests.domain.personnes.test_fusion import BORN, NBSP, a_fiche, again, everything, merge, store
from tests.factories import a_passage, a_personne


def test_ctrl_z_right_after_takes_everything_back(base: Handle) -> None:
    kept = a_personne(criteres=["critere_public.qpv"])
    absorbed = a_personne(prenom="Mamadu", criteres=["critere_public.qpv"], date_naissance=BORN)
    a_passage(absorbed)
    a_fiche(absorbed, "2026-0001")
    before = everything()
    fusion = merge(kept, absorbed)
    undo_last()
    assert everything() == before
    assert Fusion.select().count() == 0
    with pytest.raises(Refused, match="a déjà été annulée"):
        defaire_fusion(fusion)


def test_ctrl_z_after_it_was_taken_back_merges_again(base: Handle) -> None:
    kept, absorbed = a_personne(), a_personne(prenom="Mamadu", date_naissance=BORN)
    a_passage(absorbed)
    a_fiche(absorbed, "2026-0001")
    fusion = merge(kept, absorbed)
    merged = everything()
    defaire_fusion(fusion)
    undo_last()
    assert everything() == merged
    assert Fusion.get_by_id(fusion.id).annulee_le is None
    assert kept_of(absorbed.id) == kept.id


def test_taken_back_after_the_kept_file_lived_on(base: Handle, frozen_clock: FrozenClock) -> None:
    kept = a_personne(date_naissance=None, telephone="0611111111")
    absorbed = a_personne(prenom="Mamadu", date_naissance=BORN, telephone="0622222222",
                          commune="Panazol", criteres=["critere_public.rsa"])  # fmt: skip
    moved = a_passage(absorbed)
    fusion = merge(kept, absorbed)
    frozen_clock.advance(days=3)
    save_personne(again(kept), commune="Isle")
    since = a_passage(again(kept))
    assert since.age == 35
    back = defaire_fusion(fusion)
    now = again(kept)
    assert back.restauree.id == absorbed.id
    assert back.phrases == (
        f"Ajoutés depuis la fusion, restent dans le dossier gardé{NBSP}: 1 passage.",
        f"Modifiés depuis, ces champs restent comme ils sont{NBSP}: commune.",
    )
    assert (now.commune, now.telephone, now.telephone_autre) == ("Isle", "+33611111111", "")
    assert now.date_naissance is None
    assert Passage.get_by_id(moved.id).personne_id == absorbed.id
    left = Passage.get_by_id(since.id)
    assert (left.personne_id, left.age, left.precision_age) == (kept.id, None, "inconnue")
    assert again(absorbed).archived_at is None
    assert criteres_of(absorbed) == ["critere_public.rsa"]
    assert [p.id for p in search_personnes("mamadu")] == [absorbed.id]


def test_a_birth_date_corrected_since_stays_with_the_kept_file_alone(
    base: Handle, frozen_clock: FrozenClock
) -> None:
    kept, absorbed = a_personne(), a_personne(prenom="Mamadu", date_naissance=BORN)
    moved = a_passage(absorbed)
    fusion = merge(kept, absorbed)
    save_personne(again(kept), date_naissance=dt.date(1960, 1, 1))
    assert Passage.get_by_id(moved.id).age == 66
    defaire_fusion(fusion)
    assert Passage.get_by_id(moved.id).age == 35
    assert again(kept).date_naissance == dt.date(1960, 1, 1)


def test_a_passage_given_to_somebody_else_since_stays_there(base: Handle) -> None:
    kept, absorbed, third = a_personne(), a_personne(prenom="Mamadu"), a_personne(prenom="Awa")
    passage = a_passage(absorbed)
    fusion = merge(kept, absorbed)
    row = Passage.get_by_id(passage.id)
    row.personne = third.id
    store(row)
    back = defaire_fusion(fusion)
    assert Passage.get_by_id(passage.id).personne_id == third.id
    assert back.phrases == ("1 élément modifié depuis n’est pas revenu.",)


def test_chains_are_taken_back_the_last_first(base: Handle) -> None:
    a, b, c = (a_personne(prenom=name) for name in ("Awa", "Binta", "Coumba"))
    passages = {one.prenom: a_passage(one) for one in (a, b, c)}
    before = everything()
    first = merge(b, a)
    middle = everything()
    second = merge(c, b)
    assert kept_of(a.id) == kept_of(b.id) == c.id
    assert {Passage.get_by_id(p.id).personne_id for p in passages.values()} == {c.id}
    with pytest.raises(Refused, match=r"fusionné depuis avec celui de DIALLO Coumba. Défaites d’"):
        defaire_fusion(first)
    defaire_fusion(second)
    assert everything() == middle
    defaire_fusion(first)
    assert everything() == before
    with pytest.raises(Refused, match="a déjà été défaite"):
        defaire_fusion(first)


def test_two_files_absorbed_by_one_are_taken_back_in_either_order(base: Handle) -> None:
    kept, a, b = (a_personne(prenom=name) for name in ("Awa", "Binta", "Coumba"))
    a_passage(a), a_passage(b)
    before = everything()
    first, second = merge(kept, a), merge(kept, b)
    defaire_fusion(first)
    defaire_fusion(second)
    assert everything() == before
    # And once more, the other way round.
    first, second = merge(kept, a), merge(kept, b)
    defaire_fusion(second)
    defaire_fusion(first)
    assert everything() == before


def test_after_thirty_days_it_stays_and_what_it_replaced_is_forgotten(
    base: Handle, frozen_clock: FrozenClock
) -> None:
    kept, absorbed = a_personne(), a_personne(prenom="Mamadu", commune="Isle")
    fusion = merge(kept, absorbed)
    assert fusions_listing().count() == 1
    frozen_clock.advance(days=30)
    assert fusions_listing().count() == 0
    with pytest.raises(Refused, match="plus de trente jours"):
        defaire_fusion(fusion)
    assert "Isle" in Fusion.get_by_id(fusion.id).contenu
    merge(again(kept), a_personne(prenom="Awa"))
    assert Fusion.get_by_id(fusion.id).contenu == "{}"


def test_what_is_too_old_to_be_put_back_is_forgotten_though_nobody_merges_again(
    base: Handle, frozen_clock: FrozenClock
) -> None:
    """On a server too, where no backup is made from here."""
    fusion = merge(a_personne(), a_personne(prenom="Mamadu", commune="Isle"))
    frozen_clock.advance(days=29)
    forget_old()
    assert "Isle" in Fusion.get_by_id(fusion.id).contenu
    assert ActeLigne.select().count() > 0
    frozen_clock.advance(days=2)
    forget_old()
    assert Fusion.get_by_id(fusion.id).contenu == "{}"
    assert ActeLigne.select().count() == 0
