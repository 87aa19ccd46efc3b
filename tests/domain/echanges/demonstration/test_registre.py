"""A year of passages, as the command would write them, by people of every kind."""

import datetime as dt
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest

from models.accueil.demande import Demande, DemandeInput, as_input, demandes_of, reponses_of
from models.accueil.passage import Passage, record_passage
from models.comptes.acces import lock
from models.echanges.demonstration.calendrier import is_open
from models.echanges.demonstration.registre import PASSAGES, TODAY
from models.personnes import mots
from models.personnes.mots import PersonneMot
from models.personnes.personne import Personne
from models.prescriptions.prescription import (
    Prescription,
)
from models.suivis.feries import easter
from models.suivis.suivi import Suivi
from tests.conftest import FrozenClock
from tests.domain.echanges.demonstration.maison import (
    DAY,
    create,
    enter,
    rows,
)


def test_the_figures_of_the_reference_case(demo: Any) -> None:
    counts = [len(rows(table)) for table in (Passage, Personne, Suivi, Prescription)]
    assert counts == [1200, 300, 25, 40]
    passages = rows(Passage)
    assert max(p.jour for p in passages) == DAY
    assert min(p.jour for p in passages) > DAY.replace(year=DAY.year - 1)
    months = Counter((p.jour.year, p.jour.month) for p in passages)
    assert len(months) >= 12
    assert months[2025, 8] < min(months[2025, 9], months[2025, 10]) / 2, "August is quiet"
    assert {p.personne_id for p in passages} - {None} == {p.id for p in rows(Personne)}


def test_nobody_comes_when_it_is_closed_nor_later_than_now(
    demo: Any, frozen_clock: FrozenClock
) -> None:
    passages = rows(Passage)
    assert [p.jour for p in passages if not is_open(p.jour)] == []
    assert max(p.moment for p in passages) < frozen_clock.now()
    assert all(dt.time(9) <= p.heure < dt.time(18) for p in passages)
    today = [p for p in passages if p.jour == DAY]
    assert min(p.heure for p in today) < dt.time(9, 30), "the day begins at nine"
    assert max(p.heure for p in today) > dt.time(13, 30), "and has come up to now"
    caravane = [p for p in passages if p.lieu.type_lieu_id == "type_lieu.itinerant"]
    assert caravane
    assert all(
        (p.jour.weekday() == 3 and p.heure < dt.time(13))
        or p.mode_contact_id == "mode_contact.hors_les_murs"
        for p in caravane
    )


@pytest.mark.parametrize(
    ("hour", "least", "most"),
    [
        pytest.param(6, 0, 0, marks=pytest.mark.soak),
        (9, 1, 1),
        pytest.param(12, 4, 5, marks=pytest.mark.soak),
        (23, TODAY, TODAY),
    ],
)
def test_today_counts_as_open_and_has_passages_up_to_now(
    frozen_clock: FrozenClock, tmp_path: Path, hour: int, least: int, most: int
) -> None:
    sunday = dt.datetime(2026, 3, 8, hour, 15)
    frozen_clock.set(sunday)
    create(tmp_path / "dimanche")
    enter(tmp_path / "dimanche")
    try:
        found = rows(Passage)
        today = [p for p in found if p.jour == sunday.date()]
        assert least <= len(today) <= most
        assert all(p.moment <= frozen_clock.now() for p in found)
        assert len(found) == PASSAGES
        assert {p.personne_id for p in found} - {None} == {p.id for p in rows(Personne)}
    finally:
        lock()


def test_the_desk_is_like_a_desk(demo: Any) -> None:
    passages, demandes = rows(Passage), rows(Demande)
    without = [p for p in passages if p.personne_id is None]
    assert 0.30 <= len(without) / len(passages) <= 0.40
    assert all(p.identification_id != "identification.identifiee" for p in without)
    assert 1.3 <= len(demandes) / len(passages) <= 1.5
    modes = Counter(p.mode_contact_id for p in passages)
    assert modes["mode_contact.telephone"] > 100
    assert len({p.lieu_id for p in passages}) == 3
    assert len({p.accueilli_par_id for p in passages}) == 7
    assert Counter(p.rang for p in demandes)[0] == len(passages)
    assert 100 < sum(bool(p.commentaire) for p in passages) < 300
    assert not any(re.search(r"[{}|]", p.commentaire) for p in passages)


def test_an_answer_agrees_with_what_was_asked(demo: Any) -> None:
    sent = {"resultat.orientee_confirmee", "resultat.orientee_sans_retour"}
    seen: Counter[str] = Counter()
    for demande in rows(Demande):
        reponses = reponses_of(demande.id)
        oriented = demande.orientation_id is not None
        assert reponses
        assert oriented == ("reponse.orientation" in reponses) == (demande.resultat_id in sent)
        seen[demande.resultat_id] += 1
    assert seen["resultat.reglee"] > 600
    assert len(seen) >= 7


def test_nobody_asks_what_is_not_of_that_age(demo: Any) -> None:
    asked: dict[str, list[int]] = defaultdict(list)
    for demande in rows(Demande):
        if demande.passage.age is not None:
            asked[demande.thematique_id.split(".")[1]].append(demande.passage.age)
    assert min(asked["ret"]) >= 57
    assert min(asked["soc"]) >= 18
    assert max(asked["for"]) <= 26


def test_passages_are_what_the_command_would_write(demo: Any) -> None:
    own = {"id", "version", "created_at", "created_by", "archived_at"}
    names = [f.name for f in Passage._meta.sorted_fields if f.name not in own]
    for passage in rows(Passage)[::20]:
        demandes = demandes_of(passage.id)
        facts = {
            name: passage.__data__[name]
            for name in ("type_contact", "duree_minutes", "accueilli_par", "commentaire")
        }
        if passage.personne_id is None:
            for name in ("identification", "sexe", "tranche_age", "anonyme", "effectif",
                         "deja_connus"):  # fmt: skip
                facts[name] = passage.__data__[name]
        again = record_passage(
            lieu=passage.lieu_id,
            demandes=[as_input(one) for one in demandes],
            mode_contact=passage.mode_contact_id,
            moment=passage.moment,
            personne=passage.personne,
            **facts,
        )
        stored = Passage.get_by_id(again.id)
        for name in names:
            assert stored.__data__[name] == passage.__data__[name], name
        assert asked(again) == asked(passage)


def asked(passage: Passage) -> list[DemandeInput]:
    """The demandes of a passage; réponses written at once have no order between them."""
    found = [as_input(one) for one in demandes_of(passage.id)]
    return [one._replace(reponses=tuple(sorted(one.reponses))) for one in found]


def test_everybody_is_found_by_her_words(demo: Any) -> None:
    stored: dict[str, set[str]] = defaultdict(set)
    for mot in rows(PersonneMot):
        if mot.source == "nom":
            stored[mot.personne_id].add(mot.mot)
    for personne in rows(Personne):
        assert stored[personne.id] == {mots.EVERYBODY, *mots.of_personne(personne)}
        assert personne.cle


def test_names_and_dates_are_of_every_kind(demo: Any) -> None:
    people = rows(Personne)
    precisions = Counter(p.precision_naissance for p in people)
    assert set(precisions) == {"jour", "mois", "annee", "estimee", "inconnue"}
    assert all((p.date_naissance is None) == (p.precision_naissance == "inconnue") for p in people)
    assert any(p.nom_usage for p in people)
    assert any(p.prenom_usage for p in people)
    assert any(p.surnom and not p.nom and not p.prenom for p in people)
    assert any(p.prenom and not p.nom for p in people)
    assert any(p.is_minor_at(DAY) for p in people)
    bearers = defaultdict(set)
    for p in people:
        if p.date_naissance:
            bearers[p.cle].add(p.date_naissance.year)
    assert sum(len(years) > 1 for years in bearers.values()) >= 4
    numbers = [p.telephone for p in people if p.telephone]
    assert len(numbers) == len(set(numbers))
    assert all(number.startswith("+3363998") for number in numbers)


def test_easter_is_when_the_calendar_has_it() -> None:
    known = {
        2019: (4, 21),
        2024: (3, 31),
        2025: (4, 20),
        2026: (4, 5),
        2038: (4, 25),
        2049: (4, 18),
    }
    assert {year: easter(year) for year in known} == {
        year: dt.date(year, *day) for year, day in known.items()
    }
    assert not is_open(dt.date(2026, 5, 14)), "Ascension"
    assert not is_open(dt.date(2026, 7, 14))
    assert is_open(dt.date(2026, 7, 15))
