"""An import taken back, and put back after all."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from models.accueil.demande import DemandeInput, demandes_of
from models.accueil.passage import Passage, correct_passage, restore_passage
from models.base import journal
from models.base.errors import Refused
from models.comptes.agent import Agent
from models.comptes.role import Role
from models.echanges.annulation import annulation_of, annuler_importation
from models.echanges.importation import Importation
from models.echanges.retablissement import retablir_importation
from models.personnes.personne import save_personne
from models.personnes.recherche import search_personnes
from models.suivis.suivi import Suivi
from tests.conftest import FrozenClock
from tests.domain.echanges.test_reprise import FEBRUARY, JANUARY, a_file, brought, files, here
from tests.factories import a_passage, actor_with

# Taken back


def test_an_import_is_taken_back_whole_and_may_be_made_again(base: Any, tmp_path: Path) -> None:
    path = a_file(tmp_path, *JANUARY)
    brought(path)
    before = journal.Journal.select().count()
    told = annuler_importation(Importation.get())
    assert told.phrase == "4 passages retirés, 2 dossiers archivés"
    assert journal.Journal.select().count() == before + 1
    assert here() == []
    assert files() == []
    assert brought(path)["passages"] == 4
    assert len(files()) == 2


def test_the_search_forgets_the_files_that_are_taken_back(base: Any, tmp_path: Path) -> None:
    brought(a_file(tmp_path, *JANUARY))
    assert search_personnes("sarr")
    annuler_importation(Importation.get())
    assert search_personnes("sarr") == []
    assert search_personnes("s") == []


def test_what_was_touched_since_is_kept_and_told(
    base: Any, tmp_path: Path, frozen_clock: FrozenClock
) -> None:
    brought(a_file(tmp_path, *JANUARY, *FEBRUARY))
    frozen_clock.advance(hours=1)
    corrected, answered, *_ = [p for p in here() if p.personne_id is None]
    correct_passage(corrected, duree_minutes=7)
    asked = [
        DemandeInput(demandes_of(answered.id)[0].thematique_id, reponses=("reponse.impression",))
    ]
    correct_passage(answered, demandes=asked)
    dufour, _sarr = files()
    a_passage(dufour)
    told = annulation_of(Importation.get())
    assert annuler_importation(Importation.get()) == told
    assert (told.passages, told.passages_gardes) == (3, 2)
    assert (told.personnes, told.personnes_gardees) == (1, 1)
    assert [p.id for p in files()] == [dufour.id]
    assert {p.id for p in here()} >= {corrected.id, answered.id}


@pytest.mark.parametrize("touch", ["fait", "suivi"])
def test_a_file_that_serves_since_stays(base: Any, tmp_path: Path, touch: str) -> None:
    brought(a_file(tmp_path, *JANUARY))
    _dufour, sarr = files()
    if touch == "fait":
        save_personne(sarr, commune="Limoges")
    else:
        from models.suivis.suivi import open_suivi

        agent = Agent.get(Agent.identifiant.is_null(False))
        open_suivi(personne=sarr, dispositif=None, referent=agent.id)
        assert Suivi.select().count() == 1
    told = annuler_importation(Importation.get())
    assert (told.passages, told.personnes, told.personnes_gardees) == (4, 1, 1)
    assert [p.id for p in files()] == [sarr.id]


def test_taking_back_a_replacement_restores_what_was_replaced(base: Any, tmp_path: Path) -> None:
    brought(a_file(tmp_path, *JANUARY))
    changed = a_file(tmp_path, *JANUARY[:3], "07/01/2025;10h00;SARR Awa;;RSA;20", name="b.csv")
    brought(changed, modifiees=True)
    second = Importation.get(Importation.fichier == "b.csv")
    told = annuler_importation(second)
    assert (told.passages, told.retablis) == (1, 1)
    assert [p.duree_minutes for p in here() if p.heure == dt.time(10)] == [15]


def test_it_is_taken_back_once_and_not_by_anybody(base: Any, tmp_path: Path) -> None:
    brought(a_file(tmp_path, *JANUARY))
    base.actor, mine = actor_with(Role.REFERENT), base.actor
    with pytest.raises(Refused):
        annuler_importation(Importation.get())
    base.actor = mine
    annuler_importation(Importation.get())
    with pytest.raises(Refused, match="déjà été annulée"):
        annuler_importation(Importation.get())


# Wanted after all


def everything() -> dict[str, Any]:
    """All that is counted, row by row."""
    return {
        "passages": [(p.id, p.version, p.personne_id, p.duree_minutes) for p in here()],
        "personnes": [(p.id, p.version, p.telephone, p.commune) for p in files()],
    }


def test_an_import_put_back_is_as_it_was_and_found_again(base: Any, tmp_path: Path) -> None:
    brought(a_file(tmp_path, *JANUARY))
    before, asked = everything(), journal.Journal.select().count()
    for _ in range(2):  # as often as one likes, each time whole
        told = annuler_importation(Importation.get())
        assert (told.passages, told.personnes, here()) == (4, 2, [])
        done = retablir_importation(Importation.get())
        assert done.phrase == "4 passages rétablis, 2 dossiers rétablis"
        assert everything() == before
    assert journal.Journal.select().count() == asked + 4
    assert [f.nom for f in search_personnes("sarr")] == ["SARR Awa"]
    with pytest.raises(Refused, match="déjà été repris"):
        brought(a_file(tmp_path, *JANUARY))


def test_put_back_what_was_kept_stays_as_it_was_corrected(
    base: Any, tmp_path: Path, frozen_clock: FrozenClock
) -> None:
    brought(a_file(tmp_path, *JANUARY))
    frozen_clock.advance(hours=1)
    corrected = next(p for p in here() if p.personne_id is None)
    correct_passage(corrected, duree_minutes=7)
    before = everything()
    annuler_importation(Importation.get())
    restored = next(p for p in Passage.select().where(Passage.archived_at.is_null(False)))
    restore_passage(restored.id)  # one came back by hand meanwhile
    assert retablir_importation(Importation.get()).passages == 2
    assert {row[0] for row in everything()["passages"]} == {row[0] for row in before["passages"]}
    assert everything()["personnes"] == before["personnes"]
    assert [p.duree_minutes for p in here() if p.id == corrected.id] == [7]


def test_put_back_a_replacement_takes_its_place_again(base: Any, tmp_path: Path) -> None:
    brought(a_file(tmp_path, *JANUARY))
    changed = a_file(tmp_path, *JANUARY[:3], "07/01/2025;10h00;SARR Awa;;RSA;20", name="b.csv")
    brought(changed, modifiees=True)
    before, second = everything(), Importation.get(Importation.fichier == "b.csv")
    annuler_importation(second)
    assert retablir_importation(second).passages == 1
    assert everything() == before
    annuler_importation(second)
    old = next(p for p in here() if p.heure == dt.time(10))
    correct_passage(old, duree_minutes=33)
    with pytest.raises(Refused, match="corrigé depuis"):
        retablir_importation(second)
    assert [p.duree_minutes for p in here() if p.heure == dt.time(10)] == [33]


def test_brought_in_again_meanwhile_it_is_not_put_back_beside_itself(
    base: Any, tmp_path: Path, frozen_clock: FrozenClock
) -> None:
    brought(a_file(tmp_path, *JANUARY))
    first = Importation.get()
    with pytest.raises(Refused, match="est en place"):
        retablir_importation(first)
    annuler_importation(first)
    frozen_clock.advance(hours=1)
    brought(a_file(tmp_path, *JANUARY, *FEBRUARY, name="mars.csv"))
    before = everything()
    with pytest.raises(Refused, match="reprises depuis"):
        retablir_importation(first)
    assert everything() == before
    base.actor, mine = actor_with(Role.REFERENT), base.actor
    with pytest.raises(Refused):
        retablir_importation(first)
    base.actor = mine
