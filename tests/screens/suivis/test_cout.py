"""A page of suivi costs as few queries after years as on its first days."""

import datetime as dt
import re
from typing import Any

from PySide6.QtWidgets import QApplication, QLabel, QWidget

from models.base import database
from models.base.command import command
from models.base.droit import Droit
from models.nomenclatures.lieu import lieux
from models.personnes.personne import Personne
from models.suivis.action import add_action
from models.suivis.frein import note_frein
from models.suivis.intervenant import add_intervenant
from models.suivis.note import Niveau, write_entretien
from models.suivis.objectif import Qui, fix_objectif
from models.suivis.partage import record_partage
from models.suivis.rendez_vous import take_rendez_vous
from models.suivis.situation import Moment, take_situation
from models.suivis.suivi import Suivi, open_suivi
from models.suivis.temps import note_temps
from tests.counting import counted
from tests.screens.fiches.bureau import Bureau
from ui.screens.suivis.tables import SAID

TODAY = dt.date(2026, 3, 11)
FREINS = ("frein.logement.loyer", "frein.logement.sans_logement")
SITUATION = {"situation": ["situation.sans_emploi"]}
MOST = 120  # queries


@command(right=Droit.SUIVI_ECRIRE, label="Années", undoable=False)
def lived(suivi: Suivi, agent: str, begin: int, end: int) -> None:
    """A month each: what is said, done, shared; the earlier ones are of other days and places."""
    lieu = lieux()[0].id
    for at in range(begin, end):
        day = TODAY - dt.timedelta(days=at)
        write_entretien(suivi, texte=f"Dit {at}", niveau=Niveau.REFERENT, date=day, lieu=lieu)
        add_action(suivi.id, intitule=f"À faire {at}", qui=Qui.REFERENT, agent=agent, le=day)
        fix_objectif(suivi.id, fixe_le=day, intitule=f"But {at}")
        take_rendez_vous(suivi, date=TODAY + dt.timedelta(days=at + 1), objet="Point")
        note_temps(suivi.id, date=day, minutes=30, objet="Atelier")
        take_situation(suivi.id, moment=Moment.POINT, date=day, valeurs=SITUATION)
        partner = add_intervenant(suivi.id, nom=f"Mme {at}", structure=f"Mission {at}")
        record_partage(
            suivi.id, intervenant=partner.id, contenu=["situation"], motif="Suite", date=day,
            accord="oral", accord_le=day,
        )  # fmt: skip


def test_years_cost_no_more_queries_than_days(bureau: Bureau, mamadou: Personne) -> None:
    agent = database.handle().require_actor().agent_id
    assert agent is not None
    suivi = open_suivi(
        personne=mamadou, dispositif="ateliers_citoyens", referent=agent,
        ouvert_le=TODAY - dt.timedelta(days=60),
    )  # fmt: skip
    note_frein(suivi.id, FREINS[0], date=TODAY, intensite=2)
    lived(suivi, agent, 0, 2)
    few = queries_to_open(bureau, suivi)
    folded = widgets_of(bureau, "suivi.partenaires")
    lived(suivi, agent, 2, 25)
    many = queries_to_open(bureau, suivi)
    assert len(many) <= len(few)
    assert len(few) <= MOST
    assert widgets_of(bureau, "suivi.partenaires") == folded


def test_one_word_more_reads_no_card_again(bureau: Bureau, mamadou: Personne) -> None:
    agent = database.handle().require_actor().agent_id
    assert agent is not None
    suivi = open_suivi(personne=mamadou, dispositif="ateliers_citoyens", referent=agent)
    lived(suivi, agent, 0, 3)
    bureau.show("suivis", suivi_id=suivi.id)
    QApplication.processEvents()
    page: Any = bureau.window.current
    with counted(database.handle()) as of_cards:
        page.page._fill_cards()
    read = {name for sql in of_cards for name in re.findall(r'(?:FROM|JOIN) "(\w+)"', sql)}
    assert read >= {"frein", "objectif", "rendez_vous", "temps", "partage"}
    assert read.isdisjoint(one._meta.table_name for one in SAID)
    with counted(database.handle()) as sent:
        write_entretien(suivi, texte="Un mot de plus", niveau=Niveau.REFERENT, date=TODAY)
        QApplication.processEvents()
    assert any("Un mot de plus" in one.text() for one in page.findChildren(QLabel))
    assert [sql for sql in sent if '"frein"' in sql] == []
    with counted(database.handle()) as sent:
        note_frein(suivi.id, FREINS[0], date=TODAY, intensite=2)
        QApplication.processEvents()
    assert [sql for sql in sent if '"objectif"' in sql] != []


def widgets_of(bureau: Bureau, card: str) -> int:
    return len(bureau.part(QWidget, card).findChildren(QWidget))


def queries_to_open(bureau: Bureau, suivi: Suivi) -> list[str]:
    bureau.show("accueil")
    with counted(database.handle()) as sent:
        bureau.show("suivis", suivi_id=suivi.id)
    return sent


def test_nothing_is_read_for_a_page_that_nobody_looks_at(bureau: Bureau, mamadou: Personne) -> None:
    agent = database.handle().require_actor().agent_id
    assert agent is not None
    suivi = open_suivi(personne=mamadou, dispositif=None, referent=agent)
    bureau.show("suivis")
    bureau.show("suivis", suivi_id=suivi.id)
    bureau.show("accueil")
    with counted(database.handle()) as sent:
        take_rendez_vous(suivi, date=TODAY, objet="Point")
        QApplication.processEvents()
    assert [one for one in sent if '"frein"' in one] == []
    bureau.show("suivis")
    bureau.wait_until(lambda: bureau.said("suivi.prochain").endswith("11/03/2026"))
