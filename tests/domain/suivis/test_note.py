"""Who reads a note, by keys: the équipe, the référents of the suivi, its author; nobody else."""

import datetime as dt
from typing import Any

import pytest

from models.base import clock, crypto
from models.base.command import undo_last
from models.base.database import holding_pen
from models.base.errors import Invalid, Refused
from models.base.ids import new_id
from models.base.table import tuples_of
from models.comptes import acces, compte, enveloppe, slots
from models.comptes.acces import Acces
from models.comptes.agent import AgentRole
from models.comptes.enveloppe import NoKey
from models.comptes.role import Role
from models.personnes.fusionner import fusionner
from models.personnes.personne import Personne
from models.suivis.entretien import correct_entretien, note_entretien
from models.suivis.fil import NOT_YET, fil
from models.suivis.lecture import end_readings
from models.suivis.note import (
    Niveau,
    Note,
    follow_referents,
    may_read_note,
    open_draft,
    read_note,
    remove_note,
    rewrite_note,
    seal_draft,
    waits_for_readers,
    write_note,
)
from models.suivis.referent import add_second, change_referent, end_second
from models.suivis.suivi import Referent, Suivi, open_suivi
from tests.domain.comptes.maison import FAST, OTHER, POSTE, THIRD, enter, hire
from tests.domain.prescriptions.fouille import cells, may_hold, tally
from tests.domain.suivis.parcours import entretiens_of
from tests.factories import PASSWORD, a_personne, notes_of

SECRET = "Mouzaïlle"  # written nowhere else; with an accent, so that folding it would show
Levels = dict[Niveau, str]


@pytest.fixture(autouse=True)
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "NEW_KDF", FAST)


@pytest.fixture
def colette(base_with_keys: Acces) -> str:
    """A second référent, who has been in once: her keys are those she uses."""
    return hire("colette", Role.REFERENT).id


@pytest.fixture
def suivi(base_with_keys: Acces, colette: str) -> Suivi:
    """A suivi of Claire's, who is in."""
    return open_suivi(
        personne=a_personne(), dispositif=None, referent=base_with_keys.agent_id or ""
    )


@pytest.fixture
def written(suivi: Suivi) -> Levels:
    """A note of each level, by Claire; their keys."""
    entretien = note_entretien(suivi, duree=45)
    return {
        niveau: write_note(suivi, f"{SECRET} {niveau.value}", niveau=niveau, entretien=entretien).id
        for niveau in Niveau
    }


def come_in(where: Any, identifiant: str, password: str = OTHER) -> Acces:
    acces.lock()
    return enter(where, identifiant, password=password, poste_id=POSTE)


def readable(written: Levels) -> set[Niveau]:
    """The levels that the account that is in opens."""
    found = set()
    for niveau, key in written.items():
        note = Note.get_by_id(key)
        try:
            assert read_note(note) == f"{SECRET} {niveau.value}"
        except (NoKey, Refused):
            assert not may_read_note(note)
            continue
        assert may_read_note(note)
        found.add(niveau)
    return found


def test_its_author_reads_every_level(written: Levels) -> None:
    assert readable(written) == set(Niveau)


def test_another_referent_reads_those_of_the_equipe(written: Levels, base_with_keys: Acces) -> None:
    come_in(base_with_keys.where, "colette")
    assert readable(written) == {Niveau.EQUIPE}


def test_the_next_referent_reads_from_the_day_she_is_named(
    written: Levels, suivi: Suivi, colette: str, base_with_keys: Acces
) -> None:
    change_referent(suivi, agent=colette, du=suivi.ouvert_le)
    assert waits_for_readers(suivi.id)
    assert follow_referents(suivi) == 1
    assert not waits_for_readers(suivi.id)
    assert follow_referents(suivi) == 0
    assert readable(written) == set(Niveau)  # who hands over still reads for a while
    come_in(base_with_keys.where, "colette")
    assert readable(written) == {Niveau.EQUIPE, Niveau.REFERENT}


def test_who_was_replaced_by_another_opens_his_notes_when_he_comes_back(
    written: Levels, suivi: Suivi, colette: str, base_with_keys: Acces
) -> None:
    """The responsable gives a suivi whose notes she does not read: its référent alone can."""
    change_referent(suivi, agent=colette, du=suivi.ouvert_le)
    where = base_with_keys.where
    come_in(where, "colette")
    assert (end_readings(), readable(written)) == (0, {Niveau.EQUIPE})
    told = {one.niveau: one.illisible for moment in fil(suivi.id) for one in moment.ecrits}
    assert told == {
        Niveau.EQUIPE: "",
        Niveau.REFERENT: NOT_YET[Niveau.REFERENT],
        Niveau.PERSONNELLE: "",
    }
    come_in(where, "claire", PASSWORD)
    assert (end_readings(), end_readings()) == (1, 0)
    come_in(where, "colette")
    assert readable(written) == {Niveau.EQUIPE, Niveau.REFERENT}


def test_the_spaces_of_french_stay_in_a_note(suivi: Suivi) -> None:
    words = "Il dit\u00a0: «\u202fd’accord\u202f»\tdemain\nou lundi"
    assert read_note(write_note(suivi, f"{words}\x00 ")) == words


@pytest.mark.parametrize("role", [Role.RESPONSABLE, Role.ADMINISTRATEUR])
def test_who_is_no_referent_reads_none(role: Role, written: Levels, base_with_keys: Acces) -> None:
    hire("yves", role)
    come_in(base_with_keys.where, "yves")
    assert readable(written) == set()


def test_only_its_author_changes_a_note(
    written: Levels, suivi: Suivi, colette: str, base_with_keys: Acces
) -> None:
    change_referent(suivi, agent=colette, du=suivi.ouvert_le)
    come_in(base_with_keys.where, "colette")
    note = Note.get_by_id(written[Niveau.EQUIPE])
    with pytest.raises(Refused, match="seul son auteur"):
        rewrite_note(note, "Autre chose")
    with pytest.raises(Refused, match="seul son auteur"):
        remove_note(note)


def test_a_colleague_reads_and_does_not_write(suivi: Suivi, base_with_keys: Acces) -> None:
    come_in(base_with_keys.where, "colette")
    with pytest.raises(Refused, match="a pour référent Claire SOW"):
        write_note(suivi, "Bonjour")
    with pytest.raises(Refused, match="a pour référent Claire SOW"):
        note_entretien(suivi)


def test_another_level_is_for_other_readers(written: Levels, base_with_keys: Acces) -> None:
    note = Note.get_by_id(written[Niveau.PERSONNELLE])
    rewrite_note(note, f"{SECRET} personnelle", niveau=Niveau.EQUIPE)
    come_in(base_with_keys.where, "colette")
    assert may_read_note(Note.get_by_id(note.id))


def test_a_corrected_note_is_put_back_by_an_undo(written: Levels) -> None:
    note = Note.get_by_id(written[Niveau.REFERENT])
    rewrite_note(note, "Ce qui est dit autrement")
    assert read_note(Note.get_by_id(note.id)) == "Ce qui est dit autrement"
    undo_last()
    assert readable(written) == set(Niveau)


def test_nothing_is_written_when_nothing_moved(written: Levels) -> None:
    note = Note.get_by_id(written[Niveau.EQUIPE])
    assert rewrite_note(note, f"  {SECRET} equipe\n").version == 1


@pytest.mark.parametrize("texte", ["", " \n\t", "x" * 20_001])
def test_an_empty_or_endless_note_is_refused(texte: str, suivi: Suivi) -> None:
    with pytest.raises(Invalid) as refused:
        write_note(suivi, texte)
    assert refused.value.field == "texte"


def test_a_forgotten_password_closes_the_notes_and_a_holder_opens_them(
    written: Levels, suivi: Suivi, colette: str, base_with_keys: Acces
) -> None:
    """A new pair of keys reads nothing, until somebody who reads seals again."""
    change_referent(suivi, agent=colette, du=suivi.ouvert_le)
    follow_referents(suivi)
    compte.reset_password(colette, THIRD)
    come_in(base_with_keys.where, "colette", THIRD)
    assert readable_keys(written) == set()
    come_in(base_with_keys.where, "claire", PASSWORD)
    compte.grant_notes(colette)
    come_in(base_with_keys.where, "colette", THIRD)
    assert readable_keys(written) == {Niveau.EQUIPE, Niveau.REFERENT}


def readable_keys(written: Levels) -> set[Niveau]:
    return {n for n, key in written.items() if _opens(Note.get_by_id(key))}


def _opens(note: Note) -> bool:
    return enveloppe.may_read(bytes(note.contenu))


def test_a_draft_is_for_its_author_alone(suivi: Suivi, base_with_keys: Acces) -> None:
    sealed = seal_draft(suivi.id, SECRET.encode())
    assert open_draft(suivi.id, sealed) == SECRET.encode()
    come_in(base_with_keys.where, "colette")
    assert open_draft(suivi.id, sealed) is None


def test_notes_come_with_their_entretien(written: Levels, suivi: Suivi) -> None:
    (entretien,) = entretiens_of(suivi.id)
    assert [note.niveau for note in notes_of([entretien.id])] == [n.value for n in Niveau]
    remove_note(Note.get_by_id(written[Niveau.EQUIPE]))
    assert len(notes_of([entretien.id])) == 2


def test_an_entretien_to_come_is_a_rendez_vous(suivi: Suivi) -> None:
    tomorrow = dt.date.today() + dt.timedelta(days=1)
    with pytest.raises(Invalid, match="prenez un rendez-vous"):
        note_entretien(suivi, date=tomorrow)
    entretien = note_entretien(suivi)
    with pytest.raises(Invalid, match="de 1 minute"):
        correct_entretien(entretien, duree=0)


def test_a_person_merged_keeps_every_note(written: Levels, suivi: Suivi) -> None:
    other: Personne = a_personne(nom_naissance="Autre", prenom="Lina")
    fusionner(other, Personne.get_by_id(suivi.personne_id), {})
    assert Suivi.get_by_id(suivi.id).personne_id == other.id
    assert readable(written) == set(Niveau)
    undo_last()
    assert len(tuples_of(Note.select(Note.id))) == len(Niveau)


def test_a_base_written_by_hand_gives_the_notes_to_nobody(
    written: Levels, suivi: Suivi, base_with_keys: Acces
) -> None:
    """The accueil has the key of the base: it writes there that it is a référent of the suivi."""
    odile = hire("odile", Role.ACCUEIL).id
    with holding_pen():
        for table, values in (
            (AgentRole, {"agent": odile, "role": Role.REFERENT.value}),
            (Referent, {"suivi": suivi.id, "agent": odile, "du": suivi.ouvert_le}),
        ):
            table.insert(id=new_id(), version=1, created_at=clock.now(), **values).execute()
    with pytest.raises(NoKey, match="Odile PETIT n’a pas de clé"):
        follow_referents(suivi)
    keys = come_in(base_with_keys.where, "odile")
    assert readable_keys(written) == set()
    assert tally(SECRET, keys) == {}


def test_who_handed_over_reads_no_older_words_in_what_an_undo_keeps(
    suivi: Suivi, colette: str, base_with_keys: Acces
) -> None:
    """The images of the undo are sealed as the notes were: once followed, they are gone."""
    note = write_note(suivi, SECRET, niveau=Niveau.REFERENT)
    add_second(suivi, agent=colette, du=suivi.ouvert_le)
    follow_referents(suivi)
    rewrite_note(Note.get_by_id(note.id), "Dit autrement")
    second = Referent.get(Referent.agent == colette)
    end_second(second, au=clock.today())
    assert follow_referents(suivi) == 1
    keys = come_in(base_with_keys.where, "colette")
    assert keys.cles.own is not None
    mine = crypto.key_id(keys.cles.own.public)
    holding_mine = [
        (place, len(content)) for place, content in cells(keys)
        if place in ("note.contenu", "acte_ligne.avant") and may_hold(content, mine)
    ]  # fmt: skip
    assert holding_mine == []
