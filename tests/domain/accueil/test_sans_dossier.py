"""Visitors without a file: known by a nickname, told by their public, come in a group."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.accueil.anonyme import (
    AnonymeConnu,
    anonymes_named,
    open_anonyme,
    rattacher_anonyme,
    same_anonyme,
)
from models.accueil.demande import DemandeInput
from models.accueil.effectif import (
    Effectif,
    Groupe,
    PassageCritere,
    criteres_of_passage,
    groupe_of,
)
from models.accueil.nombres import Nombres, counts_of_day, nombres, personnes_distinctes
from models.accueil.passage import CONNU, GROUPE, Passage, archive_passage, dossier_of
from models.accueil.registre import passages_of_day, passages_of_personne
from models.accueil.saisie import Visiteur, correct_visit, open_dossier_of, record_visit
from models.accueil.venues import venues_of_anonyme, venues_of_personne
from models.base import clock
from models.base.command import undo_last
from models.base.errors import Invalid, Refused
from models.personnes.personne import Personne, archive_personne
from tests.conftest import FrozenClock
from tests.depth import depth, longer
from tests.factories import a_passage, a_personne, the_lieu, writing

CARTE = (DemandeInput("thematique.pap.carte_identite"),)
FEMME, HOMME = "sexe.femme", "sexe.homme"
JEUNES, VIEUX = "tranche_age.18_20", "tranche_age.60_69"
FRANCAIS, QPV = "critere_public.difficulte_francais", "critere_public.qpv"


def record(visiteur: Visiteur, **facts: Any) -> Passage:
    return record_visit(visiteur, CARTE, lieu=the_lieu().id, **facts)


def correct(passage: Passage, visiteur: Visiteur, **facts: Any) -> Passage:
    correct_visit(passage, visiteur, demandes=CARTE, **facts)
    return Passage.get_by_id(passage.id)


def momo(passage: Passage | None = None) -> AnonymeConnu:
    found = same_anonyme("momo") or open_anonyme(
        (passage or record(Visiteur(repere="Momo"))).anonyme_id or ""
    )
    assert found is not None
    return found


def people() -> list[str]:
    listing = passages_of_day(clock.today())
    at = [column.name for column in listing.columns].index("personne")
    return [listing.texts(row)[at] for row in listing.first()]


# Known by a nickname


def test_a_nickname_is_one_person_however_it_is_written(base: Any) -> None:
    first = record(Visiteur(repere="Momo du marché"))
    again = record(Visiteur(repere="momo du MARCHE"))
    record(Visiteur(anonyme_id=first.anonyme_id))
    assert first.anonyme_id == again.anonyme_id
    assert first.identification_id == CONNU
    assert AnonymeConnu.select().count() == 1
    assert counts_of_day(clock.today()) == Nombres(3, 1, 3)
    assert people() == ["Momo du marché, sans dossier"] * 3


def test_a_new_nickname_is_undone_with_its_passage(base: Any) -> None:
    record(Visiteur(repere="Carte 114"))
    undo_last()
    assert AnonymeConnu.select().count() == 0


def test_a_nickname_is_found_by_its_beginning_accents_aside(base: Any) -> None:
    for repere in ("Élan", "Carte 114", "Carte 12"):
        record(Visiteur(repere=repere))
    assert [a.repere for a in anonymes_named("carte 1", 5)] == ["Carte 114", "Carte 12"]
    assert [a.repere for a in anonymes_named("ELA", 5)] == ["Élan"]
    assert anonymes_named("", 5) == anonymes_named("zz", 5) == []
    assert len(anonymes_named("carte", 1)) == 1


def test_a_nickname_of_no_letter_is_refused_by_its_field(base: Any) -> None:
    with pytest.raises(Invalid) as refusal:
        record(Visiteur(repere="…"))
    assert refusal.value.field == "qui"
    assert Passage.select().count() == 0


def test_a_correction_takes_the_nickname_away_or_gives_another(base: Any) -> None:
    passage = correct(record(Visiteur(repere="Momo")), Visiteur(repere="Titi"))
    assert passage.anonyme.repere == "Titi"
    passage = correct(passage, Visiteur())
    assert (passage.anonyme_id, passage.identification_id) == (
        None,
        "identification.non_identifiee",
    )


# Attached to a file


def test_attached_she_is_her_file_from_then_on_and_herself_before(
    base: Any, frozen_clock: FrozenClock
) -> None:
    before = record(Visiteur(repere="Momo"), sexe=HOMME, tranche_age=JEUNES)
    personne = a_personne(sexe=FEMME, date_naissance=dt.date(2000, 1, 1))
    a_passage(personne)
    day = clock.today()
    frozen_clock.advance(days=40)
    today = clock.today()
    rattacher_anonyme(momo(), personne)
    after = record(Visiteur(anonyme_id=before.anonyme_id))
    assert (after.personne_id, after.anonyme_id) == (personne.id, None)
    stored = Passage.get_by_id(before.id)
    assert (stored.sexe_id, stored.tranche_age_id, stored.personne_id) == (HOMME, JEUNES, None)
    assert personnes_distinctes(day, today - dt.timedelta(days=1)) == 2, (
        "comme on les avait comptés"
    )
    assert personnes_distinctes(day, today) == 1
    assert dossier_of(stored) == personne.id
    undo_last()
    undo_last()
    assert personnes_distinctes(day, today) == 2


def test_attached_she_reads_as_her_file_and_her_passages_are_there(base: Any) -> None:
    record(Visiteur(repere="Momo"))
    personne = a_personne()
    rattacher_anonyme(momo(), personne)
    assert people() == ["DIALLO Mamadou (Momo)"]
    assert passages_of_personne(personne.id).count() == 1
    assert passages_of_personne(a_personne(prenom="Awa").id).count() == 0


def test_correcting_an_old_passage_leaves_it_with_the_nickname(base: Any) -> None:
    passage = record(Visiteur(repere="Momo"))
    rattacher_anonyme(momo(), a_personne())
    after = correct(
        Passage.get_by_id(passage.id), Visiteur(anonyme_id=passage.anonyme_id), duree_minutes=5
    )
    assert (after.personne_id, after.anonyme_id) == (None, passage.anonyme_id)


def test_attached_twice_or_to_a_file_that_is_gone_is_refused(base: Any) -> None:
    anonyme = momo()
    gone = a_personne(prenom="Partie")
    archive_personne(gone)
    with pytest.raises(Invalid) as refusal:
        rattacher_anonyme(anonyme, gone)
    assert refusal.value.field == "dossier"
    rattacher_anonyme(anonyme, a_personne())
    with pytest.raises(Refused, match="déjà rattachée"):
        rattacher_anonyme(anonyme, a_personne(prenom="Awa"))


def test_once_her_file_is_gone_she_is_known_by_her_nickname_again(base: Any) -> None:
    personne = a_personne()
    rattacher_anonyme(momo(), personne)
    archive_personne(Personne.get_by_id(personne.id))
    assert record(Visiteur(repere="Momo")).anonyme_id is not None


def test_a_file_is_opened_and_attached_in_one_act(base: Any) -> None:
    anonyme = momo()
    personne = open_dossier_of(anonyme, prenom="Mohamed")
    assert open_anonyme(anonyme.id).dossier == personne  # type: ignore[union-attr]  # it is there
    undo_last()
    assert (Personne.select().count(), open_anonyme(anonyme.id).personne_id) == (0, None)  # type: ignore[union-attr]  # it is there


DAYS = [dt.date(2026, 3, day) for day in (2, 3, 4, 5, 6)]
VISITS = st.lists(
    st.tuples(st.sampled_from("abAB-"), st.integers(0, 4), st.booleans()), max_size=12
)
LINKS = st.fixed_dictionaries(
    {who: st.one_of(st.none(), st.tuples(st.sampled_from("AB"), st.integers(0, 4))) for who in "ab"}
)


@longer
@given(VISITS, LINKS)
@settings(
    max_examples=depth(10, soak=100),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_distinct_persons_are_those_that_a_patient_clerk_would_count(
    base: Any, visits: list[tuple[str, int, bool]], links: dict[str, tuple[str, int] | None]
) -> None:
    """a and b are nicknames, A and B files; a link says to which file, and on which day."""
    files = {who: a_personne(prenom=who) for who in "AB"}
    with writing():
        for passage in Passage.select().where(Passage.archived_at.is_null()):
            passage.archive()
        known = {who: AnonymeConnu(repere=who).save() for who in "ab"}
        for who, link in links.items():
            if link is not None:
                known[who].personne, known[who].rattache_le = files[link[0]], DAYS[link[1]]
                known[who].save()
        for who, day, dropped in visits:
            passage = _row(DAYS[day], files.get(who), known.get(who))
            if dropped:
                passage.archive()
    for du in range(5):
        for au in range(du, 5):
            seen = {
                _counted(who, au, links)
                for who, day, dropped in visits
                if du <= day <= au and not dropped and who != "-"
            }
            assert personnes_distinctes(DAYS[du], DAYS[au]) == len(seen)


def _counted(who: str, au: int, links: dict[str, tuple[str, int] | None]) -> str:
    link = links.get(who)
    return link[0] if link is not None and link[1] <= au else who


def _row(day: dt.date, personne: Personne | None, anonyme: AnonymeConnu | None) -> Passage:
    moment = dt.datetime.combine(day, dt.time(10)).astimezone(dt.UTC)
    return Passage(
        moment=moment, jour=day, lieu=the_lieu(), mode_contact="mode_contact.passage_spontane",
        identification=CONNU, personne=personne, anonyme=anonyme,
    ).save()  # fmt: skip


# Told by her public


def test_sexe_age_and_criteria_of_an_anonymous_visitor_are_stored(base: Any) -> None:
    passage = record(Visiteur(criteres=(QPV, FRANCAIS)), sexe=FEMME, tranche_age=VIEUX)
    assert (passage.sexe_id, passage.tranche_age_id) == (FEMME, VIEUX)
    assert criteres_of_passage(passage.id) == (FRANCAIS, QPV)
    correct(passage, Visiteur(criteres=(QPV,)), sexe=HOMME)
    assert criteres_of_passage(passage.id) == (QPV,)
    undo_last()
    assert criteres_of_passage(passage.id) == (FRANCAIS, QPV)


def test_what_was_told_gives_way_to_her_file(base: Any) -> None:
    passage = record(Visiteur(criteres=(QPV,)), sexe=FEMME, tranche_age=VIEUX)
    personne = a_personne(sexe=HOMME)
    passage = correct(passage, Visiteur(personne_id=personne.id, criteres=(QPV,)), sexe=FEMME)
    assert (passage.sexe_id, passage.tranche_age_id) == (HOMME, None)
    assert PassageCritere.select().count() == 0


def test_who_does_not_wish_to_be_named_is_said_so(base: Any) -> None:
    assert record(Visiteur(refuse=True)).identification_id == "identification.anonyme"
    assert record(Visiteur(refuse=False)).identification_id == "identification.non_identifiee"


# Groups


GROUP = Groupe(12, 5, {FEMME: 7, HOMME: 3, JEUNES: 6, FRANCAIS: 9, QPV: 12, VIEUX: 0})


def test_a_group_is_kept_as_marginal_counts_and_nobody_is_invented(base: Any) -> None:
    passage = record(Visiteur(groupe=GROUP), sexe=FEMME)
    assert (passage.effectif, passage.deja_connus) == (12, 5)
    assert (passage.identification_id, passage.sexe_id) == (GROUPE, None)
    found = groupe_of(passage)
    assert found.nombres == {FEMME: 7, HOMME: 3, JEUNES: 6, FRANCAIS: 9, QPV: 12}
    assert found.non_communique("sexe") == 2
    assert found.non_communique("tranche_age") == 6
    assert Effectif.select().count() == 5, "ni zéro, ni « Non communiqué »"
    assert Personne.select().count() == 0
    assert people() == ["groupe de 12"]


def test_a_group_is_one_passage_and_its_people_are_told_apart(base: Any) -> None:
    a_passage(a_personne())
    record(Visiteur(groupe=GROUP))
    counts = counts_of_day(clock.today())
    assert counts == Nombres(2, 1, 2, 1, 12)
    assert counts.texte == "2 passages · 1 personne · 1 groupe de 12 · 2 demandes"
    record(Visiteur(groupe=Groupe(8)))
    told = counts_of_day(clock.today()).texte
    assert told == "3 passages · 1 personne · 2 groupes (20 personnes) · 3 demandes"
    archive_passage(Passage.select().where(Passage.effectif == 8).get())
    assert nombres(clock.today(), clock.today(), the_lieu().id) == counts


@pytest.mark.parametrize(
    ("groupe", "field"),
    [
        (Groupe(None), "effectif"),
        (Groupe(1), "effectif"),
        (Groupe(10_000), "effectif"),
        (Groupe(5, 6), "deja_connus"),
        (Groupe(5, -1), "deja_connus"),
        (Groupe(5, None, {FEMME: 3, HOMME: 3}), HOMME),
        (Groupe(5, None, {JEUNES: 6}), JEUNES),
        (Groupe(5, None, {FRANCAIS: 6}), FRANCAIS),
        (Groupe(5, None, {FEMME: -1}), FEMME),
    ],
)
def test_counts_beyond_the_group_are_refused_by_their_field(
    base: Any, groupe: Groupe, field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        record(Visiteur(groupe=groupe))
    assert refusal.value.field == field
    assert (Passage.select().count(), Effectif.select().count()) == (0, 0)


def test_a_group_is_corrected_like_any_passage(base: Any) -> None:
    passage = record(Visiteur(groupe=GROUP))
    passage = correct(passage, Visiteur(groupe=Groupe(10, None, {FEMME: 4, JEUNES: 6})))
    assert groupe_of(passage) == Groupe(10, None, {FEMME: 4, JEUNES: 6})
    undo_last()
    assert groupe_of(Passage.get_by_id(passage.id)).nombres[FRANCAIS] == 9
    passage = correct(Passage.get_by_id(passage.id), Visiteur())
    assert (passage.effectif, passage.deja_connus) == (None, None)
    assert passage.identification_id == "identification.non_identifiee"
    assert Effectif.select().count() == 0


def test_a_group_whose_size_nobody_wrote_is_corrected_without_inventing_it(base: Any) -> None:
    passage = a_passage(identification=GROUPE)
    passage = correct(passage, Visiteur(groupe=Groupe()), duree_minutes=20)
    assert (passage.identification_id, passage.effectif) == (GROUPE, None)
    assert people() == ["groupe"]
    assert counts_of_day(clock.today()).texte == "1 passage · 0 personne · 1 groupe · 1 demande"


# First visit or known


def test_how_often_she_came_is_computed(base: Any, frozen_clock: FrozenClock) -> None:
    personne = a_personne()
    assert venues_of_personne(personne.id).texte == "1re visite"
    old = a_passage(personne, moment=dt.datetime(2025, 12, 30, 9).astimezone(dt.UTC))
    assert venues_of_personne(personne.id).texte == "2e passage, le dernier le 30/12/2025"
    archive_passage(a_passage(personne))
    frozen_clock.advance(days=1)
    seventh = [a_passage(personne) for _ in range(5)]
    assert venues_of_personne(personne.id).texte == "7e passage, le dernier aujourd’hui"
    frozen_clock.advance(days=2)
    assert venues_of_personne(personne.id).texte == "7e passage, le dernier le 12/03"
    assert venues_of_personne(personne.id, before=old).texte == "1re visite"
    assert venues_of_personne(personne.id, before=seventh[0]).avant == 1


def test_her_passages_as_anonymous_count_among_hers(base: Any) -> None:
    record(Visiteur(repere="Momo"))
    assert venues_of_anonyme(momo().id).avant == 1
    personne = a_personne()
    a_passage(personne)
    rattacher_anonyme(momo(), personne)
    assert venues_of_personne(personne.id).avant == 2
