"""Who follows a suivi, on its page: named, helped, gone; the suivi that goes on from another."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QCheckBox

from models.base.command import undo_last
from models.comptes import compte, enveloppe, slots
from models.comptes.compte import create_compte
from models.comptes.role import Role
from models.personnes.personne import Personne
from models.suivis.frein import freins_of, note_frein
from models.suivis.note import Niveau, Note, seal_note, write_entretien
from models.suivis.objectif import fix_objectif, objectifs_of
from models.suivis.referent import change_referent, places_of
from models.suivis.rendez_vous import RendezVous, take_rendez_vous
from models.suivis.situation import Moment, take_situation
from models.suivis.sortie import close_suivi
from models.suivis.suivi import Suivi, suivis_of
from tests.conftest import FrozenClock
from tests.domain.comptes.maison import FAST, OTHER
from tests.factories import writing
from tests.screens.fiches.bureau import Bureau
from tests.screens.suivis.test_page import click, suivi
from tests.screens.suivis.test_suivis import a_suivi

__all__ = ["suivi"]
TODAY = dt.date(2026, 3, 11)
CARD = "suivi.referents"


@pytest.fixture
def remi(bureau: Bureau, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(slots, "NEW_KDF", FAST)
    made = create_compte(
        identifiant="remi", password=OTHER, roles=[Role.REFERENT], prenom="Rémi", nom="Roy"
    )
    return str(made.id)


def test_a_second_is_named_then_taken_off_and_the_history_is_read(
    bureau: Bureau, suivi: Suivi, remi: str, frozen_clock: FrozenClock
) -> None:
    click(bureau, f"{CARD}.ouvrir")
    click(bureau, f"{CARD}.second")
    bureau.wait_until(lambda: bureau.has("ecrire.second.agent"))
    bureau.choose("ecrire.second.agent", "Rémi")
    click(bureau, "ecrire.second.save")
    bureau.wait_until(lambda: "Rémi ROY" in bureau.said("suivi.referent"))
    (second,) = [one.referent for one in places_of(suivi.id) if one.referent.agent_id == remi]
    name = f"{CARD}.{second.id}"
    bureau.wait_until(lambda: bureau.has(f"{name}.retirer"))
    assert bureau.said(f"{name}.details") == "Second référent depuis le 11/03/2026"
    frozen_clock.advance(days=2)
    click(bureau, f"{name}.retirer")
    bureau.wait_until(lambda: bureau.has("ecrire.fin_second.au"))
    click(bureau, "ecrire.fin_second.save")
    bureau.wait_until(lambda: bureau.has(f"{CARD}.plus"))
    assert bureau.said(f"{CARD}.plus") == "1\u00a0ancien référent"
    click(bureau, f"{CARD}.changer")
    bureau.wait_until(lambda: bureau.has("ecrire.referent.agent"))
    bureau.choose("ecrire.referent.agent", "Rémi")
    click(bureau, "ecrire.referent.save")
    bureau.wait_until(lambda: "Claire SOW lit encore" in bureau.said(f"{CARD}.resume"))
    assert bureau.said(f"{CARD}.resume") == (
        "Rémi ROY, référent depuis le 13/03/2026\n"
        "Claire SOW lit encore les notes des référents jusqu’au 13/04/2026"
    )


def test_what_the_former_referent_had_to_do_is_told_and_follows(
    bureau: Bureau, suivi: Suivi, remi: str, frozen_clock: FrozenClock
) -> None:
    claire = places_of(suivi.id)[0].referent.agent_id
    soon, later = (
        take_rendez_vous(suivi, date=TODAY + dt.timedelta(days=days)) for days in (2, 20)
    )
    click(bureau, f"{CARD}.ouvrir")
    click(bureau, f"{CARD}.changer")
    bureau.wait_until(lambda: bureau.has("ecrire.referent.suite"))
    said = lambda: bureau.said("ecrire.referent.reste")  # noqa: E731
    assert said() == (
        "Chez Claire SOW\u00a0: 2 rendez-vous à venir, à confier au nouveau référent."
    )
    bureau.type_in("ecrire.referent.du", "20/03/2026")
    bureau.wait_until(lambda: "\u00a0: 1 rendez-vous à venir," in said())
    click(bureau, "ecrire.referent.suite")
    assert said().endswith(", à laisser.")
    click(bureau, "ecrire.referent.suite")
    bureau.choose("ecrire.referent.agent", "Rémi")
    click(bureau, "ecrire.referent.save")
    assert bureau.message == "Référent changé, avec 1 rendez-vous à venir"
    agents = [RendezVous.get_by_id(one.id).agent_id for one in (soon, later)]
    assert agents == [claire, remi]
    undo_last()
    assert RendezVous.get_by_id(later.id).agent_id == claire


def test_a_referent_who_left_is_told_with_what_mends_it(
    bureau: Bureau, suivi: Suivi, remi: str
) -> None:
    change_referent(suivi, agent=remi, du=TODAY)
    bureau.wait_until(lambda: bureau.said("suivi.referent") == "Référent\u00a0: Rémi ROY")
    compte.remove_compte(remi)
    bureau.wait_until(lambda: "plus personne" in bureau.said("suivi.referent"))
    bureau.wait_until(lambda: bureau.has("suivi.signal.0.agir"))
    gone = "Rémi ROY a quitté l’équipe"
    assert bureau.said("suivi.referent") == f"Référent\u00a0: plus personne ({gone})"
    assert bureau.said("suivi.signal.0.phrase") == f"Plus personne ne suit ce parcours ({gone})"
    assert bureau.said("suivi.signal.0.agir") == "Nommer un référent"
    assert gone in bureau.said(f"{CARD}.resume")
    click(bureau, "suivi.signal.0.agir")
    bureau.wait_until(lambda: bureau.has("ecrire.referent.agent"))
    bureau.choose("ecrire.referent.agent", "Claire")
    click(bureau, "ecrire.referent.save")
    bureau.wait_until(lambda: bureau.said("suivi.referent") == "Référent\u00a0: Claire SOW")
    bureau.wait_until(lambda: not bureau.has("suivi.signal.0.agir"))


def test_a_second_suivi_starts_from_the_end_of_the_first(
    bureau: Bureau, mamadou: Personne, as_accueil: Callable[[], None], frozen_clock: FrozenClock
) -> None:
    first = a_suivi(mamadou)
    frein = note_frein(first.id, "frein.logement.loyer", date=TODAY, intensite=2)
    note_frein(first.id, "frein.mobilite.transports", date=TODAY, intensite=1)
    fix_objectif(first.id, fixe_le=TODAY, intitule="Avoir le permis")
    take_situation(
        first.id, moment=Moment.ENTREE, date=TODAY, valeurs={"logement": ["logement.foyer"]}
    )
    close_suivi(first, clos_le=TODAY, motif_sortie="motif_sortie.cdi")
    frozen_clock.advance(days=30)
    bureau.show("suivis", nouveau=mamadou.id)
    assert "suivi terminé le 11/03/2026" in bureau.text_of("suivi.reprise")
    assert "CDI" in bureau.said("suivi.reprise.fin")
    assert "Foyer" in bureau.said("suivi.reprise.situation")
    box = bureau.part(QCheckBox, f"suivi.reprise.frein.{frein.id}")
    assert box.isChecked()
    box.setChecked(False)
    bureau.act("suivi.open")
    second = suivis_of(mamadou)[0]
    assert [one.frein.valeur_id for one in freins_of(second.id)] == ["frein.mobilite.transports"]
    assert [one.titre for one in objectifs_of(second.id, TODAY)] == ["Avoir le permis"]
    assert bureau.said("suivi.precedent") == "Fait suite au suivi terminé le 11/03/2026"
    click(bureau, "suivi.situation.ouvrir")
    click(bureau, "suivi.situation.noter")
    bureau.wait_until(lambda: bureau.has("ecrire.situation.logement"))
    assert "Foyer" in bureau.value("ecrire.situation.logement")
    click(bureau, "suivi.precedent")
    bureau.wait_until(lambda: bureau.has("suivi.suivant"))
    assert bureau.said("suivi.suivant") == "Repris le 10/04/2026"
    bureau.window.context.undo_last()
    bureau.show("suivis", suivi_id=first.id)
    assert not bureau.has("suivi.suivant")
    assert [one.id for one in suivis_of(mamadou)] == [first.id]
    as_accueil()
    bureau.show("fiches")
    bureau.show("suivis", suivi_id=first.id)
    assert bureau.said("suivi.referent") == "Référent\u00a0: Claire SOW"
    for hidden in ("suivi.situation", "suivi.referents", "suivi.sortie"):
        assert not bureau.has(hidden), hidden


def test_four_hundred_entretiens_open_twenty(
    bureau: Bureau, suivi: Suivi, monkeypatch: pytest.MonkeyPatch
) -> None:
    entretien = write_entretien(suivi, texte="Le dernier", niveau=Niveau.EQUIPE)
    first = entretien.date
    with writing():
        for at in range(1, 400):
            entretien.id, entretien._loaded = f"{at:032x}", False
            entretien.date, entretien.version = first - dt.timedelta(days=at), 1
            entretien.save()
            note: Any = Note(
                id=f"{at:032x}", suivi=suivi, entretien=entretien, auteur=entretien.agent_id,
                niveau=Niveau.EQUIPE.value, date=entretien.date,
            )  # fmt: skip
            seal_note(note, f"n° {at}").save()
    opened: list[str] = []
    real = enveloppe.read
    monkeypatch.setattr(
        enveloppe, "read",
        lambda sealed, *, context: (opened.append(context), real(sealed, context=context))[1],
    )  # fmt: skip
    bureau.show("fiches")
    bureau.show("suivis", suivi_id=suivi.id)
    assert len(set(opened)) == 20
    assert "n° 19" in bureau.text_of("suivi")
    assert "n° 20" not in bureau.text_of("suivi")
    assert bureau.has("suivi.fil.suite")
