"""Who holds the raw key of the base, or its disk, reads no word of a note, by whatever tool.

Notes of each level are written, corrected, taken away, undone, left as drafts, handed over; then
their words are looked for in all that the keys of an account open. The same life with its seals
left out shows that the search would have found them. What is written by hand in the base opens a
note to nobody.
"""

import contextlib
import itertools
import logging
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from models.base import clock, crypto, journal
from models.base.command import undo_last
from models.base.crypto import WrongKey
from models.base.database import handle, holding_pen
from models.base.errors import Refused, Unavailable
from models.coffre.sauvegarde import sauvegarder
from models.comptes import acces, compte, enveloppe, slots
from models.comptes.acces import Acces
from models.comptes.agent import Agent
from models.comptes.enveloppe import NoKey
from models.comptes.role import Role
from models.personnes.fusionner import fusionner
from models.personnes.personne import Personne
from models.personnes.recherche import search_personnes
from models.suivis.dossier_passation import passation
from models.suivis.fil import fil
from models.suivis.lecture import end_readings
from models.suivis.liste import suivis_listing
from models.suivis.note import (
    Niveau,
    Note,
    follow_referents,
    keep_typed,
    kept_typed,
    read_note,
    remove_note,
    rewrite_note,
    write_entretien,
    write_note,
)
from models.suivis.partage import record_synthese
from models.suivis.referent import add_second
from models.suivis.suivi import Suivi, open_suivi
from models.suivis.synthese import Choix, contenu_of, synthese_of
from reports.synthese_suivi import synthese_pdf
from tests.domain.comptes.maison import FAST, OTHER, POSTE, enter, hire
from tests.domain.prescriptions.fouille import (
    cells,
    files,
    holding,
    may_hold,
    shell,
    tables_in,
    tally,
)
from tests.factories import a_personne

SECRET = "Mouzaïlle"  # written nowhere else; with an accent, so that folding it would show
SEALED = {"note.contenu", "draft.contenu", "acte_ligne.avant"}
DRAFT = "suivi.note"
LEVELS = [f"{SECRET} {niveau.value}" for niveau in Niveau]
Levels = dict[Niveau, str]


@pytest.fixture(autouse=True)
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "NEW_KDF", FAST)


@pytest.fixture
def colette(base_with_keys: Acces) -> Agent:
    """A second référent, who has been in once: her keys are those she uses."""
    return hire("colette", Role.REFERENT)


@pytest.fixture
def suivi(base_with_keys: Acces) -> Suivi:
    """A suivi of Claire's, who is in."""
    claire = base_with_keys.agent_id or ""
    return open_suivi(personne=a_personne(), dispositif=None, referent=claire)


def live(suivi: Suivi, colette: str) -> Levels:
    """Notes of every level, alone and with their entretien, in all that can become of them.

    Returns one of each level that nothing happened to but to be read by who follows.
    """
    kept = {}
    for niveau, words in zip(Niveau, LEVELS, strict=True):
        write_entretien(suivi, texte=f"{words} entretien", niveau=niveau, avec="sa mère")
        note = write_note(suivi, f"{words} avant", niveau=niveau)
        rewrite_note(note, f"{words} après")
        undo_last()
        remove_note(write_note(suivi, f"{words} retirée", niveau=niveau))
        kept[niveau] = write_note(suivi, words, niveau=niveau).id
        rewrite_note(write_note(suivi, words), words, niveau=niveau)  # for all, then for fewer
    keep_typed(DRAFT, suivi.id, {"texte": f"{SECRET} brouillon"})
    add_second(suivi, agent=colette, du=suivi.ouvert_le)
    follow_referents(suivi)
    write_note(suivi, f"{SECRET} plus tard", niveau=Niveau.REFERENT)
    fusionner(a_personne(prenom="Lina"), Personne.get_by_id(suivi.personne_id), {})
    undo_last()
    _give_papers(suivi, colette)
    assert search_personnes(SECRET) == []
    return kept


def _give_papers(suivi: Suivi, colette: str) -> None:
    """What was typed for one paper stays on it; those that are printed hold no note."""
    choix = Choix("La mission locale", "un logement", "ecrit", blocs=("identite",), mots=SECRET)
    assert synthese_pdf(synthese_of(suivi.id, choix))
    told = {
        "destinataire": choix.destinataire,
        "motif": choix.motif,
        "accord": choix.accord,
        "date": clock.today(),
    }
    record_synthese(suivi.id, contenu=contenu_of(suivi.id, choix), **told)
    assert SECRET not in repr(passation(colette, colette, [suivi.id], du=clock.today()))


@pytest.fixture
def lived(suivi: Suivi, colette: Agent) -> Levels:
    return live(suivi, colette.id)


def come_in(where: Any, identifiant: str) -> Acces:
    acces.lock()
    return enter(where, identifiant, password=OTHER, poste_id=POSTE)


def sealed_in(keys: Acces) -> list[tuple[str, bytes]]:
    """Every note and every draft of one, with where it stands, as another tool reads them."""
    with closing(shell(keys)) as connection:
        notes = connection.execute("SELECT * FROM note")
        names = [column[0] for column in notes.description]
        rows = [dict(zip(names, row, strict=True)) for row in notes.fetchall()]
        kept = connection.execute("SELECT contenu FROM draft").fetchall()
    found = [(str(row["niveau"]), bytes(row["contenu"])) for row in rows]
    return found + [("draft", bytes(contenu)) for (contenu,) in kept]


def forced(sealed: bytes, keys: Acces) -> bool:
    """Whether any key in hand opens this for any of its readers, wherever it stands."""
    secrets = {keys.cles.base, *(pair.private for pair in keys.cles.pairs.values())}
    pairs = [crypto.KeyPair.from_private(secret) for secret in secrets]
    readers = enveloppe._parts(sealed)[1]
    for reader, pair, context in itertools.product(readers, pairs, set(contexts())):
        with contextlib.suppress(WrongKey):
            crypto.unseal(pair, reader.sealed, context=f"{context}|clé")
            return True
    return False


def contexts() -> Iterator[str]:
    for table, champ, context in enveloppe.all_sealed_columns():
        yield from (context(row) for row in table.select() if getattr(row, champ) is not None)
    for suivi, agent in itertools.product(Suivi.select(), Agent.select()):
        yield f"{enveloppe.context_of(Suivi, suivi.id, champ='brouillon')}|{agent.id}"


def test_the_raw_file_and_the_raw_keys_of_the_secretariat_show_no_note(
    lived: Levels, suivi: Suivi, base_with_keys: Acces
) -> None:
    """Every value of every table, as she reads it with another tool; each seal, with each key."""
    hire("odile", Role.ACCUEIL)
    keys = come_in(base_with_keys.where, "odile")
    with closing(shell(keys)) as connection:
        assert {"note", "draft", "acte_ligne", "journal", "partage"} < set(tables_in(connection))
    assert (keys.cles.notes, keys.cles.admin) == (None, None)
    assert tally(SECRET, keys) == {}
    assert holding("sa mère", cells(keys)) == {"entretien.avec"}  # what is no note is found
    found = sealed_in(keys)
    assert {place for place, _ in found} == {*Niveau, "draft"}
    assert [place for place, sealed in found if forced(sealed, keys)] == []
    told = [suivis_listing().first(), kept_typed(DRAFT, suivi.id), search_personnes(SECRET),
            list(journal.Journal.select().dicts())]  # fmt: skip
    assert SECRET not in repr(told)
    for key in lived.values():
        with pytest.raises(Refused):
            read_note(Note.get_by_id(key))
    with pytest.raises(Refused):
        fil(suivi.id)


@pytest.mark.parametrize(
    ("identifiant", "opened"),
    [
        ("colette", {Niveau.EQUIPE, Niveau.REFERENT}),  # she follows it too
        ("remi", {Niveau.EQUIPE}),  # of the team
        ("yves", set()),  # who answers for all, and holds no key of the notes
    ],
)
def test_each_level_opens_to_its_readers_by_their_keys_and_to_no_other(
    identifiant: str, opened: set[str], lived: Levels, base_with_keys: Acces
) -> None:
    """The same attempt with other keys: what fails above fails for want of them."""
    hire("remi", Role.REFERENT)
    hire("yves", Role.RESPONSABLE, Role.ADMINISTRATEUR)
    keys = come_in(base_with_keys.where, identifiant)
    assert tally(SECRET, keys) == {}
    now = {niveau for niveau, key in lived.items() if forced(Note.get_by_id(key).contenu, keys)}
    assert now == opened
    by_place = {place for place, sealed in sealed_in(keys) if forced(sealed, keys)}
    assert by_place == opened


def test_without_its_seals_the_same_life_shows_every_level_everywhere(
    suivi: Suivi, colette: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is not found above was written, and would have been found."""
    monkeypatch.setattr(enveloppe, "seal_for", lambda _lecteurs, plain, **_: plain)
    monkeypatch.setattr(enveloppe, "read", lambda plain, **_: plain)
    monkeypatch.setattr("models.suivis.note._of_referents", lambda _suivi: [])
    live(suivi, colette.id)
    assert set(tally(SECRET)) == SEALED
    for words in LEVELS:
        assert holding(words, cells()) == {"note.contenu", "acte_ligne.avant"}, words


def test_the_disk_shows_no_note_open_then_closed(
    suivi: Suivi,
    colette: Agent,
    tmp_path: Path,
    home: Path,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Base, write-ahead log, keys, backup, settings, temporary files, logs."""
    (tmp_path / "temporaire").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporaire"))
    caplog.set_level(logging.DEBUG)
    live(suivi, colette.id)
    if not handle().is_server:
        sauvegarder(tmp_path / "copie.cac")
    assert holding(SECRET, files(tmp_path)) == set()
    acces.lock()
    assert holding(SECRET, files(tmp_path, home)) == set()
    assert SECRET not in caplog.text


def by_hand(note_id: str, **values: Any) -> None:
    """What whoever has the key of the base writes there with another tool."""
    with holding_pen():
        Note.update(**values).where(Note.id == note_id).execute()


def test_a_note_written_by_hand_is_opened_to_nobody_by_who_reads_it(
    suivi: Suivi, base_with_keys: Acces
) -> None:
    """Said to be for others, by another, about another, or in the place of another."""
    where, claire = base_with_keys.where, base_with_keys.agent_id or ""
    remi = hire("remi", Role.REFERENT).id
    other = open_suivi(personne=a_personne(prenom="Zoé"), dispositif=None, referent=claire)
    hers = write_note(other, "Dans un autre suivi", niveau=Niveau.REFERENT)
    met = write_entretien(other, texte="Ce qui fut dit", niveau=Niveau.PERSONNELLE)
    forgeries: list[tuple[Niveau, dict[str, Any]]] = [
        (Niveau.PERSONNELLE, {"niveau": Niveau.REFERENT.value}),
        (Niveau.PERSONNELLE, {"niveau": Niveau.EQUIPE.value}),
        (Niveau.REFERENT, {"auteur": remi}),
        (Niveau.REFERENT, {"suivi": other.id}),
        (Niveau.REFERENT, {"entretien": met.id}),
        (Niveau.REFERENT, {"contenu": hers.contenu}),
    ]
    notes = [write_note(suivi, f"{SECRET} {told}", niveau=niveau) for niveau, told in forgeries]
    for one in (suivi, other):
        add_second(one, agent=remi, du=one.ouvert_le)
    for note, (_, told) in zip(notes, forgeries, strict=True):
        by_hand(note.id, **told)
        with pytest.raises(Unavailable, match="déplacé"):
            read_note(Note.get_by_id(note.id))
    for one in (suivi, other):
        follow_referents(one)
    assert remi in _readers(hers.id)  # the others of these suivis are opened all the same
    keys = come_in(where, "remi")
    for note, (_, told) in zip(notes, forgeries, strict=True):
        moved = Note.get_by_id(note.id)
        assert not forced(bytes(moved.contenu), keys), told
        with pytest.raises((NoKey, Unavailable)):
            read_note(moved)


def _readers(note_id: str) -> frozenset[str]:
    return enveloppe.readers_of(bytes(Note.get_by_id(note_id).contenu)).agents


def test_who_lost_the_role_keeps_no_key_of_what_the_referents_wrote(
    lived: Levels, suivi: Suivi, colette: Agent, base_with_keys: Acces
) -> None:
    """The account is at the accueil now, with the same keys: the suivis it followed are closed."""
    compte.set_roles(colette.id, [Role.ACCUEIL])
    assert end_readings() > 0
    assert end_readings() == 0
    keys = come_in(base_with_keys.where, "colette")
    assert [place for place, sealed in sealed_in(keys) if forced(sealed, keys)] == []
    assert keys.cles.own is not None
    mine = crypto.key_id(keys.cles.own.public)
    assert [place for place, raw in cells(keys) if place in SEALED and may_hold(raw, mine)] == []
