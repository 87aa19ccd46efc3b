"""The register narrowed: periods, criteria that combine, columns, counts that are exact."""

import datetime as dt
from typing import Any

import pytest

from models.accueil.demande import DemandeInput
from models.accueil.filtres import AUCUN, FILTRES, filtered, in_period, of_personne
from models.accueil.liste import SHOWN, nombres_of, registre_listing
from models.accueil.nombres import Nombres, counts_of_day
from models.accueil.passage import Passage, archive_passage, record_passage
from models.accueil.periodes import Periode, Repere, periode_of
from models.base.database import Handle
from models.base.listing import Listing
from models.comptes.agent import Agent
from models.nomenclatures.lieu import Lieu, save_lieu
from models.nomenclatures.valeur import Valeur
from tests.conftest import FrozenClock
from tests.factories import AGENT, a_passage, a_personne, writing

CNI, CAF = "thematique.pap.carte_identite", "thematique.pap"
PHONE, WALK = "mode_contact.telephone", "mode_contact.passage_spontane"


def at(day: int, hour: int = 10, month: int = 3) -> dt.datetime:
    return dt.datetime(2026, month, day, hour).astimezone()


@pytest.fixture
def known(base: Handle, frozen_clock: FrozenClock) -> dict[str, Passage]:
    """Six passages that differ in one thing or another."""
    awa = a_personne(prenom="Awa", nom_naissance="Sow")
    annexe: Lieu = save_lieu(nom="Annexe")
    with writing():
        odile = Agent(prenom="Odile", nom="Roy", statut="benevole").save()
    civil = DemandeInput(
        "thematique.pap.etat_civil", operateur="operateur.caf", resultat="resultat.reglee"
    )
    made = {
        "hier": a_passage(awa, CNI, moment=at(10), mode_contact=PHONE, duree_minutes=45),
        "long": a_passage(awa, CNI, moment=at(11), duree_minutes=150, accueilli_par=AGENT),
        "anonyme": a_passage(moment=at(11, 11), commentaire="Bus à 11 h", duree_minutes=14),
        "double": record_passage(
            lieu=annexe.id,
            personne=None,
            moment=at(11, 12),
            demandes=[DemandeInput(CNI, resultat="resultat.en_cours"), civil],
            identification="identification.anonyme",
            type_contact="type_contact.long",
            accueilli_par=odile.id,
            origine="import",
        ),
        "fevrier": a_passage(moment=at(3, month=2)),
        "archive": a_passage(awa, moment=at(11, 9)),
    }
    archive_passage(made["archive"])
    return made


def shown(listing: Listing, known: dict[str, Passage]) -> set[str]:
    names = {passage.id: name for name, passage in known.items()}
    keys = listing.keys()
    found = {names[key] for number in range(len(keys) // 128 + 1) for key in keys.page(number)}
    assert listing.count() == len(found)
    return found


def test_a_period_keeps_its_days(known: dict[str, Passage]) -> None:
    listing = registre_listing()
    asked = {
        Repere.AUJOURDHUI: {"long", "anonyme", "double"},
        Repere.HIER: {"hier"},
        Repere.CE_MOIS: {"hier", "long", "anonyme", "double"},
        Repere.MOIS_DERNIER: {"fevrier"},
        Repere.ANNEE_DERNIERE: set(),
        Repere.TOUT: {"hier", "long", "anonyme", "double", "fevrier"},
    }
    for repere, wanted in asked.items():
        assert shown(in_period(listing, periode_of(repere)), known) == wanted, repere


def test_a_period_goes_by_the_wall_not_by_utc(base: Handle, frozen_clock: FrozenClock) -> None:
    """Half past midnight here is still the day before in UTC; and the clock is set back once."""
    night = a_passage(moment=dt.datetime(2025, 10, 26, 0, 30, tzinfo=dt.UTC).astimezone())
    again = a_passage(moment=dt.datetime(2025, 10, 26, 1, 30, tzinfo=dt.UTC).astimezone())
    early = a_passage(moment=dt.datetime(2026, 3, 9, 23, 30, tzinfo=dt.UTC).astimezone())
    assert (night.heure, again.heure) == (dt.time(2, 30), dt.time(2, 30))
    day = dt.date(2025, 10, 26)
    found = in_period(registre_listing(), Periode(day, day)).keys()
    assert {*found.page(0)} == {night.id, again.id}
    tenth = dt.date(2026, 3, 10)
    assert in_period(registre_listing(), Periode(tenth, tenth)).keys().page(0) == [early.id]


@pytest.mark.parametrize(
    ("chosen", "wanted"),
    [
        ({"mode": PHONE}, {"hier"}),
        ({"mode": WALK, "duree": "tranche_duree.120_plus"}, {"long"}),
        ({"duree": "tranche_duree.moins_15"}, {"anonyme"}),
        ({"duree": "tranche_duree.30_60"}, {"hier"}),
        ({"duree": AUCUN}, {"double", "fevrier"}),
        ({"type": "type_contact.long"}, {"double"}),
        ({"thematique": CNI}, {"hier", "long", "anonyme", "double", "fevrier"}),
        ({"thematique": CAF, "mode": PHONE}, {"hier"}),
        ({"operateur": "operateur.caf"}, {"double"}),
        ({"resultat": "resultat.en_cours"}, {"double"}),
        ({"accueil": AGENT}, {"long"}),
        ({"accueil": AUCUN}, {"hier", "anonyme", "fevrier"}),
        ({"statut": "benevole"}, {"double"}),
        ({"identification": "identification.anonyme"}, {"double"}),
        ({"identification": "identification.identifiee"}, {"hier", "long"}),
        ({"identification": "identification.groupe"}, set()),
        ({"commentaire": "avec"}, {"anonyme"}),
        ({"commentaire": AUCUN}, {"hier", "long", "double", "fevrier"}),
        ({"origine": "import"}, {"double"}),
    ],
)
def test_criteria_combine(
    known: dict[str, Passage], chosen: dict[str, str], wanted: set[str]
) -> None:
    listing = filtered(registre_listing(), chosen)
    assert shown(listing, known) == wanted
    assert len(listing.filters) == len(chosen)
    assert nombres_of(listing).passages == len(wanted)


def test_criteria_of_a_demande_hold_of_one_and_the_same(known: dict[str, Passage]) -> None:
    """She asked for her card, still open, and for something else of the CAF, settled."""
    both = {"resultat": "resultat.en_cours", "operateur": "operateur.caf"}
    assert shown(filtered(registre_listing(), both), known) == set()
    one = {"resultat": "resultat.reglee", "operateur": "operateur.caf"}
    assert shown(filtered(registre_listing(), one), known) == {"double"}


def test_a_lieu_that_is_closed_still_answers(known: dict[str, Passage]) -> None:
    annexe: Any = Lieu.get(Lieu.nom == "Annexe")
    listing = filtered(registre_listing(), {"lieu": annexe.id})
    assert shown(listing, known) == {"double"}
    assert listing.filters == ("lieu\u00a0: Annexe",)


def test_a_value_no_longer_proposed_is_still_a_choice(known: dict[str, Passage]) -> None:
    with writing():
        retired = Valeur.get_by_id(PHONE)
        retired.actif = False
        retired.save()
    mode = next(filtre for filtre in FILTRES if filtre.name == "mode")
    last = mode.choix()[-1]
    assert (last.key, last.label.endswith("(retirée)")) == (PHONE, True)


def test_counts_are_exact_and_count_a_person_once(known: dict[str, Passage]) -> None:
    assert nombres_of(registre_listing()) == Nombres(5, 1, 6)
    today = in_period(registre_listing(), periode_of(Repere.AUJOURDHUI))
    assert nombres_of(today) == Nombres(3, 1, 4)
    assert nombres_of(today.searched("sow awa")) == Nombres(1, 1, 1)


def test_the_counts_are_those_of_the_accueil(known: dict[str, Passage]) -> None:
    """One figure has one computation, wherever it is read."""
    today = dt.date(2026, 3, 11)
    listing = in_period(registre_listing(), Periode(today, today))
    assert nombres_of(listing, today) == counts_of_day(today) == Nombres(3, 1, 4)


def test_only_hers_is_said_on_paper_and_not_in_the_journal(known: dict[str, Passage]) -> None:
    key = str(known["long"].personne_id)
    hers = of_personne(registre_listing(), key, "SOW Awa").searched("sow")
    assert shown(hers, known) == {"hier", "long"}
    assert "SOW Awa" in hers.filters[0]
    assert hers.traced == ("une personne", "recherche par mots")


def test_every_column_reads_in_both_engines(known: dict[str, Passage]) -> None:
    listing = filtered(registre_listing(), {"statut": "benevole"})
    labels = [column.label for column in listing.columns]
    told = dict(zip(labels, listing.texts(listing.first()[0]), strict=True))
    assert told["Statut"] == "Bénévole"
    assert told["Type"] == "Contact long (reçu en entretien)"
    assert told["Résultat"] == "En cours ici · Réglée sur place"
    assert told["Origine"] == "Repris d’un fichier"
    chosen = listing.with_columns(SHOWN)
    assert tuple(column.name for column in chosen.columns) == SHOWN
    assert chosen.first()[0][0] == known["double"].id


@pytest.mark.parametrize("column", ["jour", "personne", "mode", "lieu"])
def test_a_sorted_and_narrowed_register_is_whole(known: dict[str, Passage], column: str) -> None:
    listing = in_period(registre_listing(), periode_of(Repere.CE_MOIS)).sorted_by(column)
    assert shown(listing, known) == {"hier", "long", "anonyme", "double"}
    assert [row[0] for row in listing.first()] == listing.keys().page(0)
