"""Two files made one and taken back: what moves, what is chosen, what the bad days do to it."""

import datetime as dt
import json
from typing import Any

import pytest

from models.accueil.anonyme import AnonymeConnu
from models.accueil.demande import Demande, DemandeInput
from models.accueil.message import Message
from models.accueil.passage import Passage
from models.accueil.saisie import Visiteur, record_visit
from models.base.command import command
from models.base.database import Handle
from models.base.droit import Droit
from models.base.errors import Conflict, Refused
from models.base.journal import Journal
from models.base.table import add_all, dumps, every_table
from models.comptes.role import Role
from models.nomenclatures.valeur import Valeur
from models.personnes.accord import PersonneAccord
from models.personnes.comparaison import FOYER, Choix, ecarts
from models.personnes.defaire import defaire_fusion
from models.personnes.foyer import Foyer, FoyerMembre
from models.personnes.fusion import (
    Fusion,
    Homonymie,
    current_file,
    tell_apart,
)
from models.personnes.fusionner import a_savoir, fusionner, should_keep
from models.personnes.langue import PersonneLangue
from models.personnes.liens import ce_qui_bouge
from models.personnes.mots import PersonneMot
from models.personnes.personne import (
    Personne,
    PersonneCritere,
    archive_personne,
    criteres_of,
    save_personne,
)
from models.personnes.recherche import search_personnes
from models.prescriptions.prescription import Prescription, write_numeros
from models.suivis.suivi import Suivi, open_suivi
from tests.conftest import FrozenClock
from tests.factories import AGENT, a_passage, a_personne, actor_with, the_lieu

BORN = dt.date(1990, 5, 4)
NBSP = "\u00a0"


@command(right=Droit.PERSONNES, label="Lignes d’essai")
def store(*rows: Any) -> Any:
    for row in rows:
        row.save()
    return rows[0]


def merge(gardee: Personne, absorbee: Personne, **choix: Choix) -> Fusion:
    """As the screen does: what is read, what is proposed, then what is chosen otherwise."""
    kept, absorbed = again(gardee), again(absorbee)
    proposed = {ecart.nom: ecart.choix for ecart in ecarts(kept, absorbed)}
    return fusionner(kept, absorbed, {**proposed, **choix})


def again(personne: Personne) -> Personne:
    found: Personne = Personne.get_by_id(personne.id)
    return found


def everything() -> dict[tuple[str, str], dict[str, Any]]:
    """Every row of the trade but merges themselves, less its version; the words too."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for name, table in every_table().items():
        if table is not Fusion:
            for row in table.select():
                image = row.image()
                del image["version"]
                found[name, row.id] = image
    words = PersonneMot.select(PersonneMot.personne, PersonneMot.mot, PersonneMot.source)
    return found | {("mot", dumps(list(row))): {} for row in words.tuples()}


def counts() -> tuple[int, int]:
    live = Passage.archived_at.is_null()
    return Passage.select().where(live).count(), Demande.select().count()


def a_fiche(personne: Personne, numero: str) -> Prescription:
    fiche = Prescription(
        numero=numero,
        jeton=f"jeton-{numero}",
        personne=personne,
        dispositif="ateliers_citoyens",
        date_demande=dt.date(2026, 3, 1),
    )
    made: Prescription = store(fiche)
    number_words(personne.id)
    return made


@command(right=Droit.PERSONNES, label="Numéros")
def number_words(key: str) -> None:
    write_numeros(key)


def test_a_third_number_goes_to_the_commentaire_and_none_vanishes(base: Handle) -> None:
    kept = a_personne(telephone="0611111111", telephone_autre="0622222222", commentaire="Calme")
    absorbed = a_personne(
        prenom="Mamadu", telephone="0633333333", telephone_autre="0622222222", commentaire="Midi"
    )
    ecart = next(one for one in ecarts(again(kept), again(absorbed)) if one.nom == "telephones")
    assert (ecart.choix, ecart.en_plus) == (Choix.LES_DEUX, "06 33 33 33 33")
    before = everything()
    fusion = merge(kept, absorbed)
    now = again(kept)
    assert (now.telephone, now.telephone_autre) == ("+33611111111", "+33622222222")
    assert now.commentaire == f"Calme\nMidi\nAutre téléphone{NBSP}: 06 33 33 33 33"
    defaire_fusion(fusion)
    assert everything() == before


def test_no_number_is_dropped_for_want_of_room(base: Handle) -> None:
    long = "x" * 1990
    kept = a_personne(telephone="0611111111", telephone_autre="0622222222", commentaire=long)
    absorbed = a_personne(prenom="Mamadu", telephone="0633333333")
    with pytest.raises(Refused, match="trop long"):
        merge(kept, absorbed)
    assert again(absorbed).archived_at is None
    merge(kept, absorbed, telephones=Choix.GARDEE)  # chosen otherwise, on purpose
    assert again(kept).commentaire == long


def test_all_that_points_to_the_absorbed_file_points_to_the_kept_one(base: Handle) -> None:
    kept, absorbed = a_personne(), a_personne(prenom="Mamadu")
    passages = [a_passage(absorbed), a_passage(kept), a_passage(absorbed), a_passage()]
    suivi = open_suivi(personne=absorbed, dispositif="ateliers_citoyens", referent=AGENT)
    anonyme = store(AnonymeConnu(repere="Carte 12", personne=absorbed))
    message = store(Message(personne=absorbed, texte="A appelé"))
    fiche = a_fiche(absorbed, "2026-0001")
    before = counts()
    assert [m.phrase for m in ce_qui_bouge(absorbed)] == [
        "2 passages",
        "1 suivi",
        "1 fiche",
        "1 message",
        "1 anonyme connu",
    ]
    merge(kept, absorbed)
    assert counts() == before
    holders = [Passage.get_by_id(p.id).personne_id for p in passages]
    assert holders == [kept.id, kept.id, kept.id, None]
    for table, row in ((Suivi, suivi), (AnonymeConnu, anonyme), (Message, message),
                       (Prescription, fiche)):  # fmt: skip
        assert table.get_by_id(row.id).__data__["personne"] == kept.id
    assert ce_qui_bouge(again(absorbed)) == []
    assert [p.id for p in search_personnes("mamad")] == [kept.id]
    assert [p.id for p in search_personnes("20260001")] == [kept.id]
    assert again(absorbed).archived_at is not None


def test_opening_the_absorbed_file_leads_to_the_kept_one(
    base: Handle, frozen_clock: FrozenClock
) -> None:
    kept, absorbed = a_personne(), a_personne(prenom="Mamadu")
    assert current_file(kept.id) == (kept.id, "", ())
    merge(kept, absorbed)
    key, phrase, names = current_file(absorbed.id)
    assert (key, names) == (kept.id, ("DIALLO Mamadu", "DIALLO Mamadou"))
    assert phrase == (
        f"Le dossier de DIALLO Mamadu a été fusionné le 11/03/2026{NBSP}: "
        "voici celui qui le remplace, DIALLO Mamadou."
    )


def test_each_field_is_proposed_with_what_is_better(base: Handle) -> None:
    kept = a_personne(
        nom_naissance="NDIAYE", prenom="Awa", telephone="0611111111", commune="Limoges",
        date_naissance=dt.date(1990, 1, 1), precision_naissance="annee", commentaire="Le matin.",
    )  # fmt: skip
    absorbed = a_personne(
        nom_naissance="N’Diaye", prenom="Awa", telephone="0622222222", adresse="2 rue Haute",
        commune="Limoges", date_naissance=BORN, commentaire="Parle wolof.", courriel="a@b.fr",
    )  # fmt: skip
    shown = {e.nom: (e.gardee, e.absorbee, e.choix) for e in ecarts(again(kept), again(absorbed))}
    assert shown == {
        "nom_naissance": ("NDIAYE", "N’Diaye", Choix.ABSORBEE),
        "naissance": ("1990", "04/05/1990", Choix.ABSORBEE),
        "telephones": ("06 11 11 11 11", "06 22 22 22 22", Choix.LES_DEUX),
        "courriel": ("Non renseigné", "a@b.fr", Choix.ABSORBEE),
        "adresse": ("Limoges", "2 rue Haute · Limoges", Choix.ABSORBEE),
        "commentaire": ("Le matin.", "Parle wolof.", Choix.LES_DEUX),
    }
    merge(kept, absorbed, courriel=Choix.GARDEE)
    now = again(kept)
    assert (now.telephone, now.telephone_autre) == ("+33611111111", "+33622222222")
    assert now.commentaire == "Le matin.\nParle wolof."
    assert (now.nom_affiche, now.courriel, now.adresse) == ("N’DIAYE Awa", "", "2 rue Haute")
    assert (now.date_naissance, now.precision_naissance) == (BORN, "jour")


def test_every_column_of_a_file_may_be_chosen(base: Handle) -> None:
    from models.personnes.comparaison import _OF_THE_ROW, CHAMPS

    chosen = [name for champ in CHAMPS for name in champ.colonnes]
    assert sorted(chosen) == sorted(set(Personne._meta.fields) - _OF_THE_ROW)


def test_criteria_languages_and_agreements_of_both_are_kept_once(base: Handle) -> None:
    langue = Valeur.select().where(Valeur.nomenclature == "langue").first()
    accord = Valeur.select().first()
    kept = a_personne(criteres=["critere_public.qpv"])
    absorbed = a_personne(criteres=["critere_public.qpv", "critere_public.rsa"])
    for one in (kept, absorbed):
        store(PersonneLangue(personne=one, langue=langue or accord),
              PersonneAccord(personne=one, accord=accord, donne=True, date=BORN))  # fmt: skip
    before = everything()
    fusion = merge(kept, absorbed)
    assert sorted(criteres_of(kept)) == ["critere_public.qpv", "critere_public.rsa"]
    assert PersonneLangue.select().where(PersonneLangue.personne == kept.id).count() == 1
    assert PersonneAccord.select().where(PersonneAccord.personne == kept.id).count() == 2
    assert not PersonneCritere.select().where(PersonneCritere.personne == absorbed.id).exists()
    defaire_fusion(fusion)
    assert everything() == before


@pytest.mark.parametrize("chosen", [Choix.GARDEE, Choix.ABSORBEE])
def test_she_is_of_one_household_the_one_chosen(base: Handle, chosen: Choix) -> None:
    kept, absorbed = a_personne(), a_personne(prenom="Mamadu")
    homes = [store(Foyer(intitule=name)) for name in ("Haut", "Bas")]
    store(FoyerMembre(foyer=homes[0], personne=kept),
          FoyerMembre(foyer=homes[1], personne=absorbed))  # fmt: skip
    assert [(e.gardee, e.absorbee) for e in ecarts(kept, absorbed) if e.nom == FOYER] == [
        ("Haut", "Bas")
    ]
    before = everything()
    fusion = merge(kept, absorbed, foyer=chosen)
    membre = FoyerMembre.get(FoyerMembre.personne == kept.id)
    assert membre.foyer_id == homes[chosen is Choix.ABSORBEE].id
    assert FoyerMembre.select().count() == 1
    defaire_fusion(fusion)
    assert everything() == before


def test_a_birth_date_that_changes_corrects_the_ages_of_the_acts(base: Handle) -> None:
    kept = a_personne(date_naissance=BORN)
    absorbed = a_personne(
        prenom="Mamadu", date_naissance=dt.date(1985, 1, 1), precision_naissance="annee"
    )
    passage = a_passage(absorbed)
    unknown = a_personne(prenom="Mamadoo")
    other = a_passage(unknown)
    before = everything()
    fusion = merge(kept, absorbed)
    second = merge(kept, unknown)
    age = again(kept).age_at(passage.jour)
    for one in (passage, other):
        assert Passage.get_by_id(one.id).age == age
        assert Passage.get_by_id(one.id).precision_age == "jour"
    defaire_fusion(second)
    defaire_fusion(fusion)
    assert everything() == before


def test_what_cannot_be_merged_is_told_why(base: Handle) -> None:
    a, b, c = (a_personne(prenom=name) for name in ("Awa", "Binta", "Coumba"))
    with pytest.raises(Refused, match="avec lui-même"):
        fusionner(again(a), again(a), {})
    stale = again(b)
    merge(a, b)
    with pytest.raises(Refused, match=r"DIALLO Binta a déjà été fusionné .* DIALLO Awa"):
        fusionner(again(c), stale, {})
    with pytest.raises(Refused, match="DIALLO Binta a déjà été fusionné"):
        fusionner(stale, again(c), {})
    archive_personne(again(c))
    with pytest.raises(Refused, match="est archivé"):
        fusionner(again(a), again(c), {})
    base.actor = actor_with(Role.REFERENT)
    with pytest.raises(Refused, match="Votre compte"):
        fusionner(again(a), again(c), {})


def test_a_file_changed_since_it_was_compared_is_not_merged(base: Handle) -> None:
    kept, absorbed = a_personne(), a_personne(prenom="Mamadu")
    read = again(absorbed)
    save_personne(again(absorbed), commune="Isle")
    with pytest.raises(Conflict, match="DIALLO Mamadu vient d’être modifié"):
        fusionner(again(kept), read, {})
    assert Fusion.select().count() == 0
    assert again(absorbed).archived_at is None


def test_the_accueil_line_that_holds_the_absorbed_file_writes_in_the_kept_one(
    base: Handle,
) -> None:
    kept, absorbed = a_personne(date_naissance=BORN), a_personne(prenom="Mamadu")
    held = Visiteur(personne_id=absorbed.id)
    merge(kept, absorbed)
    asked = [DemandeInput("thematique.pap.carte_identite")]
    passage = record_visit(held, asked, lieu=the_lieu().id)
    assert passage.personne_id == kept.id
    assert passage.age == again(kept).age_at(passage.jour)


def test_whatever_is_still_written_of_the_absorbed_file_goes_to_the_kept_one(
    base: Handle,
) -> None:
    kept, absorbed = a_personne(), a_personne(prenom="Mamadu")
    merge(kept, absorbed)
    suivi = open_suivi(personne=absorbed, dispositif=None, referent=AGENT)
    message = store(Message(personne=absorbed.id, texte="A appelé"))
    assert Suivi.get_by_id(suivi.id).personne_id == kept.id
    assert Message.get_by_id(message.id).__data__["personne"] == kept.id
    with pytest.raises(Conflict):
        save_personne(absorbed, commune="Isle")


def test_many_rows_of_an_absorbed_file_go_to_the_kept_one(base: Handle) -> None:
    """As an import prepared before the merge writes them, through as many merges as there were."""
    last, kept, absorbed = (a_personne(prenom=name) for name in ("Awa", "Binta", "Coumba"))
    other = a_personne(prenom="Dado")
    merge(kept, absorbed)
    merge(last, again(kept))
    told = {absorbed.id: last.id, kept.id: last.id, last.id: last.id, other.id: other.id}
    people = [*told, None, absorbed.id]
    rows = [(f"{n:032x}", key, f"Message {n}", False, "") for n, key in enumerate(people)]
    assert store_all(rows) == len(people)
    found = Message.select().order_by(Message.id)
    assert [m.__data__["personne"] for m in found] == [told.get(key or "") for key in people]


@command(right=Droit.PERSONNES, label="Lignes d’essai")
def store_all(rows: Any) -> int:
    return add_all(Message, ("id", "personne", "texte"), [row[:3] for row in rows])


def test_two_said_to_be_two_people_stay_so_after_a_merge(base: Handle) -> None:
    kept, absorbed, third = (a_personne(prenom=name) for name in ("Awa", "Binta", "Coumba"))
    tell_apart(third.id, absorbed.id)
    tell_apart(absorbed.id, third.id)
    assert Homonymie.select().count() == 1
    before = everything()
    fusion = merge(kept, absorbed)
    [row] = Homonymie.select()
    assert {row.personne_id, row.autre_id} == {kept.id, third.id}
    defaire_fusion(fusion)
    assert everything() == before
    with pytest.raises(Refused):
        tell_apart(kept.id, kept.id)


def test_what_asks_for_care_is_told_before(base: Handle) -> None:
    young = dt.date(2010, 5, 4)
    kept = a_personne(date_naissance=young)
    absorbed = a_personne(prenom="Mamadu", date_naissance=young)
    assert a_savoir(kept, absorbed) == []
    for at, one in enumerate((kept, absorbed), 1):
        open_suivi(personne=one, dispositif="ateliers_citoyens", referent=AGENT)
        a_fiche(one, f"2026-000{at}")
    told = a_savoir(kept, absorbed)
    assert [phrase.split("\u00a0")[0].split(" (")[0] for phrase in told] == [
        "Deux suivis en cours",
        "Deux fiches pour «",
        "Des fiches de mineur changent de dossier",
    ]
    merge(kept, absorbed)
    assert Suivi.select().where(Suivi.personne == kept.id).count() == 2


def test_the_file_of_which_more_is_known_is_kept(base: Handle) -> None:
    old, new = a_personne(), a_personne(prenom="Mamadu")
    assert should_keep(old, new)
    a_passage(new)
    assert should_keep(new, old)
    assert not should_keep(old, new)


def test_merging_is_journaled_by_names_of_fields_only(base: Handle) -> None:
    kept, absorbed = a_personne(), a_personne(prenom="Mamadu", commune="Isle")
    fusion = merge(kept, absorbed)
    defaire_fusion(fusion)
    entries = [
        (e.action, e.objet)
        for e in Journal.select().where(Journal.action.in_(("fusionner", "defaire_fusion")))
    ]
    assert entries == [("fusionner", "fusion"), ("defaire_fusion", "fusion")]
    assert "Isle" not in json.dumps([e.champs for e in Journal.select()])
