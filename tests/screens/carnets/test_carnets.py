"""A carnet leaves from the screen, comes back to it, is erased, is lost; each refusal in place."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from models.accueil.carnet import Carnet
from models.accueil.passage import Passage
from models.base.settings import Settings
from models.comptes import acces
from models.comptes.acces import Acces
from models.comptes.store import BASE
from models.echanges.carnet.lecture import folder_of
from models.personnes.personne import Personne
from tests.factories import PASSWORD, a_passage, a_personne
from tests.screens.carnets.tournee import Tournee, begun_on_the_road, on_the_road
from ui.screens.carnets import screen


def test_it_leaves_receives_and_comes_back(tournee: Tournee, cle: Path) -> None:
    tournee.leave(cle)
    assert "Le carnet est prêt" in tournee.read
    assert "aucun nom" in tournee.read
    on_the_road(cle, "Awa:N’Diaye", ":")
    tournee.do("carnet.fin")
    assert [row["etat"] for row in tournee.rows] == ["Emporté"]
    tournee.come_back(cle)
    assert "2 passages à rentrer" in tournee.read
    assert "1 personne inscrite en tournée" in tournee.read
    assert Passage.select().count() == 0, "rien n’est écrit avant l’accord"
    tournee.do("carnet.rentrer")
    assert "Au registre\u00a0: 2\u00a0passages, 1\u00a0nouveau dossier." in tournee.read
    tournee.do("carnet.garder")
    assert [(r["etat"], r["passages"]) for r in tournee.rows] == [("Rentré", "2")]
    tournee.come_back(cle)
    assert "Rien de nouveau" in tournee.read


def test_once_back_it_is_erased(tournee: Tournee, cle: Path) -> None:
    tournee.leave(cle)
    on_the_road(cle, ":")
    tournee.come_back(cle)
    tournee.do("carnet.rentrer")
    tournee.do("carnet.effacer")
    assert tournee.banner == "Carnet effacé"
    assert list(cle.iterdir()) == []
    assert Passage.select().count() == 1


def test_what_was_begun_is_told_and_may_be_finished_first(
    tournee: Tournee, cle: Path, maison: Acces, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[dict[str, str]] = []
    tournee.leave(cle)
    on_the_road(cle, ":")
    begun_on_the_road(cle, "accueil.cote.1", "accueil.cote.2")
    tournee.come_back(cle)
    said = (
        "2\u00a0saisies en cours n’ont pas été terminées sur ce carnet\u00a0: "
        "2\u00a0visiteurs mis de côté."
    )
    assert said in tournee.read
    tournee.do("carnet.rentrer")
    assert said in tournee.read
    assert tournee.find("carnet.garder").text() == "Garder le carnet pour les terminer"  # type: ignore[attr-defined]
    monkeypatch.setattr(screen, "confirm", lambda *_, **what: bool(asked.append(what)))
    tournee.do("carnet.effacer")
    assert said in asked[0]["text"]
    assert folder_of(cle).exists(), "sans accord, rien n’est effacé"
    monkeypatch.setattr(screen, "confirm", lambda *_, **__: True)
    tournee.do("carnet.effacer")
    assert list(cle.iterdir()) == []


def test_doubles_and_look_alikes_are_decided(tournee: Tournee, cle: Path) -> None:
    fatou = a_personne(prenom="Fatou", nom_naissance="Sow")
    a_passage(fatou)
    tournee.leave(cle)
    on_the_road(cle, "Fatou:Sow", "Fatou:Sow")
    tournee.come_back(cle)
    assert "est-ce la même personne" in tournee.read
    near = [w for w in tournee.window.findChildren(object) if _is_near(w)]
    assert len(near) == 2
    assert {w.text() for w in near} == {"Nouveau dossier"}  # type: ignore[attr-defined]
    tournee.set(near[0].objectName(), "C’est SOW")
    tournee.do("carnet.rentrer")
    assert (Personne.select().count(), Passage.select().count()) == (2, 3)


def test_what_was_written_twice_may_be_left(tournee: Tournee, cle: Path) -> None:
    fatou = a_personne(prenom="Fatou", nom_naissance="Sow")
    a_passage(fatou)
    tournee.leave(cle, mois="3")
    assert "1 nom" in tournee.read
    _visit_again(cle, fatou.id)
    tournee.come_back(cle)
    assert "Passages à vérifier" in tournee.read
    tournee.tick("SOW Fatou")
    tournee.do("carnet.rentrer")
    assert Passage.select().count() == 1


def test_turned_no_name_is_read(tournee: Tournee, cle: Path) -> None:
    a_personne(prenom="Fatou", nom_naissance="Sow")
    tournee.leave(cle)
    on_the_road(cle, "Fatou:Sow")
    tournee.window.context.turned.toggle()
    tournee.come_back(cle)
    assert "est masqué" in tournee.read
    assert "SOW" not in tournee.read
    tournee.window.context.turned.toggle()
    assert "SOW Fatou" in tournee.read
    tournee.window.context.turned.toggle()
    assert "SOW" not in tournee.read
    assert not [w for w in tournee.window.findChildren(QLabel) if "SOW" in w.text()]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("depart.intitule", "", "ce champ est vide"),
        ("depart.mois", "beaucoup", "n’est pas un nombre"),
        ("depart.mois", "48", "de 0 à 24"),
        ("depart.password", "autre", "ce n’est pas celui de votre compte"),
    ],
)
def test_a_departure_says_what_is_wrong_in_its_place(
    tournee: Tournee, cle: Path, *, field: str, value: str, said: str
) -> None:
    tournee.do("carnet.emporter")
    for name, typed in (("intitule", "Marché"), ("password", PASSWORD), ("dossier", str(cle))):
        tournee.set(f"depart.{name}", typed)
    tournee.set(field, value)
    tournee.do("carnet.partir")
    assert said in tournee.read
    assert list(cle.iterdir()) == []


def test_no_folder_and_a_folder_without_carnet(tournee: Tournee, cle: Path) -> None:
    tournee.do("carnet.retour")
    tournee.do("carnet.lire")
    assert "choisissez la clé USB ou le dossier" in tournee.read
    tournee.set("retour.dossier", str(cle))
    tournee.do("carnet.lire")
    assert "Il n’y a pas de carnet" in tournee.banner


def test_when_the_house_changed_its_key_a_password_is_asked(tournee: Tournee, cle: Path) -> None:
    from models.comptes import rotation

    tournee.leave(cle)
    on_the_road(cle, ":")
    rotation.change_base(acces.current())
    tournee.come_back(cle)
    assert "la clé de cette base a changé" in tournee.read
    tournee.set("retour.secret", PASSWORD)
    tournee.do("carnet.lire")
    assert "1 passage à rentrer" in tournee.read


def test_a_return_is_taken_back_in_figures(tournee: Tournee, cle: Path) -> None:
    tournee.leave(cle)
    on_the_road(cle, "Awa:N’Diaye", ":")
    tournee.come_back(cle)
    tournee.do("carnet.rentrer")
    tournee.do("carnet.garder")
    tournee.open_first()
    assert "Dernier retour\u00a0: 2\u00a0passages, 1\u00a0nouveau dossier." in tournee.read
    tournee.do("carnet.annuler")
    assert tournee.banner == "Retour annulé\u00a0: 2\u00a0passages, 1\u00a0nouveau dossier en moins"
    assert (Passage.select().count(), Personne.select().count()) == (0, 0)


def test_lost_it_says_what_to_do(tournee: Tournee, cle: Path) -> None:
    tournee.leave(cle)
    tournee.do("carnet.fin")
    tournee.open_first()
    tournee.do("carnet.perdu")
    assert "registre des violations" in tournee.read
    assert "72 heures" in tournee.read
    tournee.do("carnet.liste")
    assert [row["etat"] for row in tournee.rows] == ["Perdu"]
    assert Carnet.get().perdu_le is not None


def test_in_a_carnet_the_window_says_so_and_only_receives(
    tournee: Tournee, cle: Path, maison: Acces, qtbot: QtBot
) -> None:
    tournee.leave(cle)
    folder = next(path.parent for path in cle.glob(f"*/{BASE}"))
    tournee.stop()
    tournee.window.hide()
    acces.lock()
    acces.open_with_password(folder, "claire", password=PASSWORD, settings=Settings())
    there = Tournee(qtbot)
    heading = there.window.heading._subtitle.text()
    assert heading.startswith("Carnet de tournée — Marché, ")
    assert {entry.id for entry in there.window.allowed()} <= {
        "accueil", "personnes", "saisie", "reglages", "registre",
    }  # fmt: skip
    assert "n’ouvre pas l’écran" in there.banner
    assert not there.window.backup.due
    one = a_personne(prenom="Fatou", nom_naissance="Sow")
    there.window.navigate("personnes", personne=one.id)
    there.settle()
    acts = {act.id for act in there.window.current.actions()}  # type: ignore[union-attr]
    assert "personne.edit" in acts
    assert not acts & {"personne.document", "personne.foyer"}
    assert not [w for w in there.window.findChildren(QWidget) if _is_of_home(w)]
    assert not there.window.findChild(QWidget, "personne.page").acceptDrops()
    there.stop()


def _is_of_home(widget: QWidget) -> bool:
    """A list, a link or a button for documents or the household."""
    name = widget.objectName()
    return name.startswith(("personne.vers.documents", "personne.foyer"))


def _is_near(widget: object) -> bool:
    name = getattr(widget, "objectName", str)()
    return name.startswith("carnet.") and hasattr(widget, "displayText") and len(name) == 39


def _visit_again(cle: Path, personne_id: str) -> None:
    import subprocess
    import sys

    from models.echanges.carnet.lecture import folder_of
    from tests.screens.carnets.tournee import ROAD

    program = ROAD.replace(
        'Visiteur(nouvelle={"prenom": prenom, "nom_naissance": nom})', "Visiteur(nom)"
    )
    subprocess.run(
        [sys.executable, "-c", program, str(folder_of(cle)), PASSWORD, f"x:{personne_id}"],
        check=True,
    )
