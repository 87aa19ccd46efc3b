"""A disk or a stick in the wrong hands: what was typed is nowhere on it in clear."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.accueil.attente import note_arrival
from models.accueil.message import leave_message
from models.accueil.passage import archive_passage
from models.accueil.saisie import Visiteur
from models.base.command import undo_last
from models.base.drafts import keep_draft
from models.base.errors import Refused
from models.coffre.sauvegarde import sauvegarder
from models.comptes import acces
from models.echanges.carnet.effacer import effacer
from models.echanges.carnet.lecture import lire
from models.echanges.demonstration.dossiers import tiny_pdf
from models.personnes.document import Document, add_document, open_document
from models.personnes.foyer import join_foyer
from models.personnes.fusionner import fusionner
from models.personnes.personne import Personne, save_personne
from tests.domain.echanges.carnet.route import Route, newcomer, visit
from tests.domain.prescriptions.fouille import files, holding
from tests.factories import a_personne, the_lieu

SECRET = "Mouzaïlle"  # written nowhere else; with an accent, so that folding it would show


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where temporary files go, watched too."""
    place = tmp_path / "temporaire"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    return place


def live() -> Personne:
    """A day at the desk: the secret is typed wherever something can be typed."""
    one = a_personne(
        nom_naissance=SECRET, prenom=SECRET, surnom=SECRET, commentaire=SECRET, alerte=SECRET,
        adresse=f"3 rue {SECRET}", courriel="mouzaille@example.org", heberge_par=SECRET,
    )  # fmt: skip
    twin = a_personne(nom_naissance=SECRET, prenom="Autre")
    visit(qui=Visiteur(personne_id=one.id), commentaire=SECRET)
    visit(qui=Visiteur(repere=SECRET))
    archive_passage(visit(qui=newcomer(SECRET, SECRET), commentaire=SECRET))
    leave_message(personne=one, nature="a_appele", correspondant=SECRET, texte=SECRET)
    note_arrival(lieu=the_lieu().id, nom=SECRET, objet=SECRET)
    keep_draft("accueil.cote.1", {"qui": SECRET, "commentaire": SECRET})
    data = tiny_pdf(SECRET) + SECRET.encode() * 30
    add_document(one, nom=f"{SECRET}.pdf", data=data, intitule=SECRET)
    join_foyer(one, twin, lien=None)
    save_personne(one, surnom=f"{SECRET} encore")
    undo_last()
    fusionner(Personne.get_by_id(one.id), Personne.get_by_id(twin.id), {})
    return one


def places(*folders: Path) -> set[str]:
    found = files(*folders)
    names = ((f"nom de {place}", place.encode()) for place, _ in files(*folders))
    return holding(SECRET, found) | holding(SECRET, names)


def test_nothing_that_was_typed_lies_in_clear(
    route_of_file: Route, scratch: Path, home: Path, tmp_path: Path
) -> None:
    """Base, pieces, keys, backup, stick, temporary files, settings: open, closed, come back."""
    one = live()
    watched = (tmp_path / "base", route_of_file.stick, scratch, home)
    assert places(*watched) == set(), "pendant que la base est ouverte"
    sauvegarder(tmp_path / "base" / "copie.cac")
    route_of_file.emporter(mois=12)
    with route_of_file.en_tournee():
        assert Personne.get_by_id(one.id).nom_naissance == SECRET
        visit(qui=newcomer(SECRET, SECRET), commentaire=SECRET)
        note_arrival(lieu=the_lieu().id, nom=SECRET, objet=SECRET)
        keep_draft("accueil.cote.1", {"qui": SECRET})
        assert places(*watched) == set(), "pendant la tournée"
    route_of_file.rentrer()
    acces.lock()
    assert places(*watched) == set(), "une fois la base fermée"


def test_the_search_would_have_found_it(route_of_file: Route, scratch: Path) -> None:
    live()
    (scratch / "oubli").write_bytes(open_document(Document.get().id).data)
    (scratch / f"{SECRET}.txt").write_text("")
    assert len(places(scratch)) == 2


def test_what_a_carnet_does_not_bring_back_is_not_taken_there(route_of_file: Route) -> None:
    """A document or a household told on the road would be lost when the carnet is erased."""
    route_of_file.emporter()
    with route_of_file.en_tournee():
        one, other = a_personne(), a_personne(prenom="Awa")
        with pytest.raises(Refused, match="carnet"):
            add_document(one, nom="a.pdf", data=tiny_pdf("a"))
        with pytest.raises(Refused, match="carnet"):
            join_foyer(one, other, lien=None)
    effacer(lire(route_of_file.dossier))
    assert list(route_of_file.stick.iterdir()) == []
