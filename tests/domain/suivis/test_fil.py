"""The thread of a suivi: a page at a time, and nothing opened that is not shown."""

import datetime as dt

import pytest

from models.comptes import enveloppe
from models.comptes.acces import Acces
from models.suivis.entretien import note_entretien, remove_entretien
from models.suivis.fil import PAGE, Moment, fil, length_of, place_of, said_duree
from models.suivis.note import Niveau, write_entretien, write_note
from models.suivis.suivi import Suivi, open_suivi
from tests.factories import a_personne
from tests.frozen import FrozenClock

TODAY = dt.date(2026, 3, 11)


@pytest.fixture
def suivi(frozen_clock: FrozenClock, base_with_keys: Acces) -> Suivi:
    """Claire's, who is in."""
    return open_suivi(
        personne=a_personne(), dispositif=None, referent=base_with_keys.agent_id or ""
    )


def words(moments: list[Moment]) -> list[str]:
    return [ecrit.texte or "" for moment in moments for ecrit in moment.ecrits]


def test_everything_is_read_once_whatever_the_pages(suivi: Suivi) -> None:
    for at in range(2 * PAGE + 5):
        day = TODAY - dt.timedelta(days=at // 3)  # several on one day
        if at % 4:
            write_entretien(suivi, texte=f"n° {at}", date=day)
        else:
            write_note(suivi, f"n° {at}", date=day)
    read = page = fil(suivi.id)
    while len(page) == PAGE:
        page = fil(suivi.id, after=place_of(page[-1]))
        read = read + page
    assert len(read) == length_of(suivi.id) == 2 * PAGE + 5
    assert sorted(words(read)) == sorted(f"n° {at}" for at in range(2 * PAGE + 5))
    assert [one.date for one in read] == sorted((one.date for one in read), reverse=True)


def test_only_what_is_shown_is_opened(suivi: Suivi, monkeypatch: pytest.MonkeyPatch) -> None:
    for at in range(60):
        write_entretien(suivi, texte=f"n° {at}")
    opened: list[str] = []
    real = enveloppe.read
    monkeypatch.setattr(
        enveloppe, "read",
        lambda sealed, *, context: (opened.append(context), real(sealed, context=context))[1],
    )  # fmt: skip
    assert len(words(fil(suivi.id))) == PAGE
    assert len(opened) == PAGE


def test_an_entretien_tells_with_whom_how_long_and_what(suivi: Suivi) -> None:
    entretien = note_entretien(suivi, duree=75, avec="sa mère", ailleurs="au café")
    write_note(suivi, "Un fait", niveau=Niveau.REFERENT, entretien=entretien)
    (moment,) = fil(suivi.id)
    assert (moment.titre, moment.date) == ("Entretien individuel", TODAY)
    assert moment.precisions == ("Claire SOW", "1\u00a0h\u00a015", "avec sa mère", "au café")
    (ecrit,) = moment.ecrits
    assert (ecrit.texte, ecrit.niveau, ecrit.a_moi) == ("Un fait", Niveau.REFERENT, True)
    remove_entretien(entretien)
    assert fil(suivi.id) == []


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(5, "5\u00a0min"), (60, "1\u00a0h"), (65, "1\u00a0h\u00a005"), (150, "2\u00a0h\u00a030")],
)
def test_a_length_is_said_as_one_says_it(minutes: int, said: str) -> None:
    assert said_duree(minutes) == said
