"""The files of the demonstration: plausible facts, quartiers, readable documents."""

from collections import Counter
from typing import Any

import pypdfium2

from models.nomenclatures.quartier import Quartier
from models.personnes.accord import PersonneAccord
from models.personnes.adresse import Etat, echeance_of
from models.personnes.document import Document, open_document
from models.personnes.foyer import Foyer, membres_of
from models.personnes.langue import PersonneLangue
from models.personnes.personne import Personne, PersonneCritere
from tests.domain.echanges.demonstration.maison import DAY, rows


def test_quartiers_come_from_the_address_and_agree_with_the_criterion(demo: Any) -> None:
    people = rows(Personne)
    computed = [p for p in people if p.source_qpv_id == "source_qpv.calcul"]
    assert len(computed) > 100
    assert all(p.qpv.nom == p.quartier for p in computed)
    assert {q.nom for q in rows(Quartier) if q.qpv} == {
        "Les Quatre-Chemins",
        "La Grange-aux-Merles",
    }
    met = {c.personne_id for c in rows(PersonneCritere) if c.critere_id == "critere_public.qpv"}
    assert {p.id for p in computed if p.qpv.qpv} <= met
    assert not {p.id for p in computed if not p.qpv.qpv} & met


def test_files_hold_what_a_desk_learns_in_time(demo: Any) -> None:
    people = rows(Personne)
    assert 40 < sum(p.identite_vue_le is not None for p in people) < 150
    assert all(p.identite_vue_le <= DAY for p in people if p.identite_vue_le)
    assert sum(bool(p.alerte) for p in people) == 3
    assert sum(bool(p.situation_id) for p in people) > 60
    assert not [p for p in people if p.is_minor_at(DAY) and p.situation_id]
    terms = [echeance_of(p, DAY) for p in people]
    states = Counter(term.etat for term in terms if term)
    assert states == {Etat.ECHUE: 1, Etat.A_RENOUVELER: 2, Etat.EN_COURS: 2}
    assert len(rows(PersonneLangue)) > 100
    assert {row.etat for row in rows(PersonneAccord)} == {"donne", "refuse", "retire"}


def test_households_are_of_parents_and_children(demo: Any) -> None:
    assert len(rows(Foyer)) >= 4
    for personne in rows(Personne):
        membres = membres_of(personne.id)
        if membres:
            assert {one.lien for one in membres} <= {"Parent", "Enfant"}


def test_its_documents_open(demo: Any) -> None:
    documents = rows(Document)
    assert len(documents) == 2
    for row in documents:
        pages = pypdfium2.PdfDocument(open_document(row.id).data)
        text = pages[0].get_textpage().get_text_range()
        assert row.intitule in text
        assert "démonstration" in text
