"""Whatever two files hold and whatever is chosen: nothing is lost, all of it can be taken back."""

import datetime as dt
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.accueil.demande import Demande
from models.accueil.passage import Passage
from models.base.command import undo_last
from models.base.database import Handle
from models.personnes.comparaison import Choix, ecarts, valeurs
from models.personnes.defaire import defaire_fusion
from models.personnes.fusion import kept_of
from models.personnes.fusionner import fusionner
from models.personnes.personne import Personne, save_personne
from tests.depth import depth, longer
from tests.domain.personnes.test_fusion import again, everything
from tests.factories import a_passage, a_personne

texts = st.sampled_from(["", "Awa", "N’Diaye", "SOW", "Binta", "de la Croix", "🙂", "x" * 70])
births = st.sampled_from(
    [
        (None, "inconnue"),
        (dt.date(1990, 5, 4), "jour"),
        (dt.date(1990, 1, 1), "annee"),
        (dt.date(1985, 1, 1), "estimee"),
        (dt.date(2012, 3, 1), "mois"),
    ]
)
numbers = st.sampled_from(["", "0611111111", "0622222222", "0633333333"])
criteres = st.sets(st.sampled_from(["critere_public.qpv", "critere_public.rsa"]))


@st.composite
def files(draw: Any) -> dict[str, Any]:
    date, precision = draw(births)
    names = ("nom_usage", "prenom", "surnom", "commune", "adresse", "commentaire", "alerte")
    return {
        "nom_naissance": draw(st.sampled_from(["Sow", "SOW", "Sów"])),
        **{name: draw(texts) for name in names},
        "date_naissance": date,
        "precision_naissance": precision,
        "telephone": draw(numbers),
        "telephone_autre": draw(numbers),
        "sexe": draw(st.sampled_from([None, "sexe.femme", "sexe.homme"])),
        "criteres": sorted(draw(criteres)),
    }


days = st.lists(st.integers(1, 900), max_size=3)


def a_file(values: dict[str, Any], ago: list[int]) -> Personne:
    personne = a_personne(**values)
    for past in ago:
        moment = dt.datetime.now(dt.UTC) - dt.timedelta(days=past)
        a_passage(personne, "thematique.pap.carte_identite", moment=moment)
    return personne


def sums() -> dict[Any, tuple[int, int, int]]:
    """By month: passages, demandes, and distinct people with a file."""
    found: dict[Any, tuple[int, set[str], int]] = {}
    for passage in Passage.select():
        month = passage.jour.replace(day=1)
        count, people, asked = found.get(month, (0, set(), 0))
        asked += Demande.select().where(Demande.passage == passage.id).count()
        found[month] = (count + 1, people | {passage.personne_id}, asked)
    return {month: (n, asked, len(people)) for month, (n, people, asked) in found.items()}


def people_by_month(*keys: str) -> dict[Any, set[str]]:
    found: dict[Any, set[str]] = {}
    for passage in Passage.select().where(Passage.personne.in_(keys)):
        found.setdefault(passage.jour.replace(day=1), set()).add(passage.personne_id)
    return found


BOUNDED = settings(
    max_examples=depth(6, soak=60),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@longer
@BOUNDED
@given(files(), files(), days, days, st.data())
def test_sums_hold_and_all_comes_back(
    base: Handle, one: dict[str, Any], other: dict[str, Any], a: list[int], b: list[int],
    data: st.DataObject,
) -> None:  # fmt: skip
    kept, absorbed = a_file(one, a), a_file(other, b)
    before, counted = everything(), sums()
    double = {m for m, who in people_by_month(kept.id, absorbed.id).items() if len(who) == 2}
    choix = {
        ecart.nom: data.draw(st.sampled_from(ecart.possibles), label=ecart.nom)
        for ecart in ecarts(again(kept), again(absorbed))
    }
    fusion = fusionner(again(kept), again(absorbed), choix)
    assert sums() == {
        month: (n, asked, people - (month in double))
        for month, (n, asked, people) in counted.items()
    }
    assert kept_of(absorbed.id) == kept.id
    if data.draw(st.booleans(), label="Ctrl+Z"):
        undo_last()
    else:
        defaire_fusion(fusion)
    assert everything() == before


@longer
@BOUNDED
@given(files(), files(), files())
def test_what_was_typed_since_is_never_overwritten(
    base: Handle, one: dict[str, Any], other: dict[str, Any], since: dict[str, Any]
) -> None:
    kept, absorbed = a_file(one, [3]), a_file(other, [5])
    was, hers = again(kept), again(absorbed)
    choix = {e.nom: e.choix for e in ecarts(was, hers)}
    fusion = fusionner(again(kept), again(absorbed), choix)
    merged = again(kept)
    save_personne(again(kept), **since)
    typed = again(kept)
    defaire_fusion(fusion)
    now = again(kept)
    for name in ("prenom", "commentaire", "surnom", "nom_usage", "sexe"):
        of = [row.__data__[name] for row in (was, merged, typed, now)]
        assert of[3] == (of[0] if of[2] == of[1] else of[2]), name
    assert again(absorbed).image() | {"version": 0} == hers.image() | {"version": 0}


@longer
@BOUNDED
@given(files(), files())
def test_what_is_proposed_loses_nothing_that_one_alone_holds(
    base: Handle, one: dict[str, Any], other: dict[str, Any]
) -> None:
    kept, absorbed = again(a_personne(**one)), again(a_personne(**other))
    wanted = valeurs(kept, absorbed, {e.nom: e.choix for e in ecarts(kept, absorbed)})
    for name, value in absorbed.__data__.items():
        field = Personne._meta.fields[name]
        if name in wanted and value and not kept.__data__[name]:
            assert wanted[name], field
    assert set(Choix) >= {e.choix for e in ecarts(kept, absorbed)}
