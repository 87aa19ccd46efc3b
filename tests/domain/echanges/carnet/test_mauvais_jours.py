"""A carnet that is lost, foreign, damaged, half copied, or whose password nobody has any more."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.accueil.carnet import Carnet, declarer_perdu, que_faire
from models.accueil.passage import Passage, archive_passage, correct_passage
from models.base import crypto
from models.base.errors import Failure, Invalid
from models.base.settings import Settings
from models.comptes import acces, compte, rotation
from models.comptes.store import BASE
from models.echanges.carnet.apercu import apercu
from models.echanges.carnet.effacer import effacer
from models.echanges.carnet.emporter import SLOTS_FILE
from models.echanges.carnet.lecture import lire
from tests.conftest import FrozenClock
from tests.depth import depth, longer
from tests.domain.comptes.maison import OTHER
from tests.domain.echanges.carnet.route import Route, newcomer, refused, register, visit
from tests.factories import PASSWORD, POSTE, created


def test_lost_it_says_what_was_on_it_and_what_to_do(
    route: Route, frozen_clock: FrozenClock
) -> None:
    visit(qui=newcomer())
    route.emporter(mois=3)
    declarer_perdu(Carnet.get())
    carnet = Carnet.get()
    assert carnet.etat == "Perdu"
    said = " ".join(que_faire(carnet))
    assert "1\u00a0dossier (nom, prénom, année de naissance, commune)" in said
    assert "avant le 14/03/2026 à 14:32" in said, "72 heures après la déclaration"
    assert "registre des violations" in said
    assert "Claire SOW" in said
    frozen_clock.advance(hours=1)
    assert "déjà déclaré perdu" in refused(lambda: declarer_perdu(carnet))


def test_found_again_it_comes_back(route: Route, frozen_clock: FrozenClock) -> None:
    route.emporter()
    with route.en_tournee():
        visit()
    declarer_perdu(Carnet.get())
    frozen_clock.advance(days=2)
    assert route.rentrer().passages == 1
    assert Carnet.get().etat == "Rentré"


def test_of_another_structure_nothing_is_taken(
    route_of_file: Route, tmp_path: Path, frozen_clock: FrozenClock
) -> None:
    from tests.engines import fresh_sqlcipher

    lu = lire(route_of_file.emporter())
    acces.lock()
    with created(fresh_sqlcipher(tmp_path / "autre"), tmp_path / "autre", anew=True):
        assert "emporté d’une autre base" in refused(lambda: lire(route_of_file.dossier))
        assert "emporté d’une autre base" in refused(lambda: effacer(lu))
    assert (route_of_file.dossier / BASE).exists()


def test_a_base_that_is_no_carnet_is_not_taken_for_one(route_of_file: Route) -> None:
    house = route_of_file.house.where
    assert isinstance(house, Path)
    lu = replace(lire(route_of_file.emporter()), dossier=house)
    assert "ce n’est pas un carnet" in refused(lambda: lire(house))
    assert "ce n’est pas un carnet" in refused(lambda: effacer(lu))
    assert (house / BASE).exists()


def test_an_empty_folder_and_one_that_is_gone(route_of_file: Route) -> None:
    assert "Il n’y a pas de carnet" in refused(lambda: lire(route_of_file.stick))
    gone = route_of_file.stick / "partie"
    assert "ne se lit pas" in refused(lambda: lire(gone))


def test_the_whole_stick_may_be_chosen(route_of_file: Route) -> None:
    dossier = route_of_file.emporter()
    assert lire(route_of_file.stick).dossier == dossier
    route_of_file.emporter("Autre marché")
    assert "plusieurs carnets" in refused(lambda: lire(route_of_file.stick))


@pytest.mark.parametrize("kept", [0, 1, 5000, 400_000])
def test_cut_short_by_a_stick_pulled_out(route_of_file: Route, kept: int) -> None:
    dossier = route_of_file.emporter()
    with route_of_file.en_tournee():
        visit()
    base = dossier / BASE
    base.write_bytes(base.read_bytes()[:kept])
    assert "endommagé" in refused(lambda: lire(dossier))


def test_a_page_changed_on_the_stick(route_of_file: Route) -> None:
    dossier = route_of_file.emporter()
    with (dossier / BASE).open("r+b") as file:
        file.seek(200_000)
        file.write(b"\xff" * 16)
    assert "endommagé" in refused(lambda: lire(dossier))


@pytest.mark.parametrize("text", [None, "", "{}", "\udce9"])
def test_without_its_keys(route_of_file: Route, text: str | None) -> None:
    dossier = route_of_file.emporter()
    (dossier / SLOTS_FILE).unlink()
    if text is not None:
        (dossier / SLOTS_FILE).write_bytes(text.encode("utf-8", "surrogateescape"))
    said = refused(lambda: lire(dossier))
    assert "n’a plus ses clés" in said or "endommagé" in said


def test_the_last_words_before_a_power_cut_come_back(route_of_file: Route, tmp_path: Path) -> None:
    """Copied while it is open: what it wrote last is in its journal only."""
    dossier = route_of_file.emporter()
    cut = tmp_path / "carnet-coupe"
    with route_of_file.en_tournee():
        one = visit()
        assert (dossier / f"{BASE}-wal").stat().st_size > 0
        shutil.copytree(dossier, cut, ignore=shutil.ignore_patterns("*-shm"))
    assert [ligne.id for ligne in apercu(lire(cut)).nouveaux] == [one.id]


def test_open_in_another_window_it_waits(route_of_file: Route) -> None:
    import subprocess
    import sys

    dossier = route_of_file.emporter()
    program = (
        "import sys\nfrom pathlib import Path\nfrom models.comptes import acces\n"
        "from models.base.settings import Settings\n"
        "acces.open_with_password(Path(sys.argv[1]), 'claire', password=sys.argv[2],"
        " settings=Settings(poste_id='q' * 32))\n"
        "print('ouvert', flush=True)\nsys.stdin.readline()\n"
    )
    lu = lire(dossier)
    other = subprocess.Popen(
        [sys.executable, "-c", program, str(dossier), PASSWORD],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdout is not None
    assert other.stdout.readline() == "ouvert\n"
    assert "ouvert dans une autre fenêtre" in refused(lambda: lire(dossier))
    assert "ouvert dans une autre fenêtre" in refused(lambda: effacer(lu))
    other.communicate("\n")
    assert apercu(lire(dossier)).is_empty


def test_when_the_house_changed_its_key_the_password_of_the_road_opens(
    route_of_file: Route,
) -> None:
    route_of_file.emporter()
    with route_of_file.en_tournee():
        visit()
    compte.change_own_password(current=PASSWORD, new=OTHER)
    rotation.change_base(acces.current())
    with pytest.raises(Invalid) as asked:
        lire(route_of_file.dossier)
    assert (asked.value.field, "«\u00a0claire\u00a0»" in asked.value.message) == ("secret", True)
    with pytest.raises(Invalid, match="ne l’ouvre pas"):
        lire(route_of_file.dossier, secret=OTHER)
    assert len(route_of_file.apercu(PASSWORD).nouveaux) == 1


def test_a_lost_password_does_not_lose_a_tour(frozen_clock: FrozenClock, tmp_path: Path) -> None:
    """The recovery key of the house opens the carnet, at home and on the road."""
    from models.coffre.creation import create_structure

    house, key = create_structure(
        tmp_path / "base", service={"nom": "Centre", "commune": "Limoges"}, identifiant="claire",
        password=PASSWORD, settings=Settings(poste_id=POSTE),
    )  # fmt: skip
    stick = tmp_path / "cle"
    stick.mkdir()
    route = Route(house, stick)
    route.emporter()
    with route.en_tournee():
        visit()
    rotation.change_base(acces.current())
    assert len(route.apercu(key.lower()).nouveaux) == 1
    acces.lock()
    on_the_road = acces.open_with_recovery(route.dossier, key, settings=Settings(poste_id=POSTE))
    assert on_the_road.carnet
    assert Passage.select().count() == 1


def test_erased_nothing_is_left_and_neighbours_stay(route_of_file: Route) -> None:
    dossier = route_of_file.emporter()
    with route_of_file.en_tournee():
        visit()
    (route_of_file.stick / "photos.txt").write_text("à elle")
    (dossier / "sauvegardes").mkdir()
    (dossier / "sauvegardes" / "avant-mise-a-jour-2026-03-11.db").write_bytes(b"chiffre")
    effacer(lire(route_of_file.stick))
    assert [path.name for path in route_of_file.stick.iterdir()] == ["photos.txt"]
    assert not dossier.exists()


def test_erasing_destroys_the_keys_first(
    route_of_file: Route, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = route_of_file.emporter()
    keys, lu = (dossier / SLOTS_FILE).read_bytes(), lire(dossier)
    unlink = Path.unlink
    seen: list[bytes] = []

    def pulled_out(path: Path, missing_ok: bool = False) -> None:
        if path.name == SLOTS_FILE:
            seen.append(path.read_bytes())
        if path.name == BASE:
            raise OSError("retirée")
        unlink(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", pulled_out)
    with pytest.raises(Failure, match="n’a pas pu être effacé"):
        effacer(lu)
    monkeypatch.undo()
    assert seen == [bytes(len(keys))]
    assert not (dossier / SLOTS_FILE).exists()
    assert "n’a plus ses clés" in refused(lambda: lire(dossier))


def test_the_keys_of_a_carnet_open_nothing_of_the_house(route_of_file: Route) -> None:
    from models.comptes import ouverture
    from models.comptes.store import read_slots, store_of

    house = acces.current().slots()
    route_of_file.emporter()
    there = read_slots(store_of(route_of_file.dossier))
    pair = ouverture.unwrap(there.comptes[0], password=PASSWORD, base_id=there.base_id)
    assert pair.public not in {slot.public for slot in house.all()}
    for slot in house.all():
        for name in slot.grants:
            with pytest.raises(crypto.WrongKey):
                slot.take(name, pair, base_id=house.base_id)
    assert {name for slot in there.all() for name in slot.grants} == {"db"}


# What somebody may do at a market, in any order, with as many returns as she likes.
ACTS = st.lists(
    st.sampled_from(["anonyme", "nouvelle", "corrige", "archive", "rentre", "rentre"]),
    min_size=1,
    max_size=8,
)


@longer
@settings(
    max_examples=depth(3, soak=24), deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(acts=ACTS)
def test_merged_twice_is_merged_once(route_of_file: Route, acts: list[str]) -> None:
    route = route_of_file
    route.emporter(f"Marché {Carnet.select().count()}")
    present = {p.id for p in Passage.select()}
    written: dict[str, str] = {}
    for act in acts:
        if act == "rentre":
            route.rentrer()
            continue
        with route.en_tournee():
            _do(act, written)
    route.rentrer()
    once = register()
    kept = {key for key, state in written.items() if state == "là"}
    brought = {p.id for p in Passage.select()} - present
    assert kept <= brought
    assert route.apercu().is_empty
    route.rentrer()
    assert register() == once


def _do(act: str, written: dict[str, str]) -> None:
    mine = [Passage.get_by_id(key) for key in written if written[key] == "là"]
    if act in ("anonyme", "nouvelle") or not mine:
        who = newcomer(nom=f"Nom{chr(97 + len(written))}") if act == "nouvelle" else None
        written[visit(qui=who).id] = "là"
    elif act == "corrige":
        correct_passage(mine[-1], duree_minutes=(mine[-1].duree_minutes or 0) + 5)
    else:
        archive_passage(mine[-1])
        written[mine[-1].id] = "archivé"
