"""Pictures of a situation: prefilled, kept as they were, compared; the age follows a birth date."""

from typing import Any

import pytest

from models.base.command import undo_last
from models.base.database import handle
from models.base.errors import Conflict, Invalid, Refused
from models.comptes.role import Role
from models.nomenclatures.valeur import valeurs
from models.personnes.fusionner import fusionner
from models.personnes.personne import save_personne
from models.prescriptions.contenu import Protege, SituationContenu
from models.prescriptions.fiche import save_protege
from models.suivis.champs import CHAMPS
from models.suivis.evolution import evolutions, said_age
from models.suivis.situation import (
    Moment,
    Situation,
    SituationValeur,
    archive_situation,
    correct_situation,
    prefilled,
    situations_of,
    take_situation,
)
from models.suivis.suivi import Suivi
from tests.conftest import FrozenClock
from tests.domain.prescriptions.test_fiche import a_fiche
from tests.domain.suivis.maison import BORN, OPENED, TODAY, TOMORROW, a_suivi, day
from tests.factories import a_personne, actor_with, writing

PARENTS, FOYER, NC = "logement.parents", "logement.foyer", "logement.nc"
BUS, CODE, AUCUN = "mobilite.transports", "mobilite.code_en_cours", "mobilite.aucun"


@pytest.fixture
def suivi(base: Any, frozen_clock: FrozenClock) -> Suivi:
    return a_suivi()


def taken(suivi: Suivi, moment: Moment = Moment.ENTREE, **values: Any) -> Situation:
    said = {"date": OPENED, "valeurs": {"logement": [PARENTS]}, **values}
    return take_situation(suivi.id, moment=moment, **said)


def test_every_champ_has_a_list_with_values(base: Any) -> None:
    assert {c.code for c in CHAMPS if not valeurs(c.nomenclature)} == set()
    assert {c.code for c in CHAMPS if c.plusieurs} == {"mobilite", "ressources", "equipement"}


def test_a_picture_tells_its_answers_in_the_order_of_the_champs(suivi: Suivi) -> None:
    taken(
        suivi,
        valeurs={
            "mobilite": [CODE, BUS],
            "logement": [PARENTS],
            "situation": ["situation.sans_emploi"],
            "ressources": [],
        },
    )
    (told,) = situations_of(suivi.id)
    assert list(told.reponses) == ["situation", "logement", "mobilite"]
    assert told.texte("mobilite") == "Transports en commun, Code en cours"
    assert told.texte("ressources") == ""
    assert told.valeurs["mobilite"] == [BUS, CODE]
    assert (told.situation.age, told.situation.precision_age) == (17, "jour")
    assert told.moment.label == "À l’entrée"


@pytest.mark.parametrize(
    ("values", "field", "why"),
    [
        ({"date": TOMORROW}, "date", "dans l’avenir"),
        ({"date": day(1, 1, 2024)}, "date", "plus d’un an avant"),
        ({"valeurs": {}}, "situation", "aucune réponse"),
        ({"valeurs": {"logement": []}}, "situation", "aucune réponse"),
        ({"valeurs": {"logement": [PARENTS, FOYER]}}, "logement", "une seule réponse"),
        ({"valeurs": {"logement": [BUS]}}, "logement", "dans la liste de ce champ"),
        ({"valeurs": {"mobilite": [AUCUN, BUS]}}, "mobilite", "est une réponse seule"),
        ({"valeurs": {"ressources": ["ressources.nc", "ressources.rsa"]}}, "ressources", "seule"),
    ],
)
def test_a_picture_that_makes_no_sense_is_refused(
    suivi: Suivi, values: dict[str, Any], field: str, why: str
) -> None:
    with pytest.raises(Invalid, match=why) as refusal:
        taken(suivi, **values)
    assert refusal.value.field == field
    assert Situation.select().count() == 0


def test_one_entry_one_exit_and_points_as_often_as_one_likes(suivi: Suivi) -> None:
    taken(suivi)
    for number in (2, 9, 9):
        taken(suivi, Moment.POINT, date=day(2, number))
    with pytest.raises(Invalid, match="«\u00a0À l’entrée\u00a0» est déjà notée, le 05/01/2026"):
        taken(suivi, date=day(1, 6))
    exit_ = taken(suivi, Moment.SORTIE, date=day(3, 2))
    with pytest.raises(Invalid, match="déjà notée"):
        taken(suivi, Moment.SORTIE, date=TODAY)
    archive_situation(exit_)
    taken(suivi, Moment.SORTIE, date=TODAY)
    assert [one.moment for one in situations_of(suivi.id)] == [
        Moment.ENTREE, Moment.POINT, Moment.POINT, Moment.POINT, Moment.SORTIE,
    ]  # fmt: skip


def test_the_entry_comes_before_the_rest_and_the_exit_after(suivi: Suivi) -> None:
    taken(suivi, date=day(1, 20))
    taken(suivi, Moment.POINT, date=day(1, 20))
    with pytest.raises(Invalid, match="«\u00a0À l’entrée\u00a0» est du 20/01/2026") as refusal:
        taken(suivi, Moment.POINT, date=day(1, 19))
    assert refusal.value.field == "date"
    with pytest.raises(Invalid, match="À l’entrée"):
        taken(suivi, Moment.SORTIE, date=day(1, 19))
    entry = situations_of(suivi.id)[0].situation
    with pytest.raises(Invalid, match="Point de situation"):
        correct_situation(entry, date=day(1, 21), valeurs={"logement": [PARENTS]})


def test_a_picture_is_corrected_in_one_act(suivi: Suivi) -> None:
    situation = taken(suivi, valeurs={"logement": [PARENTS], "mobilite": [BUS]})
    stale = Situation.get_by_id(situation.id)
    correct_situation(situation, date=OPENED, valeurs={"mobilite": [BUS, CODE]})
    assert situations_of(suivi.id)[0].valeurs == {"mobilite": [BUS, CODE]}
    with pytest.raises(Conflict):
        correct_situation(stale, date=OPENED, valeurs={"logement": [FOYER]})
    undo_last()
    assert situations_of(suivi.id)[0].valeurs == {"logement": [PARENTS], "mobilite": [BUS]}


def test_only_what_is_answered_and_differs_has_changed(suivi: Suivi) -> None:
    taken(
        suivi,
        valeurs={
            "logement": [PARENTS],
            "mobilite": [BUS],
            "ressources": ["ressources.nc"],
            "situation": ["situation.sans_emploi"],
        },
    )
    taken(
        suivi,
        Moment.POINT,
        date=TODAY,
        valeurs={
            "logement": [NC],
            "mobilite": [BUS, CODE],
            "ressources": ["ressources.cej"],
            "situation": ["situation.sans_emploi"],
        },
    )
    found = [one for one in evolutions(situations_of(suivi.id)) if one.has_changed]
    assert [(one.champ.code, [etape.texte for etape in one.etapes]) for one in found] == [
        ("mobilite", ["Transports en commun", "Transports en commun, Code en cours"])
    ]


def test_the_first_picture_begins_with_the_file(suivi: Suivi) -> None:
    assert prefilled(suivi) == {}
    save_personne(
        suivi.personne, situation="situation.sans_emploi", equipement="equipement.smartphone"
    )
    assert prefilled(Suivi.get_by_id(suivi.id)) == {
        "situation": ["situation.sans_emploi"],
        "equipement": ["equipement.smartphone"],
    }
    taken(suivi, valeurs={"logement": [PARENTS]})
    assert prefilled(suivi) == {"logement": [PARENTS]}  # the last picture, and nothing else


def test_a_second_suivi_begins_at_the_end_of_the_first(suivi: Suivi) -> None:
    save_personne(suivi.personne, situation="situation.au_foyer")
    taken(suivi, valeurs={"logement": [PARENTS]})
    taken(
        suivi,
        Moment.SORTIE,
        date=day(3, 2),
        valeurs={"logement": [FOYER], "situation": ["situation.en_formation"]},
    )
    second = a_suivi(suivi.personne, dispositif="ateliers_citoyens", precedent=suivi)
    assert prefilled(second) == {
        "situation": ["situation.en_formation"],
        "logement": [FOYER],
    }


def test_the_fiche_of_a_suivi_tells_what_it_holds_to_who_may_read_it(
    base_with_keys: Any, frozen_clock: FrozenClock
) -> None:
    suivi = a_suivi(referent=base_with_keys.agent_id)
    fiche = a_fiche(suivi.personne)
    save_protege(
        fiche,
        Protege(
            scolarite="scolarite.descolarise",
            situation=SituationContenu(
                logement="Chez ses parents", mobilite="à pied", niveau="3e, brevet"
            ),
        ),
    )
    assert prefilled(suivi) == {}  # another suivi than that of the fiche
    with writing():
        fiche.suivi = suivi
        fiche.save()
    assert prefilled(suivi) == {
        "scolarite": ["scolarite.descolarise"],
        "logement": [PARENTS],
        "niveau_formation": ["niveau_formation.3e_brevet"],
    }
    handle().actor = actor_with(Role.RESPONSABLE, agent_id=base_with_keys.agent_id)
    assert prefilled(suivi) == {}


def test_the_age_of_a_picture_follows_a_corrected_birth_date(suivi: Suivi) -> None:
    taken(suivi)
    taken(suivi, Moment.POINT, date=TODAY)
    other = a_suivi()
    taken(other)
    save_personne(suivi.personne, date_naissance=BORN.replace(year=2006, month=2))
    assert [one.situation.age for one in situations_of(suivi.id)] == [19, 20]
    assert [one.situation.age for one in situations_of(other.id)] == [17]
    save_personne(suivi.personne, date_naissance=None)
    told = situations_of(suivi.id)[0].situation
    assert (told.age, told.precision_age) == (None, "inconnue")
    undo_last()
    undo_last()
    assert [one.situation.age for one in situations_of(suivi.id)] == [17, 17]


def test_the_age_follows_a_merge_of_two_files(suivi: Suivi) -> None:
    taken(suivi)
    kept = a_personne(date_naissance=BORN.replace(year=2007))
    fusionner(kept, suivi.personne, {})
    assert [one.situation.age for one in situations_of(suivi.id)] == [18]


def test_a_value_stays_with_the_picture_though_the_list_drops_it(suivi: Suivi) -> None:
    taken(suivi)
    assert SituationValeur.select().count() == 1
    archive_situation(Situation.get())
    assert situations_of(suivi.id) == []
    with pytest.raises(Refused, match="retirée"):
        correct_situation(Situation.get(), date=OPENED, valeurs={"logement": [FOYER]})


def test_the_accueil_reads_and_takes_no_picture(suivi: Suivi, base: Any) -> None:
    base.actor = actor_with(Role.ACCUEIL)
    with pytest.raises(Refused, match="lire la situation"):
        situations_of(suivi.id)
    with pytest.raises(Refused, match="lire la situation"):
        prefilled(suivi)
    with pytest.raises(Refused, match="écrire dans un suivi"):
        taken(suivi)


def test_each_champ_tells_what_it_was_before_and_since_when(suivi: Suivi) -> None:
    taken(suivi, valeurs={"logement": [NC], "mobilite": [BUS], "ressources": ["ressources.nc"]})
    taken(suivi, Moment.POINT, date=day(2, 2), valeurs={"logement": [PARENTS], "mobilite": [BUS]})
    taken(suivi, Moment.POINT, date=day(3, 2), valeurs={"logement": [FOYER], "mobilite": [CODE]})
    portraits = situations_of(suivi.id)
    told = {one.champ.code: one for one in evolutions(portraits)}
    logement, mobilite, ressources = (told[key] for key in ("logement", "mobilite", "ressources"))
    assert [(one.moment, one.date) for one in logement.etapes] == [
        (Moment.POINT, day(2, 2)),  # nobody knew before: that was no change
        (Moment.POINT, day(3, 2)),
    ]
    assert [one.date for one in mobilite.avant] == [OPENED]
    assert (mobilite.present.date, mobilite.has_changed) == (day(3, 2), True)
    assert (ressources.has_changed, ressources.present.texte) == (False, "Non communiqué")
    assert said_age(portraits[0].situation) == "17\u00a0ans"
    save_personne(suivi.personne, date_naissance=BORN, precision_naissance="annee")
    assert said_age(situations_of(suivi.id)[0].situation).startswith("≈\u00a017")
