"""Two desks at once on the same two files: one merge, and nothing written is lost."""

import threading
from collections.abc import Callable
from typing import Any

from models.accueil.demande import DemandeInput
from models.accueil.passage import Passage
from models.accueil.saisie import Visiteur, record_visit
from models.base import database
from models.base.database import Handle
from models.base.errors import Failure
from models.personnes.fusion import Fusion
from models.personnes.fusionner import fusionner
from models.personnes.personne import Personne
from tests.factories import a_passage, a_personne, the_lieu


def at_once(*desks: Callable[[], Any]) -> list[Any]:
    """What comes of each, a refusal or a result; each on a connection of its own."""
    ready, told = threading.Barrier(len(desks)), [None] * len(desks)

    def run(at: int, act: Callable[[], Any]) -> None:
        with database.connection():
            ready.wait(10)
            try:
                told[at] = act()
            except Failure as refusal:
                told[at] = refusal  # type: ignore[call-overload]  # either

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(desks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return told


def read(*people: Personne) -> list[Personne]:
    return [Personne.get_by_id(one.id) for one in people]


def test_the_same_pair_is_merged_once(base: Handle) -> None:
    one, other = a_personne(), a_personne(prenom="Mamadu")
    a_passage(one), a_passage(other)
    (a, b), (c, d) = read(one, other), read(other, one)  # each keeps its own
    told = at_once(lambda: fusionner(a, b, {}), lambda: fusionner(c, d, {}))
    assert sorted(isinstance(one, Failure) for one in told) == [False, True], told
    [fusion] = Fusion.select()
    assert {p.personne_id for p in Passage.select()} == {fusion.gardee_id}


def test_passages_typed_during_the_merge_are_all_in_the_kept_file(base: Handle) -> None:
    kept, absorbed = a_personne(), a_personne(prenom="Mamadu")
    a, b = read(kept, absorbed)
    lieu = the_lieu().id
    asked = [DemandeInput("thematique.pap.carte_identite")]

    def desk() -> list[Passage]:
        visitor = Visiteur(personne_id=absorbed.id)
        return [record_visit(visitor, asked, lieu=lieu) for _ in range(6)]

    told = at_once(desk, lambda: fusionner(a, b, {}), desk)
    written = [one for one in told if isinstance(one, list)]
    assert len(written) == 2, told
    assert {p.personne_id for p in Passage.select()} == {kept.id}
    assert Passage.select().count() == 12
