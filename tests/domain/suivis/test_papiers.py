"""What leaves on paper: a synthesis of the parts that were chosen, the page that a person keeps."""

import dataclasses
import datetime as dt
import inspect
from typing import Any

import pytest

from models.base.errors import Refused
from models.base.journal import Journal
from models.comptes.acces import Acces
from models.comptes.role import Role
from models.nomenclatures.lieu import Lieu
from models.nomenclatures.valeur import choices
from models.suivis import page_personne, sections, synthese
from models.suivis.action import add_action, change_etat
from models.suivis.frein import lift_frein, note_frein
from models.suivis.note import Niveau, write_entretien
from models.suivis.objectif import fix_objectif
from models.suivis.page_personne import page_of, said_hour, trace_page, words_for
from models.suivis.phase import date_phases
from models.suivis.rendez_vous import settle_rendez_vous, take_rendez_vous
from models.suivis.situation import Moment, take_situation
from models.suivis.sortie import close_suivi
from models.suivis.suivi import Suivi, open_suivi, phases_of_suivi
from models.suivis.synthese import (
    ENTIERS,
    Choix,
    contenu_of,
    freins_to_share,
    objectifs_to_share,
    synthese_of,
)
from models.suivis.vie_mission import create_mission
from reports.page_personne import page_personne_pdf
from reports.synthese_suivi import synthese_pdf
from tests.conftest import FrozenClock
from tests.documents.reading import flat, text_of
from tests.domain.suivis.maison import TODAY, a_suivi, day
from tests.factories import AGENT, a_personne, actor_with, writing

FEB = day(2, 9)
JUSTICE = "frein.justice.mesure"


@pytest.fixture
def suivi(base: Any, frozen_clock: FrozenClock) -> Suivi:
    who = a_personne(
        nom_naissance="N'Diaye", prenom="Awa", telephone="0612345678", commune="Limoges",
        date_naissance=dt.date(2005, 4, 20),
    )  # fmt: skip
    return a_suivi(who, dispositif="ateliers_citoyens")


def everything(suivi: Suivi) -> Choix:
    """All that there is to choose, what asks for care included."""
    return Choix(
        destinataire="CAF", motif="Ouvrir un droit", accord="oral", accord_le=FEB,
        fin_le=day(6, 30), blocs=ENTIERS, mots="Elle viendra lundi.",
        freins=[one.id for one in freins_to_share(suivi.id)],
        objectifs=[one.id for one in objectifs_to_share(suivi.id)],
    )  # fmt: skip


def read(suivi: Suivi, choix: Choix) -> str:
    return flat(text_of(synthese_pdf(synthese_of(suivi.id, choix))))


def lived(suivi: Suivi) -> None:
    """A suivi with something in each part."""
    phases = phases_of_suivi(suivi.id)
    date_phases(phases, [(day(1, 5), None), *[(None, None)] * (len(phases) - 1)])
    note_frein(suivi.id, "frein.mobilite.aucun_moyen", date=FEB, intensite=3)
    note_frein(suivi.id, JUSTICE, date=FEB, intensite=2)
    lift_frein(note_frein(suivi.id, "frein.logement.loyer", date=FEB, intensite=1), date=TODAY)
    goal = fix_objectif(suivi.id, fixe_le=FEB, intitule="Avoir le permis")
    add_action(suivi.id, objectif=goal, intitule="S’inscrire au code", echeance=day(3, 20))
    change_etat(add_action(suivi.id, objectif=goal, intitule="Faire une photo"), "realisee")
    change_etat(add_action(suivi.id, objectif=goal, intitule="Renoncer"), "abandonnee")
    fix_objectif(suivi.id, fixe_le=FEB, valeur="objectif.justice.obligations")
    add_action(suivi.id, intitule="Appeler le lycée", qui="ensemble")
    add_action(suivi.id, intitule="Écrire au bailleur", qui="referent")
    create_mission(
        suivi.id, genre="immersion", intitule="Découverte", du=day(3, 16), au=day(3, 20),
        heures_semaine=24,
    )  # fmt: skip
    take_situation(
        suivi.id, moment=Moment.ENTREE, date=day(1, 5),
        valeurs={"logement": [next(key for key, _ in choices("logement"))]},
    )  # fmt: skip


def test_a_synthesis_says_each_part_that_was_chosen(suivi: Suivi) -> None:
    lived(suivi)
    take_rendez_vous(suivi, date=day(3, 17), heure=dt.time(14, 30), ailleurs="Mairie")
    said = read(suivi, everything(suivi))
    for words in (
        "Remis à CAF", "Pour Ouvrir un droit", "a donné son accord à l’oral le 09/02/2026",
        "Elle viendra lundi.", "N’DIAYE Awa", "20/04/2005", "06 12 34 56 78",
        "en cours depuis le 05/01/2026", "Situation au 05/01/2026", "Logement",
        "Aucun moyen de se déplacer", "bloque le projet", "Mesure en cours",
        "Avoir le permis", "S’inscrire au code", "la personne, pour le 20/03/2026",
        "fait le 11/03/2026", "Tenir ses rendez-vous de justice", "Appeler le lycée",
        "17/03/2026 à 14:30", "Mairie", "Découverte", "24 heures par semaine",
        "Document confidentiel", "jusqu’au 30/06/2026", "Confidentiel · remis à CAF",
        "retirer son accord", "page 1 /",
    ):  # fmt: skip
        assert words in said, words
    for words in ("Difficulté à payer le loyer", "Renoncer"):  # lifted, given up
        assert words not in said, words


def test_what_was_not_chosen_is_not_there(suivi: Suivi) -> None:
    lived(suivi)
    whole = read(suivi, everything(suivi))
    bare = read(suivi, Choix(destinataire="CAF", blocs=("parcours",)))
    for words in ("Diaye", "N’DIAYE", "0612", "06 12", "Awa", "permis", "justice", "Mesure"):
        assert words not in bare, words
    assert "A. N." in bare
    assert "en cours depuis le" in bare
    assert len(bare) < len(whole) / 2


def test_a_subject_of_care_is_told_apart_before_it_is_chosen(suivi: Suivi) -> None:
    lived(suivi)
    freins = {one.libelle: one.sensible for one in freins_to_share(suivi.id)}
    assert freins == {"Aucun moyen de se déplacer": False, "Mesure en cours": True}
    frein = next(one.id for one in freins_to_share(suivi.id) if one.sensible)
    fix_objectif(suivi.id, fixe_le=FEB, intitule="Voir mon avocate", frein=frein)
    goals = {one.libelle: one.sensible for one in objectifs_to_share(suivi.id)}
    assert goals == {
        "Avoir le permis": False,
        "Tenir ses rendez-vous de justice": True,
        "Voir mon avocate": True,
        "Actions sans objectif": False,
    }
    assert "sujet sensible" in next(one.label for one in freins_to_share(suivi.id) if one.sensible)
    assert contenu_of(suivi.id, Choix(blocs=("parcours",), freins=[frein], mots=" ")) == [
        "parcours",
        "freins:Mesure en cours",
    ]


def test_no_note_is_ever_in_it(base_with_keys: Acces, frozen_clock: FrozenClock) -> None:
    agent = base_with_keys.agent_id or ""
    suivi = open_suivi(personne=a_personne(), dispositif=None, referent=agent)
    for niveau in Niveau:
        write_entretien(
            suivi, texte=f"Mouzaïlle {niveau.value}", niveau=niveau, avec="Mouzaïlle mère"
        )
    assert "Mouza" not in read(suivi, everything(suivi))
    mots, _ = words_for(suivi.id)
    assert "Mouza" not in flat(text_of(page_personne_pdf(page_of(suivi.id, mots))))
    for module in (synthese, sections, page_personne):
        assert "note" not in dir(module)
        assert "models.suivis.note" not in inspect.getsource(module)


def test_the_page_of_the_person_is_said_in_plain_words(suivi: Suivi) -> None:
    lived(suivi)
    lieu = Lieu.select().first()
    with writing():
        lieu.adresse = "3 rue des Lilas"
        lieu.save()
    take_rendez_vous(
        suivi, date=day(3, 17), heure=dt.time(14, 30), lieu=lieu, objet="Jugement",
        apporter="carte d’identité, CV",
    )  # fmt: skip
    mots, left_out = words_for(suivi.id)
    assert mots.quand == "Mardi 17\u00a0mars\u00a02026\nà 14\u00a0heures\u00a030"
    assert mots.lieu.startswith(f"{lieu.nom}\n3 rue des Lilas")
    assert mots.apporter == "Carte d’identité\nCV"
    assert mots.actions.splitlines() == [
        "S’inscrire au code, pour le vendredi 20\u00a0mars\u00a02026",
        "Appeler le lycée (ensemble)",
    ]
    assert mots.maintenant.splitlines()[0] == "Je suis à l’étape\u00a0: Mobilisation."
    assert mots.ensuite.startswith("Après, il y a\u00a0: Mission de service civique.")
    assert left_out == 0
    for secret in ("justice", "Mesure", "Jugement", "bailleur"):
        assert secret not in " ".join(dataclasses.astuple(mots)), secret
    said = flat(text_of(page_personne_pdf(page_of(suivi.id, mots))))
    for words in ("Awa N’Diaye", "Mardi 17 mars 2026", "J’apporte", "Qui appeler"):
        assert words in said, words
    trace_page(suivi.id)
    assert Journal.select().where(Journal.action == "page_personne").count() == 1


def test_a_page_without_anything_still_says_whom_to_call(suivi: Suivi) -> None:
    coming = take_rendez_vous(suivi, date=TODAY)
    settle_rendez_vous(coming, "absence")
    for n in range(12):
        add_action(suivi.id, intitule=f"Démarche {n}")
    mots, left_out = words_for(suivi.id)
    assert (mots.quand, len(mots.actions.splitlines()), left_out) == ("", 5, 7)
    said = flat(text_of(page_personne_pdf(page_of(suivi.id, mots))))
    assert "Je n’ai pas encore de rendez-vous" in said
    assert (said_hour(dt.time(9)), said_hour(dt.time(1, 5))) == (
        "9\u00a0heures", "1\u00a0heure\u00a005",
    )  # fmt: skip


def test_what_was_planned_comes_no_more_once_the_suivi_is_over(suivi: Suivi) -> None:
    first, *_, last = phases_of_suivi(suivi.id)
    date_phases([first], [(day(1, 5), None)])
    before = read(suivi, Choix(destinataire="CAF", accord="oral", accord_le=FEB, blocs=ENTIERS))
    assert last.libelle in before
    assert words_for(suivi.id)[0].ensuite
    over = close_suivi(suivi, clos_le=TODAY, motif_sortie="motif_sortie.cdi")
    told = read(over, Choix(destinataire="CAF", accord="oral", accord_le=FEB, blocs=ENTIERS))
    assert first.libelle in told
    assert last.libelle not in told
    mots, _ = words_for(suivi.id)
    assert mots.maintenant.startswith("Mon accompagnement a fini le ")
    assert mots.ensuite == ""


def test_the_desk_reads_none_of_it(suivi: Suivi, base: Any) -> None:
    base.actor = actor_with(Role.ACCUEIL, agent_id=AGENT)
    for act in (
        lambda: synthese_of(suivi.id, Choix()),
        lambda: words_for(suivi.id),
        lambda: trace_page(suivi.id),
        lambda: freins_to_share(suivi.id),
        lambda: objectifs_to_share(suivi.id),
    ):
        with pytest.raises(Refused):
            act()
