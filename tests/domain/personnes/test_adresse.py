"""Addresses of every kind, domiciliations that end, the quartier and what people say of it."""

import datetime as dt
from typing import Any

import pytest

from models.base.command import undo_last
from models.base.errors import Invalid
from models.nomenclatures.quartier import Quartier, remove_voie, save_quartier, save_voie
from models.personnes.adresse import Etat, echeance_of, months_from
from models.personnes.dossier import create_dossier, dossier_of, save_dossier
from models.personnes.interdits import holds_nir
from models.personnes.langue import langues_of
from models.personnes.listes import domiciliations_a_renouveler, personnes_listing
from models.personnes.personne import (
    Personne,
    PersonneCritere,
    create_personne,
    save_personne,
)
from models.personnes.recalcul import files_to_move, recompute_quartiers
from models.personnes.zonage import doubt_of
from tests.conftest import FrozenClock
from tests.factories import a_personne

QPV = "critere_public.qpv"
TODAY = dt.date(2026, 3, 11)


@pytest.fixture
def paix(base: Any, frozen_clock: FrozenClock) -> Quartier:
    quartier = save_quartier(nom="Les Quatre-Chemins", code="QN08701M", commune="Limoges")
    save_voie(quartier, voie="rue de la Paix")
    return quartier


def at_home(**values: Any) -> Personne:
    return a_personne(adresse="12 rue de la Paix", commune="Limoges", **values)


def recompute() -> int:
    """As the settings do: first how many, then those."""
    keys = files_to_move()
    changed = recompute_quartiers(keys)
    assert changed == len(keys)
    return changed


def again(personne: Personne) -> Personne:
    found: Personne = Personne.get_by_id(personne.id)
    return found


def criterion(personne: Personne) -> tuple[str, dt.date] | None:
    here = (PersonneCritere.personne == personne.id) & (PersonneCritere.critere == QPV)
    row = PersonneCritere.get_or_none(here)
    return None if row is None else (row.source, row.constate_le)


def test_an_address_gives_its_quartier_with_its_source_and_its_day(paix: Quartier) -> None:
    personne = again(at_home())
    assert (personne.qpv_id, personne.source_qpv_id) == (paix.id, "source_qpv.calcul")
    assert personne.qpv_verifie_le == TODAY
    assert personne.quartier == "Les Quatre-Chemins"
    assert personne.code_insee == "87085"
    assert criterion(personne) == ("calcul", TODAY)


def test_a_computed_quartier_follows_a_move(paix: Quartier, frozen_clock: FrozenClock) -> None:
    personne = at_home()
    frozen_clock.advance(days=1)
    save_personne(again(personne), telephone="0612345678")
    assert again(personne).qpv_verifie_le == TODAY
    moved = save_personne(again(personne), adresse="3 rue d’Ailleurs")
    assert (moved.qpv_id, moved.source_qpv_id, moved.quartier) == (None, None, "")
    assert criterion(moved) is None
    undo_last()
    assert again(personne).qpv_id == paix.id
    assert criterion(personne) == ("calcul", TODAY)


def test_what_somebody_stated_is_never_written_over(paix: Quartier) -> None:
    other = save_quartier(nom="Le Clos", qpv=False)
    personne = a_personne(qpv=other.id, source_qpv="source_qpv.simulateur")
    assert again(personne).qpv_verifie_le == TODAY
    save_personne(again(personne), adresse="12 rue de la Paix", commune="Limoges")
    kept = again(personne)
    assert (kept.qpv_id, kept.source_qpv_id) == (other.id, "source_qpv.simulateur")
    assert criterion(kept) is None
    assert doubt_of(kept) == paix
    taken = save_personne(kept, qpv=paix.id, source_qpv="source_qpv.declaratif")
    assert doubt_of(taken) is None
    assert criterion(taken) == ("declaratif", TODAY)


def test_choosing_a_quartier_is_a_statement(paix: Quartier) -> None:
    personne = save_personne(again(a_personne()), qpv=paix.id)
    assert personne.source_qpv_id == "source_qpv.declaratif"
    gone = save_personne(again(personne), qpv=None)
    assert (gone.source_qpv_id, criterion(gone)) == ("source_qpv.declaratif", None)
    assert gone.quartier == ""


def test_the_criterion_and_the_quartier_never_disagree(paix: Quartier) -> None:
    personne = at_home(criteres=["critere_public.rsa"])
    assert criterion(personne) == ("calcul", TODAY)
    save_personne(again(personne), criteres=["critere_public.rsa"])
    said_no = again(personne)
    assert (said_no.qpv_id, said_no.source_qpv_id) == (None, "source_qpv.declaratif")
    assert criterion(said_no) is None
    save_personne(said_no, adresse="14 rue de la Paix")
    assert again(personne).qpv_id is None
    ticked = save_personne(again(personne), criteres=["critere_public.rsa", QPV])
    assert (ticked.source_qpv_id, criterion(ticked)) == (
        "source_qpv.declaratif", ("declaratif", TODAY),
    )  # fmt: skip


def test_a_criterion_told_at_the_desk_survives_an_address_of_ours(paix: Quartier) -> None:
    paix.qpv = False
    save_quartier(paix)
    personne = a_personne(criteres=[QPV])
    save_personne(again(personne), adresse="12 rue de la Paix", commune="Limoges")
    assert criterion(personne) == ("declaratif", TODAY)
    unknown = save_personne(again(personne), source_qpv="source_qpv.inconnu")
    assert unknown.qpv_id is None


@pytest.mark.parametrize(
    ("kind", "kept"),
    [
        ("type_adresse.domicile", {"adresse", "commune"}),
        ("type_adresse.chez_tiers", {"adresse", "commune", "heberge_par"}),
        ("type_adresse.structure_hebergement", {"adresse", "commune", "heberge_par"}),
        ("type_adresse.domiciliation", {"adresse", "commune", "heberge_par", "domiciliee_du"}),
        ("type_adresse.sans_adresse", set()),
        ("type_adresse.nc", set()),
    ],
)
def test_each_kind_of_address_keeps_what_it_asks_for(
    base: Any, frozen_clock: FrozenClock, kind: str, kept: set[str]
) -> None:
    told = {
        "adresse": "12 rue de la Paix", "commune": "Limoges", "heberge_par": "CCAS",
        "domiciliee_du": TODAY,
    }  # fmt: skip
    personne = again(a_personne(type_adresse=kind, **told))
    assert {name for name in told if getattr(personne, name)} == kept


def test_a_kind_that_does_not_change_empties_nothing(base: Any) -> None:
    from tests.factories import writing

    personne = a_personne(type_adresse="type_adresse.sans_adresse")
    with writing():  # as an import leaves it
        personne.commune = "Limoges"
        personne.save()
    save_personne(again(personne), telephone="0612345678")
    assert again(personne).commune == "Limoges"


def domiciled(**values: Any) -> Personne:
    return a_personne(type_adresse="type_adresse.domiciliation", heberge_par="CCAS", **values)


def test_a_domiciliation_lasts_a_year_and_is_recalled_two_months_before(
    base: Any, frozen_clock: FrozenClock
) -> None:
    personne = domiciled(domiciliee_du=dt.date(2026, 3, 1))
    assert again(personne).domiciliee_au == dt.date(2027, 2, 28)
    for day, etat in (
        (dt.date(2026, 12, 27), Etat.EN_COURS),
        (dt.date(2026, 12, 28), Etat.A_RENOUVELER),
        (dt.date(2027, 2, 28), Etat.A_RENOUVELER),
        (dt.date(2027, 3, 1), Etat.ECHUE),
    ):
        found = echeance_of(personne, day)
        assert found is not None
        assert found.etat == etat, day
    with pytest.raises(Invalid) as refusal:
        save_personne(again(personne), domiciliee_au=dt.date(2026, 1, 1))
    assert refusal.value.field == "domiciliee_au"
    assert months_from(dt.date(2026, 4, 30), -2) == dt.date(2026, 2, 28)
    assert months_from(dt.date(2024, 2, 29), 12) == dt.date(2025, 2, 28)


def test_the_domiciliations_to_renew_are_a_list(base: Any, frozen_clock: FrozenClock) -> None:
    domiciled(prenom="Loin", domiciliee_au=dt.date(2026, 5, 12))
    domiciled(prenom="Proche", domiciliee_au=dt.date(2026, 5, 11))
    domiciled(prenom="Échu", domiciliee_au=dt.date(2026, 1, 2))
    a_personne(prenom="Chez elle")
    listing = domiciliations_a_renouveler(personnes_listing())
    names = [listing.texts(row)[0] for row in listing.rows()]
    assert names == ["DIALLO Échu", "DIALLO Proche"]
    assert listing.filters == ("domiciliations à renouveler",)


def test_an_identity_seen_has_its_day_and_never_a_number(
    base: Any, frozen_clock: FrozenClock
) -> None:
    personne = a_personne(identite_document="type_document.identite")
    assert (personne.identite_id, personne.identite_vue_le) == ("identite.vue", TODAY)
    declared = save_personne(again(personne), identite="identite.declaree")
    assert (declared.identite_document_id, declared.identite_vue_le) == (None, None)
    with pytest.raises(Invalid) as refusal:
        a_personne(identite="identite.vue", identite_vue_le=TODAY + dt.timedelta(days=1))
    assert refusal.value.field == "identite_vue_le"


@pytest.mark.parametrize(
    "text",
    [
        "2 69 05 49 588 157 80", "269054958815780", "2690549588157", "n° 2 69 05 49 588 157",
        "1 85 05 2A 123 456 47".replace("47", ""), "2-69-05-49-588-157",
        "2\u00a069\u202f05 49 588 157 80",
    ],
)  # fmt: skip
def test_a_number_of_securite_sociale_is_seen_however_it_is_written(text: str) -> None:
    assert holds_nir(text)


@pytest.mark.parametrize(
    "text",
    ["440 379 766 00015", "06 12 34 56 78", "FR76 3000 4000 0100 0000 0000 143", "269054958815781",
     "12 rue de la Paix 87000", "2026-0001"],
)  # fmt: skip
def test_other_numbers_are_left_alone(text: str) -> None:
    assert not holds_nir(text)


@pytest.mark.parametrize("field", ["commentaire", "alerte", "surnom", "adresse"])
def test_no_field_of_a_file_takes_one(base: Any, field: str) -> None:
    with pytest.raises(Invalid, match="sécurité sociale") as refusal:
        create_personne(prenom="Awa", **{field: "c’est 2 69 05 49 588 157 80"})
    assert refusal.value.field == field
    assert Personne.select().count() == 0


def test_languages_belong_to_the_file_and_are_undone_with_it(base: Any) -> None:
    personne = create_dossier(prenom="Awa", langues=["langue.wolof", "langue.francais"])
    assert langues_of(personne.id) == ["langue.wolof", "langue.francais"]
    save_dossier(again(personne), langues=["langue.francais", "langue.peul"], commune="Limoges")
    values = dossier_of(again(personne))
    assert (values["langues"], values["commune"]) == (["langue.francais", "langue.peul"], "Limoges")
    undo_last()
    assert set(langues_of(personne.id)) == {"langue.wolof", "langue.francais"}
    save_dossier(again(personne), telephone="0612345678")
    assert len(langues_of(personne.id)) == 2


def test_new_streets_reach_the_files_and_leave_what_was_stated(base: Any) -> None:
    moved = a_personne(adresse="12 rue de la Paix", commune="Limoges")
    stated = a_personne(
        adresse="14 rue de la Paix", commune="Limoges", source_qpv="source_qpv.simulateur"
    )
    quartier = save_quartier(nom="Les Quatre-Chemins", code="QN08701M", commune="Limoges")
    row = save_voie(quartier, voie="rue de la Paix")
    assert recompute() == 1
    assert again(moved).qpv_id == quartier.id
    assert criterion(moved) is not None
    assert again(stated).qpv_id is None
    assert recompute() == 0
    remove_voie(row)
    assert recompute() == 1
    assert (again(moved).qpv_id, criterion(moved)) == (None, None)
    undo_last()
    assert again(moved).qpv_id == quartier.id
