"""The hands of a secretary whom everybody interrupts, her log, and the count against the base."""

import datetime as dt
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from models.accueil.demande import demandes_of
from models.accueil.effectif import told_of
from models.accueil.passage import Passage
from models.base import clock
from models.base.settings import Settings
from models.comptes import acces
from models.comptes.agent import Agent
from models.nomenclatures.valeur import label
from models.personnes.personne import Personne
from tests.desk.desk import Desk
from tests.desk.test_accueil import (
    ACCOUNT,
    DEMANDE,
    OUVERT,
    PASSWORD,
    QUI,
    focused,
    open_accueil,
    saved,
    wait_for_a_pause,
)

SUR_PLACE, TELEPHONE = "Passage spontané", "Appel téléphonique"
NON_PRECISEE = "Demande non précisée"
# What is typed, and the demande that it takes.
DEMANDES = {
    "cni": "Carte d’identité, passeport",
    "perte": "Perte ou vol de papiers",
    "casier": "Casier judiciaire",
    "attestation caf": "Attestation CAF",
    "cantine": "Cantine, transport scolaire",
}
# Whoever looks over the shoulder reads none of these.
NAMES = (
    "DIAYE", "Diaye", "Moussa", "KONE", "Momo", "Ali", "Binta", "Fatou", "Zora", "Lia",
    "PHILIPPE", "Philippe", "FILIP", "mardi",
)  # fmt: skip
OFTEN = 0.75  # of the moments when an interruption may come


class Line(NamedTuple):
    """One passage, as it was typed or as it is written."""

    qui: str
    demandes: tuple[str, ...]
    mode: str = SUR_PLACE
    quand: str = "alors"
    duree: str = "mesurée"
    commentaire: str = ""
    public: tuple[str, ...] = ()
    par: str = ACCOUNT


class Journee:
    """Types; keeps the log; is interrupted at random, always in the same way."""

    def __init__(self, desk: Desk, folder: Path, seed: int) -> None:
        self.desk, self.folder = desk, folder
        self.begun = dt.datetime.now(dt.UTC)
        self.log: list[Line] = []
        self.chance = random.Random(seed)
        self.interruptions: Counter[str] = Counter()

    # Typing

    def qui(self, text: str, *chosen: str) -> None:
        """A name or a nickname, and the proposition that is taken."""
        focused(self.desk, QUI)
        self.desk.type_text(text)
        self.desk.keys(*(chosen or ("Return",)))
        focused(self.desk, DEMANDE)

    def nobody(self) -> None:
        focused(self.desk, QUI)
        self.desk.keys("Return")
        focused(self.desk, DEMANDE)

    def ask(self, *typed: str, after: int = 0) -> tuple[str, ...]:
        """Demandes one after the other, `after` those that are there; their labels."""
        for rank, text in enumerate(typed, after + 1):
            self.desk.type_text(text)
            self.desk.keys("Return")
            self.desk.wait_for("push button", part=f"Demande {rank}", timeout=10)
            if self.chance.random() < OFTEN:
                self.interrupt()
        return tuple(DEMANDES[text] for text in typed)

    def save(self, line: Line) -> None:
        self.desk.keys("ctrl+Return")
        saved(self.desk)
        self.log.append(line)

    def rows(self) -> None:
        """To the register of the day."""
        self.desk.grab_focus(self.desk.wait_for("table", part="Registre", timeout=10))

    def counts(self, said: str) -> None:
        self.desk.wait_for("label", said, timeout=10)

    # Interruptions: each one leaves the line as it was, where its next key is awaited

    def interrupt(self) -> None:
        ways = {
            "mise de côté": self._put_aside, "écran tourné": self.turn, "Ctrl+K": self._search,
            "registre": self._look_at_register, "message": self._begin_message,
            "verrou": self.lock, "aide": self._list_keys,
        }  # fmt: skip
        name = self.chance.choice(list(ways))
        self.interruptions[name] += 1
        ways[name]()
        focused(self.desk, DEMANDE)

    def lock(self) -> None:
        self.desk.keys("ctrl+l")
        self.open_session(PASSWORD)

    def open_session(self, password: str) -> None:
        self.desk.wait_window("Côte à Côte")
        self.desk.wait_for("password text", states=["focused"], timeout=20)
        self.desk.type_text(password)
        self.desk.keys("Return")
        self.desk.wait_window(OUVERT)

    def killed(self) -> None:
        """A sudden death a moment after the last key, and a new start."""
        wait_for_a_pause()
        self.desk.kill9()
        open_accueil(self.desk, self.folder)

    def closed_and_opened(self) -> None:
        self.desk.close_window()
        assert self.desk.wait_exit(30) == 0
        open_accueil(self.desk, self.folder)

    def _put_aside(self) -> None:
        aside = len(self.desk.find_all("push button", part="Reprendre "))
        self.desk.keys("F5")
        focused(self.desk, QUI)
        assert len(self.desk.find_all("push button", part="Reprendre ")) == aside + 1
        self.desk.keys("F5")

    def turn(self) -> None:
        """To the visitor, who finds no name, and back."""
        turned = "Écran tourné\u00a0: masquer les noms"
        self.desk.keys("F9")
        self.desk.wait_for("check box", turned, states=["checked"], timeout=10)
        seen = self.desk.outline()
        assert not [name for name in NAMES if name in seen], seen
        self.desk.keys("F9")
        self.desk.wait_gone("check box", turned, states=["checked"], timeout=10)

    def _search(self) -> None:
        self.desk.keys("ctrl+k")
        focused(self.desk, "Rechercher partout")
        self.desk.type_text("ndi")
        self.desk.keys("Escape")

    def _look_at_register(self) -> None:
        self.desk.keys("ctrl+2")
        self.desk.wait_window("Registre — Côte à Côte")
        self.desk.keys("ctrl+1")
        self.desk.wait_window(OUVERT)

    def _begin_message(self) -> None:
        self.desk.keys("ctrl+m")
        self.desk.wait_for("text", "Pour", states=["focused"], timeout=10)
        self.desk.keys("Escape")

    def _list_keys(self) -> None:
        self.desk.keys("F1")
        focused(self.desk, "Rechercher une action")
        self.desk.keys("Escape")
        self.desk.wait_gone("text", "Rechercher une action", timeout=10)


# What the base holds


@contextmanager
def base_of(folder: Path) -> Iterator[None]:
    """The base, open in this process once the program is closed."""
    settings = Settings(poste_id="j" * 32, donnees=str(folder))
    acces.open_with_password(folder, ACCOUNT, password=PASSWORD, settings=settings)
    try:
        yield
    finally:
        acces.lock()


def judge(typed: Sequence[Line], begun: dt.datetime) -> None:
    """Passage by passage, in the order in which they were typed."""
    known = Passage.select().where(Passage.archived_at.is_null()).order_by(Passage.created_at)
    written = [as_written(passage, begun) for passage in known]
    pairs = [
        (_at(typed, rank), _at(written, rank)) for rank in range(max(len(typed), len(written)))
    ]
    verdict = [
        f"{rank:3} {said}" if said == kept else f"{rank:3} tapé  {said}\n    écrit {kept}"
        for rank, (said, kept) in enumerate(pairs, 1)
    ]
    assert written == list(typed), "\n" + "\n".join(verdict)


def as_written(passage: Passage, begun: dt.datetime) -> Line:
    """A passage in the words of the log."""
    asked = tuple(label(one.thematique_id) for one in demandes_of(passage.id))
    mode = label(passage.mode_contact_id)
    by = Agent.get_by_id(passage.accueilli_par_id).identifiant if passage.accueilli_par_id else ""
    return Line(
        _who(passage), asked, mode, _when(passage, begun), _lasted(passage, begun),
        passage.commentaire, tuple(label(key) for key in told_of(passage)), by,
    )  # fmt: skip


def _who(passage: Passage) -> str:
    if passage.personne_id:
        return str(Personne.get_by_id(passage.personne_id).nom_affiche)
    if passage.anonyme_id:
        return str(passage.anonyme.repere)
    return f"groupe de {passage.effectif}" if passage.effectif else "anonyme"


def _when(passage: Passage, begun: dt.datetime) -> str:
    """« alors »: between the beginning of the day and the key that saved it."""
    if begun <= passage.moment <= passage.created_at:
        return "alors"
    days = (clock.today() - passage.jour).days
    return f"{'hier' if days == 1 else passage.jour} {passage.heure:%H:%M}"


def _lasted(passage: Passage, begun: dt.datetime) -> str:
    """« mesurée »: no longer than the day itself has lasted."""
    minutes = passage.duree_minutes
    if minutes is None:
        return "aucune"
    longest = (passage.created_at - begun).total_seconds() / 60 + 1
    return "mesurée" if 1 <= minutes <= longest else f"{minutes} min"


def _at(lines: Sequence[Line], rank: int) -> Line | None:
    return lines[rank] if rank < len(lines) else None
