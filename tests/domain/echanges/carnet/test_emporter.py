"""What leaves in a carnet, what never does, and what is left when the departure fails."""

import datetime as dt
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from models.accueil.anonyme import AnonymeConnu
from models.accueil.carnet import Carnet
from models.accueil.habitudes import catalogue, usual
from models.accueil.passage import Passage
from models.accueil.saisie import Visiteur
from models.base.database import handle
from models.base.droit import Droit
from models.base.errors import Invalid
from models.base.journal import Journal
from models.base.settings import Settings
from models.coffre.sauvegarde import sauvegarder_du_jour
from models.comptes import acces, droits
from models.comptes.agent import Agent
from models.comptes.store import BASE
from models.echanges.carnet.emporter import SLOTS_FILE, STAGING, Tour, emporter
from models.personnes.personne import Personne
from models.personnes.recherche import search_personnes
from tests.domain.echanges.carnet.route import CAF, JOUR, Route, refused, visit
from tests.factories import PASSWORD, a_personne, the_lieu, writing

FullDisk = Callable[..., Path]
SECRETS = ("0612345678", "rue de la Paix", "Ne pas appeler le soir", "claire@exemple.fr")


def test_it_is_in_the_register_and_in_the_journal(route: Route) -> None:
    dossier = route.emporter()
    carnet = Carnet.select().get()
    assert (carnet.intitule, carnet.jour, carnet.etat) == ("Marché de Beaubreuil", JOUR, "Emporté")
    assert carnet.emporte_par.identifiant == "claire"
    assert Journal.select().where(Journal.objet_id == carnet.id).get().objet == "carnet"
    assert {path.name for path in dossier.iterdir()} == {BASE, SLOTS_FILE, "LISEZ-MOI.txt"}
    assert "Marché de Beaubreuil, 11/03/2026" in (dossier / "LISEZ-MOI.txt").read_text("utf-8-sig")


def test_on_the_road_only_the_accueil_works(route: Route) -> None:
    route.emporter()
    with route.en_tournee() as carnet:
        assert carnet.carnet == "Marché de Beaubreuil, 11/03/2026"
        assert handle().require_actor().droits == droits.IN_CARNET
        assert not handle().require_actor().may(Droit.CARNET)
        assert sauvegarder_du_jour() is None
        visit()
        assert Passage.select().count() == 1


def test_nobody_goes_along_unless_asked(route: Route) -> None:
    visit(qui=_visitor())
    route.emporter(mois=0)
    assert Carnet.select().get().personnes == 0
    with route.en_tournee():
        assert Personne.select().count() == 0


def test_who_was_seen_there_goes_along_with_what_tells_her_apart(route: Route) -> None:
    a_personne(prenom="Jamais", nom_naissance="Venue")
    visit(qui=_visitor(), jour=dt.date(2026, 2, 3))
    old = a_personne(prenom="Vieille", nom_naissance="Visite")
    visit(qui=_known(old), jour=dt.date(2025, 2, 3))
    with writing():
        AnonymeConnu(repere="Monsieur au chien").save()
    visit(qui=Visiteur(anonyme_id=AnonymeConnu.get().id))
    route.emporter(mois=6)
    assert Carnet.select().get().personnes == 1
    with route.en_tournee():
        one = Personne.select().get()
        assert one.naissance.texte == "1984"
        assert (one.nom_affiche, one.commune, one.telephone) == ("SOW Fatou", "Limoges", "")
        assert [found.nom for found in search_personnes("sow 1984")] == ["SOW Fatou"]
        assert AnonymeConnu.get().repere == "Monsieur au chien"
        assert Passage.select().count() == 0


def test_nothing_else_of_the_house_is_in_the_file(route_of_file: Route) -> None:
    """Read with the carnet's own key, as who knows the password on the road could."""
    visit(qui=_visitor(), commentaire=SECRETS[2])
    dossier = route_of_file.emporter(mois=6)
    with route_of_file.en_tournee() as carnet:
        handle().engine.execute_sql("VACUUM INTO ?", (str(dossier / "clair.db"),))
        key = carnet.cles.base
    from models.base.database import CipherDatabase

    engine = CipherDatabase(dossier / "clair.db", key)
    engine.connect()
    tables = [r[0] for r in engine.execute_sql("SELECT name FROM sqlite_master WHERE type='table'")]
    held = {t: engine.execute_sql(f'SELECT * FROM "{t}"').fetchall() for t in tables}
    engine.close()
    for secret in SECRETS:
        assert secret not in str(held), secret
    full = {name for name, rows in held.items() if rows}
    assert not full & {
        "suivi",
        "entretien",
        "note",
        "document",
        "passage",
        "prescription",
        "carnet",
    }
    assert {"valeur", "lieu", "agent", "personne"} <= full


def test_the_commonest_there_come_first_answered_as_usual(route: Route) -> None:
    for _ in range(3):
        visit(CAF)
    wanted = usual(CAF)._replace(objet="")
    assert wanted.reponses == ("reponse.information",)
    route.emporter()
    with route.en_tournee():
        assert catalogue().choix[0].key == CAF
        assert usual(CAF).reponses == wanted.reponses


def test_colleagues_go_along_by_name_and_open_nothing(route: Route) -> None:
    from models.comptes.role import Role
    from tests.domain.comptes.maison import hire

    hire("awa", Role.ACCUEIL)
    route.emporter()
    with route.en_tournee():
        assert {agent.prenom for agent in Agent.select()} == {"Claire", "Awa"}
    assert acces.accounts(route.dossier) == ["claire"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"intitule": " "}, "intitule"), ({"mois": 99}, "mois"), ({"lieu": "x" * 32}, "lieu")],
)
def test_what_is_wrong_is_said_beside_its_field(
    route_of_file: Route, changes: dict[str, object], field: str
) -> None:
    tour = Tour("Marché", the_lieu().id, JOUR)._replace(**changes)  # type: ignore[arg-type]
    with pytest.raises(Invalid) as refusal:
        emporter(route_of_file.stick, tour, password=PASSWORD)
    assert refusal.value.field == field
    assert list(route_of_file.stick.iterdir()) == []


def test_another_password_takes_nothing_away(route_of_file: Route) -> None:
    tour = Tour("Marché", the_lieu().id, JOUR)
    with pytest.raises(Invalid, match="ce n’est pas celui de votre compte"):
        emporter(route_of_file.stick, tour, password="autre")
    assert (list(route_of_file.stick.iterdir()), Carnet.select().count()) == ([], 0)


def test_a_carnet_that_lies_there_is_not_written_over(route_of_file: Route) -> None:
    route_of_file.emporter()
    assert "déjà un carnet" in refused(route_of_file.emporter)
    assert Carnet.select().count() == 1


def test_a_full_stick_is_said_and_keeps_nothing(route_of_file: Route, small_disk: FullDisk) -> None:
    route_of_file.stick = small_disk(kibibytes=400)
    assert "la place y manque" in refused(route_of_file.emporter)
    assert (list(route_of_file.stick.iterdir()), Carnet.select().count()) == ([], 0)


def test_a_stick_that_is_not_there(route_of_file: Route) -> None:
    route_of_file.stick = route_of_file.stick / "partie"
    assert "n’est pas branchée" in refused(route_of_file.emporter)


def test_a_stick_that_spoils_what_is_written_is_found_out_before_leaving(
    route_of_file: Route, monkeypatch: pytest.MonkeyPatch
) -> None:
    from models.echanges.carnet import emporter as departure

    write = departure._write

    def spoil(path: Path, data: bytes) -> None:
        write(path, data[:40_000] + b"\0" * 4096 + data[44_096:] if path.name == BASE else data)

    monkeypatch.setattr(departure, "_write", spoil)
    assert "endommagé" in refused(route_of_file.emporter)
    assert (list(route_of_file.stick.iterdir()), Carnet.select().count()) == ([], 0)


KILLED = """
import os, signal, sys, datetime as dt
from pathlib import Path
from models.comptes import acces, slots
from models.base.settings import Settings
from tests.domain.comptes.maison import FAST
from tests.factories import PASSWORD, POSTE, the_lieu
slots.NEW_KDF = FAST
from models.echanges.carnet import emporter as departure
acces.open_with_password(Path(sys.argv[1]), "claire", password=PASSWORD,
                         settings=Settings(poste_id=POSTE))
name = sys.argv[3]
own = getattr(departure, name)
seen = []
def die(*args, **kwargs):
    seen.append(1)
    if len(seen) == int(sys.argv[4]):
        os.kill(os.getpid(), signal.SIGKILL)
    return own(*args, **kwargs)
setattr(departure, name, die)
tour = departure.Tour("Marché", the_lieu().id, dt.date(2026, 3, 11))
departure.emporter(Path(sys.argv[2]), tour, password=PASSWORD)
"""


@pytest.mark.parametrize(
    ("where", "time_"),
    [("_write", 1), ("_write", 2), ("_check", 1), ("replace", 1), ("replace", 2), ("replace", 3)],
)
def test_killed_on_the_way_no_half_of_a_carnet_looks_whole(
    route_of_file: Route, where: str, time_: int
) -> None:
    house = route_of_file.house.where
    acces.lock()
    arguments = [str(house), str(route_of_file.stick), where, str(time_)]
    killed = subprocess.run([sys.executable, "-c", KILLED, *arguments], check=False)
    assert killed.returncode == -9
    assert isinstance(house, Path)
    acces.open_with_password(
        house, "claire", password=PASSWORD, settings=Settings(poste_id="p" * 32)
    )
    assert not list(route_of_file.stick.glob(f"*/{BASE}"))
    assert Carnet.select().count() == 0
    route_of_file.emporter("Marché")
    assert not (route_of_file.dossier / STAGING).exists()
    with route_of_file.en_tournee():
        visit()


def test_it_takes_a_few_seconds_at_most(route_of_file: Route) -> None:
    begun = time.monotonic()
    route_of_file.emporter()
    assert time.monotonic() - begun < 15


def _visitor() -> object:
    return _known(
        a_personne(
            prenom="Fatou",
            nom_naissance="Sow",
            commune="Limoges",
            adresse=SECRETS[1],
            telephone=SECRETS[0],
            courriel=SECRETS[3],
            date_naissance=dt.date(1984, 6, 2),
        )
    )


def _known(personne: Personne) -> object:
    return Visiteur(personne_id=personne.id)
