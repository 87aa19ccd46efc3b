"""The timeline of a person: everything the role may see, nothing hinted of the rest, fast."""

import datetime as dt
import time
from typing import Any

import pytest

from models.accueil import faits as accueil
from models.accueil.passage import archive_passage
from models.base.command import undo_last
from models.comptes.role import Role
from models.personnes import faits as dossier
from models.personnes.accord import note_accord
from models.personnes.chronologie import chronologie, of_genre, target_of
from models.personnes.document import add_document
from models.personnes.foyer import join_foyer
from models.personnes.personne import Personne, save_personne
from models.prescriptions import faits as prescriptions
from models.prescriptions import fiche
from models.suivis import faits as suivis
from models.suivis.entretien import note_entretien
from models.suivis.frein import lift_frein, note_frein
from models.suivis.mission import Mission
from models.suivis.objectif import abandon_objectif, fix_objectif, reach_objectif
from models.suivis.partage import record_partage
from models.suivis.phase import date_phases
from models.suivis.rendez_vous import take_rendez_vous
from models.suivis.sortie import close_suivi
from models.suivis.suivi import Suivi, open_suivi, phases_of_suivi
from tests.conftest import FrozenClock
from tests.factories import AGENT, a_passage, a_personne, actor_with, writing

LOADED = (accueil, dossier, prescriptions, suivis)  # each brings its sources


@pytest.fixture
def awa(base: Any, frozen_clock: FrozenClock) -> Personne:
    """A person to whom one of everything happened."""
    awa = a_personne(prenom="Awa")
    a_passage(awa, moment=dt.datetime(2026, 3, 2, 9, 5, tzinfo=dt.UTC))
    a_passage(a_personne(prenom="Autre"))
    archive_passage(a_passage(awa))
    suivi = open_suivi(
        personne=awa, dispositif="ateliers_citoyens", referent=AGENT,
        ouvert_le=dt.date(2026, 1, 5),
    )  # fmt: skip
    phases = phases_of_suivi(suivi.id)[:1]
    date_phases(phases, [(dt.date(2026, 1, 6), dt.date(2026, 3, 5))])
    _live_through(suivi)
    close_suivi(suivi, clos_le=dt.date(2026, 3, 8), motif_sortie="motif_sortie.incarceration")
    prescription = fiche.create_prescription(personne=awa, dispositif="ateliers_citoyens")
    fiche.note_etape(prescription, nature="transmise", date=dt.date(2026, 3, 9))
    note_accord(awa, accord="accord_personne.image", reponse="donne", date=dt.date(2026, 3, 1))
    note_accord(awa, accord="accord_personne.image", reponse="retire", date=dt.date(2026, 3, 4))
    add_document(awa, nom="cv.pdf", data=b"%PDF-1.4", type_document="type_document.cv")
    join_foyer(awa, a_personne(prenom="Moussa"), lien="lien_foyer.enfant")
    save_personne(Personne.get_by_id(awa.id), commune="Limoges")
    return awa


def _live_through(suivi: Suivi) -> None:
    """A frein lifted, then found so again; a goal reached; a mission; an entretien; what comes."""
    frein = note_frein(suivi.id, "frein.logement.loyer", date=dt.date(2026, 1, 12), intensite=2)
    lift_frein(frein, date=dt.date(2026, 2, 2))
    lift_frein(frein, date=dt.date(2026, 2, 20))
    goal = fix_objectif(suivi.id, fixe_le=dt.date(2026, 1, 12), intitule="Avoir un chez-moi")
    reach_objectif(goal, le=dt.date(2026, 2, 3))
    abandon_objectif(
        fix_objectif(suivi.id, fixe_le=dt.date(2026, 1, 12), intitule="Chanter"),
        le=dt.date(2026, 2, 4),
    )
    with writing():
        Mission(
            suivi=suivi, intitule="Au jardin", du=dt.date(2026, 1, 20), au=dt.date(2026, 9, 19),
            rompue_le=dt.date(2026, 2, 10),
        ).save()  # fmt: skip
    note_entretien(suivi, date=dt.date(2026, 2, 12))
    record_partage(
        suivi.id, destinataire="CAF", contenu=["parcours"], motif="Ouvrir un droit",
        date=dt.date(2026, 2, 14), accord="oral",
    )  # fmt: skip
    take_rendez_vous(suivi, date=dt.date(2026, 3, 20), heure=dt.time(10))
    take_rendez_vous(suivi, date=dt.date(2026, 4, 20))


def told(personne: Personne) -> list[tuple[str, ...]]:
    listing = chronologie(personne.id)
    return [listing.texts(row) for row in listing.rows()]


def test_everything_stands_in_one_list_newest_first(awa: Personne) -> None:
    facts = [(when, titre, detail) for when, _, titre, detail in told(awa)]
    days = [dt.datetime.strptime(when[:10], "%d/%m/%Y").date() for when, *_ in facts]
    assert days == sorted(days, reverse=True)
    assert ("02/03/2026 10:05", "Carte d’identité, passeport", "Siège") in facts
    dated = {(when, titre): detail for when, titre, detail in facts}
    ateliers = "Les Ateliers citoyens"
    for when, titre, detail in (
        ("05/01/2026", "Suivi ouvert", ateliers),
        ("05/01/2026", "Référent\u00a0: Claire SOW", ""),
        ("08/03/2026", "Suivi terminé", "Incarcération"),
        ("02/02/2026", "Frein levé\u00a0: Difficulté à payer le loyer", ""),
        ("03/02/2026", "Objectif atteint\u00a0: Avoir un chez-moi", ""),
        ("20/01/2026", "Début de mission\u00a0: Au jardin", "Service civique"),
        ("10/02/2026", "Mission rompue\u00a0: Au jardin", "Service civique"),
        ("12/02/2026", "Entretien individuel", "avec Claire SOW"),
        ("14/02/2026", "Partagé avec CAF", "Ouvrir un droit"),
        ("20/03/2026 10:00", "Prochain rendez-vous", "avec Claire SOW"),
        ("11/03/2026", "Fiche 2026-0001 établie", ateliers),
        ("09/03/2026", "Transmise", "Fiche 2026-0001"),
        ("01/03/2026", "Accord donné\u00a0: photos lors des activités", ""),
        ("04/03/2026", "Accord retiré\u00a0: photos lors des activités", ""),
        ("11/03/2026 14:32", "cv", "CV"),
        ("11/03/2026 14:32", "Foyer\u00a0: DIALLO Moussa", "Enfant"),
        ("11/03/2026 14:32", "Dossier créé\u00a0: nom de naissance, prénom", "par Claire"),
    ):
        assert (when, titre) in dated or titre.startswith("Dossier"), (when, titre)
        assert dated.get((when, titre), detail) == detail
    changes = [titre for _, titre, detail in facts if detail == "par Claire"]
    assert any(titre.startswith("Dossier modifié") and "commune" in titre for titre in changes)
    assert len([1 for _, titre, _ in facts if titre.startswith("Carte d’identité")]) == 1
    assert len({row[0] for row in chronologie(awa.id).rows()}) == len(facts)


def test_what_a_role_may_not_see_is_not_hinted_at(awa: Personne, base: Any) -> None:
    base.actor = actor_with(Role.ACCUEIL)
    words = "\n".join("|".join(line) for line in told(awa))
    for known in ("Suivi ouvert", "Référent", "Suivi terminé", "Prochain rendez-vous"):
        assert known in words, known
    lived = ("Frein", "loyer", "chez-moi", "jardin", "Entretien", "CAF")
    for hidden in ("Incarcération", "Mobilisation", "par Claire", "Dossier modifié", *lived):
        assert hidden not in words, hidden
    base.actor = actor_with(Role.REFERENT)
    words = "\n".join("|".join(line) for line in told(awa))
    assert "Incarcération" in words
    assert "Début" in words
    assert "par Claire" not in words
    assert (words.count("Frein levé"), words.count("rendez-vous")) == (1, 1)
    assert "Chanter" not in words  # given up is no fact of a life


def test_it_is_narrowed_to_one_kind_and_leads_to_what_it_tells(awa: Personne) -> None:
    whole = chronologie(awa.id)
    for genre in ("passages", "documents", "dossier", "fiches", *suivis.GENRES):
        listing = of_genre(whole, genre)
        rows = list(listing.rows())
        assert rows, genre
        assert {target_of(listing, row[0])[0] for row in rows} == {genre}
    (passage,) = of_genre(whole, "passages").rows()
    assert target_of(whole, passage[0]) == ("passages", passage[0])
    closed = next(r for r in whole.rows() if whole.texts(r)[2].startswith("Suivi terminé"))
    assert target_of(whole, closed[0])[1] != closed[0]


def test_it_follows_an_undo(awa: Personne) -> None:
    add_document(awa, nom="lettre.pdf", data=b"%PDF-1.4 x")
    assert "lettre" in {line[2] for line in told(awa)}
    undo_last()
    assert "lettre" not in {line[2] for line in told(awa)}


def test_two_thousand_facts_come_by_pages_within_a_tenth_of_a_second(awa: Personne) -> None:
    with writing():
        first = a_passage(awa)
        start = first.moment
        for n in range(2000):
            first.id, first._loaded = f"{n:032x}", False
            first.moment = start - dt.timedelta(hours=n)
            first.version = 1
            first.save()
    listing = chronologie(awa.id)
    before = time.thread_time()
    keys = listing.keys()
    shown = listing.at(keys.page(3))
    spent = time.thread_time() - before
    assert len(keys) > 2000
    assert all(row is not None for row in shown)
    assert spent < 0.1
