"""What was begun on the road and never finished is told, and never erased unseen."""

import tempfile
from pathlib import Path

import pytest

from models.accueil.attente import leave_unreceived, note_arrival, receive, remove_wait, settle
from models.base.drafts import draft, forget_draft, keep_draft
from models.base.errors import Refused
from models.base.settings import Settings
from models.comptes import acces
from models.echanges.carnet.effacer import effacer
from models.echanges.carnet.inacheves import phrase_of
from models.echanges.carnet.lecture import Retour, lire
from tests.conftest import FrozenClock
from tests.domain.echanges.carnet.route import Route, newcomer, visit
from tests.factories import PASSWORD, the_lieu


def begun(route: Route) -> None:
    """Two put aside, one in the line, one who waits."""
    with route.en_tournee():
        for place in ("accueil.cote.1", "accueil.cote.2", "accueil.ligne"):
            keep_draft(place, {"qui": "Zoubida"})
        note_arrival(lieu=the_lieu().id, nom="Zoubida")
        visit()


def texts(retour: Retour) -> str:
    return phrase_of(retour.inacheves)


def test_what_was_begun_is_told_at_the_return_and_names_nobody(
    route: Route, frozen_clock: FrozenClock
) -> None:
    route.emporter()
    begun(route)
    frozen_clock.advance(hours=1)
    seen = route.apercu()
    assert len(seen.nouveaux) == 1
    assert texts(seen.retour) == (
        "4\u00a0saisies en cours n’ont pas été terminées sur ce carnet\u00a0: "
        "1\u00a0personne en salle d’attente, "
        "1\u00a0visite dans la ligne de l’accueil, 2\u00a0visiteurs mis de côté."
    )
    assert "Zoubida" not in repr(seen.retour)


def test_it_is_not_erased_with_them_unless_they_are_given_up(route: Route) -> None:
    dossier = route.emporter()
    begun(route)
    route.rentrer()
    lu = lire(dossier)
    with pytest.raises(Refused, match="4\u00a0saisies en cours"):
        effacer(lu)
    assert len(lire(dossier).inacheves) == 4
    effacer(lu, abandonner=True)
    assert not dossier.exists()


def test_written_in_since_it_was_read_it_is_not_erased(route: Route) -> None:
    """What came since was never shown: whoever agreed to erase the carnet did not agree to that."""
    dossier = route.emporter()
    lu = lire(dossier)
    with route.en_tournee():
        keep_draft("accueil.ligne", {"qui": "Zoubida"})
    with pytest.raises(Refused, match="rouvert depuis"):
        effacer(lu, abandonner=True)
    lu = lire(dossier)
    with route.en_tournee():
        forget_draft("accueil.ligne")
        visit()
    with pytest.raises(Refused, match="rouvert depuis"):
        effacer(lu, abandonner=True)
    assert len(route.apercu().nouveaux) == 1


def test_finished_on_another_computer_nothing_is_left_to_tell(route: Route) -> None:
    """The drafts follow the stick: what was begun on one computer is finished on any."""
    dossier = route.emporter()
    with route.en_tournee():
        keep_draft("accueil.ligne", {"qui": "Zoubida"})
    acces.lock()
    acces.open_with_password(
        dossier, "claire", password=PASSWORD, settings=Settings(poste_id="z" * 32)
    )
    assert draft("accueil.ligne") == {"qui": "Zoubida"}
    keep_draft("accueil.ligne", {"qui": "Zoubida B."})
    assert draft("accueil.ligne") == {"qui": "Zoubida B."}
    forget_draft("accueil.ligne")
    with route.en_tournee():
        assert draft("accueil.ligne") is None
    assert lire(dossier).inacheves == ()


def test_a_wait_that_is_written_or_taken_away_is_finished(route: Route) -> None:
    dossier = route.emporter()
    with route.en_tournee():
        received, wrong, gone = (note_arrival(lieu=the_lieu().id, nom=n) for n in "abc")
        receive(received.id)
        settle(received.id, lambda: visit(heure="14:00"))
        remove_wait(wrong.id)
        leave_unreceived(gone.id)
    assert [one.nature for one in lire(dossier).inacheves] == ["personne en salle d’attente"]


def test_at_home_drafts_stay_each_with_its_workstation(route: Route) -> None:
    keep_draft("accueil.ligne", {"qui": "Awa"})
    house = route.house.where
    acces.lock()
    acces.open_with_password(
        house, "claire", password=PASSWORD, settings=Settings(poste_id="z" * 32)
    )
    assert draft("accueil.ligne") is None


def test_the_copy_that_is_read_again_leaves_nothing(
    route_of_file: Route, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading the carnet a second time, to erase it, leaves no copy on this computer."""
    scratch = tmp_path / "temporaire"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    dossier = route_of_file.emporter()
    with route_of_file.en_tournee():
        visit(qui=newcomer("Zoubida", "Zoubida"))
        keep_draft("accueil.ligne", {"qui": "Zoubida"})
    effacer(lire(dossier), abandonner=True)
    assert list(scratch.iterdir()) == []
