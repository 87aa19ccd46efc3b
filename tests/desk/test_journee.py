"""A whole day of the accueil by real keys, interrupted and killed, then counted in the base."""

import datetime as dt
import random
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from models.accueil.demande import demandes_of
from models.accueil.effectif import told_of
from models.accueil.passage import Passage, dossier_of
from models.base import clock
from models.base.settings import Settings
from models.comptes import acces
from models.nomenclatures.valeur import label
from models.personnes.personne import Personne
from tests.desk.desk import Desk
from tests.desk.test_accueil import (
    ACCOUNT,
    DEMANDE,
    OUVERT,
    PASSWORD,
    QUI,
    create,
    focused,
    open_accueil,
    saved,
    wait_for_a_pause,
)

SEED = 20_260_311
ATTENTE = "Recevoir\u00a0: "
SUR_PLACE, TELEPHONE = "Passage spontané", "Appel téléphonique"
# What is typed, and the demande that it takes.
DEMANDES = {
    "cni": "Carte d’identité, passeport",
    "perte": "Perte ou vol de papiers",
    "casier": "Casier judiciaire",
    "attestation caf": "Attestation CAF",
    "cantine": "Cantine, transport scolaire",
}
NON_PRECISEE = "Demande non précisée"
# Whoever looks over the shoulder must read none of these.
NAMES = ("DIAYE", "Diaye", "Moussa", "KONE", "Momo", "Ali", "Binta", "Fatou", "Zora")


class Line(NamedTuple):
    """One passage as it was typed, or as it is written."""

    qui: str
    demandes: tuple[str, ...]
    mode: str = SUR_PLACE
    jour: str = "aujourd’hui"
    duree: str = "mesurée"
    commentaire: str = ""
    public: tuple[str, ...] = ()


class Journee:
    """The hands of the secretary, her log, and who interrupts her."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        self.desk, self.folder = desk, folder
        self.log: list[Line] = []
        self.chance = random.Random(SEED)
        self.interrupted: Counter[str] = Counter()

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

    def ask(self, *typed: str, first: int = 1) -> tuple[str, ...]:
        """Demandes one after the other; their labels."""
        for rank, text in enumerate(typed, first):
            self.desk.type_text(text)
            self.desk.keys("Return")
            self.desk.wait_for("push button", part=f"Demande {rank}", timeout=10)
            self.maybe_interrupted()
        return tuple(DEMANDES[text] for text in typed)

    def save(self, line: Line) -> None:
        self.desk.keys("ctrl+Return")
        saved(self.desk)
        self.log.append(line)

    # Interruptions

    def maybe_interrupted(self) -> None:
        """Now and then somebody else wants something, and the line goes on as it was."""
        if self.chance.random() < 0.3:
            self.interrupt()

    def interrupt(self) -> None:
        name = self.chance.choice(("de_cote", "tourne", "partout", "registre", "message", "verrou"))
        self.interrupted[name] += 1
        getattr(self, f"_{name}")()
        focused(self.desk, DEMANDE)

    def _de_cote(self) -> None:
        self.desk.keys("F5")
        self.desk.wait_for("push button", part="Reprendre ", timeout=10)
        focused(self.desk, QUI)
        self.desk.keys("F5")
        self.desk.wait_gone("push button", part="Reprendre ", timeout=10)

    def _tourne(self) -> None:
        self.desk.keys("F9")
        self.desk.wait_for("check box", part="tourné", states=["checked"], timeout=10)
        seen = self.desk.outline()
        assert not [name for name in NAMES if name in seen], seen
        self.desk.keys("F9")

    def _partout(self) -> None:
        self.desk.keys("ctrl+k")
        focused(self.desk, "Rechercher partout")
        self.desk.type_text("reglages")
        self.desk.keys("Escape")

    def _registre(self) -> None:
        self.desk.keys("ctrl+2")
        self.desk.wait_window("Registre — Côte à Côte")
        self.desk.keys("ctrl+1")
        self.desk.wait_window(OUVERT)

    def _message(self) -> None:
        self.desk.keys("ctrl+m")
        self.desk.wait_for("text", "Pour", states=["focused"], timeout=10)
        self.desk.keys("Escape")

    def _verrou(self) -> None:
        self.desk.keys("ctrl+l")
        self.unlock()

    def unlock(self) -> None:
        self.desk.wait_for("password text", states=["focused"], timeout=20)
        self.desk.type_text(PASSWORD)
        self.desk.keys("Return")
        self.desk.wait_window(OUVERT)

    def killed(self) -> None:
        wait_for_a_pause()
        self.desk.kill9()
        open_accueil(self.desk, self.folder)


@pytest.mark.soak
@pytest.mark.timeout(420)
def test_a_whole_day(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "base"
    create(desk, folder)
    open_accueil(desk, folder)
    day = Journee(desk, folder)
    for part in (matin, attente, messages, apres_midi, papier, dossiers, soir):
        part(day)
        print(part.__name__, dict(day.interrupted), time.monotonic())
    with opened(desk, folder):
        judge(day.log, [as_written(passage) for passage in Passage.select().order_by(Passage.created_at)])


def matin(day: Journee) -> None:
    desk = day.desk
    day.nobody()
    day.save(Line("anonyme", day.ask("cni")))
    day.qui("awa n'diaye")
    day.save(Line("N’DIAYE Awa", day.ask("cni", "perte")))
    day.qui("ndi")
    desk.keys("F3")
    day.save(Line("N’DIAYE Awa", day.ask("casier"), TELEPHONE))
    focused(desk, QUI)
    desk.keys("F12")
    desk.wait_for("check box", "Femme", states=["focused"], timeout=10)
    desk.type_text("f4i")
    desk.wait_for("label", "Anonyme · Femme · 18-20 ans · Difficulté en français", timeout=10)
    desk.keys("Return")
    focused(desk, DEMANDE)
    public = ("Femme", "18-20 ans", "Difficulté en français")
    day.save(Line("anonyme", day.ask("cni"), public=public))
    day.qui("momo", "Down", "Return")
    day.save(Line("Momo", day.ask("casier")))
    day.qui("mom")
    day.save(Line("Momo", day.ask("cni")))
    desk.keys("ctrl+g")
    focused(desk, "Combien\u00a0?")
    desk.type_text("12")
    desk.keys("Return")
    focused(desk, DEMANDE)
    day.save(Line("groupe de 12", day.ask("cantine")))
    day.qui("moussa kone")
    asked = day.ask("attestation caf", "cantine", "casier")
    desk.keys("F6")
    desk.grab_focus(desk.wait_for("text", "Commentaire", timeout=10))
    desk.type_text("Revient mardi, avec l’acte de naissance")
    day.save(Line("KONE Moussa", asked, commentaire="Revient mardi, avec l’acte de naissance"))
    day.nobody()
    desk.keys("ctrl+r")
    day.save(Line("anonyme", (NON_PRECISEE,)))


def attente(day: Journee) -> None:
    """Three come at once; one is received, one leaves, one still waits in the evening."""
    desk = day.desk
    for name in ("Ali", "Fatou", "Binta"):
        focused(desk, QUI)
        desk.type_text(name)
        desk.keys("F8", "Return")
        desk.wait_for("push button", f"{ATTENTE}{name}", timeout=10)
    focused(desk, QUI)
    desk.keys("shift+F8")
    desk.wait_for("push button", f"{ATTENTE}Ali", states=["focused"], timeout=10)
    desk.keys("e")
    desk.wait_for("push button", "Au revoir\u00a0: Ali", states=["focused"], timeout=10)
    desk.keys("a")
    desk.wait_for("push button", "Écrire\u00a0: Ali", states=["focused"], timeout=10)
    desk.keys("p")
    focused(desk, DEMANDE)
    day.save(Line("Ali", day.ask("cni")))
    desk.keys("shift+F8")
    desk.wait_for("push button", f"{ATTENTE}Fatou", states=["focused"], timeout=10)
    desk.keys("r")
    desk.wait_for("push button", "Écrire\u00a0: Fatou", timeout=10)
    desk.keys("p")
    focused(desk, DEMANDE)
    day.save(Line("Fatou", day.ask("perte")))


def messages(day: Journee) -> None:
    """A call to give back: her passage is written from it, then it is done; killed in between."""
    desk = day.desk
    desk.keys("ctrl+m")
    desk.wait_for("text", "Pour", states=["focused"], timeout=10)
    desk.keys("Tab")
    desk.wait_for("text", "De la part de", states=["focused"], timeout=10)
    desk.type_text("Zora")
    desk.keys("Tab")
    desk.type_text("0612345678")
    desk.keys("Tab")
    desk.type_text("aujourd'hui")
    wait_for_a_pause()
    day.killed()
    message = desk.wait_for("text", "À rappeler le", timeout=10)
    assert desk.text_of(desk.wait_for("text", "De la part de")) == "Zora"
    desk.grab_focus(message)
    desk.keys("ctrl+Return")
    desk.wait_for("label", "Message laissé", timeout=10)
    desk.wait_for("push button", part="Fait\u00a0: Zora", timeout=10)
    focused(desk, QUI)
    desk.keys("ctrl+shift+m")
    desk.wait_for("push button", part="Fait\u00a0: Zora", states=["focused"], timeout=10)
    desk.keys("p")
    focused(desk, DEMANDE)
    desk.keys("F3")
    day.save(Line("Zora", day.ask("casier"), TELEPHONE))
    desk.keys("ctrl+shift+m")
    desk.wait_for("push button", part="Fait\u00a0: Zora", states=["focused"], timeout=10)
    desk.keys("f")
    desk.wait_gone("push button", part="Fait\u00a0: Zora", timeout=10)
    desk.keys("ctrl+n")


def apres_midi(day: Journee) -> None:
    """Parked, taken back, killed, corrected, deleted, restored, undone."""
    desk = day.desk
    focused(desk, QUI)
    day.qui("ndi")
    first = day.ask("cni")
    desk.keys("F5")
    desk.wait_for("push button", part="Reprendre N’DIAYE Awa", timeout=10)
    day.nobody()
    second = day.ask("perte", "cni")
    day.killed()
    desk.wait_for("push button", part="Reprendre N’DIAYE Awa", timeout=10)
    desk.wait_for("push button", part="Demande 2")
    day.save(Line("anonyme", second))
    desk.keys("F5")
    desk.wait_gone("push button", part="Reprendre", timeout=10)
    focused(desk, DEMANDE)
    day.save(Line("N’DIAYE Awa", first))

    rows(desk)
    desk.keys("Home", "F2")
    focused(desk, DEMANDE)
    desk.keys("BackSpace")
    asked = day.ask("casier", "perte")
    desk.keys("ctrl+Return")
    desk.wait_for("label", "Passage corrigé", timeout=10)
    day.log[-1] = day.log[-1]._replace(demandes=asked)
    focused(desk, QUI)

    day.nobody()
    day.ask("cantine")
    desk.keys("ctrl+Return")
    saved(desk)
    rows(desk)
    desk.keys("Home", "Delete")
    desk.wait_for("label", "Passage supprimé", timeout=10)
    desk.keys("ctrl+z")
    desk.wait_gone("push button", part="Voir 1 passage supprimé", timeout=10)
    rows(desk)
    desk.keys("Home", "Delete")
    desk.wait_for("push button", part="Voir 1 passage supprimé", timeout=10)

    focused_qui(desk)
    day.nobody()
    day.ask("cni")
    desk.keys("ctrl+Return")
    saved(desk)
    desk.keys("ctrl+z")
    focused(desk, QUI)


def papier(day: Journee) -> None:
    """A passage of yesterday in the line, and three on a sheet."""
    desk = day.desk
    day.nobody()
    asked = day.ask("perte")
    desk.keys("F6")
    focused(desk, "Jour, obligatoire") if desk.find("text", "Jour, obligatoire") else focused(desk, "Jour")
    desk.type_text("hier")
    desk.keys("Tab")
    desk.type_text("1030")
    day.save(Line("anonyme", asked, jour="hier", duree="aucune"))


def dossiers(day: Journee) -> None:
    pass


def soir(day: Journee) -> None:
    desk = day.desk
    desk.close_window()
    desk.wait_exit(30)


def rows(desk: Desk) -> None:
    desk.grab_focus(desk.wait_for("table", part="Registre", timeout=10))


def focused_qui(desk: Desk) -> None:
    desk.keys("ctrl+n")
    focused(desk, QUI)


# What is in the base


@contextmanager
def opened(desk: Desk, folder: Path) -> Iterator[None]:
    settings = Settings(poste_id="j" * 32, donnees=str(folder))
    acces.open_with_password(folder, ACCOUNT, password=PASSWORD, settings=settings)
    try:
        yield
    finally:
        acces.lock()


def as_written(passage: Passage) -> Line:
    kept = Passage.get_by_id(passage.id)
    asked = tuple(label(one.thematique_id) for one in demandes_of(kept.id))
    days = {clock.today(): "aujourd’hui", clock.today() - dt.timedelta(days=1): "hier"}
    minutes = kept.duree_minutes
    duree = "aucune" if minutes is None else "mesurée" if 1 <= minutes <= 10 else f"{minutes} min"
    who = Personne.get_by_id(kept.personne_id).nom_affiche if kept.personne_id else (
        kept.anonyme.repere if kept.anonyme_id else f"groupe de {kept.effectif}" if kept.effectif else "anonyme")
    line = Line(who, asked, label(kept.mode_contact_id), days.get(kept.jour, str(kept.jour)), duree,
                kept.commentaire, tuple(label(key) for key in told_of(kept)))
    return line if kept.archived_at is None else line._replace(qui=f"supprimé : {who}")


def judge(typed: list[Line], written: list[Line]) -> None:
    verdict = []
    for rank in range(max(len(typed), len(written))):
        a = typed[rank] if rank < len(typed) else None
        b = written[rank] if rank < len(written) else None
        verdict.append(f"{'  ' if a == b else '≠ '}{rank + 1:2} {a}\n      {b if a != b else ''}")
    print("\n".join(verdict))
    assert typed == [w for w in written if not w.qui.startswith("supprimé")]
